"""A checked row with what is known and what was let stand taken out of its verdict, yet not lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rag.contract import check_json
from rag.domain import Finding, Verdict
from rag.guardrails.checker import CheckResult, verdict_of
from rag.inspection.rows import Row, Suppression

if TYPE_CHECKING:
    from rag.inspection.baseline import Baseline


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what is said of it.

    `findings` count; `suppressed` were let stand, each for its reason; `known` stand in the baseline; `unused`
    are exceptions that met no finding; `failed` names rules that crashed.
    """

    row: Row
    verdict: Verdict
    findings: tuple[Finding, ...]
    suppressed: tuple[tuple[Finding, str], ...] = ()
    known: tuple[Finding, ...] = ()
    unused: tuple[Suppression, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def fell_short(self) -> bool:
        """Whether the row fails the run."""
        return self.verdict in {"block", "unverified"}


class Exceptions:
    """Takes known and suppressed findings out of results.

    `ambiguous` are ids that several rows have, with where these stand: an exception by id covers none of them.
    """

    def __init__(
        self,
        by_row: Mapping[str, tuple[Suppression, ...]] | None = None,
        baseline: Baseline | None = None,
        ambiguous: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.ambiguous = ambiguous or {}
        self._by_row = {row: given for row, given in (by_row or {}).items() if row not in self.ambiguous}
        self._baseline = baseline
        self._met: set[str] = set()

    def judge(self, row: Row, result: CheckResult) -> Judged:
        """The result without what the row's exceptions, the file of exceptions and the baseline cover."""
        given = (*row.suppress, *self._by_row.get(row.id, ()))
        if row.id in self._by_row:
            self._met.add(row.id)
        if not given and self._baseline is None:
            return Judged(row, result.verdict, result.findings, failed=result.failed)
        reasons = {one.rule: one.reason for one in reversed(given)}
        suppressed = tuple((one, reasons[one.rule]) for one in result.findings if one.rule in reasons)
        met = {finding.rule for finding, _ in suppressed}
        findings: list[Finding] = []
        known: list[Finding] = []
        for finding in result.findings:
            if finding.rule not in reasons:
                (known if self._knows(finding, row.reply) else findings).append(finding)
        unused = tuple(one for one in given if one.rule not in met)
        verdict = verdict_of(findings, result.failed)
        return Judged(row, verdict, tuple(findings), suppressed, tuple(known), unused, result.failed)

    def _knows(self, finding: Finding, reply: str) -> bool:
        return self._baseline is not None and self._baseline.knows(finding, reply)

    @property
    def rows_missed(self) -> tuple[str, ...]:
        """Row ids of the file of exceptions that no row of the run had."""
        return tuple(row for row in self._by_row if row not in self._met)


def judged_json(judged: Judged) -> dict[str, Any]:
    """A line of `check --format jsonl`; `suppressed` and `known` are there where something was taken out."""
    told = check_json(judged.row.id, CheckResult(judged.verdict, judged.findings, judged.failed))
    if judged.suppressed:
        told["suppressed"] = [{**asdict(finding), "reason": reason} for finding, reason in judged.suppressed]
    if judged.known:
        told["known"] = len(judged.known)
    return told
