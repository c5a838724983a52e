"""`wanyan check`: judges replies that people or machines wrote."""

from __future__ import annotations

import enum
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from rag.inspection.judging import Judge
    from rag.inspection.products import Products
    from rag.inspection.rows import Source, Suppression
    from rag.inspection.run import Outcome

Color = Literal["auto", "always", "never"]


class Format(enum.StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    RDJSON = "rdjson"
    JUNIT = "junit"


class ChannelName(enum.StrEnum):
    """Where the replies were given."""

    CHAT = "chat"
    REVIEW = "review"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="check")(check)


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE|-",
            help="Rows of .jsonl, .csv or .xlsx (id, reply, context, facts, channel, agent, suppress), or plain "
            "text, a reply a paragraph; - is stdin.",
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="Output.")] = Format.TEXT,  # noqa: A002
    shop: Annotated[str | None, typer.Option(help="Shop profile.")] = None,
    channel: Annotated[ChannelName, typer.Option(help="Where replies without a channel were given.")] = (
        ChannelName.CHAT
    ),
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=256, help="Processes; a large input takes all cores."),
    ] = None,
    stdin_filename: Annotated[
        str | None, typer.Option(metavar="NAME", help="What stdin is called: tells its kind, and names findings.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(metavar="FILE", help="Findings known and not reported.")] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write all findings as a baseline.")
    ] = None,
    suppressions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="YAML: row id to its exceptions, each {rule, reason}.")
    ] = None,
    strict_suppressions: Annotated[
        bool, typer.Option("--strict-suppressions", help="Exit status 1 where an exception is not used.")
    ] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Figures by rule and agent, instead of text, beside other formats.")
    ] = False,
    report: Annotated[Path | None, typer.Option(metavar="FILE.html", help="The same as an HTML page.")] = None,
    color: Annotated[Color, typer.Option(help="When to colour.")] = "auto",
) -> int:
    """Check replies; exit status 1 where one breaks a blocking rule, 2 where a row cannot be used."""
    from rag.inspection.formats.writer import Setting, writer
    from rag.inspection.inputs.source import STDIN, check_readable
    from rag.inspection.products import Products
    from rag.inspection.rows import Source
    from rag.inspection.rulenames import with_known_rules
    from rag.inspection.run import Inspection, all_rows
    from rag.inspection.verdicts import Exceptions

    named = files or [STDIN]
    check_readable(named)
    _refuse_overwriting(named, suppressions, baseline, write_baseline, report)
    products = Products.wanted(baseline, write_baseline, report, summary=summary)
    judge = _judge(shop)
    names = [rule.id for rule in judge.checker.rules]
    source, by_row = Source(stdin_filename, channel.value), _by_row(suppressions, names)
    stdin, shared = _read_ahead(named, source, by_row) if by_row else (None, {})
    exceptions = Exceptions(by_row, products.known, shared)
    table_alone = summary and format is Format.TEXT
    setting = Setting(sys.stdout, judge.checker.rules, baseline is not None, stdin_filename is not None, color)
    inspection = Inspection(
        judge,
        None if table_alone else writer(format.value, setting),
        exceptions,
        products.observers,
        _tell,
    )
    try:
        outcome = inspection.run(with_known_rules(all_rows(named, source, stdin), names), jobs)
    except KeyboardInterrupt as interrupt:  # what was checked is written; said as the other commands say it
        raise typer.Abort from interrupt
    finally:
        if stdin is not None:
            stdin.close()
    if outcome.cut_off:
        return _cut_off(outcome)
    products.write(judge, named, outcome)
    if products.known:
        _tell(f"{products.known.met:,} known findings not reported, {products.known.fixed:,} of the baseline gone")
    try:
        if summary:
            _show(products, judge, color, stderr=not table_alone)
        sys.stdout.flush()
    except BrokenPipeError:
        return _cut_off(outcome)
    return _status(outcome, strict_suppressions)


def _refuse_overwriting(
    files: list[str], suppressions: Path | None, known: Path | None, baseline: Path | None, report: Path | None
) -> None:
    """A baseline may be written anew in its place; nothing else that is read may be written."""
    from rag.inspection.inputs.source import STDIN
    from rag.tables.output import refuse_overwriting

    read = [*(Path(file) for file in files if file != STDIN), *filter(None, [suppressions])]
    streams = (0, 1) if STDIN in files else (1,)
    refuse_overwriting(filter(None, [baseline, report]), read, streams)
    refuse_overwriting(filter(None, [report]), filter(None, [known]))


def _by_row(suppressions: Path | None, names: list[str]) -> Mapping[str, tuple[Suppression, ...]] | None:
    if suppressions is None:
        return None
    from rag.inspection.rulenames import check_rule_names
    from rag.inspection.suppressions import read_suppressions

    by_row = read_suppressions(suppressions)
    check_rule_names(by_row, names, str(suppressions))
    return by_row


def _read_ahead(
    files: list[str], source: Source, by_row: Mapping[str, tuple[Suppression, ...]]
) -> tuple[IO[bytes] | None, dict[str, list[str]]]:
    """Which ids of exceptions several rows have, and standard input, to be read once more."""
    from rag.inspection.inputs.source import STDIN, seekable
    from rag.inspection.run import all_rows
    from rag.inspection.suppressions import ambiguous

    stdin = seekable(sys.stdin.buffer) if STDIN in files else None
    found = ambiguous(all_rows(files, source, stdin), by_row)
    if stdin:
        stdin.seek(0)
    return stdin, found


def _judge(shop: str | None) -> Judge:
    from rag.inspection.judging import Judge
    from rag.settings import load_settings
    from rag.shops import shop_named
    from rag.wiring import build_checking, second_opinion

    settings = load_settings()
    checking = build_checking(settings)
    profile = shop_named(checking.shops, shop or settings.shop)
    return Judge(checking.checker, profile, second_opinion(settings, checking.checker))


def _show(products: Products, judge: Judge, color: Color, *, stderr: bool) -> None:
    """The table: on standard output alone, beside another format on standard error."""
    from rag.inspection.table import show_summary
    from rag.terminal import console

    sys.stdout.flush()
    if products.summary:
        show_summary(console(color, stderr=stderr), products.summary, judge.shop, products.fixed)


def _cut_off(outcome: Outcome) -> int:
    """The reader has seen enough: the run ends quietly, yet what it has met counts."""
    from rag.cli import hush

    hush()
    return _status(outcome, strict=False)


def _status(outcome: Outcome, strict: bool) -> int:
    from rag.cli import DONE, FELL_SHORT, WRONG_USE

    if outcome.stopped:
        raise outcome.stopped
    if outcome.fault_count:
        return WRONG_USE
    return FELL_SHORT if outcome.fell_short or (strict and outcome.unused) else DONE


def _tell(message: str) -> None:
    print(f"wanyan: {' '.join(message.split())}", file=sys.stderr)
