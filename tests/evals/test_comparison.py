"""What counts as worse than before: case by case, and by interval where chance plays."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from evals.comparison import Change, compare, intervals, paired
from evals.results import CaseResult
from tests.evals.made import case, run, suite


def changes(before: list[CaseResult], now: list[CaseResult]) -> tuple[Change, ...]:
    return compare(run(suite("chat", now, "drafts promise too much")), run(suite("chat", before)))


def only(before: list[CaseResult], now: list[CaseResult]) -> Change:
    (found,) = changes(before, now)
    return found


# Cases -----------------------------------------------------------------------------------------------


def test_nothing_changed_is_nothing_told() -> None:
    same = [case("a", approved="好的。", scores={"says": 0.5}), case("b", "fails as ever")]
    assert changes(same, same) == ()


def test_a_case_that_fails_now_is_worse_and_tells_its_own_harm() -> None:
    found = only([case("a")], [case("a", "promises a refund", why="the shop pays twice", weight=4)])
    assert (found.kind, found.told, found.harm, found.weight) == (
        "worse",
        "promises a refund",
        "the shop pays twice",
        4,
    )
    assert found.regression


def test_a_case_without_a_why_tells_the_suites_harm() -> None:
    assert only([case("a")], [case("a", "promises a refund")]).harm == "drafts promise too much"


def test_a_case_that_failed_already_is_worse_with_one_more_problem() -> None:
    assert changes([case("a", "curt")], [case("a", "curt, too")]) == ()
    assert only([case("a", "curt")], [case("a", "curt", "promises a refund")]).kind == "worse"


def test_a_case_that_is_gone_or_new_is_told() -> None:
    gone = only([case("a", approved="运费我们出。"), case("b")], [case("b")])
    assert (gone.kind, gone.regression) == ("gone", True)
    assert "运费我们出" in gone.told
    assert only([case("b")], [case("b"), case("c")]).regression is False
    failing = only([case("b")], [case("b"), case("c", "promises a refund")])
    assert (failing.kind, failing.regression) == ("new and failing", True)


def test_approved_words_change_only_by_blessing() -> None:
    found = only([case("a", approved="您好。运费由我们承担。")], [case("a", approved="您好。运费由您承担。")])
    assert (found.kind, found.regression) == ("says otherwise", True)
    assert found.told == "now says '运费由您承担。'; no longer says '运费由我们承担。'"
    silent = only([case("a", approved="运费由您承担。")], [case("a")])
    assert (silent.kind, silent.told) == ("says otherwise", "no longer says '运费由您承担。'")


def test_a_mended_case_is_better_and_no_regression() -> None:
    found = only([case("a", "curt")], [case("a")])
    assert (found.kind, found.regression) == ("better", False)


def test_regressions_come_first_and_the_costly_before_the_cheap() -> None:
    before = [case("a", "curt"), case("b"), case("c")]
    now = [case("a"), case("b", "x", weight=1), case("c", "y", weight=5)]
    assert [change.case for change in changes(before, now)] == ["c", "b", "a"]


def test_a_change_is_counted_under_the_class_that_was_wrong() -> None:
    assert only([case("a")], [case("a", "x", classes=("arguing", "stalling"))]).group == "arguing"


def test_a_suite_that_could_not_be_run_or_is_new_is_not_compared() -> None:
    before = run(suite("chat", [case("a")]))
    assert compare(run(replace(suite("chat", []), failure="no index")), before) == ()
    assert compare(run(suite("review", [case("z", "x")])), before) == ()


# Scores ----------------------------------------------------------------------------------------------


def scored(*values: float) -> list[CaseResult]:
    return [case(f"c{number}", scores={"says": value}) for number, value in enumerate(values)]


def test_a_small_loss_that_nearly_all_cases_share_is_found() -> None:
    chance = np.random.default_rng(3)
    before = chance.uniform(0.5, 1.0, 60)
    after = before - 0.02 + chance.normal(0, 0.03, 60)
    found = only(scored(*before), scored(*after))
    assert (found.case, found.kind, found.harm) == ("says", "lower", "drafts promise too much")
    assert found.told.startswith("-0.0")
    assert only(scored(*after), scored(*before)).kind == "higher"


def test_pairs_find_what_averages_would_not() -> None:
    before = np.linspace(0.0, 1.0, 60)
    after = before - 0.02
    spread = 1.96 * math.sqrt(2 * before.var() / 60)
    assert spread > 0.02, "two independent means could not tell them apart"
    assert paired(before.tolist(), after.tolist()).high < 0


@pytest.mark.parametrize("count", [10, 60])
def test_noise_is_called_about_once_in_twenty(count: int) -> None:
    chance = np.random.default_rng(11)
    called = 0
    for _ in range(400):
        found = paired([0.0] * count, chance.uniform(-0.1, 0.1, count).tolist())
        called += found.low > 0 or found.high < 0
    assert 8 <= called <= 26  # 20 are expected of 400; one that never calls would find nothing either


def test_one_loss_among_sixty_is_not_lower() -> None:
    assert changes(scored(*[1.0] * 60), scored(0.0, *[1.0] * 59)) == ()


def test_six_losses_among_sixty_are_lower() -> None:
    assert only(scored(*[1.0] * 60), scored(*[0.0] * 6, *[1.0] * 54)).kind == "lower"


def test_the_same_scores_are_the_same_and_what_the_baseline_rounds_off_is_no_change() -> None:
    assert paired([0.3] * 9, [0.3] * 9) == paired([], []) == paired([1.0], [1.0])
    assert changes(scored(*[0.6667] * 60), scored(*[2 / 3] * 60)) == ()
    assert changes(scored(*[0.3333] * 60), scored(*[1 / 3] * 60)) == ()


def test_five_pairs_tell_nothing_and_six_that_agree_do() -> None:
    assert changes(scored(*[0.9] * 5), scored(*[0.5] * 5)) == ()
    assert only(scored(*[0.9] * 6), scored(*[0.5] * 6)).kind == "lower"


def test_the_same_numbers_give_the_same_interval() -> None:
    before, after = [0.1 * n for n in range(8)], [0.1 * n + 0.01 * n * (-1) ** n for n in range(8)]
    assert paired(before, after) == paired(before, after)


def test_the_interval_holds_the_mean_and_is_wider_for_fewer_pairs() -> None:
    differences = [-0.2, -0.1, 0.0, 0.1, 0.3, 0.2]
    few, many = paired([0.0] * 6, differences), paired([0.0] * 60, differences * 10)
    assert few.low < few.mean < few.high
    assert few.mean == pytest.approx(many.mean)
    assert few.high - few.low > 2 * (many.high - many.low)


def test_a_costly_case_weighs_more() -> None:
    before, after = [1.0] * 20, [0.0] + [1.0] * 19
    plain, costly = paired(before, after), paired(before, after, [5] + [1] * 19)
    assert plain.mean == pytest.approx(-1 / 20)
    assert costly.mean == pytest.approx(-5 / 24)
    assert costly.low < plain.low


def test_only_cases_that_have_the_score_both_times_are_paired() -> None:
    before = [*scored(*[0.9] * 8), case("other", scores={"says": 1.0})]
    now = [*scored(*[0.5] * 8), case("other")]
    assert "over 8 cases" in only(before, now).told


def test_right_is_compared_by_weight_and_by_share_of_runs() -> None:
    before = [case(f"c{n}", runs=(True, True), weight=2) for n in range(12)]
    now = [replace(one, runs=(True, False)) for one in before]
    found = intervals(suite("chat", now), suite("chat", before))
    assert found["right"].mean == pytest.approx(-0.5)
    assert found["right"].high < 0
