"""Raw handbooks: decoded, cleaned with a list of what was left out, cut by their own headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.documents import LONGEST, SHORTEST, Document, read_document, split_document
from rag.errors import InputError

SENTENCE = "仓库收到退件以后先拆开核对配件和吊牌，再把结果登记在当天的表里。"
PARAGRAPH = SENTENCE * 6
"""About 190 characters: enough to stand alone."""


def left_out(document: Document) -> dict[str, str]:
    return {one.text: one.why for one in document.left_out}


def all_text(document: Document) -> str:
    return "\n".join(passage.text for passage in document.passages)


# Reading bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_a_simplified_file_is_read_in_any_common_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "仓库手册.txt"
    path.write_bytes(PARAGRAPH.encode(encoding))
    assert read_document(path).passages[0].text == PARAGRAPH


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "utf-16-be"])
def test_a_traditional_file_is_read_in_any_common_encoding(tmp_path: Path, encoding: str) -> None:
    text = "倉庫收到退件以後先拆開核對配件和吊牌，再把結果登記在當天的表裡。" * 6
    path = tmp_path / "倉庫手冊.md"
    path.write_bytes(text.encode(encoding))
    assert read_document(path).passages[0].text == text


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, PARAGRAPH.encode()[:-1] + b"\xff\xfe\xfa"]
)
def test_broken_bytes_name_the_file_and_what_to_do(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"broken\.txt: .*save it as UTF-8"):
        read_document(path)


def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n \n", encoding="utf-8")
    (tmp_path / "slides.pptx").write_bytes(b"PK")
    for name, problem in (("empty.txt", "no text"), ("slides.pptx", r"\.txt"), ("missing.txt", "cannot be read")):
        with pytest.raises(InputError, match=rf"{name}.*{problem}"):
            read_document(tmp_path / name)


# Passages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "source"), [("012_abc", "012"), ("仓库手册", "仓库手册"), ("7-returns", "7")])
def test_the_source_is_the_files_number_or_its_name(name: str, source: str) -> None:
    passage = split_document(PARAGRAPH, name).passages[0]
    assert passage.source == source
    assert passage.id == f"{source}-001"


def test_passages_carry_the_path_of_their_headings() -> None:
    first = f"第一篇：入库\n一、验货\n(一) 外箱\n{PARAGRAPH}\n(二) 内件\n{PARAGRAPH}\n二、上架\n{PARAGRAPH}"
    text = f"{first}\n第二篇 出库\n{PARAGRAPH}"
    assert [passage.title for passage in split_document(text, "012").passages] == [
        "第一篇：入库 › 一、验货 › (一) 外箱",
        "第一篇：入库 › 一、验货 › (二) 内件",
        "第一篇：入库 › 二、上架",
        "第二篇 出库",
    ]


def test_each_document_decides_what_stands_under_what() -> None:
    text = f"㈠ 打包\n1、选箱\nA. 易碎件\n{PARAGRAPH}\n2、封箱\n{PARAGRAPH}\n㈡ 出库\n{PARAGRAPH}"
    titles = [passage.title for passage in split_document(text, "012").passages]
    assert titles == ["㈠ 打包 › 1、选箱 › A. 易碎件", "㈠ 打包 › 2、封箱", "㈡ 出库"]


def test_parts_stand_above_whatever_came_before_them() -> None:
    text = f"一、打包\n{PARAGRAPH}\n第一篇 待补\n第二篇 出库\n第一部分 称重\n{PARAGRAPH}\n第三篇 盘点\n{PARAGRAPH}"
    titles = [passage.title for passage in split_document(text, "012").passages]
    assert titles == ["一、打包", "第二篇 出库 › 第一部分 称重", "第三篇 盘点"]


def test_a_table_of_chapters_is_a_list() -> None:
    chapters = "第一章 入库\n第二章 上架\n第三章 打包\n第四章 出库"
    passages = split_document(f"{chapters}\n{PARAGRAPH}", "012").passages
    assert [passage.text for passage in passages] == [f"{chapters}\n{PARAGRAPH}"]


def test_markdown_headings_nest() -> None:
    text = f"# 手册\n## 打包\n{PARAGRAPH}\n### 易碎\n{PARAGRAPH}\n## 出库\n{PARAGRAPH}"
    titles = [passage.title for passage in split_document(text, "012").passages]
    assert titles == ["手册 › 打包", "手册 › 打包 › 易碎", "手册 › 出库"]


def test_a_numbered_list_is_text_and_not_headings() -> None:
    text = f"一、步骤\n1. 拆箱\n2. 核对\n3. 登记\n{PARAGRAPH}"
    passages = split_document(text, "012").passages
    assert [passage.title for passage in passages] == ["一、步骤"]
    assert passages[0].text.startswith("1. 拆箱\n2. 核对\n3. 登记")


def test_passages_are_cut_between_sentences_and_keep_everything() -> None:
    document = split_document("一、退件\n" + SENTENCE * 100, "012")
    assert len(document.passages) > 3
    assert all(len(passage.text) <= LONGEST for passage in document.passages)
    assert all(passage.text.endswith("。") for passage in document.passages)
    assert "".join(passage.text for passage in document.passages) == SENTENCE * 100


def test_a_text_without_a_break_is_cut_all_the_same() -> None:
    document = split_document("退" * 2_000, "012")
    assert max(len(passage.text) for passage in document.passages) <= LONGEST
    assert all_text(document).count("退") == 2_000


def test_a_heading_with_nothing_under_it_is_not_lost() -> None:
    document = split_document(f"一、打包\n{PARAGRAPH}\n二、出库\n第二篇 盘点\n{PARAGRAPH}\n三、待补", "012")
    assert {"二、出库", "三、待补"} <= set(all_text(document).splitlines())


def test_short_neighbours_are_put_together_under_what_they_share() -> None:
    text = f"一、打包\n1、选箱\n按大小选。\n2、封箱\n胶带封两道。\n二、出库\n{PARAGRAPH}"
    first, second = split_document(text, "012").passages
    assert first.title == "一、打包"
    assert first.text == "1、选箱\n按大小选。\n2、封箱\n胶带封两道。"
    assert len(second.text) >= SHORTEST


def test_a_slide_copied_as_one_line_is_cut_at_its_points() -> None:
    line = f"出库要点1.先核对单号{SENTENCE * 12}2.再称重{SENTENCE * 12}3.最后交接{SENTENCE * 12}"
    starts = [passage.text[:4] for passage in split_document(line, "012").passages]
    assert starts == ["出库要点", "2.再称", "3.最后"]


# What is left out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("首页 > 仓储 > 手册 > 详情页", "navigation"),
        ("導航：首頁 > 倉儲 > 手冊", "navigation"),
        ("上一篇：货架怎么选", "navigation"),
        ("退货怎么登记 浏览：1204", "counter"),
        ("評論(0)", "counter"),
        ("版权所有，未经授权禁止转载", "copyright"),
        ("Copyright © 2020 某某网", "copyright"),
        ("需要代运营请加 QQ：123456789", "advert"),
        ("一亿VIP精品文档免费下载", "advert"),
        ("本文档共 30 页，付费后可阅读全部内容", "advert"),
        ("2021-03-05 10:20:30", "time stamp"),
        ("发布时间：2021-03-05", "time stamp"),
        ("共 8 页 第 3 页", "page number"),
        ("仓库管理培训.pptx", "file name"),
        ("第一章 总则 ........ 3", "table of contents"),
        ("![货架](http://img.example/1.png)", "image or link"),
        ("- - - - -", "rule or mark"),
    ],
)
def test_the_web_sites_own_lines_are_left_out_and_listed(line: str, why: str) -> None:
    document = split_document(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}", "012")
    assert [(one.line, one.text, one.why) for one in document.left_out] == [(2, line, why)]
    assert line not in all_text(document)


def test_a_list_of_links_ends_where_the_document_goes_on() -> None:
    links = ["相关推荐：", "货架怎么选", "叉车租赁价格", "1. 打包机维修"]
    document = split_document("\n".join([PARAGRAPH, *links, "第二篇 出库", PARAGRAPH]), "012")
    assert list(left_out(document)) == links
    assert document.passages[-1].title == "第二篇 出库"


def test_a_line_that_every_slide_repeats_is_kept_once() -> None:
    text = "\n".join(f"仓储部内部培训材料\n{SENTENCE * 5}{name}" for name in "甲乙丙")
    document = split_document(text, "012")
    assert all_text(document).count("仓储部内部培训材料") == 1
    assert [one.line for one in document.left_out] == [3, 5]


@pytest.mark.parametrize(
    "line",
    [
        "客户问到版权或者授权，先看品牌方给的授权书，没有授权书的商品不上架，已经上架的先下架再核实，" * 4,
        "不得让客户加个人 QQ 或者微信。",
        "G：在吗……",
        "退件运费登记在第 3 栏。",
        "1. 先称重，再贴面单。",
    ],
)
def test_what_only_looks_like_it_stays(line: str) -> None:
    document = split_document(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}", "012")
    assert line in all_text(document)
    assert document.left_out == ()
