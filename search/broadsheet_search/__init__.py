"""Ask a Broadsheet archive. The names below are the ones promised; everything else may change.

    with open_engine("my-index") as engine:
        answer = engine.answer(Request("person:Naryshkin attrition", facets=("person",)))
"""

from .engine import Answer, Count, Engine, Generation, Hit, Request, Snippet, Someone, Variant, Warned
from .engines import open_engine
from .errors import BadParameter, BadQuery, EngineDown, NoSuchArticle, TooSlow

__all__ = [
    "Answer",
    "BadParameter",
    "BadQuery",
    "Count",
    "Engine",
    "EngineDown",
    "Generation",
    "Hit",
    "NoSuchArticle",
    "Request",
    "Snippet",
    "Someone",
    "TooSlow",
    "Variant",
    "Warned",
    "open_engine",
]
