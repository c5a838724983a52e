"""The suite of whole chat replies: greeting to farewell, in each script and under each shop's own terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, cast

from pydantic import Field, model_validator

from evals.cases import CASES
from evals.suite import Judgement
from evals.suites.drafting import DraftCase, Drafting, Expected, shortcomings
from rag.domain import Draft, Request, Turn
from rag.wiring import STANDING

Said = str | Mapping[str, str]
"""A text is the customer's, `agent: text` the agent's; rows from outside have `role` and `text`."""


class ChatCase(DraftCase):
    """A talk at the moment before the agent's reply."""

    customer: str | tuple[str, ...] = Field(
        default=(), description="What the customer writes where nobody has replied yet."
    )
    turns: tuple[Said, ...] = Field(
        default=(), description="A talk: a text is the customer's, `agent: text` the agent's."
    )
    expect: Expected = Expected()

    @model_validator(mode="after")
    def _one_talk(self) -> ChatCase:
        if bool(self.customer) == bool(self.turns):
            raise ValueError("give `customer` or `turns`")
        if strange := next((turn.role for turn in self.talk if turn.role not in ("customer", "agent")), None):
            raise ValueError(f"turns: customer or agent, not {strange!r}")
        return self

    @property
    def talk(self) -> tuple[Turn, ...]:
        """The talk, whichever way it is written."""
        said = (self.customer,) if isinstance(self.customer, str) else (*self.customer, *self.turns)
        return tuple(map(_turn, said))

    @property
    def asked(self) -> str:
        """All that the customer wrote."""
        return "\n".join(turn.text for turn in self.talk if turn.role == "customer")

    def request(self) -> Request:
        """The request for a draft."""
        return Request(
            "chat",
            self.talk,
            shop=self.shop,
            agent=self.agent,
            facts=self.facts,
            instruction=self.instruction,
        )


def _turn(said: Said) -> Turn:
    if isinstance(said, str):
        return Turn("customer", said)
    role, text = (said["role"], said["text"]) if "role" in said else next(iter(said.items()))
    return Turn(cast('Literal["customer", "agent"]', role), text)


class Chat(Drafting[ChatCase]):
    """Whole chat replies."""

    name = "chat"
    harm = "customers are greeted twice, asked again, left without an answer, or promised what nobody will keep"
    case = ChatCase
    files = (
        CASES / "chat.yaml",
        *sorted(CASES.glob("chat_*.yaml")),
        CASES / "conversations_before.yaml",
        CASES / "conversations_after.yaml",
    )

    def problems(self, case: ChatCase, draft: Draft) -> Iterator[str]:
        """What is wrong with the draft; a chat waits for nobody's approval."""
        yield from shortcomings(case, case.expect, draft)
        if draft.status == "needs_approval":
            yield "waits for a supervisor: the customer sits before an empty chat"
        if public := [citation.card for citation in draft.citations if citation.card.startswith("review-")]:
            yield f"rests on {', '.join(public)}: one customer reads what is meant for the readers of a review"

    def figures(self, judged: Sequence[tuple[ChatCase, Judgement]]) -> Mapping[str, float]:
        """Those of every suite of drafts; `holding`: hard ones that only say what will be found out."""
        hard = [judgement for case, judgement in judged if case.hard]
        every = [judgement for _, judgement in judged]
        return {**super().figures(judged), "holding": _holding(hard or every)}


def _holding(judgements: Sequence[Judgement]) -> float:
    """Share of replies that rest on nothing but the holding script."""
    held = [judgement for judgement in judgements if judgement.sources == (STANDING["holding"],)]
    return len(held) / len(judgements) if judgements else 0.0
