"""Recordings: what a model answered, kept by what it was asked, so that its drafts are scored again without it.

A file is JSONL: a head, then an answer a line. What was asked is kept as digests alone, what was answered as the
model wrote it, with tokens in the place of personal data: a recording names no customer and holds no key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from evals.local_model import Mode
from rag.errors import InputError
from rag.tables.output import whole_file
from rag.textfiles import explain

RECORDINGS = Path(__file__).parent
"""Where the project's own lie."""
FORMAT = 1


@dataclass(frozen=True)
class Recording:
    """One answer of a model, and what it was the answer to."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    suite: str
    case: str
    round: int
    """Which of the case's questions it answers: 0 is the first draft, 1 its first repair."""
    key: str
    """Of the request, as `evals.recordings.requests.key_of` has it."""
    model: str
    prompt: str
    """The prompts' labels, as a draft's `made_by.prompt` has them."""
    mode: Mode
    """How the request asked for the answer's shape."""
    content: str
    finish_reason: str = "stop"
    refusal: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    """Digests of the parts of what was asked, by name: they tell why a request does not match any more."""
    fault: str | None = None
    """What is wrong with the answer, where it is known to be: no customer may be shown it."""


_RECORDING: TypeAdapter[Recording] = TypeAdapter(Recording)


def load_recordings(path: Path) -> tuple[Recording, ...]:
    """The recordings of a file, or of all files of a folder. Raises InputError with file and line."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return tuple(recording for file in files for recording in _load(file))


def _load(path: Path) -> list[Recording]:
    try:
        head, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    told = _json(path, 1, head)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise InputError(f"{path}:1: not a file of recordings of this version (format {FORMAT})")
    return [_recording(path, number, line) for number, line in enumerate(lines, 2) if line.strip()]


def _json(path: Path, number: int, line: str) -> object:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{number}: not a line of recordings: {error.msg}") from error


def _recording(path: Path, number: int, line: str) -> Recording:
    try:
        return _RECORDING.validate_python(_json(path, number, line))
    except ValidationError as error:
        raise InputError(f"{path}:{number}: {explain(error, 'the recording')}") from error


def save_recordings(path: Path, recordings: Iterable[Recording], note: str) -> None:
    """Write a file whose head holds the note: who answered, and when it has to be made again."""
    ordered = sorted(recordings, key=lambda one: (one.suite, one.case, one.round))
    with whole_file(path) as out:
        for line in ({"format": FORMAT, "note": note}, *map(_written, ordered)):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _written(recording: Recording) -> dict[str, object]:
    """What a line says: nothing where it says what is taken for granted."""
    plain = {"finish_reason": "stop", "refusal": None, "fault": None}
    return {name: value for name, value in asdict(recording).items() if plain.get(name, ...) != value}


def of_suite(recordings: Sequence[Recording], suite: str) -> tuple[Recording, ...]:
    """Those of a suite. Raises InputError where more than one model answered: their drafts are compared apart."""
    found = tuple(recording for recording in recordings if recording.suite == suite)
    models = sorted({recording.model for recording in found})
    if len(models) > 1:
        raise InputError(f"recordings of {suite}: of several models ({', '.join(models)}); replay them one by one")
    return found
