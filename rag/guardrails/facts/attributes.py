"""Where a reply says of the goods what the catalogue rules out: another material, size, origin, or a yes for a no.

Only what excludes the catalogue's value counts. What the catalogue leaves open is left alone, and so are other
goods, comparisons, wishes and questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.catalogue.agreement import DENYING, FALSE, QUANTITY, TRUE, kinds_in, quantities
from rag.catalogue.search import attributes_of, core_of, names_asked, property_of, without_name
from rag.catalogue.values import PARTS, PLACES
from rag.catalogue.words import PROPERTIES, Property
from rag.domain import Product
from rag.text import Clause, Pattern, fold

_OTHER_GOODS = Pattern(
    r"另|别的|其[他它]|还有[一几两]|换[成个]|改[成拍]|推荐|同系列|上一?代|旧款|新款|\b(?:other|another|instead|recommend)\b"
)
"""From here on a sentence is of other goods."""
_ELSEWHERE = Pattern(
    r"比(?!例)|像|一样|类似|仿|相比|不如|原来|以前|搭配|赠|送|附|配件|包装|盒|袋|膜|感"
    r"|如果|要是|若|假如|吗$|么$|是否|是不是|或者?|还是|核实|核对|确认|查(?!验)|看[一看下]|您(?:说|要|想|提|问|拍|选|买|那)"
    r"|\b(?:than|like|similar|if|whether|or|check|confirm|box|bag)\b|\byou (?:said|want|asked)"
)
"""A clause that is of what comes with the goods, that compares, asks or promises to look."""
_PART = Pattern(
    r"[外内][壳胆层衬里面部]|[底表]|盖|柄|把手|圈|垫|边|涂层|镀|架|扣|链|绳|带|钉|螺丝|轮|杆|脚|腿|芯|线|头"
    r"|\b(?:lid|base|handle|shell|lining|sole|strap|zip|screws?|legs?|inside|outside)\b"
)
"""A part of the goods, which may be of something else."""
_BOUND = Pattern(
    r"以[上下内外]|超过|至少|最多|最[大小高低]|不到|不足|左右|大概|约|接近|起|每|\d[-~到至]\d"
    r"|\b(?:at (?:least|most)|up to|about|under|over|less|more|each)\b"
)
"""Makes a measure another one than the catalogue's."""
_SIDES = Pattern(r"\d ?[×x*] ?\d")
"""A value of several sides: each of them is true of it."""
_TELLING = Pattern(r"是|为|用|采用|做的|制|含|:|材质|面料|产地|产自|来自|\b(?:is|are|made|of|from|it's|in)\b")
"""How a clause tells a value without its property's name: 这个杯子是不锈钢的."""
_FLAG = 4
"""Characters of a value that says yes or no and nothing else."""


def misstated(parts: Iterable[Clause], product: Product) -> Iterator[tuple[int, int]]:
    """Start and end, in the folded reply, of each value in its clauses that goes against an attribute."""
    others = None
    for clause in parts:
        words = without_name(clause.text, product)
        if _OTHER_GOODS.search(words):
            others = clause.sentence
        if clause.sentence == others or _ELSEWHERE.search(words):
            continue
        for said in filter(None, _misstated_in(words, product)):
            at = clause.text.find(said)
            yield (clause.start + at, clause.start + at + len(said)) if at >= 0 else (clause.start, clause.end)


def _misstated_in(words: str, product: Product) -> Iterator[str | None]:
    """What a clause says, without the product's own noun, against each attribute that it tells of."""
    for name in dict.fromkeys((*names_asked(words, product), *_told_by_value(words, product))):
        if not _of_another_part(words, name):
            value, of = fold(product.attributes[name]).text, property_of(name)
            yield _other_kind(words, value, of) or _other_measure(words, value) or _other_answer(words, value, name)


def _told_by_value(words: str, product: Product) -> Iterator[str]:
    """The material or origin of the goods as a whole, where a clause tells one without naming the property."""
    if not _TELLING.search(words):
        return
    for of in (PROPERTIES["material"], PROPERTIES["origin"]):
        if kinds_in(of.kinds, words) and not (of.unless and of.unless.search(words)):
            yield from (name for name in attributes_of(of, product) if not kinds_in(PARTS, fold(name).text))


def _of_another_part(words: str, name: str) -> bool:
    part = _PART.search(words)
    return part is not None and part[0] not in fold(name).text


def _other_kind(words: str, value: str, of: Property | None) -> str | None:
    """The word for a kind, or a place, that the value does not name, where it names others."""
    if of is None or not of.kinds or DENYING.search(words):
        return None
    told, known = kinds_in(of.kinds, words), kinds_in(of.kinds, value)
    if told and known and not told & known:
        match = of.kinds[min(told)].search(words)
        return match[0] if match else None
    if of is PROPERTIES["origin"]:
        places = {match[0] for match in PLACES.finditer(value)}
        return next((match[0] for match in PLACES.finditer(words) if places and match[0] not in places), None)
    return None


def _other_measure(words: str, value: str) -> str | None:
    """The measure that is none of the value's, where that has one of the same dimension."""
    if _BOUND.search(words) or DENYING.search(words) or _SIDES.search(value):
        return None
    known = quantities(value)
    told = [(match[0], *quantities(match[0])[0]) for match in QUANTITY.finditer(words)]
    for text, dimension, _ in told:
        sizes = [size for kind, size in known if kind == dimension]
        same = (size for _, kind, size in told if kind == dimension)
        if len(sizes) == 1 and not any(abs(size - sizes[0]) <= sizes[0] / 100 for size in same):
            return text
    return None


def _other_answer(words: str, value: str, name: str) -> str | None:
    """What says yes where the value is a plain no, or the other way round."""
    core = re.escape(core_of(name))
    if len(value) > _FLAG or len(core_of(name)) < 2:
        return None
    said = None
    if FALSE.search(value) and not DENYING.search(words):
        said = re.search(rf"{core}(?:的|功能)?[哦呢呀哈啦喔]*$", words)
    if TRUE.search(value):
        said = re.search(rf"(?:不|没有?|无)(?:能|支持|可以?|具备|带|是)*{core}", words)
    return said[0] if said else None
