"""Every field of a profile or platform has a case, and a wrong value in it is told with its harm."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.cases import load
from evals.suites.profiles import ProfileCase, Profiles, Seeing, field_values
from rag.platforms import Platform
from rag.settings import ROOT, Settings
from rag.shops import Shop
from rag.wiring import Wanyan, telling

SUITE = Profiles()
CASES = load(ProfileCase, Profiles.files)
FIELDS = sorted({(case.of, case.field) for case in CASES})
TOLD = sorted({(case.of, case.field) for case in CASES if case.value is None})
"""Those because of which something is said or found."""
OTHERWISE: Mapping[str, Any] = {
    "name": "另一家店",
    "source": {"000": ("001",), "001": ("000",)},
    "style.address": "你",
    "style.introduction": "name",
    "style.traditional": "hk",
    "style.segment_length": 100,
    "style.review_length": 400,
    "style.refusal_opening": {"None": "非常抱歉", "非常抱歉": None},
    "return_shipping.customer": {"both": "return_only", "return_only": "both"},
    "return_shipping.evidence": False,
    "return_shipping.prepay": False,
    "return_shipping.freight_collect": "accepted",
    "return_shipping.insurance": {"False": True, "True": False},
    "return_shipping.resend": {"both": "seller", "return_only": "customer"},
    "return_shipping.no_reason_days": 15,
    "return_shipping.exchange_days": 30,
    "return_shipping.quality_days": 7,
    "rules": {"negative-wording": "error"},
    "rules.negative-wording": "hint",
    "approval": (),
    "platform": "taobao",
    "time_zone": "UTC",
    "longest": {"500": 400, "1365": 400, "None": 400},
    "public": {"True": False, "False": True},
    "follow_up": {"True": False, "False": True},
}
"""Another value for each field, where it matters by the one it has."""


@pytest.fixture(scope="module")
def problems(built: Wanyan) -> Callable[..., list[str]]:
    """What the suite has against the shops and platforms given, in the cases of a field."""
    told, values = telling(built.settings, built.checker), field_values(built.settings)

    def judged(of: str, field: str, shops: Mapping[str, Shop], platforms: Mapping[str, Platform]) -> list[str]:
        drafting = replace(built.drafting, shops=shops, platforms=platforms)
        wanyan = replace(built, shops=dict(shops), drafting=drafting)
        seeing = Seeing(wanyan, told, values)
        cases = [case for case in CASES if (case.of, case.field) == (of, field)]
        return [problem for case in cases for problem in SUITE.judge(case, asyncio.run(seeing.seen(case))).problems]

    return judged


def test_every_field_of_every_profile_and_platform_has_a_case() -> None:
    assert set(field_values(Settings())) == set(FIELDS)


@pytest.mark.parametrize(("of", "field"), TOLD)
def test_a_field_that_is_wrong_shows_in_what_customers_are_told(
    of: str, field: str, built: Wanyan, problems: Callable[..., list[str]]
) -> None:
    shops, platforms = dict(built.shops), dict(built.drafting.platforms)
    assert problems(of, field, shops, platforms) == []
    if of in shops:
        shops[of] = _otherwise(shops[of], field)
    else:
        name = of.removeprefix("platforms/")
        platforms[name] = replace(platforms[name], **{field: _other(field, getattr(platforms[name], field), "")})
    found = problems(of, field, shops, platforms)
    whys = [case.why for case in CASES if (case.of, case.field) == (of, field)]
    assert found, "somebody would be told something else and nobody notice"
    assert all(any(problem.endswith(why) for why in whys) for problem in found), "the harm is named"


def _otherwise(shop: Shop, field: str) -> Shop:
    """The shop with another value, or without the term."""
    group, _, name = field.partition(".")
    if group == "terms":
        return replace(shop, terms={term: value for term, value in shop.terms.items() if term != name})
    if group == "rules":
        return replace(shop, rules={name: OTHERWISE[field]} if name else OTHERWISE["rules"])
    if not name:
        return replace(shop, **{field: _other(field, getattr(shop, field), shop.source[0])})
    part = getattr(shop, group)
    hint = shop.return_shipping.customer if name == "resend" else str(getattr(part, name))
    return replace(shop, **{group: replace(part, **{name: _other(field, getattr(part, name), hint)})})


def _other(field: str, value: Any, hint: str) -> Any:
    other = OTHERWISE[field]
    return other[hint or str(value)] if isinstance(other, dict) else other


def test_a_term_that_is_dropped_is_named_with_its_harm(tmp_path: Path, built: Wanyan) -> None:
    settings = _copied(tmp_path, built)
    strict = settings.knowledge / "shops" / "strict.yaml"
    text = strict.read_text(encoding="utf-8")
    strict.write_text(
        "".join(line for line in text.splitlines(keepends=True) if "refund_days" not in line), encoding="utf-8"
    )
    case = next(case for case in CASES if case.field == "terms.refund_days")
    seeing = Seeing(built, telling(settings, built.checker), field_values(settings))
    assert SUITE.judge(case, asyncio.run(seeing.seen(case))).problems == (
        "strict has no terms.refund_days any more: customers are promised their money on another day",
    )


def test_a_field_that_nobody_wrote_a_case_for_fails(tmp_path: Path, built: Wanyan) -> None:
    settings = _copied(tmp_path, built)
    profile = settings.knowledge / "shops" / "strict.yaml"
    profile.write_text(
        profile.read_text(encoding="utf-8").replace('bulk_from: "10"', 'bulk_from: "10"\n  ships_from: 杭州'),
        encoding="utf-8",
    )
    (new,) = (case for case in SUITE.cases(settings) if case not in CASES)
    seeing = Seeing(built, telling(settings, built.checker), field_values(settings))
    (problem,) = SUITE.judge(new, asyncio.run(seeing.seen(new))).problems
    assert new.id == "strict terms.ships_from (no case)"
    assert "has no case" in problem


def test_the_value_of_a_field_changes_by_blessing_alone(built: Wanyan) -> None:
    case = next(case for case in CASES if case.id == "strict terms.refund_days")
    seeing = Seeing(built, telling(built.settings, built.checker), field_values(built.settings))
    assert SUITE.judge(case, asyncio.run(seeing.seen(case))).approved == "strict terms.refund_days: 1-3"


def _copied(folder: Path, built: Wanyan) -> Settings:
    """Settings with a copy of the knowledge."""
    return built.settings.model_copy(
        update={"knowledge": shutil.copytree(ROOT / "knowledge", folder / "knowledge")}
    )
