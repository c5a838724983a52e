"""Where a match of a regular expression can begin, for expressions of hundreds of words.

Python tries the alternatives of an expression one by one at every character. Most characters begin none of
them, and the commonest (我, 您, a Latin letter) do so only before certain others: a look ahead at what a match
can begin with makes the search of a reply several times as fast.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_ANY = "\uffff"
"""Stands for a character that may be any; itself it is none."""
_NOTHING = frozenset(("", _ANY))
"""What says nothing of a second character: that there need be none, or that it may be any."""
_EACH = r"[\s\S]"
_CATEGORIES = {op.CATEGORY_DIGIT: "\ufdd0", op.CATEGORY_SPACE: "\ufdd1"}
"""What stands for the digits of all scripts and for white space."""
_WRITTEN = str.maketrans({"\ufdd0": r"\d", "\ufdd1": r"\s"})
_WIDEST = 64
"""Characters of a range that are looked at one by one."""
_COMMON = frozenset(
    "您的我不费是退了一给们回运好就到可货以这寄有请下没来发收用天个你要出单上款付问邮看在亲会话题先包后系自都能担件过由已哦理"
    "们不有就都也到这那个好在可要会来去说看没请给为帮亲,abcdefghijklmnopqrstuvwxyz"
)
"""Characters that stand in most replies: where one begins a match, the character after it is looked at too."""


def guarded(source: str) -> str:
    """An expression that finds what `source` finds, passing over the places where no match can begin."""
    return _behind(beginnings(source), source)


def guarded_kinds(kinds: Mapping[str, str]) -> str:
    """Alternatives by name as one expression; each is tried only where it can begin, told by one character.

    The look ahead at two stands before them all: one in each would be slower to compile than it saves.
    """
    heads = {kind: beginnings(words) for kind, words in kinds.items()}
    firsts = {kind: {head[:1] for head in heads[kind]} for kind in kinds}
    named = "|".join(f"(?P<{kind}>{_behind(firsts[kind], words)})" for kind, words in kinds.items())
    return _behind(frozenset().union(*heads.values()), named)


def _behind(heads: Iterable[str], source: str) -> str:
    """The expression behind a look ahead at the heads its matches have."""
    seconds: defaultdict[str, set[str]] = defaultdict(set)
    for head in heads:
        seconds[head[:1]].add(head[1:])
    if "" in seconds or not seconds[_ANY].isdisjoint(_NOTHING):
        return source
    pairs = {char: after for char, after in seconds.items() if char in _COMMON and after.isdisjoint(_NOTHING)}
    alone = seconds.keys() - pairs.keys() - {_ANY}
    ways = [_class(alone)] if alone else []
    ways += [re.escape(char) + _class(after) for char, after in sorted(pairs.items())]
    if seconds[_ANY]:
        return f"(?={'|'.join([*ways, _EACH + _class(seconds[_ANY])])})(?:{source})"
    first = f"(?={_class(alone | pairs.keys())})" if pairs else ""
    return f"{first}(?={'|'.join(ways)})(?:{source})"


def _class(chars: Iterable[str]) -> str:
    return "[" + re.escape("".join(sorted(chars))).translate(_WRITTEN) + "]"


def beginnings(source: str) -> frozenset[str]:
    """The first two characters that a match can have: fewer where it can be that short; U+FFFF for any."""
    return frozenset(_heads(_parser.parse(source)))


def _heads(nodes: Iterable[tuple[Any, Any]]) -> set[str]:
    heads = {""}
    for kind, value in nodes:
        if all(len(head) == 2 for head in heads):
            break
        heads = _joined(heads, _of_part(kind, value))
    return heads


def _joined(heads: set[str], tails: set[str]) -> set[str]:
    whole = {head for head in heads if len(head) == 2}
    return whole | {(head + tail)[:2] for head in heads - whole for tail in tails}


def _of_part(kind: Any, value: Any) -> set[str]:
    if kind in {op.AT, op.ASSERT, op.ASSERT_NOT}:
        return {""}
    if kind is op.SUBPATTERN:
        return _heads(value[3])
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT}:
        least, most, repeated = value
        once = _heads(repeated)
        often = once | _joined(once, once) if most > 1 else once
        return often | {""} if least == 0 else often
    if kind is op.BRANCH:
        return set().union(*map(_heads, value[1]))
    if kind in {op.IN, op.LITERAL, op.NOT_LITERAL, op.ANY}:
        return _one_of(value if kind is op.IN else [(kind, value)])
    return {"", _ANY, _ANY + _ANY}


def _one_of(members: Iterable[tuple[Any, Any]]) -> set[str]:
    chars: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            chars.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < _WIDEST:
            chars.update(map(chr, range(value[0], value[1] + 1)))
        elif value in _CATEGORIES:
            chars.add(_CATEGORIES[value])
        else:
            return {_ANY}
    return chars
