"""Asks for what is still needed, in one sentence however many answers need it, and says what happens then."""

from __future__ import annotations

from dataclasses import replace

from rag.domain import Language
from rag.drafters.wording import Speaker
from rag.needs import noun
from rag.phrases import Phrases
from rag.text import in_script


def asking(needs: tuple[str, ...], then: str, speaker: Speaker, phrases: Phrases) -> str:
    """The request for these needs followed by what happens then; the latter alone where nothing is needed."""
    wanted = tuple(dict.fromkeys(needs))
    nouns = [name for name in wanted if not speaker.needs[name].is_question]
    questions = "".join(_spoken(name, speaker) for name in wanted if speaker.needs[name].is_question)
    request = _request(nouns, speaker, phrases)
    if speaker.language == "en":
        return " ".join(filter(None, [f"{request}." if request else "", questions, then]))
    if not request or questions:
        return (f"{request}。" if request else "") + questions + then
    return f"{request}，{then}" if then else f"{request}。"


def _request(names: list[str], speaker: Speaker, phrases: Phrases) -> str:
    """What is to be sent and what is to be told, without a final mark."""
    sent = [_spoken(name, speaker) for name in names if not speaker.needs[name].tell]
    told = [_spoken(name, speaker) for name in names if speaker.needs[name].tell]
    sentences = [
        speaker.phrase(phrases, phrase, replace(speaker.view, given={"needs": _listed(nouns, speaker.language)}))
        for phrase, nouns in (("send", sent), ("tell", told))
        if nouns
    ]
    return (". " if speaker.language == "en" else "，").join(sentences)


def _spoken(name: str, speaker: Speaker) -> str:
    text = noun(name, speaker.needs[name], speaker.language)
    return in_script(text, speaker.language, speaker.style.traditional)


def _listed(nouns: list[str], language: Language) -> str:
    """A, B and C."""
    comma, last = (", ", " and ") if language == "en" else ("、", "和")
    return last.join(filter(None, [comma.join(nouns[:-1]), nouns[-1]]))
