"""Facts in words, and texts with their hits."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from broadsheet_index.article import FLAGS, Origin, Published
from broadsheet_web import wording
from broadsheet_web.marking import pieces

from .newsroom import STORM


def test_texts_are_cut_at_their_hits_and_nothing_is_lost():
    cut = ((True, "carbon"), (False, " "), (True, "tax"), (False, " plan"))
    assert pieces("carbon tax plan", [(0, 6), (7, 10)]) == cut
    assert pieces("plan") == ((False, "plan"),)
    assert pieces("") == ()


DATES = [("2023-12-20", "20 December 2023"), ("2024-06", "June 2024"), ("2024", "2024"), ("2024-99", "2024-99")]


@pytest.mark.parametrize(("value", "words"), DATES)
def test_dates_in_words(value, words):
    assert wording.day(value) == words


def test_an_unknown_date_says_all_there_is():
    assert wording.published(replace(STORM, published=Published(), flags=("no-date",))) == "date unknown"
    assert wording.known_how(replace(STORM, published=Published(), flags=("no-date",))) == "nothing on the page says"
    month = Published("2024-06", "month", "url", "/2024/06/")
    assert wording.known_how(replace(STORM, published=month, flags=())) == "from the page's address, known to the month"


def test_every_flag_and_origin_has_its_words():
    assert set(wording.FLAG_WORDS) == set(FLAGS)
    assert set(wording.ORIGINS) == set(get_args(Origin))
