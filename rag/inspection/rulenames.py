"""Names of rules as people type them: an exception for a rule that is none covers nothing, and is told at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rag.errors import InputError
from rag.inspection.rows import Fault, Row, Suppression


def unknown_rule(name: str, names: Sequence[str]) -> str:
    """What to say of a name that no rule has, with the nearest one that a rule has."""
    whole = name.rpartition(".")[0]
    near = [whole] if whole in names else difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]}?" if near else "`wanyan rules` lists them"
    return f"unknown rule {name!r}; {hint}"


def with_known_rules(rows: Iterable[Row | Fault], names: Sequence[str]) -> Iterator[Row | Fault]:
    """The rows, a fault in the place of each with an exception for a rule that is none."""
    known = frozenset(names)
    for row in rows:
        unknown = [one.rule for one in row.suppress if one.rule not in known] if isinstance(row, Row) else []
        if isinstance(row, Row) and unknown:
            yield Fault(f"{row.origin.where}: suppress: {unknown_rule(unknown[0], names)}")
        else:
            yield row


def check_rule_names(by_row: Mapping[str, Sequence[Suppression]], names: Sequence[str], where: str) -> None:
    """Raise InputError for the first exception of a file whose rule is none."""
    for row, given in by_row.items():
        for one in given:
            if one.rule not in names:
                raise InputError(f"{where}: {row}: {unknown_rule(one.rule, names)}")
