"""The wheel is whole: installed elsewhere, it drafts from its own text folders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*command: str, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_draft_is_made_from_the_installed_wheel(tmp_path: Path) -> None:
    python, site = sys.executable, tmp_path / "site"
    run(python, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), ".", cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel), cwd=tmp_path)
    where = run(python, "-c", "import rag; print(rag.__file__)", cwd=tmp_path, PYTHONPATH=str(site))
    assert where.startswith(str(site))
    command = [python, "-c", "from rag.cli import main; main()", "draft", "chat", "能开发票吗"]
    assert "发票" in run(*command, cwd=tmp_path, PYTHONPATH=str(site), PYTHONIOENCODING="utf-8")
