"""The requests that benchmarks draft: those of the demo."""

from __future__ import annotations

from typing import Literal

from evals.cases import CASES
from rag.domain import Request
from rag.textfiles import adapter, read_text, read_yaml


def requests(channel: Literal["chat", "review"]) -> list[Request]:
    """All of a channel."""
    path = CASES / "demo.yaml"
    bodies = [{k: v for k, v in case.items() if k != "note"} for case in read_yaml(path, read_text(path))]
    every: list[Request] = [adapter(Request).validate_python(body) for body in bodies]
    return [request for request in every if request.channel == channel]
