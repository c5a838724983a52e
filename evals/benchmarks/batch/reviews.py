"""Files of reviews to measure with, made from pieces written for it, so that few rows are alike."""

from __future__ import annotations

import csv
import random
from pathlib import Path

_GOODS = ("外套", "台灯", "保温杯", "键盘", "跑鞋", "床单", "面霜", "书包", "耳机", "电饭煲")
_SAID = (
    "质量很好", "做工一般", "拉链坏了", "颜色和图片不一样", "物流很快", "包装破了", "客服很耐心", "客服没人回",
    "穿着舒服", "味道有点重", "性价比高", "价格贵了", "尺码偏小", "用了两天就不行了", "家里人都喜欢", "声音有点大",
    "送的赠品没收到", "和描述一致", "很软", "第二次买了",
)  # fmt: skip
_ENDS = ("。", "！", "，总体还行。", "，会再来。", "，有点失望。", "~", "，推荐给朋友了。", "，希望改进。")


def write_reviews(path: Path, rows: int) -> None:
    """Write a CSV of so many reviews, the same each time."""
    chance = random.Random(6)  # noqa: S311
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["评价编号", "商品名称", "评价内容", "星级", "评价时间"])
        for number in range(1, rows + 1):
            said = "，".join(chance.sample(_SAID, chance.randint(1, 4)))
            goods = chance.choice(_GOODS)
            text = f"{goods}{said}{chance.choice(_ENDS)}"
            day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            out.writerow([f"r{number}", goods, text, chance.randint(1, 5), day])
