"""Reads what the customer wrote: language, mood, and the separate questions a message may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.conditions import Mood
from rag.domain import Language, Request, Sentiment
from rag.synonyms import notions
from rag.text import clauses, fold, has_han, language_of

_ANGRY = re.compile(
    r"怎么(?:搞|回事)|搞什么|什么(?:玩意|态度|破|垃圾)|垃圾|骗|坑(?:人|爹|我)|投诉|举报|差评|气(?:死|人|愤)|太差|太烂|"
    r"没人(?:理|管|回)|不理人|(?:叫|找|喊)(?:你们)?(?:经理|领导|主管|老板)|忽悠|无语|恶心|要命|过分|不负责|推卸|敷衍|受够|"
    r"离谱|再也不|12315|消协|工商|黑店|奸商|(?:!){2,}|(?:\?){3,}|"
    r"\b(?:ridiculous|unacceptable|terrible|awful|scam|furious|worst|disappoint\w*|thie(?:f|ves)|"
    r"disgust\w*|fed up|rip.?off|joke)\b"
)
_WORRIED = re.compile(
    r"着急|急(?:用|死|需|着|要)|好急|很急|加急|担心|怕|等着|来不及|赶时间|怎么还(?:没|不)|还没(?:到|发|收到)|"
    r"这么(?:久|慢)|都.{0,4}天了|催|尽快|快点|"
    r"\b(?:worried|urgent(?:ly)?|asap|hurry|anxious|still (?:not|no|haven't|waiting))\b"
)
_THANKFUL = re.compile(r"谢|辛苦(?:了|你|您)|感恩|点赞|好评|太好了|\b(?:thanks|thank you|thx|great|perfect)\b")
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\[[^\]\[]*?(?:链接|订单|编号|金额|日期|时间|数字|电话|地址|姓名|身份证|机构)[^\]\[]*\]|"
    r"(?:咨询)?订单(?:号|编号|金额)[:\s]*\S*|商品id[:\s]*\S*|下单时间[:\s]*\S*|(?=[a-z_-]*\d)[a-z0-9_-]{8,}(?=[^a-z]|$)|#e-s\S*"
)
_COURTESY = re.compile(
    r"^(?:您好|你好|在吗|在么|亲+|哈喽|hello|hi|hey|请问(?:一下)?|麻烦(?:问下|您|你)?|好的|嗯+|哦+|谢谢(?:您|你|啦|了)?|"
    r"dear|please|美女|帅哥|客服|店家|老板|掌柜的?|那个|就是|[,!?。~\s])+"
)
_ASKS = re.compile(
    r"[吗嘛么呢?]|什么|怎么|多久|多少|几[天时号]|谁|哪|能|可以|可否|要|想|帮|麻烦|催|退|换|取消|投诉|开.{0,2}(?:发)?票|便宜|"
    r"\b(?:can|could|may|do|does|did|is|are|will|would|when|how|what|where|who|which|want|need|please|refund|return)\b"
)
_TROUBLES = frozenset({"broken", "missing", "wrong-goods", "not-arrived", "no-news", "price-fell"})
"""Notions (rag/synonyms.py) that ask for help by being told."""
_MOST = 32
"""Stretches of a message that are looked up: who writes more has said by then what it is about."""
_ENOUGH = 2
"""Fewer characters than this carry no question of their own."""


@dataclass(frozen=True)
class Question:
    """A stretch of the customer's message that may be a matter of its own; `sentence` numbers its sentence."""

    text: str
    sentence: int

    @property
    def asks(self) -> bool:
        """Whether it asks, wants or complains of something by itself, rather than telling how things stand."""
        return _ASKS.search(self.text) is not None or not _TROUBLES.isdisjoint(notions(self.text))


@dataclass(frozen=True)
class Understanding:
    """What was read from the conversation before anything is looked up."""

    language: Language
    mood: Mood
    sentiment: Sentiment
    greet: bool
    whole: str
    """The message without order numbers, links and courtesies."""
    conversation: str
    """The customer's last few messages and this one: what a message is about that does not say so itself."""
    questions: tuple[Question, ...]


