"""Reads a public review: its points of praise and complaint, its sentiment, and stars that contradict the text.

Points are clauses with a polarity, read from what is said of an aspect; a clause that only describes is no
point, nor is one that judges the whole (很好, 差评) where others say of what. Sources: handbooks 000 (five-star
remarks), 004 (points answered one by one, five stars with a complaint).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.domain import Point, Polarity, Review, Sentiment
from rag.review_words import (
    ALWAYS_PRAISE,
    COMPLAINT,
    CONTRAST,
    FAINT,
    FLIP,
    GENERAL,
    IMAGINED,
    LEGAL,
    NEUTRAL,
    PRAISE,
)
from rag.text import Span, clauses, fold

_ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (about, re.compile(pattern))
    for about, pattern in (
        ("safety", LEGAL.pattern.partition(r"假一赔|")[2]),
        ("authenticity", r"假(?!一赔)|正品|真货|仿|山寨|盗版|翻新|\b(?:fake|genuine|authentic|counterfeit)"),
        ("price", r"降价|差价|价保|买贵|便宜了"),
        ("not-as-described", r"描述|图片|照片|不一样|不符|货不对板|说好的?|宣传|虚假|虚标|页面|详情|色差|"
        r"偏色|挂羊头|described|description|picture|photo"),
        ("quality", r"内存|音[量质]|声音|容量|图标|电池|信号|噪音|待机|字体|开机|运行|系统|加热|充电|刻录"),
        ("service", r"客服|态度|服务|售后|安装|师傅|退货|退款|换货|小哥|送餐员|老板|商家|店家|卖家|掌柜|前台|"
        r"阿姨|发票|增票|推[卸脱诿]|等.{0,6}人|"
                    r"[没无]人|不[理回]|拉黑|反应(?:很|非常)?(?:迅速|快)$|service|staff|support|refund|"
                    r"seller|repl(?:y|ied)"),
        ("packaging", r"包装|包得|盒|(?<!冰)箱(?!包)|压[坏扁]|泡沫|packag|\bbox\b|packed"),
        ("logistics", r"物流|快递|顺丰|圆通|中通|申通|韵达|发货|送货|送餐|配送|(?<!收)到货|送到|送来|"
        r"[就才]到|收到(?:得)?(?:很|真|太)?[快慢]|速度|准时|下单|deliver|shipping|shipped|arriv|courier"),
        ("price", r"价[格钱位]|定价|物价|物美价廉|性价比|便宜|贵|划算|实惠|超值|优惠|分钱|不如.{0,6}(?:块|元|"
        r"\d)|\b(?:price|cheap|expensive|value|worth|bargain)\b"),
        ("size", r"尺(?:码|寸)|大小|码数|偏[大小紧松长短]|合身|合脚|太[大小长短紧松]|(?<!大)[大小](?:[了得]|"
        r"的(?=跟|像|离谱|要命))|体积|(?:有点|偏|个[头体子]).{0,3}[大小]|\b(?:size|fits?|too (?:small|big|"
        r"tight|large|short|long))\b"),
        ("taste", r"口感|味道|好吃|难吃|好喝|难喝|口味|新鲜|[甜咸酸脆嫩]|(?<!细)腻|饭菜|菜品|入味|馊|滑口|"
        r"taste|delicious|fresh"),
        ("missing", r"少(?:了|发|一|寄|送|给)|漏(?:发|了一)|没有?(?:送|赠|给|配|附)|都不送|缺(?:了|少)|missing"),
    )
)  # fmt: skip
"""What a clause is about: the first that matches. A point that names nothing is about the goods' quality."""
_NEGATIVE_AT_MOST = 2
_POSITIVE_FROM = 4


@dataclass(frozen=True)
class ReviewReading:
    """What a review says. `contradiction`: its stars say otherwise; `legal`: it speaks of law, safety or health."""

    points: tuple[Point, ...]
    sentiment: Sentiment
    contradiction: bool
    legal: bool


