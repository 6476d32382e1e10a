"""What stays of a page and what goes, each removal with its reason.

Every block is weighed by named evidence; the article is the run of blocks with the largest sum; inside the run only a named
rule removes, and in HTML a block that everything speaks against. A pure function of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urlsplit

from .block import Block
from .closing_list import closing_list_end
from .evidence import evidence_of
from .lines import breaks_off, ends_with_full_stop, ends_with_stop, holds_sentence, is_paragraph
from .reasons import reason
from .rules import RULES
from .run import Run, best_run, capped
from .told_lists import told_end
from .view import View
from .weights import ALONE, FURNITURE_IN_A_ROW, IN_A_ROW, WEIGHTS

EVERY = "every block"  # the weight that each block has before anything is known of it
IN_DUMPS = {name: pair[0] for name, pair in WEIGHTS.items()}
IN_HTML = {name: pair[1] for name, pair in WEIGHTS.items()}
RULE_NAMES = frozenset(name for name, _ in RULES)
# What stands in the middle of articles as often as at their ends.
FURNITURE = frozenset([
    "advertisement", "subscribe form", "share bar", "navigation", "photo caption", "editor's note", "reader service", "said twice",
    "date line", "appeal for support",
])  # fmt: skip
LEAST_KEPT = 1 / 3  # share of the words of unruled paragraphs: if less would stay, the run is not to be believed
TWIN = ALONE + WEIGHTS["said twice"][1] + WEIGHTS["repeated"][1]  # a second telling with less is in a list of other stories
LEAST_BETTER = 6  # by how much a block must be better to be kept alone
NEARLY = 30  # below the best sum, about a paragraph: another end with as much is nearly as likely
VALLEY = 20  # by which the blocks between the two ends must speak against the article
OTHER_END = 30  # words by which that end must differ
SHORTEST_OPENING = 8  # words
ON_TOPIC = 0.2  # share of its content words that other paragraphs hold
LONGEST_HEAD = 6  # blocks between headline and body that may be a standfirst with its bullets


class Weighed(NamedTuple):
    """One block and what was found about it.

    evidence  (name, weight) pairs, in the order they were looked for
    sum       of the weights
    kept      it is part of the article
    why       the rule that took it out, in a reader's words; None if it is kept
    """

    block: Block
    evidence: tuple[tuple[str, int], ...]
    sum: int
    kept: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class Stripped:
    """A page, cut.

    kept           the article's blocks, in page order
    removed        all others with the rule that took each out
    uncertain_end  another end of the article was nearly as likely
    headline       the block that holds the headline, if one was seen; it is among the removed
    head           what stands between headline and first paragraph and is no furniture: candidates for the subtitle, kept or not
    notes          editor's notes and corrections; among the removed
    captions       photo captions inside the article; among the removed
    """

    kept: tuple[Block, ...]
    removed: tuple[tuple[Block, str], ...]
    uncertain_end: bool = False
    headline: Block | None = None
    head: tuple[Block, ...] = ()
    notes: tuple[Block, ...] = ()
    captions: tuple[Block, ...] = ()


def strip(blocks: Sequence[Block], *, title: str | None = None, url: str | None = None, writers: Sequence[str] = ()) -> Stripped:
    """Return what stays and what goes.

    title  what the page's metadata says the headline is
    url    the page's own address: of several articles on one page, the one that carries it is the page's
    writers  whom the page's metadata names as authors, as written
    """
    others = of_other_articles(blocks, url)
    view = View([block for block in blocks if block.number not in others], title, writers)
    weighed = weigh_view(view)
    whys = {one.block.number: one.why for one in weighed.blocks}
    removed = tuple(
        (block, "other article" if block.number in others else whys[block.number] or "")
        for block in blocks
        if block.number in others or whys[block.number] is not None
    )
    return Stripped(
        kept=tuple(one.block for one in weighed.blocks if one.kept),
        removed=removed,
        uncertain_end=weighed.uncertain_end,
        headline=view.blocks[view.headline] if view.headline >= 0 else None,
        head=head_of(view, weighed),
        notes=tuple(block for block, rule in removed if rule == "editor's note"),
        captions=captions_of(view, weighed),
    )


def weigh(blocks: Sequence[Block], title: str | None = None, writers: Sequence[str] = ()) -> tuple[Weighed, ...]:
    """Every block with the evidence about it and what became of it."""
    return weigh_view(View(blocks, title, writers)).blocks


@dataclass(frozen=True, slots=True)
class Weighing:
    blocks: tuple[Weighed, ...]
    run: Run
    uncertain_end: bool


def weigh_view(view: View) -> Weighing:
    is_html = any(block.from_html for block in view.blocks)
    names = [(EVERY, *evidence_of(block, view)) for block in view.blocks]
    weight_of = IN_HTML if is_html else IN_DUMPS
    read = {found: read_names(found, weight_of) for found in dict.fromkeys(names)}  # links of one menu have the same names
    evidence = [read[found][0] for found in names]
    sums = [read[found][1] for found in names]
    rules = [read[found][2] for found in names]
    weights = capped(sums, IN_A_ROW[is_html], [rule in FURNITURE for rule in rules], FURNITURE_IN_A_ROW, view.dumped_comments_begin)
    run = best_run(weights)
    alone = ALONE if is_html else None
    if keeps_too_little(view, run, rules, sums):
        run = Run(0, len(view.blocks), run.sum)
    listed = run.end  # from there on, if anything, items of a list that belongs to the article: short, and weak one by one
    end = closing_list_end(view.blocks, rules, run.end)
    end = told_end(view, rules, end)
    run = replace(run, end=end) if run.sum else run
    weighed = []
    reasons: dict[tuple[tuple[str, ...], str], str] = {}
    for place, block in enumerate(view.blocks):
        why = rules[place]
        if why is None and not run.begin <= place < run.end and not is_opening_sentence(view, place, run.begin):
            where = "before the article" if place < run.begin else "after the article"
            why = reasons.get((names[place], where))
            if why is None:
                why = reasons[names[place], where] = reason(evidence[place], where)
        elif why is None and is_bare_standfirst(view, place):
            why = "standfirst"
        elif why is None and alone is not None and sums[place] < alone and place < listed:
            why = reason(evidence[place], "beside the article")
        weighed.append(Weighed(block, evidence[place], sums[place], why is None, why))
    tell_once(view, run, weighed)
    if not any(one.kept for one in weighed):
        keep_something(weighed)
    return Weighing(tuple(weighed), run, is_uncertain(view, run, weights))


def read_names(names: tuple[str, ...], weight_of: Mapping[str, int]) -> tuple[tuple[tuple[str, int], ...], int, str | None]:
    """The names with their weights, the sum of these, and the rule among the names."""
    evidence = tuple([(name, weight_of[name]) for name in names])
    return evidence, sum([weight for _, weight in evidence]), next((name for name in names if name in RULE_NAMES), None)


def tell_once(view: View, run: Run, weighed: list[Weighed]) -> None:
    """Keep the second telling of what is said twice where the first stands outside the article."""
    for place in range(run.begin, run.end):
        if weighed[place].why == "said twice":
            first = view.first_place[view.plain(view.blocks[place])]
            if first < place and not weighed[first].kept and weighed[place].sum >= TWIN:
                weighed[place] = weighed[place]._replace(kept=True, why=None)
                why = "standfirst repeated" if view.headline < first < view.first_paragraph else "said twice"
                weighed[first] = weighed[first]._replace(kept=False, why=why)


def keep_something(weighed: list[Weighed]) -> None:
    """Where every block has something against it (a video with a line of text), keep those that have least."""
    unruled = [place for place, one in enumerate(weighed) if one.why not in RULE_NAMES]
    unruled = [place for place in unruled if weighed[place].block.words >= 4] or unruled
    if not unruled:
        return
    least = max(weighed[place].sum for place in unruled) - LEAST_BETTER
    for place in unruled:
        if weighed[place].sum >= least:
            weighed[place] = weighed[place]._replace(kept=True, why=None)


def keeps_too_little(view: View, run: Run, rules: Sequence[str | None], sums: Sequence[int]) -> bool:
    """True where most words of paragraphs that nothing speaks against would go; readers' comments may be longer than the story."""
    end = view.comments_begin if view.comments_begin >= 0 else len(view.blocks)
    words = [
        block.words if rule is None and weight > 0 and place < end and is_paragraph(block) else 0
        for place, (block, rule, weight) in enumerate(zip(view.blocks, rules, sums, strict=True))
    ]
    return sum(words[run.begin : run.end]) < LEAST_KEPT * sum(words)


