"""Carriers and states of an order that a text states as facts: not those it asks after or makes a condition."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from rag.progress.stages import RefundStage, refund_stage
from rag.text import Clause, Kinds, Pattern, clauses

# Carriers --------------------------------------------------------------------------------------------

_CARRIERS = Kinds(
    {
        "sf": r"顺丰|顺风(?:快递|速运|速递)|\bsf\b(?: express)?|\bs\.f\.",
        "zto": r"中通|\bzto\b",
        "yto": r"圆通|\byto\b",
        "sto": r"申通|\bsto\b",
        "yunda": r"韵达|\byunda\b",
        "best": r"百世|汇通|\bbest express\b",
        "jt": r"极兔|\bj&t\b",
        "deppon": r"德邦|\bdeppon\b",
        "jd": r"京东(?:快递|物流)|\bjd (?:express|logistics)\b",
        "ems": r"(?<![a-z])ems(?![a-z])|邮政(?:特快|速递)",
        "post": r"邮政|平邮|邮局|\bchina post\b",
        "ttk": r"天天(?=快递|、)|(?<=、)天天",
        "zjs": r"宅急送",
        "uc": r"优速",
        "ane": r"安能",
        "danniao": r"丹鸟|菜鸟直送",
        "suning": r"苏宁(?:快递|物流)",
        "tcat": r"黑猫|\bt-?cat\b",
        "hct": r"新竹(?:物流|货运)",
        "kerry": r"嘉里(?:大荣)?|大荣货运|\bkerry\b",
        "pelican": r"宅配通",
        "hkpost": r"香港邮政|\bhong ?kong post\b",
        "fedex": r"联邦快递|\bfed ?ex\b",
        "dhl": r"\bdhl\b",
        "ups": r"\bups\b",
        "usps": r"\busps\b",
        "dpd": r"\bdpd\b",
        "royal": r"\broyal mail\b",
        "aramex": r"\baramex\b",
    }
)
_UNDERWAY = Pattern(
    r"走的?是?|发的|用的|由|是|已|正|派送|派件|在途|揽收|运输|承运|寄出|发出|单号|shipped|sent|with|via|by"
    r"|carrier|courier"
)
_OTHERWISE = Pattern(
    r"可以|可发|能|如果|若|要是|的话|想|需要|要(?!求)|换|改|补|差价|加|也|支持|默认|一般|常用|通常|都|或|退|寄回"
    r"|建议|请(?!您留意)|下次|以后"
    r"|暂|不|没|未|优先|\b(?:can|could|if|would|prefer|usual\w*|return|next time|instead|also|or|not|don't)\b"
)
"""What makes a carrier's name a possibility, a habit or the return's, rather than this parcel's carrier."""


@dataclass(frozen=True)
class CarrierNamed:
    """A carrier in folded characters; `underway`: said to carry this very parcel."""

    carrier: str
    start: int
    end: int
    underway: bool


def clause_at(parts: Sequence[Clause], at: int) -> Clause:
    """The clause that a place of the text belongs to."""
    return parts[max(bisect_right(parts, at, key=_start) - 1, 0)]


_start = attrgetter("start")


def carriers(folded: str, parts: Sequence[Clause]) -> Iterator[CarrierNamed]:
    """The carriers that a text of these clauses names."""
    for match in _CARRIERS.finditer(folded):
        text = clause_at(parts, match.start()).text
        underway = _UNDERWAY.search(text) is not None and _OTHERWISE.search(text) is None
        yield CarrierNamed(match.lastgroup or "", match.start(), match.end(), underway)


@lru_cache(maxsize=4096)
def carriers_in(folded: str) -> frozenset[str]:
    """The carriers a text names in any way."""
    return frozenset(match.lastgroup or "" for match in _CARRIERS.finditer(folded))


# States ----------------------------------------------------------------------------------------------

