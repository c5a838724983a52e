"""What people see in a terminal, in colour and through a pipe."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from rag.domain import Finding
from rag.guardrails.checker import CheckResult
from rag.terminal import Color, cells, console, pieces, show_check, wrapped


def printed(reply: str, *findings: Finding, width: int = 40) -> list[str]:
    out = Console(file=io.StringIO(), width=width, highlight=False)
    show_check(out, "7", reply, CheckResult("block", findings))
    text: str = out.file.getvalue()  # type: ignore[attr-defined]
    return text.splitlines()


def finding(start: int, end: int, suggestion: str | None = None) -> Finding:
    return Finding("unexplained-negation", "error", "要说为什么", start, end, "", suggestion)


def test_marks_stand_under_the_words_though_chinese_is_twice_as_wide() -> None:
    reply, marks = printed("ok亲，退不了的哦", finding(4, 7))[1:3]
    before = marks.index("^")
    assert cells(reply[: reply.index("退")]) == before
    assert marks.count("^") == cells("退不了")


def test_a_long_reply_is_broken_and_marked_where_the_words_are() -> None:
    reply = "好" * 30 + "退不了"
    lines = printed(reply, finding(30, 33))
    at = next(number for number, line in enumerate(lines) if "^" in line)
    assert "退不了" in lines[at - 1]
    assert all(cells(line) <= 40 for line in lines)


def test_each_segment_has_its_own_findings() -> None:
    lines = printed("可以的\n退不了", finding(4, 7, "换一种说法"))
    assert lines[1].strip() == "可以的"
    assert "^" in lines[3]
    assert "换一种说法" in "".join(lines)


@given(st.text(max_size=80), st.integers(min_value=4, max_value=40))
def test_breaking_loses_no_character(text: str, width: int) -> None:
    line = text.replace("\n", " ")
    assert "".join(piece for _, piece in pieces(line, width)) == line.replace("\r", "\r")


def test_no_line_begins_with_a_closing_mark() -> None:
    assert all(line[0] not in "，。！" for line in wrapped("好的，好的。好的！" * 9, 11))


@pytest.mark.parametrize(("color", "coloured"), [("always", True), ("never", False)])
def test_colours_survive_a_pipe_when_asked_for(
    capfd: pytest.CaptureFixture[str], color: Color, coloured: bool
) -> None:
    show_check(console(color), "1", "退不了", CheckResult("block", (finding(0, 3),)))
    assert ("\x1b[" in capfd.readouterr().out) is coloured