def read_review(review: Review) -> ReviewReading:
    """Read a review from its words; the stars decide only where the words say nothing."""
    text = "\n".join(part for part in (review.title, review.text, review.append) if part)
    points = points_of(text)
    kinds = {point.polarity for point in points}
    return ReviewReading(
        points=points,
        sentiment=_sentiment(kinds, review.stars),
        contradiction=_contradiction(kinds, review.stars),
        legal=_legal(fold(text).text),
    )


def points_of(text: str) -> tuple[Point, ...]:
    """The points of a review in the order they stand, in the customer's own words; what is repeated once."""
    folded = fold(text)
    found: dict[str, Point] = {}
    for clause in clauses(folded.text):
        for start, end in _turns(clause.text):
            polarity = _polarity(clause.text[start:end])
            if polarity is not None:
                begin, stop = folded.span(clause.start + start, clause.start + end)
                found.setdefault(
                    text[begin:stop], Point(text[begin:stop], polarity, _about(clause.text[start:end], polarity))
                )
    points = tuple(found.values())
    said_of = {point.polarity for point in points if point.about != _WHOLE}
    return tuple(point for point in points if point.about != _WHOLE or point.polarity not in said_of)


_WHOLE = "other"
"""What a point is about that judges the whole."""


def _turns(clause: str) -> list[Span]:
    """The clause in one piece, or in two where praise turns into complaint, or the other way round."""
    for match in CONTRAST.finditer(clause, 1):
        kinds = (_polarity(clause[: match.start()]), _polarity(clause[match.start() :]))
        if None not in kinds and kinds[0] != kinds[1]:
            return [(0, match.start()), (match.start(), len(clause))]
    return [(0, len(clause))]


# Polarity --------------------------------------------------------------------------------------------


def _polarity(clause: str) -> Polarity | None:
    """Praise and complaint weighed; complaint where they balance."""
    signs = [*_signs(clause)]
    if not signs:
        return None
    return "praise" if sum(signs) > 0 else "complaint"


def _signs(clause: str) -> Iterator[int]:
    """A sign for each judging word; a denied word counts for the other side (没有异味, 不太好用)."""
    imagined = IMAGINED.search(clause)
    told = clause[: imagined.start()] if imagined else clause
    bare = NEUTRAL.sub(_blank, ALWAYS_PRAISE.sub(_blank, told))
    for match in (*ALWAYS_PRAISE.finditer(told), *PRAISE.finditer(bare)):
        yield -1 if _denied(told, match) else 1
    at = 0
    while found := COMPLAINT.search(bare, at):
        faint = FAINT.match(bare[found.end() :])
        at = found.end() + (faint.end() if faint else 0)
        yield 1 if faint or _denied(bare, found) else -1


def _denied(clause: str, match: re.Match[str]) -> bool:
    return FLIP.search(clause[: match.start()]) is not None


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _legal(folded: str) -> bool:
    """Whether law, safety or health is spoken of, and not denied (没有过敏)."""
    return any(
        not _denied(clause.text, match) for clause in clauses(folded) for match in LEGAL.finditer(clause.text)
    )


# What a point is about -------------------------------------------------------------------------------


def _about(clause: str, polarity: Polarity) -> str:
    if not GENERAL.sub("", clause):
        return _WHOLE
    about = next((name for name, pattern in _ASPECTS if pattern.search(clause)), "quality")
    return "quality" if polarity == "praise" and about in _FAULTS else about


_FAULTS = frozenset({"not-as-described", "safety", "missing"})
"""What only a complaint is about."""


def _sentiment(kinds: set[Polarity], stars: int | None) -> Sentiment:
    if len(kinds) == 2:
        return "mixed"
    if "complaint" in kinds:
        return "negative"
    if "praise" in kinds:
        return "positive"
    if stars is None:
        return "neutral"
    return "negative" if stars <= _NEGATIVE_AT_MOST else "positive" if stars >= _POSITIVE_FROM else "neutral"


def _contradiction(kinds: set[Polarity], stars: int | None) -> bool:
    if stars is None:
        return False
    five_with_complaint = stars >= _POSITIVE_FROM and "complaint" in kinds
    one_with_praise = stars <= _NEGATIVE_AT_MOST and kinds == {"praise"}
    return five_with_complaint or one_with_praise
