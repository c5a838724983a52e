"""Blind, order-swapped readings: whether drafts are as good as what people wrote, and would be sent.

`pair` drafts rows that carry the reply somebody really sent, and writes what two readers are given: the same pairs,
each in a random order and the second reader's swapped, so that a liking for the first place cancels out. `score`
reads their verdicts. Readers must not have written the drafts.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from evals.cases import rows
from rag.domain import Request
from rag.errors import InputError
from rag.settings import load_settings
from rag.textfiles import adapter
from rag.wiring import build

TASK = """\
For each row: a conversation (or review) and two replies. Judge each row on its own; do not guess who wrote which.
Write one JSON line a row: {"id", "better": 1 | 2 | 0, "send_1": "yes" | "edit" | "no", "send_2": …, "why"}
better: which serves customer and shop better (answers what is asked now, right by policy, polite, useful, natural);
        0 where they are equal. An invented certainty is bad; a plausible answer of one who knows is good.
send:   would you let an agent send it: as it is (yes), after changing a few words (edit), or not (no)?
"""
READERS = ("a", "b")
SENDABLE = ("yes", "edit", "no")


@dataclass
class Tally:
    """Verdicts on our drafts, and on the replies that people sent, over all readers."""

    judged: int = 0
    preferred: int = 0
    equal: int = 0
    ours: Counter[str] = field(default_factory=Counter)
    theirs: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Mapping[str, Any], ours: int) -> None:
        """Count a verdict on a pair in which our draft was reply 1 or 2."""
        self.judged += 1
        self.preferred += verdict["better"] == ours
        self.equal += verdict["better"] == 0
        self.ours[verdict[f"send_{ours}"]] += 1
        self.theirs[verdict[f"send_{3 - ours}"]] += 1

    def lines(self) -> Iterable[str]:
        """The figures, for people."""
        share = (self.preferred + self.equal) / self.judged if self.judged else 0.0
        won = f"preferred {self.preferred}, equal {self.equal}"
        yield f"{self.judged} verdicts: {won}: {share:.2f} preferred or equal"
        for name, counts in (("drafts", self.ours), ("people", self.theirs)):
            sendable = (counts["yes"] + counts["edit"]) / self.judged if self.judged else 0.0
            told = " · ".join(f"{said} {counts[said]}" for said in SENDABLE)
            yield f"{name}: {told}: {sendable:.2f} sent as they are or after a small edit"


def pairs(
    given: Iterable[Mapping[str, Any]], drafts: Mapping[str, str], seed: int
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, int]]:
    """What each reader is given, and for the first reader which of the two is ours, by the row's id."""
    chance = random.Random(seed)  # noqa: S311 - an order to be read in, no secret
    read: dict[str, list[dict[str, Any]]] = {reader: [] for reader in READERS}
    ours: dict[str, int] = {}
    for row in given:
        told = {key: row[key] for key in ("id", "turns", "review", "facts") if key in row}
        place = ours[row["id"]] = chance.choice((1, 2))
        for reader, at in zip(READERS, (place, 3 - place), strict=True):
            both = {f"reply_{at}": drafts[row["id"]], f"reply_{3 - at}": row["human_reply"]}
            read[reader].append(told | dict(sorted(both.items())))
    return read, ours


def tally(verdicts: Mapping[str, Iterable[Mapping[str, Any]]], ours: Mapping[str, int]) -> Tally:
    """Count the readers' verdicts. Raises InputError where one is of no row or cannot be read."""
    found = Tally()
    for reader, told in verdicts.items():
        for verdict in told:
            place = ours.get(verdict["id"])
            if place is None:
                raise InputError(f"verdict on {verdict['id']!r}: no such row was given to read")
            if verdict["better"] not in {0, 1, 2} or not {verdict["send_1"], verdict["send_2"]} <= {*SENDABLE}:
                raise InputError(f"verdict on {verdict['id']!r}: better is 0, 1 or 2, send is yes, edit or no")
            found.add(verdict, place if reader == READERS[0] else 3 - place)
    return found


# The command -----------------------------------------------------------------------------------------

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def pair(dataset: Path, out: Path, seed: Annotated[int, typer.Option(help="Of the order.")] = 0) -> None:
    """Draft the rows of DATASET ({"id", "turns" or "review", "human_reply"}); write what readers read to OUT."""
    given = list(rows(dataset, ("id", "human_reply")))
    read, ours = pairs(given, asyncio.run(_drafts(given)), seed)
    out.mkdir(parents=True, exist_ok=True)
    (out / "task.txt").write_text(TASK, encoding="utf-8")
    (out / "key.json").write_text(json.dumps(ours), encoding="utf-8")
    for reader, told in read.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told)
        (out / f"{reader}.jsonl").write_text(lines, encoding="utf-8")
    read_on = "readers take task.txt with a.jsonl or b.jsonl, and write a.out.jsonl or b.out.jsonl"
    typer.echo(f"{len(given)} pairs in {out}: {read_on}")


@app.command()
def score(out: Path) -> None:
    """Count the verdicts that readers have written into OUT."""
    files = {reader: out / f"{reader}.out.jsonl" for reader in READERS}
    needed = ("id", "better", "send_1", "send_2")
    told = {reader: list(rows(path, needed)) for reader, path in files.items() if path.is_file()}
    if not told:
        raise InputError(f"{out}: no verdicts yet, neither a.out.jsonl nor b.out.jsonl")
    for line in tally(told, json.loads((out / "key.json").read_text(encoding="utf-8"))).lines():
        typer.echo(line)


async def _drafts(given: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    wanyan = build(load_settings().model_copy(update={"llm_model": None, "llm_base_url": None}))
    return {row["id"]: (await wanyan.draft(_request(row))).text for row in given}


def _request(row: Mapping[str, Any]) -> Request:
    channel = "review" if "review" in row else "chat"
    known = {key: row[key] for key in ("turns", "review", "facts", "shop", "agent") if row.get(key) is not None}
    request: Request = adapter(Request).validate_python({"channel": channel, **known})
    return request


def main() -> int:
    """Run the command; wrong input is said in one line."""
    try:
        app(standalone_mode=False)
    except InputError as error:
        print(f"blind: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
