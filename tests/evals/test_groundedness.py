"""The suite of grounds: what a model may state, what our own drafts rest on, and that it fails where it must."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from evals.cases import load
from evals.grounds import unsupported
from evals.suite import Judgement
from evals.suites.groundedness import AnyCase, Drafted, Groundedness, Own, Statement, Versions
from rag.domain import Citation, Draft, Facts, Order, Product, Request, Turn
from rag.guardrails.checker import Checker
from rag.wiring import Wanyan

SUITE = Groundedness()
STATEMENTS = {case.id: case for case in load(Statement, SUITE.files)}


@pytest.fixture
def parts(built: Wanyan, monkeypatch: pytest.MonkeyPatch) -> list[Wanyan]:
    """What the suite drafts with: the last of the list."""
    used = [built]
    monkeypatch.setattr("evals.suites.groundedness.built", lambda settings: used[-1])
    return used


def judged(parts: list[Wanyan], case: AnyCase) -> Judgement:
    async def run() -> Judgement:
        with SUITE.task(parts[-1].settings) as task:
            return SUITE.judge(case, await task(case))

    return asyncio.run(run())


def without(wanyan: Wanyan, *rules: str) -> Wanyan:
    """The parts without these rules."""
    checker = Checker([rule for rule in wanyan.checker.rules if rule.id not in rules])
    return replace(wanyan, checker=checker, drafting=replace(wanyan.drafting, checker=checker))


def test_there_are_enough_cases_of_everything_that_is_stated() -> None:
    assert len(STATEMENTS) >= 60
    kinds = {"money", "date", "days", "carrier", "order", "refund", "stock", "gift", "attribute", "promise"}
    assert kinds <= {case.about for case in STATEMENTS.values()}
    assert {"chat", "review"} == {case.request.channel for case in STATEMENTS.values()}
    assert all(case.why and case.origin and case.holds != case.false for case in STATEMENTS.values())


def test_the_weighty_requests_of_whole_drafts_are_cases_too(built: Wanyan) -> None:
    own = [case for case in SUITE.cases(built.settings) if isinstance(case, Drafted)]
    assert len(own) >= 100
    assert {case.id.partition(":")[0] for case in own} == {"chat", "review"}


def test_a_case_has_one_question() -> None:
    with pytest.raises(ValueError, match="asked"):
        Statement.model_validate({"id": "a", "about": "money", "holds": "好", "false": "坏"})


@pytest.mark.parametrize("name", ["paid-amount", "carrier-hant-goes", "refund-not-done-en", "review-promise"])
def test_what_holds_is_shown_and_what_does_not_is_mended(parts: list[Wanyan], name: str) -> None:
    judgement = judged(parts, STATEMENTS[name])
    assert judgement.problems == ()
    assert judgement.said == STATEMENTS[name].holds
    assert judgement.findings, "a rule has found it"


def test_it_fails_where_the_rule_on_grounds_is_gone(parts: list[Wanyan]) -> None:
    parts.append(without(parts[-1], "ungrounded-fact"))
    for name in ("return-window", "carrier", "stock-count", "shipped-date"):
        (problem,) = judged(parts, STATEMENTS[name]).problems
        assert "a false statement" in problem
        assert STATEMENTS[name].why in problem


def test_it_fails_where_the_rule_on_promises_is_gone(parts: list[Wanyan]) -> None:
    parts.append(without(parts[-1], "unsupported-promise", "ungrounded-fact", "unauthorised-price"))
    assert "nobody-promised-money" in {
        name for name in ("nobody-promised-money", "paid-amount") if judged(parts, STATEMENTS[name]).problems
    }


def test_it_fails_where_drafts_rest_on_nothing_in_particular(
    parts: list[Wanyan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.drafting._resting", lambda context, brief, proposal: context)
    assert "a false statement" in "; ".join(judged(parts, STATEMENTS["dispatch-hours"]).problems)


def test_it_fails_where_a_good_answer_is_caught(parts: list[Wanyan], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.drafting._resting", lambda context, brief, proposal: replace(context, knowledge=()))
    monkeypatch.setattr("rag.guardrails.facts.grounding._judge_quantity", lambda *_: "unsourced")
    told = "; ".join(judged(parts, STATEMENTS["return-window"]).problems)
    assert "a statement that holds (days) is not kept" in told


def test_it_fails_where_a_model_is_not_asked_to_mend(parts: list[Wanyan]) -> None:
    parts.append(replace(parts[-1], drafting=replace(parts[-1].drafting, repairs=0)))
    assert "is not heard" in "; ".join(judged(parts, STATEMENTS["carrier"]).problems)


def test_figures_leave_out_what_is_known_to_fall_short() -> None:
    plain = STATEMENTS["carrier"]
    short = plain.model_copy(update={"falls_short": "a carrier is not read"})
    draft = Draft.__new__(Draft)
    for case, text in ((plain, plain.false), (short, short.false)):
        object.__setattr__(draft, "text", text)
        judgement = SUITE.judge(case, Versions(draft, draft, ()))
        assert judgement.problems
        assert bool(SUITE.figures([(case, judgement)])) == (case is plain)


# Our own drafts --------------------------------------------------------------------------------------

REQUEST = Request(
    "chat",
    (Turn("customer", "发什么快递，还有货吗"),),
    facts=Facts(order=Order(state="shipped", carrier="中通快递"), product=Product(name="双肩包", stock=12)),
)


def drafted(built: Wanyan, text: str | None = None, citations: tuple[Citation, ...] | None = None) -> list[str]:
    """What is wrong with our own draft, where it says and cites something else."""
    draft = asyncio.run(built.draft(REQUEST))
    if text is not None:
        draft = replace(draft, text=text)
    if citations is not None:
        draft = replace(draft, citations=citations)
    return list(unsupported(draft, REQUEST, built.shops["handbook"], built.index))


def test_our_own_draft_rests_on_what_it_cites(built: Wanyan) -> None:
    assert drafted(built) == []


@pytest.mark.parametrize(
    "said", ["您这单走的是顺丰。", "还剩3件。", "赔您500元。", "30天内都能退。", "您的包裹已经签收了。"]
)
def test_what_stands_nowhere_is_told(built: Wanyan, said: str) -> None:
    (problem,) = drafted(built, said, citations=())
    assert "which stands nowhere" in problem


def test_a_source_that_is_none_is_told(built: Wanyan) -> None:
    card = built.index.contents.cards[0]
    nothing = Citation("no-such-card", "", "有货的", "000")
    empty = Citation(card.id, card.title, "完全没有说过的一句话", "000")
    another = Citation(card.id, "别的卡片", "有货的", "000")
    told = [drafted(built, "有货的。", (citation,)) for citation in (nothing, empty, another)]
    assert ["is no card" in told[0][0], "the source is empty" in told[1][0], "another card" in told[2][0]] == [
        True
    ] * 3


def test_a_draft_without_support_fails_its_case(built: Wanyan) -> None:
    case = Drafted.model_validate({"id": "chat:a", "request": REQUEST})
    draft = asyncio.run(built.draft(REQUEST))
    judgement = SUITE.judge(case, Own(draft, ("says '3件'",)))
    assert SUITE.figures([(case, judgement)]) == {"supported": 0.0}
    assert judgement.sources
