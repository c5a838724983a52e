"""A model's drafts are scored from what it answered once; what does not match any more is told, not passed over."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from evals.cases import Case
from evals.local_model import Answer, Call, LocalModel, reply
from evals.recordings import RECORDINGS, Recording, load_recordings, save_recordings
from evals.recordings.__main__ import ANSWERS, Segment, Written, load_answers, make
from evals.recordings.requests import changed, key_of, parts_of
from evals.results import SuiteResult
from evals.running import Order, run
from evals.suite import Judgement, Suite, Task
from rag.cards import load_cards
from rag.domain import Draft, Request, Review, Turn
from rag.errors import InputError
from rag.prompts import load_prompts
from rag.settings import ROOT, Settings
from rag.wiring import Wanyan, build

ASKED = {
    "who-pays": "退货的运费是谁出？",
    "phone": "我的手机号是13812345678，什么时候发货？",
    "hello": "在吗",
}
GOOD = "如果核实是质量问题，来回运费由我们承担；如果是个人原因，来回运费需要您承担。"
Script = Answer | Callable[[Call], Answer]
CARD = "return-shipping-who-pays"
BAD = "退不了的哦亲，运费您自己出。"


class Small(Suite[Case, Draft]):
    """A suite of a few drafts that says of each whether it is blocked."""

    name = "small"
    harm = "customers hear nothing"
    case = Case
    drafts = True

    def __init__(self, ids: tuple[str, ...] = tuple(ASKED)) -> None:
        self.ids = ids

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[Case, ...]:
        return tuple(Case(id=name, why="", origin="", weight=1) for name in self.ids)

    @contextmanager
    def task(self, settings: Settings) -> Iterator[Task[Case, Draft]]:
        wanyan = build(settings)

        async def draft(case: Case) -> Draft:
            if case.id.startswith("review"):
                return await wanyan.draft(Request("review", review=Review("很好用，谢谢", 5)))
            return await wanyan.draft(Request("chat", (Turn("customer", ASKED[case.id]),)))

        yield draft

    def judge(self, case: Case, output: Draft) -> Judgement:
        blocked = ("says nothing",) if output.status == "blocked" else ()
        return Judgement(blocked, asked=case.id, said=output.text)


@pytest.fixture
def settings(data: Path) -> Settings:
    return Settings(data=data, _env_file=None)  # type: ignore[call-arg]


@contextmanager
def a_model(settings: Settings, *answers: Script, **ways: Any) -> Iterator[tuple[LocalModel, Settings]]:
    """A model at an endpoint that wants a key, and the settings that name it."""
    with LocalModel(list(answers), **ways) as model:
        key = SecretStr("sk-secret")
        chosen = {"llm_base_url": model.base_url, "llm_model": "m-1", "llm_api_key": key, "deadline": 20.0}
        yield model, settings.model_copy(update=chosen)


def recorded(settings: Settings, path: Path, *answers: Any, suite: Small | None = None) -> SuiteResult:
    with a_model(settings, *answers) as (_, live):
        return run(Order(suite or Small(), live, drafter="live", record=path))


def replayed(settings: Settings, path: Path, suite: Small | None = None) -> SuiteResult:
    return run(Order(suite or Small(), settings, drafter="recorded", recordings=path))


def problems(result: SuiteResult) -> dict[str, str]:
    assert result.failure is None, result.failure
    return {case.id: "; ".join(case.problems) for case in result.failed}


GREETS = reply("您好，在的，请问有什么可以帮您？")


def test_what_was_recorded_is_said_again_without_the_endpoint(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "small.jsonl"
    first = recorded(settings, path, reply(GOOD, cards=[CARD]), GREETS)
    again = replayed(settings, path)
    assert not problems(again)
    assert [case.said for case in again.cases] == [case.said for case in first.cases]
    assert again.figures["by_model"] == again.figures["at_once"] == 1.0


def test_a_draft_that_was_sent_back_is_recorded_with_its_repair(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "small.jsonl"
    suite = Small(("who-pays",))
    recorded(settings, path, reply(BAD), reply(GOOD, cards=[CARD]), suite=suite)
    assert [(one.round, one.prompt) for one in load_recordings(path)] == [(0, "reply@3"), (1, "reply@3+repair@2")]
    again = replayed(settings, path, suite)
    assert again.cases[0].said == GOOD
    assert (again.figures["by_model"], again.figures["at_once"]) == (1.0, 0.0)


def test_a_recording_holds_neither_key_nor_header_nor_what_the_customer_wrote(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "small.jsonl"

    def echoes(call: Call) -> Answer:
        """Says again what it was told of the phone number."""
        token = re.search("⟦.+?⟧", call.prompt)
        return reply(f"您留的{token.group() if token else '手机号'}我们记下了，请问还有什么可以帮您？")

    result = recorded(settings, path, echoes, suite=Small(("phone",)))
    kept = path.read_text(encoding="utf-8")
    assert not problems(result)
    assert "⟦手机号1⟧" in kept
    for secret in ("13812345678", "sk-secret", "uthorization", "什么时候发货"):
        assert secret not in kept


def test_equal_requests_are_equal_to_the_byte(settings: Settings) -> None:
    keys = []
    for _ in range(2):
        with a_model(settings, GREETS) as (model, live):
            run(Order(Small(), live, drafter="live"))
            keys.append(sorted(key_of(call.body) for call in model.calls))
    assert len(set(keys[0])) == len(ASKED)
    assert keys[0] == keys[1]


def test_a_key_hangs_on_what_is_told_and_the_shape_asked_for_alone() -> None:
    body = {
        "model": "a",
        "messages": [{"role": "user", "content": "在吗"}],
        "response_format": {"type": "json_object"},
    }
    assert key_of(body) == key_of(
        {**dict(reversed(body.items())), "model": "b", "temperature": 0.9, "stream": True}
    )
    assert key_of(body) != key_of({**body, "response_format": {"type": "text"}})
    assert key_of(body) != key_of({**body, "messages": [{"role": "user", "content": "在么"}]})


@pytest.fixture(autouse=True)
def _read_once(built: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's cards and their index are read once for all these tests."""
    read = lru_cache(load_cards)
    monkeypatch.setattr("rag.cards.load_cards", read)
    monkeypatch.setattr("rag.wiring._index", lambda *_: (built.index, built.synced))


