"""The suite of the second house rule: replies, and who they make pay a return (docs/rules/return-shipping.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import Field

from evals.cases import CASES, Case
from evals.suite import Confusion, Count, Judgement, Suite, Task, confusions, together
from evals.suites.rules import harms
from rag.domain import Cause, Facts, Finding, Turn
from rag.guardrails.checker import Checker
from rag.guardrails.rule import Context
from rag.settings import Settings
from rag.shops import shop_named
from rag.wiring import build_checking

FAMILY = "return-shipping."
ERRORS = ("wrong-payer", "wrong-legs", "unverified-promise", "no-refusal-of-quality")
Name = Literal[
    "wrong-payer",
    "wrong-legs",
    "unverified-promise",
    "no-refusal-of-quality",
    "cost-not-disclosed",
    "freight-collect",
]
Found = Mapping[str, Mapping[str, Finding]]
"""By profile, the finding of each name."""


class ReturnCase(Case):
    """A reply about a return, and what is wrong with it under each profile."""

    reply: str = Field(description="What the agent or the draft says.")
    context: str | None = Field(None, description="What the customer had said.")
    facts: Facts | None = Field(None, description="What the order system knows, above all the established cause.")
    cause: Cause = Field("unknown", description="The established cause, where no facts are given.")
    findings_handbook: frozenset[Name] = Field(description="What is wrong where own reasons cost both ways.")
    findings_return_leg: frozenset[Name] = Field(description="What is wrong where they cost the way back only.")
    findings_strict: frozenset[Name] | None = Field(
        None, description="What is wrong where orders are insured besides; as under handbook where not given."
    )
    unsure: bool = Field(False, description="Whether even its labellers are not sure: it is left out then.")

    def wanted(self) -> Mapping[str, frozenset[Name]]:
        """The findings wanted, by profile."""
        strict = self.findings_handbook if self.findings_strict is None else self.findings_strict
        return {"handbook": self.findings_handbook, "return-leg": self.findings_return_leg, "strict": strict}


class ReturnShipping(Suite[ReturnCase, Found]):
    """Every finding of the family, under the three profiles that are shipped."""

    name = "return-shipping"
    harm = (
        "customers or the shop pay postage that is not theirs, or a return is refused that is the customer's right"
    )
    case = ReturnCase
    files = (CASES / "return-shipping.yaml",)

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[ReturnCase, ...]:
        """The cases whose labels are sure."""
        return tuple(case for case in super().cases(settings, dataset) if not case.unsure)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[ReturnCase, Found]]:
        """The findings of the family's rules alone."""
        checking = build_checking(settings)
        checker = Checker(rule for rule in checking.checker.rules if rule.id.startswith(FAMILY))

        async def check(case: ReturnCase) -> Found:
            turns = (Turn("customer", case.context or ""),)
            facts = case.facts or Facts(cause=case.cause)
            return {
                profile: {
                    finding.rule.removeprefix(FAMILY): finding
                    for finding in checker.check(
                        case.reply, Context(shop_named(checking.shops, profile), turns=turns, facts=facts)
                    ).findings
                }
                for profile in case.wanted()
            }

        yield check

    def judge(self, case: ReturnCase, output: Found) -> Judgement:
        """Right where every profile has the findings wanted, at their levels."""
        problems = [
            f"under {profile} {problem}: {case.reply!r}"
            for profile, wanted in case.wanted().items()
            for problem in _problems(wanted, output[profile])
        ]
        return Judgement(
            problems=tuple(problems),
            counts=tuple(_counts(case, output)),
            asked=case.context or "",
            said=case.reply,
            findings=tuple(
                f"{profile}: {finding.rule}: {finding.text}"
                for profile in output
                for finding in output[profile].values()
            ),
        )

    def figures(self, judged: Sequence[tuple[ReturnCase, Judgement]]) -> Mapping[str, float]:
        """Precision and recall of all findings and of errors alone, and false alarms on clean replies."""
        classes = confusions([judgement for _, judgement in judged])
        errors, every = together(classes, *ERRORS), together(classes)
        clean: Confusion = classes.get("nothing", Confusion())
        return {
            "error_precision": errors.precision,
            "error_recall": errors.recall,
            "precision": every.precision,
            "recall": every.recall,
            "false_alarm_rate": clean.false_alarm_rate,
        }


def _problems(wanted: frozenset[Name], found: Mapping[str, Finding]) -> Iterator[str]:
    for name in sorted(wanted - found.keys()):
        yield f"{name} passes ({harms()[FAMILY + name].harm})"
    for alarm in sorted(found.keys() - wanted):
        said = found[alarm]
        yield f"a reply that is right is stopped as {alarm} ({said.suggestion or said.message})"
    for both in sorted(wanted & found.keys()):
        level, due = found[both].level, harms()[FAMILY + both].level
        if level != due:
            yield f"{both} is a {level}, not a {due} ({harms()[FAMILY + both].harm})"


def _counts(case: ReturnCase, output: Found) -> Iterator[Count]:
    """A count a finding wanted or found; `nothing` counts clean replies, which false alarms alone can spoil."""
    for profile, wanted in case.wanted().items():
        found = output[profile].keys()
        for name in sorted(wanted | found):
            yield Count(name, name in found, name in wanted)
        if not wanted:
            yield Count("nothing", bool(found), labelled=False)
