"""What is wrong with a call that an endpoint received: what had to stay in the house, words that are not data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from evals.local_model import Call
from rag.domain import Request

_FENCED = re.compile(r"^```jsonl\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
_TELLING = 12
"""Characters from which a text is a customer's own, and no phrase that prompts and cards have too."""


def problems_of(calls: Sequence[Call], request: Request, withheld: Sequence[str]) -> Iterator[str]:
    """What is wrong with the calls of one draft, each thing once; `withheld` are values nobody may receive."""
    received = "\n".join(call.prompt for call in calls)
    for value in withheld:
        if value in received:
            yield f"personal data or a planted order leaves for the model's endpoint: {value!r}"
    for call in calls[:1]:
        loose = _outside_of_fences(call)
        for text in _own_words(request):
            if text in loose:
                yield f"a customer's words stand where the model takes orders, not as data: {text!r}"
                break


def _outside_of_fences(call: Call) -> str:
    """What the model is told beside the lines of JSON that are marked as data."""
    told = "\n".join(str(message["content"]) for message in call.body["messages"][:2])
    return _FENCED.sub(lambda found: "" if all(map(_is_json, found["lines"].splitlines())) else found.group(), told)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _own_words(request: Request) -> Iterator[str]:
    """The beginnings of lines that are long enough to be nobody else's."""
    written = [turn.text for turn in request.turns if turn.role == "customer"]
    written += [request.customer_text, request.instruction or ""] if request.review else [request.instruction or ""]
    for line in "\n".join(written).splitlines():
        if len(line.strip()) >= _TELLING:
            yield line.strip()[: 2 * _TELLING]
