"""`wanyan draft chat|review`: one checked reply."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rag.domain import Channel, Draft, Facts, Request, Review, Turn
from rag.errors import InputError

if TYPE_CHECKING:
    from rag.wiring import Wanyan


@dataclass(frozen=True)
class Options:
    """What both channels are asked with."""

    shop: str | None
    agent: str | None
    facts: str | None
    instruction: str | None
    file: str | None
    as_json: bool
    color: Literal["auto", "always", "never"]
    platform: str | None = None
    """Of reviews alone."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Draft one checked reply.")
    group.command(name="chat")(chat)
    group.command(name="review")(review)
    app.add_typer(group, name="draft")


_Shop = Annotated[str | None, typer.Option(help="Shop profile.")]
_Agent = Annotated[str | None, typer.Option(help="The agent's number or name, for the greeting.")]
_FactsFile = Annotated[str | None, typer.Option("--facts", help="JSON file of what the order system knows.")]
_Instruction = Annotated[str | None, typer.Option(help="What the agent wants of the draft.")]
_File = Annotated[
    str | None, typer.Option("--file", help="JSONL rows like the body of POST /v1/drafts, each with an id.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print the draft as JSON.")]
_Color = Annotated[Literal["auto", "always", "never"], typer.Option(help="When to colour.")]


def chat(
    text: Annotated[
        str | None, typer.Argument(help="What the customer says; standard input where none is given.")
    ] = None,
    turns: Annotated[str | None, typer.Option(help='JSON file: a list of {"role","text"}.')] = None,
    shop: _Shop = None,
    agent: _Agent = None,
    facts: _FactsFile = None,
    instruction: _Instruction = None,
    file: _File = None,
    json_: _Json = False,
    color: _Color = "auto",
) -> int:
    """Draft the reply to a chat."""
    options = Options(shop, agent, facts, instruction, file, json_, color)
    if file is not None:
        return _draft_rows(options, "chat")
    return _draft_one(options, Request("chat", turns=_turns(text, turns)))


def review(
    text: Annotated[str | None, typer.Argument(help="The review; standard input where none is given.")] = None,
    stars: Annotated[int | None, typer.Option(min=1, max=5, help="Its stars.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    append: Annotated[str | None, typer.Option(help="The follow-up review.")] = None,
    platform: Annotated[
        str | None, typer.Option(help="Where it stands: taobao, google … (default: the shop's own).")
    ] = None,
    shop: _Shop = None,
    agent: _Agent = None,
    facts: _FactsFile = None,
    instruction: _Instruction = None,
    file: _File = None,
    json_: _Json = False,
    color: _Color = "auto",
) -> int:
    """Draft the public reply to a review."""
    options = Options(shop, agent, facts, instruction, file, json_, color, platform)
    if file is not None:
        return _draft_rows(options, "review")
    written = Review(text if text is not None else _stdin(), stars, title, append)
    return _draft_one(options, Request("review", review=written))


def _draft_one(options: Options, request: Request) -> int:
    from rag.cli.opening import open_wanyan
    from rag.contract import draft_json
    from rag.settings import load_settings
    from rag.terminal import console, show_draft

    settings = load_settings()
    asked = replace(
        request,
        shop=options.shop or settings.shop,
        agent=options.agent,
        facts=_facts(options.facts),
        instruction=options.instruction,
        platform=options.platform,
    )
    draft = asyncio.run(open_wanyan(settings).draft(asked))
    if options.as_json:
        print(json.dumps(draft_json(draft), ensure_ascii=False, indent=2))
    else:
        show_draft(console(options.color), draft)
    return _status([draft])


def _draft_rows(options: Options, channel: Channel) -> int:
    """A draft a line, in order; a row that cannot be used stops with its line."""
    from rag.cli.opening import open_wanyan
    from rag.settings import load_settings

    settings = load_settings()
    asked = list(_requests(options, channel, settings.shop))
    return _status(asyncio.run(_draft_all(open_wanyan(settings), asked)))


async def _draft_all(wanyan: Wanyan, asked: list[tuple[str, str, Request]]) -> list[Draft]:
    from rag.contract import draft_json

    drafts: list[Draft] = []
    for where, row_id, request in asked:
        try:
            draft = await wanyan.draft(request, live=False)
        except InputError as error:
            raise InputError(f"{where}: {error}") from error
        print(json.dumps({**draft_json(draft), "id": row_id}, ensure_ascii=False), flush=True)
        drafts.append(draft)
    return drafts


def _status(drafts: list[Draft]) -> int:
    return 1 if any(draft.status == "blocked" for draft in drafts) else 0


# What is read ----------------------------------------------------------------------------------------


def _turns(text: str | None, file: str | None) -> tuple[Turn, ...]:
    from rag.cli.reading import parse_json, read_input, shaped

    if file is not None:
        if text is not None:
            raise InputError("give either a text or --turns")
        read: tuple[Turn, ...] = shaped(tuple[Turn, ...], parse_json(read_input(file, "the file"), file), file)
        return read
    said = text if text is not None else _stdin()
    if said.lstrip().startswith("[{"):
        return tuple(shaped(tuple[Turn, ...], parse_json(said, "turns"), "turns"))
    return (Turn("customer", said),)


def _stdin() -> str:
    from rag.cli.reading import read_input

    return read_input(None, "the text").strip("\n")


def _facts(file: str | None) -> Facts:
    from rag.cli.reading import parse_json, read_input, shaped

    if file is None:
        return Facts()
    facts: Facts = shaped(Facts, parse_json(read_input(file, "the file"), file), file)
    return facts


def _requests(options: Options, channel: Channel, shop: str) -> Iterator[tuple[str, str, Request]]:
    from rag.cli.reading import read_input, rows, shaped

    file = str(options.file)
    for line, row in rows(read_input(file, "the file"), Path(file).name, "jsonl"):
        where = f"{file}:{line}"
        body: dict[str, Any] = {"channel": channel, **row}
        row_id = body.pop("id", None)
        unknown = set(body) - {field.name for field in fields(Request)}
        if unknown:
            raise InputError(f"{where}: {sorted(unknown)[0]}: unknown key")
        defaults = {"shop": options.shop or shop, "agent": options.agent, "instruction": options.instruction}
        if body["channel"] == "review":
            defaults["platform"] = options.platform
        given = {key: value for key, value in {**defaults, **body}.items() if value is not None}
        yield where, str(line if row_id is None else row_id), shaped(Request, given, where)
