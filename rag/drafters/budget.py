"""How many tokens a text takes, without any endpoint's table, and what of a talk fits into so many."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_PIECE = re.compile(r"[A-Za-z]+|[\x00-\x7f]|[^\x00-\x7f]")
_LETTERS_A_TOKEN = 4
_NO_WORD = 20
"""Letters from which a run is no word (base64, hashes): half as many of it go into a token."""
_RARE = 3
"""Tokens of a character beyond the basic plane (emoji, rare Han), which tables spell in bytes."""
_MARK = "……（此处略去{}字）……"
_KEPT_LENGTH = 8_000
"""Characters of the longest text that is kept with its count."""
_LEAST_LEFT = 40
"""Characters of a shortened text, at the least."""


def tokens(text: str) -> int:
    """An estimate on the safe side: a Han character or a sign is a token, of Latin letters four are.

    Tables of today's models (cl100k, o200k, Qwen's, DeepSeek's) need fewer for running text in Chinese or English.
    """
    return _counted(text) if len(text) <= _KEPT_LENGTH else _count(text)


def _count(text: str) -> int:
    return sum(map(_size, _PIECE.findall(text)))


_counted = lru_cache(maxsize=1024)(_count)
"""Cards and what stands first come back with every prompt."""


def _size(piece: str) -> int:
    if piece == " ":  # goes with the word that follows
        return 0
    if len(piece) > 1:
        a_token = _LETTERS_A_TOKEN if len(piece) < _NO_WORD else _LETTERS_A_TOKEN // 2
        return -(-len(piece) // a_token)
    return 1 if piece < "\U00010000" else _RARE


def shortened(text: str, most: int) -> str:
    """The text if it takes at most so many tokens; else its beginning and end, and how much is left out."""
    if tokens(text) <= most:
        return text
    kept = len(text)
    while kept > _LEAST_LEFT and tokens(_ends(text, kept)) > most:
        kept = kept * 3 // 4
    return _ends(text, kept)


def _ends(text: str, kept: int) -> str:
    """So many characters of a text, two of three from its end: what is asked mostly comes last."""
    head = kept // 3
    left_out = len(text) - kept
    return f"{text[:head]}{_MARK.format(left_out)}{text[left_out + head :]}" if left_out > 0 else text


def share(sizes: Iterable[int], room: int) -> int:
    """The most that one of them may take so that all fit, those that need less leaving it to the others."""
    most, waiting = room, sorted(sizes)
    for done, size in enumerate(waiting):
        most = room // (len(waiting) - done)
        if size > most:
            return most
        room -= size
    return max(waiting, default=room)


def fitting(items: Sequence[T], room: int, size: Callable[[T], int]) -> tuple[tuple[T, ...], int]:
    """The items from the first up to the one that does not fit, and the room that is left."""
    for number, item in enumerate(items):
        if size(item) > room:
            return tuple(items[:number]), room
        room -= size(item)
    return tuple(items), room


def outer(items: Sequence[T], room: int, size: Callable[[T], int]) -> tuple[int, int]:
    """How many of the items fit from the beginning, for a quarter of the room, and how many from the end."""
    if sum(map(size, items)) <= room:
        return len(items), 0
    end, left = fitting(items[::-1], room * 3 // 4, size)
    begin, _ = fitting(items[: len(items) - len(end)], left + room - room * 3 // 4, size)
    return len(begin), len(end)
