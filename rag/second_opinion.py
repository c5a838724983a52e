"""A second opinion on findings that the rules doubt: yes or no, within a time limit, never twice for the same.

Off unless set. It can only dismiss what a rule itself doubts (`Checker.check`), and what is not answered in
time, or not understood, stays a finding.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from dataclasses import dataclass, field
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
    """Asks `reader` about doubtful findings, all of a reply at once; remembers the last `memory` answers."""

    reader: Reader
    seconds: float = 2.0
    memory: int = 10_000
    _answers: OrderedDict[bytes, bool] = field(default_factory=OrderedDict)

    async def dismissed(self, result: CheckResult, reply: str, context: Context) -> frozenset[Finding]:
        """The doubtful findings of a checked reply that the reader takes for none; none when it fails."""
        doubtful = [finding for finding in result.findings if finding in result.doubtful]
        if not doubtful:
            return frozenset()
        customer = context.customer_text[-_LOOKED_BACK:]
        tasks = [asyncio.ensure_future(self._upholds(finding, reply, customer)) for finding in doubtful]
        done, late = await asyncio.wait(tasks, timeout=self.seconds)
        for task in late:
            task.cancel()
        if late:
            log.info("second opinion: %d of %d answers came too late", len(late), len(tasks))
        pairs = zip(doubtful, tasks, strict=True)
        return frozenset(finding for finding, task in pairs if task in done and not task.result())

    async def _upholds(self, finding: Finding, reply: str, customer: str) -> bool:
        given = {"complaint": finding.message, "marked": finding.text, "reply": reply, "customer": customer}
        asked = repr((self.reader.name, finding.rule, given)).encode(errors="surrogatepass")
        key = hashlib.blake2b(asked, digest_size=16).digest()
        if key in self._answers:
            self._answers.move_to_end(key)
            return self._answers[key]
        try:
            answer = await self.reader.upholds(finding.rule, **given)
        except ModelError as error:
            log.warning("second opinion failed: %s", error)
            return True
        self._answers[key] = answer
        while len(self._answers) > self.memory:
            self._answers.popitem(last=False)
        return answer


_LOOKED_BACK = 600
"""Characters of what the customer said that go along."""
