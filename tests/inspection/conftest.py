"""Rules made for the tests, so that none of them hangs on what the house's rules find."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.domain import Level
from rag.guardrails.checker import Checker
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.inspection.formats.writer import Setting, writer
from rag.inspection.inputs.source import read_rows
from rag.inspection.judging import Judge
from rag.inspection.rows import Fault, Row, Source
from rag.inspection.run import Inspection, Outcome
from rag.inspection.verdicts import Exceptions, Judged
from rag.shops import Shop

SHOP = Shop("test", "测试店", ("000",))


def rule(name: str, level: Level, words: str, suggestion: str | None = None) -> Rule:
    """A rule that finds words."""

    def check(reading: Reading, context: Context) -> Iterator[Violation]:
        for match in re.finditer(words, reading.folded.text):
            yield Violation(match.start(), match.end(), suggestion=suggestion)

    return Rule(
        name, level, f"不说{words}", f"回复里有{words}", f"has {words}", ("000",), check,
        (Example("好的"),), (Example(words),),
    )  # fmt: skip


def crash(reading: Reading, context: Context) -> Iterator[Violation]:
    """A rule that fails on one word."""
    if "崩" in reading.folded.text:
        raise RuntimeError("crashed")
    return iter(())


RULES = (
    rule("bad-word", "error", "坏"),
    rule("crashing", "error", "无"),
    rule("address", "warning", "你", "您"),
    rule("wording", "hint", "别急", "我马上为您核实"),
)


@pytest.fixture
def judge() -> Judge:
    """Four rules, one of which crashes on 崩."""
    one = Rule(**{**vars(RULES[1]), "check": crash})
    return Judge(Checker((RULES[0], one, *RULES[2:])), SHOP)


Check = Callable[..., tuple[str, Outcome]]


@pytest.fixture
def check(judge: Judge) -> Check:
    """Check rows in a format: what is printed, and what came of it."""

    def run(
        rows: list[Row | Fault] | Iterator[Row | Fault],
        form: str = "jsonl",
        exceptions: Exceptions | None = None,
        told: list[str] | None = None,
        seen: list[Judged] | None = None,
        **setting: Any,
    ) -> tuple[str, Outcome]:
        out = io.StringIO()
        made = writer(form, Setting(out, judge.checker.rules, **setting))
        observers = [seen.append] if seen is not None else []
        tell = (told if told is not None else []).append
        outcome = Inspection(judge, made, exceptions or Exceptions(), observers, tell).run(rows, jobs=1)
        return out.getvalue(), outcome

    return run


def rows_of(path: Path) -> list[Row | Fault]:
    """All rows of a file."""
    return list(read_rows(str(path), Source(str(path))))


def replies(path: Path) -> list[str]:
    """The replies of a file that has no faults."""
    found = rows_of(path)
    assert all(isinstance(row, Row) for row in found), found
    return [row.reply for row in found if isinstance(row, Row)]


def jsonl(path: Path, *rows: dict[str, Any]) -> Path:
    """Write rows."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
