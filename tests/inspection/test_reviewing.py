"""The second opinion on a log: every row in its place, what is dismissed gone, everything else as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.domain import Finding
from rag.guardrails.checker import CheckResult
from rag.inspection.reviewing import BATCH, reviewed
from rag.inspection.rows import Row
from rag.second_opinion import SecondOpinion
from rag.shops import Shop
from tests.inspection.test_command import run

SHOP = Shop("handbook", "标准", ("000",))
SURE = Finding("too-long", "warning", "长", 0, 1, "长")


class OddOnes:
    """Takes what is found in replies with an odd number for nothing."""

    name = "odd"

    async def upholds(self, rule: str, *, complaint: str, marked: str, reply: str, customer: str) -> bool:
        return int(reply) % 2 == 0


def answered(many: int) -> Iterator[tuple[Row, CheckResult]]:
    for number in range(many):
        doubted = Finding("ignorance", "error", "?", 0, 1, str(number)[0])
        yield Row(str(number), str(number)), CheckResult("block", (SURE, doubted), (), frozenset({doubted}))


def test_rows_stay_in_order_and_keep_what_is_not_dismissed() -> None:
    many = 2 * BATCH + 5
    results = list(reviewed(answered(many), SHOP, SecondOpinion(OddOnes())))
    assert [one.reply for one, _ in results] == [str(number) for number in range(many)]
    assert all(SURE in result.findings for _, result in results)
    assert [result.verdict for _, result in results[:4]] == ["block", "warn", "block", "warn"]


def test_nothing_is_read_far_ahead() -> None:
    taken = []

    def counted() -> Iterator[tuple[Row, CheckResult]]:
        for one in answered(10 * BATCH):
            taken.append(one)
            yield one

    next(reviewed(counted(), SHOP, SecondOpinion(OddOnes())))
    assert len(taken) == BATCH


def test_the_command_asks_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no model is set, that is said in one line, and nothing is checked without."""
    monkeypatch.setenv("WANYAN_SECOND_OPINION", "true")
    done = run("-", stdin="您好")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "WANYAN_LLM_MODEL" in done.stderr
