"""Sentiment of reviews, ours beside SnowNLP's: `python -m evals.benchmarks.peers.reviews ROWS.jsonl PYTHON`.

PYTHON has SnowNLP (`requirements-reviews.lock`). Its training set overlaps public reviews: rows say so in
`in_snownlp_train`, and are counted without as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.cases import rows
from rag.domain import Review, Sentiment
from rag.reviews.reading import read_review

_PEER = Path(__file__).parent / "snownlp_reviews.py"
_BETWEEN = 0.1
"""How far from even a likelihood must lie to be praise or complaint: between, the review is called mixed."""


def main(dataset: str, python: str) -> None:
    """Print both shares of right judgements, of all rows and of those SnowNLP has not learnt from."""
    found = list(rows(Path(dataset), ("text", "sentiment")))
    done = subprocess.run(  # noqa: S603
        [python, str(_PEER)],
        input=json.dumps([row["text"] for row in found]),
        capture_output=True,
        text=True,
        check=True,
    )
    judged = [(row, likelihood) for row, likelihood in zip(found, json.loads(done.stdout), strict=True)]
    fresh = [(row, likelihood) for row, likelihood in judged if not row.get("in_snownlp_train")]
    for title, chosen in (("all rows", judged), ("not in SnowNLP's training set", fresh)):
        _tell(title, chosen)


def _tell(title: str, judged: Sequence[tuple[dict[str, Any], float]]) -> None:
    sided = [(row, likelihood) for row, likelihood in judged if row["sentiment"] in {"positive", "negative"}]
    ours = [row["sentiment"] == _ours(row) for row, _ in judged]
    print(f"{title}: {len(judged)}")
    print(f"  praise, complaint or mixed   ours {_share(ours)}   SnowNLP {_share(_three(judged))}")
    ours = [row["sentiment"] == _ours(row) for row, _ in sided]
    theirs = [(likelihood >= 0.5) == (row["sentiment"] == "positive") for row, likelihood in sided]
    print(f"  the {len(sided)} that are not mixed     ours {_share(ours)}   SnowNLP {_share(theirs)}")


def _ours(row: dict[str, Any]) -> Sentiment:
    return read_review(Review(row["text"])).sentiment


def _three(judged: Sequence[tuple[dict[str, Any], float]]) -> list[bool]:
    return [row["sentiment"] == _named(likelihood) for row, likelihood in judged]


def _named(likelihood: float) -> str:
    if abs(likelihood - 0.5) < _BETWEEN:
        return "mixed"
    return "positive" if likelihood > 0.5 else "negative"


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.3f}" if right else "–"


if __name__ == "__main__":
    main(*sys.argv[1:])
