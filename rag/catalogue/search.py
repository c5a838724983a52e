"""Finds the attributes of a product that a stretch of a question asks for: by name, property, count or value.

Texts here are folded; the question is without the product's own noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.catalogue.agreement import GRADE, kinds_in, names, pieces, quantities, yes_or_no
from rag.catalogue.values import PARTS
from rag.catalogue.words import PROPERTIES, Property
from rag.domain import Product
from rag.text import fold

NAME_FRAME = re.compile(r"是否|产品|商品|等级|类型|种类|方式|说明|情况|性能|功能|[(\[].*")
FRAME = re.compile(
    r"请问|这[个款件双台只条种]?|那[个款件双台只条种]?|你们?|您|亲|一下|可以|能|会|是|有|带|支持"
    r"|[吗么嘛吧呢呀啊的了不没]|\W"
)
_BESIDE = 2
"""Characters that may stand beside a quantity which is asked for: 是500ml的吗, 装500ml的吗."""
_MEASURED = re.compile(
    r"\d+(?:\.\d+)? ?(?:[a-z]+|毫?[升克]|[千公]?[斤克]|[厘英]?[米寸]|公分|瓦|伏|毫安时?|年|个?月|天)?"
)
_COUNTED = re.compile(r"[几多]少?个?([一-鿿])")


def names_asked(words: str, product: Product) -> tuple[str, ...]:
    """The names of the attributes asked for, in the order asked."""
    places: dict[str, int] = {}
    called = tuple(_by_name(words, product))
    for name, at in (*called, *_by_property(words, product, called), *_by_count(words, product)):
        places.setdefault(name, at)
    return tuple(sorted(places, key=lambda name: places[name]))


def _by_name(words: str, product: Product) -> Iterator[tuple[str, int]]:
    """Attributes that the question calls by their names."""
    for name in product.attributes:
        of = property_of(name)
        if of and of.unless and of.unless.search(words):
            continue
        at = place_of(core_of(name), words)
        if at >= 0 and _of_the_part(words, [name], product):
            yield name, at


def place_of(core: str, words: str) -> int:
    """Where a question calls an attribute by its name; -1 where it does not."""
    if not core.isascii():
        return words.find(core) if len(core) > 1 else -1
    match = re.search(rf"(?<![a-z]){re.escape(core)}s?(?![a-z])", words) if len(core) > 1 else None
    return match.start() if match else -1


@lru_cache(maxsize=512)
def core_of(name: str) -> str:
    """What of an attribute's name names the property: 是否防水 → 防水."""
    folded = fold(name).text
    return NAME_FRAME.sub("", folded).strip() or folded


@lru_cache(maxsize=512)
def property_of(name: str) -> Property | None:
    """The property that an attribute's name is first of all a name of."""
    folded = fold(name).text
    return next((one for one in PROPERTIES.values() if one.named[0].search(folded)), None)


def _by_property(words: str, product: Product, called: tuple[tuple[str, int], ...]) -> Iterator[tuple[str, int]]:
    """Attributes asked for in other words, or by a value of their kind."""
    for asked_for in PROPERTIES.values():
        match = asked_for.asked.search(words)
        if match is None and not (_weighs(words) and asked_for.kinds and kinds_in(asked_for.kinds, words)):
            continue
        if asked_for.unless and asked_for.unless.search(words):
            continue
        named = attributes_of(asked_for, product)
        if named and not any(name in named for name, _ in called):
            for name in _of_the_part(words, named, product):
                yield name, match.start() if match else 0


def attributes_of(asked_for: Property, product: Product) -> list[str]:
    """The attributes that are of a property, by the first of its names that the catalogue has."""
    for pattern in asked_for.named:
        if named := [name for name in product.attributes if pattern.search(fold(name).text)]:
            return named
    return []


def _of_the_part(words: str, named: list[str], product: Product) -> list[str]:
    """Those on the part that is asked for; asked for the whole, those on no part where there are any."""
    asked = kinds_in(PARTS, words)
    texts = {name: fold(name).text for name in named}
    if asked:
        told = {name: f"{texts[name]} {fold(product.attributes[name]).text}" for name in named}
        return [name for name in named if asked & kinds_in(PARTS, told[name])]
    return [name for name in named if not kinds_in(PARTS, texts[name])] or named


def _by_count(words: str, product: Product) -> Iterator[tuple[str, int]]:
    """几层 → 层数, 几档 → 档位."""
    for match in _COUNTED.finditer(words):
        for name in product.attributes:
            if re.search(rf"{match[1]}[数位量]", fold(name).text):
                yield name, match.start()


def names_by_value(words: str, product: Product) -> tuple[str, ...]:
    """Attributes one of whose values a yes-or-no question names."""
    if not yes_or_no(words):
        return ()
    folded = {name: fold(value).text for name, value in product.attributes.items()}
    graded = GRADE.search(words) is not None
    found = [
        name
        for name, value in folded.items()
        if any(names(words, piece) for piece in pieces(value)) or (graded and GRADE.search(value))
    ]
    return tuple(dict.fromkeys((*found, *_by_quantity(words, product))))


def _by_quantity(words: str, product: Product) -> list[str]:
    """Attributes of the quantity that is asked for, where little else is: those of that size, else the only one."""
    asked = quantities(words)
    if len(asked) != 1 or len(FRAME.sub("", _unmeasured(words))) > _BESIDE:
        return []
    known = {name: quantities(fold(value).text) for name, value in product.attributes.items()}
    same = [name for name, sizes in known.items() if asked[0] in sizes]
    alike = [name for name, sizes in known.items() if asked[0][0] in {kind for kind, _ in sizes}]
    return same or (alike if len(alike) == 1 else [])


def _unmeasured(words: str) -> str:
    return _MEASURED.sub("", words)


def _weighs(words: str) -> bool:
    """Whether the question names what it may be: 是棉的吗, 棉的还是麻的."""
    return yes_or_no(words) or "还是" in words


def without_name(words: str, product: Product) -> str:
    """The question without the product's own noun: 这个小风扇送充电头吗 asks for no fan among the parts."""
    name = fold(product.name or "").text
    if name.isascii():
        nouns = (" ".join(name.split()[at:]) for at in range(len(name.split())))
    else:
        nouns = (name[at:] for at in range(len(name) - 1))
    noun = next((noun for noun in nouns if noun in words), "")
    return words if not noun or words == noun else words.replace(noun, " ")
