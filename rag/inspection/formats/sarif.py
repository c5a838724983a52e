"""SARIF 2.1.0 (OASIS), which code scanning reads: rules first, then results as they come.

No text of a reply is written beside its messages: what is uploaded elsewhere should not carry customers' words.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from rag.domain import Finding, Level
from rag.guardrails.rule import Rule
from rag.inspection.fingerprints import fingerprint
from rag.inspection.formats.writer import Conclusion, Setting, Writer
from rag.inspection.places import Region
from rag.inspection.verdicts import Judged

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "hint": "note"}
FINGERPRINT = "wanyanFinding/v1"


class Sarif:
    """One run."""

    def __init__(self, setting: Setting) -> None:
        self._out = setting.out
        self._rules = setting.rules
        self._places = {rule.id: place for place, rule in enumerate(setting.rules)}
        self._baseline = setting.baseline
        self._first = True

    def begin(self) -> None:
        """The tool and its rules."""
        driver = {"name": "wanyan", "version": _version(), "rules": [_rule(rule) for rule in self._rules]}
        self._out.write(f'{{"$schema": {json.dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n')
        self._out.write(f'"tool": {json.dumps({"driver": driver}, ensure_ascii=False)},\n')
        self._out.write('"columnKind": "unicodeCodePoints",\n"results": [')

    def add(self, judged: Judged) -> None:
        """A result a finding: new ones, known ones, and those let stand."""
        for finding in judged.findings:
            self._write(self._result(judged, finding, "new"))
        for finding in judged.known:
            self._write(self._result(judged, finding, "unchanged"))
        for finding, reason in judged.suppressed:
            kind = "inSource" if any(one.rule == finding.rule for one in judged.row.suppress) else "external"
            let_stand = {"kind": kind, "status": "accepted", "justification": reason}
            self._write({**self._result(judged, finding, "new"), "suppressions": [let_stand]})
        for rule in judged.failed:
            crashed = {"ruleId": rule, "level": "error", "kind": "fail", "locations": [_location(judged, None)]}
            told = {"text": f"rule {rule} crashed: this reply could not be verified"}
            self._write({**crashed, "message": told, **({"baselineState": "new"} if self._baseline else {})})

    def end(self, conclusion: Conclusion) -> None:
        """How the run went, with the faults of the input."""
        notes = [{"level": "error", "message": {"text": fault}} for fault in conclusion.faults]
        invocation = {
            "executionSuccessful": conclusion.complete and not conclusion.fault_count,
            "toolExecutionNotifications": notes,
        }
        self._out.write(f'\n],\n"invocations": {json.dumps([invocation], ensure_ascii=False)}}}]}}\n')

    def _write(self, result: dict[str, Any]) -> None:
        self._out.write(("\n" if self._first else ",\n") + json.dumps(result, ensure_ascii=False))
        self._first = False

    def _result(self, judged: Judged, finding: Finding, state: str) -> dict[str, Any]:
        row = judged.row
        given = {"row": row.id, "start": finding.start, "end": finding.end, "source": finding.source}
        extra = {"agent": row.agent, "suggestion": finding.suggestion}
        return {
            "ruleId": finding.rule,
            **({"ruleIndex": self._places[finding.rule]} if finding.rule in self._places else {}),
            "level": _LEVELS[finding.level],
            "message": {"text": _message(finding)},
            "locations": [_location(judged, row.origin.region(finding.start, finding.end))],
            "partialFingerprints": {FINGERPRINT: fingerprint(finding, row.reply)},
            "properties": {**given, **{key: value for key, value in extra.items() if value is not None}},
            **({"baselineState": state} if self._baseline else {}),
        }


def _message(finding: Finding) -> str:
    return finding.message if finding.suggestion is None else f"{finding.message}\n→ {finding.suggestion}"


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule with its help: what it asks, where it comes from, sentences that keep and break it."""
    good, bad = ([example.reply for example in some[:3]] for some in (rule.good, rule.bad))
    where = ", ".join(rule.source)
    text = [rule.summary, f"来源：手册 {where}", "合规：", *good, "不合规：", *bad]
    listed = [*("- ✓ " + _inline(one) for one in good), *("- ✗ " + _inline(one) for one in bad)]
    markdown = [f"**{rule.summary}**", "", f"来源：手册 {where}", "", *listed]
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.replace(".", "-").split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": "\n".join(text), "markdown": "\n".join(markdown)},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"tags": ["customer-service", *sorted(rule.channels)], "source": list(rule.source)},
    }


def _inline(text: str) -> str:
    return " ".join(text.split())


def _location(judged: Judged, region: Region | None) -> dict[str, Any]:
    origin = judged.row.origin
    logical: dict[str, Any] = {"name": judged.row.id, "kind": "row"}
    if origin.cell:
        logical["fullyQualifiedName"] = origin.cell
    if origin.file is None:
        return {"logicalLocations": [logical]}
    place = region or origin.region(0, 0)
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(origin.file)}}
    if place is not None:
        physical["region"] = _region(place)
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _region(region: Region) -> dict[str, int]:
    first, last = region.start, region.end
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": first.offset,
        "charLength": last.offset - first.offset,
    }


def uri(file: str) -> str:
    """A path as a URI: relative ones stay relative, for whoever reads the file in the same tree."""
    path = PurePath(file)
    return Path(file).as_uri() if path.is_absolute() else quote(path.as_posix())


def _version() -> str:
    try:
        return version("wanyan")
    except PackageNotFoundError:
        return "0"


def open_format(setting: Setting) -> Writer:
    """On the output given."""
    return Sarif(setting)
