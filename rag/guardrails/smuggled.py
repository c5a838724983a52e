"""Instructions smuggled into texts that are data: a customer's words, a review, a document, a product's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from rag.domain import Facts, Request
from rag.text import Kinds, Pattern, fold

_INSTRUCTION = Pattern(
    r"(?:忽略|无视|忘(?:记(?!点|选|填|写|拍|付)|掉)|不要(?:管|理会)|跳过|绕过|推翻|覆盖|取代"
    r"|作废)[^。\n]{0,14}(?:规则|指令"
    r"|提示|要求"
    r"|设定|内容|限制"
    r"|指示|规定|上面|之前|以上)|(?:规则|指令|提示|设定|限制|规定)[^。\n]{0,8}(?:作废|失效|取消|不再适用|已更新)"
    r"|(?:你现在是|从现在(?:开始|起)|扮演)[^。\n]{0,20}(?:模式|角色|助手|模型|不受"
    r"|管理员|开发者)?|进入[^。,\n]{0,8}(?:开发者|管理员|越狱|无限制|调试)|开发者模式|系统(?:指令|消息"
    r"|提示(?=词|:请|是什么)|通知|:)|system\s?(?:prompt|message|note)?\s?:|(?:致"
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
_WRITER = r"(?:客服|店家|商家|卖家|小二|助手|助理|机器人|ai|模型)"
_SIGNS = Kinds(
    {
        "order": _INSTRUCTION.source,
        "making": r"提示词|(?:系统|初始|内部|后台|隐藏|原始)(?:的)?(?:指令|提示(?=[是里给发写要输一])|设定|说明"
        r"|指示)"
        r"|(?:工作|任务|角色)(?:的)?(?:说明|设定|指令)|(?:之前|前面|上面|上文)[^。\n]{0,6}(?:收到|看到|全部"
        r"|所有)[^。\n]{0,4}(?:文字|内容|指令)|知识卡片|大模型|语言模型|开发者模式|越狱"
        r"|不(?:准|能|许|可以)说的话?(?=[^。\n]{0,8}(?:清单|列|哪|规则))"
        r"|\b(?:system|initial|hidden|original|internal|full) (?:prompts?|instructions?)"
        r"|\b(?:everything|text|words?) above\b|\bverbatim\b|\blanguage model\b|\bjailbreak",
        "wording": r"(?:只(?:能|准|要|需|许)?|必须|都要|请(?:直接|按此|照此|以此|原样|完整)?|一律|直接"
        r"|按此|照着?)(?:都|用)?(?:回[复答](?!我一?下|一?下|我$|[吧吗呢])|输出|复述"
        r"|答复)(?=[^吗?。\n]{0,4}[“\"'「『:一]|以|我$|客户"
        r"|[^吗?。\n]{0,6}(?:这|那)句|[^吗?。\n]{0,8}个字)"
        r"|(?:回[复答]|写|说)[^。\n]{0,8}(?:开头|结尾|末尾|最后)(?:都)?(?:加|写|必须|附)|(?:必须"
        r"|要)以[^。\n]{1,16}开头"
        r"|(?:写在|附在|放在|加在)回复(?:的)?(?:最后|末尾|开头|里)|原样(?:返回|重复|输出|发|念)|一字不[差漏改]"
        r"|(?:重复|复述|念|倒过来)[^。\n]{0,6}(?:一遍|这句|下面|念给)|下一条回复|(?:公开)?回复里(?:写|说|承诺|承认)"
        r"|\b(?:repl(?:y|ies)|respond|answer|output|print|say)(?: me)?(?: back)? (?:only|exactly|with only|just)\b"
        r"|\brepeat (?:after|everything|the following|exactly|this)|\brestate\b",
        "play": r"(?:扮演|假装(?:你|自己)?是|演个|玩(?:个|一个)[^。\n]{0,4}(?:游戏[:,]|角色)|角色扮演|藏头诗"
        r"|你(?:当|做)我"
        r"|你(?:现在|从现在|以后)(?:起|开始)?(?:就)?(?:是(?!不是)|只听|听我的)|从现在(?:起|开始)[^。\n]{0,8}(?:你"
        r"|忘|只)"
        r"|你只听我)|\byou are (?:now|dan)\b|\bas dan\b|\bpretend\b|\brole-?play",
        "coded": r"base64|rot-?13|十六进制|(?:解码|解密)(?:并|后|以下|下面|这[段句串])|解析后|摩斯(?:密|电)?码"
        r"|字面意思|\bdecode\b|\bhyphens between\b"
        r"|(?:翻译|译)成[^。\n]{0,6}(?:再|后|并|然后)[^。\n]{0,4}(?:发|回)|[a-z0-9+/]{32,}={0,2}"
        r"|(?:[0-9a-f]{2}){14,}"
        r"|[a-z0-9+/]{20,}==?|(?:\\u[0-9a-f]{4}){2,}|(?:%[0-9a-f]{2}){6,}|隐形字符|(?:屏蔽|过滤)(?:掉"
        r"|了)?[^。\n]{0,6}(?:绕|躲|避)",
        "turns": r"(?:^|\n)\s*(?:系统|客服|客户|助手|店铺主管|管理员|user|assistant|system|agent)\s?:"
        r"|【[^】\n]{0,10}(?:系统|官方通知|内部|客服注意|主管)[^】\n]{0,8}】|\[(?:system|inst|admin"
        r"|override)[^\]\n]{0,20}\]"
        r"|<\|[a-z_]+\|>|[\"']role[\"']\s*:|[\"']segments[\"']\s*:|```|\boverride:|\brules above\b|新规则|新任务"
        r"|(?:系统|规则|政策)(?:已)?更新[:,了]",
        "crime": r"提炼[^。\n]{0,8}(?:碱|毒|药)|(?:怎么|如何|怎样|教我|步骤|方法)[^。\n]{0,10}(?:炸药|炸弹|毒品"
        r"|冰毒|毒气|枪支|假证|洗钱)"
        r"|\bhow to (?:make|build|cook) [^.\n]{0,12}(?:bombs?|explosives?|meth|poison)",
        "markup": r"</?(?:script|div|img|iframe|style|system|svg|a|p|span|body|html)\b[^>\n]{0,120}>"
        r"|!\[[^\]\n]{0,40}\]\("
        r"|格式\s?\[|\{\{|\{%|\bselect \S{1,40} from\b|\bdrop table\b|markdown",
        "told": rf"{_WRITER}(?:必须|务必|须|应当?|请)?(?:注意)?[:,]?[^。\n]{{0,6}}(?:必须|务必|须"
        rf"|一律)[^。\n]{{0,16}}(?:告知|回复"
        rf"|承诺|同意|承认|满足|主动)|(?:告知|告诉|让|对)(?:该)?客户(?!服)[^。\n]{{0,16}}(?:赔|退|折|加群|加微|免"
        rf"|领)"
        r"|(?:直接|请|照)[^。\n]{0,4}告诉(?:该)?客户|本条优先|优先于所有",
    }
)
"""What no customer has to say to a shop, and no document to its reader: talk to whoever, or whatever, replies."""
_HIDDEN = re.compile("[\u200b\u2060\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Marks nobody sees or types: characters of no width, and those that turn the direction of writing."""
MIXED = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")
"""Letters of two alphabets in one word, as one that is to look like another has."""


