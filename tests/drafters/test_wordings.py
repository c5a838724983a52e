"""A model that says approved wordings, and names their card, gets through the gate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.briefing import brief_for
from rag.cards import load_cards
from rag.domain import Card, Hit, Request, Turn
from rag.drafters.drafter import Brief, Matter
from rag.drafters.offered import offered
from rag.drafters.told import Told
from rag.guardrails.rule import Cited, Context
from rag.settings import Settings
from rag.wiring import Wanyan, telling

CHAT = Request("chat", (Turn("customer", "你好，问一下"),))
PUBLIC = "review-"
"""Cards of this kind speak in public replies."""


@pytest.fixture(scope="module")
def cards(built: Wanyan) -> tuple[Card, ...]:
    return load_cards(built.settings.knowledge / "cards")


def test_an_approved_wording_passes_for_a_model_too(built: Wanyan, cards: tuple[Card, ...]) -> None:
    told = telling(Settings(), built.checker)
    brief = brief_for(CHAT, built.shops["handbook"], None, built.index)
    caught: list[tuple[str, str, str]] = []
    said = 0
    for card in cards:
        if card.id.startswith(PUBLIC):
            continue
        about = replace(brief, matters=(Matter("问一下", (Hit(card, 1.0),)),), status=None)
        context = _resting_on(about, told.tell(about))
        for wording in (wording for item in offered(about) for wording in item.wordings):
            said += 1
            found = built.checker.check(wording, context).findings
            caught += [(card.id, finding.rule, finding.text) for finding in found if finding.level == "error"]
    assert said > 400
    assert not caught


def _resting_on(brief: Brief, told: Told) -> Context:
    items = offered(brief)
    return Context(
        shop=brief.shop,
        turns=brief.request.turns,
        knowledge=tuple(text for item in items for text in item.grounds),
        cards={item.id: item.grounds for item in items},
        cited=(Cited(10_000, tuple(item.id for item in items)),),
        confidential=told.confidential,
    )
