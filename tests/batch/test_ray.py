"""On a cluster of this machine: the same replies as without it though a worker is killed, none lost, in order."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.local_model import Answer, Call, LocalModel, reply
from rag.batch import ray_engine
from rag.batch.engine import Asked, Failed, Failure
from rag.batch.ray_engine import CHUNK, Feed, Placed, Pool, RayEngine, _paired, _Window
from rag.domain import Request, Review
from rag.errors import SettingError
from rag.wiring import Wanyan
from tests.batch.conftest import COMMAND, ROOT, Command, journal_of, read_csv, write_csv

ROWS = 150
REVIEWS = tuple(
    f"{number}号杯子{'盖子裂了' if number % 2 else '很保温'}，{'客服回复很快' if number % 3 else '等了一周才到'}"
    for number in range(1, ROWS + 1)
)


# Without a cluster ---------------------------------------------------------------------------------------


class Handed:
    """A feed that keeps what it was handed."""

    def __init__(self) -> None:
        self.chunks: list[tuple[int, bytes | None, int]] = []
        self.put = self

    def remote(self, number: int, chunk: bytes | None, done: int) -> None:
        self.chunks.append((number, chunk, done))


def asked(count: int) -> Iterator[Placed]:
    """So many rows, the third one without a review."""
    for number in range(1, count + 1):
        if number == 3:
            yield Failed(number, str(number), Failure("rejected", "no review"))
        else:
            yield Asked(number, str(number), Request("review", review=Review(f"杯子{number}")))


def test_rows_are_handed_on_in_chunks_as_far_as_there_is_room() -> None:
    feed = Handed()
    window = _Window(feed, asked(3 * CHUNK + 1), size=2)
    window.fill()
    assert [number for number, _, _ in feed.chunks] == [0, 1]
    assert len(pickle.loads(feed.chunks[0][1] or b"")) == CHUNK - 1  # noqa: S301 - packed here
    assert [[one.number for one in chunk] for chunk, _ in window.taken(0, ())] == [list(range(1, CHUNK + 1))]
    window.fill()
    assert feed.chunks[-1][0] == 2
    assert feed.chunks[-1][2] == 1  # the first is wanted no more


def test_chunks_that_never_came_back_are_told_from_the_one_that_did() -> None:
    window = _Window(Handed(), asked(4 * CHUNK), size=9)
    window.fill()
    mine = [Failure("failed", "mine")] * CHUNK
    assert [(chunk[0].number, came) for chunk, came in window.taken(1, mine)] == [(1, None), (CHUNK + 1, mine)]
    assert [(chunk[0].number, came) for chunk, came in window.taken(None, ())] == [
        (2 * CHUNK + 1, None),
        (3 * CHUNK + 1, None),
    ]


def test_a_row_that_nothing_is_drafted_for_keeps_its_place() -> None:
    chunk = list(asked(4))
    outcomes = [Failure("failed", reason) for reason in "abd"]
    told = [outcome.reason for _, outcome in _paired(chunk, outcomes) if isinstance(outcome, Failure)]
    assert told == ["a", "b", "no review", "d"]


async def test_the_feed_gives_a_chunk_again_until_it_is_done() -> None:
    feed = Feed()
    waiting = asyncio.create_task(feed.take(1))
    first = asyncio.create_task(feed.take(0))
    await feed.put(1, b"b", 0)  # calls of an actor may overtake each other
    assert await waiting == b"b"
    assert not first.done()
    await feed.put(0, b"a", 0)
    assert await first == b"a"
    assert [await feed.take(0), await feed.take(0)] == [b"a", b"a"]
    await feed.put(2, None, 1)
    assert pickle.loads(await feed.take(0) or b"") == []  # noqa: S301 - packed here
    assert await feed.take(2) is None
    assert await feed.ended()


@pytest.mark.parametrize(
    ("concurrency", "actors", "pool"), [(128, 2, Pool(2, 64)), (1, 8, Pool(1, 1)), (100, 3, Pool(3, 33))]
)
def test_together_actors_ask_no_more_than_the_endpoint_takes(concurrency: int, actors: int, pool: Pool) -> None:
    made = Pool.of(concurrency, actors)
    assert made == pool
    assert made.actors * made.in_flight <= concurrency
    assert made.calls * CHUNK >= made.in_flight + CHUNK


async def test_without_ray_it_says_what_to_install(built: Wanyan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingError, match=r"wanyan\[ray\]"):
        async with RayEngine(built, 4):
            pass


def test_nothing_is_reported_to_the_makers_of_ray() -> None:
    assert ray_engine._QUIET["RAY_USAGE_STATS_ENABLED"] == "0"


# On a cluster --------------------------------------------------------------------------------------------


@pytest.fixture
def ray_installed() -> None:
    """Ray, which CI must have."""
    if importlib.util.find_spec("ray") is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no Ray, so nothing proves the engine")
        pytest.skip("no Ray here")


@pytest.mark.usefixtures("ray_installed")
def test_a_cluster_gives_the_same_though_a_worker_is_killed(
    tmp_path: Path, data: Path, built: Wanyan, command: Command
) -> None:
    source, output, alone = write_csv(tmp_path / "in.csv", *REVIEWS), tmp_path / "ray.csv", tmp_path / "alone.csv"
    process = subprocess.Popen(
        [*COMMAND, "batch", str(source), "-o", str(output), "--engine", "ray", "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, "WANYAN_DATA": str(data), "RAY_TMPDIR": "/tmp/ray"},  # noqa: S108 - its sockets want short paths
    )  # fmt: skip
    _kill_a_worker(process, output, data)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said.decode()
    assert 1 < len(journal_of(output)) - 1 == ROWS
    assert [line["row"] for line in journal_of(output)[1:]] == list(range(1, ROWS + 1))
    assert command(source, "-o", alone, "--jobs", "1").returncode == 0
    assert read_csv(output) == read_csv(alone)
    assert all(row["status"] in {"ready", "needs_approval"} for row in read_csv(output))


@pytest.mark.usefixtures("ray_installed")
def test_a_model_is_asked_no_more_at_once_than_it_may_be_and_second_drafts_are_the_same_too(
    tmp_path: Path, data: Path, built: Wanyan
) -> None:
    """The model says to all rows the same, until it is told to say it in another way."""

    def said(call: Call) -> Answer:
        return reply(
            "多谢您抽时间告诉我们，往后有事就找客服。"
            if "换一种" in call.prompt
            else "谢谢您的评价，我们会更用心。"
        )

    source, rows = write_csv(tmp_path / "in.csv", *REVIEWS[:40]), {}
    for engine in ("ray", "local"):
        with LocalModel([said], latency=0.05) as model:
            output = tmp_path / f"{engine}.csv"
            shutil.copytree(data, tmp_path / engine)  # with the index, and no answers that were given already
            settings = {"BASE_URL": model.base_url, "MODEL": "local", "API_KEY": "none"}
            asked = ["--engine", engine, "--jobs", "2", "--concurrency", "8"]
            done = subprocess.run(
                [*COMMAND, "batch", str(source), "-o", str(output), *asked],
                capture_output=True, cwd=ROOT, timeout=300, check=False,
                env={
                    **os.environ, **{f"WANYAN_LLM_{name}": value for name, value in settings.items()},
                    "WANYAN_DATA": str(tmp_path / engine), "RAY_TMPDIR": "/tmp/ray",  # noqa: S108
                },
            )  # fmt: skip
            assert done.returncode == 0, done.stderr.decode()
            assert 1 < model.busiest <= 8
        rows[engine] = read_csv(output)
    assert rows["ray"] == rows["local"]
    assert {row["made_by"] for row in rows["ray"]} == {"local", "offline (repeated)"}


def _kill_a_worker(process: subprocess.Popen[bytes], output: Path, data: Path) -> None:
    """Kill one that is drafting, as soon as rows are done."""
    while process.poll() is None:
        if len(journal_of(output)) > 1 and (found := _workers(data)):
            os.kill(found[0], signal.SIGKILL)
            assert process.poll() is None
            return
        time.sleep(0.02)
    pytest.fail(f"it ended before a worker could be killed: {process.communicate()}")


def _workers(data: Path) -> list[int]:
    """The processes of this test's actors: they have its settings and are called by what they do."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            there = b"Drafter" in (process / "cmdline").read_bytes()
            if there and str(data).encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found
