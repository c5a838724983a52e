"""JUnit's XML, which CI servers show: a suite a file, a test case a row, a failure an error finding.

A suite begins with its counts, which are known at its end: its cases wait in a file on disk.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from rag.domain import Finding
from rag.inspection.formats.writer import Conclusion, Setting, Writer
from rag.inspection.verdicts import Judged

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""
_IN_MEMORY = 1024 * 1024


class Junit:
    """Suites in the order of their files."""

    def __init__(self, setting: Setting) -> None:
        self._out = setting.out
        self._suite: Suite | None = None

    def begin(self) -> None:
        """The document."""
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="wanyan">\n')

    def add(self, judged: Judged) -> None:
        """A test case, in the suite of its file."""
        name = judged.row.origin.file or "standard input"
        if self._suite is None or self._suite.name != name:
            self._close()
            self._suite = Suite(name)
        self._suite.add(judged)

    def end(self, conclusion: Conclusion) -> None:
        """The faults of the input, as a suite of their own."""
        self._close()
        if conclusion.faults:
            faults = Suite("input")
            for fault in conclusion.faults:
                faults.add_fault(fault)
            faults.write(self._out)
        self._out.write("</testsuites>\n")

    def _close(self) -> None:
        if self._suite is not None:
            self._suite.write(self._out)


class Suite:
    """The cases of a file, on disk where they are many, and their counts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._cases: IO[str] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed when it is written
            _IN_MEMORY, "w+", encoding="utf-8", errors="replace", newline="\n"
        )
        self._tests = self._failures = self._errors = 0

    def add(self, judged: Judged) -> None:
        """A case: errors fail it, a crashed rule is an error of ours, the rest goes to its output."""
        errors = [finding for finding in judged.findings if finding.level == "error"]
        others = [finding for finding in judged.findings if finding.level != "error"]
        parts = [_element("failure", finding.rule, finding.message, _told(finding)) for finding in errors]
        parts += [_element("error", rule, "the rule crashed: not verified", "") for rule in judged.failed]
        lines = [_told(finding) for finding in others]
        lines += [f"let stand: {finding.rule}: {finding.text} -- {reason}" for finding, reason in judged.suppressed]
        lines += [f"known: {len(judged.known)} in the baseline"] if judged.known else []
        if lines:
            parts.append(f"<system-out>{_text(chr(10).join(lines))}</system-out>")
        self._count(bool(errors), bool(judged.failed) and not errors)
        self._write(judged.row.id, judged.row.agent or self.name, parts)

    def add_fault(self, fault: str) -> None:
        """A row that could not be read."""
        self._count(failed=False, error=True)
        self._write(fault.partition(": ")[0], self.name, [_element("error", "input", fault, "")])

    def write(self, out: IO[str]) -> None:
        """The suite, counts first."""
        counts = f'tests="{self._tests}" failures="{self._failures}" errors="{self._errors}"'
        out.write(f"<testsuite name={_attribute(self.name)} {counts}>\n")
        self._cases.seek(0)
        shutil.copyfileobj(self._cases, out)
        self._cases.close()
        out.write("</testsuite>\n")

    def _count(self, failed: bool, error: bool) -> None:
        self._tests += 1
        self._failures += failed
        self._errors += error

    def _write(self, name: str, group: str, parts: list[str]) -> None:
        self._cases.write(f"<testcase name={_attribute(name)} classname={_attribute(group)}")
        self._cases.write(f">{''.join(parts)}</testcase>\n" if parts else "/>\n")


def _told(finding: Finding) -> str:
    suggestion = f"\n→ {finding.suggestion}" if finding.suggestion else ""
    return f"{finding.level}: {finding.rule}: {finding.text}\n{finding.message}{suggestion}"


def _element(name: str, kind: str, message: str, text: str) -> str:
    return f"<{name} type={_attribute(kind)} message={_attribute(message)}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_UNPRINTABLE.sub("\ufffd", text))


def open_format(setting: Setting) -> Writer:
    """On the output given."""
    return Junit(setting)
