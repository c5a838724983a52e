"""The console page, driven in a real Chromium against a real server on this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from api.main import create_app
from evals.local_model import Answer, LocalModel, reply
from rag.wiring import Wanyan
from tests.api.conftest import with_model

pytestmark = pytest.mark.browser

FLAGGED = "😀这款今天没有现货了，可以帮您换成同款的白色。"
"""Denies without a reason and offers another way: shown, with a warning under it."""
ENTITIES = "在的，尺码 M&amp;L 都有，您说。"
"""What the gate lets through, and a page that took it for markup would change."""
SCRIPT = '<img src=x onerror="document.title=1">好的，麻烦您拍张照片给我，我马上核实。'


@pytest.fixture(scope="module")
def model() -> Iterator[LocalModel]:
    """A scripted model; each test says what it answers."""
    with LocalModel() as served:
        yield served


@pytest.fixture(scope="module")
def url(wanyan: Wanyan, model: LocalModel) -> Iterator[str]:
    """A server on a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(with_model(wanyan, model, deadline=30.0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", loop="asyncio"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """The console, opened by somebody who reads Simplified Chinese; what the page complains of fails the test."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(url)
    expect(opened.locator("#shop option")).not_to_have_count(0)
    yield opened
    context.close()
    assert complaints == []


def paste(page: Page, text: str) -> None:
    page.get_by_role("textbox").first.fill(text)


def draft(page: Page) -> None:
    page.get_by_role("button", name="生成回复草稿").click()
    expect(page.get_by_role("status")).to_have_text("草稿好了。")


def test_a_pasted_chat_becomes_a_draft(page: Page, model: LocalModel) -> None:
    model.answers = [reply("您好，马上为您核实。", "麻烦您拍张照片给我。", missing_facts=["鞋底的照片"])]
    paste(page, "客户 10:02：鞋子开胶了\n还掉色\n客服8号：您好\n[2024-05-01 10:05] 买家：运费谁出？")
    turns = page.locator("#turns li")
    expect(turns).to_have_text(["客户鞋子开胶了\n还掉色", "客服您好", "客户运费谁出？"])
    page.get_by_label("店铺").select_option("strict")
    page.get_by_label("客服工号").fill("8")
    draft(page)
    expect(page.locator("#status")).to_have_text("可以发送")
    expect(page.locator(".said")).to_have_text(["您好，马上为您核实。", "麻烦您拍张照片给我。"])
    expect(page.get_by_role("heading", name="还缺的资料")).to_be_visible()
    expect(page.get_by_text("鞋底的照片")).to_be_visible()
    expect(page.locator(".made")).to_contain_text("由模型 local-1 起草")
    expect(page.locator(".made")).to_contain_text("毫秒")
    prompt = model.calls[-1].prompt
    assert '{"role": "agent", "text": "您好"}' in prompt
    assert "严格用语店铺" in prompt


def test_a_finding_is_marked_under_the_words_it_means(page: Page, model: LocalModel) -> None:
    model.answers = [reply("您好！😀", FLAGGED)]
    paste(page, "黑色还有吗")
    draft(page)
    finding = page.locator(".findings li.warning").filter(has_text="unexplained-negation")
    expect(finding).to_have_count(1)
    marks = page.locator(f"mark.warning[aria-describedby~={finding.get_attribute('id')}]")
    words = "".join(marks.all_inner_texts())
    assert words.startswith("没有现货"), "the marks stand under the words of the finding"
    expect(page.locator(".said").last).to_have_text(FLAGGED)


def test_a_review_with_stars_needs_approval(page: Page, model: LocalModel) -> None:
    model.answers = [Answer(status=401)]
    page.get_by_role("radio", name="评价").check()
    paste(page, "刚穿一天就掉色，太失望了")
    page.get_by_role("radio", name="2 星").check()
    draft(page)
    expect(page.locator("#status")).to_have_text("需主管同意")
    expect(page.locator(".made")).to_contain_text("http-401")
    expect(page.locator(".points")).to_contain_text("掉色")
    expect(page.locator(".citations summary")).not_to_have_count(0)


def test_text_is_never_markup(page: Page, model: LocalModel) -> None:
    model.answers = [reply(ENTITIES)]
    paste(page, f"客服：{SCRIPT}\n客户：在吗")
    draft(page)
    expect(page.locator(".said")).to_have_text(ENTITIES)
    expect(page.locator("#turns .bubble").first).to_have_text(SCRIPT)
    expect(page.locator("main img")).to_have_count(0)
    expect(page).to_have_title("婉言")


def test_the_keyboard_drafts_and_copies(page: Page, model: LocalModel) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    model.answers = [reply("马上为您核实。")]
    page.get_by_label("聊天记录").focus()
    page.keyboard.type("在吗")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said")).to_have_text("马上为您核实。")
    expect(page.get_by_role("heading", name="回复草稿")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".copy")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == "马上为您核实。"


def test_three_languages_and_the_choice_is_remembered(page: Page) -> None:
    for language, button in (("zh-Hant", "產生回覆草稿"), ("en", "Draft reply")):
        page.locator("#language").select_option(language)
        expect(page.get_by_role("button", name=button)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", language)
    page.reload()
    expect(page.get_by_role("button", name="Draft reply")).to_be_visible()
    expect(page.locator("#language")).to_have_value("en")


def test_a_draft_on_the_page_changes_language_with_it(page: Page, model: LocalModel) -> None:
    model.answers = [reply("马上为您核实。")]
    paste(page, "在吗")
    draft(page)
    page.locator("#language").select_option("en")
    expect(page.locator("#status")).to_have_text("Ready to send")
    expect(page.locator(".said")).to_have_text("马上为您核实。")


def test_what_is_missing_and_what_fails_is_said(page: Page) -> None:
    page.get_by_role("button", name="生成回复草稿").click()
    expect(page.get_by_role("alert")).to_have_text("先贴上客户的话，再生成草稿。")
    expect(page.get_by_label("聊天记录")).to_be_focused()
    page.route("**/v1/drafts", lambda route: route.fulfill(status=200, body="", content_type="text/event-stream"))
    paste(page, "在吗")
    page.get_by_role("button", name="生成回复草稿").click()
    expect(page.get_by_role("alert")).to_contain_text("连不上服务")


@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_the_screen_and_every_control_has_a_name(page: Page, model: LocalModel, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    model.answers = [reply("马上为您核实。" * 10 + "a" * 100)]
    paste(page, "在" * 300)
    draft(page)
    page.locator("form summary").click()
    sizes = page.locator("html").evaluate("root => [root.scrollWidth, root.clientWidth]")
    assert sizes[0] == sizes[1], "nothing to scroll sideways"
    nameless = page.locator("input, select, textarea, button").evaluate_all(
        "all => all.filter(e => !e.labels?.length && !e.ariaLabel && !e.textContent.trim()).map(e => e.outerHTML)"
    )
    assert nameless == []
