"""The stand-in model in a process of its own: what it takes is not counted as ours."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from evals.faults import FAULTS
from evals.local_model import LocalModel, reply

SAID = "请您拍张照片发给我，我马上帮您核实。"
"""What it answers: right for a customer whose goods are broken, so that nothing is sent back."""


@contextmanager
def served(latency: float = 0.0, fault: str | None = None) -> Iterator[str]:
    """The base URL of a model that answers after `latency` seconds, or misbehaves as `evals.faults` names it."""
    command = [sys.executable, "-m", "evals.benchmarks.endpoint.serving", "--latency", str(latency)]
    command += ["--fault", fault] if fault else []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()  # which ends it


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--fault", choices=list(FAULTS))
    given = parser.parse_args()
    answer = FAULTS[given.fault] if given.fault else reply(SAID)
    with LocalModel([answer], latency=given.latency) as model:
        print(model.base_url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
