"""A chat message is read on a phone between two others, and a platform cuts a review reply at its limit."""

from __future__ import annotations

from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import reading_length


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Chat: each line (a segment) over the shop's length. Review: the whole reply over the platform's limit."""
    if context.channel == "review":
        yield from _over(0, len(reading.folded.text), len(reading.text.strip()), context.shop.style.review_length)
        return
    limit, start = context.shop.style.segment_length, 0
    if 2 * len(reading.text) <= limit:  # no line counts more than twice its characters
        return
    for line, folded in zip(reading.text.split("\n"), reading.folded.text.split("\n"), strict=True):
        end = start + len(folded)
        yield from _over(start, end, reading_length(line), limit)
        start = end + 1


def _over(start: int, end: int, length: int, limit: int) -> Iterator[Violation]:
    if length > limit and end > start:
        yield Violation(start, end, details={"length": str(length), "limit": str(limit)})


_LONG = (
    "您好，这款茶壶第一次使用前请先用温水冲洗内外两面，再放一小撮茶叶加水煮十分钟，可以去掉窑火的味道；"
    "平时用完把茶渣倒出，温水冲净，打开盖子自然晾干，放在通风的架子上；不要用钢丝球和洗洁精，"
    "也不要空烧之后马上加冷水；壶身的颜色会随着使用慢慢变深，这是陶土吸收茶汤之后的样子，大家叫它养壶。"
)
_LONG_HANT = (
    "您好，這款茶壺第一次使用前請先用溫水沖洗內外兩面，再放一小撮茶葉加水煮十分鐘，可以去掉窯火的味道；"
    "平時用完把茶渣倒出，溫水沖淨，打開蓋子自然晾乾，放在通風的架子上；不要用鋼絲球和洗潔精，"
    "也不要空燒之後馬上加冷水；壺身的顏色會隨著使用慢慢變深，這是陶土吸收茶湯之後的樣子，大家叫它養壺。"
)
_LONG_EN = (
    "Before the first use, please rinse the pot inside and out with warm water, "
    "add a pinch of tea leaves and let it simmer for ten "
    "minutes to take away the smell of the kiln; afterwards empty the leaves, rinse the pot, "
    "leave the lid off and let it dry on "
    "an airy shelf; steel wool and detergent would take off the glaze, so a soft cloth is all it needs each day."
)

RULE = Rule(
    id="too-long",
    level="warning",
    summary="聊天回复要分段，评价回复不超过平台字数",
    message="这一段有 {length} 字，超过 {limit} 字：聊天请分成几段发送，评价回复请精简。",
    message_en=(
        "This runs to {length}, over the limit of {limit}: send a chat reply in several segments, "
        "shorten a review reply."
    ),
    source=("000", "001"),
    check=check,
    good=(
        Example("您好，茶壶第一次用前请用温水冲洗一下。"),
        Example(_LONG.replace("；", "。\n")),
        Example(_LONG, channel="review"),
        Example(_LONG_HANT, channel="review"),
        Example(_LONG_HANT.replace("；", "。\n")),
        Example("您好，茶壺已經幫您包好了。"),
        Example("感谢您的支持，欢迎再来。", channel="review"),
        Example("Please rinse the pot with warm water before the first use."),
        Example(_LONG_EN, channel="review"),
    ),
    bad=(
        Example(_LONG),
        Example("您好！\n" + _LONG),
        Example(_LONG.replace("；", "，")),
        Example(_LONG * 5, channel="review"),
        Example(_LONG_HANT),
        Example("您好！\n" + _LONG_HANT),
        Example(_LONG_HANT * 5, channel="review"),
        Example(_LONG_EN),
        Example(_LONG_EN * 3, channel="review"),
    ),
)
