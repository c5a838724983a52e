"""`wanyan shops`: lists the shop profiles, or tells one."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="shops")(shops)


def shops(
    shop: Annotated[str | None, typer.Argument(help="Shop id; all where none is given.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the shop profiles, or tell one with every setting."""
    from rag.settings import load_settings
    from rag.shops import shop_named
    from rag.terminal import console, plain_table
    from rag.wiring import build_checking

    known = build_checking(load_settings()).shops
    chosen = [shop_named(known, shop)] if shop else list(known.values())
    if json_:
        told = [asdict(one) for one in chosen]
        print(json.dumps(told[0] if shop else told, ensure_ascii=False, indent=2))
        return
    if shop is None:
        table = plain_table("shop", "name", "source", "customer pays", "rules set")
        for one in chosen:
            pays = one.return_shipping.customer.replace("_", " ")
            table.add_row(one.id, one.name, ", ".join(one.source), pays, ", ".join(one.rules) or "-")
    else:
        table = plain_table("setting", "value")
        for path, value in _flat(asdict(chosen[0])):
            table.add_row(path, value)
    console().print(table)


def _flat(data: dict[str, object], path: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        name = f"{path}{key}"
        if isinstance(value, dict):
            found += _flat(value, f"{name}.")
        else:
            several = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            found.append((name, several))
    return found
