"""The same question is asked once, of anything else anew, and the memory has an end."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from evals.local_model import Answer, LocalModel, reply
from rag.domain import Facts, Product, Request, Review
from rag.endpoint.calling import Answered, Endpoint
from rag.endpoint.modes import Modes
from rag.endpoint.remembered import Remembered
from rag.endpoint.usage import Usage, tallying
from rag.errors import ModelError
from tests.endpoint.conftest import SCHEMA, MakeModels
from tests.test_costs import wanyan_at


def readable(answered: Answered) -> Answered:
    if not "".join(answered.data["segments"]).strip():
        raise ModelError("empty")
    return answered


async def ask(memory: Remembered, endpoint: Endpoint, said: str = "好评", within: float = 5.0) -> Answered:
    ends = time.perf_counter() + within
    return await memory.ask(endpoint, [HumanMessage(said)], SCHEMA, readable, name="reply", ends=ends, live=False)


async def test_the_same_question_is_asked_once(models_at: MakeModels, tmp_path: Path) -> None:
    memory = Remembered(tmp_path / "answers.sqlite")
    with LocalModel([reply("谢谢")]) as model:
        endpoint = models_at(model).main
        first = await ask(memory, endpoint)
        with tallying() as tally:
            again = await ask(memory, endpoint)
        other = await ask(Remembered(tmp_path / "answers.sqlite"), endpoint)
    assert len(model.calls) == 1
    assert first.data == again.data == other.data
    assert first.usage != Usage()
    assert tally.usage == again.usage == Usage(), "what is remembered costs nothing"


async def test_who_asks_the_same_meanwhile_waits_for_the_answer(models_at: MakeModels) -> None:
    memory = Remembered()
    with LocalModel([reply("谢谢")], latency=0.1) as model:
        endpoint = models_at(model).main
        answers = await asyncio.gather(*(ask(memory, endpoint) for _ in range(20)))
    assert len(model.calls) == 1
    assert len({str(one.data) for one in answers}) == 1


async def test_what_matters_to_the_answer_makes_another_question(models_at: MakeModels) -> None:
    memory = Remembered()
    with LocalModel([reply("谢谢")]) as model, LocalModel([reply("谢谢")]) as elsewhere:
        endpoint = models_at(model).main
        await ask(memory, endpoint)
        await ask(memory, endpoint, "好评！")
        await ask(memory, models_at(model, llm_model="two").main)
        await ask(memory, models_at(elsewhere).main)
    assert (len(model.calls), len(elsewhere.calls)) == (3, 1)


async def test_a_failure_is_not_remembered(models_at: MakeModels) -> None:
    memory = Remembered()
    with LocalModel([Answer(status=401), reply("谢谢")]) as model:
        endpoint = models_at(model).main
        with pytest.raises(ModelError, match="http-401"):
            await ask(memory, endpoint)
        assert (await ask(memory, endpoint)).data["segments"] == ["谢谢"]


async def test_what_cannot_be_read_is_not_remembered(models_at: MakeModels) -> None:
    memory = Remembered()
    with LocalModel([reply(" "), reply("谢谢")]) as model:
        endpoint = models_at(model).main
        with pytest.raises(ModelError, match="empty"):
            await ask(memory, endpoint)
        assert (await ask(memory, endpoint)).data["segments"] == ["谢谢"]


async def test_the_second_endpoints_answer_is_not_taken_for_the_firsts(models_at: MakeModels) -> None:
    memory = Remembered()
    with LocalModel([Answer(status=401), reply("一")]) as main, LocalModel([reply("二")]) as other:
        endpoint = models_at(main, llm_fallback_base_url=other.base_url, llm_fallback_model="two").main
        assert (await ask(memory, endpoint)).data["segments"] == ["二"]
        assert (await ask(memory, endpoint)).data["segments"] == ["一"]


async def test_only_the_latest_are_kept(models_at: MakeModels, tmp_path: Path) -> None:
    memory = Remembered(tmp_path / "answers.sqlite", most=2)
    with LocalModel([reply("谢谢")]) as model:
        endpoint = models_at(model).main
        for said in ("一", "二", "三"):
            await ask(memory, endpoint, said)
        made = len(model.calls)
        await ask(memory, endpoint, "三")
        await ask(memory, endpoint, "二")
        assert len(model.calls) == made
        await ask(memory, endpoint, "一")
        assert len(model.calls) == made + 1


async def test_a_damaged_file_is_done_without(models_at: MakeModels, tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_text("no database at all, but a page of text " * 100)
    memory = Remembered(tmp_path / "answers.sqlite")
    with LocalModel([reply("谢谢")]) as model:
        endpoint = models_at(model).main
        await ask(memory, endpoint)
        await ask(memory, endpoint)
    assert len(model.calls) == 1


async def test_who_gives_up_leaves_the_question_to_the_next(models_at: MakeModels) -> None:
    memory = Remembered()
    with LocalModel([Answer(hangs=True), reply("谢谢")]) as model:
        endpoint = replace(models_at(model).main, modes=Modes("apart"))
        first = asyncio.create_task(ask(memory, endpoint))
        second = asyncio.create_task(ask(memory, endpoint))
        await asyncio.sleep(0.2)
        first.cancel()
        assert (await second).data["segments"] == ["谢谢"]


# Reviews ---------------------------------------------------------------------------------------------

REVIEW = Request("review", review=Review("杯子很好看，发货也快", stars=5))
PRAISE = reply("谢谢您喜欢这款杯子，也谢谢您写下这么用心的评价，欢迎常来看看。")


async def test_a_repeated_review_gets_the_same_reply_for_nothing(data: Path, tmp_path: Path) -> None:
    with LocalModel([PRAISE]) as model:
        wanyan = wanyan_at(model, data, deadline=30)
        first = await wanyan.draft(REVIEW)
        made = len(model.calls)
        again = await wanyan.draft(replace(REVIEW, conversation_id="another"))
        assert len(model.calls) == made
        other = [
            replace(REVIEW, review=Review("杯子很好看，发货也快", stars=4)),
            replace(REVIEW, review=Review("杯子很好看，发货也快！", stars=5)),
            replace(REVIEW, shop="return-leg"),
            replace(REVIEW, instruction="短一点"),
            replace(REVIEW, facts=Facts(product=Product(name="玻璃杯"))),
        ]
        for number, request in enumerate(other, 1):
            await wanyan.draft(request)
            assert len(model.calls) >= made + number
    assert (first.text, first.made_by.drafter) == (again.text, "llm")
    assert first.id != again.id
    assert first.made_by.usage is not None
    assert again.made_by.usage is None


async def test_the_file_holds_no_review_and_no_number(data: Path) -> None:
    told = "收到的杯子有裂纹，给我打电话 13812345678"
    with LocalModel([PRAISE]) as model:
        await wanyan_at(model, data).draft(Request("review", review=Review(told, stars=2)))
    kept = written(data)
    assert kept
    assert b"13812345678" not in kept
    assert "裂纹".encode() not in kept


def written(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.glob("answers.sqlite*"))
