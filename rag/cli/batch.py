"""`wanyan batch`: replies to every review of a file."""

from __future__ import annotations

import asyncio
import enum
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from rag.batch.engine import Engine, Outcome
    from rag.batch.input import Input
    from rag.batch.journal import Journal
    from rag.batch.progress import Tally
    from rag.batch.report import Reporting
    from rag.batch.run import Tell
    from rag.domain import Language, Request
    from rag.wiring import Wanyan

_SMALL = 300
"""Rows drafted in this process: below, starting others costs more than it gains."""
_BUSY = 2
"""Rows in flight a process that needs no network: one at work, one that waits."""


class EngineName(enum.StrEnum):
    """Where rows are drafted."""

    LOCAL = "local"
    RAY = "ray"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="batch")(batch)


def batch(
    source: Annotated[
        Path, typer.Argument(metavar="INPUT", help="Reviews: .csv, .tsv, .jsonl, .xlsx or .parquet.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="What is written: the same kinds.")],
    shop: Annotated[str | None, typer.Option(help="Shop profile of rows that name none.")] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="KEY=COLUMN", help="What a column is, where its name does not tell: text=说了什么."
        ),
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="This machine, or a Ray cluster.")] = EngineName.LOCAL,
    concurrency: Annotated[
        int | None, typer.Option(min=1, max=10_000, help="Drafts in flight (default: WANYAN_LLM_CONCURRENCY).")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes, on Ray actors; many rows take all cores.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Voice of the customer: a page, and FILE.json beside it."),
    ] = None,
    lang: Annotated[
        Literal["zh-Hans", "zh-Hant", "en"] | None,
        typer.Option(help="Language of the report (default: that of most reviews)."),
    ] = None,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew, whatever is done.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    color: Annotated[Literal["auto", "always", "never"], typer.Option(help="When to colour.")] = "auto",
) -> int:
    """Draft a reply to every review; run again, it goes on where it stopped."""
    from rag.batch.finish import finish
    from rag.batch.input import Input
    from rag.batch.journal import Journal
    from rag.batch.plan import plan_of
    from rag.batch.progress import Showing, Tally
    from rag.batch.rows import Columns, mapping_of
    from rag.cli.opening import open_wanyan
    from rag.settings import load_settings
    from rag.shops import shop_named

    settings = load_settings()
    read = Input(source, Columns(mapping_of(mapped or ())))
    journal_path = output.with_name(f"{output.name}.journal")
    _refuse_unusable(read, output, journal_path, report)
    survey = read.survey()
    reporting = _reporting(report, survey.fingerprint, lang)
    settings = settings.model_copy(
        update={"llm_concurrency": concurrency or settings.llm_concurrency, "deadline": settings.batch_deadline}
    )
    wanyan = open_wanyan(settings)
    profile = shop_named(wanyan.shops, shop or settings.shop).id
    plan = plan_of(survey.fingerprint, read.columns.mapped, profile, wanyan.knowledge_version, settings)
    journal = Journal(journal_path, plan, restart=restart)
    tally = Tally(survey.rows, journal.done)
    work = _Work(wanyan, engine, jobs, survey.rows - journal.done)
    showing = Showing(tally, color)
    with _resumable(tally, journal):
        with showing.shown():
            asyncio.run(_drafted(work, read, journal, profile, showing.add))
        rejected = finish(read, survey.columns, journal, output)
        if reporting is not None:
            reporting.write(read, journal)
    _summarise(tally, output, rejected, json_)
    return _status(tally)


@dataclass(frozen=True)
class _Work:
    """What drafts how many rows, where, and in how many processes, if that is said."""

    wanyan: Wanyan
    engine: EngineName
    jobs: int | None
    rows: int


def _reporting(page: Path | None, fingerprint: str, language: Language | None) -> Reporting | None:
    if page is None:
        return None
    from rag.batch.report import Reporting

    return Reporting.to(page, fingerprint, language)


