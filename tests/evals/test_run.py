"""The command as a whole, on a suite of three cases: what it compares with, when it fails, what blessing does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest

from evals import run
from evals.cases import Case
from evals.gates import Gate, Gates
from evals.outcome import Options
from evals.results import read
from evals.running import run as run_one
from evals.suite import Judgement, Suite, Task
from rag.errors import InputError
from rag.settings import Settings


class Saying(Case):
    """A text that is said."""

    text: str


class Small(Suite[Saying, str]):
    """Whether each text is kind."""

    name = "small"
    harm = "customers are told off"
    case = Saying
    said: ClassVar[dict[str, str]] = {}

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[Saying, ...]:
        """Those of the file, else what is said now."""
        own = [
            Saying(id=name, text=text, why="nobody is thanked", origin="made up", weight=3)
            for name, text in self.said.items()
        ]
        return super().cases(settings, dataset) if dataset else tuple(own)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[Saying, str]]:
        """The text."""

        async def say(case: Saying) -> str:
            if case.text == "!":
                raise RuntimeError("no words")
            return case.text

        yield say

    def judge(self, case: Saying, output: str) -> Judgement:
        """Kind where it says thanks."""
        return Judgement(() if "谢谢" in output else ("says no thanks",), said=output, approved=output)

    def figures(self, judged: Sequence[tuple[Saying, Judgement]]) -> dict[str, float]:
        """How many there are."""
        return {"many": float(len(judged))}


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the cases say, in a project of one suite with nothing blessed yet."""
    texts = {"a": "谢谢。", "b": "谢谢您。", "c": "好的，谢谢。"}
    gates: Gates = {"small": {"many": Gate(least=2, harm="too little is asked")}}
    monkeypatch.setattr(Small, "said", texts)
    monkeypatch.setattr(run, "SUITES", {"small": Small()})
    monkeypatch.setattr(run, "BASELINE", tmp_path / "baseline.json")
    monkeypatch.setattr(run, "load_gates", lambda: gates)
    return texts


def test_what_was_blessed_holds_until_it_changes(said: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.evaluate(Options()) == 0
    assert run.evaluate(Options(bless=True)) == 0
    assert run.evaluate(Options()) == 0
    said["b"] = "行吧。"
    assert run.evaluate(Options()) == 1
    err = capsys.readouterr().err
    assert "worse: b (weight 3): says no thanks" in err
    assert "→ nobody is thanked" in err
    assert "wanyan eval --bless" in err


def test_other_words_are_approved_by_blessing_alone(
    said: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run.evaluate(Options(bless=True))
    said["b"] = "谢谢您，请慢走。"
    assert run.evaluate(Options()) == 1
    assert "now says '谢谢您，请慢走。'; no longer says '谢谢您。'" in capsys.readouterr().err
    assert run.evaluate(Options(bless=True)) == 0
    assert run.evaluate(Options()) == 0


def test_a_case_that_crashes_or_is_gone_fails_the_run(
    said: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run.evaluate(Options(bless=True))
    said["a"] = "!"
    assert run.evaluate(Options()) == 1
    assert "worse: a (weight 3): crashed: " in capsys.readouterr().err
    said["a"] = "谢谢。"
    del said["c"]
    assert run.evaluate(Options()) == 1
    assert "gone: c: no such case any more; it said '好的，谢谢。'" in capsys.readouterr().err


def test_a_broken_gate_cannot_be_blessed(
    said: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del said["b"], said["c"]
    assert run.evaluate(Options(bless=True)) == 1
    assert not (tmp_path / "baseline.json").is_file()
    assert "gate broken: many is 1.000, must be at least 2 — too little is asked" in capsys.readouterr().err


def test_blessing_everything_forgets_suites_that_are_no_more(
    said: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Other(Small):
        name = "other"

    monkeypatch.setattr(run, "run_all", lambda orders, tell: {one.name: run_one(one) for one in orders})
    monkeypatch.setattr(run, "SUITES", {"small": Small(), "other": Other()})
    run.evaluate(Options(bless=True))
    monkeypatch.setattr(run, "SUITES", {"small": Small()})
    assert run.evaluate(Options(suites=("small",))) == 0
    assert run.evaluate(Options()) == 1
    assert "✗ other: is not run any more" in capsys.readouterr().err
    run.evaluate(Options(suites=("small",), bless=True))
    assert set(read(tmp_path / "baseline.json").suites) == {"small", "other"}
    run.evaluate(Options(bless=True))
    assert set(read(tmp_path / "baseline.json").suites) == {"small"}
    assert run.evaluate(Options()) == 0


def test_another_run_is_compared_with_on_request(said: dict[str, str], tmp_path: Path) -> None:
    run.evaluate(Options(report=tmp_path / "report"))
    said["a"] = "行吧。"
    run.evaluate(Options(bless=True))
    assert run.evaluate(Options()) == 0
    assert run.evaluate(Options(baseline=tmp_path / "report" / "results.json")) == 1


def test_rows_from_outside_are_measured_and_not_gated(
    said: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run.evaluate(Options(bless=True))
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "x", "text": "行吧。", "more": 1}\n', encoding="utf-8")
    assert run.evaluate(Options(suites=("small",), dataset=rows)) == 0
    assert "x: says no thanks" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_run(
    said: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "run_all", lambda orders, tell: pytest.fail("was run"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        run.evaluate(Options(report=tmp_path / "file" / "report"))


def test_what_does_not_go_together_is_refused(said: dict[str, str], tmp_path: Path) -> None:
    for options in (
        Options(suites=("none",)),
        Options(dataset=tmp_path / "rows.jsonl"),
        Options(bless=True, repeat=2),
        Options(baseline=tmp_path / "none.json"),
    ):
        with pytest.raises(InputError):
            run.evaluate(options)
