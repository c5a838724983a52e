"""The report as one HTML file: charts without a script, nothing fetched, readable on a phone and in the dark."""

from __future__ import annotations

from pathlib import Path

from rag.pages import templates
from rag.voice.change import Change
from rag.voice.charts import columns, lines
from rag.voice.counting import OTHERS
from rag.voice.report import Report
from rag.voice.words import about_words, finer_words, page_words

PRODUCTS = 40
"""Products on the page; the JSON has all."""


def page(report: Report) -> str:
    """The page. What customers and files say is escaped."""
    environment = templates(Path(__file__).parent)
    words, about = page_words(report.language), about_words(report.language)
    environment.filters |= {"percent": _percent, "moved": _told, "about": lambda name: about.get(name, name)}
    return environment.get_template("page.html").render(
        report=report,
        words=words,
        closer=finer_words(report.language),
        others=OTHERS,
        products=report.products[:PRODUCTS],
        columns=columns(report.periods),
        lines=lines(report.periods, report.of("complaint")),
        stars=_average(report.stars),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _told(change: Change) -> str:
    """A change in percentage points, with its sign."""
    points = round(100 * (change.now - change.before), 1)
    return f"{points:+.1f}" if points else "±0.0"


def _average(stars: dict[int, int]) -> str | None:
    given = sum(stars.values())
    return f"{sum(star * count for star, count in stars.items()) / given:.2f}" if given else None
