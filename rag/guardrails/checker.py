"""Finds the rules, runs them, and keeps the gate: only a text that passes becomes `CheckedText`."""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from rag.domain import Channel, Finding, Verdict
from rag.guardrails import rules as rules_folder
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Rule
from rag.shops import Shop

log = logging.getLogger(__name__)

_SEAL = object()


@dataclass(frozen=True)
class CheckResult:
    """Verdict of one reply and what led to it, in text order. `failed` names rules that crashed.

    `doubtful` are those findings that their rules hold with little confidence.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    failed: tuple[str, ...] = ()
    doubtful: frozenset[Finding] = frozenset()

    def without(self, dismissed: frozenset[Finding]) -> CheckResult:
        """The result once a second opinion takes findings for none.

        That is heeded where the rule itself is doubtful, never against a finding that it holds with confidence.
        """
        kept = tuple(found for found in self.findings if found not in self.doubtful or found not in dismissed)
        return CheckResult(verdict_of(kept, self.failed), kept, self.failed, self.doubtful - dismissed)


class CheckedText:
    """A text that the gate has let through. Nothing else may be shown; only `Checker.gate` can make one."""

    __slots__ = ("findings", "segments", "text")

    def __init__(self, segments: tuple[str, ...], findings: tuple[Finding, ...], seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("CheckedText is made by Checker.gate alone")
        self.segments = segments
        self.text = "\n".join(segments)
        self.findings = findings


class Checker:
    """Runs the rules. A rule that crashes makes the verdict `unverified`: fail closed, and say which."""

    def __init__(self, rules: Iterable[Rule] | None = None) -> None:
        self.rules = tuple(rules) if rules is not None else all_rules()
        self._of_channel: dict[Channel, tuple[Rule, ...]] = {
            channel: tuple(rule for rule in self.rules if channel in rule.channels) for channel in get_args(Channel)
        }

    def check(self, reply: str, context: Context) -> CheckResult:
        """Check one reply (all its segments joined by line breaks)."""
        reading = Reading(reply)
        certain: list[Finding] = []
        doubtful: list[Finding] = []
        failed: list[str] = []
        for rule in self._of_channel[context.channel]:
            if context.shop.rules.get(rule.id) == "off":
                continue
            try:
                violations = [*rule.check(reading, context)]
                found = [(rule.finding(item, reading, context), item) for item in violations] if violations else ()
            except Exception:
                log.exception("rule %s crashed", rule.id)
                failed.append(rule.id)
                continue
            for finding, violation in found:
                if finding is not None:
                    (doubtful if violation.doubtful else certain).append(finding)
        findings = sorted((*certain, *doubtful), key=lambda finding: (finding.start, finding.end, finding.rule))
        unsure = frozenset(doubtful).difference(certain)
        return CheckResult(verdict_of(findings, failed), tuple(findings), tuple(failed), unsure)

    def gate(
        self, segments: tuple[str, ...], context: Context, dismissed: frozenset[Finding] = frozenset()
    ) -> CheckedText | CheckResult:
        """The text as `CheckedText` if it may be shown, else the result that says why not.

        `dismissed` are findings of it that a second opinion takes for none.
        """
        result = self.check("\n".join(segments), context).without(dismissed)
        if result.verdict in {"block", "unverified"}:
            return result
        return CheckedText(segments, result.findings, _SEAL)


def verdict_of(findings: Iterable[Finding], failed: Collection[str]) -> Verdict:
    """What findings and crashed rules amount to."""
    levels = {finding.level for finding in findings}
    if "error" in levels:
        return "block"
    if failed:
        return "unverified"
    return "warn" if "warning" in levels else "pass"


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule of the folder, by id."""
    modules = sorted(info.name for info in pkgutil.iter_modules(rules_folder.__path__))
    found = [importlib.import_module(f"{rules_folder.__name__}.{name}").RULE for name in modules]
    return tuple(sorted(found, key=lambda rule: rule.id))


HOUSE_RULES = ("unexplained-negation", "return-shipping")
"""Families of rules that a shop may raise, never lower or switch off."""
ACCEPTABLE = "unexplained-negation.alternative"
"""The one grade of a house rule that a shop may accept (docs/rules/negation.md, section 3)."""
_STRICTNESS = ("off", "hint", "warning", "error")


def profile_problem(shop: Shop, rules: Iterable[Rule]) -> str | None:
    """What is wrong with the levels a profile sets; None where nothing is."""
    defaults = _levels(rules) | {ACCEPTABLE: "off"}
    for name, level in shop.rules.items():
        if name not in defaults:
            return f"rules: {name}: unknown rule"
        house = name.partition(".")[0] in HOUSE_RULES
        if house and _STRICTNESS.index(level) < _STRICTNESS.index(defaults[name]):
            return f"rules: {name}: a house rule may be raised, never lowered or switched off"
    return None


def _levels(rules: Iterable[Rule]) -> dict[str, str]:
    """Every name a profile may set, rules and their grades, with its level."""
    levels: dict[str, str] = {}
    for rule in rules:
        levels[rule.id] = rule.level
        levels |= {f"{rule.id}.{grade}": level for grade, level in rule.grades.items()}
    return levels
