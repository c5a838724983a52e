"""A model compares the drafts of two runs, pair by pair; its agreement with people is measured before it is heard.

Blind, and each pair is shown in both orders: a verdict counts only where both agree, else it is a tie, so that a
liking for a place cancels out (Zheng et al., Judging LLM-as-a-Judge, 2023, section 3.4). It never gates anything.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from langchain_core.messages import HumanMessage, SystemMessage
from pydantic import Field

from evals.cases import CASES, Case, load
from evals.drafters import check_model
from evals.results import CaseResult, Run, read
from rag.drafters.providers import models
from rag.endpoint.calling import Endpoint
from rag.errors import InputError, ModelError
from rag.masking import Masks
from rag.prompts import Prompt, load_prompt
from rag.settings import Settings

PAIRS = CASES / "judge-pairs.yaml"
RUBRIC = Path(__file__).parent / "judge.md"
LEAST_KAPPA = 0.6
"""Agreement from which a judge is heard: "substantial" (Landis and Koch, 1977)."""
_RESAMPLES = 2_000

Verdict = Literal["a", "b", "tie"]


class Pair(Case):
    """What a customer said, two replies to it, and which people prefer."""

    asked: str = Field(description="What the customer said.")
    a: str = Field(description="A reply.")
    b: str = Field(description="Another reply.")
    preferred: Verdict | None = Field(None, description="Which people prefer; tie where they are as good.")


@dataclass(frozen=True)
class Heard:
    """A verdict, and what was said in each order; None where no answer came."""

    verdict: Verdict | None
    orders: tuple[Verdict | None, Verdict | None]

    @property
    def swayed(self) -> bool:
        """Whether the place decided: the same place in both orders, so another reply."""
        return {"a", "b"} == set(self.orders)


@dataclass(frozen=True)
class Agreement:
    """How far a judge agrees with people: shares, and Cohen's kappa with its interval of 95 %."""

    pairs: int
    raw: float
    kappa: float
    low: float
    high: float
    swayed: float
    """Share of pairs in which the place decided."""
    unheard: int = 0
    """Pairs without an answer."""

    @property
    def enough(self) -> bool:
        """Whether the judge may be heard."""
        return self.kappa >= LEAST_KAPPA


@dataclass(frozen=True)
class Comparison:
    """What a judge says of two runs' drafts; `verdicts` by suite and case."""

    agreement: Agreement
    verdicts: dict[str, Verdict | None]
    swayed: int

    @property
    def counts(self) -> Counter[Verdict | None]:
        """How many drafts of each run were preferred."""
        return Counter(self.verdicts.values())


# Asking ----------------------------------------------------------------------------------------------

_SCHEMA = {
    "type": "object",
    "properties": {"better": {"type": "string", "enum": ["first", "second", "equal"]}},
    "required": ["better"],
    "additionalProperties": False,
}


class Judge:
    """A model that is asked which of two drafts is better, in both orders."""

    def __init__(self, endpoint: Endpoint, rubric: Prompt, seconds: float) -> None:
        self.endpoint, self.rubric, self.seconds = endpoint, rubric, seconds
        self.name = f"{endpoint.model_name}+{rubric.label}"

    async def hear(self, asked: str, a: str, b: str) -> Heard:
        """Its verdict. The two orders are asked apart, so that neither answer knows of the other."""
        one, other = await asyncio.gather(self._better(asked, a, b), self._better(asked, b, a))
        orders = (_place(one, "a", "b"), _place(other, "b", "a"))
        if None in orders:
            return Heard(None, orders)
        return Heard(orders[0] if orders[0] == orders[1] else "tie", orders)

    async def _better(self, asked: str, first: str, second: str) -> str | None:
        hide = Masks.of(asked, first, second).hide
        standing, task = self.rubric.render({"asked": hide(asked), "first": hide(first), "second": hide(second)})
        try:
            answered = await self.endpoint.ask(
                [SystemMessage(standing), HumanMessage(task)],
                _SCHEMA,
                name="verdict",
                ends=time.perf_counter() + self.seconds,
                live=False,
                whole=True,  # the drafts may hold such an object themselves
                temperature=0.0,
            )
        except ModelError:
            return None
        return str(answered.data["better"])


def _place(better: str | None, first: Verdict, second: Verdict) -> Verdict | None:
    named: dict[str | None, Verdict | None] = {None: None, "first": first, "second": second, "equal": "tie"}
    return named[better]


def judge_of(settings: Settings) -> Judge:
    """The settings' model as a judge. Raises SettingError where there is none, or it does not answer."""
    check_model(settings)
    chosen = models(settings)
    assert chosen is not None, "it has answered"
    return Judge(chosen.main, load_prompt(RUBRIC), settings.batch_deadline)


# Against people --------------------------------------------------------------------------------------


