"""Text files (cards, profiles, prompts) → values; what is malformed is refused with file and line."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from rag.errors import KnowledgeError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_text(path: Path) -> str:
    """A file's text. Raises KnowledgeError where it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KnowledgeError(path, None, f"not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise KnowledgeError(path, None, error.strerror or "cannot be read") from error


def front_matter(path: Path) -> tuple[Any, str]:
    """The YAML between the first two `---` lines of a file, and the text that follows."""
    parts = re.split(r"^---\s*$", read_text(path), maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise KnowledgeError(path, 1, "begin with YAML between two --- lines")
    return read_yaml(path, parts[1]), parts[2].strip()


def read_yaml(path: Path, text: str) -> Any:
    """Parse YAML. Raises KnowledgeError with the line of the fault."""
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise KnowledgeError(path, line, f"not valid YAML: {error.problem or error}") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(path, None, f"not valid YAML: {error}") from error


def validated(shape: Any, data: Any, path: Path) -> Any:
    """`data` as `shape`, or a KnowledgeError that names the first wrong key and its line."""
    from pydantic import ValidationError

    try:
        return adapter(shape).validate_python(data)
    except ValidationError as error:
        problem = explain(error)
        raise KnowledgeError(path, line_naming(path, problem.partition(":")[0]), problem) from error


@lru_cache(maxsize=32)
def adapter(shape: Any) -> Any:
    """Pydantic's validator of a shape, built once."""
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


_PROBLEMS = {
    "unexpected_keyword_argument": "unknown key",
    "extra_forbidden": "unknown key",
    "dataclass_type": "must be an object {…}",
    "dict_type": "must be an object {…}",
    "tuple_type": "must be a list […]",
    "list_type": "must be a list […]",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
}
"""What Pydantic says in words for programmers, by its type of error."""


def explain(error: Any, whole: str = "the file") -> str:
    """The first problem of a Pydantic error in one line: where, and what is wrong; `whole` names all of it."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or whole
    problem = _PROBLEMS.get(first["type"], first["msg"].lower())
    return f"{where}: {problem}" if where else problem


def line_naming(path: Path, word: str) -> int:
    """The first line that names the last part of a dotted path; 1 where none does."""
    name = next((part for part in reversed(word.split(".")) if not part.isdigit()), word)
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if name in line:
            return number
    return 1
