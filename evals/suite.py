"""What a suite is: cases, a task that runs one, a judgement of what came out, and figures over all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from evals.cases import Case, load
from rag.settings import Settings


@dataclass
class Confusion:
    """Counts of a yes/no judgement against the label."""

    hits: int = 0
    false_alarms: int = 0
    missed: int = 0
    right_noes: int = 0

    def add(self, found: bool, labelled: bool) -> None:
        """Count one case."""
        self.hits += found and labelled
        self.false_alarms += found and not labelled
        self.missed += labelled and not found
        self.right_noes += not found and not labelled

    @property
    def precision(self) -> float:
        """Of what was found, the share that is there."""
        return share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """Of what is there, the share that was found."""
        return share(self.hits, self.hits + self.missed)

    @property
    def false_alarm_rate(self) -> float:
        """Of what is clean, the share that was complained of."""
        return share(self.false_alarms, self.false_alarms + self.right_noes) if self.false_alarms else 0.0


def share(part: float, whole: float) -> float:
    """A part of the whole, 0 to 1; 1 of nothing."""
    return part / whole if whole else 1.0


@dataclass(frozen=True)
class Count:
    """One yes/no judgement against its label, for the precision and recall of a class."""

    name: str
    found: bool
    labelled: bool


@dataclass(frozen=True)
class Judgement:
    """What came out of one case."""

    problems: tuple[str, ...] = ()
    """What is wrong, one line each that names the harm; none where the case passes."""
    counts: tuple[Count, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    """Measures of the case, 0 to 1, more is better: compared with the baseline pair by pair."""
    asked: str = ""
    """What the customer said, or what was put in, for those who read the report."""
    said: str = ""
    """What came out: the draft, or the reply that was judged."""
    findings: tuple[str, ...] = ()
    """What the rules found in it: `rule: the words`."""
    sources: tuple[str, ...] = ()
    """Ids of the cards it cites."""
    approved: str | None = None
    """Text that customers are told word for word, and that only blessing changes."""


C = TypeVar("C", bound=Case)
Out = TypeVar("Out")
Task = Callable[[C], Awaitable[Out]]


class Suite(ABC, Generic[C, Out]):
    """A suite of evals. What it builds stands as long as its task is in use."""

    name: ClassVar[str]
    harm: ClassVar[str]
    """What customers or the shop suffer where it fails; said beside a broken gate."""
    case: type[C]
    """The shape of a case."""
    files: ClassVar[tuple[Path, ...]] = ()
    """The project's own cases."""
    slow: ClassVar[bool] = False
    """Whether it takes long beside the others."""
    drafts: ClassVar[bool] = False
    """Whether it asks a drafter, so that a model may be measured by it."""

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[C, ...]:
        """The cases: the project's own, or those of a file from outside. Raises InputError with file and line."""
        return load(self.case, (dataset,) if dataset else self.files)

    @abstractmethod
    def task(self, settings: Settings) -> AbstractContextManager[Task[C, Out]]:
        """What runs one case; raises what building the parts raises."""

    @abstractmethod
    def judge(self, case: C, output: Out) -> Judgement:
        """What is to be said of what came out."""

    def figures(self, judged: Sequence[tuple[C, Judgement]]) -> Mapping[str, float]:
        """The suite's own figures, beside `right`, the share of cases that pass by weight."""
        return {}


AnySuite = Suite[Any, Any]


def confusions(judgements: Sequence[Judgement]) -> dict[str, Confusion]:
    """The yes/no judgements, by class."""
    classes: dict[str, Confusion] = {}
    for judgement in judgements:
        for count in judgement.counts:
            classes.setdefault(count.name, Confusion()).add(count.found, count.labelled)
    return classes


def together(classes: Mapping[str, Confusion], *names: str) -> Confusion:
    """The counts of the classes named, of all where none is, as one."""
    chosen = [counts for name, counts in classes.items() if not names or name in names]
    return Confusion(
        sum(one.hits for one in chosen),
        sum(one.false_alarms for one in chosen),
        sum(one.missed for one in chosen),
        sum(one.right_noes for one in chosen),
    )
