"""The mutations fit the project as it is, and breaking a copy leaves the project alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.mutations.mutation import Mutation, copy_project, load_mutations
from evals.suites import SUITES
from rag.errors import InputError
from rag.settings import ROOT

MUTATIONS = load_mutations()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    copy_project(ROOT, folder)
    return folder


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.id)
def test_a_mutation_fits_the_project(mutation: Mutation, copy: Path) -> None:
    path = copy / mutation.file
    before = path.read_bytes()
    mutation.apply(copy)
    try:
        assert not path.exists() or path.read_bytes() != before
        if path.exists() and path.suffix == ".py":
            compile(path.read_text(encoding="utf-8"), mutation.file, "exec")
        assert (ROOT / mutation.file).read_bytes() == before
    finally:
        path.write_bytes(before)


def test_there_are_thirty_at_least_and_no_id_stands_twice() -> None:
    assert len(MUTATIONS) >= 30
    assert len({mutation.id for mutation in MUTATIONS}) == len(MUTATIONS)


def test_the_suites_named_exist() -> None:
    assert {suite for mutation in MUTATIONS for suite in mutation.suites} <= set(SUITES)


def test_a_mutation_that_no_longer_fits_says_so(copy: Path) -> None:
    edit = next(mutation for mutation in MUTATIONS if mutation.old)
    with pytest.raises(InputError, match="stands 0 times"):
        replace(edit, old="words that stand nowhere at all").apply(copy)
    with pytest.raises(InputError, match="no file"):
        replace(edit, file="rag/nowhere.py").apply(copy)
