"""Worker processes that die are replaced, and no row is lost with them."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from rag.batch.engine import Failure
from rag.batch.workers import Workers
from rag.domain import Draft, Request, Review
from rag.errors import WanyanError
from rag.settings import Settings
from rag.wiring import Wanyan


def request(number: int) -> Request:
    """A review unlike the others."""
    return Request("review", review=Review(f"第{number}次买，面料很软"))


@pytest.fixture
def settings(built: Wanyan) -> Settings:
    """Those of an index that is there already."""
    return built.settings


async def test_a_worker_that_is_killed_is_replaced_and_its_rows_are_drafted(settings: Settings) -> None:
    async with Workers(settings, 1) as workers:
        assert isinstance(await workers.draft(request(0)), Draft)
        first = workers._workers[0].process
        drafts = [asyncio.create_task(workers.draft(request(number))) for number in range(1, 9)]
        await asyncio.sleep(0.02)
        os.kill(first.pid, signal.SIGKILL)
        assert all([isinstance(await draft, Draft) for draft in drafts])
        assert workers._workers[0].process.pid != first.pid


async def test_a_row_that_cannot_be_answered_is_no_worker_s_end(settings: Settings) -> None:
    async with Workers(settings, 1) as workers:
        outcome = await workers.draft(Request("review", review=Review("")))
        assert outcome == Failure("rejected", "nothing to reply to: the customer's text is empty")


async def test_workers_that_cannot_start_end_the_batch(settings: Settings, tmp_path: Path) -> None:
    broken = settings.model_copy(update={"knowledge": tmp_path / "nowhere"})
    async with Workers(broken, 1) as workers:
        with pytest.raises(WanyanError, match="cannot be started"):
            await workers.draft(request(1))
