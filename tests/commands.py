"""Runs the commands as people do: in a process of their own, or in this one, which has loaded all of it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from rag.cli import main

WANYAN = Path(sys.executable).with_name("wanyan")
Done = subprocess.CompletedProcess[str]
Env = Mapping[str, str]
NO_ENV: Env = {}


def started(*args: str | Path, stdin: bytes | str = b"", cwd: Path | None = None, env: Env = NO_ENV) -> Done:
    """Run the command in a process of its own."""
    done = subprocess.run(
        [WANYAN, *args], input=_bytes(stdin), capture_output=True, cwd=cwd, env={**os.environ, **env},
        timeout=300, check=False,
    )  # fmt: skip
    return subprocess.CompletedProcess(args, done.returncode, done.stdout.decode(), done.stderr.decode())


def run(*args: str | Path, stdin: bytes | str = b"", cwd: Path | None = None, env: Env = NO_ENV) -> Done:
    """Run the command in this process, from its arguments to its exit status."""
    given = io.TextIOWrapper(io.BytesIO(_bytes(stdin)), encoding="utf-8")
    said, told = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(stream, write_through=True) for stream in (said, told))
    status: object = None
    with (
        patch.object(sys, "argv", ["wanyan", *map(str, args)]),
        patch.object(sys, "stdin", given),
        patch.dict(os.environ, env),
        chdir(cwd or Path.cwd()),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            status = ended.code
    assert isinstance(status, int)
    return subprocess.CompletedProcess(args, status, said.getvalue().decode(), told.getvalue().decode())


def _bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text
