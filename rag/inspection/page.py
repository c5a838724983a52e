"""The inspector's page as one HTML file: nothing is fetched, what it shows is escaped and masked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from rag.domain import Finding
from rag.inspection.masking import masked
from rag.inspection.summary import Sample, Summary
from rag.pages import templates
from rag.shops import Shop
from rag.tables.output import whole_file

LEVELS = {"error": "错误", "warning": "警告", "hint": "提示"}
VERDICTS = {"block": "拦截", "warn": "警告", "pass": "通过", "unverified": "未能核验"}


@dataclass(frozen=True)
class Heading:
    """What the page says of the run."""

    files: tuple[str, ...]
    shop: Shop
    faults: int = 0
    fixed: int | None = None
    unused: int = 0
    complete: bool = True
    at: datetime.datetime | None = None


def write_page(path: Path, summary: Summary, heading: Heading, rules: dict[str, str]) -> None:
    """Write the page, whole or not at all; `rules` is what each rule asks, by id."""
    environment = templates(Path(__file__).parent)
    shown = [_shown(sample, heading.shop) for sample in summary.worst()]
    page = environment.get_template("page.html").stream(
        summary=summary, heading=heading, rules=rules, samples=shown, levels=LEVELS, verdicts=VERDICTS,
        at=(heading.at or datetime.datetime.now().astimezone()).strftime("%Y-%m-%d %H:%M"),
    )  # fmt: skip
    with whole_file(path) as out:
        out.writelines(page)


def _shown(sample: Sample, shop: Shop) -> dict[str, Any]:
    """A sample as the page shows it: masked, cut where findings begin and end."""
    text = masked(sample.reply, shop)
    findings = [
        {"rule": one.rule, "level": one.level, "message": masked(one.message, shop),
         "suggestion": masked(one.suggestion, shop) if one.suggestion else None}
        for one in sample.findings
    ]  # fmt: skip
    return {
        "id": sample.id,
        "agent": sample.agent,
        "where": sample.where,
        "verdict": sample.verdict,
        "asked": masked(sample.asked, shop),
        "pieces": pieces(text, sample.findings),
        "findings": findings,
        "rules": sorted({one.rule for one in sample.findings}),
    }


_HEAVINESS = ("hint", "warning", "error")


def pieces(text: str, findings: tuple[Finding, ...]) -> list[tuple[str, str | None]]:
    """A text cut at the edges of findings, each piece with the heaviest level that covers it, or None."""
    edges = sorted({0, len(text), *(at for one in findings for at in (one.start, one.end) if at <= len(text))})
    return [(text[start:end], _level(findings, start, end)) for start, end in pairwise(edges)]


def _level(findings: tuple[Finding, ...], start: int, end: int) -> str | None:
    covering = [one.level for one in findings if one.start <= start and one.end >= end]
    return max(covering, key=_HEAVINESS.index, default=None)
