"""Whether a stated fact stands in the sources, stands nowhere, or goes against what the facts say."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from rag.domain import Facts, Order
from rag.guardrails.facts.benefits import names_known
from rag.guardrails.facts.quantities import Kind, Quantity, kept
from rag.guardrails.facts.sources import Sources
from rag.guardrails.facts.statements import TIMES, Statement
from rag.text import Pattern, fold

Judgement = Literal["grounded", "unsourced", "contradicted"]

_ANOTHER_PARCEL = Pattern(r"补发|换货|退货|寄回|退回|新的|重新|补寄|另一|其中|赠品|礼|replacement|return")
_ORDER_AMOUNT = Pattern(r"订单金额|实付|付了|支付了|付款金额|总价|成交价|order total|you paid|order amount")
_REFUND_AMOUNT = Pattern(r"退款(?:金额)?(?:是|为|共)?|退回|退给|退还|退您|退了|\brefund")
_DISPATCHED = Pattern(r"发货|发出|寄出|出库|揽收|出货|发走|\bship|\bdispatch|\bsent\b")
_HAPPENED = Pattern(r"已|了(?!解)|\b(?:shipped|dispatched|was sent|went out|left)\b")
_SIGNED = Pattern(r"签收(?!后)|妥投|已送达|\bwas delivered|\bsigned")
_PAID_BACK = Pattern(
    r"到[账帐]|打款|退款(?:会|将|已|在|预计|一般)|内(?:给您)?退款|退到|退回您|\brefund(?:ed)?\b(?! within)|credited"
)
_CREDITED = Pattern(r"到[账帐]|退款|退回|\brefund|\bcredited")
_MATTERS = (
    (
        "return",
        Pattern(r"退|换|售后|质量|品质|无理由|签收|个人原因|\b(?:return|exchange|fault|sign|personal)"),
    ),
    ("dispatch", Pattern(r"发|寄|出库|出货|仓|\b(?:ship|dispatch|sen[dt])")),
    ("made_to_order", Pattern(r"发|寄|做|定制|订制|\b(?:ship|dispatch|made)")),
    ("tracking", Pattern(r"物流|轨迹|更新|揽收|信息|录入|\b(?:track|record|scan|pick)")),
    ("unpaid", Pattern(r"付|拍|关闭|保留|\bpa(?:y|id)")),
    ("refund", _CREDITED),
    ("insurance", Pattern(r"险|理赔|\binsur")),
    ("invoice", Pattern(r"票|\binvoice")),
    ("warranty", Pattern(r"保修|质保|保固|\bwarrant")),
    ("usual", Pattern(r"到|送|路|\b(?:arriv|deliver|take)")),
)
"""Part of a term's name, and the words of the matter its period is for."""
_STOCK = Pattern(r"库存|剩|有货|现货|\bleft|in stock|only")
_GIVEN = Pattern(r"赠|送|礼|\bgift|\bfree\b")
_PART_OF_IT = Pattern(r"差价|运费|邮费|优惠|补偿|减|券|一半|部分|手续费|shipping|postage|partial")


def judge(statement: Statement, reply: str, sources: Sources, facts: Facts) -> Judgement:
    """Hold a statement of the folded reply against what is known."""
    if statement.kind == "carrier":
        return _judge_carrier(statement, sources)
    if statement.kind == "state":
        return _judge_state(statement, sources)
    if statement.kind == "gift":
        known = _GIVEN.search(sources.words) and names_known(statement.name, sources.words)
        return "grounded" if known else "unsourced"
    return _judge_quantity(statement, reply, sources, facts)


def _judge_carrier(statement: Statement, sources: Sources) -> Judgement:
    if statement.name in sources.carrier:
        return "grounded"
    if sources.carrier and statement.underway and not _ANOTHER_PARCEL.search(statement.clause.text):
        return "contradicted"
    return "grounded" if statement.name in sources.carriers else "unsourced"


def _judge_state(statement: Statement, sources: Sources) -> Judgement:
    if statement.name in sources.states:
        return "grounded"
    if statement.name in sources.excluded and not _ANOTHER_PARCEL.search(statement.clause.text):
        return "contradicted"
    return "unsourced"


