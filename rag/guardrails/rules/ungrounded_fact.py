"""Every fact of a reply comes from somewhere: an amount, a day, a carrier or a state nobody gave us is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from rag.domain import Facts, Level, Offer, Order, Product, Refund
from rag.guardrails.facts.attributes import misstated
from rag.guardrails.facts.grounding import judge, told_of
from rag.guardrails.facts.sources import Sources, sources_of
from rag.guardrails.facts.statements import Statement, asks, statements
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Pattern

_NAMES = {
    "money": ("金额", "amount"),
    "percent": ("折扣或比例", "percentage"),
    "times": ("赔付倍数", "multiple"),
    "count": ("数量", "number"),
    "duration": ("时长", "length of time"),
    "date": ("日期", "date"),
    "day": ("日期", "day"),
    "weekday": ("日期", "day"),
    "clock": ("时间", "time"),
    "carrier": ("快递公司", "carrier"),
    "state": ("订单状态", "state of the order"),
    "gift": ("赠品", "gift"),
    "attribute": ("商品属性", "property"),
}


_DEED = Pattern(
    r"发|寄|退|换|到|送|赔|补|修|保|出库|上门|取件|揽|审核|处理|回[复电]|答复|联系|受理|物流|快递|更新|预计|有效|现货|备货|定制|价"
    r"|\b(?:ship|dispatch|send|sent|refund|return|deliver|arriv|repl|restock|warrant|process|within|take)"
)
"""What a length of time must belong to before its source is asked of people."""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """What has no source: an error in a draft of ours and against the facts, milder in what people wrote."""
    yield from _of_the_catalogue(reading, context.facts.product)
    sources = _Known(context)
    hinted: set[int] = set()
    for statement in statements(reading.folded.text, reading.clauses, reading.quantities):
        _, end = reading.folded.span(statement.start, statement.end)
        cited = next((part.cards for part in context.cited if end <= part.end), None)
        judgement = judge(statement, reading.folded.text, sources.by(cited), context.facts)
        if judgement == "grounded":
            continue
        against = judgement == "contradicted"
        ours = against or context.knowledge is not None
        if not ours and (statement.clause.start in hinted or _of_the_goods(statement)):
            continue
        hinted.add(statement.clause.start)
        said_by = None if against or cited is None else sources.card_for(statement, reading.folded.text)
        yield Violation(
            statement.start,
            statement.end,
            level=None if ours else _of_people(statement.kind, context.facts),
            grade=None if ours else "unsourced",
            suggestion=_instead(reading.language == "en", said_by),
            details=_details(reading, statement.start, statement.end, statement.kind, _problem(against, cited)),
        )


def _of_the_catalogue(reading: Reading, product: Product) -> Iterator[Violation]:
    """What goes against the product's attributes."""
    problem = _problem(against=True, cited=None)
    stated = (clause for clause in reading.clauses if not asks(clause, reading.folded.text))
    for at, end in misstated(stated, product) if product.attributes else ():
        yield Violation(
            at,
            end,
            suggestion=_instead(reading.language == "en"),
            details=_details(reading, at, end, "attribute", problem),
        )


def _details(reading: Reading, at: int, end: int, kind: str, problem: tuple[str, str]) -> dict[str, str]:
    """What the message names: the kind, the words as they were written, what is wrong with them."""
    start, stop = reading.folded.span(at, end)
    name, name_en = _NAMES[kind]
    told, told_en = problem
    return {
        "name": name,
        "name_en": name_en,
        "text": reading.text[start:stop],
        "problem": told,
        "problem_en": told_en,
    }


class _Known:
    """What is known beside the cards, and by which of them: read as far as it is asked for."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._read: dict[tuple[str, ...] | None, Sources] = {}

    def by(self, cards: tuple[str, ...] | None) -> Sources:
        """What a part that names these cards may rest on; all that is known where it names none at all."""
        if cards not in self._read:
            texts = tuple(text for card in cards or () for text in self._context.cards.get(card, ()))
            context = self._context if cards is None else replace(self._context, knowledge=texts)
            self._read[cards] = sources_of(context)
        return self._read[cards]

    def card_for(self, statement: Statement, reply: str) -> str | None:
        """A card that says what is stated, whoever names it."""
        facts = self._context.facts
        said = (
            card for card in self._context.cards if judge(statement, reply, self.by((card,)), facts) == "grounded"
        )
        return next(said, None)


def _problem(against: bool, cited: tuple[str, ...] | None) -> tuple[str, str]:
    """What is wrong with a statement, in Chinese and English."""
    if against:
        return "与资料对不上", "goes against the facts"
    if cited:
        cards = "、".join(cited)
        return (
            f"在这一段引用的卡片（{cards}）和资料里都没有出处",
            f"stands neither in the facts nor in {', '.join(cited)}",
        )
    return "没有出处", "has no source"


def _of_the_goods(statement: Statement) -> bool:
    """A length of time that belongs to the goods or to a habit (24小时回弹), and to no deed of the shop's."""
    return statement.kind == "duration" and _DEED.search(statement.clause.text) is None


