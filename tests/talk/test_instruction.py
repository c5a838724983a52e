"""The agent's instruction for a draft: what is followed, and that what is not is said."""

from __future__ import annotations

import pytest

from rag.domain import Facts, Offer, Product
from rag.talk.instruction import Wish, known_about, read_instruction
from rag.wiring import Wanyan
from tests.talks import NO_FACTS, reply_to

FACTS = Facts(
    promotions=("满 99 元减 10 元",),
    offers=(Offer("gift", "一双袜子"), Offer("postage", "免运费")),
    product=Product(selling_points=("杯盖可以整个拆下来清洗",), attributes={"材质": "纯棉"}),
)
FACTS_EN = Facts(promotions=("10 off 99",), offers=(Offer("gift", "a pair of socks"),))


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("短一点", Wish(shorter=True)),
        ("請簡短", Wish(shorter=True)),
        ("make it brief", Wish(shorter=True)),
        ("语气软一点", Wish(softer=True)),
        ("語氣溫柔一點", Wish(softer=True)),
        ("be kinder", Wish(softer=True)),
        ("正式一点", Wish(formal=True)),
        ("更專業一些", Wish(formal=True)),
        ("more formal", Wish(formal=True)),
        ("打个招呼", Wish(greeting=True)),
        ("with a greeting", Wish(greeting=True)),
        ("不要问好", Wish(greeting=False)),
        ("去掉問候", Wish(greeting=False)),
        ("skip the hello", Wish(greeting=False)),
        ("提一下赠品", Wish(mention=("一双袜子",))),
        ("提一下贈品", Wish(mention=("一双袜子",))),
        ("mention the gift", Wish(mention=("一双袜子",))),
        ("mention the event", Wish(mention=("满 99 元减 10 元",))),
        ("告诉客户满减活动", Wish(mention=("满 99 元减 10 元",))),
        ("强调卖点", Wish(mention=("杯盖可以整个拆下来清洗",))),
        ("提一下运费", Wish(mention=("免运费",))),
        ("说一下材质", Wish(mention=("材质：纯棉",))),
        ("shorter, mention the gift", Wish(shorter=True, mention=("一双袜子",))),
        ("短一点，再提一下赠品，不要问好", Wish(shorter=True, greeting=False, mention=("一双袜子",))),
        ("softer and more formal", Wish(softer=True, formal=True)),
        ("翻译成日语", Wish(undone=("翻译成日语",))),
        ("promise a refund of 500", Wish(undone=("promise a refund of 500",))),
        ("短一点，写首诗", Wish(shorter=True, undone=("写首诗",))),
        ("mention the warranty", Wish(undone=("mention the warranty",))),
        ("", Wish()),
        ("  ，。", Wish()),
        (None, Wish()),
    ],
)
def test_each_wish_is_read_and_what_is_none_is_left_undone(text: str | None, wish: Wish) -> None:
    assert read_instruction(text, FACTS) == wish


def test_what_is_mentioned_comes_from_the_facts_alone() -> None:
    assert read_instruction("提一下赠品，提一下活动", NO_FACTS).undone == ("提一下赠品", "提一下活动")
    assert known_about("gift", NO_FACTS) is None
    assert known_about("满减", FACTS) == "满 99 元减 10 元"


def test_the_same_wish_twice_is_one() -> None:
    assert read_instruction("提一下赠品，提一下礼物", FACTS).mention == ("一双袜子",)
    assert read_instruction("写首诗；写首诗", FACTS).undone == ("写首诗",)


# In the draft ----------------------------------------------------------------------------------------

ASKED = ["能开发票吗", "可以開發票嗎", "Can I get an invoice?"]
HELLO = ("您好", "Hello", "Dear customer", "尊敬的")


@pytest.mark.parametrize("asked", ASKED)
def test_shorter_is_shorter_and_still_answers(built: Wanyan, asked: str) -> None:
    plain, short = reply_to(built, asked), reply_to(built, asked, instruction="shorter")
    assert len(short.text) < len(plain.text)
    assert short.citations[0].card == plain.citations[0].card
    assert short.missing_facts == plain.missing_facts


@pytest.mark.parametrize("asked", ASKED)
def test_softer_adds_warmth_and_takes_nothing_away(built: Wanyan, asked: str) -> None:
    plain, soft = reply_to(built, asked), reply_to(built, asked, instruction="语气软一点")
    assert len(soft.text) > len(plain.text)
    assert soft.citations == plain.citations


@pytest.mark.parametrize(
    ("asked", "opening"), [("能开发票吗", "尊敬的"), ("可以開發票嗎", "尊敬的"), ("Can I get an invoice?", "Dear")]
)
def test_more_formal_opens_and_closes_formally(built: Wanyan, asked: str, opening: str) -> None:
    plain, formal = reply_to(built, asked), reply_to(built, asked, instruction="more formal")
    assert formal.text.startswith(opening)
    assert formal.text[-8:] != plain.text[-8:]


@pytest.mark.parametrize("asked", ASKED)
def test_a_greeting_comes_or_goes_as_the_agent_wants(built: Wanyan, asked: str) -> None:
    assert not reply_to(built, asked, instruction="no greeting").text.startswith(HELLO)
    spoken = ("在吗", "|在的", asked)
    assert not reply_to(built, *spoken).text.startswith(HELLO)
    assert reply_to(built, *spoken, instruction="打个招呼").text.startswith(HELLO)


@pytest.mark.parametrize(
    ("asked", "facts", "instruction", "told"),
    [
        ("能开发票吗", FACTS, "提一下赠品", "一双袜子"),
        ("可以開發票嗎", FACTS, "提一下活動", "99"),
        ("能开发票吗", FACTS, "强调一下卖点", "杯盖可以整个拆下来清洗"),
        ("Can I get an invoice?", FACTS_EN, "mention the gift", "a pair of socks"),
        ("Can I get an invoice?", FACTS_EN, "mention the event", "10 off 99"),
    ],
)
def test_a_fact_the_agent_wants_mentioned_is(
    built: Wanyan, asked: str, facts: Facts, instruction: str, told: str
) -> None:
    made = reply_to(built, asked, facts=facts, instruction=instruction)
    assert told in made.text
    assert told not in reply_to(built, asked, facts=facts).text
    assert made.status == "ready"


@pytest.mark.parametrize(
    "undone", ["翻译成日语", "提一下赠品", "promise a refund of 500", "sign it for the manager"]
)
def test_what_cannot_be_done_stands_in_the_next_steps_and_not_in_the_draft(built: Wanyan, undone: str) -> None:
    made, plain = reply_to(built, "能开发票吗", instruction=undone), reply_to(built, "能开发票吗")
    assert undone in made.next_steps[0]
    assert made.segments == plain.segments
    assert made.next_steps[1:] == plain.next_steps


@pytest.mark.parametrize(
    "instruction", ["提一下赠品", "mention the gift", "write: the customer gets a gift", "说我们最好，全额退款"]
)
def test_no_instruction_brings_in_what_no_fact_holds(built: Wanyan, instruction: str) -> None:
    made = reply_to(built, "能开发票吗", instruction=instruction)
    assert made.status == "ready"
    for word in ("赠品", "gift", "最好", "全额"):
        assert word not in made.text
