"""A segment holds what was put in, whichever way it was made, and tells when it is not what was written."""

from __future__ import annotations

import hashlib
import logging
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.analysis import exact, gap_of, placed, stem, tokens
from broadsheet_index.article import Article
from broadsheet_index.copies import fingerprint
from broadsheet_index.copies.fingerprint import word_hashes
from broadsheet_index.errors import IndexUntrusted
from broadsheet_index.fields import TEXT_FIELDS
from broadsheet_index.store import ArchiveWriter, open_snapshot, tiers
from broadsheet_index.store.segment import merge_runs, merge_texts, packing
from broadsheet_index.store.segment.build import SegmentBuilder
from broadsheet_index.store.segment.contents import Contents
from broadsheet_index.store.segment.dictionary import Dictionary, dictionary_arrays
from broadsheet_index.store.segment.file import ArrayFile, Damaged, Written, narrowest, write_arrays
from broadsheet_index.store.segment.merge import merged
from broadsheet_index.store.segment.placed import BEYOND, Placed
from broadsheet_index.store.segment.read import Segment
from broadsheet_index.store.segment.runs import StoredRuns, sorted_runs
from broadsheet_index.store.segment.words import WordTable

from .generated import articles

CORPUS = articles(120)
TEXT = st.text(st.sampled_from("aB1é'’.,+&#-_ \nłŁß日本คก"), max_size=40)


def built(numbers: range) -> Contents:
    builder = SegmentBuilder(WordTable())
    for number in numbers:
        builder.add_article(f"a/{number}", f"{number:04}", CORPUS[number])
        builder.add_record(f"f/{number}", None, b"file %d" % number)
        builder.add_record(f"a/older{number}", f"{number:04}", b"older %d" % number)
    return builder.build()


def stored(contents: Contents, path: Path) -> Segment:
    return Segment(path, contents.write(path))


@given(text=TEXT, lang=st.sampled_from([None, "en", "fr"]))
@settings(max_examples=500, deadline=None)
def test_words_read_quickly_are_those_of_the_analysis(text: str, lang: str | None) -> None:
    table = WordTable()
    numbers, starts = table.read(text, lang)
    wanted = list(tokens(text))
    assert starts.tolist() == [token.start for token in wanted]
    for number, token in zip(numbers.tolist(), wanted, strict=True):
        assert table.written[number] == token.written
        assert table.exact[number] == exact(token.written)
        assert table.stems[number] == stem(token.written, lang)


@given(texts=st.lists(st.tuples(TEXT, st.sampled_from([None, "en", "fr"])), max_size=6))
@settings(max_examples=200, deadline=None)
def test_texts_of_several_languages_are_read_together_as_each_alone(texts: list[tuple[str, str | None]]) -> None:
    table, alone = WordTable(), WordTable()
    pieces = table.pieces([text for text, _ in texts], [lang for _, lang in texts])
    ids, begins, counts = table.words(pieces)
    hashes, hash_counts = table.hashes(pieces)
    at = hash_at = 0
    for (text, lang), base, count, hash_count in zip(texts, pieces.begins.tolist(), counts.tolist(), hash_counts.tolist(), strict=True):
        own, starts = alone.read(text, lang)
        mine = ids[at : at + count].tolist()
        assert [table.written[id] for id in mine] == [alone.written[id] for id in own.tolist()]
        assert [table.stems[id] for id in mine] == [alone.stems[id] for id in own.tolist()]
        assert (begins[at : at + count] - base).tolist() == starts.tolist()
        assert hashes[hash_at : hash_at + hash_count].tolist() == word_hashes([text.replace("\n", " ")])[0].tolist()
        at, hash_at = at + count, hash_at + hash_count


