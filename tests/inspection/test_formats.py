"""What is printed is valid against the published schemas, and says where and what."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.contract import check_json, checks_json
from rag.domain import Finding
from rag.errors import InputError
from rag.guardrails.checker import CheckResult, all_rules
from rag.inspection.baseline import Baseline, BaselineWriter
from rag.inspection.formats.github import command
from rag.inspection.formats.rdjson import fits_in_place
from rag.inspection.formats.sarif import uri
from rag.inspection.formats.writer import Conclusion, Setting, writer
from rag.inspection.places import Origin
from rag.inspection.rows import Fault, Row, Suppression
from rag.inspection.verdicts import Exceptions, Judged
from tests.inspection.conftest import Check, jsonl, rows_of

SCHEMAS = Path(__file__).parents[1] / "schemas"
SARIF = jsonschema.Draft202012Validator(
    json.loads((SCHEMAS / "sarif-2.1.0.json").read_text()), format_checker=jsonschema.FormatChecker()
)
RDJSON = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "rdjson.json").read_text()))
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")
NASTY = '坏"<&>]]>\\%0A::,\n\r\t\u2028\x07\ufffe😀你'
WAYS = ("jsonl", "json", "sarif", "rdjson", "github", "junit", "text")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with findings of every level, a crash, an exception, and awkward characters."""
    return jsonl(
        tmp_path / "日志 1.jsonl",
        {"id": "a", "reply": "好的"},
        {"id": "b", "reply": "坏，你别急", "agent": "小王"},
        {"id": 'c"<&>', "reply": NASTY},
        {"id": "d", "reply": "崩了"},
        {"id": "e", "reply": "很坏", "suppress": [{"rule": "bad-word", "reason": "主管批准"}]},
    )


def valid(form: str, printed: str) -> Any:
    """What is printed, parsed and valid."""
    if form == "junit":
        JUNIT.validate(printed)
        return ET.fromstring(printed)  # noqa: S314 - we wrote it
    parsed = json.loads(printed)
    (SARIF if form == "sarif" else RDJSON).validate(parsed)
    return parsed


@pytest.mark.parametrize("form", ["sarif", "rdjson", "junit"])
def test_documents_are_valid(check: Check, log: Path, form: str) -> None:
    rows = [*rows_of(log), Fault("x.csv:3: not valid CSV"), Row("f", "坏", origin=Origin(None, 1))]
    workbook = Row("g", "你坏", origin=Origin("log.xlsx", 7, cell="七月!C7"), agent="A&B")
    valid(form, check([*rows, workbook], form)[0])


@pytest.mark.parametrize("form", ["sarif", "rdjson", "junit"])
def test_a_document_of_nothing_is_valid(check: Check, form: str) -> None:
    valid(form, check([], form)[0])


@pytest.mark.parametrize("form", ["sarif", "rdjson", "junit"])
def test_a_document_is_whole_when_the_input_is_not(check: Check, form: str) -> None:
    def rows() -> Any:
        yield Row("1", "坏", origin=Origin("a.csv", 2))
        raise InputError("a.csv:3: a row of more than 4 characters")

    printed, outcome = check(rows(), form)
    assert outcome.stopped
    assert outcome.verdicts["block"] == 1
    parsed = valid(form, printed)
    if form == "sarif":
        assert not parsed["runs"][0]["invocations"][0]["executionSuccessful"]


