"""Ctrl-C is the parent's to answer: its workers never hear it, and it hears what came meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from rag.processes import cores, deaf_to_ctrl_c


@pytest.fixture(autouse=True)
def heeding() -> Iterator[None]:
    """Ctrl-C heeded: whoever runs the tests in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_a_worker_does_not_hear_it_even_while_it_starts() -> None:
    with deaf_to_ctrl_c():
        worker = subprocess.Popen([sys.executable, "-c", "print('done')"], stdout=-1, stderr=-1, text=True)
    os.kill(worker.pid, signal.SIGINT)
    assert worker.communicate(timeout=60) == ("done\n", "")
    assert worker.returncode == 0


def test_the_parent_hears_it_afterwards() -> None:
    heard = []
    with pytest.raises(KeyboardInterrupt), deaf_to_ctrl_c():  # noqa: PT012 - it comes at the end of the block
        os.kill(os.getpid(), signal.SIGINT)
        heard.append("not yet")
    assert heard == ["not yet"]


def test_there_is_a_processor_to_work_with() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
