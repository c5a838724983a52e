"""Ten times the rows take no more memory: nothing on the way from file to format keeps them."""

from __future__ import annotations

import gc
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from rag.guardrails.checker import Checker
from rag.inspection.formats.writer import Setting, writer
from rag.inspection.inputs.source import read_rows
from rag.inspection.judging import Judge
from rag.inspection.rows import Source
from rag.inspection.run import Inspection
from rag.inspection.summary import Summary
from rag.inspection.verdicts import Exceptions
from rag.text import fold
from tests.inspection.conftest import RULES, SHOP

FEW, MANY = 2_000, 4_000
SLACK = 150_000
"""Bytes that the interpreter's own free lists may take: 75 for each row more, a third of what its objects need."""


class Nowhere(io.TextIOBase):
    """Takes text and forgets it."""

    def write(self, text: str, /) -> int:
        """All of it."""
        return len(text)


def _records(kind: str, count: int) -> Iterator[str]:
    if kind == "csv":
        yield "编号,客服回复,客服\n"
    for number in range(count):
        reply = f"第{number}条，" + ("坏了，你别急" if number % 3 == 0 else "好的")
        yield {
            "jsonl": f'{{"id":{number},"reply":"{reply}","agent":"a{number % 9}"}}\n',
            "csv": f'{number},"{reply}\n第二行",a{number % 9}\n',
            "txt": f"{reply}\n\n",
        }[kind]


def _peak(path: Path, form: str, judge: Judge) -> int:
    summary = Summary()
    made = writer(form, Setting(Nowhere(), judge.checker.rules, color="never"))  # type: ignore[arg-type]
    inspection = Inspection(judge, made, Exceptions(), [summary.add], lambda _: None)
    fold.cache_clear()  # full of another run's texts it would take nothing more
    gc.collect()
    tracemalloc.start()
    try:
        inspection.run(read_rows(str(path), Source(str(path))), jobs=1)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("jsonl", "jsonl"),
        ("csv", "json"),
        ("txt", "sarif"),
        ("jsonl", "github"),
        ("csv", "rdjson"),
        ("txt", "junit"),
    ],
)
def test_memory_does_not_grow_with_rows(
    tmp_path: Path, kind: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Judge(Checker(RULES[:1]), SHOP)
    monkeypatch.setattr("rag.inspection.formats.junit._IN_MEMORY", 4096)
    monkeypatch.setattr("rag.tables.opening.HEAD", 4096)
    monkeypatch.setattr("rag.tables.lines.HEAD", 4096)
    first, few, many = (tmp_path / f"{count}.{kind}" for count in (10, FEW, MANY))
    for path in (first, few, many):
        path.write_text("".join(_records(kind, int(path.stem))))
    _peak(first, form, judge)  # what is loaded and compiled once
    assert _peak(many, form, judge) < _peak(few, form, judge) + SLACK


def test_a_workbook_is_read_as_a_stream(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.xlsx"
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(["编号", "回复"])
        for number in range(count):
            sheet.append([number, "好的，马上为您安排"])
        book.save(path)
        tracemalloc.start()
        try:
            assert sum(1 for _ in read_rows(str(path), Source(str(path)))) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(3_000) < peak(300) + 300_000
