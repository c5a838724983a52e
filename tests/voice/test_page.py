"""The page in a real browser: nothing runs or is fetched, it fits a phone, its figures are those of the report."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rag.domain import Language
from rag.voice.charts import columns, lines
from rag.voice.page import PRODUCTS, page
from rag.voice.report import Report, report
from tests.voice.conftest import LID, RUN, SLOW, WARM, counted, last, told

HOSTILE = '<script>document.title="x"</script><img src=x onerror="document.title=1">'


def made(language: Language | None = None) -> Report:
    """A report with everything in it: change, time, many products, words of somebody who means harm."""
    days = [date(2026, 6, 1) + timedelta(days=n) for n in range(40) if n != 20]
    reviews = [
        told(SLOW if n % 3 else LID, *[WARM] * (n % 2), day=day, product=f"保温杯{n}号大容量不锈钢男女学生通用")
        for n, day in enumerate(days * 2)
    ]
    hostile = told(("complaint", "service", HOSTILE), product=HOSTILE, day=days[0])
    before = last(counted(*[told(SLOW)] * 5, *[told(WARM)] * 90))
    return report(counted(*reviews, hostile, told(WARM)), RUN, before, language)


@pytest.mark.parametrize(
    ("language", "title", "rising"),
    [("zh-Hans", "顾客之声", "上升的抱怨"), ("zh-Hant", "顧客之聲", "上升的抱怨"), ("en", "Voice of", "Rising")],
)
def test_the_page_speaks_the_reviews_language(language: Language, title: str, rising: str) -> None:
    told_page = page(made(language))
    assert f'<html lang="{language}">' in told_page
    assert title in told_page
    assert rising in told_page
    assert "logistics" not in told_page


def test_the_page_fetches_and_runs_nothing() -> None:
    told_page = page(made())
    assert "<script" not in told_page
    assert "<img" not in told_page
    assert "http" not in told_page.replace("http-equiv", "")
    assert "default-src 'none'" in told_page


def test_a_page_of_nothing_is_a_page() -> None:
    told_page = page(report(counted(), RUN))
    assert "没有日期" in told_page
    assert "还没有上次" in told_page


def test_what_is_not_on_the_page_is_said_to_be_in_the_figures() -> None:
    found = made()
    assert f"{len(found.products) - PRODUCTS} 个商品见" in page(found)


def test_charts_stay_in_their_box_and_break_where_nothing_was_written() -> None:
    found = made()
    for column in columns(found.periods):
        assert 0 <= column.x <= column.x + column.width <= 100
        assert 0 <= column.complained <= column.height <= 100
    drawn = lines(found.periods, found.of("complaint"))
    assert len(drawn[0].strokes) == 2  # no review on the 21st day
    points = [tuple(map(float, point.split(","))) for stroke in drawn[0].strokes for point in stroke.split()]
    assert all(0 <= x <= 100 and 0 <= y <= 100 for x, y in points)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_and_shows_its_charts(browser: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "voice.html"
    path.write_text(page(made()), encoding="utf-8")
    shown = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark")
    told_off: list[str] = []
    shown.on("requestfailed", lambda request: told_off.append(request.url))
    shown.on("console", lambda message: told_off.append(message.text))
    shown.goto(path.as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.title() == "顾客之声 2026-07-01"
    course = shown.locator("svg.course")
    box = course.bounding_box()
    assert box is not None
    assert box["height"] > 100
    assert course.locator("rect.all").count() == 40
    assert shown.locator(".rising li").count() >= 1
    quotes = shown.locator(".kinds details").first
    assert not quotes.locator("blockquote").first.is_visible()
    quotes.locator("summary").click()
    assert quotes.locator("blockquote").first.is_visible()
    assert told_off == []
    shown.close()
