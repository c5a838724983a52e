"""Asking an endpoint over real HTTP: retries, hedging, the second endpoint, limits; nothing outlives its time."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate

import pytest

from evals.faults import FAULTS
from evals.local_model import Answer, LocalModel, reply
from rag.drafters.providers import Models
from rag.endpoint.breaker import Breaker
from rag.endpoint.calling import Endpoint
from rag.endpoint.failures import AskFailed
from rag.endpoint.usage import Usage
from rag.errors import ModelError
from tests.endpoint.conftest import MakeModels, ask

SAID, OTHER = reply("您好"), reply("在的")
HANGS = Answer(hangs=True)
BROKEN = Answer(status=500)


async def failing(endpoint: Endpoint, within: float = 5.0) -> AskFailed:
    with pytest.raises(AskFailed) as failed:
        await ask(endpoint, within)
    return failed.value


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what the server notices a moment later."""
    async with asyncio.timeout(3):
        while not holds():  # noqa: ASYNC110 - the server is another thread
            await asyncio.sleep(0.02)


# What is tried again ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mishap",
    [BROKEN, Answer(status=503), Answer(status=429), Answer(status=408), Answer(SAID.content, cut=True)],
    ids=["500", "503", "429", "408", "cut off"],
)
async def test_what_may_pass_is_tried_again(models_at: MakeModels, mishap: Answer) -> None:
    with LocalModel([mishap, mishap, SAID]) as model:
        answered = await ask(models_at(model).main)
    assert answered.data["segments"] == ["您好"]
    assert model.modes == ["json_schema"] * 3


@pytest.mark.parametrize("status", [401, 403, 413])
async def test_what_will_not_pass_is_not(models_at: MakeModels, status: int) -> None:
    with LocalModel([Answer(status=status)]) as model:
        assert str(await failing(models_at(model).main)) == f"http-{status}"
    assert len(model.calls) == 1


async def test_a_quota_that_is_used_up_is_not_asked_again(models_at: MakeModels) -> None:
    body = json.dumps({"error": {"message": "pay first", "code": "insufficient_quota"}})
    with LocalModel([Answer(status=429, raw=body)]) as model:
        assert str(await failing(models_at(model).main)) == "http-429"
    assert len(model.calls) == 1


@pytest.mark.parametrize("asked", [lambda: "1", lambda: formatdate(time.time() + 2, usegmt=True)], ids=["in", "at"])
async def test_the_endpoint_says_when_to_come_back(models_at: MakeModels, asked: Callable[[], str]) -> None:
    with LocalModel([lambda _: Answer(status=429, retry_after=asked()), SAID]) as model:
        await ask(models_at(model).main)
    first, second = model.calls
    assert 0.9 <= second.at - first.at < 3.0


async def test_nobody_waits_for_what_would_come_too_late(models_at: MakeModels) -> None:
    with LocalModel([Answer(status=429, retry_after="60"), SAID]) as model:
        began = time.perf_counter()
        assert str(await failing(models_at(model).main)) == "http-429"
    assert time.perf_counter() - began < 2.0
    assert len(model.calls) == 1


async def test_an_endpoint_that_is_not_there(models_at: MakeModels) -> None:
    with LocalModel() as model:
        endpoint = models_at(model).main
    assert str(await failing(endpoint)) == "unreachable"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("rate limited for long", "http-429"),
        ("no such key", "http-401"),
        ("no such model", "http-404"),
        ("overloaded", "http-503"),
        ("slow", "timeout"),
        ("hangs", "timeout"),
        ("cut off", "unreachable"),
        ("not JSON at all", "malformed"),
        ("wrong schema", "malformed"),
        ("100 kB", "malformed"),
        ("empty", "empty"),
        ("refused", "refused"),
        ("filtered", "refused"),
        ("stopped short", "malformed"),
    ],
)
async def test_every_failure_has_its_word_and_comes_in_time(models_at: MakeModels, fault: str, reason: str) -> None:
    with LocalModel([FAULTS[fault]]) as model:
        began = time.perf_counter()
        assert str(await failing(models_at(model).main, within=1.0)) == reason
    assert time.perf_counter() - began < 1.6


# The time there is -----------------------------------------------------------------------------------


async def test_who_stops_waiting_stops_the_call_and_frees_its_place(models_at: MakeModels) -> None:
    with LocalModel([HANGS]) as model:
        endpoint = models_at(model, llm_concurrency=1).main
        asking = asyncio.create_task(ask(endpoint))
        await until(lambda: len(model.calls) == 1)
        assert endpoint.state.busy == 1
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert endpoint.state.busy == 0
        await until(lambda: model.abandoned == 1)
        model.answers = [SAID]
        assert (await ask(endpoint)).data["segments"] == ["您好"]


