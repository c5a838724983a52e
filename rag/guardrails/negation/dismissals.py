"""Stage 2: which negations are no denial (docs/rules/negation.md, section 1). One small test a class."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from rag.guardrails.negation.cues import Cue
from rag.guardrails.negation.pieces import Piece

_UNWANTED = (
    r"[^,]{0,4}费|收费|扣(?:费|钱|款)|付(?:钱|费|款)|出(?:钱|运费|邮费)|花钱|加(?:钱|价|收)|涨价|额外|另外收|影响|损|坏|漏|丢|误|差错|出错|掉|褪|脱|起[球毛皱]|变(?:形|质|色|黄)|缩水|伤|破|碎|裂|断|卡(?![里号])|死机|吵|噪|刺|痛|疼|过敏|激素|副作用|毒|甲醛|酒精|香精|色素|防腐|添加|异味|味道|臭|漏水|生锈|烫|滑|串色|粘|堵|晃|摇|反光|勒|扎"
    r"|骗|坑|套路|猫腻|隐形|条条框框|门槛|拖|耽误|延误|迟|怠慢|忘|差别|区别|不同|差异|冲突|矛盾|泄露|透露|打扰|骚扰|风险|危险|后遗|假|二手|高仿|水货|翻新|瑕疵|毛病|故障|压力|负担|休息|打烊|午休|休日|间断|敷衍|委屈|亏|吃亏|浪费|失望|白|离线|掉线|再犯|再出现|超|太?久|限制|上限|要求必须|少发|少给|少送|错|套|敢|乱|强制|必须|多余|别的意思"
)
_WANTED = (
    r"补(?:货|发|差|偿|钱|送)|优惠|便宜|打折|折扣|降|送|赠|退|赔|换|修|发货?|到|寄|包邮|上新|上架|返|恢复|提前|延长|改|更新|给您|给你|再有|再做|再卖|再出|有货|有了|通知|处理|受理|同意|便宜|支持|安装|配送|派送|提醒|短信|电话|反馈"
)
_TASTE = (
    r"酸|苦|甜|辣|咸|淡|油|腻|重|轻|厚|薄|硬|软|大|小|长|短|宽|窄|紧|松|粘|烫|热|冷|冰|凉|透|皱|响|闷|滑|湿|干|暗|亮|痒|臭|腥|膻|涩|麻|老|旧|高|低|深|浅|多|少|贵|难|费|累|容易|易|怕|好看|好听|好闻|咸|浓|显|一样|锐|耐"
)
_END = r"(?:[的了呢哦啊哈呀啦嘛喔耶㗎喇哒捏嘞咯噢哟呦亲滴诶呗~□\s]*)$"


@dataclass(frozen=True)
class Setting:
    """A cue with what stands around it: its piece, its neighbours, and what the customer last said."""

    cue: Cue
    stretches: tuple[Piece, ...]
    asked: str

    @property
    def piece(self) -> Piece:
        """The piece of the cue."""
        return self.stretches[self.cue.at]

    def neighbour(self, step: int) -> Piece | None:
        """The piece `step` places on, if it belongs to the same sentence."""
        at = self.cue.at + step
        if not 0 <= at < len(self.stretches) or self.stretches[at].sentence != self.piece.sentence:
            return None
        return self.stretches[at]

    @cached_property
    def elliptic(self) -> bool:
        """Whether nothing but particles follows the cue: 没有的哦, 不会呢."""
        return re.search("^会?" + _END, self.cue.tail) is not None


def dismissed(setting: Setting) -> str | None:
    """The name of the first class of non-denial that holds; None for a denial."""
    return next((name for name, test in DISMISSALS.items() if test(setting)), None)


def _question(setting: Setting) -> bool:
    """是没有收到吗; also a proposal: 就不给您送了，可以吗."""
    piece, after = setting.piece, setting.neighbour(1)
    if _opens_question(setting):
        return True
    if piece.asks and setting.cue.kind != "soft":
        return not re.search(r"^(?:亲|您好)?(?:不[能行会是]|没有)的", piece.text)
    return any(
        piece is not None and piece.asks and _PROPOSAL.search(piece.text) for piece in (after, setting.neighbour(2))
    )


def _opens_question(setting: Setting) -> bool:
    """Whether the sentence begins as a question and ends as one: 请问您是说没货，让您退款吗."""
    around = [setting.neighbour(step) or setting.piece for step in range(-5, 6)]
    opening = any(re.search(r"^(?:请问|您是|你是|是不是|是说)", piece.text) for piece in around[:6])
    return opening and any(piece.asks for piece in around[6:])


_PROPOSAL = re.compile(r"^(?:您看|这个|这些)?(?:问题|情况|意思)?(?:可以|好|行|是|对|方便|这样可以|这样行)(?:的)?[吗么不吧]")


def _condition(setting: Setting) -> bool:
    """The negation is what might be the case: 不合适的话, 如果没收到, 未拆封的都能退, 送不到会转."""
    head, tail = setting.cue.head, setting.cue.tail
    if _UPSHOT.search(head) and (_IF.search(_so_far(setting)) or "的话" in _so_far(setting)):
        return True
    if _IF.search(head) and not _CONSEQUENT.search(head):
        return True
    if _WHEN_TAIL.search(tail) or _RELATIVE.search(tail):
        return True
    after = setting.neighbour(1)
    if after is None:
        return False
    if after.text.startswith("则"):
        return True
    listed = "、" in setting.piece.closing and setting.cue.kind in {"plain", "absence", "not_yet"}
    if listed and (_RELATIVE.search(after.text) or _WHEN_TAIL.search(after.text)):
        return True
    bare_state = setting.cue.kind in {"plain", "absence", "not_yet"} and not head.strip("□")
    return bare_state and _THEN.search(after.text) is not None and re.match(r"[^了的呢哦哈啊呀啦亲]{1,6}$", tail) is not None


def _so_far(setting: Setting) -> str:
    """The sentence up to the cue, as far as its last two pieces."""
    before = [setting.neighbour(-2), setting.neighbour(-1)]
    return "".join(piece.text for piece in before if piece) + setting.cue.head


_UPSHOT = re.compile(r"(?:说明|代表|证明|表示|就是)(?:[^,也]{0,6})$")
_IF = re.compile(
    r"如果|若(?!干)|假如|要是|万一|倘若|一旦|只要|除非|凡是|如(?=您|需|有|没|果|未|遇|还|商|不|无|订|包|实|确|发|页|您|后|该|显|$)|(?<!恐)怕|担心|避免|以免|防止|免得|省得|以防|哪怕|即使|就算|不管|无论|是否|有(?:什么|任何|啥|哪)|看看?(?=能|有|是)|否则|不然|要不|□然|□□然|因为|由于|鉴于|既然"
)
_CONSEQUENT = re.compile(r"的话|[,]|就(?!算)|也(?=是|都|没|无|不)|那么?(?=就|是|我|这)|(?<=.{6})(?<!还)是$|所以|说明$|证明$")
_WHEN_TAIL = re.compile(
    r"的话|的时候|(?:之|以)?前(?=$|[,是都请先不无也的会可能要暂])|时(?=$|[,请可会就都])|之?后(?=$|[,请可会就都])"
    r"|(?:也|都|就|则|照样|一样|仍然?)(?:是)?(?:可以|能|好|行|没问题|OK|ok|会|支持|给|没关系|没事|帮|用|照|享)|就(?=[^没不无]{2})|则|会(?:转|自动|退|改|联系|通知|默认)|才(?:能|可以|会|行)|(?:请|麻烦|可以|建议)(?:您|你|亲|联系|点|先|及时|直接|重新)"
)
_RELATIVE = re.compile(r"的(?:商品|宝贝|订单|情况下?|客户|顾客|买家|产品|东西|衣服|部分|那[款件个种]?)?(?:都|可以|能|请|才|也|就|均|话|会|支持)(?!没|不|无)")
_THEN = re.compile(r"^(?:(?:都|就|也|才|可以|能|随时|直接|照样)(?!都|没|不|无))")


def _of_customer(setting: Setting) -> bool:
    """The customer's own state or words, handed back: 您没有勾选, 您不需要的, 您是说没收到."""
    head, tail = setting.cue.head, setting.cue.tail
    verb = re.sub("^(?:会|再|给您|帮您|给)+", "", tail)[:1]
    if setting.cue.kind == "plain" and verb and re.search(f"(?:不要|别|不用|不)(?:再)?{re.escape(verb)}", setting.asked):
        return re.search("[吗么?]|能|可以", _last_question(setting.asked)) is None
    if re.search(r"(?:您|你|亲)(?:是说|说(?!的)|讲(?!的)|提到(?!的)|反映(?!的)|反馈(?!的)|的意思|担心|觉得|描述)|(?:备注|登记|留言)[^,]{0,2}$", head):
        return True
    if _CUSTOMER_STATE.match(setting.cue.word[0] + tail if setting.cue.kind == "plain" else setting.cue.word + tail):
        return True
    return bool(re.search(r"(?:您|你)(?:这边|那边|当时|之前|的订单|目前|现在|好像|还|可能|也|是|都|下单时)*(?:还|一直|并)?$|\[数字x\]h$", head) and _CUSTOMER_ACT.search(setting.cue.word + tail))


