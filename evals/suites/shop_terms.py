"""The suite of the shops' terms: what a profile has customers told by the cards, and models by the prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from pydantic import Field, field_validator

from evals.cases import CASES, Case
from evals.suite import Judgement, Suite, Task
from rag.cards import load_card
from rag.conditions import View, case_of
from rag.domain import Card, Channel, Facts, Request, Review, Turn
from rag.drafters.drafter import Brief
from rag.drafters.told import Telling
from rag.drafters.wording import Speaker
from rag.needs import Needs, load_needs
from rag.settings import Settings
from rag.shops import Shop, shop_named
from rag.wiring import build_checking, telling

Texts = Mapping[str, Sequence[str]]
"""By shop, all that may be said."""


class TermsCase(Case):
    """What must be said under a profile, and what must not, by a card or by the prompt of a channel."""

    shops: tuple[str, ...] = Field(min_length=1, description="The profiles it holds for (knowledge/shops).")
    card: str | None = Field(
        None, description="The card whose wordings are looked at, by its id; else a prompt is."
    )
    channel: Channel = Field("chat", description="Whose prompt is looked at where no card is named.")
    facts: Facts = Field(default=Facts(), description="What the order system knows.")
    says: tuple[str, ...] = Field((), description="Regular expressions that every text has to have.")
    says_not: tuple[str, ...] = Field((), description="Regular expressions that no text may have.")

    @field_validator("says", "says_not")
    @classmethod
    def _expressions(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return patterns


class ShopTerms(Suite[TermsCase, Texts]):
    """Every wording that may be said in a case, under every profile that it holds for."""

    name = "shop-terms"
    harm = "customers are told terms that are not the shop's: who pays, how many days, what is insured"
    case = TermsCase
    files = (CASES / "shop-terms.yaml",)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[TermsCase, Texts]]:
        """The wordings of the card that hold, or what the prompt says first."""
        checking = build_checking(settings)
        models_told = telling(settings, checking.checker)
        needs = load_needs(settings.knowledge / "needs.yaml")

        async def say(case: TermsCase) -> Texts:
            shops = [shop_named(checking.shops, name) for name in case.shops]
            if case.card is None:
                return {shop.id: [_prompt(case, shop, models_told)] for shop in shops}
            card = load_card(settings.knowledge / "cards" / f"{case.card}.md")
            return {
                shop.id: _wordings(card, View(case.facts, shop, case_of(case.facts, shop)), needs) for shop in shops
            }

        yield say

    def judge(self, case: TermsCase, output: Texts) -> Judgement:
        """Right where every text has all it should have and nothing it should not."""
        source = case.card or f"the prompt for a {case.channel}"
        problems = [
            f"under {shop} {source} {problem} ({case.why})"
            for shop, texts in output.items()
            for problem in (_problems(case, texts) if texts else ["says nothing at all"])
        ]
        said = [text for texts in output.values() for text in texts] if case.card else []
        return Judgement(tuple(dict.fromkeys(problems)), said="\n".join(dict.fromkeys(said)))


def _problems(case: TermsCase, texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        shown = f": {text!r}" if case.card else ""
        for pattern in case.says:
            if not re.search(pattern, text):
                yield f"does not say {pattern!r}{shown}"
        for pattern in case.says_not:
            if match := re.search(pattern, text):
                yield f"says {match.group()!r}{shown}"


def _wordings(card: Card, view: View, needs: Needs) -> list[str]:
    """All wordings among which one is chosen, each with what it asks for and what follows."""
    speaker = Speaker(view, "zh-Hans", view.shop.style, "", lambda text: False, needs=needs)
    turns = (speaker.say(card.say, card.id, turn=turn) for turn in range(len(card.say)))
    return list(dict.fromkeys(" ".join((said.text, *said.need, said.then)) for said in turns if said))


def _prompt(case: TermsCase, shop: Shop, models_told: Telling) -> str:
    """What a model is told of the shop before it is told of the case."""
    asked = (Turn("customer", "在吗"),) if case.channel == "chat" else ()
    review = Review("很好") if case.channel == "review" else None
    request = Request(case.channel, turns=asked, review=review, facts=case.facts)
    view = View(case.facts, shop, case_of(case.facts, shop))
    brief = Brief(request, shop, view, "zh-Hans", "after-sales", "neutral", "calm", (), greet=False)
    return models_told.tell(brief).messages[0][1]
