"""What is measured: a library made ready to check a reply, and the proof that it reads what it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True)
class Task:
    """The reply to check, what the customer asked, and the words that the peers look for."""

    reply: str
    asked: str
    keywords: tuple[str, ...]

    @property
    def all_keywords(self) -> str:
        """A text that has every one of the words."""
        return "".join(self.keywords)

    def found_in(self, text: str) -> list[str]:
        """Those words that stand in the text: all that the peers are asked to know."""
        return [word for word in self.keywords if word in text]


@dataclass(frozen=True)
class Contestant:
    """A library ready to check: `check` is what is timed.

    It must answer `expected` for the reply and something else for `other`: one answer for both would read nothing.
    """

    package: str
    check: Callable[[str], object]
    expected: object
    other: str

    @property
    def version(self) -> str:
        """The version installed."""
        return version(self.package)

    def prove(self, reply: str) -> None:
        """Raise RuntimeError unless the answers are those expected."""
        answer = self.check(reply)
        if answer != self.expected:
            raise RuntimeError(f"{self.package}: expected {self.expected!r}, got {answer!r}")
        if self.check(self.other) == self.expected:
            raise RuntimeError(f"{self.package}: the same answer to another text")


Prepare = Callable[[Task], Contestant]
"""The one function of each module that is measured."""
