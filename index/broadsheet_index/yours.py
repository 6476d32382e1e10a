"""What the user says to keep and drop of a page (`sites.toml`), found in its blocks and laid over what the rules decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from .read.sites import Site, phrase
from .strip import Block, HtmlPage, Stripped
from .strip.html_page import BLOCKS, Events, page_of

RULE = "yours"


@dataclass(frozen=True, slots=True)
class Yours:
    """Numbers of the blocks that the user keeps, and of those he drops."""

    kept: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.kept or self.dropped)


NOTHING = Yours()


def selected_page(html: str, site: Site) -> tuple[HtmlPage, Yours] | None:
    """The page cut so that what the user's selectors name are blocks of their own, and these; None where they name nothing."""
    # A tree costs several times what parser events do, so only pages with selectors of their own pay for one.
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    marks = {id(element): keep for keep, selectors in ((False, site.drop), (True, site.keep)) for one in selectors for element in soup.select(one)}
    if not marks:
        return None
    for element in [one for one in soup.find_all(True) if marks.get(id(one)) is False and one.name not in BLOCKS]:
        _set_apart(element)
    marking = _Marking(marks)
    marking.walk(soup)
    events = marking.events.close()
    marking.settle()
    found = marking.found
    return page_of(events), Yours(frozenset(one for one, keep in found.items() if keep), frozenset(one for one, keep in found.items() if not keep))


def of(blocks: Sequence[Block], site: Site | None, selected: Yours = NOTHING) -> Yours:
    """What is kept and dropped: what the selectors named, and the blocks that hold the user's phrases."""
    if site is None or not (site.keep_phrases or site.drop_phrases):
        return selected
    kept, dropped = set(selected.kept), set(selected.dropped)
    for block in blocks:
        text = phrase(block.text)
        if any(one in text for one in site.keep_phrases):
            kept.add(block.number)
            dropped.discard(block.number)
        elif any(one in text for one in site.drop_phrases):
            dropped.add(block.number)
            kept.discard(block.number)
    return Yours(frozenset(kept), frozenset(dropped))


def laid_over(stripped: Stripped, blocks: Sequence[Block], yours: Yours) -> Stripped:
    """What the rules decided about the blocks that were not dropped, with the user's word over it. The headline is never body."""
    headline = stripped.headline.number if stripped.headline else -1
    already = {block.number for block in stripped.kept}
    rules = {block.number: rule for block, rule in stripped.removed} | dict.fromkeys(yours.dropped, RULE)
    kept = {block.number for block in blocks if block.number in already or (block.number in yours.kept and block.number != headline)}
    return replace(
        stripped,
        kept=tuple(block for block in blocks if block.number in kept),
        removed=tuple((block, rules[block.number]) for block in blocks if block.number not in kept),
        captions=tuple(block for block in stripped.captions if block.number not in kept),
    )


def _set_apart(element: Tag) -> None:
    """Make an element inside a paragraph a block behind it, so that it can be dropped and the paragraph be kept."""
    around = next((one for one in element.parents if one.name in BLOCKS), None)
    if around is None or around.name in ("html", "body"):
        element.name = "div"
        return
    element.extract()
    element.name = "div"
    around.insert_after(element)


class _Marking:
    """Cuts a tree into blocks as the parser's events are cut, and notes which of them stand in a marked element."""

    def __init__(self, marks: Mapping[int, bool]) -> None:
        self.events = Events()
        self.found: dict[int, bool] = {}  # by number of the block: kept or dropped
        self._marks = marks
        self._inside: list[bool] = []
        self._settled = 0

    def walk(self, soup: BeautifulSoup) -> None:
        for element, begins in _steps(soup):
            if isinstance(element, Tag):
                self._tag(element, begins)
            elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
                self.events.data(str(element))

    def settle(self) -> None:
        """End the block in progress; what was read since the last time stands in the innermost mark."""
        self.events.flush()
        for number in range(self._settled, len(self.events.blocks)) if self._inside else ():
            self.found.setdefault(number, self._inside[-1])
        self._settled = len(self.events.blocks)

    def _tag(self, element: Tag, begins: bool) -> None:
        mark = self._marks.get(id(element))
        is_part = element.name not in BLOCKS  # of a paragraph, which is kept with it
        if mark is not None and is_part and begins:
            self.found[len(self.events.blocks)] = True
        if mark is not None and not is_part and begins:
            self.settle()
            self._inside.append(mark)
        if begins:
            self.events.start(element.name, {name: str(value) for name, value in element.attrs.items()})
        else:
            self.events.end(element.name)
        if mark is not None and not is_part and not begins:
            self.settle()
            self._inside.pop()


def _steps(soup: BeautifulSoup) -> Iterator[tuple[PageElement, bool]]:
    """Every element of a tree as it begins and ends, without recursion: pages nest as deep as they like."""
    waiting: list[tuple[PageElement, bool]] = [(child, True) for child in reversed(soup.contents)]
    while waiting:
        element, begins = waiting.pop()
        yield element, begins
        if begins and isinstance(element, Tag):
            waiting.append((element, False))
            waiting += [(child, True) for child in reversed(element.contents)]
