"""A span of a reply is found again in its file, whatever escapes and quotes stand between."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.inspection.inputs import delimited, jsonl, paragraphs
from rag.inspection.places import Origin
from rag.inspection.rows import Row, Source, can_be_seen
from rag.tables.lines import Line
from tests.inspection.conftest import Check, rows_of

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
SPAN = st.tuples(st.integers(0, 29), st.integers(0, 29)).map(sorted)


def _lines(text: str) -> list[Line]:
    found, offset = [], 0
    for number, line in enumerate(io.StringIO(text, newline="\n"), 1):
        found.append(Line(line, number, offset))
        offset += len(line)
    return found


def _at(file: str, line: int, column: int) -> int:
    """Offset of a line and column."""
    return sum(len(one) for one in file.split("\n")[: line - 1]) + line - 1 + column - 1


def _raw(file: str, row: Row, start: int, end: int) -> str:
    """What stands in the file where a span of the reply is said to stand; line and offset agree."""
    region = row.origin.region(start, end)
    assert region is not None
    assert _at(file, region.start.line, region.start.column) == region.start.offset
    assert _at(file, region.end.line, region.end.column) == region.end.offset
    return file[region.start.offset : region.end.offset]


@given(TEXT.filter(can_be_seen), SPAN, st.booleans())
def test_in_json_through_escapes(reply: str, span: list[int], escaped: bool) -> None:
    start, end = (min(at, len(reply)) for at in span)
    decoy = {"context": [{"role": "customer", "text": reply}], "note": '"reply": "x"', "reply": reply}
    file = '{"reply":"好"}\n' + json.dumps(decoy, ensure_ascii=escaped) + "\n"
    *_, row = jsonl.read(_lines(file), Source("log.jsonl"))
    assert isinstance(row, Row)
    assert json.loads(f'"{_raw(file, row, start, end)}"') == reply[start:end]


@given(TEXT.filter(can_be_seen), SPAN, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_in_csv_through_quotes(reply: str, span: list[int], quoting: int) -> None:
    start, end = (min(at, len(reply)) for at in span)
    out = io.StringIO(newline="")
    table = csv.writer(out, quoting=quoting)  # type: ignore[arg-type]
    table.writerows([["id", "context", "reply", "note"], ["1", reply, "好", ""], ["2", reply, reply, reply]])
    file = out.getvalue()
    rows = list(delimited.read(_lines(file), Source("log.csv")))
    row = rows[-1]
    assert isinstance(row, Row), rows
    assert row.reply == reply
    assert _raw(file, row, start, end).replace('""', '"') == reply[start:end].replace('""', '"')


@given(TEXT.filter(lambda text: can_be_seen(text) and "\n" not in text and "\r" not in text), SPAN)
def test_in_plain_text_past_comments_and_line_ends(line: str, span: list[int]) -> None:
    file = f"好的\r\n\r\n# wanyan: allow rule -- 理由\r\n头\r\n# wanyan: allow other -- 理由\r\n{line}\r\n尾\r\n"
    *_, row = paragraphs.read(_lines(file), Source("script.txt"))
    assert isinstance(row, Row)
    assert row.reply == f"头\n{line}\n尾"
    start, end = (2 + min(at, len(line)) for at in span)
    assert _raw(file, row, start, end) == row.reply[start:end]


def test_bytes_are_counted_for_those_who_count_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("好😀坏")
    (row,) = rows_of(path)
    assert isinstance(row, Row)
    region = row.origin.region(2, 3)
    assert region is not None
    assert region.start.column == 3
    assert [row.origin.byte_column(place) for place in (region.start, region.end)] == [8, 11]


def test_what_was_not_found_is_the_whole_record() -> None:
    row = Row("1", "好的")
    assert row.origin.region(0, 2) is None
    (row, *_) = (one for one in jsonl.read(_lines('{"reply": "好"}\n'), Source("x")) if isinstance(one, Row))
    region = row.origin.region(5, 9)
    assert region is not None
    assert (region.start.column, region.end.column) == (1, 15)


@pytest.mark.parametrize(
    "line", ['{"reply":"a","reply":"b坏"}', '{"客服回复":"b坏"}', '{"a":{"reply":"坏"},"reply" : "b坏"}']
)
def test_the_last_reply_of_the_row_itself_is_meant(line: str) -> None:
    (row,) = jsonl.read(_lines(line), Source("x"))
    assert isinstance(row, Row)
    assert _raw(line, row, 0, 2) == "b坏"


def test_a_row_is_read_once_for_all_its_findings(check: Check) -> None:
    calls = 0

    def counted(raw: str) -> list[int]:
        nonlocal calls
        calls += 1
        return list(paragraphs.spelling(raw))

    for form in ("sarif", "rdjson", "github"):
        row = Row(form, "坏。" * 500, origin=Origin("x.txt", 1, 0, "坏。" * 500 + form, counted))
        assert check([row], form)[0].count("bad-word") >= 500
    assert calls == 3
