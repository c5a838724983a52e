"""Why a call failed: a word for it, whether and when another try may help, whether the endpoint is to blame."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import openai

from rag.endpoint.usage import Usage
from rag.errors import ModelError

_SHAPE_REFUSED = frozenset({400, 404, 422})
"""How endpoints say that they do not know a way to ask for a shape; gateways find no model that would (404)."""
_REQUEST_AT_FAULT = frozenset({400, 404, 413, 422})
_TEMPORARY = frozenset({408, 409, 425, 429})
_SPENT = "insufficient_quota"
"""The code of a 429 that no waiting helps."""
_NO_SHAPE_HELPS = frozenset({"context_length_exceeded", "model_not_found", "invalid_api_key"})
"""Codes of refusals that are about something else."""


class AskFailed(ModelError):
    """No answer could be had: the message is one word, `usage` what the attempts used all the same."""

    def __init__(self, reason: str, usage: Usage) -> None:
        super().__init__(reason)
        self.usage = usage


def reason_of(error: BaseException) -> str:
    """A word that gives nothing away: timeout, unreachable, http-500, refused, malformed, empty, circuit-open."""
    if isinstance(error, ModelError):
        return str(error)
    if isinstance(error, TimeoutError | openai.APITimeoutError | asyncio.CancelledError):
        return "unreachable" if _is_of_connecting(error) else "timeout"
    if isinstance(error, openai.APIConnectionError) or _is_of_another_loop(error):
        return "unreachable"
    if isinstance(error, openai.APIStatusError):
        return f"http-{error.status_code}"
    if isinstance(error, openai.ContentFilterFinishReasonError):
        return "refused"
    return "malformed"


def worth_another_try(error: BaseException) -> bool:
    """Whether the same call may succeed a little later: overload, 5xx, timeouts, lost connections."""
    if isinstance(error, openai.APIStatusError):
        return (error.status_code in _TEMPORARY and error.code != _SPENT) or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError) or _is_of_another_loop(error)


def worth_another_shape(error: BaseException) -> bool:
    """Whether the same call may succeed when its answer's shape is asked for in another way."""
    if isinstance(error, openai.APIStatusError):
        return error.status_code in _SHAPE_REFUSED and error.code not in _NO_SHAPE_HELPS
    if isinstance(error, ModelError):
        return str(error) in {"malformed", "empty"}
    return isinstance(error, openai.LengthFinishReasonError)  # a model let loose within a grammar may never end


def refuses_temperature(error: BaseException) -> bool:
    """Whether the model has a temperature of its own and takes no other, as reasoning models do."""
    return isinstance(error, openai.BadRequestError) and "temperature" in error.message


def blames_endpoint(error: BaseException, waited: float, patience: float) -> bool:
    """Whether the endpoint is in trouble, rather than this one request.

    A call that was given up, by whomever, counts only after `patience` seconds: less says nothing of the endpoint.
    """
    if not is_answer(error):
        return waited >= patience or _is_of_connecting(error)
    if isinstance(error, openai.APIStatusError):
        return error.status_code not in _REQUEST_AT_FAULT
    return isinstance(error, openai.APIConnectionError)


def is_answer(error: BaseException) -> bool:
    """Whether the endpoint answered after all, though nothing that helps."""
    return not isinstance(error, asyncio.CancelledError | TimeoutError | openai.APITimeoutError)


def _is_of_another_loop(error: BaseException) -> bool:
    """Whether a connection was kept from an event loop that has ended, as programs do that run several."""
    return isinstance(error, RuntimeError) and str(error) == "Event loop is closed"


def _is_of_connecting(error: BaseException | None) -> bool:
    """Whether not even a connection came about. By name: the SDK changed its HTTP library, not the class's name."""
    while error is not None:
        if type(error).__name__ == "ConnectTimeout":
            return True
        error = error.__cause__
    return False


def retry_after(error: BaseException) -> float | None:
    """Seconds after which the endpoint wants to be asked again, where it says so (RFC 9110, 10.2.3)."""
    if not isinstance(error, openai.APIStatusError):
        return None
    headers: Mapping[str, str] = error.response.headers
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit)
        except (KeyError, ValueError):
            continue
    try:
        return max(0.0, parsedate_to_datetime(headers["retry-after"]).timestamp() - time.time())
    except (KeyError, ValueError):
        return None
