"""How much `wanyan check` reads, whole, and in how much memory: `make bench-throughput`, docs/performance.md.

A log is made from the project's own sentences; each figure stands beside a Python that only copies the rows.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from evals.suites import SUITES
from rag.settings import load_settings

EVALS = Path(__file__).parents[1]
_SPEED_ROWS, _MEMORY_ROWS = 20_000, (10_000, 200_000)
_SHORT = 14
_ROUNDS = 3
_REPORT = EVALS.parent / ".wanyan/throughput.json"
_SLOT = re.compile(r"\[\w+x\]")
_COPY = (
    "import json, sys\nfor line in open(sys.argv[1], encoding='utf-8'):\n    print(json.dumps(json.loads(line)))"
)


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds on the clock and on processors, and the peak of its largest process in MB."""

    wall: float
    cpu: float
    peak: float


def sentences(longest: int | None = None) -> list[tuple[str, str]]:
    """Customer's words and reply of every case and every row of the corpus, of `longest` characters at most."""
    settings = load_settings()
    cases = [case for name in ("negation", "return-shipping", "rules") for case in SUITES[name].cases(settings)]
    pairs = [(case.context if isinstance(case.context, str) else "", case.reply) for case in cases]
    for path in sorted((EVALS / "corpus").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            pairs.append((row.get("context", ""), "".join(text for _, text in row.get("parts", ()))))
    return [(said, reply) for said, reply in pairs if reply and len(reply) <= (longest or len(reply))]


def write_log(path: Path, rows: int, pairs: Sequence[tuple[str, str]], most: int) -> int:
    """Write a log, a row of one to `most` replies each, slots filled; return the characters of its replies."""
    chance, characters = random.Random(20), 0  # noqa: S311
    with path.open("w", encoding="utf-8") as log:
        for number in range(rows):
            drawn = chance.choices(pairs, k=chance.randint(1, most))
            reply = _SLOT.sub(lambda _: str(chance.randrange(10, 900)), " ".join(reply for _, reply in drawn))
            characters += len(reply)
            row = {"id": number, "agent": f"a{number % 20}", "context": drawn[0][0], "reply": reply}
            log.write(json.dumps(row, ensure_ascii=False) + "\n")
    return characters


def spent(command: list[str], rows: int) -> Spent:
    """Run a command to its end. Raises RuntimeError where it did not print a line a row."""
    with tempfile.TemporaryFile() as output:
        since = time.perf_counter()
        with subprocess.Popen(command, stdout=output) as process:  # noqa: S603
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - since
        output.seek(0)
        if sum(1 for _ in output) != rows:
            raise RuntimeError(f"{' '.join(command)}: ended with {process.returncode} before the last row")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # getrusage counts bytes there, kilobytes elsewhere
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def commands(log: Path) -> dict[str, list[str]]:
    """What is measured, by name; the baseline first."""
    check = [str(Path(sys.executable).with_name("wanyan")), "check", str(log), "--format", "jsonl", "--jobs"]
    return {
        "baseline: read and write": [sys.executable, "-c", _COPY, str(log)],
        "wanyan check, 1 job": [*check, "1"],
        "wanyan check, 2 jobs": [*check, "2"],
    }


def speed(folder: Path) -> list[dict[str, object]]:
    """Each command over the same log, in turns; medians of all rounds."""
    log = folder / "speed.jsonl"
    characters = write_log(log, _SPEED_ROWS, sentences(), most=3)  # so that few rows repeat
    runs: dict[str, list[Spent]] = {name: [] for name in commands(log)}
    for _ in range(_ROUNDS):
        for name, command in commands(log).items():
            runs[name].append(spent(command, _SPEED_ROWS))
    rows: list[dict[str, object]] = []
    for name, took in runs.items():
        wall, cpu = median(one.wall for one in took), median(one.cpu for one in took)
        minute = {"wall": characters / wall * 60 / 1e6, "core": characters / cpu * 60 / 1e6}
        rows.append({"what": name, "seconds": wall, "cpu_seconds": cpu, "millions_a_minute": minute})
        print(f"{name:<28}{wall:>9.1f}{cpu:>9.1f}{minute['wall']:>12.1f}{minute['core']:>12.1f}")
    return rows


def memory(folder: Path) -> list[dict[str, object]]:
    """The peak of each command's largest process, over a short log and a long one. Short rows: many soon."""
    logs = {rows: folder / f"{rows}.jsonl" for rows in _MEMORY_ROWS}
    for rows, log in logs.items():
        write_log(log, rows, sentences(_SHORT), most=1)
    peaks = {
        rows: {name: spent(command, rows).peak for name, command in commands(log).items()}
        for rows, log in logs.items()
    }
    for name in commands(folder):
        print(f"{name:<28}" + "".join(f"{peaks[rows][name]:>12.0f}" for rows in logs))
    return [{"rows": rows, "peak_mb": by_name} for rows, by_name in peaks.items()]


def main() -> None:
    """Measure, print both tables, write them as JSON."""
    load = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as folder:
        title = f"{_SPEED_ROWS:,} rows, median of {_ROUNDS}"
        print(f"{title:<28}{'s':>9}{'cpu s':>9}{'M chars/min':>12}{'a core':>12}")
        fast = speed(Path(folder))
        print(f"\n{'peak of a process, MB':<28}" + "".join(f"{f'{rows:,} rows':>12}" for rows in _MEMORY_ROWS))
        flat = memory(Path(folder))
    load.append(os.getloadavg()[0])
    print(f"\n{os.cpu_count()} cores, load {load[0]:.1f} to {load[1]:.1f}")
    report = {"cores": os.cpu_count(), "load": load, "speed": fast, "memory": flat}
    _REPORT.parent.mkdir(exist_ok=True)
    _REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
