"""The suite of public replies: points, approval, platforms; and a step that is left out is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import load
from evals.results import SuiteResult
from evals.running import Order, run
from evals.suites.review import PublicReview, ReviewCase
from rag.domain import Approval
from rag.drafters.composition import Composition
from rag.wiring import Wanyan

SUITE = PublicReview()
CASES = {case.id: case for case in load(ReviewCase, SUITE.files)}


@pytest.fixture(autouse=True)
def parts(built: Wanyan, monkeypatch: pytest.MonkeyPatch) -> Wanyan:
    monkeypatch.setattr("evals.suites.drafting.built", lambda settings: built)
    return built


def result(parts: Wanyan, monkeypatch: pytest.MonkeyPatch, *names: str) -> SuiteResult:
    """What becomes of these cases of the project's own."""
    chosen = tuple(CASES[name] for name in names)
    monkeypatch.setattr(PublicReview, "cases", lambda self, settings, dataset=None: chosen)
    return run(Order(PublicReview(), parts.settings))


def problems(parts: Wanyan, monkeypatch: pytest.MonkeyPatch, name: str) -> str:
    return "; ".join(result(parts, monkeypatch, name).cases[0].problems)


def test_there_are_enough_cases_each_with_its_harm_and_its_approval() -> None:
    assert len(CASES) >= 110
    assert all(case.why and case.origin for case in CASES.values())
    reasons = {reason for case in CASES.values() for reason in case.expect.approval or ()}
    assert {"negative", "mixed", "contradiction", "legal", "threat", "spam", "other-goods"} <= reasons


def test_cases_of_every_kind_pass(parts: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    names = (
        "praise-sound",
        "complaints-in-order",
        "kind-threat-hant",
        "safety-en-burn",
        "stars-alone",
        "platform-amazon",
    )
    assert result(parts, monkeypatch, *names).figures["moments"] == 1.0


@pytest.mark.parametrize(
    ("phrase", "case", "problem"),
    [
        ("review_thanks", "review-praise-short", "does not say 谢"),
        ("review_said", "praise-sound", "does not say 音质 or 清晰 or 舒服: the thing that pleased is passed over"),
        ("review_selling_point", "praise-selling-point-hant", "does not say 杯蓋可以拆開清洗"),
        ("review_opening_negative", "complaint-slow-delivery", "does not say 抱歉"),
        ("review_closing_negative", "complaint-performance", "does not say 订单"),
        ("review_opening_grave", "rights-court", "does not say 抱歉"),
        ("review_rest", "complaints-in-order", "leaves 物流慢 without an answer: readers see a complaint"),
        ("review_asks_exchange", "asks-exchange", "does not say"),
        ("review_followup_still_bad", "shade-still-bad-ignored", "does not say 第二次"),
    ],
)
def test_a_step_that_is_left_out_is_told(
    parts: Wanyan, monkeypatch: pytest.MonkeyPatch, phrase: str, case: str, problem: str
) -> None:
    say = Composition.say
    monkeypatch.setattr(
        Composition, "say", lambda self, name, *args, **more: name != phrase and say(self, name, *args, **more)
    )
    assert problem in problems(parts, monkeypatch, case)


def test_a_reply_that_nobody_has_to_see_is_told(parts: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.drafting._approval", lambda shop, review: Approval())
    told = problems(parts, monkeypatch, "safety-shock")
    assert "does not ask for approval as legal, negative: it goes out before a supervisor has seen why not" in told


def test_approval_that_nobody_needs_is_told(parts: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.drafting._approval", lambda shop, review: Approval(True, "supervisor", "negative"))
    assert "asks for approval as negative" in problems(parts, monkeypatch, "praise-sound")


def test_a_complaint_that_is_read_as_praise_or_not_at_all_is_told(
    parts: Wanyan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.reviews.reading._polarity", lambda clause: "praise")
    assert "takes 起球 for praise, not for complaint" in problems(parts, monkeypatch, "complaint-wear")
    monkeypatch.setattr("rag.reviews.reading._polarity", lambda clause: None)
    assert "takes 起球 for nothing at all" in problems(parts, monkeypatch, "complaint-wear")


def test_a_private_number_in_public_is_told(parts: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    case = CASES["private-number-hant"]
    draft = parts.draft

    async def leaking(request: object) -> object:
        made = await draft(request)  # type: ignore[arg-type]
        return replace(made, text=f"{made.text}0912345678")

    monkeypatch.setattr(Wanyan, "draft", lambda self, request: leaking(request))
    [found] = result(parts, monkeypatch, case.id).cases
    assert found.problems == ("says '0912345678': a telephone number stands in public",)


def test_rows_from_outside_are_measured(parts: Wanyan, tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_text('{"id": "1", "text": "面料舒服", "stars": 5, "label": 1}\n', encoding="utf-8")
    found = run(Order(PublicReview(), parts.settings, path))
    assert [(case.passed, case.asked) for case in found.cases] == [(True, "面料舒服")]
