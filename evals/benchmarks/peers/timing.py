"""Times one contestant in a process of its own: `python -m evals.benchmarks.peers.timing NAME CALLS < TASK`.

Standard input is a `Task` as JSON, standard output {"version", "python", "wall", "cpu", "attempts"}: milliseconds
of each call in order, by the clock and on processors, and the connections that were refused.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from importlib import import_module

from evals.benchmarks.peers.contestant import Contestant, Prepare, Task
from evals.benchmarks.peers.offline import attempts, refuse_network

_WARM_UP = 20


def main(name: str, calls: int) -> None:
    """Read the task, time the contestant, print what it took."""
    refuse_network()
    given = json.load(sys.stdin)
    task = Task(given["reply"], given["asked"], tuple(given["keywords"]))
    prepare: Prepare = import_module(f"evals.benchmarks.peers.{name}").prepare
    contestant = prepare(task)
    contestant.prove(task.reply)
    wall, cpu = _timed(contestant, task.reply, calls)
    contestant.prove(task.reply)
    told = {"version": contestant.version, "python": platform.python_version()}
    print(json.dumps({**told, "wall": wall, "cpu": cpu, "attempts": attempts}, ensure_ascii=False))


def _timed(contestant: Contestant, reply: str, calls: int) -> tuple[list[float], list[float]]:
    wall: list[float] = []
    cpu: list[float] = []
    for _ in range(_WARM_UP + calls):
        begin, busy = time.perf_counter(), time.process_time()
        contestant.check(reply)
        cpu.append((time.process_time() - busy) * 1000)
        wall.append((time.perf_counter() - begin) * 1000)
    return wall[_WARM_UP:], cpu[_WARM_UP:]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
