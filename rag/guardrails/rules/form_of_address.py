"""A shop that says 您 says it throughout: one 你 beside it sounds like a change of tone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation

_FAMILIAR = re.compile(r"(?<!迷)[你妳](?!们|追我|来我往|我)")
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"\n]*\"")
_CANTONESE = re.compile(r"[唔冇嘅咗哋啲嚟喺畀]")
"""Written Cantonese has no 您 in use: 你 is its polite form too."""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Each 你 outside quotations, where the shop's form is 您."""
    text = reading.folded.text
    if context.shop.style.address != "您" or ("你" not in text and "妳" not in text) or _CANTONESE.search(text):
        return
    unquoted = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    for match in _FAMILIAR.finditer(unquoted):
        yield Violation(match.start(), match.end(), suggestion="您")


RULE = Rule(
    id="form-of-address",
    level="warning",
    summary="对客户称“您”",
    message="本店对客户统一称“您”，请把“你”改为“您”。",
    message_en="This shop addresses customers as 您: replace 你.",
    source=("001",),
    check=check,
    good=(
        Example("您好，请问有什么可以帮您？"),
        Example("您说的“你家包装真好”我们转给仓库同事啦，谢谢您。"),
        Example("这款迷你风扇可以放进您的包里。"),
        Example("谢谢你们一家的支持，欢迎您常来。"),
        Example("歌名是《你的样子》，您可以在专辑第二首找到。"),
        Example("您好，感謝您的耐心等候。"),
        Example("您提到的「你們家」是指門市嗎？我幫您查一下。"),
        Example("多謝支持，你鍾意就最好喇，有需要隨時搵我哋。"),
        Example("Thank you for your order, the parcel left today."),
    ),
    bad=(
        Example("你好，请问有什么可以帮您？"),
        Example("亲，你看一下订单页面就可以啦。"),
        Example("谢谢你的好评，欢迎再来。", channel="review"),
        Example("您放心，我马上给你处理。"),
        Example("麻烦你提供一下照片。"),
        Example("你好，感謝你的耐心等候。"),
        Example("妳的包裹今天已經寄出囉。"),
        Example("請你把照片傳給我們，我馬上處理。"),
        Example("Hi亲，你的parcel今天发出。"),
    ),
)
