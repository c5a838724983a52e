"""Whatever program saved a file of reviews, the same rows come out of it; and what is written can be read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rag.errors import InputError
from rag.tables.record import Record, Reject, unlike
from rag.tables.source import read_tables
from rag.tables.writing import kind_of, writing

COLUMNS = ("评价编号", "评价内容", "星级")
ROWS = (
    ("1", "面料很软，\n“穿着”舒服", "5"),
    ("2", '拉链坏了, 说是"小问题"；', "1"),
    ("3", "顏色和圖片不一樣", ""),
)


def is_heading(columns: Any) -> bool:
    """Whether reviews are among them."""
    return "评价内容" in columns


def read(path: Path) -> list[dict[str, Any]]:
    """All rows of a file that has no rejects."""
    records = [record for table in read_tables(str(path), is_heading) for record in table.records]
    assert all(isinstance(record, Record) for record in records), records
    return [dict(record.values) for record in records if isinstance(record, Record)]


EXPECTED = [{column: cell for column, cell in zip(COLUMNS, row, strict=True) if cell} for row in ROWS]


def _csv(delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=delimiter)
    rows.writerows([COLUMNS, *ROWS])
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_any_usual_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "reviews.csv"
    path.write_bytes(_csv(delimiter).encode(encoding))
    assert read(path) == EXPECTED


def test_big5(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_bytes("編號,評價內容\n1,顏色和圖片不一樣，客服說可以更換\n".encode("big5hkscs"))
    tables = read_tables(str(path), lambda columns: "評價內容" in columns)
    (record,) = [record for table in tables for record in table.records]
    assert isinstance(record, Record)
    assert record.values["評價內容"] == "顏色和圖片不一樣，客服說可以更換"


def test_a_workbook_with_titles_above_and_two_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["店铺评价导出"])
    book.active.append([])
    for row in (COLUMNS, *ROWS[:2]):
        book.active.append(row)
    book.create_sheet("说明").append(["导出时间", "昨天"])
    more = book.create_sheet("追加")
    for row in (COLUMNS, ROWS[2]):
        more.append(row)
    path = tmp_path / "reviews.xlsx"
    book.save(path)
    assert read(path) == EXPECTED


def test_jsonl_keeps_values_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_text('{"评价内容": "好", "星级": 5, "标签": ["软", "轻"]}\n\n{"评价内容": "差"}\n', encoding="utf-8")
    assert read(path) == [{"评价内容": "好", "星级": 5, "标签": ["软", "轻"]}, {"评价内容": "差"}]


@pytest.mark.parametrize("kind", [".csv", ".tsv", ".jsonl", ".xlsx", ".parquet"])
def test_what_is_written_is_read_again(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"out{kind}"
    with writing(path, COLUMNS) as add:
        for row in EXPECTED:
            add(row)
    assert read(path) == EXPECTED


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".parquet"])
def test_a_table_without_rows_has_its_heading(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"out{kind}"
    with writing(path, COLUMNS):
        pass
    assert [(table.columns, list(table.records)) for table in read_tables(str(path), is_heading)] == [(COLUMNS, [])]


def test_a_sheet_takes_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with writing(path, COLUMNS) as add:
        add({"评价内容": "=1+1", "星级": "a\x0bb"})
    book = openpyxl.load_workbook(path)
    assert book.worksheets[0]["B2"].data_type == "s"
    assert read(path) == [{"评价内容": "=1+1", "星级": "ab"}]


def test_a_sheet_can_be_read_as_it_opens(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with writing(path, COLUMNS) as add:
        add({"评价内容": "面料软，穿着舒服。" * 20, "星级": "5"})
    sheet = openpyxl.load_workbook(path).worksheets[0]
    widths = {sheet[f"{letter}1"].value: found.width for letter, found in sheet.column_dimensions.items()}
    assert widths["星级"] < 15
    assert 50 < widths["评价内容"] < 80
    headings, row = sheet[1], sheet[2]
    wrapped = {heading.value: cell.alignment.wrap_text for heading, cell in zip(headings, row, strict=True)}
    assert wrapped["评价内容"]
    assert not wrapped["星级"]
    assert sheet.freeze_panes == "A2"


def test_a_full_sheet_is_gone_on_with_on_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.tables.writing._MOST_ROWS", 2)
    path = tmp_path / "out.xlsx"
    with writing(path, COLUMNS) as add:
        for row in EXPECTED:
            add(row)
    assert openpyxl.load_workbook(path).sheetnames == ["reviews", "reviews 2"]
    assert read(path) == EXPECTED


def test_an_output_of_no_known_kind_is_refused() -> None:
    with pytest.raises(InputError, match=r"out\.doc: an output is one of \.csv"):
        kind_of(Path("out.doc"))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.parquet", b"PAR1 no", "no Parquet file that can be read"),
        ("a.xlsx", b"PK\x03\x04 no", "no workbook that can be read"),
        ("a.bin", b"hello\nworld\n", "no .csv, .tsv, .jsonl, .xlsx or .parquet"),
        ("a.json", b'[{"a": 1}]', "a JSON list; write one object a line"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"{name}.*{says}"):
        list(read_tables(str(path), is_heading))


@pytest.mark.parametrize(
    ("name", "content", "line", "reason", "text"),
    [
        ("a.csv", _csv() + "4,好,5,多\n", 6, "more cells than the heading has columns", "4,好,5,多\n"),
        ("a.csv", _csv() + '4,"好\n', 6, "not valid CSV: a quote opens and is never closed", '4,"好\n'),
        ("a.jsonl", '{"评价内容": "好"}\n{"评价内容": \n', 2, "not valid JSON", '{"评价内容": \n'),
        ("a.jsonl", "[1]\n", 1, "a row is a JSON object", "[1]\n"),
    ],
)
def test_what_cannot_be_read_as_a_row_is_a_reject_with_its_line(  # noqa: PLR0917
    tmp_path: Path, name: str, content: str, line: int, reason: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    records = [record for table in read_tables(str(path), is_heading) for record in table.records]
    (reject,) = [record for record in records if isinstance(record, Reject)]
    assert (reject.line, reject.text) == (line, text)
    assert reject.reason.startswith(reason)


def test_names_of_columns_are_unlike_each_other() -> None:
    assert unlike(["评价", "", "评价", " 评价 "]) == ("评价", "column 2", "评价 (2)", "评价 (3)")


def _peak(measured: Callable[[], object]) -> int:
    import tracemalloc

    tracemalloc.start()
    try:
        measured()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", [".csv", ".jsonl", ".parquet"])
def test_ten_times_the_rows_take_no_more_memory(tmp_path: Path, kind: str) -> None:
    def rows(count: int) -> Iterator[dict[str, str]]:
        for number in range(count):
            yield {"评价编号": str(number), "评价内容": f"第{number}次买，还是一样好", "星级": "5"}

    def copied(count: int) -> None:
        path, copy = tmp_path / f"{count}{kind}", tmp_path / f"copy{kind}"
        with writing(path, COLUMNS) as add:
            for row in rows(count):
                add(row)
        with writing(copy, COLUMNS) as add:
            for table in read_tables(str(path), is_heading):
                for record in table.records:
                    assert isinstance(record, Record)
                    add(record.values)

    copied(10)
    few = _peak(lambda: copied(2_000))
    assert _peak(lambda: copied(20_000)) < few + 300_000


def test_a_value_that_is_no_text_is_written_as_json(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with writing(path, ("a", "b", "c", "d")) as add:
        add({"a": 5, "b": ["软"], "c": None, "d": True})
    assert path.read_text("utf-8-sig").splitlines()[1] == '5,"[""软""]",,true'


def test_jsonl_out_keeps_each_row_its_own_columns(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with writing(path, COLUMNS) as add:
        add({"评价内容": "好", "标签": ["软"]})
    assert json.loads(path.read_text("utf-8")) == {"评价内容": "好", "标签": ["软"]}