def test_a_document_is_whole_when_the_run_is_stopped(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    def rows() -> Any:
        yield Row("1", "坏", origin=Origin("a.csv", 2))
        raise KeyboardInterrupt

    seen: list[Judged] = []
    with pytest.raises(KeyboardInterrupt):
        check(rows(), "sarif", seen=seen)
    assert len(seen) == 1


@pytest.mark.parametrize("form", WAYS)
def test_nothing_is_printed_where_nothing_could_be_read(check: Check, form: str) -> None:
    def rows() -> Any:
        raise InputError("a.csv:1: no column")
        yield

    assert check(rows(), form)[0] == ""


# JSON ------------------------------------------------------------------------------------------------


def test_json_is_what_it_was_before_it_was_written_piece_by_piece(check: Check, log: Path) -> None:
    for rows in ([], rows_of(log)[:1], rows_of(log)[:4]):
        seen: list[Judged] = []
        printed, _ = check(rows, "json", seen=seen)
        told = [check_json(one.row.id, CheckResult(one.verdict, one.findings, one.failed)) for one in seen]
        assert printed == json.dumps(checks_json(told), ensure_ascii=False, indent=2) + "\n"


def test_jsonl_keeps_what_was_let_stand_in_sight(check: Check, log: Path) -> None:
    *_, last = (json.loads(line) for line in check(rows_of(log))[0].splitlines())
    assert (last["verdict"], last["findings"]) == ("pass", [])
    (kept,) = last["suppressed"]
    assert (kept["rule"], kept["reason"], kept["start"]) == ("bad-word", "主管批准", 1)
    first = json.loads(check(rows_of(log)[:1])[0])
    assert set(first) == {"id", "verdict", "findings"}


# SARIF -----------------------------------------------------------------------------------------------


def run_of(check: Check, rows: Any, **given: Any) -> Any:
    """The run of a SARIF document."""
    return valid("sarif", check(rows, "sarif", **given)[0])["runs"][0]


def test_a_result_stands_where_the_words_stand(check: Check, log: Path) -> None:
    run = run_of(check, rows_of(log))
    result = run["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    text = log.read_text(encoding="utf-8")
    assert text[region["charOffset"] :][: region["charLength"]] == "坏"
    assert text.split("\n")[region["startLine"] - 1][region["startColumn"] - 1] == "坏"
    assert run["columnKind"] == "unicodeCodePoints"
    assert result["locations"][0]["logicalLocations"][0]["name"] == "b"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_rule_has_help_and_a_level(check: Check, log: Path) -> None:
    for rule in run_of(check, rows_of(log))["tool"]["driver"]["rules"]:
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert "helpUri" not in rule
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}


def test_the_rules_of_the_house_are_valid_too() -> None:
    out = io.StringIO()
    sarif = writer("sarif", Setting(out, all_rules()))
    sarif.begin()
    sarif.end(Conclusion({}))
    told = valid("sarif", out.getvalue())["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in told] == [rule.id for rule in all_rules()]


def test_fingerprints_stay_when_rows_move_and_change_with_the_words(check: Check, tmp_path: Path) -> None:
    def prints(*replies: str) -> list[str]:
        rows = [{"id": str(number), "reply": reply} for number, reply in enumerate(replies)]
        run = run_of(check, rows_of(jsonl(tmp_path / "log.jsonl", *rows)))
        return [one["partialFingerprints"]["wanyanFinding/v1"] for one in run["results"]]

    (one,) = prints("这个坏了。")
    assert prints("好的", "在的", "您好。这个 坏了。请稍等。") == [one]
    assert prints("那个坏了。") != [one]
    assert len(set(prints("这个坏了。那个坏了。"))) == 2


def test_exceptions_and_a_baseline_are_marked(check: Check, log: Path) -> None:
    known = BaselineWriter()
    seen: list[Judged] = []
    check(rows_of(log)[1:2], seen=seen)
    known.add(seen[0])
    path = log.parent / "known.json"
    known.write(path)
    run = run_of(check, rows_of(log), exceptions=Exceptions(None, Baseline.read(path)), baseline=True)
    states = {(one["properties"]["row"], one["baselineState"]) for one in run["results"] if "properties" in one}
    assert {("b", "unchanged"), ('c"<&>', "new"), ("e", "new")} == states
    assert all("baselineState" in one for one in run["results"])
    (suppressed,) = (one for one in run["results"] if "suppressions" in one)
    assert suppressed["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "主管批准"}]


def test_an_exception_of_a_file_is_external(check: Check) -> None:
    exceptions = Exceptions({"1": (Suppression("bad-word", "主管批准"),)})
    (result,) = run_of(check, [Row("1", "坏")], exceptions=exceptions)["results"]
    assert result["suppressions"][0]["kind"] == "external"


@pytest.mark.parametrize(
    ("path", "says"), [("日志 1.csv", "%E6%97%A5%E5%BF%97%201.csv"), ("/a b/c", "file:///a%20b/c")]
)
def test_paths_are_uris(path: str, says: str) -> None:
    assert uri(path) == says


def test_faults_of_the_input_are_told(check: Check) -> None:
    run = run_of(check, [Fault("a.csv:3: not valid CSV")])
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "a.csv:3: not valid CSV"


# GitHub ----------------------------------------------------------------------------------------------


def undone(text: str) -> str:
    """Escapes undone in the order in which the runner undoes them."""
    for escape, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def parsed_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command, undone as the runner undoes it."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match, line
    given = dict(part.split("=", 1) for part in match[2].split(",") if part)
    return match[1], {key: undone(value) for key, value in given.items()}, undone(match[3])


def test_a_command_comes_back_as_it_was_given() -> None:
    given = {"file": "a,b:c%0A.csv", "title": "x::y"}
    line = command("error", given, "100%\r\n::error::")
    assert line.count("\n") == 1
    assert parsed_command(line.rstrip("\n")) == ("error", given, "100%\r\n::error::")


def test_annotations_say_where(check: Check, log: Path) -> None:
    printed, _ = check(rows_of(log)[:2], "github")
    commands = [parsed_command(line) for line in printed.splitlines()]
    assert [(name, given["title"]) for name, given, _ in commands] == [
        ("error", "bad-word"), ("warning", "address"), ("notice", "wording"),
    ]  # fmt: skip
    line = log.read_text(encoding="utf-8").split("\n")[1]
    assert {given["line"] for _, given, _ in commands} == {"2"}
    assert line[int(commands[1][1]["col"]) - 1 : int(commands[1][1]["endColumn"]) - 1] == "你"


# Reviewdog -------------------------------------------------------------------------------------------


def test_a_suggestion_put_in_place_mends_the_file(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "script.txt"
    path.write_text("好的😀，你稍等\n")
    (diagnostic,) = valid("rdjson", check(rows_of(path), "rdjson")[0])["diagnostics"]
    (edit,) = diagnostic["suggestions"]
    start, end = (edit["range"][key]["column"] - 1 for key in ("start", "end"))
    data = path.read_bytes()
    assert (data[:start] + edit["text"].encode() + data[end:]).decode() == "好的😀，您稍等\n"


def finding(text: str, suggestion: str, start: int) -> Finding:
    """With what matters here."""
    return Finding("r", "hint", "m", start, start + len(text), text, suggestion)


@pytest.mark.parametrize(
    ("reply", "text", "suggestion", "fits"),
    [
        ("你好", "你", "您", True),
        ("亲，请耐心等待。", "请耐心等待", "我马上为您核实", True),
        ("我不清楚", "不清楚", "我马上为您核实", False),
        ("不行。", "不行", "改为说明能做什么：“目前可以为您……”", False),
        ("没货。", "没货", "说说什么时候会有", False),
        ("看详情页。", "看详情页", "您可以看一下", False),
        ("退货地址：文一路。", "退货地址", "运费由我们承担", False),
        ("三日内到，送您5元。", "送您5元", "我帮您申请看看", False),
        ("今天发货，谢谢。", "今天发货", "我核实后告诉您。", False),
        ("今天发货", "今天发货", "我核实后告诉您。", True),
        ("It ships on Monday.", "Monday", "Let me check this.", False),
        ("Not our problem, ask them.", "Not our problem", "I will look after this", True),
        ("Sorry, no idea.", "no idea", "Let me check this for you", False),
        ("Sorry, no idea.", "no idea", "let me check this for you", True),
        ("You must confirm.", "You must", "could you please", False),
    ],
)
def test_advice_and_half_sentences_are_not_put_in_place(reply: str, text: str, suggestion: str, fits: bool) -> None:
    row = Row("1", reply, origin=Origin("a.txt", 1, literal=True))
    assert fits_in_place(finding(text, suggestion, reply.index(text)), row) is fits


def test_what_must_be_said_beside_the_words_found_does_not_replace_them() -> None:
    row = Row("1", "您寄回来，收到就退款。", origin=Origin("a.txt", 1, literal=True))
    found = Finding("return-shipping.cost-not-disclosed", "error", "m", 0, 4, "您寄回来", "运费由我们承担")
    assert not fits_in_place(found, row)


def test_a_suggestion_never_breaks_the_file_it_would_stand_in() -> None:
    found = finding("no", 'we say "yes", gladly', 0)
    assert not fits_in_place(found, Row("1", "no", origin=Origin("a.csv", 1)))


# JUnit -----------------------------------------------------------------------------------------------


def test_a_row_is_a_case_and_an_error_a_failure(check: Check, log: Path) -> None:
    root = valid("junit", check([*rows_of(log), Row("x", "好", origin=Origin("b.csv", 2))], "junit")[0])
    first, second = root.findall("testsuite")
    assert (first.get("name"), second.get("name")) == (str(log), "b.csv")
    assert (first.get("tests"), first.get("failures"), first.get("errors")) == ("5", "2", "1")
    cases = {case.get("name"): case for case in first}
    assert cases["b"].get("classname") == "小王"
    assert [one.get("type") for one in cases["b"].findall("failure")] == ["bad-word"]
    assert "别急" in cases["b"].findtext("system-out", "")
    assert cases["d"].find("error") is not None
    assert "主管批准" in cases["e"].findtext("system-out", "")
    assert list(cases["a"]) == []


# Text ------------------------------------------------------------------------------------------------


def test_an_editor_gets_a_line_a_finding(check: Check, log: Path) -> None:
    printed, _ = check(rows_of(log), "text", editor=True)
    lines = printed.splitlines()
    assert lines[0].startswith(f"{log}:2:23: error: ")
    assert all(re.match(r".+:\d+:\d+: (error|warning|hint): .+\]?$", line) for line in lines), lines


def test_people_see_what_was_let_stand(check: Check, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(rows_of(log)[-1:], "text")
    assert "let stand: 坏 [bad-word] -- 主管批准" in capsys.readouterr().out


def test_a_suppression_covers_its_rule_alone(check: Check) -> None:
    row = Row("1", "坏，你", suppress=(Suppression("bad-word", "r"), Suppression("other", "r")))
    told: list[str] = []
    printed, outcome = check([row], told=told)
    assert [one["rule"] for one in json.loads(printed)["findings"]] == ["address"]
    assert json.loads(printed)["verdict"] == "warn"
    assert outcome.unused == 1
    assert told == ["standard input:1: the exception for other is not used: nothing is found there"]


# Anything --------------------------------------------------------------------------------------------

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY, ANY, ANY, st.sampled_from(["sarif", "rdjson", "junit"]))
def test_any_text_is_written_so_that_it_can_be_read(
    check: Check, reply: str, row_id: str, name: str, form: str
) -> None:
    origin = Origin(name or None, 1, 0, f"{reply}坏{reply}", lambda raw: range(len(raw) + 1))
    row = Row(row_id, f"{reply}坏{reply}", agent=name, suppress=(Suppression("address", reply),), origin=origin)
    valid(form, check([row, Fault(reply)], form)[0])
