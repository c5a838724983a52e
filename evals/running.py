"""Runs suites on pydantic-evals: every case its task, every output judged, all of it as results."""

from __future__ import annotations

import asyncio
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext
from pydantic_evals.reporting import EvaluationReport, ReportCase, ReportCaseFailure

from evals import drafters
from evals.drafters import Drafted, Drafter
from evals.recordings import RECORDINGS
from evals.results import CaseResult, SuiteResult
from evals.suite import AnySuite, Judgement, confusions, share
from rag.errors import InputError, SettingError, WanyanError
from rag.processes import cores, deaf_to_ctrl_c, leave_with_parent
from rag.settings import Settings


@dataclass(frozen=True)
class Order:
    """What is to be run of a suite."""

    suite: AnySuite
    settings: Settings
    dataset: Path | None = None
    drafter: Drafter = "offline"
    recordings: Path = RECORDINGS
    """File or folder that a recorded model is played back from."""
    record: Path | None = None
    """File that a live model's answers are kept in."""
    repeat: int = 1

    @property
    def name(self) -> str:
        """The suite's name, with the drafter's where it is another than the offline one."""
        return self.suite.name if self.drafter == "offline" else f"{self.suite.name}@{self.drafter}"

    @property
    def at_once(self) -> int:
        """Cases in flight together: several where a live model is waited for, unless it is recorded."""
        return self.settings.llm_concurrency if self.drafter == "live" and not self.record else 1

    def drafted(self) -> AbstractContextManager[Drafted]:
        """Who drafts, as long as it is in use."""
        if self.drafter == "recorded":
            return drafters.recorded(self.settings, self.suite.name, self.recordings)
        if self.drafter == "live":
            return (
                drafters.recording(self.settings, self.suite.name, self.record)
                if self.record
                else drafters.live(self.settings)
            )
        return drafters.offline(self.settings)


@dataclass
class AsJudged(Evaluator[Any, Judgement, Any]):
    """The suite's judgement in the library's terms: right or not with the reason, and the scores."""

    def evaluate(self, ctx: EvaluatorContext[Any, Judgement, Any]) -> dict[str, EvaluationReason | float]:
        """An assertion `right`, and each score by its name."""
        right = EvaluationReason(not ctx.output.problems, "; ".join(ctx.output.problems) or None)
        return {"right": right, **ctx.output.scores}


@dataclass(frozen=True)
class _Ran:
    """What came of the cases, and ids of recordings whose case there is no more."""

    report: EvaluationReport[Any, Judgement, Any]
    gone: tuple[str, ...] = ()


class _Unbuilt(Exception):
    """The suite's parts could not be put together."""


def run(order: Order) -> SuiteResult:
    """One suite. What a case raises fails that case, what building its parts raises fails the suite.

    Raises InputError where cases or recordings cannot be read.
    """
    began = time.perf_counter()
    try:
        ran = asyncio.run(_evaluated(order))
    except WanyanError:
        raise
    except _Unbuilt as error:
        return _failed(order, f"could not be built: {error}")
    except Exception as error:
        return _failed(order, f"could not be run: {type(error).__name__}: {error}")
    return _result(order, ran, time.perf_counter() - began)


def _failed(order: Order, failure: str) -> SuiteResult:
    return SuiteResult(order.name, order.suite.harm, (), {}, failure=failure)


async def _evaluated(order: Order) -> _Ran:
    suite = order.suite
    cases = suite.cases(order.settings, order.dataset)
    with order.drafted() as drafted, ExitStack() as parts:
        chosen = [case for case in cases if drafted.only is None or case.id in drafted.only]
        try:
            task = parts.enter_context(suite.task(drafted.settings))
        except Exception as error:
            raise _Unbuilt(str(error) if isinstance(error, WanyanError) else repr(error)) from error

        async def judged(case: Any) -> Judgement:
            drafted.begin(case.id)
            output = await task(case)
            return _with(
                suite.judge(case, drafted.judged(output)), drafted.troubles(output), drafted.scores(output)
            )

        dataset = Dataset(
            name=suite.name,
            cases=[Case(name=case.id, inputs=case, metadata=case) for case in chosen],
            evaluators=[AsJudged()],
        )
        report = await dataset.evaluate(
            judged, name=suite.name, max_concurrency=order.at_once, progress=False, repeat=order.repeat
        )
    return _Ran(report, tuple(sorted((drafted.only or frozenset()) - {case.id for case in cases})))


