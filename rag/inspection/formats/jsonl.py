"""One JSON object a row, in order (docs/contract.md)."""

from __future__ import annotations

import json

from rag.inspection.formats.writer import Conclusion, Setting, Writer
from rag.inspection.verdicts import Judged, judged_json


class Jsonl:
    """A line a row."""

    def __init__(self, setting: Setting) -> None:
        self._out = setting.out

    def begin(self) -> None:
        """Nothing."""

    def add(self, judged: Judged) -> None:
        """The row's line."""
        self._out.write(json.dumps(judged_json(judged), ensure_ascii=False) + "\n")

    def end(self, conclusion: Conclusion) -> None:
        """Nothing."""


def open_format(setting: Setting) -> Writer:
    """On the output given."""
    return Jsonl(setting)
