"""What is known and what was let stand: taken out of verdicts, counted, never lost, never without a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import InputError
from rag.inspection.baseline import Baseline, BaselineWriter
from rag.inspection.rows import Row, Suppression, suppressions
from rag.inspection.suppressions import read_suppressions
from rag.inspection.verdicts import Exceptions, Judged
from tests.inspection.conftest import Check


def written(check: Check, path: Path, *replies: str, baseline: Baseline | None = None) -> Path:
    """A baseline of replies."""
    seen: list[Judged] = []
    check([Row(str(n), reply) for n, reply in enumerate(replies)], seen=seen, exceptions=Exceptions(None, baseline))
    kept = BaselineWriter()
    for judged in seen:
        kept.add(judged)
    kept.write(path)
    return path


def verdicts(check: Check, baseline: Baseline, *replies: str) -> list[str]:
    """Verdicts against a baseline."""
    rows = [Row(f"new-{n}", reply) for n, reply in enumerate(replies)]
    printed, _ = check(rows, exceptions=Exceptions(None, baseline))
    return [json.loads(line)["verdict"] for line in printed.splitlines()]


def test_known_findings_are_known_in_any_order_and_under_any_id(check: Check, tmp_path: Path) -> None:
    known = Baseline.read(written(check, tmp_path / "b.json", "这个坏了", "你好", "好的"))
    assert verdicts(check, known, "在的", "你好", "這個壞了") == ["pass", "pass", "pass"]
    assert (known.met, known.fixed) == (2, 0)


def test_one_more_than_known_is_new_and_one_less_is_fixed(check: Check, tmp_path: Path) -> None:
    path = written(check, tmp_path / "b.json", "坏", "坏", "你")
    assert verdicts(check, Baseline.read(path), "坏", "坏", "坏") == ["pass", "pass", "block"]
    known = Baseline.read(path)
    verdicts(check, known, "坏")
    assert (known.met, known.fixed) == (1, 2)


def test_another_sentence_is_another_finding(check: Check, tmp_path: Path) -> None:
    known = Baseline.read(written(check, tmp_path / "b.json", "这个坏了"))
    assert verdicts(check, known, "那个坏了") == ["block"]


def test_writing_again_keeps_what_is_known(check: Check, tmp_path: Path) -> None:
    first = written(check, tmp_path / "a.json", "坏")
    again = written(check, tmp_path / "b.json", "坏", "你", baseline=Baseline.read(first))
    assert len(json.loads(again.read_text())["findings"]) == 2
    assert written(check, tmp_path / "c.json", "你", "坏").read_text() == again.read_text()


def test_a_baseline_holds_no_words_of_a_reply(check: Check, tmp_path: Path) -> None:
    text = written(check, tmp_path / "b.json", "张三的东西坏了，电话13812345678").read_text()
    assert text.isascii()
    assert "13812345678" not in text


def test_a_baseline_of_nothing_can_be_read(check: Check, tmp_path: Path) -> None:
    assert Baseline.read(written(check, tmp_path / "b.json", "好的")).fixed == 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "findings": {}}', '{"version": 1, "findings": {"a": 1}}']
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"b\.json"):
        Baseline.read(path)


@pytest.mark.parametrize(
    "given",
    [
        [{"rule": "a"}],
        [{"rule": "a", "reason": " "}],
        [{"rule": "a", "reason": "r", "until": "2026"}],
        '[{"rule": "a"}]',
        "a",
        "a --",
        "-- reason",
        {"a": "b"},
        7,
    ],
)
def test_an_exception_is_a_rule_and_a_reason(given: object) -> None:
    with pytest.raises(InputError, match="suppress"):
        suppressions(given, "x:1")


@pytest.mark.parametrize("dash", ["--", "——", "—", "–"])
def test_a_person_may_type_it(dash: str) -> None:
    found = suppressions(f" a.b，c {dash} 主管 -- 批准 ", "x:1")
    assert found == (Suppression("a.b", "主管 -- 批准"), Suppression("c", "主管 -- 批准"))


def test_a_file_of_exceptions_covers_rows_by_id(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("1: [{rule: bad-word, reason: 主管批准}]\nx-9: bad-word -- 已离职\n")
    told: list[str] = []
    printed, outcome = check(
        [Row("1", "坏"), Row("2", "坏")], exceptions=Exceptions(read_suppressions(path)), told=told
    )
    assert [json.loads(line)["verdict"] for line in printed.splitlines()] == ["pass", "block"]
    assert outcome.unused == 1
    assert told == ["the exceptions for row x-9 are not used: there is no such row"]


@pytest.mark.parametrize("text", ["- a", "1: [{rule: a}]", "1: [", "1: a"])
def test_a_file_of_exceptions_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"s\.yaml"):
        read_suppressions(path)


def test_a_crash_is_not_excused(check: Check) -> None:
    row = Row("1", "坏，崩", suppress=(Suppression("bad-word", "r"), Suppression("crashing", "r")))
    assert json.loads(check([row])[0])["verdict"] == "unverified"


def test_many_faults_and_unused_exceptions_are_counted_not_listed(check: Check) -> None:
    from rag.inspection.rows import Fault

    told: list[str] = []
    rows: list[Row | Fault] = [Fault(f"x:{n}: no") for n in range(25)]
    rows += [Row(str(n), "好", suppress=(Suppression("bad-word", "r"),)) for n in range(25)]
    _, outcome = check(rows, told=told)
    assert (outcome.fault_count, outcome.unused) == (25, 25)
    assert len(told) == 22
    assert told[-2:] == ["15 more rows cannot be used", "15 more exceptions are not used"]