_CUSTOMER_STATE = re.compile(r"[不没唔](?:喜欢|满意|合适|合身|想要?|愿意|需要|要了?|用管|介意|放心|方便|舒服|舒适|开心|习惯|爽|中意)(?!到)")
_CUSTOMER_ACT = re.compile(r"^(?:没有?|未|还没|尚未|还未|不)(?:付款?|支付|勾选|填|提供|拍|下单|签收|收到|提交|申请|登[录陆]|绑定|注册|评价|确认|选|上传|领取?|关注|点|用|参加|参与|拆|激活|授权|发|说|看|取消|要求|留|写|备注|联系|需要|清楚|明白)")


def _instruction(setting: Setting) -> bool:
    """What the customer is told not to do: 请不要拒收, 先别确认, 不要下线."""
    word, head, tail = setting.cue.word, setting.cue.head, setting.cue.tail
    if re.match(r"[不唔](?:要(?!求)|好|可(?!以|能))", word + tail) and not re.search("好(?:改|弄|办|查|操作|处理|判断|说)", word + tail):
        return not re.search(r"(?:我们?|这边|小店|本店)$", head)
    return word[0] in "不未" and bool(re.search(r"(?:请|麻烦|烦请|尽量|最好|建议|千万|务必|记得)(?:您|你|亲|先|尽量|一定|最好|千万)*$", head))


