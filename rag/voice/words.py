"""What the page says, in the reviews' language: Chinese in both scripts, English."""

from __future__ import annotations

from collections.abc import Mapping

from rag.domain import Language
from rag.text import in_script

_ABOUT = {
    "quality": ("质量和使用", "Quality and use"),
    "logistics": ("物流", "Delivery"),
    "service": ("客服和售后", "Service"),
    "packaging": ("包装", "Packaging"),
    "price": ("价格", "Price"),
    "size": ("尺码大小", "Size"),
    "taste": ("口味和新鲜", "Taste and freshness"),
    "missing": ("少件和赠品", "Missing items"),
    "authenticity": ("真伪", "Authenticity"),
    "not-as-described": ("与描述不符", "Not as described"),
    "safety": ("安全和健康", "Safety and health"),
    "rights": ("维权", "Legal"),
    "other": ("总体评价", "On the whole"),
}
"""What a point is about (`rag.reviews.words.ASPECTS`); what is not named here is shown by its own name."""

_FINER = {
    "performance": ("性能效果", "performance"),
    "workmanship": ("做工", "workmanship"),
    "wear": ("掉色变形", "wear"),
    "smell": ("异味", "smell"),
    "colour": ("色差", "colour"),
    "spoiled": ("变质", "spoiled"),
    "food-worry": ("食品担忧", "food worries"),
    "used": ("疑似二手", "used goods"),
    "install": ("安装", "installation"),
    "invoice": ("发票", "invoice"),
    "no-reply": ("没人回复", "no reply"),
    "promise": ("承诺未兑现", "promises"),
    "courier": ("派送服务", "the courier"),
    "wrong-item": ("发错货", "wrong item"),
    "refund-slow": ("退货退款", "refunds"),
    "price-dropped": ("降价", "price drops"),
    "logistics-slow": ("慢", "slow"),
    "package-damaged": ("破损", "damage"),
    "looks": ("外观", "looks"),
    "repurchase": ("回购", "buying again"),
    "gift-family": ("家人喜欢", "family and gifts"),
}
"""What is said more closely, by the card that speaks to it; other cards add nothing to what a point is about."""

_PAGE = {
    "title": ("顾客之声", "Voice of the customer"),
    "reviews": ("条评价", "reviews"),
    "complain": ("有抱怨", "complain"),
    "praise": ("有称赞", "praise"),
    "contrary": ("好坏都说", "say both"),
    "stars": ("平均星级", "stars on average"),
    "compared": ("对比上次", "Compared with the last run"),
    "first": ("还没有上次的数据可比", "There is no earlier run to compare with"),
    "rising": ("上升的抱怨", "Rising complaints"),
    "none_rising": ("没有明显上升的抱怨。", "No complaint has clearly risen."),
    "last_run": ("比上次", "since the last run"),
    "earlier": ("近期比此前", "lately, against earlier"),
    "complaints": ("抱怨", "Complaints"),
    "praises": ("称赞", "Praise"),
    "nothing": ("没有。", "None."),
    "points": ("处", "mentions"),
    "trend": ("走势", "Over time"),
    "trend_day": ("按天", "by day"),
    "trend_week": ("按周", "by week"),
    "trend_month": ("按月", "by month"),
    "all_complaints": ("所有抱怨", "All complaints"),
    "most": ("最多", "at most"),
    "no_dates": (
        "评价没有日期列，所以没有走势。",
        "The reviews have no column of dates, so there is no course of time.",
    ),
    "undated": ("条没有可用的日期", "without a usable date"),
    "products": ("商品", "Products"),
    "product": ("商品", "Product"),
    "count": ("评价数", "Reviews"),
    "complain_share": ("抱怨占比", "Complain"),
    "change": ("变化", "Change"),
    "mostly": ("主要抱怨", "Complaints"),
    "liked": ("主要称赞", "Praise"),
    "further": ("个商品见同名 JSON 文件", "more products in the JSON file of the same name"),
    "others": ("其他商品", "Other products"),
    "quotes": ("顾客原话", "In customers' words"),
    "how": (
        "占比是提到这一点的评价在全部评价中的份额；一条评价说两次只算一次。变化以百分点计，有颜色的不像是偶然。“上升”只列出不像是偶然的变化（两比例检验）。"
        "原话中的个人信息和姓名已用＊遮盖。",
        "A share is that of reviews which say so; who says it twice counts once. Changes are in percentage points, "
        "coloured where they are hardly chance. Only rises that are hardly chance are "
        "listed (two-proportion test). Personal data and names in quotes are blotted out with ＊.",
    ),
    "to": ("至", "to"),
    "comma": ("、", ", "),
}


def page_words(language: Language) -> Mapping[str, str]:
    """The words of the page by name."""
    return {name: _in(pair, language) for name, pair in _PAGE.items()}


def about_words(language: Language) -> Mapping[str, str]:
    """What points are about, by the name that the JSON has."""
    return {name: _in(pair, language) for name, pair in _ABOUT.items()}


def finer_words(language: Language) -> Mapping[str, str]:
    """What points say more closely, by card."""
    return {name: _in(pair, language) for name, pair in _FINER.items()}


def _in(pair: tuple[str, str], language: Language) -> str:
    chinese, english = pair
    return english if language == "en" else in_script(chinese, language)
