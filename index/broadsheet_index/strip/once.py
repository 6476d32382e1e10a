"""A property computed when first asked for, then kept: functools.cached_property without its lock.

Python 3.11 locks at every first access; for 170 blocks a page and two properties each that was a fiftieth of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801 - reads as a decorator
    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, instance: Any, owner: type | None = None) -> Value:
        value = instance.__dict__[self.name] = self.compute(instance)
        return value
