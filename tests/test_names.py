"""Which names are one person's, kind by kind (names.tsv): each pair in both orders, with the keys that an archive looks them up by."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet_index.people.names import same
from broadsheet_index.people.slips import is_misspelt
from broadsheet_index.people.spellings import closeness, meeting_keys

Pair = tuple[str, str, bool]


def pairs() -> dict[str, list[Pair]]:
    kinds: dict[str, list[Pair]] = {}
    for line in Path(__file__).with_name("names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, a, b, one = line.split("\t")
            kinds.setdefault(kind, []).append((a, b, one == "1"))
    return kinds


@pytest.mark.parametrize(("kind", "table"), pairs().items(), ids=pairs())
def test_two_names_are_one_person_s_or_two_in_either_order(kind: str, table: list[Pair]) -> None:
    for a, b, one in table:
        assert same(a, b) is same(b, a), (a, b)
        assert (same(a, b) or is_misspelt(a, b)) is one, (a, b)
        assert is_misspelt(a, b) is is_misspelt(b, a), (a, b)
        if kind == "typo":
            assert not same(a, b), (a, b)


def test_names_that_an_archive_joins_meet_by_a_key() -> None:
    for table in pairs().values():
        for a, b, _ in table:
            assert closeness(a, b) is None or meeting_keys(a) & meeting_keys(b), (a, b)
