"""A value of a profile that is swapped is told, with whom it hurts, by what customers and models are told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.results import SuiteResult
from evals.running import Order, run
from evals.suites.return_shipping import ReturnShipping
from evals.suites.shop_terms import ShopTerms
from rag.settings import ROOT, Settings

SHOPS = ("handbook", "return-leg", "strict")
SWAPS = {
    "customer": {"both": "return_only", "return_only": "both"},
    "evidence": {"true": "false"},
    "prepay": {"true": "false"},
    "freight_collect": {"refused": "accepted"},
    "insurance": {"true": "false", "false": "true"},
    "no_reason_days": {"7": "15"},
    "exchange_days": {"15": "7"},
    "quality_days": {"15": "7"},
}
DEFAULTS = {
    "evidence": "true",
    "prepay": "true",
    "freight_collect": "refused",
    "insurance": "false",
    "no_reason_days": "7",
    "exchange_days": "15",
    "quality_days": "15",
}
TOLD = {
    "customer": "first delivery",
    "evidence": "before anybody has seen a photo",
    "prepay": "advance",
    "freight_collect": "freight collect",
    "insurance": "insurer|insured",
    "no_reason_days": "other days|goods it need not|refused a return",
    "exchange_days": "exchange",
    "quality_days": "other days for faulty goods|refused a return",
}
"""What the message says of whom it hurts."""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the knowledge to spoil."""
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    return folder


def spoil(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def swapped(profile: str, field: str) -> str:
    found = re.search(rf"^  {field}: (\w+)", profile, re.MULTILINE)
    if found is None:
        value = SWAPS[field][DEFAULTS[field]]
        return profile.replace("return_shipping:\n", f"return_shipping:\n  {field}: {value}\n")
    return profile[: found.start(1)] + SWAPS[field][found[1]] + profile[found.end(1) :]


def swap_everywhere(knowledge: Path, field: str) -> None:
    for shop in SHOPS:
        spoil(knowledge / "shops" / f"{shop}.yaml", lambda profile: swapped(profile, field))


def terms(knowledge: Path) -> SuiteResult:
    return run(Order(ShopTerms(), Settings(knowledge=knowledge)))


def problems(result: SuiteResult) -> str:
    return "\n".join(problem for case in result.failed for problem in case.problems)


def test_the_profiles_as_they_are_have_told_what_they_say(knowledge: Path) -> None:
    assert problems(terms(knowledge)) == ""


@pytest.mark.parametrize("field", SWAPS)
def test_a_value_that_is_swapped_fails_in_every_shop_and_says_whom_it_hurts(knowledge: Path, field: str) -> None:
    swap_everywhere(knowledge, field)
    told = problems(terms(knowledge))
    for shop in SHOPS:
        assert re.search(rf"under {shop} .*(?:{TOLD[field]})", told)


def test_a_shop_whose_profile_is_as_it_was_is_told_nothing_of(knowledge: Path) -> None:
    spoil(knowledge / "shops" / "handbook.yaml", lambda profile: swapped(profile, "customer"))
    told = problems(terms(knowledge))
    assert "under handbook " in told
    assert not re.search(r"under (?:return-leg|strict) ", told)


@pytest.mark.parametrize(
    ("field", "harm"),
    [
        ("customer", "wrong-legs passes .*another part of the return's postage"),
        ("freight_collect", "freight-collect passes .*turned away"),
        ("insurance", "wrong-payer"),
    ],
)
def test_replies_are_judged_by_another_table_once_it_is_swapped(knowledge: Path, field: str, harm: str) -> None:
    swap_everywhere(knowledge, field)
    told = problems(run(Order(ReturnShipping(), Settings(knowledge=knowledge))))
    for shop in SHOPS:
        assert re.search(f"under {shop} .*{harm}", told)


@pytest.mark.parametrize(
    "term", ["dispatch_hours", "sf_price_near", "cutoff", "refund_days", "authenticity_promise"]
)
def test_a_term_that_is_spoilt_fails(knowledge: Path, term: str) -> None:
    for profile in (knowledge / "shops").glob("*.yaml"):
        text = profile.read_text(encoding="utf-8")
        profile.write_text(
            re.sub(rf"^  {term}: \S+", f"  {term}: 十九", text, flags=re.MULTILINE), encoding="utf-8"
        )
    assert terms(knowledge).failed


def test_a_card_that_is_gone_fails_as_a_crash(knowledge: Path) -> None:
    (knowledge / "cards" / "return-shipping-who-pays.md").unlink()
    assert "return-shipping-who-pays" in problems(terms(knowledge))


def test_a_prompt_that_no_longer_asks_for_a_photo_fails(tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    shutil.copytree(ROOT / "prompts", folder)
    spoil(folder / "reply.md", lambda text: text.replace("，并先请客户发照片", ""))
    result = run(Order(ShopTerms(), Settings(prompts=folder)))
    assert [case.id for case in result.failed] == ["evidence-first"]
