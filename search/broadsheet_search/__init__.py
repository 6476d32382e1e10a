r"""Ask a Broadsheet archive. The names below are the ones promised; everything else may change.

>>> import tempfile
>>> from pathlib import Path
>>> from broadsheet_index import build
>>> folder = Path(tempfile.mkdtemp())
>>> page = "Ferry sails again\n\nBy Ida Vuori\n\nJune 20, 2024\n\n" + "The island ferry sails again, said Mara Lindqvist on Thursday. " * 9
>>> _ = (folder / "page.txt").write_text(page)
>>> build([folder / "page.txt"], into=folder / "index").indexed
1

A question and its answer; all parameters are in `Request`, what comes back is an `Answer`:

>>> engine = open_engine(folder / "index")
>>> answer = engine.answer(Request("ferry -tram", facets=("person",)))
>>> answer.total, answer.hits[0].title, answer.read_back
(1, 'Ferry sails again', 'Ferry; not: tram.')
>>> answer.hits[0].article.published.value
'2024-06-20'

A page has at most 100 hits. All of them, in order and from one state of the index, are walked:

>>> with engine.walk(Request("ferry")) as walked:
...     [hit.article.path for hit in walked.hits]
['page.txt']

What was published when, what is like an article, what a query could become:

>>> engine.timeline(Request("ferry"), "month").buckets
(Bucket(start='2024-06-01', count=1),)
>>> engine.similar(answer.hits[0].id).hits
()
>>> engine.suggest("isl")[0]
Suggestion(q='island', kind='word', total=1)

With pandas installed, `answer.to_dataframe()` and `walked.to_dataframe()` are tables, a row a hit. A mistake in a query is a
`BadQuery`, which says where it is and what to write instead:

>>> engine.answer(Request("colour:red"))
Traceback (most recent call last):
...
broadsheet_search.errors.UnknownField: There is no field "colour".
>>> engine.close()
"""

from .answers import Bucket, Similar, Suggestion, Timeline, Walked
from .engine import Answer, Count, Engine, Generation, Hit, Request, Snippet, Someone, Variant, Warned
from .engines import open_engine
from .errors import BadParameter, BadQuery, EngineDown, NoSuchArticle, TooSlow

__all__ = [
    "Answer",
    "BadParameter",
    "BadQuery",
    "Bucket",
    "Count",
    "Engine",
    "EngineDown",
    "Generation",
    "Hit",
    "NoSuchArticle",
    "Request",
    "Similar",
    "Snippet",
    "Someone",
    "Suggestion",
    "Timeline",
    "TooSlow",
    "Variant",
    "Walked",
    "Warned",
    "open_engine",
]
