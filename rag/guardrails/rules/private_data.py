"""Phone, address, order, identity number and e-mail are the customer's own: not for the public, nor for others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.domain import Facts, Order
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Pattern, fold

_DATA = Pattern(
    r"(?P<identity>(?<![\da-z])[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dx](?![\da-z])"
    r"|(?<![\da-z])[a-z][12]\d{8}(?!\d)|(?<![\da-z])[a-z]{1,2}\d{6}\([\da]\))"
    r"|(?P<email>[a-z\d._%+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{2,24}){1,3})"
    r"|(?P<order>(?:订单(?:编号|号码?|id)?|单号|order (?:no\.?|number|id)"
    r"|order)[ :是为#]{0,3}(?=[a-z-]{0,4}\d)[a-z\d][a-z\d-]{6,31}(?![a-z\d*])"
    r"|(?<![a-z\d.*-])\d{15,22}(?![a-z\d.*-]))"
    r"|(?P<phone>(?<![\d*-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d*])"
    r"|(?<![\d*-])09\d\d-?\d{3}-?\d{3}(?![\d*])|(?:电话|手机|whatsapp|phone|mobile"
    r"|tel)[^\d,。]{0,6}\+?\d[\d -]{6,14}\d(?![\d*])|(?<![\d*])\+\d{1,3}[ -]?\(?\d[\d() -]{6,14}\d(?![\d*]))"
    r"|(?P<address>[一-鿿]{2,3}(?:省|市|区|县|镇|乡)[一-鿿]{0,16}?(?:路|街|大道|巷|弄|村|里"
    r"|段)[一-鿿]{0,4}?\d{1,5}(?:号|弄|巷|栋|幢|之)|\d{1,3}(?:栋|幢|座|号楼)[^,。]{0,6}\d{2,4}(?:室|房|户)"
    r"|\b\d{1,5} (?:[a-z]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|boulevard)\b)"
)
_OURS = Pattern(
    r"(?:退货|退回|寄回|退件|收货|我们的|我们(?:店|仓|客服|公司)|本店|门店|门市|店铺|仓库|售后|客服|服务|公司"
    r"|热线|专线|官方|投诉|监督|网点|站点|快递员|派送员|配送员|师傅|我哋|客户服务|return|warehouse|support"
    r"|service|our|hotline|courier|contact us)[^。;!?\n]{0,40}$"
)
"""What stands before a number or an address of the shop's own, or of the courier at work."""
_THEIRS = Pattern(r"您的?(?:电话|手机|邮箱|地址|住址)|收件地址是|\byour (?:phone|address|e-?mail)")
_HOTLINE = Pattern(r"(?<!\d)(?:[48]00[- ]?\d{3,4}[- ]?\d{3,4}|0800[- ]?\d{3}[- ]?\d{3}|95\d{3,6}|12315)(?!\d)")
_OWN_MAIL = Pattern(r"^(?:service|support|kefu|cs|help|info|hello|contact|care|return)s?\b|客服|售后")


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Personal data of the customer in public, or of anybody but the customer in a chat. Masked forms pass."""
    text = reading.folded.text
    if not any(char.isdigit() or char == "@" for char in text):
        return
    known = _known(context)
    for match in _DATA.finditer(text):
        kind = match.lastgroup or ""
        if _shops_own(kind, match, text) or (context.channel == "chat" and _may_tell(kind, match.group(), known)):
            continue
        yield Violation(
            match.start(), match.end(), details=dict(zip(("kind", "kind_en"), _NAMES[kind], strict=True))
        )


_NAMES = {
    "identity": ("证件号码", "an identity number"),
    "email": ("邮箱", "an e-mail address"),
    "order": ("订单号", "an order number"),
    "phone": ("电话号码", "a phone number"),
    "address": ("地址", "an address"),
}


def _known(context: Context) -> str:
    """All that this customer said and this order has, without spaces and dashes."""
    facts = context.facts
    parts = (
        context.customer_text,
        facts.order.id,
        facts.customer.name,
        *(event.text for event in facts.order.tracking),
    )
    return _bare(fold("\n".join(part for part in parts if part)).text)


def _bare(text: str) -> str:
    return re.sub(r"[ \-()]", "", text)


def _may_tell(kind: str, found: str, known: str) -> bool:
    """In a chat: what the customer's own turns and order hold, and an order number where we know of no other."""
    digits = re.sub(r"\D", "", found)
    if kind in {"email", "address"}:
        return _bare(found) in known or (kind == "address" and len(digits) > 0 and _bare(found)[-8:] in known)
    if kind == "order":
        return digits in known or not re.search(r"\d{7}", known)
    return digits.removeprefix("86") in known


def _shops_own(kind: str, match: re.Match[str], text: str) -> bool:
    if kind in {"identity", "order"}:
        return False
    if _HOTLINE.search(match.group()):
        return True
    if kind == "email" and _OWN_MAIL.search(match.group()):
        return True
    before = text[max(0, match.start() - 48) : match.start()]
    own = _OURS.search(before) or (kind == "address" and _OURS.search(match.group()))
    return bool(own) and not _THEIRS.search(before)


RULE = Rule(
    id="private-data",
    level="error",
    summary="公开回复不写客户的个人信息，聊天里不写别人的个人信息",
    message=(
        "回复里有{kind}：公开回复请去掉客户的个人信息，聊天里只能出现客户本人的信息；需要时用“尾号”或星号代替。"
    ),
    message_en=(
        "The reply contains {kind_en}: leave personal data out of public replies and other "
        "people's out of chats, or mask it."
    ),
    source=("001",),
    check=check,
    good=(
        Example("感谢您的反馈，麻烦您联系客服热线400-820-1234，我们马上跟进。", channel="review"),
        Example("您尾号5678的订单今天已经补发。", channel="review"),
        Example("已经联系到您，号码是138****5678，谢谢您接听。", channel="review"),
        Example("好的，收件电话改成13812345678，已经更新。", asked="电话改成13812345678"),
        Example(
            "您的订单20260118334455已经出库。", asked="我的货呢", facts=Facts(order=Order(id="20260118334455"))
        ),
        Example("退货地址：杭州市余杭区文一路99号，仓库电话13900001111。", asked="退货寄到哪里，运费险有的"),
        Example("快递员电话是13711112222，您可以直接联系他。", asked="包裹到哪了"),
        Example("感謝您的建議，客服專線0800-123-456隨時為您服務。", channel="review"),
        Example("您的手機0912-345-678已經更新。", asked="手機改0912345678"),
        Example("Please write to support@example.com and we'll look into it.", channel="review"),
    ),
    bad=(
        Example("张女士您好，我们打您的电话13812345678一直占线。", channel="review"),
        Example("您的订单号2026011833445566已经退款，请查收。", channel="review"),
        Example("包裹已经送到浦东新区花木路120号的驿站。", channel="review"),
        Example("身份证110101199003074514已经核验通过。", channel="review"),
        Example("已经把说明书发到lin.xiao@example.com，请查收。", channel="review"),
        Example("另一位买家的号码是13700001111，您可以问问她穿着如何。", asked="别人穿着怎么样"),
        Example("您好，您的訂單編號A2026011833已經補寄。", channel="review"),
        Example("我們撥打0912-345-678都沒有人接聽，請您回電。", channel="review"),
        Example("上一位客人住在台北市大安區和平東路85號，您可以參考。", asked="其他人裝得如何"),
        Example("We tried to reach you at +44 7700 900123 twice.", channel="review"),
    ),
)
