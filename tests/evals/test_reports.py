"""What each reader is told of a run: on the terminal, as JUnit, as Markdown and as a page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import xmlschema
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page

from evals.comparison import Change, intervals
from evals.gates import Breach, Gate
from evals.outcome import Options, Outcome
from evals.reports import FILES, check_folder, terminal, write_all
from evals.reports.charts import strip, tracks, whiskers
from evals.reports.digest import Figure, digests, headline, spread, texts
from evals.reports.junit import junit
from evals.reports.markdown import LIMIT, markdown
from evals.reports.marking import changed, pieces, spans_of
from evals.reports.page import page
from evals.results import read
from rag.errors import InputError
from rag.terminal import cells
from tests.evals.made import BRIBE, HOSTILE, POSTAGE, QUARREL, case, of_everything, outcome, run, suite

SCHEMA = xmlschema.XMLSchema(Path(__file__).parents[1] / "schemas" / "junit-10.xsd")
ALL = of_everything()
GOOD = outcome(run(suite("chat", [case("a", why=POSTAGE)], right=1.0)), run(suite("chat", [case("a")])))


def printed(capsys: pytest.CaptureFixture[str], told: Outcome, **options: object) -> tuple[str, str]:
    terminal.show(told, Options(**options))  # type: ignore[arg-type]
    found = capsys.readouterr()
    return found.out, found.err


# Terminal --------------------------------------------------------------------------------------------


def test_a_suite_is_a_line_that_fits_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = printed(capsys, ALL)
    lines = [line for line in out.splitlines() if line[:1] in "✓✗"]
    assert [line.split()[1] for line in lines] == ["rules", "chat", "attacks"]
    assert all(cells(line) <= 80 for line in lines)
    assert re.search(r"✗ rules +33 +0\.000 −1\.000 +1\.2 +recall 0\.000", out)


def test_what_fails_the_run_goes_to_standard_error_alone(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = printed(capsys, ALL)
    assert BRIBE not in out
    assert "FAILED: 1 suite could not be run, 1 gate broken, 33 cases worse" in err
    assert "mend it: what breaks a gate cannot be blessed" in err
    out, err = printed(capsys, GOOD)
    assert err == ""
    assert "held: 1 case in 1 suite" in out


def test_a_rule_that_is_gone_is_told_by_class_with_each_harm_once(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = printed(capsys, ALL)
    assert "33 cases worse: pay-for-review: 21, arguing: 12 — bad replies are sent" in err
    assert err.count(BRIBE) == err.count(QUARREL) == 1
    assert "gate broken: recall is 0.000, must be at least 0.95 — whoever breaks a rule is not stopped" in err
    assert err.count("worse: pay-for-review-") == 7
    assert err.count("worse: arguing-") == 1
    assert "… 25 more (--misses lists all)" in err
    assert "attacks: could not be run: no index — an attacker has their way" in err


def test_all_are_listed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = printed(capsys, ALL, misses=True)
    assert err.count("worse: ") >= 33
    assert "more (--misses" not in err


def test_words_that_changed_and_scores_and_what_is_better_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = printed(capsys, ALL)
    assert "says otherwise: draft-25: now says '运费由您承担。'; no longer says '运费由我们承担，请您放心。'" in err
    assert "lower: says: -0.100" in err
    assert err.count("gone: draft-") == 4
    assert "    1 known to fail (--misses lists all)" in out
    assert "known: known: postage is promised wrongly" in printed(capsys, ALL, misses=True)[0]
    assert "chat: 1 case better, 1 case new: mended, fresh" in out


def test_a_suite_that_is_asked_for_tells_every_figure_gate_and_class(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = printed(capsys, ALL, suites=("rules", "chat"))
    assert re.search(r"recall +0\.000 −1\.000 +BROKEN: at least 0\.95", out)
    assert re.search(r"p95_ms +52\.0 \+12\.0 +gate: at most 60", out)
    assert re.search(r"pay-for-review +0 +33 +1 +20", out)


def test_blessing_says_what_came_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert "not blessed: a gate is broken" in printed(capsys, ALL, bless=True)[1]
    assert "blessed: later runs" in printed(capsys, GOOD, bless=True)[0]


def test_figures_for_machines_leave_standard_output_to_json(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = printed(capsys, GOOD, as_json=True)
    assert out.startswith("{")
    assert "held" in err


def test_on_a_terminal_lines_are_broken_between_wide_characters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    told = outcome(run(suite("chat", [case("a", "退货运费" * 40)])), run(suite("chat", [case("a")])))
    _, err = printed(capsys, told)
    plain = re.sub(r"\x1b\[[\d;]*m", "", err)
    assert plain != err
    assert "退货运费" * 40 in re.sub(r"\n +", "", plain)
    assert max(map(cells, plain.splitlines())) <= 80


# What all reports rest on ----------------------------------------------------------------------------


def test_of_many_changes_one_of_every_class_is_shown() -> None:
    many = [Change("rules", f"a{n}", "worse", "x", "h", 4, "arguing") for n in range(20)]
    few = [
        Change("rules", f"b{n}", "worse", "x", "h", 1, group) for n, group in enumerate(("stalling", "ignorance"))
    ]
    shown = spread([*many, *few], 8)
    assert [one.case for one in shown] == ["a0", "a1", "a2", "a3", "a4", "a5", "b0", "b1"]


def test_a_suite_that_was_not_run_at_all_is_told() -> None:
    left_out = replace(GOOD, broken=(Breach("review", "is not run any more", "reviews stay unanswered"),))
    assert [(digest.suite.name, digest.held) for digest in digests(left_out)] == [("chat", True), ("review", False)]
    assert headline(left_out) == "1 suite could not be run"


def test_what_was_said_is_set_against_what_was_said_and_approved_against_approved() -> None:
    now = case("a", said="您好，运费我们出。", approved="运费我们出。")
    assert texts(now, None) == ("", "您好，运费我们出。")
    assert texts(now, case("a", approved="运费我们出。")) == ("", "您好，运费我们出。")
    assert texts(now, case("a", approved="运费您出。")) == ("运费您出。", "运费我们出。")
    assert texts(now, case("a", said="您好。", approved="运费我们出。")) == ("您好。", "您好，运费我们出。")


# JUnit -----------------------------------------------------------------------------------------------


def parsed(told: Outcome) -> dict[str, ET.Element]:
    text = junit(digests(told))
    SCHEMA.validate(text)
    return {one.get("name", ""): one for one in ET.fromstring(text)}  # noqa: S314 - we wrote it


def test_junit_is_valid_and_its_failures_are_what_fails_the_run() -> None:
    suites = parsed(ALL)
    rules, chat, attacks = suites["rules"], suites["chat"], suites["attacks"]
    assert (rules.get("tests"), rules.get("failures"), rules.get("errors")) == ("34", "34", "0")
    failed = {one.get("name"): one.find("failure") for one in chat}
    kinds = {name: one.get("type") for name, one in failed.items() if one is not None}
    gone = {f"draft-{number}": "gone" for number in range(26, 30)}
    assert kinds == {"draft-25": "says otherwise", "says": "lower", **gone}
    assert (attacks.get("tests"), attacks.get("errors")) == ("1", "1")
    known = {one.get("name"): one.findtext("system-out") for one in chat}["known"]
    assert known == "known to fail, as the baseline says too: postage is promised wrongly"


def test_a_failure_tells_problem_harm_and_texts() -> None:
    failure = next(iter(parsed(ALL)["rules"])).find("failure")
    assert failure is not None
    assert failure.get("message") == "a reply that breaks the rule passes: 返现5元"
    assert failure.text == (
        "a reply that breaks the rule passes: 返现5元\n"
        f"why it matters: {BRIBE}\nasked: 好评有红包吗\nsaid: 亲，好评截图发我，返现5元哦"
    )


def test_without_a_baseline_every_failing_case_is_a_failure_and_none_is_skipped() -> None:
    told = parsed(outcome(run(suite("chat", [case("a", "x\x07"), case("b")]))))["chat"]
    assert (told.get("tests"), told.get("failures")) == ("2", "1")
    assert told.find(".//skipped") is None
    assert "\x07" not in ET.tostring(told, encoding="unicode")


# Markdown --------------------------------------------------------------------------------------------

RENDER = MarkdownIt("gfm-like", {"linkify": False})


def test_markdown_tells_verdict_figures_regressions_and_what_is_better() -> None:
    told = markdown(ALL)
    assert told.startswith("## ❌ Failed: 1 suite could not be run, 1 gate broken")
    assert "| ❌ rules | 33 | right | 0.000 | −1.000 | −1.000 … −1.000 |  |" in told
    assert (
        "|  |  | recall | **0.000** | −1.000 |  | ❌ at least 0.95: whoever breaks a rule is not stopped |" in told
    )
    assert "### ❌ rules: 33 cases worse: pay-for-review: 21, arguing: 12" in told
    assert f"**{BRIBE}**" in told
    assert "- chat: 1 case better, 1 case new: `mended`, `fresh`" in told
    assert markdown(GOOD).startswith("## ✅ Held: 1 case in 1 suite")


def test_markdown_renders_customers_words_as_words() -> None:
    spoiled = case(
        HOSTILE, HOSTILE, why=HOSTILE, asked=HOSTILE, said=HOSTILE, findings=(f"r: {HOSTILE}",), classes=(HOSTILE,)
    )
    told = outcome(run(suite("chat", [spoiled], HOSTILE)), run(suite("chat", [case(HOSTILE)])))
    rendered = RENDER.render(markdown(told))
    tags = set(re.findall(r"<\s*(\w+)", rendered))
    assert tags <= {
        "h2",
        "h3",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
        "p",
        "ul",
        "li",
        "code",
        "strong",
        "pre",
    }
    assert "fat</strong>" not in rendered
    assert "evil.example" in rendered
    outside = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", rendered, flags=re.DOTALL)
    assert not re.search(r"@somebody|#7\b|https://", outside)
    assert {row.count("<td") for row in re.findall(r"<tr>\n<td.*?</tr>", rendered, re.DOTALL)} == {7}


def test_markdown_fits_a_comment_and_says_what_is_left_out() -> None:
    many = [case(f"c{number}", "运费" * 600, why=f"harm {number}", said="话" * 3_000) for number in range(400)]
    suites = [suite(f"s{number}", many) for number in range(9)]
    before = [replace(one, cases=tuple(case(f"c{number}") for number in range(400))) for one in suites]
    told = markdown(outcome(run(*suites), run(*before)))
    assert len(told) <= LIMIT
    assert told.rstrip().endswith("does not fit into a comment; the page of the report has all of it.*")
    assert told.count("<details>") == told.count("</details>")


# Charts and marks ------------------------------------------------------------------------------------


def test_a_track_draws_value_gate_and_what_lies_beyond_it() -> None:
    gated = {digest.suite.name: digest for digest in digests(ALL)}
    recall, p95 = (
        next(
            pair for pair in zip(gated[name].figures, tracks(gated[name].figures, {}), strict=True) if pair[0].gate
        )
        for name in ("rules", "chat")
    )
    assert (recall[1].now, recall[1].gate, recall[1].forbidden) == (0.0, 95.0, (0.0, 95.0))
    assert (p95[1].axis.high, p95[1].before, p95[1].now) == (80.0, 50.0, 65.0)
    assert p95[1].forbidden == (75.0, 100.0)


def test_shares_of_a_suite_stand_on_one_axis_near_them() -> None:
    right, recall = tracks([Figure("right", 0.97), Figure("recall", 0.92)], {})
    assert right.axis == recall.axis
    assert (right.axis.low, right.axis.high) == (0.9, 1.0)
    assert recall.now == pytest.approx(20.0)


def test_small_shares_have_an_axis_of_their_own() -> None:
    right, rate = tracks(
        [Figure("right", 0.99), Figure("false_alarm_rate", 0.004, gate=Gate(most=0.01, harm="x"))], {}
    )
    assert (right.axis.low, rate.axis.low) == (0.9, 0.0)
    assert rate.axis.high == pytest.approx(0.015)
    assert rate.forbidden is not None
    assert rate.forbidden[0] == pytest.approx(66.67)
    assert tracks([Figure("holding", 0.0)], {})[0].axis.high == 1.0


def test_parts_of_a_bar_fill_it_and_nothing_is_no_part() -> None:
    parts = strip({"passing": 3, "failing": 0, "worse": 1})
    assert [(part.name, part.x, part.width) for part in parts] == [("passing", 0.0, 75.0), ("worse", 75.0, 25.0)]
    assert strip({}) == ()


def test_whiskers_lie_about_the_middle() -> None:
    chat = next(digest for digest in digests(ALL) if digest.suite.name == "chat")
    assert chat.before is not None
    says = next(one for one in whiskers(intervals(chat.suite, chat.before)) if one.name == "says")
    assert says.low <= says.mean <= says.high < 50
    assert says.verdict == "lower"


def test_changes_of_a_text_are_marked_and_nothing_is_lost() -> None:
    before, now = "退货的运费由我们承担，请您放心。", "退货的运费由您承担，请您放心。"
    was, new = changed(before, now)
    assert [before[a:b] for a, b in was] == ["我们"]
    assert [now[a:b] for a, b in new] == ["您"]
    assert "".join(piece.text for piece in pieces(now, new, ((2, 6),))) == now
    assert changed("完全不同的话", "something else") == ((), ())


def test_the_words_of_findings_are_found_in_the_text() -> None:
    text = "亲，好评返现5元哦"
    (span,) = spans_of(("pay-for-review: 返现5元", "other: 不在"), text)
    assert text[slice(*span)] == "返现5元"


# The page --------------------------------------------------------------------------------------------


def test_the_page_fetches_nothing_and_shows_customers_words_as_words() -> None:
    told = page(ALL)
    assert "default-src 'none'" in told
    tags = re.findall(r"<[a-z][^>]*>", told)
    assert [tag for tag in tags if re.search(r"""\s(?:src|action)=|\shref=["']?[^#"']|\son\w+=|url\(""", tag)] == []
    assert told.count("<script>") == 1
    assert "&lt;script&gt;document.title" in told
    assert page(outcome(run())).count("<h2>") >= 1


def test_drafters_are_set_side_by_side_on_the_cases_that_all_did() -> None:
    offline = suite("chat", [case("a", weight=3), case("b", "curt", asked="在吗", said="在"), case("c")])
    model = suite(
        "chat@recorded", [case("a", "promises a refund", weight=3, said="给您退"), case("b", said="在的呢")]
    )
    told = re.sub(r"<[^>]+>|\s+", " ", page(outcome(run(offline, model))))
    assert re.search(r"chat: drafters side by side .*offline \(3\) +recorded \(2\)", told)
    assert re.search(r"right, of the 2 cases that all did +0\.750 +0\.250", told)
    assert re.search(r"2 cases that one passes and another does not", told)
    assert re.search(r"b +在吗 +offline +fails: curt +在 +recorded +passes +在的呢", told)


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "index.html"
    path.write_text(page(ALL), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    told_off: list[str] = []
    opened.on("requestfailed", lambda request: told_off.append(request.url))
    opened.on("console", lambda message: told_off.append(message.text))
    opened.goto(path.as_uri())
    yield opened
    assert told_off == []
    opened.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_and_draws_its_charts(shown: Page, width: int) -> None:
    shown.set_viewport_size({"width": width, "height": 900})
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.title() == "Failed: evals 2026-07-01T00:00:00Z"
    assert shown.locator("h1").inner_text().startswith("Failed: 1 suite could not be run")
    rules = shown.locator("#suite-rules")
    track, forbidden = rules.locator("li.broken .track"), rules.locator("li.broken .forbidden")
    box, beyond = track.bounding_box(), forbidden.bounding_box()
    assert box is not None
    assert beyond is not None
    assert beyond["width"] == pytest.approx(0.95 * box["width"], abs=1)
    assert track.get_attribute("aria-label") == "recall 0.000, before 1.000, gate: at least 0.95, broken"


@pytest.mark.browser
def test_cases_are_filtered_by_suite_outcome_class_and_words(shown: Page) -> None:
    visible = shown.locator(".cases > li:visible")
    everything = visible.count()
    shown.select_option("#suite", "rules")
    assert visible.count() == 33
    shown.select_option("#class", "arguing")
    assert visible.count() == 12
    shown.fill("#words", "arguing-32")
    assert visible.count() == 1
    assert QUARREL in visible.inner_text()
    for name, value in (("#suite", ""), ("#class", ""), ("#outcome", "says otherwise")):
        shown.select_option(name, value)
    shown.fill("#words", "")
    assert visible.count() == 1
    assert "</pre><script>" in visible.inner_text()
    assert visible.locator("mark.old").all_inner_texts() == ["我们", "，请您放心"]
    assert visible.locator("mark.new").all_inner_texts() == ["您"]
    shown.select_option("#outcome", "")
    assert visible.count() == everything


@pytest.mark.browser
def test_without_scripts_every_case_can_be_read(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(page(ALL), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(path.as_uri())
    assert opened.locator(".cases > li").first.is_visible()
    assert not opened.locator(".filters").is_visible()
    context.close()


# The folder ------------------------------------------------------------------------------------------


def test_the_folder_holds_all_four_and_the_results_are_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    write_all(ALL, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert set(read(folder / "results.json").suites) == {"rules", "chat", "attacks"}


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "report" / "report.md").mkdir(parents=True)
    for folder in (tmp_path / "file" / "report", tmp_path / "report"):
        with pytest.raises(InputError, match=f"^{re.escape(str(folder))}") as told:
            check_folder(folder)
        assert "\n" not in str(told.value)
