"""A crawl is read record by record, whatever it holds; what is damaged is named by its offset and never indexed as if whole."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import random
import re
import time
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from broadsheet_index import build
from broadsheet_index.article import Given
from broadsheet_index.read import Found, reader_for
from broadsheet_search import Request, open_engine

from .crawls import HTML, bomb, crawl, crawls, ferry, http, mutated, record
from .pages import html_page

PAGE = html_page("Bell found", "Gull Rock").encode()


def read(tmp_path: Path, content: bytes, name: str = "crawl.warc") -> list[Found]:
    file = tmp_path / name
    file.write_bytes(content)
    reader = reader_for(file)
    assert reader
    return list(reader(file, name, Given()))


def reasons(found: list[Found]) -> dict[str, str | None]:
    return {one.name: one.reason for one in found}


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_of_a_crawl_is_found_by_its_offset(tmp_path: Path, packed: bool) -> None:
    content = crawl(3, packed=packed)
    found = read(tmp_path, content, "crawl.warc.gz" if packed else "crawl.warc")
    assert [one.reason for one in found] == [None] * 3
    for number, one in enumerate(found):
        assert one.page
        at = content[int(one.name) :]
        assert (zlib.decompressobj(31).decompress(at) if packed else at).startswith(ferry(number))
        assert one.page.path == f"crawl.warc{'.gz' if packed else ''}#{one.name}"
        assert one.page.given == Given(url=f"https://echo.example/ferry/{number}", fetched="2024-05-01T10:00:00Z")
        assert one.page.charset == "utf-8"


def test_what_another_library_writes_is_read_and_its_digests_agree(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number in range(3):
        head = StatusAndHeaders("200 OK", [("Content-Type", HTML)], protocol="HTTP/1.1")
        url = f"https://echo.example/{number}"
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(PAGE), http_headers=head))
    found = read(tmp_path, out.getvalue(), "crawl.warc.gz")
    assert [one.reason for one in found] == [None] * 3
    assert [one.page.content for one in found if one.page] == [PAGE] * 3


def test_a_crawl_packed_as_one_is_read_too(tmp_path: Path) -> None:
    found = read(tmp_path, gzip.compress(ferry(1) + ferry(2)), "crawl.warc.gz")
    assert reasons(found) == {"0": None, f"0+{len(ferry(1))}": None}


def test_pages_of_any_length_are_read_whole_and_are_no_bombs(tmp_path: Path) -> None:
    """Lengths around those of the pieces in which a file is read and unpacked."""
    rng = random.Random(64)
    bodies = [
        b"<html>" + base64.b64encode(rng.randbytes(length * 3 // 4))
        for length in (0, 10, 60_000, 65_000, *range(65_100, 65_600, 100), 130_000, 200_000, 1_000_000)
    ]
    for packed in (False, True):
        parts = [record(http(body)) for body in bodies]
        found = read(tmp_path, b"".join(gzip.compress(part, mtime=0) if packed else part for part in parts))
        assert [one.reason for one in found] == [None] * len(bodies)
        assert [one.page.content for one in found if one.page] == bodies


def chunked(body: bytes, size: int) -> bytes:
    return (
        b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + size]), body[at : at + size]) for at in range(0, len(body), size))
        + b"0\r\n\r\n"
    )


RAW = zlib.compressobj(wbits=-15)
BODIES = [
    (PAGE, {}),
    (chunked(PAGE, 100), {"Transfer_Encoding": "chunked"}),
    (PAGE, {"Transfer_Encoding": "chunked"}),  # joined by the crawler, its header kept
    (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
    (PAGE, {"Content_Encoding": "gzip"}),
    (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
    (RAW.compress(PAGE) + RAW.flush(), {"Content_Encoding": "deflate"}),
    (PAGE, {"Content_Encoding": "deflate"}),
    (brotli.compress(PAGE), {"Content_Encoding": "br"}),
    (PAGE, {"Content_Encoding": "br"}),
    (chunked(gzip.compress(PAGE), 50), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
    (brotli.compress(gzip.compress(PAGE)), {"Content_Encoding": "gzip, br"}),
]


@pytest.mark.parametrize(("body", "headers"), BODIES)
def test_a_body_is_unpacked_as_a_browser_would(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    [found] = read(tmp_path, record(http(body, **headers)))
    assert found.page
    assert found.page.content == PAGE


def test_an_answer_that_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = (
        record(http(b"{}", "application/json"))
        + record(http(PAGE, status="404 Not Found"))
        + record(http(PAGE), type="request")
        + record(b"profile: x\r\n\r\n", type="revisit")
    )
    assert reasons(read(tmp_path, others)) == {"": "no HTML page in it"}
    resource = record(PAGE, type="resource", kind="text/html; charset=windows-1252")
    [found] = read(tmp_path, others + resource)
    assert found.page
    assert (found.name, found.page.charset, found.page.content) == (str(len(others)), "windows-1252", PAGE)


def test_an_address_that_is_none_of_the_web_is_not_told(tmp_path: Path) -> None:
    for url, told in (
        ("<https://echo.example/a>", "https://echo.example/a"),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
    ):
        [found] = read(tmp_path, record(http(PAGE), url))
        assert found.page
        assert found.page.given.url == told


@pytest.mark.parametrize("packed", [False, True])
def test_a_record_cut_off_at_the_end_is_named_and_not_read(tmp_path: Path, packed: bool) -> None:
    whole = crawl(1, packed=packed)
    last = gzip.compress(ferry(7)) if packed else ferry(7)
    for missing in (1, 9, len(last) // 2, len(last) - 20) if packed else (5, len(last) // 2, len(last) - 20):
        found = read(tmp_path, whole + last[:-missing], "crawl.warc.gz" if packed else "crawl.warc")
        assert len(found) == 2
        assert found[1].name.split("+")[0] == str(len(whole))
        assert found[1].page is None
        assert "cut off" in (found[1].reason or "")


DAMAGED = [
    ("length too long", lambda one: re.sub(rb"Content-Length: ", b"Content-Length: 1", one, count=1), "cut off"),
    ("length too short", lambda one: re.sub(rb"(Content-Length: )\d", rb"\1", one, count=1), "no record follows"),
    ("no length", lambda one: one.replace(b"Content-Length", b"Content-Lengtx", 1), "no Content-Length"),
    ("no type", lambda one: one.replace(b"WARC-Type", b"WARC-Tipe", 1), "no WARC-Type"),
    ("bytes lost", lambda one: one.replace(b"Captain", b"", 1), "announce"),
    ("no version", lambda one: one.replace(b"WARC/1.0", b"WARK/1.0", 1), "no record begins here"),
]


@pytest.mark.parametrize(("what", "harm", "words"), DAMAGED, ids=[what for what, _, _ in DAMAGED])
def test_the_record_after_a_damaged_one_is_found(tmp_path: Path, what: str, harm, words: str) -> None:  # type: ignore[no-untyped-def]
    content = ferry(1) + harm(ferry(2)) + ferry(3)
    found = read(tmp_path, content)
    assert [
        one.name for one in found if (one.page and b"Island1" in one.page.content) or (one.page and b"Island3" in one.page.content)
    ] == [
        "0",
        str(len(content) - len(ferry(3))),
    ]
    damage = next(one for one in found if one.reason)
    assert damage.name == str(len(ferry(1)))
    assert words in (damage.reason or "")


def test_the_member_after_a_damaged_one_is_found(tmp_path: Path) -> None:
    packed = [bytearray(gzip.compress(ferry(number), mtime=0)) for number in range(4)]
    packed[1][60] ^= 0xFF
    packed[2] = packed[2][40:]
    found = read(tmp_path, b"".join(packed), "crawl.warc.gz")
    assert [one.name for one in found if one.page] == ["0", str(sum(map(len, packed[:3])))]
    assert next(one.name for one in found if one.reason).split("+")[0] == str(len(packed[0]))


def test_a_page_that_is_not_as_its_crawler_wrote_it_is_read_and_noted(tmp_path: Path) -> None:
    block = http(PAGE)
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    [right] = read(tmp_path, record(block, more=f"WARC-Block-Digest: sha1:{digest}\r\n"))
    [wrong] = read(tmp_path, record(block.replace(b"Bell", b"Well"), more=f"WARC-Block-Digest: sha1:{digest}\r\n"))
    [cut] = read(tmp_path, record(block, more="WARC-Truncated: length\r\n"))
    assert right.page and wrong.page and cut.page
    assert right.reason is None
    assert "WARC-Block-Digest" in (wrong.reason or "")
    assert "cut short by its crawler (length)" in (cut.reason or "")


def test_limits_hold_at_the_limit_and_one_past_it(tmp_path: Path) -> None:
    def block(length: int) -> bytes:
        return http(b"<html>" + b"x" * (length - len(http(b"<html>"))))

    assert reasons(read(tmp_path, record(block(8 << 20)))) == {"0": None}
    assert reasons(read(tmp_path, record(block((8 << 20) + 1)) + ferry(1))) == {
        "0": "longer than 8 MiB",
        str(len(record(block((8 << 20) + 1)))): None,
    }
    for length, reason in ((65_535, None), (65_536, "a header line longer than 64 KB")):
        line = "X: ".ljust(length - 1, "x") + "\r\n"
        assert read(tmp_path, record(http(PAGE), more=line))[0].reason == reason
    line = "x" * (1 << 16)
    assert read(tmp_path, record(http(PAGE, Long=line)))[0].reason == "an HTTP header line longer than 64 KB"
    body = gzip.compress(bytes(900_000), 9)
    allowed = len(body) * 200
    assert allowed < 900_000
    assert read(tmp_path, record(http(body, Content_Encoding="gzip")))[0].reason == "expands to more than 200 times its size"
    assert read(tmp_path, record(http(gzip.compress(bytes(1 << 16), 9), Content_Encoding="gzip")))[0].reason is None
    for packed in (brotli.compress(bytes(9 << 20)), zlib.compress(bytes(9 << 20))):
        coding = "deflate" if packed.startswith(b"\x78") else "br"
        assert read(tmp_path, record(http(packed, Content_Encoding=coding)))[0].reason in (
            "expands to more than 200 times its size",
            "longer than 8 MiB",
        )


BOMBS = {
    "gzip in gzip": lambda: bomb() + gzip.compress(ferry(1), mtime=0),
    "gzip": lambda: gzip.decompress(bomb()) + ferry(1),
    "header line of 50 MB": lambda: b"WARC/1.0\r\nX: " + b"a" * 50_000_000 + b"\r\n\r\n" + ferry(1),
    "50 MB without a line end": lambda: b"a" * 50_000_000 + ferry(1),
    "a million empty lines": lambda: b"\r\n" * 1_000_000 + ferry(1),
    "many heads": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 8000000\r\n\r\n" * 30_000,
    "many members": lambda: b"\x1f\x8b\x08\0\0\0\0\0" * 150_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_over_at_once(tmp_path: Path, name: str) -> None:
    content = BOMBS[name]()
    file = tmp_path / "bomb.warc"
    file.write_bytes(content)
    reader = reader_for(file)
    assert reader
    began = time.process_time()
    found = list(reader(file, file.name, Given()))
    took = time.process_time() - began
    assert took < 3  # under 1 s on an idle machine
    assert found[0].reason or name == "a million empty lines"
    if name not in ("many heads", "many members"):
        assert found[-1].page
    tracemalloc.start()
    list(reader(file, file.name, Given())) if name.startswith("gzip") else None
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100_000_000


@pytest.mark.parametrize("mutations", [500, pytest.param(10_000, marks=pytest.mark.soak)])
def test_whatever_happens_to_a_crawl_it_is_read_as_far_as_it_goes(tmp_path: Path, mutations: int) -> None:
    """Every mutation: nothing uncaught, damage named by an offset in the file, and no page that was not there."""
    rng = random.Random(2233)
    whole = crawls(4)
    kept = 0
    for number in range(mutations):
        content = mutated(whole[number % len(whole)], rng)
        found = read(tmp_path, content, "crawl.warc")
        for one in found:
            if one.page is None and one.name:
                assert int(one.name.split("+")[0]) <= len(content)
                assert one.reason
        kept += sum(one.page is not None for one in found)
    assert kept > mutations * 2  # of four pages each: most damage costs a record or two


def test_wacz(tmp_path: Path) -> None:
    """The WARC files of a crawl's zip, stored or packed; a damaged zip is named."""
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", kind) as archive:
            archive.writestr("pages/pages.jsonl", "{}")
            archive.writestr("archive/data.warc.gz", crawl(2, packed=True))
            archive.writestr("archive/more.warc", ferry(9))
        found = read(tmp_path, out.getvalue(), "crawl.wacz")
        assert [one.reason for one in found] == [None] * 3
        assert found[2].page
        assert found[2].page.path == "crawl.wacz#archive/more.warc@0"
        assert [one.reason for one in read(tmp_path, out.getvalue()[:-30], "crawl.wacz")] == ["cut off, or no zip file"]
    rng = random.Random(1)
    for _ in range(200):
        for one in read(tmp_path, mutated(out.getvalue(), rng), "crawl.wacz"):
            assert one.page or one.reason


