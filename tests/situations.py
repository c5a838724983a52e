"""What a card may say in every situation it tells apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from pathlib import Path

from evals.situations import paths, views
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

Said = tuple[Wording, str, View, Language]


def said(card: Card, shop: Shop) -> Iterator[Said]:
    """Each wording as it may be sent, with what was known; the same text in the same case only once."""
    lines = [Line(replace(card, say=(wording,), do=())) for wording in card.say]
    seen: set[Hashable] = set()
    for languages in (LANGUAGES[:2], LANGUAGES[2:]):
        for view in views(card, shop, "en" in languages):
            facts = view.facts
            for language in languages:
                for wording, text in chain.from_iterable(line.sayable(view, language) for line in lines):
                    case = (text, language, facts.cause, facts.freight_insurance, facts.days_since_signed)
                    if case not in seen:
                        seen.add(case)
                        yield wording, text, view, language


class Line:
    """A card of one wording in one shop: where all it looks at is the same it says the same, so it is said once."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._look = looking(card)
        self._said: dict[Hashable, list[tuple[Wording, str]]] = {}

    def sayable(self, view: View, language: Language) -> list[tuple[Wording, str]]:
        """What `sayable` tells, remembered."""
        looked_at = language, self._look(view)
        if looked_at not in self._said:
            self._said[looked_at] = sayable(self._card, view, language)
        return self._said[looked_at]


def looking(card: Card) -> Callable[[View], Hashable]:
    """Reads of a situation all that the card, what its wordings need and the words that ask for it look at."""
    around = (*PHRASES["send"], *PHRASES["tell"])
    needed = {path for say in card.say for name in say.need for path in NEEDS[name].facts}
    wanted = paths(replace(card, say=(*card.say, *around))) | needed
    read = attrgetter("agent", "facts.now", *sorted(filter(_is_attribute, wanted)))
    return lambda view: (*read(view), frozenset(view.facts.product.attributes.items()))


def _is_attribute(path: str) -> bool:
    """Whether it is read by attributes alone; a shop's terms stay the same, and the product's are read whole."""
    return path.startswith(("facts.", "case.", "shop.")) and not path.startswith("facts.product.attributes.")


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
