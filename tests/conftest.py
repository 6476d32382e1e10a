"""Fixtures that several test modules share."""

from .chromium import browser, page, reader

__all__ = ["browser", "page", "reader"]