def _no_need(setting: Setting) -> bool:
    """不用, 不需要, 不必: a burden taken off."""
    return bool(re.match(r"[不没唔]{1}(?:用|需|必|使|消|非得|需要|强制|勉强|要求)|没(?:有)?必要", setting.cue.word + setting.cue.tail))


def _double(setting: Setting) -> bool:
    """Two negations that affirm: 不会不管, 没有不送的道理, 不得不."""
    both = setting.cue.word + setting.cue.tail
    return bool(
        re.match(r"[不没未](?:会|有|能|可能|是|可|得|用|存在)?(?:人|理由)?(?:不|没|拒绝)(?!会的|行|能用|能退|能换|是|了|到)", both)
        or re.match(r"没有?[^,]{0,8}(?:不|没)[^,]{0,8}(?:道理|理由|可能|意思|说法)", both)
        or re.search(r"(?:[不没未](?:会|有|能|可能|是|可|得)|非[^,]{1,6})$", setting.cue.head)
    )


def _good_news(setting: Setting) -> bool:
    """What is negated is a cost, a risk or a fault: 不收运费, 不会掉色, 没有额外费用."""
    both = setting.cue.word + setting.cue.tail
    if setting.cue.kind in {"refusal", "unknown", "soft"} and not re.match("不(?:让|给|可能)", both):
        return False
    good = _GOOD.match(both)
    if good:
        return not (both[0] == "没" and _claimed(good[0].lstrip("没有"), setting.asked))
    if setting.elliptic and setting.cue.kind in {"absence", "plain", "not_so"}:
        asked = _last_question(setting.asked)
        unwanted = _ASKED_UNWANTED.search(asked) and not re.search("没有?了|不了|没了", asked)
        return bool(unwanted) and not re.search("能|可以|支持|优惠|便宜|帮|退|赔|送|补", asked)
    return False


