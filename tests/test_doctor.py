"""What `wanyan doctor` finds: every way an endpoint can go wrong is named, with what to do, and never a key."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from evals.faults import FAULTS
from evals.local_model import Answer, LocalModel
from rag import cli
from rag.doctor import Diagnosis, examine, probe
from rag.drafters.providers import models
from rag.endpoint.ledger import Entry
from rag.endpoint.usage import Usage
from rag.settings import Settings, load_settings
from rag.wiring import accounts_of

READY = Answer('{"ready": true}')
KEY = "sk-very-secret"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A folder without `.env`; sets settings by name."""
    monkeypatch.chdir(tmp_path)

    def given(**settings: str) -> None:
        for name, value in settings.items():
            monkeypatch.setenv(f"WANYAN_{name.upper()}", value)

    return given


async def found() -> dict[str, Diagnosis]:
    """What is found, by part; the last of each."""
    return {one.part: one async for one in examine()}


async def probed(model: LocalModel, data: Path, **more: Any) -> list[Diagnosis]:
    settings = Settings(
        llm_base_url=model.base_url,
        llm_api_key=SecretStr(KEY),
        llm_model="one",
        data=data,
        _env_file=None,  # type: ignore[call-arg]
        **more,
    )
    chosen = models(settings)
    assert chosen is not None
    return [one async for one in probe(chosen.main, settings)]


async def test_without_a_model_all_is_well_and_drafts_are_offline(elsewhere: Callable[..., None]) -> None:
    told = await found()
    assert [one.part for one in told.values() if one.state == "bad"] == []
    assert "offline" in told["model"].found
    assert "cards" in told["index"].found


async def test_every_model_that_is_set_is_asked(
    elsewhere: Callable[..., None], tmp_path: Path, few_cards: Path
) -> None:
    with LocalModel([READY]) as model, LocalModel([Answer(status=401)]) as other:
        elsewhere(
            llm_base_url=model.base_url, llm_model="large", llm_small_model="tiny", llm_api_key=KEY,
            llm_fallback_base_url=other.base_url, llm_fallback_model="second",
            embedding_base_url=model.base_url, embedding_model="vectors",
            data=str(tmp_path / "data"), knowledge=str(few_cards),
        )  # fmt: skip
        told = await found()
    states = {part: one.state for part, one in told.items() if "model" in part}
    assert states == {
        "model primary": "good", "model fallback": "bad", "model small": "good", "embedding model": "good"
    }  # fmt: skip
    assert "json_schema" in told["model primary"].found
    assert "LLM_FALLBACK_API_KEY" in told["model fallback"].advice


@pytest.mark.parametrize(("name", "fault"), FAULTS.items(), ids=list(FAULTS))
async def test_every_fault_is_a_cross_with_advice(name: str, fault: Answer, tmp_path: Path) -> None:
    with LocalModel([fault]) as model:
        (told,) = await probed(model, tmp_path, deadline=1.0)
    assert told.state == "bad", name
    assert told.advice
    assert KEY not in f"{told}"


@pytest.mark.parametrize(
    ("fault", "said", "advice"),
    [
        (Answer(status=401), "key", "WANYAN_LLM_API_KEY"),
        (Answer(status=404), "no such model", "WANYAN_LLM_MODEL"),
        (Answer(status=402), "money", "top"),
        (Answer(status=429), "quota", "limits"),
        (Answer(hangs=True), "WANYAN_DEADLINE", "deadline"),
        (Answer("好的"), "JSON", "WANYAN_LLM_MODEL"),
    ],
)
async def test_what_is_wrong_is_said_plainly(fault: Answer, said: str, advice: str, tmp_path: Path) -> None:
    with LocalModel([fault]) as model:
        (told,) = await probed(model, tmp_path, deadline=1.0)
    assert said in told.found
    assert advice in told.advice


