"""Passes calls on to a real endpoint while its answers are recorded; the key goes there and nowhere else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from openai import APIConnectionError, APIStatusError, OpenAI

from evals.local_model import Answer, Call
from evals.local_protocol import error
from evals.recordings.tapes import Source


def forwarding(base_url: str | None, key: str, seconds: float) -> Source:
    """Whom to ask while recording: the endpoint of the settings, by the same SDK, and no call twice."""
    client = OpenAI(base_url=base_url, api_key=key, timeout=seconds, max_retries=0)

    def ask(call: Call, case: str, number: int) -> Answer:
        rest = {name: value for name, value in call.body.items() if name not in _OWN}
        try:
            raw = client.chat.completions.with_raw_response.create(
                model=call.body["model"], messages=call.body["messages"], extra_body=rest
            )
        except APIStatusError as failed:
            waits = failed.response.headers.get("retry-after")
            return Answer(status=failed.status_code, raw=failed.response.text, retry_after=waits)
        except APIConnectionError as failed:
            return Answer(status=502, raw=error(str(failed)))
        return _answer(raw.text)

    return ask


_OWN = ("model", "messages", "stream", "stream_options")


def _answer(text: str) -> Answer:
    """What a completion says, in its message or as a tool's arguments; as it is where it is none."""
    try:
        choice = json.loads(text)["choices"][0]
        message: dict[str, Any] = choice["message"]
        calls = message.get("tool_calls") or []
        said = calls[0]["function"]["arguments"] if calls else message.get("content")
    except (ValueError, KeyError, TypeError, IndexError):
        return Answer(raw=text)
    answer = Answer(said or "", refusal=message.get("refusal"))
    reason = choice.get("finish_reason")
    return answer if reason in {None, "stop", "tool_calls"} else replace(answer, finish_reason=reason)
