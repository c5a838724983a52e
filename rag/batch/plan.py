"""What a batch is made of: a run goes on only with what it was begun with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.errors import InputError
from rag.settings import Settings


@dataclass(frozen=True)
class Plan:
    """Everything that a reply may depend on, by a name that people know."""

    shown: Mapping[str, str]

    def refuse_other(self, begun: Mapping[str, str], journal: Path) -> None:
        """Raise InputError where the journal was begun with something else, naming it."""
        for name in {**begun, **self.shown}:
            before, now = begun.get(name, "none"), self.shown.get(name, "none")
            if before != now:
                raise InputError(
                    f"{journal}: begun with another {name} ({_short(before)}, now {_short(now)}); "
                    "--restart begins anew, or give another output"
                )


def plan_of(fingerprint: str, mapped: Mapping[str, str], shop: str, knowledge: str, settings: Settings) -> Plan:
    """The plan of a batch."""
    return Plan(
        {
            "input": fingerprint,
            "mapping of columns": " ".join(f"{key}={column}" for key, column in sorted(mapped.items())) or "none",
            "shop": shop,
            "knowledge": knowledge,
            "model": settings.llm_model or "none",
            "fallback model": settings.llm_fallback_model or "none",
            "second opinion": "yes" if settings.second_opinion else "no",
        }
    )


def _short(value: str) -> str:
    return value if len(value) <= 24 else f"{value[:12]}…"