def _judge_quantity(statement: Statement, reply: str, sources: Sources, facts: Facts) -> Judgement:
    quantity = statement.quantity
    if quantity is None:
        return "grounded"
    if statement.kind == "duration" and _is_period(statement, reply, sources):
        return "grounded"
    moment = _moment_of(statement, facts)
    if moment is not None and _another_day(quantity, moment, facts.now):
        return "contradicted"
    if _against(statement, facts) and not sources.knows(quantity):
        return "contradicted"
    return "grounded" if sources.holds(quantity, statement.promised) else "unsourced"


def _is_period(statement: Statement, reply: str, sources: Sources) -> bool:
    """Whether a length of time is one of the shop's, for the matter that the reply or the customer speaks of."""
    quantity = statement.quantity
    for name, (low, high) in sources.periods:
        if quantity is None or (quantity.low, quantity.high) not in {(low, high), (high, high)}:
            continue
        matter = next((pattern for part, pattern in _MATTERS if part in name), None)
        if _PAID_BACK.search(statement.clause.text) and matter is not _CREDITED:
            continue
        if matter is None or matter.search(reply) or matter.search(sources.words):
            return True
    return False


def _against(statement: Statement, facts: Facts) -> bool:
    """Whether the facts tell the very matter that the statement is about."""
    text = statement.clause.text
    if statement.kind == "money":
        paid = facts.order.amount is not None and _ORDER_AMOUNT.search(text)
        refunded = facts.refund.amount is not None and _REFUND_AMOUNT.search(text)
        return bool(paid or refunded) and _PART_OF_IT.search(text) is None
    if statement.kind == "count":
        return facts.product.stock is not None and _STOCK.search(text) is not None
    if _ANOTHER_PARCEL.search(text):
        return False
    if statement.kind in {"date", "day", "weekday"} and (_DISPATCHED.search(text) or _SIGNED.search(text)):
        return _day_known(text, facts.order)
    return statement.kind in TIMES and bool(_CREDITED.search(text)) and _says(facts.refund.expected, statement.kind)


def _moment_of(statement: Statement, facts: Facts) -> datetime | None:
    """When what the clause says has happened did happen, where the facts tell it."""
    text = statement.clause.text
    if _HAPPENED.search(text) is None or _ANOTHER_PARCEL.search(text):
        return None
    return facts.order.shipped_at if _DISPATCHED.search(text) else None


def _another_day(quantity: Quantity, moment: datetime, now: datetime | None) -> bool:
    if quantity.kind == "date":
        said = 100 * moment.month + moment.day if quantity.low >= 100 else moment.day
        return quantity.low != said
    if quantity.kind == "weekday":
        return quantity.low != moment.isoweekday()
    told = quantity.kind == "day" and abs(quantity.low) < 100
    return told and now is not None and quantity.low != (moment.date() - now.date()).days


def _day_known(text: str, order: Order) -> bool:
    """Whether the day of the dispatch, or of the delivery, that a clause speaks of is known."""
    if _DISPATCHED.search(text):
        return order.shipped_at is not None or _says(order.promised_dispatch, "day")
    return order.signed_at is not None


def _says(text: str | None, kind: str) -> bool:
    """Whether a text tells a time of this kind: a day, or how long."""
    wanted: set[Kind] = {"duration"} if kind == "duration" else {"date", "day", "weekday"}
    return any(quantity.kind in wanted for quantity in kept(fold(text).text)) if text else False


def told_of(kind: str, facts: Facts) -> bool:
    """Whether the row brings facts of this kind, so that a statement without one stands out."""
    order, refund = facts.order, facts.refund
    if kind in {"money", "percent", "times"}:
        return bool(order.amount or refund.amount or facts.offers or facts.promotions)
    if kind == "gift":
        return bool(facts.offers or facts.promotions)
    if kind == "count":
        return facts.product.stock is not None
    if kind == "carrier":
        return order.carrier is not None
    if kind == "state":
        return order.state is not None or refund.state is not None
    moments = (order.paid_at, order.shipped_at, order.signed_at, order.promised_dispatch, refund.expected)
    return any(moment is not None for moment in moments) or facts.days_since_signed is not None
