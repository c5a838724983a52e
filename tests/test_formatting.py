"""Times and amounts as a person types them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from rag.formatting import amount, elapsed, moment, typed, written

NOW = datetime(2026, 11, 20, 18)


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2026-11-20T15:30", "今天15:30", "today at 15:30"),
        ("2026-11-19T09:05:00", "昨天9:05", "yesterday at 09:05"),
        ("2026-11-21", "明天", "tomorrow"),
        ("2026-11-18T10:00", "前天10:00", "18 November"),
        ("2026-11-01 10:00", "11月1日", "1 November"),
        ("2025-12-31", "2025年12月31日", "31 December 2025"),
    ],
)
def test_a_machines_time_is_said_as_of_now(text: str, chinese: str, english: str) -> None:
    assert (written(text, NOW), written(text, NOW, english=True)) == (chinese, english)


def test_without_a_now_a_day_is_a_date() -> None:
    assert written("2026-11-20T15:30", None) == "11月20日"


@pytest.mark.parametrize("text", ["1-3个工作日", "6月21日前", "2026-13-40", "202611200001"])
def test_what_is_no_machines_time_stays(text: str) -> None:
    assert written(text, NOW) == text


def test_the_day_is_the_one_where_now_is() -> None:
    china = timezone(timedelta(hours=8))
    late = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
    assert moment(late, datetime(2026, 11, 20, 9, tzinfo=china)) == "今天1:30"


def test_the_time_between_a_zoned_and_a_zoneless_time() -> None:
    assert elapsed(datetime(2026, 11, 19, 18, tzinfo=UTC), NOW) == timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("59.00", "59元", "¥59"),
        ("59.50", "59.5元", "¥59.50"),
        ("1,299.00", "1299元", "¥1299"),
        ("¥59.9", "59.9元", "¥59.90"),
        ("USD 59.00", "59美元", "US$59"),
        ("59.00 usd", "59美元", "US$59"),
        ("HK$12", "12港元", "HK$12"),
        ("100", "100元", "¥100"),
        ("约59元", "约59元", "约59元"),
        ("59 XYZ", "59 XYZ", "59 XYZ"),
    ],
)
def test_an_amount_brings_its_unit(text: str, chinese: str, english: str) -> None:
    assert (amount(text), amount(text, english=True)) == (chinese, english)


def test_no_space_stands_between_a_character_and_a_number() -> None:
    assert typed("付款后 72 小时内，发 EMS 也行 5 天") == "付款后72小时内，发 EMS 也行5天"
