"""Finds what the cards have to say to a matter, whatever the channel."""

from __future__ import annotations

from dataclasses import dataclass

from rag.domain import Card, Hit
from rag.drafters.drafter import Matter
from rag.drafters.wording import Said, Speaker
from rag.talk.words import QUESTION
from rag.text import fold

FIRST, LATER, PARTICULAR = 0.08, 0.15, 0.06
"""Likelihood from which a card is sure: in a first message, amid a talk, where it tells facts of the case.
On labelled moments of real chats the best card is right 7 times in 10 from 0.1 on, 8 times from 0.2 on."""
AGREED = 0.1
"""The same amid a talk that is about the card's topic."""
BESIDE = 0.3
"""The same for what would be said beside another answer, or beside the topic of the talk: the reply does well
without it."""
GOES_ON = 0.25
"""The same for the matter spoken of before, whose answer was held up by a question of ours."""
NEAR_AN_ASK = 0.6
"""Score of a message that is almost one of the card's asks."""
SECOND_CHOICE = 0.6
"""Share of the best score that a card needs to speak where the best one may not."""

_WHAT_IT_IS = "具体情况"
"""The need to hear what it is about: nobody is asked so who put a question, or in the middle of a talk."""


@dataclass(frozen=True)
class Answer:
    """What is said to one matter, and the card it rests on."""

    matter: Matter
    card: Card
    said: Said
    hit: Hit | None = None
    """How the card was found; None where it was not searched for."""
    open: tuple[str, ...] = ()
    """Questions it leaves to be looked up: they stand in `missing_facts`."""


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
            return Answer(matter, card, said, hit)
    return None


def is_sure(answer: Answer, first: bool, goes_on: bool, second: bool = False, topic: str | None = None) -> bool:
    """Whether the card is surely meant: the less the message says of itself, the surer it must be.

    `first`: the shop has not spoken yet; `goes_on`: the message only answers; `topic`: of the talk. A wording
    for this very case needs less: it tells facts. Better to look up what is not sure than to answer beside it.
    """
    hit = answer.hit
    if _WHAT_IT_IS in answer.said.need and (not first or QUESTION.search(fold(answer.matter.text).text)):
        return False
    if hit is None or hit.score >= 1.0:
        return True
    if answer.said.particular and not goes_on:
        return hit.likelihood >= PARTICULAR
    if hit.score >= NEAR_AN_ASK and not goes_on and (first or topic is None or topic in answer.card.topics):
        return hit.likelihood >= (PARTICULAR if first else FIRST)
    if goes_on:
        return answer.said.particular or (hit.likelihood >= GOES_ON and not answer.said.need)
    agrees = topic in answer.card.topics
    beside = second or (topic and not agrees and not first)
    return hit.likelihood >= (BESIDE if beside else FIRST if first else AGREED if agrees else LATER)
