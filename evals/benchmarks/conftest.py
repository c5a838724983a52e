"""What benchmarks share, and the table that sets each figure beside its baseline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rag.settings import Settings
from rag.wiring import Wanyan, build


@pytest.fixture(scope="session")
def wanyan(tmp_path_factory: pytest.TempPathFactory) -> Wanyan:
    """Wanyan over the project's own knowledge, offline, warmed up by nothing."""
    folder: Path = tmp_path_factory.mktemp("wanyan")
    return build(Settings(data=folder, _env_file=None))  # type: ignore[call-arg]


def pytest_terminal_summary(terminalreporter: Any, config: Any) -> None:
    """Print milliseconds and the ratio to the baseline of the same group."""
    session = getattr(config, "_benchmarksession", None)
    done = [one for one in getattr(session, "benchmarks", []) if one.stats.data]
    if not done:
        return
    bases = {one.group: _quantile(one, 0.5) for one in done if "baseline" in one.name}
    terminalreporter.section("milliseconds")
    terminalreporter.write_line(f"{'what':<58}{'p50':>9}{'p95':>9}{'x baseline':>12}")
    for one in sorted(done, key=lambda one: (one.group or "", "baseline" not in one.name)):
        half, most = _quantile(one, 0.5), _quantile(one, 0.95)
        ratio = f"{half / bases[one.group]:.1f}" if bases.get(one.group) else ""
        name = f"{one.group}: {one.name.removeprefix('test_').replace('_', ' ')}"
        terminalreporter.write_line(f"{name:<58}{half * 1000:>9.3f}{most * 1000:>9.3f}{ratio:>12}")
        for what, value in one.extra_info.items():
            terminalreporter.write_line(f"    {what}: {value}")


def _quantile(one: Any, share: float) -> float:
    ordered = sorted(one.stats.data)
    return float(ordered[min(len(ordered) - 1, int(share * len(ordered)))])
