"""Whoosh's own query classes find the same in our segments as in Whoosh's."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import query, scoring

from broadsheet_index.fields import COLUMNS, FIELDS, Kind
from broadsheet_index.store import ArchiveWriter
from broadsheet_index.store.codec import whoosh_index

from .generated import articles
from .whoosh_reference import stock_index, terms_of

CORPUS = {f"a/{number:04}": article for number, article in enumerate(articles(200))}
TEXTS = [field.name for field in FIELDS if field.kind is Kind.TEXT]
NAMES = [field.name for field in FIELDS if field.kind not in COLUMNS] + [f"{name}_exact" for name in TEXTS]


@pytest.fixture(scope="module")
def searchers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    folder = tmp_path_factory.mktemp("codec") / "index"
    with ArchiveWriter(folder) as writer:
        for start in range(3):
            for key, article in list(CORPUS.items())[start::3]:
                writer.put(key[1:], key[1:], article)
            writer.put("/gone", "/gone", next(iter(CORPUS.values())))
            writer.commit()
        writer.remove("/gone")
        writer.commit()
    ours, stock = whoosh_index(folder), stock_index(CORPUS, 3)
    with ours.searcher(weighting=scoring.Frequency()) as one, stock.searcher(weighting=scoring.Frequency()) as other:
        yield one, other


def generated_queries(number: int) -> list[tuple[str, Any]]:
    chance = random.Random(20240620)
    terms = [terms_of(article) for article in CORPUS.values()]
    out = []
    for at in range(number):
        name = chance.choice(NAMES)
        out.append((f"{at} {name}", _tree(chance, terms, name, 3)))
    return out


def _tree(chance: random.Random, terms: list[dict[str, list[tuple[int, str]]]], name: str, depth: int) -> Any:
    held = chance.choice(terms).get(name) or [(0, "nothing")]
    at = chance.randrange(len(held))
    word = held[at][1]
    text = name.removesuffix("_exact") in TEXTS
    kind = chance.choice(["Term"] * 3 + ["And", "Or", "Not", "Prefix", "Wildcard", "Range", "Fuzzy"] + ["Phrase"] * (2 * text))
    if depth == 0 and kind in ("And", "Or", "Not"):
        kind = "Term"
    inner = lambda: _tree(chance, terms, chance.choice(NAMES), depth - 1)  # noqa: E731
    match kind:
        case "And":
            return query.And([inner(), inner()])
        case "Or":
            return query.Or([inner() for _ in range(chance.randint(2, 3))])
        case "Not":
            return query.And([inner(), query.Not(inner())])
        case "Prefix":
            return query.Prefix(name, word[:2])
        case "Wildcard":
            return query.Wildcard(name, word[:1] + "?" + word[2:3] + "*")
        case "Range":
            return query.TermRange(name, *sorted((word, chance.choice("aegmz"))))
        case "Fuzzy":
            return query.FuzzyTerm(name, word[:6], maxdist=1, prefixlength=1)
        case "Phrase":
            words = [term for _, term in held[at : at + chance.randint(2, 3)]]
            return query.Phrase(name, words, slop=chance.choice((1, 1, 3)))
    return query.Term(name, word)


def found(searcher: Any, tree: Any) -> dict[str, float]:
    return {hit["record"]["key"]: hit.score for hit in searcher.search(tree, limit=None)}


@pytest.mark.parametrize(("label", "tree"), [pytest.param(*pair, id=pair[0]) for pair in generated_queries(300)])
def test_whooshs_queries_find_the_same_as_in_its_own_codec(searchers: tuple[Any, Any], label: str, tree: Any) -> None:
    ours, stock = searchers
    one, other = found(ours, tree), found(stock, tree)
    assert one.keys() == other.keys(), repr(tree)
    if isinstance(tree, query.Term | query.Phrase):
        assert one == pytest.approx(other, rel=1e-6)


def is_scored(tree: Any) -> bool:
    """Whether each part of it has a score of BM25F; prefixes and their kin have constants that depend on the segment's size."""
    if isinstance(tree, query.And | query.Or):
        return all(map(is_scored, tree.subqueries))
    return isinstance(tree, query.Term | query.Phrase)


def test_scores_of_whooshs_bm25f_are_those_of_its_own_codec(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "index") as writer:
        for key, article in CORPUS.items():
            writer.put(key[1:], key[1:], article)
        writer.commit()
    trees = [tree for _, tree in generated_queries(600) if is_scored(tree)]
    assert {type(tree) for tree in trees} == {query.Term, query.Phrase, query.And, query.Or}
    with (
        whoosh_index(tmp_path / "index").searcher(weighting=scoring.BM25F()) as ours,
        stock_index(CORPUS, 1).searcher(weighting=scoring.BM25F()) as stock,
    ):
        for tree in trees:
            assert found(ours, tree) == pytest.approx(found(stock, tree), rel=1e-6), repr(tree)


def test_the_queries_are_not_about_nothing(searchers: tuple[Any, Any]) -> None:
    sizes = [len(found(searchers[1], tree)) for _, tree in generated_queries(300)]
    assert sum(1 for size in sizes if size) > 200


def test_every_term_and_count_is_the_same(searchers: tuple[Any, Any]) -> None:
    ours, stock = (searcher.reader() for searcher in searchers)
    for name in NAMES:
        assert list(ours.lexicon(name)) == list(stock.lexicon(name)), name
        for term in ours.lexicon(name):  # a document frequency would count deleted articles
            assert len(list(ours.postings(name, term).all_ids())) == len(list(stock.postings(name, term).all_ids()))
