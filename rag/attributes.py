"""Finds what the catalogue says to a question about a product's property, and whether it says yes or no to it.

Nothing is guessed: where the value neither confirms nor rules out what is asked, it is `open`, and is simply told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rag.attribute_words import ABROAD, MATERIALS, ORIGINS, PROPERTIES, UNITS, Families
from rag.domain import Product
from rag.text import clauses, fold

Agreement = Literal["yes", "no", "open"]

_WHICH = re.compile(r"什么|啥|哪|多[大长高宽厚重少久]|几|怎么|还是|\b(?:how|what|which|where|when)\b")
_YES_OR_NO = re.compile(
    r"[吗么嘛吧不没]\W*$|[吗嘛]|是不是|是否|有没有|能不能|可不可以|会不会|能否|(.)不\1"
    r"|\b(?:is|are|does|do|can|will|has|have|was)\b.*\??"
)
_NEUTRAL = re.compile(r"是不是|是否|有没有|能不能|可不可以|会不会|能否|(.)不\1|[不没]\W*$")
_DENYING = re.compile(r"不(?![锈粘沾])|没|n't\b|\bnot\b")
_MEASURED = re.compile(
    r"能|够|可以|以上|以下|超过|至少|最多|不到|左右|大概|\b(?:at least|more|less|over|under|enough)\b"
)
"""What makes a quantity in a question a wish or a bound: 能装500ml吗 is not 是500ml吗."""
_TRUE = re.compile(r"^(?:是|有|支持|可以?用?|能用?|带|含|yes|true|supported|included)(?:的|\W|$)")
_FALSE = re.compile(r"^(?:否|无|没有|不(?:是|支持|可以?用?|能用?|带|含)?|禁止|no|false|not .*)(?:的|\W|$)")
_REFUSED = re.compile(r"^(?:不(?:可以?|能|宜|支持|适合)|禁止?|勿|请勿|避免|not for |no )")
_PIECES = re.compile(r"[、,;/|\s]+|和|及|与|\band\b")
_NAME_FRAME = re.compile(r"是否|产品|商品|等级|类型|种类|方式|说明|情况|性能|功能")
_PURE = re.compile(r"纯|全|100 ?%|百分(?:之)?百|\b(?:pure|all|100)\b")
_PART = re.compile(r"(?<!\d)(?!100)\d+(?:\.\d+)? ?%")
_GRADE = re.compile(r"(?<!\d)\d{3}(?!\d|ml|g|w|v|毫|克|厘|cm|mm|l)")
_QUANTITY = re.compile(rf"(\d+(?:\.\d+)?) ?({'|'.join(sorted(UNITS, key=len, reverse=True))})(?![a-z])")
_OTHER_MATTER = re.compile(
    r"退|换|[掉褪]|缩水|起球|发(?![热光声烫])|寄|送(?:[货到达上来我点人]|礼)|[配派运]送|货|买|拍|改|(?<!保)修(?!身)|坏|贵|便宜|价|钱|收到|[大小长短]了|(?<!会)偏[大小](?![吗么嘛不])|色差|\b(?:return|refund|ship|price|cost)"
)
"""What a clause is about instead: 黑色的能退吗 asks for no colour."""
_WONDERING = re.compile(r"介绍|告诉|知道|了解|请?问|看看|\b(?:tell|know)\b")
_SHORT = 8
"""Characters of a clause that needs no question word to be one: 面料成分呢."""
_FRAME = re.compile(
    r"请问|这[个款件双台只条种]?|那[个款件双台只条种]?|你们?|您|亲|一下|可以|能|会|是|有|带|支持|[吗么嘛吧呢呀啊的了不没]|\W"
)


@dataclass(frozen=True)
class Attribute:
    """What the catalogue says; `name` is empty where the product's name or a selling point says it."""

    name: str
    value: str
    agrees: Agreement


def attributes_asked(question: str, product: Product) -> tuple[Attribute, ...]:
    """The attributes a message asks for, in the order it asks for them; none where the catalogue is silent."""
    found: dict[str, Attribute] = {}
    for clause in clauses(fold(question).text):
        asked = _asked_by(clause.text, product) if _asks(clause.text) else ()
        for attribute in asked or _told_elsewhere(clause.text, product):
            found.setdefault(attribute.name, attribute)
    return tuple(found.values())


def _asks(words: str) -> bool:
    """Whether a clause may ask for a property."""
    if _OTHER_MATTER.search(words):
        return False
    wonders = _WHICH.search(words) or _YES_OR_NO.search(words) or _WONDERING.search(words)
    return wonders is not None or (len(words) <= _SHORT and not _DENYING.search(words))


def _asked_by(words: str, product: Product) -> tuple[Attribute, ...]:
    places: dict[str, int] = {}
    for name, at in (*_by_name(words, product), *_by_property(words, product), *_by_value(words, product)):
        places.setdefault(name, at)
    asked = sorted(places, key=lambda name: places[name])
    return tuple(Attribute(name, product.attributes[name], _agrees(words, name, product)) for name in asked)


def _by_name(words: str, product: Product) -> Iterator[tuple[str, int]]:
    """Attributes that the question calls by their names."""
    for name in product.attributes:
        core = _core(name)
        if len(core) > 1 and core in words:
            yield name, words.index(core)


def _core(name: str) -> str:
    folded = fold(name).text
    return _NAME_FRAME.sub("", folded) or folded


