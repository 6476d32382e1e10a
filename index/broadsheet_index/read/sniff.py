"""What a file is whose name does not say: pages of a mirror are called `2024/06/story`, `story.php` or `index.html?id=3`."""

from __future__ import annotations

import re
from pathlib import Path

from . import unpack
from .decode import to_text

HEAD = 1024  # bytes looked at
# Names that are never a page: not opened, since a mirror has ten pictures a page. .orig is wget's copy of a page it changed.
NEVER = frozenset(
    f".{one}"
    for group in (
        "avif bmp eps gif ico jpeg jpg png ps svg tif tiff webp",
        "avi flv m3u8 m4a m4v mkv mov mp3 mp4 mpeg mpg ogg ogv swf ts wav webm wmv",
        "bak css eot js json map md mjs orig otf part py tmp ttf wasm webmanifest woff woff2",
        "doc docx odt pdf ppt pptx rtf xls xlsx",
        "7z bin bz2 db dll exe iso jar pickle rar sqlite tar tgz xz zip zst",
    )
    for one in group.split()
)
COMMENT = r"<!--(?:(?!-->).)*(?:-->|\Z)\s*"  # tempered, since `.*?` among repetitions takes exponential time
HTML = re.compile(
    rf"[\s\ufeff]*(?:{COMMENT}|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|h1|div|p|table)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
FEED = re.compile(rf"[\s\ufeff]*(?:{COMMENT}|<\?xml[^>]*>\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.DOTALL)


def ending(name: str) -> str:
    """The ending of a file's name in small letters, `.gz` and a query aside: ".html" of "index.html?id=3.5"; "" where there is none."""
    whole, _, query = name.lower().partition("?")
    # "index.html?id=3.5" of a mirror ends before its query, "Why now?.txt" behind its question mark.
    name = (f"{whole}?{query}" if re.fullmatch(r"[^=&]*\.[a-z]{2,6}(?:\.gz)?", query) else whole).removesuffix(".gz")
    stem, dot, last = name.rpartition(".")
    return f".{last}" if dot and stem else ""


def is_page(file: Path) -> bool:
    """True for a file that begins like HTML, whatever it is called. Raises OSError."""
    if ending(file.name) in NEVER or not file.is_file():
        return False
    with unpack.opened(file) as content:
        try:
            head = content.read(HEAD)
        except unpack.DAMAGED:
            return False
    return begins_like_html(head)


def begins_like_html(head: bytes) -> bool:
    return b"<" in head[:HEAD] and HTML.match(to_text(head[:HEAD])) is not None


def begins_like_feed(head: bytes) -> bool:
    return b"<" in head[:HEAD] and FEED.match(head[:HEAD].decode("utf-8", "replace")) is not None
