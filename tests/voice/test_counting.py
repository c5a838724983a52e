"""Counts add up, quotes do not depend on the order, memory does not grow with the reviews."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from rag.domain import Point, Polarity, Review
from rag.voice import counting
from rag.voice.counting import OTHERS, Voice
from rag.voice.quotes import MASK, Quotes, masked
from rag.voice.saying import day_of, said
from tests.voice.conftest import LID, SLOW, WARM, counted, told


def test_a_review_counts_once_however_often_it_says_so() -> None:
    voice = counted(
        told(SLOW, ("complaint", "logistics", "快递箱子也压扁了"), WARM), told(WARM), told(product="壶")
    )
    assert voice.all.reviews == 3
    assert voice.all.kinds["complaint", "logistics"] == 1
    assert voice.points["complaint", "logistics"] == 2
    assert dict(voice.all.polarities) == {"complaint": 1, "praise": 2}
    assert voice.products["保温杯"].reviews == 2
    assert list(voice.all.about("praise")) == [("quality", 2)]


def test_what_is_said_more_closely_is_counted_by_card() -> None:
    voice = counted(told(SLOW), told(("complaint", "logistics", "快递员电话也不打就放驿站")))
    assert voice.finer["complaint", "logistics"] == {"logistics-slow": 1, "courier": 1}


def test_products_and_days_beyond_all_reason_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "PRODUCTS", 2)
    monkeypatch.setattr(counting, "DAYS", 3)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(5)]
    voice = counted(*(told(SLOW, product=f"p{n}", day=day) for n, day in enumerate(days)))
    assert {name: tally.reviews for name, tally in voice.products.items()} == {"p0": 1, "p1": 1, OTHERS: 3}
    assert len(voice.days) == 3


def test_quotes_are_the_same_in_any_order() -> None:
    points = [Point(f"第{n}个杯子用了就漏水", "complaint", "quality") for n in range(200)]
    picked = []
    for seed in (1, 2):
        random.Random(seed).shuffle(points)  # noqa: S311 - no secret
        quotes = Quotes(5)
        for point in points:
            quotes.offer("key", point, told(LID))
        picked.append([quote.text for quote in quotes.of("key")])
    assert picked[0] == picked[1]
    assert len(set(picked[0])) == 5


def test_the_same_words_are_quoted_once_and_those_that_say_something_first() -> None:
    quotes = Quotes(3)
    for text in ("差", "打客服电话13812345678没人接", "盖子拧不紧会漏水", "盖子拧不紧会漏水"):
        quotes.offer("key", Point(text, "complaint", "quality"), told(LID))
    kept = [quote.text for quote in quotes.of("key")]
    assert kept == ["盖子拧不紧会漏水", "差", f"打客服电话{MASK * 11}没人接"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("客服小王态度特别好", "小王"),
        ("客服小王態度特別好", "小王"),
        ("谢谢李师傅上门安装", "李"),
        ("張師傅送貨很準時", "張"),
        ("店员陈晓很耐心", "陈晓"),
        ("赵女士回复很快", "赵"),
        ("小刘给我推荐的尺码合适", "小刘"),
        ("Thanks Anna for the quick help", "Anna"),
        ("Mr. Brown never replied", "Brown"),
        ("Kevin from customer service hung up", "Kevin"),
        ("寄到浦东新区花木路120号", "花木路120"),
        ("打了13812345678也没人接", "13812345678"),
        ("邮箱zhang.san@example.com收不到发票", "zhang.san"),
    ],
)  # fmt: skip
def test_nobody_is_named(text: str, name: str) -> None:
    shown = masked(text)
    assert name not in shown
    assert MASK in shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    "text", ["小黄鸭掉色", "用了七天就坏", "师傅很专业", "老板人好", "客服回复很快", "满59元包邮", "The lid broke"]
)
def test_what_names_nobody_stays(text: str) -> None:
    assert masked(text) == text


def test_the_customers_own_name_is_blotted_out_too() -> None:
    review = told(("complaint", "service", "我欧阳娜娜再也不来了"), names=("欧阳娜娜",))
    assert "欧阳" not in counted(review).quotes.of(("complaint", "service"))[0].text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01 12:30:00", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("2026-03-01T12:30:00+08:00", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("March 1, 2026", date(2026, 3, 1)),
        ("1 Mar 2026", date(2026, 3, 1)),
        ("1772323200", date(2026, 3, 1)),
        ("1772323200000", date(2026, 3, 1)),
        ("2026-13-01", None),
        ("1926-03-01", None),
        ("2926-03-01", None),
        ("昨天", None),
        ("", None),
    ],
)  # fmt: skip
def test_days_are_read_as_platforms_write_them(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_no_day_to_come_is_taken() -> None:
    assert day_of((datetime.now(UTC) + timedelta(days=30)).strftime("%Y-%m-%d")) is None


def test_a_review_is_told_from_its_draft() -> None:
    draft = {"sentiment": "negative", "points": [{"text": "盖子裂了", "polarity": "complaint", "about": "quality"}]}
    found = said(Review("盖子裂了", 5), draft, "保温杯", "2026-03-01 08:00", ("王明",))
    assert (found.product, found.day, found.stars, found.names) == ("保温杯", date(2026, 3, 1), 5, ("王明",))
    assert found.points == (Point("盖子裂了", "complaint", "quality"),)
    assert found.sentiment == "negative"


def test_a_review_without_a_draft_is_read_here() -> None:
    found = said(Review("杯子盖子裂了，客服也不理人"))
    assert {point.about for point in found.points} == {"quality", "service"}
    assert (found.sentiment, found.product, found.day) == ("negative", None, None)


def test_memory_does_not_grow_with_the_reviews() -> None:
    import tracemalloc

    def fed(voice: Voice, start: int) -> int:
        for n in range(start, start + 5_000):
            point: tuple[Polarity, str, str] = ("complaint", "quality", f"第{n}只杯子漏水得厉害")
            voice.add(told(point, product=f"p{n % 50}", day=date(2026, 1, 1) + timedelta(days=n % 60)))
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        voice = Voice()
        fed(voice, 0)
        before = fed(voice, 5_000)
        assert fed(voice, 10_000) - before < 200_000
    finally:
        tracemalloc.stop()
