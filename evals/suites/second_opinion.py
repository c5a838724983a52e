"""What a second opinion on doubtful findings is worth: the cases of `negation`, put to readers of known skill.

A reader who is always right shows the most there is to gain; one who waves everything through shows the least
that still holds, since what the rules are sure of is not put to anybody. Where a model is set for it
(WANYAN_SECOND_OPINION), it is measured beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from evals.suite import Count, Judgement, Suite, Task, confusions, share
from evals.suites.negation import RULE, Negation, NegationCase
from rag.domain import Turn
from rag.guardrails.checker import Checker
from rag.guardrails.rule import Context
from rag.second_opinion import SecondOpinion
from rag.settings import Settings, load_settings
from rag.shops import shop_named
from rag.wiring import build_checking, second_opinion

_BREAKS = frozenset({"bare", "alternative"})


@dataclass
class Known:
    """A reader who answers as it is told."""

    name: str
    answer: bool

    async def upholds(self, rule: str, *, complaint: str, marked: str, reply: str, customer: str) -> bool:
        """The answer, whatever is asked."""
        return self.answer


@dataclass(frozen=True)
class Opinions:
    """What was put to the readers, and by reader whether the rule still finds something."""

    doubtful: tuple[str, ...]
    found: Mapping[str, bool]


class OfSecondOpinion(Suite[NegationCase, Opinions]):
    """What is found without a reader, with the best, with the worst, and with the model where one is set."""

    name = "second-opinion"
    harm = "a careless second reader waves through refusals that the rule was sure of"
    case = NegationCase
    files = Negation.files

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[NegationCase, Opinions]]:
        """What is left of the rule's findings once each reader has been asked."""
        checking = build_checking(settings)
        shop = shop_named(checking.shops, "handbook")
        checker = Checker(rule for rule in checking.checker.rules if rule.id == RULE)
        model = second_opinion(load_settings(), checking.checker)

        async def ask(case: NegationCase) -> Opinions:
            context = Context(shop, turns=(Turn("customer", case.context or ""),))
            checked = checker.check(case.reply, context)
            doubtful = tuple(finding.text for finding in checked.findings if finding in checked.doubtful)
            breaks = case.verdict in _BREAKS
            known = {"off": True, "perfect": breaks, "careless": False}
            opinions = {name: SecondOpinion(Known(name, answer)) for name, answer in known.items()}
            if model is not None:
                opinions["model"] = model
            left = {
                name: await opinion.reviewed(checked, case.reply, context) for name, opinion in opinions.items()
            }
            return Opinions(doubtful, {name: bool(result.findings) for name, result in left.items()})

        yield ask

    def judge(self, case: NegationCase, output: Opinions) -> Judgement:
        """Wrong where a reader changes what nobody was asked about, or loses what the rule was sure of."""
        breaks, found = case.verdict in _BREAKS, output.found
        problems = []
        if not output.doubtful and len({*found.values()}) > 1:
            problems.append(f"a reader overrules what nothing was doubtful of: {case.reply!r}")
        if breaks and output.doubtful and not (found["off"] and found["perfect"]):
            problems.append(
                f"a refusal without a reason goes out although the reader upholds the finding: {case.reply!r}"
            )
        if not breaks and found["perfect"] and output.doubtful and not _sure(output):
            problems.append(f"a good reply is stopped although the reader takes it for good: {case.reply!r}")
        return Judgement(
            problems=tuple(problems),
            counts=tuple(Count(name, told, breaks) for name, told in found.items()),
            asked=case.context or "",
            said=case.reply,
            findings=output.doubtful,
        )

    def figures(self, judged: Sequence[tuple[NegationCase, Judgement]]) -> Mapping[str, float]:
        """The share of replies put to a reader; precision and recall with each."""
        judgements = [judgement for _, judgement in judged]
        asked = share(sum(bool(judgement.findings) for judgement in judgements), len(judgements))
        classes = confusions(judgements)
        return (
            {"asked": asked}
            | {f"{name}_precision": counts.precision for name, counts in classes.items()}
            | {f"{name}_recall": counts.recall for name, counts in classes.items()}
        )


def _sure(output: Opinions) -> bool:
    """Whether something is found that even a reader who waves all through cannot dismiss."""
    return output.found["careless"]
