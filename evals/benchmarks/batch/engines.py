"""The same batch by the local engine and by Ray, one after the other, at the same concurrency."""

from __future__ import annotations

import subprocess
import time
from contextlib import nullcontext
from pathlib import Path

from evals.benchmarks.batch.modelled import stand_in
from evals.benchmarks.batch.reviews import write_reviews
from evals.benchmarks.batch.running import journalled, run, start
from rag.processes import cores


def engines(folder: Path, rows: int, in_flight: int, jobs: int | None, latency: float) -> dict[str, object]:
    """Seconds until each engine's first reply, and its rows a second from there; offline where `latency` is 0."""
    source, one = folder / "engines.csv", folder / "one.csv"
    write_reviews(source, rows)
    write_reviews(one, 1)
    found: dict[str, object] = {"rows": rows, "in_flight": in_flight, "latency": latency}
    for engine in ("local", "ray"):
        settings = {"WANYAN_DATA": str(folder / engine)}  # what one has asked is not remembered for the other
        run(str(one), "-o", str(folder / f"{engine}-one.csv"), **settings)  # the index is there
        asked = ("--engine", engine, "--concurrency", str(in_flight), "--jobs", str(jobs or cores()))
        with stand_in(latency) if latency else nullcontext() as model:
            if model:
                told = {"BASE_URL": model.base_url, "MODEL": "local", "API_KEY": "none"}
                settings |= {f"WANYAN_LLM_{name}": value for name, value in told.items()}
            found[engine] = _timed(
                start(str(source), "-o", str(folder / f"{engine}.csv"), *asked, **settings),
                rows,
                folder / f"{engine}.csv",
            )
        if model:
            found[f"{engine}_calls"] = model.calls
    return found


def _timed(process: subprocess.Popen[bytes], rows: int, output: Path) -> dict[str, float]:
    began = time.perf_counter()
    first = _when(process, output, 1)
    last = _when(process, output, rows)
    process.communicate()
    if process.returncode:
        raise RuntimeError(f"{output.stem}: ended with {process.returncode}")
    return {
        "first_reply": round(first - began, 1),
        "seconds_from_there": round(last - first, 1),
        "rows_a_second": round(rows / (last - first), 1),
        "whole": round(time.perf_counter() - began, 1),
    }


def _when(process: subprocess.Popen[bytes], output: Path, rows: int) -> float:
    """When so many rows were in the journal, or the process had ended."""
    while process.poll() is None and len(journalled(output)) < rows:
        time.sleep(0.05)
    return time.perf_counter()
