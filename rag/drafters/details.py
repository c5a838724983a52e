"""Takes from a review's points what can stand in our own sentence: the thing spoken of, the customer's few words.

The words are a stranger's and will stand in public: what is long, personal, abusive, an advertisement or a number
is not taken, and the sentence then does without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.domain import Language, Point, Polarity
from rag.reviews.words import COMPLAINT
from rag.text import fold


@dataclass(frozen=True)
class Detail:
    """What a point lends us, in Simplified or English: the thing it is about, or the customer's own words.

    `subject` is a noun (加热, 前台态度) where the point only judges it good or bad; `said` a short clause (不掉色)
    where it says something of its own. Either may be empty, and where both are the point cannot be named.
    """

    point: Point
    subject: str = ""
    said: str = ""

    @property
    def sure(self) -> bool:
        """Whether it names a thing that customers speak of: words of praise amid complaints often are none."""
        return _THING_IN.search(self.subject or self.said) is not None or self.said.isascii()

    @property
    def clause(self) -> str:
        """The praise as a clause: 客服 alone says nothing."""
        return self.said or f"{self.subject}不错"


def details_of(points: Iterable[Point], language: Language) -> tuple[Detail, ...]:
    """A detail for each point, in order; of the same words only the first."""
    taken: set[str] = set()
    found: list[Detail] = []
    for point in points:
        detail = _english(point) if language == "en" else _chinese(point)
        named = detail.subject or detail.said
        if named and named not in taken:
            taken.add(named)
            found.append(detail)
    return tuple(found)


def same_thing(one: Detail, other: Detail) -> bool:
    """Whether two details speak of one thing, or of one state of it (掉线, 不掉线)."""
    things = [set(_THING_IN.findall(detail.subject or detail.said)) for detail in (one, other)]
    faults = [set(_FAULT.findall(detail.said)) for detail in (one, other)]
    return bool(things[0] & things[1] or faults[0] & faults[1])


def wishes(text: str) -> bool:
    """Whether the customer wishes for something or suggests it, rather than complaining."""
    return _WISH.search(fold(text).text) is not None


_WISH = re.compile(
    r"(?:要是|如果|若).{1,14}(?:就|会|更)(?:更|再)?(?:好|完美|棒)|就更(?:好|完美)|建议(?!购买|大家|买)|希望(?![她他它我]|大家|宝|孩子)[^,。]{0,8}(?:能|"
    r"可以|改进|增加|出|有)|"
    r"\b(?:would be (?:nice|better|perfect)|i wish|could be (?:better|improved))\b"
)


def listed(parts: Iterable[str], language: Language) -> str:
    """Several parts as one: A、B和C would hide where a clause ends, so clauses stand side by side."""
    named = list(parts)
    if language != "en":
        return "、".join(named)
    quoted = [f"“{part}”" for part in named]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


# Chinese ---------------------------------------------------------------------------------------------

_LONGEST: dict[Polarity, int] = {"praise": 13, "complaint": 10}
_SHORTEST = 2
_LEAD = re.compile(
    r"^(?:[(（]?[\d一二三四五六七八九十]{1,2}[)）.、:：]|首先|其次|然后|而且|并且|还有|另外|此外|同时|就是|只是|但是?|还是|不过|可是|可惜|唯一(?:不足|"
    r"缺点)?的?(?:就)?是?|除了|感觉|觉得|"
    r"总体(?:上|来说|感觉)?|整体(?:上|来说|感觉)?|总的来说|说实话|说真的|真的是?|真心|确实|反正|因为|所以|虽然|其实|终于|果然|且|简直|幸好|还好|好在|"
    r"(?:使?用|穿|吃|喝|住)(?:了|过)?.{1,3}(?:天|次|周|个?月|年)了?|收到(?:货|后|时)?了?|这(?:次|个|款|家|本|件)|"
    r"(?:个人|本人|我)(?:觉得|感觉|认为)?|卖家|店家|商家|掌柜的?|老板|你们?家?的?|[也都]是|刚[刚才]?[吃喝用穿]?|呢|的?事|缺点是?|(?:不太?好|不满意|遗憾|可惜|"
    r"美中不足)的(?:地方|一点)?(?:就)?是|不足(?:的|之处)?(?:是|就是)?|不满意的(?:是|就是)|就|也|还|都|又|而|,|\s|[:：、，])+"
)
_TAIL = re.compile(
    r"(?:(?<!没)的说|还是?$|又$|也$|而且$|[了啊呀呢哦哈啦吧嘛哟呗耶嘞噢喔]+|[~～!！。.,，、…\s^_-]+|(?<=[好快香甜服净大高])的)+$"
)
_DEGREE = (
    r"(?:也|都|还|真的?|是|很|挺|蛮|太|超级?|非常|特别|相当|十分|比较|更|最|极|那么|这么|"
    r"有点|有些|实在|简直|确实|真心|一直|依然|倒是?|的确)"
)
_GOOD = re.compile(
    rf"^(?P<of>.*?)(?:方面|这块|让人|给人感觉|感觉|表现)?{_DEGREE}*的?(?:刚刚?好|正好|好|不错|很棒|棒|赞|给力|可以|满意|喜欢|到位|一流|杠杠的?|"
    r"没得说|没话说|没的说|优秀|良好|不赖|ok|行|过关|放心|完美|出色|一级棒|超值)的?$"
)
_BAD = re.compile(
    rf"^(?P<of>.*?)(?:方面|这块|让人|给人感觉|感觉|表现)?{_DEGREE}*的?(?:差劲?|烂|垃圾|不好|不行|不怎么样|不怎么好|一般(?:般)?|失望|"
    r"恶劣|糟糕?|不满意?|问题|差评|难用|不好用|(?<!凹)坑人?|无语|不敢恭维|有待(?:提高|加强|改进)|待(?:提高|改进)|不给力|不爽|不值|渣+|不到位|跟不上|不如意|"
    r"令人失望|太次|次|有问题|出问题|难[吃喝看用闻听受]|不(?:怎么|太|是很|是太)?好[吃喝看用闻听])的?$"
)
_DENIED_OF = re.compile(r"^(?P<of>[一-鿿a-zA-Z]{2,6}?)(?:都|也|就|还|根本|完全|一直|居然|竟然)*[不没无别](?!错|同)")
_THINGS = (
    r"质量|做工|面料|料子|布料|材质|手感|版型|款式|颜色|外[观形表]|尺[码寸]|大小|包装|盒子?|箱子?|物流|快递|配送|发货|送货|速度|客服|服务|"
    r"态度|售后|安装|师傅|赠品|礼品|配件|说明书?|发票|膜|充电器?|电池|屏幕?|键盘?|音质|声音|信号|系统|散热|续航|内存|镜头|像素|拍照|"
    r"网速?|wifi|味道?|口[感味]|[分份]量|饭|菜品?|鸡|鸭|鱼|饼|披萨|粥|汤|面|肉|水果|苹果|果子|[新甜]度|房间?|卫生间?|环境|设施|隔音|空调|早餐|前台|位置|"
    r"交通|停车场|电视|热水|床|书|内容|文笔|情节|翻译|印刷|纸张?|排版|价格?|性价比|效果|气味|拉链|扣子?|鞋底?|[线盖杯瓶裤机]子?|衣服|"
    r"按[键钮]|手机|电脑|平板|机器|驱动|软件|功能|开关|咨询|回复|设计|程序|游戏|光驱|蓝牙|导航键?|页面|发货|充电|反应|适配器|电源|风扇|接口|主板|显[卡存]|鼠标|触摸板|摄像头|"
    r"闪光灯|铃声|分辨率|桌子|椅子|窗户?|被子|毛巾|设备|地毯|水[温压量]|出水|喷头|花洒|外皮|果[皮肉]|个头|甜度|米饭|菜量|餐具|骑手|"
    r"增票|顺丰|保护膜|裤子|裤脚|袖口|鞋子|面板|外壳|机身|硬盘|触屏|指纹|音量|噪音|商品|空间|安装费|标签|吊牌|领口|腰围|裤腰|码数|泡沫|头屑|"
    r"瓶[子盖身口]|泵头|洗发水|护发素|奶味|牛奶|酸奶|菠萝|橙子?|芒果|火龙果|车厘子|猕猴桃|橘子|豆浆|配套|周边|服务员|补丁|待机"
)
_THING, _THING_IN = re.compile(rf"(?:{_THINGS})$", re.IGNORECASE), re.compile(_THINGS, re.IGNORECASE)
"""What a shop's customers speak of: amid complaints, only such a thing is named before a denial, or thanked for."""
_INTENSE = re.compile(
    r"[的得](?:要死|要命|不行|不得了|离谱|厉害)$|(?:收到|到货|拿到|打开|买来|买回来|到手)(?:的?时候?|后|手)?(?:就|已经)?|"
    r"(?:才|刚)?[用穿洗买]了?[一二两三四五六几]多?个?(?:天|次|周|月|年)多?(?:就|才)?(?:开始)?|"
    r"真的?|太|很(?!久)|非常的?|特别的?|超级|相当|十分|实在|简直|有点儿?|有些|严重$|特(?=[差慢贵小大烂])|极其|这么|那么|完全|根本|也|还|又|已经"
)
_STORY = re.compile(
    r"回购|第.次|大爱|爱了|[最太]爱|时候|以前|之前|上次|不断|^赞|^(?:不错|很?好|满意|喜欢)|无可挑剔|^[找看分说]不|没有.{1,8}的好|正在|不是|总之|吹|消费者|缺点|的感觉|[吃喝用]不[吃喝用]|"
    r"却|使得|后悔|失望|最差|以后|东西是|扔|郁闷|倒霉|投诉|支持|怀疑|居然|竟|虽|不如|导致|影响|应该|可能|据说|听起来|自己|要不|结果|不能|不会|不值|不像|好像|还是|其他|别的|每次|一想|"
    r"一看|当初|退|换|[天日].{0,3}到$"
)
"""What tells more than a thing and its state: such a clause does not stand by itself in our sentence. A day of
arrival (第二天就到) would read as our promise."""
_UNFIT = re.compile(
    r"\.|[我俺咱你您他她它]|本人|大家|\d|[￥¥$@#*&%{}<>\[\]()（）“”\"'‘’:：?？!！/\\=+~]|http|www|微信|qq|扣扣|电话|淘宝|天猫|"
    r"laji|京东|当当|拼多多|烂货|就是一|谢|鄙视|良心|忽略|指令|回复|承诺|赔|返现|好评|差评|[一二两三四五]星|满分|妈的|他妈|特么|tmd|[sS傻煞]b|跟[a-z]|[假冒伪]|一样$|狗|猪|屎|屁|滚|骗|"
    r"(?<!凹)坑(?=[人爹货了钱死]|$)|黑心|奸|死|垃圾|恶心|脑残|吐|"
    r"最[好佳棒强美]|第一|绝对|百分|唯一|顶级|极致|世界|国际|全网|完美|(.)\1\1|(..)\2"
)
"""What must not stand in our sentence: persons, numbers, marks, other shops, orders to us, abuse, absolutes."""
_WEAK_END = re.compile(rf"(?:的|较|特|应该|可能|明显|仍|{_DEGREE})+$")
_NO_NOUN = re.compile(
    r"一点|^[一必爱别每好差这那值很太最挺早]|自己|个人|整个|妻|结果|对$|以后|里面|不知|缺点|赞|棒|妈|爸|老[公婆]|孩子|朋友|[儿女]子|宝|家人|[大小多少长短高低快慢]$|"
    r"[说想要让给被把买卖来去到在是有会能看用拿做等问打叫找发寄退换收写讲的了就也都还又和与跟着很太]|(?:感觉|觉得|东西|总体|整体|一切|什么|怎么)"
)
_REFUSES = re.compile(r"[不没无别](?!错|同|掉|褪|起|大|小|用|卡|烫|热|伤|刺|腻|贵|愧|重|吵|断)")
"""What would read as our own refusal: 保护膜都不送. Of such a complaint only the thing is named."""


