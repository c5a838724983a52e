"""Annotations of GitHub Actions: workflow commands, one a finding."""

from __future__ import annotations

from collections.abc import Mapping

from rag.domain import Level
from rag.inspection.formats.writer import Conclusion, Setting, Writer
from rag.inspection.verdicts import Judged

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "hint": "notice"}


class Github:
    """A command a finding."""

    def __init__(self, setting: Setting) -> None:
        self._out = setting.out

    def begin(self) -> None:
        """Nothing."""

    def add(self, judged: Judged) -> None:
        """The row's annotations, and the row in their messages."""
        for finding in judged.findings:
            message = f"{finding.message} (row {judged.row.id})"
            if finding.suggestion:
                message += f"\n→ {finding.suggestion}"
            place = _place(judged, finding.start, finding.end)
            self._out.write(command(_COMMANDS[finding.level], {**place, "title": finding.rule}, message))
        for rule in judged.failed:
            told = f"rule {rule} crashed: row {judged.row.id} could not be verified"
            self._out.write(command("error", {**_place(judged, 0, 0), "title": rule}, told))

    def end(self, conclusion: Conclusion) -> None:
        """Faults of the input are errors too, which the log would hide."""
        for fault in conclusion.faults:
            self._out.write(command("error", {"title": "wanyan"}, fault))


def command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    """`::name key=value,…::message`, escaped as the runner undoes it."""
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}\n"


def _place(judged: Judged, start: int, end: int) -> dict[str, str | int]:
    origin = judged.row.origin
    if origin.file is None:
        return {}
    region = origin.region(start, end)
    if region is None:
        return {"file": origin.file, "line": origin.line}
    first, last = region.start, region.end
    place: dict[str, str | int] = {"file": origin.file, "line": first.line, "endLine": last.line}
    if first.line == last.line:  # columns hold within one line alone
        place |= {"col": first.column, "endColumn": max(last.column, first.column)}
    return place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def open_format(setting: Setting) -> Writer:
    """On the output given."""
    return Github(setting)