async def test_a_deadline_stops_the_call_too(models_at: MakeModels) -> None:
    with LocalModel([HANGS]) as model:
        endpoint = models_at(model).main
        assert str(await failing(endpoint, within=0.3)) == "timeout"
        assert endpoint.state.busy == 0
        await until(lambda: model.abandoned == 1)


async def test_no_time_left_is_no_call(models_at: MakeModels) -> None:
    with LocalModel([SAID]) as model:
        assert str(await failing(models_at(model).main, within=-1.0)) == "timeout"
    assert model.calls == []


# Places ----------------------------------------------------------------------------------------------


async def test_no_more_calls_at_once_than_are_allowed(models_at: MakeModels) -> None:
    with LocalModel([SAID], latency=0.05) as model:
        endpoint = models_at(model, llm_concurrency=4).main
        answers = await asyncio.gather(*(ask(endpoint) for _ in range(20)))
    assert len(answers) == 20
    assert model.busiest == 4


async def test_models_of_one_endpoint_share_its_places(models_at: MakeModels) -> None:
    with LocalModel([SAID], latency=0.05) as model:
        chosen = models_at(model, llm_small_model="tiny", llm_concurrency=2)
        await asyncio.gather(*(ask(endpoint) for endpoint in (chosen.main, chosen.small) * 4))
    assert model.busiest == 2
    assert {call.body["model"] for call in model.calls} == {"one", "tiny"}


# The breaker -----------------------------------------------------------------------------------------


async def test_an_endpoint_in_trouble_is_left_alone_until_one_call_succeeds(models_at: MakeModels) -> None:
    clock = [0.0]
    breaker = Breaker(failures=3, rest=10.0, clock=lambda: clock[0])
    with LocalModel([Answer(status=401)]) as model:
        endpoint = replace(models_at(model).main, breaker=breaker)
        for _ in range(3):
            assert str(await failing(endpoint)) == "http-401"
        assert (endpoint.state.breaker, endpoint.state.trouble) == ("open", "http-401")
        assert str(await failing(endpoint)) == "circuit-open"
        assert len(model.calls) == 3
        clock[0], model.answers, model.latency = 11.0, [SAID], 0.2
        ends = await asyncio.gather(*(ask(endpoint) for _ in range(5)), return_exceptions=True)
        assert sum(isinstance(end, ModelError) for end in ends) == 4
        assert len(model.calls) == 4, "one tries for all"
        assert (endpoint.state.breaker, endpoint.state.trouble) == ("closed", None)


async def test_retries_stop_when_it_opens_and_the_word_is_the_endpoints(models_at: MakeModels) -> None:
    with LocalModel([BROKEN]) as model:
        endpoint = replace(models_at(model).main, breaker=Breaker(failures=2))
        assert str(await failing(endpoint)) == "http-500"
    assert len(model.calls) == 2


async def test_calls_that_had_no_time_say_nothing_of_the_endpoint(models_at: MakeModels) -> None:
    with LocalModel([HANGS]) as model:
        endpoint = replace(models_at(model).main, breaker=Breaker(failures=2), patience=0.5)
        for _ in range(3):
            assert str(await failing(endpoint, within=0.15)) == "timeout"
        assert endpoint.state.breaker == "closed"
        for _ in range(2):
            assert str(await failing(endpoint, within=0.8)) == "timeout"
        assert (endpoint.state.breaker, endpoint.state.trouble) == ("open", "timeout")


# The hedge -------------------------------------------------------------------------------------------


async def test_a_call_that_takes_long_is_doubled_and_the_first_answer_wins(models_at: MakeModels) -> None:
    with LocalModel([HANGS, SAID]) as model:
        endpoint = models_at(model, llm_hedge_seconds=0.1).main
        assert (await ask(endpoint)).data["segments"] == ["您好"]
        assert endpoint.state.busy == 0
        await until(lambda: model.abandoned == 1)
    assert len(model.calls) == 2


async def test_the_first_call_may_win_as_well(models_at: MakeModels) -> None:
    with LocalModel([replace(SAID, delay=0.4), replace(OTHER, delay=5.0)]) as model:
        endpoint = models_at(model, llm_hedge_seconds=0.1).main
        assert (await ask(endpoint)).data["segments"] == ["您好"]
        await until(lambda: model.abandoned == 1)


