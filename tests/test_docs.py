"""The documents tell what is there: settings, rules, topics, commands, rooms, and links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

import rag
from rag.cli import app
from rag.domain import TOPICS
from rag.guardrails.checker import all_rules
from rag.settings import Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "knowledge" / "README.md"])
SETTINGS = [f"WANYAN_{name.upper()}" for name in Settings.model_fields]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_told_and_has_a_line_to_copy(name: str) -> None:
    assert f"| `{name}` |" in text_of("docs/operations.md")
    assert re.search(rf"^# {name}=", text_of(".env.example"), re.MULTILINE)


def test_no_setting_is_told_that_is_not_there() -> None:
    told = text_of("docs/operations.md") + text_of(".env.example") + text_of("README.md")
    assert set(re.findall(r"WANYAN_[A-Z_]*[A-Z](?![A-Z_])", told)) - {*SETTINGS, "WANYAN_DEADLIN"} == set()


def test_the_table_of_rules_is_the_rules() -> None:
    table = text_of("docs/rules.md").partition("## The rules there are")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `([\w.-]+)` \| (\w+) \| .* \| ([\d, ]+) \|$", table, re.MULTILINE)
    assert sorted(told) == sorted((rule.id, rule.level, ", ".join(rule.source)) for rule in all_rules())


def test_a_reserved_id_is_not_taken() -> None:
    reserved = text_of("docs/rules.md").partition("## Reserved ids")[2]
    assert {rule.id for rule in all_rules()}.isdisjoint(re.findall(r"`([\w.-]+)`", reserved))


def test_the_table_of_topics_is_the_topics() -> None:
    told = re.findall(r"^\| ([\w-]+) \| ", text_of("docs/topics.md"), re.MULTILINE)
    assert tuple(told[1:]) == TOPICS


def commands() -> list[str]:
    """Every command as it is typed, those of a group by both words."""
    found: list[str] = []
    for name, command in typer.main.get_group(app).commands.items():
        inner = getattr(command, "commands", None)
        found += [f"{name} {one}" for one in inner] if inner else [name]
    return found


@pytest.mark.parametrize("command", commands())
def test_a_command_is_in_the_contract(command: str) -> None:
    assert re.search(rf"^\| `wanyan {command}[ `]", text_of("docs/contract.md"), re.MULTILINE)


def test_every_room_is_in_the_architecture() -> None:
    rooms = {path.stem for path in Path(rag.__file__).parent.glob("[!_]*")}
    assert rooms - set(re.findall(r"`(\w+)/?`", text_of("docs/architecture.md"))) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    broken: list[str] = []
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
