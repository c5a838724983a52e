"""The CI files to copy are valid by the published schemas, ask for little, and run commands that are there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.reports import FILES
from evals.reports.markdown import LIMIT
from rag.settings import ROOT

EXAMPLES = ROOT / "docs" / "examples"
GITHUB, GITLAB = EXAMPLES / "github-actions-evals.yml", EXAMPLES / "gitlab-ci-evals.yml"
SCHEMAS = [
    (GITHUB, "vendor.github-workflows"),
    (GITHUB, "custom.github-workflows-require-timeout"),
    (GITLAB, "vendor.gitlab-ci"),
]


def checked(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Held against a schema that is installed with the checker; nothing is fetched."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def read(path: Path) -> Any:
    """As YAML 1.2 reads it: `on` is a word."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes only texts


@pytest.mark.parametrize(("path", "schema"), SCHEMAS)
def test_an_example_is_valid(path: Path, schema: str) -> None:
    done = checked(schema, path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("path", "schema", "old", "new"), [
    (GITHUB, "vendor.github-workflows", "runs-on:", "run-on:"),
    (GITHUB, "vendor.github-workflows", "contents: read", "contents: peek"),
    (GITLAB, "vendor.gitlab-ci", "when: always", "when: sometimes"),
])  # fmt: skip
def test_the_schemas_find_a_slip(tmp_path: Path, path: Path, schema: str, old: str, new: str) -> None:
    spoiled = tmp_path / path.name
    spoiled.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert checked(schema, spoiled).returncode == 1


def test_what_runs_a_pull_request_may_not_write_and_what_may_write_runs_none_of_it() -> None:
    workflow = read(GITHUB)
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["evals"]["permissions"] == {"contents": "read"}
    comment = workflow["jobs"]["comment"]
    assert comment["permissions"] == {"pull-requests": "write"}
    assert not any("checkout" in step.get("uses", "") for step in comment["steps"])
    assert "head.repo.full_name == github.repository" in comment["if"]


def test_every_action_is_pinned_and_no_expression_stands_in_a_script() -> None:
    steps = [step for job in read(GITHUB)["jobs"].values() for step in job["steps"]]
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    assert not any("${{" in step.get("run", "") for step in steps)


@pytest.mark.parametrize("path", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_the_commands_and_files_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ".venv/bin/wanyan eval --report evals-report" in text
    assert "\nsetup: " in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"evals-report/([\w.]+)", text)) <= set(FILES)


def test_scripts_are_shell_and_the_comment_fits() -> None:
    steps = [step for job in read(GITHUB)["jobs"].values() for step in job["steps"]]
    shell = shutil.which("bash")
    assert shell
    for step in steps:
        subprocess.run([shell, "-n", "-c", step.get("run", "")], check=True)
    mark = next(step["env"]["MARK"] for step in steps if "MARK" in step.get("env", {}))
    assert LIMIT + len(mark) + 1 < 65_536
