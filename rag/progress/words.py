"""What the lines of carriers' tracking say, in the words of China's, Taiwan's and international carriers.

Patterns are for folded text (Simplified, half width, lower case).
"""

from __future__ import annotations

from typing import Literal

from rag.formatting import Bilingual
from rag.text import Pattern

TrackingStage = Literal[
    "none", "collected", "moving", "arrived_city", "delivering", "to_collect", "signed", "signed_by_other",
    "failed", "returning", "stalled", "unknown",
]  # fmt: skip
"""`none`: not with the carrier. `arrived_city`: at the branch that delivers. `to_collect`: in a locker or shop."""
Failure = Literal["no_answer", "address", "damaged", "unknown"]

_STORE = (
    r"驿站|丰巢柜?|快递柜|智能柜|自提[柜点]|柜机|速递易|代收点|智邮站|快递超市|便利店|兔喜|超商|门市|自提|locker"
    r"|pick-?up (?:point|location)|collection point|access ?point|parcel ?shop|service point"
)
_BRANCH = r"营业[部点厅所]|网点|分部|站点|服务[站点]|配送[站点部]|揽投部|投递部|派[送件][点站]|支局|营业所|公司|站"
_HUB = (
    r"转运|中转|分拨|分拣|集散|处理中心|枢纽|航空|机场|口岸|海关|清关|通关|\b(?:sort|hub|gateway|customs|airport)"
)
_OTHER_HANDS = r"家人|家属|亲友|朋友|门卫|保安|物业|管理[员室处]|前台|同事|邻居|他人|收发室|传达室|警卫室"
_OTHER_HANDS_EN = (
    r"neighbou?r|reception|front desk|concierge|porter|household|family|mail ?room|security|someone else"
)

STAGES: tuple[tuple[TrackingStage, Pattern], ...] = (
    (
        "returning",
        Pattern(
            r"退回|退件|退往|退货途|返回寄件|拒收|拒签"
            r"|\breturn(?:ed|ing)? to (?:the )?(?:sender|shipper|seller|merchant|shop)|\brefused"
        ),
    ),
    (
        "failed",
        Pattern(
            r"(?:派送|派件|投递|配送|投送)(?:失败|不成功|未成功|异常)|未(?:能)?妥投|联系不上|无法联系|无法接通"
            r"|无人接听|无人应答|地址(?:不详|有误|错误|不清|不完整)|(?:电话|号码)(?:错误|有误|空号)|疑难件|问题件"
            r"|破损|污损|再投|超出?(?:派送)?(?:区|范围)"
            r"|attempted|(?:unable|unsuccessful|failed|could ?n.t|could not|cannot) .{0,12}deliver"
            r"|delivery (?:failed|unsuccessful|attempt)|undeliverable|no access"
            r"|(?:incorrect|incomplete|wrong|insufficient) address"
            r"|address (?:is )?(?:incorrect|incomplete|wrong)|missed you|card left|damaged"
        ),
    ),
    (
        "signed",
        Pattern(
            r"完成取件|取件成功|取出|已自提|自提完成|已被取[走出]|自提成功|凭取[件货]码签收"
            r"|(?:collected|picked up) by (?:the )?(?:customer|recipient|consignee)"
        ),
    ),
    (
        "to_collect",
        Pattern(
            rf"(?:已|暂|待|由|被|签收人)[^,。;!]{{0,14}}(?:{_STORE})[^,。;!]{{0,14}}(?:代收|代签|签收|待取|保管)"
            rf"|(?:已[^,。;!]{{0,6}}|暂|成功|重新)(?:投递|投|放|存|送|到|入)[^,。;!]{{0,16}}(?:{_STORE})"
            r"|(?:待|等待|请)[^,。;!]{0,8}(?:自提|自取|取件|取货|领取|提货)|取[件货]码|招领"
            rf"|(?:{_STORE})[^,。;!]{{0,4}}(?:暂存|待取)|\b(?:delivered|arrived|left|held|ready|available)\b.{{0,24}}(?:{_STORE})"
            r"|\b(?:ready|available|awaiting|waiting|held) for (?:customer )?(?:collection|pick-?up)"
        ),
    ),
    (
        "signed_by_other",
        Pattern(
            rf"(?:{_OTHER_HANDS})[^,。;!]{{0,6}}(?:代?签|代?收|领)|签收人?[是为:\s]{{0,2}}[^,。;!]{{0,4}}(?:{_OTHER_HANDS})"
            r"|代签|代收(?![点货])"
            rf"|\b(?:left|signed|delivered|received)\b.{{0,24}}\b(?:{_OTHER_HANDS_EN})"
        ),
    ),
    (
        "signed",
        Pattern(
            r"(?<![待前后如未请])(?:已(?:经)?[^,。;!]{0,8}|本人|成功|被|由[^,。;!]{1,10})签收|签收(?:成功|人[是为:])"
            r"|妥投|已(?:成功)?送达|配达|已派递|派递成功|(?:投递|投|放置?)[至到在于][^,。;!]{0,6}(?:门口|门前|家中|信箱)"
            r"|\bleft (?:at|in|by|on) (?:the |a )?(?:front |back )?(?:door|porch|mailbox|letterbox|safe place)"
            r"|(?<!be )(?<!not )\bdelivered\b|signed (?:for )?by|proof of delivery"
        ),
    ),
    (
        "delivering",
        Pattern(
            r"(?:派[送件递]|配送|投递|送货)(?:途)?中|(?:正在|开始|安排|准备|即将|进行)[^,。;!]{0,6}(?:派[送件递]|配送|投递|送货)"
            r"|由[^,。;!]{1,8}(?:派送|派件|配送)|派件员|(?:快递员|小哥|配送员|投递员)[^,。;!]{0,16}送|准备签收"
            r"|out for delivery|driver is on|on (?:its|the) way to you"
            r"|with (?:the )?(?:delivery )?(?:courier|driver)|on (?:the )?(?:delivery )?vehicle"
        ),
    ),
    (
        "stalled",
        Pattern(r"滞留|积压|延误|延迟|暂停|异常|停滞|受阻|扣留|查验|\b(?:delay|on hold|held\b|exception|detained)"),
    ),
    (
        "none",
        Pattern(
            r"(?:待|等待|通知|准备)[^,。;!]{0,8}揽|未揽|已下单|电子面单|打单|拣货|打包|已出库"
            r"|\blabel (?:has been )?created|\bpre-?shipment|\binfo\w* (?:sent|received)"
        ),
    ),
    (
        "collected",
        Pattern(
            r"揽收|揽件|收寄|集货|收取|已取件|已收件|收件成功"
            r"|\b(?:picked up|collected|accepted|received (?:by|from))"
        ),
    ),
    (
        "moving",
        Pattern(
            rf"{_HUB}|发往|发出|离开|驶离|到达|抵达|已到|下一站|运输|在途|干线|装车|发车|装机|起飞|航班|出口|进口|转寄|改寄"
            r"|\b(?:arriv|depart|in transit|on (?:its|the) way|processed|clearance|forwarded|left\b|shipped)"
        ),
    ),
)
"""In the order they are tried: an end before the way to it, a failed delivery before the delivery."""

