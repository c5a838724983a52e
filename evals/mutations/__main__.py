"""`python -m evals.mutations [ID ...]`: breaks a copy of the project in each way and counts what the evals catch.

Each mutation is run with the suites that should catch it and, if those do not, with all. It counts as caught where
`wanyan eval` fails, and as named where its message also says what the harm is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from evals.mutations.mutation import Mutation, copy_project, load_mutations
from rag.errors import InputError
from rag.settings import ROOT

_COMMAND = [sys.executable, "-c", "from rag.cli import main; main()", "eval"]
_SECONDS = 600
"""After which a run is taken for one that hangs: that is caught, but names nothing."""


@dataclass(frozen=True)
class Told:
    """What the evals said of one mutation."""

    mutation: Mutation
    status: int
    message: str
    seconds: float
    named: bool


@dataclass(frozen=True)
class Ground:
    """A folder with a whole copy of the project and an index that is up to date, to copy from."""

    folder: Path

    @property
    def project(self) -> Path:
        """The copy."""
        return self.folder / "project"

    @property
    def data(self) -> Path:
        """Its index."""
        return self.folder / "data"


def evaluate(project: Path, data: Path, suites: Sequence[str]) -> tuple[int, str]:
    """Exit status and message of `wanyan eval` in a copy of the project."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WANYAN_")}
    environment |= {"PYTHONPATH": str(project), "WANYAN_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            [*_COMMAND, *suites],
            check=False,
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return 1, f"did not end within {_SECONDS} s"
    return done.returncode, done.stderr


def try_out(mutation: Mutation, ground: Ground) -> Told:
    """Break a copy and let the evals look at it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wanyan-mutation-") as folder:
        project, data = Path(folder) / "project", Path(folder) / "data"
        shutil.copytree(ground.project, project)
        shutil.copytree(ground.data, data)
        mutation.apply(project)
        for suites in (mutation.suites, ()):
            status, message = evaluate(project, data, suites)
            if status:
                break
    named = status != 0 and mutation.names_the_harm(message)
    return Told(mutation, status, message, time.monotonic() - began, named)


def run(
    ids: Annotated[list[str] | None, typer.Argument(help="Mutations by id; all where none is given.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show what the evals said of each.")] = False,
) -> None:
    """Break the project in every way that is listed, and count what the evals catch."""
    chosen = _chosen(ids or [])
    with tempfile.TemporaryDirectory(prefix="wanyan-mutations-") as folder:
        ground = Ground(Path(folder))
        copy_project(ROOT, ground.project)
        _control(ground, sorted({suite for mutation in chosen for suite in mutation.suites}))
        told = []
        for mutation in chosen:
            told.append(try_out(mutation, ground))
            _show(told[-1], verbose=verbose)
    caught, named = sum(one.status != 0 for one in told), sum(one.named for one in told)
    print(f"{len(told)} mutations: {caught} caught, {named} of them with a message that names the harm")
    raise typer.Exit(0 if named == len(told) else 1)


def _chosen(ids: Sequence[str]) -> list[Mutation]:
    known = {mutation.id: mutation for mutation in load_mutations()}
    if unknown := [name for name in ids if name not in known]:
        raise InputError(f"unknown mutation {unknown[0]!r}")
    return [known[name] for name in ids or known]


def _control(ground: Ground, suites: Sequence[str]) -> None:
    """The project as it is has to pass, else nothing that fails afterwards says anything."""
    status, message = evaluate(ground.project, ground.data, suites)
    if status:
        raise InputError(
            f"the project fails its evals before anything is broken: {' '.join(message.split())[:400]}"
        )


def _show(told: Told, *, verbose: bool) -> None:
    verdict = "named  " if told.named else "caught " if told.status else "MISSED "
    print(f"{verdict} {told.mutation.id:<40} {told.seconds:5.0f} s  {told.mutation.does}", flush=True)
    if verbose or not told.named:
        for line in _telling(told)[:12]:
            print(f"         {line[:160]}", flush=True)


def _telling(told: Told) -> list[str]:
    """The lines that name the harm first."""
    lines = [line for line in told.message.splitlines() if line.strip()]
    return sorted(lines, key=lambda line: re.search(told.mutation.named, line, re.IGNORECASE) is None)


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(run)
    try:
        app()
    except InputError as error:
        sys.exit(f"evals.mutations: {error}")
