"""Shop profiles: what they set, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import KnowledgeError, UnknownShop
from rag.settings import Settings
from rag.shops import load_shops, shop_named
from rag.wiring import build_checking

MINIMAL = "id: corner\nname: 街角小店\nsource: ['000']\n"


def profile(folder: Path, text: str = MINIMAL, name: str = "corner") -> Settings:
    (folder / "shops").mkdir()
    (folder / "shops" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Settings(knowledge=folder)


def test_what_a_profile_leaves_out_is_the_handbooks(tmp_path: Path) -> None:
    shop = build_checking(profile(tmp_path)).shops["corner"]
    assert (shop.return_shipping.customer, shop.return_shipping.no_reason_days) == ("both", 7)
    assert shop.style.address == "您"


def test_the_shops_of_the_project_differ_where_their_handbooks_do() -> None:
    shops = build_checking(Settings()).shops
    assert shops["handbook"].return_shipping.customer == "both"
    assert shops["return-leg"].return_shipping.customer == "return_only"
    assert shops["strict"].rules["negative-wording"] == "error"
    assert shops["strict"].style.refusal_opening == "非常抱歉"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("colour: red\n", "colour: unknown key"),
        ("return_shipping: {customer: nobody}\n", "return_shipping.customer"),
        ("rules: {no-such-rule: error}\n", "no-such-rule: unknown rule"),
        ("rules: {unexplained-negation: off}\n", "never lowered"),
        ("rules: {unexplained-negation: hint}\n", "never lowered"),
        ("rules: {return-shipping.wrong-payer: warning}\n", "never lowered"),
        ("approval: [negative, rude]\n", "approval"),
        ("platform: nowhere\n", "platform: unknown 'nowhere'"),
        ("style: [\n", "not valid YAML"),
        ("time_zone: Asia/Nowhere\n", "time_zone: 'Asia/Nowhere' is no time zone"),
        ("time_zone: Asia\n", "time_zone"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, more: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=r"corner\.yaml") as raised:
        build_checking(profile(tmp_path, MINIMAL + more))
    assert says in str(raised.value)


@pytest.mark.parametrize(
    "more",
    [
        "rules: {unexplained-negation.alternative: off}\n",
        "rules: {unexplained-negation.alternative: error}\n",
        "rules: {return-shipping.cost-not-disclosed: error}\n",
        "rules: {too-long: 'off'}\n",
    ],
)
def test_what_a_shop_may_set_is_taken(tmp_path: Path, more: str) -> None:
    assert build_checking(profile(tmp_path, MINIMAL + more)).shops["corner"].rules


def test_a_profile_is_named_after_its_file(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="differs from the file's name"):
        build_checking(profile(tmp_path, name="other"))


def test_an_empty_folder_and_an_unknown_name_are_told(tmp_path: Path) -> None:
    (tmp_path / "shops").mkdir()
    with pytest.raises(KnowledgeError, match="no shop profile"):
        load_shops(tmp_path / "shops")
    with pytest.raises(UnknownShop, match="there are: handbook"):
        shop_named(build_checking(Settings()).shops, "nowhere")
