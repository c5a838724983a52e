"""Searching and keeping the index, beside a scan of all asks and reading the cards."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from evals.benchmarks.timing import timed
from rag.cards import load_cards
from rag.retrieval.index import Index
from rag.wiring import Wanyan

QUESTIONS = [
    "退货运费谁出",
    "什么时候发货",
    "能开发票吗",
    "快递三天没动了",
    "这款有大码吗",
    "how long does shipping take",
]


@pytest.mark.benchmark(group="search")
def test_baseline_scan_of_all_asks(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    """What a search without an index does: the ask that shares most characters."""
    asks = [(set(ask), card.id) for card in wanyan.index.contents.cards for ask in card.asks]
    turn = itertools.cycle(QUESTIONS)
    benchmark(lambda: max(asks, key=lambda ask: len(ask[0] & set(next(turn)))))


@pytest.mark.benchmark(group="search")
def test_one_question(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    wanyan.search("热身")
    turn = itertools.cycle(QUESTIONS)
    assert benchmark(lambda: wanyan.search(next(turn)))


@pytest.mark.benchmark(group="index")
def test_baseline_cards_read(benchmark: BenchmarkFixture, wanyan: Wanyan) -> None:
    """Before there is anything to index, the files have to be read."""
    assert timed(benchmark, lambda: load_cards(wanyan.settings.knowledge / "cards"), rounds=10)


@pytest.mark.benchmark(group="index")
def test_index_built_anew(benchmark: BenchmarkFixture, wanyan: Wanyan, tmp_path: Path) -> None:
    cards, numbers = load_cards(wanyan.settings.knowledge / "cards"), itertools.count()

    def build() -> int:
        return len(Index.open(tmp_path / str(next(numbers))).sync(cards).added)

    assert timed(benchmark, build, rounds=3) == len(cards)


@pytest.mark.benchmark(group="index")
def test_index_found_up_to_date(benchmark: BenchmarkFixture, wanyan: Wanyan, tmp_path: Path) -> None:
    cards = load_cards(wanyan.settings.knowledge / "cards")
    Index.open(tmp_path).sync(cards)
    assert timed(benchmark, lambda: Index.open(tmp_path).sync(cards), rounds=10).unchanged
