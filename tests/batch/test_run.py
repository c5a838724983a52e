"""Many rows at once: every row once, in order, whatever happens to one of them or to the run."""

from __future__ import annotations

import asyncio
import json
import random
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from rag.batch.journal import Journal, read_lines
from rag.batch.plan import Plan
from rag.domain import Draft, MadeBy, Request
from rag.errors import InputError
from tests.batch.conftest import PLAN, drafted, echo, journal_of, read_csv, run_batch, write_csv

REVIEWS = tuple(f"第{number}件收到了，很{'喜欢' if number % 3 else '失望'}" for number in range(1, 41))


async def test_results_stand_in_the_order_of_the_rows_however_they_come(tmp_path: Path) -> None:
    chance = random.Random(6)  # noqa: S311

    async def late(request: Request) -> Draft:
        await asyncio.sleep(chance.random() / 50)
        return drafted(request)

    output = tmp_path / "out.csv"
    await run_batch(write_csv(tmp_path / "in.csv", *REVIEWS), output, late, concurrency=7)
    rows = read_csv(output)
    assert [row["id"] for row in rows] == [f"r{number}" for number in range(1, 41)]
    assert all(row["评价内容"] in row["reply"] for row in rows)
    assert [line["row"] for line in journal_of(output)[1:]] == list(range(1, 41))


async def test_no_more_than_so_many_are_in_flight_and_as_many_as_can_be(tmp_path: Path) -> None:
    flying, most = 0, 0

    async def watched(request: Request) -> Draft:
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        await asyncio.sleep(0.002)
        flying -= 1
        return drafted(request)

    await run_batch(write_csv(tmp_path / "in.csv", *REVIEWS), tmp_path / "out.csv", watched, concurrency=5)
    assert most == 5


async def test_drafts_that_repeat_each_other_are_not_made_again_one_by_one(tmp_path: Path) -> None:
    flying, most = 0, 0

    async def alike(request: Request) -> Draft:
        nonlocal flying, most
        flying += request.variant > 0
        most = max(most, flying)
        await asyncio.sleep(0.02)
        flying -= request.variant > 0
        own = "".join(
            chr(0x4E00 + ord(char) * 31 % 20_000 + at)
            for at, char in enumerate(hex(crc32(request.customer_text.encode())))
        )
        text = own if request.variant else "谢谢您的支持，我们会做得更好"
        return drafted(request, text=text, segments=(text,), made_by=MadeBy("llm"))

    output = tmp_path / "out.csv"
    await run_batch(write_csv(tmp_path / "in.csv", *REVIEWS[9:29]), output, alike, concurrency=10)
    assert most > 3
    assert sum("谢谢您的支持" in row["reply"] for row in read_csv(output)) < 5


async def test_a_row_that_goes_wrong_stops_no_other(tmp_path: Path) -> None:
    async def moody(request: Request) -> Draft:
        if "第2件" in request.customer_text:
            raise RuntimeError("the drafter fell over")
        return await echo(request)

    output = tmp_path / "out.csv"
    rejects = await run_batch(write_csv(tmp_path / "in.csv", "第1件", "第2件", " ", "第4件"), output, moody)
    assert [(row["id"], row["status"]) for row in read_csv(output)] == [
        ("r1", "ready"), ("r2", "failed"), ("r4", "ready"),
    ]  # fmt: skip
    assert "the drafter fell over" in read_csv(output)[1]["findings"]
    assert rejects == 1
    assert read_csv(tmp_path / "out.csv.rejects.csv") == [
        {"line": "4", "reason": "nothing to reply to: the customer's text is empty", "text": "r3, "}
    ]


async def test_without_rejects_there_is_no_file_of_them(tmp_path: Path) -> None:
    (tmp_path / "out.csv.rejects.csv").write_text("of an earlier run")
    await run_batch(write_csv(tmp_path / "in.csv", "好"), tmp_path / "out.csv")
    assert not (tmp_path / "out.csv.rejects.csv").exists()


class Stop(BaseException):
    """Ends a run as Ctrl-C does."""


