"""A handful of articles, written for the tests of the web part; one of them hostile in every field."""

from __future__ import annotations

from broadsheet_index.article import Article, Person, Published, Removed, Source

FERRY = Article(
    path="ferry.txt",
    digest="a" * 64,
    title="Island ferry to run through the winter after “long talks”",
    title_origin="heading",
    subtitle="Council and operator agree on a subsidy, three weeks before the timetable ends",
    body=(
        "The island ferry will run through the winter, the council said on Wednesday, after Mara Lindqvist and the "
        "operator agreed on a subsidy for the two coldest months.",
        "“Nobody should have to choose between a warm house and a doctor,” said Lindqvist, who had "
        "threatened to resign over the winter timetable. The ferry carries 400 people on a working day.",
        "Olle Berg of the operator, North Sound Lines, said that the vessel would be refitted in the spring. The "
        "carbon tax on marine fuel had made winter crossings a loss, he said, and the subsidy covers just that.",
    ),
    url="https://harbour.example/news/2023/12/ferry-winter",
    fetched="2024-01-02T09:30:00Z",
    source=Source("Harbour Courier", "harbour.example"),
    authors=("Nils Achterberg", "Ida Vuori"),
    place="Norrhamn",
    published=Published("2023-12-20", "day", "byline", "December 20, 2023"),
    people=(
        Person("Mara Lindqvist", 2, ("Mara Lindqvist", "Lindqvist")),
        Person("Olle Berg", 1, ("Olle Berg",)),
    ),
    corrections=("Editor's note: An earlier version of this article gave the wrong number of passengers.",),
    captions=("The ferry Maja leaves Norrhamn on 17 December. (Photo: Eva Holm)",),
    section="Islands",
    lang="en",
    removed=(
        Removed("Home Islands Weather Subscribe", "navigation", 0),
        Removed("Share on X Email Print", "share bar", 0),
        Removed("Related: Harbour master Gunnar Falk retires", "related links", 2),
        Removed("Related: Lighthouse for sale", "related links", 2),
        Removed("Subscribe to our newsletter for the morning tide tables.", "newsletter form", 3),
    ),
)
BRIDGE = Article(
    path="bridge.html",
    digest="b" * 64,
    title="Mara Lindqvist wants a bridge, not another ferry",
    title_origin="json-ld",
    body=(
        "A bridge would cost less than thirty years of ferry subsidies, Mara Lindqvist told the council in June.",
        "The carbon tax alone, she said, would pay for the first two pillars.",
    ),
    url="https://www.tidewater.example/opinion/bridge",
    source=Source(None, "tidewater.example"),
    authors=("Per Sandin",),
    published=Published("2024-06", "month", "json-ld", "2024-06"),
    people=(Person("Mara Lindqvist", 1, ("Mara Lindqvist",)),),
    section="Opinion",
    lang="en",
    flags=("short",),
)
STORM = Article(
    path="storm.txt",
    digest="c" * 64,
    title="The storm that closed the harbour on Thursday has moved on towards the east coast.",
    body=(
        "The storm that closed the harbour on Thursday has moved on towards the east coast. Olle Berg said the ferry "
        "would sail again on Friday.",
    ),
    agency="NTA",
    published=Published(None, "none", "dateline", "June 20"),
    people=(Person("Olle Berg", 1, ("Olle Berg",)),),
    lang="en",
    flags=("no-title", "no-year", "short"),
)
HEBREW = Article(
    path="haifa.html",
    digest="d" * 64,
    title="נמל חיפה נפתח מחדש לאחר הסערה",
    title_origin="meta",
    body=("הנמל נפתח מחדש ביום ראשון, מסר דובר הנמל.",),
    source=Source("נמל היום", "haifa.example"),
    published=Published("2024-02-11", "day", "meta", "2024-02-11"),
    lang="he",
    flags=("people-not-read",),
)

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
HOSTILE = Article(
    path=f"{SCRIPT}.html",
    digest="e" * 64,
    title=f"Attack {SCRIPT} {IMAGE}",
    title_origin="heading",
    subtitle=IMAGE,
    body=(f"An attack {SCRIPT} on the body {IMAGE}", "{{ 7 * 7 }} ${7*7} \x00\x1b[31m \u202egnp.exe"),
    url="javascript:alert(3)",
    source=Source(f"Evil {IMAGE}", "evil.example"),
    authors=(f"By {SCRIPT}",),
    agency=IMAGE,
    place=IMAGE,
    published=Published(None, "none", None, f"{IMAGE}"),
    people=(Person(f"Eve {IMAGE}", 1, ()),),
    corrections=(f"Corrected: {SCRIPT}",),
    captions=(f"Caption {IMAGE}",),
    section=f"' onmouseover='alert(4) {SCRIPT}",
    lang='x"><b>',
    removed=(Removed(f"Removed {SCRIPT}", f"rule {IMAGE}", 1),),
    flags=("no-date",),
    extra=((f"key {IMAGE}", f'"{SCRIPT}"'),),
)

ARTICLES = {"ferry": FERRY, "bridge": BRIDGE, "storm": STORM, "haifa": HEBREW, "hostile": HOSTILE}
