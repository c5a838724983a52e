"""The inspector's page in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.inspection.masking import masked
from rag.inspection.summary import Summary
from rag.shops import Shop
from rag.terminal import plain_table, wrapped

_ROWS, _REPLIES = 30, 5


def show_summary(out: Console, summary: Summary, shop: Shop, fixed: int | None = None) -> None:
    """Figures of all replies, by rule and by agent, and the worst replies."""
    total = summary.all
    verdicts = " · ".join(f"{total.verdicts[verdict]:,} {verdict}" for verdict in ("block", "warn", "pass"))
    out.print(Text(f"{total.replies:,} replies, {summary.characters:,} characters: {verdicts}", style="bold"))
    if total.verdicts["unverified"]:
        out.print(Text(f"{total.verdicts['unverified']:,} unverified: {', '.join(summary.crashed)} crashed"))
    if total.suppressed:
        out.print(Text(f"{total.suppressed:,} findings let stand as decided exceptions"))
    if fixed is not None:
        out.print(Text(f"{total.known:,} findings known from the baseline, {fixed:,} of the baseline gone"))
    _print(out, "\nby rule", _rules(summary))
    _print(out, "\nby agent", _agents(summary))
    _worst(out, summary, shop)


def _print(out: Console, title: str, table: Table) -> None:
    if table.row_count:
        out.print(Text(title, style="dim"))
        out.print(table)


def _rules(summary: Summary) -> Table:
    table = plain_table("rule", "replies", "per 100", "error", "warning", "hint", "let stand", "known")
    for name, rule in summary.by_rule():
        levels = (f"{rule.levels[level]:,}" for level in ("error", "warning", "hint"))
        rate = 100 * rule.replies / max(summary.all.replies, 1)
        table.add_row(name, f"{rule.replies:,}", f"{rate:.1f}", *levels, f"{rule.suppressed:,}", f"{rule.known:,}")
    return _right(table)


def _agents(summary: Summary) -> Table:
    table = plain_table("agent", "replies", "block", "per 100", "warn", "per 100", "error", "warning", "let stand")
    for name, agent in summary.by_agent()[:_ROWS]:
        table.add_row(
            name,
            f"{agent.replies:,}",
            *(text for verdict in ("block", "warn") for text in _share(agent.verdicts[verdict], agent.replies)),
            *(f"{agent.levels[level]:,}" for level in ("error", "warning")),
            f"{agent.suppressed:,}",
        )
    return _right(table)


def _share(part: int, whole: int) -> tuple[str, str]:
    return f"{part:,}", f"{100 * part / max(whole, 1):.1f}"


def _right(table: Table) -> Table:
    for column in table.columns[1:]:
        column.justify = "right"
        column.no_wrap = True
    return table


def _worst(out: Console, summary: Summary, shop: Shop) -> None:
    worst = summary.worst()[:_REPLIES]
    if worst:
        out.print(Text("\nworst replies", style="dim"))
    for sample in worst:
        rules = ", ".join(dict.fromkeys(finding.rule for finding in sample.findings))
        agent = f" · {sample.agent}" if sample.agent else ""
        out.print(Text(f"{sample.id}{agent} · {sample.where} · {rules}"), soft_wrap=True)
        for line in wrapped(masked(sample.reply[:200], shop), out.width - 2):
            out.print(Text(f"  {line}"), soft_wrap=True)
