"""The file of results: what is written is read again, a case is a line, and what is no such file is said in one."""

from __future__ import annotations

import difflib
import time
from dataclasses import replace
from pathlib import Path

import pytest

from evals.results import CaseResult, Run, SuiteResult, read, write
from evals.suite import Confusion
from rag.errors import InputError
from tests.evals.made import HOSTILE, case, run, suite

WHOLE = CaseResult(
    "全/1",
    (True, False, True),
    ("promises a refund", HOSTILE),
    {"says": 0.6667, "cited": 1.0},
    "运费由我们承担。\n请您放心。",
    "the shop pays twice",
    5,
    HOSTILE,
    "运费由我们承担",
    ("pay-for-review: 返现",),
    ("return-postage", "refund"),
    0.125,
    ("pay-for-review", "arguing"),
)


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = Run(
        {
            "chat": SuiteResult(
                "chat", "harm", (case("a"), WHOLE), {"right": 0.5}, {"x": Confusion(1, 2, 3, 4)}, None, 1.5
            ),
            "attacks": SuiteResult("attacks", "harm", (), {}, failure="could not be run: no index"),
        },
        {"at": "2026-07-01T00:00:00Z", "model": None, "cores": 2},
    )
    write(made, tmp_path / "results.json")
    again = read(tmp_path / "results.json")
    assert again.made == made.made
    assert {
        name: replace(one, cases=tuple(sorted(one.cases, key=lambda c: c.id))) for name, one in made.suites.items()
    } == {
        name: replace(one, cases=tuple(sorted(one.cases, key=lambda c: c.id))) for name, one in again.suites.items()
    }


def test_the_baseline_keeps_what_is_compared_and_no_texts(tmp_path: Path) -> None:
    write(run(suite("chat", [WHOLE, case("b", approved="好的。")])), tmp_path / "baseline.json", whole=False)
    first, second = sorted(
        read(tmp_path / "baseline.json").suites["chat"].cases, key=lambda one: one.id, reverse=True
    )
    assert (first.runs, first.problems, first.scores, first.approved) == (
        (False,), WHOLE.problems, {"says": 0.6667, "cited": 1.0}, WHOLE.approved,
    )  # fmt: skip
    assert (first.asked, first.said, first.seconds, first.why) == ("", "", 0.0, "")
    assert (second.passed, second.approved) == (True, "好的。")


def test_a_case_that_changed_is_a_line_that_changed(tmp_path: Path) -> None:
    before = [case(f"c{number:02}", approved="运费由我们承担。") for number in range(20)]
    after = [*before[:7], case("c07", "promises a refund"), *before[8:], case("c20")]
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    write(run(suite("chat", before)), old, whole=False)
    write(run(suite("chat", reversed(after))), new, whole=False)
    told = [*difflib.unified_diff(old.read_text("utf-8").splitlines(), new.read_text("utf-8").splitlines(), n=0)]
    changed = [line for line in told if line.startswith(("+", "-")) and '"c' in line and "figures" not in line]
    assert '-   "c07": {"pass": true, "approved": "运费由我们承担。"},' in changed
    assert '+   "c07": {"pass": false, "problems": ["promises a refund"]},' in changed
    assert '+   "c20": {"pass": true}' in changed
    assert len(changed) == 5  # the line before the new one gains a comma


def test_three_thousand_cases_take_well_under_a_second(tmp_path: Path) -> None:
    cases = [replace(WHOLE, id=f"c{number}") for number in range(3_000)]
    began = time.process_time()
    write(run(suite("chat", cases)), tmp_path / "results.json")
    assert len(read(tmp_path / "results.json").suites["chat"].cases) == 3_000
    assert time.process_time() - began < 1.0


def test_a_newer_format_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text('{"format": 2, "made": {}, "suites": {}}', encoding="utf-8")
    with pytest.raises(
        InputError, match=r"results\.json: written by a newer version \(format 2; this one reads 1\)$"
    ):
        read(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 1}',
        '{"format": 1, "made": {}, "suites": []}',
        '{"format": 1, "made": {}, "suites": {"chat": {}}}',
        '{"format": 1, "made": {}, "suites": {"chat": {"harm": "", "figures": {}, "cases": {"a": 7}}}}',
        '{"format": 1, "made": {}, "suites": {"chat": {"harm": "", "figures": {}, "cases": {"a": {}}}}}',
        '{"format": 1, "made": {}, "suites": {"chat": {"harm": "", "figures": {"right": "x"}, "cases": {}}}}',
        '{"format": 1, "made": {}, "suites": {"x": {"harm": "", "figures": {}, "cases": {"a": {"pass": "so"}}}}}',
    ],
)
def test_what_is_no_file_of_results_is_said_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "results.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"results\.json: not a file of results") as told:
        read(path)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: No such file"):
        read(tmp_path / "none.json")
