"""`python -m evals.benchmarks.batch [pipeline|offline|model|engines|kills]`: figures as JSON (docs/batch.md)."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from evals.benchmarks.batch.engines import engines
from evals.benchmarks.batch.kills import kills
from evals.benchmarks.batch.modelled import efficiency
from evals.benchmarks.batch.pipeline import pipeline
from evals.benchmarks.batch.reviews import write_reviews
from evals.benchmarks.batch.running import run


def offline(folder: Path, rows: int, jobs: int | None) -> dict[str, object]:
    """Time and memory of the command without a model."""
    source = folder / "offline.csv"
    write_reviews(source, rows)
    more = ("--jobs", str(jobs)) if jobs else ()
    return {"rows": rows, **asdict(run(str(source), "-o", str(folder / "offline.out.csv"), *more))}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["pipeline", "offline", "model", "engines", "kills"])
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--in-flight", type=int, default=128)
    parser.add_argument("--latency", type=float, default=1.0)
    parser.add_argument("--kills", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {
            "pipeline": lambda: pipeline(folder, asked.rows),
            "offline": lambda: offline(folder, asked.rows, asked.jobs),
            "model": lambda: efficiency(folder, asked.rows, asked.in_flight, asked.jobs, asked.latency),
            "engines": lambda: engines(folder, asked.rows, asked.in_flight, asked.jobs, asked.latency),
            "kills": lambda: kills(folder, asked.rows, asked.kills),
        }[asked.what]()
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
