"""Several processes say what one says, in order, and end when the run ends, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.errors import InputError, WanyanError
from rag.guardrails.checker import Checker
from rag.inspection import pool
from rag.inspection.judging import SIBLINGS, Judge, Question, questions
from rag.inspection.pool import check_rows
from rag.inspection.rows import Row
from rag.settings import Settings
from rag.shops import load_shops


@pytest.fixture(scope="module")
def house() -> Judge:
    """The house's rules, which other processes read for themselves."""
    return Judge(Checker(), load_shops(Settings().knowledge / "shops")["handbook"])


def asked(count: int) -> Iterator[tuple[Row, Question]]:
    """Rows, one in three of which breaks a rule."""
    return questions(Row(str(n), "不能退。" if n % 3 == 0 else f"好的{n}") for n in range(count))


def test_processes_say_what_one_says_in_order(house: Judge) -> None:
    one = [(row.id, result) for row, result in check_rows(asked(230), house, jobs=1)]
    assert [(row.id, result) for row, result in check_rows(asked(230), house, jobs=2)] == one
    assert [row for row, _ in one] == [str(n) for n in range(230)]
    assert [result.verdict for _, result in one[:4]] == ["block", "pass", "pass", "block"]


def test_a_small_input_starts_no_process(house: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_in_processes", lambda *_: pytest.fail("started"))
    assert len(list(check_rows(asked(20), house))) == 20


def test_a_large_one_does(house: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "SMALL", 10)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    started: list[int] = []

    def start(rows: object, shop: object, jobs: int) -> Iterator[object]:
        started.append(jobs)
        return iter(())

    monkeypatch.setattr(pool, "_in_processes", start)
    assert len(list(check_rows(asked(20), house))) == 10
    assert started == [2]


def test_no_more_rows_are_read_than_a_window_holds(house: Judge) -> None:
    read = 0

    def counted() -> Iterator[tuple[Row, Question]]:
        nonlocal read
        for one in asked(5_000):
            read += 1
            yield one

    results = check_rows(counted(), house, jobs=2)
    next(results)
    assert read <= (pool.AHEAD * 2 + 1) * pool.CHUNK
    results.close()  # type: ignore[attr-defined]


def test_what_was_read_before_a_fault_is_checked(house: Judge) -> None:
    def broken() -> Iterator[tuple[Row, Question]]:
        yield from asked(70)
        raise InputError("x:71: no")

    results = check_rows(broken(), house, jobs=2)
    got = [next(results)[0].id for _ in range(70)]
    with pytest.raises(InputError, match="x:71"):
        next(results)
    assert got == [str(n) for n in range(70)]


def test_a_killed_worker_is_told(house: Judge) -> None:
    before = _children(os.getpid())  # of other tests' making: the tracker of what processes share

    def deadly() -> Iterator[tuple[Row, Question]]:
        for number, one in enumerate(asked(2_000)):
            if number == 600:
                for child in set(_children(os.getpid())) - set(before):
                    os.kill(child, signal.SIGKILL)
            yield one

    with pytest.raises(WanyanError, match="killed"):
        for _ in check_rows(deadly(), house, jobs=2):
            pass


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_leave_with_their_parent(tmp_path: Path, sent: signal.Signals) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('{"reply":"好的，马上为您安排"}\n' * 200_000)
    wanyan = str(Path(sys.executable).with_name("wanyan"))
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        process = subprocess.Popen(
            [wanyan, "check", str(log), "--format", "json", "--jobs", "2"],
            stdout=out,
            stderr=err,
            preexec_fn=_hears_ctrl_c,  # noqa: PLW1509 - no other thread is busy here
        )
        try:
            workers = _wait_for(lambda: _children(process.pid))
            _wait_for(lambda: (tmp_path / "out").stat().st_size)
            process.send_signal(sent)
            status = process.wait(30)
        finally:
            process.kill()
    _wait_for(lambda: not any(_alive(pid) for pid in workers))
    if sent is signal.SIGINT:
        assert status == 1
        assert (tmp_path / "err").read_text() == "wanyan: stopped\n"
        assert (tmp_path / "out").read_text().endswith("}\n")


def _hears_ctrl_c() -> None:
    """A shell that runs the tests in the background has them, and what they start, ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def _wait_for(condition: Callable[[], Any]) -> Any:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("waited too long")


def test_public_replies_know_those_before_them_and_chats_do_not() -> None:
    rows = [Row(str(n), f"回复{n}", channel="review" if n % 2 else "chat") for n in range(60)]
    known = [question.siblings for _, question in questions(rows)]
    assert known[0] == known[58] == ()
    assert known[5] == ("回复1", "回复3")
    assert len(known[59]) == SIBLINGS