def is_bare_standfirst(view: View, place: int) -> bool:
    """In a dump, a line without a full stop between headline and first paragraph: a standfirst or one of its bullets."""
    block = view.blocks[place]
    return (
        not block.from_html
        and 0 <= view.headline < place < min(view.first_paragraph, view.headline + LONGEST_HEAD)
        and bool(view.paragraphs)
        and not ends_with_stop(block.text)
        and not holds_sentence(block.text)
    )


def is_opening_sentence(view: View, place: int, begin: int) -> bool:
    """In a dump, a sentence between headline and article that bylines and captions cut off from it: its first paragraph."""
    block = view.blocks[place]
    return (
        not block.from_html
        and 0 <= view.headline < place < min(begin, view.headline + LONGEST_HEAD)
        and block.words >= SHORTEST_OPENING
        and ends_with_full_stop(block.text)
        and not breaks_off(block.text)
        and view.topic_share(place) >= ON_TOPIC
        and not view.is_within_another(view.plain(block))
    )


def is_uncertain(view: View, run: Run, weights: Sequence[int]) -> bool:
    """True where another end, before or behind a stretch that speaks against the article, has nearly the same sum.

    Without such a stretch every paragraph but the last would be nearly as good an end in a long article.
    """
    words = list(accumulate((block.words for block in view.blocks), initial=0))
    sums = list(accumulate(weights[run.begin :], initial=0))  # sums[n]: of the n blocks from the beginning of the run
    end = run.end - run.begin
    for places in (range(end + 1, len(sums)), range(end - 1, 0, -1)):
        valley = sums[end]
        for place in places:
            valley = min(valley, sums[place])
            if (
                sums[place] >= run.sum - NEARLY
                and sums[place] - valley >= VALLEY
                and abs(words[run.begin + place] - words[run.end]) >= OTHER_END
            ):
                return True
    return False


