"""`POST /v1/checks`: the checker alone, for replies that people or machines wrote."""

from __future__ import annotations

from anyio import from_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.deps import Serving
from api.schemas import CheckBody, CheckReport, ReplyBody
from rag.contract import check_json, checks_json
from rag.errors import InputError
from rag.shops import shop_named

router = APIRouter(prefix="/v1", tags=["checks"])


@router.post("/checks", response_model=CheckReport, summary="Check replies")
def create_checks(body: CheckBody, wanyan: Serving) -> JSONResponse:
    """Check up to 1,000 replies; one result each, in the order given, as `wanyan check --format json`."""
    shop = shop_named(wanyan.shops, body.shop or wanyan.settings.shop)
    _refuse_long(body.replies, wanyan.settings.max_chars)
    asked = [(row.reply, row.judged_in(shop)) for row in body.replies]
    checked = [(reply, context, wanyan.check(reply, context)) for reply, context in asked]
    results = from_thread.run(wanyan.review, checked)  # a route that computes runs beside the event loop
    rows = zip(body.replies, results, strict=True)
    return JSONResponse(
        checks_json([check_json(str(row.id or number), result) for number, (row, result) in enumerate(rows, 1)])
    )


def _refuse_long(replies: list[ReplyBody], limit: int) -> None:
    for number, row in enumerate(replies, 1):
        length = len(row.reply)
        if length > limit:
            raise InputError(f"reply {row.id or number} has {length:,} characters; at most {limit:,} are taken")
