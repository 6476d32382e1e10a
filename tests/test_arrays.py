"""Small steps over arrays, against the plain way of saying them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.store.kept import LEAST, Kept
from broadsheet_index.store.segment.facets import StoredFacet, facet_of
from broadsheet_index.store.segment.file import ArrayFile, write_arrays
from broadsheet_search.engines.whoosh import sets

NUMBERS = st.sets(st.integers(0, 300), max_size=120)


@given(one=NUMBERS, other=NUMBERS, long=st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_met_or_common_is_what_sets_say(one: set[int], other: set[int], long: bool) -> None:
    some, among = (np.array(sorted(numbers), np.int64) for numbers in (one, other))
    rows, at = sets.met(some, among)
    assert some[rows].tolist() == among[at].tolist() == sorted(one & other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sets, "LONG", 0 if long else 5_000)
        assert sets.common(some, among).tolist() == sorted(one & other)


@pytest.mark.parametrize("most", [1, 3])
def test_a_tally_counts_what_the_articles_have_however_few_they_are(most: int, tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    lists = [tuple({f"v{value:02}" for value in chance.integers(0, 90, chance.integers(0, most + 1))}) for _ in range(200)]
    facet = facet_of(lists)
    path = tmp_path / "facet"
    stored = StoredFacet(ArrayFile(path, write_arrays(path, facet.arrays("f"), {})), "f", len(facet.values), len(lists))
    for size in (0, 1, 3, 20, 150, 200):
        articles = np.sort(chance.permutation(200)[:size])
        wanted = Counter(value for article in articles for value in lists[article])
        values, counts = stored.tally(articles)
        found = [(stored.values[value].decode(), count) for value, count in zip(values, counts.tolist(), strict=True)]
        assert found == sorted(wanted.items())
        assert stored.counts(articles).sum() == wanted.total()


def test_what_was_asked_for_lately_is_kept_and_the_rest_goes() -> None:
    kept: Kept[str] = Kept(8 * LEAST)
    for key in range(10):
        kept.put(key, str(key), 0)
        assert kept.get(0) == "0"
    assert kept.get(9) == "9" and kept.get(3) is None
    assert len(kept._new) + len(kept._old) <= 8
