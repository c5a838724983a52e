"""`POST /v1/drafts`: one reply drafted, as JSON or with its progress as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator

from fastapi import APIRouter, Header
from fastapi import Request as Call
from fastapi.responses import JSONResponse, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.deps import Serving
from api.errors import problem_of
from api.schemas import DraftBody
from rag.contract import draft_json
from rag.domain import Draft, Request
from rag.wiring import Wanyan

router = APIRouter(prefix="/v1", tags=["drafts"])


@router.post(
    "/drafts",
    response_model=Draft,
    summary="Draft one reply",
    responses={200: {"content": {"text/event-stream": {}}, "description": "The draft"}},
)
async def create_draft(body: DraftBody, wanyan: Serving, call: Call, accept: str = Header("")) -> Response:
    """Draft a chat reply or a public review reply. What comes back has passed every blocking rule.

    With `Accept: text/event-stream`: `retrieved`, `drafting`, `checking`, `repairing` as they happen, then
    `draft` with the whole draft, or `problem`. Never unchecked text.
    """
    request = body.request(wanyan.settings.shop)
    if "text/event-stream" in accept:
        return EventSourceResponse(progress_of(wanyan, request), ping=15)
    draft = await unless_gone(call, asyncio.create_task(wanyan.draft(request)))
    return Response(status_code=_GONE) if draft is None else JSONResponse(draft_json(draft))


_GONE = 499
"""What nobody reads any more, by the name that servers' logs have for it."""


async def unless_gone(call: Call, work: asyncio.Task[Draft]) -> Draft | None:
    """What the work comes to. Where the client goes away before, it is stopped, and nothing comes of it."""
    leaving = asyncio.create_task(_leaving(call))
    try:
        await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else None
    finally:
        work.cancel()
        leaving.cancel()


async def _leaving(call: Call) -> None:
    while (await call.receive())["type"] != "http.disconnect":
        pass


async def progress_of(wanyan: Wanyan, request: Request) -> AsyncGenerator[ServerSentEvent, None]:
    """Progress while the draft is made, then the draft. The work ends when the client goes away."""
    progress: asyncio.Queue[str | None] = asyncio.Queue()
    work = asyncio.create_task(wanyan.draft(request, progress.put_nowait))
    work.add_done_callback(lambda _: progress.put_nowait(None))
    try:
        while (name := await progress.get()) is not None:
            yield ServerSentEvent(event=name, data="{}")
        yield _last(work)
    finally:
        work.cancel()


def _last(work: asyncio.Task[Draft]) -> ServerSentEvent:
    error = work.exception()
    if isinstance(error, Exception):
        return ServerSentEvent(event="problem", data=problem_of(error).model_dump_json(exclude_none=True))
    return ServerSentEvent(event="draft", data=json.dumps(draft_json(work.result()), ensure_ascii=False))
