"""Structured output: what an endpoint can do is found out by asking it, once, and remembered."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from evals.local_model import EVERY_MODE, Answer, LocalModel, reply
from rag.endpoint.answers import object_in
from rag.endpoint.modes import MODES, Memory, Mode, Modes, strictly
from rag.errors import ModelError
from tests.endpoint.conftest import SCHEMA, MakeModels, ask

SAID = reply("您好")
PROSE = Answer("好的，马上为您处理")
ABLE: dict[Mode, frozenset[Mode]] = {
    "json_schema": EVERY_MODE,
    "tools": frozenset({"tools", "json_object", "text"}),
    "json_object": frozenset({"json_object", "text"}),
    "text": frozenset({"text"}),
}


@pytest.mark.parametrize("ignores", [False, True], ids=["refuses", "ignores"])
@pytest.mark.parametrize("best", MODES)
async def test_the_best_mode_is_found_out_and_asked_first_from_then_on(
    models_at: MakeModels, best: Mode, ignores: bool
) -> None:
    with LocalModel([SAID], knows=ABLE[best], ignores=ignores) as model:
        endpoint = models_at(model).main
        first, second = await ask(endpoint), await ask(endpoint)
    assert (first.data["segments"], first.mode, second.mode) == (["您好"], best, best)
    assert model.modes == [*MODES[: MODES.index(best) + 1], best]
    assert endpoint.state.mode == best


async def test_it_is_remembered_by_endpoint_and_model_across_starts(models_at: MakeModels, tmp_path: Path) -> None:
    with LocalModel([SAID], knows=ABLE["tools"]) as model:
        await ask(models_at(model).main)
        await ask(models_at(model).main)
        assert model.modes == ["json_schema", "tools", "tools"]
        await ask(models_at(model, llm_model="another").main)
        assert model.modes[3:] == ["json_schema", "tools"]
    (one, other) = json.loads((tmp_path / "endpoints.json").read_text(encoding="utf-8"))
    assert (one.split()[1], other.split()[1]) == ("one", "another")


def test_what_is_remembered_grows_old(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    entries = {"fresh": {"mode": "tools", "since": time.time()}, "old": {"mode": "tools", "since": 0}}
    path.write_text(json.dumps(entries), encoding="utf-8")
    memory = Memory(path)
    assert (memory.recall("fresh"), memory.recall("old"), memory.recall("never")) == ("tools", None, None)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"one": 1}', '{"one": {"mode": "magic", "since": 1e12}}'])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    path = tmp_path / "endpoints.json"
    path.write_text(text, encoding="utf-8")
    memory = Memory(path)
    assert memory.recall("one") is None
    memory.keep("one", "text")
    assert Memory(path).recall("one") == "text"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    memory = Memory(tmp_path / "file" / "endpoints.json")
    memory.keep("one", "tools")
    assert memory.recall("one") == "tools"


async def test_a_slip_is_made_good_at_once_and_believed_only_when_it_happens_again(models_at: MakeModels) -> None:
    with LocalModel([SAID, PROSE, SAID, SAID, PROSE, SAID, PROSE, SAID, PROSE, SAID]) as model:
        endpoint = models_at(model).main
        modes = [(await ask(endpoint)).mode for _ in range(6)]
    assert modes == ["json_schema", "tools", "json_schema", "tools", "tools", "tools"]
    assert endpoint.state.mode == "tools"


async def test_a_model_that_never_answers_in_shape_is_asked_all_over(models_at: MakeModels) -> None:
    modes = Modes("one")
    modes.worked("tools")
    for _ in range(3):
        assert modes.to_try() == ("tools", "json_object")
        modes.none_worked()
    assert modes.to_try() == MODES
    with LocalModel([PROSE]) as model, pytest.raises(ModelError, match=r"^malformed$"):
        await ask(models_at(model).main)
    assert model.modes == list(MODES)


async def test_a_failure_of_another_kind_says_nothing_of_modes(models_at: MakeModels) -> None:
    with LocalModel([Answer(status=401)]) as model, pytest.raises(ModelError, match=r"^http-401$"):
        await ask(models_at(model).main)
    assert model.modes == ["json_schema"]


@pytest.mark.parametrize(("status", "code"), [(400, "context_length_exceeded"), (404, "model_not_found")])
async def test_what_no_other_way_helps_is_not_sent_in_other_ways(
    models_at: MakeModels, status: int, code: str
) -> None:
    body = json.dumps({"error": {"message": "no", "code": code}})
    with (
        LocalModel([Answer(status=status, raw=body)]) as model,
        pytest.raises(ModelError, match=f"^http-{status}$"),
    ):
        await ask(models_at(model).main)
    assert len(model.calls) == 1


async def test_a_model_with_a_temperature_of_its_own_is_asked_for_none(models_at: MakeModels) -> None:
    refused = json.dumps({"error": {"message": "Unsupported value: 'temperature'", "param": "temperature"}})
    with LocalModel([Answer(status=400, raw=refused), SAID]) as model:
        endpoint = models_at(model).main
        first, second = await ask(endpoint), await ask(endpoint)
    assert [call.body.get("temperature") for call in model.calls] == [0.3, None, None]
    assert (first.mode, second.mode) == ("json_schema", "json_schema")


async def test_what_the_wire_gets_is_strict_and_what_comes_may_be_less(models_at: MakeModels) -> None:
    with LocalModel([Answer('{"segments": ["好"], "confidence": 1}')]) as model:
        answered = await ask(models_at(model).main)
    sent = model.calls[0].body["response_format"]["json_schema"]
    assert (sent["name"], sent["strict"]) == ("reply", True)
    assert sent["schema"]["required"] == ["segments", "cards"]
    assert sent["schema"]["additionalProperties"] is False
    assert answered.data["segments"] == ["好"]


def test_strictness_reaches_into_lists_and_choices() -> None:
    part = {"type": "object", "properties": {"text": {"type": "string"}}}
    schema = {"type": "object", "properties": {"parts": {"type": "array", "items": {"anyOf": [part]}}}}
    strict = strictly(schema)
    (inner,) = strict["properties"]["parts"]["items"]["anyOf"]
    assert inner == part | {"required": ["text"], "additionalProperties": False}
    assert "required" not in schema


# What a message holds --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '{"segments": ["好"]}',
        '```json\n{"segments": ["好"]}\n```',
        '<think>{maybe} {"a": 1}</think>\n这是回复：\n{"segments": ["好"], "cards": []} 请查收',
        '{"segments": ["好"], "confidence": 0.9}',
        '{"segments": "no"} {"segments": ["好"]}',
    ],
)
def test_json_is_found_wherever_a_model_puts_it(text: str) -> None:
    assert object_in(AIMessage(text), SCHEMA)["segments"] == ["好"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"segments": ["好"]}', True),
        ('<think>嗯</think>\n```json\n{"segments": ["好"]}\n```', True),
        ('客户写道：{"segments": ["好"]}', False),
        ('{"segments": ["好"]} {"segments": []}', False),
    ],
)
def test_as_a_whole_nothing_may_stand_around_it(text: str, found: bool) -> None:
    if found:
        assert object_in(AIMessage(text), SCHEMA, whole=True)["segments"] == ["好"]
    else:
        with pytest.raises(ModelError, match=r"^malformed$"):
            object_in(AIMessage(text), SCHEMA, whole=True)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (AIMessage(" \n"), "empty"),
        (AIMessage("好的"), "malformed"),
        (AIMessage("{" * 100_000), "malformed"),
        (AIMessage('{"a":' * 3_000), "malformed"),
        (AIMessage(json.dumps({"segments": ["好" * 30_000]})), "malformed"),
        (AIMessage("", additional_kwargs={"refusal": "no"}), "refused"),
        (AIMessage("", response_metadata={"finish_reason": "content_filter"}), "refused"),
    ],
    ids=["empty", "prose", "braces", "nested", "long", "refusal", "filter"],
)
def test_why_there_is_none(message: Any, reason: str) -> None:
    with pytest.raises(ModelError, match=f"^{reason}$"):
        object_in(message, SCHEMA)