AT_BRANCH = Pattern(
    rf"(?:到达|抵达|已到)[^,。;!]{{0,24}}(?:{_BRANCH})|(?:到达|抵达)(?:目的地|收件|派件)"
    r"|arriv\w* (?:at|in) .{0,30}(?:local|destination|delivery|post) (?:office|depot|facility|station|branch|city)"
)
"""Arrival at a branch: the one that delivers, unless the parcel has just been collected."""
HUB = Pattern(_HUB)

FAILURES: tuple[tuple[Failure, Pattern], ...] = (
    ("address", Pattern(r"地址|超出?(?:派送)?(?:区|范围)|address")),
    (
        "no_answer",
        Pattern(
            r"联系|接听|应答|接通|电话|号码|无人|不在"
            r"|missed you|card left|no (?:access|answer|one)|nobody|not (?:home|in|available)"
        ),
    ),
    ("damaged", Pattern(r"破损|污损|damaged")),
)

SIGNERS: tuple[tuple[Pattern, Bilingual], ...] = (
    (Pattern(r"家人|家属|household|family"), Bilingual("家人", "someone in your household")),
    (Pattern(r"门卫|保安|警卫|security"), Bilingual("门卫", "the door guard")),
    (Pattern(r"物业|管理[员室处]|concierge|porter"), Bilingual("物业", "the building's staff")),
    (Pattern(r"前台|reception|front desk"), Bilingual("前台", "the front desk")),
    (Pattern(r"收发室|传达室|mail ?room"), Bilingual("收发室", "the mail room")),
    (Pattern(r"邻居|neighbou?r"), Bilingual("邻居", "a neighbour")),
    (Pattern(r"同事|colleague"), Bilingual("同事", "a colleague")),
    (Pattern(r""), Bilingual("他人", "somebody else")),
)

STORES: tuple[tuple[Pattern, Bilingual], ...] = (
    (Pattern(r"丰巢"), Bilingual("丰巢柜", "a parcel locker")),
    (Pattern(r"柜|速递易|locker"), Bilingual("快递柜", "a parcel locker")),
    (Pattern(r"驿站|兔喜"), Bilingual("驿站", "the pick-up point")),
    (Pattern(r"便利店|超市|超商|门市|shop"), Bilingual("代收的门店", "the pick-up shop")),
    (Pattern(r""), Bilingual("自提点", "the pick-up point")),
)

_SUFFIX = (
    r"转运中心|分拨中心|分拣中心|集散中心|处理中心|中转[场站部]|集散[点地]|分拨[场站]|中心|枢纽|机场|口岸|海关"
    rf"|{_BRANCH}|{_STORE}"
)
_NAMED = (
    rf"[【\[「(\s]*((?:(?![在到已的被因往])(?!下一站)[一-鿿]){{2,14}}?(?:{_SUFFIX}))"
    r"(?=[】\]」),。;!\s]|$|[已正发出的并准安等代待签进装下])"
)
REACHED = Pattern(rf"(?:到达|抵达|已到(?!达)|停留在?|滞留在?|积压在?|[投放存送入][递放到]?[至到入在于])\s*{_NAMED}")
LEFT = Pattern(
    rf"(?:离开|驶离|从|由(?!于)|在)\s*{_NAMED}(?=.{{0,8}}(?:发|出|离开|装|送往))|(?:离开|驶离)\s*{_NAMED}|^{_NAMED}[】\]\s]*(?:已|准备)?发"
)
BOUND_FOR = Pattern(rf"(?:(?:[发送运前]往)(?:下一站[是为:]?)?|下一站[是为:]?)\s*{_NAMED}")
REACHED_EN = Pattern(r"\barriv\w* (?:at|in) ([a-z][a-z .'-]{2,40}[a-z])")
LEFT_EN = Pattern(r"\b(?:departed|left) (?:from )?([a-z][a-z .'-]{2,40}[a-z])")
