"""What operators read: figures for Prometheus, how endpoints are doing, and no key anywhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from api.main import create_app
from evals.local_model import Answer, LocalModel, reply
from rag.endpoint.ledger import Accounts, Entry, Ledger
from rag.endpoint.usage import Prices, Usage
from rag.wiring import Wanyan, build
from tests.api.conftest import client_of, with_model

CHAT = {"channel": "chat", "turns": [{"role": "customer", "text": "能开发票吗"}]}
KEY = "sk-very-secret"


async def read(client: httpx.AsyncClient) -> dict[tuple[str, ...], float]:
    """Every sample by its name and labels."""
    answered = await client.get("/metrics")
    assert answered.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(answered.text)
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


async def test_a_draft_is_in_the_figures(wanyan: Wanyan) -> None:
    async with client_of(create_app(wanyan)) as client:
        before = await read(client)
        await client.post("/v1/drafts", json=CHAT)
        after = await read(client)
    count = ("wanyan_draft_seconds_count", "chat", "offline")
    assert after[count] == before.get(count, 0) + 1


async def test_how_endpoints_are_doing(wanyan: Wanyan) -> None:
    with LocalModel([Answer(status=500)]) as model:
        broken = with_model(wanyan, model)
        async with client_of(create_app(broken)) as client:
            assert (await client.get("/readyz")).json()["endpoints"] == [
                {
                    "name": "primary", "host": f"127.0.0.1:{model.port}", "model": "local-1", "breaker": "closed",
                    "trouble": None, "mode": None, "busy": 0, "waiting": 0,
                }
            ]  # fmt: skip
            for _ in range(3):
                await client.post("/v1/drafts", json=CHAT)
            ready = (await client.get("/readyz")).json()
            figures = await read(client)
    host = f"127.0.0.1:{model.port}"
    assert ready["status"] == "ready", "drafts are made all the same"
    assert (ready["endpoints"][0]["breaker"], ready["endpoints"][0]["trouble"]) == ("open", "http-500")
    assert ready["degraded"] == [f"model local-1 at {host} is left alone: http-500"]
    assert figures["wanyan_breaker_state", host, "local-1", "open"] == 1
    assert figures["wanyan_breaker_state", host, "local-1", "closed"] == 0
    assert figures["wanyan_calls_in_flight", host, "local-1"] == 0


async def test_a_spent_budget_is_told(wanyan: Wanyan, tmp_path: Path) -> None:
    accounts = Accounts(Ledger(tmp_path / "ledger.sqlite"), Prices(Decimal(1), Decimal(1)), Decimal(2))
    accounts.ledger.book("strict", accounts.day("Asia/Shanghai"), Entry(Usage(1, 0, 0), Decimal(2)))
    poor = replace(wanyan, drafting=replace(wanyan.drafting, accounts=accounts))
    async with client_of(create_app(poor)) as client:
        degraded = (await client.get("/readyz")).json()["degraded"]
    assert degraded == ["shop strict has spent the day's budget: drafts are offline"]


async def test_no_key_and_no_word_is_told(wanyan: Wanyan) -> None:
    with LocalModel([reply("请您拍张照片发给我，我马上帮您核实。"), Answer(status=401)]) as model:
        given = {"llm_base_url": model.base_url, "llm_model": "one", "llm_api_key": SecretStr(KEY)}
        async with client_of(create_app(build(wanyan.settings.model_copy(update=given)))) as client:
            for _ in range(2):
                await client.post("/v1/drafts", json=CHAT)
            told = (await client.get("/metrics")).text + (await client.get("/readyz")).text
    assert KEY not in told
    assert "发票" not in told
    assert "照片" not in told


async def test_figures_wait_for_the_knowledge() -> None:
    async with client_of(create_app()) as client:
        assert (await client.get("/metrics")).status_code == 503
