"""The drafter that asks a language model: brief → messages → answer → proposal; its every failure is a ModelError.

The model chooses words and names the cards it used. Citations and next steps are then taken from those cards,
never from what the model writes, and only cards it was given count.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from pydantic import BaseModel

from rag.domain import Card, Citation, Finding, Passage, Point
from rag.drafters.drafter import Brief, Proposal
from rag.endpoint.calling import Answered, Endpoint
from rag.errors import ModelError
from rag.prompts import Prompt
from rag.text import in_script

_MISSING_FACTS = 8
_MISSING_FACT_LENGTH = 60


class Answer(BaseModel):
    """What the model is asked for: segments, ids of cards used, facts it lacked, points answered (from 1)."""

    segments: list[str]
    cards: list[str] = []
    missing_facts: list[str] = []
    answered: list[int] = []


_STRINGS = {"type": "array", "items": {"type": "string"}}
_SCHEMA = {
    "type": "object",
    "properties": {
        "segments": _STRINGS,
        "cards": _STRINGS,
        "missing_facts": _STRINGS,
        "answered": {"type": "array", "items": {"type": "integer"}},
    },
    "required": ["segments"],
}


class LlmDrafter:
    """Asks a model with the prompts `reply`, `review` and `repair`."""

    name: Literal["llm", "offline"] = "llm"

    def __init__(self, endpoint: Endpoint, prompts: Mapping[str, Prompt]) -> None:
        self.endpoint = endpoint
        self.prompts = prompts

    async def draft(self, brief: Brief) -> Proposal:
        """Write a proposal. Raises ModelError with one word, as `Endpoint.ask` does."""
        messages = self._messages(brief)
        answered = await self.endpoint.ask(messages, _SCHEMA, name="reply", ends=brief.ends)
        return self._proposal(answered, brief)

    def _messages(self, brief: Brief) -> list[BaseMessage]:
        standing, task = self._told(brief)
        messages: list[BaseMessage] = [SystemMessage(standing), HumanMessage(task)]
        if brief.findings:
            (repair,) = self.prompts["repair"].render({"findings": _still_there(brief)})
            previous = json.dumps({"segments": brief.previous}, ensure_ascii=False)
            messages += [AIMessage(previous), HumanMessage(repair)]
        return messages

    def _told(self, brief: Brief) -> tuple[str, ...]:
        """What holds for every reply of the shop, and what is asked now."""
        return self._prompt(brief).render(_inputs(brief))

    def _prompt(self, brief: Brief) -> Prompt:
        return self.prompts["review" if brief.request.channel == "review" else "reply"]

    def _proposal(self, answered: Answered, brief: Brief) -> Proposal:
        answer = Answer.model_validate(answered.data)
        segments = tuple(segment.strip() for segment in answer.segments if segment.strip())
        if not segments:
            raise ModelError("empty")
        offered = {item.id: item for item in _offered(brief)}
        used = [offered[name] for name in dict.fromkeys(answer.cards) if name in offered]
        label = self._prompt(brief).label
        return Proposal(
            segments=segments,
            citations=tuple(item.citation("\n".join(segments)) for item in used),
            next_steps=tuple(dict.fromkeys(step for item in used for step in item.steps)),
            missing_facts=_missing_facts(answer),
            points=_answered(brief.points, answer),
            model=answered.model,
            prompt=f"{label}+{self.prompts['repair'].label}" if brief.findings else label,
            confidential=self._told(brief)[:1],
        )


# What goes in ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Offered:
    """A card or passage as this brief may use it: wordings and steps that hold, slots filled."""

    id: str
    title: str
    body: str
    source: str
    reviewed: bool
    wordings: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    def citation(self, reply: str) -> Citation:
        """Quotes the wording nearest to the reply, or the beginning of a passage."""
        nearest = max(self.wordings, key=lambda wording: _likeness(wording, reply), default=self.body[:80])
        return Citation(self.id, self.title, nearest, self.source)


def _likeness(wording: str, reply: str) -> float:
    return difflib.SequenceMatcher(None, wording, reply, autojunk=False).ratio()


def _offered(brief: Brief) -> list[_Offered]:
    """Cards that hold and passages, each once, in the order they were found."""
    items = {hit.item.id: hit.item for matter in brief.matters for hit in matter.hits}
    return [
        _passage(item) if isinstance(item, Passage) else _card(item, brief)
        for item in items.values()
        if isinstance(item, Passage) or brief.view.holds(item.when)
    ]


def _card(card: Card, brief: Brief) -> _Offered:
    view = brief.view
    wordings = [
        view.fill(_told(say.zh + say.then_zh, f"{say.en} {say.then_en}".strip(), brief))
        for say in card.say
        if view.holds(say.when)
    ]
    steps = [view.fill(step.text) for step in card.do if view.holds(step.when)]
    return _Offered(
        id=card.id,
        title=card.title,
        body=card.body,
        source=", ".join(card.source),
        reviewed=True,
        wordings=tuple(filter(None, wordings)),
        steps=tuple(filter(None, steps)),
    )


def _told(zh: str, en: str, brief: Brief) -> str:
    return en if brief.language == "en" else in_script(zh, brief.language, brief.shop.style.traditional)


def _passage(passage: Passage) -> _Offered:
    return _Offered(passage.id, passage.title, passage.text, passage.source, reviewed=False)


def _inputs(brief: Brief) -> dict[str, Any]:
    """Every input of the prompts; each template uses those it declares."""
    request, offered = brief.request, _offered(brief)
    review = request.review
    return {
        "shop": brief.shop,
        "language": brief.language,
        "stage": brief.stage,
        "mood": brief.mood,
        "sentiment": brief.sentiment,
        "greet": brief.greet,
        "agent": request.agent,
        "facts": _known(asdict(request.facts)),
        "cards": [item for item in offered if item.reviewed],
        "passages": [item for item in offered if not item.reviewed],
        "matters": [matter.text for matter in brief.matters],
        "points": brief.points,
        "conversation": [asdict(turn) for turn in request.turns],
        "review": _known(asdict(review)) if review else {},
        "stars": review.stars if review else None,
        "instruction": request.instruction,
    }


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those nothing is known of."""
    nested = {key: _known(value) if isinstance(value, Mapping) else value for key, value in values.items()}
    return {key: value for key, value in nested.items() if value not in (None, (), [], {}, "")}


def _still_there(brief: Brief) -> list[Finding]:
    """The findings of the text to be repaired: earlier tries' offsets would point at other words."""
    text = "\n".join(brief.previous)
    there = [finding for finding in brief.findings if text[finding.start : finding.end] == finding.text]
    return there or list(brief.findings)


# What comes out --------------------------------------------------------------------------------------


def _missing_facts(answer: Answer) -> tuple[str, ...]:
    """Facts the model lacked, as short lines: unchecked text must not reach the agent this way."""
    lines = (" ".join(fact.split())[:_MISSING_FACT_LENGTH] for fact in answer.missing_facts)
    return tuple(dict.fromkeys(filter(None, lines)))[:_MISSING_FACTS]


def _answered(points: tuple[Point, ...], answer: Answer) -> tuple[Point, ...]:
    return tuple(replace(point, answered=number in answer.answered) for number, point in enumerate(points, 1))
