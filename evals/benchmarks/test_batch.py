"""A batch of reviews read, kept apart, journalled and written, beside the drafts alone."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from evals.benchmarks.batch.reviews import write_reviews
from evals.benchmarks.timing import timed
from rag.batch.engine import Outcome
from rag.batch.finish import finish
from rag.batch.input import Input
from rag.batch.journal import Journal
from rag.batch.local import LocalEngine
from rag.batch.plan import Plan
from rag.batch.rows import Columns, Row
from rag.batch.run import Batch
from rag.domain import Request
from rag.wiring import Wanyan

_ROWS = 200


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of reviews."""
    path = tmp_path / "reviews.csv"
    write_reviews(path, _ROWS)
    return path


@pytest.mark.benchmark(group=f"{_ROWS} reviews offline, one process")
def test_baseline_drafts_in_a_loop(benchmark: BenchmarkFixture, wanyan: Wanyan, source: Path) -> None:
    async def drafted() -> int:
        rows = (row for row in Input(source, Columns()).rows() if isinstance(row, Row))
        return len([await wanyan.draft(row.request("handbook"), live=False) for row in rows])

    assert timed(benchmark, lambda: asyncio.run(drafted()), rounds=3) == _ROWS


@pytest.mark.benchmark(group=f"{_ROWS} reviews offline, one process")
def test_whole_batch(benchmark: BenchmarkFixture, wanyan: Wanyan, source: Path) -> None:
    numbers = itertools.count()

    async def draft(request: Request, first: bool) -> Outcome:
        return await wanyan.draft(request, live=False)

    def batch() -> bool:
        read, number = Input(source, Columns()), next(numbers)
        output = source.with_suffix(f".{number}.csv")
        survey, journal = read.survey(), Journal(source.with_suffix(f".{number}"), Plan({}), restart=True)
        asyncio.run(Batch(read, journal, LocalEngine(draft, 16), "handbook").run(lambda line: None))
        finish(read, survey.columns, journal, output)
        journal.close()
        return output.is_file()

    assert timed(benchmark, batch, rounds=3)
