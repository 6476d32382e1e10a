"""`sites.toml`: what the user knows of a site's pages, which outranks every rule.

    ["gazette.example"]                               # its subdomains too; "*" is every page
    drop = ["aside.promo", "div.newsletter"]          # CSS selectors, for HTML
    keep = ["p.recipe"]
    drop-phrases = ["Read our privacy promise"]       # blocks that hold the words, in HTML and text
    keep-phrases = ["Bring your own boots"]

A block named both ways is kept, a phrase outranks a selector, an element what stands around it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import soupsieve

from ..errors import BadInput
from ..strip.readable import readable

EVERY = "*"
KEYS = ("keep", "drop", "keep-phrases", "drop-phrases")
SELECTORS = ("keep", "drop")


@dataclass(frozen=True, slots=True)
class Site:
    """What to keep and drop of a page; phrases as `phrase` makes them."""

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    keep_phrases: tuple[str, ...] = ()
    drop_phrases: tuple[str, ...] = ()

    @property
    def has_selectors(self) -> bool:
        return bool(self.keep or self.drop)

    def __add__(self, other: Site) -> Site:
        return Site(
            self.keep + other.keep,
            self.drop + other.drop,
            self.keep_phrases + other.keep_phrases,
            self.drop_phrases + other.drop_phrases,
        )


@dataclass(frozen=True)
class Sites:
    """Sites by their domain."""

    by_domain: Mapping[str, Site] = field(default_factory=dict)

    def of(self, domain: str | None) -> Site | None:
        """All that is told of a domain, of those it lies in and of every page; None where nothing is."""
        if not self.by_domain:
            return None
        parts = domain.lower().split(".") if domain else []
        names = [EVERY, *(".".join(parts[at:]) for at in range(len(parts) - 1, -1, -1))]
        told = [self.by_domain[name] for name in names if name in self.by_domain]
        return sum(told[1:], told[0]) if told else None


def phrase(text: str) -> str:
    """Text as phrases are compared: as a reader sees it, without case."""
    return readable(text).casefold()


def read_sites(file: Path) -> Sites:
    """Raises BadInput, with file and line or key, where it cannot be used."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{file}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f'{file}: {error}. Write a table a site: ["gazette.example"], then drop = ["aside.promo"].') from error
    return Sites(dict(_site(file, name, table) for name, table in told.items()))


def _domain(file: Path, name: str) -> str:
    domain = name.lower().removeprefix("www.").rstrip(".")
    if name != EVERY and ("/" in name or "*" in name or "." not in domain):
        raise BadInput(f'{file}: "{name}" is no domain. Name a site without http:// and path, in quotes: ["gazette.example"].')
    return domain


def _site(file: Path, name: str, table: Any) -> tuple[str, Site]:
    if not isinstance(table, dict):
        raise BadInput(f'{file}: {name} stands outside of a site. Write ["gazette.example"] in a line above it.')
    for key, values in table.items():
        if key not in KEYS:
            hint = ' Put the domain in quotes: ["gazette.example"].' if isinstance(values, dict) else ""
            raise BadInput(f'{file}, ["{name}"]: no key {key!r}; there are {", ".join(KEYS)}.{hint}')
        if not (isinstance(values, list) and values and all(isinstance(value, str) and value.strip() for value in values)):
            raise BadInput(f'{file}, ["{name}"], {key}: not a list of texts. Write {key} = ["…"].')
        for value in values if key in SELECTORS else ():
            _check_selector(file, name, key, value)
    listed = {key: tuple(table.get(key, ())) for key in KEYS}
    phrases = (tuple(map(phrase, listed[key])) for key in ("keep-phrases", "drop-phrases"))
    return _domain(file, name), Site(listed["keep"], listed["drop"], *phrases)


def _check_selector(file: Path, name: str, key: str, selector: str) -> None:
    try:
        soupsieve.compile(selector)
    except (soupsieve.SelectorSyntaxError, ValueError, NotImplementedError) as error:
        why = str(error).splitlines()[0].rstrip(".")
        raise BadInput(f'{file}, ["{name}"], {key}: "{selector}" is no CSS selector ({why}). Write one such as "aside.promo".') from error