def _of_people(kind: str, facts: Facts) -> Level:
    """People may know what the row does not tell; where it tells of such things, the gap shows."""
    return "warning" if told_of(kind, facts) else "hint"


def _instead(english: bool, card: str | None = None) -> str:
    if card is not None:
        return f"Name the card {card} for it, or leave it out." if english else f"引用卡片 {card}，或者去掉这一处。"
    if english:
        return "Let me check this and tell you exactly."
    return "我核实一下，查到准确的信息马上告诉您。"


_JUNE_20 = datetime(2025, 6, 20, 10, tzinfo=UTC)
_SHIPPED = Facts(
    order=Order(
        state="shipped", amount="59.00", carrier="中通快递", shipped_at=datetime(2025, 6, 18, 16, 30, tzinfo=UTC)
    ),
    now=_JUNE_20,
)
_PAID = Facts(order=Order(state="paid", amount="128.00", promised_dispatch="6月21日"), now=_JUNE_20)
_REFUND = Facts(refund=Refund(state="处理中", amount="59.00", expected="1-3个工作日"), order=Order(amount="59.00"))
_SIGNED = Facts(
    order=Order(state="signed", signed_at=datetime(2025, 6, 18, 9, tzinfo=UTC)), days_since_signed=2, now=_JUNE_20
)
_OFFERED = Facts(offers=(Offer("discount", "5元"),), promotions=("满199元减20元",), product=Product(stock=12))

RULE = Rule(
    id="ungrounded-fact",
    level="error",
    summary="金额、日期、天数、折扣、快递、赠品、订单状态，都要有出处",
    message="{name}“{text}”{problem}：请按订单、商品、店铺规定或对话里有的说，没有的先核实再答。",
    message_en="The {name_en} “{text}” {problem_en}: say what order, shop or conversation hold, or check first.",
    source=("000", "001"),
    check=check,
    grades={"unsourced": "hint"},
    good=(
        Example("您这单6月18日就寄出了，走的是中通。", asked="发什么快递", facts=_SHIPPED),
        Example("包裹前天已经发出，现在在路上。", asked="发货了没", facts=_SHIPPED),
        Example("这单付款128元，预计明天以前发出，6月21日是最晚的日子。", asked="什么时候发", facts=_PAID),
        Example("您签收后7天内都可以申请，还有5天。", asked="还能退吗", facts=_SIGNED),
        Example("退款59块正在处理，三个工作日内会到。", asked="退款呢", facts=_REFUND),
        Example("满199减20，您这单两件合计199，减完是179元。", asked="有活动吗", facts=_OFFERED),
        Example("稍等两分钟，我帮您查一下。", asked="在吗"),
        Example("我们24小时在线，有问题随时找我。", asked="你们几点下班"),
        Example("您說的那筆59元，我幫您看一下。", asked="我付了59元"),
        Example("包裹6月18號就寄出囉，走的是中通。", asked="寄了嗎", facts=_SHIPPED),
        Example("Your parcel left our warehouse on 18 June with ZTO.", asked="where is it?", facts=_SHIPPED),
    ),
    bad=(
        Example("您这单走的是顺丰。", asked="发什么快递", facts=_SHIPPED),
        Example("包裹还没发货呢，正在打包。", asked="发货了没", facts=_SHIPPED),
        Example("您实付95元，订单没问题的。", asked="我付了多少", facts=_SHIPPED),
        Example("6月25日给您发货。", asked="什么时候发", facts=_PAID),
        Example("退款已经到账了，您查一下。", asked="退款呢", facts=_REFUND),
        Example("现在还剩3件，要的话抓紧。", asked="还有货吗", facts=_OFFERED),
        Example("下单就送手机壳一个。", asked="有礼物吗", facts=_OFFERED),
        Example("您的訂單還沒出貨喔。", asked="寄了嗎", facts=_SHIPPED),
        Example("件貨行順豐㗎。", asked="用咩速遞", facts=_SHIPPED),
        Example("退款會在15天內到帳。", asked="退款呢", facts=_REFUND),
        Example("Your refund of $95 has been issued.", asked="refund?", facts=_REFUND),
    ),
)
