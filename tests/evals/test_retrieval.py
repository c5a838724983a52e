"""The measure of retrieval: what counts, what is a hit, and how the real knowledge does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.retrieval import Question, read_questions, run, score
from evals.suite import CASES
from rag.cards import load_cards
from rag.domain import Card, Hit, Wording
from rag.errors import InputError
from rag.settings import ROOT, Settings


def card(name: str, *topics: str) -> Card:
    say = (Wording("我帮您看看。", "Let me look."),)
    return Card(name, name, topics, "logistics", ("000",), (name,), say, name)


def found(queries: Sequence[str], k: int) -> list[list[Hit]]:
    cards = (card("a", "refund"), card("b", "tracking", "delivery-time"))
    return [[Hit(one, 0.5) for one in cards][:k] for _ in queries]


def test_a_hit_is_any_topic_of_any_of_the_first_cards() -> None:
    result = score([Question("1", "快递呢", ("delivery-time", "refund"))], found)
    assert (result.recall(1), result.main_recall(1), result.main_recall(3)) == (1.0, 0.0, 1.0)


def test_a_miss_is_named() -> None:
    question = Question("1", "发票呢", ("invoice",))
    result = score([question], found)
    assert [answer.question for answer in result.misses(3)] == [question]


def test_what_knowledge_cannot_answer_does_not_count() -> None:
    rows = [Question("1", "嗯", ("other",)), Question("2", "?", ("refund",), answerable=False)]
    assert score(rows, found).answers == ()


@pytest.mark.parametrize("line", ["{", '{"id": "1"}'])
def test_a_malformed_row_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"id": "1", "question": "在吗", "topics": ["greeting"]}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl:3"):
        read_questions(path)


def test_the_knowledge_finds_the_matter_of_our_own_questions() -> None:
    result = run(Settings())
    assert result.figures["recall@1"] >= 0.85
    assert result.figures["recall@3"] >= 0.95
    assert len(result.misses) == round((1 - result.figures["recall@1"]) * result.cases)


def test_our_own_questions_are_no_cards_asks() -> None:
    asks = {ask for one in load_cards(ROOT / "knowledge" / "cards") for ask in one.asks}
    assert not asks & {question.text for question in read_questions(CASES / "retrieval.jsonl")}
