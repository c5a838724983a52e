"""Reviews are read for what they say: a denied fault is praise, a feared one is nothing, points are quoted."""

from __future__ import annotations

import time

import pytest

from rag.domain import Review
from rag.reviews.reading import ReviewReading, read_review


def reading(text: str, stars: int | None = None, append: str | None = None) -> ReviewReading:
    return read_review(Review(text, stars=stars, append=append))


@pytest.mark.parametrize(
    "text",
    [
        "里外包了三层，一点都没碰坏",
        "洗过几回了，不掉色也不起球",
        "打开没味道，放心给孩子用",
        "早上装的水，下午还是烫的",
        "噪音很小，夜里开着能睡",
        "没有一个坏果",
        "一个坏的都没有",
        "一点划痕都没有",
        "一個爛果也沒有",
        "怎么折腾都不坏",
        "之前担心是假货，收到放心了",
        "價格不貴，質感很好",
        "Doesn't leak, no scratches at all",
        "Not bad, keeps my tea hot for hours",
    ],
)
def test_a_denied_or_feared_fault_is_no_complaint(text: str) -> None:
    assert reading(text).sentiment == "positive"


@pytest.mark.parametrize(
    "text",
    [
        "不太好用",
        "没有图片上那么好看",
        "按键不灵，反应迟钝",
        "用不了，打不开",
        "客服问半天不回",
        "等了十天才到",
        "坏了都没人管",
        "烂了也没说法",
        "箱子压扁了一角",
        "扣子缝得不太好",
        "先给五星吧，杯口刮嘴",
        "说是正品，其实不是正品",
        "完全不推薦",
        "The zip fell apart after two days",
        "Not worth the money",
    ],
)
def test_a_denied_merit_is_a_complaint(text: str) -> None:
    assert reading(text).sentiment == "negative"


@pytest.mark.parametrize(
    "text", ["收到了", "希望下次能有蓝色的", "如果再长一点就更好了", "第一次买，不知道好不好用", "差不多用了一周"]
)
def test_what_only_tells_or_wishes_is_no_point(text: str) -> None:
    assert reading(text).points == ()


def test_points_are_the_customers_words_with_what_they_are_about() -> None:
    points = reading("袖口線頭一堆，尺碼偏小，客服沒人理，快遞倒是很快", stars=2).points
    assert [(point.text, point.polarity, point.about) for point in points] == [
        ("袖口線頭一堆", "complaint", "quality"),
        ("尺碼偏小", "complaint", "size"),
        ("客服沒人理", "complaint", "service"),
        ("快遞倒是很快", "praise", "logistics"),
    ]


def test_how_it_ended_is_told_with_the_thing_it_is_about() -> None:
    points = reading("说好的赠品，结果没有了，物流还慢", stars=1).points
    assert [(point.text, point.about) for point in points] == [
        ("说好的赠品，结果没有了", "not-as-described"),
        ("物流还慢", "logistics"),
    ]


def test_a_clause_that_turns_is_two_points() -> None:
    points = reading("面料舒服就是掉色").points
    assert [(point.text, point.polarity) for point in points] == [("面料舒服", "praise"), ("就是掉色", "complaint")]


def test_a_clause_that_goes_on_to_another_thing_is_two_points() -> None:
    points = reading("Keeps soup hot and shipping was quick but the lid leaks").points
    assert [(point.polarity, point.about) for point in points] == [
        ("praise", "quality"),
        ("praise", "logistics"),
        ("complaint", "quality"),
    ]


def test_a_verdict_on_the_whole_is_a_point_only_where_nothing_else_is_said() -> None:
    assert [point.about for point in reading("太失望了").points] == ["other"]
    assert [point.text for point in reading("太失望了，杯盖漏水").points] == ["杯盖漏水"]


def test_what_is_repeated_is_one_point() -> None:
    assert len(reading("质量很好，质量很好，质量很好").points) == 1


def test_the_follow_up_counts_and_contradicts_the_stars() -> None:
    read = reading("颜色漂亮", stars=5, append="洗一次就缩水了")
    assert (read.sentiment, read.contradiction) == ("mixed", True)


def test_one_star_with_praise_alone_contradicts() -> None:
    assert reading("质量很好", stars=1).contradiction


@pytest.mark.parametrize(
    ("stars", "sentiment"), [(1, "negative"), (3, "neutral"), (5, "positive"), (None, "neutral")]
)
def test_stars_decide_where_the_words_say_nothing(stars: int | None, sentiment: str) -> None:
    assert reading("收到了", stars=stars).sentiment == sentiment


