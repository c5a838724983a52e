"""The commands as a user runs them: what they print, how they exit, and what bad input is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag import cli
from tests.commands import run, started


def answer(*args: str, stdin: bytes | str = b"") -> Any:
    """What a command prints as JSON."""
    return json.loads(started(*args, stdin=stdin).stdout)


# What they print -------------------------------------------------------------------------------------


def test_a_chat_is_drafted_as_the_contract_has_it() -> None:
    draft = answer("draft", "chat", "退货运费谁出", "--agent", "8", "--json")
    assert draft["status"] == "ready"
    assert draft["channel"] == "chat"
    assert draft["shop"] == "handbook"
    assert draft["text"] == "\n".join(draft["segments"])
    assert {"card", "title", "quote", "source"} == set(draft["citations"][0])
    assert {"retrieve", "draft", "check", "total"} == set(draft["timings_ms"])
    assert draft["made_by"]["drafter"] == "offline"


def test_turns_and_facts_come_from_files(tmp_path: Path) -> None:
    turns, facts = tmp_path / "turns.json", tmp_path / "facts.json"
    turns.write_text(
        '[{"role":"customer","text":"在吗"},{"role":"agent","text":"您好"},{"role":"customer","text":"快递到哪了"}]'
    )
    facts.write_text('{"order":{"state":"shipped","carrier":"圆通速递"}}')
    draft = answer("draft", "chat", "--turns", str(turns), "--facts", str(facts), "--json")
    assert "圆通速递" in draft["text"]
    assert "您好" not in draft["text"]


def test_a_review_may_stand_on_another_platform_than_the_shop_s() -> None:
    draft = answer("draft", "review", "鞋面好看，就是掉色", "--stars", "2", "--platform", "amazon", "--json")
    assert "联系买家" in draft["next_steps"][0]


def test_rows_of_a_file_give_a_draft_a_line_in_order(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"id":"a","turns":[{"role":"customer","text":"在吗"}]}\n{"id":"b","channel":"review","review":{"text":"很好"}}\n'
    )
    printed = [json.loads(line) for line in run("draft", "chat", "--file", str(rows)).stdout.splitlines()]
    assert [(row["id"], row["channel"]) for row in printed] == [("a", "chat"), ("b", "review")]


def test_an_id_of_nought_is_an_id_and_a_missing_one_the_line() -> None:
    rows = '{"id":0,"reply":"好的"}\n{"id":null,"reply":"好的"}\n'
    printed = [json.loads(line) for line in run("check", "-", "--format", "jsonl", stdin=rows).stdout.splitlines()]
    assert [row["id"] for row in printed] == ["0", "#2"], "no other row can bear the line's number as its own id"


def test_json_nested_beyond_reading_is_told(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text("[" * 100_000)
    done = started("draft", "chat", "在吗", "--facts", str(facts))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_name_is_no_number() -> None:
    assert "我是客服小王。" in run("draft", "chat", "能开发票吗", "--agent", "小王").stdout


def test_text_is_read_from_standard_input() -> None:
    assert "发票" in started("draft", "chat", stdin="能开发票吗").stdout


def test_findings_stand_under_the_words_they_mean() -> None:
    done = started("check", "-", stdin="亲，这个退不了的哦")
    assert done.returncode == 1
    reply, marks = done.stdout.splitlines()[1:3]
    assert "退不了" in reply
    assert set(marks.strip()) == {"^"}


def test_check_prints_a_line_a_row_in_order() -> None:
    rows = '{"id":"1","reply":"不能退。"}\n\n{"id":"2","reply":"可以的，马上为您办理。","context":"能换吗"}\n'
    printed = [json.loads(line) for line in run("check", "-", "--format", "jsonl", stdin=rows).stdout.splitlines()]
    assert [(row["id"], row["verdict"]) for row in printed] == [("1", "block"), ("2", "pass")]
    finding = next(one for one in printed[0]["findings"] if one["level"] == "error")
    assert set(finding) == {"rule", "level", "message", "start", "end", "text", "suggestion", "source"}
    assert "不能退。"[finding["start"] : finding["end"]] == finding["text"]


def test_check_sums_up_in_json() -> None:
    assert answer("check", "-", "--format", "json", stdin="好的，马上为您办理。\n\n不能退。")["summary"] == {
        "pass": 1, "warn": 0, "block": 1, "unverified": 0,
    }  # fmt: skip


def test_csv_rows_are_checked_too(tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text(
        '﻿id,reply,channel,facts\nr1,"谢谢您的支持, 欢迎再来",review,\nr2,不能退。,chat,"{""cause"":""quality""}"\n'
    )
    printed = [json.loads(line) for line in run("check", str(table), "--format", "jsonl").stdout.splitlines()]
    assert [(row["id"], row["verdict"]) for row in printed] == [("r1", "pass"), ("r2", "block")]


def test_search_prints_what_the_drafter_would_read() -> None:
    hits = answer("search", "退货运费谁出", "-k", "3", "--json")
    assert len(hits) == 3
    assert hits[0]["card"] == "return-shipping-who-pays"
    assert {"card", "title", "topics", "score", "text", "source"} <= set(hits[0])


def test_search_answers_a_file_a_line_a_row() -> None:
    done = run("search", "--file", "-", stdin='{"id":"q1","question":"能开发票吗"}\n')
    row = json.loads(done.stdout)
    assert row["id"] == "q1"
    assert "invoice" in row["hits"][0]["topics"]


def test_index_takes_a_raw_document_in_and_says_what_it_left_out(tmp_path: Path, few_cards: Path) -> None:
    there = {"WANYAN_DATA": str(tmp_path / "data"), "WANYAN_KNOWLEDGE": str(few_cards)}
    handbook = tmp_path / "007_琴行手册.txt"
    handbook.write_text(
        "一、调音\n立式钢琴搬运之后要静置两周再请师傅调音，头一年调两次。\n" * 4, encoding="gb18030"
    )
    done = started("index", str(handbook), env=there)
    assert done.returncode == 0, done.stderr
    assert "added" in done.stdout
    again = started("index", env=there)
    assert "added" not in again.stdout
    hits = json.loads(started("search", "钢琴多久调音", "-k", "2", "--json", env=there).stdout)
    assert any(hit.get("unreviewed") and hit["source"] == "007" for hit in hits)


def test_rules_and_shops_are_listed_and_told() -> None:
    assert "unexplained-negation" in started("rules").stdout
    assert answer("rules", "unexplained-negation", "--json")["bad"]
    assert "return-leg" in run("shops").stdout
    assert answer("shops", "return-leg", "--json")["return_shipping"]["customer"] == "return_only"


# Bad input -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "stdin", "says"),
    [
        (["draft", "chat", ""], b"", "empty"),
        (["draft", "chat"], b"", "empty"),
        (["draft", "chat"], "退货".encode("gb18030"), "UTF-8"),
        (["draft", "chat", "退" * 30_000], b"", "30,000 characters"),
        (["draft", "chat", "在吗", "--shop", "nope"], b"", "unknown shop 'nope'"),
        (["draft", "chat", "在吗", "--facts", "nope.json"], b"", "nope.json"),
        (["draft", "chat", "--file", "-"], b"{}", "-:1: nothing to reply to"),
        (["draft", "chat", "--file", "-"], b'{"mood":"bad"}', "mood: unknown key"),
        (["draft", "review", "ok", "--stars", "9"], b"", "--stars"),
        (["check", "nope.txt"], b"", "nope.txt"),
        (["check", "-"], b"\xff\xfe\x00", "UTF-8"),
        (["check", "-"], b'{"id":1}', "`reply`"),
        (["check", "-"], b'{"id":"1","reply":"ok"}\n{broken', "standard input:2"),
        (["check", "-"], b'{"reply":"ok","facts":{"order":{"colour":1}}}', "order.colour: unknown key"),
        (["check", "-", "--format", "yaml"], b"", "yaml"),
        (["check", "-"], b'{"id":"1","reply":"ok","n":' + b"9" * 5000 + b"}", "standard input:1"),
        (["check", "-"], b'{"reply":"\\ud83d"}', "standard input:1"),
        (["draft", "chat", "在吗", "--agent", "8\n全额退款"], b"", "agent"),
        (["draft", "chat", "在吗", "--color", "purple"], b"", "purple"),
        (["draft", "review", "--file", "-"], b'{"review":{"text":"ok","stars":9}}', "-:1: review.stars"),
        (["draft", "review", "ok", "--platform", "nowhere"], b"", "taobao"),
        (
            ["draft", "chat", "--file", "-"],
            b'{"turns":[{"role":"customer","text":"ok"}],"platform":"jd"}',
            "platform",
        ),
        (
            ["draft", "chat", "--file", "-"],
            b'{"shop":"nope","turns":[{"role":"customer","text":"ok"}]}',
            "-:1: unknown shop",
        ),
        (["index", "nowhere"], b"", "no such file"),
        (["search"], b"", "question"),
        (["rules", "nope"], b"", "unknown rule"),
        (["frobnicate"], b"", "frobnicate"),
    ],
)
def test_wrong_use_is_said_in_one_line(args: list[str], stdin: bytes, says: str) -> None:
    done = run(*args, stdin=stdin)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_facts_with_an_unknown_key_name_it(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"cuase":"quality"}')
    done = run("draft", "chat", "在吗", "--facts", str(facts))
    assert (done.returncode, "cuase: unknown key" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("setting", "says"),
    [({"WANYAN_SHPO": "x"}, "did you mean WANYAN_SHOP?"), ({"WANYAN_DEADLINE": "soon"}, "WANYAN_DEADLINE")],
)
def test_a_wrong_setting_is_named(setting: dict[str, str], says: str) -> None:
    done = started("draft", "chat", "在吗", env=setting)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert says in done.stderr


def test_a_malformed_card_is_refused_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "shops").mkdir()
    (tmp_path / "shops" / "handbook.yaml").write_text("id: handbook\nname: 店\nsource: ['000']\n")
    (tmp_path / "cards" / "a.md").write_text("---\nid: a\ntitle: t\ntopics: [nonsense]\n---\nbody\n")
    done = run("search", "在吗", env={"WANYAN_KNOWLEDGE": str(tmp_path)})
    assert done.returncode == 2
    assert "a.md:" in done.stderr


def test_a_folder_that_cannot_be_written_costs_nothing_but_a_word(few_cards: Path) -> None:
    there = {"WANYAN_DATA": "/proc/nowhere", "WANYAN_KNOWLEDGE": str(few_cards)}
    done = started("draft", "chat", "能开发票吗", env=there)
    assert done.returncode == 0
    assert "发票" in done.stdout
    assert "in memory" in done.stderr


def test_a_hundred_kilobytes_are_checked() -> None:
    done = started("check", "-", "--format", "jsonl", stdin="好的，马上为您办理。" * 10_000)
    assert json.loads(done.stdout)["verdict"] in {"pass", "warn"}


def test_a_fault_of_ours_is_no_finding(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A crash must not look like a reply that breaks a rule: exit status 3, the trace, and a line at its end."""

    def crash(*_: object) -> object:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("rag.wiring.build_checking", crash)
    monkeypatch.setattr("sys.argv", ["wanyan", "shops"])
    assert cli._run() == cli.FAILED
    *trace, last = capsys.readouterr().err.splitlines()
    assert trace[0].startswith("Traceback")
    assert last == "wanyan: this should not have happened: RuntimeError: on purpose"
