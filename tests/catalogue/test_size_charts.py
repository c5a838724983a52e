"""Which size a chart gives to a body, and that nothing is told where chart or customer say too little."""

from __future__ import annotations

import pytest

from rag.catalogue.size_charts import body_of, size_for

CHART = "S：155-160cm/43-49kg，M：160-165cm/50-55kg，L：166-170cm/56-62kg"


@pytest.mark.parametrize(
    ("text", "height", "weight"),
    [
        ("163 52kg", 163, 52),
        ("1米63 104斤", 163, 52),
        ("1.63m 52公斤", 163, 52),
        ("一米六三，一百零四斤", 163, 52),
        ("一米七 130斤", 170, 65),
        ("身高165体重110", 165, 55),
        ("身高172體重68", 172, 68),
        ("我170/65公斤", 170, 65),
        ("体重九十五斤身高一五八", 158, 47.5),
        ("165 110 斤", 165, 55),
        ("I'm 5'10 and about 78kg", 177.8, 78),
        ("5ft 7 and 140 lb", 170.2, 63.5),
        ("我五呎四 110磅", 162.6, 49.9),
        ("160", 160, None),
        ("尺码偏大吗", None, None),
    ],
)
def test_a_body_is_read_as_people_tell_it(text: str, height: float | None, weight: float | None) -> None:
    body = body_of(text)
    assert body.height == pytest.approx(height, abs=0.1)
    assert body.weight == pytest.approx(weight, abs=0.1)


@pytest.mark.parametrize(
    ("question", "size", "verdict", "other"),
    [
        ("163 52kg穿啥码", "M", "fits", ""),
        ("158 45kg 能穿吗", "S", "fits", ""),
        ("163 58kg", "L", "between", "M"),
        ("165.5 55.5kg", "L", "between", "M"),
        ("185 90kg", "L", "outside", ""),
        ("150 40kg 能穿吗", "S", "outside", ""),
    ],
)
def test_the_size_by_height_and_weight(question: str, size: str, verdict: str, other: str) -> None:
    fit = size_for(question, CHART)
    assert fit is not None
    assert (fit.size, fit.verdict, fit.other) == (size, verdict, other)


@pytest.mark.parametrize(
    ("question", "chart", "size", "ranges"),
    [
        ("163 104斤", "S 80-95斤 M 95-105斤 L 105-120斤", "M", "95-105斤"),
        ("160 100斤", "身高155-160 体重80-94斤选S；身高160-165 体重95-110斤选M", "M", "160-165/95-110斤"),
        ("163 52kg", "S(1.55-1.60m,43-49kg) M(1.60-1.65m,49-55kg)", "M", "1.60-1.65m/49-55kg"),
        ("163 52kg", "S/36: 155-160 43-49kg  M/38: 160-165 49-55kg", "M", "160-165/49-55kg"),
        ("宝宝108cm穿几码", "100: 95-104cm; 110: 105-114cm; 120: 115-125cm", "110", "105-114cm"),
        ("178 90kg", "L:165-174cm 65-75kg; XL: 175cm以上 76kg以上", "XL", "175cm以上/76kg以上"),
        ("5'10 78kg, M or L?", "M: 165-172 cm / 60-69 kg, L: 173-181 cm / 70-82 kg", "L", "173-181 cm/70-82 kg"),
        ("5'9 150 lbs, what size", "S: 120-139 lbs, M: 140-160 lbs", "M", "140-160 lbs"),
    ],
)
def test_charts_are_written_in_many_ways(question: str, chart: str, size: str, ranges: str) -> None:
    fit = size_for(question, chart)
    assert fit is not None
    assert (fit.size, fit.ranges, fit.verdict) == (size, ranges, "fits")


def test_the_body_may_have_been_told_before() -> None:
    fit = size_for("穿什么码", CHART, "我163\n52kg")
    assert fit is not None
    assert fit.size == "M"


@pytest.mark.parametrize(
    ("question", "chart"),
    [
        ("穿什么码", CHART),
        ("163能穿吗", CHART),
        ("163 52kg 不合适要退", CHART),
        ("什么时候发货", CHART),
        ("170 60kg", "均码"),
        ("脚长26穿几码", "42: 25.5-26cm 43: 26-26.5cm"),
    ],
)
def test_too_little_gives_no_size(question: str, chart: str) -> None:
    assert size_for(question, chart) is None
