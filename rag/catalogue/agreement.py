"""Decides whether a value of the catalogue says yes or no to what a question asks, or leaves it open."""

from __future__ import annotations

import re
from typing import Literal

from rag.catalogue.values import ABROAD, MATERIALS, ORIGINS, UNITS, Families

Agreement = Literal["yes", "no", "open"]

WHICH = re.compile(r"什么|啥|哪|多[大长高宽厚重少久]|几|怎么|还是|\b(?:how|what|which|where|when)\b")
_YES_OR_NO = re.compile(
    r"[吗么嘛吧不没]\W*$|[吗嘛]|是不是|是否|有没有|能不能|可不可以|会不会|能否|(.)不\1"
    r"|\b(?:is|are|does|do|can|will|has|have|was)\b.*\??"
)
_NEUTRAL = re.compile(r"是不是|是否|有没有|能不能|可不可以|会不会|能否|(.)不\1|[不没]\W*$")
DENYING = re.compile(r"不(?![锈粘沾])|没|n't\b|\bnot\b")
_MEASURED = re.compile(
    r"能|够|可以|以上|以下|超过|至少|最多|不到|左右|大概|\b(?:at least|more|less|over|under|enough)\b"
)
"""What makes a quantity in a question a wish or a bound: 能装500ml吗 is not 是500ml吗."""
TRUE = re.compile(r"^(?:是|有|支持|可以?用?|能用?|带|含|yes|true|supported|included)(?:的|\W|$)")
FALSE = re.compile(r"^(?:否|无|没有|不(?:是|支持|可以?用?|能用?|带|含)?|禁止|no|false|not .*)(?:的|\W|$)")
REFUSED = re.compile(r"^(?:不(?:可以?|能|宜|支持|适合)|禁止?|勿|请勿|避免|not for |no )")
PIECES = re.compile(r"[、,;/|\s]+|和|及|与|\band\b")
PURE = re.compile(r"纯|全|100 ?%|百分(?:之)?百|\b(?:pure|all|100)\b")
_PART = re.compile(r"(?<!\d)(?!100)\d+(?:\.\d+)? ?%")
GRADE = re.compile(r"(?<!\d)\d{3}(?!\d|ml|g|w|v|毫|克|厘|cm|mm|l)")
QUANTITY = re.compile(rf"(\d+(?:\.\d+)?) ?({'|'.join(sorted(UNITS, key=len, reverse=True))})(?![a-z])")


def yes_or_no(words: str) -> bool:
    """Whether a question can be answered with yes or no."""
    return _YES_OR_NO.search(words) is not None and WHICH.search(words) is None


def denied(words: str) -> bool:
    """Whether a question denies what it asks for: 不是不锈钢的吧."""
    return DENYING.search(_NEUTRAL.sub("", words)) is not None


def agreement(words: str, value: str, kinds: Families | None = None, named: bool = False) -> Agreement:
    """Whether a value says yes or no; both folded, the question without the product's own noun.

    `kinds`: of the property's values; `named`: whether the question names the attribute.
    """
    if not yes_or_no(words) or denied(words):
        return "open"
    if named and (TRUE.search(value) or FALSE.search(value)):
        return "yes" if TRUE.search(value) else "no"
    if kinds:
        return _by_kind(kinds, words, value)
    measured = _by_quantity(words, value)
    return measured if measured != "open" else _by_piece(words, value)


def kinds_in(kinds: Families, text: str) -> set[str]:
    """The kinds that a text names."""
    return {kind for kind, pattern in kinds.items() if pattern.search(text)}


def quantities(text: str) -> list[tuple[str, float]]:
    """What is measured, and how much of the smallest unit."""
    return [(UNITS[unit][0], float(number) * UNITS[unit][1]) for number, unit in QUANTITY.findall(text)]


def pieces(value: str) -> list[str]:
    """The single values of a list, without what refuses them."""
    parts = (REFUSED.sub("", part) for part in PIECES.split(value))
    return [part for part in parts if len(part) > 1]


def names(words: str, piece: str) -> bool:
    """Whether a question names a value: a Latin one as words of its own."""
    if not piece.isascii():
        return piece in words
    return len(piece) > 2 and re.search(rf"(?<![a-z0-9]){re.escape(piece)}(?![a-z0-9])", words) is not None


def _by_kind(kinds: Families, words: str, value: str) -> Agreement:
    """By kinds that exclude each other: what is of glass is not of steel."""
    asked, known = kinds_in(kinds, words), kinds_in(kinds, value)
    if kinds is ORIGINS and not asked and ABROAD.search(words) and known:
        return "no" if known == {"china"} else "yes"
    grade = GRADE.search(words) if kinds is MATERIALS else None
    if grade and GRADE.search(value) and not asked - known:
        return "yes" if grade.group() in value else "no"
    if not asked or not known or grade:
        return _by_piece(words, value)
    if not asked & known:
        return "no"
    if asked - known:
        return "open"
    return _by_purity(value, known) if kinds is MATERIALS and PURE.search(words) else "yes"


def _by_purity(value: str, known: set[str]) -> Agreement:
    """Asked whether it is all of one thing."""
    if len(known) > 1 or _PART.search(value):
        return "no"
    return "yes" if PURE.search(value) else "open"


def _by_quantity(words: str, value: str) -> Agreement:
    """By a quantity of the same dimension; a range holds what lies in it."""
    asked, known = quantities(words), quantities(value)
    if len(asked) != 1 or _MEASURED.search(_NEUTRAL.sub("", words)):
        return "open"
    dimension, size = asked[0]
    sizes = [other for kind, other in known if kind == dimension]
    if any(abs(size - other) < size / 100 for other in sizes):
        return "yes"
    return "no" if len(sizes) == 1 else "open"


def _by_piece(words: str, value: str) -> Agreement:
    """By a value that the question names: refused, or there."""
    for part in PIECES.split(value):
        plain = REFUSED.sub("", part)
        if len(plain) > 1 and names(words, plain):
            return "yes" if plain == part else "no"
    return "open"
