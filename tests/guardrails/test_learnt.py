"""The weights that say what a stretch does: made from the corpus as it is, and worth their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.softmax import digest, learn, write
from evals.train import ANSWERS, ROLES, held_out, labelled_pieces, read_corpus, turned
from rag.guardrails.learnt import Weights
from rag.guardrails.negation import verdict_of
from rag.guardrails.negation.cues import Cue
from rag.guardrails.negation.learnt import Question, features, weights
from rag.guardrails.negation.pieces import Piece
from rag.guardrails.negation.reply import Reply
from rag.guardrails.reading import Reading


def reply(*texts: str, denying: int | None = None) -> Reply:
    stretches = tuple(Piece(text, 0, 0, "") for text in texts)
    denials = {} if denying is None else {denying: Cue("potential", "不了", 0, 0, "", "", denying)}
    return Reply(stretches, denials)


@pytest.mark.parametrize("question", ANSWERS)
def test_the_weights_are_those_of_the_corpus_and_the_tables_as_they_are(question: Question) -> None:
    assert weights(question).source == digest(read_corpus(question)), "another corpus or other tables: make train"


@pytest.mark.parametrize("question", ANSWERS)
def test_learning_again_tells_the_corpus_as_well_as_the_file_does(question: Question, tmp_path: Path) -> None:
    stretches, answers = read_corpus(question), ANSWERS[question]
    write(learn(stretches, answers), digest(stretches), tmp_path / "again")
    again, kept = Weights(tmp_path / "again"), weights(question)
    assert again.labels == kept.labels == answers
    for stretch in stretches[::300]:
        names = set(stretch.names)
        assert again.likelihoods(names) == pytest.approx(kept.likelihoods(names), abs=0.05)


def test_what_was_not_seen_is_told_better_than_by_guessing_the_commonest() -> None:
    stretches = [one for one in read_corpus("role") if one.source.startswith("platform")]
    commonest = max(sum(one.label == role for one in stretches) for role in ROLES) / len(stretches)
    assert held_out(stretches, "platform-goods", ROLES) > commonest + 0.2


@pytest.mark.parametrize(
    ("texts", "at", "expected"),
    [
        (("印不了了", "染缸上周漏了一整缸料"), 1, "fact"),
        (("今天补不了", "后天一早给您补上"), 1, "offer"),
        (("看不清楚呢", "麻烦您把条码那面拍给我"), 1, "request"),
        (("真心给您赔个不是", "换不了了"), 0, "courtesy"),
        (("the mill flooded in june", "it can't be woven"), 0, "fact"),
    ],
)
def test_words_no_table_names_are_told_by_what_they_are_like(
    texts: tuple[str, ...], at: int, expected: str
) -> None:
    assert reply(*texts, denying=1 - at).role(at) == expected


def test_a_text_without_a_known_feature_has_no_likelihood() -> None:
    assert weights("role").likelihoods({"none of them"}) == {}


def test_numbers_and_masks_are_alike() -> None:
    assert set(features("等3天", "", "fact")) == set(features("等15天", "", "fact"))
    assert set(features("[数字x]件", "", "fact")) == set(features("[金额x]件", "", "fact"))


def test_parts_and_pieces_meet_where_most_characters_are() -> None:
    parts = [["courtesy", "不好意思呢，"], ["denial:reason", "改不了了。"], ["fact", "已经出库"]]
    assert [(found.text, label) for found, label in labelled_pieces(parts)] == [
        ("不好意思呢", "courtesy"),
        ("改不了了", "denial"),
        ("已经出库", "fact"),
    ]


def test_a_reason_is_learnt_on_either_side_of_its_denial() -> None:
    parts = [["fact", "货走了，"], ["denial:reason", "改不了。"], ["offer", "到站再转"]]
    assert turned(parts) == [("denial:reason", "改不了，"), ("fact", "货走了。"), ["offer", "到站再转"]]
    assert turned([["fact", "货走了，"], ["denial:reason", "所以改不了。"]]) is None
    assert turned([["denial:bare", "改不了。"], ["fact", "货走了"]]) is None


@pytest.mark.parametrize(
    ("said", "asked", "expected"),
    [
        ("您这张票已经出票改签不了的", "可以改签吗", "reason"),
        ("主机是海外仓发的货退不了的", "主机能退吗", "reason"),
        ("下单之后改不了的", "能改吗", "bare"),
        ("您这边的地址改不了的", "能改地址吗", "bare"),
        ("正常情况下订单提交之后是改不了的", "能改吗", "bare"),
    ],
)
def test_a_reason_said_in_one_breath_with_its_denial(said: str, asked: str, expected: str) -> None:
    assert verdict_of(Reading(said).denials(asked)) == expected