@pytest.mark.parametrize(
    "text", ["擦完脸上起红疹", "充电时冒烟", "已经打了12315", "It gave my son a rash", "燙傷了手"]
)
def test_law_safety_and_health_are_flagged(text: str) -> None:
    assert reading(text).legal


def test_a_threat_of_law_is_a_complaint_of_its_own() -> None:
    assert [(point.polarity, point.about) for point in reading("等着，我找律师去").points] == [
        ("complaint", "rights")
    ]


@pytest.mark.parametrize("text", ["敏感肌用了没有过敏", "没有漏电，放心", "质量很差"])
def test_what_is_denied_is_not_flagged(text: str) -> None:
    assert not reading(text).legal


@pytest.mark.parametrize(
    "text",
    [
        "内容实用，愿宝宝健康，远离医院",
        "皮肤过敏用这款缓解了，推荐",
        "小说里主人公住院那段写得感人",
        "屏幕上有两道划伤",
    ],
)
def test_danger_kept_away_past_or_told_of_is_not_flagged(text: str) -> None:
    assert not reading(text).legal


def test_the_holding_card_is_named() -> None:
    assert reading("孩子用了起红疹", 1).holding == "safety-health"
    assert reading("已经打12315投诉了", 1).holding == "rights"


def test_what_happens_in_a_story_is_no_complaint_of_the_book() -> None:
    told = (
        "故事里的女孩一次次被骗，家也破了，最后还断了一条腿，读着读着就哭了，作者的文笔真好，情节环环相扣，"
        "一个晚上就读完了，书的装帧也漂亮，推荐给喜欢小说的朋友"
    )
    assert reading(told).sentiment == "positive"


@pytest.mark.parametrize("text", ["去掉了不实用的功能性价比高", "纸张厚实不容易撕坏", "用了一个月才来说，挺好用"])
def test_a_denial_that_only_names_or_praises_is_no_complaint(text: str) -> None:
    assert reading(text).sentiment == "positive"


@pytest.mark.parametrize(
    "text", ["买的红色给我发的绿色", "还没收到书", "赠品呢", "只有三个没烂", "内容空洞，翻译生硬"]
)
def test_what_came_short_is_a_complaint(text: str) -> None:
    assert reading(text).sentiment == "negative"


def test_what_was_bought_for_somebody_is_told() -> None:
    assert reading("给爸妈买的，很好").for_others
    assert not reading("自己用，很好").for_others


def test_what_is_told_of_another_time_is_no_praise_beside_a_complaint() -> None:
    assert reading("以前买的很新鲜，这次烂了好几个").sentiment == "negative"
    assert reading("以前买的很新鲜，这次也很新鲜").sentiment == "positive"


def test_a_measure_amid_praise_is_no_complaint_but_too_much_of_it_is() -> None:
    praised = "颜色漂亮，屏幕清晰，运行流畅，机身薄"
    assert reading(praised).sentiment == "positive"
    assert reading(praised.replace("机身薄", "机身太薄")).sentiment == "mixed"


@pytest.mark.parametrize(
    "text",
    [
        "做工不错，但是实物比图片小一圈",
        "颜色好看，就是比想象的薄",
        "做工好，不過比照片暗",
        "Nice, but smaller than in the picture",
    ],
)
def test_goods_that_are_less_than_shown_are_a_complaint_among_five_stars(text: str) -> None:
    read = read_review(Review(text, 5))
    assert (read.sentiment, read.contradiction) == ("mixed", True)


def test_goods_that_are_better_than_shown_are_praised() -> None:
    assert read_review(Review("实物比图片好看", 5)).sentiment == "positive"


def test_who_recommended_the_shop_is_no_praise_to_repeat_in_public() -> None:
    read = read_review(Review("李秀英推荐的，果然好用", 5))
    assert [point.text for point in read.points] == ["果然好用"]
    assert read_review(Review("大家都推荐", 5)).points


def test_an_extract_judges_nothing() -> None:
    assert reading("那一年大雪封山，他们走了很久，谁也没有说话，天色一点点坏下去。" * 20).points == ()


def test_a_text_without_an_end_is_read_in_bounded_time() -> None:
    begun = time.process_time()
    reading("因为所以但是" * 3000)
    assert time.process_time() - begun < 5
