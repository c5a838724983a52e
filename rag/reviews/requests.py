"""What a public review asks of the shop, and how it leaves the matter: settled, or content on the whole.

What somebody asks for weighs more than any point: a reply that skips it reads as deaf.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.text import clauses, fold

Ask = Literal["receipt", "exchange", "return", "advice", "question"]


@dataclass(frozen=True)
class Standing:
    """What is left to do: what is asked, most pressing first; `ignored` where asking us brought no answer.

    `settled` where we have already made it good, `content` where the whole is called good or good enough.
    """

    asks: tuple[Ask, ...] = ()
    ignored: bool = False
    settled: bool = False
    content: bool = False


def standing_of(text: str) -> Standing:
    """Read what a review asks for and whether it is content."""
    told = [clause.text for clause in clauses(fold(text).text)]
    asks = tuple(
        ask for ask, wanted in _ASKS if any(wanted.search(said) and not _WAIVED.search(said) for said in told)
    )
    settled = any(_SETTLED.search(said) for said in told) and not any(_UNSETTLED.search(said) for said in told)
    return Standing(
        asks=asks,
        ignored=any(_IGNORED.search(said) for said in told),
        settled=settled and not asks,
        content=any(_CONTENT.search(said) for said in told) and not any(_UPSET.search(said) for said in told),
    )


_ASKS: tuple[tuple[Ask, re.Pattern[str]], ...] = (
    (
        "receipt",
        re.compile(
            r"(?:还|一直|都|到现在|至今|根本|也|迟迟)(?:没有?|未)(?:收到|到货|送到|见到货)|[没未]有?收到(?:货|书|快递|包裹|商品|"
            r"东西|货物)|"
            r"(?:误|错|不小心)点.{0,4}(?:收货|确认)|\bnever (?:arrived|came|received)|still (?:not arrived|waiting)"
        ),
    ),
    (
        "exchange",
        re.compile(
            r"(?:想|要求?|给我?|能|可以|申请|帮我?|请|麻烦)[^,。]{0,6}换(?:货|一|[个条件双台本只新大小]|成|了?吗)|"
            r"(?:重新?|再|另)(?:给我)?(?:发|寄|补)(?:一|[个条件双台本份])|给我[^,。]{0,6}发(?:好|条|件|"
            r"个)[^,。]{0,6}(?:行|吗|吧)|"
            r"怎么换|\bwant (?:a|an) (?:exchange|replacement)"
        ),
    ),
    (
        "return",
        re.compile(
            r"(?:想|要求?|能|可以|申请|请|必须|怎么|如何|强烈要求|打算|准备)[^,。不]{0,4}退(?!差|色|房|烧|"
            r"步|休|出)|退货(?:吧|怎么|吗)|"
            r"\b(?:want|need|like) (?:a|my) (?:refund|money back)|how (?:do|can) i return"
        ),
    ),
    (
        "advice",
        re.compile(
            r"(?<!知道)怎么(?:弄|用|调|装(?!的)|设置|解决|连接|操作)|(?:求|请)(?:指点|教|解答)|"
            r"有没有(?:什么)?办法|\bhow (?:do|can) i (?!return)"
        ),
    ),
    (
        "question",
        re.compile(
            r"怎么(?:办|回事)|(?<!不知道)是[^,。]{1,8}还是[^,。]{1,8}(?:[?]|$)|(?:有没有|能不能|"
            r"可不可以)[^,。]{1,12}(?:[?]|$)|"
            r"(?:请问|想问|问一下)|\b(?:what should i do|can you)\b"
        ),
    ),
)
_WAIVED = re.compile(
    r"懒得|虽[说然]|不想[退换]|不(?:用|准备|打算)?[退换]了|不[退换]了|没[退换]|已经?[退换]|[退换]了[^吗]|算了|"
    r"(?:推荐|建议|劝)[^,。]{0,6}退|不知道?(?:怎么|该)"
)
"""What only speaks of asking, and does not."""
_IGNORED = re.compile(
    r"[没无]人(?:理|回|管|搭理|接|处理|跟进|解决)|(?<!爱)不理(?!想|解)|不回(?:复|信|我|消息|短信)|"
    r"联系不[上到]|打不通|"
    r"推(?:卸|脱|诿|来推去|三阻四)|踢皮球|(?:就|只)[^,。]{0,6}找售后|\bno (?:reply|response|answer)\b|\bignored\b"
)
_SETTLED = re.compile(
    r"(?:很快|及时|马上|立刻|立马|主动|爽快|迅速|当天|第一时间)[^,。]{0,6}(?:赔|补发|补寄|补偿|换|退|处理|解决)|"
    r"(?:赔|补发|补寄|退款|换货|换了|处理|解决|理赔)[^,。]{0,6}(?:很快|及时|满意|迅速|爽快|给力)|"
    r"(?:已经?|都|给)(?:赔付?|补发|补寄|退款|换新|解决)(?:了|好|完|到账)|\b(?:quickly|promptly) (?:replaced|"
    r"refunded|resolved)"
)
_UNSETTLED = re.compile(r"(?:没|未|不|才|拖)[^,。]{0,4}(?:赔|补|退|换|处理|解决)|又(?:坏|出)")
_CONTENT = re.compile(
    r"不过还?(?:是)?(?:可以|行|不错|挺好)|(?:总体|整体|总的)(?:来说|来讲|上|感觉)?[^,。]{0,4}(?:不错|满意|"
    r"可以|好|还行)|瑕不掩瑜|"
    r"(?:可以|能够?|在可)[^,。]{0,2}接受|无伤大雅|(?:不|没)(?:太|怎么)?影响(?:使用|食用|阅读|穿)?$|"
    r"小(?:瑕疵|问题|遗憾|缺点)|"
    r"(?:都|还)?(?:很|挺|比较|还算|还是)满意|说(?:很|挺)?好|顶尖|值得(?:推荐|拥有|购买|入手)|"
    r"\boverall (?:good|great|happy|fine)\b"
)
_UPSET = re.compile(
    r"差评|垃圾|骗|再也不|后悔|失望|气死|恶心|别买|不推荐|不满意|不会再|不值得|鄙视|假货|\b(?:terrible|awful|"
    r"never again)\b"
)