def _with(judgement: Judgement, troubles: tuple[str, ...], scores: dict[str, float]) -> Judgement:
    """The judgement of a model's draft; where the model was not heard there is nothing of it to judge."""
    if drafters.unheard(troubles):
        return replace(judgement, problems=troubles, counts=(), scores={}, said="", findings=(), sources=())
    return replace(judgement, problems=(*troubles, *judgement.problems), scores={**judgement.scores, **scores})


# What came out ---------------------------------------------------------------------------------------

Ended = ReportCase[Any, Judgement, Any] | ReportCaseFailure[Any, Judgement, Any]


def _result(order: Order, ran: _Ran, seconds: float) -> SuiteResult:
    suite, report = order.suite, ran.report
    runs: dict[str, list[Ended]] = {}
    every: list[Ended] = [*report.cases, *report.failures]
    for ended in every:
        runs.setdefault(ended.source_case_name or ended.name, []).append(ended)
    cases = (*(_case(name, ended) for name, ended in runs.items()), *map(_gone, ran.gone))
    judged = [(case.inputs, case.output) for case in report.cases]
    classes = confusions([judgement for _, judgement in judged])
    figures = {
        **suite.figures(judged),
        **_shares(cases),
        **(_of_model(cases) if order.drafter != "offline" else {}),
    }
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


def _gone(case: str) -> CaseResult:
    """A case that was recorded and is no more."""
    return CaseResult(case, (False,), ("unused: answers are recorded for it, and there is no such case any more",))


def _of_model(cases: Sequence[CaseResult]) -> dict[str, float]:
    """Of the drafts that a model was asked for: the share it wrote, and that passed the gate at the first try."""
    scored = [case.scores for case in cases if "by_model" in case.scores]
    return {name: share(sum(scores[name] for scores in scored), len(scored)) for name in ("by_model", "at_once")}


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
    """The suites by name in the order given, as many at once as there are cores; `tell` hears each as it ends.

    Those that record run one after the other: they write the same file.
    """
    results: dict[str, SuiteResult] = {}
    here = len(orders) == 1 or any(order.record for order in orders)
    for result in map(run, orders) if here else _in_processes(orders):
        results[result.name] = result
        tell(result)
    return {order.name: results[order.name] for order in orders}


def _in_processes(orders: Sequence[Order]) -> Iterator[SuiteResult]:
    """The slow ones first, so that none of them is left to run alone at the end. No process outlives the run."""
    count, others = min(cores(), len(orders)), set(active_children())
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=leave_with_parent)
    try:
        slow_first = sorted(orders, key=lambda order: not order.suite.slow)
        with deaf_to_ctrl_c():
            under_way = [pool.submit(_run_or_error, order) for order in slow_first]
        for ended in as_completed(under_way):
            result = ended.result()
            if isinstance(result, WanyanError):
                raise result
            yield result
    except BaseException as error:
        for process in set(active_children()) - others:
            process.kill()
        if isinstance(error, BrokenProcessPool):
            raise WanyanError("a worker process was killed, perhaps for want of memory: name one suite") from error
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _run_or_error(order: Order) -> SuiteResult | WanyanError:
    """The result, or the error as a plain one: those with arguments of their own do not cross processes."""
    try:
        return run(order)
    except (InputError, SettingError) as error:
        return InputError(str(error))
    except WanyanError as error:
        return WanyanError(str(error))


def made_with(orders: Sequence[Order]) -> dict[str, Any]:
    """What a run was made with, for those who compare two."""
    return {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "model": next((order.settings.llm_model for order in orders if order.drafter == "live"), None),
    }
