"""What a run keeps beside its output: figures, the page, the baseline it knows and the one it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.inspection.judging import Judge
from rag.inspection.run import Outcome
from rag.inspection.verdicts import Judged

if TYPE_CHECKING:
    from rag.inspection.baseline import Baseline, BaselineWriter
    from rag.inspection.summary import Summary


@dataclass(frozen=True)
class Products:
    """What is kept while rows pass, and where it is written afterwards; None for what nobody asked for."""

    known: Baseline | None = None
    summary: Summary | None = None
    report: Path | None = None
    kept: BaselineWriter | None = None
    baseline: Path | None = None

    @classmethod
    def wanted(
        cls, known: Path | None, baseline: Path | None, report: Path | None, *, summary: bool = False
    ) -> Products:
        """Those asked for. Raises InputError for a file that cannot be read or written."""
        if not (known or baseline or report or summary):
            return cls()
        from rag.inspection.baseline import Baseline, BaselineWriter
        from rag.inspection.summary import Summary
        from rag.tables.output import check_writable

        for path in filter(None, (baseline, report)):
            check_writable(path)
        return cls(
            Baseline.read(known) if known else None,
            Summary() if summary or report else None,
            report,
            BaselineWriter() if baseline else None,
            baseline,
        )

    @property
    def observers(self) -> list[Callable[[Judged], None]]:
        """Who wants to see every row."""
        return [one.add for one in (self.summary, self.kept) if one is not None]

    @property
    def fixed(self) -> int | None:
        """Findings of the baseline that are gone."""
        return self.known.fixed if self.known else None

    def write(self, judge: Judge, files: list[str], outcome: Outcome) -> None:
        """Write the page and, of an input that was read to its end, the baseline."""
        if self.kept and self.baseline and not outcome.stopped:
            self.kept.write(self.baseline)
        if self.summary and self.report:
            from rag.inspection.page import Heading, write_page

            heading = Heading(
                tuple(files), judge.shop, outcome.fault_count, self.fixed, outcome.unused, outcome.stopped is None
            )
            write_page(self.report, self.summary, heading, {rule.id: rule.summary for rule in judge.checker.rules})
