"""Boilerplate: a page as blocks (`block`, `html_page`, `text_page`), each kept or removed by a named reason (`cut`)."""

from .block import Block
from .cut import Stripped, Weighed, strip, weigh
from .html_page import HtmlPage, Time, html_page
from .text_page import text_page

__all__ = ["Block", "HtmlPage", "Stripped", "Time", "Weighed", "html_page", "strip", "text_page", "weigh"]
