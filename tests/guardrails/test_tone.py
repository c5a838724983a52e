"""Tones: the weights are those of the corpus, and they are asked only where they may speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.softmax import digest, learn, write
from evals.train_tone import LABELS, held_out, read_corpus
from rag.guardrails.checker import Checker
from rag.guardrails.learnt import Weights
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context
from rag.guardrails.tone import features, weights
from rag.shops import Shop
from rag.text import fold

CONTEXT = Context(Shop("handbook", "标准", ("000",)))


def labels(reply: str) -> list[str]:
    return [tone.label for tone in Reading(reply).tones]


def test_the_weights_are_those_of_the_corpus_as_it_is() -> None:
    assert weights().source == digest(read_corpus()), "learnt from another corpus: make train"


def test_what_was_not_seen_is_told_apart() -> None:
    right, tones, wrong = held_out(read_corpus(), "platform-service")
    assert right / tones > 0.35
    assert wrong <= 2


def test_learning_again_says_the_same(tmp_path: Path) -> None:
    examples = [example for example in read_corpus() if example.source == "taiwan"]
    write(learn(examples, LABELS), digest(examples), tmp_path / "first")
    write(learn(examples, LABELS), digest(examples), tmp_path / "second")
    assert (tmp_path / "first").read_text() == (tmp_path / "second").read_text()
    assert Weights(tmp_path / "first").labels == LABELS


@pytest.mark.parametrize(
    ("reply", "label"),
    [
        ("借来的东西还这么多要求，您是来结婚还是来找事", "arguing"),
        ("美容师是兼职的，手重了您找她本人谈赔偿", "blame-shifting"),
        ("疫苗本拿来，狗绳拴紧，别让它叫", "commanding"),
    ],
)
def test_a_tone_no_table_names_is_a_doubtful_warning(reply: str, label: str) -> None:
    result = Checker().check(reply, CONTEXT)
    found = [finding for finding in result.findings if finding.rule == label]
    assert [finding.level for finding in found] == ["warning"]
    assert set(found) <= result.doubtful


@pytest.mark.parametrize(
    "reply",
    [
        "美容师是兼职的，手重了您找她本人谈赔偿，抱歉",
        "血检要两天，周四下午三点以后就能在小程序里看到",
        "疫苗本带上，再带一件它熟悉的小毯子，晚上睡得安稳",
        "Did you pitch it in a river?",
        "快点",
        "美容师是兼职的，手重了您找她本人谈赔偿。" * 5,
        "",
    ],
)
def test_kind_plain_short_long_and_english_replies_have_none(reply: str) -> None:
    assert labels(reply) == []


def test_a_step_of_ours_is_no_blame() -> None:
    blamed = "美容师是兼职的，手重了您找她本人谈赔偿"
    assert labels(blamed) == labels(f"{blamed}，同事已经联系她了") == ["blame-shifting"]
    result = Checker().check(f"{blamed}，同事已经联系她了", CONTEXT)
    assert "blame-shifting" not in {finding.rule for finding in result.findings}


def test_what_a_table_finds_stays_as_it_is() -> None:
    result = Checker().check("爱买不买，借来的东西还这么多要求，您是来结婚还是来找事", CONTEXT)
    found = [finding for finding in result.findings if finding.rule == "arguing"]
    assert [finding.level for finding in found] == ["error"]
    assert not result.doubtful.intersection(found)


def test_one_name_for_the_customer_for_us_and_for_the_others() -> None:
    assert features(fold("你去找快递公司").text) == features(fold("您去找順豐").text)
    assert features(fold("本店3天").text) == features(fold("我们15天").text)
