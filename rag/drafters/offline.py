"""Composes a reply from the cards' approved wordings: no network, and the same request gives the same reply."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from rag.conditions import Mood, View
from rag.domain import Card, Citation, Passage, Point
from rag.drafters.drafter import Brief, Matter, Proposal
from rag.drafters.wording import Said, Speaker
from rag.phrases import Phrases
from rag.text import reading_length, sentence_spans
from rag.understanding import given_in

SECOND_CHOICE = 0.6
"""Share of the best score that a card needs to speak where the best one may not."""
_TONES = {"positive": "positive", "neutral": "mixed", "negative": "negative", "mixed": "mixed"}
"""How a public reply opens: what is neither praise nor complaint is thanked for as a fair word."""
_SELF_CONTAINED = frozenset({"farewell"})
"""Topics whose wordings take leave themselves."""


@dataclass(frozen=True)
class Answer:
    """What is said to one matter, and the card it rests on."""

    matter: Matter
    card: Card
    said: Said


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

    def __init__(self, phrases: Phrases, standing: Standing) -> None:
        self._phrases = phrases
        self._standing = standing

    async def draft(self, brief: Brief) -> Proposal:
        """Compose the reply; a brief with findings gets other wordings than those that were caught."""
        speaker = _speaker(brief)
        answers = self._answers(brief, speaker)
        if brief.request.channel == "review":
            segments, points = self._review(brief, speaker, answers), _answered(brief, answers)
        else:
            segments, points = self._chat(brief, speaker, answers), ()
        return Proposal(
            segments=segments,
            citations=(*map(_citation, answers), *_unreviewed(brief.matters)),
            next_steps=_next_steps(brief.view, answers),
            missing_facts=_distinct(ask for answer in answers for ask in answer.said.ask),
            points=points,
        )

    def _answers(self, brief: Brief, speaker: Speaker) -> tuple[Answer, ...]:
        found: list[Answer] = []
        for matter in brief.matters:
            answer = _answer(matter, speaker, {answer.card.id for answer in found})
            if answer is not None:
                found.append(answer)
        if not found and brief.request.channel == "chat":
            whole = Matter(brief.request.customer_text, ())
            card = self._standing.card_for(whole.text, brief.mood)
            said = speaker.say(card.say, card.id)
            found = [Answer(whole, card, said)] if said else []
        return tuple(found)

    # Chat --------------------------------------------------------------------------------------------

    def _chat(self, brief: Brief, speaker: Speaker, answers: tuple[Answer, ...]) -> tuple[str, ...]:
        english = brief.language == "en"
        parts = [self._opening(brief, speaker, answers)]
        for number, answer in enumerate(answers):
            link = self._phrase("also", speaker, turn=number) if number else ""
            parts.append(f"{link} {answer.said.text}".strip() if english else link + answer.said.text)
        if not _stands_alone(answers) and not _ends_warmly(answers):
            parts.append(self._phrase("closing", speaker))
        segments = in_segments(tuple(filter(None, parts)), brief.shop.style.segment_length, english)
        return self._apologised(brief, speaker, segments)

    def _opening(self, brief: Brief, speaker: Speaker, answers: tuple[Answer, ...]) -> str:
        if _stands_alone(answers):
            return ""
        return self._phrase("greeting" if brief.greet else "comfort", speaker)

    def _apologised(self, brief: Brief, speaker: Speaker, segments: tuple[str, ...]) -> tuple[str, ...]:
        """Open with the shop's apology where the check asked for it."""
        if not segments or all(finding.rule != "refusal-opening" for finding in brief.findings):
            return segments
        return (self._phrase("refusal_opening", speaker) + segments[0], *segments[1:])

    def _phrase(self, name: str, speaker: Speaker, view: View | None = None, turn: int = 0) -> str:
        said = speaker.say(self._phrases[name], name, view, turn)
        return said.text if said else ""

    # Review ------------------------------------------------------------------------------------------

    def _review(self, brief: Brief, speaker: Speaker, answers: tuple[Answer, ...]) -> tuple[str, ...]:
        tone = _TONES[brief.sentiment]
        parts = [self._phrase(f"review_opening_{tone}", speaker)]
        parts += [answer.said.text for answer in answers]
        if tone == "positive":
            parts.append(self._selling_point(brief, speaker))
        parts.append(self._phrase(f"review_closing_{'positive' if tone == 'positive' else 'negative'}", speaker))
        limit = brief.shop.style.review_length
        return (_within(tuple(filter(None, parts)), limit, " " if brief.language == "en" else ""),)

    def _selling_point(self, brief: Brief, speaker: Speaker) -> str:
        """One true thing about the product for those who read along; nothing where the facts name none."""
        known = (*brief.request.facts.product.selling_points, *brief.request.facts.promotions)
        if not known:
            return ""
        return self._phrase("review_selling_point", speaker, view=replace(brief.view, given={"point": known[0]}))


