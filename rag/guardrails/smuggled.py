"""Instructions smuggled into texts that are data: a customer's words, a review, a document, a product's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rag.domain import Facts
from rag.text import Pattern, fold

_INSTRUCTION = Pattern(
    r"(?:忽略|无视|忘[记掉]|不要(?:管|理会)|跳过|绕过|推翻|覆盖|取代|作废)[^。\n]{0,14}(?:规则|指令|提示|要求"
    r"|设定|内容|限制"
    r"|指示|规定|上面|之前|以上)|(?:规则|指令|提示|设定|限制|规定)[^。\n]{0,8}(?:作废|失效|取消|不再适用|已更新)"
    r"|(?:你现在是|从现在(?:开始|起)|扮演|进入)[^。\n]{0,20}(?:模式|角色|助手|模型|不受"
    r"|管理员|开发者)?|开发者模式|系统(?:指令|消息|提示|通知|:)|system\s?(?:prompt|message|note)?\s?:|(?:致"
    r"|给)(?:ai|模型|助手|机器人"
    r"|智能客服|自动回复)"
    r"|(?:ai|模型|助手|机器人|智能客服|自动回复)(?:请|必须|须|应|读到|看到|注意)"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,30}(?:instructions?|rules?|prompts?|above"
    r"|previous|guidelines)|\b(?:you are now|act as|pretend|jailbreak|developer mode|dan mode|new instructions?"
    r"|(?:note|instruction|message) (?:to|for) (?:the )?(?:ai|assistant|model|bot))\b"
)
_DEMANDED = Pattern(
    r"(?:回[复答]|输出|说出?|复述|重复|写[出上道]?|打[出印]|答复|发[出送]?|告诉我|承诺|声明|宣布|加上|print|say"
    r"|output|repl(?:y|ies)(?: only)?(?: with)?|respond(?: only)?(?: with)?|repeat|write|answer)(?:我|一句|一遍"
    r"|下面|以下|这句话|的?内容|:|,|\s|只|with|exactly|the words?|only)*"
    r"(?P<quote>[“\"'「『‘])?(?P<said>[^”\"'」』’。!\n;]{2,80})"
)
_LEAST = 4
_LETTERS = re.compile(r"\w")


def smuggles(text: str) -> bool:
    """Whether a text that should be data speaks to the one who writes the reply."""
    return _INSTRUCTION.search(fold(text).text) is not None


@lru_cache(maxsize=1024)
def demanded(text: str, quoted: bool = False) -> tuple[str, ...]:
    """What a text demands to be said, letters alone: of smuggled instructions, or whatever is `quoted` for it."""
    folded = fold(text).text
    smuggled = _INSTRUCTION.search(folded) is not None
    if not (smuggled or quoted):
        return ()
    found = _DEMANDED.finditer(folded)
    said = ("".join(_LETTERS.findall(one["said"])) for one in found if smuggled or one["quote"])
    return tuple(words for words in said if len(words) >= _LEAST)


def texts_of(facts: Facts) -> Iterator[str]:
    """The texts of facts that others may have written: the product's, promotions, tracking."""
    product = facts.product
    yield from filter(None, (product.name, *product.attributes.values(), *product.selling_points))
    yield from facts.promotions
    yield from (event.text for event in facts.order.tracking)