async def test_a_call_that_is_quick_is_not_doubled(models_at: MakeModels) -> None:
    with LocalModel([SAID]) as model:
        await ask(models_at(model, llm_hedge_seconds=3.0).main)
    assert len(model.calls) == 1


async def test_a_full_endpoint_is_not_asked_twice(models_at: MakeModels) -> None:
    with LocalModel([SAID], latency=0.3) as model:
        endpoint = models_at(model, llm_hedge_seconds=0.1, llm_concurrency=1).main
        await asyncio.gather(ask(endpoint), ask(endpoint))
    assert len(model.calls) == 2


async def test_a_failure_before_the_hedge_is_retried_as_ever(models_at: MakeModels) -> None:
    with LocalModel([BROKEN, SAID]) as model:
        await ask(models_at(model, llm_hedge_seconds=2.0).main)
    assert len(model.calls) == 2


# The second endpoint ---------------------------------------------------------------------------------

Both = Callable[[LocalModel, LocalModel], Models]


@pytest.fixture
def both(models_at: MakeModels) -> Both:
    def made(one: LocalModel, other: LocalModel) -> Models:
        return models_at(one, llm_fallback_base_url=other.base_url, llm_fallback_model="two")

    return made


@pytest.mark.parametrize("fault", ["broken", "no such key", "prose", "refused", "cut off", "hangs", "slow"])
async def test_when_the_first_fails_the_second_answers_in_time(both: Both, fault: str) -> None:
    with LocalModel([FAULTS[fault]]) as one, LocalModel([OTHER]) as other:
        chosen = both(one, other)
        answered = await ask(chosen.main, within=2.0)
    assert (answered.data["segments"], answered.model) == (["在的"], "two")
    assert answered.endpoint == f"127.0.0.1:{other.port}"
    assert [state.name for state in (each.state for each in chosen.all)] == ["primary", "fallback"]


async def test_while_the_first_answers_the_second_is_left_alone(both: Both) -> None:
    with LocalModel([SAID]) as one, LocalModel([OTHER]) as other:
        answered = await ask(both(one, other).main)
    assert answered.model == "one"
    assert other.calls == []


async def test_while_the_first_rests_the_second_is_asked_at_once(both: Both) -> None:
    with LocalModel([SAID]) as one, LocalModel([OTHER]) as other:
        main = replace(both(one, other).main, breaker=Breaker(failures=1))
        main.breaker.failed("http-500")
        assert (await ask(main)).model == "two"
    assert one.calls == []


async def test_an_endpoint_that_always_hangs_is_left_alone_in_the_end(both: Both) -> None:
    with LocalModel([HANGS]) as one, LocalModel([OTHER]) as other:
        main = replace(both(one, other).main, breaker=Breaker(failures=2), patience=0.3)
        for _ in range(3):
            assert (await ask(main, within=1.0)).model == "two"
    assert len(one.calls) == 2
    assert main.state.breaker == "open"


async def test_when_both_fail_the_word_is_the_first_ones(both: Both) -> None:
    with LocalModel([Answer(status=401)]) as one, LocalModel([Answer("")]) as other:
        assert str(await failing(both(one, other).main)) == "http-401"


# What was used ---------------------------------------------------------------------------------------


async def test_every_answer_on_the_way_is_counted(models_at: MakeModels) -> None:
    prose = "好的，马上"
    with LocalModel([Answer(prose), SAID]) as model:
        answered = await ask(models_at(model).main)
    prompt = len(model.calls[0].prompt)
    assert answered.usage == Usage(2 * prompt, prompt, len(prose) + len(SAID.content))


async def test_a_failure_tells_what_it_used(models_at: MakeModels) -> None:
    with LocalModel([Answer(refusal="no")]) as model:
        failed = await failing(models_at(model).main)
    assert failed.usage == Usage(len(model.calls[0].prompt), 0, 0)


async def test_an_endpoint_that_counts_nothing(models_at: MakeModels) -> None:
    message = {"role": "assistant", "content": SAID.content}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "one"}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    with LocalModel([Answer(raw=json.dumps(body | {"choices": choices}))]) as model:
        assert (await ask(models_at(model).main)).usage == Usage()


async def test_what_differs_from_the_drafts_goes_along(models_at: MakeModels) -> None:
    with LocalModel([SAID]) as model:
        endpoint = models_at(model).main
        await ask(endpoint)
        await ask(endpoint, temperature=0.0)
    assert [call.body["temperature"] for call in model.calls] == [0.3, 0.0]
