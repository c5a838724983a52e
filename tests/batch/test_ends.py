"""However a run ends, the same command goes on: no row lost, none twice, all in order."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.local_model import LocalModel, reply
from rag.wiring import Wanyan
from tests.batch.conftest import COMMAND, ROOT, Command, journal_of, read_csv, write_csv

ROWS = 60
HANGS = 300
"""Seconds after which a process will never end; beside others it may be slow."""
REVIEWS = tuple(
    f"第{number}次买，{'面料很软' if number % 2 else '拉链坏了'}，{'包装好' if number % 3 else '物流慢'}"
    for number in range(1, ROWS + 1)
)
_WHOLE = {"PYTHONDONTWRITEBYTECODE": "1"}
"""A process that is killed or may write no large file leaves no half of a compiled module to those after it."""
ONE_AT_A_TIME = {"WANYAN_LLM_CONCURRENCY": "4"}


@pytest.fixture
def start(data: Path, built: Wanyan) -> Callable[..., subprocess.Popen[bytes]]:
    """Begins the command, with the index there already."""

    def begun(
        source: Path, output: Path, *args: str, limit: int | None = None, **env: str
    ) -> subprocess.Popen[bytes]:
        def limited() -> None:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background ignores it
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.Popen(
            [*COMMAND, "batch", str(source), "-o", str(output), *args],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, preexec_fn=limited,  # noqa: PLW1509
            env={**os.environ, "WANYAN_DATA": str(data), **_WHOLE, **env},
        )  # fmt: skip

    return begun


def wait_for(output: Path, lines: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until so many lines are in the journal, or the process has ended."""
    ends = time.monotonic() + HANGS
    while len(journal_of(output)) <= lines and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.02)


def whole(output: Path, rows: int = ROWS) -> list[dict[str, str]]:
    """The output, which has every row once, in order."""
    found = read_csv(output)
    assert [row["id"] for row in found] == [f"r{number}" for number in range(1, rows + 1)]
    assert [line["row"] for line in journal_of(output)[1:]] == list(range(1, rows + 1))
    assert all(row["reply"] for row in found)
    return found


def test_killed_at_any_moment_it_loses_and_doubles_nothing(
    tmp_path: Path, start: Callable[..., Any], command: Command
) -> None:
    source, output = write_csv(tmp_path / "in.csv", *REVIEWS), tmp_path / "out.csv"
    chance, seen = random.Random(), []  # noqa: S311
    for _ in range(3):
        process = start(source, output, "--jobs", "1")
        wait_for(output, len(journal_of(output)) + chance.randrange(3, 15), process)
        time.sleep(chance.random() / 20)
        process.kill()
        process.communicate()
        seen.append(journal_of(output))
    assert command(source, "-o", output, "--jobs", "1").returncode == 0
    last = journal_of(output)
    for lines in seen:  # what was once on disk stays what it is
        assert last[: len(lines)] == lines
    uncut = tmp_path / "uncut.csv"
    assert command(source, "-o", uncut).returncode == 0
    assert whole(output) == whole(uncut)


def test_ctrl_c_says_how_to_go_on(tmp_path: Path, start: Callable[..., Any], command: Command) -> None:
    source, output = write_csv(tmp_path / "in.csv", *REVIEWS), tmp_path / "out.csv"
    process = start(source, output)
    wait_for(output, 10, process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=HANGS)
    done = len(journal_of(output)) - 1
    assert process.returncode == 1
    assert said.decode() == f"wanyan: {done} of {ROWS} rows are done; the same command goes on from there\n"
    assert not output.exists()
    assert command(source, "-o", output).returncode == 0
    whole(output)


def test_a_full_disk_ends_it_and_what_is_done_stays(
    tmp_path: Path, start: Callable[..., Any], command: Command
) -> None:
    source, output = write_csv(tmp_path / "in.csv", *REVIEWS), tmp_path / "out.csv"
    process = start(source, output, "--jobs", "1", limit=30_000)
    _, said = process.communicate(timeout=HANGS)
    assert process.returncode == 3
    assert said.decode().count("\n") == 1
    assert "out.csv.journal: file too large" in said.decode()
    assert said.decode().endswith("the same command goes on from there\n")
    done = journal_of(output)
    assert 1 < len(done) < ROWS
    assert (tmp_path / "out.csv.journal").read_bytes().endswith(b"}\n")
    assert command(source, "-o", output).returncode == 0
    assert journal_of(output)[: len(done)] == done
    whole(output)


def test_a_disk_full_at_the_last_leaves_no_half_of_an_output(
    tmp_path: Path, start: Callable[..., Any], command: Command
) -> None:
    source, output = write_csv(tmp_path / "in.csv", *REVIEWS), tmp_path / "out.csv"
    assert command(source, "-o", output).returncode == 0
    size = output.stat().st_size
    output.unlink()
    process = start(source, output, limit=size // 2)
    process.communicate(timeout=HANGS)
    assert process.returncode == 3
    assert not output.exists()
    assert not list(tmp_path.glob(".out.csv.*"))
    assert command(source, "-o", output).returncode == 0
    whole(output)


def test_a_model_that_goes_leaves_the_rest_to_the_offline_drafter(
    tmp_path: Path, start: Callable[..., Any]
) -> None:
    source, output = write_csv(tmp_path / "in.csv", *REVIEWS), tmp_path / "out.csv"
    with LocalModel([reply("谢谢您告诉我们，我们会把每一处都做得更细。")], latency=0.05) as model:
        settings = {
            "WANYAN_LLM_BASE_URL": model.base_url,
            "WANYAN_LLM_MODEL": "local",
            "WANYAN_LLM_API_KEY": "none",
        }
        process = start(source, output, **settings, **ONE_AT_A_TIME)
        wait_for(output, 20, process)
    _, said = process.communicate(timeout=HANGS)
    assert process.returncode == 0, said.decode()
    rows = whole(output)
    assert rows[0]["made_by"] == "local"
    assert rows[1]["made_by"] == "offline (repeated)"
    assert rows[-1]["made_by"] in {"offline (unreachable)", "offline (circuit-open)"}


def test_workers_draft_what_one_process_drafts(tmp_path: Path, command: Command) -> None:
    source = write_csv(tmp_path / "in.csv", *REVIEWS[:12])
    assert command(source, "-o", tmp_path / "one.csv", "--jobs", "1").returncode == 0
    assert command(source, "-o", tmp_path / "two.csv", "--jobs", "2").returncode == 0
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