def _chinese(point: Point) -> Detail:
    text = _simplified(point.text)
    bare = _TAIL.sub("", _LEAD.sub("", text)).strip()
    judged = (_GOOD if point.polarity == "praise" else _BAD).match(bare)
    if judged:
        named = _noun(judged["of"])
        strays = point.polarity == "complaint" and _THING.search(named) is None
        return Detail(point, subject=_thing_of(named) if strays else named)
    if point.polarity == "complaint" and _REFUSES.search(bare):
        refused = _DENIED_OF.match(bare)
        thing = refused["of"] if refused else ""
        return Detail(point, subject=_noun(thing) if _THING.search(thing) else _thing_of(text))
    if point.polarity == "complaint":
        bare = _OF_A_THING.sub("", _INTENSE.sub("", bare).removeprefix("是").removesuffix("的"))
        fault = _FAULT.search(bare)
        said = bare if _fit(bare, _LONGEST["complaint"]) and _states(bare) else fault[0] if fault else ""
        return Detail(point, subject="" if said else _thing_of(text) or _NAMES.get(point.about, ""), said=said)
    bare = bare.replace("也", "")
    said = bare if _fit(bare, _LONGEST["praise"]) else ""
    return Detail(point, subject="" if said else _PRAISED.get(point.about, ""), said=said)


