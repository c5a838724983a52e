"""Phone, address, order, identity number and e-mail are the customer's own: not for the public, nor for others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.domain import Facts, Order
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.personal import Kind, Personal, personal_data
from rag.text import Pattern, fold

_OURS = Pattern(
    r"(?:退货|退回|寄回|退件|收货(?!人)|我们的|我们(?:店|仓|客服|公司)|本店|门店|门市|店铺|店址|仓库|售后|客服"
    r"|服务|公司|实体店|展厅|工厂|总部"
    r"|热线|专线|官方|投诉|监督|网点|站点|快递员|派送员|配送员|师傅|我哋|客户服务|return|warehouse|support"
    r"|showroom|store"
    r"|service|our|hotline|courier|contact us)[^。;!?\n]{0,40}$"
)
"""What stands before a number or an address of the shop's own, or of the courier at work."""
_THEIRS = Pattern(
    r"打(?:过去|咗|过|了)|[您你]的?(?:收[件货])?(?:电话|手机|邮箱|地址|住址|号码|收[件货]|预留|登记|留的|订单"
    r"|尾号)|收件地址是"
    r"|\byour (?:phone|address|e-?mail|mobile|number)"
)
_OTHERS = Pattern(
    r"另外?一?[位个名]|其[他它余](?:的)?(?:买家|顾客|客[户人]|会员)|别的(?:买家|顾客|客[户人])|上一?[位个]"
    r"|前面?[那一]?[位个]|那[位个](?:买家|顾客|客[户人])"
    r"|邻居|别人|有[位个](?:买家|顾客|客[户人])|\b(?:another|other|previous|last) (?:customer|buyer|client)"
)
_HOTLINE = Pattern(
    r"(?<!\d)(?:[48]00[- ]?\d{3,4}[- ]?\d{3,4}|0800[- ]?\d{3}[- ]?\d{3}|1?[- ]?8(?:00|88|77|66)[- ]\d{3}-\d{4}"
    r"|95\d{3,6}|12315|12305)(?!\d)"
)
_OWN_MAIL = Pattern(r"^(?:service|support|kefu|cs|help|info|hello|contact|care|return)s?\b|客服|售后")
_ARTICLE = Pattern(
    r"(?:货号|款号|型号|条形?码|sku|批号|商品(?:编号|id)|产品编号|编码|序列号|item (?:no\.?"
    r"|number)|model)[ :是为#]{0,3}$"
)
_PICKED_UP = Pattern(
    r"^[^,。;!?\n]{0,14}(?:驿站|自提|快递柜|代收|网点|菜鸟|丰巢|站点|超市|便利店|门店|专柜)"
    r"|^[^。;!?\n]{0,6}(?:到店|门店)"
)
_OWN_MATTER = frozenset[Kind]({"tracking", "pickup", "name", "messenger"})
"""In a chat these are of the parcel or the person talked to, unless the reply speaks of somebody else."""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Personal data of the customer in public, or of anybody but the customer in a chat. Masked forms pass."""
    text = reading.folded.text
    given = None if context.knowledge is None else _given(context)
    found = [item for item in personal_data(text) if not _shops_own(item, text, given)]
    if context.channel == "chat" and found:
        known = _known(context)
        found = [item for item in found if not _may_tell(item, text, known)]
    elif context.channel == "review":
        found += _named(text, context)
    for item in found:
        names = dict(zip(("kind", "kind_en"), _NAMES[item.kind], strict=True))
        yield Violation(item.start, item.end, suggestion=_masked(item, reading), details=names)


_NAMES: dict[Kind, tuple[str, str]] = {
    "identity": ("证件号码", "an identity number"),
    "email": ("邮箱", "an e-mail address"),
    "card": ("银行账号", "a bank account"),
    "tracking": ("快递单号", "a tracking number"),
    "order": ("订单号", "an order number"),
    "messenger": ("社交账号", "a messenger id"),
    "pickup": ("取件码或验证码", "a pick-up or verification code"),
    "phone": ("电话号码", "a phone number"),
    "address": ("地址", "an address"),
    "name": ("姓名", "a name"),
}


def _masked(item: Personal, reading: Reading) -> str | None:
    """The number with all but its last four digits as stars; nothing for what has no number to tell it by."""
    start, end = reading.folded.span(item.start, item.end)
    said = reading.text[start:end]
    said = said if fold(said).text == item.text else item.text  # its own capitals
    digits = re.sub(r"\D", "", said)
    if item.kind not in {"identity", "card", "tracking", "order", "phone"} or len(digits) < 8:
        return None
    return re.sub(r"\d(?=(?:\D*\d){4})", "*", said)


def _named(text: str, context: Context) -> list[Personal]:
    """The customer's name as the shop's system has it, where it is more than a surname."""
    name = fold(context.facts.customer.name or "").text.strip()
    at = text.find(name) if len(name) > 1 and not name.endswith(("先生", "女士", "小姐")) else -1
    return [Personal("name", at, at + len(name), name)] if at >= 0 else []


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


def _given(context: Context) -> str:
    """What a draft of ours may give out as the shop's own: it stands in a card, the profile or an agent's turn."""
    agents = (turn.text for turn in context.turns if turn.role == "agent")
    texts = (*(context.knowledge or ()), *context.shop.terms.values(), *context.facts.promotions, *agents)
    return _bare(fold("\n".join(texts)).text)


def _bare(text: str) -> str:
    return re.sub(r"[ \-()]", "", text)


def _may_tell(item: Personal, text: str, known: str) -> bool:
    """In a chat: what the customer's own turns and order hold, and their own data where we know of no other."""
    digits = re.sub(r"\D", "", item.text)
    before = re.split(r"[。;!?\n]", text[max(0, item.start - 30) : item.start])[-1]
    if _OTHERS.search(before) or _OTHERS.search(item.text):
        return False
    if item.kind in _OWN_MATTER:
        return True
    if item.kind in {"email", "address"}:
        said = _bare(item.text)
        return said in known or (item.kind == "address" and (said[-8:] in known or _is_pickup_point(item, text)))
    if item.kind == "order":
        return digits in known or not re.search(r"\d{7}", known)
    own = _THEIRS.search(before + item.text) is not None and not re.search(r"\d{7}", known)
    return digits.removeprefix("86") in known or own


def _is_pickup_point(item: Personal, text: str) -> bool:
    return _PICKED_UP.search(text[item.end : item.end + 24]) is not None


def _shops_own(item: Personal, text: str, given: str | None = None) -> bool:
    before = text[max(0, item.start - 48) : item.start] + re.split(r"\d", item.text)[0]
    if item.kind in {"phone", "order"} and _ARTICLE.search(before):
        return True
    if item.kind not in {"phone", "address", "email"} or (given is not None and _bare(item.text) not in given):
        return False
    if _HOTLINE.search(item.text) or (item.kind == "email" and _OWN_MAIL.search(item.text)):
        return True
    own = _OURS.search(before) or (item.kind == "address" and _OURS.search(item.text))
    return bool(own) and not _THEIRS.search(before)


RULE = Rule(
    id="private-data",
    level="error",
    summary="公开回复不写客户的个人信息，聊天里不写别人的个人信息",
    message=(
        "这里有{kind}：公开的回复请去掉客户的个人信息，聊天里只能出现客户本人的信息；需要时用“尾号”或星号代替。"
    ),
    message_en=(
        "The reply contains {kind_en}: leave personal data out of public replies and other "
        "people's out of chats, or mask it."
    ),
    source=("001",),
    check=check,
    good=(
        Example("电话里说好2026-11-21发货的", asked="怎么还不发"),
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
