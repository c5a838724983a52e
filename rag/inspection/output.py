"""Files that a run writes beside its output: refused before the work begins, and written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from rag.errors import InputError


def check_writable(path: Path) -> None:
    """Raise InputError where a file cannot be written, by trying its folder."""
    if path.is_dir():
        raise InputError(f"{path}: is a directory")
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: is no file that can be replaced")
    try:
        with tempfile.TemporaryFile(dir=path.resolve().parent):
            pass
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {(error.strerror or '').lower()}") from error


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A file to write, which takes its place under `path` when all of it is there."""
    path = path.resolve()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", text=True)
    try:
        with open(handle, "w", encoding="utf-8", errors="replace", newline="\n") as out:  # noqa: PTH123 - a descriptor
            yield out
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)  # noqa: PTH108 - the name is all there is
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
