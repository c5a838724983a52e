"""The suite of whole drafts: a request, and what its draft must be, say and not say. Cases in cases/drafts.yaml."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from evals.suite import CASES, Result
from rag.domain import Draft, Request
from rag.settings import Settings
from rag.textfiles import adapter, read_text, read_yaml
from rag.wiring import Wanyan, build


def run(settings: Settings, dataset: Path | None = None) -> Result:
    """Draft every case with the offline drafter and count the cases whose draft is all it must be."""
    wanyan = build(settings)
    path = dataset or CASES / "drafts.yaml"
    cases = read_yaml(path, read_text(path))
    problems = asyncio.run(_problems(wanyan, cases))
    failed = [(case["id"], found) for case, found in zip(cases, problems, strict=True) if found]
    return Result(
        suite="drafts",
        cases=len(cases),
        figures={"right": 1 - len(failed) / len(cases) if cases else 1.0},
        misses=tuple(f"{case_id}: {'; '.join(found)}" for case_id, found in failed),
    )


async def _problems(wanyan: Wanyan, cases: list[dict[str, Any]]) -> list[list[str]]:
    return [_judge(await wanyan.draft(_request(case)), case["expect"]) for case in cases]


def _request(case: dict[str, Any]) -> Request:
    request: Request = adapter(Request).validate_python(case["request"])
    return request


def _judge(draft: Draft, expect: dict[str, Any]) -> list[str]:
    """What the draft falls short of, in words."""
    said = draft.text
    problems = [f"does not say /{wanted}/" for wanted in expect.get("says", []) if not re.search(wanted, said)]
    problems += [f"says /{unwanted}/" for unwanted in expect.get("says_not", []) if re.search(unwanted, said)]
    for name in ("status", "language", "stage", "sentiment"):
        if name in expect and getattr(draft, name) != expect[name]:
            problems.append(f"{name} is {getattr(draft, name)}, not {expect[name]}")
    missing = set(expect.get("topics", [])) - set(draft.topics)
    if missing:
        problems.append(f"does not take up {', '.join(sorted(missing))} (but {', '.join(draft.topics)})")
    if "longest" in expect and len(draft.text) > expect["longest"]:
        problems.append(f"has {len(draft.text)} characters, more than {expect['longest']}")
    problems += [f"breaks {finding.rule}" for finding in draft.findings if finding.level == "error"]
    return problems
