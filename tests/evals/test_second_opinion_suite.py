"""The measure of the second opinion: nobody can wave through what the rules are sure of."""

from __future__ import annotations

import pytest

from evals.running import Order, run
from evals.suites.negation import NegationCase
from evals.suites.second_opinion import OfSecondOpinion, Opinions
from rag.guardrails.checker import CheckResult
from rag.settings import Settings

OWN = OfSecondOpinion().cases(Settings())


def test_the_best_reader_gains_and_the_worst_costs_only_what_is_doubtful() -> None:
    result = run(Order(OfSecondOpinion(), Settings()))
    figures, breaking = result.figures, sum(case.verdict in {"bare", "alternative"} for case in OWN)
    assert figures["perfect_precision"] >= figures["off_precision"]
    assert figures["perfect_recall"] == figures["off_recall"]
    lost = (figures["off_recall"] - figures["careless_recall"]) * breaking
    assert round(lost) <= round(figures["asked"] * len(result.cases))
    assert "model_recall" not in figures


def test_a_reader_who_may_overrule_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def waved(result: CheckResult, dismissed: object) -> CheckResult:
        return CheckResult("pass", ())

    monkeypatch.setattr(CheckResult, "without", waved)
    failed = run(Order(OfSecondOpinion(), Settings())).failed
    assert failed
    assert all("although the reader upholds the finding" in case.problems[0] for case in failed)


@pytest.mark.parametrize(
    ("verdict", "doubtful", "found", "problem"),
    [
        ("bare", False, (True, True, False), "a reader overrules what nothing was doubtful of"),
        ("bare", True, (True, False, False), "goes out although the reader upholds the finding"),
        ("none", True, (True, True, False), "is stopped although the reader takes it for good"),
    ],
)
def test_what_goes_wrong_is_said(
    verdict: str, doubtful: bool, found: tuple[bool, bool, bool], problem: str
) -> None:
    case = NegationCase.model_validate({"id": "1", "reply": "不能改哦", "verdict": verdict})
    opinions = Opinions(("不能改",) * doubtful, dict(zip(("off", "perfect", "careless"), found, strict=True)))
    (told,) = OfSecondOpinion().judge(case, opinions).problems
    assert problem in told
    assert "不能改哦" in told
