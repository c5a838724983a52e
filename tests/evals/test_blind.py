"""Blind readings: nothing tells who wrote which, the order is swapped, verdicts count for the right side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.blind import app, pairs, tally
from rag.errors import InputError

ROWS = [
    {
        "id": f"m{at}",
        "turns": [{"role": "customer", "text": "能开发票吗"}],
        "human_reply": f"可以的亲{at}",
        "topic": "x",
    }
    for at in range(8)
]
DRAFTS = {f"m{at}": f"可以，请把抬头发我。{at}" for at in range(8)}


def verdict(row: str, better: int, send_1: str = "yes", send_2: str = "no") -> dict[str, Any]:
    return {"id": row, "better": better, "send_1": send_1, "send_2": send_2, "why": ""}


def test_both_readers_read_the_same_pairs_in_swapped_order() -> None:
    read, _ = pairs(ROWS, DRAFTS, seed=1)
    for first, second in zip(read["a"], read["b"], strict=True):
        assert (first["reply_1"], first["reply_2"]) == (second["reply_2"], second["reply_1"])
        assert {first["reply_1"], first["reply_2"]} == {DRAFTS[first["id"]], f"可以的亲{first['id'][1:]}"}
        assert list(first) == ["id", "turns", "reply_1", "reply_2"]  # nothing else tells who wrote which


def test_the_place_of_our_draft_varies_and_follows_the_seed() -> None:
    _, ours = pairs(ROWS, DRAFTS, seed=1)
    assert set(ours.values()) == {1, 2}
    assert pairs(ROWS, DRAFTS, seed=1)[1] == ours


def test_verdicts_are_counted_on_the_side_that_is_ours() -> None:
    ours = {"m0": 1, "m1": 2}
    found = tally({"a": [verdict("m0", 1), verdict("m1", 0)], "b": [verdict("m0", 1)]}, ours)
    assert (found.judged, found.preferred, found.equal) == (3, 1, 1)  # reader b had ours second
    assert (found.ours["yes"], found.ours["no"]) == (1, 2)
    assert (found.theirs["yes"], found.theirs["no"]) == (2, 1)
    assert "0.67 preferred or equal" in "\n".join(found.lines())


@pytest.mark.parametrize("wrong", [verdict("m9", 1), verdict("m0", 3), verdict("m0", 1, "maybe")])
def test_a_verdict_that_cannot_be_counted_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="verdict on"):
        tally({"a": [wrong]}, {"m0": 1})


def test_from_rows_to_figures(tmp_path: Path, own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANYAN_DATA", str(own_data))
    dataset, out = tmp_path / "rows.jsonl", tmp_path / "out"
    dataset.write_text("".join(json.dumps(row) + "\n" for row in ROWS[:2]), encoding="utf-8")
    assert CliRunner().invoke(app, ["pair", str(dataset), str(out)]).exit_code == 0
    read = [json.loads(line) for line in (out / "b.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in read] == ["m0", "m1"]
    told = "".join(json.dumps(verdict(row["id"], 0)) + "\n" for row in read)
    (out / "b.out.jsonl").write_text(told, encoding="utf-8")
    said = CliRunner().invoke(app, ["score", str(out)]).stdout
    assert "2 verdicts: preferred 0, equal 2: 1.00 preferred or equal" in said
