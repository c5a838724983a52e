"""`wanyan check` as it is run: files, pipes, exit status, and what is written beside the output."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from tests import commands
from tests.commands import WANYAN, Done, started
from tests.inspection.conftest import jsonl

ROOT = Path(__file__).parents[2]
BAD, GOOD = {"id": "bad", "reply": "不能退。", "agent": "小王"}, {"id": "good", "reply": "好的，马上为您办理。"}


def run(*args: str | Path, stdin: bytes | str = b"", cwd: Path | None = None) -> Done:
    """Run the command in this process."""
    return commands.run("check", *args, stdin=stdin, cwd=cwd)


def test_a_bad_row_costs_itself_and_no_other(tmp_path: Path) -> None:
    log = jsonl(tmp_path / "log.jsonl", GOOD, BAD)
    log.write_text("{broken\n" + log.read_text() + '{"id":"3"}\n')
    done = started("check", log, "--format", "json")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith(f"wanyan: {log}:1: not valid JSON")
    assert done.stderr.splitlines()[1] == f"wanyan: {log}:4: the row has no text under `reply`"
    assert [row["id"] for row in json.loads(done.stdout)["results"]] == ["good", "bad"]


def test_several_files_are_one_run_and_rows_without_an_id_are_told_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text("回复\n好的\n")
    done = started("check", "a.csv", "b.csv", "--format", "jsonl", cwd=tmp_path)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a.csv:2", "b.csv:2"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["log.jsonl", "nope.csv"], "nope.csv: no such file"),
        (["."], ".: is a directory"),
        (["log.jsonl", "--report", "nowhere/page.html"], "nowhere/page.html: cannot be written"),
        (["log.jsonl", "--write-baseline", "."], ".: is a directory"),
        (["log.jsonl", "--baseline", "log.jsonl"], "log.jsonl"),
        (["log.jsonl", "--suppressions", "nope.yaml"], "nope.yaml: no such file"),
        (["log.jsonl", "--jobs", "0"], "--jobs"),
        (["empty.csv"], "empty.csv:1: no column `reply`"),
        (["bytes.txt"], "bytes.txt: not text"),
    ],
)
def test_wrong_use_is_said_before_anything_is_checked(tmp_path: Path, args: list[str], says: str) -> None:
    jsonl(tmp_path / "log.jsonl", BAD)
    (tmp_path / "empty.csv").touch()
    (tmp_path / "bytes.txt").write_bytes(bytes(range(128, 256)) * 3)
    done = run(*args, "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [
        ["log.jsonl", "--report", "log.jsonl"],
        ["log.jsonl", "--report", "./linked.jsonl"],
        ["log.jsonl", "--write-baseline", "hard.jsonl"],
        ["log.jsonl", "--report", "new.html", "--write-baseline", "./new.html"],
        ["log.jsonl", "--suppressions", "s.yaml", "--report", "s.yaml"],
        ["log.jsonl", "--baseline", "known.json", "--report", "known.json"],
    ],
)
def test_what_is_read_is_never_written_over(tmp_path: Path, args: list[str]) -> None:
    log = jsonl(tmp_path / "log.jsonl", BAD)
    (tmp_path / "linked.jsonl").symlink_to(log)
    (tmp_path / "hard.jsonl").hardlink_to(log)
    (tmp_path / "s.yaml").write_text("{}")
    run(log, "--write-baseline", tmp_path / "known.json")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = run(*args, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "would be overwritten" in done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_baseline_is_written_anew_in_its_place(tmp_path: Path) -> None:
    log, known = jsonl(tmp_path / "log.jsonl", BAD), tmp_path / "known.json"
    run(log, "--write-baseline", known)
    assert run(log, "--baseline", known, "--write-baseline", known).returncode == 0


def test_an_editor_gets_its_own_file_name(tmp_path: Path) -> None:
    done = run("--stdin-filename", "scripts/退货.txt", stdin="您好。\n\n亲，不能退。\n")
    assert done.returncode == 1
    assert any(line.startswith("scripts/退货.txt:3:3: error: ") for line in done.stdout.splitlines())
    annotated = run("--stdin-filename", "a.csv", "--format", "github", stdin="回复\n不能退。\n").stdout
    assert "::error file=a.csv,line=2,endLine=2,col=1," in annotated


def test_known_findings_fail_no_more(tmp_path: Path) -> None:
    log, baseline = jsonl(tmp_path / "log.jsonl", BAD, GOOD), tmp_path / "known.json"
    assert run(log, "--write-baseline", baseline).returncode == 1
    jsonl(log, GOOD, {**BAD, "id": "moved"})
    done = run(log, "--baseline", baseline, "--format", "jsonl")
    assert done.returncode == 0
    assert "known findings not reported, 0 of the baseline gone" in done.stderr
    assert json.loads(done.stdout.splitlines()[1])["known"] >= 1
    jsonl(log, BAD, BAD)
    assert run(log, "--baseline", baseline).returncode == 1


def test_exceptions_are_kept_in_sight_and_unused_ones_told(tmp_path: Path) -> None:
    rules = {one["rule"] for one in json.loads(run("--format", "jsonl", stdin=json.dumps(BAD)).stdout)["findings"]}
    excused = {**BAD, "suppress": [{"rule": rule, "reason": "主管批准"} for rule in sorted(rules)]}
    log = jsonl(tmp_path / "log.jsonl", excused)
    done = run(log, "--format", "jsonl", "--strict-suppressions")
    assert (done.returncode, done.stderr) == (0, "")
    row = json.loads(done.stdout)
    assert (row["verdict"], row["findings"], len(row["suppressed"])) == ("pass", [], len(rules))
    jsonl(log, {**GOOD, "suppress": [{"rule": "unexplained-negation", "reason": "主管批准"}]})
    assert run(log).returncode == 0
    strict = run(log, "--strict-suppressions")
    assert strict.returncode == 1
    assert "log.jsonl:1: the exception for unexplained-negation is not used" in strict.stderr


def test_an_exception_for_a_rule_that_is_none_is_told_the_right_one(tmp_path: Path) -> None:
    log = jsonl(tmp_path / "log.jsonl", {**BAD, "suppress": "form-of-addres -- r"}, GOOD)
    done = run(log, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["good"]
    says = "unknown rule 'form-of-addres'; did you mean form-of-address?"
    assert (done.returncode, done.stderr) == (2, f"wanyan: {log}:1: suppress: {says}\n")
    kept = tmp_path / "s.yaml"
    kept.write_text("bad: unexplained-negation.alternative -- r\n")
    refused = run(log, "--suppressions", kept)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert "s.yaml: bad: unknown rule 'unexplained-negation.alternative'; did you mean unexplained-negation?" in (
        refused.stderr
    )


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [
        ("form-of-addres", 2, "unknown rule 'form-of-addres'; did you mean form-of-address?"),
        ("zzz", 2, "unknown rule 'zzz'; `wanyan rules` lists them"),
        ("return-shipping", 0, "return-shipping.unverified-promise"),
        ("unexplained-negation.alternative", 0, "grade unexplained-negation.alternative: "),
    ],
)
def test_rules_are_found_by_family_and_grade(name: str, status: int, says: str) -> None:
    done = commands.run("rules", name)
    assert done.returncode == status
    assert says in done.stdout + done.stderr


def test_an_exception_by_id_covers_no_rows_that_share_the_id(tmp_path: Path) -> None:
    log = jsonl(tmp_path / "log.jsonl", BAD, {**BAD, "id": "one"}, BAD)
    rules = [one["rule"] for one in json.loads(run("--format", "jsonl", stdin=json.dumps(BAD)).stdout)["findings"]]
    kept = tmp_path / "s.json"
    kept.write_text(json.dumps({row: [{"rule": rule, "reason": "r"} for rule in rules] for row in ("bad", "one")}))
    for done, name in (
        (run(log, "--format", "jsonl", "--suppressions", kept), str(log)),
        (run("--format", "jsonl", "--suppressions", kept, stdin=log.read_text()), "standard input"),
    ):
        assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["block", "pass", "block"]
        says = f"the exceptions for row bad are not applied: several rows have that id: {name}:1, {name}:3"
        assert done.stderr == f"wanyan: {says}\n"


def test_the_summary_stands_for_the_text_and_beside_other_formats(tmp_path: Path) -> None:
    log = jsonl(tmp_path / "log.jsonl", BAD, GOOD)
    alone = run(log, "--summary")
    assert "by agent" in alone.stdout
    assert alone.stderr == ""
    beside = run(log, "--summary", "--format", "json", "--report", tmp_path / "page.html")
    assert json.loads(beside.stdout)["summary"]["block"] == 1
    assert "by agent" in beside.stderr
    assert "小王" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(("row", "status"), [(GOOD, 0), (BAD, 1)])
def test_a_reader_that_has_seen_enough_ends_the_run_quietly(
    tmp_path: Path, row: dict[str, str], status: int
) -> None:
    log = jsonl(tmp_path / "log.jsonl", *[row] * 3_000)
    for jobs in ("1", "2"):
        command = (
            f"{shlex.quote(str(WANYAN))} check {shlex.quote(str(log))} --format json --jobs {jobs} | head -n 3"
        )
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=120, check=False
        )
        assert (done.returncode, done.stderr) == (status, b"")


def test_a_reader_that_reads_nothing_changes_no_status(tmp_path: Path) -> None:
    log = jsonl(tmp_path / "log.jsonl", BAD)
    command = (
        f"{shlex.quote(str(WANYAN))} check {shlex.quote(str(log))} --format jsonl | true; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == (b"1\n", b"")


def test_processes_print_what_one_prints(tmp_path: Path) -> None:
    log = jsonl(tmp_path / "log.jsonl", *[{**BAD, "id": str(n), "reply": f"第{n}单不能退。"} for n in range(300)])
    one, two = (run(log, "--format", "sarif", "--jobs", jobs).stdout for jobs in ("1", "2"))
    assert one == two


def test_the_hook_runs_its_entry_on_files_it_is_given(tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["id"], hook["language"]) == ("wanyan-check", "python")
    jsonl(tmp_path / "ok.jsonl", GOOD)
    (tmp_path / "script.txt").write_text("不能退。\n")
    path = f"{WANYAN.parent}{os.pathsep}{os.environ['PATH']}"
    for names, status in ((["ok.jsonl"], 0), (["ok.jsonl", "script.txt"], 1)):
        command = [*shlex.split(hook["entry"]), *names]
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, timeout=60, check=False
        )
        assert done.returncode == status, done.stderr


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = run("--report", pipe, stdin="好的")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert pipe.is_fifo()


def test_a_link_is_kept_and_what_it_names_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_text("old")
    link.symlink_to(real)
    assert started("check", "--report", link, stdin="好的").returncode == 0
    assert link.is_symlink()
    assert "回复质检" in real.read_text(encoding="utf-8")


def test_half_an_input_makes_no_baseline_and_says_so_on_the_page(tmp_path: Path) -> None:
    log, known, page = tmp_path / "log.txt", tmp_path / "known.json", tmp_path / "page.html"
    log.write_text("不能退。\n\n" + "好" * 4_300_000)
    known.write_text("kept")
    done = run(log, "--write-baseline", known, "--report", page, "--format", "json")
    assert done.returncode == 2
    assert "log.txt:3: a row of more than" in done.stderr
    assert known.read_text() == "kept"
    assert "未读完" in page.read_text(encoding="utf-8")
    assert json.loads(done.stdout)["summary"]["block"] == 1
