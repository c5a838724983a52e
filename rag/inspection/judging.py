"""Rows → results of the rules, each row with the replies before it that it must not repeat."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.domain import Channel, Facts, Turn
from rag.guardrails.checker import Checker, CheckResult
from rag.guardrails.rule import Context
from rag.inspection.rows import Row
from rag.shops import Shop

if TYPE_CHECKING:
    from rag.second_opinion import SecondOpinion

SIBLINGS = 20
"""Public replies before a row's that it is compared with: enough to see a stereotype, few enough to carry."""


@dataclass(frozen=True, slots=True)
class Question:
    """What of a row the rules need to know: all that another process is told."""

    reply: str
    channel: Channel
    turns: tuple[Turn, ...]
    facts: Facts | None
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judge:
    """The rules under a shop's profile, and whose opinion is asked on what they doubt."""

    checker: Checker
    shop: Shop
    opinion: SecondOpinion | None = None

    def __call__(self, question: Question) -> CheckResult:
        """Check one reply."""
        return self.checker.check(question.reply, self.context(question))

    def context(self, question: Question) -> Context:
        """What the reply is judged against."""
        return Context(
            shop=self.shop,
            channel=question.channel,
            turns=question.turns,
            facts=question.facts or Facts(),
            siblings=question.siblings,
        )


def questions(rows: Iterable[Row]) -> Iterator[tuple[Row, Question]]:
    """Each row with its question. Public replies are read side by side by customers, chats are not."""
    before: deque[str] = deque(maxlen=SIBLINGS)
    nothing = Facts()
    for row in rows:
        facts = None if row.facts == nothing else row.facts
        if row.channel == "chat":
            yield row, Question(row.reply, row.channel, row.turns, facts)
            continue
        yield row, Question(row.reply, row.channel, row.turns, facts, tuple(before))
        before.append(row.reply)
