"""Reads a public review: its points of praise and complaint, its sentiment, and stars that contradict the text.

Points are clauses with a polarity, read from what is said of an aspect; a clause that only describes is no
point. Sources: handbooks 000 (five-star remarks), 004 (points answered one by one, five stars with a complaint).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.domain import Point, Polarity, Review, Sentiment
from rag.text import clauses, fold

_ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (about, re.compile(pattern))
    for about, pattern in (
        ("authenticity", r"假(?:货|的)|正品|真货|仿|山寨|盗版|fake|genuine|authentic|counterfeit"),
        ("service", r"客服|态度|服务|售后|安装|师傅|退货|退款|换货|小哥|送餐员|老板|商家|店家|service|staff|support|refund"),
        ("logistics", r"物流|快递|发货|送货|配送|到货|送到|收到(?:得)?(?:很|真|太)?[快慢]|速度|准时|deliver|shipping|arriv|courier"),
        ("packaging", r"包装|盒子|箱子|外盒|压坏|packag|box"),
        ("size", r"尺(?:码|寸)|大小|码数|偏[大小]|合身|合适|太[大小长短]|[大小]了|size|fit"),
        ("price", r"价格|价钱|性价比|便宜|贵|降价|划算|实惠|超值|优惠|差价|price|cheap|expensive|value|worth"),
        ("taste", r"口感|味道|好吃|难吃|好喝|难喝|口味|新鲜|甜|咸|酸|taste|delicious|fresh"),
        ("missing", r"少(?:了|发|一|寄)|漏(?:发|了)|没有?(?:送|赠|给).{0,6}(?:配件|赠品|说明书)|缺(?:了|少)|missing"),
        ("quality", r""),
    )
)
"""What a clause is about: the first that matches; a point that names nothing is about the goods' quality."""

_PRAISE = re.compile(
    r"不错|很好|挺好|真好|好用|好看|好吃|好喝|好评|最好|太好|蛮好|还好|漂亮|喜欢|满意|值得|超值|划算|实惠|方便|舒服|舒适|完美|"
    r"给力|赞|棒|推荐|精致|细致|结实|耐用|清晰|流畅|柔软|合身|合适|正好|刚好|新鲜|热情|耐心|周到|及时|迅速|神速|准时|"
    r"(?:很|挺|真|超|非常|特别|相当|蛮|速度)快|高(?:大上|档)|正品|信(?:赖|得过)|放心|性价比(?:很|超|挺|真)?高|回购|点赞|五星|"
    r"(?<!问题)没(?:有)?(?:问题|毛病)|无可挑剔|爱不释手|物美价廉|香|爱了|惊喜|整洁|干净|时尚|靓丽|气派|大气|"
    r"\b(?:good|great|nice|excellent|perfect|love\w*|like|fast|quick|recommend|happy|pleased|beautiful|comfortable|worth|amazing)\b"
)
_COMPLAINT = re.compile(
    r"差(?!不多|价)|烂|坏|破|碎|裂|断|垃圾|难(?:吃|喝|看|用|闻|受)|失望|后悔|骗|假|坑|慢|久|贵|臭|异味|怪味|味道(?:很|太)?(?:大|重)|"
    r"掉(?:色|漆|毛|皮)|褪色|起球|开(?:胶|线|裂)|漏|缺|少(?:了|发|一)|(?<!不)错(?!过)|卡(?:顿|死|机)|死机|闪退|噪音|发热|烫|色差|瑕疵|划痕|"
    r"太(?:大|小|薄|厚|长|短|硬|软|重|轻|吵|暗|亮|甜|咸|酸|油)|偏(?:大|小)|降价|不(?:好|行|值|满意|合适|舒服|喜欢|新鲜|推荐|耐|能|给|理|"
    r"符|像|清|灵|稳|准|热|会再|买|如|到位|怎么)|没(?:有)?(?:用|回|人|反应|效果|收到|送|想象)|无语|敷衍|态度(?:恶劣|不)|推卸|"
    r"送完了没|量少|不够|没到|一般|差劲|退货|投诉|差评|恶心|过敏|受伤|过期|发霉|变质|虫|脏|旧|二手|"
    r"\b(?:bad|poor|broken|terrible|awful|slow|late|fake|disappoint\w*|waste|damaged|missing|wrong|worst|rude|refund)\b"
)
_FLIP = re.compile(
    r"(?:不(?:会|是|太|怎么|够|让人)?|没(?:有)?(?:一个|任何|什么|那么|一点|半点)?|无|毫无|一点(?:都|也)不|从[没未]|"
    r"\b(?:not|isn't|wasn't|no|never|without))\s*(?:很|太|那么|特别|再|有|出现|a|very|any)?\s*$"
)
_LEGAL = re.compile(
    r"12315|消协|工商|起诉|律师|法院|曝光|媒体|举报|过敏|受伤|中毒|住院|送医|着火|爆炸|漏电|触电|起火|假一赔|"
    r"\b(?:sue|lawyer|court|injur\w*|allerg\w*|hospital|fire|explod\w*|unsafe)\b"
)
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
        legal=_LEGAL.search(fold(text).text) is not None,
    )


def points_of(text: str) -> tuple[Point, ...]:
    """The points of a review in the order they stand, in the customer's own words."""
    folded = fold(text)
    found: list[Point] = []
    for clause in clauses(folded.text):
        polarity = _polarity(clause.text)
        if polarity is not None:
            start, end = folded.span(clause.start, clause.end)
            found.append(Point(text[start:end], polarity, _about(clause.text)))
    return tuple(found)


def _polarity(clause: str) -> Polarity | None:
    """Praise and complaint weighed; a negated word of either counts for the other (没有异味, 不太好用)."""
    balance = 0
    found = False
    for words, sign in ((_PRAISE, 1), (_COMPLAINT, -1)):
        for match in words.finditer(clause):
            found = True
            balance += -sign if _FLIP.search(clause[: match.start()]) else sign
    if not found:
        return None
    return "praise" if balance > 0 else "complaint"


def _about(clause: str) -> str:
    return next(about for about, pattern in _ASPECTS if pattern.search(clause))


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
