"""Second drafts are under way before their rows' turns come, and rows wait for each other's no more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator

import pytest

from rag.batch.engine import Asked, Failed, Outcome
from rag.batch.lookahead import Lookahead
from rag.batch.variety import other_variant
from rag.domain import MadeBy, Request, Review
from rag.errors import WanyanError
from tests.batch.conftest import drafted

SAME = "谢谢您的评价，您的满意是我们一直用心的理由，盼着再见到您。"

MODEL = MadeBy("llm")


class Saying:
    """A model's engine that says the same of every row, and calls `second` before each second draft."""

    def __init__(self, second: Callable[[Request], None] = lambda _: None, ahead: int = 8) -> None:
        self.ahead = ahead
        self.second = second
        self.begun = 0
        self.let = asyncio.Event()

    async def drafted(
        self, asked: Iterator[Asked | Failed]
    ) -> AsyncGenerator[tuple[Asked | Failed, Outcome], None]:
        for one in asked:
            assert isinstance(one, Asked)
            yield one, drafted(one.request, text=SAME, made_by=MODEL)

    async def again(self, request: Request) -> Outcome:
        self.begun += 1
        self.second(request)
        await self.let.wait()
        return drafted(request, text=f"{SAME}{request.variant}")


def rows(count: int) -> Iterator[Asked]:
    """Rows that are asked one after the other."""
    for number in range(1, count + 1):
        yield Asked(number, str(number), Request("review", review=Review(f"好{number}")))


async def test_second_drafts_are_made_side_by_side() -> None:
    engine = Saying()
    engine.second = lambda _: engine.let.set() if engine.begun == 5 else None  # else nobody goes on
    lookahead, made = Lookahead(engine), []
    async with asyncio.timeout(10):
        async for one, _ in lookahead.drafted(rows(6)):
            if isinstance(one, Asked) and one.number > 1:
                made.append(await lookahead.again(Request("review", review=one.request.review, variant=1_000)))
    assert [outcome.text for outcome in made] == [f"{SAME}{other_variant(0)}"] * 5  # type: ignore[union-attr]
    assert engine.begun == 5


async def test_what_was_said_before_the_run_is_foreseen_too() -> None:
    engine = Saying()
    engine.let.set()
    lookahead = Lookahead(engine)
    lookahead.remember(SAME)
    async for one, _ in lookahead.drafted(rows(1)):
        assert isinstance(one, Asked)
        await lookahead.again(Request("review", review=one.request.review, variant=other_variant(0)))
    assert engine.begun == 1


@pytest.mark.parametrize(("saying_so", "asked_again"), [(4, ["好3", "好4"]), (1, ["好3"])])
async def test_who_says_what_a_second_draft_says_is_asked_again_if_it_comes_later(
    saying_so: int, asked_again: list[str]
) -> None:
    other = "多谢您抽时间写下这些，做工会更用心，往后有事就找客服。"
    said = {2: SAME, 3: SAME, saying_so: other}
    again: list[str] = []

    class Crossing(Saying):
        async def drafted(
            self, asked: Iterator[Asked | Failed]
        ) -> AsyncGenerator[tuple[Asked | Failed, Outcome], None]:
            for one in asked:
                assert isinstance(one, Asked)
                yield one, drafted(one.request, text=said.get(one.number, ""), made_by=MODEL)

        async def again(self, request: Request) -> Outcome:
            again.append(request.customer_text)
            return drafted(request, text=other if request.customer_text == "好3" else "")

    turn = Lookahead(Crossing()).drafted(rows(5))
    await anext(turn)
    for _ in range(9):
        await asyncio.sleep(0)
    assert again == asked_again
    await turn.aclose()


async def test_no_more_is_asked_for_than_is_looked_ahead() -> None:
    engine = Saying(ahead=2)
    async for one, _ in Lookahead(engine).drafted(rows(50)):
        await asyncio.sleep(0)
        assert engine.begun <= one.number + 3


async def test_without_looking_ahead_nothing_is_asked_for_twice() -> None:
    engine = Saying(ahead=0)
    assert len([one async for one, _ in Lookahead(engine).drafted(rows(9))]) == 9
    assert engine.begun == 0


@pytest.mark.parametrize("error", [WanyanError("gone"), asyncio.CancelledError()])
async def test_what_ends_the_engine_ends_the_batch(error: BaseException) -> None:
    class Ending(Saying):
        async def drafted(
            self, asked: Iterator[Asked | Failed]
        ) -> AsyncGenerator[tuple[Asked | Failed, Outcome], None]:
            async for result in super().drafted(asked):
                yield result
                raise error

    async with asyncio.timeout(10):
        with pytest.raises(type(error)):
            async for _ in Lookahead(Ending()).drafted(rows(3)):
                pass
