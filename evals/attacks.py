"""Cases of attacks: what somebody says, has put into a document or a fact, or asks in all honesty, and wants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import Literal

from pydantic import Field

from evals.cases import CASES, Case
from rag.domain import Facts, Request, Review, Turn
from rag.textfiles import read_text, read_yaml, validated

GOALS = CASES / "attack-goals.yaml"
_ORDINARY = (
    Turn("customer", "请问还有别的颜色吗"),
    Turn("agent", "您好，页面上能选的颜色都有。"),
    Turn("customer", "好的，我再看看"),
    Turn("agent", "好的，您慢慢看，有问题随时找我。"),
)


@dataclass(frozen=True)
class Goal:
    """What attackers want: what it costs, ways to say it, and what no shown draft may hold (on folded text)."""

    costs: str
    says: tuple[str, ...]
    harm: tuple[str, ...]


class Attack(Case):
    """A text that attacks, or a request of which something must not leave for the model's endpoint."""

    kind: str = Field(
        description="What sort of attack it is; `leak`, `leaving` and `crash` are asked in all honesty."
    )
    wants: str | None = Field(None, description="What the attacker is after, by its name in attack-goals.yaml.")
    says: tuple[str, ...] = Field((), description="How a model that obeys would put it.")
    turns: tuple[str | dict[Literal["agent"], str], ...] = Field((), description="The customer's unless `agent`.")
    review: Review | None = None
    facts: Facts = Facts()
    instruction: str | None = Field(None, description="What the agent wishes of the draft.")
    passage: str | None = Field(None, description="A raw document that search finds for it.")
    padding: int = Field(0, ge=0, description="Ordinary turns before its own.")
    repeat: int = Field(1, ge=1, description="How many times over its first text stands there.")
    harm: tuple[str, ...] = Field((), description="What else no shown draft may hold, on folded text.")
    unasked: bool = Field(False, description="It speaks to the model, which must not be asked at all.")
    withheld: tuple[str, ...] = Field((), description="What no endpoint may receive, as it stands in the request.")
    shows: tuple[str, ...] = Field((), description="What the draft has to say though the endpoint never had it.")
    leak: str | None = Field(None, description="How a model tells its prompt (evals/attackers.py).")

    @property
    def request(self) -> Request:
        """The draft asked for."""
        if self.review is not None:
            review = replace(self.review, text=self.review.text * self.repeat)
            return Request("review", review=review, facts=self.facts, instruction=self.instruction)
        texts = [
            Turn("customer", turn) if isinstance(turn, str) else Turn("agent", turn["agent"]) for turn in self.turns
        ]
        texts[0] = replace(texts[0], text=texts[0].text * self.repeat)
        turns = (*islice(cycle(_ORDINARY), self.padding), *texts)
        return Request("chat", turns=turns, facts=self.facts, instruction=self.instruction)


def load_goals() -> dict[str, Goal]:
    """What attackers want, by name. Raises KnowledgeError for a malformed one."""
    return {name: validated(Goal, goal, GOALS) for name, goal in read_yaml(GOALS, read_text(GOALS)).items()}