_DONE = r"(?:已经?|早就|刚刚?|今[早天]|昨[天晚日]|前天|[上下]午)"
_GAP = r"[^,。!?;]{0,8}?"
_LEFT = r"(?:(?:发货|出货|揽收|揽件)(?![时期安排地单前后人方仓量])|发出|寄出|出库(?!单)|发走|出仓|寄咗)"
_STATES = Kinds(
    {
        "unshipped": rf"(?:还没有?|尚未|暂未|(?<![已])未|没有?|仲未|还未)[^,。!?;]{{0,4}}(?:{_LEFT}|交给快递"
        rf"|发(?=[呢哦哈啊的吧走]|$))"
        rf"|待发货"
        r"|(?:正在|还在|仍在)(?:备货|打包|配货|拣货)"
        r"|\b(?:hasn't|has not|not yet|haven't) (?:been |yet )?(?:shipped|dispatched|sent|left)|still being packed",
        "unsigned": r"(?:还没有?|尚未|未)(?:被)?(?:签收|妥投|送达)|\b(?:hasn't|has not|not) been delivered",
        "unrefunded": r"(?:还没有?|尚未|未)[^,。!?;]{0,3}(?:退款|到[账帐])|退款(?:正在|还在)?(?:处理|审核)中"
        r"|refund is (?:still )?(?:being processed|pending|in progress)",
        "unpaid": r"(?:还没有?|尚未|未)(?:付款|支付)|待付款|\b(?:hasn't|not) been paid",
        "return_received": rf"(?:(?:我们|仓库|这边)[^,。!?;]{{0,4}}(?:已经?)?|{_DONE}{_GAP})(?:收到|签收)了?(?:您"
        rf"|你)?(?:的)?(?:退货|退回|寄回|退件)"
        r"|(?:您|你)?(?:寄|退)(?:回(?:来)?)?的(?!钱|款)[^,。!?;]{0,10}?(?:收到|签收|到仓|入库)(?:了|啦|囉)"
        r"|(?:we(?:'ve| have)? received|received) your return",
        "refunded": rf"{_DONE}{_GAP}(?:退款(?!申请|处理|中|流程|单|的|原因|里|总|金额)|退(?:还|回)(?:了|给|到|至"
        rf"|您|你|\d)|打款|到[账帐]|退给(?:您|你)"
        rf"|退到|退了)"
        r"|(?:退款|钱|款项?)(?:已经?|都)(?:都|给您|给你)?(?:退回|退到|打款|[打转汇](?:给|到|进|回|过去))|退款(?:已经?)?(?:成功|完成|到[账帐](?=了|啦|$))|\b(?:has"
        r"|have) been refunded"
        r"|refund (?:has been|was|is) (?:issued|completed?|processed|paid|done)|(?:we've|we have|have) refunded",
        "cancelled": r"订单[^,。!?;]{0,6}已经?(?:被)?(?:取消|关闭)|已经?(?:帮|为|给)(?:您|你)取消"
        r"|order (?:has been|was) cancell?ed",
        "signed": rf"{_DONE}{_GAP}(?:签收(?!的|时)|妥投|送达|送到)|显示(?:被|由|是)?[^,。!?;]{{0,6}}(?:签收|妥投)"
        rf"|签收了|签收成功"
        r"|\b(?:has been|was|been) (?:delivered|signed for)",
        "moving": r"(?:在|正在|还在)(?:路上|途中|运输|派送|配送|送)|(?:运输|派送|配送|派件|转运|运送)(?:途)?中"
        r"|\bon (?:its|the) way|in transit|out for delivery",
        "shipped": rf"{_DONE}{_GAP}(?:{_LEFT}|交给(?:了)?(?:快递|顺丰|中通|圆通|韵达)|发快递)|(?:发货|发出|寄出"
        rf"|出库|出货)(?:了|啦|咯|喽|囉)"
        r"|寄咗|出咗[货仓]|\b(?:has|have) (?:been )?(?:shipped|dispatched)|already (?:been )?(?:shipped|sent"
        r"|dispatched)"
        r"|\b(?:was|were) (?:shipped|dispatched)|shipped (?:on|yesterday|this|today)|we shipped|left (?:our"
        r"|the) warehouse",
        "paid": r"已经?(?:付款|支付|付过)(?:成功|了)?(?!的)|付款成功(?!的|页)|payment (?:has been|was) received",
    }
)
_DEEDS = Pattern(
    r"发[货出走快呢哦哈啊的吧]|[打转汇][给到进回]|寄|出库|出仓|出货|揽|打包|备货|配货|拣货|快递|签收|妥投|送|退|打款|到[账帐]|付"
    r"|支付|取消|关闭|在路|途中|运输|派送|配送|派件|转运"
    r"|运送|ship|dispatch|sent|left|deliver|sign|refund|paid|payment|packed|way|transit|cancel|receiv|发$"
)
"""What any state is told by: most replies hold none of it."""
_NO_CLAIM = Pattern(
    r"吗|么(?:$|[?])|没有?$|是否|有没有|是不是|如果|若|要是|的话|(?<!优)等|待(?!发)|一旦|只要|(?<![之今])后(?!台)"
    r"|以后|时(?!间|效)|万一|请问"
    r"|另一|另外的|第一时间|告诉您|告知|再|已?(?:发货|签收|付款|发出|收到)的|预计|将|会(?!员)|能|可以|才|需要"
    r"|要(?!求)|前|说|反映|提到|或"
    r"|\b(?:if|once|after|when|until|before|will|whether|would|may|can|has it|have you|is it|did|you (?:said"
    r"|mention)|please|another)\b"
)
"""What makes the naming of a state a question, a condition, a plan or another's words."""
_BY_US = Pattern(
    r"申请|提交|登记|反馈|催|备注|安排|通知|联系|转|记录|核实|要求|同意|发起|查|换货|补发|退货|补寄|重新"
)
"""Between 已 and the deed: what the agent did about it, or another parcel than the order's."""


