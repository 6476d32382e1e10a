"""Pages as people keep them: MHTML and SingleFile pages, mirrors of wget and HTTrack, globs; each knows its address and day."""

from __future__ import annotations

import base64
import gzip
import quopri
import random
import time
from pathlib import Path

import pytest

from broadsheet_index import build
from broadsheet_index.article import Given
from broadsheet_index.read import Found, reader_for
from broadsheet_index.read.saved import given_of_saved
from broadsheet_index.walk import files, globbed
from broadsheet_search import Request, open_engine

from .crawls import mutated
from .pages import html_page, text_page

PAGE = html_page("Café bell found", "Gull Rock")
URL = "https://echo.example/bell"


def mhtml(page: bytes, encoding: str = "quoted-printable", charset: str = "", start: str = "") -> bytes:
    """A page as Chrome saves it, with a frame before it and a picture behind it."""
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[encoding](page)
    first = f';\r\n\tstart="{start}"' if start else ""
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\n"
        "Subject: =?utf-8?Q?Caf=C3=A9?=\r\nDate: Tue, 2 Jan 2024 10:20:30 -0000\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Multi=_b--"{first}\r\n\r\n\r\n'
    )
    frame = "------Multi=_b--\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/frame\r\n\r\n<p>An advertisement</p>\r\n"
    part = (
        f"------Multi=_b--\r\nContent-Type: text/html{charset and '; charset=' + charset}\r\nContent-ID: <main@mhtml.blink>\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\nContent-Location: {URL}\r\n\r\n"
    )
    picture = "\r\n------Multi=_b--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\r\n------Multi=_b----\r\n"
    return head.encode() + frame.encode() + part.encode() + packed + picture.encode()


def read(tmp_path: Path, content: bytes, name: str = "page.mhtml") -> list[Found]:
    file = tmp_path / name
    file.write_bytes(content)
    reader = reader_for(file)
    assert reader
    return list(reader(file, name, Given()))


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("name", ["page.mhtml", "page.MHT", "page.mht.gz"])
def test_a_page_saved_by_a_browser_is_read_with_its_address_and_day(tmp_path: Path, encoding: str, name: str) -> None:
    content = mhtml(PAGE.encode(), encoding)
    [found] = read(tmp_path, gzip.compress(content) if name.endswith("gz") else content, name)
    assert found.page
    assert found.page.given == Given(url=URL, fetched="2024-01-02T10:20:30+00:00")
    assert bytes(found.page.content).decode().replace("\r\n", "\n").strip() == PAGE  # type: ignore[arg-type]
    assert (found.name, found.page.path) == ("", name)


def test_the_part_that_the_mail_begins_with_is_the_page(tmp_path: Path) -> None:
    [found] = read(
        tmp_path, mhtml(PAGE.encode("cp1252"), "8bit", "windows-1252", "<main@mhtml.blink>").replace(b"Snapshot-", b"X-")
    )
    assert found.page
    assert found.page.charset == "windows-1252"
    assert "Café bell".encode("cp1252") in bytes(found.page.content)  # type: ignore[arg-type]


def test_a_mail_of_one_part_and_one_without_a_page(tmp_path: Path) -> None:
    single = b"Content-Type: text/html; charset=utf-8\nContent-Location: https://echo.example/bell\n\n" + PAGE.encode()
    [found] = read(tmp_path, single)
    assert found.page
    assert found.page.given.url == URL
    assert [one.reason for one in read(tmp_path, b"Content-Type: image/png\n\nx")] == ["no HTML part in it"]
    assert [one.reason for one in read(tmp_path, b"")] == ["empty file"]


def test_a_saved_page_that_is_cut_off_is_named(tmp_path: Path) -> None:
    content = mhtml(PAGE.encode())
    assert [one.reason for one in read(tmp_path, content[:-400])] == ["cut off in the middle of its page"]


def test_hostile_mails_are_over_soon(tmp_path: Path) -> None:
    nested = b"Content-Type: multipart/mixed; boundary=a\n\n" + b"".join(
        b"--a\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000)
    )
    parts = b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: text/html\n\nx\n" * 100_000
    long_header = b"Content-Type: text/html; " + b"a=b; " * 100_000 + b"\n\nx"
    began = time.process_time()
    for content in (nested, parts, long_header, b"\n" * 1_000_000, b"a:" * 1_000_000, b"=" * 3_000_000):
        assert len(read(tmp_path, content)) == 1
    rng = random.Random(3)
    for _ in range(300):
        for one in read(tmp_path, mutated(mhtml(PAGE.encode()), rng)):
            assert one.page or one.reason
    assert time.process_time() - began < 8  # about 1 s on an idle machine