async def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with LocalModel([READY]) as model:
        pass
    (told,) = await probed(model, tmp_path)
    assert "nothing answers" in told.found
    assert "WANYAN_LLM_BASE_URL" in told.advice


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json_object", "text"])
async def test_the_way_it_is_asked_for_shapes_is_told(mode: Any, tmp_path: Path) -> None:
    with LocalModel([READY], knows={mode, "text"}) as model:
        (told,) = await probed(model, tmp_path)
    assert told.state == "good"
    assert told.found.endswith(mode)


async def test_a_slow_model_is_noted(tmp_path: Path) -> None:
    with LocalModel([READY], latency=0.6) as model:
        good, slow = await probed(model, tmp_path, deadline=1.0)
    assert (good.state, slow.state) == ("good", "note")
    assert "WANYAN_DEADLINE" in slow.found


async def test_an_endpoint_that_counts_nothing_keeps_no_budget(tmp_path: Path) -> None:
    bare = Answer(raw=_without_usage('{"ready": true}'))
    with LocalModel([bare]) as model:
        _, told = await probed(model, tmp_path)
        _, worse = await probed(model, tmp_path, llm_daily_budget=1)
    assert (told.state, worse.state) == ("note", "bad")


def _without_usage(content: str) -> str:
    import json

    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"id": "1", "object": "chat.completion", "created": 1, "model": "one", "choices": [choice]})


async def test_what_is_left_of_the_days_budget_is_told(elsewhere: Callable[..., None], own_data: Path) -> None:
    with LocalModel([READY]) as model:
        elsewhere(
            llm_base_url=model.base_url, llm_model="one", data=str(own_data),
            llm_price_input="1", llm_price_output="1", llm_daily_budget="2.5",
        )  # fmt: skip
        before = (await found())["budget"]
        accounts = accounts_of(load_settings())
        accounts.ledger.book("strict", accounts.day("Asia/Shanghai"), Entry(Usage(1, 0, 0), Decimal(3)))
        after = (await found())["budget"]
    assert (before.state, before.found) == ("good", "2.5 a day for each shop; spent today: nothing")
    assert (after.state, "strict 3" in after.found) == ("note", True)
    assert "offline" in after.advice


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"deadline": "soon"}, "settings"),
        ({"deadlin": "8"}, "settings"),
        ({"llm_base_url": "http://127.0.0.1:1/v1"}, "settings"),
        ({"shop": "nowhere"}, "knowledge"),
        ({"knowledge": "/nowhere"}, "knowledge"),
    ],
)
async def test_what_would_stop_the_start_is_a_cross(
    elsewhere: Callable[..., None], settings: dict[str, str], part: str
) -> None:
    elsewhere(**settings)
    *_, last = [one async for one in examine()]
    assert (last.part, last.state) == (part, "bad")
    assert last.advice


async def test_an_embedding_endpoint_that_fails_is_a_cross_without_its_key(
    elsewhere: Callable[..., None], tmp_path: Path, few_cards: Path
) -> None:
    with LocalModel() as model:
        url = model.base_url
    elsewhere(
        embedding_base_url=url, embedding_model="vectors", embedding_api_key=KEY,
        data=str(tmp_path / "data"), knowledge=str(few_cards),
    )  # fmt: skip
    told = await found()
    assert told["embedding model"].state == "bad"
    assert "nothing answers" in told["embedding model"].found
    assert KEY not in f"{told}"


def test_the_command_ends_with_one_where_something_would_fail(elsewhere: Callable[..., None]) -> None:
    elsewhere()
    good = CliRunner().invoke(cli.app, ["doctor"], standalone_mode=False)
    assert good.return_value == 0
    assert "✓ knowledge" in good.output
    elsewhere(shop="nowhere")
    bad = CliRunner().invoke(cli.app, ["doctor", "--json"], standalone_mode=False)
    assert bad.return_value == 1
    assert '"state": "bad"' in bad.output
