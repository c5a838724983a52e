"""Every error as a problem document (RFC 9457): what is wrong and where, and nothing of our inside."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from rag.errors import IndexUnavailable, InputError, UnknownShop, WanyanError

log = logging.getLogger(__name__)

_UNKNOWN_KEY = frozenset({"extra_forbidden", "unexpected_keyword_argument"})


class Fault(BaseModel):
    """One thing wrong with the body: a JSON pointer to it, and what it is."""

    pointer: str
    detail: str


class Problem(BaseModel):
    """A problem document. `errors` is there where the body was refused."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] | None = None


_DOCUMENT = {"content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}
RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"description": "The body is not valid JSON", **_DOCUMENT},
    413: {"description": "The body is too large", **_DOCUMENT},
    415: {"description": "The body is not sent as JSON", **_DOCUMENT},
    422: {"description": "The body says something that cannot be used", **_DOCUMENT},
    503: {"description": "Still starting, or the index cannot be read", **_DOCUMENT},
}
"""What any call may answer besides its result."""


def install(app: FastAPI) -> None:
    """Make the application answer every error with a problem document."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(WanyanError, _wanyan)
    app.add_exception_handler(Exception, _unexpected)


def problem_of(error: Exception) -> Problem:
    """The problem document of an error. One that nobody foresaw says only that it happened."""
    if isinstance(error, UnknownShop):
        return Problem(type="/docs#unknown-shop", title="Unknown shop", status=422, detail=str(error))
    if isinstance(error, InputError):
        return Problem(type="/docs#unusable-input", title="Unusable input", status=422, detail=str(error))
    if isinstance(error, IndexUnavailable):
        return _plain(503, "the knowledge cannot be searched at the moment")
    log.error("unexpected error", exc_info=error)
    return _plain(500, "something went wrong on our side; it has been logged")


def _plain(status: int, detail: str) -> Problem:
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)


def _respond(problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=problem.status,
        headers=headers,
        media_type="application/problem+json",
    )


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - tells the type checker what is installed
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return _respond(_not_json(found[0]))
    if not _is_json(request):
        return _respond(_plain(415, "send the body as application/json"))
    faults = _faults(found)
    detail = "; ".join(f"{fault.pointer or 'the body'}: {fault.detail}" for fault in faults[:3])
    return _respond(
        Problem(type="/docs#invalid-body", title="Invalid body", status=422, detail=detail, errors=faults)
    )


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _not_json(found: dict[str, Any]) -> Problem:
    place = found["loc"][-1]
    reason = found.get("ctx", {}).get("error", "not JSON")
    return _plain(400, f"the body is not valid JSON: {reason} at character {place}")


def _faults(found: Sequence[Any]) -> list[Fault]:
    return [Fault(pointer=_pointer(one["loc"]), detail=_said(one)) for one in found]


def _pointer(location: Sequence[str | int]) -> str:
    """RFC 6901, from the body down."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in location if part != "body"]
    return "".join(f"/{part}" for part in parts)


def _said(one: Any) -> str:
    if one["type"] in _UNKNOWN_KEY:
        return f"unknown key {one['loc'][-1]!r}"
    message: str = one["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    headers = dict(error.headers) if error.headers else None
    detail = {
        404: f"there is nothing at {request.url.path}",
        405: f"{request.url.path} does not take {request.method}",
    }.get(error.status_code, str(error.detail))
    return _respond(_plain(error.status_code, detail), headers)


async def _wanyan(request: Request, error: Exception) -> JSONResponse:
    return _respond(problem_of(error))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    return _respond(_plain(500, "something went wrong on our side; it has been logged"))
