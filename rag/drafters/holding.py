"""Answers what no card or fact covers: what is looked up or done, named in a word, and that we report back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.domain import Card
from rag.drafters.answering import Answer
from rag.drafters.drafter import Brief, Matter
from rag.drafters.wording import Speaker
from rag.phrases import Phrases
from rag.synonyms import troubled
from rag.talk.acts import GO_ON
from rag.talk.deeds import deed_asked
from rag.talk.echo import echoed
from rag.talk.subjects import subject_of
from rag.talk.words import QUESTION
from rag.text import fold
from rag.understanding import questions


@dataclass(frozen=True)
class Standing:
    """Cards that answers rest on where search finds none: nothing covers the matter, or the catalogue does."""

    holding: Card
    upset: Card
    catalogue: Card


def holding(matter: Matter, brief: Brief, speaker: Speaker, phrases: Phrases, standing: Standing) -> Answer:
    """The reply to a matter that no card surely covers: known facts of its topic, else what we do about it."""
    folded = fold(matter.text).text
    upset = brief.mood in {"angry", "threatening"}
    if brief.status and (told := speaker.say(brief.status.say, brief.status.id)) and told.particular:
        return Answer(matter, brief.status, told)
    asked_for = brief.earlier[0] if brief.act in GO_ON and brief.earlier else folded
    given = _given(asked_for, brief)
    if upset and not given.keys() & {"deed", "topic"}:
        return _by_card(matter, standing.upset, speaker)
    if brief.greet and not given and QUESTION.search(folded) is None:
        return _by_card(matter, standing.holding, speaker)
    view = replace(brief.view, given=given | ({"troubled": "yes"} if _suffers(folded) and not upset else {}))
    lead = speaker.phrase(phrases, "told", view) if brief.act == "matter" and "deed" not in given else ""
    said = speaker.insist(phrases["acting"], "acting", view)
    said = said if brief.greet else replace(said, need=())  # in the middle of a talk the order is open
    asked = echoed((part.text for part in questions(matter.text)), matter.text, brief.language)
    return Answer(matter, standing.holding, replace(said, text=lead), open=(asked,) if asked else ())


def _suffers(folded: str) -> bool:
    """Whether a trouble is told, rather than asked about."""
    return troubled(folded) and QUESTION.search(folded) is None


def _given(asked_for: str, brief: Brief) -> dict[str, str]:
    """What is asked to be done, or what it is about, and its name."""
    named = (subject_of(text, brief.language) for text in (asked_for, *brief.earlier[:1]))
    found = {"deed": deed_asked(asked_for), "subject": next(filter(None, named), None)}
    if found["deed"] is None:
        found["topic"] = brief.topic
    return {name: value for name, value in found.items() if value is not None}


def _by_card(matter: Matter, card: Card, speaker: Speaker) -> Answer:
    return Answer(matter, card, speaker.insist(card.say, card.id))
