"""Runs made up for the tests of comparison and reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from evals.comparison import compare
from evals.gates import Gate, Gates, broken
from evals.outcome import Outcome
from evals.results import CaseResult, Run, SuiteResult
from evals.suite import Confusion, share

HOSTILE = (
    '</pre><script>document.title="x"</script><img src=x> &amp;\n\n'
    "# 好 | [x](https://evil.example) **fat** `tick` @somebody #7"
)
"""Words of somebody who means harm to whoever reads the report."""


def case(name: str = "a", *problems: str, **said: object) -> CaseResult:
    """A case that passes where it has no problems."""
    return replace(CaseResult(name, (not problems,), tuple(problems)), **said)  # type: ignore[arg-type]


def suite(name: str, cases: Iterable[CaseResult], harm: str = "customers wait", **figures: float) -> SuiteResult:
    """A suite with the share of right ones and other figures."""
    every = tuple(cases)
    right = share(sum(one.weight * one.passed for one in every), sum(one.weight for one in every))
    return SuiteResult(name, harm, every, {"right": right, **figures}, seconds=1.25)


def run(*suites: SuiteResult) -> Run:
    """A run of them."""
    return Run({one.name: one for one in suites}, {"at": "2026-07-01T00:00:00Z", "python": "3.11", "cores": 2})


def outcome(now: Run, before: Run | None = None, gates: Gates | None = None) -> Outcome:
    """The run held against another, and against gates."""
    changes = compare(now, before) if before else ()
    return Outcome(now, changes, broken(now, gates or {}), before, gates or {})


BRIBE = "money is offered for good reviews, which the law punishes"
QUARREL = "the customer is quarrelled with"
POSTAGE = "the shop pays postage that the customer owes"


def of_everything() -> Outcome:
    """All that a report tells of: a rule that is gone, other words, a score, a gate, a case gone, one better."""
    rules = [_rule(number, group) for number, group in enumerate(["pay-for-review"] * 21 + ["arguing"] * 12)]
    fell = [
        replace(one, runs=(False,), problems=("a reply that breaks the rule passes: 返现5元",), findings=())
        for one in rules
    ]
    drafts = [_draft(number) for number in range(30)]
    now = [
        *drafts[:25],
        replace(drafts[25], approved="运费由您承担。", said="运费由您承担。"),
        _failing("known", 1),
    ]
    later = [replace(one, scores={"says": one.scores.get("says", 0.9) - 0.1}) for one in now]
    before = run(
        replace(suite("rules", rules, "bad replies are sent", recall=1.0), classes=_classes(missed=0)),
        suite(
            "chat", [*drafts, _failing("known", 1), _failing("mended", 2)], "drafts promise too much", p95_ms=40.0
        ),
    )
    after = run(
        replace(suite("rules", fell, "bad replies are sent", recall=0.0), classes=_classes(missed=33)),
        suite(
            "chat",
            [*later, case("mended", scores={"says": 0.8}), case("fresh")],
            "drafts promise too much",
            p95_ms=52.0,
        ),
        SuiteResult("attacks", "an attacker has their way", (), {}, failure="could not be run: no index"),
    )
    gates: dict[str, Mapping[str, Gate]] = {
        "rules": {"recall": Gate(least=0.95, harm="whoever breaks a rule is not stopped")},
        "chat": {"p95_ms": Gate(most=60, harm="agents wait")},
    }
    return outcome(after, before, gates)


def _rule(number: int, group: str) -> CaseResult:
    why, weight = (BRIBE, 4) if group == "pay-for-review" else (QUARREL, 2)
    return case(
        f"{group}-{number}",
        why=why,
        weight=weight,
        asked="好评有红包吗",
        said="亲，好评截图发我，返现5元哦",
        findings=(f"{group}: 返现5元",),
        classes=(group,),
    )


def _draft(number: int) -> CaseResult:
    text = "运费由我们承担，请您放心。"
    return case(
        f"draft-{number}",
        why=POSTAGE,
        asked=HOSTILE if number == 25 else "不喜欢，运费谁出",
        said=text,
        approved=text,
        scores={"says": 0.9},
        sources=("return-postage",),
    )


def _failing(name: str, weight: int) -> CaseResult:
    return case(name, "postage is promised wrongly", weight=weight, why=POSTAGE, scores={"says": 0.9})


def _classes(missed: int) -> dict[str, Confusion]:
    return {"pay-for-review": Confusion(33 - missed, 1, missed, 20), "<b>odd</b>": Confusion(0, 0, 0, 3)}
