"""Findings that are known and taken on: reported no more, counted, and missed when they are gone."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from rag.domain import Finding
from rag.errors import InputError
from rag.inspection.fingerprints import fingerprint
from rag.inspection.verdicts import Judged
from rag.jsonvalues import parse_json
from rag.tables.output import whole_file

_VERSION = 1


class Baseline:
    """How often each finding is known, by fingerprint; each time it is met, one less is left."""

    def __init__(self, known: Counter[str]) -> None:
        self._left = known
        self.met = 0

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Of a file that `write` wrote. Raises InputError."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            problem = (error.strerror or "cannot be read").lower() if isinstance(error, OSError) else "not UTF-8"
            raise InputError(f"{path}: {problem}") from error
        data = parse_json(text, str(path))
        if not isinstance(data, dict) or data.get("version") != _VERSION or not _counts(data.get("findings")):
            raise InputError(f"{path}:1: no baseline of this version; write one with --write-baseline")
        return cls(Counter({key: entry["count"] for key, entry in data["findings"].items()}))

    def knows(self, finding: Finding, reply: str) -> bool:
        """Whether one more of this finding is known; it is then used up."""
        key = fingerprint(finding, reply)
        if self._left[key] <= 0:
            return False
        self._left[key] -= 1
        self.met += 1
        return True

    @property
    def fixed(self) -> int:
        """Known findings that have not been met."""
        return sum(self._left.values())


def _counts(findings: Any) -> bool:
    return isinstance(findings, dict) and all(
        isinstance(entry, dict) and isinstance(entry.get("count"), int) for entry in findings.values()
    )


class BaselineWriter:
    """Counts every finding of a run, known or new, and writes the file at the end. No text of a reply is kept."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def add(self, judged: Judged) -> None:
        """Take a row's findings in, those let stand excepted."""
        for finding in (*judged.findings, *judged.known):
            key = fingerprint(finding, judged.row.reply)
            self._rules[key] = finding.rule
            self._counts[key] += 1

    def write(self, path: Path) -> None:
        """Write the file, whole or not at all: sorted, so that two of them compare line by line."""
        findings = {key: {"rule": self._rules[key], "count": self._counts[key]} for key in sorted(self._counts)}
        with whole_file(path) as out:
            entries = (f"    {json.dumps(key)}: {json.dumps(entry)}" for key, entry in findings.items())
            out.write(f'{{\n  "version": {_VERSION},\n  "findings": {{\n' + ",\n".join(entries) + "\n  }\n}\n")