def _by_property(words: str, product: Product) -> Iterator[tuple[str, int]]:
    """Attributes asked for in other words, or by a value of their kind."""
    for asked_for in PROPERTIES:
        match = asked_for.asked.search(words)
        if match is None and not (_weighs(words) and _kinds(asked_for.kinds, words)):
            continue
        for name in product.attributes:
            if asked_for.named.search(fold(name).text):
                yield name, match.start() if match else 0


def _by_value(words: str, product: Product) -> Iterator[tuple[str, int]]:
    """Attributes one of whose values a yes-or-no question names."""
    if not _yes_or_no(words):
        return
    words = _without_name(words, product)
    for name, value in product.attributes.items():
        folded = fold(value).text
        for piece in _pieces(folded):
            if piece in words:
                yield name, words.index(piece)
        if {kind for kind, _ in _quantities(words)} & {kind for kind, _ in _quantities(folded)}:
            yield name, 0
        if _GRADE.search(words) and _GRADE.search(folded):
            yield name, 0


def _pieces(value: str) -> list[str]:
    """The single values of a list, without what refuses them."""
    parts = (_REFUSED.sub("", part) for part in _PIECES.split(value))
    return [part for part in parts if len(part) > 1]


def _yes_or_no(words: str) -> bool:
    return _YES_OR_NO.search(words) is not None and _WHICH.search(words) is None


def _weighs(words: str) -> bool:
    """Whether the question names what it may be: 是棉的吗, 棉的还是麻的."""
    return _yes_or_no(words) or "还是" in words


def _without_name(words: str, product: Product) -> str:
    """The question without the product's own noun: 这个小风扇送充电头吗 asks for no fan among the parts."""
    name = fold(product.name or "").text
    nouns = (name[at:] for at in range(len(name) - 1))
    return words.replace(next((noun for noun in nouns if noun in words), "\0"), " ")


# Yes or no -------------------------------------------------------------------------------------------


def _agrees(words: str, name: str, product: Product) -> Agreement:
    """Whether the attribute's value says yes or no to the question."""
    if not _yes_or_no(words) or _DENYING.search(_NEUTRAL.sub("", words)):
        return "open"
    value = fold(product.attributes[name]).text
    if _core(name) in words and (_TRUE.search(value) or _FALSE.search(value)):
        return "yes" if _TRUE.search(value) else "no"
    for asked_for in PROPERTIES:
        if asked_for.kinds and asked_for.named.search(fold(name).text):
            return _by_kind(asked_for.kinds, words, value)
    measured = _by_quantity(words, value)
    return measured if measured != "open" else _by_piece(_without_name(words, product), value)


def _by_kind(kinds: Families, words: str, value: str) -> Agreement:
    """By kinds that exclude each other: what is of glass is not of steel."""
    asked, known = _kinds(kinds, words), _kinds(kinds, value)
    if kinds is ORIGINS and not asked and ABROAD.search(words) and known:
        return "no" if known == {"china"} else "yes"
    grade = _GRADE.search(words) if kinds is MATERIALS else None
    if grade and _GRADE.search(value) and not asked - known:
        return "yes" if grade.group() in value else "no"
    if not asked or not known or grade:
        return _by_piece(words, value)
    if not asked & known:
        return "no"
    if asked - known:
        return "open"
    return _by_purity(words, value, known) if kinds is MATERIALS and _PURE.search(words) else "yes"


def _kinds(kinds: Families, text: str) -> set[str]:
    return {kind for kind, pattern in kinds.items() if pattern.search(text)}


def _by_purity(words: str, value: str, known: set[str]) -> Agreement:
    """Asked whether it is all of one thing."""
    if len(known) > 1 or _PART.search(value):
        return "no"
    return "yes" if _PURE.search(value) else "open"


def _by_quantity(words: str, value: str) -> Agreement:
    """By a quantity of the same dimension; a range holds what lies in it."""
    asked, known = _quantities(words), _quantities(value)
    if len(asked) != 1 or _MEASURED.search(_NEUTRAL.sub("", words)):
        return "open"
    dimension, size = asked[0]
    sizes = [other for kind, other in known if kind == dimension]
    if any(abs(size - other) < size / 100 for other in sizes):
        return "yes"
    return "no" if len(sizes) == 1 else "open"


def _quantities(text: str) -> list[tuple[str, float]]:
    return [(UNITS[unit][0], float(number) * UNITS[unit][1]) for number, unit in _QUANTITY.findall(text)]


def _by_piece(words: str, value: str) -> Agreement:
    """By a value that the question names: refused, or there."""
    for part in _PIECES.split(value):
        plain = _REFUSED.sub("", part)
        if len(plain) > 1 and plain in words:
            return "yes" if plain == part else "no"
    return "open"


# Elsewhere -------------------------------------------------------------------------------------------


def _told_elsewhere(words: str, product: Product) -> Iterator[Attribute]:
    """What the product's name or a selling point says to a yes-or-no question."""
    if not _yes_or_no(words):
        return
    core = _FRAME.sub("", words)
    within = re.compile(".*".join(map(re.escape, core)))
    for text in filter(None, (*product.selling_points, product.name)):
        told = fold(text).text
        materials = _kinds(MATERIALS, words)
        plain = _FRAME.sub("", told)
        if core in plain if len(core) == 2 else len(core) > 2 and within.search(plain):
            denied = _DENYING.search(told) or _DENYING.search(_NEUTRAL.sub("", words))
            yield Attribute("", text, "open" if denied else "yes")
            return
        if materials and materials <= _kinds(MATERIALS, told):
            yield Attribute("", text, "open" if _PURE.search(words) and not _PURE.search(told) else "yes")
            return
