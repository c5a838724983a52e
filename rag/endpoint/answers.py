"""A model's message → the JSON object in it, held against the schema it was asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from langchain_core.messages import AIMessage

from rag.errors import ModelError

Schema = dict[str, Any]
_LONGEST = 20_000
"""Characters. No reply is as long, and whatever reads it would take its time."""
_STARTS = 40
"""Braces that are tried as the start of an object: endless ones would keep everybody waiting."""
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
"""What reasoning models put before an answer, where their server leaves it in."""
_FENCE = re.compile(r"\A\s*```(?:json)?\s*|\s*```\s*\Z")


def object_in(message: AIMessage, schema: Schema, *, whole: bool = False) -> dict[str, Any]:
    """The first object of a message that fits the schema: a tool's arguments, or in the text among other words.

    With `whole`, nothing may stand around it but a code fence and thoughts: for questions about texts that might
    hold such an object themselves. Raises ModelError: refused, empty, malformed.
    """
    if message.additional_kwargs.get("refusal") or _filtered(message):
        raise ModelError("refused")
    text = str(message.text)
    if not text.strip() and not message.tool_calls and not message.invalid_tool_calls:
        raise ModelError("empty")
    given = [call["args"] for call in message.tool_calls]
    if len(text) + len(str(given)) > _LONGEST:
        raise ModelError("malformed")
    fits: Callable[[Any], bool] = Draft202012Validator(schema).is_valid
    for found in (*given, *(_whole(text) if whole else _objects(text))):
        if isinstance(found, dict) and fits(found):
            return found
    raise ModelError("malformed")


def _filtered(message: AIMessage) -> bool:
    return message.response_metadata.get("finish_reason") == "content_filter"


def _whole(text: str) -> Iterator[Any]:
    try:
        yield json.loads(_FENCE.sub("", _THOUGHT.sub("", text)))
    except (ValueError, RecursionError):
        return


def _objects(text: str) -> Iterator[Any]:
    """Every outermost JSON object of a text, in order."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    for _ in range(_STARTS):
        if (at := text.find("{", at)) < 0:
            return
        try:
            found, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
        else:
            yield found
