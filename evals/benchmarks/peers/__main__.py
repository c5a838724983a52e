"""Wanyan and its peers on the same reply, in turns, each in its own process: `python -m evals.benchmarks.peers`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from evals.benchmarks.peers.contestant import Task
from evals.benchmarks.test_checking import KEYWORDS, REPLY

ROOT = Path(__file__).parents[3]
REPORT = ROOT / ".wanyan/peers.json"
_PEERS = str(ROOT / ".venv-peers/bin/python")
_ROUNDS, _CALLS = 5, 200
_TASK = Task(REPLY, "鞋子能退吗，运费谁出", tuple(KEYWORDS))

_QUIET = {
    "NEMO_GUARDRAILS_NO_USAGE_STATS": "1",
    "DO_NOT_TRACK": "1",
    "OTEL_SDK_DISABLED": "true",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # else a table of prices is fetched on import
    "HF_HUB_OFFLINE": "1",
}


@dataclass
class Runner:
    """One line of the table: a contestant's module, the Python that has it, and its settings."""

    title: str
    module: str
    python: str
    settings: Mapping[str, str] = field(default_factory=dict)
    wall: list[list[float]] = field(default_factory=list)
    """Milliseconds of each call by the clock, by round."""
    cpu: list[list[float]] = field(default_factory=list)
    """The same on processors: other work on the machine shows less in it."""
    version: str = ""
    refused: list[str] = field(default_factory=list)
    failure: str = ""

    def run(self, home: str) -> None:
        """Time one round and keep it; a failure is kept too, and said in the table."""
        command = [self.python, "-m", "evals.benchmarks.peers.timing", self.module, str(_CALLS)]
        environment = {"PATH": os.environ["PATH"], "HOME": home, **_QUIET, **self.settings}
        try:
            done = subprocess.run(  # noqa: S603
                command, input=json.dumps(asdict(_TASK)), capture_output=True, text=True, encoding="utf-8",
                cwd=ROOT, env=environment, check=True,
            )  # fmt: skip
        except FileNotFoundError:
            self.failure = "not installed: make bench-peers"
        except subprocess.CalledProcessError as error:
            self.failure = error.stderr.strip().rpartition("\n")[2]
        else:
            told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
            self.wall.append(told["wall"])
            self.cpu.append(told["cpu"])
            self.version = f"{told['version']}, CPython {told['python']}"
            self.refused += told["attempts"]


def quantile(rounds: list[list[float]], share: float) -> float:
    """What this share of a round's calls stays within: the median of all rounds."""
    return median(sorted(calls)[int(share * len(calls))] for calls in rounds)


def main() -> int:
    """Measure in turns, print the table, write the report; 1 where a contestant could not be measured."""
    runners = [
        Runner("Wanyan: all rules", "wanyan", sys.executable),
        Runner("guardrails-ai: 20 keywords, in turn", "guardrails_ai", _PEERS, {"GUARDRAILS_RUN_SYNC": "true"}),
        Runner("guardrails-ai: 20 keywords, its default", "guardrails_ai", _PEERS),
        Runner("NeMo Guardrails: one output rail", "nemo_guardrails", _PEERS),
    ]
    load = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / ".guardrailsrc").write_text("enable_metrics=false\nuse_remote_inferencing=false\n")
        for _ in range(_ROUNDS):
            for runner in runners:
                runner.run(home)
    load.append(os.getloadavg()[0])
    _print(runners, load)
    _write(runners, load)
    return int(any(runner.failure for runner in runners))


def _print(runners: list[Runner], load: list[float]) -> None:
    print(
        f"{len(REPLY)} characters, {_ROUNDS} rounds of {_CALLS} calls in turns, load {load[0]:.1f} to {load[1]:.1f}"
    )
    print(f"{'milliseconds':<42}{'p50':>8}{'p95':>8}{'cpu p50':>9}{'x Wanyan':>10}  version")
    for runner in runners:
        if runner.failure:
            print(f"{runner.title:<42}{runner.failure}")
            continue
        half, most, busy = quantile(runner.wall, 0.5), quantile(runner.wall, 0.95), quantile(runner.cpu, 0.5)
        ratio = f"{busy / quantile(runners[0].cpu, 0.5):.1f}" if runners[0].cpu else ""
        refused = f"; {len(runner.refused)} connections refused" if runner.refused else ""
        print(f"{runner.title:<42}{half:>8.2f}{most:>8.2f}{busy:>9.2f}{ratio:>10}  {runner.version}{refused}")


def _write(runners: list[Runner], load: list[float]) -> None:
    REPORT.parent.mkdir(exist_ok=True)
    report = {
        "characters": len(REPLY),
        "cores": os.cpu_count(),
        "load": load,
        "contestants": [*map(asdict, runners)],
    }
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
