"""The suite of reading reviews counts what is right, and can fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.results import SuiteResult
from evals.running import Order, run
from evals.suites.review_reading import ReviewReadings
from rag.errors import InputError
from rag.settings import Settings


def scored(folder: Path, *rows: dict[str, Any]) -> SuiteResult:
    file = folder / "rows.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return run(Order(ReviewReadings(), Settings(), file))


def row(text: str, sentiment: str, *points: tuple[str, str, str], **labels: Any) -> dict[str, Any]:
    told = [{"text": said, "polarity": polarity, "about": about} for said, polarity, about in points]
    return {"id": text, "text": text, "sentiment": sentiment, "points": told, **labels}


def problems(result: SuiteResult) -> list[str]:
    return [problem for case in result.failed for problem in case.problems]


def test_what_is_read_as_labelled_is_right(tmp_path: Path) -> None:
    result = scored(
        tmp_path,
        row("杯盖漏水，客服耐心", "mixed", ("杯盖漏水", "complaint", "quality"), ("客服耐心", "praise", "service")),
        row("掉色", "negative", ("掉色", "complaint", "quality"), stars=5, contradiction=True, kind="ordinary"),
    )
    assert set(result.figures.values()) == {1.0}
    assert problems(result) == []


def test_each_figure_falls_with_its_own_mistakes(tmp_path: Path) -> None:
    result = scored(
        tmp_path,
        row("杯盖漏水", "positive", ("颜色发灰发暗", "complaint", "quality"), kind="spam"),
        row("客服耐心", "positive", ("客服耐心", "praise", "price")),
    )
    assert result.figures["sentiment"] == 0.5
    assert result.figures["complaint_recall"] == 0
    assert result.figures["complaint_precision"] == 0
    assert result.figures["praise_recall"] == 1
    assert result.figures["about"] == 0
    assert result.figures["kind"] == 0.5
    assert problems(result) == [
        "a positive review is answered as negative: '杯盖漏水'",
        "the reply passes over a complaint: '颜色发灰发暗'",
        "the reply apologises for what nobody complained of: '杯盖漏水'",
        "kind is taken for ordinary, not spam: the reply is one to another sort of review: '杯盖漏水'",
    ]


def test_a_point_cut_otherwise_is_the_same_point_and_one_of_the_other_side_is_not(tmp_path: Path) -> None:
    cut = scored(
        tmp_path, row("这个杯盖用了两天就开始漏水", "negative", ("用了两天就开始漏水", "complaint", "quality"))
    )
    assert cut.figures["complaint_recall"] == cut.figures["complaint_precision"] == 1
    turned = scored(tmp_path, row("杯盖漏水", "negative", ("杯盖漏水", "praise", "quality")))
    assert turned.figures["praise_recall"] == 0


def test_what_is_not_labelled_is_not_judged_and_a_label_of_none_is(tmp_path: Path) -> None:
    hurt = row("手上起了红疹去医院了", "negative", ("手上起了红疹", "complaint", "safety"))
    assert problems(scored(tmp_path, hurt)) == []
    assert "holding is taken for safety-health" in problems(scored(tmp_path, {**hurt, "holding": None}))[0]


def test_a_row_without_its_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="sentiment"):
        scored(tmp_path, {"id": "1", "text": "好", "points": []})
