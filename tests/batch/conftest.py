"""A drafter that says what it is asked, so that what is tested is the batch; and the command itself."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rag.batch.engine import Outcome, attempt
from rag.batch.finish import finish
from rag.batch.input import Input
from rag.batch.journal import Journal
from rag.batch.local import LocalEngine
from rag.batch.plan import Plan
from rag.batch.rows import Columns
from rag.batch.run import Batch
from rag.domain import Draft, MadeBy, Request
from rag.errors import InputError
from rag.wiring import Wanyan
from tests.commands import Done, run

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from rag.cli import main; main()"]
PLAN = Plan({"input": "a", "shop": "handbook", "model": "none"})

Drafter = Callable[[Request], Awaitable[Draft]]
Command = Callable[..., Done]


def drafted(request: Request, **changed: Any) -> Draft:
    """A draft that says the review back."""
    text = f"谢谢您说{request.customer_text}，第{request.variant}种说法"
    given = {
        "id": "d", "status": "ready", "channel": "review", "shop": request.shop, "language": "zh-Hans",
        "text": text, "segments": (text,), "topics": (), "stage": "after-sales", "sentiment": "positive",
        "made_by": MadeBy("offline"), **changed,
    }  # fmt: skip
    return Draft(**given)


async def echo(request: Request) -> Draft:
    """Draft at once; refuses what has no text."""
    await asyncio.sleep(0)
    if not request.customer_text.strip():
        raise InputError("nothing to reply to: the customer's text is empty")
    return drafted(request)


def write_csv(path: Path, *reviews: str, heading: tuple[str, ...] = ("id", "评价内容")) -> Path:
    """A file of reviews, numbered from 1."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(heading)
        rows.writerows((f"r{number}", review) for number, review in enumerate(reviews, 1))
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of an output."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def journal_of(output: Path) -> list[dict[str, Any]]:
    """All lines that are whole, the plan first."""
    path = output.with_name(f"{output.name}.journal")
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]


async def run_batch(
    source: Path,
    output: Path,
    draft: Drafter = echo,
    *,
    concurrency: int = 4,
    plan: Plan = PLAN,
    told: list[dict[str, Any]] | None = None,
) -> int:
    """Run a batch whole, with a drafter of the test's. Returns the rejects."""
    read = Input(source, Columns())
    survey = read.survey()
    journal = Journal(output.with_name(f"{output.name}.journal"), plan)

    async def one(request: Request, first: bool) -> Outcome:
        return await attempt(draft, request)

    try:
        tell = (told if told is not None else []).append
        await Batch(read, journal, LocalEngine(one, concurrency), "handbook").run(tell)
        return finish(read, survey.columns, journal, output)
    finally:
        journal.close()


@pytest.fixture
def command(built: Wanyan) -> Command:
    """Runs `wanyan batch` in this process, with the index there already."""
    return partial(run, "batch")
