"""Chooses among approved wordings: the most particular that holds, varied by seed, in the customer's language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from rag.conditions import View
from rag.domain import Language, Wording
from rag.needs import Needs, still_needed
from rag.phrases import Phrases
from rag.shops import Style
from rag.text import has_han, in_script


@dataclass(frozen=True)
class Said:
    """A wording made ready: slots filled, in the customer's script; what is still needed, and what happens then."""

    text: str
    need: tuple[str, ...] = ()
    then: str = ""
    particular: bool = False
    """Whether it tells facts of this case: it holds by what the caller's systems know."""


@dataclass(frozen=True)
class Speaker:
    """Says wordings for one brief: same view, same language, same seed, so that the same request says the same.

    `refused` tells which texts may not be said: they were caught.
    """

    view: View
    language: Language
    style: Style
    seed: str
    refused: Callable[[str], bool]
    said: str = ""
    """What the agent has said: it is said again only where nothing else may be."""
    needs: Needs = field(default_factory=dict)
    shown: frozenset[str] = frozenset()
    """What the conversation shows to be known, by the names of readers (rag/talk/shown.py)."""

    def say(self, wordings: Iterable[Wording], key: str, view: View | None = None, turn: int = 0) -> Said | None:
        """The best of the wordings that may be said now; None where none may. Each `turn` says another one."""
        choices = self.choices(wordings, key, view)
        return choices[turn % len(choices)] if choices else None

    def choices(self, wordings: Iterable[Wording], key: str, view: View | None = None) -> list[Said]:
        """The most particular of the wordings that may be said now, the seed's choice first, the others in turn."""
        ready = [(len(wording.when), said) for wording in wordings if (said := self._ready(wording, view))]
        ready = [(rank, said) for rank, said in ready if not self._repeats(said)]
        highest = max((rank for rank, _ in ready), default=0)
        best = [said for rank, said in ready if rank == highest]
        first = pick(f"{self.seed}|{key}", len(best)) if best else 0
        return best[first:] + best[:first]

    def insist(self, wordings: Iterable[Wording], key: str, view: View | None = None) -> Said:
        """The same where something must be said, were it once more."""
        wordings = tuple(wordings)
        return self.say(wordings, key, view) or replace(self, said="").say(wordings, key, view) or Said("")

    def _repeats(self, said: Said) -> bool:
        return any(part and part in self.said for part in (said.text, said.then))

    def phrase(self, phrases: Phrases, name: str, view: View | None = None, turn: int = 0) -> str:
        """The best phrase of a list, or nothing where none may be said now."""
        said = self.say(phrases[name], name, view, turn)
        return said.text if said else ""

    def _ready(self, wording: Wording, view: View | None) -> Said | None:
        view = view or self.view
        if not view.holds(wording.when):
            return None
        english = self.language == "en"
        text = self._spoken(wording.en if english else wording.zh, view)
        then = self._spoken(wording.then_en if english else wording.then_zh, view)
        if text is None or then is None or any(part and self.refused(part) for part in (text, then)):
            return None
        return Said(text, still_needed(wording.need, self.needs, view, self.shown), then, _tells(wording))

    def _spoken(self, wording: str, view: View) -> str | None:
        """The wording filled, as the shop addresses people, in the customer's script; None if it cannot be said."""
        text = view.fill(wording)
        if text is None or (self.language == "en" and has_han(text)):
            return None
        if self.style.address == "你":
            text = text.replace("您", "你")
        return in_script(text, self.language, self.style.traditional)


def _tells(wording: Wording) -> bool:
    return any(
        path.startswith(("facts.", "case.")) and path not in _OF_THE_TALK and not _NOTHING.issuperset(wanted)
        for path, wanted in wording.when.items()
    )


_NOTHING = frozenset({"unknown", "unset"})
_OF_THE_TALK = frozenset({"case.mood", "case.goods", "case.pending", "case.again", "case.refused", "case.ordered"})
"""What is read from the conversation, not from facts."""


def pick(key: str, among: int) -> int:
    """A number below `among`, the same for the same key on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=4).digest()) % among
