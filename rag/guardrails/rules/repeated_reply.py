"""The same words again tell a customer, and whoever reads a page of reviews, that nobody has read theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.domain import Turn
from rag.guardrails.reading import Reading
from rag.guardrails.repetition import indexed, normal, opening_of, same_words
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Pattern

_LOOKED_BACK = 3
"""Messages of the agent that are still before the customer's eyes."""
_SHORT = 6
"""Normal characters of an answer so short that the same one may fit two questions."""
_COURTESY = re.compile(
    r"(?:好[的哒滴]?|[嗯恩]+|是[的哒]?|对[的哒]?|可以[的哒]?|有[的哒]?|在[的哒呢]?|您|亲爱的|亲+|请|稍[等候]"
    r"|一下|片刻|不客气|没关系|没事|收到|了解|明白|谢谢"
    r"|感谢|抱歉|不好意思|理解|客气|应该的|再见|慢走|祝|生活愉快|您的|支持|[呢哦呀啊喔噢哈了啦哟]"
    r"|(?:请问)?(?:您)?还有(?:什么|其他|别的).{0,12}(?:帮|效劳|需要"
    r"|服务).{0,6}吗?|ok(?:ay)?|sure|thanks?|thank|you|youre"
    r"|welcome|noted|noproblem|onemoment|please|bye)+"
)
_GREETING = re.compile(r"(?:[您你]好|欢迎(?:光临)?|哈[喽罗]|亲+|[呢哦呀啊喔]|在的?|hi|hello|there)+")
_HELLO = re.compile(r"[您你]好|欢迎|哈[喽罗]|hi|hello")
_INTRODUCED = Pattern(
    r"欢迎光临|高兴为[您你]服务|(?:我是|这里是|客服|小[二妹编])[^,。!?\n]{0,12}(?:为[您你]服务|号客服|号为|工号)"
    r"|请问有什么(?:可以|能)?(?:为|帮)"
    r"|how (?:can|may) i help|welcome to|my name is|happy to (?:serve|assist) you"
)
_SENTENCE = re.compile(r"[^。!?\n]*")


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """A reply that repeats another of its batch or the agent's own; a hint where only the opening is the same."""
    if context.siblings:
        yield from _in_batch(reading, context)
    if context.channel == "chat" and context.turns and context.turns[-1].role == "customer":
        yield from _in_conversation(reading, [turn for turn in context.turns if turn.role == "agent"])


def _in_batch(reading: Reading, context: Context) -> Iterator[Violation]:
    replies, text = indexed(context.siblings), reading.folded.text
    if _COURTESY.fullmatch(normal(text)) and context.channel == "chat":
        return
    if (other := replies.repeated(text)) is not None:
        yield _violation(reading, 0, len(text), None, other)
    elif (other := replies.opened_like(text)) is not None:
        yield _violation(reading, 0, _end_of_opening(text), "opening", other)


def _end_of_opening(text: str) -> int:
    """Where the opening ends in the folded text: after the first characters that make it up."""
    opening = opening_of(text)
    return next((at for at in range(len(opening), len(text)) if opening_of(text[:at]) == opening), len(text))


def _in_conversation(reading: Reading, agent: list[Turn]) -> Iterator[Violation]:
    """Messages of the reply that are the agent's last ones again; a second introduction."""
    for start, end in _messages(reading.folded.text) if agent else ():
        message = reading.folded.text[start:end]
        if not _may_repeat(normal(message)):
            continue
        for turn in agent[-_LOOKED_BACK:]:
            if any(_repeats(message, said) for said in _parts(turn.text)):
                yield _violation(reading, start, end, None, turn.text)
                return
    first = _SENTENCE.match(reading.folded.text)
    again = _INTRODUCED.search(first.group()) if first else None
    if again and (said := next((turn.text for turn in agent if _INTRODUCED.search(turn.text.lower())), None)):
        yield _violation(reading, again.start(), again.end(), "opening", said)


def _parts(text: str) -> list[str]:
    lines = text.split("\n")[:_LOOKED_BACK]
    return [text, *lines] if len(lines) > 1 else [text]


