"""Runs suites on pydantic-evals: every case its task, every output judged, all of it as results."""

from __future__ import annotations

import asyncio
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext
from pydantic_evals.reporting import EvaluationReport, ReportCase, ReportCaseFailure

from evals.results import CaseResult, SuiteResult
from evals.suite import AnySuite, Judgement, confusions, share
from rag.errors import InputError, WanyanError
from rag.inspection.pool import cores
from rag.settings import Settings


@dataclass(frozen=True)
class Order:
    """What is to be run of a suite."""

    suite: AnySuite
    settings: Settings
    dataset: Path | None = None
    drafter: str = "offline"
    repeat: int = 1
    at_once: int = 1
    """Cases in flight together: more than one only where a model is waited for."""

    @property
    def name(self) -> str:
        """The suite's name, with the drafter's where it is another than the offline one."""
        return self.suite.name if self.drafter == "offline" else f"{self.suite.name}@{self.drafter}"


@dataclass
class AsJudged(Evaluator[Any, Judgement, Any]):
    """The suite's judgement in the library's terms: right or not with the reason, and the scores."""

    def evaluate(self, ctx: EvaluatorContext[Any, Judgement, Any]) -> dict[str, EvaluationReason | float]:
        """An assertion `right`, and each score by its name."""
        right = EvaluationReason(not ctx.output.problems, "; ".join(ctx.output.problems) or None)
        return {"right": right, **ctx.output.scores}


def run(order: Order) -> SuiteResult:
    """One suite. What a case raises fails that case; what building raises is InputError or the suite's failure."""
    suite, began = order.suite, time.perf_counter()
    try:
        report = asyncio.run(_evaluated(order))
    except WanyanError:
        raise
    except Exception as error:
        failure = f"could not be run: {type(error).__name__}: {error}"
        return SuiteResult(order.name, suite.harm, (), {}, failure=failure)
    return _result(order, report, time.perf_counter() - began)


async def _evaluated(order: Order) -> EvaluationReport[Any, Judgement, Any]:
    suite = order.suite
    cases = suite.cases(order.settings, order.dataset)
    dataset = Dataset(
        name=suite.name,
        cases=[Case(name=case.id, inputs=case, metadata=case) for case in cases],
        evaluators=[AsJudged()],
    )
    with suite.task(order.settings) as task:

        async def judged(case: Any) -> Judgement:
            return suite.judge(case, await task(case))

        return await dataset.evaluate(
            judged, name=suite.name, max_concurrency=order.at_once, progress=False, repeat=order.repeat
        )


# What came out ---------------------------------------------------------------------------------------

Ended = ReportCase[Any, Judgement, Any] | ReportCaseFailure[Any, Judgement, Any]


def _result(order: Order, report: EvaluationReport[Any, Judgement, Any], seconds: float) -> SuiteResult:
    suite = order.suite
    runs: dict[str, list[Ended]] = {}
    every: list[Ended] = [*report.cases, *report.failures]
    for ended in every:
        runs.setdefault(ended.source_case_name or ended.name, []).append(ended)
    cases = tuple(_case(name, ended) for name, ended in runs.items())
    judged = [(case.inputs, case.output) for case in report.cases]
    classes = confusions([judgement for _, judgement in judged])
    figures = {**suite.figures(judged), **_shares(cases)}
    return SuiteResult(order.name, suite.harm, cases, figures, classes, seconds=seconds)


def _case(name: str, ended: Sequence[Ended]) -> CaseResult:
    """All runs of a case; what is shown is the first that went wrong, else the first."""
    passed = tuple(isinstance(one, ReportCase) and not one.output.problems for one in ended)
    shown = ended[passed.index(False) if False in passed else 0]
    judgement = shown.output if isinstance(shown, ReportCase) else Judgement((f"crashed: {shown.error_message}",))
    scored = [one.output.scores for one in ended if isinstance(one, ReportCase)]
    return CaseResult(
        name,
        passed,
        judgement.problems,
        {key: sum(scores.get(key, 0.0) for scores in scored) / len(ended) for key in (scored[0] if scored else {})},
        judgement.approved,
        shown.inputs.why,
        shown.inputs.weight,
        judgement.asked,
        judgement.said,
        judgement.findings,
        judgement.sources,
        max((one.task_duration for one in ended if isinstance(one, ReportCase)), default=0.0),
        _classes(judgement),
    )


def _classes(judgement: Judgement) -> tuple[str, ...]:
    wrong_first = sorted(judgement.counts, key=lambda count: count.found == count.labelled)
    return tuple(dict.fromkeys(count.name for count in wrong_first))


def _shares(cases: Sequence[CaseResult]) -> dict[str, float]:
    """`right`, by weight; where cases ran several times, the share of single runs and of cases right every time."""
    weight = sum(case.weight for case in cases)
    figures = {"right": share(sum(case.weight * case.passed for case in cases), weight)}
    times = max((len(case.runs) for case in cases), default=1)
    if times > 1:
        figures["pass^1"] = share(sum(sum(case.runs) / len(case.runs) for case in cases), len(cases))
        figures[f"pass^{times}"] = share(sum(case.passed for case in cases), len(cases))
    return figures


# Several at once -------------------------------------------------------------------------------------


def run_all(
    orders: Sequence[Order], tell: Callable[[SuiteResult], None] = lambda _: None
) -> dict[str, SuiteResult]:
    """The suites by name in the order given, as many at once as there are cores; `tell` hears each as it ends."""
    results: dict[str, SuiteResult] = {}
    for result in map(run, orders) if len(orders) == 1 else _in_processes(orders):
        results[result.name] = result
        tell(result)
    return {order.name: results[order.name] for order in orders}


def _in_processes(orders: Sequence[Order]) -> Iterator[SuiteResult]:
    """The slow ones first, so that none of them is left to run alone at the end."""
    count = min(cores(), len(orders))
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        slow_first = sorted(orders, key=lambda order: not order.suite.slow)
        running = [pool.submit(_run_or_error, order) for order in slow_first]
        for ended in as_completed(running):
            result = ended.result()
            if isinstance(result, WanyanError):
                pool.shutdown(cancel_futures=True)
                raise result
            yield result


def _run_or_error(order: Order) -> SuiteResult | WanyanError:
    """The result, or the error as a plain one: those with arguments of their own do not cross processes."""
    try:
        return run(order)
    except InputError as error:
        return InputError(str(error))
    except WanyanError as error:
        return WanyanError(str(error))


def made_with(settings: Settings) -> dict[str, Any]:
    """What a run was made with, for those who compare two."""
    return {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "model": settings.llm_model,
    }
