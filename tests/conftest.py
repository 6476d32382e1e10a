"""Fixtures that several test modules share."""

from .chromium import browser, page, reader
from .opensearch.cluster import cluster

__all__ = ["browser", "cluster", "page", "reader"]
