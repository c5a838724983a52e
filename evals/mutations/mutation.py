"""What a mutation is, and how it is made in a copy of the project."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from rag.errors import InputError
from rag.textfiles import read_text, read_yaml, validated

MUTATIONS = Path(__file__).parent / "mutations.yaml"
_PARTS = ("rag", "api", "evals", "knowledge", "prompts")
"""What the evals need of the project."""
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "benchmarks", "corpus", "mutations")


@dataclass(frozen=True)
class Mutation:
    """One change for the worse; the evals should fail with a message that has `named` in it."""

    id: str
    does: str
    file: str
    suites: tuple[str, ...]
    named: str
    old: str = ""
    new: str = ""
    delete: bool = False

    def apply(self, root: Path) -> None:
        """Make the change. Raises InputError where it does not fit the project any more."""
        path = root / self.file
        if not path.is_file():
            raise InputError(f"{MUTATIONS}: {self.id}: there is no file {self.file}")
        if self.delete:
            path.unlink()
            return
        text = path.read_text(encoding="utf-8")
        if not self.old or text.count(self.old) != 1:
            raise InputError(
                f"{MUTATIONS}: {self.id}: `old` stands {text.count(self.old)} times in {self.file}, not once"
            )
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")

    def names_the_harm(self, message: str) -> bool:
        """Whether somebody who reads the message knows what was broken."""
        return re.search(self.named, message, re.IGNORECASE) is not None


def load_mutations(path: Path = MUTATIONS) -> tuple[Mutation, ...]:
    """The mutations. Raises KnowledgeError with file and line."""
    loaded: tuple[Mutation, ...] = validated(tuple[Mutation, ...], read_yaml(path, read_text(path)), path)
    return loaded


def copy_project(source: Path, target: Path) -> None:
    """Copy what the evals need into an empty folder."""
    for part in _PARTS:
        shutil.copytree(source / part, target / part, ignore=_LEFT_OUT)
