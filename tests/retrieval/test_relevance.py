"""How sure it is which item a question is about."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.retrieval.relevance import Relevance

ASKS: tuple[tuple[str, int], ...] = (
    ("什么快递发货", 0),
    ("你们用哪家快递", 0),
    ("which courier do you use", 0),
    ("能开发票吗", 1),
    ("发票怎么开", 1),
    ("can I get an invoice", 1),
    ("发票抬头写错了", 2),
    ("抬头开错了怎么改", 2),
    ("尺码偏大吗", 3),
    ("尺码怎么选", 3),
)
ITEMS = 4


@pytest.fixture(scope="module")
def relevance() -> Relevance:
    return Relevance.build([text for text, _ in ASKS], [owner for _, owner in ASKS], ITEMS)


@pytest.mark.parametrize(
    ("text", "item"),
    [("快递是哪家", 0), ("哪家快遞", 0), ("a courier", 0), ("抬头错了", 2), ("抬頭開錯了", 2), ("尺码大不大", 3)],
)
def test_the_item_whose_asks_share_rare_words_is_the_likeliest(relevance: Relevance, text: str, item: int) -> None:
    assert int(np.argmax(relevance.shares(text))) == item


def test_more_that_speaks_for_an_item_makes_it_surer(relevance: Relevance) -> None:
    assert relevance.shares("发票抬头错了")[2] > relevance.shares("发票")[2]


def test_what_all_items_share_decides_nothing() -> None:
    texts = ["这个商品 运费", "这个商品 尺码", "这个商品 发票", "这个商品 运费", "这个商品 尺码", "这个商品 发票"]
    shared = Relevance.build(texts, [0, 1, 2, 0, 1, 2], 3)
    assert shared.shares("这个商品") == pytest.approx([1 / 3] * 3)
    assert shared.shares("这个商品 尺码") == pytest.approx(shared.shares("尺码"))


@pytest.mark.parametrize("text", ["", "   ", "🙂", "？！", "\ud800", "zzzz qqqq", "喵喵喵"])
def test_a_text_that_says_nothing_known_prefers_none(relevance: Relevance, text: str) -> None:
    assert relevance.shares(text) == pytest.approx([1 / ITEMS] * ITEMS)


@settings(max_examples=100, deadline=2000)
@given(st.text(max_size=100))
def test_shares_are_likelihoods_that_sum_to_one(relevance: Relevance, text: str) -> None:
    shares = relevance.shares(text)
    assert shares.shape == (ITEMS,)
    assert float(shares.min()) >= 0
    assert float(shares.sum()) == pytest.approx(1, abs=1e-4)


def test_an_item_without_asks_is_never_the_likeliest() -> None:
    texts = ["能开发票吗", "发票怎么开", "哪家快递", "快递几天"]
    shares = Relevance.build(texts, [0, 0, 1, 1], 3).shares("开发票")
    assert shares[0] > max(shares[1], shares[2])


def test_nothing_learnt_tells_nothing() -> None:
    assert Relevance.build([], [], 0).shares("能开发票吗").tolist() == []
    assert Relevance.build([], [], 2).shares("能开发票吗") == pytest.approx([0.5, 0.5])


def test_what_was_saved_is_loaded_and_judges_alike(relevance: Relevance, tmp_path: Path) -> None:
    relevance.save(tmp_path / "relevance")
    loaded = Relevance.load(tmp_path / "relevance")
    for text in ("哪家快递", "抬头错了", "", "an invoice"):
        assert loaded.shares(text).tolist() == relevance.shares(text).tolist()


@pytest.mark.parametrize("name", ["terms.json", "weights.npz"])
def test_what_is_not_whole_is_refused(relevance: Relevance, tmp_path: Path, name: str) -> None:
    relevance.save(tmp_path / "relevance")
    (tmp_path / "relevance" / name).unlink()
    with pytest.raises(OSError, match=name):
        Relevance.load(tmp_path / "relevance")


def test_terms_that_are_cut_off_are_refused(relevance: Relevance, tmp_path: Path) -> None:
    relevance.save(tmp_path / "relevance")
    (tmp_path / "relevance" / "terms.json").write_text('["快递', encoding="utf-8")
    with pytest.raises(json.JSONDecodeError):
        Relevance.load(tmp_path / "relevance")


def test_nothing_is_written_over(relevance: Relevance, tmp_path: Path) -> None:
    relevance.save(tmp_path / "relevance")
    with pytest.raises(FileExistsError):
        relevance.save(tmp_path / "relevance")
