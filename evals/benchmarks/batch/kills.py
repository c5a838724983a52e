"""SIGKILL at random moments: rows lost, rows doubled, rows out of order, replies changed."""

from __future__ import annotations

import csv
import json
import random
import time
from pathlib import Path

from evals.benchmarks.batch.reviews import write_reviews
from evals.benchmarks.batch.running import journalled, run, start


def kills(folder: Path, rows: int, times: int) -> dict[str, object]:
    """Kill a run of so many rows so often, then let it end; held against a journal that only grows."""
    source, output = folder / "kills.csv", folder / "killed.csv"
    write_reviews(source, rows)
    chance, changed, at = random.Random(), 0, []  # noqa: S311
    before: list[bytes] = []
    for number in range(times):
        goal = rows * (number + chance.random()) / (times + 1)
        process = start(str(source), "-o", str(output))
        while process.poll() is None and len(journalled(output)) < goal:
            time.sleep(0.05)
        process.kill()
        process.communicate()
        now = journalled(output)
        at.append(len(now))
        changed += now[: len(before)] != before
        before = now
    run(str(source), "-o", str(output))
    changed += journalled(output)[: len(before)] != before
    with output.open(encoding="utf-8-sig", newline="") as file:
        found = [row["评价编号"] for row in csv.DictReader(file)]
    wanted = [f"r{number}" for number in range(1, rows + 1)]
    numbers = [json.loads(line)["row"] for line in journalled(output)]
    return {
        "rows": rows,
        "killed_at": at,
        "lost": len(set(wanted) - set(found)),
        "doubled": len(found) - len(set(found)),
        "in_order": found == wanted and numbers == list(range(1, rows + 1)),
        "journals_changed": changed,
    }
