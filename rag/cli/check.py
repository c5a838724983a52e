"""`wanyan check`: judges replies that people or machines wrote."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from rag.domain import Channel, Facts, Turn
from rag.errors import InputError


class Format(enum.StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


class ChannelName(enum.StrEnum):
    """Where the replies were given."""

    CHAT = "chat"
    REVIEW = "review"


@dataclass(frozen=True)
class Row:
    """A reply to check, with what is known around it."""

    id: str
    reply: str
    turns: tuple[Turn, ...] = ()
    facts: Facts = Facts()
    channel: Channel = "chat"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="check")(check)


def check(
    file: Annotated[
        str,
        typer.Argument(
            help="Rows of .jsonl or .csv (id, reply, context, facts, channel), or a reply a paragraph; - is stdin."
        ),
    ] = "-",
    format: Annotated[Format, typer.Option(help="Output.")] = Format.TEXT,  # noqa: A002
    shop: Annotated[str | None, typer.Option(help="Shop profile.")] = None,
    channel: Annotated[ChannelName, typer.Option(help="Where plain replies were given.")] = ChannelName.CHAT,
    color: Annotated[Literal["auto", "always", "never"], typer.Option(help="When to colour.")] = "auto",
) -> int:
    """Check replies; exit status 1 where one breaks a blocking rule."""
    from rag.cli.reading import read_input
    from rag.contract import check_json, checks_json
    from rag.guardrails.rule import Context
    from rag.settings import load_settings
    from rag.shops import shop_named
    from rag.terminal import console, show_check
    from rag.wiring import build_checking

    settings = load_settings()
    checking = build_checking(settings)
    profile = shop_named(checking.shops, shop or settings.shop)
    text = read_input(file, "the input")
    out = console(color) if format is Format.TEXT else None
    answers: list[dict[str, Any]] = []
    fell_short = False
    for row in _rows(text, file, channel.value):
        context = Context(shop=profile, channel=row.channel, turns=row.turns, facts=row.facts)
        result = checking.checker.check(row.reply, context)
        fell_short |= result.verdict in {"block", "unverified"}
        if out is not None:
            show_check(out, row.id, row.reply, result)
        elif format is Format.JSONL:
            print(json.dumps(check_json(row.id, result), ensure_ascii=False))
        else:
            answers.append(check_json(row.id, result))
    if format is Format.JSON:
        print(json.dumps(checks_json(answers), ensure_ascii=False, indent=2))
    return 1 if fell_short else 0


def _rows(text: str, file: str, channel: Channel) -> Iterator[Row]:
    from rag.cli.reading import rows

    where = "standard input" if file == "-" else file
    kind = _kind(text, file)
    if kind is None:
        yield from _paragraphs(text, channel)
        return
    for line, data in rows(text, where, kind):
        yield _row(data, f"{where}:{line}", str(line), channel)


def _kind(text: str, file: str) -> str | None:
    suffix = Path(file).suffix.lower()
    if suffix in {".jsonl", ".ndjson"}:
        return "jsonl"
    if suffix == ".csv":
        return "csv"
    return "jsonl" if file == "-" and text.lstrip().startswith("{") else None


def _paragraphs(text: str, channel: Channel) -> Iterator[Row]:
    paragraphs = [part.strip("\n") for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    for number, paragraph in enumerate(paragraphs, 1):
        yield Row(str(number), paragraph, channel=channel)


def _row(data: dict[str, Any], where: str, number: str, channel: Channel) -> Row:
    from rag.cli.reading import shaped

    reply = data.get("reply")
    if not isinstance(reply, str):
        raise InputError(f"{where}: the row has no text under `reply`")
    given = data.get("channel") or channel
    if given not in {"chat", "review"}:
        raise InputError(f"{where}: channel: {given!r} is neither chat nor review")
    facts = data.get("facts") or {}
    if isinstance(facts, str):
        facts = _json_cell(facts, where)
    return Row(
        id=number if data.get("id") is None else str(data["id"]),
        reply=reply,
        turns=_turns(data.get("context"), where),
        facts=shaped(Facts, facts, f"{where}: facts"),
        channel=given,
    )


def _turns(context: Any, where: str) -> tuple[Turn, ...]:
    from rag.cli.reading import shaped

    if not context:
        return ()
    if isinstance(context, str):
        return (Turn("customer", context),)
    turns: tuple[Turn, ...] = shaped(tuple[Turn, ...], context, f"{where}: context")
    return turns


def _json_cell(text: str, where: str) -> Any:
    from rag.cli.reading import parse_json

    return parse_json(text, f"{where}: facts", 1)
