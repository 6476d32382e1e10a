"""The query language as one table (parse.tsv), and what holds of every query."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_search import BadQuery
from broadsheet_search.query import parse, read, show

from .drawn import drawn

TABLE = Path(__file__).with_name("parse.tsv")
TODAY = dt.date(2024, 6, 20)


def rows() -> list[tuple[str, str, str]]:
    """(strict, lenient or any, text, tree and warnings or error) of each line that is no heading."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]
    out = []
    for line in lines:
        mode, text, wanted = line.split("\t", 2)
        out.append((mode, text.encode("latin-1", "backslashreplace").decode("unicode_escape") if "\\" in text else text, wanted))
    return out


def outcome(mode: str, text: str) -> str:
    try:
        tree, warnings = parse(text, lenient=mode == "l", match_any=mode == "a", today=TODAY)
    except BadQuery as error:
        return f"! {error.code}" + (f" {error.position[0]}-{error.position[1]}" if error.position else "")
    return drawn(tree) + ("\t" + " ".join(warned.code for warned in warnings) if warnings else "")


@pytest.mark.parametrize(("mode", "text", "wanted"), rows())
def test_a_query_means_what_the_table_says(mode: str, text: str, wanted: str) -> None:
    assert outcome(mode, text) == wanted


def test_the_table_has_at_least_120_rows() -> None:
    assert len(rows()) >= 120


PIECES = st.one_of(
    st.sampled_from(
        [
            "ferry",
            "Kyiv-based",
            "C++",
            "AT&T",
            "U.S.",
            "18:40",
            "OR",
            "AND",
            "NOT",
            "-",
            "(",
            ")",
            '"',
            "“",
            "”",
            "=",
            "*",
            "?",
            "~3",
            "title:",
            "person:",
            "date:2024-06",
            "date:none",
            "in:removed",
            "-ferry",
            "fe*",
            "wom?n",
            "source:tass.com",
            "https://a.example/b",
            "url:a.example/x",
            "after:2024",
            ",",
            "|",
            "…",
            "[",
            "]",
            "has:date",
            "'90s",
        ]
    ),
    st.text(max_size=6),
)
TEXT = st.lists(PIECES, max_size=9).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


@given(TEXT)
@settings(max_examples=600, deadline=None)
def test_parsing_the_canonical_text_gives_the_same_tree(text: str) -> None:
    try:
        tree, _ = parse(text, lenient=True, today=TODAY)
    except BadQuery:
        return
    assert parse(show(tree), today=TODAY, limited=False)[0] == tree


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_every_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    for lenient in (False, True):
        try:
            reading = read(text, lenient=lenient, today=TODAY)
        except BadQuery as error:
            assert error.position is None or 0 <= error.position[0] <= error.position[1] <= len(text)
            continue
        assert reading.read_back.endswith(".")
        for warned in reading.warnings:
            assert warned.position is None or 0 <= warned.position[0] <= warned.position[1] <= len(text)


@pytest.mark.parametrize("text", ["(" * 900, '"' * 900, "a* OR " * 150, "x" * 100_000, "((a OR " * 120, "-" * 900, "title:" * 150])
def test_a_hostile_query_is_refused_quickly(text: str) -> None:
    began = time.process_time()
    for lenient in (False, True):
        with contextlib.suppress(BadQuery):
            parse(text, lenient=lenient, today=TODAY)
    assert time.process_time() - began < 1.0  # seconds, where the promise is 50 ms each: no race with a busy machine


SENTENCES = [
    (
        'Putin "foreign agents" date:2024-06-15..2024-06-21 -Ukraine',
        'All of: Putin; the phrase "foreign agents"; published 15-21 June 2024; not: Ukraine.',
    ),
    ("", "Every article."),
    ("-ferry", "Every article but: ferry."),
    ("ferry OR tram", "Any of: ferry; tram."),
    ("after:2024-06-19", "Published on or after 20 June 2024."),
    ("in:removed subscribe", "In the removed text: subscribe."),
    ('person:="Sergei Naryshkin"', 'Person "Sergei Naryshkin" exactly as written.'),
    ("person:Nary*", "Person like Nary*."),
    ("author:Ostilller~1", "Author at most 1 letter away from Ostilller."),
    ("title:ferr*", "Words like ferr* in the headline."),
    ("ferr*", "Words like ferr*."),
    ("lang:de flag:no-date", "All of: language de; flagged no-date."),
    ("date:2023..2024", "Published 2023 to 2024."),
    ("date:2023-06..9999-12", "Published June 2023 to December 9999."),
    ("date:2023-06-02..2024-05-31", "Published 2 June 2023 to 31 May 2024."),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_the_read_back_is_one_plain_sentence(text: str, sentence: str) -> None:
    assert read(text, today=TODAY).read_back == sentence


def test_any_joins_bare_words_by_or_and_leaves_the_rest() -> None:
    tree, _ = parse('ferry tram "strike pay" date:2024', match_any=True, today=TODAY)
    assert drawn(tree) == 'and(or(ferry, tram), "strike pay", days(2024-01-01, 2024-12-31))'


LONG = " ".join(f"word{number}" for number in range(90))  # 710 characters


def test_a_pasted_headline_may_have_any_number_of_words() -> None:
    tree, warnings = parse(LONG, lenient=True, today=TODAY)
    assert (drawn(tree).count("word"), warnings) == (90, ())
    with pytest.raises(BadQuery, match="32 clauses"):
        parse(LONG, today=TODAY)


@pytest.mark.parametrize("text", [LONG + " -ferry", "ferry OR title:tram " + LONG, LONG + " AND (ferry OR tram)"])
def test_words_that_operators_join_are_clauses_and_counted(text: str) -> None:
    with pytest.raises(BadQuery, match="32 clauses"):
        parse(text, lenient=True, today=TODAY)


def test_limits_can_be_lifted_from_python() -> None:
    tree, _ = parse("ferry " * 400, limited=False)
    assert drawn(tree).count("ferry") == 400
