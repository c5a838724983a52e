"""Puts a card's questions into the mouth of a customer: a request that leads to the card in a given situation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from evals.situations import paths
from rag.catalogue.goods import Goods, goods_of
from rag.conditions import Mood, View
from rag.domain import Card, Facts, Language, Request, Review, Turn
from rag.needs import Needs
from rag.text import has_han, in_script, language_of

_FEELING: Mapping[Mood, tuple[str, str]] = {
    "angry": ("你们怎么搞的，", "This is unacceptable. "),
    "worried": ("有点着急，", "It's urgent: "),
    "thankful": ("谢谢你，", "Thanks. "),
}
"""How a message opens that is written in this mood, in Chinese and English."""
_ASKING_AFTER = ("之前说帮我查，有结果了吗？", "Any update on what you promised? ")
"""How a message opens that asks after what the agent has promised."""
_NAMES: Mapping[Goods, tuple[str, str]] = {
    "clothes": ("连衣裙", "dress"),
    "food": ("牛奶饼干", "chocolate cookies"),
    "fresh": ("苹果礼盒", "box of apples"),
    "meal": ("牛肉盖饭", "noodles"),
    "stay": ("大床房", "hotel room"),
    "book": ("绘本", "picture book"),
    "device": ("蓝牙耳机", "headphones"),
    "appliance": ("电饭煲", "kettle"),
    "care": ("洗发水", "shampoo"),
}
"""A product of each kind of goods."""
_SEEN_TO = (Turn("customer", "这款黑色还有货吗"), Turn("agent", "有的，黑色现在有货，页面上直接选就行。"))
_PROMISED = (Turn("customer", "麻烦帮我看下这一单的进度"), Turn("agent", "好的，我去帮您查一下，有结果告诉您。"))
_SEEN_TO_EN = (Turn("customer", "is the black one in stock"), Turn("agent", "Yes, black is in stock now."))
_PROMISED_EN = (Turn("customer", "any progress on my order"), Turn("agent", "Let me check that for you."))
_REFUSED = (Turn("customer", "这款黑色还有货吗"), Turn("agent", "抱歉，黑色这几天已经缺货，白色有现货。"))
_REFUSED_EN = (
    Turn("customer", "is the black one in stock"),
    Turn("agent", "Sorry, black is out of stock; white is in."),
)
_OF_ORDER = (Turn("customer", "我昨天下的单"), Turn("agent", "您好，您说。"))
_OF_ORDER_EN = (Turn("customer", "hi, it's about my order"), Turn("agent", "Hello, please go on."))
"""Short talks: one that is over, one in which the agent has promised something, one that left a wish unmet,
one that speaks of an order."""
_AFTERWARDS = frozenset(
    {
        "other-agreed",
        "other-confirmed",
        "other-done",
        "other-one-word",
        "other-remark",
        "other-solved",
        "other-waits",
    }
)
"""Cards that speak only once something has been said, besides those on taking leave."""
_REVIEWED: Mapping[tuple[str, bool], tuple[str, ...]] = {
    ("review-positive", False): (
        "{}做工很好",
        "{}质量不错，很满意",
        "{}收到了，做工很好，颜色漂亮，物流很快，包装很仔细，客服很耐心，价格实惠，用起来很顺手",
    ),
    ("review-positive", True): (
        "the {} is well made",
        "lovely {}, great quality, fast delivery, careful packing, helpful service, good price, and it works well",
    ),
    ("review-negative", False): ("{}质量差", "{}做工粗糙", "{}裂了一道缝"),
    ("review-negative", True): ("the {} is badly made", "poor quality {}, disappointed"),
}
"""Reviews of a product by name, for wordings that take up what is named."""
_VARIED = ("{}", "{}。", "{}！", "你好，{}", "请问{}")
"""Ways to put the same question: each has its own choice among equal wordings."""
GIVEN: Mapping[str, str] = {
    "order": "订单号 202506180001",
    "product": "[商品链接]",
    "photo": "[图片]",
    "phone": "[电话]",
    "address": "[地址]",
    "city": "寄到成都市",
    "measurements": "身高165，体重110斤",
    "size": "M码",
    "quantity": "2件",
    "invoice_title": "抬头：晨光贸易公司",
    "reason": "因为拍错了",
    "model": "型号X200",
}
"""What customers type that gives what is asked for, by the reader that reads it (rag/talk/shown.py)."""


@dataclass(frozen=True)
class Scene:
    """A situation, and what the agent has said of the card in it already."""

    view: View
    said: tuple[str, ...] = ()


def is_review(card: Card) -> bool:
    """Whether the card speaks to public reviews."""
    return card.topics[0].startswith("review-")


def requests(card: Card, scene: Scene, start: int, language: Language) -> Iterator[Request]:
    """Requests that lead to the card in this situation, beginning with the ask numbered `start`."""
    asks = asks_in(card, language)
    first = start % len(asks)
    turned = asks[first:] + asks[:first]
    if is_review(card):
        turned = _reviews(card, scene.view.case.goods, turned, language)
    for way in _VARIED if language != "en" else _VARIED[:1]:
        for ask in turned:
            yield request_of(card, scene, way.format(ask), language)


def _reviews(card: Card, goods: Goods, asks: list[str], language: Language) -> list[str]:
    """The card's own reviews that may be of these goods, and plain ones of a product by name."""
    name = _NAMES.get(goods, ("背包", "bag"))[language == "en"]
    plain = [in_script(way.format(name), language) for way in _REVIEWED[card.topics[0], language == "en"]]
    return [ask for ask in asks if goods_of(ask) in {"other", goods}] + plain


