"""The JSON shapes that others build on: drafts, checks, hits. docs/contract.md lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rag.domain import Card, Draft, Hit
from rag.guardrails.checker import CheckResult

VERDICTS = ("pass", "warn", "block", "unverified")


def draft_json(draft: Draft) -> dict[str, Any]:
    """A draft as `POST /v1/drafts` answers it."""
    return asdict(draft)


def check_json(row_id: str | None, result: CheckResult) -> dict[str, Any]:
    """One checked reply: a line of `check --format jsonl`."""
    return {
        "id": row_id,
        "verdict": result.verdict,
        "findings": [asdict(finding) for finding in result.findings],
        **({"failed": list(result.failed)} if result.failed else {}),
    }


def checks_json(checked: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Several checked replies with their count by verdict: `check --format json`, `POST /v1/checks`."""
    results = list(checked)
    summary = {verdict: sum(row["verdict"] == verdict for row in results) for verdict in VERDICTS}
    return {"results": results, "summary": summary}


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit of a search. A passage has no topics and is marked as unreviewed."""
    item = hit.item
    shared = {"card": item.id, "title": item.title, "score": round(hit.score, 4)}
    if isinstance(item, Card):
        return {**shared, "topics": list(item.topics), "text": item.body, "source": ", ".join(item.source)}
    return {**shared, "topics": [], "text": item.text, "source": item.source, "unreviewed": True}
