"""The places at an endpoint: never more than there are, whoever waits goes first, batches are not forgotten."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.endpoint.slots import Slots


async def order_of(waiting: list[bool]) -> list[bool]:
    """Whether each call was live, in the order they had their turn at a single place."""
    slots, turns = Slots(1), []

    async def call(live: bool) -> None:
        async with slots.place(live=live):
            turns.append(live)

    async with slots.place():
        calls = [asyncio.create_task(call(live)) for live in waiting]
        await asyncio.sleep(0)
        assert slots.waiting == len(waiting)
    await asyncio.gather(*calls)
    assert (slots.taken, slots.waiting) == (0, 0)
    return turns


async def test_live_calls_go_before_a_batch() -> None:
    assert await order_of([False, False, True, True]) == [True, True, False, False]


async def test_a_batch_has_every_fifth_turn_however_many_live_calls_wait() -> None:
    turns = await order_of([True] * 40 + [False] * 3)
    assert [at for at, live in enumerate(turns) if not live] == [4, 9, 14]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=30), st.integers(1, 4))
def test_no_place_is_lost_or_given_twice_whoever_gives_up(calls: list[tuple[bool, bool]], limit: int) -> None:
    async def run() -> None:
        slots, inside, most = Slots(limit), 0, 0

        async def call(live: bool) -> None:
            nonlocal inside, most
            async with slots.place(live=live):
                inside += 1
                most = max(most, inside)
                try:
                    await asyncio.sleep(0)
                finally:
                    inside -= 1

        tasks = [asyncio.create_task(call(live)) for live, _ in calls]
        await asyncio.sleep(0)
        for task, (_, gives_up) in zip(tasks, calls, strict=True):
            if gives_up:
                task.cancel()
                await asyncio.sleep(0)
        await asyncio.gather(*tasks, return_exceptions=True)
        assert most <= limit
        assert (slots.taken, slots.waiting, slots.free) == (0, 0, True)

    asyncio.run(run())


async def test_who_gives_up_just_when_called_passes_the_place_on() -> None:
    slots, turns = Slots(1), []

    async def call(name: str) -> None:
        async with slots.place():
            turns.append(name)

    async with slots.place():
        first, second = asyncio.create_task(call("first")), asyncio.create_task(call("second"))
        await asyncio.sleep(0)
    first.cancel()  # it was handed the place, but has not run yet
    with pytest.raises(asyncio.CancelledError):
        await first
    await second
    assert turns == ["second"]
    assert slots.free


async def test_all_who_give_up_at_the_same_moment_end_alike() -> None:
    slots = Slots(1)

    async def call() -> None:
        async with slots.place():
            await asyncio.sleep(1)

    tasks = [asyncio.create_task(call()) for _ in range(4)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(end, asyncio.CancelledError) for end in ends)
    assert (slots.taken, slots.waiting) == (0, 0)
