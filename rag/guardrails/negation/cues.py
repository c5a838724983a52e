"""Stage 1: where Chinese text negates. Finds every cue and says of what kind it is; judges nothing yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rag.guardrails.negation.pieces import Piece
from rag.guardrails.negation.polarity import ENDING
from rag.text import Pattern

Kind = Literal["refusal", "potential", "unknown", "absence", "not_yet", "not_so", "plain", "soft"]
"""What is said: cannot or may not · V不了 · don't know · is not there · not done yet · is not so ·
不 before another word · unwelcome without a negative word."""


@dataclass(frozen=True)
class Cue:
    """A negative expression, with what surrounds it in its piece. Offsets are of the folded text."""

    kind: Kind
    word: str
    start: int
    end: int
    head: str
    """The piece before the cue."""
    tail: str
    """The piece behind the cue: what is negated."""
    at: int
    """Index of its piece."""


@dataclass(frozen=True)
class Setting:
    """A cue with what stands around it: its piece, its neighbours, and what the customer said."""

    cue: Cue
    stretches: tuple[Piece, ...]
    asked: str
    questioned: bool
    """Whether anything in the reply puts a question."""

    @property
    def piece(self) -> Piece:
        """The piece of the cue."""
        return self.stretches[self.cue.at]

    @cached_property
    def negated(self) -> str:
        """The cue with what it negates."""
        return self.cue.word + self.cue.tail

    def neighbour(self, step: int) -> Piece | None:
        """The piece `step` places on, if it belongs to the same sentence."""
        at = self.cue.at + step
        if not 0 <= at < len(self.stretches):
            return None
        found = self.stretches[at]
        return found if found.sentence == self.piece.sentence else None

    @cached_property
    def elliptic(self) -> bool:
        """Whether nothing but particles follows the cue: 没有的哦, 不会呢."""
        return _ELLIPTIC.search(self.cue.tail) is not None


_ELLIPTIC = Pattern("^会?" + ENDING)


LOOK_ALIKES = (
    # courtesy and reassurance
    r"[不唔]好意思|不出(?:意外|所料)|[不唔]使?客气|别客气|[不唔]用(?:客气|谢|担心|着急|紧张|急)|唔使(?:客气"
    r"|担心|急)|唔紧要|不要紧|不打紧|不碍事|(?<![们店家我司哋])没(?:有)?关系|冇所谓"
    r"|[没冇](?:得|的)(?:说|讲|挑|比)|没(?:话|啥)(?:说|讲|可挑)(?=[,。!的了]|$)"
    r"|没事(?:儿|的)?(?![情件项])|(?:没|冇)(?:有)?(?:什么|任何)?问题|对[不唔][起住]|不必(?:客气|担心|着急)|不谢"
    r"|过意不去|赔[您你]?个?不是|不是(?:个)?滋味|不好受|于心不忍"
    r"|不妨|不嫌|不辛苦|不麻烦|没什么大不了"
    r"|别(?:担心|着急|急|紧张|生气|怕|介意|难过|灰心)|唔该|[没冇]有?(?:催|怪|怀疑|责怪|为难|指责|针对"
    r"|敷衍)[^,。]{0,6}(?:意思|意图)|不周|不愉快|不敬|不便(?:之处|[,，。!]|$)|带来[^,。]{0,4}不便|不愉悦"
    r"|没(?:有)?(?:能)?(?:及时|提前)?(?:照顾|保护|包装|检查|做|考虑|注意|服务|解释|说明|交代)[^,]{0,2}(?:好|到"
    r"|周|全|清楚)"
    r"|没(?:有)?(?:能(?:够)?)?(?:及时)?[^,。]{0,2}帮[到上助][^,。]{0,8}|[帮][不唔]到您|没(?:有)?(?:让您)?(?:把"
    r"|将)?(?:照顾"
    r"|解释|说|讲)[^,。]{0,4}(?:好|清楚|到位)"
    # words that merely contain the character
    r"|不(?:错|仅|但|光|只|单(?=是)|论|管|同(?!意|步)|锈|粘|断|少|久|时|然|如|愧|禁|由得|妨|知不觉|得已|可思议"
    r"|约而同|谋而合|二之选|言而喻|胜|料|料"
    r"|凡|俗|朽|菲|乏|妙|巧|幸)"
    r"|(?<!通)不过(?![来去关期敏了])|不止|不等(?=[,。]|$)|不一(?=[,。]|$)|差不多|要不(?!要)|[了怪恨巴]不[起得]"
    r"|说不定|[少免]不了(?=[您你要有会得])|忍不住|用不着|犯不着"
    r"|(?<=[得的])不得了|^不得了|不在话下|二话不说|绝不含糊|不由|动不动|不远"
    r"|非凡|未来|未必不|从未[^,。]{0,4}如此|[前所]未有"
    r"|无(?:线|论|理由|条件|忧|纺|缝|菌|糖|痕|钢圈|绳|人|须|需|微|印|良|烟|尘|油|火|水|声|感|刺|骨|氟|铅|磷"
    r"|酒精|香精?|添加|刺激|甲醛|异味|残留|限|数"
    r"|比|疑|私|声|障碍|死角|负担|压力|后顾|微不至)"
    r"|[冇没]有?人(?=限|一|份)|没准|没错|没想到|沒想到|未免|莫非|不知(?:道)?(?=您|你|亲(?=[一-鿿])|是否|能否"
    r"|可否|有(?:什么|啥))|不大于|不小于|不低于|不超过"
    r"|不少于|不高于|不止|唔止|唔单止|唔知您"
    r"|不[到出](?!一(?:起|块|处|个(?!小时|月|星期|礼拜"
    r"|钟)))(?=[\d一二两三四五六七八九十百半]+[^,]{0,2}[天日月年周点钟分秒时星礼元块角米厘公斤克岁成折%])"
    r"|没(?=几[天分])|没多久|未几|不多(?=说|久)|不远"
)  # fmt: skip
_LOOK_ALIKE = Pattern(rf"(?=[不唔别没冇对带帮了怪恨巴差要说少免忍用犯二绝动非未从前所无莫过赔于])(?:{LOOK_ALIKES})")
"""The look-alikes, tried only where one can begin."""

A_NOT_A = Pattern(
    r"([一-鿿])[不没唔]\1|([一-鿿]{2})[不没唔]\2|有[没冇]有?|有冇|[得]唔得|([一-鿿])[一-鿿]?唔\3[一-鿿]?到|未(?=$)"
)

COMPLEMENTS = (
    "了|得了|过去|过来|出来|出去|上去|上来|下去|下来|起来|进去|进来|回来|回去|返|切|到|起|上|下|开|动|着|成|完|住|齐|及|来|去(?![除年掉])|回|出|进|见|通|满|够"
    "|掉(?![漆色毛粉皮渣])|赢|清|准|全|埋|掂|晒|妥|牢|稳|透|匀|落|严|定(?!时|期|制|做)|住|成|起"
)
_NO_VERB = (
    "[^经就也后都还又再却便才并很太最更是会要想的得了我您你他它们这那个品货单价亲从绝毫丝一因此先已今明现目前暂实真确"
    ",a-z0-9有可以能]"
)

CUES: tuple[tuple[Kind, str], ...] = (
    ("refusal", (
        r"(?:[不补唔](?=能|可|行|得|予|允|许|准|让|给|支持|接受|受理|提供|办理|处理|同意|批准|开放|对外)"
        r"(?:能够?(?![量源])|可以|可(?![避思多缺爱])|行(?![李动为])|得(?!不)|予|允许?|许|准(?!确)|让|给|支持"
        r"|接受|受理|提供|办理|处理|同意|批准|开放|对外))"
        r"|无法|没(?:有)?(?:任何)?办法|冇办法|没(?:有)?法(?:子)?(?![律院])|没辙|未能|冇得|恕(?!罪)|爱莫能助"
        r"|有心无力|力不从心|心有余而力不足|难以从命|碍难|无能为力|无权|谢绝|婉拒|恕不|概不"
        r"|拒绝|办不到|做不到|不太?好(?=改|弄|办|查|操作|处理|判断)"
        r"|没(?:有)?(?:权限|资格)|不可(?=$)"
    )),
    ("unknown", (
        r"(?:[不唔没未](?:有|是)?(?:太|是?很|是?太|大|怎么|十分|完全|敢|能|好)?(?:知道?|清楚|了解|确定|晓得"
        r"|明白|保证|懂|熟悉|好说))"
        r"|不[敢能好](?:打包票|担保|承诺|说死)|说不[准好清]|拿不准|说唔准|唔清楚"
    )),
    ("soft", (
        r"够呛|悬(?=$|了|哦|呢|哈|亲|咯)|难以|恐怕(?:难|不)|来不及|赶不[上及]|赶唔[切及]|缺货|断货|断[了咗]货"
        r"|断[码档市]"
        rf"|(?:[售卖抢送领发剪用订约]|兑)(?:罄|[完光空]+|晒|断)(?:了|咗)?{ENDING}|断了{ENDING}|(?:下架|停售"
        rf"|绝版)(?:了|啦)?{ENDING}|售罄|已?停产|免谈"
        r"|比较困难|有(?:点|些)(?:困难|难度)|恐怕[^,]{0,4}困难|没门|休想|(?:甭|别)(?:想|谂|指望)|泡汤|没戏|无望"
        r"|落空|告吹|作罢|拒装"
        rf"|(?:作废|驳回)(?:了|咗)?{ENDING}"
        rf"|停(?:了|咗|[做售染发办供印开])(?:了|咗)?{ENDING}|[排约订报](?:满|爆)(?:了|咗)?{ENDING}|满员"
        rf"|结束了?{ENDING}|黄了{ENDING}"
        rf"|过期(?:了|咗)?{ENDING}|关[闭停]?[了咗]{ENDING}|过(?:了|咗)?(?:价保|保修|质保|退货|售后|活动)期"
    )),
    ("potential", (
        r"(?:[查修备操打联转处取开登发安保][询改注作印系接理消具录送装证](?=[不唔])"
        r"|通[不唔]过|(?<=[一-鿿]{2})[不唔]了(?=的?[呢哦哈亲啊啦呀嘛了喔咯]*$)|(?:修|弄|整|治|补|改|洗|装|调"
        r"|搞)[不唔]好"
        rf"|{_NO_VERB}|(?<![之以今])后|(?<=提)前|(?<=变)更|要(?=[不唔](?:回|到|来|着)))[不唔](?:太(?=到|了|清"
        rf"|出))?(?:{COMPLEMENTS})"
    )),
    ("not_yet",
        r"(?:还|仍|仲|尚)(?:是)?(?:没有?|未|冇)|(?:还|暂时?|目前|一直|都|仲|从|并)?(?:尚未|还未|暂未|仍未|未曾"
        r"|没(?:有)?(?=收到|到|发|出|更新"
        r"|查|送|寄|处理|回|显示|审核|退|完成|生成|成功|开始|揽收|拿|找|给|看到|接到|上架|开票|打包|安排|配送"
        r"|下来))|仲未|未(?!能|[,。])"
    ),
    ("absence", (
        r"没有?|冇|未有|木(?=[有得])(?:有|得)|么得|查无|缺(?=[一-鿿]{0,2}货)"
        r"|无(?=货|库存|现货|此|优惠|活动|记录|物流|信息|赠品|折扣|发票|色|码|效|缘)"
    )),
    ("not_so", (
        r"[不唔](?:是|系|算|属于?|符合?|在|等于|匹配|相符|一致|满足|适用|适合|够|足|达标|成立)"
        r"|并非|非(?=[本我]店|质量|人为)|并不"
    )),
    ("plain", r"[不唔](?![,。])"),
)  # fmt: skip
_CUE = Pattern("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in CUES))


def may_negate(text: str) -> bool:
    """Whether a closer look is worth it: a Chinese negative, or English letters that may hold one."""
    return _ANY_NEGATION.search(text) is not None or may_negate_in_english(text)


def may_negate_in_english(text: str) -> bool:
    """Whether English words of the text may negate."""
    return _MAYBE_ENGLISH.search(text) is not None


def find_cues(stretches: tuple[Piece, ...]) -> Iterator[Cue]:
    """Every negation of the pieces, look-alikes and A-not-A questions left out."""
    for index, piece in enumerate(stretches):
        if not _ANY_NEGATION.search(piece.text):
            continue
        text = _blanked(piece.text)
        for match in _CUE.finditer(text):
            yield Cue(
                kind=match.lastgroup,  # type: ignore[arg-type]
                word=match[0],
                start=piece.start + match.start(),
                end=piece.start + match.end(),
                head=text[: match.start()],
                tail=text[match.end() :],
                at=index,
            )


_ANY_NEGATION = Pattern(
    r"[不没无未唔冇非恕悬罄缺甭]|木[有得]|么得|够呛|谢绝|婉拒|拒[绝装]"
    r"|补[能可行得予允许准让给支接受提办处同批开对]|断[码货了咗档市]"
    r"|停[产售了咗做染发办供印开]|下架|绝版|[售卖抢送领发剪用订约兑][完光空晒断罄]|难|免谈|爱莫|有心|心有|力不"
    r"|碍|休想|别[想谂指]|泡汤|落空|告吹|作[罢废]|驳回"
    r"|[排约订报][满爆]|满员|结束|黄了|过期|关[闭停了咗]|[保货后动]期"
)


_MAYBE_ENGLISH = Pattern(
    r"\bfinal\b|n't|n’t|not|\b(?:ca|do|wo|does|is|are|did|have|has|could|would)nt\b|\bno(?:n|pe|\b)|\bnah\b|\bnone|never"
    r"|unable|decline|impossible|available|sold out"
    r"|stock|discontinued|ineligible|refuse|turn(?:ed)? down|ain't|off the |out of |beyond |ruled out|rejected"
    r"|denied|pass on|hard to"
    r"|run out|booked|closed|expired|lapsed|ended|finished|gone|scrapped|withdrawn|taken|excluded|retired"
    r"|cancelled|history|locked|stuck"
    r"|failed|unknown|\bpast\b|\bover\b"
)


def _blanked(text: str) -> str:
    """The text with look-alikes hidden, every character keeping its place."""
    text = _LOOK_ALIKE.sub(_hidden, text)
    return A_NOT_A.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    return "□" * len(match[0])