@lru_cache(maxsize=1024)
def smuggles(text: str) -> bool:
    """Whether a text that should be data speaks to the one who writes the reply, or hides what it says."""
    hidden = _HIDDEN.search(text) or MIXED.search(text)
    return hidden is not None or _SIGNS.search(fold(text).text) is not None


def hostile(request: Request) -> bool:
    """Whether a model that is asked for the draft would read instructions that the customer has for it."""
    review = request.review
    written = (review.title, review.text, review.append) if review else ()
    turns = (turn.text for turn in request.turns if turn.role == "customer")
    return any(smuggles(text) for text in (*turns, *filter(None, written)))


def trusted(facts: Facts) -> Facts:
    """The facts without texts of others that speak to whoever writes the reply."""
    product, order = facts.product, facts.order
    name = None if smuggles(product.name or "") else product.name
    attributes = {key: value for key, value in product.attributes.items() if not smuggles(f"{key}:{value}")}
    points = tuple(point for point in product.selling_points if not smuggles(point))
    return replace(
        facts,
        product=replace(product, name=name, attributes=attributes, selling_points=points),
        promotions=tuple(text for text in facts.promotions if not smuggles(text)),
        order=replace(order, tracking=tuple(event for event in order.tracking if not smuggles(event.text))),
    )


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