_GOOD = re.compile(
    rf"(?:[不唔](?:会|再|太|怎么|用|至于|容易|易|存在|含|带|加|另|收|扣|是)?(?:有|再|给您|额外|另外|任何|产生|造成|出现|让您|让|因此|轻易|被|把|那么|添加)*(?:{_UNWANTED})(?![出得上]现)"
    rf"|[没冇]有?(?:任何|什么|其他|别的|多大|太大|啥|丝毫)*(?:{_UNWANTED})|[不未](?:限|设|休|打烊|计|耽|拖|打扰|添|加|乱|勾))"
)
def _claimed(fault: str, asked: str) -> bool:
    """Whether the customer says, and does not ask, that the fault is there: to negate it is to reject that."""
    return fault in asked and not re.search(r"[吗么?]|会不会|有没有", _last_question(asked))


_ASKED_UNWANTED = re.compile(rf"(?:{_UNWANTED}|需要|要(?!是)[^,?]{{1,6}}吗|用[^,?]{{1,6}}吗|会[^,?]{{0,6}}(?:{_TASTE}))")
_ASKED_WANTED = re.compile(r"能|可以|可唔可以|支持|优惠|便宜|有没有|有[^,?]{1,8}吗|帮|退|赔|送|补")


def _attribute(setting: Setting) -> bool:
    """A neutral property stated: 不酸, 不是特别重, 不含糖, 一点不厚."""
    both = setting.cue.word + setting.cue.tail
    if re.match(rf"(?:[不唔没冇])(?:是|系|会|算|有)?(?:很|太|□□|那么|多|大会|怎么|这么|十分|过于|能太)?(?:{_TASTE})(?:{_TASTE})?(?:的|感|味|味道)?(?:了|太多)?{_END}", both):
        return True
    if re.match(rf"不(?:是)?(?:很|太|□□|那么|怎么|会太|会很)(?:{_TASTE})", both):
        return True
    return bool(re.match(r"[不没](?:有)?(?:含|带|加|掺|放|插电|充电|休)", both) and not _ASKED_WANTED.search(_last_question(setting.asked)))


def _not_promised(setting: Setting) -> bool:
    """不会 before what nobody hopes for denies nothing; before what is hoped for it refuses."""
    both = setting.cue.word + setting.cue.tail
    if setting.cue.kind != "plain" or not re.match(r"[不唔]会", both):
        return False
    if setting.elliptic:
        asked = _last_question(setting.asked)
        return not re.search(_WANTED, asked) or bool(_ASKED_UNWANTED.search(asked))
    return not re.match(rf"不会(?:再)?(?:给您|帮您|有)?(?:{_WANTED})", both)


def _plain(setting: Setting) -> bool:
    """不 before a word that names no service of ours and was not asked for."""
    if setting.cue.kind != "plain":
        return False
    both = setting.cue.word + setting.cue.tail
    if _SERVICE.match(both):
        return False
    asked = _last_question(setting.asked)
    verb = setting.cue.tail[:2]
    return not (len(verb) == 2 and verb in asked and _ASKED_WANTED.search(asked))


