"""Files that a run writes beside its output: refused before the work begins, and written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
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


def refuse_overwriting(written: Iterable[Path], read: Iterable[Path], streams: Iterable[int] = ()) -> None:
    """Raise InputError where a file to write is one that is read, or written for something else.

    Files are the same under any path and link; `streams` are file descriptors that may be files too.
    """
    taken = {key for path in read for key in _keys(path)} | {key for stream in streams for key in _stream(stream)}
    for path in written:
        keys = _keys(path)
        if keys & taken:
            raise InputError(f"{path}: would be overwritten, and this run reads it or writes it for something else")
        taken |= keys


_Key = str | tuple[int, int]


def _keys(path: Path) -> set[_Key]:
    """What a file is known by: where it really lies, and, where it is there, its device and inode."""
    keys: set[_Key] = {str(path.resolve())}
    with suppress(OSError):
        found = path.stat()
        keys.add((found.st_dev, found.st_ino))
    return keys


def _stream(descriptor: int) -> set[_Key]:
    with suppress(OSError):
        found = os.fstat(descriptor)
        return {(found.st_dev, found.st_ino)}
    return set()


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A text to write, which takes its place under `path` when all of it is there."""
    with (
        whole_path(path) as made,
        made.open("w", encoding="utf-8", errors="replace", newline="\n") as out,
    ):
        yield out


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """A file beside `path` to write, which takes its place when all of it is on the disk."""
    path = path.resolve()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    made = Path(name)
    try:
        yield made
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.chmod(0o666 & ~_umask())
        made.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            made.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
