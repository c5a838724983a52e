"""A judge is heard only where it agrees with people; one that goes by the place, or guesses, is found out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from evals.judge import RUBRIC, Judge, compared, judge_runs, kappa, load_pairs, measured, pairs_of
from evals.local_model import Answer, Call, LocalModel
from evals.results import CaseResult, Run, SuiteResult, write
from rag.drafters.providers import models
from rag.errors import InputError, SettingError
from rag.prompts import load_prompt
from rag.settings import Settings

PAIRS = load_pairs()
BETTER = {(pair.a, pair.b): pair.preferred for pair in PAIRS} | {
    (pair.b, pair.a): {"a": "b", "b": "a"}.get(str(pair.preferred), "tie") for pair in PAIRS
}
"""What people prefer, by what stands first and second."""


def shown(call: Call) -> tuple[str, str]:
    """The two replies as the judge sees them."""
    found = re.search(r"^第一条：(.*)\n第二条：(.*)$", call.prompt, re.MULTILINE)
    assert found
    return json.loads(found[1]), json.loads(found[2])


def says(better: str) -> Answer:
    return Answer(json.dumps({"better": better}))


def perfect(call: Call) -> Answer:
    if "第一条" not in call.prompt:
        return Answer('{"ready": true}')
    unmasked = {(mask(a), mask(b)): label for (a, b), label in BETTER.items()}
    return says({"a": "first", "b": "second", "tie": "equal"}[str(unmasked[shown(call)])])


def mask(text: str) -> str:
    return re.sub(r"13900000000", "⟦手机号1⟧", text).replace("60210001", "⟦订单号1⟧")


def first_always(call: Call) -> Answer:
    return says("first") if "第一条" in call.prompt else Answer('{"ready": true}')


def guessing() -> Callable[[Call], Answer]:
    random = Random(3)  # noqa: S311 - no secrets

    def guess(call: Call) -> Answer:
        return says(random.choice(["first", "second", "equal"]))

    return guess


def judging(model: LocalModel, data: Path) -> Judge:
    """The model as a judge."""
    given = {"llm_base_url": model.base_url, "llm_model": "m", "data": data}
    chosen = models(Settings(_env_file=None, **given))  # type: ignore[call-arg,arg-type]
    assert chosen
    return Judge(chosen.main, load_prompt(RUBRIC), 20.0)


def test_the_labelled_pairs_are_enough_and_lean_to_neither_side() -> None:
    labels = [pair.preferred for pair in PAIRS]
    assert len(labels) >= 40
    assert abs(labels.count("a") - labels.count("b")) <= 2
    assert labels.count("tie") >= 8


async def test_a_judge_who_sees_as_people_do_agrees_wholly(tmp_path: Path) -> None:
    with LocalModel([perfect]) as model:
        found = await measured(judging(model, tmp_path), PAIRS)
    assert (found.raw, found.kappa, found.swayed, found.unheard) == (1.0, 1.0, 0.0, 0)
    assert found.enough


async def test_a_judge_who_likes_the_first_place_is_found_out(tmp_path: Path) -> None:
    with LocalModel([first_always]) as model:
        found = await measured(judging(model, tmp_path), PAIRS)
    assert found.swayed == 1.0
    assert found.raw == pytest.approx(9 / 42)  # what it says comes to ties alone
    assert found.kappa < 0.1
    assert not found.enough


async def test_a_judge_who_guesses_is_not_heard(tmp_path: Path) -> None:
    pairs = {"chat x": PAIRS[0]}
    with LocalModel([guessing()]) as model:
        comparison = await compared(judging(model, tmp_path), PAIRS, pairs)
    assert comparison.agreement.low < 0.2
    assert comparison.verdicts == {}


async def test_no_answer_is_no_verdict(tmp_path: Path) -> None:
    with LocalModel([Answer(status=401)]) as model:
        found = await measured(judging(model, tmp_path), PAIRS[:3])
    assert (found.pairs, found.unheard, found.enough) == (0, 3, False)


async def test_the_judge_is_told_neither_who_wrote_a_draft_nor_whom_it_is_about(tmp_path: Path) -> None:
    pair = PAIRS[0].model_copy(update={"asked": "我的手机号13812345678"})
    with LocalModel([lambda _: says("equal")]) as model:
        await measured(judging(model, tmp_path), [pair])
        told = "\n".join(call.prompt for call in model.calls)
    assert "13812345678" not in told
    assert "offline" not in told


def test_kappa_is_agreement_beyond_chance() -> None:
    """The worked example: 20 and 15 of 50 alike, 5 and 10 not: 0.4."""
    said = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(said) == pytest.approx(0.4)  # type: ignore[arg-type]
    assert kappa([("a", "a")] * 3) == 1.0


# Two runs --------------------------------------------------------------------------------------------


def run_of(name: str, **said: str) -> Run:
    cases = tuple(CaseResult(case, (True,), asked="在吗", said=text) for case, text in said.items())
    return Run({name: SuiteResult(name, "harm", cases, {})})


def test_drafts_that_differ_are_paired_whoever_drafted() -> None:
    found = pairs_of(run_of("chat", x="在的", y="同", z="只有一边"), run_of("chat@live", x="您好", y="同"))
    assert {name: (pair.a, pair.b) for name, pair in found.items()} == {"chat x": ("在的", "您好")}


def test_agreement_is_told_before_any_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = next(pair for pair in PAIRS if pair.preferred == "a")
    write(run_of("chat", x=asked.a), tmp_path / "a.json")
    write(run_of("chat", x=asked.b), tmp_path / "b.json")
    with LocalModel([perfect]) as model:
        given = {"llm_base_url": model.base_url, "llm_model": "m", "data": tmp_path}
        settings = Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]
        lines = judge_runs((tmp_path / "a.json", tmp_path / "b.json"), settings)
    assert "kappa 1.00" in lines[0]
    assert "the first run's preferred 1, the second's 0" in lines[1]


def test_a_judge_below_the_level_has_its_verdicts_kept_back(tmp_path: Path) -> None:
    write(run_of("chat", x="好"), tmp_path / "a.json")
    write(run_of("chat", x="行"), tmp_path / "b.json")
    with LocalModel([first_always]) as model:
        given = {"llm_base_url": model.base_url, "llm_model": "m", "data": tmp_path}
        settings = Settings(_env_file=None, **given)  # type: ignore[call-arg,arg-type]
        lines = judge_runs((tmp_path / "a.json", tmp_path / "b.json"), settings)
    assert len(lines) == 2
    assert "not shown: kappa is below 0.6" in lines[1]


def test_runs_that_say_the_same_and_a_missing_model_are_told_in_a_line(tmp_path: Path) -> None:
    write(run_of("chat", x="好"), tmp_path / "a.json")
    write(run_of("chat", x="行"), tmp_path / "b.json")
    settings = Settings(_env_file=None, data=tmp_path)  # type: ignore[call-arg]
    with pytest.raises(InputError, match="different drafts"):
        judge_runs((tmp_path / "a.json", tmp_path / "a.json"), settings)
    with pytest.raises(SettingError, match="WANYAN_LLM_MODEL"):
        judge_runs((tmp_path / "a.json", tmp_path / "b.json"), settings)
