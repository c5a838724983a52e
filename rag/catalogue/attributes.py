"""Finds what the catalogue says to a question about a product's property, and whether it says yes or no to it.

Nothing is guessed: where the value neither confirms nor rules out what is asked, it is `open`, and is simply told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rag.catalogue.agreement import (
    DENYING,
    FALSE,
    PIECES,
    PURE,
    TRUE,
    WHICH,
    Agreement,
    agreement,
    denied,
    kinds_in,
    names,
    pieces,
    yes_or_no,
)  # fmt: skip
from rag.catalogue.search import (
    FRAME,
    attributes_of,
    core_of,
    names_asked,
    names_by_value,
    place_of,
    property_of,
    without_name,
)  # fmt: skip
from rag.catalogue.size_charts import size_for
from rag.catalogue.values import ACCESSORIES, MATERIALS, SEPARATE
from rag.catalogue.words import LISTS, PROPERTIES, Property
from rag.domain import Product
from rag.text import clauses, fold

_OTHER_MATTER = re.compile(
    r"退(?!热|烧)|换(?!气|鞋|季)|[掉褪]|缩水|起球|(?<!洗)(?<!护)(?<!蓬)发(?![热光声烫箍圈夹膜型质量髻])|寄"
    r"|送(?:[货到达上来我点人]|礼|给)|[配派运]送|赠品|货(?!架)|(?<!自己)(?<!单独)(?<!另外)(?<!另)买|拍|改|(?<!保)(?<!包)修(?!身|复|容)|坏|贵"
    r"|便宜"
    r"|(?<!性)价|钱(?!包)|收到|[大小长短薄厚重轻]了|(?<!会)偏[大小](?![吗么嘛不])|色差|错|故障|丢|过了|找谁|申请"
    r"|怎么办|怎么回事|怎么(?:这么|才|没|不|就|还)|为[什啥]|凭什么|[0-9几]折|优惠|活动|运费|快递|地址|电话"
    r"|\b(?:return|refund|ship|deliver|arriv|track|cancel|discount|coupon|price|cost|broken|damaged|exchange"
    r"|in stock|why)"
)
"""What a clause is about instead: 黑色的能退吗 asks for no colour."""
_WONDERING = re.compile(r"介绍|告诉|知道|了解|请?问|看看|\b(?:tell|know)\b")
_SHORT, _SHORT_EN = 8, 3
"""Characters, or Latin words, of a clause that needs no question word to be one: 面料成分呢."""
_GIVEN = r"(?:送|带|(?<!适)配|附|含|给|有|买)[^,]{0,4}"
_APART = r".{0,4}(?:自己|另外?|单独)(?:要|得)?(?:买|配|购|准备)|[都也]?[有送带配含附]+[吗么嘛不没]"
_GIVEN_EN = r"comes? with|includ|need (?:to buy|my own)|sold separately|\bget\b|\bhave\b"
"""Asks for what goods come with."""
_PRESENTED = re.compile(r"送(?!人|礼|不|过|到|去|来|给|一|我|[女男老爸妈长朋同孩宝])[一-鿿]{2,5}?[吗嘛么不没]")
_OR = re.compile(r"还是|或者|or\b")
"""How a clause goes on with the question before it: 送充电头吗 还是要自己买."""
_GIFT = re.compile(r"赠品|礼[物品]|优惠|券|运费险")
_CHART = re.compile(r"尺[码寸]|码数|身高|size|推荐")
_SUITS = re.compile(
    r"(?:合适|适合)(?:她|他|我|吗|不|么|嘛|送|老|给|$)|\b(?:right|suitable|good (?:choice|gift)) for (?:him"
    r"|her|me|my)"
)
_OF_THE_BODY = re.compile(r"穿|[码号]|尺[寸码]|大小|身高|体重|岁|孕")
_MEASURE = re.compile(
    r"^(?:约|大约)?(?:[φ\d.]|[一二两三四五六七八九十半]+(?:年|个月|天|小时|层|档|节|只|个|米|件))"
)
_STYLE = re.compile(r"^[一-鿿]{1,5}[款版]$")
_SENTENCE = re.compile(r"^(?:不|请|勿|避免|可|建议|需|支持|适合|仅|只|能|无|禁)")


@dataclass(frozen=True)
class Attribute:
    """What the catalogue says; `name` is empty where the product's name or a selling point says it.

    `form` chooses the wording; `size` is the one that a chart tells; `other` is the smaller of two, or the
    thing that the box does not hold.
    """

    name: str
    value: str
    agrees: Agreement
    form: str = ""
    other: str = ""
    size: str = ""

    @property
    def given(self) -> Mapping[str, str]:
        """The words that a phrase sets in, those that there are."""
        words = {
            "value": self.value, "agrees": self.agrees, "form": self.form, "other": self.other,
            "size": self.size, "name": _said(self.name),
        }  # fmt: skip
        return {name: word for name, word in words.items() if word}


def _said(name: str) -> str:
    """An attribute's name as a sentence has it: 是否防水 → 防水, in the box → In the box."""
    plain = name.removeprefix("是否").strip()
    return plain[:1].upper() + plain[1:]


def attributes_asked(question: str, product: Product, told: str = "") -> tuple[Attribute, ...]:
    """The attributes a message asks for, in the order it asks for them; none where the catalogue is silent.

    `told`: what the customer said before, for the body that a size is asked for.
    """
    found: dict[str, Attribute] = {}
    if sized := _by_chart(question, product, told):
        found[sized.name] = sized
    for clause in clauses(fold(question).text):
        for attribute in _told(clause.text, product):
            if not (sized and attribute.name in {"", sized.name}):
                found.setdefault(attribute.name, attribute)
    return tuple(found.values())


