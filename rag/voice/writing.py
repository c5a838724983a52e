"""Keeps the report: the page, and beside it the JSON with its figures, which the next run is held against."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, cast

from rag.errors import InputError
from rag.jsonvalues import parse_json, shaped
from rag.tables.output import whole_file
from rag.voice.page import page
from rag.voice.report import VERSION, Before, Report


def figures_beside(path: Path) -> Path:
    """FILE.json for FILE.html. Raises InputError for a page that would be its own figures."""
    if path.suffix.lower() not in {".html", ".htm"}:
        raise InputError(f"{path}: the report is a page: name it FILE.html, its figures go to FILE.json beside it")
    return path.with_suffix(".json")


def write_report(path: Path, report: Report) -> None:
    """Write both, each whole or not at all; the page first, so that figures without a page are never taken on."""
    with whole_file(path) as out:
        out.write(page(report))
    with whole_file(figures_beside(path)) as out:
        json.dump(report_json(report), out, ensure_ascii=False, indent=1)
        out.write("\n")


def report_json(told: Report) -> dict[str, Any]:
    """The figures for other programs: shares 0 to 1, days as ISO 8601."""
    return cast("dict[str, Any]", _plain(asdict(told)))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 4)
    return value.isoformat() if isinstance(value, date) else value


def before_of(path: Path, fingerprint: str) -> Before | None:
    """The last run, of the JSON that lies there; where that is of this very input, what it was held against itself.

    None where there was none. Raises InputError where the file is no such report.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: the report is held against the one that lies there") from error
    data = parse_json(text, str(path))
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise InputError(f"{path}:1: no report of this version; move it away to begin anew")
    last = data.get("before")
    if data.get("run", {}).get("fingerprint") != fingerprint:
        products = {one["product"]: one["figures"] for one in data.get("products", ())}
        last = {"run": data.get("run"), "all": data.get("all"), "products": products}
    return cast("Before | None", last and shaped(Before, last, str(path)))
