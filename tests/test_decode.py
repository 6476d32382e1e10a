"""Bytes to text: what is declared, what the bytes prove, what they look like."""

from __future__ import annotations

import random
import time

import pytest

from broadsheet_index.read.decode import to_text

CAFE = "Café owners say the “tide tax” costs them €40 a week – the council’s figures differ."
RUSSIAN = "Президент заявил, что переговоры начнутся в среду. Министр подтвердил это во вторник."
JAPANESE = "首相は昨日、国会で新しい経済政策を発表した。野党は反対している。"


def page(text: str, charset: str | None) -> str:
    declared = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{declared}</head><body><p>{text}</p></body></html>"


CASES = [
    # what it is encoded as, what it declares in the page, what its transport said, text
    ("utf-8", "utf-8", None, CAFE),
    ("utf-8", None, None, CAFE),
    ("utf-8", "iso-8859-1", None, CAFE),  # valid UTF-8 wins over a wrong declaration
    ("utf-8", None, "windows-1251", CAFE),
    ("cp1252", "utf-8", None, CAFE),  # declared as UTF-8, and is not
    ("cp1252", "utf-8", "utf-8", CAFE),
    ("cp1252", None, None, CAFE),
    ("cp1252", "iso-8859-1", None, CAFE),  # browsers read Latin-1 as windows-1252, quotes and all
    ("cp1252", "rot13", None, CAFE),  # Python knows it, browsers do not
    ("cp1251", None, None, RUSSIAN),
    ("cp1251", "windows-1251", None, RUSSIAN),
    ("koi8-r", None, "koi8-r", RUSSIAN),
    ("cp932", None, None, JAPANESE),
    ("euc-jp", "euc-jp", None, JAPANESE),
    ("iso2022_jp", "iso-2022-jp", None, JAPANESE),
    ("gb18030", "gb2312", None, "中国外交部发言人周三表示，双方将继续保持沟通。"),
    ("utf-16", None, None, CAFE),
    ("utf-16-le", "utf-16", None, CAFE),  # without its mark
    ("utf-8-sig", None, "iso-8859-1", CAFE),  # a byte-order mark outranks the transport
]


@pytest.mark.parametrize(("encoding", "declared", "charset", "text"), CASES)
def test_a_page_is_read_as_it_was_written(encoding: str, declared: str | None, charset: str | None, text: str) -> None:
    content = page(text, declared)
    assert to_text(content.encode(encoding), charset) == content


@pytest.mark.parametrize("text", ["plain words", "", "Straße und Plätze", "£40 a week, the owner of the café said"])
def test_a_dump_without_any_declaration_is_read(text: str) -> None:
    assert to_text(text.encode("utf-8")) == text
    assert to_text(text.encode("cp1252")) == text


def test_stray_bytes_in_utf8_are_read_as_windows_1252() -> None:
    assert to_text("Zoë’s cafés – “fine”".encode() + b" \x93so\x94") == "Zoë’s cafés – “fine” “so”"


def test_a_dump_cut_in_mid_character_loses_only_that_character() -> None:
    assert to_text("It costs €".encode()[:-1]) == "It costs "


@pytest.mark.soak
def test_five_thousand_random_strings_are_read_without_raising_and_soon() -> None:
    """R12 of ../shared/RELIABILITY.md: random bytes, and text in encodings that are not those declared."""
    rng = random.Random(12)
    encodings = ("utf-8", "utf-16", "cp1252", "shift_jis", "gb18030", "koi8_r", "euc_kr", "iso2022_jp", "utf-7")
    for number in range(5_000):
        text = "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(160, 1424), rng.randrange(0x3041, 0x9FFF)))) for _ in range(200))
        content = rng.randbytes(500) if number % 2 else page(text, rng.choice(encodings)).encode(rng.choice(encodings), "ignore")
        begin = time.process_time()
        assert isinstance(to_text(content, rng.choice((None, *encodings, "no such", "x" * 500))), str)
        assert time.process_time() - begin < 0.1  # 50 ms on a machine that does nothing else


def test_random_bytes_are_read_without_raising_and_soon() -> None:
    rng = random.Random(7)
    for length in (1, 2, 3, 10, 1000, 50_000):
        content = rng.randbytes(length)
        begin = time.process_time()
        assert isinstance(to_text(content), str)
        assert isinstance(to_text(content, "gbk"), str)
        assert time.process_time() - begin < 0.2  # two readings, each of 50 ms at most, on a slow machine
