"""`wanyan rules`: lists the rules, or tells one with its examples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.errors import InputError

if TYPE_CHECKING:
    from rag.guardrails.rule import Rule


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="rules")(rules)


def rules(
    rule: Annotated[str | None, typer.Argument(help="Rule id; all where none is given.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the rules with level and source, or tell one rule with its examples."""
    from rich.text import Text

    from rag.guardrails.checker import all_rules
    from rag.terminal import console, plain_table

    chosen = [one for one in all_rules() if rule in {None, one.id}]
    if not chosen:
        raise InputError(f"unknown rule {rule!r}; there are: {', '.join(one.id for one in all_rules())}")
    if json_:
        told = [_as_json(one) for one in chosen]
        print(json.dumps(told[0] if rule else told, ensure_ascii=False, indent=2))
        return
    out = console()
    if rule is None:
        table = plain_table("rule", "level", "source", "what")
        for one in chosen:
            table.add_row(one.id, one.level, ", ".join(one.source), one.summary)
        out.print(table)
        return
    (one,) = chosen
    out.print(Text(f"{one.id}  {one.level}  (handbooks {', '.join(one.source)})", style="bold"))
    out.print(Text(one.summary))
    for grade, level in one.grades.items():
        out.print(Text(f"grade {one.id}.{grade}: {level}", style="dim"))
    for title, examples in (("keeps the rule", one.good), ("breaks it", one.bad)):
        out.print(Text(f"\n{title}", style="dim"))
        for example in examples:
            out.print(
                Text(f"  {example.reply}") + Text(f"   ← {example.asked}" if example.asked else "", style="dim")
            )


def _as_json(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "level": rule.level,
        "grades": dict(rule.grades),
        "summary": rule.summary,
        "source": list(rule.source),
        "channels": sorted(rule.channels),
        "good": [example.reply for example in rule.good],
        "bad": [example.reply for example in rule.bad],
    }
