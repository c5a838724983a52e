"""Every error is a problem document that says what is wrong and where, and nothing of our inside."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from api.main import MAX_BODY, create_app
from rag.drafting import Drafting
from rag.errors import IndexUnavailable
from rag.wiring import Wanyan
from tests.api.conftest import client_of

TURN = {"role": "customer", "text": "在吗"}
JSON = {"Content-Type": "application/json"}
CHAT = {"channel": "chat", "turns": [TURN]}


def problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert found["title"]
    assert "Traceback" not in response.text
    return found


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({**CHAT, "fact": {}}, "/fact", "unknown key 'fact'"),
        ({**CHAT, "facts": {"order": {"colour": 1}}}, "/facts/order/colour", "unknown key 'colour'"),
        ({**CHAT, "facts": {"cause": "bad luck"}}, "/facts/cause", "input should be"),
        ({**CHAT, "turns": [{"role": "boss", "text": "x"}]}, "/turns/0/role", "input should be"),
        ({**CHAT, "turns": [{**TURN, "a/b": 1}]}, "/turns/0/a~1b", "unknown key"),
        ({"turns": [TURN]}, "/channel", "field required"),
        ({"channel": "chat"}, "", "the channel chat takes turns"),
        ({"channel": "review", "turns": [TURN]}, "", "the channel review takes a review"),
        ({"channel": "review", "review": {"text": "好", "stars": 6}}, "", "stars are 1 to 5"),
        ([], "", "input should be a valid"),
        ({**CHAT, "instruction": "\ud800"}, "", "a text holds '\\ud800'"),
        ({**CHAT, "\ud800": 1}, "", "a text holds"),
    ],
)
async def test_what_is_wrong_with_a_body(client: httpx.AsyncClient, body: Any, pointer: str, detail: str) -> None:
    sent = json.dumps(body)  # escapes all but ASCII, half surrogate pairs too
    found = problem(await client.post("/v1/drafts", content=sent, headers=JSON), 422)
    assert found["type"] == "/docs#invalid-body"
    assert found["errors"][0]["pointer"] == pointer
    assert found["errors"][0]["detail"].startswith(detail)


async def test_all_that_is_wrong_is_told_at_once(client: httpx.AsyncClient) -> None:
    found = problem(await client.post("/v1/checks", json={"replies": [{"id": "1"}], "colour": 1}), 422)
    assert [fault["pointer"] for fault in found["errors"]] == ["/replies/0/reply", "/colour"]


@pytest.mark.parametrize("path", ["/v1/drafts", "/v1/checks"])
async def test_an_unknown_shop_names_those_there_are(client: httpx.AsyncClient, path: str) -> None:
    body = (
        {**CHAT, "shop": "nowhere"}
        if path.endswith("drafts")
        else {"replies": [{"reply": "好"}], "shop": "nowhere"}
    )
    found = problem(await client.post(path, json=body), 422)
    assert found["type"] == "/docs#unknown-shop"
    assert "handbook" in found["detail"]


async def test_an_empty_text_cannot_be_answered(client: httpx.AsyncClient) -> None:
    body = {"channel": "chat", "turns": [{"role": "customer", "text": " "}]}
    assert problem(await client.post("/v1/drafts", json=body), 422)["type"] == "/docs#unusable-input"


async def test_a_body_that_is_not_json(client: httpx.AsyncClient) -> None:
    for content in (b'{"channel":', b"\xff\xfe", b""):
        response = await client.post("/v1/drafts", content=content, headers=JSON)
        assert response.status_code in {400, 422}
        problem(response, response.status_code)
    assert problem(await client.post("/v1/drafts", content=b"{bad", headers=JSON), 400)["detail"]


async def test_a_body_of_another_kind(client: httpx.AsyncClient) -> None:
    problem(await client.post("/v1/drafts", data={"channel": "chat"}), 415)


async def test_a_body_too_large_announced_or_not(client: httpx.AsyncClient) -> None:
    async def pieces() -> Any:
        for _ in range(MAX_BODY // 1_000_000 + 2):
            yield b" " * 1_000_000

    problem(await client.post("/v1/checks", content=b" " * (MAX_BODY + 1), headers=JSON), 413)
    problem(await client.post("/v1/checks", content=pieces(), headers=JSON), 413)


async def test_paths_and_methods_that_are_not_there(client: httpx.AsyncClient) -> None:
    problem(await client.get("/v1/nothing"), 404)
    problem(await client.get("/console/nothing.js"), 404)
    response = await client.delete("/v1/drafts")
    problem(response, 405)
    assert response.headers["allow"] == "POST"


class _Failing(Drafting):
    """Drafting that fails with what it is given."""

    async def draft(self, *_: Any, **__: Any) -> Any:
        raise self.index  # type: ignore[misc]


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError("secret path /srv/x"), 500), (IndexUnavailable("secret /srv/x"), 503)]
)
async def test_our_own_failures_tell_nothing_of_our_inside(wanyan: Wanyan, error: Exception, status: int) -> None:
    failing = _Failing({}, error, wanyan.checker, (), "")  # type: ignore[arg-type]
    async with client_of(create_app(replace(wanyan, drafting=failing))) as client:
        plain = await client.post("/v1/drafts", json=CHAT)
        streamed = await client.post("/v1/drafts", json=CHAT, headers={"Accept": "text/event-stream"})
    problem(plain, status)
    assert "event: problem" in streamed.text
    assert f'"status":{status}' in streamed.text
    assert "secret" not in plain.text + streamed.text
