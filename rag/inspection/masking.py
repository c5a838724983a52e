"""What the inspector's page shows of replies carries nobody's personal data."""

from __future__ import annotations

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context
from rag.guardrails.rules.private_data import RULE
from rag.shops import Shop

MASK = "＊"


def masked(text: str, shop: Shop) -> str:
    """The text, as long as before, with what the rule `private-data` sees in a public reply blotted out."""
    reading = Reading(text)
    shown = list(text)
    for found in RULE.check(reading, Context(shop=shop, channel="review")):
        start, end = reading.folded.span(found.start, found.end)
        shown[start:end] = _blotted(text[start:end])
    return "".join(shown)


def _blotted(found: str) -> list[str]:
    """A number or an e-mail address keeps the word before it; of a street address nothing is left."""
    plain = [char.isascii() and char.isalnum() for char in found]
    numeric = 2 * sum(plain) >= len(found)
    return [
        MASK if (hide if numeric else char.isalnum()) else char for char, hide in zip(found, plain, strict=True)
    ]
