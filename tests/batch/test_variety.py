"""No two replies of a batch alike: repeats are drafted again, decided in the order of rows, with bounded memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from rag.batch.variety import PAGE, REMEMBERED, TRIES, Variety, first_needed
from rag.domain import Draft, MadeBy, Status

SAID = (
    "谢谢您说杯盖密封好，装热水放包里也放心。",
    "加热快、水温稳，您冬天用着舒服，我们就踏实了。",
    "您提到袖口的线头，已经转给品控同事逐件查看。",
    "房间干净合您的意，前台同事听了高兴了一整天。",
    "菜品可口、骑手准时，欢迎再来尝尝别的。",
    "Glad that the zip runs smoothly, come back soon.",
)


def draft(text: str, status: Status = "ready", by: str = "offline") -> Draft:
    return Draft(
        id=text,
        status=status,
        channel="review",
        shop="handbook",
        language="zh-Hans",
        text=text,
        segments=(text,) if text else (),
        topics=("review-positive",),
        stage="after-sales",
        sentiment="positive",
        made_by=MadeBy("llm" if by == "llm" else "offline"),
    )


def again(
    *texts: str, asked: list[int] | None = None, by: str = "offline"
) -> Callable[[int, bool], Awaitable[Draft]]:
    """Drafts the texts one after the other, the last one for ever; `by` whom, unless no model is to be asked."""
    left = list(texts)

    async def drafted(variant: int, offline: bool) -> Draft:
        if asked is not None:
            asked.append(variant)
        return draft(left.pop(0) if len(left) > 1 else left[0], by="offline" if offline else by)

    return drafted


def settled(variety: Variety, row: int, text: str, *others: str, **kwargs: str) -> str:
    made = variety.settle(row, draft(text, **kwargs), again(*(others or (text,))))  # type: ignore[arg-type]
    return asyncio.run(made).text


def test_a_reply_that_was_said_before_is_drafted_again_until_it_is_new() -> None:
    variety, asked = Variety(), list[int]()
    settled(variety, 1, SAID[0])
    made = asyncio.run(variety.settle(2, draft(SAID[0]), again(SAID[0], SAID[1], SAID[2], asked=asked)))
    assert made.text == SAID[1]
    assert len(asked) == len(set(asked)) == 2


def test_what_is_new_is_not_drafted_again() -> None:
    variety, asked = Variety(), list[int]()
    for row, text in enumerate(SAID, 1):
        asyncio.run(variety.settle(row, draft(text), again(text, asked=asked)))
    assert asked == []


def test_a_reply_with_another_product_in_it_is_the_same_reply() -> None:
    variety = Variety()
    settled(variety, 1, "感谢您选择本店的保温杯，您的满意是我们最大的动力，期待您再次光临。")
    said = settled(variety, 2, "感谢您选择本店的雨伞，您的满意是我们最大的动力，期待您再次光临。", SAID[3])
    assert said == SAID[3]


def test_no_two_replies_of_a_page_open_alike_but_of_two_pages_they_may() -> None:
    variety = Variety()
    opens = "谢谢您抽空写下这些，"
    settled(variety, 1, opens + SAID[0])
    assert settled(variety, 2, opens + SAID[1], SAID[2]) == SAID[2]
    for row in range(3, 3 + PAGE):
        variety.remember(row, f"{row}号{'一二三四五六七八九十甲乙丙丁'[row]}" * 8)
    assert settled(variety, 20, opens + SAID[4], SAID[5]) == opens + SAID[4]


def test_where_all_repeat_the_least_alike_is_taken_after_few_tries() -> None:
    variety, asked = Variety(), list[int]()
    settled(variety, 1, "谢谢您的评价，有什么想说的，随时告诉我们。")
    near = "谢谢您的评价，有什么想说的，随时告诉我们，祝您顺心。"
    made = asyncio.run(
        variety.settle(2, draft("谢谢您的评价，有什么想说的，随时告诉我们。"), again(near, asked=asked))
    )
    assert made.text == near
    assert len(asked) == TRIES


def test_a_draft_that_fell_short_is_no_way_out() -> None:
    variety = Variety()
    settled(variety, 1, SAID[0])

    async def worse(variant: int, offline: bool) -> Draft:
        return replace(draft("" if variant % 2 else SAID[1]), status="blocked" if variant % 2 else "needs_approval")

    assert asyncio.run(variety.settle(2, draft(SAID[0]), worse)).text == SAID[0]


def test_a_model_is_asked_once_more_and_not_for_an_opening() -> None:
    variety = Variety()
    settled(variety, 1, SAID[0], by="llm")
    made = asyncio.run(variety.settle(2, draft(SAID[0], by="llm"), again(SAID[1], by="llm")))
    assert (made.text, made.made_by.drafter) == (SAID[1], "llm")
    opens = "谢谢您抽空写下这些，"
    settled(variety, 3, opens + SAID[1], by="llm")
    assert settled(variety, 4, opens + SAID[2], SAID[3], by="llm") == opens + SAID[2]


def test_a_model_that_repeats_itself_again_gives_way_to_the_offline_drafter() -> None:
    variety = Variety()
    settled(variety, 1, SAID[0], by="llm")
    made = asyncio.run(variety.settle(2, draft(SAID[0], by="llm"), again(SAID[0], SAID[1], by="llm")))
    assert (made.text, made.made_by.drafter) == (SAID[1], "offline")


def test_where_the_model_failed_it_is_not_asked_again_and_the_reason_stays() -> None:
    variety, failed = Variety(), replace(draft(SAID[0]), made_by=MadeBy("offline", fallback="timeout"))
    settled(variety, 1, SAID[0])
    made = asyncio.run(variety.settle(2, failed, again(SAID[1], by="llm")))
    assert (made.text, made.made_by.drafter, made.made_by.fallback) == (SAID[1], "offline", "timeout")


def test_a_blocked_draft_is_left_alone() -> None:
    assert settled(Variety(), 1, "", SAID[0], status="blocked") == ""


def test_the_same_review_again_is_drafted_as_the_next_variant() -> None:
    variety = Variety()
    told = [variety.variant(row, text) for row, text in enumerate(("好评！", "不错", "好评", "好评~~", "很好"), 1)]
    assert told == [0, 0, 1, 2, 0]


@pytest.mark.parametrize("row", [1, 2, 999, 1000, 1001, 1999, 2000, 2001, 5432])
def test_a_batch_that_goes_on_is_as_one_that_never_stopped(row: int) -> None:
    whole, resumed = Variety(), Variety()
    texts = [f"{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number % 37}" * 9 for number in range(row + 40)]
    for number in range(1, row):
        whole.variant(number, texts[number])
        whole.remember(number, texts[number])
    for number in range(first_needed(row), row):
        resumed.variant(number, texts[number])
        resumed.remember(number, texts[number])
    for number in range(row, row + 40):
        assert whole.variant(number, texts[number]) == resumed.variant(number, texts[number])
        others = texts[number + 1 :] + texts[:3]
        assert settled(whole, number, texts[number], *others) == settled(resumed, number, texts[number], *others)


def test_memory_is_bounded() -> None:
    variety = Variety()
    settled(variety, 1, SAID[0])
    assert settled(variety, REMEMBERED + 1000, SAID[0]) == SAID[0]
    assert settled(variety, REMEMBERED + 1001, SAID[0], SAID[1]) == SAID[1]
