"""Texts cut into pieces for the page: what is said anew, no longer said, and what the rules found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_ALIKE = 0.3
"""Texts that share less are told apart as wholes."""
_BRIDGE = 2
"""Characters that stay the same between two changes and are marked with them, lest the text be confetti."""
_TOKEN = re.compile(r"[A-Za-z]+|\d[\d.,:]*|\s+|.", re.DOTALL)

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A piece of a text."""

    text: str
    changed: bool = False
    found: bool = False


def pieces(text: str, changed: Sequence[Span] = (), found: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """A text cut at the edges of spans."""
    edges = sorted({0, len(text), *(edge for span in (*changed, *found) for edge in span)})
    cut = pairwise(edges)
    return tuple(Piece(text[a:b], _covered(a, b, changed), _covered(a, b, found)) for a, b in cut)


def _covered(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(low <= start and end <= high for low, high in spans)


def spans_of(findings: Sequence[str], text: str) -> tuple[Span, ...]:
    """Where the words of findings (`rule: the words`) stand."""
    words = [finding.partition(": ")[2] for finding in findings]
    found = [(text.find(one), len(one)) for one in words if one]
    return tuple((at, at + length) for at, length in found if at >= 0)


def changed(before: str, now: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans that are only in the one and only in the other; none where hardly anything is shared."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return (), ()
    kept = [block for block in matcher.get_matching_blocks() if block.size]
    return (
        tuple(_others(old, [(block.a, block.size) for block in kept])),
        tuple(_others(new, [(block.b, block.size) for block in kept])),
    )


def _others(tokens: Sequence[str], kept: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Characters outside the blocks of tokens that are kept; a short block between two others goes with them."""
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    start = 0
    for at, size in kept:
        low, high = offsets[at], offsets[at + size]
        inner = start < low and high < offsets[-1]
        if inner and high - low < _BRIDGE:
            continue
        if start < low:
            yield start, low
        start = high
    if start < offsets[-1]:
        yield start, offsets[-1]
