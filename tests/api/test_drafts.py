"""POST /v1/drafts: the contract, the events, and that no unchecked text ever leaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from api.main import create_app
from api.routes.drafts import progress_of
from api.schemas import DraftBody
from evals.local_model import Answer, LocalModel, reply
from rag.guardrails.checker import Checker
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Rule, Violation
from rag.wiring import Wanyan
from tests.api.conftest import client_of, with_model

CHAT = {
    "channel": "chat",
    "turns": [{"role": "customer", "text": "鞋子穿了两天开胶了，退回去运费谁出？"}],
    "agent": "8",
}
REVIEW = {"channel": "review", "review": {"text": "鞋面好看，就是掉色", "stars": 2}}
KEYS = {
    "id", "status", "channel", "shop", "language", "text", "segments", "topics", "stage", "sentiment", "findings",
    "citations", "points", "next_steps", "missing_facts", "approval", "made_by", "timings_ms",
}  # fmt: skip
REFUSED = "不能退。"
SAID = "如果核实是商品质量问题，来回运费由我们承担；如果是个人原因，来回运费需要您承担。麻烦您拍张照片给我。"
STREAM = {"Accept": "text/event-stream"}


async def draft(client: httpx.AsyncClient, body: dict[str, Any]) -> dict[str, Any]:
    response = await client.post("/v1/drafts", json=body)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.split("\r\n\r\n") if block]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


async def test_a_chat_gets_the_draft_of_the_contract(client: httpx.AsyncClient) -> None:
    found = await draft(client, CHAT)
    assert set(found) == KEYS
    assert (found["status"], found["channel"], found["shop"]) == ("ready", "chat", "handbook")
    assert found["text"] == "\n".join(found["segments"])
    assert "8" in found["segments"][0]
    assert "return-quality" in found["topics"]
    assert found["citations"]
    assert found["next_steps"]
    assert found["made_by"]["drafter"] == "offline"
    assert set(found["timings_ms"]) == {"retrieve", "draft", "check", "total"}


async def test_a_negative_review_needs_approval(client: httpx.AsyncClient) -> None:
    found = await draft(client, REVIEW)
    assert found["status"] == "needs_approval"
    assert found["approval"]["role"] == "supervisor"
    assert {point["polarity"] for point in found["points"]} >= {"complaint"}


async def test_a_review_is_answered_as_its_platform_allows(client: httpx.AsyncClient) -> None:
    found = await draft(client, {**REVIEW, "platform": "amazon"})
    assert "联系买家" in found["next_steps"][0]
    assert "联系买家" not in "".join((await draft(client, REVIEW))["next_steps"])


@pytest.mark.parametrize(
    ("body", "says"),
    [({**REVIEW, "platform": "nowhere"}, "taobao"), ({**CHAT, "platform": "taobao"}, "reviews alone")],
)
async def test_a_platform_that_does_not_fit_is_refused(
    client: httpx.AsyncClient, body: dict[str, Any], says: str
) -> None:
    response = await client.post("/v1/drafts", json=body)
    assert response.status_code == 422
    assert says in response.text


@pytest.mark.parametrize(("text", "language"), [("請問運費誰付？", "zh-Hant"), ("Who pays for the return?", "en")])
async def test_each_is_answered_in_its_own_script(client: httpx.AsyncClient, text: str, language: str) -> None:
    found = await draft(client, {"channel": "chat", "turns": [{"role": "customer", "text": text}]})
    assert found["language"] == language


async def test_the_shop_named_is_the_shop_asked(client: httpx.AsyncClient) -> None:
    assert (await draft(client, {**CHAT, "shop": "return-leg"}))["shop"] == "return-leg"


async def test_times_may_name_their_zone_or_not(client: httpx.AsyncClient) -> None:
    order = {"state": "signed", "signed_at": "2024-05-01T10:00:00+08:00"}
    found = await draft(client, {**CHAT, "facts": {"order": order, "now": "2024-05-03T10:00:00"}})
    assert found["status"] == "ready"


async def test_who_goes_away_stops_the_work(wanyan: Wanyan) -> None:
    with LocalModel([Answer(delay=30)]) as model:
        slow = with_model(wanyan, model, deadline=30.0)
        told = progress_of(slow, DraftBody.model_validate(CHAT).request("handbook"))
        assert [(await anext(told)).event for _ in range(2)] == ["retrieved", "drafting"]
        await told.aclose()
        work = asyncio.all_tasks() - {asyncio.current_task()}
        assert work
        _, pending = await asyncio.wait(work, timeout=5)
    assert not pending


async def test_who_goes_away_without_having_asked_for_progress_stops_it_too(wanyan: Wanyan) -> None:
    sent: list[Any] = []
    with LocalModel([Answer(hangs=True)]) as model:

        async def receive() -> dict[str, Any]:
            if not asked:
                asked.append(True)
                return {"type": "http.request", "body": json.dumps(CHAT).encode(), "more_body": False}
            while not model.calls:  # noqa: ASYNC110 - the server is another thread
                await asyncio.sleep(0.02)
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        asked: list[bool] = []
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/v1/drafts",
            "raw_path": b"/v1/drafts",
            "query_string": b"",
        }
        headers = [(b"content-type", b"application/json"), (b"host", b"wanyan.test")]
        async with asyncio.timeout(10):
            await create_app(with_model(wanyan, model, deadline=30.0))({**scope, "headers": headers}, receive, send)
            while not model.abandoned:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    assert sent[0]["status"] == 499


async def test_the_progress_is_told_and_then_the_draft(client: httpx.AsyncClient) -> None:
    response = await client.post("/v1/drafts", json=CHAT, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    assert [name for name, _ in told] == ["retrieved", "drafting", "checking", "draft"]
    assert [data for _, data in told[:-1]] == [{}, {}, {}]
    assert set(told[-1][1]) == KEYS


async def test_a_refused_text_never_leaves(wanyan: Wanyan) -> None:
    with LocalModel([reply(REFUSED), reply(SAID)]) as model:
        async with client_of(create_app(with_model(wanyan, model))) as client:
            response = await client.post("/v1/drafts", json=CHAT, headers=STREAM)
    names = [name for name, _ in events(response.text)]
    found = events(response.text)[-1][1]
    assert names == ["retrieved", "drafting", "checking", "repairing", "checking", "draft"]
    assert REFUSED not in response.text
    assert found["segments"] == [SAID]
    made_by = found["made_by"]
    assert (made_by["drafter"], made_by["model"], made_by["repairs"]) == ("llm", "local-1", 1)
    assert (made_by["prompt"], made_by["fallback"]) == ("reply@3+repair@2", None)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ([Answer(delay=5)], "timeout"),
        ([Answer(status=401)], "http-401"),
        ([Answer("好的")], "malformed"),
        ([reply(REFUSED)], "rules"),
    ],
)
async def test_a_model_that_fails_is_stood_in_for(wanyan: Wanyan, answers: list[Any], reason: str) -> None:
    with LocalModel(answers) as model:
        async with client_of(create_app(with_model(wanyan, model, deadline=1.0))) as client:
            found = await draft(client, CHAT)
    assert found["status"] == "ready"
    assert (found["made_by"]["drafter"], found["made_by"]["fallback"]) == ("offline", reason)
    assert REFUSED not in json.dumps(found, ensure_ascii=False)


def _crash(reading: Reading, context: Context) -> Iterable[Violation]:
    raise RuntimeError("this rule is broken")


async def test_what_cannot_be_checked_is_blocked_and_carries_no_text(wanyan: Wanyan) -> None:
    broken = Rule("broken", "error", "", "", "", (), _crash, (), ())
    drafting = replace(wanyan.drafting, checker=Checker([broken]))
    async with client_of(create_app(replace(wanyan, drafting=drafting))) as client:
        found = await draft(client, CHAT)
    assert (found["status"], found["text"], found["segments"]) == ("blocked", "", [])
    assert "运费" not in json.dumps(found["findings"], ensure_ascii=False)
