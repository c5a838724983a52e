"""Every rule proves itself by its own sentences, and no rule's good sentence breaks another rule."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from pathlib import Path

import pytest

from rag.domain import Turn
from rag.guardrails import rules as rules_folder
from rag.guardrails.checker import Checker, all_rules
from rag.guardrails.rule import Cited, Context, Example, Rule
from rag.shops import load_shops, shop_named
from rag.text import language_of

SHOPS = load_shops(Path(__file__).parents[2] / "knowledge" / "shops")
RULES = all_rules()
CHECKER = Checker()
CASES_GOOD = [(rule, example) for rule in RULES for example in rule.good]
CASES_BAD = [(rule, example) for rule in RULES for example in rule.bad]


def case_id(value: object) -> str:
    return value.id if isinstance(value, Rule) else value.reply[:24] if isinstance(value, Example) else str(value)


def context_of(example: Example) -> Context:
    turns = (*example.turns, *([Turn("customer", example.asked)] if example.asked else ()))
    return Context(
        shop_named(SHOPS, example.shop),
        example.channel,
        turns,
        example.facts,
        example.knowledge,
        siblings=example.siblings,
        confidential=example.confidential,
        cards={"card": example.knowledge or ()},
        cited=() if example.knowledge is None else (Cited(len(example.reply), ("card",)),),
        language=None if example.knowledge is None else language_of(example.asked),
    )


@pytest.mark.parametrize(("rule", "example"), CASES_BAD, ids=case_id)
def test_bad_example_is_found_where_it_stands(rule: Rule, example: Example) -> None:
    result = CHECKER.check(example.reply, context_of(example))
    found = [finding for finding in result.findings if finding.rule == rule.id]
    assert found, f"{rule.id} overlooks its own bad example"
    assert not result.failed
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(example.reply)
        assert finding.text == example.reply[finding.start : finding.end]
        assert finding.message


@pytest.mark.parametrize(("rule", "example"), CASES_GOOD, ids=case_id)
def test_good_example_passes_its_rule_and_all_others(rule: Rule, example: Example) -> None:
    result = CHECKER.check(example.reply, context_of(example))
    assert not result.failed
    assert [f for f in result.findings if f.rule == rule.id] == []
    assert [f for f in result.findings if f.level == "error"] == []


@pytest.mark.parametrize("rule", RULES, ids=case_id)
def test_rule_has_enough_examples_in_both_scripts(rule: Rule) -> None:
    for examples in (rule.good, rule.bad):
        assert len(examples) >= 8
        assert len({repr(replace(example, channel="chat")) for example in examples}) == len(examples)
        scripts = {language_of(example.reply) for example in examples}
        assert {"zh-Hans", "zh-Hant"} <= scripts


@pytest.mark.parametrize("rule", RULES, ids=case_id)
def test_rule_metadata_is_there(rule: Rule) -> None:
    assert rule.summary
    assert rule.message
    assert rule.message_en
    assert rule.source
    assert rule.channels


def test_ids_are_unique_and_name_their_files() -> None:
    names = [info.name for info in pkgutil.iter_modules(rules_folder.__path__)]
    ids = {name: importlib.import_module(f"{rules_folder.__name__}.{name}").RULE.id for name in names}
    assert len(set(ids.values())) == len(names)
    for name, rule_id in ids.items():
        assert rule_id == _id_of(name)


def _id_of(name: str) -> str:
    family = "return_shipping_"
    if name.startswith(family):
        return "return-shipping." + name.removeprefix(family).replace("_", "-")
    return name.replace("_", "-")
