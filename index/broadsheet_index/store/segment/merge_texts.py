"""The texts of several segments as those of one: what is packed stays as it is, what is not is packed where it has become much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .file import Array, Chunks, narrowest, unsigned_for
from .packing import SAMPLES, SHORT, Packer, packer_for
from .runs import offsets, sizes
from .texts import COLUMNS, StoredTexts, packed_arrays

CHUNK = 1 << 22  # bytes or words that are copied together


def kept_pieces(array: Array, starts: Array, kept: Array) -> Iterator[Array]:
    """What items hold that are kept; item i holds array[starts[i]:starts[i + 1]]; neighbours in one piece."""
    edges = np.diff(np.concatenate(([False], kept, [False])).astype(np.int8)).nonzero()[0].tolist()
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        last = int(starts[b])
        for first in range(int(starts[a]), last, CHUNK):
            yield array[first : min(first + CHUNK, last)]


class MergedTexts:
    """parts: of each segment its texts, None where it has none in the field, and (n,) which of its articles are kept."""

    def __init__(self, parts: Sequence[tuple[StoredTexts | None, Array]]) -> None:
        self._all = parts
        self._held = [(texts, kept) for texts, kept in parts if texts is not None]
        self._dictionaries = list(dict.fromkeys(one for texts, _ in self._held for one in texts.dictionaries))
        self._to_pack = [_unpacked(texts) & kept for texts, kept in self._held]
        self._packer = self._made()
        if self._packer:
            self._dictionaries.append(self._packer.dictionary)
        self._sizes = [sizes(texts.starts) for texts, _ in self._held]

    def _made(self) -> Packer | None:
        many = sum(int(some.sum()) for some in self._to_pack)
        step = max(1, many // SAMPLES)
        return packer_for(
            [text for (texts, _), some in zip(self._held, self._to_pack, strict=True) for text in _every(texts, some, step)], step
        )

    def arrays(self, field: str) -> dict[str, Array | Chunks]:
        out: dict[str, Array | Chunks] = {
            f"{field}:text": Chunks(np.dtype(np.uint8), self._text()),
            # What is packed while it is written is not longer than it was.
            f"{field}:text_starts": Chunks(unsigned_for(sum(int(one.sum()) for one in self._sizes)), self._text_starts()),
            f"{field}:value_starts": narrowest(offsets(self._of_articles(lambda texts: sizes(texts.value_starts)))),
        }
        for name in COLUMNS:
            kind = np.result_type(*(getattr(texts, name) for texts, _ in self._held))
            out[f"{field}:{name}"] = Chunks(kind, self._of_values(name))
        out[f"{field}:words"] = narrowest(self._of_articles(lambda texts: texts.counts))
        out[f"{field}:begins"] = Chunks(np.dtype(np.uint16), self._begins())
        turns = self._turns()
        if len(turns):
            out[f"{field}:turns"] = narrowest(turns)
        if self._dictionaries:
            out |= packed_arrays(field, self._packed(), self._dictionaries)
        return out

    def _of_articles(self, of: Callable[[StoredTexts], Array]) -> Array:
        """A column of the articles that are kept, 0 for those of a segment without the field."""
        return np.concatenate([of(texts)[kept] if texts else np.zeros(int(kept.sum()), np.int64) for texts, kept in self._all])

    def _of_values(self, name: str) -> Iterator[Array]:
        for texts, kept in self._held:
            yield from kept_pieces(getattr(texts, name), texts.value_starts, kept)

    def _begins(self) -> Iterator[Array]:
        for texts, kept in self._held:
            yield from kept_pieces(texts.begins, texts.word_starts, kept)

    def _text(self) -> Iterator[Array]:
        for (texts, kept), to_pack, lengths in zip(self._held, self._to_pack, self._sizes, strict=True):
            if self._packer is None or not to_pack.any():
                yield from kept_pieces(texts.all_bytes, texts.starts, kept)
                continue
            for article in kept.nonzero()[0].tolist():
                text = texts.all_bytes[int(texts.starts[article]) : int(texts.starts[article + 1])]
                if to_pack[article]:
                    text = np.frombuffer(self._packer.packed(text.data), np.uint8)
                    lengths[article] = len(text)
                yield text

    def _text_starts(self) -> Iterator[Array]:
        """After `_text`, which says how long each has become."""
        of = {id(texts): lengths for (texts, _), lengths in zip(self._held, self._sizes, strict=True)}
        yield offsets(self._of_articles(lambda texts: of[id(texts)]))

    def _packed(self) -> Array:
        number = {dictionary: at for at, dictionary in enumerate(self._dictionaries, 1)}
        of = {}
        for (texts, _), to_pack in zip(self._held, self._to_pack, strict=True):
            known = np.array([0, *(number[one] for one in texts.dictionaries)])
            held = np.zeros(len(texts.counts), np.int64) if texts.packed is None else known[texts.packed]
            if self._packer:
                held[to_pack] = len(self._dictionaries)
            of[id(texts)] = held
        return self._of_articles(lambda texts: of[id(texts)])

    def _turns(self) -> Array:
        """The words at which 65,536 characters are full, by their new number."""
        found, done = [], 0
        for texts, kept in self._held:
            counts = np.where(kept, texts.counts, 0)
            article = texts.word_starts.searchsorted(texts.turns, "right") - 1
            stays = kept[article]
            found.append((texts.turns - texts.word_starts[article] + offsets(counts)[article] + done)[stays])
            done += int(counts.sum(dtype=np.int64))
        return np.concatenate(found)


def _unpacked(texts: StoredTexts) -> Array:
    """(n,) which texts are long and not packed."""
    long: Array = sizes(texts.starts) > SHORT
    return long if texts.packed is None else long & (texts.packed == 0)


def _every(texts: StoredTexts, some: Array, step: int) -> list[bytes]:
    return [texts.raw(article) for article in some.nonzero()[0][::step].tolist()]

