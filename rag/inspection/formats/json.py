"""One JSON document, the same as `POST /v1/checks` answers, written as it grows."""

from __future__ import annotations

import json

from rag.contract import VERDICTS
from rag.inspection.formats.writer import Conclusion, Setting, Writer
from rag.inspection.verdicts import Judged, judged_json


class Json:
    """Results, then their count by verdict, laid out as `json.dumps(…, indent=2)` does."""

    def __init__(self, setting: Setting) -> None:
        self._out = setting.out
        self._first = True

    def begin(self) -> None:
        """The opening."""
        self._out.write('{\n  "results": [')

    def add(self, judged: Judged) -> None:
        """A result."""
        text = json.dumps(judged_json(judged), ensure_ascii=False, indent=2).replace("\n", "\n    ")
        self._out.write(("\n    " if self._first else ",\n    ") + text)
        self._first = False

    def end(self, conclusion: Conclusion) -> None:
        """The summary."""
        summary = {verdict: conclusion.verdicts.get(verdict, 0) for verdict in VERDICTS}  # type: ignore[call-overload]
        close = "]" if self._first else "\n  ]"
        told = json.dumps(summary, indent=2).replace("\n", "\n  ")
        self._out.write(f'{close},\n  "summary": {told}\n}}\n')


def open_format(setting: Setting) -> Writer:
    """On the output given."""
    return Json(setting)
