"""What kind of review it is, where that asks for another answer: unwritten, advertising, a threat, other goods.

Also what a follow-up (追评) changes. Sources: handbook 004 (firm with those who make reviews a business), 001
(reviews are not paid for; the shop is reached within the platform).
"""

from __future__ import annotations

import re
from typing import Literal

from rag.catalogue.goods import Goods, goods_of
from rag.domain import Polarity
from rag.text import fold

Kind = Literal["ordinary", "empty", "wordless", "spam", "threat", "abuse", "other-goods"]
Change = Literal["worse", "better", "still-bad", "still-good"]


def kind_of(text: str) -> Kind:
    """The kind by the words alone; `abuse` and `threat` may stand beside complaints that are real."""
    folded = fold(text).text
    if not folded.strip() or _UNWRITTEN.fullmatch(_BLANK.sub("", folded)):
        return "empty"
    if not _LETTER.search(_SOUNDS.sub("", folded)):
        return "wordless"
    if _is_spam(folded):
        return "spam"
    if any(threat.search(folded) for threat in _THREATS):
        return "threat"
    return "abuse" if ABUSE.search(folded) else "ordinary"


def face_of(text: str) -> Polarity | None:
    """What the emoji of a review without words say."""
    pleased, cross = len(_PLEASED.findall(text)), len(_CROSS.findall(text))
    if pleased == cross:
        return None
    return "praise" if pleased > cross else "complaint"


def change_of(first: set[Polarity], later: set[Polarity], *, settled: bool) -> Change | None:
    """What the follow-up changes, by the points of both; None where it judges nothing."""
    if settled or (later == {"praise"} and "complaint" in first):
        return "better"
    if later == {"praise"}:
        return "still-good"
    if "complaint" in later:
        return "still-bad" if "complaint" in first else "worse"
    return None


def of_other_goods(text: str, product: str | None) -> bool:
    """Whether the review names as bought what the product is not: 这双鞋 under a flask, 这家酒店 under a phone."""
    if not product:
        return False
    named, sold = fold(product).text, goods_of("", product)
    told = fold(text).text
    return any(
        not set(found["zh"] or "") & set(named) and (found["en"] or "□") not in named
        for goods, bought in _BOUGHT.items()
        if sold != goods and (sold, goods) not in _GO_TOGETHER
        for found in bought.finditer(told)
    )


# Nothing written ------------------------------------------------------------------------------------

_BLANK = re.compile(r"[\s,.。!！、~～()（）\[\]【】:：;；\"'“”]+")
_UNWRITTEN = re.compile(
    r"(?:此|该|本|这位)?(?:用户|买家|顾客|会员|客户)?(?:没有?|未|并未|暂未)(?:及时|主动)?(?:填写|做出|作出|给出|发表|写|留下)?(?:任何|文字)*"
    r"(?:评价|评论|内容|文字|留言)+(?:内容)?|(?:评价方|买家|用户)?未(?:及时)?(?:做出|作出)?评价系统默认(?:好评|评价)?|"
    r"(?:系统)?默认(?:五星)?(?:好评|评价)|暂无(?:评价|评论)(?:内容)?|无|"
    r"n/?a|none|no(?:comments?|reviews?|text|writtenreview)(?:left|provided|given)?|"
    r"(?:the)?(?:user|customer|buyer)(?:didnot|didnt|hasnot|left)(?:write|leave|written|left|no).{0,20}"
)
"""What platforms write where a customer wrote nothing; compared without spaces and marks."""
_LETTER = re.compile(r"[^\W\d_]")
_SOUNDS = re.compile(
    r"[哈嘿嘻呵啊哦噢嗯呃额唉哎哇呀]+|(?<![a-z])(?:ha|he|lol|ok|xx|zz|hmm?)+(?![a-z])|([^\W\d_])\1{3,}"
)
"""Sounds that say as little as an emoji."""
_PLEASED = re.compile("[👍👌👏❤♥💕💖💗💯😍🥰😊😀😃😄😁😆🙂😋🤩😘🌹🎉✨💪🤗☺⭐🌟]")
_CROSS = re.compile("[👎😡😠🤬😤😞😒😔😟☹🙁🤮🤢💩😭😢😩😫🙄💔😣😖]")

# Advertising ----------------------------------------------------------------------------------------

_MARKETS = r"(?:taobao|tmall|jd|pinduoduo|yangkeduo|shopee|amazon|ebay|aliexpress|walmart|lazada|temu|google)\b"
"""Where prices are compared: to name one is no advertising."""
_CONTACT = re.compile(
    r"(?<![让叫要])加(?:我|一?下|个)?(?:v\b|vx|wx|微信|薇|威信|qq|扣扣|q群|群)|"
    r"(?:微信|vx|wx|v信|薇信|威信|qq|扣扣)号?[:\s]*[a-z\d_-]{5,}|"
    rf"https?://|www\.(?!{_MARKETS})|\b(?!{_MARKETS}|www)[a-z\d-]+\.(?:com|cn|net|shop|top|xyz)\b|"
    r"whatsapp|telegram|line ?id|"
    r"点(?:我|击)?头像|(?:看|进|来)我?(?:的)?主页"
)
_OFFERS = re.compile(
    r"代(?:下单|理|购|刷|拍)|领[^,。]{0,6}(?:券|优惠|红包|福利)|优惠券|内部[价券]|(?:最低|批发|出厂|特)价|货源|免费[领送]|更便宜|招(?:人|聘|代理|商)|"
    r"贷款|推广|兼职|刷单|日结|\b(?:cheap(?:er)?|discounts?|coupons?|promo|wholesale|deals?|free gift|earn)\b"
)
_JOBS = re.compile(
    r"(?:兼职|招聘|招人)[^。]{0,12}(?:日结|日赚|刷单|月入|详情|联系)|日赚\d|月入过?[\d一两三四五六七八九十]*万|"
    r"贷款[^,。]{0,6}(?:秒|下款|无抵押)|\b(?:work from home|earn \$?\d+ (?:a|per) day)\b"
)


