"""The prompts: `prompts/*.md` → `Prompt`. Wording can change without touching code, and is versioned.

A prompt is YAML (`version`, `inputs`) between two `---` lines, then its messages, also parted by `---` lines:
first what holds for every reply of a shop (a stable prefix, which endpoints cache), then what is asked now.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, UndefinedError, meta

from rag.domain import FORBID_UNKNOWN_KEYS
from rag.errors import KnowledgeError
from rag.textfiles import front_matter, read_text, validated

NAMES = ("reply", "review", "repair", "opinion")
"""The prompts there must be, and the number of messages of each is theirs to say."""


@dataclass(frozen=True)
class Prompt:
    """A template with a version. `label` names it in what was made by it (`reply@3`)."""

    name: str
    version: int
    inputs: tuple[str, ...]
    messages: tuple[Template, ...]
    path: Path
    own: tuple[str, ...] = ()
    """The words of each message that are the prompt's own, whatever it is filled with."""

    @property
    def label(self) -> str:
        """Name and version, as a draft's `made_by.prompt` says it."""
        return f"{self.name}@{self.version}"

    def render(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The messages with every input filled in. Raises KnowledgeError where one is missing."""
        try:
            return tuple(message.render(values).strip() for message in self.messages)
        except UndefinedError as error:
            raise KnowledgeError(self.path, None, f"{error}") from error


@dataclass(frozen=True)
class _Front:
    __pydantic_config__ = FORBID_UNKNOWN_KEYS
    version: int
    inputs: tuple[str, ...]


def load_prompts(folder: Path) -> dict[str, Prompt]:
    """Read every prompt by name. Raises KnowledgeError with file and line."""
    return {name: load_prompt(folder / f"{name}.md") for name in NAMES}


def load_prompt(path: Path) -> Prompt:
    """Read one prompt. Raises KnowledgeError with file and line."""
    data, body = front_matter(path)
    front: _Front = validated(_Front, data, path)
    environment = _environment()
    first = read_text(path).count("\n", 0, read_text(path).find(body)) + 1
    _check_inputs(environment, body, front.inputs, path, first)
    parts = re.split(r"^---\s*$", body, flags=re.MULTILINE)
    messages = tuple(map(environment.from_string, parts))
    return Prompt(path.stem, front.version, front.inputs, messages, path, tuple(map(_own_words, parts)))


def _check_inputs(environment: Environment, body: str, inputs: tuple[str, ...], path: Path, first: int) -> None:
    try:
        used = meta.find_undeclared_variables(environment.parse(body)) - set(environment.globals)
    except TemplateSyntaxError as error:
        raise KnowledgeError(path, first + error.lineno - 1, error.message or "not a template") from error
    for name in sorted(used - set(inputs)):
        line = next((n for n, text in enumerate(body.splitlines(), first) if name in text), None)
        raise KnowledgeError(path, line, f"{name} is used but not among the inputs")
    for name in sorted(set(inputs) - used):
        raise KnowledgeError(path, 1, f"inputs: {name} is never used")


_FILLED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def _own_words(message: str) -> str:
    return _FILLED.sub("", message).strip()


def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - a prompt is plain text, not HTML
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters["data"] = as_data
    return environment


def as_data(value: Any) -> str:
    """A value as one line of JSON: no text in it can end the line and pass for the prompt's own.

    Beside what JSON escapes, so are characters that start markup, fences and the models' own marks (`<|end|>`),
    that break lines elsewhere, or that cannot be seen: a model sees them for what they are.
    """
    return json.dumps(value, ensure_ascii=False, default=str).translate(_ESCAPES)


_MARKS = frozenset("<`")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


class _Escapes(dict[int, str]):
    """What stands for a character, by its code; found out when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        unseen = char > "~" and unicodedata.category(char) in _UNSEEN
        self[code] = f"\\u{code:04x}" if char in _MARKS else json.dumps(char)[1:-1] if unseen else char
        return self[code]


_ESCAPES = _Escapes()
