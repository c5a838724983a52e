"""`wanyan eval`: runs the evals, which live beside the program and are started by name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from rag.errors import WanyanError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="eval")(evaluate)


def evaluate(
    suites: Annotated[list[str] | None, typer.Argument(help="Suites by name; all where none is given.")] = None,
    dataset: Annotated[Path | None, typer.Option(help="Rows from outside, for one suite.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Results to compare with, a results.json; else what was blessed.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Folder for the results, JUnit, Markdown and a page.", file_okay=False)
    ] = None,
    drafter: Annotated[
        list[str] | None,
        typer.Option(help="Who drafts: offline, recorded, live; several side by side.", show_default=False),
    ] = None,
    recordings: Annotated[
        Path | None, typer.Option(help="File or folder of recorded answers; else the project's own.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="File to keep the live model's answers in.", dir_okay=False)
    ] = None,
    judge: Annotated[
        tuple[Path, Path] | None,
        typer.Option(help="Two results.json: a model compares their drafts. Runs nothing, gates nothing."),
    ] = None,
    labels: Annotated[Path | None, typer.Option(help="Pairs labelled by people, for --judge.")] = None,
    repeat: Annotated[int, typer.Option(min=1, help="Times each case is run.")] = 1,
    bless: Annotated[
        bool, typer.Option("--bless", help="Make this run what later ones are compared with.")
    ] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List every miss.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Run the evals; exit status 1 where a gate is broken or something is worse than was blessed."""
    try:
        outcome, run = import_module("evals.outcome"), import_module("evals.run")
    except ModuleNotFoundError as error:
        raise WanyanError(f"the evals need {error.name}: pip install 'wanyan[evals]'") from error
    if judge:
        return _judged(judge, labels)
    options = outcome.Options(
        suites or (), dataset, baseline, report, drafter or (), recordings, record, repeat, bless, misses, json_
    )
    status: int = run.evaluate(options)
    return status


def _judged(runs: tuple[Path, Path], labels: Path | None) -> int:
    from rag.settings import load_settings

    lines: list[str] = import_module("evals.judge").judge_runs(runs, load_settings(), labels)
    print(*lines, sep="\n")
    return 0
