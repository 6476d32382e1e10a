"""Pages that cost their reader dearly, in the forms that are known to (RELIABILITY.md, R10).

`python -m tests.hostile_pages [SCALE]` reads each at full size, as `index` would, and prints what it cost and what came of it.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

from .pages import html_page

Form = Callable[[int], bytes]


def _within(inner: str) -> bytes:
    """A page whose story has `inner` after its first paragraph."""
    return html_page().replace("</p>", f"</p>{inner}", 1).encode("utf-8", "surrogatepass")


FORMS: dict[str, Form] = {
    "deep nesting": lambda n: _within("<div>" * n + "x" + "</div>" * n),
    "tags never closed": lambda n: _within("<b><i><p>" * n),
    "deep inline": lambda n: _within("<span><em><a href=x>" * n + "word"),
    "huge attribute": lambda n: _within(f'<p title="{"a b " * n * 5}">x</p>'),
    "many attributes": lambda n: _within("<p " + " ".join(f"a{number}=x" for number in range(n)) + ">x</p>"),
    "long class": lambda n: _within(f'<div class="{"share " * n}"><p>x</p></div>' * 3),
    "nested tables": lambda n: _within("<table><tr><td>" * n + "x"),
    "table outside in": lambda n: _within("<table>" + "<p>x" * n),
    "nested forms and buttons": lambda n: _within("<form><button><select><option>" * n),
    "entities": lambda n: _within("<p>" + "&amp;&#65;&notanentity;&#x110000;&" * n + "</p>"),
    "zero bytes": lambda n: _within("<p>" + "a\0b\0" * n + "</p>"),
    "one line": lambda n: _within("<p>" + "word and another, " * n * 5 + "</p>"),
    "one word": lambda n: _within("<p>" + "w" * n * 20 + "</p>"),
    "giant comment": lambda n: _within("<!-- " + "x - " * n * 10 + "-->"),
    "comments begun": lambda n: _within("<!--" * n),
    "script": lambda n: _within("<script>" + "var a='<p>';" * n * 2 + "</script>"),
    "script begun": lambda n: _within("<script><!--<script>" * n),
    "JSON-LD, deep": lambda n: _within('<script type="application/ld+json">' + '{"@graph":[' * n + "</script>"),
    "JSON-LD, long": lambda n: _within(
        '<script type="application/ld+json">[' + '{"@type":"NewsArticle","a":1},' * n + "{}]</script>"
    ),
    "links": lambda n: _within("<a href=/x>Read more about it</a> " * n),
    "line breaks": lambda n: _within("<p>" + "<br>" * n * 3 + "</p>"),
    "short paragraphs": lambda n: _within("<p>One. Two.</p>" * n),
    "list items": lambda n: _within("<ul>" + "<li><ul>" * n),
    "invalid UTF-8": lambda n: _within("<p>") + b"\xff\xfe\xc3\x28 caf\xe9 " * n,
    "UTF-7": lambda n: b'<meta charset="utf-7"><p>' + b"+ADw-script+AD4- " * n + _within(""),
    "UTF-16 that says it is UTF-8": lambda n: _within("<p>word " * n).decode().encode("utf-16"),
    "surrogates and marks": lambda n: _within("<p>" + "&#xD800;&#x202E;e\u0301\u0301\u0301\u0301" * n),
    "names": lambda n: _within(
        "<p>" + "".join(f"Ruth Amari{number} of the Gull Rock Harbour Office said. " for number in range(n)) + "</p>"
    ),
    "dates": lambda n: _within("<p>Published " + "1.1.1.2024 at 10:10, Monday, June 20 " * n + "</p>"),
    "brackets and quotes": lambda n: _within("<p>" + "([{\"'“ " * n + "</p>"),
    "full stops": lambda n: _within("<p>" + "U.S.A. " * n + "." * n + "</p>"),
    "meta tags": lambda n: b"<html><head>" + b'<meta property="article:author" content="Ines Calder">' * n + _within(""),
    "headings": lambda n: _within("<h1>Ferry cancelled after leak</h1>" * n),
    "white space": lambda n: _within("<p>a" + " \t\n" * n * 10 + "b</p>" + "&nbsp;" * n),
}


def main(scale: int) -> None:
    from broadsheet_index import limits
    from broadsheet_index.article import Article, Page
    from broadsheet_index.workers import Extraction, article_or_reason

    def read(page: Page) -> str:
        limits.fence_time()
        began = time.process_time()
        result = article_or_reason(page)
        what = f"{len(result.body):,} paragraphs, {','.join(result.flags)}" if isinstance(result, Article) else result
        return f"{time.process_time() - began:6.2f} s  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:5,} MB  {what}"

    for name, form in FORMS.items():  # a new process each, so that the memory is this form's
        page = Page(f"{name}.html", form(scale), "html", "0" * 64)
        began = time.perf_counter()
        [(_, _, told)] = Extraction[str](1, read).run([(name, page)])
        print(f"{name:32} {len(page.content) / 1e6:5.1f} MB  {time.perf_counter() - began:5.1f} s by the clock  {told}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