def test_articles_have_the_fingerprints_of_their_texts_as_extracted() -> None:
    builder = SegmentBuilder(WordTable())
    articles = [*CORPUS[:20], replace(CORPUS[0], body=("Short.",)), replace(CORPUS[1], body=())]
    for at, article in enumerate(articles):
        searched = replace(article, body=article.body[1:]) if at % 3 == 0 else article
        builder.add_article(f"a/{at}", f"{at:02}", article, article=searched)
    made = builder.build()
    for article, slots, size in zip(articles, made.slots, made.shingles.tolist(), strict=True):
        wanted = fingerprint(article)
        assert (slots.tolist(), size) == (wanted.slots.tolist(), wanted.size)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 500])
def test_a_dictionary_finds_each_term_and_none_besides(tmp_path: Path, size: int) -> None:
    chance = random.Random(size)
    terms = sorted({bytes(chance.choices(b"ab\n\x00\xc3", k=chance.randint(0, 6))) for _ in range(size)})
    written = write_arrays(tmp_path / "d", dictionary_arrays("d", terms, None), {})
    held = Dictionary(ArrayFile(tmp_path / "d", written), "d", len(terms))
    assert [held.run(term) for term in terms] == list(range(len(terms)))
    assert held.all() == terms
    assert held.run(b"zz") == held.run(b"ab" * 9) == -1
    for prefix in (b"", b"a", b"ab", b"\xc3", b"z"):
        assert [term for term, _ in held.starting_with(prefix)] == [term for term in terms if term.startswith(prefix)]


