"""The use case of `wanyan check`: rows in, judged in order, written as they come, counted on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from rag.domain import Verdict
from rag.errors import InputError
from rag.guardrails.checker import CheckResult
from rag.inspection.formats.writer import Conclusion, Writer
from rag.inspection.inputs.source import STDIN, read_rows
from rag.inspection.judging import Judge, Question, questions
from rag.inspection.pool import check_rows
from rag.inspection.rows import Fault, Row, Source, Suppression
from rag.inspection.verdicts import Exceptions, Judged

if TYPE_CHECKING:
    Answered = tuple[Row, CheckResult]

TOLD = 10
"""Faults, and unused exceptions, that are each said in a line; the others are counted."""
SHOWN = 3
"""Rows named that have one id between them."""
KEPT = 100
"""Faults that formats with a place for them carry."""

Tell = Callable[[str], None]


@dataclass
class Outcome:
    """What a run came to."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    fault_count: int = 0
    unused: int = 0
    stopped: InputError | None = None
    cut_off: bool = False

    @property
    def fell_short(self) -> bool:
        """Whether a reply breaks a blocking rule or could not be verified."""
        return bool(self.verdicts["block"] or self.verdicts["unverified"])

    def conclusion(self, complete: bool) -> Conclusion:
        """For the format to end with."""
        return Conclusion(dict(self.verdicts), tuple(self.faults), self.fault_count, complete)


def all_rows(files: list[str], source: Source, stdin: IO[bytes] | None = None) -> Iterator[Row | Fault]:
    """The rows of all files in order. Raises InputError at the first that cannot be read on."""
    for file in files:
        name = source.name if file == STDIN else file
        prefix = f"{name or 'standard input'}:" if len(files) > 1 else ""
        yield from read_rows(file, Source(name, source.channel, prefix), stdin)


class Inspection:
    """One run over rows; `tell` hears what a person should know at once."""

    def __init__(
        self,
        judge: Judge,
        writer: Writer | None,
        exceptions: Exceptions,
        observers: Iterable[Callable[[Judged], None]] = (),
        tell: Tell = print,
    ) -> None:
        self._judge = judge
        self._writer = writer
        self._exceptions = exceptions
        self._observers = tuple(observers)
        self._tell = tell
        self._begun = False

    def run(self, rows: Iterable[Row | Fault], jobs: int | None = None) -> Outcome:
        """Check every row. What was read is written whole, however the input ends; a closed pipe ends the run."""
        outcome = Outcome()
        try:
            self._check(rows, jobs, outcome)
        except BrokenPipeError:
            outcome.cut_off = True
        return outcome

    def _check(self, rows: Iterable[Row | Fault], jobs: int | None, outcome: Outcome) -> None:
        try:
            for row, result in self._results(questions(self._sound(rows, outcome)), jobs):
                self._take(self._exceptions.judge(row, result), outcome)
        except InputError as error:
            outcome.stopped = error
        except BrokenPipeError:
            raise
        except BaseException:
            self._end(outcome, complete=False)
            raise
        self._end(outcome, complete=outcome.stopped is None)
        self._tell_the_rest(outcome)

    def _results(self, asked: Iterable[tuple[Row, Question]], jobs: int | None) -> Iterator[Answered]:
        answered = check_rows(asked, self._judge, jobs)
        if self._judge.opinion is None:
            return answered
        from rag.inspection.reviewing import reviewed  # asyncio takes time to load

        return reviewed(answered, self._judge.shop, self._judge.opinion)

    def _sound(self, rows: Iterable[Row | Fault], outcome: Outcome) -> Iterator[Row]:
        """The rows that can be used; a fault is said at once, and the rows after it are not lost."""
        for row in rows:
            if isinstance(row, Row):
                yield row
                continue
            outcome.fault_count += 1
            if len(outcome.faults) < KEPT:
                outcome.faults.append(row.message)
            if outcome.fault_count <= TOLD:
                self._tell(row.message)

    def _take(self, judged: Judged, outcome: Outcome) -> None:
        outcome.verdicts[judged.verdict] += 1
        if self._writer is not None:
            self._begin()
            self._writer.add(judged)
        for observe in self._observers:
            observe(judged)
        for unused in judged.unused:
            self._tell_unused(judged.row.origin.where, unused, outcome)

    def _tell_unused(self, where: str, unused: Suppression, outcome: Outcome) -> None:
        outcome.unused += 1
        if outcome.unused <= TOLD:
            self._tell(f"{where}: the exception for {unused.rule} is not used: nothing is found there")

    def _begin(self) -> None:
        if self._writer is not None and not self._begun:
            self._begun = True
            self._writer.begin()

    def _end(self, outcome: Outcome, complete: bool) -> None:
        if self._writer is None or not (self._begun or complete):  # where nothing could be read, nothing is said
            return
        self._begin()
        self._writer.end(outcome.conclusion(complete))

    def _tell_the_rest(self, outcome: Outcome) -> None:
        if outcome.fault_count > TOLD:
            self._tell(f"{outcome.fault_count - TOLD:,} more rows cannot be used")
        if outcome.unused > TOLD:
            self._tell(f"{outcome.unused - TOLD:,} more exceptions are not used")
        for row in self._exceptions.rows_missed[:TOLD]:
            self._tell(f"the exceptions for row {row} are not used: there is no such row")
        for row, places in [*self._exceptions.ambiguous.items()][:TOLD]:
            more = f" and {len(places) - SHOWN:,} more" if len(places) > SHOWN else ""
            where = ", ".join(places[:SHOWN])
            self._tell(f"the exceptions for row {row} are not applied: several rows have that id: {where}{more}")
        outcome.unused += len(self._exceptions.rows_missed) + len(self._exceptions.ambiguous)
