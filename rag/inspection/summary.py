"""What a day's replies add up to, by rule and by agent, counted on the way: the figures of the inspector's page."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.domain import Finding, Level, Verdict
from rag.inspection.verdicts import Judged

AGENTS = 5_000
"""Agents counted apart; a column that names more is none of agents, and the rest are counted together."""
OTHERS = "…"
WORST, WORST_OF_A_RULE = 100, 20
"""Replies kept to be looked at: the worst of all, and of each rule."""
SHOWN = 2_000
"""Most characters kept of such a reply."""
_WEIGHTS: dict[Level, int] = {"error": 100, "warning": 10, "hint": 1}


@dataclass
class Count:
    """Replies of an agent, or of all, by verdict, and their findings by level."""

    replies: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    levels: Counter[Level] = field(default_factory=Counter)
    suppressed: int = 0
    known: int = 0

    def add(self, judged: Judged) -> None:
        """One reply more."""
        self.replies += 1
        self.verdicts[judged.verdict] += 1
        self.levels.update(finding.level for finding in judged.findings)
        self.suppressed += len(judged.suppressed)
        self.known += len(judged.known)

    def rate(self, verdict: Verdict = "block") -> float:
        """Replies of a verdict in a hundred."""
        return 100 * self.verdicts[verdict] / self.replies if self.replies else 0.0


@dataclass
class RuleCount:
    """Findings of a rule, and the replies they are in."""

    levels: Counter[Level] = field(default_factory=Counter)
    replies: int = 0
    suppressed: int = 0
    known: int = 0

    @property
    def findings(self) -> int:
        """Findings of every level."""
        return self.levels.total()


@dataclass(frozen=True, slots=True)
class Sample:
    """A reply kept to be looked at; `score` is heavier the worse it is."""

    number: int
    score: int
    id: str
    agent: str | None
    where: str
    asked: str
    reply: str
    verdict: Verdict
    findings: tuple[Finding, ...]


class _Worst:
    """The heaviest samples, of equal ones the first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._heap: list[tuple[int, int, Sample]] = []

    def offer(self, sample: Sample) -> None:
        entry = (sample.score, -sample.number, sample)
        if len(self._heap) < self._size:
            heapq.heappush(self._heap, entry)
        elif entry[:2] > self._heap[0][:2]:
            heapq.heapreplace(self._heap, entry)

    def __iter__(self) -> Iterator[Sample]:
        return iter([sample for _, _, sample in self._heap])


class Summary:
    """Counts that grow with rules and agents, not with replies."""

    def __init__(self) -> None:
        self.all = Count()
        self.characters = 0
        self.rules: dict[str, RuleCount] = {}
        self.agents: dict[str, Count] = {}
        self.crashed: Counter[str] = Counter()
        self._worst = _Worst(WORST)
        self._worst_of_rules: dict[str, _Worst] = {}

    def add(self, judged: Judged) -> None:
        """Count a reply."""
        self.all.add(judged)
        self.characters += len(judged.row.reply)
        self.crashed.update(judged.failed)
        self._count_agent(judged)
        self._count_rules(judged)
        if judged.findings:
            self._keep(judged)

    def worst(self) -> list[Sample]:
        """The replies kept, worst first."""
        kept = {
            sample.number: sample for worst in (self._worst, *self._worst_of_rules.values()) for sample in worst
        }
        return sorted(kept.values(), key=lambda sample: (-sample.score, sample.number))

    def by_rule(self) -> list[tuple[str, RuleCount]]:
        """Rules with findings, those of most replies first."""
        return sorted(self.rules.items(), key=lambda item: (-item[1].replies, -item[1].findings, item[0]))

    def by_agent(self) -> list[tuple[str, Count]]:
        """Agents, those with most blocked replies in a hundred first."""
        return sorted(self.agents.items(), key=lambda item: (-item[1].rate(), -item[1].rate("warn"), item[0]))

    def _count_agent(self, judged: Judged) -> None:
        if judged.row.agent is None:
            return
        agent = judged.row.agent if judged.row.agent in self.agents or len(self.agents) < AGENTS else OTHERS
        self.agents.setdefault(agent, Count()).add(judged)

    def _count_rules(self, judged: Judged) -> None:
        for rule in {finding.rule for finding in judged.findings}:
            self._rule(rule).replies += 1
        for finding in judged.findings:
            self._rule(finding.rule).levels[finding.level] += 1
        for finding, _ in judged.suppressed:
            self._rule(finding.rule).suppressed += 1
        for finding in judged.known:
            self._rule(finding.rule).known += 1

    def _rule(self, rule: str) -> RuleCount:
        return self.rules.setdefault(rule, RuleCount())

    def _keep(self, judged: Judged) -> None:
        row = judged.row
        sample = Sample(
            number=self.all.replies,
            score=sum(_WEIGHTS[finding.level] for finding in judged.findings),
            id=row.id,
            agent=row.agent,
            where=row.origin.where,
            asked=next((turn.text[:SHOWN] for turn in reversed(row.turns) if turn.role == "customer"), ""),
            reply=row.reply[:SHOWN],
            verdict=judged.verdict,
            findings=tuple(finding for finding in judged.findings if finding.end <= SHOWN),
        )
        self._worst.offer(sample)
        for rule in {finding.rule for finding in judged.findings}:
            self._worst_of_rules.setdefault(rule, _Worst(WORST_OF_A_RULE)).offer(sample)
