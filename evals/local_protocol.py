"""What an OpenAI-compatible endpoint puts on the wire: completions, streams of events, embeddings, errors."""

from __future__ import annotations

import json
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

Usage = dict[str, Any]
_PIECE = 16
"""Characters of one event of a stream."""


@dataclass(frozen=True)
class Said:
    """What a model says: in the message's text, or as arguments of the tool it was given."""

    content: str
    mode: str
    finish_reason: str = "stop"
    refusal: str | None = None


def completion(asked: dict[str, Any], said: Said, usage: Usage) -> str:
    """A whole chat completion."""
    choice = {"index": 0, "message": _message(asked, said), "finish_reason": _finish(said)}
    return _json(_envelope(asked, "chat.completion") | {"choices": [choice], "usage": usage})


def events(asked: dict[str, Any], said: Said, usage: Usage) -> str:
    """The same as server-sent events, piece by piece; what was used comes last, where it was asked for."""
    return "".join(f"data: {line}\n\n" for line in [*_chunks(asked, said, usage), "[DONE]"])


def usage(prompt: str, shared: int, content: str) -> Usage:
    """Tokens, one a character; `shared` of the prompt's came from the cache."""
    return {
        "prompt_tokens": len(prompt),
        "completion_tokens": len(content),
        "total_tokens": len(prompt) + len(content),
        "prompt_tokens_details": {"cached_tokens": shared},
    }


def shared(prompt: str, before: str) -> int:
    """How many tokens two prompts begin with alike: what a provider's cache would have."""
    lengths = range(1, min(len(prompt), len(before)) + 1)
    return bisect_left(lengths, True, key=lambda length: prompt[:length] != before[:length])


def error(message: str) -> str:
    """The body of a failure."""
    return _json({"error": {"message": message, "type": "scripted", "param": None, "code": None}})


def embeddings(asked: dict[str, Any]) -> str:
    """Vectors of 16 numbers that say which characters a text has: alike texts, alike vectors."""
    texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
    rows = [{"object": "embedding", "index": at, "embedding": _vector(text)} for at, text in enumerate(texts)]
    used = {"prompt_tokens": 0, "total_tokens": 0}
    return _json({"object": "list", "data": rows, "model": asked.get("model"), "usage": used})


def _message(asked: dict[str, Any], said: Said) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": said.content, "refusal": said.refusal}
    if said.mode == "tools":
        message |= {"content": None, "tool_calls": [_tool_call(asked, said.content)]}
    return message


def _tool_call(asked: dict[str, Any], arguments: str) -> dict[str, Any]:
    name = asked["tools"][0]["function"]["name"]
    return {"id": "call-local", "type": "function", "function": {"name": name, "arguments": arguments}}


def _finish(said: Said) -> str:
    return "tool_calls" if said.mode == "tools" and said.finish_reason == "stop" else said.finish_reason


def _chunks(asked: dict[str, Any], said: Said, usage: Usage) -> Iterator[str]:
    envelope = _envelope(asked, "chat.completion.chunk")
    for at in range(0, max(len(said.content), 1), _PIECE):
        delta: dict[str, Any] = {"role": "assistant", "content": said.content[at : at + _PIECE]}
        if said.mode == "tools":
            delta = {"tool_calls": [{"index": 0, **_tool_call(asked, said.content[at : at + _PIECE])}]}
        yield _json(envelope | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    yield _json(envelope | {"choices": [{"index": 0, "delta": {}, "finish_reason": _finish(said)}]})
    if (asked.get("stream_options") or {}).get("include_usage"):
        yield _json(envelope | {"choices": [], "usage": usage})


def _envelope(asked: dict[str, Any], kind: str) -> dict[str, Any]:
    model = asked.get("model", "local")
    return {"id": "chatcmpl-local", "object": kind, "created": int(time.time()), "model": model}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _vector(text: str) -> list[float]:
    vector = [0.0] * 16
    for char in text:
        vector[crc32(char.encode()) % 16] += 1.0
    return vector
