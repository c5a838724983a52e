"""`wanyan rules`: lists the rules, or tells one with its examples."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.errors import InputError

if TYPE_CHECKING:
    from rag.guardrails.rule import Rule


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="rules")(rules)


def rules(
    rule: Annotated[
        str | None, typer.Argument(help="Rule id, its grade, or a family of rules; all where none is given.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the rules with level and source, or tell one rule with its examples."""
    from rich.text import Text

    from rag.guardrails.checker import all_rules
    from rag.terminal import console, plain_table

    chosen, single = _chosen(rule, all_rules())
    if json_:
        told = [_as_json(one) for one in chosen]
        print(json.dumps(told[0] if single else told, ensure_ascii=False, indent=2))
        return
    out = console()
    if not single:
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


def _chosen(name: str | None, all_: Sequence[Rule]) -> tuple[Sequence[Rule], bool]:
    """The rules a name means, and whether it names one (or a grade of it) rather than a family of them."""
    if name is None:
        return all_, False
    one = [rule for rule in all_ if name == rule.id or name in {f"{rule.id}.{grade}" for grade in rule.grades}]
    family = [rule for rule in all_ if rule.id.startswith(f"{name}.")]
    if not (one or family):
        from rag.inspection.rulenames import unknown_rule

        raise InputError(unknown_rule(name, [rule.id for rule in all_]))
    return (one, True) if one else (family, False)


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