def test_positions_are_found_from_any_posting(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    places = {(int(t), int(d), int(p)) for t, d, p in chance.integers(0, (5, 200, 30), (6000, 3))}
    terms, docs, positions = np.array(sorted(places, key=lambda _: chance.random())).T
    runs = sorted_runs(terms, docs, positions, 5)
    held = StoredRuns(ArrayFile(tmp_path / "r", write_arrays(tmp_path / "r", runs.arrays("f"), {})), "f")
    for term in range(5):
        first, last = held.bounds(term)
        some = np.flatnonzero(chance.random(last - first) < 0.3) + first
        found, counts = held.positions_of(some)
        wanted = [sorted(p for t, d, p in places if (t, d) == (term, int(held.docs[at]))) for at in some]
        assert counts.tolist() == list(map(len, wanted))
        assert found.tolist() == [position for one in wanted for position in one]


def test_a_term_has_a_run_of_its_own_only_where_it_stands_elsewhere_than_its_stem() -> None:
    builder = SegmentBuilder(WordTable())
    builder.add_article("a1", "1", Article("1", "", "", ("The ferry of Kiev. The ferries of the port.",), lang="en"))
    body = builder.build().fields["body"]
    runs = {term: int(run) for one in body.dictionaries.values() for term, run in zip(one.terms, one.runs, strict=True)}
    assert runs[b"kiev=Kiev"] == runs[b"kiev"]
    assert runs[b"the=The"] != runs[b"the"]
    assert runs[b"ferry"] != runs[b"ferri"] != runs[b"ferries"]
    assert len(body.runs.starts) - 1 == len(body.dictionaries["stem"].terms) + 3  # The, ferry, ferries


def test_a_text_comes_back_with_the_places_of_its_words(tmp_path: Path) -> None:
    segment = stored(built(range(60)), tmp_path / "s")
    for field in TEXT_FIELDS:
        texts = segment.texts(field.name)
        assert texts is not None
        for number in range(60):
            values = field.values(CORPUS[number])
            assert texts.values(number) == values
            words = [token for value in values for token in tokens(value)]
            assert texts.counts[number] == len(words)
        some = np.array([3, 4, 30, 59])
        held = Placed([(texts, some[:2]), (None, np.zeros(0, np.int64)), (texts, some[2:])])
        keys, wanted, lasts = [], [], []
        for row, number in enumerate(some.tolist()):
            values = field.values(CORPUS[number])
            assert texts.text(number) == "\n".join(values)
            keys += [row << 32 | at for at, _ in placed(values, gap_of(field.name))]
            wanted += [(row, value, token.start) for value, text in enumerate(values) for token in tokens(text)]
            count = int(texts.counts[number])
            lasts += [at == count - 1 for at in range(count)]
        rows, value, word = held.words_at(np.array(keys, np.int64))
        bounds = [held.value_bounds(*one) for one in zip(rows.tolist(), value.tolist(), strict=True)]
        found = [
            (row, field.values(CORPUS[some[row]]).index(texts.text(some[row])[slice(*bound)]), start - bound[0])
            for row, bound, start in zip(rows.tolist(), bounds, held.characters(rows, word).tolist(), strict=True)
        ]
        assert found == wanted
        assert (held.characters(rows, word + 1) == BEYOND).tolist() == lasts


def test_merging_gives_what_building_at_once_would(tmp_path: Path) -> None:
    parts = [stored(built(range(*ends)), tmp_path / str(ends[0])) for ends in ((0, 50), (50, 51), (51, 120))]
    chance = np.random.default_rng(2)
    alive = [chance.random(part.records) < 0.8 for part in parts]
    one = stored(merged(list(zip(parts, alive, strict=True))), tmp_path / "one")
    builder = SegmentBuilder(WordTable())
    kept_articles = [
        n for part, base, kept in zip(parts, (0, 50, 51), alive, strict=True) for n in np.flatnonzero(kept[: part.articles]) + base
    ]
    for number in kept_articles:
        builder.add_article(f"a/{number}", f"{number:04}", CORPUS[number])
    again = stored(builder.build(), tmp_path / "again")
    assert one.articles == again.articles and one.records == sum(int(kept.sum()) for kept in alive)
    same = [name for name in again.file.names() if not name.startswith(("key", "article", "record", "segment"))]
    assert set(same) <= set(one.file.names())
    for name in same:
        of_runs = name.rpartition(":")[2] in ("runs", "starts", "docs", "freqs", "marks", "positions")
        if of_runs and not name.startswith("facet"):
            continue  # runs may come in another order; they are compared below
        assert np.array_equal(one.file.get(name), again.file.get(name)), name
    for name in again.file.about["fields"]:
        if name not in ("key", "article"):
            assert occurrences(one, name) == occurrences(again, name)


@pytest.mark.parametrize("installed", [True, False])
def test_long_texts_are_packed_and_come_back_whole_from_a_merge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: bool
) -> None:
    if not installed:
        monkeypatch.setattr(packing, "zstandard", None)
    monkeypatch.setattr(packing, "WORTH", 20_000)
    chance = random.Random(3)
    words = [word for text in CORPUS for word in " ".join(text.body).split()]
    bodies = [("short",), *((" ".join(chance.choices(words, k=size)), "ß" * 9) for size in (12, 900, 30, 4000, 15_000) * 3)]

    def part(name: str, some: range) -> Segment:
        builder = SegmentBuilder(WordTable())
        for number in some:
            builder.add_article(f"a/{number}", f"{number:04}", Article(f"{number}", "", "Title", bodies[number]))
        return stored(builder.build(), tmp_path / name)

    small, large = part("small", range(3)), part("large", range(3, 14))
    again, lone = part("again", range(14, 16)), part("lone", range(1))
    first = stored(merged([(one, np.ones(one.records, bool)) for one in (small, large)]), tmp_path / "first")
    alive = np.arange(first.records) != 4
    whole = stored(merged([(first, alive), (again, np.ones(2, bool)), (lone, np.ones(1, bool))]), tmp_path / "whole")
    texts = whole.texts("body")
    assert texts is not None
    wanted = [body for number, body in enumerate(bodies) if number != 4] + bodies[:1]
    assert [texts.values(number) for number in range(whole.articles)] == wanted
    assert (texts.packed is not None) == installed
    begins = Placed([(texts, np.arange(whole.articles))])
    for row, body in enumerate(wanted):
        last = list(tokens(body[0]))[-1]
        key = np.array([row << 32 | sum(1 for _ in tokens(body[0])) - 1])
        rows, _, words = begins.words_at(key)
        assert begins.characters(rows, words).tolist() == [last.start]
    assert max(len(body[0]) for body in wanted) > 1 << 16
    if installed:
        monkeypatch.setattr(packing, "zstandard", None)
        with pytest.raises(ImportError, match="pip install zstandard"):
            Segment(whole.file.path, Written(whole.file.path.stat().st_size, digest(whole))).texts("body").values(4)  # type: ignore[union-attr]


