"""Fixtures that several test modules share."""

import pytest

from broadsheet_web.app import Site

from .chromium import browser, page, reader
from .documented import DocumentedClient
from .opensearch.cluster import cluster

__all__ = ["browser", "cluster", "page", "reader"]

# Every answer of the API in every test is held to its document.
Site.test_client_class = DocumentedClient


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes runs only where it is asked for: `-m soak`."""
    if "soak" not in (config.option.markexpr or ""):
        left_out = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
