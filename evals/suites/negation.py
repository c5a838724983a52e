"""The suite of the first house rule: replies, and how what they deny is supported (docs/rules/negation.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal

from pydantic import Field

from evals.cases import CASES, Case
from evals.suite import Count, Judgement, Suite, Task, confusions, share, together
from rag.domain import Finding, Turn
from rag.guardrails.checker import Checker
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context
from rag.settings import Settings
from rag.shops import shop_named
from rag.wiring import build_checking

RULE = "unexplained-negation"
_LEVELS = {"bare": "error", "alternative": "warning"}


class NegationCase(Case):
    """A reply and its verdict."""

    reply: str
    context: str | None = Field(None, description="What the customer had said.")
    verdict: Literal["none", "reason", "alternative", "bare"] = Field(
        description="Of the worst denial in it: none denied, with a reason, with an alternative only, bare."
    )
    kind: str | None = Field(
        None, alias="class", description="What sort of denial it is, for the figures by class."
    )
    denials: tuple[Mapping[str, object], ...] = ()


class Negation(Suite[NegationCase, Sequence[Finding]]):
    """Whether "breaks the rule" is right and, more finely, whether it blocks, warns or passes."""

    name = "negation"
    harm = "customers are refused without a reason, or good replies are stopped"
    case = NegationCase
    files = (CASES / "negation.yaml",)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[NegationCase, Sequence[Finding]]]:
        """The findings of the rule alone."""
        checking = build_checking(settings)
        checker = Checker(rule for rule in checking.checker.rules if rule.id == RULE)
        shop = shop_named(checking.shops, "handbook")

        async def check(case: NegationCase) -> Sequence[Finding]:
            context = Context(shop, turns=(Turn("customer", case.context or ""),))
            return checker.check(case.reply, context).findings

        yield check

    def judge(self, case: NegationCase, output: Sequence[Finding]) -> Judgement:
        """Right where the level is."""
        levels = {finding.level for finding in output}
        got = next((level for level in ("error", "warning", "hint") if level in levels), None)
        wanted = _LEVELS.get(case.verdict)
        return Judgement(
            problems=() if got == wanted else (_told(case, got, wanted),),
            counts=(Count(_class(case, output), got is not None, wanted is not None),),
            asked=case.context or "",
            said=case.reply,
            findings=tuple(f"{finding.rule}: {finding.text}" for finding in output),
        )

    def figures(self, judged: Sequence[tuple[NegationCase, Judgement]]) -> Mapping[str, float]:
        """Precision and recall of "breaks the rule", and how often the level is right."""
        every = together(confusions([judgement for _, judgement in judged]))
        right = sum(not judgement.problems for _, judgement in judged)
        return {"precision": every.precision, "recall": every.recall, "grade_accuracy": share(right, len(judged))}


def _told(case: NegationCase, got: str | None, wanted: str | None) -> str:
    if wanted is None:
        return f"a good reply is stopped ({got}): {case.reply!r}"
    why = "without a reason" if case.verdict == "bare" else "with another way but no reason"
    if got is None:
        return f"a customer is refused {why}, and nothing is said of it: {case.reply!r}"
    does = "is only warned of and shown" if wanted == "error" else f"is taken for {got}, not {wanted}"
    return f"a refusal {why} {does}: {case.reply!r}"


def _class(case: NegationCase, found: Sequence[Finding]) -> str:
    """The class the case names; else the kind of negation its first denial is, as labelled or as found."""
    if case.kind:
        return case.kind
    denials = [str(denial["text"]) for denial in case.denials] or [finding.text for finding in found]
    if not denials:
        return "nothing denied"
    negations = Reading(denials[0]).negations()
    return negations[0].kind if negations else "unheard of"
