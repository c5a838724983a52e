"""Shows drafts, findings and hits in a terminal: readable in colour and, through a pipe, without."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import deque
from collections.abc import Sequence
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.domain import Draft, Finding, Hit
from rag.guardrails.checker import CheckResult

_COLOURS = {"error": "bold red", "warning": "yellow", "hint": "cyan"}
_VERDICTS = {"pass": "green", "warn": "yellow", "block": "bold red", "unverified": "magenta"}
_STATUS = {"ready": "green", "needs_approval": "yellow", "blocked": "bold red"}


Color = Literal["auto", "always", "never"]
"""When to colour: `auto` does in a terminal, and honours NO_COLOR and FORCE_COLOR."""


def console(color: Color = "auto", *, stderr: bool = False) -> Console:
    """The terminal, as wide as it is, or 100 columns through a pipe."""
    width = None if os.isatty(2 if stderr else 1) else 100
    return Console(
        stderr=stderr,
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
        _show_message(out, finding)
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


def _show_message(out: Console, finding: Finding) -> None:
    """What is wrong, behind its level and broken to the terminal's width, the rule's id at its end."""
    label, style = finding.level, _COLOURS[finding.level]
    for number, line in enumerate(wrapped(f"{finding.message} [{finding.rule}]", out.width - len(label) - 4)):
        head = Text(f"  {label}: ", style=style) if number == 0 else Text(" " * (len(label) + 4))
        out.print(head + Text(line), soft_wrap=True)


def show_check(out: Console, row_id: str, reply: str, result: CheckResult) -> None:
    """A checked reply, each finding under the words it means."""
    out.print(Text(result.verdict.upper(), style=_VERDICTS[result.verdict]) + Text(f"  {row_id}", style="dim"))
    at = 0
    waiting, near = deque(result.findings), list[Finding]()
    for line in reply.split("\n"):
        for start, piece in pieces(line, out.width - 2):
            out.print(Text("  " + piece), soft_wrap=True)
            end = at + start + len(piece)
            while waiting and waiting[0].start <= end:
                near.append(waiting.popleft())
            for finding in near:
                _show_under(out, piece, finding, at + start)
            near = [finding for finding in near if finding.end >= end]  # a long one goes on in the next piece
        at += len(line) + 1
    for rule in result.failed:
        out.print(Text(f"  rule {rule} crashed: this reply could not be verified", style="magenta"))


def _show_under(out: Console, piece: str, finding: Finding, at: int) -> None:
    """Marks under what a finding means of a piece that begins `at`, and after the last of them the message."""
    start, end = max(finding.start - at, 0), min(finding.end - at, len(piece))
    if start >= end and not (finding.start == finding.end and 0 <= finding.start - at <= len(piece)):
        return
    marks = " " * (2 + cells(piece[:start])) + "^" * max(1, cells(piece[start:end]))
    out.print(Text(marks, style=_COLOURS[finding.level]), soft_wrap=True)
    if finding.end - at > len(piece):
        return
    _show_message(out, finding)
    if finding.suggestion:
        for number, line in enumerate(wrapped(finding.suggestion, out.width - 4)):
            out.print(Text("    " if number else "  → ", style="green") + Text(line), soft_wrap=True)


def cells(text: str) -> int:
    """How many columns a text takes: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


_NOT_FIRST = frozenset("，。！？；：、）》”’…,.!?;:)%")
"""Marks that may not begin a line."""


def pieces(line: str, width: int) -> list[tuple[int, str]]:
    """A line in pieces of at most `width` columns, with where each begins.

    Broken between Chinese characters, and at spaces between words.
    """
    found = [(0, "")]
    for match in re.finditer(r"[!-~]+|.", line):
        start, piece = found[-1]
        if piece and cells(piece + match[0]) > width and match[0] not in _NOT_FIRST:
            found.append((match.start(), match[0]))
        else:
            found[-1] = (start, piece + match[0])
    return found


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text in pieces of at most `width` columns, without spaces where they were broken."""
    return [piece.strip() for line in text.split("\n") for _, piece in pieces(line, width)]


def show_hits(out: Console, hits: Sequence[Hit]) -> None:
    """Hits of a search, best first."""
    from rag.contract import hit_json

    table = plain_table("score", "card", "title", "topics", "source")
    for row in map(hit_json, hits):
        topics = "unreviewed" if row.get("unreviewed") else ", ".join(row["topics"])
        table.add_row(f"{row['score']:.2f}", row["card"], row["title"], topics, row["source"])
    out.print(table)


def plain_table(*columns: str) -> Table:
    """A table without lines; the first two columns keep their words whole, the others fold."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for number, name in enumerate(columns):
        table.add_column(name, no_wrap=number < 2, overflow="fold")
    return table
