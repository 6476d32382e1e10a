"""`broadsheet search`, `show` and `explain`: ask an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import terminal
from .asking import Asking, asking, fail_empty, request_of, sort_option
from .exits import NOTHING_FOUND, Exit
from .options import Place, as_json, index_option, print_json

if TYPE_CHECKING:
    from broadsheet_search import Answer, Engine, Request
    from broadsheet_search.engine import Clause


@click.command(cls=Asking, epilog="Example:  broadsheet search 'person:Naryshkin \"special military operation\"' --sort newest")
@click.argument("query", nargs=-1)
@asking
@sort_option
@click.option("--collapse", type=click.Choice(["none", "story"]), default="none", help="story: one of near-identical copies.")
@click.option("--page", type=int, default=1)
@click.option("--page-size", type=int, default=20)
@click.option("--facet", multiple=True, metavar="NAME", help="Count values: source, author, person, year, month …")
@click.option("--facet-size", type=int, default=10)
@click.option("--snippets", type=int, default=2)
@click.option("--snippet-length", type=int, default=140)
@click.option("--cite", is_flag=True, help="Print how to cite this search: counts, generation, digest of the hits.")
@fail_empty
@as_json
def search(
    query: tuple[str, ...], index: Place, fail_empty: bool, as_json: bool, facet: tuple[str, ...], cite: bool, **asked: Any
) -> None:
    """Find articles. The query language is that of the page: words, "phrases", person:, source:, date:2024-06, -not."""
    from broadsheet_search import open_engine

    with open_engine(index) as engine:
        request = request_of(query, asked | {"facets": facet})
        answer = engine.answer(request)
        if cite:
            _cite(engine, request, as_json)
        elif as_json:
            from ..answer_json import answer_json

            print_json(answer_json(answer, request))
        else:
            _tell(answer)
    if fail_empty and not answer.total:
        raise Exit(NOTHING_FOUND)


@click.command(cls=Asking, epilog="Example:  broadsheet explain 'harbour ferry OR tram'")
@click.argument("query", nargs=-1, required=True)
@asking
@as_json
def explain(query: tuple[str, ...], index: Place, as_json: bool, **asked: Any) -> None:
    """Show how a query is understood, with the number of articles each clause finds by itself."""
    from broadsheet_search import open_engine

    with open_engine(index) as engine:
        answer = engine.answer(request_of(query, asked | {"explain": True, "page_size": 1, "snippets": 0}))
    told = answer.explained
    assert told
    if as_json:
        from ..answer_json import clause_json

        print_json(
            {
                "canonical": answer.canonical,
                "read_back": answer.read_back,
                "warnings": [{"code": w.code, "message": w.message, "position": w.position} for w in answer.warnings],
                "clauses": [{"text": clause.text, "total": clause.total} for clause in told.clauses],
                "tree": clause_json(told),
                "total": answer.total,
            }
        )
        return
    click.echo(answer.read_back)
    click.echo(f"canonical: {answer.canonical}")
    for warned in answer.warnings:
        click.echo(f"warning: {warned.message}")
    _tell_clause(told, 0)
    click.echo(f"{answer.total:>8,}  with all that was asked beside it")
    _tell_nothing(answer)


def _tell_clause(clause: Clause, depth: int) -> None:
    click.echo(f"{clause.total:>8,} {clause.took_ms:>8.2f} ms  {'  ' * depth}{clause.text}")
    for part in clause.parts:
        _tell_clause(part, depth + 1)


@click.command(epilog="Example:  broadsheet show 9f2c31d7aa04be15 --removed")
@click.argument("id")
@index_option()
@click.option("--removed", is_flag=True, help="Show what was stripped, in its place.")
@as_json
def show(id: str, index: Place, removed: bool, as_json: bool) -> None:
    """Read one article, by the id that search gives."""
    from broadsheet_index.as_json import extracted
    from broadsheet_search import open_engine

    with open_engine(index) as engine:
        article = engine.article(id)
    if as_json:
        print_json({"id": id} | extracted(article))
    else:
        click.echo(terminal.article_text(article, removed=removed))


def _cite(engine: Engine, request: Request, as_json: bool) -> None:
    from broadsheet_search.cite import search

    with engine.walk(request) as walked:
        told = search(request.q, walked)
    if as_json:
        print_json({"text": told.text.strip(), "asked": told.asked, "total": walked.total, "digest": told.digest})
    else:
        click.echo(told.text, nl=False)


def _tell(answer: Answer) -> None:
    articles = "article" if answer.total == 1 else "articles"
    stories = f", {answer.stories:,} {'story' if answer.stories == 1 else 'stories'}" if answer.stories != answer.total else ""
    click.echo(terminal.dim(f"{answer.total:,} {articles}{stories}. {answer.read_back}"), err=True)
    for warned in answer.warnings:
        click.echo(f"warning: {warned.message}", err=True)
    if answer.undated_excluded:
        click.echo(terminal.dim(f"{answer.undated_excluded:,} without a date {'is' if answer.undated_excluded == 1 else 'are'} left out."), err=True)
    _tell_nothing(answer)
    for hit in answer.hits:
        article = hit.article
        copies = f"{hit.cluster.size:,} near-identical copies" if hit.cluster and hit.cluster.size > 1 else ""
        facts = [article.source.name or article.source.domain or "", terminal.dated(article.published), copies, hit.id]
        click.echo(terminal.bold(terminal.marked(article.title, hit.title_marks)))
        click.echo("  " + terminal.dim(" · ".join(filter(None, facts))))
        for snippet in hit.snippets:
            click.echo("  " + terminal.marked(snippet.text, snippet.marks))
        click.echo("")
    for name, counts in answer.facets.items():
        click.echo(f"{name}: " + ", ".join(f"{count.value} {count.count:,}" for count in counts))


def _tell_nothing(answer: Answer) -> None:
    """What may help where little or nothing was found."""
    if answer.suggestion:
        click.echo(f"Did you mean: {answer.suggestion.q}  ({answer.suggestion.total:,})", err=True)
    found = answer.no_hits
    if not found:
        return
    for clause in found.clauses:
        if not clause.total:
            click.echo(f"Nothing by itself: {clause.text}", err=True)
    for other in found.without:
        if other.total:
            click.echo(f"Without a clause: {other.q}  ({other.total:,})", err=True)
    if found.unfiltered:
        click.echo(f"Without dates and filters: {found.unfiltered:,}", err=True)
    for where, other in (("in removed text", found.removed), ("in captions", found.captions)):
        if other.total:
            click.echo(f"Also {where}: {other.q}  ({other.total:,})", err=True)
