"""Words that are nearly the same: a letter wrong, missing, too many, or two in the wrong order."""

from __future__ import annotations

from collections.abc import Iterable

LONG = 8  # letters from which two mistakes are let pass
SHORT = 4  # letters below which none is


def allowed(word: str) -> int:
    """How many mistakes a word of this length may hold."""
    return 0 if len(word) < SHORT else 1 if len(word) < LONG else 2


def is_near(a: str, b: str, most: int) -> bool:
    """Whether at most so many letters are wrong, missing, too many or swapped.

    >>> is_near("naryskin", "naryshkin", 1), is_near("bidne", "biden", 1), is_near("biden", "borden", 1)
    (True, True, False)
    """
    if abs(len(a) - len(b)) > most:
        return False
    before: list[int] = []
    row = list(range(len(b) + 1))
    for at, letter in enumerate(a, 1):
        new = [at]
        for k, other in enumerate(b, 1):
            best = min(row[k] + 1, new[k - 1] + 1, row[k - 1] + (letter != other))
            if at > 1 and k > 1 and letter == b[k - 2] and a[at - 2] == other:
                best = min(best, before[k - 2] + 1)
            new.append(best)
        if min(new) > most:
            return False
        before, row = row, new
    return row[-1] <= most


def letters(word: str) -> int:
    """Which letters a word has, as bits: of two near words few differ, so most others need not be compared.

    >>> (letters("abba") ^ letters("abc")).bit_count()
    1
    """
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def near_words(wanted: str, words: Iterable[tuple[str, int]]) -> list[str]:
    """Those of some words, each with its `letters`, that are near one."""
    most, bits, size = allowed(wanted), letters(wanted), len(wanted)
    if not most:
        return []
    return [
        word
        for word, has in words
        if -most <= len(word) - size <= most and (bits ^ has).bit_count() <= 2 * most and is_near(wanted, word, most)
    ]
