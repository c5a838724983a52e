"""Tells what a conversation has given already, so that nobody asks for it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rag.domain import Turn
from rag.talk.acts import GO_ON, act_of
from rag.text import fold

_READERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("order", r"订单编号|咨询订单|(?<![\d-])(?!1[3-9]\d{9}(?!\d))\d{8,}|(?:订单|"
            r"单)号?[:;是\s]*[a-z]*(?:\d{4,}|\[)|(?:\d{6,}|\[数字[^\[\]]*\])[^\w\[]{0,4}(?:请问)?(?:这|该|此)(?:个|笔)?(?:订单|单)|"
            r"\[[^\[\]]*订单[^\[\]]*\]|订单(?:编)?号[:是\s]*[a-z]*\d{4,}|\border (?:number|no\.?|"
            r"#)?[:\s#]*[a-z-]*\d{4,}"),
        (
            "product",
            r"https?://|\[(?:[^\[\]]*)(?:链接|商品|宝贝)[^\[\]]*\]|商品(?:id|编号)|"
            r"(?:^|\n)\s*(?!1[3-9]\d{9}\b)\d{9,13}\s*(?:$|\n)",
        ),
        ("photo", r"\[(?:图片?|照片|视频|截图|image|photo|picture|video)[^\[\]]*\]|(?:图片?|照片|视频|"
            r"截图)?(?:已经?)?(?:发|"
            r"拍)(?:给)?(?:你|您|过去|过来)了|[如见看](?:上|下)?图|\.(?:jpe?g|png|mp4)"),
        ("phone", r"(?<!\d)1[3-9]\d{9}(?!\d)|\[[^\[\]]*电话[^\[\]]*\]|(?<!\d)\d{2,4}-\d{6,8}(?!\d)"),
        ("address", r"[一-鿿]{2,8}(?:路|街|道|巷|村|小区|大厦|花园|公寓|广场|镇)[一-鿿\d]{0,12}\d+|\d+(?:号楼|"
            r"栋|幢|单元|室)|"
            r"\[[^\[\]]*地址[^\[\]]*\]|\b\d+ [a-z]+ (?:street|st|road|rd|avenue|ave|lane|drive)\b"),
        (
            "city",
            r"(?:寄[到往]|送到|发[到往]|我在|人在|收货地(?:址)?(?:是|在)?)(?!哪|了|货|付|家|门|单位|"
            r"公司)[一-鿿]{2,6}|"
            r"(?<!超)[一-鿿]{2,4}[省市县](?!场)|\b(?:ship(?:ped|ping)?|deliver(?:y)?|long|live in|"
            r"courier) (?:to )?(?!me\b|my\b|the\b|it\b|you\b|for\b|does\b|will\b)[a-z]{4,}",
        ),
        ("weight", r"\d{2,3}\s*(?:斤|公斤|kg|千克)|体重\D{0,3}\d{2,3}"),
        ("height", r"(?<!\d)1[4-9]\d(?:\s*(?:cm|厘米|公分))?(?!\d)|[12]米\d|身高\D{0,3}\d"),
        ("size", r"(?<![a-z])(?:x{0,3}[sl]|m)(?:\s*码|\s*号|(?![a-z]))|\d{2,3}\s*码|(?:穿|码数|"
            r"尺码)[^,。]{0,6}\d{2}"),
        ("quantity", r"(?<!第)(?:\d+|[一二两三四五六七八九十几])(?:件|个|台|箱|盒|套|份|双|条|包|瓶|袋|本|只|把|块|"
            r"颗)(?!月|人)"),
        ("invoice_title", r"抬头[:是为]\s*.{2,}|[一-鿿]{4,20}(?:公司|研究所|大学|医院|中心)|税号.{0,4}\w{10,}|"
            r"\[组织机构"),
        ("reason", r"因为|由于|原因是|(?:拍|买|选|下|填|写)(?:错|多|重复)|不(?:想要|喜欢|合适|需要)|"
            r"太[大小长短紧松]|质量(?:不|太|有)|不好看|重复(?:下单|购买)"),
        ("courier", r"顺丰|圆通|申通|中通|韵达|ems|邮政|京东快递|德邦|极兔|百世|天天快递|黑猫|宅急便|\b(?:dhl|"
            r"fedex|ups|usps|sf)\b"),
        ("model", r"[a-z]+-?\d{2,}[a-z\d-]*|型号.{0,3}\w"),
    )
)  # fmt: skip
"""Readers of what was typed, by name: what `shown_by` in knowledge/needs.yaml may name."""
READERS = frozenset(name for name, _ in _READERS) | {"measurements", "time"}
_HAS_ORDER = re.compile(
    r"查询|查看|查到|显示|您(?:的|这)(?:个|笔)?(?:订单|单子?)(?!编?号)|[这此该]单|[此该](?:订单|商品)|核实|"
    r"已经?(?:帮|给|为)您"
)
"""An agent who speaks so has the order open; so has one who speaks for the second time."""
_BY_EITHER = frozenset({"order", "product"})
"""What an agent's words show to be known as well."""


_TAKEN = re.compile(r"(?:我|已经?|都)*(?:拍|发|传|上传)(?:好|过|完)?了")
"""A photo asked for is there, whatever else the answer goes on with."""
_ASKED_BY: Mapping[str, re.Pattern[str]] = {
    name: re.compile(words)
    for name, words in {
        "order": r"订单|单号|哪一?单|order",
        "product": r"链接|哪一?款|商品|宝贝|link|which item",
        "photo": r"照片|图|拍|截图|视频|photo|picture",
        "phone": r"电话|手机|号码|phone",
        "address": r"地址|address",
        "city": r"城市|哪里|哪个(?:省|市|地方)|寄到|city|where",
        "measurements": r"身高|体重|height|weight",
        "size": r"码|尺寸|size",
        "quantity": r"几[件个台双箱]|多少|数量|how many",
        "invoice_title": r"抬头|税号|开票(?:信息|资料)|invoice (?:title|details)",
        "reason": r"原因|为什么|怎么了|哪里(?:不|有)|什么问题|why|reason",
        "model": r"型号|哪一?款|model",
        "time": r"时间|几点|什么时候|哪天|方便|when|what time",
    }.items()
}
"""How an agent asks for what a reader reads."""


def shown_in(turns: tuple[Turn, ...]) -> frozenset[str]:
    """Names of the readers whose matter was given: by its form, or in answer to the agent's question for it."""
    said = [(turn.role, fold(turn.text).text) for turn in turns]
    customer = "\n".join(text for role, text in said if role == "customer")
    everybody = "\n".join(text for _, text in said)
    found = {name for name, pattern in _READERS if pattern.search(everybody if name in _BY_EITHER else customer)}
    agent = [text for role, text in said if role == "agent"]
    found |= {"order"} if len(agent) > 1 or any(map(_HAS_ORDER.search, agent)) else set()
    found |= {"measurements"} if {"weight", "height"} <= found else set()
    return frozenset(found | set(_answered(turns)))


def _answered(turns: tuple[Turn, ...]) -> Iterator[str]:
    """Readers whose matter the agent asked for and the customer's next message brought."""
    for asking, answer in pairwise(turns):
        if (asking.role, answer.role) != ("agent", "customer"):
            continue
        asked = fold(asking.text).text
        if act_of(answer.text, asking.text) in GO_ON | {"shows_contact"}:
            yield from (name for name, words in _ASKED_BY.items() if words.search(asked))
        elif _TAKEN.match(fold(answer.text).text) and _ASKED_BY["photo"].search(asked):
            yield "photo"
