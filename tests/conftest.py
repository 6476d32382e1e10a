"""Fixtures that several test modules share."""

from .chromium import browser, reader

__all__ = ["browser", "reader"]
