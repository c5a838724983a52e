"""From a model's answer to a draft, over real HTTP: what is caught goes back, precisely, and is put right."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from evals.local_model import Answer, LocalModel
from rag.domain import Draft, Request, Turn
from rag.drafters.llm import LlmDrafter
from rag.drafters.providers import models
from rag.settings import Settings
from rag.wiring import Wanyan, telling

ASK = Request("chat", (Turn("customer", "发顺丰要补多少钱"),))
PRICES = "发顺丰的话，江浙沪14元，其他地区22元，您收货在哪个城市？"
CARD = "carrier-sf-express"


def said(*segments: tuple[str, list[str]], next_steps: tuple[str, ...] = ()) -> Answer:
    body = {"segments": [{"text": text, "cards": cards} for text, cards in segments], "next_steps": next_steps}
    return Answer(json.dumps(body, ensure_ascii=False))


async def drafted(built: Wanyan, model: LocalModel, request: Request = ASK) -> Draft:
    """A draft in a shop whose profile says nothing of prices, so that only a card does."""
    chosen = models(Settings(llm_base_url=model.base_url, llm_model="local", llm_api_key=SecretStr("k")))
    assert chosen is not None
    drafter = LlmDrafter(chosen.main, telling(built.settings, built.checker))
    shop = replace(built.shops["handbook"], terms={})
    offline = built.drafting.drafters[-1]
    drafting = replace(built.drafting, drafters=(drafter, offline), shops={"handbook": shop})
    return await drafting.draft(request)


@pytest.fixture(autouse=True)
def _nothing_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an endpoint can do is found out anew: another test may have had its port."""
    monkeypatch.setenv("WANYAN_DATA", str(tmp_path))


@pytest.fixture
def steps(built: Wanyan) -> tuple[str, ...]:
    card = built.index.card(CARD)
    assert card is not None
    return tuple(step.text for step in card.do if not step.when)


async def test_a_segment_with_its_card_is_a_draft_with_its_source(built: Wanyan, steps: tuple[str, ...]) -> None:
    with LocalModel([said((PRICES, [CARD]), next_steps=(steps[0], "给客户打折"))]) as model:
        draft = await drafted(built, model)
    assert (draft.segments, draft.made_by.drafter, draft.made_by.repairs) == ((PRICES,), "llm", 0)
    assert [citation.card for citation in draft.citations] == [CARD]
    assert draft.next_steps == (steps[0],)
    assert draft.made_by.prompt == "reply@3"


async def test_a_fact_without_its_card_goes_back_with_the_card_to_name(built: Wanyan) -> None:
    with LocalModel([said(("您好。", [CARD]), (PRICES, [])), said(("您好。", []), (PRICES, [CARD]))]) as model:
        draft = await drafted(built, model)
    assert (draft.segments, draft.made_by.repairs) == (("您好。", PRICES), 1)
    assert draft.made_by.prompt == "reply@3+repair@2"
    *_, before, repair = (message["content"] for message in model.calls[1].body["messages"])
    assert json.loads(before)["segments"][1] == {"text": PRICES, "cards": []}
    at = PRICES.index("14元")
    for words in ("ungrounded-fact", "必须改", f"第 2 段，第 {at + 1} 到第 {at + 3} 个字", f"引用卡片 {CARD}"):
        assert words in repair


async def test_it_goes_back_twice_at_most_and_then_the_script_is_said(built: Wanyan) -> None:
    invented = "给您打五折，今天下单只要20元。"
    with LocalModel([said((invented, [CARD]))]) as model:
        draft = await drafted(built, model)
    assert len(model.calls) == 3
    assert (draft.made_by.drafter, draft.made_by.fallback) == ("offline", "rules")
    assert draft.status == "ready"
    assert invented not in draft.text


async def test_the_beginning_is_the_same_for_every_call_of_a_shop(built: Wanyan) -> None:
    other = Request("chat", (Turn("customer", "退货运费谁出"),), agent="9", instruction="短一点")
    with LocalModel([said(("您好。", [])), said((PRICES, [])), said((PRICES, [CARD]))]) as model:
        await drafted(built, model, other)
        await drafted(built, model)
    standing = {call.body["messages"][0]["content"] for call in model.calls}
    assert len(model.calls) == 3
    assert len(standing) == 1, "drafts and repairs begin alike, so that endpoints have it in their caches"
