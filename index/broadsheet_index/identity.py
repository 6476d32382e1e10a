"""Which pages are the same article: the identity that a permalink rests on."""

from __future__ import annotations

import hashlib

from .address import normal_url
from .article import Article

LENGTH = 16  # hexadecimal digits: 64 bits, a clash among 10 million articles in one of 400,000 archives


def article_id(article: Article, root: str = "") -> str:
    """The same for the same address (tracking parameters and fragment off), else for the same root and path."""
    key = normal_url(article.url) if article.url else f"{root}\0{article.path}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
