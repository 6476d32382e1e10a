"""Editor's notes and corrections: neither body nor boilerplate, but facts of the article (`Stripped.notes`).

"Correction: ..." counts, "Corrections officers went on strike" does not: the word must be followed by a mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 1200  # characters
OPENING = re.compile(
    r"[\W_]*(?:editor(?:['’]?s|s['’])? note|corrections?(?: \([^)]{1,40}\)| and clarifications?"
    r"|,? \w+\.? \d{1,2}(?:, \d{4})?)?"
    r"|clarifications?|note to (?:readers|editors)|publisher['’]?s note|correction appended)[*_]* ?[:–—-]\s?\S"
    r"|[\W_]*(?:an (?:earlier|previous)|a (?:previous|prior)) version of (?:this|the) (?:\w+ )?"
    r"(?:article|story|post|report|column|headline|caption|piece)"
    r"|[\W_]*this (?:story|article|post|report|piece) (?:has been|was) (?:updated|corrected|amended|clarified"
    r"|edited|revised) (?:to|on|after|because|with|for)\b"
    r"|[\W_]*(?:anmerkung der redaktion|korrektur|note de la rédaction|nota de(?: la)? redac\w+|correctif"
    r"|rectificatif|примечание редакции) ?[:–—-]",
    re.IGNORECASE,
)


def is_editors_note(block: Block, view: View) -> bool:
    return len(block.text) <= LONGEST and OPENING.match(block.text) is not None
