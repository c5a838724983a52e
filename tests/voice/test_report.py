"""Changes that are more than chance are told, chance is not; the figures survive their JSON."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from rag.errors import InputError
from rag.voice.change import change
from rag.voice.report import Run, report
from rag.voice.writing import before_of, figures_beside, report_json, write_report
from tests.voice.conftest import LID, NOON, RUN, SLOW, WARM, counted, last, told


def test_a_share_that_doubled_is_clear_and_one_that_wavered_is_not() -> None:
    risen, wavered = change(40, 200, 20, 200), change(22, 200, 20, 200)
    assert risen is not None
    assert risen.clear
    assert wavered is not None
    assert not wavered.clear
    assert change(1, 0, 1, 5) is None
    assert change(5, 5, 7, 7) is not None


def test_the_score_is_that_of_the_two_proportion_test() -> None:
    found = change(30, 100, 15, 100)
    assert found is not None
    assert found.score == pytest.approx(2.54, abs=0.01)  # pooled 0.225, standard error 0.0591


def test_complaints_that_rose_since_the_last_run_are_told_with_quotes() -> None:
    before = last(counted(*[told(SLOW)] * 10, *[told(WARM)] * 190))
    found = report(counted(*[told(SLOW)] * 60, *[told(WARM)] * 140), RUN, before)
    assert [(one.since, one.about, one.product) for one in found.rising] == [
        ("last_run", "logistics", None),
        ("last_run", "logistics", "保温杯"),
    ]
    assert found.rising[0].quotes[0].text == "等了十天才收到杯子"
    assert found.complained is not None
    assert found.complained.clear


def test_complaints_that_rose_of_late_are_told_without_an_earlier_run() -> None:
    days = [date(2026, 6, 1) + timedelta(days=n) for n in range(40)]
    reviews = [
        told(SLOW if at >= 30 and n < 5 else WARM, day=day) for at, day in enumerate(days) for n in range(10)
    ]
    found = report(counted(*reviews), RUN)
    assert [(one.since, one.about) for one in found.rising] == [("earlier", "logistics")]
    assert found.rising[0].change.before == 0.0


def test_chance_is_not_told_as_a_rise() -> None:
    before = last(counted(*[told(SLOW)] * 20, *[told(WARM)] * 180))
    assert report(counted(*[told(SLOW)] * 24, *[told(WARM)] * 176), RUN, before).rising == ()


@pytest.mark.parametrize(
    ("span", "every", "count"), [(1, "day", 2), (30, "day", 31), (100, "week", 15), (800, "month", 27)]
)
def test_time_is_counted_by_day_week_or_month(span: int, every: str, count: int) -> None:
    first = date(2024, 1, 1)
    found = report(counted(told(SLOW, day=first), told(WARM, day=first + timedelta(days=span)), told(LID)), RUN)
    assert (found.every, len(found.periods), found.dated) == (every, count, 2)
    assert found.periods[0].figures.complaints == {"logistics": 1}
    assert sum(period.figures.reviews for period in found.periods) == 2


def test_the_language_is_that_of_most_reviews() -> None:
    voice = counted(told(SLOW, language="en"), told(SLOW, language="en"), told(WARM))
    assert report(voice, RUN).language == "en"
    assert report(voice, RUN, language="zh-Hant").language == "zh-Hant"


def test_the_figures_beside_the_page_say_the_same(tmp_path: Path) -> None:
    page = tmp_path / "voice.html"
    made = report(counted(told(SLOW, LID, day=date(2026, 6, 3)), told(WARM)), RUN)
    write_report(page, made)
    data = json.loads(figures_beside(page).read_text(encoding="utf-8"))
    assert data == json.loads(json.dumps(report_json(made)))
    assert data["all"] == {
        "reviews": 2, "praised": 1, "complained": 1, "praise": {"quality": 1},
        "complaints": {"logistics": 1, "quality": 1},
    }  # fmt: skip
    assert data["kinds"][0]["share"] == 0.5
    assert data["kinds"][0]["quotes"] == [{"text": SLOW[2], "product": "保温杯", "day": "2026-06-03"}]


def test_the_next_run_is_held_against_it_and_the_same_again_is_not(tmp_path: Path) -> None:
    figures = tmp_path / "voice.json"
    assert before_of(figures, "july") is None
    june = report(counted(*[told(WARM)] * 9), Run("六月.csv", "june", NOON))
    write_report(tmp_path / "voice.html", june)
    before = before_of(figures, "july")
    assert before is not None
    assert (before.run.input, before.all.reviews, before.products["保温杯"].praised) == ("六月.csv", 9, 9)
    write_report(tmp_path / "voice.html", report(counted(told(SLOW)), RUN, before))
    assert before_of(figures, "july") == before  # the same input again: still held against June
    august = before_of(figures, "august")
    assert august is not None
    assert august.run.input == "七月.csv"


@pytest.mark.parametrize("text", ["", "[]", '{"version": 99}', '{"version": 1}', "{"])
def test_what_is_no_report_is_not_overwritten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "voice.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"voice\.json"):
        before_of(path, "july")


def test_a_report_is_a_page() -> None:
    with pytest.raises(InputError, match="html"):
        figures_beside(Path("voice.json"))
