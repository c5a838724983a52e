"""The use case of `wanyan batch`: rows in, drafted many at once, kept unlike each other, journalled in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from rag.batch.engine import Asked, Engine, Failed, Failure, Outcome
from rag.batch.input import Input
from rag.batch.journal import Journal
from rag.batch.lookahead import Lookahead
from rag.batch.rows import Rejected, Row
from rag.batch.variety import Variety, first_needed
from rag.contract import draft_json
from rag.domain import Draft

Line = dict[str, Any]
Tell = Callable[[Line], None]


@dataclass(frozen=True)
class Batch:
    """One batch on its way: what is read, where it is kept, who drafts it, whose replies the rows want."""

    input: Input
    journal: Journal
    engine: Engine
    shop: str

    async def run(self, tell: Tell) -> None:
        """Draft what is not done. `tell` hears every line, those found done too."""
        variety, lookahead, done = Variety(), Lookahead(self.engine), self.journal.done
        for said in self._recall(variety, done, tell):
            lookahead.remember(said)
        asked = self._asked(self.input.rows(done), variety)
        async with aclosing(lookahead.drafted(asked)) as results:
            async for one, outcome in results:
                line = line_of(one.number, one.id, await _settled(variety, lookahead, one, outcome))
                self.journal.add(line)
                tell(line)

    def _recall(self, variety: Variety, done: int, tell: Tell) -> Iterator[str]:
        """What was read and said before, as far as later rows are held against it; gives what was said."""
        if not done:
            return
        since = first_needed(done + 1)
        for row, line in zip(self.input.rows(), self.journal.lines(), strict=False):
            tell(line)
            if row.number >= since:
                if isinstance(row, Row):
                    variety.variant(row.number, row.request(self.shop).customer_text)
                said = (line["draft"] or {}).get("text", "")
                variety.remember(row.number, said)
                yield said

    def _asked(self, rows: Iterable[Row | Rejected], variety: Variety) -> Iterator[Asked | Failed]:
        for row in rows:
            if isinstance(row, Rejected):
                yield Failed(row.number, row.id, Failure("rejected", row.reason))
                continue
            variant = variety.variant(row.number, row.request(self.shop).customer_text)
            yield Asked(row.number, row.id, row.request(self.shop, variant))


async def _settled(variety: Variety, lookahead: Lookahead, one: Asked | Failed, first: Outcome) -> Outcome:
    if isinstance(one, Failed) or isinstance(first, Failure):
        return first

    async def again(variant: int, offline: bool) -> Draft:
        outcome = await lookahead.again(replace(one.request, variant=variant, offline=offline))
        return outcome if isinstance(outcome, Draft) else first

    return await variety.settle(one.number, first, again, one.request.variant)


def line_of(number: int, name: str, outcome: Outcome) -> Line:
    """A row's line of the journal."""
    if isinstance(outcome, Failure):
        return {"row": number, "id": name, "state": outcome.state, "draft": None, "error": outcome.reason}
    state = "failed" if outcome.status == "blocked" else outcome.status
    error = ", ".join(sorted({finding.rule for finding in outcome.findings})) if state == "failed" else None
    return {"row": number, "id": name, "state": state, "draft": draft_json(outcome), "error": error}
