"""Every example in a docstring is run."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import broadsheet_index
import broadsheet_search
import broadsheet_web

MODULES = [
    name
    for package in (broadsheet_index, broadsheet_search, broadsheet_web)
    for name in (package.__name__, *(module.name for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".")))
    if not name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_give_what_they_say(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_the_promised_calls_have_an_example() -> None:
    assert doctest.testmod(broadsheet_search).attempted > 8
