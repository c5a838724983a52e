"""How near a batch comes to the ideal, so many calls in flight at a model that takes a second for each."""

from __future__ import annotations

import asyncio
import math
import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

from evals.benchmarks.batch.reviews import write_reviews
from evals.local_model import Answer, Call, LocalModel, reply
from rag.batch.input import Input
from rag.batch.journal import Journal
from rag.batch.local import LocalEngine
from rag.batch.plan import Plan
from rag.batch.rows import Columns
from rag.batch.run import Batch, Line
from rag.batch.workers import Workers
from rag.domain import Request, Review
from rag.settings import Settings

_PIECES = (
    ("谢谢您", "感谢您", "多谢您", "收到您的评价", "看到您的话", "您的用心我们看到了", "您说得细", "有您支持"),
    ("写得这么清楚", "把感受告诉我们", "抽时间来评价", "提到这些细节", "一路信任小店", "说出真实的想法"),
    ("我们都记下了", "同事们都看过了", "对我们很有用", "我们很珍惜", "我们放在心上", "我们会对照着看"),
    ("做工上会更用心", "包装会更仔细", "服务会更周到", "选料会更讲究", "尺寸会标得更清楚", "说明会写得更明白"),
    ("欢迎常来看看", "盼着再见到您", "祝您用得开心", "愿您天天舒心", "期待您的下一次光临", "祝您一切顺利"),
)  # fmt: skip


def _answer(call: Call) -> Answer:
    """A reply of pieces, seldom the same."""
    chance = random.Random(call.prompt)  # noqa: S311
    return reply("，".join(chance.choice(pieces) for pieces in _PIECES) + "。")


def _serve(pipe: Connection, latency: float) -> None:
    with LocalModel([_answer], latency=latency, keeps=True) as model:
        pipe.send(model.base_url)
        pipe.recv()
        pipe.send(model.busiest)


def efficiency(folder: Path, rows: int, in_flight: int, jobs: int, latency: float = 1.0) -> dict[str, object]:
    """Seconds of a batch, workers warm, against the least that so many calls can take."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, latency))
    process.start()
    source = folder / "modelled.csv"
    write_reviews(source, rows)
    try:
        settings = Settings(
            llm_base_url=ours.recv(),
            llm_model="local",
            llm_api_key="none",  # type: ignore[arg-type]
            llm_concurrency=math.ceil(in_flight / jobs),
            deadline=60,
        )
        seconds, lines = asyncio.run(_batch(settings, source, folder / "modelled.journal", in_flight, jobs))
        ours.send(None)
        busiest = ours.recv()
    finally:
        process.kill()
        process.join()
    ideal = math.ceil(rows / in_flight) * latency
    return {
        "rows": rows,
        "in_flight": in_flight,
        "jobs": jobs,
        "seconds": round(seconds, 1),
        "ideal": ideal,
        "efficiency": round(ideal / seconds, 3),
        "busiest": busiest,
        "by_the_model": sum(line["draft"]["made_by"]["drafter"] == "llm" for line in lines),
    }


async def _batch(
    settings: Settings, source: Path, journal: Path, in_flight: int, jobs: int
) -> tuple[float, list[Line]]:
    lines: list[Line] = []
    async with Workers(settings, jobs) as workers:
        warm = Request("review", review=Review("包装很好"))
        await asyncio.gather(*(workers.draft(warm) for _ in range(4 * jobs)))
        kept = Journal(journal, Plan({}), restart=True)
        batch = Batch(Input(source, Columns()), kept, LocalEngine(workers.draft, in_flight), "handbook")
        since = time.perf_counter()
        await batch.run(lines.append)
        seconds = time.perf_counter() - since
        kept.close()
    return seconds, lines
