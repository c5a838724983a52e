"""A price cut, gift, voucher or compensation is the shop's to give: an agent promises what is allowed, no more."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rag.domain import Facts, Offer
from rag.guardrails.facts.benefits import Benefit, names_known, promised
from rag.guardrails.facts.numerals import NUMERAL, number
from rag.guardrails.facts.quantities import Quantity, kept
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Pattern, fold

_COVERED_BY = {
    "discount": {"discount"},
    "gift": {"gift"},
    "postage": {"postage"},
    "compensation": {"compensation"},
    "voucher": {"discount", "gift", "compensation"},
}
"""Kind of benefit to the kinds of offers that allow it: a voucher may be any but postage."""
_PROMOTED = {
    "discount": Pattern(r"折|减|优惠|特价|\boff\b|discount"),
    "gift": Pattern(r"赠|送|礼|\bgift|\bfree\b"),
    "postage": Pattern(r"包邮|免邮|免运|免邮|free (?:shipping|delivery|postage)"),
    "voucher": Pattern(r"券|红包|积分|礼金|voucher|coupon|points"),
}
"""Words by which a promotion covers a kind of benefit."""
_PIECES = Pattern(rf"(?P<count>{NUMERAL}) ?(?:件|双|个|套|条|台|盒|瓶|箱|只|支|把|张|包|袋|份|pairs?|pieces?)")
_NAMES = {
    "discount": ("优惠", "a discount"),
    "gift": ("赠品", "a gift"),
    "postage": ("免运费", "free shipping"),
    "compensation": ("补偿", "compensation"),
    "voucher": ("优惠券或红包", "a voucher"),
}


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Promised benefits that no offer, promotion or term allows, or that go beyond them."""
    text = reading.folded.text
    for benefit in promised(text, reading.clauses, context.customer_text):
        said = [found for found in reading.quantities if _within(found, benefit)]
        if _allowed(benefit, text[benefit.start : benefit.clause.end], said, context):
            continue
        kind, kind_en = _NAMES[benefit.kind]
        yield Violation(
            benefit.start,
            _end_of_number(text, benefit.end),
            details={"kind": kind, "kind_en": kind_en},
            suggestion=_instead(benefit, context.facts, reading.language == "en"),
        )


def _end_of_number(text: str, end: int) -> int:
    """Where a number that the span breaks off in ends, with its unit."""
    match = _PIECES.match(text, end - 1)
    return match.end() if match else end


def _within(found: Quantity, benefit: Benefit) -> bool:
    return benefit.clause.start <= found.start and found.end <= benefit.clause.end


def _allowed(benefit: Benefit, words: str, said: list[Quantity], context: Context) -> bool:
    facts = context.facts
    offers = _covering(benefit.kind, facts.offers)
    pattern = _PROMOTED.get(benefit.kind)
    promotions = [fold(text).text for text in facts.promotions]
    promotions = [text for text in promotions if pattern and pattern.search(text)]
    if benefit.kind == "postage" and "free_shipping_from" in context.shop.terms:
        return True
    if benefit.kind == "compensation":
        promotions += [value for name, value in context.shop.terms.items() if "compensation" in name]
    if not offers and not promotions:
        return False
    if benefit.kind == "gift":
        return any(_same_gift(words, given) for given in (*offers, *promotions))
    return all(
        _not_beyond(found, offers, promotions, facts) for found in said if found.kind in {"money", "percent"}
    )


def _covering(kind: str, offers: tuple[Offer, ...]) -> list[str]:
    return [fold(offer.value).text for offer in offers if offer.kind in _COVERED_BY[kind]]


def _same_gift(words: str, given: str) -> bool:
    """The gift allowed, and no more pieces of it."""
    if not names_known(words, given):
        return False
    count, limit = _pieces(words), _pieces(given)
    return count is None or limit is None or count <= limit


def _pieces(text: str) -> Decimal | None:
    match = _PIECES.search(text)
    value = number(match["count"]) if match else None
    return value[1] if value else None