def _states(bare: str) -> bool:
    """Whether it is a whole phrase, a thing and its fault (噪音大, 袖口线头一堆) or the fault's own name (掉色)."""
    if _LOOSE.search(bare):
        return False
    if _FAULT.fullmatch(bare):
        return True
    thing = _THING_IN.search(bare)
    ends = [found.end() for found in COMPLAINT.finditer(bare)]
    short = _MEASURE.search(bare) is not None or bool(ends and ends[-1] >= len(bare) - 2)
    return thing is not None and thing.start() <= _BEFORE_THING and short


def _thing_of(text: str) -> str:
    """The thing a clause complains of, where its words cannot stand in ours."""
    found = [name for name in _THING_IN.findall(text) if len(name) > 1 and not _UNFIT.search(name)]
    return found[0] if found else ""


_NAMES = {"price": "价格", "logistics": "物流", "packaging": "包装", "service": "服务"}
"""Names of what a point is about, where its words name no thing."""
_PRAISED = {"service": "客服", "logistics": "物流", "packaging": "包装"}
"""The same for praise."""
_BEFORE_THING = 4
"""Characters that may tell a thing more closely before its name: 电源适配器."""
_LOOSE = re.compile(
    r"[的而之于使令把被时便所以为每几各点个][^差]|[有用到]点|等了|拖了|到现在|问|说|像|一[直样]|^[不没无略]|穿上|才|就是|结果"
)
"""What joins more than a thing and its fault."""
_OF_A_THING = re.compile(rf"(?<=[一-鿿])的(?=(?:{_THINGS}))", re.IGNORECASE)
"""The joint between a thing and a part of it (处理器的速度): its words stand without as well."""
_FAULT = re.compile(
    r"[掉褪脱]色|起[球毛皮]|缩水|变形|破了?个?(?:口子|洞)|破损|掉漆|散架|断裂|裂开|漏气|启动不了|连不上|开不了机|异味|怪味|色差|线头|卡顿|死机|掉线|漏水|漏液|发[烫热]|烫手|划痕|噪音|杂音|异响|断线|开[线胶]|闪退|黑屏|滴水|失灵"
)
_MEASURE = re.compile(r"[大小薄厚长短软硬轻重慢贵少紧松窄吵差坏破烂旧脏酸咸淡辣暗]$")


