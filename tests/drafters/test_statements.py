"""What a model's answer comes to: segments with the cards they rest on, steps of those cards, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rag.briefing import brief_for
from rag.domain import Request, Review, Turn
from rag.drafters.drafter import Brief
from rag.drafters.offered import offered
from rag.drafters.statements import ANSWER_SCHEMA, read
from rag.errors import ModelError
from rag.reviews.reading import read_review
from rag.wiring import Wanyan

PAYS = "return-shipping-who-pays"
SAID = "核实是质量问题的话，来回运费都由我们出；个人原因，来回运费由您承担。"


@pytest.fixture
def brief(built: Wanyan) -> Brief:
    request = Request("chat", (Turn("customer", "退货运费谁出"),))
    return brief_for(request, built.shops["handbook"], None, built.index)


@pytest.fixture
def review(built: Wanyan) -> Brief:
    request = Request("review", review=Review("鞋面好看，就是发货慢", 4))
    assert request.review is not None
    return brief_for(request, built.shops["handbook"], read_review(request.review), built.index)


def test_each_segment_has_its_own_cards(brief: Brief) -> None:
    first, second = (item.id for item in offered(brief)[:2])
    statements = read(
        {
            "segments": [
                {"text": f" {SAID} ", "cards": [first, first]},
                {"text": "请拍张照片发我。", "cards": [second]},
            ]
        },
        brief,
    )
    assert statements.texts == (SAID, "请拍张照片发我。")
    assert statements.cards == ((first,), (second,))
    assert [citation.card for citation in statements.citations] == [first, second]


def test_cards_it_was_not_offered_do_not_count(brief: Brief) -> None:
    named = [PAYS, "made-up", "invoice-available", "", "../" + PAYS]
    assert read({"segments": [{"text": SAID, "cards": named}]}, brief).cards == ((PAYS,),)


def test_segments_without_text_are_dropped(brief: Brief) -> None:
    given = [{"text": " \n", "cards": [PAYS]}, {"text": SAID, "cards": []}, ""]
    statements = read({"segments": given}, brief)
    assert statements.texts == (SAID,)
    assert not statements.citations


def test_the_flat_shape_is_read_too(brief: Brief) -> None:
    statements = read({"segments": [SAID, "请拍张照片发我。"], "cards": [PAYS]}, brief)
    assert statements.texts == (SAID, "请拍张照片发我。")
    assert statements.cards == ((PAYS,), (PAYS,)), "cards of the whole are cards of each"


def test_a_segment_that_names_none_rests_on_none(brief: Brief) -> None:
    assert read({"segments": [{"text": SAID, "cards": []}]}, brief).cards == ((),)
    assert read({"segments": [{"text": SAID, "cards": None}]}, brief).cards == ((),)


def test_a_citation_quotes_what_comes_nearest(brief: Brief) -> None:
    (card,) = (item for item in offered(brief) if item.id == PAYS)
    for wording in card.wordings:
        (citation,) = read({"segments": [{"text": wording, "cards": [PAYS]}]}, brief).citations
        assert citation.quote == wording
        assert citation.source


# Next steps ------------------------------------------------------------------------------------------


def test_next_steps_are_those_of_the_cards_used(brief: Brief) -> None:
    (card,) = (item for item in offered(brief) if item.id == PAYS)
    answer: dict[str, Any] = {"segments": [{"text": SAID, "cards": [PAYS]}]}
    (step,) = card.steps
    assert read(answer | {"next_steps": [step]}, brief).next_steps == (step,)
    assert read(answer | {"next_steps": [step.replace("请客户", "请顾客") + "。"]}, brief).next_steps == (step,)
    assert read(answer | {"next_steps": ["给客户退款五百元", "报警"]}, brief).next_steps == ()
    assert read(answer | {"next_steps": []}, brief).next_steps == (), "none is wanted this time"
    assert read(answer, brief).next_steps == (step,), "a model that was not asked"


def test_steps_of_a_card_that_is_not_used_are_dropped(brief: Brief) -> None:
    (card,) = (item for item in offered(brief) if item.id == PAYS)
    answer = {"segments": [{"text": SAID, "cards": []}], "next_steps": list(card.steps)}
    assert read(answer, brief).next_steps == ()


# The rest --------------------------------------------------------------------------------------------


def test_missing_facts_are_short_lines_and_few(brief: Brief) -> None:
    facts = ["订单号 \n 一个", "订单号 一个", "", "长" * 200, *(f"第{n}项" for n in range(20))]
    missing = read({"segments": [SAID], "missing_facts": facts}, brief).missing_facts
    assert missing[0] == "订单号 一个"
    assert len(missing) == len(set(missing)) == 8
    assert max(map(len, missing)) == 60


def test_points_are_answered_as_told(review: Brief) -> None:
    assert len(review.points) == 2
    points = read({"segments": [{"text": "谢谢", "cards": []}], "answered": [2, 9, 0, -1]}, review).points
    assert [point.answered for point in points] == [False, True]


@pytest.mark.parametrize("segments", [[], [""], [{"text": " "}], [{"text": "", "cards": [PAYS]}]])
def test_an_answer_that_says_nothing_is_empty(brief: Brief, segments: list[Any]) -> None:
    with pytest.raises(ModelError, match=r"^empty$"):
        read({"segments": segments}, brief)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "cards", "x"]), inner),
    max_leaves=8,
)


@given(
    answer=st.dictionaries(st.sampled_from(["segments", "cards", "missing_facts", "next_steps", "answered"]), _JSON)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_comes_it_is_read_or_refused_with_one_word(brief: Brief, answer: dict[str, Any]) -> None:
    try:
        statements = read(answer, brief)
    except ModelError as error:
        refused = str(error)
        assert refused in {"malformed", "empty"}
    else:
        assert all(statements.texts)
        assert len(statements.cards) == len(statements.texts)


@pytest.mark.parametrize(
    ("answer", "fits"),
    [
        ({"segments": [{"text": SAID, "cards": [PAYS]}], "next_steps": []}, True),
        ({"segments": [{"text": SAID}]}, True),
        ({"segments": [SAID], "cards": [PAYS]}, True),
        ({"segments": SAID}, False),
        ({"segments": [{"cards": [PAYS]}]}, False),
        ({"text": SAID}, False),
    ],
)
def test_what_fits_the_schema(answer: dict[str, Any], fits: bool) -> None:
    assert Draft202012Validator(ANSWER_SCHEMA).is_valid(answer) == fits
