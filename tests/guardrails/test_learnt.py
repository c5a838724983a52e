"""The weights that say what a stretch does: made from the corpus as it is, and worth their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.train import ROLES, digest, held_out, labelled_pieces, learn, read_corpus, write
from rag.guardrails.negation.learnt import Weights, features, weights
from rag.guardrails.negation.pieces import Piece
from rag.guardrails.negation.roles import role


def piece(text: str, closing: str = "") -> Piece:
    return Piece(text, 0, 0, closing)


def test_the_weights_are_those_of_the_corpus_and_the_tables_as_they_are() -> None:
    assert weights().source == digest(read_corpus()), "learnt from another corpus or other tables: make train"


def test_learning_again_tells_the_corpus_as_well_as_the_file_does(tmp_path: Path) -> None:
    stretches = read_corpus()
    write(digest(stretches), *learn(stretches), file=tmp_path / "again")
    again, kept = Weights(tmp_path / "again"), weights()
    asked = [(text, "", "fact") for text in ("仓库今天盘点", "换一款给您", "麻烦您拍张照", "the van broke down")]
    assert [again.likeliest(*one)[0] for one in asked] == [kept.likeliest(*one)[0] for one in asked]
    assert again.roles == kept.roles == ROLES


def test_what_was_not_seen_is_told_better_than_by_guessing_the_commonest() -> None:
    stretches = [one for one in read_corpus() if one.source.startswith("platform")]
    commonest = max(sum(one.role == role for one in stretches) for role in ROLES) / len(stretches)
    assert held_out(stretches, "platform-goods") > commonest + 0.2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("染缸上周漏了一整缸料", "fact"),
        ("后天一早给您补上", "offer"),
        ("麻烦您把条码那面拍给我", "request"),
        ("真心给您赔个不是", "courtesy"),
        ("the mill flooded in june", "fact"),
    ],
)
def test_words_no_table_names_are_told_by_what_they_are_like(text: str, expected: str) -> None:
    assert role(piece(text)) == expected


def test_a_text_without_a_known_feature_stays_what_the_tables_take_it_for() -> None:
    assert Weights().likeliest("", "", "none of them") == ("none of them", 0.0)


def test_numbers_and_masks_are_alike() -> None:
    assert set(features("等3天", "", "fact")) == set(features("等15天", "", "fact"))
    assert set(features("[数字x]件", "", "fact")) == set(features("[金额x]件", "", "fact"))


def test_parts_and_pieces_meet_where_most_characters_are() -> None:
    row = {"parts": [["courtesy", "不好意思呢，"], ["denial:reason", "改不了了。"], ["fact", "已经出库"]]}
    assert [(found.text, label) for found, label in labelled_pieces(row)] == [
        ("不好意思呢", "courtesy"),
        ("改不了了", "denial"),
        ("已经出库", "fact"),
    ]
