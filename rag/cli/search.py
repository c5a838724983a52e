"""`wanyan search`: what the drafter would read for a question."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from rag.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="search")(search)


def search(
    query: Annotated[str | None, typer.Argument(help="The question.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many.")] = 5,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    file: Annotated[
        str | None, typer.Option("--file", help='JSONL rows {"id","question"}; - is standard input.')
    ] = None,
) -> None:
    """Find the cards for a question, or for each row of a file."""
    from rag.cli.opening import open_index
    from rag.contract import hit_json
    from rag.settings import load_settings
    from rag.terminal import console, show_hits

    if (query is None) == (file is None):
        raise InputError("give either a question or --file")
    index = open_index(load_settings())
    if file is not None:
        for row_id, question in _questions(file):
            answer = {"id": row_id, "hits": [hit_json(hit) for hit in index.search(question, k)]}
            print(json.dumps(answer, ensure_ascii=False))
        return
    hits = index.search(str(query), k)
    if json_:
        print(json.dumps([hit_json(hit) for hit in hits], ensure_ascii=False, indent=2))
    elif hits:
        show_hits(console(), hits)
    else:
        print("nothing found")


def _questions(file: str) -> list[tuple[str, str]]:
    from rag.cli.reading import read_input, rows

    found: list[tuple[str, str]] = []
    for line, row in rows(read_input(file, "the file"), file, "jsonl"):
        if not isinstance(row.get("question"), str):
            raise InputError(f"{file}:{line}: the row has no text under `question`")
        row_id = line if row.get("id") is None else row["id"]
        found.append((str(row_id), row["question"]))
    return found
