"""The suite of the rules: each reply breaks one or keeps it, at its level, in every shop (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from evals.cases import CASES, Case
from evals.suite import Count, Judgement, Suite, Task, confusions, together
from rag.domain import Channel, Facts, Finding, Level, Turn
from rag.guardrails.checker import CheckedText, Checker, profile_problem
from rag.guardrails.rule import Cited, Context, Rule
from rag.settings import Settings
from rag.shops import Shop, shop_named
from rag.text import language_of
from rag.textfiles import read_text, read_yaml, validated
from rag.wiring import Checking, build_checking

HARMS = Path(__file__).parents[1] / "harms.yaml"
_STRICTNESS: tuple[Level, ...] = ("hint", "warning", "error")
_DOES = {"error": "blocks", "warning": "only warns of", "hint": "only hints at"}
_SHOULD = {"error": "block", "warning": "warn of", "hint": "hint at"}


class Harm(BaseModel):
    """What a rule keeps away, and the level at which it does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    harm: str
    level: Level


@cache
def harms() -> Mapping[str, Harm]:
    """The harm of each rule by its id. Raises KnowledgeError with file and line."""
    table: dict[str, Harm] = validated(dict[str, Harm], read_yaml(HARMS, read_text(HARMS)), HARMS)
    return table


class RuleCase(Case):
    """A reply, the rule it is held against, and whether it breaks it."""

    rule: str = Field(description="The rule's id (docs/rules.md).")
    reply: str = Field(description="What the agent or the draft says.")
    breaks: bool = Field(description="Whether the reply breaks the rule.")
    level: Level | None = Field(
        None,
        description="At which level, where it is another than the rule's own: a milder grade, a stricter shop.",
    )
    context: str | tuple[Turn, ...] = Field("", description="What the customer had said, or the turns before.")
    channel: Channel = Field("chat", description="chat, or review for a public reply.")
    shop: str | None = Field(
        None, description="The profile. Replies that break a rule are judged under all of them where none is named."
    )
    levels: Mapping[str, Level | Literal["off"]] = Field(
        default_factory=dict, description="Levels that the profile sets besides its own."
    )
    refused: bool = Field(False, description="Whether a profile with those levels is refused.")
    facts: Facts = Field(default=Facts(), description="What the order system knows.")
    knowledge: tuple[str, ...] | None = Field(
        None, description="Texts that a draft of ours may rest on; none for a reply of people."
    )
    drafted: bool = Field(False, description="Whether a model drafted it and names the knowledge as its card.")
    siblings: tuple[str, ...] = Field((), description="Other replies of the same batch.")
    confidential: tuple[str, ...] = Field((), description="Texts that no reply may show.")

    @field_validator("rule")
    @classmethod
    def _known(cls, rule: str) -> str:
        if rule not in harms():
            raise ValueError(f"unknown rule {rule!r}; there are: {', '.join(harms())}")
        return rule


@dataclass(frozen=True)
class Outcome:
    """What became of a reply in one shop; `gone` where there is no such rule, `refused` why the profile is."""

    shop: str
    findings: tuple[Finding, ...] = ()
    shown: bool = True
    crashed: bool = False
    gone: bool = False
    refused: str | None = None

    @property
    def level(self) -> Level | None:
        """The strictest level found."""
        found = [finding.level for finding in self.findings]
        return max(found, key=_STRICTNESS.index) if found else None


class Rules(Suite[RuleCase, Sequence[Outcome]]):
    """Whether every rule finds what breaks it and leaves alone what does not."""

    name = "rules"
    harm = "replies that hurt customers or the shop are shown, or good ones are stopped"
    case = RuleCase
    files = tuple(sorted(CASES.glob("rules-*.yaml")))

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[RuleCase, Sequence[Outcome]]]:
        """The gate with the case's rule alone, in each shop that the case is about."""
        checking = build_checking(settings)
        rules = {rule.id: rule for rule in checking.checker.rules}

        async def check(case: RuleCase) -> Sequence[Outcome]:
            return [_outcome(case, shop, rules.get(case.rule), checking) for shop in _shops(case, checking)]

        yield check

    def judge(self, case: RuleCase, output: Sequence[Outcome]) -> Judgement:
        """Right where it is found, or not, at the level wanted, in every shop."""
        problems = {outcome.shop: problem for outcome in output if (problem := _problem(case, outcome))}
        found = any(outcome.findings or outcome.crashed for outcome in output)
        if case.breaks:
            found = all(outcome.findings for outcome in output)
        return Judgement(
            problems=_by_shop(problems, len(output)),
            counts=() if case.refused else (Count(case.rule, found, case.breaks),),
            asked=case.context if isinstance(case.context, str) else "\n".join(turn.text for turn in case.context),
            said=case.reply,
            findings=tuple(dict.fromkeys(f"{one.rule}: {one.text}" for out in output for one in out.findings)),
        )

    def figures(self, judged: Sequence[tuple[RuleCase, Judgement]]) -> Mapping[str, float]:
        """Precision and recall of all rules together, and of the weakest."""
        classes = confusions([judgement for _, judgement in judged])
        every = together(classes)
        return {
            "precision": every.precision,
            "recall": every.recall,
            "least_precision": min((one.precision for one in classes.values()), default=1.0),
            "least_recall": min((one.recall for one in classes.values()), default=1.0),
        }


