"""What a batch's reviews say, taken from its rows and their journal: the figures of `--report`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rag.batch.input import Input
from rag.batch.journal import Journal
from rag.batch.rows import Row
from rag.domain import Language
from rag.voice.counting import Voice
from rag.voice.report import Before, Run, report
from rag.voice.saying import said
from rag.voice.writing import before_of, figures_beside, write_report


@dataclass(frozen=True)
class Reporting:
    """Where the report goes, what it is of, and the run it is held against; in the reviews' language where None."""

    page: Path
    fingerprint: str
    before: Before | None
    language: Language | None

    @classmethod
    def to(cls, page: Path, fingerprint: str, language: Language | None) -> Reporting:
        """Held against the run whose figures lie there. Raises InputError where something else does."""
        return cls(page, fingerprint, before_of(figures_beside(page), fingerprint), language)

    def write(self, source: Input, journal: Journal) -> None:
        """Write the report of a finished batch."""
        run = Run(source.path.name, self.fingerprint, datetime.now().astimezone().replace(microsecond=0))
        write_report(self.page, report(voice_of(source, journal), run, self.before, self.language))


def voice_of(source: Input, journal: Journal) -> Voice:
    """All reviews counted, those whose draft failed too; rejected rows say nothing."""
    voice = Voice()
    for row, line in zip(source.rows(), journal.lines(), strict=True):
        if isinstance(row, Row) and line["state"] != "rejected":
            names = tuple(filter(None, (row.customer, row.facts.customer.name)))
            voice.add(said(row.review, line["draft"], row.product, row.date, names))
    return voice
