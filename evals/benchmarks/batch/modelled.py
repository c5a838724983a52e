"""How near a batch comes to the ideal, so many calls in flight at a model that takes a second for each."""

from __future__ import annotations

import asyncio
import math
import multiprocessing
import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children
from multiprocessing.connection import Connection
from pathlib import Path

from evals.benchmarks.batch.reviews import write_reviews
from evals.local_model import Answer, Call, LocalModel, reply
from rag.batch.input import Input
from rag.batch.journal import Journal
from rag.batch.local import LocalEngine, rows_for
from rag.batch.plan import Plan
from rag.batch.rows import Columns
from rag.batch.run import Batch, Line
from rag.batch.workers import Workers
from rag.domain import Request, Review
from rag.processes import cores
from rag.settings import Settings

_REVIEW = re.compile(r'"text":\s*"([^"]+)"')
_PIECES = (
    (
        "谢谢您写得这么细",
        "多谢您抽时间告诉我们",
        "您的评价同事们都看了",
        "您的话很鼓舞人",
        "您的心声都收到了",
    ),
    ("做工会更用心", "包装正在换更结实的", "尺寸会标得更清楚", "选料还会再讲究些", "说明书马上补得更明白"),
    ("欢迎常来看看", "盼着再见到您", "祝您天天舒心", "家里人喜欢我们更高兴", "往后用着有事就找客服"),
)


def _answer(call: Call) -> Answer:
    """A reply that takes up what the review says, as models do, with words of its own around it."""
    chance = random.Random(call.prompt)  # noqa: S311
    told = _REVIEW.findall(call.prompt)
    begin, middle, end = (chance.choice(pieces) for pieces in _PIECES)
    parts = [part for part in re.split("[，。！~]", told[-1]) if part and not set(part) & set("不没")]
    said = [f"您提到的{part}我们记下了" for part in parts]
    return reply("，".join([begin, *said, middle, end]) + "。")


def _serve(pipe: Connection, latency: float) -> None:
    with LocalModel([_answer], latency=latency, keeps=True) as model:
        pipe.send(model.base_url)
        pipe.recv()
        pipe.send((len(model.calls), model.busiest, time.process_time()))


@dataclass
class StandIn:
    """A model in a process of its own; `calls`, `busiest` and `processor` (seconds) are there once it has ended."""

    base_url: str
    calls: int = 0
    busiest: int = 0
    processor: float = 0.0


@contextmanager
def stand_in(latency: float) -> Iterator[StandIn]:
    """Serves until the block ends."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, latency))
    process.start()
    try:
        model = StandIn(ours.recv())
        yield model
        ours.send(None)
        model.calls, model.busiest, model.processor = ours.recv()
    finally:
        process.kill()
        process.join()


@dataclass(frozen=True)
class _Took:
    """A run: seconds by the clock, by the processors for us, and its lines."""

    seconds: float
    processor: float
    lines: list[Line]


def efficiency(folder: Path, rows: int, in_flight: int, jobs: int | None, latency: float) -> dict[str, object]:
    """Seconds of a batch, workers warm, against the least that its rows, its calls and the processor allow."""
    jobs = jobs or cores()
    source = folder / "modelled.csv"
    write_reviews(source, rows)
    with stand_in(latency) as model:
        settings = Settings(
            llm_base_url=model.base_url,
            llm_model="local",
            llm_api_key="none",  # type: ignore[arg-type]
            llm_concurrency=math.ceil(in_flight / jobs),
            deadline=60,
            data=folder / "data",
        )
        took = asyncio.run(_batch(settings, source, folder / "modelled.journal", in_flight, jobs))
    ideal = latency * rows / in_flight
    allowed = max(latency * model.calls / in_flight, (took.processor + model.processor) / cores())
    return {
        "rows": rows,
        "in_flight": in_flight,
        "latency": latency,
        "jobs": jobs,
        "seconds": round(took.seconds, 1),
        "ideal": round(ideal, 1),
        "efficiency": round(ideal / took.seconds, 3),
        "calls": model.calls,
        "ours_ms_a_call": round(1000 * took.processor / model.calls, 1),
        "stand_in_ms_a_call": round(1000 * model.processor / model.calls, 1),
        "allowed": round(allowed, 1),
        "efficiency_of_allowed": round(allowed / took.seconds, 3),
        "busiest": model.busiest,
        "load": os.getloadavg()[0],
        "by_the_model": sum(line["draft"]["made_by"]["drafter"] == "llm" for line in took.lines),
    }


async def _batch(settings: Settings, source: Path, journal: Path, in_flight: int, jobs: int) -> _Took:
    lines: list[Line] = []
    async with Workers(settings, jobs) as workers:
        warm = (Request("review", review=Review(f"包装很好{number}")) for number in range(4 * jobs))
        await asyncio.gather(*map(workers.draft, warm))
        kept = Journal(journal, Plan({}), restart=True)
        engine = LocalEngine(workers.draft, rows_for(in_flight))
        batch = Batch(Input(source, Columns()), kept, engine, "handbook")
        since, used = time.perf_counter(), _processor()
        await batch.run(lines.append)
        took = _Took(time.perf_counter() - since, _processor() - used, lines)
        kept.close()
    return took


def _processor() -> float:
    """Seconds of processor that this process and its workers have taken so far; these by Linux's books."""
    tick = os.sysconf("SC_CLK_TCK")
    stats = (Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split() for child in active_children())
    return time.process_time() + sum(int(stat[11]) + int(stat[12]) for stat in stats) / tick
