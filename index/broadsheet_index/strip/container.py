"""Where an HTML page keeps its article: the container that holds most good words, and how far each block is from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import eq

from .block import Block
from .lines import SENTENCE_WORDS, ends_with_stop

MOST_LINKED = 0.4  # share of a good block that may lie in links
LONG = 30  # words that make a good block without a full stop
UNLIKELY = frozenset(["nav", "footer", "comment", "legal"])
PAGE_PARTS = frozenset(["nav", "footer"])  # of the unlikely, those that a live blog's posts are called too
UNLIKELY_TAGS = frozenset(["nav", "footer"])
SEVERAL = 1.3  # times the good words that the container around the best one must hold to be taken instead
HIGHEST = 5  # steps up to it
AMBIENT = 0.7  # share of the good words that have a cue which then says nothing: the article itself has it
PARAGRAPH_TAGS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "blockquote", "dd", "dt"])


def good_words(block: Block) -> int:
    """Words of a block that reads like an article; a quarter of them where the page calls it something else."""
    if block.words < SENTENCE_WORDS or block.link_share >= MOST_LINKED:
        return 0
    if not ends_with_stop(block.text) and block.words <= LONG:
        return 0
    return block.words // 4 if is_unlikely(block) else block.words


def any_words(block: Block) -> int:
    """Words of any block outside of links and unlikely elements: what is left to go by on a page of lists or short lines."""
    return 0 if block.link_share >= MOST_LINKED or is_unlikely(block) else block.words


def is_unlikely(block: Block) -> bool:
    return block.hidden or not UNLIKELY.isdisjoint(block.cues) or not UNLIKELY_TAGS.isdisjoint(block.tags)


@dataclass(frozen=True)
class Container:
    """The article's container.

    path       numbers of the elements around it and its own, outermost first; () in a dump
    depth      steps down from it to most of its paragraphs: 1, more where they stand in groups
    ambient    cues that most of its good words have around them, and which therefore speak against none
    ambient_tags the same of tags
    likeness   share of its good words that stand in elements of this signature
    """

    path: tuple[int, ...]
    depth: int
    ambient: frozenset[str]
    ambient_tags: frozenset[str]
    likeness: dict[str, float]

    def steps(self, block: Block) -> tuple[int, int]:
        """Steps up from the container to the innermost element that holds both, and from there down to the block.

        One step down leads to where most paragraphs stand, however deep that is.
        """
        mine, its = self.path, block.path
        shared = len(mine)
        if mine and (len(its) < shared or its[shared - 1] != mine[-1]):
            shared = sum(map(eq, mine, its))  # an element's number is its own: below the first that differs, all do
        up, down = len(mine) - shared, len(its) - shared
        return up, down if up else max(0, down - self.depth + 1)


def signature(block: Block) -> str:
    return f"{'/'.join(block.tags[-2:])} {block.signature}"


def find_container(blocks: Sequence[Block], good: Sequence[int]) -> Container:
    """Return the container with most good words, or the one around it where the article stands in several."""
    groups: dict[tuple[int, ...], list[int]] = {}  # of its own blocks: words, in links, good, surely good
    for block, own in zip(blocks, good, strict=True):
        if block.path:
            path = block.path[:-1] if block.tag in PARAGRAPH_TAGS and len(block.path) > 1 else block.path
            group = groups.setdefault(path, [0, 0, 0, 0])
            group[0] += block.words
            group[1] += int(block.words * block.link_share)
            group[2] += own
            group[3] += own if own == block.words or not PAGE_PARTS.isdisjoint(block.cues) else 0
    if not groups:
        return Container((), 1, frozenset(), frozenset(), {})
    path = best_path(groups)
    inside = [(block, own) for block, own in zip(blocks, good, strict=True) if own and path[-1] in block.path]
    total = sum(own for _, own in inside) or 1
    cues: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    likeness: Counter[str] = Counter()
    depths: Counter[int] = Counter()
    for block, own in inside:
        depths[len(block.path) - len(path)] += own
        likeness[signature(block)] += own
        for cue in block.cues:
            cues[cue] += own
        for tag in set(block.tags):
            tags[tag] += own
    return Container(
        path,
        max(1, depths.most_common(1)[0][0]) if depths else 1,
        frozenset(cue for cue, count in cues.items() if count >= AMBIENT * total),
        frozenset(tag for tag, count in tags.items() if count >= AMBIENT * total),
        {name: count / total for name, count in likeness.items()},
    )


def best_path(groups: dict[tuple[int, ...], list[int]]) -> tuple[int, ...]:
    """Path of the best container: all good words of its own paragraphs count, half of those one deeper, a quarter below.

    Where the article stands in several such containers, the one around them all is taken.
    """
    scores: dict[int, float] = defaultdict(float)
    words: defaultdict[int, int] = defaultdict(int)
    linked: defaultdict[int, int] = defaultdict(int)
    inside: defaultdict[int, int] = defaultdict(int)
    paths: dict[int, tuple[int, ...]] = {}
    # Only elements that hold good words are ever compared; most of a page's are menus.
    worthy = {path for path, group in groups.items() if group[2]} or groups.keys()
    compared = frozenset().union(*worthy)
    for path, (count, in_links, own, sure) in groups.items():
        for number in path:
            if number not in compared:
                break  # and neither is any element within it
            words[number] += count
            linked[number] += in_links
            inside[number] += sure
        if path not in worthy:
            continue
        for depth in range(min(3, len(path))):
            number = path[-1 - depth]
            scores[number] += own / 2**depth
            paths.setdefault(number, path[: len(path) - depth])
    best = max(scores, key=lambda number: scores[number] * (1 - linked[number] / (words[number] + 1)))
    path = paths[best]
    for up in range(1, min(HIGHEST, len(path) - 1) + 1):
        around = path[-1 - up]
        if inside[around] > SEVERAL * inside[best] and linked[around] < MOST_LINKED * words[around]:
            return path[: len(path) - up]
    return path
