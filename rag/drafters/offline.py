"""Composes a reply from the cards' approved wordings: no network, and the same request gives the same reply."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rag.conditions import Mood, View
from rag.domain import Card, Citation, Passage
from rag.drafters.answering import Answer, answer_to
from rag.drafters.chat_reply import chat_reply
from rag.drafters.drafter import Brief, Matter, Proposal
from rag.drafters.review_reply import review_reply
from rag.drafters.wording import Speaker
from rag.needs import Needs
from rag.phrases import Phrases
from rag.understanding import given_in


@dataclass(frozen=True)
class Standing:
    """Cards for what search finds nothing for: messages no card covers, without words, or a number alone."""

    holding: Card
    upset: Card
    wordless: Card
    number_only: Card

    def card_for(self, text: str, mood: Mood) -> Card:
        """The card for a message that nothing was found for."""
        if mood == "angry":
            return self.upset
        if re.search(r"[^\W\d_]", text) is None:
            return self.number_only if re.search(r"\d{5}", text) else self.wordless
        return self.holding


class OfflineDrafter:
    """The drafter every shop has, and falls back on."""

    name: Literal["offline"] = "offline"

    def __init__(self, phrases: Phrases, needs: Needs, standing: Standing) -> None:
        self._phrases = phrases
        self._needs = needs
        self._standing = standing

    async def draft(self, brief: Brief) -> Proposal:
        """Compose the reply; a brief with findings gets other wordings than those that were caught."""
        speaker = self._speaker(brief)
        answers = self._answers(brief, speaker)
        if brief.request.channel == "review":
            reply = review_reply(brief, speaker, answers, self._phrases)
            segments, answers, points = reply.segments, reply.answers, reply.points
        else:
            segments, points = chat_reply(brief, speaker, answers, self._phrases), ()
        return Proposal(
            segments=segments,
            citations=(*map(_citation, answers), *_unreviewed(brief.matters)),
            next_steps=_next_steps(brief.view, answers),
            missing_facts=_distinct(name for answer in answers for name in (*answer.said.ask, *answer.said.need)),
            points=points,
        )

    def _answers(self, brief: Brief, speaker: Speaker) -> tuple[Answer, ...]:
        found: list[Answer] = []
        for matter in brief.matters:
            answer = answer_to(matter, speaker, {answer.card.id for answer in found})
            if answer is not None:
                found.append(answer)
        if not found and brief.request.channel == "chat":
            whole = Matter(brief.request.customer_text, ())
            card = self._standing.card_for(whole.text, brief.mood)
            said = speaker.say(card.say, card.id)
            found = [Answer(whole, card, said)] if said else []
        return tuple(found)

    def _speaker(self, brief: Brief) -> Speaker:
        caught = [finding.text for finding in brief.findings if finding.level == "error" and finding.text]
        said = "\n".join(turn.text for turn in brief.request.turns if turn.role == "agent")
        return Speaker(
            view=brief.view,
            language=brief.language,
            style=brief.shop.style,
            seed=f"{brief.request.customer_text}|{len(brief.request.turns)}|{brief.request.shop}",
            refused=lambda text: text in said or any(flaw in text for flaw in caught),
            given=given_in(brief.request),
            needs=self._needs,
        )


def _citation(answer: Answer) -> Citation:
    card = answer.card
    return Citation(card.id, card.title, answer.said.text, ", ".join(card.source))


def _unreviewed(matters: tuple[Matter, ...]) -> tuple[Citation, ...]:
    """Raw passages that fit a matter best: for the agent to read, never to be said as they are."""
    best = [matter.hits[0].item for matter in matters if matter.hits]
    return tuple(
        Citation(item.id, item.title, item.text, f"{item.source} (unreviewed)")
        for item in best
        if isinstance(item, Passage)
    )


def _next_steps(view: View, answers: tuple[Answer, ...]) -> tuple[str, ...]:
    return _distinct(step.text for answer in answers for step in answer.card.do if view.holds(step.when))


def _distinct(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
