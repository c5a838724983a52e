"""What a reply states as fact: quantities, carriers, states, gifts; not idioms, questions or counsel to wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rag.guardrails.facts.orders import carriers, clause_at, states
from rag.guardrails.facts.quantities import Quantity
from rag.text import Clause, Pattern

TIMES = frozenset({"date", "day", "weekday", "clock", "duration"})
_MATTERS = Pattern(
    r"发货|发出|寄出|出库|发走|寄(?!托)|发(?=$|[吧呢哦的给您]|快递|件)|到[账帐]|退款|退回|打款|补货|到货|有货|上架"
    r"|恢复|开票"
    r"|上门|安装|揽收|取件|派送|送达|送到|截止|结束|过期|开始|失效|出货|涨价|降价|调价"
    r"|\b(?:ship\w*|dispatch\w*|sent|send|deliver\w*|arriv\w*|refund\w*|restock\w*|back in stock|expire\w*|ends?"
    r"|leave\w*|goes? out)\b"
)
"""What a day said as a word must belong to before it is a fact: 今天天气好 states nothing of ours."""
_PROMISED = Pattern(
    r"发货|发出|寄出|出库|发走|补货|到货|上架|到[账帐]|退款|打款|上门|出货|寄|发(?!票|现)|送(?!您)|返|赔|补|回复"
    r"|答复"
    r"|\b(?:ship|dispatch|send|refund|restock|deliver|arrive|reply|get back)\w*"
)
"""Deeds of ours or the carrier's: a day the customer wishes for them is no source."""
_NOT_BEFORE = Pattern(r"(?:之|以)?后|起|\bonwards")
"""After a day: the customer asks us to wait for it, which promises no haste."""
_ASKING = Pattern(r"(?:吗|么|嘛|没)$|是否|是不是|能不能|比如|例如|假如|\be\.g\.")
_BEFORE_IDIOM = Pattern(r"(?:每|第|那|这|哪|某|几|多|好|数|隔|前|头|近|有|的|新|整|大)$")
"""Before a number: 每天, 第三天, 这两天, 有一天 tell no length of time of ours."""
_AFTER_IDIOM = Pattern(
    r"(?:小时)?[^,。!?;\d]{0,2}(?:在线|都在|在的|客服|营业|服务|值守|自助|随时|热线|恭候|不打烊|全天|线上)|愉快"
    r"|快乐|到晚"
    r"|到头|四季|比一|天(?:比|都)|[一两二三\d][次趟]|三餐"
    r"|无理由(?=退)|[ -]hours? a day"
)
_WAIT = Pattern(
    r"稍等|稍候|等我|给我|请等|等待|等候|耽误|占用|马上|再等|久等|回[您你]|回复|去[查问]|\b(?:wait|moment"
    r"|bear with|hold on|give me)\b"
)
_MOMENT = 1 / 5
"""Hours: asking for a few minutes at the keyboard is courtesy."""
_GIFT = Pattern(
    r"附赠|加赠|随[单箱货机](?:附|赠|送|配)[赠送]?|(?:下单|拍下|购买|付款)[^,。!?;]{0,4}(?:就|即|都"
    r"|还)?[赠送](?![货到达上])|买[一二两三\d]+[件个双]?送"
    r"|(?:都|均|也|还|另)(?:会|有)?(?:赠送|送(?=[一两二三四\d小]))|有(?:小)?(?:赠品|礼品|礼物)"
    r"|comes with (?:a )?free|free gift (?:with"
    r"|included)|buy one,? get"
)
_HINT = Pattern(
    r"发|寄|出库|出仓|出货|出咗|快递|通|丰|达|邮|兔|邦|物流|黑猫|嘉里|安能|优速|天天|宅|ems|签收|妥投|退|打款"
    r"|到[账帐]|在路|途|运输|派|配送|取消|付|送|赠|礼"
    r"|备货|打包|配货|揽|收到|express|\b(?:sf|zto|yto|sto|dhl|ups|usps|dpd|jd)\b|ship|dispatch|deliver|transit"
    r"|refund"
    r"|paid|payment|cancel|received|signed|free|buy one|way|left|fed|mail|aramex|kerry|t-?cat|sent"
)
"""Whether a carrier, a state or a gift can be there at all."""


@dataclass(frozen=True)
class Statement:
    """Something stated as fact, in folded characters. `kind`: a quantity's, or carrier, state, gift.

    `name` is the carrier, the state or the gift's words. `promised`: what is said to happen by it.
    """

    kind: str
    start: int
    end: int
    clause: Clause
    quantity: Quantity | None = None
    name: str = ""
    underway: bool = False
    promised: bool = False


def statements(folded: str, parts: tuple[Clause, ...], found: tuple[Quantity, ...]) -> Iterator[Statement]:
    """The facts that a reply states."""
    yield from _quantities(folded, parts, found)
    if _HINT.search(folded) is None:
        return
    for named in carriers(folded, parts):
        clause = clause_at(parts, named.start)
        yield Statement("carrier", named.start, named.end, clause, name=named.carrier, underway=named.underway)
    for told in states(folded, parts):
        yield Statement("state", told.start, told.end, clause_at(parts, told.start), name=told.state)
    if _GIFT.search(folded) is None:
        return
    for clause in parts:
        match = _GIFT.search(clause.text)
        if match is not None and not asks(clause, folded):
            at = clause.start + match.start()
            yield Statement("gift", at, clause.end, clause, name=clause.text[match.end() :])


def _quantities(folded: str, parts: tuple[Clause, ...], found: tuple[Quantity, ...]) -> Iterator[Statement]:
    for quantity in found:
        clause = clause_at(parts, quantity.start)
        if asks(clause, folded) or _is_idiom(quantity, clause, folded):
            continue
        promised = (
            quantity.kind in TIMES
            and _PROMISED.search(clause.text) is not None
            and _NOT_BEFORE.match(folded, quantity.end) is None
        )
        yield Statement(quantity.kind, quantity.start, quantity.end, clause, quantity, promised=promised)


def asks(clause: Clause, folded: str) -> bool:
    """Whether a clause states nothing, but asks or gives an example."""
    return folded[clause.end : clause.end + 1] == "?" or _ASKING.search(clause.text) is not None


def _is_idiom(quantity: Quantity, clause: Clause, folded: str) -> bool:
    """Whether a number says nothing of ours: every day, please wait a minute, 100%."""
    if quantity.kind in {"day", "weekday"}:
        before = 0 if folded[quantity.start].isascii() else quantity.start - clause.start
        return _MATTERS.search(clause.text, before) is None
    if quantity.kind == "percent":
        return quantity.high >= 100
    if quantity.kind != "duration":
        return False
    ahead, after = folded[max(0, quantity.start - 4) : quantity.start], folded[quantity.end : quantity.end + 8]
    if _BEFORE_IDIOM.search(ahead.rstrip()) or _AFTER_IDIOM.match(after):
        return True
    return quantity.high <= _MOMENT and _WAIT.search(clause.text) is not None
