"""What is said of a row that cannot be used is said to people, and whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rag.inspection.rows import Fault
from tests.inspection.conftest import jsonl, rows_of


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"suppress": [3]}, "suppress: 0: must be an object {…}"),
        ({"suppress": {"rule": "a"}}, "suppress: must be a list […]"),
        ({"suppress": [{"rule": 1, "reason": "a"}]}, "suppress: 0.rule: must be text"),
        ({"context": ["您好"]}, "context: 0: must be an object {…}"),
        ({"facts": [1]}, "facts: must be an object {…}"),
        ({"facts": {"evidence_checked": "maybe"}}, "facts: evidence_checked: must be true or false"),
    ],
)
def test_a_shape_is_told_in_words_of_json(tmp_path: Path, row: dict[str, Any], says: str) -> None:
    (fault,) = rows_of(jsonl(tmp_path / "log.jsonl", {"reply": "好", **row}))
    assert isinstance(fault, Fault)
    assert fault.message.endswith(f":1: {says}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"reply": "好', "unterminated string at character 11"),
        ('{"reply": "\t好"}', "invalid control character at character 12"),
        ('{"reply" "好"}', "expecting ':' delimiter at character 10"),
    ],
)
def test_a_fault_of_json_is_told_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(text + "\n")
    (fault,) = rows_of(path)
    assert isinstance(fault, Fault)
    assert fault.message.endswith(f":1: not valid JSON: {says}")
