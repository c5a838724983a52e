"""Files of cases: what is wrong in them is said in one line; our own are whole, and described for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import Field

from evals.cases import CASES, SCHEMAS, Case, load, rows, schema_of, schemas
from evals.suites import SUITES
from rag.errors import InputError
from rag.settings import Settings
from rag.textfiles import read_yaml


class Reply(Case):
    """A reply and whether it is good."""

    reply: str = Field(description="What is said.")
    good: bool = True


WHOLE = """\
origin: handbook 000
cases:
  - id: first
    why: a reason
    reply: 您好
"""


def written(folder: Path, text: str | bytes, name: str = "cases.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_gives_its_origin_to_cases_that_name_none(tmp_path: Path) -> None:
    own = "  - {id: second, why: b, origin: handbook 001, reply: 好, weight: 3, good: false}\n"
    first, second = load(Reply, [written(tmp_path, WHOLE + own)])
    assert (first.origin, first.why, first.weight, first.good) == ("handbook 000", "a reason", 1, True)
    assert (second.origin, second.weight, second.good) == ("handbook 001", 3, False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WHOLE + "    replay: 好\n", ":3: first: replay: unknown key"),
        (WHOLE + "  - id: second\n    why: b\n", ":6: second: reply: field required"),
        (WHOLE + "  - {id: first, reply: 好}\n", ":6: the id 'first' stands twice"),
        (WHOLE + "    weight: 9\n", ":3: first: weight: input should be less than or equal to 5"),
        (WHOLE + "    good: [\n", ":7: not valid YAML"),
        (WHOLE + "  - 好\n", ":1: a case must be an object {id: …, why: …}"),
        (WHOLE + "why: all\n", ":6: unknown key 'why' beside `origin` and `cases`"),
        ("- id: first\n  reply: 好\n", ":1: needs `origin:` and `cases:`, a list of cases"),
        ("cases: {id: first}\n", ":1: needs `origin:` and `cases:`, a list of cases"),
        ("", ":1: needs `origin:` and `cases:`, a list of cases"),
        (WHOLE.encode() + b"    # \xff\n", ":6: not UTF-8; save it as UTF-8"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_file_and_line(tmp_path: Path, text: str | bytes, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as error:
        load(Reply, [path])
    assert str(error.value).startswith(f"{path}{told}")
    assert "\n" not in str(error.value)


def test_an_id_stands_once_in_all_files_of_a_suite(tmp_path: Path) -> None:
    paths = [written(tmp_path, WHOLE, "one.yaml"), written(tmp_path, WHOLE, "two.yaml")]
    with pytest.raises(InputError, match=r"two\.yaml:3: the id 'first' stands twice"):
        load(Reply, paths)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yaml: No such file"):
        load(Reply, [tmp_path / "none.yaml"])


def test_rows_from_outside_may_hold_more(tmp_path: Path) -> None:
    path = written(
        tmp_path, '{"id": "1", "reply": "好", "lang": "zh"}\n\n{"id": "2", "reply": "您好"}\n', "rows.jsonl"
    )
    assert [case.id for case in load(Reply, [path])] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "told"),
    [("{", ":2: not valid JSON"), ('{"id": "2"}', ":2: 2: reply: field required"), ("[]", ":2: a case")],
)
def test_a_row_from_outside_that_is_wrong_is_named_by_its_line(tmp_path: Path, line: str, told: str) -> None:
    path = written(tmp_path, f'{{"id": "1", "reply": "好"}}\n{line}\n', "rows.jsonl")
    with pytest.raises(InputError) as error:
        load(Reply, [path])
    assert str(error.value).startswith(f"{path}{told}")


def test_rows_that_are_no_cases_need_their_keys(tmp_path: Path) -> None:
    path = written(tmp_path, '{"id": "1", "text": "好"}\n{"id": "2"}\n', "rows.jsonl")
    with pytest.raises(InputError, match=r"rows\.jsonl:2: the row has no 'text'"):
        [*rows(path, ("id", "text"))]


# Schemas ---------------------------------------------------------------------------------------------


def data_of(path: Path) -> Any:
    return read_yaml(path, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text", [WHOLE, WHOLE.replace("    why: a reason\n", ""), WHOLE + "    replay: 好\n", "cases: {}\n"]
)
def test_an_editor_is_told_what_the_program_would_say(text: str) -> None:
    valid = jsonschema.Draft202012Validator(schema_of(Reply)).is_valid(yaml.safe_load(text))
    assert valid == (text == WHOLE)


def test_an_editor_is_told_what_every_key_means() -> None:
    case = schema_of(Reply)["$defs"]["Reply"]
    assert case["properties"]["reply"]["description"] == "What is said."
    assert "fails" in case["properties"]["why"]["description"]


def test_the_schemas_in_the_tree_are_up_to_date() -> None:
    stale = "run python -m evals.cases"
    assert {path.name for path in SCHEMAS.glob("*.json")} == {path.name for path in schemas()}, stale
    for path, text in schemas().items():
        assert json.loads(path.read_text(encoding="utf-8")) == json.loads(text), stale


# Our own ---------------------------------------------------------------------------------------------

FILES = sorted({(path, name) for name, suite in SUITES.items() for path in suite.files if path.suffix == ".yaml"})


@pytest.mark.parametrize(("path", "name"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_our_own_files_keep_to_their_schemas(path: Path, name: str) -> None:
    jsonschema.Draft202012Validator(schema_of(SUITES[name].case)).validate(data_of(path))


@pytest.mark.parametrize("path", sorted({path for path, _ in FILES}), ids=lambda path: path.stem)
def test_our_own_files_name_their_schema_to_editors(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    wanted = {f"# yaml-language-server: $schema=schemas/{name}.json" for at, name in FILES if at == path}
    assert first in wanted


def test_our_own_cases_say_why_they_are_there_and_where_they_come_from() -> None:
    cases = {path: load(SUITES[name].case, [path]) for path, name in FILES}
    silent = [
        f"{path.name}: {case.id}"
        for path, every in cases.items()
        for case in every
        if not (case.why and case.origin)
    ]
    assert silent == []
    assert sum(map(len, cases.values())) >= 600


def test_every_file_of_cases_belongs_to_a_suite() -> None:
    known = {path for path, _ in FILES}
    others = {"attack-goals.yaml", "demo.yaml", "judge-pairs.yaml"}
    """What is read beside cases: by a suite, by the demo, by the judge."""
    assert {path.name for path in CASES.glob("*.yaml") if path not in known} <= others


@pytest.mark.parametrize("name", [name for name, suite in SUITES.items() if suite.files])
def test_no_id_stands_twice_in_a_suite(name: str) -> None:
    assert SUITES[name].cases(Settings())