def unanswered(text: str, product: Product, told: str = "") -> str:
    """A message without the clauses that the catalogue answers, folded; what is left of it may be other matters."""
    left: list[str] = []
    answered = False
    sized = _by_chart(text, product, told)
    for clause in clauses(fold(text).text):
        goes_on = answered and _OR.match(clause.text) is not None
        by_chart = sized is not None and _by_chart(clause.text, product, f"{told}\n{text}") is not None
        answered = goes_on or by_chart or bool(_told(clause.text, product))
        left += [] if answered else [clause.text]
    return "，".join(left)


def _told(words: str, product: Product) -> tuple[Attribute, ...]:
    if not product.attributes and not product.selling_points and not product.name:
        return ()
    bare = without_name(words, product)
    asked = tuple(_asked_by(bare, product)) if _asks(bare) else ()
    return asked or tuple(_told_elsewhere(words, product))


def _asks(words: str) -> bool:
    """Whether a clause may ask for a property."""
    if _OTHER_MATTER.search(words):
        return False
    wonders = WHICH.search(words) or yes_or_no(words) or _WONDERING.search(words)
    short = len(words.split()) <= _SHORT_EN if words.isascii() else len(words) <= _SHORT
    return bool(wonders) or (short and not DENYING.search(words))


def _asked_by(words: str, product: Product) -> Iterator[Attribute]:
    asked, boxed = names_asked(words, product), _by_box(words, product)
    if boxed and boxed.name not in asked:
        asked = (boxed.name, *asked)
    for name in asked or names_by_value(words, product):
        yield boxed if boxed and name == boxed.name else _attribute(words, name, product)


# What is said of it ----------------------------------------------------------------------------------


def _attribute(words: str, name: str, product: Product) -> Attribute:
    value = product.attributes[name]
    folded, of = fold(value).text, property_of(name)
    called = place_of(core_of(name), words) >= 0
    agrees = agreement(words, folded, of.kinds if of else None, called)
    form = _form(folded, of)
    if form == "flag":
        agrees = "yes" if TRUE.search(folded) else "no"
    return Attribute(name, value, agrees, form)


def _form(value: str, of: Property | None) -> str:
    if len(value) <= 4 and (TRUE.search(value) or FALSE.search(value)):
        return "flag"
    if of is PROPERTIES["weight"] and _MEASURE.search(value):
        return "weight"
    if of is PROPERTIES["box"]:
        return "box"
    if any(of is PROPERTIES[name] for name in LISTS) and PIECES.search(value):
        return "list"
    if of and of.kinds:
        return ""
    forms = (("measure", _MEASURE), ("style", _STYLE), ("sentence", _SENTENCE))
    return next((form for form, pattern in forms if pattern.search(value)), "")


def _by_box(words: str, product: Product) -> Attribute | None:
    """Whether the box holds what is asked for, by the packing list: what it holds is told either way."""
    named = attributes_of(PROPERTIES["box"], product)
    if not named or _GIFT.search(words):
        return None
    value = product.attributes[named[0]]
    held = fold(value).text
    found = ((kind, match[0]) for kind, pattern in ACCESSORIES.items() if (match := pattern.search(words)))
    kind, thing = next(((kind, thing) for kind, thing in found if _comes_with(thing, words)), ("", ""))
    listed = any(names(words, piece) and _comes_with(piece, words) for piece in pieces(held))
    if listed or (kind and ACCESSORIES[kind].search(held)):
        return Attribute(named[0], value, "open" if denied(words) or not yes_or_no(words) else "yes", "box")
    if not kind and not _PRESENTED.search(words):
        return None
    return Attribute(named[0], value, "open", "box", thing if kind in SEPARATE else "")


def _comes_with(thing: str, words: str) -> bool:
    """Whether it is asked if the thing comes with the goods: 送充电头吗, 充电头要自己买吗; not 线有多长."""
    if thing.isascii():
        return re.search(_GIVEN_EN, words) is not None
    return re.search(f"{_GIVEN}{re.escape(thing)}|{re.escape(thing)}{_APART}", words) is not None


def _by_chart(question: str, product: Product, told: str) -> Attribute | None:
    """The size by the chart; the wording tells how sure it is."""
    for name, value in product.attributes.items():
        fit = size_for(question, value, told) if _CHART.search(fold(name).text) else None
        if fit:
            return Attribute(name, fit.ranges, "open", fit.verdict, fit.other, fit.size)
    return None


# Elsewhere -------------------------------------------------------------------------------------------


def _told_elsewhere(words: str, product: Product) -> Iterator[Attribute]:
    """What the product's name or a selling point says to a yes-or-no question."""
    if not yes_or_no(words):
        return
    if product.selling_points and _SUITS.search(words) and not _OF_THE_BODY.search(words):
        comma = "、" if any(not point.isascii() for point in product.selling_points) else ", "
        yield Attribute("", comma.join(product.selling_points), "open", "points")
        return
    core = FRAME.sub("", words)
    within = re.compile(".*".join(map(re.escape, core)))
    for text in filter(None, (*product.selling_points, product.name)):
        told = fold(text).text
        materials = kinds_in(MATERIALS, words)
        plain = FRAME.sub("", told)
        if core in plain if len(core) == 2 else len(core) > 2 and within.search(plain):
            no_answer = DENYING.search(told) or denied(words)
            yield Attribute("", text, "open" if no_answer else "yes")
            return
        if materials and materials <= kinds_in(MATERIALS, told):
            yield Attribute("", text, "open" if PURE.search(words) and not PURE.search(told) else "yes")
            return