def digest(segment: Segment) -> str:
    raw = segment.file.path.read_bytes()
    size = int.from_bytes(raw[-16:-8], "little")
    return hashlib.sha256(raw[-16 - size : -16]).hexdigest()


def test_a_merge_copied_in_small_pieces_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [stored(built(range(*ends)), tmp_path / str(ends[0])) for ends in ((0, 50), (50, 120))]
    chance = np.random.default_rng(4)
    alive = [chance.random(part.records) < 0.7 for part in parts]
    one = stored(merged(list(zip(parts, alive, strict=True))), tmp_path / "one")
    monkeypatch.setattr(merge_runs, "CHUNK", 70)
    monkeypatch.setattr(merge_texts, "CHUNK", 50)
    other = stored(merged(list(zip(parts, alive, strict=True))), tmp_path / "other")
    for name in one.file.names():
        assert np.array_equal(one.file.get(name), other.file.get(name)), name


def occurrences(segment: Segment, name: str) -> dict[tuple[str, bytes], tuple[list[int], list[int]]]:
    field = segment.field(name)
    assert field is not None
    out = {}
    for form, dictionary in field.dictionaries.items():
        for term in dictionary.all():
            postings = np.arange(*field.runs.bounds(dictionary.run(term)))
            out[form, term] = (field.runs.docs[postings].tolist(), field.runs.positions_of(postings)[0].tolist())
    return out


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    written = write_arrays(tmp_path / "f", {"a": narrowest(range(300)), "b": narrowest([1])}, {"x": 1})
    raw = bytearray((tmp_path / "f").read_bytes())
    for at in range(len(raw)):
        changed = bytearray(raw)
        changed[at] ^= 1
        (tmp_path / "f").write_bytes(changed)
        try:
            assert ArrayFile(tmp_path / "f", written).damage(), at
        except Damaged:
            continue
    with pytest.raises(Damaged):
        ArrayFile(tmp_path / "f", Written(written.size + 1, written.digest))


def test_where_the_newest_generation_is_damaged_the_one_before_is_opened(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with ArchiveWriter(tmp_path / "index") as writer:
        for number in range(3):
            writer.put(f"/{number}", f"{number}", CORPUS[number])
            writer.commit()
    newest = max((tmp_path / "index").glob("generation-*.json"))
    newest.write_bytes(newest.read_bytes().replace(b"segment", b"sigment"))
    with caplog.at_level(logging.WARNING):
        assert open_snapshot(tmp_path / "index").columns.articles == 2
    assert "generation 3 is damaged" in caplog.text
    with ArchiveWriter(tmp_path / "index") as writer:
        writer.put("/new", "new", CORPUS[5])
        writer.commit()
    assert open_snapshot(tmp_path / "index").number == 4
    for path in (tmp_path / "index").glob("generation-*.json"):
        path.write_bytes(b"")
    with pytest.raises(IndexUntrusted):
        open_snapshot(tmp_path / "index")


def test_many_small_commits_leave_few_segments(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "index") as writer:
        for number in range(60):
            writer.put(f"/{number % 50}", f"{number % 50:02}", CORPUS[number])
            writer.commit()
    assert open_snapshot(tmp_path / "index").columns.articles == 50
    assert len(list((tmp_path / "index").glob("segment-*.seg"))) <= 3 * tiers.FAN
    assert len(list((tmp_path / "index").glob("generation-*"))) == 2
