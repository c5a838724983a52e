"""Journal → the output people work with: the input's own columns, the drafts beside them, rejects apart."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rag.batch.input import Input
from rag.batch.journal import Journal
from rag.tables.output import whole_path
from rag.tables.record import Record
from rag.tables.writing import kind_of, writing

DRAFT_COLUMNS = (
    "reply", "status", "findings", "needs", "approval_reason", "approver", "made_by", "citations",
)  # fmt: skip
"""What is added to the input's columns; `approver` is for people to fill in."""


def rejects_path(output: Path) -> Path:
    """Where rows that no reply was drafted for are told."""
    return output.with_name(f"{output.name}.rejects.csv")


def finish(source: Input, columns: tuple[str, ...], journal: Journal, output: Path) -> int:
    """Write the output and, where there are any, the rejects, each whole or not at all. Returns the rejects."""
    added = _names(columns)
    rejects = rejects_path(output)
    count = 0
    with (
        whole_path(output) as made,
        writing(made, (*columns, *added), kind_of(output)) as add,
        whole_path(rejects) as told,
        writing(told, ("line", "reason", "text"), ".csv") as reject,
    ):
        for record, line in zip(source.records(), journal.lines(), strict=True):
            if isinstance(record, Record) and line["state"] != "rejected":
                add({**record.values, **dict(zip(added, cells(line), strict=True))})
                continue
            count += 1
            text = record.text.rstrip("\r\n") if not isinstance(record, Record) else _as_told(record)
            reject({"line": record.line or "", "reason": line["error"], "text": text})
    if not count:
        rejects.unlink()
    return count


def _names(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The added columns, those called otherwise that the input has of its own."""
    return tuple(f"draft {name}" if name in columns else name for name in DRAFT_COLUMNS)


def _as_told(record: Record) -> str:
    if record.raw is not None:
        return record.raw.rstrip("\r\n")
    return "\t".join(str(value) for value in record.values.values())


def cells(line: Mapping[str, Any]) -> tuple[str, ...]:
    """What a row's draft says under each of the added columns, short enough to be read in a sheet."""
    draft = line["draft"]
    if draft is None:
        return ("", line["state"], line["error"] or "", "", "", "", "", "")
    made = draft["made_by"]
    how = made["model"] or made["drafter"]
    return (
        draft["text"],
        line["state"],
        "; ".join(f"{found['level']}: {found['message']}" for found in draft["findings"]),
        "; ".join(draft["missing_facts"]),
        draft["approval"]["reason"] or "",
        "",
        how if not made["fallback"] else f"{how} ({made['fallback']})",
        ", ".join(dict.fromkeys(f"{cited['card']} ({cited['source']})" for cited in draft["citations"])),
    )
