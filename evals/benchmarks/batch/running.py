"""Runs the command and looks on: time, processor, peak memory of its largest process, and what came out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-c", "from rag.cli import main; main()", "batch"]


@dataclass(frozen=True)
class Ran:
    """Seconds on the clock and on processors, peak MB of the largest process, and the command's own summary."""

    wall: float
    cpu: float
    peak: float
    summary: dict[str, Any]


def start(*args: str, **env: str) -> subprocess.Popen[bytes]:
    """Begin the command."""
    return subprocess.Popen(  # noqa: S603
        [*COMMAND, *args, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, **env},
    )


def run(*args: str, **env: str) -> Ran:
    """Run it to its end. Raises RuntimeError where it could not do its work."""
    since = time.perf_counter()
    process = start(*args, **env)
    assert process.stdout is not None
    said = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise RuntimeError(f"wanyan batch {' '.join(args)}: ended with {process.returncode}")
    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # getrusage counts bytes there, kilobytes elsewhere
    wall = time.perf_counter() - since
    return Ran(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, json.loads(said))


def journalled(output: Path) -> list[bytes]:
    """The whole lines of rows in the journal."""
    journal = output.with_name(f"{output.name}.journal")
    return journal.read_bytes().split(b"\n")[1:-1] if journal.exists() else []
