"""The second opinion on a log's doubtful findings: a batch of rows at a time, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from rag.guardrails.checker import CheckResult
from rag.guardrails.rule import Context
from rag.inspection.rows import Row
from rag.shops import Shop

if TYPE_CHECKING:
    from rag.second_opinion import SecondOpinion

    Answered = tuple[Row, CheckResult]

BATCH = 64
"""Rows whose questions are put to the reader at once, before the first of them is written."""


def reviewed(answered: Iterable[Answered], shop: Shop, opinion: SecondOpinion) -> Iterator[Answered]:
    """Each row with its result, without the doubtful findings that the reader dismisses."""
    rows = iter(answered)
    with asyncio.Runner() as runner:
        while batch := list(islice(rows, BATCH)):
            yield from runner.run(_review(batch, shop, opinion))


async def _review(batch: list[Answered], shop: Shop, opinion: SecondOpinion) -> list[Answered]:
    results = await opinion.reviewed_all(
        (row.reply, Context(shop, row.channel, row.turns), result) for row, result in batch
    )
    return [(row, result) for (row, _), result in zip(batch, results, strict=True)]