def _simplified(text: str) -> str:
    """The text in Simplified, letters as the customer wrote them."""
    folded = fold(text).text
    if len(folded) != len(text):
        return folded
    return "".join(old if old.lower() == new else new for old, new in zip(text, folded, strict=True))


def _noun(of: str) -> str:
    of = _WEAK_END.sub("", _LEAD.sub("", of)).strip()
    return (
        of
        if _SHORTEST <= len(of) <= 8 and not _UNFIT.search(of) and not _NO_NOUN.search(_THING_IN.sub("", of))
        else ""
    )


def _fit(clause: str, longest: int) -> bool:
    return _SHORTEST <= len(clause) <= longest and not _UNFIT.search(clause) and not _STORY.search(clause)


# English ---------------------------------------------------------------------------------------------

_LEAD_EN = re.compile(
    r"^(?:(?:and|but|so|also|however|though|although|except|the only thing is|overall|it|it's|it is|they|"
    r"is|are|was|were|i)\b"
    r"[\s,]*)+",
    re.IGNORECASE,
)
_UNFIT_EN = re.compile(
    r"\d{3}|[$€£@#*&%{}<>\[\]()“”\"=+/\\]|http|www|\b(?:ignore|instruction|reply|refund|scam|fuck\w*|shit\w*|"
    r"crap\w*|stupid|"
    r"idiots?|garbage|trash|amazon|ebay|best|perfect\w*|100|guarantee\w*|compensat\w*|sue|lawyer|i|i'm|i've)\b",
    re.IGNORECASE,
)


def _english(point: Point) -> Detail:
    bare = _LEAD_EN.sub("", point.text.strip()).strip(" .,!;")
    fit = 3 < len(bare) <= 42 and len(bare.split()) >= 2 and _UNFIT_EN.search(bare) is None
    return Detail(point, said=bare[:1].lower() + bare[1:] if fit else "")
