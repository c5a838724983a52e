"""Puts the HTTP side together: `create_app(wanyan)`, and `app` for `uvicorn api.main:app`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

import rag
from api import errors, pages
from api.middleware import BodyLimit, SafeHeaders
from api.routes import checks, drafts, health, metrics
from rag.guardrails.rule import Context
from rag.settings import load_settings
from rag.wiring import Wanyan, build

MAX_BODY = 8 * 1024 * 1024
"""Bytes of a request's body: 1,000 replies of a few thousand characters with their context."""


def create_app(wanyan: Wanyan | None = None) -> FastAPI:
    """The application around a Wanyan; around one built from the settings at start where none is given."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.wanyan = wanyan or await asyncio.to_thread(_built)
        yield

    app = FastAPI(
        title="Wanyan",
        summary="Drafts replies of an online shop's customer service, and checks every reply.",
        version=rag.__version__,
        lifespan=lifespan,
        docs_url=None,  # FastAPI's page loads its scripts from a CDN; ours is served from here
        redoc_url=None,
        responses=errors.RESPONSES,
    )
    app.state.wanyan = wanyan
    app.add_middleware(BodyLimit, limit=MAX_BODY)
    app.add_middleware(SafeHeaders)
    errors.install(app)
    for router in (drafts.router, checks.router, health.router, metrics.router, pages.router):
        app.include_router(router)
    pages.mount(app)
    return app


def _built() -> Wanyan:
    """Wanyan from the settings, its dictionaries loaded: the first customer does not wait for them."""
    built = build(load_settings())
    built.check("您好", Context(built.shops[built.settings.shop]))
    built.search("您好")
    return built


app = create_app()
