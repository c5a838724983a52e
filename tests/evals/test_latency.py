"""The suite of time: what it measures, and that work which is done twice or a model that is waited for fails it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from evals.cases import load
from evals.suite import Judgement
from evals.suites import latency
from evals.suites.latency import Latency, Ratio, Timing, Waited
from rag.guardrails.checker import Checker
from rag.guardrails.rule import Rule
from rag.wiring import Wanyan

SUITE = Latency()
CASES = {case.id: case for case in load(Timing, SUITE.files)}
MEASURED = [name for name, case in CASES.items() if case.measure]
FAILING = [name for name, case in CASES.items() if case.fault]


@pytest.fixture
def parts(built: Wanyan, monkeypatch: pytest.MonkeyPatch) -> list[Wanyan]:
    """What the suite measures: the last of the list."""
    used = [built]
    monkeypatch.setattr(latency, "built", lambda settings: used[-1])
    return used


def run(parts: list[Wanyan], case: Timing) -> tuple[Ratio | Waited, Judgement]:
    async def measured() -> tuple[Ratio | Waited, Judgement]:
        with SUITE.task(parts[-1].settings) as task:
            output = await task(case)
            return output, SUITE.judge(case, output)

    return asyncio.run(measured())


def test_costs_and_every_way_to_keep_customers_waiting_are_cases() -> None:
    assert {CASES[name].measure for name in MEASURED} == set(latency.MEASURES)
    assert {"hangs", "stalls half-way", "slow", "broken", "no such key"} <= {CASES[name].fault for name in FAILING}
    assert all(case.why and case.origin for case in CASES.values())
    assert all(CASES[name].most and CASES[name].text for name in MEASURED)


@pytest.mark.parametrize("given", [{}, {"measure": "check", "fault": "slow"}, {"fault": "on strike"}])
def test_a_case_measures_or_fails_in_a_known_way(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="fault"):
        Timing.model_validate({"id": "a", "text": "好", **given})


@pytest.mark.parametrize("name", MEASURED)
def test_every_measure_measures_something(parts: list[Wanyan], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latency, "ROUNDS", 2)
    output, judgement = run(parts, CASES[name])
    assert isinstance(output, Ratio)
    assert output.value > 0
    assert "costs" in judgement.said


@pytest.mark.parametrize("name", FAILING)
def test_a_draft_is_there_by_its_deadline_and_says_why(parts: list[Wanyan], name: str) -> None:
    output, judgement = run(parts, CASES[name])
    assert judgement.problems == ()
    assert isinstance(output, Waited)
    assert output.draft
    assert output.draft.made_by.drafter == "offline"


def test_a_check_that_reads_again_and_again_is_told(parts: list[Wanyan]) -> None:
    def again(rule: Rule) -> Rule:
        return replace(rule, check=lambda reading, context: [*rule.check(type(reading)(reading.text), context)])

    # As many rounds as in an eval: the least of three is at the mercy of what else the machine does.
    parts.append(replace(parts[-1], checker=Checker(again(rule) for rule in parts[-1].checker.rules)))
    (problem,) = run(parts, CASES["check-plain-reply"])[1].problems
    assert "times folding and dividing" in problem
    assert CASES["check-plain-reply"].why in problem


def test_ratios_are_judged_by_their_limits() -> None:
    case = CASES["draft-chat"]
    assert SUITE.judge(case, Ratio(case.most)).problems == ()
    assert SUITE.judge(case, Ratio(case.most + 1)).problems != ()


def test_a_model_that_is_waited_for_is_told(parts: list[Wanyan], monkeypatch: pytest.MonkeyPatch) -> None:
    async def patient(writing: Coroutine[Any, Any, Any], run: object) -> Any:
        return await writing

    monkeypatch.setattr("rag.drafting._while_time_is", patient)
    monkeypatch.setattr("rag.endpoint.calling._Question.left", None)
    monkeypatch.setattr(latency, "_GRACE", 0.2)
    output, judgement = run(parts, CASES["deadline-silent"])
    assert output == Waited(None, output.seconds) if isinstance(output, Waited) else False
    assert "no draft after" in judgement.problems[0]
    assert CASES["deadline-silent"].why in judgement.problems[0]


def test_a_wrong_reason_is_told(parts: list[Wanyan]) -> None:
    case = CASES["fault-no-key"].model_copy(update={"reason": "timeout"})
    (problem,) = run(parts, case)[1].problems
    assert "'http-401'" in problem
    assert "nobody learns what is broken" in problem