SAVED = [
    (
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://echo.example/bell \n"
        " saved date: Sun Nov 05 2023 10:12:13 GMT+0100 (Central European Standard Time)\n--><meta charset=utf-8>",
        Given(url=URL, fetched="2023-11-05T10:12:13+01:00"),
    ),
    ("<!-- saved from url=(0025)https://echo.example/bell -->\n<html>", Given(url=URL)),
    (
        "<html><!-- Mirrored from echo.example/bell by HTTrack Website Copier/3.x [XR&CO'2014], Sun, 05 Nov 2023 09:12:13 GMT -->",
        Given(url=URL, fetched="2023-11-05T09:12:13+00:00"),
    ),
    ("<!-- saved from url=(0020)javascript:alert(1) -->", Given()),
    ("<!-- saved from url=(0016)about:internet -->", Given()),
    ("<p>Page saved with SingleFile url: https://echo.example/bell", Given()),  # a page that speaks of it
    ("<!-- Page saved with SingleFile \n url: https://echo.example/bell \n saved date: Abc Xyz 99 -->", Given(url=URL)),
]


@pytest.mark.parametrize(("head", "given"), SAVED)
def test_what_a_saving_program_notes_is_believed(head: str, given: Given) -> None:
    assert given_of_saved((head + PAGE).encode()) == given


def test_a_single_file_page_is_indexed_with_its_address(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "bell.html").write_text(SAVED[0][0] + PAGE, encoding="utf-8")
    (pages / "later.mht").write_bytes(mhtml(PAGE.encode()))
    assert build([pages], tmp_path / "index").indexed == 2
    with open_engine(tmp_path / "index") as engine:
        [hit] = engine.answer(Request("bell")).hits  # two captures of one article: the newest is searched
    assert (hit.article.path, hit.article.url, hit.article.fetched) == ("later.mht", URL, "2024-01-02T10:20:30+00:00")


MIRROR = {
    "story": PAGE,
    "2024/06/15": "\ufeff<!-- made by us -->\n<!doctype html>" + PAGE,
    "story.php": PAGE,
    "story.aspx?id=3.5": PAGE,
    "index.html?id=3": "<p>A page by its name.</p>" + PAGE,
    "index.html@id=4": PAGE,
    "packed": gzip.compress(PAGE.encode()),
    "UPPER.HTML": PAGE,
}
NO_PAGES = {
    "robots": ("User-agent: *\nDisallow:", "no page: a file without an ending"),
    "picture.php": (b"\xff\xd8\xff\xe0" + bytes(100), "no page: .php"),
    "script.js": ("<html>", "no page: .js"),
    "story.html.orig": (PAGE, "no page: .orig"),
    "code.php": ("<?php echo 1 ?>", "no page: .php"),
    "empty": ("", "no page: a file without an ending"),
    "words.doc2": ("2 < 3 and <b>bold</b>", "no page: .doc2"),
}


def test_the_files_of_a_mirror_are_known_by_their_beginning(tmp_path: Path) -> None:
    for name, content in {**MIRROR, **{name: content for name, (content, _) in NO_PAGES.items()}}.items():
        file = tmp_path / "mirror" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = {one.path: one.reason for one in files(tmp_path / "mirror")}
    assert found == dict.fromkeys(MIRROR) | {name: reason for name, (_, reason) in NO_PAGES.items()}
    report = build([tmp_path / "mirror"], tmp_path / "index")
    assert report.indexed == len(MIRROR)


def test_a_feed_that_a_mirror_calls_a_page_is_named(tmp_path: Path) -> None:
    [found] = read(tmp_path, b'<?xml version="1.0"?>\n<?xml-stylesheet href="x"?><rss version="2.0"><channel/></rss>', "index.html")
    assert "a feed under the name of a page" in (found.reason or "")


def test_a_beginning_of_many_comments_is_looked_at_in_no_time(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"<!---->" * 1000)
    began = time.process_time()
    assert reader_for(tmp_path / "page") is None
    assert time.process_time() - began < 0.5


def test_a_glob_in_quotes_means_what_it_means_to_a_shell(tmp_path: Path) -> None:
    for name in ("a.html", "b.html", "c.txt", "deep/d.html", "odd[1].html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text_page(), encoding="utf-8")

    def meant(pattern: str) -> list[str]:
        return [path.relative_to(tmp_path).as_posix() for path in globbed(tmp_path / pattern)]

    assert meant("*.html") == ["a.html", "b.html", "odd[1].html"]
    assert meant("**/*.html") == ["a.html", "b.html", "deep/d.html", "odd[1].html"]
    assert meant("odd[1].html") == ["odd[1].html"]  # a file of that very name
    assert meant("*.pdf") == ["*.pdf"]  # refused later, by its name
