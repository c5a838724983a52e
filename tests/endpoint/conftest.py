"""An endpoint over real HTTP, as the settings make it, with a memory of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from evals.local_model import LocalModel
from rag.drafters.providers import Models, models
from rag.endpoint.calling import Answered, Endpoint
from rag.settings import Settings

SCHEMA = {
    "type": "object",
    "properties": {"segments": {"type": "array", "items": {"type": "string"}}, "cards": {"type": "array"}},
    "required": ["segments"],
}
MakeModels = Callable[..., Models]


@pytest.fixture
def models_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeModels:
    """Models at a local endpoint; further settings by name."""
    monkeypatch.chdir(tmp_path)  # a developer's .env does not count

    def made(model: LocalModel, **settings: Any) -> Models:
        given: dict[str, Any] = {"llm_base_url": model.base_url, "llm_model": "one", "data": tmp_path, **settings}
        found = models(Settings(**given))
        assert found is not None
        return found

    return made


async def ask(endpoint: Endpoint, within: float = 5.0, **more: Any) -> Answered:
    """One question, to be answered within so many seconds."""
    ends = time.perf_counter() + within
    return await endpoint.ask([HumanMessage("JSON please")], SCHEMA, name="reply", ends=ends, **more)
