"""Negations that only say what might be the case, which goods are meant, or what would follow otherwise."""

from __future__ import annotations

from rag.guardrails.negation.cues import Setting
from rag.text import Pattern

_IF = Pattern(
    r"如果|若(?!干)|假如|要是|万一|倘若|一旦|只要|除非|凡是|如(?=您|需|有|没|果|未|遇|还|商|不|无|订|包|实|确|发|页|后|该|显|$)"
    r"|(?<!恐)怕|担心|避免|以免|防止|免得|省得|以防|哪怕|即使|就算|不管|无论|是否|有(?:什么|任何|啥|哪)|看看?(?=能|有|是)"
    r"|否则|不然|要不|□然|因为|由于|鉴于|既然"
)
_CONSEQUENT = Pattern(
    r"的话|,|就(?!算)|也(?=是|都|没|无|不)|那么?(?=就|是|我|这)|(?<=.{6})(?<!还)是$|所以|说明$|证明$"
)
_UPSHOT = Pattern(r"(?:说明|代表|证明|表示|就是)(?:[^,也]{0,6})$")
_WHEN = Pattern(
    r"的话|的时候|(?:之|以)?前(?=$|[,是都请先不无也的会可能要暂])|[时后](?=$|[,请可会就都])"
    r"|(?:也|都|就|则|照样|一样|仍然?)(?:是)?(?:可以|能|好|行|没问题|ok|会|支持|给|没关系|没事|不怕|□|帮|用|照|享)"
    r"|过的?也(?:不[用怕要]|没关系)|就(?=[^没不无]{2})|则|会(?:转|自动|退|改|联系|通知|默认)|才(?:能|可以|会|行)"
    r"|(?:请|麻烦|可以|建议)(?:您|你|亲|联系|点|先|及时|直接|重新)"
    r"|(?:您|你)?(?:随时|直接|再|就)?(?:来?找|联系|喊|叫|告诉|滴滴)(?:我|小妹|客服)|(?<=.)(?:先)?(?:不要|别)(?=[点签确付收下走拆扔拒])"
    r"|的(?:商品|宝贝|订单|情况下?|客户|顾客|买家|产品|东西|衣服|部分|那[款件个种]?)?"
    r"(?:都|可以|能|请|才|也|就|均|话|会|支持)(?!没|不|无)"
)
"""Behind a negation: that it is only a case among others, or describes which goods are meant."""
_THEN = Pattern(r"^(?:都|就|也|才|可以|能|随时|直接|照样)(?!都|没|不|无)")
_SHORT = Pattern(r"[^了的呢哦哈啊呀啦亲]{1,6}$")


def conditional(setting: Setting) -> bool:
    """The negation is what might be the case: 不合适的话, 如果没收到, 未拆封的都能退, 送不到会转."""
    head, tail = setting.cue.head, setting.cue.tail
    if _UPSHOT.search(head) and ("的话" in _so_far(setting) or _IF.search(_so_far(setting))):
        return True
    if _IF.search(head) and not _CONSEQUENT.search(head):
        return True
    if _STILL.search(head) and _STILL_NOT.match(setting.cue.word + tail):
        return True
    if (setting.cue.kind == "potential" and _DIAGNOSED.match(tail)) or _DIAGNOSIS.search(head):
        return True
    return _WHEN.search(tail) is not None or _continued(setting)


_STILL = Pattern(r"(?:还是?|再|仍然?|实在)$")
_STILL_NOT = Pattern(r"不(?:行|好|亮|通|灵|响|动)(?:的话)?(?=[我您你就再可请联找小这])")
"""还不行我给您换新: what will be done if it should not work."""
_MOSTLY = r"(?:的话)?(?:一般|多半|通常|大多|大概率|往往|多数|很可能)(?:情况下?)?(?:都)?(?:是|跟|和|因)"
_DIAGNOSED = Pattern(rf"[^,]{{0,3}}{_MOSTLY}")
_DIAGNOSIS = Pattern(rf"(?:不|没|□)[^,]{{0,4}}{_MOSTLY}[^,]{{0,6}}$")
"""连不上一般是蓝牙没开: what such a fault comes from."""


def _so_far(setting: Setting) -> str:
    """The sentence up to the cue, as far as its last two pieces."""
    before = [setting.neighbour(-2), setting.neighbour(-1)]
    return "".join(piece.text for piece in before if piece) + setting.cue.head


def _continued(setting: Setting) -> bool:
    """Whether the next piece makes a case of it: 没会员，也可以; 没拆、没洗的都能退; 未还款，则."""
    after = setting.neighbour(1)
    if after is None:
        return False
    if after.text.startswith("则"):
        return True
    if setting.cue.kind not in {"plain", "absence", "not_yet"}:
        return False
    if "、" in setting.piece.closing and _WHEN.search(after.text):
        return True
    alone = not setting.cue.head.strip("□")
    return alone and _THEN.search(after.text) is not None and _SHORT.match(setting.cue.tail) is not None


_OTHERWISE = Pattern(r"否则|不然|□然|要不(?!要)|担心|□至于|以免|免得|防止")
_CAUSE_NAMED = Pattern(r"(?:原因|备注|理由)$")


def hypothetical(setting: Setting) -> bool:
    """What would follow otherwise: 不然没办法联系到您; or why something else is so: 原因:无法联系."""
    before = setting.neighbour(-1)
    if before is not None and ":" in before.closing and _CAUSE_NAMED.search(before.text):
        return True
    return _OTHERWISE.search(setting.cue.head) is not None
