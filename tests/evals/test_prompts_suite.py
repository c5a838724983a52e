"""Whatever instructs in a prompt has a case: without any one sentence the suite fails and names the harm."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import load
from evals.comparison import compare
from evals.results import Run
from evals.running import Order, run
from evals.suites.prompt_texts import example_cases, section_cases
from evals.suites.prompts import AnyCase, PromptCase, Prompts, Showing
from rag.drafters.drafter import Brief
from rag.errors import KnowledgeError
from rag.prompts import NAMES, load_prompt
from rag.settings import ROOT, Settings
from rag.wiring import Wanyan

SUITE = Prompts()
CASES = load(PromptCase, Prompts.files)
OF = {"reply": "chat", "review": "review", "repair": "repair", "opinion": "opinion"}
_NO_WORDS = re.compile(r"(?:\{%.*?%\}|---|```\w*|\s)*")
"""A line of the template's own, which tells a model nothing."""


def _sentences(body: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a prompt stands; a line with slots as a whole."""
    at = 0
    for line in body.splitlines(keepends=True):
        if "{{" in line or "{%" in line:
            if not _NO_WORDS.fullmatch(line):
                yield at, at + len(line.rstrip("\n"))
        else:
            found = re.finditer(r"[^。；！？\n]+[。；！？]?", line)
            yield from (
                (at + one.start(), at + one.end())
                for one in found
                if not _NO_WORDS.fullmatch(one.group()) and len(one.group().strip(" -0123456789.")) > 1
            )
        at += len(line)


@pytest.fixture(scope="module")
def showing(built: Wanyan) -> Showing:
    """What models are told, each brief made once."""
    found = Showing(built.settings, built)
    briefs: dict[str, Brief] = {}
    make = found.brief

    def kept(case: PromptCase) -> Brief:
        if case.id not in briefs:
            briefs[case.id] = make(case)
        return briefs[case.id]

    found.brief = kept  # type: ignore[method-assign]
    return found


def _problem(showing: Showing, name: str) -> str | None:
    """The first thing that a case of the prompt has against it."""
    for case in CASES:
        if case.of == OF[name]:
            judgement = SUITE.judge(case, asyncio.run(showing.shown(case)))
            if judgement.problems:
                assert judgement.problems[0].endswith(case.why), "the harm is named"
                return judgement.problems[0]
    return None


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_without_any_one_of_its_sentences_fails(name: str, showing: Showing, tmp_path: Path) -> None:
    text = (ROOT / "prompts" / f"{name}.md").read_text(encoding="utf-8")
    begin = text.index("---\n", 4) + 4
    assert _problem(showing, name) is None
    survivors = []
    for start, end in _sentences(text[begin:]):
        path = tmp_path / f"{name}.md"
        path.write_text(text[: begin + start] + text[begin + end :], encoding="utf-8")
        try:
            prompt = load_prompt(path)
        except KnowledgeError:
            continue
        if _problem(showing.with_prompt(prompt), name) is None:
            survivors.append(text[begin + start : begin + end])
    assert survivors == []


def test_the_cases_are_many_and_each_says_what_it_is_for() -> None:
    assert len(CASES) >= 60
    assert [case.id for case in CASES if not case.why or not case.origin] == []


def test_every_word_of_the_prompts_stands_in_an_approved_section() -> None:
    for name in NAMES:
        text = (ROOT / "prompts" / f"{name}.md").read_text(encoding="utf-8")
        approved = "".join(
            case.text for case in section_cases(ROOT / "prompts") if case.id.startswith(f"{name}.md")
        )
        assert re.sub(r"[\s#-]", "", approved) == re.sub(r"[\s#-]", "", text)


class _Few(Prompts):
    """Approved texts alone, and of the examples a few."""

    def cases(self, settings: Settings, dataset: Path | None = None) -> tuple[AnyCase, ...]:
        sections = section_cases(settings.prompts)
        named = ("example · who-pays-cause-unknown", "example · sold-out")
        return (*sections, *(case for case in example_cases(settings.prompts) if case.id in named))


def test_a_spoilt_prompt_or_example_shows_in_the_comparison(tmp_path: Path, built: Wanyan) -> None:
    prompts = shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    _change(prompts / "reply.md", "不承诺哪天到货", "可以承诺哪天到货")
    _change(prompts / "examples" / "after-sales.yaml", "来回运费由您承担。", "来回运费都由我们出。")
    before = run(Order(_Few(), built.settings))
    spoilt = run(Order(_Few(), built.settings.model_copy(update={"prompts": prompts})))
    changes = {change.case: change for change in compare(Run({"prompts": spoilt}), Run({"prompts": before}))}
    assert set(changes) == {"reply.md · 怎样回复", "example · who-pays-cause-unknown"}
    assert all(change.regression for change in changes.values())
    assert "可以承诺哪天到货" in changes["reply.md · 怎样回复"].told
    imitated = changes["example · who-pays-cause-unknown"]
    assert imitated.kind == "worse", "the rules find it, whatever was approved"
    assert "return-shipping.wrong-payer" in imitated.told
    assert "models imitate it" in imitated.harm


def _change(path: Path, words: str, others: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert words in text
    path.write_text(text.replace(words, others, 1), encoding="utf-8")


def test_prompts_that_begin_differently_for_one_shop_fail(showing: Showing) -> None:
    chat = [case for case in CASES if case.of == "chat" and case.shop == "handbook"]
    told = showing.telling
    moody = replace(told.prompts["reply"], messages=tuple(reversed(told.prompts["reply"].messages)))
    other = showing.with_prompt(moody)
    found = {p for case in chat for p in SUITE.judge(case, asyncio.run(other.shown(case))).problems}
    assert any("begin differently" in problem for problem in found)


def test_an_example_that_is_deleted_is_missed(built: Wanyan) -> None:
    kept = run(Order(_Few(), built.settings))
    less = replace(kept, cases=tuple(case for case in kept.cases if "sold-out" not in case.id))
    (gone,) = compare(Run({"prompts": less}), Run({"prompts": kept}))
    assert gone.kind == "gone"
    assert "[" in gone.told, "it tells what nobody is shown any more"
