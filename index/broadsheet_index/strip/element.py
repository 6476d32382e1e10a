"""A block-level element of an HTML page as its blocks see it: the elements around it, their cues, whether the page hides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cues import NONE, cues_of_name, cues_of_role

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = frozenset(["class", "id", "itemprop"])
ADDRESSES = ("data-url", "data-href", "data-permalink", "data-article-url", "data-canonical-url", "itemid")
LONGEST_SIGNATURE = 80


class Element:
    """A block-level element that is open; what it says of a block is worked out once words stand in it, as in three of four."""

    __slots__ = ("address", "all_cues", "attributes", "cues", "depth", "hidden", "is_told", "near_cues", "number", "path", "signature", "tag", "tags", "up")

    tags: tuple[str, ...]
    path: tuple[int, ...]
    address: str | None

    def __init__(self, tag: str, attributes: Mapping[str, str], up: Element | None, number: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.up = up
        self.number = number
        self.depth: int = up.depth + 1 if up is not None else 1
        self.is_told = False

    def told(self) -> Element:
        """Itself, with everything known of it and of the elements around it."""
        if not self.is_told:
            self.is_told = True
            self.tell_own()
            self.tell_around(self.up.told() if self.up is not None else None)
        return self

    def tell_own(self) -> None:
        tag, attributes = self.tag, self.attributes
        if attributes:
            self.cues = NONE if tag in ("html", "body") else named_cues(attributes)
            name = attributes.get("class")
            self.signature = f"{tag}.{name[:LONGEST_SIGNATURE]}" if name else tag
            self.hidden = len(attributes) > bool(name) and is_hidden(attributes)  # most have a class and nothing else
        else:
            self.cues, self.signature, self.hidden = NONE, tag, False

    def tell_around(self, up: Element | None) -> None:
        if up is None:
            self.tags, self.path, self.address = (self.tag,), (self.number,), None
            self.all_cues = self.near_cues = self.cues
            return
        self.tags = up.tags + (self.tag,)  # noqa: RUF005 - twice as quick as a display that unpacks
        self.path = up.path + (self.number,)  # noqa: RUF005
        self.all_cues = up.all_cues | self.cues if self.cues else up.all_cues
        self.near_cues = up.cues | self.cues if self.cues else up.cues
        self.hidden = self.hidden or up.hidden
        self.address = up.address
        if self.tag == "article" and self.attributes:
            self.address = next((self.attributes[key] for key in ADDRESSES if key in self.attributes), up.address)


def named_cues(attributes: Mapping[str, str]) -> frozenset[str]:
    """The cues of an element's class, id, itemprop and role."""
    if not attributes:
        return NONE
    found = NONE
    for name, value in attributes.items():  # most elements have one or two: asking for each of four names took longer
        if name in NAMES:
            if value:
                cues = cues_of_name(value)
                found = found | cues if found else cues
        elif name == "role":
            found |= cues_of_role(value)
    return found


def is_hidden(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (style is not None and "display:none" in style.replace(" ", "").lower())
    )