def _messages(text: str) -> list[tuple[int, int]]:
    """Spans of the whole reply and of its lines, where it has several."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)]
    return [(0, len(text)), *lines] if len(lines) > 1 else lines


def _may_repeat(words: str) -> bool:
    """Whether a message can be one too many: a greeting, or more than a courtesy and a short answer."""
    return _greets(words) or (len(words) >= _SHORT and not _COURTESY.fullmatch(words))


def _greets(words: str) -> bool:
    return _HELLO.search(words) is not None and _GREETING.fullmatch(words) is not None


def _repeats(message: str, said: str) -> bool:
    if abs(len(message) - len(said)) > max(6, len(message) // 3):
        return False
    return _greets(normal(said)) if _greets(normal(message)) else same_words(message, said)


_HOW: dict[str | None, dict[str, str]] = {
    None: {"how": "几乎一样", "how_en": "says nearly the same as"},
    "opening": {"how": "开头一样", "how_en": "opens like"},
}


def _violation(reading: Reading, start: int, end: int, grade: str | None, other: str) -> Violation:
    details = {"other": _shortened(other)} | _HOW[grade]
    return Violation(start, end, "hint" if grade else None, grade, details=details)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 24 else f"{line[:24]}…"


_STOCK = Turn("agent", "您好，这款羽绒服有现货，今天下单今天就能发出。")
_TRACK = Turn("agent", "已经帮您联系快递核实，有结果马上告诉您。")
_THANKS = "感谢您选择本店的保温杯，您的满意是我们最大的动力，期待您再次光临。"
_SORRY = "讓您收到有瑕疵的杯子，我們非常過意不去，請您聯絡客服，我們馬上補寄。"

RULE = Rule(
    id="repeated-reply",
    level="warning",
    summary="不重复同一批里的其他回复，也不重复客服刚说过的话",
    message="这段话和另一条“{other}”{how}：请就这位客户说的内容换一种说法。",
    message_en="This {how_en} “{other}”: answer what this customer wrote, in words of its own.",
    source=("001",),
    check=check,
    grades={"opening": "hint"},
    good=(
        Example("谢谢您说杯盖密封好，装热水放包里也放心。", channel="review", siblings=(_THANKS,)),
        Example("您提到颜色和图片有些出入，拍摄时的灯光会有影响。", channel="review", siblings=(_THANKS, _SORRY)),
        Example("這次的杯身有刮痕，是我們出貨前沒看仔細，請您傳張照片過來。", channel="review", siblings=(_SORRY,)),
        Example("好的，稍等一下。", turns=(Turn("agent", "好的，稍等一下。"),), asked="快点哦"),
        Example("这款今天下单，明天上午发出，因为仓库今天盘点。", turns=(_STOCK,), asked="那毛衣呢"),
        Example("快递回话了，包裹今天在派送，请您留意电话。", turns=(_TRACK,), asked="怎么样了"),
        Example(_TRACK.text, turns=(Turn("customer", "在吗"), _TRACK)),
        Example("不客氣，祝您使用愉快。", turns=(Turn("agent", "好的，已經幫您備註。"),), asked="謝謝"),
        Example("Your refund of 12.50 was sent today.", turns=(Turn("agent", "Let me check."),), asked="Any news?"),
        Example("这款是39元。", turns=(Turn("agent", "这款是59元。"),), asked="那黑色的呢"),
    ),
    bad=(
        Example(
            "感谢亲的认可与支持，祝您生活愉快，欢迎再次光临本店",
            channel="review",
            siblings=("感谢您的认可和支持，祝您生活愉快，欢迎再次光临小店",),
        ),
        Example(_THANKS, channel="review", siblings=("谢谢您。", _THANKS)),
        Example(_THANKS.replace("保温杯", "雨伞"), channel="review", siblings=(_THANKS,)),
        Example(_SORRY.replace("杯子", "雨傘"), channel="review", siblings=(_SORRY,)),
        Example("感谢您选择本店的电饭煲，内胆洗的时候用软布就好。", channel="review", siblings=(_THANKS,)),
        Example(_STOCK.text, turns=(_STOCK,), asked="我问的是毛衣"),
        Example("已经帮您联系快递核实了，有结果马上告诉您哦~", turns=(_TRACK,), asked="到底到哪了"),
        Example("您好呀", turns=(Turn("agent", "您好"),), asked="我的快递到哪了"),
        Example(
            "您好，我是客服8号，很高兴为您服务。您的订单今天发出。",
            turns=(Turn("agent", "您好，客服8号很高兴为您服务，您请说。"),),
            asked="我的订单发了吗",
        ),
        Example(
            "We are looking into it and will get back to you shortly!",
            turns=(Turn("agent", "We are looking into it, and will get back to you shortly."),),
            asked="Where is it?",
        ),
    ),
)