async def measured(judge: Judge, pairs: Sequence[Pair]) -> Agreement:
    """The judge's agreement with people's labels; pairs without a label are left out."""
    labelled = [pair for pair in pairs if pair.preferred is not None]
    heard = await asyncio.gather(*(judge.hear(pair.asked, pair.a, pair.b) for pair in labelled))
    said = [(pair.preferred, one.verdict) for pair, one in zip(labelled, heard, strict=True) if one.verdict]
    unheard = len(labelled) - len(said)
    if not said:
        return Agreement(0, 0.0, 0.0, 0.0, 0.0, 0.0, unheard)
    low, high = _interval(said)
    raw = sum(people == model for people, model in said) / len(said)
    return Agreement(len(said), raw, kappa(said), low, high, sum(one.swayed for one in heard) / len(heard), unheard)


def kappa(said: Sequence[tuple[Verdict | None, Verdict | None]]) -> float:
    """Agreement beyond chance (Cohen 1960) of pairs of labels; 1 where both always say one and the same."""
    count = len(said)
    agreed = sum(one == other for one, other in said) / count
    ours, theirs = Counter(one for one, _ in said), Counter(other for _, other in said)
    chance = sum(ours[label] * theirs[label] for label in ours) / count**2
    return 1.0 if chance == 1.0 else (agreed - chance) / (1 - chance)


def _interval(said: Sequence[tuple[Verdict | None, Verdict | None]]) -> tuple[float, float]:
    """Of kappa, by the bootstrap (Efron 1979); the same for the same labels."""
    drawn = np.random.default_rng(1).integers(len(said), size=(_RESAMPLES, len(said)))
    low, high = np.quantile([kappa([said[at] for at in row]) for row in drawn], [0.025, 0.975])
    return float(low), float(high)


# Two runs --------------------------------------------------------------------------------------------


def pairs_of(one: Run, other: Run) -> dict[str, Pair]:
    """The cases in which two runs said different things, by suite and case; a suite's drafter may be another."""
    found = {}
    for name, suite in one.suites.items():
        said = {case.id: case.said for case in _same(name, other)}
        for case in suite.cases:
            drafts = (case.said, said.get(case.id, ""))
            if case.asked and all(drafts) and drafts[0] != drafts[1]:
                found[f"{name} {case.id}"] = _pair(case, *drafts)
    return found


def _same(name: str, run: Run) -> Sequence[CaseResult]:
    """The cases of the suite of this name, or of the same suite with another drafter."""
    suites = [name, *(one for one in run.suites if one.partition("@")[0] == name.partition("@")[0])]
    return next((run.suites[one].cases for one in suites if one in run.suites), ())


def _pair(case: CaseResult, a: str, b: str) -> Pair:
    return Pair(id=case.id, why=case.why, origin="", weight=case.weight, asked=case.asked, a=a, b=b, preferred=None)


async def compared(judge: Judge, labelled: Sequence[Pair], pairs: dict[str, Pair]) -> Comparison:
    """The judge measured first; its verdicts only where it agrees with people well enough."""
    agreement = await measured(judge, labelled)
    if not agreement.enough:
        return Comparison(agreement, {}, 0)
    heard = await asyncio.gather(*(judge.hear(pair.asked, pair.a, pair.b) for pair in pairs.values()))
    verdicts = {name: one.verdict for name, one in zip(pairs, heard, strict=True)}
    return Comparison(agreement, verdicts, sum(one.swayed for one in heard))


def load_pairs(path: Path = PAIRS) -> tuple[Pair, ...]:
    """The labelled pairs. Raises InputError with file and line."""
    return load(Pair, [path])


def judge_runs(paths: tuple[Path, Path], settings: Settings, labelled: Path | None = None) -> list[str]:
    """What the settings' model says of two files of results, as lines: how far it agrees with people before all.

    Raises InputError for a file that is none, SettingError where no model is set or it does not answer.
    """
    one, other = map(read, paths)
    pairs, known = pairs_of(one, other), load_pairs(labelled or PAIRS)
    if not pairs:
        raise InputError(f"{paths[0]} and {paths[1]}: no case in both of them with different drafts")
    judge = judge_of(settings)
    return told(judge, asyncio.run(compared(judge, known, pairs)))


def told(judge: Judge, comparison: Comparison) -> list[str]:
    """What to print: how far the judge agrees with people before anything it says."""
    agreement, counts = comparison.agreement, comparison.counts
    lines = [
        f"judge {judge.name} beside people, {agreement.pairs} labelled pairs: agrees on {agreement.raw:.0%}, "
        f"kappa {agreement.kappa:.2f} ({agreement.low:.2f} to {agreement.high:.2f}); "
        f"the place decided {agreement.swayed:.0%}; no answer to {agreement.unheard}"
    ]
    if not agreement.enough:
        return [*lines, f"its verdicts are not shown: kappa is below {LEAST_KAPPA}"]
    lines.append(
        f"{len(comparison.verdicts)} drafts that differ: the first run's preferred {counts['a']}, the second's "
        f"{counts['b']}, ties {counts['tie']} ({comparison.swayed} by place alone), no answer {counts[None]}"
    )
    lines += [f"  first preferred: {name}" for name, verdict in comparison.verdicts.items() if verdict == "a"]
    return [*lines, "a model's opinion beside what the cases say: it gates nothing"]
