"""The measure of the other rules: what counts as found, by rule, and what a row may bring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.negation import run as run_negation
from evals.rules import run
from rag.errors import InputError
from rag.settings import Settings


def written(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def row(number: int, **more: object) -> dict[str, object]:
    return {"id": str(number), "rule": "form-of-address", "reply": "你好", "breaks": True, **more}


def test_found_missed_and_false_alarms_are_counted_by_rule(tmp_path: Path) -> None:
    rows = row(1), row(2, reply="您好"), row(3, breaks=False), row(4, rule="too-long", breaks=False)
    result = run(Settings(), written(tmp_path / "rows.jsonl", *rows))
    counts = result.classes["form-of-address"]
    assert (counts.hits, counts.missed, counts.false_alarms, counts.right_noes) == (1, 1, 1, 0)
    assert result.classes["too-long"].right_noes == 1
    assert (result.figures["least_precision"], result.figures["least_recall"]) == (0.5, 0.5)
    assert [miss.split(":")[0] for miss in result.misses] == ["2 form-of-address", "3 form-of-address"]


def test_a_row_brings_its_shop_channel_facts_and_turns(tmp_path: Path) -> None:
    turns = [{"role": "agent", "text": "您好"}, {"role": "customer", "text": "我的电话13800138000"}]
    private = row(1, rule="private-data", reply="电话13800138000已登记", context=turns, breaks=False)
    public = {**private, "id": "2", "channel": "review", "breaks": True}
    assert run(Settings(), written(tmp_path / "rows.jsonl", private, public)).misses == ()


@pytest.mark.parametrize(
    ("more", "problem"), [({"rule": "rudeness"}, "unknown rule 'rudeness'"), ({"facts": {"x": 1}}, "x")]
)
def test_a_row_that_cannot_be_judged_is_named(tmp_path: Path, more: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        run(Settings(), written(tmp_path / "rows.jsonl", row(1, **more)))


def test_negation_is_told_by_class_of_denial(tmp_path: Path) -> None:
    rows: tuple[dict[str, object], ...] = (
        {"id": "1", "reply": "这个没有货了", "verdict": "bare", "denials": [{"text": "没有货了"}]},
        {"id": "2", "reply": "不能改哦", "verdict": "bare", "class": "limits"},
        {"id": "3", "reply": "好的", "verdict": "none"},
    )
    classes = run_negation(Settings(), written(tmp_path / "rows.jsonl", *rows)).classes
    assert {name: counts.hits for name, counts in classes.items()} == {
        "absence": 1,
        "limits": 1,
        "nothing denied": 0,
    }
