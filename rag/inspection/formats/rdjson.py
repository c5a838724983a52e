"""Reviewdog's diagnostic format: findings by line and byte, rewritings that fit in place as suggestions."""

from __future__ import annotations

import json
import re
from typing import Any

from rag.domain import Finding, Level
from rag.inspection.formats.writer import Conclusion, Setting, Writer
from rag.inspection.places import Origin, Region
from rag.inspection.rows import Row
from rag.inspection.verdicts import Judged

_SEVERITY: dict[Level, str] = {"error": "ERROR", "warning": "WARNING", "hint": "INFO"}
_OPENED = re.compile(r"(?:^|[，。！？；,.!?;~～…\n])\s*$")
_CLOSED = re.compile(r"\s*(?:$|[，。！？；~～…\n]|[,.!?;](?!\d))")
_ENDED = re.compile(r"(?:^|[。！？.!?\n])\s*$")
"""What a clause begins and ends at, and what a sentence begins at. A space, a quote or a bracket is within one."""
_ADVICE = re.compile(r"…|“|「|\"")
_SPECIAL = re.compile(r"[\",;\t\\\n]")
_SPOKEN = re.compile(r"我|^[请請]|\b(?:we|us|our|me|I)\b|^please\b", re.IGNORECASE)
"""Somebody does something, or asks for it; an opening for the agent's own words (您可以) says neither."""
_ADDITIONS = frozenset({"return-shipping.cost-not-disclosed"})
"""Rules that mark what something must be said beside: the marked words stay."""


class Rdjson:
    """One result, its diagnostics written as they come."""

    def __init__(self, setting: Setting) -> None:
        self._out = setting.out
        self._first = True

    def begin(self) -> None:
        """The source."""
        self._out.write('{"source": {"name": "wanyan"}, "diagnostics": [')

    def add(self, judged: Judged) -> None:
        """A diagnostic a finding."""
        for finding in judged.findings:
            region = judged.row.origin.region(finding.start, finding.end)
            told = _diagnostic(judged, finding.message, finding.level, finding.rule, region)
            if finding.suggestion:
                told["message"] += f"\n→ {finding.suggestion}"
            if region and finding.suggestion and fits_in_place(finding, judged.row):
                told["suggestions"] = [{"range": _range(judged.row.origin, region), "text": finding.suggestion}]
            self._write(told)
        for rule in judged.failed:
            crashed = f"rule {rule} crashed: this reply could not be verified"
            self._write(_diagnostic(judged, crashed, "error", rule, judged.row.origin.region(0, 0)))

    def end(self, conclusion: Conclusion) -> None:
        """The worst of it."""
        worst = "ERROR" if conclusion.verdicts.get("block") or conclusion.verdicts.get("unverified") else "WARNING"
        self._out.write(f'\n], "severity": {json.dumps(worst)}}}\n')

    def _write(self, diagnostic: dict[str, Any]) -> None:
        self._out.write(("\n" if self._first else ",\n") + json.dumps(diagnostic, ensure_ascii=False))
        self._first = False


def fits_in_place(finding: Finding, row: Row) -> bool:
    """Whether a suggestion can stand where the finding stands.

    A word for a word (您 for 你), or a sentence spoken to the customer for a whole clause that says nothing else;
    advice to the agent and what would break its sentence are told in the message alone.
    """
    suggestion, reply = finding.suggestion or "", row.reply
    if not row.origin.literal and _SPECIAL.search(suggestion):  # would need the escapes of its file
        return False
    if len(suggestion) == len(finding.text) == 1:
        return True
    if finding.rule in _ADDITIONS or re.search(r"\d", finding.text):  # an amount or a day is not to be lost
        return False
    return _whole_clause(finding, reply) and bool(_SPOKEN.search(suggestion)) and not _ADVICE.search(suggestion)


_NEAR = 20
"""Characters before a finding that are looked at for where its clause begins."""


def _whole_clause(finding: Finding, reply: str) -> bool:
    """Whether a finding is a clause from edge to edge, and its suggestion fits between these."""
    suggestion, before = finding.suggestion or "", reply[max(finding.start - _NEAR, 0) : finding.start]
    if not (_OPENED.search(before) and _CLOSED.match(reply, finding.end)):
        return False
    if suggestion[-1:] in "。！？.!?" and reply[finding.end :].strip():  # its full stop and the sentence's own
        return False
    first = suggestion[:1]
    return not (first.isascii() and first.isalpha() and first.isupper() != bool(_ENDED.search(before)))


def _diagnostic(judged: Judged, message: str, level: Level, rule: str, region: Region | None) -> dict[str, Any]:
    origin = judged.row.origin
    place = _range(origin, region) if region else {"start": {"line": origin.line}}
    return {
        "message": message,
        "location": {"path": origin.file or "-", "range": place},
        "severity": _SEVERITY[level],
        "code": {"value": rule},
    }


def _range(origin: Origin, region: Region) -> dict[str, Any]:
    """Lines, and columns in bytes, as reviewdog counts them."""
    return {
        name: {"line": place.line, "column": origin.byte_column(place)}
        for name, place in (("start", region.start), ("end", region.end))
    }


def open_format(setting: Setting) -> Writer:
    """On the output given."""
    return Rdjson(setting)
