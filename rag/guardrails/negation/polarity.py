"""Words that decide whether a negation is good or bad news for the customer: costs and faults, services, tastes."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.text import Pattern

UNWANTED = (
    # costs
    r"(?:(?!免费)[^,]){0,4}(?<!免)费|扣(?:费|钱|款)|(?<!到)付(?:钱|费|款)|出(?:钱|运费|邮费)|花钱|加(?:钱|价|收)|涨价|额外|另外收|亏|吃亏|浪费"
    # faults of the goods
    r"|影响|损|坏|漏|误|差错|出错|掉|褪|脱|起[球毛皱]|变(?:形|质|色|黄|味)|缩水|伤|破|碎|裂|断|卡(?![里号])|死机|吵|噪|刺|痛|疼"
    r"|过敏|激素|副作用|毒|甲醛|酒精|香精|色素|防腐|添加|异味|味道|臭|生锈|烫|滑|串色|粘|堵|晃|摇|反光|勒|扎|假|二手|高仿|水货"
    r"|翻新|瑕疵|毛病|故障"
    # trouble with the service
    r"|丢|骗|坑|套路|猫腻|隐形|条条框框|门槛|拖|耽误|延误|迟|怠慢|忘|差别|区别|不同|差异|冲突|矛盾|泄露|透露|打扰|骚扰|风险|危险"
    r"|后遗|压力|负担|休息|打烊|午休|休日|间断|敷衍|委屈|失望|白(?:跑|买|花|等|忙)|离线|停|掉线|再犯|再出现|超|太?久|限制|上限|少发|少给|少送|错"
    r"|乱|强制|必须|多余(?!的了)|别的意思"
)
"""What nobody hopes for: to negate it is good news."""

WANTED = (
    r"补(?:货|发|差|偿|钱|送)|优惠|便宜|打折|折扣|降|送|赠|退|赔|换|修|发货?|到|寄|包邮|上新|上架|返|恢复|提前|延长|改|更新|给[您你]"
    r"|再[有做卖出]|有货|有了|通知|处理|受理|同意|支持|安装|配送|派送|提醒|短信|电话|反馈"
)
"""What is hoped for of a shop: to negate it with 不会 refuses it."""

SERVICE = (
    r"再|单独?|另|能|会|直接|额外|予|做|一起|提前|负责|承担|参与|参加|包|送|赠|退|换|赔|补|降|减|优惠|打折|便宜|发|寄|卖|销售|出售"
    r"|经营|零售|批发|指定|开(?!心)|修|保|附|配|接(?!受)|议|讲|还价|安排|管(?!您)|同步|显示|更新|上门|安装|提供|兼容|防|租|借|代|走|收"
    r"|合并|拆|设|出|派|办|加急|改|调|返|存在|搞|弄|叠加|累计|共享|通用|享受|计入|兼|抵|算|认|在|见得|一定|见|现货|齐|全|足|达"
    r"|对应|成|确保|由我|归|止|外[借租送带]|关我|敢(?!怠|马|当|[话说][系是])|含(?!糖|酒|香|色|防|激|铅|铝|荧|甲)|搭|获"
)
"""Verbs of what a shop does for its customers: 不 before one of them refuses it."""

TASTE = (
    r"酸|苦|甜|辣|咸|淡|油|腻|重|轻|厚|薄|硬|软|大|小|长|短|宽|窄|紧|松|粘|烫|热|冷|冰|凉|透|皱|响|闷|滑|湿|干|暗|亮|痒|臭|腥|膻"
    r"|涩|麻|老|旧|高|低|深|浅|多|少|贵|难|费|累|容易|易|怕|好看|好听|好闻|浓|显|一样|锐|耐"
)
"""Neutral properties: 不酸 answers 酸吗, and refuses nothing."""

ENDING = r"(?:[的了咗呢哦啊哈呀啦嘛喔耶㗎喇哒捏嘞咯喽啰㖞噢哟呦亲滴诶呗~□\s]*(?:宝|哥|姐|家人|老板)?)$"
"""Nothing but particles to the end."""

_WISH = Pattern(r"能|可以|可唔可以|支持|优惠|便宜|有没有|有[^,?]{1,8}吗|帮|退|赔|送|补")
_REQUEST = Pattern(r"能|可以|支持|优惠|便宜|帮|退|赔|送|补")
_WORRY = Pattern(rf"(?:{UNWANTED}|需要|要(?!是)[^,?]{{1,6}}吗|用[^,?]{{1,6}}吗|会[^,?]{{0,6}}(?:{TASTE}))")
_WONDERING = Pattern(r"[吗么嘛?]|会不会|有没有|怕|担心|[吧不没]$|[一-鿿]不[一-鿿]")
_LOST = Pattern(r"没有?了|不了|没了")
_ASKING = Pattern(r"[吗么咩?]|会不会|有没有|有冇|仲有|得唔得|系咪|能|可以")
_WILL = Pattern(rf"会(?:不会)?[^,?]{{0,6}}?(?:{WANTED})")
_BREAK = Pattern(r"[,。!;]| / ")


@lru_cache(maxsize=64)
def last_words(asked: str) -> str:
    """The customer's last message, its last two clauses."""
    lines = [line for line in asked.splitlines() if line.strip()]
    parts = [part for part in _BREAK.compiled.split(lines[-1] if lines else "") if len(part.strip()) > 1]
    return ",".join(parts[-2:])


def wishes(asked: str) -> bool:
    """Whether the customer asks for something they want."""
    return _WISH.search(last_words(asked)) is not None


def worries(asked: str) -> bool:
    """Whether the customer asks about something they would rather not have, so that “no” is good news."""
    last = last_words(asked)
    if not _WORRY.search(last) or not _WONDERING.search(last):
        return False
    return not _LOST.search(last) and not _REQUEST.search(last)


def hopes(asked: str) -> bool:
    """Whether the customer asks if we will do something welcome, so that 不会 is bad news."""
    last = last_words(asked)
    will = _WILL.search(last)
    return will is not None and not re.search(UNWANTED, last[will.start() :])


def claims(fault: str, asked: str) -> bool:
    """Whether the customer says, and does not ask, that a fault is there: to negate it rejects their word."""
    return fault in asked and not _ASKING.search(last_words(asked))


def asks(asked: str) -> bool:
    """Whether the customer's last words put a question."""
    return _ASKING.search(last_words(asked)) is not None
