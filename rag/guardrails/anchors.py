"""What a text must hold for an expression to match it: a set test that spares harmless replies the search.

The expressions of manners begin with the commonest characters there are (您, 我, 不), so that a look ahead at
beginnings spares little. But each of their alternatives holds several pieces, and few replies hold them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import add
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from rag.text import Kinds, Pattern

_COMMON = frozenset("您你妳我们的了是不有就都也到这那个好在可以要会来去说看没请给为帮亲吗吧呢哦什么")
_LARGEST_CLASS = 30
_LARGEST_PRODUCT = 20
_PARTS = 4
_VOWELS = frozenset("aeiouy")

_Nodes = Sequence[tuple[Any, Any]]

_Pieces = frozenset[str]
"""Strings of which every match holds at least one, each cut to a pair of neighbours where it is Chinese."""


class Anchors:
    """The pieces that the alternatives of named expressions need.

    Raises ValueError where an alternative holds no character that it always needs.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._needs: dict[int, _Pieces | None] = {}
        self._trees = [_parser.parse(source) for source in sources.values()]
        self.index: dict[str, set[tuple[str, tuple[_Pieces, ...]]]] = {}
        for name, tree in zip(sources, self._trees, strict=True):
            for first, *others in map(self._requirements, _alternatives(tree)):
                for piece in first:
                    self.index.setdefault(piece, set()).add((name, tuple(others)))
        self.words = tuple(sorted(piece for piece in self.index if piece.isascii()))
        self.pairs = frozenset(self.index).difference(self.words)

    def met(self, text: str, pairs: frozenset[str]) -> Iterator[str]:
        """Names of the expressions that may match a folded text with these characters and pairs of them."""
        found = list(self.pairs & pairs)
        if not pairs.isdisjoint(_VOWELS):
            found += [word for word in self.words if word in text]
        told: set[str] = set()
        for piece in found:
            for name, others in self.index[piece]:
                if name not in told and not any(other.isdisjoint(pairs) for other in others):
                    told.add(name)
                    yield name

    def _requirements(self, nodes: _Nodes) -> list[_Pieces]:
        """What each part of a sequence needs, the rarest first; Latin only where nothing rarer is needed."""
        parts = sorted(self._parts(nodes), key=_frequency)[:_PARTS]
        if not parts:
            raise ValueError("an alternative of the expression holds no character that it always needs")
        return [parts[0], *(part for part in parts[1:] if not any(piece.isascii() for piece in part))]

    def _parts(self, nodes: _Nodes) -> Iterator[_Pieces]:
        """Literals and small classes in a row make one part: all the ways to spell them."""
        run = [""]
        for kind, value in nodes:
            if kind in {op.AT, op.ASSERT, op.ASSERT_NOT}:
                continue
            chars = _class_of(kind, value)
            if chars and len(run) * len(chars) <= _LARGEST_PRODUCT:
                run = [piece + char for piece in run for char in chars]
                continue
            yield from _cut(run)
            run = [""]
            if inner := self._inner(kind, value):
                yield inner
        yield from _cut(run)

    def _inner(self, kind: Any, value: Any) -> _Pieces | None:
        """What a group, a repetition, a choice or a large class needs, worked out once for each."""
        if id(value) not in self._needs:
            self._needs[id(value)] = self._need(kind, value)
        return self._needs[id(value)]

    def _need(self, kind: Any, value: Any) -> _Pieces | None:
        if kind is op.SUBPATTERN:
            return self._rarest_part(value[3])
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
            return self._rarest_part(value[2]) if value[0] else None
        if kind is op.BRANCH:
            branches = [self._rarest_part(branch) for branch in value[1]]
            return None if None in branches else frozenset().union(*(branch or () for branch in branches))
        return frozenset(_class_of(kind, value)) or None

    def _rarest_part(self, nodes: _Nodes) -> _Pieces | None:
        return min(self._parts(nodes), key=_frequency, default=None)


class Anchored(Kinds):
    """Alternatives by name that are looked for only where a text holds what they need."""

    @cached_property
    def anchors(self) -> Anchors:
        """Worked out when the first reply is read."""
        return Anchors(self.kinds)

    @cached_property
    def _singly(self) -> dict[str, Pattern]:
        return {kind: Pattern(words) for kind, words in self.kinds.items()}

    def found_in(self, text: str, pairs: frozenset[str]) -> bool:
        """Whether a folded text, with its characters and pairs of neighbours, holds one of the alternatives."""
        return any(self._singly[kind].search(text) for kind in self.anchors.met(text, pairs))


def pairs_of(text: str) -> frozenset[str]:
    """The characters of a text and its pairs of neighbours."""
    return frozenset(text).union(map(add, text, text[1:]))


def _alternatives(nodes: _Nodes) -> Iterator[_Nodes]:
    """The sequences that an expression chooses from; two choices in a row are not multiplied out."""
    if len(nodes) == 1 and nodes[0][0] is op.SUBPATTERN:
        yield from _alternatives(nodes[0][1][3])
        return
    choices = [at for at, (kind, _) in enumerate(nodes) if kind is op.BRANCH]
    if len(choices) != 1:
        yield nodes
        return
    at = choices[0]
    for branch in nodes[at][1][1]:
        yield from _alternatives([*nodes[:at], *branch, *nodes[at + 1 :]])


def _class_of(kind: Any, value: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.IN and len(value) <= _LARGEST_CLASS and all(one is op.LITERAL for one, _ in value):
        return [chr(code) for _, code in value]
    return []


def _cut(run: list[str]) -> Iterator[_Pieces]:
    if run != [""]:
        yield frozenset(map(_rarest, run))


def _frequency(pieces: _Pieces) -> float:
    return sum(map(_share, pieces))


def _share(piece: str) -> float:
    """About how likely a reply is to hold a piece: a rough order is enough to choose by."""
    if piece.isascii():
        return 0.1 ** max(0, len(piece) - 2) if piece.strip(",.!?") else len(_COMMON)
    return 0.3 ** len(piece) * (0.2 + sum(char in _COMMON for char in piece))


def _rarest(piece: str) -> str:
    """The pair of neighbours (or single character) with the fewest common characters; Latin is kept whole."""
    if piece.isascii():
        return piece
    pairs = [piece[at : at + 2] for at in range(max(1, len(piece) - 1))]
    return min(pairs, key=lambda pair: sum(char in _COMMON for char in pair))