@dataclass(frozen=True)
class StateTold:
    """A state in folded characters."""

    state: str
    start: int
    end: int


def states(folded: str, parts: Sequence[Clause]) -> Iterator[StateTold]:
    """The states that clauses tell as facts, one a clause."""
    if _DEEDS.search(folded) is None:
        return
    before: Clause | None = None
    for match in _STATES.finditer(folded):
        clause = clause_at(parts, match.start())
        if clause is before or folded[clause.end : clause.end + 1] == "?" or _NO_CLAIM.search(clause.text):
            continue
        before = clause
        if match.lastgroup == "return_received" or _BY_US.search(match.group()) is None:
            yield StateTold(match.lastgroup or "", match.start(), match.end())


@lru_cache(maxsize=4096)
def states_in(folded: str) -> frozenset[str]:
    """The states a text tells as facts."""
    return frozenset(told.state for told in states(folded, clauses(folded)))


_HOLDS: dict[str, frozenset[str]] = {
    "unpaid": frozenset({"unpaid", "unshipped", "unsigned"}),
    "paid": frozenset({"paid", "unshipped", "unsigned"}),
    "shipped": frozenset({"paid", "shipped", "moving", "unsigned"}),
    "delivering": frozenset({"paid", "shipped", "moving", "unsigned"}),
    "signed": frozenset({"paid", "shipped", "signed"}),
    "completed": frozenset({"paid", "shipped", "signed"}),
    "closed": frozenset({"cancelled"}),
}
_OF_THE_ORDER = frozenset({"unpaid", "paid", "unshipped", "shipped", "moving", "signed", "unsigned"})


def holding(order_state: str | None) -> frozenset[str]:
    """What is so when an order is in a state."""
    return _HOLDS.get(order_state or "", frozenset())


def excluded(order_state: str | None) -> frozenset[str]:
    """What cannot be so; of a closed order all may have been."""
    return frozenset() if order_state in {None, "closed"} else _OF_THE_ORDER - holding(order_state)


_NOT_PAID_BACK: tuple[RefundStage, ...] = ("applied", "waiting_goods", "goods_received", "processing")


def refund_states(state: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """What is so, and what cannot be so, when the system of refunds says `state` of one."""
    stage = refund_stage(state)
    if stage == "done":
        return frozenset({"refunded"}), frozenset({"unrefunded"})
    if stage not in _NOT_PAID_BACK:
        return frozenset(), frozenset()
    received = {"return_received"} if stage == "goods_received" else set()
    return frozenset({"unrefunded", *received}), frozenset({"refunded"})
