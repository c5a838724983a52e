"""What platforms allow a public reply: the shorter limit holds, and what cannot be posted is said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from rag.domain import Request, Review
from rag.errors import InputError, KnowledgeError
from rag.guardrails.rule import Context
from rag.platforms import Platform, load_platforms, on_platform, platform_named
from rag.settings import Settings
from rag.shops import Shop
from rag.wiring import Wanyan, build_checking

SHOP = Shop("corner", "街角小店", ("000",))


def profile(folder: Path, platform: str, more: str = "") -> Settings:
    (folder / "shops").mkdir()
    text = f"id: corner\nname: 街角小店\nsource: ['000']\nplatform: {platform}\n{more}"
    (folder / "shops" / "corner.yaml").write_text(text, encoding="utf-8")
    (folder / "platforms.yaml").write_text("tiny:\n  name: 小平台\n  longest: 20\n", encoding="utf-8")
    return Settings(knowledge=folder)


def test_the_platforms_of_the_project_are_those_it_names() -> None:
    platforms = load_platforms(Settings().knowledge / "platforms.yaml")
    assert set(platforms) == {"taobao", "tmall", "jd", "pinduoduo", "shopee", "amazon", "google"}
    assert all(platform.source for platform in platforms.values() if platform.longest or not platform.public)


def test_the_shorter_of_the_shops_and_the_platforms_length_holds() -> None:
    assert on_platform(SHOP, Platform("小", longest=100)).style.review_length == 100
    assert on_platform(SHOP, Platform("大", longest=4000)).style.review_length == 500
    assert on_platform(SHOP, Platform("无")).style.review_length == 500


def test_a_reply_over_the_platforms_limit_is_found_when_people_write_it(tmp_path: Path) -> None:
    checking = build_checking(profile(tmp_path, "tiny"))
    context = Context(checking.shops["corner"], channel="review")
    long = "谢谢您特地来说一声，收到您这样的鼓励，大家都很开心。"
    assert [finding.rule for finding in checking.checker.check(long, context).findings] == ["too-long"]
    assert not checking.checker.check("谢谢您的喜欢！", context).findings


def test_an_unknown_platform_is_named_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"corner\.yaml.*platform: unknown 'nowhere'"):
        build_checking(profile(tmp_path, "nowhere"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("tiny:\n  name: 小\n  longest: 0\n", "no room"),
        ("tiny:\n  name: 小\n  lenght: 5\n", "lenght"),
        ("tiny: [\n", "not valid YAML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "platforms.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"platforms\.yaml") as raised:
        load_platforms(file)
    assert says in str(raised.value)


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(InputError, match="there are: jd, taobao"):
        platform_named({"taobao": Platform("淘宝"), "jd": Platform("京东")}, "ebay")


def drafted(built: Wanyan, review: Review, platform: str | None) -> tuple[str, tuple[str, ...]]:
    draft = asyncio.run(built.draft(Request("review", review=review, platform=platform)))
    return draft.text, draft.next_steps


def test_where_a_reply_cannot_be_posted_the_agent_is_told(built: Wanyan) -> None:
    followed = Review("颜色漂亮", 5, append="洗一次就掉色了")
    assert any("联系买家" in step for step in drafted(built, replace(followed, append=None), "amazon")[1])
    assert any("追评" in step for step in drafted(built, followed, "taobao")[1])
    assert not any("追评之后" in step for step in drafted(built, followed, "jd")[1])
    assert not any("追评之后" in step for step in drafted(built, followed, None)[1])


def test_a_draft_keeps_to_the_platforms_length(built: Wanyan) -> None:
    long = Review(
        "袖口线头一堆，尺码偏小，客服半天没人理，物流太慢，味道刺鼻，颜色也不对，包装破了，少了一条腰带", 1
    )
    free = drafted(built, long, "jd")[0]
    drafting = replace(built.drafting, platforms={"tiny": Platform("小", longest=90)})
    held = asyncio.run(drafting.draft(Request("review", review=long, platform="tiny"))).text
    assert len(held) <= 90 < len(free)


def test_an_unknown_platform_is_a_wrong_request(built: Wanyan) -> None:
    with pytest.raises(InputError, match="unknown platform 'ebay'"):
        drafted(built, Review("不错", 5), "ebay")
