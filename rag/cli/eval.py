"""`wanyan eval`: runs the evals, which live beside the program and are started by name."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="eval")(evaluate)


def evaluate(
    suites: Annotated[
        list[str] | None,
        typer.Argument(help="retrieval, negation, return-shipping, drafts; all where none is given."),
    ] = None,
    dataset: Annotated[str | None, typer.Option(help="Rows from outside, for one suite.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every miss.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Run the evals; exit status 1 where a gate is broken."""
    status: int = import_module("evals.run").run(suites or [], dataset=dataset, misses=misses, as_json=json_)
    return status
