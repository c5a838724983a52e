"""What a card may say in every situation it tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evals.situations import views
from rag.conditions import View
from rag.domain import Card, Language, Wording
from rag.drafters.asking import asking
from rag.drafters.wording import Speaker
from rag.needs import load_needs
from rag.phrases import load_phrases
from rag.shops import Shop

_KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
NEEDS = load_needs(_KNOWLEDGE / "needs.yaml")
PHRASES = load_phrases(_KNOWLEDGE / "phrases")
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")


def said(card: Card, shop: Shop) -> Iterator[tuple[Wording, str, View, Language]]:
    """Each wording as it may be sent, with what was known; the same text in the same case only once."""
    seen: set[object] = set()
    for language in LANGUAGES:
        for view in views(card, shop, language == "en"):
            for wording, text in sayable(card, view, language):
                facts = view.facts
                case = (text, language, facts.cause, facts.freight_insurance, facts.days_since_signed)
                if case not in seen:
                    seen.add(case)
                    yield wording, text, view, language


def sayable(card: Card, view: View, language: Language) -> list[tuple[Wording, str]]:
    """The wordings the drafter may say, slots filled; English with a Chinese value in it is none."""
    held = [say for say in card.say if view.holds(say.when)] if view.holds(card.when) else []
    return [(say, text) for say in held if (text := _spoken(say, view, language))]


def _spoken(wording: Wording, view: View, language: Language) -> str | None:
    """Answer, request for all that is needed, and what happens then, as a reply that knows nothing puts them."""
    speaker = Speaker(view, language, view.shop.style, "", lambda _: False, needs=NEEDS)
    said = speaker.say([replace(wording, when={})], "")
    if said is None:
        return None
    rest = asking(wording.need, said.then, speaker, PHRASES)
    return f"{said.text} {rest}".strip() if language == "en" else said.text + rest
