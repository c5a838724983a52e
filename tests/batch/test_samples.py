"""The sample export of each platform is read as its seller would mean it, headings and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.batch.input import Input
from rag.batch.rows import Columns, Row
from rag.domain import Review
from rag.platforms import load_platforms
from rag.settings import Settings

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


def rows_of(name: str) -> list[Row]:
    found = [*Input(SAMPLES / name, Columns()).rows()]
    rows = [row for row in found if isinstance(row, Row)]
    assert len(rows) == len(found) == 3
    return rows


def test_each_platform_has_a_sample() -> None:
    platforms = load_platforms(Settings().knowledge / "platforms.yaml")
    assert {path.stem for path in SAMPLES.iterdir()} == set(platforms)


@pytest.mark.parametrize(
    ("name", "number", "review", "product"),
    [
        (
            "taobao.csv",
            1,
            Review("拉链拉到一半就卡，问了两天才有人回", 1, None, "客服补寄了拉链头，现在能用"),
            "亚麻四件套 灰蓝",
        ),
        ("tmall.csv", 0, Review("背着贴合，侧袋拿水壶顺手", 5, None, "爬了三次山，肩带一点没松"), "轻量登山包 28L"),
        ("jd.csv", 2, Review("风是有的，底座轻了点", 3), "桌面小风扇 USB"),
        ("pinduoduo.csv", 1, Review("坏了三个，客服叫我自己切掉吃", 1), "脆柿 五斤装"),
        ("shopee.csv", 1, Review("長度跟頁面寫的差了十公分", 2), "棉麻遮光窗簾"),
        (
            "amazon.csv",
            1,
            Review("After two washes the board warped and one corner split.", 2, "Warped"),
            "Bamboo Cutting Board",
        ),
        ("google.jsonl", 0, Review("Friendly staff, they found the right lamp for us in minutes.", 5), None),
        ("google.jsonl", 2, Review("", 4), None),
    ],
)
def test_a_samples_rows_are_its_reviews(name: str, number: int, review: Review, product: str | None) -> None:
    row = rows_of(name)[number]
    assert (row.review, row.product) == (review, product)
    assert row.id != str(row.number)
    assert (row.date or "").startswith("2026-")
