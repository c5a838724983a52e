"""The suite of search: what counts, what is right, how it scores, and that every topic is asked about."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from evals.running import Order, run
from evals.suite import Judgement
from evals.suites.retrieval import Question, Retrieval
from rag.cards import load_cards
from rag.domain import TOPICS, Card, Wording
from rag.errors import InputError
from rag.settings import ROOT, Settings
from rag.text import language_of

OWN = Retrieval().cases(Settings())


def card(name: str, *topics: str) -> Card:
    say = (Wording("我帮您看看。", "Let me look."),)
    return Card(name, name, topics, "logistics", ("000",), (name,), say, name)


FOUND = (card("a", "refund"), card("b", "tracking", "delivery-time"), card("c", "size"), card("d", "price"))


def asking(*topics: str, card: str | None = None) -> Question:
    return Question.model_validate({"id": "1", "question": "呢", "topics": topics, "card": card})


def judge(*topics: str, card: str | None = None) -> Judgement:
    return Retrieval().judge(asking(*topics, card=card), FOUND)


def figures(*topics: str) -> dict[str, float]:
    question = asking(*topics)
    return dict(Retrieval().figures([(question, Retrieval().judge(question, FOUND))]))


def test_any_topic_of_the_first_three_cards_is_right_and_scores_by_its_rank() -> None:
    assert judge("tracking").problems == ()
    assert judge("tracking").scores["reciprocal_rank"] == 0.5
    assert judge("size").scores["reciprocal_rank"] == pytest.approx(1 / 3)


def test_a_card_further_down_scores_but_is_not_given_to_the_drafter() -> None:
    judged = judge("price")
    assert judged.problems == ("asked about price, the customer is answered from a, b, c: '呢'",)
    assert judged.scores["reciprocal_rank"] == 0.25


def test_nothing_on_the_matter_scores_nothing() -> None:
    assert judge("invoice").problems
    assert judge("invoice").scores["reciprocal_rank"] == 0


def test_the_one_card_that_is_named_has_to_be_found() -> None:
    assert judge("tracking", card="b").problems == ()
    assert judge("tracking", card="z").problems == ("the card z is not found, but a, b, c: '呢'",)


def test_the_main_topic_is_told_apart_from_any() -> None:
    assert figures("delivery-time", "refund")["recall@1"] == 1
    assert figures("delivery-time", "refund")["main_topic@1"] == 0
    assert figures("delivery-time", "refund")["main_topic@3"] == 1
    assert figures("price") == pytest.approx(
        {"recall@1": 0, "recall@3": 0, "main_topic@1": 0, "main_topic@3": 0, "reciprocal_rank": 0.25}
    )


def test_what_knowledge_cannot_answer_does_not_count(tmp_path: Path) -> None:
    rows = (
        '{"id": "1", "question": "嗯", "topics": ["other"]}\n'
        '{"id": "2", "question": "?", "topics": ["refund"], "answerable": false, "unsure": true}\n'
        '{"id": "3", "question": "退款呢", "topics": ["refund"], "lang": "zh"}\n'
    )
    (tmp_path / "rows.jsonl").write_text(rows, encoding="utf-8")
    assert [case.id for case in Retrieval().cases(Settings(), tmp_path / "rows.jsonl")] == ["3"]


@pytest.mark.parametrize("line", ["{", '{"id": "1"}', '{"id": "1", "question": "?", "topics": ["weather"]}'])
def test_a_malformed_row_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"id": "0", "question": "在吗", "topics": ["greeting"]}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl:3"):
        Retrieval().cases(Settings(), path)


def test_the_knowledge_finds_the_matter_of_our_own_questions() -> None:
    result = run(Order(Retrieval(), Settings()))
    assert result.figures["recall@1"] >= 0.93
    assert result.figures["recall@3"] >= 0.97


def test_the_index_of_one_who_has_an_embedding_model_is_left_alone(tmp_path: Path) -> None:
    knowledge, data = tmp_path / "knowledge", tmp_path / "data"
    (knowledge / "cards").mkdir(parents=True)
    shutil.copy(ROOT / "knowledge" / "cards" / "greeting-hello.md", knowledge / "cards")
    settings = Settings(
        data=data, knowledge=knowledge, embedding_model="other", embedding_base_url="http://127.0.0.1:9/v1"
    )
    with Retrieval().task(settings):
        assert [path.name for path in data.iterdir()] == ["built-in"]


# Our own questions -----------------------------------------------------------------------------------


def test_our_own_questions_are_no_cards_asks() -> None:
    cards = load_cards(ROOT / "knowledge" / "cards")
    assert not {ask for one in cards for ask in one.asks} & {case.question for case in OWN}
    assert {case.card for case in OWN} - {None} <= {one.id for one in cards}
    assert len(OWN) >= 150


def test_every_topic_is_asked_about_in_both_scripts_and_in_english() -> None:
    asked = defaultdict(set)
    for case in OWN:
        for topic in case.topics:
            asked[topic].add(language_of(case.question))
    assert {topic for topic in TOPICS if topic != "other" and len(asked[topic]) < 3} == set()
