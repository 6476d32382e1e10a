"""Files that are one page: HTML, and flattened text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..article import Form, Given, Page
from . import unpack
from .found import NO_NAMES, PAGE_LIMIT, Found, outranking
from .saved import given_of_saved
from .sniff import begins_like_feed


def read_html(file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
    """A saved page, as bytes."""
    yield _whole(file, path, given, "html")


def read_text(file: Path, path: str, given: Given, names: Mapping[str, str] = NO_NAMES) -> Iterator[Found]:
    """A flattened page, as bytes. HTML under the name of a text file is read as what it is."""
    yield _whole(file, path, given, "text")


def _whole(file: Path, path: str, given: Given, form: Form) -> Found:
    try:
        data = unpack.content(file, PAGE_LIMIT)
    except unpack.TooLarge:
        return Found("", None, f"larger than {PAGE_LIMIT // 1_000_000} MB")
    except unpack.NotGzip as error:
        return Found("", None, f"damaged gzip file ({error})")
    if begins_like_feed(data):  # a mirror saves feeds as feed/index.html
        return Found("", None, "a feed under the name of a page; call it .rss to have its items read")
    if form == "text" and data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        form = "html"
    if form == "html":
        given = outranking(given, given_of_saved(data))
    return Found("", Page(path, data, form, hashlib.sha256(data).hexdigest(), given=given))
