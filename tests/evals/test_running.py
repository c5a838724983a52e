"""Suites are run case by case; a model's repetitions are independent, and what cannot be built is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from evals.cases import Case
from evals.local_model import Answer, Call, LocalModel, reply
from evals.running import Order, run, run_all
from evals.suite import Judgement, Suite, Task
from rag.domain import Draft, Request, Review
from rag.errors import KnowledgeError
from rag.settings import Settings
from rag.wiring import build


class Reviews(Suite[Case, Draft]):
    """Replies to reviews, right where they thank for the colour."""

    name = "reviews-of-a-test"
    harm = "praise is passed over"
    case = Case
    drafts = True
    ids = ("one", "two")

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[Case, ...]:
        return tuple(Case(id=name, why="", origin="", weight=1) for name in self.ids)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[Case, Draft]]:
        wanyan = build(settings)

        async def draft(case: Case) -> Draft:
            return await wanyan.draft(Request("review", review=Review(f"颜色好看，很喜欢，第{case.id}次买", 5)))

        yield draft

    def judge(self, case: Case, output: Draft) -> Judgement:
        return Judgement(() if "颜色" in output.text else ("does not thank for the colour",), said=output.text)


class Unbuilt(Reviews):
    """A suite whose parts cannot be put together."""

    name = "unbuilt"

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[Case, Draft]]:
        raise KnowledgeError("card.md", 3, "no title")
        yield


def live(data: Path, model: LocalModel) -> Settings:
    given = {"llm_base_url": model.base_url, "llm_model": "m", "deadline": 20.0, "data": data, "llm_concurrency": 3}
    return Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]


GOOD, OTHER = "谢谢您的喜欢，颜色合您的眼缘就好。", "谢谢您的喜欢，欢迎再来。"


def test_every_repetition_asks_the_model_anew_and_is_counted(data: Path) -> None:
    """Answers about reviews are remembered otherwise: three runs would be one."""
    turns = count()

    def every_third_is_worse(call: Call) -> Answer:
        return reply(OTHER if "第two次" in call.prompt and next(turns) == 1 else GOOD)

    with LocalModel([every_third_is_worse]) as model:
        result = run(Order(Reviews(), live(data, model), drafter="live", repeat=3))
        assert len(model.calls) == 6
    runs = {case.id: case.runs for case in result.cases}
    assert result.name == "reviews-of-a-test@live"
    assert runs["one"] == (True, True, True)
    assert sorted(runs["two"]) == [False, True, True]
    assert result.figures["pass^1"] == pytest.approx(5 / 6)
    assert result.figures["pass^3"] == pytest.approx(1 / 2)


def test_a_model_is_asked_several_at_once(data: Path) -> None:
    with LocalModel([reply(GOOD)], latency=0.5) as model:
        run(Order(Reviews(), live(data, model), drafter="live", repeat=2))
        assert model.busiest > 1


def test_what_a_run_learns_of_an_endpoint_stays_out_of_the_data_folder(data: Path) -> None:
    before = {path.name for path in data.iterdir()}
    with LocalModel([reply(GOOD)]) as model:
        run(Order(Reviews(), live(data, model), drafter="live"))
    assert {path.name for path in data.iterdir()} == before | {"index"}


def test_offline_nothing_is_asked_whatever_is_set(data: Path) -> None:
    with LocalModel([reply(GOOD)]) as model:
        settings = live(data, model).model_copy(
            update={"embedding_model": "e", "embedding_base_url": model.base_url, "second_opinion": True}
        )
        run(Order(Reviews(), settings))
        assert model.calls == []


def test_a_suite_that_cannot_be_built_is_told_and_the_others_run(data: Path) -> None:
    settings = Settings(data=data, _env_file=None)  # type: ignore[call-arg]
    results = run_all([Order(Unbuilt(), settings), Order(Reviews(), settings)])
    assert results["unbuilt"].failure == "could not be built: card.md:3: no title"
    assert len(results["reviews-of-a-test"].cases) == 2


def test_results_are_the_same_for_the_same_answers(data: Path) -> None:
    with LocalModel([Answer(reply(GOOD).content)]) as model:
        order = Order(Reviews(), live(data, model), drafter="live")
        one, other = run(order), run(order)
    assert json.dumps(one.figures) == json.dumps(other.figures)
    assert [case.said for case in one.cases] == [case.said for case in other.cases]
