"""The measure of the second opinion: nobody can wave through what the rules are sure of."""

from __future__ import annotations

from evals.second_opinion import run
from evals.suite import CASES, rows
from rag.settings import Settings

OWN = list(rows(CASES / "negation.jsonl", ("verdict",)))


def test_the_best_reader_gains_and_the_worst_costs_only_what_is_doubtful() -> None:
    result = run(Settings())
    figures, breaking = result.figures, sum(row["verdict"] in {"bare", "alternative"} for row in OWN)
    assert figures["perfect_precision"] >= figures["off_precision"]
    assert figures["perfect_recall"] == figures["off_recall"]
    lost = (figures["off_recall"] - figures["careless_recall"]) * breaking
    assert round(lost) <= round(figures["asked"] * result.cases)
    assert "model_recall" not in figures
