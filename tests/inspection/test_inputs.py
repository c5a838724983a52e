"""Files of replies → rows: encodings, kinds, columns, and what is said of rows that cannot be used."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from rag.domain import Turn
from rag.errors import InputError
from rag.inspection.inputs import delimited, jsonl, paragraphs
from rag.inspection.inputs.source import read_rows
from rag.inspection.rows import Fault, Row, Source, Suppression, keys_of
from rag.tables import lines
from tests.inspection.conftest import jsonl as write_rows
from tests.inspection.conftest import replies, rows_of

HEADING = "编号,客户消息,客服回复,客服昵称\n"
TABLE = HEADING + "7,能退吗,您好，可以退。,小王\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5"])
def test_a_table_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = "id,客戶,reply,客服\n7,能退嗎,您好，可以退。,小王\n" if encoding == "big5" else TABLE
    path = tmp_path / "log.csv"
    path.write_bytes(text.encode(encoding))
    (row,) = rows_of(path)
    assert isinstance(row, Row)
    assert (row.id, row.reply, row.agent) == ("7", "您好，可以退。", "小王")
    assert row.turns[0].role == "customer"


def test_an_encoding_is_told_by_the_first_line_that_has_chinese(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b"id,reply\n" + b"1,ok\n" * 20_000 + "2,您好，马上为您处理，请您稍等。\n".encode("gb18030"))
    assert replies(path)[-1] == "您好，马上为您处理，请您稍等。"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_told_by_the_heading(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"sep={delimiter}\n" + TABLE.replace(",", delimiter))
    (row,) = rows_of(path)
    assert isinstance(row, Row)
    assert (row.reply, row.turns) == ("您好，可以退。", (Turn("customer", "能退吗"),))


def test_an_exact_name_goes_before_another_and_the_first_before_the_next() -> None:
    assert keys_of(["回复时间", "回复", "Reply", "reply", "客户", "问题"]) == {"reply": 3, "context": 4}


def test_traditional_headings_and_spaces_are_the_same_columns() -> None:
    assert keys_of([" 客服 回覆 ", "客戶", "Agent_Name"]) == {"reply": 0, "context": 1, "agent": 2}


def test_cells_hold_quotes_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('id,reply\r\n1,"他说""好""\r\n第二行"\r\n\r\n2,好的\r\n', newline="")
    rows = [row for row in rows_of(path) if isinstance(row, Row)]
    assert [(row.reply, row.origin.line) for row in rows] == [('他说"好"\r\n第二行', 2), ("好的", 5)]


def test_turns_facts_and_exceptions_may_stand_in_cells(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    turns = '"[{""role"":""agent"",""text"":""在的""}]"'
    path.write_text(f'reply,context,facts,suppress\n好,{turns},"{{""cause"":""quality""}}",rule-a -- 主管批准\n')
    (row,) = rows_of(path)
    assert isinstance(row, Row)
    assert (row.turns, row.facts.cause) == ((Turn("agent", "在的"),), "quality")
    assert row.suppress == (Suppression("rule-a", "主管批准"),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("reply\n好,的\n好\n", ":2: more cells"),
        ('reply\n"好"的\n好\n', ":2: not valid CSV"),
        ('reply\n"好"\n"不好\n', ":3: not valid CSV: a quote opens and is never closed"),
        ("reply,channel\n好,电话\n好,聊天\n", ":2: channel: '电话'"),
        ("id,reply\n1,\n2,好\n", ":2: the row has no text"),
        ("reply,suppress\n好,rule-a\n好,\n", ":2: suppress"),
    ],
)
def test_a_bad_record_is_one_fault_and_the_next_is_read(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text)
    (fault,) = (one for one in rows_of(path) if isinstance(one, Fault))
    assert says in fault.message
    (row,) = (one for one in rows_of(path) if isinstance(one, Row))
    assert row.reply == "好"


@pytest.mark.parametrize("after", [1, 49, 50, 120])
def test_a_stray_quote_costs_its_own_line(tmp_path: Path, after: int) -> None:
    path = tmp_path / "log.csv"
    path.write_text('id,reply\n1,"亲\n' + "".join(f"{n},好\n" for n in range(after)) + '9,"好的\n在"\n')
    fault, *rows = rows_of(path)
    assert isinstance(fault, Fault)
    assert ":2: not valid CSV" in fault.message
    assert [row.origin.line for row in rows if isinstance(row, Row)] == [*range(3, 4 + after)]


def test_any_number_of_blank_lines_may_stand_above_the_heading(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("sep=,\n" + "\n" * 80 + "reply\n好\n")
    assert replies(path) == ["好"]


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
@pytest.mark.parametrize("place", [3, 900])
def test_a_bad_byte_costs_its_own_row_in_any_encoding(tmp_path: Path, encoding: str, place: int) -> None:
    path = tmp_path / "log.csv"
    lines = (
        ["回覆", *["親，您好，我們馬上為您處理，請您稍等"] * 5_000]
        if encoding == "big5"
        else ["回复", *["亲，您好，我们马上为您处理，请您稍等"] * 5_000]
    )
    raw = [line.encode(encoding) for line in lines]
    raw[place] = raw[place] + b"\xff"
    path.write_bytes(b"\n".join(raw))
    found = rows_of(path)
    (fault,) = (one for one in found if isinstance(one, Fault))
    assert f":{place + 1}: bytes that are no text" in fault.message
    assert {row.reply for row in found if isinstance(row, Row)} == {lines[1]}
    assert len(found) == 5_000


@pytest.mark.parametrize("reply", ["", " \t", "\n", "\u200b\u200d\ufeff", "\u3000\u3164"])
def test_a_reply_that_nobody_can_see_does_not_pass_as_read(tmp_path: Path, reply: str) -> None:
    (fault,) = rows_of(write_rows(tmp_path / "log.jsonl", {"reply": reply}))
    assert isinstance(fault, Fault)
    assert fault.message.endswith("log.jsonl:1: the reply is empty")


def test_a_row_without_an_id_shares_none_with_a_row_that_has_one(tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text("id,reply\n3,好\n,好\n")
    log = write_rows(tmp_path / "log.jsonl", {"reply": "好", "id": 2}, {"reply": "好"}, {"reply": "好", "id": " "})
    ids = [[row.id for row in rows_of(path) if isinstance(row, Row)] for path in (table, log)]
    assert ids == [["3", "#3"], ["2", "#2", "#3"]]


def test_bytes_that_are_no_text_are_a_fault_of_their_row(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes('{"reply":"好的"}\n'.encode() + b'{"reply":"\xff\xfe"}\n' + '{"reply":"在的"}\n'.encode())
    first, fault, last = rows_of(path)
    assert isinstance(fault, Fault)
    assert ":2: bytes that are no text" in fault.message
    assert isinstance(first, Row)
    assert isinstance(last, Row)


@pytest.mark.parametrize(("text", "says"), [("", "empty"), ("a,b\n1,2\n", "a, b"), ("\n\n", "empty")])
def test_a_table_without_a_reply_column_is_told_its_columns(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=says):
        rows_of(path)


def test_a_row_that_is_too_long_is_told_by_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 100)
    path = tmp_path / "log.jsonl"
    path.write_text('{"reply":"好"}\n{"reply":"' + "好" * 200 + '"}\n')
    with pytest.raises(InputError, match=r":2: a row of more than 100 characters"):
        rows_of(path)


def test_a_paragraph_without_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "LONGEST", 100)
    path = tmp_path / "log.txt"
    path.write_text("好的\n\n" + "一行一条回复。\n" * 30)
    with pytest.raises(InputError, match=r":3: a paragraph of more than 100 characters"):
        rows_of(path)


def test_other_names_of_keys_serve_in_json_too(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"消息编号": 9, "客服回复": "好的", "客服": "小王", "上下文": "在吗"}\n')
    (row,) = rows_of(path)
    assert isinstance(row, Row)
    assert (row.id, row.reply, row.agent, row.turns) == ("9", "好的", "小王", (Turn("customer", "在吗"),))


# Plain text ------------------------------------------------------------------------------------------


def test_paragraphs_are_replies_and_comments_are_not(tmp_path: Path) -> None:
    path = tmp_path / "script.txt"
    path.write_text(
        "# wanyan: allow rule-a, rule-b -- 主管批准\n\n第一条\n第二行\n  \n"
        "第二条\n# Wanyan: allow rule-c -- 试运行\n# 标题照旧\n\n第三条\n",
    )
    first, second, third = (row for row in rows_of(path) if isinstance(row, Row))
    assert (first.reply, second.reply, third.reply) == ("第一条\n第二行", "第二条\n# 标题照旧", "第三条")
    assert [one.rule for one in first.suppress] == ["rule-a", "rule-b"]
    assert second.suppress == (Suppression("rule-c", "试运行"),)
    assert third.suppress == ()


@pytest.mark.parametrize("comment", ["# wanyan: allow rule-a", "# wanyan: allow -- 理由", "# wanyan: ignore all"])
def test_an_exception_needs_a_rule_and_a_reason(tmp_path: Path, comment: str) -> None:
    path = tmp_path / "script.txt"
    path.write_text(f"好的\n\n{comment}\n不行\n\n在的\n")
    first, fault, last = rows_of(path)
    assert isinstance(fault, Fault)
    assert ":3: " in fault.message
    assert isinstance(first, Row)
    assert isinstance(last, Row)


# Workbooks -------------------------------------------------------------------------------------------


def workbook(path: Path, *sheets: list[list[Any]]) -> Path:
    """Write sheets of cells."""
    book = openpyxl.Workbook()
    for number, cells in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert isinstance(sheet, Worksheet)
        for row in cells:
            sheet.append(row)
    book.save(path)
    return path


def test_every_sheet_with_a_reply_column_is_read(tmp_path: Path) -> None:
    titled = [["七月客服记录"], [], ["时间", "回复", "客服", "编号"]]
    path = workbook(
        tmp_path / "log.xlsx",
        [*titled, [datetime.datetime(2026, 7, 1, 9), "好的", "小王", 1.0], [None] * 4, [None, 12, None, "x"]],
        [["说明"], ["没有记录"]],
        [["reply"], ["在的"]],
    )
    rows = [row for row in rows_of(path) if isinstance(row, Row)]
    assert [(row.id, row.reply, row.agent) for row in rows] == [
        ("1", "好的", "小王"),
        ("x", "12", None),
        ("Sheet2!2", "在的", None),
    ]
    assert [row.origin.cell for row in rows] == ["Sheet!B4", "Sheet!B6", "Sheet2!A2"]


def test_a_formula_never_calculated_and_a_merged_cell_are_faults_not_passes(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["id", "reply"], ["a", '="好"&"的"'], ["b", "在的"], ["c", None]):
        sheet.append(row)
    sheet.merge_cells("B3:B4")
    book.save(path)
    formula, kept, merged = rows_of(path)
    assert isinstance(formula, Fault)
    assert "B2" in formula.message
    assert isinstance(kept, Row)
    assert isinstance(merged, Fault)


def test_dates_are_typed_as_people_compare_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "log.xlsx", [["编号", "回复"], [datetime.date(2026, 7, 1), "好"], [3.5, "好"]])
    rows = [row for row in rows_of(path) if isinstance(row, Row)]
    assert [row.id for row in rows] == ["2026-07-01T00:00:00", "3.5"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no more", b"id,reply\n1,ok\n"])
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(data)
    with pytest.raises(InputError, match="workbook"):
        rows_of(path)


def test_a_workbook_without_replies_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no sheet has a column"):
        rows_of(workbook(tmp_path / "log.xlsx", [["a", "b"], [1, 2]]))


# Standard input --------------------------------------------------------------------------------------


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes, name: str | None = None) -> list[Row | Fault]:
    """What is read of standard input."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    return list(read_rows("-", Source(name)))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ('{"reply":"好的"}', None),
        ('  \n{"reply":"好的"}', None),
        ("编号,回复\n1,好的\n", None),
        ("回复\n好的\n", None),
        ("a,b,reply\n,,好的", None),
        ("好的", None),
        ("好的\n", "notes.txt"),
        ("reply\n好的\n", "x.CSV"),
        ('{"reply":"好的"}', "x.ndjson"),
    ],
)
def test_the_kind_of_a_pipe_is_told_by_its_name_or_its_first_line(
    monkeypatch: pytest.MonkeyPatch, data: str, name: str | None
) -> None:
    (row,) = piped(monkeypatch, data.encode(), name)
    assert isinstance(row, Row)
    assert (row.reply, row.origin.file) == ("好的", name)


