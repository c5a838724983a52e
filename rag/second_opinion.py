"""A second opinion on findings that the rules doubt: yes or no, within a time limit, never twice for the same.

Off unless set. It can only dismiss what a rule itself doubts (`Checker.check`), and what is not answered in
time, or not understood, stays a finding.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from rag.domain import Finding
from rag.errors import ModelError
from rag.guardrails.checker import CheckResult
from rag.guardrails.rule import Context

log = logging.getLogger(__name__)


class Reader(Protocol):
    """Whoever gives the second opinion."""

    name: str
    """Model and prompt: another reader's answers are not this one's."""

    async def upholds(self, rule: str, *, complaint: str, marked: str, reply: str, customer: str) -> bool:
        """Whether the words marked in the reply break the rule, as the complaint says. Raises ModelError."""
        ...


@dataclass
class SecondOpinion:
    """Asks `reader` about doubtful findings, `at_once` at a time; remembers the last `memory` answers."""

    reader: Reader
    seconds: float = 2.0
    """For one answer."""
    memory: int = 10_000
    at_once: int = 16

    def __post_init__(self) -> None:
        self._answers: OrderedDict[bytes, bool] = OrderedDict()
        self._turns = asyncio.Semaphore(self.at_once)

    async def reviewed(self, result: CheckResult, reply: str, context: Context) -> CheckResult:
        """The result of a check without the findings that the reader dismisses."""
        return result.without(await self.dismissed(result, reply, context)) if result.doubtful else result

    async def reviewed_all(self, checked: Iterable[tuple[str, Context, CheckResult]]) -> list[CheckResult]:
        """The same for many replies, each with what it was judged against, in order."""
        return await asyncio.gather(*(self.reviewed(result, reply, context) for reply, context, result in checked))

    async def dismissed(self, result: CheckResult, reply: str, context: Context) -> frozenset[Finding]:
        """The doubtful findings of a checked reply that the reader takes for none; none when it fails."""
        doubtful = [finding for finding in result.findings if finding in result.doubtful]
        customer = context.customer_text[-_LOOKED_BACK:]
        upheld = await asyncio.gather(*(self._upholds(finding, reply, customer) for finding in doubtful))
        return frozenset(finding for finding, stands in zip(doubtful, upheld, strict=True) if not stands)

    async def _upholds(self, finding: Finding, reply: str, customer: str) -> bool:
        given = {"complaint": finding.message, "marked": finding.text, "reply": reply, "customer": customer}
        asked = repr((self.reader.name, finding.rule, given)).encode(errors="surrogatepass")
        key = hashlib.blake2b(asked, digest_size=16).digest()
        if key in self._answers:
            self._answers.move_to_end(key)
            return self._answers[key]
        try:
            async with self._turns, asyncio.timeout(self.seconds):
                answer = await self.reader.upholds(finding.rule, **given)
        except (ModelError, TimeoutError) as error:
            log.warning("second opinion failed: %s", str(error) or "timeout")
            return True
        self._answers[key] = answer
        while len(self._answers) > self.memory:
            self._answers.popitem(last=False)
        return answer


_LOOKED_BACK = 600
"""Characters of what the customer said that go along."""
