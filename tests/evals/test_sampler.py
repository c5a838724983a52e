"""Every card and every branch of its conditions is said, keeps the rules, and stands on the page in docs/."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from evals.sampler.known import unlabelled
from evals.sampler.page import STALE, is_current, page_of
from evals.sampler.samples import TRANSLATIONS, Sample, Sampled, sampled
from evals.sampler.talks import GIVEN
from evals.situations import paths
from rag.domain import Card, Conditions, Turn, Wording
from rag.settings import ROOT
from rag.talk.shown import READERS, shown_in
from rag.wiring import Wanyan


@pytest.fixture(scope="module")
def every(built: Wanyan) -> Sampled:
    """A sample of every wording."""
    return sampled(built)


def branches(card: Card) -> set[tuple[str, frozenset[tuple[str, tuple[str, ...]]]]]:
    return {branch(card, wording.when) for wording in card.say}


def branch(card: Card, when: Conditions) -> tuple[str, frozenset[tuple[str, tuple[str, ...]]]]:
    return card.id, frozenset(when.items())


def sample_of(every: Sampled, card: str) -> list[Sample]:
    return [sample for sample in every.samples if sample.card.id == card]


def test_every_wording_is_said_and_keeps_the_rules(every: Sampled) -> None:
    assert every.failures == ()


def test_no_card_and_no_branch_is_without_a_sample(built: Wanyan, every: Sampled) -> None:
    wanted = set().union(*map(branches, built.index.contents.cards))
    assert wanted - {branch(sample.card, sample.wording.when) for sample in every.samples} == set()


def test_no_draft_is_empty(every: Sampled) -> None:
    assert [sample.card.id for sample in every.samples if not "".join(sample.segments).strip()] == []
    told = [sample for sample in every.samples if sample.translations]
    assert all(sample.translations[language].strip() for sample in told for language in TRANSLATIONS)


def test_most_cards_are_found_by_their_own_asks(every: Sampled) -> None:
    asked = [sample for sample in every.samples if not sample.given]
    assert sum(sample.found for sample in asked) > 0.9 * len(asked)


def test_what_the_customer_gives_is_not_asked_for(every: Sampled) -> None:
    asking, given = (
        sample_of(every, "tracking-where")[0],
        next(sample for sample in sample_of(every, "tracking-where") if sample.given),
    )
    assert asking.wording is given.wording
    assert "订单号" in "".join(asking.segments)
    assert "订单号" not in "".join(given.segments)


@pytest.mark.parametrize("reader", GIVEN)
def test_what_is_typed_is_read(reader: str) -> None:
    assert reader in READERS
    assert reader in shown_in((Turn("customer", GIVEN[reader]),))


# What goes wrong is told -----------------------------------------------------------------------------


def with_wording(built: Wanyan, wording: Wording) -> Sampled:
    card = built.index.card("carrier-which")
    assert card is not None
    return sampled(built, [replace(card, say=(wording,))])


def test_a_wording_that_breaks_a_rule_is_named(built: Wanyan) -> None:
    found = with_wording(built, Wording("发不了顺丰的哦。", "We cannot ship with SF."))
    assert len(found.failures) == 1
    assert "carrier-which: caught by unexplained-negation" in found.failures[0]


def test_a_wording_that_is_never_said_is_named(built: Wanyan) -> None:
    wording = Wording("我们发{terms.nowhere}。", "We use {terms.nowhere}.", {"case.parcel": ("nowhere",)})
    assert with_wording(built, wording).failures == ("carrier-which: never said: 我们发{terms.nowhere}。",)


# The page --------------------------------------------------------------------------------------------


def test_whatever_cards_look_at_has_a_name_on_the_page(built: Wanyan) -> None:
    assert unlabelled(path for card in built.index.contents.cards for path in paths(card)) == []


def test_the_page_names_every_card_and_fetches_nothing(built: Wanyan, every: Sampled) -> None:
    page = page_of(every.samples)
    assert [card.id for card in built.index.contents.cards if f'id="card-{card.id}"' not in page] == []
    assert re.search(r"<script|src=|url\(|https?://", page) is None
    assert len(page.encode()) < 1_500_000


def test_what_customers_write_is_escaped(every: Sampled) -> None:
    one = every.samples[0]
    turns = (Turn("customer", "<b>在吗</b>"),)
    assert "&lt;b&gt;在吗&lt;/b&gt;" in page_of([replace(one, request=replace(one.request, turns=turns))])


def test_the_page_in_the_tree_is_up_to_date(every: Sampled) -> None:
    assert is_current(page_of(every.samples)), STALE


def test_the_page_is_linked() -> None:
    assert "(docs/sampler.html)" in (ROOT / "README.md").read_text(encoding="utf-8")