def asks_in(card: Card, language: Language) -> list[str]:
    """The card's questions in this language, in its order; in Traditional those there are, else converted."""
    own = [ask for ask in card.asks if language_of(ask) == language and (language == "en" or has_han(ask))]
    if own:
        return own
    return [in_script(ask, language) for ask in card.asks if has_han(ask)] or [card.title]


def request_of(card: Card, scene: Scene, ask: str, language: Language) -> Request:
    """The request in which the customer says this."""
    view = scene.view
    facts = _with_goods(view, language)
    feeling = _FEELING.get(view.case.mood, ("", ""))[language == "en"]
    asking_after = _ASKING_AFTER[language == "en"] if view.case.again == "yes" else ""
    said = in_script(feeling + asking_after + ask, language)
    if is_review(card):
        stars = 5 if card.topics[0] == "review-positive" else 1
        return Request("review", review=Review(said, stars), shop=view.shop.id, agent=view.agent, facts=facts)
    before = tuple(replace(turn, text=in_script(turn.text, language)) for turn in _before(card, view, language))
    if scene.said:
        before = (*before, Turn("customer", said), Turn("agent", "\n".join(scene.said)))
    turns = (*before, Turn("customer", said))
    return Request("chat", turns=turns, shop=view.shop.id, agent=view.agent, facts=facts)


def _with_goods(view: View, language: Language) -> Facts:
    name = _NAMES.get(view.case.goods)
    if name is None:
        return view.facts
    return replace(view.facts, product=replace(view.facts.product, name=name[language == "en"]))


def _before(card: Card, view: View, language: Language) -> tuple[Turn, ...]:
    english = language == "en"
    if "yes" in {view.case.pending, view.case.again}:
        return _PROMISED_EN if english else _PROMISED
    if view.case.refused == "yes":
        return _REFUSED_EN if english else _REFUSED
    if view.case.ordered == "yes" and "case.ordered" in paths(card):
        return _OF_ORDER_EN if english else _OF_ORDER
    if card.topics[0] == "farewell" or card.id in _AFTERWARDS:
        return _SEEN_TO_EN if english else _SEEN_TO
    return ()


def with_everything_given(request: Request, names: tuple[str, ...], needs: Needs) -> Request | None:
    """The request of a customer who gives what is asked for along with it; None where that cannot be typed."""
    readers = dict.fromkeys(reader for name in names if (reader := needs[name].shown_by))
    given = "，".join(GIVEN[reader] for reader in readers if reader in GIVEN)
    if not given or not request.turns:
        return None
    *before, last = request.turns
    return replace(request, turns=(*before, replace(last, text=f"{given}\n{last.text}")))
