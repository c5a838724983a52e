"""What a draft costs is told and booked, and a shop that has spent its day's budget gets offline drafts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.local_model import Answer, LocalModel, reply
from rag.domain import Draft, Request, Turn
from rag.endpoint.ledger import Accounts, Ledger
from rag.endpoint.usage import Prices
from rag.errors import SettingError
from rag.settings import Settings
from rag.wiring import Wanyan, accounts_of, build

ASK = Request("chat", turns=(Turn("customer", "东西坏了能退吗"),))
GOOD = reply("请您拍张照片发给我，我马上帮您核实。")
CAUGHT = reply("不能退的哦。")


def settings(**given: Any) -> Settings:
    """Settings as they are read, whatever a developer's `.env` says."""
    return Settings(**{"_env_file": None, **given})


def wanyan_at(model: LocalModel, data: Path, **more: Any) -> Wanyan:
    """Wanyan that asks the local model, over an index that tests share."""
    return build(settings(llm_base_url=model.base_url, llm_model="one", data=data, **more))


def priced(built: Wanyan, folder: Path, daily: Decimal | None = None) -> Wanyan:
    """The same with a ledger of its own and prices: 1 for a million tokens of prompts, 4 for those of answers."""
    prices = Prices(Decimal(1), Decimal(4), Decimal("0.1"))
    accounts = Accounts(Ledger(folder / "ledger.sqlite"), prices, daily)
    return replace(built, drafting=replace(built.drafting, accounts=accounts))


def spent_in(wanyan: Wanyan, shop: str = "handbook") -> Decimal:
    accounts = wanyan.drafting.accounts
    return accounts.ledger.spent(shop, accounts.day(wanyan.shops[shop].time_zone)).cost


async def test_a_draft_tells_what_all_its_calls_used(data: Path, tmp_path: Path) -> None:
    with LocalModel([CAUGHT, GOOD]) as model:
        wanyan = priced(wanyan_at(model, data), tmp_path)
        draft = await wanyan.draft(ASK)
    used = draft.made_by.usage
    assert used is not None
    assert draft.made_by.repairs == 1
    assert used.prompt == sum(len(call.prompt) for call in model.calls)
    assert used.completion == len(CAUGHT.content) + len(GOOD.content)
    assert used.cached > 0, "the repair begins as the first prompt did"
    money = (used.prompt - used.cached) * Decimal(1) + used.cached * Decimal("0.1") + used.completion * Decimal(4)
    assert used.cost is not None
    assert Decimal(used.cost) == money / 1_000_000 == spent_in(wanyan)


async def test_what_came_to_nothing_is_paid_for_too(data: Path, tmp_path: Path) -> None:
    with LocalModel([CAUGHT]) as model:
        wanyan = priced(wanyan_at(model, data), tmp_path)
        draft = await wanyan.draft(ASK)
    assert (draft.made_by.drafter, draft.made_by.fallback) == ("offline", "rules")
    assert draft.made_by.usage is not None
    assert spent_in(wanyan) > 0


async def test_without_prices_tokens_are_told_and_money_is_not(data: Path) -> None:
    with LocalModel([GOOD]) as model:
        draft = await wanyan_at(model, data).draft(ASK)
    assert draft.made_by.usage is not None
    assert draft.made_by.usage.cost is None


async def test_a_draft_without_a_model_used_nothing(built: Wanyan) -> None:
    assert (await built.draft(ASK)).made_by.usage is None


async def test_a_spent_budget_makes_drafts_offline_for_that_shop_alone(data: Path, tmp_path: Path) -> None:
    with LocalModel([GOOD]) as model:
        wanyan = priced(wanyan_at(model, data), tmp_path, daily=Decimal("0.000001"))
        drafts = [await wanyan.draft(ASK), await wanyan.draft(ASK)]
        made = len(model.calls)
        other = await wanyan.draft(replace(ASK, shop="return-leg"))
    assert [_how(draft) for draft in drafts] == [("llm", None), ("offline", "budget")]
    assert drafts[1].status == "ready"
    assert made == 1, "who has spent the budget asks nobody"
    assert _how(other) == ("llm", None)


async def test_a_draft_that_is_given_up_has_spent_what_it_has(data: Path, tmp_path: Path) -> None:
    with LocalModel([CAUGHT, Answer(hangs=True)]) as model:
        wanyan = priced(wanyan_at(model, data), tmp_path)
        work = asyncio.create_task(wanyan.draft(ASK))
        while len(model.calls) < 2:  # noqa: ASYNC110 - the model answers from a thread of its own
            await asyncio.sleep(0.01)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
    assert spent_in(wanyan) > 0


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"llm_price_input": "1"}, "WANYAN_LLM_PRICE_OUTPUT"),
        ({"llm_price_cached": "1"}, "WANYAN_LLM_PRICE_INPUT"),
        ({"llm_daily_budget": "1"}, "WANYAN_LLM_PRICE_INPUT"),
    ],
)
def test_half_a_price_is_refused(given: dict[str, Any], missing: str) -> None:
    with pytest.raises(SettingError, match=missing):
        accounts_of(settings(**given))


def test_prices_and_budget_come_from_the_settings(tmp_path: Path) -> None:
    given = {"llm_price_input": "0.27", "llm_price_output": "1.1", "llm_daily_budget": "5"}
    accounts = accounts_of(settings(data=tmp_path, **given))
    assert accounts.prices == Prices(Decimal("0.27"), Decimal("1.1"))
    assert accounts.daily == 5
    assert (tmp_path / "ledger.sqlite").is_file()


def _how(draft: Draft) -> tuple[str, str | None]:
    return draft.made_by.drafter, draft.made_by.fallback
