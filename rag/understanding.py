"""Reads what the customer wrote: language, mood, and the separate questions a message may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.conditions import Mood
from rag.domain import Language, Request, Sentiment
from rag.synonyms import troubled
from rag.talk.conversation import Conversation, read_conversation
from rag.talk.steering import without_courtesy, worded
from rag.text import clauses, fold, has_han, language_of

_ANGRY = re.compile(
    r"怎么(?:搞|回事)|搞什么|什么(?:玩意|态度|破|垃圾)|垃圾|骗|坑(?:人|爹|我)|投诉|举报|差评|气(?:死|人|愤)|"
    r"太差|太烂|"
    r"没人(?:理|管|回)|不理人|(?:叫|找|喊)(?:你们)?(?:经理|领导|主管|老板)|忽悠|无语|恶心|要命|过分|不负责|"
    r"推卸|敷衍|受够|"
    r"离谱|什么意思|等于没|鬼影|第[三四五六]次|再也不|12315|消协|工商|黑店|奸商|(?:!){2,}|(?:\?){3,}|"
    r"\b(?:ridiculous|unacceptable|terrible|awful|scam|furious|(?:third|fourth|fifth) time|worst|disappoint\w*|"
    r"thie(?:f|ves)|"
    r"disgust\w*|fed up|rip.?off|joke)\b"
)
_THREATENING = re.compile(
    r"(?:要|去|会|就|准备|打算)(?:你们)?(?:投诉|举报|曝光|起诉|告)|(?:投诉|举报|告|起诉|曝光)(?:你|妳|到|给)|"
    r"12315|消协|消费者协会|工商局?|市监|市场监管|律师|法院|"
    r"报警|媒体|记者|"
    r"(?:给|打|写|等着).{0,4}差评|差评(?:见|伺候)|\b(?:sue|lawyer|court|report you|chargeback|dispute the charge|"
    r"trading standards)\b"
)
_JOKING = re.compile(r"哈{3,}|嘿嘿|嘻嘻|233+|开玩笑|逗你|\b(?:lol|haha\w*|just kidding)\b|[😂🤣😄😆😜]")
_WORRIED = re.compile(
    r"着急|急(?:用|死|需|着|要)|好急|很急|加急|担心|等着|来不及|赶时间|怎么还(?:没|不)|还没(?:到|发|收到)|"
    r"这么(?:久|慢)|都.{0,4}天了|催|尽快|快点|"
    r"\b(?:worried|urgent(?:ly)?|asap|hurry|anxious|still (?:not|no|haven't|waiting))\b"
)
_THANKFUL = re.compile(r"谢|辛苦(?:了|你|您)|感恩|点赞|好评|太好了|\b(?:thanks|thank you|thx|great|perfect)\b")
_ASKS = re.compile(
    r"[吗嘛么呢?]|什么|怎么|多久|多少|几[天时号]|谁|哪|能|可以|可否|要|想|帮|麻烦|催|退|换|取消|投诉|"
    r"开.{0,2}(?:发)?票|便宜|"
    r"\b(?:can|could|may|do|does|did|is|are|will|would|when|how|what|where|who|which|want|need|please|refund|"
    r"return)\b"
)
_REMEMBERED = 2
"""Messages of the customer before that a message without a matter of its own is read with."""
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
        return _ASKS.search(self.text) is not None or troubled(self.text)


@dataclass(frozen=True)
class Understanding:
    """What was read from the conversation before anything is looked up."""

    language: Language
    mood: Mood
    sentiment: Sentiment
    greet: bool
    talk: Conversation
    questions: tuple[Question, ...]

    @property
    def whole(self) -> str:
        """The message without order numbers, links and courtesies."""
        return self.talk.said

    @property
    def conversation(self) -> str:
        """The customer's last few messages and this one: what a message is about that does not say so itself."""
        return " ".join(filter(None, [*reversed(self.talk.earlier[:_REMEMBERED]), self.talk.said]))


def understand(request: Request) -> Understanding:
    """Read the request."""
    text = request.customer_text
    mood = mood_of(text)
    return Understanding(
        language=_language(request),
        mood=mood,
        sentiment=_SENTIMENTS[mood],
        greet=not any(turn.role == "agent" for turn in request.turns),
        talk=read_conversation(request.turns),
        questions=questions(text),
    )


_SENTIMENTS: dict[Mood, Sentiment] = {
    "angry": "negative", "threatening": "negative", "worried": "negative", "thankful": "positive",
    "joking": "neutral", "calm": "neutral",
}  # fmt: skip


def mood_of(text: str) -> Mood:
    """The customer's mood, by what they say now."""
    folded = fold(text).text
    if _THREATENING.search(folded):
        return "threatening"
    if _ANGRY.search(folded):
        return "angry"
    if _WORRIED.search(folded):
        return "worried"
    if _THANKFUL.search(folded):
        return "thankful"
    return "joking" if _JOKING.search(folded) else "calm"


def _language(request: Request) -> Language:
    """The language of what is said now; where that has no words or no script of its own, of those before."""
    texts = [_LINK.sub(" ", text) for text in (request.customer_text, *(t.text for t in reversed(request.turns)))]
    written = "\n".join(text for text in texts if has_han(text))
    default = language_of(written) if written else "zh-Hans"
    for least in (2, 1):
        for text in texts:
            if has_han(text) or len(re.findall(r"[A-Za-z]{2,}", text)) >= least:
                return language_of(text, default)
    return "zh-Hans"


_LINK = re.compile(r"https?://\S+|www\.\S+")


def questions(text: str) -> tuple[Question, ...]:
    """Sentences and, within a sentence of several clauses, the clauses, in the order they stand."""
    found: list[Question] = []
    sentences: dict[int, list[str]] = {}
    for clause in clauses(worded(text)):
        said = without_courtesy(clause.text)
        if len(said) >= _ENOUGH:
            sentences.setdefault(clause.sentence, []).append(said)
    for number, parts in sentences.items():
        found.append(Question(" ".join(parts), number))
        if len(parts) > 1:
            found.extend(Question(part, number) for part in parts)
    return tuple(found[:_MOST])
