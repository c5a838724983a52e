"""A row of any export is read as what it says: columns by name or as mapped, stars however they are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.batch.input import Input
from rag.batch.rows import Columns, Rejected, Row, mapping_of, stars_of
from rag.errors import InputError
from rag.tables.record import Record
from tests.batch.conftest import echo, read_csv, run_batch, write_csv

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


def row_of(values: dict[str, Any], **mapped: str) -> Row | Rejected:
    """The first row of a file with one record."""
    return Columns(mapped).row(Record(values, 2), 1)


@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: path.stem)
def test_an_export_of_each_platform_is_read(sample: Path) -> None:
    rows = list(Input(sample, Columns()).rows())
    assert rows
    for row in rows:
        assert isinstance(row, Row)
        assert row.review.stars
        assert row.date
        assert row.id != str(row.number)


@pytest.mark.parametrize(
    ("given", "stars"),
    [
        ("5", 5), (4, 4), (4.0, 4), ("3.0", 3), ("五星", 5), ("2星", 2), ("4 stars", 4), ("1/5", 1), ("★★★☆☆", 3),
        ("好评", 5), ("中评", 3), ("差評", 1), ("FIVE", 5), ("5.0 out of 5 stars", 5),
        ("", None), ("-", None), (None, None),
    ],
)  # fmt: skip
def test_stars_as_exports_write_them(given: object, stars: int | None) -> None:
    assert stars_of(given) == stars


@pytest.mark.parametrize("given", ["9", "0", "很好", "5 apples", "-1"])
def test_stars_that_are_none_are_refused(given: str) -> None:
    with pytest.raises(InputError, match="is not between 1 and 5"):
        stars_of(given)


def test_an_exact_name_goes_before_another() -> None:
    row = row_of({"内容": "别的", "text": "面料软"})
    assert isinstance(row, Row)
    assert row.review.text == "面料软"
    assert row.other == {"内容": "别的"}


def test_a_mapped_column_is_looked_for_nowhere_else() -> None:
    row = row_of({"评价内容": "系统默认好评", "买家说的": "面料软", "分": "4"}, text="买家说的", stars="分")
    assert isinstance(row, Row)
    assert (row.review.text, row.review.stars) == ("面料软", 4)
    assert row.other == {"评价内容": "系统默认好评"}


def test_a_row_may_name_its_platform() -> None:
    row = row_of({"text": "面料软", "platform": " google "})
    assert isinstance(row, Row)
    assert row.request("handbook").platform == "google"


def test_a_row_may_be_the_body_of_a_draft() -> None:
    row = row_of({"review": {"text": "好", "stars": 5}, "facts": {"product": {"name": "外套"}}, "shop": "strict"})
    assert isinstance(row, Row)
    request = row.request("handbook")
    assert (request.review, request.shop, request.facts.product.name) == (row.review, "strict", "外套")


def test_the_product_of_the_row_is_a_fact() -> None:
    row = row_of({"评价内容": "好", "商品名称": "外套", "事实": '{"cause": "quality"}'})
    assert isinstance(row, Row)
    assert (row.facts.product.name, row.facts.cause) == ("外套", "quality")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"text": "好", "stars": "多"}, "stars: '多' is not between 1 and 5"),
        ({"text": "好", "facts": "{"}, "facts:1: not valid JSON"),
        ({"text": "好", "facts": {"couse": "x"}}, "facts: couse: unknown key"),
        ({"text": 5}, "the review is no text"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_reason(values: dict[str, Any], reason: str) -> None:
    row = row_of(values)
    assert isinstance(row, Rejected)
    assert row.reason.startswith(reason)


def test_a_map_names_a_key() -> None:
    assert mapping_of(["text=a=b", "stars=分"]) == {"text": "a=b", "stars": "分"}
    for wrong in ("texte=a", "text", "text="):
        with pytest.raises(InputError, match="write KEY=COLUMN"):
            mapping_of([wrong])


def test_a_file_without_reviews_is_refused_with_what_it_has(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", "好", heading=("id", "买家说的"))
    with pytest.raises(
        InputError, match=r"in.csv:1: no column of reviews .* there are: id, 买家说的; .*--map text="
    ):
        Input(path, Columns()).survey()
    with pytest.raises(InputError, match=r"--map stars=分: .* has no such column"):
        Input(path, Columns({"text": "买家说的", "stars": "分"})).survey()


async def test_columns_of_the_input_stay_and_keep_their_names(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", "面料软", heading=("status", "评价内容"))
    await run_batch(path, tmp_path / "out.csv")
    (row,) = read_csv(tmp_path / "out.csv")
    assert list(row)[:4] == ["status", "评价内容", "reply", "draft status"]
    assert (row["status"], row["draft status"]) == ("r1", "ready")


async def test_from_jsonl_with_columns_of_their_own_to_a_table(tmp_path: Path) -> None:
    rows = [{"text": "好", "颜色": "红"}, {"text": "差", "标签": ["小"]}, {"no": "review"}]
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert await run_batch(path, tmp_path / "out.csv", echo) == 1
    found = read_csv(tmp_path / "out.csv")
    assert [(row["text"], row["颜色"], row["标签"]) for row in found] == [("好", "红", ""), ("差", "", '["小"]')]


async def test_a_workbook_damaged_half_way_gives_what_could_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "in.csv", *map(str, range(10)))
    monkeypatch.setattr("rag.tables.lines.LONGEST", 60)
    path.write_text(path.read_text("utf-8") + "r11," + "长" * 300 + "\nr12,好\n", encoding="utf-8")
    assert await run_batch(path, tmp_path / "out.csv") == 1
    assert len(read_csv(tmp_path / "out.csv")) == 10
    (reject,) = read_csv(tmp_path / "out.csv.rejects.csv")
    assert "nothing is read from here on" in reject["reason"]
