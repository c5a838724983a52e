"""A run as its readers want it: on the terminal and, in a folder, as results, JUnit, Markdown and a page."""

from __future__ import annotations

from pathlib import Path

from evals import results
from evals.outcome import Outcome
from evals.reports.digest import digests
from evals.reports.junit import junit
from evals.reports.markdown import markdown
from evals.reports.page import page
from rag.errors import InputError
from rag.tables.output import check_writable, whole_file

FILES = ("results.json", "junit.xml", "report.md", "index.html")


def check_folder(folder: Path) -> None:
    """Make the folder. Raises InputError where it cannot be written, before anything is run."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {(error.strerror or '').lower()}") from error
    for name in FILES:
        check_writable(folder / name)


def write_all(outcome: Outcome, folder: Path) -> None:
    """Write the four FILES. Raises InputError where they cannot be written."""
    check_folder(folder)
    results.write(outcome.run, folder / "results.json")
    texts = {"junit.xml": junit(digests(outcome)), "report.md": markdown(outcome), "index.html": page(outcome)}
    for name, text in texts.items():
        with whole_file(folder / name) as out:
            out.write(text)
