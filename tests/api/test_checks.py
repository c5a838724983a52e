"""POST /v1/checks: the checker alone, as `wanyan check --format json` answers."""

from __future__ import annotations

from typing import Any

import httpx

from rag.contract import check_json, checks_json
from rag.domain import Facts, Turn
from rag.guardrails.rule import Context
from rag.wiring import Wanyan

BAD = "😀亲，这个不能退。"


async def checked(client: httpx.AsyncClient, *replies: dict[str, Any], **more: Any) -> dict[str, Any]:
    response = await client.post("/v1/checks", json={"replies": replies, **more})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_each_reply_gets_its_verdict_in_order(client: httpx.AsyncClient) -> None:
    found = await checked(
        client, {"id": "a", "reply": BAD, "context": "不喜欢，想退"}, {"reply": "好的，马上为您登记。"}
    )
    assert [(row["id"], row["verdict"]) for row in found["results"]] == [("a", "block"), ("2", "pass")]
    assert found["summary"] == {"pass": 1, "warn": 0, "block": 1, "unverified": 0}
    findings = found["results"][0]["findings"]
    assert "unexplained-negation" in {finding["rule"] for finding in findings if finding["level"] == "error"}
    for finding in findings:
        assert BAD[finding["start"] : finding["end"]] == finding["text"], "offsets are characters of the reply"


async def test_the_answer_is_the_command_line_one(client: httpx.AsyncClient, wanyan: Wanyan) -> None:
    turns = (Turn("customer", "想退"), Turn("agent", "您好"))
    body = {"id": 7, "reply": BAD, "context": [{"role": turn.role, "text": turn.text} for turn in turns]}
    result = wanyan.check(BAD, Context(shop=wanyan.shops["handbook"], turns=turns))
    assert await checked(client, body) == checks_json([check_json("7", result)])


async def test_facts_shop_and_channel_decide(client: httpx.AsyncClient, wanyan: Wanyan) -> None:
    text = "来回运费都由我们承担。"
    for cause in ("quality", "unknown"):
        context = Context(shop=wanyan.shops["return-leg"], channel="review", facts=Facts(cause=cause))
        body = {"reply": text, "facts": {"cause": cause}, "channel": "review"}
        expected = check_json("1", wanyan.check(text, context))
        assert (await checked(client, body, shop="return-leg"))["results"] == [expected]


async def test_a_thousand_replies_and_not_one_more(client: httpx.AsyncClient) -> None:
    replies = [{"reply": f"好的，第{number}单马上为您登记。"} for number in range(1_000)]
    assert len((await checked(client, *replies))["results"]) == 1_000
    refused = await client.post("/v1/checks", json={"replies": [*replies, replies[0]]})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/replies"


async def test_none_is_refused_and_so_is_one_too_long(client: httpx.AsyncClient, wanyan: Wanyan) -> None:
    assert (await client.post("/v1/checks", json={"replies": []})).status_code == 422
    long = "好" * (wanyan.settings.max_chars + 1)
    refused = await client.post("/v1/checks", json={"replies": [{"id": "big", "reply": long}]})
    assert refused.status_code == 422
    assert "reply big has 20,001 characters" in refused.json()["detail"]
    assert long not in refused.text


async def test_the_context_is_read_as_the_customers_words(client: httpx.AsyncClient, wanyan: Wanyan) -> None:
    text = "这个不清楚。"
    context = Context(shop=wanyan.shops["handbook"], turns=(Turn("customer", "有货吗"),))
    found = await checked(client, {"reply": text, "context": "有货吗"})
    assert found["results"] == [check_json("1", wanyan.check(text, context))]