def understand(request: Request) -> Understanding:
    """Read the request."""
    text = request.customer_text
    mood = mood_of(text)
    asked = questions(text)
    return Understanding(
        language=_language(request),
        mood=mood,
        sentiment=_SENTIMENTS[mood],
        greet=not any(turn.role == "agent" for turn in request.turns),
        whole=_whole(text, asked, mood),
        conversation=_conversation(request),
        questions=asked,
    )


_SENTIMENTS: dict[Mood, Sentiment] = {
    "angry": "negative", "worried": "negative", "thankful": "positive", "calm": "neutral",
}  # fmt: skip


def mood_of(text: str) -> Mood:
    """The customer's mood, by what they say now."""
    folded = fold(text).text
    if _ANGRY.search(folded):
        return "angry"
    if _WORRIED.search(folded):
        return "worried"
    return "thankful" if _THANKFUL.search(folded) else "calm"


def _language(request: Request) -> Language:
    """The language of what is said now; where that has no letters, of what the customer said before."""
    for text in (request.customer_text, *(turn.text for turn in reversed(request.turns))):
        if has_han(text) or re.search(r"[A-Za-z]{2,}", text):
            return language_of(text)
    return "zh-Hans"


_GIVEN = (
    (re.compile(r"\d{8,}"), ("订单号", "订单号或商品", "订单号或快递单号", "订单编号")),
    (re.compile(r"\d{2,3}\s*(?:斤|公斤|kg)"), ("体重", "身高体重", "身高和体重")),
    (re.compile(r"1[5-9]\d\s*(?:cm|厘米|公分)?|[12]米\d"), ("身高", "身高体重", "身高和体重")),
    (
        re.compile(
            r"(?:在|寄到?|到|送到|发到?)(?!哪|了|底|货|现|期)[一-鿿]{2,6}(?:市|省|县|区|镇|$|[,。!?\s能要多几的])"
        ),
        ("收货城市", "城市"),
    ),
)
"""What a message shows to be given, and the names that wordings ask for it by."""


def given_in(request: Request) -> frozenset[str]:
    """Names of what the customer or the order system has given already, so that nobody asks again."""
    said = fold("\n".join(turn.text for turn in request.turns if turn.role == "customer")).text
    names = {name for pattern, names in _GIVEN if pattern.search(said) for name in names}
    order_known = request.facts.order.id or request.facts.order.state
    return frozenset(names | ({"订单号", "订单号或快递单号", "订单编号"} if order_known else set()))


def questions(text: str) -> tuple[Question, ...]:
    """Sentences and, within a sentence of several clauses, the clauses, in the order they stand."""
    folded = _NOISE.sub(" ", fold(text).text)
    found: list[Question] = []
    sentences: dict[int, list[str]] = {}
    for clause in clauses(folded):
        bare = _COURTESY.sub("", clause.text).strip()
        if len(bare) >= _ENOUGH:
            sentences.setdefault(clause.sentence, []).append(bare)
    for number, parts in sentences.items():
        found.append(Question(" ".join(parts), number))
        if len(parts) > 1:
            found.extend(Question(part, number) for part in parts)
    return tuple(found[:_MOST])


def _whole(text: str, asked: Sequence[Question], mood: Mood) -> str:
    """What to look up; a thank-you that asks for nothing more is one, whatever it tells beside."""
    if mood == "thankful" and not any(question.asks for question in asked):
        return _THANKS
    return _bare(text) or text.strip()


_THANKS = "谢谢"
_REMEMBERED = 3
"""Messages of the customer that a message without a matter of its own is read with."""


def _conversation(request: Request) -> str:
    said = [_bare(turn.text) for turn in request.turns if turn.role == "customer"]
    return " ".join(filter(None, said[-_REMEMBERED:]))


def _bare(text: str) -> str:
    return _COURTESY.sub("", _NOISE.sub(" ", fold(text).text)).strip()
