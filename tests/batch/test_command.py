"""`wanyan batch` as people run it: kinds of files, what is said, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from rag.batch.progress import Tally, spell
from tests.batch.conftest import Command, journal_of, write_csv
from tests.commands import started


def test_a_workbook_in_and_lines_out(tmp_path: Path, command: Command) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ["评价编号", "商品名称", "评价内容", "星级"],
        ["a", "外套", "面料很软，穿着舒服", 5],
        ["b", "外套", "拉链坏了", 1],
    ):
        book.active.append(row)
    book.active.append(["c", "外套", "好", "很多"])
    book.save(tmp_path / "in.xlsx")
    done = started("batch", tmp_path / "in.xlsx", "-o", tmp_path / "out.jsonl", "--json")
    assert done.returncode == 1
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(row["评价编号"], row["status"]) for row in rows] == [("a", "ready"), ("b", "needs_approval")]
    assert "面料很软" in rows[0]["reply"] or "舒服" in rows[0]["reply"]
    summary = json.loads(done.stdout)
    assert (summary["rows"], summary["ready"], summary["needs_approval"], summary["rejected"]) == (3, 1, 1, 1)
    assert summary["rejects"] == str(tmp_path / "out.jsonl.rejects.csv")
    again = command(tmp_path / "in.xlsx", "-o", tmp_path / "out.jsonl", "--json")
    assert json.loads(again.stdout)["resumed"] == 3


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["missing.csv", "-o", "out.csv"], "missing.csv: no such file"),
        (["in.csv", "-o", "out.doc"], "out.doc: an output is one of"),
        (["in.csv", "-o", "in.csv"], "in.csv: would be overwritten"),
        (["in.csv", "-o", "nowhere/out.csv"], "nowhere/out.csv: cannot be written"),
        (["in.csv", "-o", "out.csv", "--map", "stars=几颗"], "--map stars=几颗"),
        (["in.csv", "-o", "out.csv", "--shop", "nobody"], "nobody"),
    ],
)
def test_wrong_use_is_said_in_a_line_before_anything_is_done(
    tmp_path: Path, command: Command, args: list[str], says: str
) -> None:
    write_csv(tmp_path / "in.csv", "好")
    placed = [str(tmp_path / arg) if "." in arg or "/" in arg else arg for arg in args]
    done = command(*placed)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.glob("out.*"))


def test_it_goes_on_with_the_same_input_only(tmp_path: Path, command: Command) -> None:
    source, output = write_csv(tmp_path / "in.csv", "好"), tmp_path / "out.csv"
    assert command(source, "-o", output).returncode == 0
    write_csv(source, "好", "差")
    refused = command(source, "-o", output)
    assert refused.returncode == 2
    assert "begun with another input" in refused.stderr
    assert "--restart begins anew" in refused.stderr
    assert command(source, "-o", output, "--restart").returncode == 0
    assert len(journal_of(output)) == 3


def test_how_far_it_is_is_told_in_a_line() -> None:
    tally = Tally(total=1_000, resumed=0)
    for state in ("ready", "ready", "needs_approval", "failed"):
        tally.add({"state": state, "draft": {"made_by": {"fallback": "timeout"}} if state == "ready" else None})
    tally.began -= 2
    assert tally.line().startswith("4 of 1,000, 2.0 a second, 8:1")
    assert tally.line().endswith("left: 2 ready, 1 need approval, 1 failed, 2 without the model")
    assert (spell(42), spell(7500)) == ("0:42", "2:05:00")
