"""A file of named arrays: written once, synced, mapped by readers.

    magic | array, padded to 64 bytes | array ... | directory (JSON) | length of the directory (8 bytes), magic

The directory gives type, offset, number of elements and crc32 of each array, and what else the segment says of itself. Its own
SHA-256 stands in the generation's manifest, so that whoever trusts the manifest can check every byte. Nothing is pickled.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

MAGIC = b"BSEG0004"
ALIGNED = 64  # bytes: a cache line, and more than any type needs
TAIL = struct.Struct("<Q8s")
TYPES = frozenset(["|u1", "<u2", "<u4", "<u8", "<i4", "<i8"])  # and |S of any width


class Damaged(ValueError):
    """A file of an index is not what was written."""


@dataclass(frozen=True, slots=True)
class Written:
    """size in bytes; digest: SHA-256 of the directory, hexadecimal."""

    size: int
    digest: str


def narrowest(values: npt.ArrayLike) -> Array:
    """Whole numbers from 0 in the smallest unsigned type that holds the largest of them.

    >>> narrowest([1, 300]).dtype, narrowest([]).dtype
    (dtype('uint16'), dtype('uint8'))
    """
    array = np.asarray(values)
    return array.astype(unsigned_for(int(array.max()) if array.size else 0), copy=False)


def unsigned_for(largest: int) -> np.dtype[Any]:
    """The smallest unsigned type that holds a number."""
    return np.dtype(np.uint8 if largest < 1 << 8 else np.uint16 if largest < 1 << 16 else np.uint32 if largest < 1 << 32 else np.uint64)


@dataclass(frozen=True, slots=True)
class Chunks:
    """An array that is made piece by piece while it is written, after those that stand before it."""

    kind: np.dtype[Any]
    pieces: Iterable[Array]


def write_arrays(path: Path, arrays: Mapping[str, Array | Chunks], about: Mapping[str, Any]) -> Written:
    """Write aside, sync, rename. The caller syncs the folder."""
    directory: dict[str, list[Any]] = {}
    aside = path.with_name(path.name + ".new")
    with aside.open("wb", buffering=1 << 20) as file:
        file.write(MAGIC)
        at = len(MAGIC)
        for name, array in arrays.items():
            padding = -at % ALIGNED
            file.write(b"\0" * padding)
            at += padding
            kind, pieces = (array.kind, array.pieces) if isinstance(array, Chunks) else (array.dtype, (array,))
            size = check = 0
            for piece in pieces:
                content = np.ascontiguousarray(piece, kind).view(np.uint8).reshape(-1).data if piece.size else b""
                file.write(content)
                check = zlib.crc32(content, check)
                size += piece.size
            directory[name] = [kind.str, at, size, check]
            at += size * kind.itemsize
        told = json.dumps({"arrays": directory, "about": about}, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        file.write(told)
        file.write(TAIL.pack(len(told), MAGIC))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return Written(at + len(told) + TAIL.size, hashlib.sha256(told).hexdigest())


class ArrayFile:
    """A mapped file. Arrays are views of it; it is unmapped when the last of them is gone."""

    def __init__(self, path: Path, expected: Written) -> None:
        """Raises Damaged where size or directory are not as expected, FileNotFoundError."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size != expected.size:
                raise Damaged(f"{path.name}: {size} bytes, {expected.size} were written")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, magic = TAIL.unpack(self._map[-TAIL.size :])
        if magic != MAGIC or length > size:
            raise Damaged(f"{path.name}: does not end as it was written")
        told = self._map[-TAIL.size - length : -TAIL.size]
        if hashlib.sha256(told).hexdigest() != expected.digest:
            raise Damaged(f"{path.name}: its directory is not the one that was written")
        read = json.loads(told.decode("utf-8", "surrogatepass"))
        self.path = path
        self.about: dict[str, Any] = read["about"]
        self._directory: dict[str, list[Any]] = read["arrays"]
        self._arrays: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def names(self) -> list[str]:
        return list(self._directory)

    def size_of(self, name: str) -> int:
        """Bytes of an array in the file."""
        kind, _, number, _ = self._directory[name]
        return int(np.dtype(kind).itemsize * number)

    def get(self, name: str) -> Array:
        """(n,) read-only. Raises KeyError where the segment has no such array."""
        array = self._arrays.get(name)
        if array is None:
            kind, at, number, _ = self._directory[name]
            if kind not in TYPES and not kind.startswith("|S"):
                raise Damaged(f"{self.path.name}: {name} is of type {kind}")
            array = self._arrays[name] = np.frombuffer(self._map, kind, number, at) if number else np.zeros(0, kind)
        return array

    def blob(self, name: str) -> memoryview:
        """An array of bytes as they lie in the file; slices of it copy nothing."""
        _, at, number, _ = self._directory[name]
        return memoryview(self._map)[at : at + number]

    def damage(self) -> list[str]:
        """Names of the arrays whose bytes are not those that were written: reads the whole file."""
        wrong = [] if self._map[: len(MAGIC)] == MAGIC else ["magic"]
        end = len(MAGIC)
        for name, (_, at, _, told) in self._directory.items():
            content = memoryview(self._map)[at : at + self.size_of(name)]
            if zlib.crc32(content) != told or any(self._map[end:at]):  # the padding before it as well
                wrong.append(name)
            end = at + len(content)
        return wrong
