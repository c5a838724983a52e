"""docs/evals.md tells the evals that are there, and what it shows to copy works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from evals.cases import load
from evals.gates import load_gates
from evals.suites import SUITES
from rag.settings import ROOT

PAGE = (ROOT / "docs" / "evals.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """What stands between fences of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_table_of_suites_is_the_suites_in_their_order() -> None:
    table = PAGE.partition("## The suites")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == [*SUITES]


def test_the_case_to_copy_is_a_case(tmp_path: Path) -> None:
    (text,) = [block for block in blocks("yaml") if block.startswith("# yaml-language-server")]
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    (case,) = load(SUITES["chat"].case, (path,))
    assert (case.id, case.weight) == ("postage-before-the-photo", 4)


@pytest.mark.parametrize(
    ("number", "suite"),
    [*enumerate(["negation", "return-shipping", "rules", "review-reading"])],
    ids=str,
)
def test_the_rows_to_copy_are_rows(tmp_path: Path, number: int, suite: str) -> None:
    (rows,) = [block for block in blocks("json") if '"verdict"' in block]
    path = tmp_path / "rows.jsonl"
    path.write_text(rows.splitlines()[number], encoding="utf-8")
    assert len(load(SUITES[suite].case, (path,))) == 1


def test_the_gate_that_is_shown_is_one() -> None:
    (text,) = [block for block in blocks("yaml") if "least:" in block]
    for suite, figures in yaml.safe_load(text).items():
        for figure, gate in figures.items():
            assert load_gates()[suite][figure].model_dump(exclude_none=True) == gate


def test_every_file_of_cases_is_read_by_a_suite_or_another_part_of_the_evals() -> None:
    read = {path.name for suite in SUITES.values() for path in suite.files}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "evals").rglob("*.py"))
    unread = {path.name for path in (ROOT / "evals" / "cases").glob("*.*")} - read
    assert {name for name in unread if name not in code} == set()
