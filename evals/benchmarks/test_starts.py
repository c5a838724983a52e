"""Starting cold, beside a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from evals.benchmarks.timing import timed
from rag.wiring import Wanyan

_WANYAN = str(Path(sys.executable).with_name("wanyan"))


@pytest.mark.benchmark(group="cold start")
def test_baseline_python_that_does_nothing(benchmark: BenchmarkFixture) -> None:
    timed(benchmark, lambda: _run(sys.executable, "-c", "pass"), rounds=10)


@pytest.mark.benchmark(group="cold start")
def test_wanyan_check(benchmark: BenchmarkFixture) -> None:
    timed(benchmark, lambda: _run(_WANYAN, "check", "-", "--format", "jsonl"), rounds=10)


@pytest.mark.benchmark(group="cold start")
def test_wanyan_draft(benchmark: BenchmarkFixture, wanyan: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an index that is up to date."""
    monkeypatch.setenv("WANYAN_DATA", str(wanyan.settings.data))
    timed(benchmark, lambda: _run(_WANYAN, "draft", "chat", "退货运费谁出"), rounds=5)


def _run(*command: str) -> None:
    subprocess.run(command, input="好的，马上为您办理。".encode(), stdout=subprocess.DEVNULL, check=True)  # noqa: S603
