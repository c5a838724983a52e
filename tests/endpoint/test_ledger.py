"""Who has spent how much: exact, by day and shop, in all processes, and never in the way of a draft."""

from __future__ import annotations

import datetime
import multiprocessing
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.local_model import Answer, LocalModel, reply
from rag.endpoint.ledger import Accounts, Entry, Ledger
from rag.endpoint.usage import Prices, Usage, tallying
from rag.errors import ModelError
from tests.endpoint.conftest import MakeModels, ask

DAY = datetime.date(2026, 11, 22)
PRICES = Prices(Decimal("2"), Decimal("8"), Decimal("0.028"))
tokens = st.integers(0, 10_000_000)


# Money -----------------------------------------------------------------------------------------------


def test_tokens_from_a_cache_have_their_own_price() -> None:
    assert PRICES.cost(Usage(1_000_000, 500_000, 250_000)) == Decimal("1") + Decimal("0.014") + Decimal("2")
    assert Prices(Decimal(2), Decimal(8)).cost(Usage(1_000_000, 500_000, 0)) == Decimal(2)


@given(st.lists(st.builds(Usage, tokens, tokens, tokens), max_size=8))
def test_no_money_is_lost_in_the_book(used: list[Usage]) -> None:
    ledger = Ledger()
    for usage in used:
        ledger.book("shop", DAY, Entry(usage, PRICES.cost(usage)))
    found = ledger.spent("shop", DAY)
    assert found.usage == sum(used, Usage())
    assert found.cost == sum(map(PRICES.cost, used), Decimal(0))


# The book --------------------------------------------------------------------------------------------


def test_shops_and_days_are_told_apart(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.book("one", DAY, Entry(Usage(1, 0, 0), Decimal(1)))
    ledger.book("two", DAY, Entry(Usage(2, 0, 0), Decimal(2)))
    ledger.book("one", DAY + datetime.timedelta(1), Entry(Usage(4, 0, 0), Decimal(4)))
    again = Ledger(tmp_path / "ledger.sqlite")
    assert again.spent("one", DAY) == Entry(Usage(1, 0, 0), Decimal(1))
    assert again.spent("three", DAY) == Entry()


def _book(path: Path, times: int) -> None:
    ledger = Ledger(path)
    for _ in range(times):
        ledger.book("shop", DAY, Entry(Usage(3, 1, 1), Decimal("0.000001")))


def test_processes_add_to_the_same_day(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_book, args=(path, 200)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Ledger(path).spent("shop", DAY) == Entry(Usage(1800, 600, 600), Decimal("0.0006"))


def test_a_book_that_cannot_be_opened_is_kept_in_memory(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "ledger.sqlite").write_text("no database at all, but a page of text " * 100)
    ledger = Ledger(tmp_path / "ledger.sqlite")
    ledger.book("shop", DAY, Entry(Usage(1, 0, 0)))
    assert ledger.spent("shop", DAY).usage == Usage(1, 0, 0)
    assert "in memory" in caplog.text


def test_what_cannot_be_written_now_is_written_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.endpoint.database.PATIENCE", 0.01)
    path = tmp_path / "ledger.sqlite"
    ledger = Ledger(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ledger.book("shop", DAY, Entry(Usage(1, 0, 0), Decimal(1)))
    assert ledger.spent("shop", DAY).cost == 1, "a budget counts it all the same"
    other.execute("COMMIT")
    other.close()
    ledger.book("shop", DAY, Entry(Usage(2, 0, 0), Decimal(2)))
    assert Ledger(path).spent("shop", DAY) == Entry(Usage(3, 0, 0), Decimal(3))


# The day's budget ------------------------------------------------------------------------------------


def accounts_at(hour: int, daily: str = "1") -> Accounts:
    at = datetime.datetime(2026, 11, 22, hour, tzinfo=datetime.UTC)
    return Accounts(Ledger(), PRICES, Decimal(daily), lambda: at)


def test_a_day_ends_by_the_shops_clocks() -> None:
    assert accounts_at(15).day("Asia/Shanghai") == DAY
    assert accounts_at(16).day("Asia/Shanghai") == DAY + datetime.timedelta(1)
    assert accounts_at(16).day("UTC") == DAY


def test_what_is_left_of_a_budget() -> None:
    accounts = accounts_at(1)
    assert not accounts.exhausted("shop", DAY)
    accounts.ledger.book("shop", DAY, Entry(Usage(), Decimal("0.99")))
    assert not accounts.exhausted("shop", DAY)
    accounts.ledger.book("shop", DAY, Entry(Usage(), Decimal("0.01")))
    assert accounts.exhausted("shop", DAY)
    assert not accounts.exhausted("other", DAY)
    assert not accounts.exhausted("shop", DAY + datetime.timedelta(1))


async def test_all_calls_of_a_piece_of_work_are_counted(models_at: MakeModels) -> None:
    with LocalModel([reply("一"), Answer(status=503, retry_after="0"), reply("一")]) as model:
        endpoint = models_at(model).main
        with tallying() as tally:
            first = await ask(endpoint)
            second = await ask(endpoint)
        with tallying() as other:
            pass
        await ask(endpoint)
    assert len(model.calls) == 4
    assert tally.usage == first.usage + second.usage
    assert other.usage == Usage()


async def test_a_doubled_call_that_was_answered_is_counted(models_at: MakeModels) -> None:
    with LocalModel([Answer(hangs=True), reply("一")]) as model, tallying() as tally:
        answered = await ask(models_at(model, llm_hedge_seconds=0.05).main)
    assert len(model.calls) == 2
    assert tally.usage == answered.usage != Usage()


async def test_who_has_spent_the_days_budget_makes_no_call(models_at: MakeModels) -> None:
    accounts = accounts_at(1)
    with LocalModel([reply("一" * 200_000), reply("一")]) as model:
        endpoint = models_at(model).main
        with accounts.working("shop", "UTC"):
            await ask(endpoint)  # first 200,000 tokens at 8 a million: paid for, though they could not be used
        with accounts.working("shop", "UTC"), pytest.raises(ModelError, match=r"^budget$"):
            await ask(endpoint)
        made = len(model.calls)
        with accounts.working("other", "UTC"):
            await ask(endpoint)
        assert len(model.calls) == made + 1
    assert endpoint.breaker.state == "closed"


@pytest.mark.parametrize(
    ("told", "cached"),
    [
        ({"prompt_cache_hit_tokens": 7}, 7),
        ({"cached_tokens": 5}, 5),
        ({"prompt_tokens_details": {"cached_tokens": 3}}, 3),
        ({"cached_tokens": None}, 0),
        ({}, 0),
    ],
)
async def test_every_way_to_tell_what_the_cache_had(
    models_at: MakeModels, told: dict[str, object], cached: int
) -> None:
    import json

    message = {"role": "assistant", "content": '{"segments": ["一"]}'}
    body = {
        "id": "1", "object": "chat.completion", "created": 1, "model": "one",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12, **told},
    }  # fmt: skip
    with LocalModel([Answer(raw=json.dumps(body))]) as model:
        answered = await ask(models_at(model).main)
    assert answered.usage == Usage(10, cached, 2)
