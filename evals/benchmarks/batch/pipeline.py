"""What the batch itself takes, beside the drafting: read, order, keep apart, journal, write; and its memory."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from evals.benchmarks.batch.reviews import write_reviews
from evals.benchmarks.batch.running import ROOT


def pipeline(folder: Path, rows: int) -> dict[str, object]:
    """Seconds and peak MB of a batch whose drafts take no time, in a process of its own."""
    source = folder / f"pipeline-{rows}.csv"
    write_reviews(source, rows)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "evals.benchmarks.batch.pipeline", str(source)],
        capture_output=True, check=True, cwd=ROOT, text=True,
    )  # fmt: skip
    return {"rows": rows, **json.loads(done.stdout)}


async def _main(source: Path) -> None:
    from rag.batch.engine import Outcome
    from rag.batch.finish import finish
    from rag.batch.input import Input
    from rag.batch.journal import Journal
    from rag.batch.local import LocalEngine
    from rag.batch.plan import Plan
    from rag.batch.rows import Columns
    from rag.batch.run import Batch
    from rag.domain import Draft, MadeBy, Request

    async def draft(request: Request, first: bool) -> Outcome:
        text = f"谢谢您说{request.customer_text}（{request.variant}）"
        return Draft(
            "d", "ready", "review", request.shop, "zh-Hans", text, (text,), (), "after-sales", "positive",
            MadeBy("llm"),
        )  # fmt: skip

    read = Input(source, Columns())
    output = source.with_suffix(".out.csv")
    since = time.perf_counter()
    survey = read.survey()
    journal = Journal(source.with_suffix(".journal"), Plan({}), restart=True)
    await Batch(read, journal, LocalEngine(draft, 16), "handbook").run(lambda line: None)
    drafted = time.perf_counter() - since
    finish(read, survey.columns, journal, output)
    journal.close()
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    seconds = time.perf_counter() - since
    found = {
        "seconds": round(seconds, 1),
        "ms_a_row": round(seconds / survey.rows * 1000, 3),
        "peak_mb": round(peak),
    }
    print(json.dumps({**found, "finish_seconds": round(seconds - drafted, 1)}))


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
