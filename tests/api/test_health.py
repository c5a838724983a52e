"""Alive, ready, and the pages that must work without a network."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI

from api.main import create_app
from rag.wiring import Wanyan
from tests.api.conftest import client_of

CALLS = {"/v1/drafts", "/v1/checks", "/healthz", "/readyz", "/metrics"}


async def test_alive_before_ready() -> None:
    async with client_of(create_app()) as client:
        assert (await client.get("/healthz")).status_code == 200
        waiting = await client.get("/readyz")
    assert waiting.status_code == 503
    assert waiting.headers["content-type"] == "application/problem+json"


async def test_ready_says_what_it_does_without(wanyan: Wanyan) -> None:
    async with client_of(create_app(replace(wanyan, degraded=("no embeddings",)))) as client:
        found = (await client.get("/readyz")).json()
    assert found == {
        "status": "ready", "degraded": ["no embeddings"], "knowledge": wanyan.knowledge_version, "model": None,
        "endpoints": [],
    }  # fmt: skip


async def test_a_server_builds_from_the_settings(wanyan: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANYAN_DATA", str(wanyan.settings.data))
    app = create_app()
    async with app.router.lifespan_context(app), client_of(app) as client:
        assert (await client.get("/readyz")).status_code == 200


async def test_the_reference_is_whole_and_needs_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()
    page = (await client.get("/docs")).text
    assert set(document["paths"]) == CALLS
    for path in CALLS:
        assert path in page
    assert "鞋子穿了两天开胶了" in page, "the example"
    assert re.findall(r'(?:src|href)="(?!/|#)', page) == []
    assert "<script" not in page


@pytest.mark.parametrize("path", ["/", "/docs", "/console/app.js", "/v1/nothing"])
async def test_nothing_from_elsewhere_may_run(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_pages_of_fastapi_that_load_from_a_cdn_are_gone(app: FastAPI) -> None:
    assert app.docs_url is None
    assert app.redoc_url is None
