"""What makes a finding the same one tomorrow: rule and words, not its row, its place or the order of a file."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from rag.domain import Finding
from rag.text import fold, sentence_spans

_SPACE = re.compile(r"\s+")


def fingerprint(finding: Finding, reply: str) -> str:
    """32 hexadecimal digits of the rule, the words found and the sentence around them, folded, without spaces."""
    parts = (finding.rule, _plain(finding.text), _plain(_around(reply, finding.start, finding.end)))
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:32]


def _around(reply: str, start: int, end: int) -> str:
    """The sentences that a span touches."""
    return "".join(reply[s:e] for s, e in _sentences(reply) if s < max(end, start + 1) and e > start)


@lru_cache(maxsize=4)
def _sentences(reply: str) -> tuple[tuple[int, int], ...]:
    return sentence_spans(reply)


def _plain(text: str) -> str:
    return _SPACE.sub("", fold(text).text)