def _speaker(brief: Brief) -> Speaker:
    caught = [finding.text for finding in brief.findings if finding.level == "error" and finding.text]
    said = "\n".join(turn.text for turn in brief.request.turns if turn.role == "agent")
    return Speaker(
        view=brief.view,
        language=brief.language,
        style=brief.shop.style,
        seed=f"{brief.request.customer_text}|{len(brief.request.turns)}|{brief.request.shop}",
        refused=lambda text: text in said or any(flaw in text for flaw in caught),
        given=given_in(brief.request),
    )


def _answer(matter: Matter, speaker: Speaker, used: set[str]) -> Answer | None:
    """What the best card has to say to the matter; the next card's words where those were refused."""
    for hit in matter.hits:
        card = hit.item
        if hit.score < SECOND_CHOICE * matter.hits[0].score:
            return None
        if not isinstance(card, Card) or not speaker.view.holds(card.when):
            continue
        if card.id in used:
            return None
        said = speaker.say(card.say, card.id)
        if said is not None:
            return Answer(matter, card, said)
    return None


def _answered(brief: Brief, answers: tuple[Answer, ...]) -> tuple[Point, ...]:
    """The review's points, marked where an answer speaks to them: one card may answer several."""
    cards = {answer.card.id for answer in answers}
    spoken_to = {answer.matter.text for answer in answers}
    spoken_to |= {matter.text for matter in brief.matters if matter.hits and matter.hits[0].item.id in cards}
    topics = {topic for answer in answers for topic in answer.card.topics}
    return tuple(
        replace(point, answered=point.text in spoken_to or f"review-{point.polarity}" in topics)
        for point in brief.points
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


def _stands_alone(answers: tuple[Answer, ...]) -> bool:
    return len(answers) == 1 and not _SELF_CONTAINED.isdisjoint(answers[0].card.topics)


def _ends_warmly(answers: tuple[Answer, ...]) -> bool:
    return bool(answers) and "抱歉" in answers[-1].said.text


# Layout ----------------------------------------------------------------------------------------------


def in_segments(parts: tuple[str, ...], limit: int, spaced: bool) -> tuple[str, ...]:
    """Parts as chat messages of at most `limit` characters: short ones joined, long ones split at sentences."""
    segments: list[str] = []
    for part in parts:
        for piece in _pieces(part, limit, spaced):
            joined = f"{segments[-1]}{' ' if spaced else ''}{piece}" if segments else ""
            if joined and reading_length(joined) <= limit // 2:
                segments[-1] = joined
            else:
                segments.append(piece)
    return tuple(segments)


def _pieces(part: str, limit: int, spaced: bool) -> list[str]:
    if reading_length(part) <= limit:
        return [part]
    pieces: list[str] = []
    for start, end in sentence_spans(part):
        sentence = part[start:end]
        joined = f"{pieces[-1]}{' ' if spaced else ''}{sentence}" if pieces else sentence
        if pieces and reading_length(joined) <= limit:
            pieces[-1] = joined
        else:
            pieces.append(sentence)
    return pieces


def _within(parts: tuple[str, ...], limit: int, space: str) -> str:
    """Opening, as many of the parts as fit, and the closing."""
    opening, *middle, closing = parts if len(parts) > 1 else (*parts, "")
    kept = [opening]
    for part in middle:
        if sum(map(len, kept)) + len(part) + len(closing) + len(kept) <= limit:
            kept.append(part)
    return space.join([*kept, closing]).strip()
