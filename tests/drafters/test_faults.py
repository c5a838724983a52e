"""Whatever an endpoint does, a checked draft comes inside the deadline and says why no model wrote it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.faults import FAULTS
from evals.local_model import Answer, LocalModel, reply
from rag.domain import Draft, Request, Review, Turn
from rag.drafters.llm import LlmDrafter
from rag.drafters.providers import models
from rag.drafters.told import Telling
from rag.drafting import Drafting
from rag.settings import Settings
from rag.wiring import Wanyan

DEADLINE = 2.0
SLACK = 1.0
"""Seconds that a busy machine may take over what is left for the offline drafter."""
SAID = "麻烦您拍张照片给我，我马上帮您核实。"
GOOD, BARE = reply(SAID), reply("不能退。")
CHAT = Request("chat", (Turn("customer", "鞋子穿了两天开胶了，退回去运费谁出？"),))
REVIEW = Request("review", review=Review("鞋面好看，就是掉色", stars=2))
WHY: Mapping[str, str] = {
    "rate limited": "http-429",
    "rate limited for long": "http-429",
    "no such key": "http-401",
    "no such model": "http-404",
    "broken": "http-500",
    "overloaded": "http-503",
    "slow": "timeout",
    "hangs": "timeout",
    "stalls half-way": "timeout",
    "cut off": "unreachable",
    "not JSON at all": "malformed",
    "prose": "malformed",
    "malformed": "malformed",
    "wrong schema": "malformed",
    "no list": "malformed",
    "empty": "empty",
    "no words": "empty",
    "refused": "refused",
    "filtered": "refused",
    "stopped short": "malformed",
    "100 kB": "malformed",
    "100 kB of braces": "malformed",
}


@pytest.fixture(scope="module", autouse=True)
def _warm(built: Wanyan) -> None:
    """The first draft of a process loads dictionaries; a server does so before it is ready."""
    asyncio.run(built.draft(CHAT))
    asyncio.run(built.draft(REVIEW))


@pytest.fixture
def drafting_with(built: Wanyan, told: Telling, tmp_path: Path) -> Any:
    """Drafting with a model at a local endpoint; further settings by name."""

    def made(model: LocalModel, **more: Any) -> Drafting:
        given: dict[str, Any] = {"llm_base_url": model.base_url, "llm_model": "one", "data": tmp_path, **more}
        settings = Settings(**{"deadline": DEADLINE, **given})
        chosen = models(settings)
        assert chosen is not None
        drafter = LlmDrafter(chosen.main, told)
        offline = built.drafting.drafters[-1]
        return replace(built.drafting, drafters=(drafter, offline), deadline=settings.deadline)

    return made


def in_time(draft: Draft, deadline: float = DEADLINE) -> bool:
    return draft.timings_ms["total"] < 1000 * (deadline + SLACK)


def test_every_fault_has_its_word_but_one_that_is_mended() -> None:
    assert set(FAULTS) - set(WHY) == {"wrong script"}


async def test_the_wrong_script_is_put_right(drafting_with: Any) -> None:
    with LocalModel([FAULTS["wrong script"]]) as model:
        draft = await drafting_with(model).draft(CHAT)
    assert (draft.made_by.drafter, draft.language) == ("llm", "zh-Hans")
    assert draft.text == "亲爱的顾客，麻烦您拍张照片，我们马上为您核实。"


async def test_the_wrong_language_is_not_shown(drafting_with: Any) -> None:
    with LocalModel([GOOD]) as model:
        draft = await drafting_with(model).draft(Request("chat", (Turn("customer", "The sole came off. Refund?"),)))
    assert (draft.made_by.fallback, draft.language) == ("malformed", "en")


@pytest.mark.parametrize("request_", [CHAT, REVIEW], ids=["chat", "review"])
@pytest.mark.parametrize("fault", WHY)
async def test_every_fault_ends_in_a_draft_that_says_why(drafting_with: Any, fault: str, request_: Request) -> None:
    with LocalModel([FAULTS[fault]]) as model:
        draft = await drafting_with(model).draft(request_)
    assert model.calls
    assert in_time(draft)
    assert draft.text
    assert draft.status != "blocked"
    assert (draft.made_by.drafter, draft.made_by.fallback) == ("offline", WHY[fault])


@pytest.mark.parametrize("fault", WHY)
async def test_a_second_endpoint_writes_what_the_first_cannot(drafting_with: Any, fault: str) -> None:
    with LocalModel([FAULTS[fault]]) as one, LocalModel([GOOD]) as other:
        second = {"llm_fallback_base_url": other.base_url, "llm_fallback_model": "two"}
        draft = await drafting_with(one, **second, deadline=2 * DEADLINE).draft(CHAT)
    assert in_time(draft, 2 * DEADLINE)
    if fault == "no words":
        assert draft.made_by.fallback == "empty", "an answer in the right shape is an answer"
    else:
        assert (draft.segments, draft.made_by.model, draft.made_by.fallback) == ((SAID,), "two", None)


async def test_a_model_that_repairs_slowly_is_cut_short(drafting_with: Any) -> None:
    slow = replace(BARE, delay=0.9)
    with LocalModel([slow]) as model:
        draft = await drafting_with(model).draft(CHAT)
    assert in_time(draft)
    assert (draft.made_by.drafter, draft.made_by.fallback) == ("offline", "timeout")


async def test_what_goes_wrong_now_and_then_does_not_show(drafting_with: Any) -> None:
    with LocalModel([Answer(status=500), GOOD, Answer(GOOD.content, cut=True), GOOD]) as model:
        drafting = drafting_with(model)
        drafts = [await drafting.draft(CHAT) for _ in range(2)]
    assert [(draft.made_by.drafter, draft.segments) for draft in drafts] == [("llm", (SAID,))] * 2


async def test_an_endpoint_in_trouble_is_not_waited_for_again(drafting_with: Any) -> None:
    with LocalModel([FAULTS["no such key"]]) as model:
        drafting = drafting_with(model)
        drafts = [await drafting.draft(CHAT) for _ in range(7)]
    assert [draft.made_by.fallback for draft in drafts] == ["http-401"] * 5 + ["circuit-open"] * 2
    assert len(model.calls) == 5


async def test_many_at_once_all_come_in_time_when_the_endpoint_hangs(drafting_with: Any) -> None:
    with LocalModel([FAULTS["hangs"]]) as model:
        drafting = drafting_with(model, llm_concurrency=2)
        drafts = await asyncio.gather(*(drafting.draft(CHAT) for _ in range(8)))
        assert model.busiest <= 2
    assert all(map(in_time, drafts))
    assert {draft.made_by.fallback for draft in drafts} == {"timeout"}


async def test_who_waits_goes_before_a_batch(drafting_with: Any) -> None:
    texts = [f"第{number}双鞋开胶了，怎么办" for number in "一二三四"]
    chats = [Request("chat", (Turn("customer", text),)) for text in texts]
    with LocalModel([GOOD], latency=0.3) as model:
        drafting = drafting_with(model, llm_concurrency=1, deadline=8.0)
        batch = [asyncio.create_task(drafting.draft(chat, live=False)) for chat in chats[:3]]
        while not model.calls:  # noqa: ASYNC110 - the server is another thread
            await asyncio.sleep(0.01)
        await asyncio.gather(drafting.draft(chats[3]), *batch)
    order = [next(number for number, text in enumerate(texts) if text in call.prompt) for call in model.calls]
    assert order == [0, 3, 1, 2]


async def test_nothing_of_a_fault_reaches_a_log(drafting_with: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="rag")
    with LocalModel([Answer(status=500), BARE, FAULTS["wrong schema"]]) as model:
        await drafting_with(model, llm_api_key="sk-very-secret").draft(CHAT)
    host = f"127.0.0.1:{model.port}"
    assert f"{host}, model one: malformed after" in caplog.text
    for secret in ("开胶", "不能退", "拍张照片", "sk-very-secret"):
        assert secret not in caplog.text