def _not_beyond(said: Quantity, offers: list[str], promotions: list[str], facts: Facts) -> bool:
    """At most what is offered, exactly what a promotion says, or the price that remains."""
    offered = [amount for text in offers for amount in _amounts(text, said.kind)]
    promoted = [amount for text in promotions for amount in _amounts(text, said.kind)]
    if any(said.high <= amount for amount in offered) or said.high in promoted:
        return True
    if said.kind == "money" and facts.order.amount:
        price = _amounts(facts.order.amount, "money")
        if any(said.low in {whole, whole - amount} for whole in price for amount in (*offered, *promoted)):
            return True
    return not any(kept(text) or text.strip().isdigit() for text in (*offers, *promotions))


def _amounts(text: str, kind: str) -> list[Decimal]:
    """Amounts of a kind in an offer; a number without a unit may be either."""
    found = [quantity.high for quantity in kept(text) if quantity.kind == kind]
    if found or kind not in {"money", "percent"} or kept(text):
        return found
    try:
        return [Decimal(text.strip())]
    except ArithmeticError:
        return []


def _instead(benefit: Benefit, facts: Facts, english: bool) -> str:
    """What may be said: the offer there is, or asking for one."""
    values = [offer.value for offer in facts.offers if offer.kind in _COVERED_BY[benefit.kind]]
    if values:
        return f"What I can do for you is: {values[0]}." if english else f"这边可以给到您的是：{values[0]}。"
    if english:
        return "I will ask my supervisor and tell you the answer right away."
    return "我帮您向主管申请看看，有结果马上告诉您。"


_OFFER = Facts(offers=(Offer("discount", "5元"),))
_GIFT = Facts(offers=(Offer("gift", "一双袜子"),))

RULE = Rule(
    id="unauthorised-price",
    level="error",
    summary="优惠、赠品、补偿，只能承诺店铺和权限允许的",
    message="承诺了{kind}，订单资料和店铺规定里都没有这一项，或超出了允许的数额：请按允许的说，或改为帮客户申请。",
    message_en="Promises {kind_en} beyond what facts and shop allow: promise what is allowed, or ask for it.",
    source=("000", "001"),
    check=check,
    good=(
        Example("照片收到了，是我们的问题，运费我们出", asked="扣子掉了"),
        Example("这款给您优惠5元，您拍下先别付款，我来改价。", asked="能少点吗", facts=_OFFER),
        Example("我帮您向主管申请看看，有结果马上告诉您。", asked="再便宜点"),
        Example("店铺满200减20的活动可以和优惠券叠加使用哦。", asked="有活动吗"),
        Example("这款是全网统一价，所以价格没法再少了，亲。", asked="少10块我就拍"),
        Example("下单时备注一下，给您随单送一双袜子。", asked="有礼物吗", facts=_GIFT),
        Example("您想要什么样的优惠呢？我帮您看看有没有合适的活动。", asked="给点优惠"),
        Example("您買的是全店統一價，所以沒辦法再打折，可以幫您看看現在的活動。", asked="可以打折嗎"),
        Example("我幫您問問主管，確認好馬上回覆您。", asked="可以送小禮物嗎"),
        Example("漏发的那件今天给您补发一件过去。", asked="少了一件"),
        Example("I'll ask my supervisor whether a discount is possible and let you know.", asked="any discount?"),
        Example("We can take 5 yuan off for you.", asked="any discount?", facts=_OFFER),
    ),
    bad=(
        Example("我已经帮您跟店长申请下来了，退您20元", asked="能补偿点吗"),
        Example("亲，那我给您便宜10元吧。", asked="能少点吗", facts=_OFFER),
        Example("可以的，再送您一双袜子。", asked="有礼物吗"),
        Example("这次给您包邮，您拍下我改运费。", asked="包邮吗"),
        Example("给您打个八折，仅限今天。", asked="打折吗"),
        Example("抱歉让您久等了，补偿您10元红包。", asked="怎么这么慢"),
        Example("我给您发一张20元的优惠券，下次可以用", asked="有券吗"),
        Example("下單後我幫您多放一份小禮物喔。", asked="有贈品嗎"),
        Example("那就給您打九折好了。", asked="可以便宜一點嗎"),
        Example("呢張單同你免運費啦。", asked="可唔可以免運"),
        Example("I can give you 20% off this order.", asked="any discount?", facts=_OFFER),
        Example("We'll throw in a free pair of socks.", asked="do I get a gift?"),
    ),
)