@pytest.mark.parametrize("stops", [1, 2, 17, 40])
async def test_a_run_that_was_stopped_goes_on_and_gives_what_one_run_gives(tmp_path: Path, stops: int) -> None:
    reviews = [*REVIEWS[:20], *["好评！"] * 20]  # what is alike depends on what was said before
    source = write_csv(tmp_path / "in.csv", *reviews)
    asked: list[str] = []

    async def stopping(request: Request) -> Draft:
        asked.append(request.customer_text)
        if len(asked) == stops:
            raise Stop
        return await echo(request)

    with pytest.raises(Stop):
        await run_batch(source, tmp_path / "stopped.csv", stopping)
    done = len(journal_of(tmp_path / "stopped.csv")) - 1
    asked.clear()

    async def counting(request: Request) -> Draft:
        asked.append(request.customer_text)
        return await echo(request)

    told: list[dict[str, Any]] = []
    await run_batch(source, tmp_path / "stopped.csv", counting, told=told)
    await run_batch(source, tmp_path / "whole.csv")
    assert (tmp_path / "stopped.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert [line["row"] for line in told] == list(range(1, 41))
    assert len(asked) >= 40 - done


async def test_what_is_done_is_not_drafted_again(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "in.csv", *REVIEWS)
    await run_batch(source, tmp_path / "out.csv")

    async def never(request: Request) -> Draft:
        raise AssertionError("asked again")

    (tmp_path / "out.csv").unlink()
    await run_batch(source, tmp_path / "out.csv", never)
    assert len(read_csv(tmp_path / "out.csv")) == 40


@pytest.mark.parametrize("tail", [b'{"row": 3, "id": "r3", "st', b"\0" * 40, b'{"row": 9, "id": "r9"}\n', b"\n"])
def test_a_torn_tail_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "out.journal"
    journal = Journal(path, PLAN)
    for number in (1, 2):
        journal.add({"row": number, "id": f"r{number}", "state": "ready", "draft": None, "error": None})
    journal.close()
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    again = Journal(path, PLAN)
    assert again.done == 2
    again.add({"row": 3, "id": "r3", "state": "ready", "draft": None, "error": None})
    again.close()
    assert [line["row"] for line in read_lines(path)] == [1, 2, 3]


def test_a_torn_plan_is_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "out.journal"
    path.write_bytes(b'{"plan": {"input"')
    journal = Journal(path, PLAN)
    journal.close()
    assert journal.done == 0
    assert json.loads(path.read_bytes())["plan"] == PLAN.shown


def test_a_journal_goes_on_with_what_it_was_begun_with(tmp_path: Path) -> None:
    path = tmp_path / "out.journal"
    Journal(path, PLAN).close()
    with pytest.raises(InputError, match=r"begun with another model \(none, now big\); --restart"):
        Journal(path, Plan({**PLAN.shown, "model": "big"}))
    anew = Journal(path, Plan({**PLAN.shown, "model": "big"}), restart=True)
    anew.close()
    assert anew.done == 0


def test_two_runs_do_not_write_one_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.journal", PLAN)
    with pytest.raises(InputError, match="another run is writing it"):
        Journal(tmp_path / "out.journal", PLAN)
    journal.close()
    Journal(tmp_path / "out.journal", PLAN).close()


def test_what_is_no_journal_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "out.journal"
    path.write_text("my notes\n")
    with pytest.raises(InputError, match="no journal of a batch"):
        Journal(path, PLAN)
    assert path.read_text() == "my notes\n"


async def test_memory_holds_few_rows_at_a_time(tmp_path: Path) -> None:
    read_ahead = 0
    served = 0

    async def counting(request: Request) -> Draft:
        nonlocal read_ahead
        read_ahead = max(read_ahead, int(request.customer_text) - served)
        return drafted(request)

    class Counting(list[dict[str, Any]]):
        def append(self, line: dict[str, Any]) -> None:
            nonlocal served
            served = line["row"]

    source = write_csv(tmp_path / "in.csv", *map(str, range(1, 1001)))
    await run_batch(source, tmp_path / "out.csv", counting, concurrency=4, told=Counting())
    assert served == 1000
    assert read_ahead <= 65