def test_wacz_bombs(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/zeros.warc", bytes(20 << 20))
    assert any("expands" in (one.reason or "") for one in read(tmp_path, out.getvalue(), "crawl.wacz"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pages/x", "x")
    assert [one.reason for one in read(tmp_path, out.getvalue(), "crawl.wacz")] == ["no WARC file in it (archive/*.warc.gz)"]


def test_a_crawl_is_indexed_and_what_is_told_by_address_reaches_its_records(tmp_path: Path) -> None:
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(crawl(2, packed=True) + gzip.compress(ferry(3))[:-20])
    meta = tmp_path / "meta.csv"
    meta.write_text("url,date,source\nhttps://echo.example/ferry/1,2024-02-03,The Gazette\n", encoding="utf-8")
    report = build([file], tmp_path / "index", meta=meta)
    assert (report.indexed, [skip.path for skip in report.skipped]) == (2, [f"crawl.warc.gz#{len(crawl(2, packed=True))}"])
    with open_engine(tmp_path / "index") as engine:
        [told] = engine.answer(Request("date:2024-02-03")).hits
        assert (told.article.url, told.article.source.name) == ("https://echo.example/ferry/1", "The Gazette")
        assert told.article.fetched == "2024-05-01T10:00:00Z"
        assert not engine.answer(Request("Island3")).hits
    again = build([file], tmp_path / "index", meta=meta)
    assert (again.indexed, again.unchanged) == (0, 2)