# Checking --------------------------------------------------------------------------------------------


def _shops(case: RuleCase, checking: Checking) -> list[Shop]:
    """The shop named; of those unnamed, all for what breaks a rule and the default for what does not."""
    if case.shop is None and case.breaks and not case.levels:
        return list(checking.shops.values())
    return [shop_named(checking.shops, case.shop or "handbook")]


def _outcome(case: RuleCase, shop: Shop, rule: Rule | None, checking: Checking) -> Outcome:
    if rule is None:
        return Outcome(shop.id, gone=True)
    if case.levels:
        shop = replace(shop, rules={**shop.rules, **case.levels})
        if problem := profile_problem(shop, checking.checker.rules):
            return Outcome(shop.id, refused=problem)
    result = Checker([rule]).gate((case.reply,), _context(case, shop))
    shown = isinstance(result, CheckedText)
    failed = () if isinstance(result, CheckedText) else result.failed
    return Outcome(shop.id, result.findings, shown, bool(failed))


def _context(case: RuleCase, shop: Shop) -> Context:
    turns = case.context
    if isinstance(turns, str):
        turns = (Turn("customer", turns),) if turns else ()
    context = Context(
        shop,
        case.channel,
        turns,
        case.facts,
        case.knowledge,
        siblings=case.siblings,
        confidential=case.confidential,
    )
    if not case.drafted:
        return context
    return replace(
        context,
        cards={"card": case.knowledge or ()},
        cited=(Cited(len(case.reply), ("card",)),),
        language=language_of(context.customer_text),
    )


# What is wrong ---------------------------------------------------------------------------------------


def _problem(case: RuleCase, outcome: Outcome) -> str | None:
    """What of the outcome is not as it should be, and whom it harms."""
    told = f"{harms()[case.rule].harm}: {case.reply!r}"
    if outcome.gone:
        return f"{case.rule} is gone from the checker: {told}"
    if outcome.refused and not case.refused:
        return f"profile refused: {outcome.refused}"
    if case.refused:
        return None if outcome.refused else f"a shop may switch off or weaken {case.rule}: {told}"
    if outcome.crashed:
        return f"{case.rule} crashes, so that no reply of this kind can be sent: {case.reply!r}"
    return _missed(case, outcome, told) if case.breaks else _false_alarm(case, outcome)


def _missed(case: RuleCase, outcome: Outcome, told: str) -> str | None:
    """How a reply that breaks the rule comes through."""
    wanted = case.level or harms()[case.rule].level
    if outcome.level is None:
        return f"{case.rule} misses it: {told}"
    if outcome.level != wanted:
        return f"{case.rule} {_DOES[outcome.level]} what it should {_SHOULD[wanted]}: {told}"
    return f"the gate lets through what {case.rule} blocks: {told}" if wanted == "error" and outcome.shown else None


def _false_alarm(case: RuleCase, outcome: Outcome) -> str | None:
    does = {"error": "blocks", "warning": "warns of", "hint": "hints at"}
    return f"{case.rule} {does[outcome.level]} a good reply: {case.reply!r}" if outcome.level else None


def _by_shop(problems: Mapping[str, str], shops: int) -> tuple[str, ...]:
    """The problems, each with its shops where it is not one of all."""
    return tuple(
        told if len(places) == shops else f"in shop {', '.join(places)}: {told}"
        for told in dict.fromkeys(problems.values())
        if (places := [shop for shop, problem in problems.items() if problem == told])
    )