# What does not match any more ------------------------------------------------------------------------


@pytest.fixture
def small(settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "small.jsonl"
    recorded(settings, path, reply(GOOD, cards=[CARD]), GREETS)
    return path


def copied(settings: Settings, tmp_path: Path, file: str, old: str, new: str) -> Settings:
    """Settings with a copy of the prompts or of the knowledge, in which a file is another."""
    room, _, _ = file.partition("/")
    folder = tmp_path / room
    shutil.copytree(ROOT / room, folder)
    path = tmp_path / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return settings.model_copy(update={room: folder})


def test_a_spoiled_prompt_makes_every_recording_stale_and_is_named(
    settings: Settings, small: Path, tmp_path: Path
) -> None:
    spoiled = copied(settings, tmp_path, "prompts/reply.md", "可以承诺发货，不承诺哪天到货。", "可以承诺哪天到货。")
    result = replayed(spoiled, small)
    assert set(problems(result)) == set(ASKED)
    for told in problems(result).values():
        assert told.startswith("stale: ")
        assert "the prompt reply has changed" in told
    assert {case.said for case in result.cases} == {""}  # no offline draft stands in


def test_a_prompt_of_a_new_version_is_told_as_such(settings: Settings, small: Path, tmp_path: Path) -> None:
    newer = copied(settings, tmp_path, "prompts/reply.md", "version: 3", "version: 4")
    newer = copied_again(newer, "reply.md", "不争辩", "从不争辩")
    assert "recorded with reply@3, and the prompt is reply@4 now" in problems(replayed(newer, small))["hello"]


def copied_again(settings: Settings, file: str, old: str, new: str) -> Settings:
    path = settings.prompts / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return settings


def test_other_terms_of_the_shop_are_told_as_such(settings: Settings, small: Path, tmp_path: Path) -> None:
    moved = copied(settings, tmp_path, "knowledge/shops/handbook.yaml", "terms:", "terms:\n  某项: 某值")
    told = problems(replayed(moved, small))
    assert set(told) == set(ASKED)
    assert all("not as it was: the shop's settings" in one for one in told.values())


def test_another_card_is_named_where_a_request_offers_it(settings: Settings) -> None:
    with a_model(settings, reply(GOOD, cards=[CARD])) as (model, live):
        run(Order(Small(("who-pays",)), live, drafter="live"))
        body = model.calls[0].body
    prompts = load_prompts(settings.prompts)
    standing, task = (message["content"] for message in body["messages"])

    def told(task: str) -> str:
        messages = [{"role": "system", "content": standing}, {"role": "user", "content": task}]
        return changed(parts_of(body, prompts), parts_of({**body, "messages": messages}, prompts))

    assert told(task.replace(f"### {CARD}：", "### another-card：")) == (
        f"the cards offered have changed ({CARD} is gone, another-card is new)"
    )
    reworded = re.sub(rf"(### {CARD}：.*)", r"\1（新）", task)
    assert told(reworded) == f"the cards offered have changed ({CARD} is reworded)"
    assert told(task.replace(ASKED["who-pays"], "退货运费呢")) == "not as it was: the talk"


def test_a_case_that_was_sent_back_more_often_than_recorded_is_stale(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "small.jsonl"
    suite = Small(("who-pays",))
    recorded(settings, path, reply(BAD), reply(GOOD, cards=[CARD]), suite=suite)
    kept = load_recordings(path)
    save_recordings(path, [one for one in kept if one.round == 0], "shortened")
    assert "its draft is sent back 1 times now" in problems(replayed(settings, path, suite))["who-pays"]


def test_a_repair_that_nobody_asks_for_any_more_is_told(settings: Settings, tmp_path: Path) -> None:
    """As it is when a rule is gone: what was stopped goes through."""
    path = tmp_path / "small.jsonl"
    suite = Small(("who-pays",))
    recorded(settings, path, reply(BAD), reply(GOOD, cards=[CARD]), suite=suite)
    first, second = load_recordings(path)
    save_recordings(path, [replace(first, content=second.content), second], "the first answer is good now")
    assert "unused: the answer of round 1" in problems(replayed(settings, path, suite))["who-pays"]


def test_recordings_of_a_case_that_is_no_more_are_told(settings: Settings, small: Path) -> None:
    assert "no such case any more" in problems(replayed(settings, small, Small(("hello",))))["phone"]


def test_cases_that_are_not_recorded_are_not_run(settings: Settings, small: Path) -> None:
    result = replayed(settings, small, Small((*ASKED, "review-1")))
    assert {case.id for case in result.cases} == set(ASKED)


def test_a_known_fault_that_is_shown_fails_the_case_with_its_name(settings: Settings, small: Path) -> None:
    marked = [replace(one, fault="is curt") if one.case == "hello" else one for one in load_recordings(small)]
    save_recordings(small, marked, "one of them is known to be bad")
    assert problems(replayed(settings, small)) == {
        "hello": "a fault of the model is shown to the customer: is curt"
    }


# Endpoints that fail ---------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", [Answer(status=401), Answer(status=500), Answer(raw="<html>gateway</html>")])
def test_failures_of_the_endpoint_are_not_recorded(settings: Settings, tmp_path: Path, failure: Answer) -> None:
    path = tmp_path / "small.jsonl"
    result = recorded(settings, path, failure, suite=Small(("hello",)))
    assert load_recordings(path) == ()
    assert not result.cases[0].passed or failure.raw


def test_an_answer_that_came_too_late_is_not_recorded(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "small.jsonl"
    with a_model(settings, Answer(GREETS.content, delay=60.0)) as (_, live):
        hasty = live.model_copy(update={"deadline": 0.6})
        result = run(Order(Small(("hello",)), hasty, drafter="live", record=path))
    assert problems(result) == {"hello": "not recorded: the endpoint failed"}
    assert load_recordings(path) == ()


def test_a_model_that_does_not_answer_is_not_taken_for_the_offline_drafter(settings: Settings) -> None:
    with a_model(settings, Answer(status=401)) as (_, live):
        result = run(Order(Small(("hello",)), live, drafter="live"))
    assert problems(result)["hello"].startswith("the model did not answer (http-401)")
    assert result.cases[0].said == ""


def test_an_endpoint_that_knows_another_way_to_ask_for_a_shape_is_played_back_so(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "small.jsonl"
    with a_model(settings, GREETS, knows={"tools"}) as (_, live):
        run(Order(Small(("hello",)), live, drafter="live", record=path))
    assert [one.mode for one in load_recordings(path)] == ["tools"]
    assert not problems(replayed(settings, path, Small(("hello",))))


# Files -----------------------------------------------------------------------------------------------

LINE = {"suite": "small", "case": "a", "round": 0, "key": "k", "model": "m", "prompt": "reply@3", "mode": "text"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ":1: not a line of recordings"),
        ("{}", ":1: not a file of recordings of this version"),
        ('{"format": 1}\n{"suite"', ":2: not a line of recordings"),
        ('{"format": 1}\n' + json.dumps(LINE), ":2: content:"),
        ('{"format": 1}\n' + json.dumps({**LINE, "content": "", "extra": 1}), ":2: extra: unknown key"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(f"broken.jsonl{told}")):
        load_recordings(path)


def test_recordings_of_several_models_are_not_mixed(settings: Settings, small: Path) -> None:
    mixed = [replace(one, model="m-2") if one.case == "hello" else one for one in load_recordings(small)]
    save_recordings(small, mixed, "two models")
    with pytest.raises(InputError, match="several models"):
        replayed(settings, small)


def test_recording_a_suite_keeps_the_files_other_suites(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "small.jsonl"
    other = Recording("other", "a", 0, "k", "m-1", "reply@3", "text", "hi")
    save_recordings(path, [other], "another suite's")
    recorded(settings, path, GREETS, suite=Small(("hello",)))
    assert {one.suite for one in load_recordings(path)} == {"other", "small"}


# The project's own -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suite", ["chat", "review"])
def test_the_projects_recordings_are_those_of_its_written_answers(suite: str) -> None:
    answers = load_answers(ANSWERS / f"{suite}.yaml")
    wanted = {(case, at): one for case, said in answers.items() for at, one in enumerate(said)}
    kept = {(one.case, one.round): one for one in load_recordings(RECORDINGS / f"{suite}.jsonl")}
    assert {place: (one.content, one.fault) for place, one in wanted.items()} == {
        place: (one.content, one.fault) for place, one in kept.items()
    }, "make them anew: python -m evals.recordings"
    assert {one.model for one in kept.values()} == {"written-by-hand"}


def test_the_file_says_that_no_model_wrote_it() -> None:
    for path in RECORDINGS.glob("*.jsonl"):
        assert "no model wrote them" in path.read_text(encoding="utf-8").splitlines()[0]


def test_answers_are_recorded_by_the_real_path_and_what_has_no_match_is_told(settings: Settings) -> None:
    said = Written(segments=(Segment("您好，在的，请问有什么可以帮您？"),))
    tape, wrong = make(Small(), {"hello": (said, said)}, settings)
    assert wrong == ["hello: answer 2 is never asked for"]
    assert [(one.case, one.prompt, json.loads(one.content)["segments"][0]["text"]) for one in tape.kept] == [
        ("hello", "reply@3", "您好，在的，请问有什么可以帮您？")
    ]
    with pytest.raises(InputError, match="no case 'nobody'"):
        make(Small(), {"nobody": (said,)}, settings)
