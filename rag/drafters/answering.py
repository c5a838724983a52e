"""Finds what the cards have to say to a matter, whatever the channel."""

from __future__ import annotations

from dataclasses import dataclass

from rag.domain import Card
from rag.drafters.drafter import Matter
from rag.drafters.wording import Said, Speaker

SECOND_CHOICE = 0.6
"""Share of the best score that a card needs to speak where the best one may not."""


@dataclass(frozen=True)
class Answer:
    """What is said to one matter, and the card it rests on."""

    matter: Matter
    card: Card
    said: Said


def answer_to(matter: Matter, speaker: Speaker, used: set[str]) -> Answer | None:
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