def test_a_name_decides_against_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = piped(monkeypatch, b'{"reply":"x"}', "notes.txt")
    assert isinstance(row, Row)
    assert row.reply == '{"reply":"x"}'


def test_a_workbook_may_be_piped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = workbook(tmp_path / "log.xlsx", [["回复"], ["好的"]]).read_bytes()
    (row,) = piped(monkeypatch, data)
    assert isinstance(row, Row)
    assert row.reply == "好的"


def test_a_json_list_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="one object a line"):
        piped(monkeypatch, b'[{"reply":"ok"}]')


def test_nothing_is_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    assert piped(monkeypatch, b"") == []


@pytest.mark.parametrize("before", ["", "好的。\n\n", "好的。" * 30_000 + "\n\n"])
@pytest.mark.parametrize("reply", ["在\0的", "a\0b"])
def test_nul_characters_are_characters(monkeypatch: pytest.MonkeyPatch, before: str, reply: str) -> None:
    *_, last = piped(monkeypatch, f"{before}{reply}\n".encode())
    assert isinstance(last, Row)
    assert last.reply == reply


@pytest.mark.parametrize(
    ("read", "text"),
    [(jsonl.read, '{"reply":"好"}\n'), (delimited.read, "reply\n好\n"), (paragraphs.read, "好\n\n")],
)
def test_a_row_is_out_before_the_next_is_asked_for(read: Any, text: str) -> None:
    def given() -> Iterator[lines.Line]:
        for number, line in enumerate(text.splitlines(keepends=True), 1):
            yield lines.Line(line, number, 0)
        raise AssertionError("read ahead")

    assert isinstance(next(read(given(), Source())), Row)


@settings(max_examples=150)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace"))),
    st.sampled_from(["a.jsonl", "a.csv", "a.txt", "a.xlsx", None]),
    st.sampled_from([b"", "id,回复,suppress\n".encode(), b'{"reply":"', b"PK\x03\x04", b"# wanyan: allow "]),
)
def test_any_bytes_are_rows_or_are_refused(data: bytes, name: str | None, before: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        try:
            rows = piped(patch, before + data, name)
        except InputError as refused:
            rows = [Fault(str(refused))]
    faults = [row.message for row in rows if isinstance(row, Fault)]
    assert all(fault.startswith(name or "standard input") for fault in faults)
