"""哦, 嗯, ok: a bare sound is no answer, and as an opening it says the customer is half listened to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Pattern, has_han

_SOUND = r"(?:[嗯恩哦噢喔呃额呵哼嗨唉哎吓啧]|唔(?=[唔,。!~…\s.]|$)|切(?=[,。!~…\s.]|$)|昂(?=[,。!~…\s.]|$))"
_LATIN = (
    r"(?:o+k+(?:ay|k|ie)?|kk?|e+n+|e+m+|n+|o+h*|u+[hm]+|h+m+|m+h*m*|y[eu]p|yeah|ya|nope|nah|meh|fine|whatever"
    r"|lol|so what|and\?|well|oh? well)(?![a-z])"
)
_TAIL = r"[呢呐哪那啦呀啊哈的哒滴咯嘞亲哥姐]*"
_MARK = r"[\s,。.!?~…、;:·—\-]*"
_EMPTY = (
    r"(?:是?(?:这|那)样子?(?:的|啊|呀|吗)*|(?:知道|晓得|明白|了解|看到|收到|懂)(?:了|啦|咯|喇)?|原来如此"
    r"|好吧|行吧|行|随便[您你]?|那就?算了|没了|就[这那]样吧?|系?咁样?[啊呀]?)"
)
"""Words that answer no more than the sound before them."""
_BARE = re.compile(
    rf"{_MARK}(?:(?:{_SOUND}{_TAIL}|{_LATIN}(?:的|呢|啦|哒|哦"
    rf"|亲)*){_MARK})+(?:(?:{_EMPTY}){_TAIL}[哦噢喔]?{_MARK})*$"
)
_OPENING = re.compile(
    rf"{_MARK}((?:{_SOUND}+(?![了过嘢到好啦]?[了过])|(?:e+n+|e+m+|h+m+|u+[hm]+|well)\b(?=[\s,.…]))[呢呐哪啦呀]?)"
)
_FIRST = frozenset("嗯恩哦噢喔呃额呵哼嗨唉哎吓啧唔切昂okenumhyfwlsa")
_NAMES = Pattern(
    r"额(?:度|外|头|定|的|温)|恩(?![恩亲您你好是可客对呢呐的那我就一稍不\s,。.!?~…]|$)"
    r"|额(?![额亲您你这我真不好呢\s,。.!?~…]|$)|恩(?:惠|典|爱|施|替|师|人|情|赐|[^,。!~嗯恩]?(?:妈|宝))"
    r"|[哎嗨]呀|嗨[,!~ ]"
    r"|嗨(?:皮|起)|喔喔|哼唱"
)
"""Words that merely begin with such a character, and a cheerful hello."""
_STOP = Pattern(r"[。!?;…\n~]|\.{2,}")


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Lines and whole replies that are nothing but a sound; as a hint, replies that open with one."""
    text = reading.folded.text
    at = 0
    for number, line in enumerate(text.split("\n")):
        bare = line[:1] in _FIRST and len(line) <= _LONGEST and _BARE.match(line)
        if bare or (line.strip()[:1] in _FIRST and len(line) <= _LONGEST and _BARE.match(line.strip())):
            yield Violation(*_trimmed(line, at), suggestion=_better(reading, context))
        elif number == 0 and (opening := _opening(line)):
            yield Violation(
                at + opening.start(1), at + opening.end(1), "hint", "opening", _better(reading, context)
            )
        at += len(line) + 1


_LONGEST = 40
"""Characters beyond which a line is more than a sound."""


def _opening(line: str) -> re.Match[str] | None:
    if line.lstrip()[:1] not in _FIRST or _NAMES.match(line.lstrip()):
        return None
    return _OPENING.match(line)


def _trimmed(line: str, at: int) -> tuple[int, int]:
    lead = len(line) - len(line.lstrip())
    return at + lead, at + len(line.rstrip())


def _better(reading: Reading, context: Context) -> str:
    english = reading.language == "en" and not has_han(context.customer_text)
    return "Certainly" if english else "好的"


RULE = Rule(
    id="curt-particle",
    level="warning",
    summary="不用“哦”“嗯”“恩”作答",
    message="“哦”“嗯”“恩”一类语气词不能当作回答：请说“好的”，并把要说的说完。",
    message_en="A bare “ok”, “hm”, “k” is no answer: say “certainly” and what follows from it.",
    source=("001", "002"),
    check=check,
    grades={"opening": "hint"},
    good=(
        Example("好的，这就为您备注。", asked="发顺丰"),
        Example("您的包裹今天发出了哦", asked="发了吗"),
        Example("是的呢亲，这款是纯棉的哦~", asked="纯棉吗"),
        Example("额头和脸颊都可以用这款面膜，每周两次就好。", asked="敷哪里"),
        Example("恩施玉露是绿茶，冲泡用八十度的水就好。", asked="这是什么茶"),
        Example("嗨，您好！请问有什么可以帮您？", asked="在吗"),
        Example("收到，马上为您核实。", asked="订单号发你了"),
        Example("好的喔，已經幫您備註囉。", asked="請幫我備註"),
        Example("冇問題，已經幫你改好地址。", asked="改地址"),
        Example("OK, I have changed the address for you.", asked="please change it"),
        Example("Okay! Your parcel leaves today.", asked="today?"),
        Example("Certainly, the note is on your order.", asked="add a note"),
    ),
    bad=(
        Example("嗯", asked="现在提供给你可以吗"),
        Example("哦", asked="我觉得有点贵"),
        Example("恩恩", asked="希望快点打电话给我"),
        Example("嗯。哦，这样。", asked="我昨天就说了不要红色"),
        Example("呵呵", asked="你们的东西太差了"),
        Example("ok", asked="发韵达"),
        Example("嗯嗯好的，我帮您看看", asked="帮我查一下"),
        Example("哦 知道了", asked="地址写错了"),
        Example("嗯嗯亲\n您的订单今天发出", asked="今天能发吗"),
        Example("喔，這樣啊。", asked="尺寸不合"),
        Example("嗯嗯，了解。", asked="我要退貨，東西壞了嗎這"),
        Example("哦，知道喇。", asked="我想改單"),
        Example("k", asked="please ship it today"),
        Example("Hm. Fine.", asked="I want to return it"),
        Example("Oh ok.", asked="The colour is wrong"),
    ),
)
