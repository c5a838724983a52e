"""What holds for every reply, not only for those somebody thought of."""

from __future__ import annotations

import re
import time
from functools import lru_cache

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evals.cases import load
from evals.suites.negation import Negation, NegationCase
from rag.domain import Channel, Turn
from rag.guardrails.checker import Checker, CheckResult, all_rules
from rag.guardrails.negation import Verdict, find_denials, verdict_of
from rag.guardrails.rule import Context
from rag.settings import load_settings
from rag.shops import load_shops, shop_named
from rag.text import clauses, fold, has_han

CHECKER = Checker()
SHOP = shop_named(load_shops(load_settings().knowledge / "shops"), "handbook")
ROWS = load(NegationCase, Negation.files)
EXAMPLES = [case.reply for rule in all_rules() for case in (*rule.good, *rule.bad)]
BADNESS: dict[Verdict, int] = {"none": 0, "reason": 0, "alternative": 1, "bare": 2}


def check(reply: str, asked: str = "", channel: Channel = "chat") -> CheckResult:
    return CHECKER.check(reply, Context(SHOP, channel, (Turn("customer", asked),) if asked else ()))


def verdict(reply: str, asked: str) -> Verdict:
    folded = fold(reply).text
    return verdict_of(find_denials(folded, clauses(folded), asked))


def row_id(row: NegationCase) -> str:
    return row.id


ANYTHING = st.text(st.characters())  # lone surrogates too
PIECES = st.lists(st.sampled_from(EXAMPLES) | st.text(st.characters(), max_size=8), max_size=4).map("".join)


@given(reply=ANYTHING | PIECES, asked=ANYTHING)
@example(reply="\ud800不能", asked="\udfff")
@example(reply="不" * 5000, asked="")
@example(reply="\u202e不能\u200b退\x00", asked="退")
@settings(deadline=None, max_examples=250)
def test_any_text_is_checked_and_every_finding_marks_its_own_words(reply: str, asked: str) -> None:
    for channel in ("chat", "review"):
        result = check(reply, asked, channel)
        assert not result.failed
        for finding in result.findings:
            assert 0 <= finding.start <= finding.end <= len(reply)
            assert finding.text == reply[finding.start : finding.end]


@given(text=ANYTHING | PIECES)
@example(text="薴\uf902妳Ａ…")
@settings(deadline=None)
def test_folded_text_folds_to_itself(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded


@given(text=ANYTHING | PIECES)
@settings(deadline=None)
def test_folding_keeps_the_way_back_to_every_character(text: str) -> None:
    folded = fold(text)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert end == start + 1
        assert folded.text[at] in fold(text[start:end]).text
    assert folded.span(0, len(folded.text))[0] == 0 or not folded.text or fold(text[0]).text == ""


@lru_cache
def traditional(char: str) -> str:
    converted: str = opencc.OpenCC("s2t").convert(char)
    return converted


@pytest.mark.parametrize("row", [row for row in ROWS if has_han(row.reply)], ids=row_id)
def test_the_script_moves_no_span_and_changes_no_verdict(row: NegationCase) -> None:
    asked, reply = row.context or "", row.reply
    written = "".join(map(traditional, reply))
    spans = [(f.rule, f.level, f.start, f.end) for f in check(reply, asked).findings]
    assert [(f.rule, f.level, f.start, f.end) for f in check(written, asked).findings] == spans


@pytest.mark.parametrize("row", [row for row in ROWS if row.verdict in {"none", "bare"}], ids=row_id)
def test_sending_a_reply_in_segments_excuses_and_accuses_nobody(row: NegationCase) -> None:
    asked, reply = row.context or "", row.reply
    whole = verdict(reply, asked)
    for cut in re.finditer(r"[。！!？?；;…~]+(?=.)|(?<=[，,])", reply):
        assert verdict(f"{reply[: cut.end()]}\n{reply[cut.end() :]}", asked) == whole


REASONS = {
    "zh": ("因为系统已经出单锁定了", "由于仓库今天盘点", "由於這批貨上週已經裝船", "按平台规定七天之内才能处理"),
    "en": ("because the order has already been packed", "as the warehouse is closed today"),
}


@pytest.mark.parametrize("row", ROWS, ids=row_id)
def test_saying_why_never_makes_it_worse(row: NegationCase) -> None:
    asked, reply = row.context or "", row.reply
    before = BADNESS[verdict(reply, asked)]
    for why in REASONS["zh" if has_han(reply) else "en"]:
        for said in (f"{why}，{reply}", f"{reply.rstrip('。.!！~ ')}，{why}。"):
            assert BADNESS[verdict(said, asked)] <= before, said


def test_a_long_run_of_digits_is_checked_in_linear_time() -> None:
    check("您的订单号是1234567890，已付款59元。")  # compiles what is compiled at first use
    started = time.process_time()
    assert not check("1" * 30_000).failed
    assert time.process_time() - started < 1
