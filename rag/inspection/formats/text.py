"""Replies for people, findings under the words they mean; for an editor, one line a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.guardrails.checker import CheckResult
from rag.inspection.formats.writer import Conclusion, Setting, Writer
from rag.inspection.verdicts import Judged

if TYPE_CHECKING:
    from rich.console import Console


class Replies:
    """For a terminal."""

    def __init__(self, out: Console) -> None:
        self._out = out

    def begin(self) -> None:
        """Nothing stands before the first reply."""

    def add(self, judged: Judged) -> None:
        """The reply, and what was found in it."""
        from rich.text import Text

        from rag.terminal import show_check

        row = judged.row
        show_check(self._out, row.id, row.reply, CheckResult(judged.verdict, judged.findings, judged.failed))
        for finding, reason in judged.suppressed:
            told = f"  let stand: {finding.text} [{finding.rule}] -- {reason}"
            self._out.print(Text(told, style="dim"), soft_wrap=True)
        if judged.known:
            self._out.print(Text(f"  known: {len(judged.known)} in the baseline", style="dim"), soft_wrap=True)

    def end(self, conclusion: Conclusion) -> None:
        """Nothing stands after the last reply."""


class Lines:
    """`FILE:LINE:COLUMN: level: message [rule]`, as compilers say it and editors read it."""

    def __init__(self, setting: Setting) -> None:
        self._out = setting.out

    def begin(self) -> None:
        """Nothing."""

    def add(self, judged: Judged) -> None:
        """A line a finding, columns in characters."""
        origin = judged.row.origin
        for finding in judged.findings:
            region = origin.region(finding.start, finding.end)
            place = f"{origin.file}:{region.start.line}:{region.start.column}" if region else origin.where
            message = " ".join(finding.message.split())
            self._out.write(f"{place}: {finding.level}: {message} [{finding.rule}]\n")
        for rule in judged.failed:
            self._out.write(f"{origin.where}:1: error: rule {rule} crashed: this reply could not be verified\n")

    def end(self, conclusion: Conclusion) -> None:
        """Nothing."""


def open_format(setting: Setting) -> Writer:
    """For an editor or a terminal."""
    if setting.editor:
        return Lines(setting)
    from rag.terminal import console

    return Replies(console(setting.color))
