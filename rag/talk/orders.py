"""Tells whether a conversation is about goods bought already, where no facts of an order are given."""

from __future__ import annotations

import re

from rag.domain import Turn
from rag.text import fold

_BOUGHT = re.compile(
    r"订单编?号|咨询订单|\[[^\[\]]*订单[^\[\]]*\]|(?:这|此|那|上)一?个?(?:订)?单|我的(?:订单|快递|包裹|快件|货|件)|"
    r"我有.{0,3}(?:快递|包裹|快件|订单)|"
    r"下的单|(?:下|买|拍|付|订)(?:了|过)(?:单|款|的|一|两|个|台|件)|(?<![不再就])(?:下单|付款|付钱|买|拍)了|我(?:之?前|昨天|前天|刚才?|上[周次]|今天)?(?:买|拍|订)的|"
    r"(?:已经?|还没有?|没有?|未|刚)(?:发货|收到|签收|派送|出库|到货)|催[件单]|到哪|收到(?:货|的)|"
    r"\bmy (?:order|parcel|package|delivery)\b|\bI (?:bought|ordered)\b|\border (?:number|no\.?|#)",
    re.IGNORECASE,
)
_UNDER_WAY = re.compile(
    r"您(?:的|这个?|这笔)(?:订单|包裹|快递|件)|(?:已经?|正在)(?:为您|给您)?(?:发货|发出|配送|派送|运输|出库)|"
    r"(?:到达|送到|送往|发往).{0,6}(?:站点|站|网点|仓|分拣|中转)|"
    r"物流(?:信息|显示|更新)|\byour (?:order|parcel|package)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"(?:还没|没有?|未)(?:买|下单|付款|拍下)|haven't (?:ordered|bought)", re.IGNORECASE)


def is_of_order(turns: tuple[Turn, ...]) -> bool:
    """Whether the customer speaks of what they bought, or the agent of an order that is under way."""
    said = [(turn.role, fold(turn.text).text) for turn in turns]
    if any(role == "customer" and _NOT_YET.search(text) for role, text in said):
        return False
    return any((_BOUGHT if role == "customer" else _UNDER_WAY).search(text) for role, text in said)
