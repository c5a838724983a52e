"""The suite of whole drafts: a request, and what its draft must be, say and not say. Cases in cases/drafts.yaml."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

from evals.suite import CASES, Result, rows
from rag.domain import Draft, Request
from rag.settings import Settings
from rag.textfiles import adapter, read_text, read_yaml
from rag.wiring import STANDING, Wanyan, build


def run(settings: Settings, dataset: Path | None = None) -> Result:
    """Draft every case with the offline drafter and count the cases whose draft is all it must be."""
    return _run("drafts", settings, dataset or CASES / "drafts.yaml")


def run_conversations(settings: Settings, dataset: Path | None = None) -> Result:
    """The same for talks cut before an agent's reply, written by readers who knew only the contract; harder."""
    return _run("conversations", settings, *([dataset] if dataset else CONVERSATIONS))


def _run(suite: str, settings: Settings, *paths: Path) -> Result:
    wanyan = build(settings)
    cases = [case for path in paths for case in _cases(path)]
    drafts = asyncio.run(_drafts(wanyan, cases))
    problems = [_judge(draft, case.get("expect", {})) for case, draft in zip(cases, drafts, strict=True)]
    failed = [(case["id"], found) for case, found in zip(cases, problems, strict=True) if found]
    chats = [draft for draft in drafts if draft.channel == "chat"]
    return Result(
        suite=suite,
        cases=len(cases),
        figures={
            "right": 1 - len(failed) / len(cases) if cases else 1.0,
            "holding": sum(map(_holds, chats)) / len(chats) if chats else 0.0,
        },
        misses=tuple(f"{case_id}: {'; '.join(found)}" for case_id, found in failed),
    )


CONVERSATIONS = tuple(CASES / f"conversations_{name}.yaml" for name in ("before", "after"))


def _cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file; of JSONL each line is a talk, nothing of it expected: its holding replies count."""
    if path.suffix == ".jsonl":
        lines = rows(path, ("id", "turns"))
        return [{"id": line["id"], "request": {"channel": "chat", "turns": line["turns"]}} for line in lines]
    cases: list[dict[str, Any]] = read_yaml(path, read_text(path))
    return cases


def _holds(draft: Draft) -> bool:
    """Whether the draft only says what will be found out or done."""
    return [citation.card for citation in draft.citations] == [STANDING["holding"]]


async def _drafts(wanyan: Wanyan, cases: list[dict[str, Any]]) -> list[Draft]:
    return [await wanyan.draft(_request(case)) for case in cases]


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
