"""Shows drafts, findings and hits in a terminal: readable in colour and, through a pipe, without."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.domain import Draft, Finding, Hit
from rag.guardrails.checker import CheckResult

_COLOURS = {"error": "bold red", "warning": "yellow", "hint": "cyan"}
_VERDICTS = {"pass": "green", "warn": "yellow", "block": "bold red", "unverified": "magenta"}
_STATUS = {"ready": "green", "needs_approval": "yellow", "blocked": "bold red"}


def console(color: str = "auto") -> Console:
    """The terminal. `color`: auto, always, never; NO_COLOR and FORCE_COLOR are honoured by `auto`."""
    width = None if os.isatty(1) else 100
    return Console(
        force_terminal=True if color == "always" else None,
        no_color=True if color == "never" else None,
        highlight=False,
        soft_wrap=False,
        width=width,
    )


def show_draft(out: Console, draft: Draft) -> None:
    """A draft as an agent reads it: segments, what was found, what it rests on, what to do next."""
    made = draft.made_by
    how = f"{made.drafter}{f' {made.model}' if made.model else ''}"
    notes = [
        f"{draft.stage} · {', '.join(draft.topics)} · {draft.language}",
        f"made {how}" + (f" after {made.fallback}" if made.fallback else "") + _repairs(made.repairs),
        f"{draft.timings_ms.get('total', 0):.0f} ms",
    ]
    out.print(
        Text.assemble((draft.status.replace("_", " "), _STATUS[draft.status]), "  ", (" · ".join(notes), "dim"))
    )
    for segment in draft.segments:
        for line in wrapped(segment, out.width - 4):
            out.print(Text("  ▏ ", style="green") + Text(line), soft_wrap=True)
    for finding in draft.findings:
        _show_finding(out, finding)
    _show_list(out, "sources", [f"{c.card} ({c.source})" for c in draft.citations])
    _show_list(out, "next", draft.next_steps)
    _show_list(out, "missing", draft.missing_facts)
    _show_list(
        out, "points", [f"{'✓' if p.answered else '·'} {p.polarity} {p.about}: {p.text}" for p in draft.points]
    )
    if draft.approval.required:
        out.print(Text(f"  approval  {draft.approval.role}: {draft.approval.reason}", style="yellow"))


def _repairs(count: int) -> str:
    return f", repaired {count} time{'s' if count > 1 else ''}" if count else ""


def _show_list(out: Console, name: str, items: Sequence[str]) -> None:
    for number, item in enumerate(items):
        for at, line in enumerate(wrapped(item, out.width - 12)):
            label = name if number == at == 0 else ""
            out.print(Text(f"  {label:<8}  ", style="dim") + Text(line), soft_wrap=True)


def _show_finding(out: Console, finding: Finding) -> None:
    style = _COLOURS[finding.level]
    out.print(Text(f"  {finding.level:<8}  ", style=style) + Text(f"{finding.rule}: {finding.message}"))


def show_check(out: Console, row_id: str, reply: str, result: CheckResult) -> None:
    """A checked reply, each finding under the words it means."""
    out.print(Text(result.verdict.upper(), style=_VERDICTS[result.verdict]) + Text(f"  {row_id}", style="dim"))
    at = 0
    for line in reply.split("\n"):
        out.print(Text("  " + line), soft_wrap=True)
        for finding in result.findings:
            if at <= finding.start <= at + len(line):
                _show_under(out, line, finding, at)
        at += len(line) + 1
    for rule in result.failed:
        out.print(Text(f"  rule {rule} crashed: this reply could not be verified", style="magenta"))


def _show_under(out: Console, line: str, finding: Finding, at: int) -> None:
    style = _COLOURS[finding.level]
    start, end = finding.start - at, max(finding.start + 1, min(finding.end, at + len(line))) - at
    marker = " " * (2 + cells(line[:start])) + "^" * max(1, cells(line[start:end]))
    out.print(Text(marker, style=style), soft_wrap=True)
    out.print(
        Text(f"  {finding.level}: ", style=style)
        + Text(f"{finding.message} ")
        + Text(f"[{finding.rule}]", style="dim")
    )
    if finding.suggestion:
        out.print(Text("  → ", style="green") + Text(finding.suggestion))


def cells(text: str) -> int:
    """How many columns a text takes: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


_NOT_FIRST = frozenset("，。！？；：、）》”’…,.!?;:)%")
"""Marks that may not begin a line."""


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns: broken between Chinese characters, at spaces between words."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in re.findall(r"[!-~]+|.", paragraph):
            if line and cells(line + piece) > width and piece not in _NOT_FIRST:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line)
    return lines


def show_hits(out: Console, hits: Sequence[Hit]) -> None:
    """Hits of a search, best first."""
    from rag.contract import hit_json

    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim")
    for name, justify in (
        ("score", "right"),
        ("card", "left"),
        ("title", "left"),
        ("topics", "left"),
        ("source", "left"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for row in map(hit_json, hits):
        topics = "unreviewed" if row.get("unreviewed") else ", ".join(row["topics"])
        table.add_row(f"{row['score']:.2f}", row["card"], row["title"], topics, row["source"])
    out.print(table)
