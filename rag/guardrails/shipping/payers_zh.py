"""Who pays, in one Chinese clause: 我们承担, 不用您出, 自理, 不报销, 免费取件, 从退款里扣."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.shipping.payers import Manner, Payer, Statement, turned
from rag.guardrails.shipping.verbs_zh import CUSTOMER, SELLER, VERB
from rag.guardrails.shipping.words import COST_ZH, INSURANCE
from rag.text import Pattern

_TO = r"(?<![给替帮为跟向问和与同对找退补转赔扣收比])(?<!(?<![往来回])返)(?<!通知)(?<!联系)"
_PARTY = Pattern(rf"{_TO}(?:(?P<seller>{SELLER})|(?P<customer>{CUSTOMER}))")
_NO = (
    r"未便|不(?!但|仅|管|论|过|然|好意思|合|喜|想|同|良|符|满|对|影|是很)|没(?!问题|关系|事)(?:法|办法)?"
    r"|无(?:需|须|法)|毋须|毋需|免(?![费运邮单])|唔(?!好意思|该)|甭|冇|勿|别(?![家人的])|未"
    r"|怎(?:么)?(?:会|能|可能|好意思)|哪(?:会|能|里会)|岂(?:能|会)|[没冇]有?(?:道理|理由)|轮不[到着]|不归|不应?该"
)
_BETWEEN = (
    r"(?:我们|我哋|店里|商家|卖家|店铺|平台|我司|买家|客户|客人|顾客|从[^,]{1,5}?(?:里面?|中|内|上)|自己|自行|另外|另|额外|任何|一分钱|一毛钱"
    rf"|我|咱|快递员|师傅|承担|负责|提供|支持|享受|可以|当然|应该|{COST_ZH}|来回|往返"
    r"|[追加收补用需要会必让叫您你使得能再多给帮替喊消劳令为由向问跟找来予做在是到去单独的了嘅返咁俾贴])"
)
_NEGATED = Pattern(rf"(?:{_NO}){_BETWEEN}{{0,8}}$")
_TWICE = Pattern(rf"(?:不是|并非|没有|不会|唔系|不能)(?:说)?(?:我们)?不{_BETWEEN}{{0,6}}$")
_WITHDRAWN = Pattern(
    r"(?:的?(?:资格|优惠|权益|服务|门槛))?(?:就|会|将|则|也|要|已经?|便)*(?:被)?(?:取消|补[回缴付上交]|失效|作废"
    r"|收回|没了"
    r"|不成立|不算|享受不)"
)
"""What was free and is so no longer: 原本的包邮会取消."""
_WE_DO_NOT = Pattern(r"(?:恕|概|一律)不(?:能|予|会|再)?$")
_NO_NEED = Pattern(r"(?:不用|无[需须]|不必|不需要?|唔使|毋[需须]|甭)[^,您你]{0,2}$")
_ALONE = Pattern(rf"(?:(?P<seller>{SELLER})|(?P<customer>{CUSTOMER}))(?:自理|自付|承担|支付)?(?:\([^)]*\))?$")
_CANNOT = Pattern(r"不[了到成]")
_SPARED = Pattern(r"(?:省得|免得|以免|省去|避免)[^,]{0,4}$")
_PARTY_AFTER = Pattern(rf"(?:在|到)?(?:(?P<seller>{SELLER})|(?P<customer>{CUSTOMER}))")
_OURSELVES = Pattern(rf"(?:{SELLER})(?:这边|店里|会|都|来|已经?|先|可以|能|就)*$")
_NEED = Pattern(r"(?:需要?|要|得|须|应|另|另外|再|只用|只需|只要|补)[^,]{0,6}$")
_PAID = Pattern(r"(?:已|已经|都|预|代)$")
_VAGUE = frozenset({"解决", "处理", "搞定", "来", "给", "认", "送", "贴", "结", "兜"})
_OUR_PURSE = Pattern(rf"(?:从|走|在)(?:{SELLER}|利润|成本|公账)[^,您你]{{0,6}}$")
"""邮费从我们利润里扣: whose money it is taken from."""
_SENT = Pattern(r"[^,]{0,4}?(?:寄|退|发|送)(?!.?多少)")
_WINDOW = 28
"""How far before a verb its subject or its negation is looked for, in characters."""


def statements(clause: str) -> Iterator[Statement]:
    """The payers that a folded Chinese clause names, in order."""
    insured = INSURANCE.search(clause)
    verbs = list(VERB.finditer(clause))
    for match in verbs:
        if match.lastgroup == "priced" and len(verbs) > 1:
            continue  # 发货运费8元我们承担: who pays it is said beside
        before = clause[max(0, match.start() - _WINDOW) : match.start()]
        if _TWICE.search(before) or _SPARED.search(before):
            continue
        kind = match.lastgroup or ""
        for payer in _payers(kind, match, clause, before):
            if insured and payer == "customer" and kind in {"refund", "charge"}:
                continue  # 没有的话保险不赔: nobody is named
            by_insurer = insured and payer == "seller" and kind in {"refund", "pay", "free", "advance"}
            manner = "spared" if kind == "charge" and payer == "seller" else _manner(kind, match)
            yield Statement(match.start(), match.end(), "insurer" if by_insurer else payer, manner)


def party_alone(clause: str) -> Payer | None:
    """The payer where a clause is nothing but a party: 买家(往返)."""
    return _party(_ALONE.match(clause))


def _manner(kind: str, match: re.Match[str]) -> Manner:
    if kind in {"advance", "refund"}:
        return "advance" if kind == "advance" else "refund"
    if kind == "none":
        return "answer"
    if kind == "pay" and match.group() in _VAGUE:
        return "vague"
    if kind == "own" and _SENT.match(match.string, match.end()):
        return "self_evident"
    if kind == "free" or (kind == "label" and "补偿" not in match.group()):
        return "self_evident" if match.group() not in {"是免费", "都免费", "全部免费", "均免费"} else "plain"
    return "plain"


def _payers(kind: str, match: re.Match[str], clause: str, before: str) -> tuple[Payer, ...]:
    negated = _NEGATED.search(before) is not None or _CANNOT.match(clause, match.end()) is not None
    if kind == "half":
        return ("seller", "customer")
    if kind == "pay":
        payer = _subject(before, negated)
    elif kind == "belongs":
        owner = _party(_PARTY_AFTER.match(clause, match.end()))
        payer = turned(owner, negated) if owner else None
    elif kind == "advance":
        payer = (
            "seller" if "垫" in match.group() or negated or _OURSELVES.search(before) else "customer"
        )  # 垫 is money one gets back
    elif (kind == "own" and _OURSELVES.search(before)) or (kind == "charge" and _OUR_PURSE.search(before)):
        payer = "seller"
    elif kind in {"own", "charge", "priced"}:
        payer = turned("customer", negated)
    elif kind == "free":
        payer = turned("seller", negated or _WITHDRAWN.match(clause, match.end()) is not None)
    elif kind in {"refund", "label"}:
        payer = turned("seller", negated)
    else:
        payer = "seller"
    return (payer,) if payer else ()


def _subject(before: str, negated: bool) -> Payer | None:
    """Who bears the verb: the last party before it; without one, what is needed falls to the customer."""
    payer = _party(_last_party(before))
    if payer == "seller" and negated and _NO_NEED.search(before):
        return "seller"  # 报我手机号就行不用掏钱: who need not pay is the customer, named or not
    if payer is not None:
        return turned(payer, negated)
    if _WE_DO_NOT.search(before):
        return "customer"
    if negated:
        return "seller"
    if _PAID.search(before):
        return "seller"
    return "customer" if _NEED.search(before) else None


def _last_party(before: str) -> re.Match[str] | None:
    last: re.Match[str] | None = None
    for match in _PARTY.finditer(before):
        last = match
    return last


def _party(match: re.Match[str] | None) -> Payer | None:
    if match is None:
        return None
    return "seller" if match.group("seller") else "customer"
