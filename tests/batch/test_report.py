"""`wanyan batch --report`: the figures are those of the rows, whatever became of their drafts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.cli import main

ROWS = """编号,评价内容,星级,商品名称,评价时间,买家昵称,事实
1,盖子一拧就裂开月下狐和云片糕很生气,1,保温杯,2026-06-01,月下狐,"{""customer"":{""name"":""云片糕""}}"
2,保温一整夜还是热的,5,保温杯,2026-06-02,,
3,等了十天才收到，客服小王也不理人,九星,水壶,2026-06-09,,
4,等了十天才收到，客服小王也不理人,2,水壶,2026-06-09,,
"""


@pytest.fixture(autouse=True)
def _data(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the test's own."""
    monkeypatch.setenv("WANYAN_DATA", str(own_data))


def batch(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    """The command on the rows."""
    (folder / "in.csv").write_text(ROWS, encoding="utf-8")
    arguments = ["batch", str(folder / "in.csv"), "-o", str(folder / "out.csv"), *options]
    monkeypatch.setattr("sys.argv", ["wanyan", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_report_counts_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "voice.html"
    assert batch(tmp_path, monkeypatch, "--report", str(page)) == 1  # one row has nine stars
    figures = json.loads((tmp_path / "voice.json").read_text(encoding="utf-8"))
    assert (figures["all"]["reviews"], figures["all"]["complained"], figures["all"]["praised"]) == (3, 2, 1)
    assert figures["all"]["complaints"] == {"logistics": 1, "quality": 1, "service": 1}
    assert [one["product"] for one in figures["products"]] == ["保温杯", "水壶"]
    assert (figures["first"], figures["last"], figures["every"]) == ("2026-06-01", "2026-06-09", "day")
    assert "小王" not in page.read_text(encoding="utf-8")
    assert "盖子一拧就裂开" in page.read_text(encoding="utf-8")
    assert "月下狐" not in page.read_text(encoding="utf-8")
    assert "云片糕" not in page.read_text(encoding="utf-8")
    assert figures["before"] is None


def test_a_report_of_another_kind_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(tmp_path, monkeypatch, "--report", str(tmp_path / "in.csv")) == 2
    (tmp_path / "voice.json").write_text('{"mine": 1}', encoding="utf-8")
    assert batch(tmp_path, monkeypatch, "--report", str(tmp_path / "voice.html")) == 2
    assert "voice.json" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()