_SERVICE = re.compile(
    r"[不唔](?:再|单独?|另|能|会|直接|额外|予|做|一起|提前|负责|承担|参与|参加|包|送|赠|退|换|赔|补|降|减|优惠|打折|便宜|发|寄|卖|销售|出售|经营|零售|批发|开(?!心)|修|保|附|配|接(?!受)|议|讲|还价|安排|管(?!您)|同步|显示|更新|上门|安装|提供|兼容|防|租|借|代|走|收|售|合并|拆|设|出|派|办|加急|改|调|返|存在|搞|弄|叠加|累计|共享|通用|享受|计入|合并|兼|抵|算|认|调货|在|见得|一定|见|现货|齐|全|足|达|对应|成|确保|由我|归我|止)"
    r"(?!心|起|由分|下线|好意|管您)"
)


def _warning(setting: Setting) -> bool:
    """A limit nobody asked about, beside the answer: 提醒一下取消后恢复不了."""
    if re.search(r"提醒|提示|注意|友情|备注:", setting.cue.head) or _reminded(setting):
        return True
    if setting.piece.aside:
        return True
    both = setting.cue.head + setting.cue.word + setting.cue.tail
    named = re.search(r"恢复|撤[销回]|还原|找回|反悔|逆", both)
    return bool(named and re.search(r"取消|确认|提交|删除|操作|[后旦]", setting.cue.head) and not re.search(r"恢复|撤|还原|找回|继续|不退了|取消(?:退|售|申)", setting.asked))


def _reminded(setting: Setting) -> bool:
    before = setting.neighbour(-1)
    return before is not None and re.search(r"(?:提醒|提示|注意)(?:一下|下|您|亲)*$", before.text) is not None


def _hypothetical(setting: Setting) -> bool:
    """What would follow otherwise: 不然没办法联系到您; or why something else is so: 原因:无法联系."""
    before = setting.neighbour(-1)
    if before is not None and re.search("(?:原因|备注|理由)$", before.text):
        return True
    return bool(re.search(r"否则|不然|□然|要□然|要不(?!要)|要不|担心|□至于|以免|免得|防止", setting.cue.head)) or bool(re.search("^(?:否则|不然|要不)", setting.piece.text))


def _our_care(setting: Setting) -> bool:
    """What the negation serves: 不耽误您时间, 不会送的您放心; and idioms of effort."""
    near = [setting.neighbour(step) for step in (1, 2)]
    if setting.cue.kind == "plain" and any(piece and re.search("放心", piece.text) for piece in near):
        return True
    both = setting.cue.word + setting.cue.tail
    return bool(re.match(r"[不没未](?:耽误|让您(?:久|失望|担心|吃亏)|打扰|敢(?:怠慢|马虎)|愿|想(?:让|给)?您|舍得|希望|忍心|好听|容易|易|懂事|懂的|明白的|清楚的(?:地方|可以)|懂可以)", both))


DISMISSALS: dict[str, Callable[[Setting], bool]] = {
    "question": _question,
    "double negation": _double,
    "no need": _no_need,
    "instruction": _instruction,
    "condition": _condition,
    "hypothetical": _hypothetical,
    "customer's own": _of_customer,
    "warning": _warning,
    "good news": _good_news,
    "attribute": _attribute,
    "our care": _our_care,
    "no promise": _not_promised,
    "no service": _plain,
}
"""Every class of section 1's second table that needs more than the word itself, in the order tried."""


def _last_question(asked: str) -> str:
    """The customer's last words: the last message's last two clauses."""
    lines = [line for line in asked.splitlines() if line.strip()]
    parts = [part for part in re.split(r"[,。!;]| / ", lines[-1] if lines else "") if len(part.strip()) > 1]
    return ",".join(parts[-2:])
