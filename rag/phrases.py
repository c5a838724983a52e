"""What stands around the cards' wordings: `knowledge/phrases/*.yaml` → lists of wordings by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rag.cards import WordingForm, wording_of
from rag.domain import Wording
from rag.errors import KnowledgeError
from rag.textfiles import read_text, read_yaml, validated

NAMES: Mapping[str, tuple[str, ...]] = {
    "chat": (
        "greeting", "received", "comfort", "also", "send", "tell", "mention", "attribute", "told", "acting",
        "softening", "formal_greeting", "formal_closing", "refusal_opening",
    ),
    "review": (
        "review_thanks", "review_said", "review_said_too", "review_subjects", "review_subjects_too",
        "review_selling_point", "review_wish", "review_closing_positive", "review_neutral",
        "review_opening_negative", "review_opening_mild", "review_opening_grave", "review_opening_mixed",
        "review_about", "review_about_subject", "review_unnamed", "review_pleased_too", "review_rest",
        "review_closing_negative", "review_closing_seen", "review_closing_ignored", "review_closing_mild",
        "review_mild", "review_mild_unnamed", "review_settled", "review_asks_receipt", "review_asks_exchange",
        "review_asks_return", "review_asks_question", "review_opening_question",
        "review_opening_worry", "review_asks_advice", "review_offer", "review_silent", "review_low_stars",
        "review_low_stars_asked", "review_followup_good", "review_followup_better", "review_followup_worse",
        "review_followup_still_bad",
    ),
}  # fmt: skip
"""The lists each file holds."""

Phrases = Mapping[str, tuple[Wording, ...]]


def load_phrases(folder: Path) -> Phrases:
    """Read the phrases of every channel. Raises KnowledgeError with file and line, also where a list is missing."""
    return {name: forms for channel in NAMES for name, forms in _load(folder / f"{channel}.yaml", channel).items()}


def _load(path: Path, channel: str) -> Phrases:
    data = validated(dict[str, tuple[WordingForm, ...]], read_yaml(path, read_text(path)), path)
    for name in NAMES[channel]:
        if name not in data:
            raise KnowledgeError(path, 1, f"{name}: missing")
    for name in data:
        if name not in NAMES[channel]:
            raise KnowledgeError(path, 1, f"{name}: unknown list")
    return {name: tuple(wording_of(form) for form in forms) for name, forms in data.items()}