def _refuse_unusable(read: Input, output: Path, journal: Path, report: Path | None) -> None:
    from rag.tables.opening import check_readable
    from rag.tables.output import check_writable, refuse_overwriting
    from rag.tables.writing import kind_of

    check_readable([str(read.path)])
    kind_of(output)
    written = [output, journal]
    if report is not None:
        from rag.voice.writing import figures_beside

        written += [report, figures_beside(report)]
    for path in written:
        check_writable(path)
    refuse_overwriting(written, [read.path])


@contextmanager
def _resumable(tally: Tally, journal: Journal) -> Iterator[None]:
    """However the block ends, what is done is on the disk, and how to go on is said in the same line."""
    from rag.cli import FELL_SHORT
    from rag.errors import InputError, SettingError, WanyanError

    try:
        yield
    except KeyboardInterrupt as interrupt:
        _tell(_going_on(tally))
        raise typer.Exit(FELL_SHORT) from interrupt
    except (InputError, SettingError):
        raise
    except (WanyanError, OSError) as error:
        problem = (error.strerror or "").lower() if isinstance(error, OSError) else str(error)
        raise WanyanError(f"{problem or type(error).__name__}; {_going_on(tally)}") from error
    finally:
        journal.close()


def _going_on(tally: Tally) -> str:
    return f"{tally.done:,} of {tally.total:,} rows are done; the same command goes on from there"


def _jobs(rows: int) -> int:
    """All cores, where there are rows enough."""
    from rag.processes import cores

    return 1 if rows < _SMALL else cores()


async def _drafted(work: _Work, read: Input, journal: Journal, shop: str, tell: Tell) -> None:
    from rag.batch.run import Batch

    async with _engine(work) as engine:
        await Batch(read, journal, engine, shop).run(tell)


@asynccontextmanager
async def _engine(work: _Work) -> AsyncIterator[Engine]:
    from rag.batch.engine import attempt
    from rag.batch.local import LocalEngine, rows_for

    settings = work.wanyan.settings
    if work.engine is EngineName.RAY:
        from rag.batch.ray_engine import RayEngine

        async with RayEngine(work.wanyan, settings.llm_concurrency, work.jobs) as cluster:
            yield cluster
        return
    jobs = work.jobs or _jobs(work.rows)
    model = settings.llm_model is not None
    if jobs == 1:

        async def draft(request: Request, first: bool) -> Outcome:
            return await attempt(lambda one: work.wanyan.draft(one, live=first), request)

        in_flight = rows_for(settings.llm_concurrency) if model else settings.llm_concurrency
        yield LocalEngine(draft, in_flight, ahead=None if model else 0)
        return
    from rag.batch.workers import Workers

    shared = settings.model_copy(update={"llm_concurrency": -(-settings.llm_concurrency // jobs)})
    async with Workers(shared, jobs) as workers:
        in_flight = rows_for(settings.llm_concurrency) if model else _BUSY * jobs
        yield LocalEngine(workers.draft, in_flight)


def _summarise(tally: Tally, output: Path, rejected: int, as_json: bool) -> None:
    from rag.batch.finish import rejects_path

    rejects = str(rejects_path(output)) if rejected else None
    if as_json:
        found = {
            "rows": tally.done,
            **{state: tally.states[state] for state in ("ready", "needs_approval", "failed", "rejected")},
            "resumed": tally.resumed,
            "fallbacks": dict(tally.fallbacks),
            "rows_a_second": round(tally.rate, 1),
            "output": str(output),
            "rejects": rejects,
        }
        print(json.dumps(found, ensure_ascii=False))
        return
    print(f"{output}: {tally.done:,} rows: {tally.shares}" + (f"; rejected rows in {rejects}" if rejects else ""))


def _status(tally: Tally) -> int:
    from rag.cli import DONE, FELL_SHORT

    return FELL_SHORT if tally.states["failed"] or tally.states["rejected"] else DONE


def _tell(message: str) -> None:
    print(f"wanyan: {message}", file=sys.stderr)