def _is_spam(folded: str) -> bool:
    return _JOBS.search(folded) is not None or bool(_CONTACT.search(folded) and _OFFERS.search(folded))


# A review against money -----------------------------------------------------------------------------

_MONEY = (
    r"(?:返现|红包|补偿|赔偿|赔[我钱付]|返[我钱点]|给(?:我)?[点些]?钱|打钱|转账|转我|免单|退一?半|好处|"
    r"退(?:我)?[\d一二两三四五六七八九十百]+)"
)
_BAD = r"(?:差评|负评|[一1]星|低分|追评|黑评|曝光|评价)"
_GOOD = r"(?:好评|五星|5星|满分)"
_THREATS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:不|没)[^。!?\n]{{0,6}}{_MONEY}[^。!?\n]{{0,8}}(?:就|我就|便|马上|一律|一直|天天)[^。!?\n]{{0,8}}{_BAD}",
        rf"{_MONEY}[^。\n]{{0,16}}(?:不给|不返|不转|不退)[^。!?\n]{{0,6}}(?:就|便|只能)[^。!?\n]{{0,6}}{_BAD}",
        rf"{_MONEY}[^。!?\n]{{0,10}}(?:不然|否则|要不然?|要么)[^。!?\n]{{0,14}}{_BAD}",
        rf"{_MONEY}[^。!?\n]{{0,8}}(?:就|才|我就|我再|马上)[^。!?\n]{{0,6}}(?:改|删|撤|换成|追|给){_BAD}?{_GOOD}?",
        rf"(?:想|要)[^。!?\n]{{0,6}}(?:改|删|撤)[^。!?\n]{{0,6}}(?:先|得|要|就|必须)[^。!?\n]{{0,6}}(?:{_MONEY}|[拿给]?钱)",
        r"(?:refund|pay|compensat\w*|money|cash|\$\d+)[^.!?\n]{0,40}\b(?:or else|or i|otherwise|unless)\b"
        r"[^.!?\n]{0,40}\b(?:stars?|reviews?|ratings?)\b",
        r"\b(?:unless|until|if) you (?:pay|refund|compensate|send me)[^.!?\n]{0,50}"
        r"\b(?:stars?|reviews?|ratings?)\b",
        r"\b(?:change|remove|delete|update) (?:my|this|the) (?:review|rating)[^.!?\n]{0,20}\b(?:if|when|once) you "
        r"(?:pay|refund|compensate|send)",
    )
)
"""Money or goods asked for against a bad review, or for taking one back; to be refunded is no threat by itself."""
BARGAIN = re.compile(rf"{_MONEY}|{_BAD}|{_GOOD}|[删改]评|\b(?:refund|pay|money|stars?|review|rating)\b")
"""What such a review bargains with: no complaint of the goods."""

# Abuse ----------------------------------------------------------------------------------------------

ABUSE = re.compile(
    r"傻[逼比叉屌bx]|煞笔|沙比|[你他她]妈(?:的|逼|比)|(?:草|操|艹|日)(?:你|尼|泥)(?:妈|玛|马|大爷|$)|去死|畜生|"
    r"狗(?:东西|日|娘)|王八(?:蛋|羔)|混蛋|人渣|不要脸|"
    r"死全家|全家(?:都)?(?:去?死|是骗)|(?:你们?|店家|客服|卖家|商家|老板)[^,。]{0,4}(?:脑残|智障|贱)|滚(?:蛋|吧|远|$|[,。!])|贱人|婊子|"
    r"\b(?:fuck\w*|assholes?|bastards?|idiots?|morons?|bitch\w*|scumbags?)\b"
)
"""Words that insult; what they are wrapped around may still be a complaint."""

# Other goods ----------------------------------------------------------------------------------------

_THINGS: dict[Goods, tuple[str, str]] = {
    "clothes": ("[双件条](?P<zh>鞋子?|靴子|衣服|裤子|裙子|外套|毛衣)", "shoes|boots|trousers"),
    "book": ("[本套部](?P<zh>书|小说|绘本|教材)", "book|novel"),
    "stay": ("[家间](?P<zh>酒店|宾馆|民宿|房间)", "hotel|hostel"),
    "meal": ("[家份顿](?P<zh>外卖|饭菜?|盖饭|披萨)", "pizza|burger"),
    "care": ("[瓶款](?P<zh>洗发水|护发素|沐浴露|面霜)", "shampoo|lotion"),
}
_BOUGHT = {
    goods: re.compile(rf"(?:[这那]|买的?|收到的?|住的?|点的?)一?{zh}|\b(?:this|these|the) (?P<en>{en})\b")
    for goods, (zh, en) in _THINGS.items()
}
"""Things by kind of goods, where a review names them as what was bought."""
_GO_TOGETHER: frozenset[tuple[Goods, Goods]] = frozenset(
    {
        ("care", "clothes"),
        ("appliance", "clothes"),
        ("food", "meal"),
        ("fresh", "meal"),
        ("stay", "meal"),
        ("meal", "stay"),
    }
)
"""Goods whose reviews speak of the others: a washing machine is judged by the clothes it washes."""
