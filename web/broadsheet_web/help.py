"""What the help page shows: things to type, and what they find. Each is a live link."""

from __future__ import annotations

EXAMPLES = (
    ("climate summit", "articles with both words, in any order"),
    ('"foreign agents"', "the words exactly in this order"),
    ('"talks Kyiv"~10', "both words near each other, in any order"),
    ("Putin -Ukraine", "the first word, without the second"),
    ("ferry OR tram", "either word; OR in capitals"),
    ("agent*", "words that begin so"),
    ('="Kiev"', "as written: case, accents and ending"),
    ("title:sanctions", "only in the headline"),
    ('person:"Vladimir Putin"', "people mentioned, by any part of the name"),
    ("author:Ostiller", "who wrote it"),
    ("source:tass.com", "who published it"),
    ("date:2024-06", "published in June 2024"),
    ("date:2024-06-15..2024-06-21", "published between two days, both included"),
    ("copies:>3", "stories of which there are more than three near-identical copies"),
    ("has:correction", "articles with an editor's note"),
    ("in:removed subscribe", "what was stripped from the pages"),
)
