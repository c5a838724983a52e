"""Gates: which figures hold, what a broken one says, and that the file of them fits the suites."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.gates import GATES, Gate, broken, load_gates
from evals.suites import SUITES
from rag.errors import KnowledgeError
from tests.evals.made import case, run, suite

RECALL = {"chat": {"recall": Gate(least=0.95, harm="whoever breaks a rule is not stopped")}}


def test_a_figure_at_its_gate_holds_and_one_beyond_it_does_not() -> None:
    assert broken(run(suite("chat", [], recall=0.95)), RECALL) == ()
    (breach,) = broken(run(suite("chat", [], recall=0.949)), RECALL)
    assert str(breach) == "chat recall is 0.949, must be at least 0.95: whoever breaks a rule is not stopped"
    most = {"chat": {"p95_ms": Gate(most=60, harm="agents wait")}}
    assert broken(run(suite("chat", [], p95_ms=60.0)), most) == ()
    assert broken(run(suite("chat", [], p95_ms=60.5)), most)[0].told == "p95_ms is 60.5, must be at most 60"


def test_a_figure_that_is_gone_breaks_its_gate() -> None:
    (breach,) = broken(run(suite("chat", [])), RECALL)
    assert breach.told == "has no figure 'recall' any more (at least 0.95)"


def test_a_suite_that_could_not_be_run_breaks_the_gate_whatever_is_measured() -> None:
    (breach,) = broken(run(replace(suite("chat", [case()]), failure="could not be run: no index")), {})
    assert (breach.told, breach.harm) == ("could not be run: no index", "customers wait")


def test_a_gate_of_a_suite_that_is_not_run_waits() -> None:
    assert broken(run(suite("review", [])), RECALL) == ()


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        ("{least: 0.9, most: 1, harm: x}", "least"),
        ("{harm: x}", "least"),
        ("{least: 0.9}", "harm"),
        ("{least: 0.9, harm: x, extra: 1}", "extra"),
        ("{least: much, harm: x}", "least"),
    ],
)
def test_a_wrong_gate_is_refused_with_file_and_line(tmp_path: Path, gate: str, told: str) -> None:
    path = tmp_path / "gates.yaml"
    path.write_text(f"chat:\n  recall: {gate}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=rf"gates\.yaml:\d.*{told}"):
        load_gates(path)


def test_every_gate_belongs_to_a_suite_and_has_its_comment() -> None:
    gates = load_gates()
    assert {name.partition("@")[0] for name in gates} <= set(SUITES)
    lines = [line for line in GATES.read_text(encoding="utf-8").splitlines() if line.lstrip()[:1] not in ("", "#")]
    limits = [line for line in lines if "least:" in line or "most:" in line]
    assert len(limits) == sum(len(figures) for figures in gates.values())
