"""Clauses that name a payer and claim nothing: questions, the customer's words, other shops, what is left open."""

from __future__ import annotations

from rag.text import Pattern

_ASKS = Pattern(
    r"谁(?!退)(?<!退谁)(?<!退货谁)|哪一?[方边位]|边个|是否|是不是|怎么[算走赔领弄]|[能会](?:赔|退|补|报)付?多少"
    r"|怎么(?:处理|理赔|申请|操作)|要不要|需不需要|会不会|可否|吗(?:[?呢~]|$)|(?:么|嘛)$"
    r"|\bwho (?:pays|covers|will|should)|\bdo i have to|\bwhether\b"
)
_MAY_I = Pattern(r"(?:可以|好|行|能接受|接受|ok|方便)(?:吗|么|嘛|不|吧)$|(?:行不行|好不好|可不可以|成不成|中不中)$")
_HANDED_BACK = Pattern(
    r"(?:没有?|并未|从未|不曾|未曾)(?:说|讲|提|要求|让)(?!明)|您(?:之前|刚才|刚刚|上次|这边|方才|前面|是|也"
    r"|可能)?(?:提到|说|问|反映|听|看到|担心|觉得|要求|希望|想"
    r"|认为|讲|提出|咨询|理解)|你(?:之前|刚才)?(?:提到|问|话|讲|说)"
    r"|(?:之前|上次|前面|当时)(?:的|有|那位)?(?:同事|客服)"
    r"|\byou (?:said|mention\w*|asked|ask|were told|heard|think|thought|want(?:ed)? us|would like us)\b"
    r"|\byour question\b"
)
_OTHERS = Pattern(
    r"别家|别的店|其他店|其它店|有的店|有些店|某些店|别人家|人家店|隔壁|同行|的店确实|其他(?:商家|卖家|平台)"
    r"|\bother (?:shops?|stores?|sellers?)|\bsome (?:shops?|stores?|sellers?)"
)
_DEPENDS = Pattern(
    r"(?:要|得|需要?|还)?(?:看|视乎?|根据|按照?|取决于|分)(?:是|于)?(?:您|具体|退货?|退换货?|实际|不同|什么"
    r"|乜嘢?)*(?:的)?(?:原因|情况|责任)|取决于|应承担|该承担的|\bdepend"
    r"|\b(?:once|when|after|until|as soon as) (?:we|you|i)(?:'ve|'re| have| are)? (?:know|find|found|hear|heard"
    r"|seen|clear|sure)\b"
    r"|\b(?:may|might|could) be (?:on|at|ours|covered|paid)\b|\bup to the reason"
)
_OPTIONAL = Pattern(
    r"差额|超(?:出|过)?(?:的|那)?(?:部分|金额|了|出)|超出|不足|不够的?部分"
    r"|\bthe (?:difference|shortfall|excess|remainder)\b|\banything (?:above|over|beyond)\b"
    r"|\b(?:above|over|beyond) (?:that|the limit)\b"
)


def claims_nothing(text: str, asked: bool) -> bool:
    """Whether a folded clause claims nothing; `asked` where a question mark follows it."""
    if any(pattern.search(text) for pattern in (_DEPENDS, _HANDED_BACK, _OTHERS, _OPTIONAL)):
        return True
    return not _MAY_I.search(text) and (asked or _ASKS.search(text) is not None)