def head_of(view: View, weighing: Weighing) -> tuple[Block, ...]:
    """What could be the standfirst: lines below the headline and above the first paragraph that are no furniture."""
    begin = view.headline + 1
    if not begin or view.first_paragraph - begin > 3 * LONGEST_HEAD:
        return ()
    found = [one.block for one in weighing.blocks[begin : view.first_paragraph + 1] if could_be_standfirst(view, one)]
    return tuple(found[:LONGEST_HEAD])


def could_be_standfirst(view: View, one: Weighed) -> bool:
    block = one.block
    if one.why in ("standfirst", "standfirst repeated") or "standfirst" in block.own_cues:
        return True
    if one.why not in (None, "before the article", "beside the article") or block.words < 4 or block.link_share > 0.5:
        return False
    if view.place(block) == view.first_paragraph:
        return False
    return block.is_heading or not ends_with_stop(block.text) or (block.from_html and not view.is_beside_text(block))


def captions_of(view: View, weighing: Weighing) -> tuple[Block, ...]:
    """Captions from the headline to the end of the article; those of other stories' pictures stand elsewhere."""
    begin = min(weighing.run.begin, view.headline + 1) if view.headline >= 0 else weighing.run.begin
    return tuple(one.block for one in weighing.blocks[begin : weighing.run.end] if one.why == "photo caption")


def of_other_articles(blocks: Sequence[Block], url: str | None) -> frozenset[int]:
    """Numbers of the blocks of every <article> with another address, where the page's own address is one of its articles'."""
    if url is None:
        return frozenset()
    paths = {block.address: path_of(block.address) for block in blocks if block.address is not None}
    own = path_of(url)
    if own not in paths.values():
        return frozenset()
    return frozenset(block.number for block in blocks if block.address is not None and paths[block.address] != own)


def path_of(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return address
