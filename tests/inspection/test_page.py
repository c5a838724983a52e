"""The inspector's page: right figures, nobody's data, nothing run, and it can be used."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from rich.console import Console

from rag.domain import Finding, Turn
from rag.inspection import summary as summing
from rag.inspection.masking import MASK, masked
from rag.inspection.page import Heading, pieces, write_page
from rag.inspection.places import Origin
from rag.inspection.rows import Row, Suppression
from rag.inspection.summary import OTHERS, Summary
from rag.inspection.table import show_summary
from rag.inspection.verdicts import Judged
from tests.inspection.conftest import SHOP, Check

NOON = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
ASKED = Turn("customer", "我的电话13812345678")
HOSTILE = '坏<script>document.title="x"</script><img src=x onerror="document.title=1">'


def summed(check: Check, rows: list[Row]) -> Summary:
    """The summary of rows."""
    found, seen = Summary(), list[Judged]()
    check(rows, seen=seen)
    for judged in seen:
        found.add(judged)
    return found


def day() -> list[Row]:
    """A short day."""
    return [
        Row("1", "坏了，坏了，你看", (ASKED,), agent="小王", origin=Origin("七月.csv", 2)),
        Row("2", "你好", agent="小王"),
        Row("3", "好的", agent="小李"),
        Row("4", "别急，打您电话13812345678", agent="小李", channel="review"),
        Row("5", "坏", agent="小李", suppress=(Suppression("bad-word", "主管批准"),)),
        Row("6", HOSTILE, agent='<b>"x"</b>'),
        Row("7", "崩"),
    ]  # fmt: skip


def test_figures_add_up(check: Check) -> None:
    found = summed(check, day())
    assert dict(found.all.verdicts) == {"block": 2, "warn": 1, "pass": 3, "unverified": 1}
    assert (found.all.suppressed, found.crashed["crashing"]) == (1, 1)
    rules = dict(found.by_rule())
    assert (rules["bad-word"].replies, rules["bad-word"].findings, rules["bad-word"].suppressed) == (2, 3, 1)
    assert rules["address"].levels["warning"] == 2
    agents = dict(found.by_agent())
    assert (agents["小王"].replies, agents["小王"].rate(), agents["小李"].rate()) == (2, 50.0, 0.0)
    assert [sample.id for sample in found.worst()] == ["1", "6", "2", "4"]


def test_only_the_worst_are_kept(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summing, "WORST", 3)
    monkeypatch.setattr(summing, "WORST_OF_A_RULE", 2)
    rows = [Row(str(n), "坏" * (n % 5 + 1)) for n in range(50)] + [Row("hint", "别急"), Row("late", "别急别急")]
    found = summed(check, rows)
    assert [sample.id for sample in found.worst()] == ["4", "9", "14", "late", "hint"]


def test_agents_beyond_all_reason_are_counted_together(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summing, "AGENTS", 2)
    found = summed(check, [Row(str(n), "好", agent=f"a{n}") for n in range(5)])
    assert {name: agent.replies for name, agent in found.agents.items()} == {"a0": 1, "a1": 1, OTHERS: 3}


@pytest.mark.parametrize("data", ["13812345678", "zhang.san@example.com", "110101199003074514"])
def test_personal_data_is_blotted_out_in_place(data: str) -> None:
    text = f"您好，已经联系{data}，请查收。"
    shown = masked(text, SHOP)
    assert len(shown) == len(text)
    assert data not in shown
    assert MASK in shown
    assert shown.startswith("您好")


def test_of_an_address_nothing_is_left() -> None:
    assert "花木" not in masked("包裹送到了浦东新区花木路120号。", SHOP)


def test_what_is_nobodys_stays() -> None:
    text = "您好，七天内可以退换，满59元包邮。"
    assert masked(text, SHOP) == text


def test_a_text_is_cut_where_findings_begin_and_end() -> None:
    findings = (
        Finding("a", "hint", "", 1, 4, ""),
        Finding("b", "error", "", 2, 3, ""),
        Finding("c", "error", "", 5, 5, ""),
    )
    assert pieces("0123456", findings) == [
        ("0", None), ("1", "hint"), ("2", "error"), ("3", "hint"), ("4", None), ("56", None),
    ]  # fmt: skip


def test_the_table_says_the_same(check: Check) -> None:
    out = io.StringIO()
    show_summary(Console(file=out, width=120), summed(check, day()), SHOP, fixed=4)
    told = out.getvalue()
    assert "7 replies" in told
    assert "1 findings let stand" in told
    assert "4 of the baseline gone" in told
    assert "13812345678" not in told
    assert "小王" in told


def written(check: Check, path: Path, rows: list[Row] | None = None) -> str:
    """The page of a day."""
    heading = Heading(("七月.csv",), SHOP, faults=2, fixed=1, unused=3, at=NOON)
    write_page(path, summed(check, day() if rows is None else rows), heading, {"bad-word": "不说坏"})
    return path.read_text(encoding="utf-8")


def test_the_page_carries_nobodys_data_and_fetches_nothing(check: Check, tmp_path: Path) -> None:
    page = written(check, tmp_path / "page.html")
    assert "13812345678" not in page
    assert "<img" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert 'lang="zh-Hans"' in page


def test_a_page_of_nothing_is_a_page(check: Check, tmp_path: Path) -> None:
    assert "没有发现问题" in written(check, tmp_path / "page.html", [])


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """A page of a real browser."""
    return browser.new_page()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_can_be_used(check: Check, tmp_path: Path, page: Page, width: int) -> None:
    written(check, tmp_path / "page.html")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((tmp_path / "page.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.title().startswith("回复质检")
    assert page.locator("mark.error").first.inner_text() == "坏"
    shown = page.locator(".samples > li:visible")
    assert shown.count() == 4
    page.select_option("#rule", "address")
    assert shown.count() == 2
    page.select_option("#agent", "小王")
    page.select_option("#verdict", "warn")
    assert shown.count() == 1
    page.fill("#words", "没有这样的字")
    assert shown.count() == 0
    assert page.locator("#count").inner_text() == "0"
    assert errors == []
