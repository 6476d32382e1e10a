"""Bytes to text, whatever their encoding is and whatever they say it is.

In order: a byte-order mark; bytes that prove themselves (valid UTF-8 beyond ASCII is never an accident); what is declared,
by the transport or in the page; what the bytes look like. Only encodings that browsers know (the WHATWG Encoding Standard)
count as declared.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import webencodings
from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD = 4096  # bytes in which a page may declare its encoding
SAMPLE = 3000  # bytes to guess from: charset-normalizer takes 15 ms for these
MULTI_BYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH_BYTES = bytes(range(0x80, 0x100))
HIGH = re.compile(rb"[\x80-\xff]")
AROUND = 50_000  # bytes on each side of the first stray one that tell whether the rest is UTF-8
JAPANESE = re.compile(rb"\x1b\$[@B]")  # ISO-2022-JP, the one encoding in use whose bytes are all ASCII
# Encodings that pages without a declaration are written in; a guess outside of these is wrong more often than right.
GUESSES = [
    "utf_8", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "koi8_r",
    "cp932", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
ONE_BYTE_LATIN = ("cp1250", "cp1254", "iso8859_2")
NULS = 0.2  # share of zero bytes from which a text is UTF-16 without its mark
BAD = 0.01  # share of undecodable characters up to which a declaration is still believed


def to_text(content: bytes, charset: str | None = None) -> str:
    """Return the text of a page or dump; `charset` is what its transport declared. Never raises."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    unmarked = utf16_without_mark(content)
    if unmarked:
        return content.decode(unmarked, "replace")
    if content.isascii():
        return content.decode("iso2022_jp" if JAPANESE.search(content) else "ascii", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_mostly_utf8(content, error):
            return mended(content)
    for encoding in declared(content, charset):
        decoded = decode(content, encoding)
        if decoded is not None:
            return decoded
    return content.decode(looks_like(content), "replace")


def utf16_without_mark(content: bytes) -> str | None:
    head = content[:2000]
    if len(head) < 4 or head.count(0) < NULS * len(head):
        return None
    # In mostly Latin text the zero is the high byte: the first of two where the high byte comes first.
    first, second = head[0::2].count(0), head[1::2].count(0)
    if min(first, second) * 4 > max(first, second):
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def is_mostly_utf8(content: bytes, error: UnicodeDecodeError) -> bool:
    """True where stray bytes stand in UTF-8: a dump cut in mid-character, a quotation pasted from another encoding."""
    if error.reason == "unexpected end of data" and len(content) - error.start >= 2:
        return True
    around = content[max(0, error.start - AROUND) : error.start + AROUND]
    high = len(around) - len(around.translate(None, HIGH_BYTES))
    good = sum(map(len, MULTI_BYTE.findall(around)))
    return good > 2 * (high - good)


def mended(content: bytes) -> str:
    """UTF-8 with each stray byte read as windows-1252; an unfinished character at the very end is dropped."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    text = decoder.decode(content)

    def from_windows(match: re.Match[str]) -> str:
        return "".join(bytes([ord(char) - 0xDC00]).decode("cp1252", "ignore") for char in match.group())

    return re.sub("[\udc80-\udcff]+", from_windows, text)


def declared(content: bytes, charset: str | None) -> Iterator[str]:
    """Labels the transport and the page give, as Python names of encodings; unknown labels are passed over."""
    head = content[:HEAD]
    for label in (charset, EncodingDetector.find_declared_encoding(head, is_html=True, search_entire_document=True)):
        known = webencodings.lookup(label) if label else None
        if known is not None and known.name not in ("utf-8", "x-user-defined", "replacement"):
            yield known.codec_info.name


def decode(content: bytes, encoding: str) -> str | None:
    """The content in this encoding, or None where it does not fit."""
    if encoding == "cp1252":  # five of its bytes are undefined in Python and controls in browsers: it always fits
        return content.decode(encoding, "replace")
    if encoding.startswith("utf-16"):  # a page that could be read far enough to say so is not
        return None
    text = content.decode(encoding, "replace")
    bad = text.count("\ufffd")
    return text if bad <= BAD * len(text) else None


def looks_like(content: bytes) -> str:
    """The encoding that the bytes beyond ASCII look like; windows-1252 where nothing can be told."""
    found = from_bytes(sample(content), cp_isolation=GUESSES, steps=5, chunk_size=512, threshold=0.3)
    best = found.best()
    if best is None:
        return "cp1252"
    if best.encoding in ONE_BYTE_LATIN:  # too few accents to tell them apart: the commonest it is
        western = next((match for match in found if match.encoding == "cp1252"), None)
        if western is not None and western.chaos <= best.chaos and western.coherence >= best.coherence:
            return "cp1252"
    return best.encoding


def sample(content: bytes) -> bytes:
    """Lines that hold bytes beyond ASCII, up to SAMPLE bytes: the others tell nothing."""
    found = bytearray()
    for line in re.split(rb"[\r\n]+", content):
        if HIGH.search(line):
            found += line[: SAMPLE - len(found)] + b"\n"
            if len(found) >= SAMPLE:
                break
    return bytes(found)
