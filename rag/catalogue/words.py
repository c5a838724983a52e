"""What customers and catalogues call the properties of goods.

Patterns are for folded text (Simplified, half width, lower case).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.catalogue.values import COLOURS, MATERIALS, ORIGINS, Families
from rag.text import Pattern


@dataclass(frozen=True)
class Property:
    """One property: how customers ask for it, and what catalogues name it, the most particular name first.

    `unless`: words of a question that the words of `asked` mean something else beside. `kinds`: of its values.
    """

    asked: Pattern
    named: tuple[Pattern, ...]
    unless: Pattern | None = None
    kinds: Families = field(default_factory=dict)


def _property(asked: str, *named: str, unless: str = "", kinds: Families | None = None) -> Property:
    """Boundaries and word characters are the Latin ones: in 是pu的吗 a word stands alone."""
    return Property(
        Pattern(f"(?a:{asked})"),
        tuple(Pattern(f"(?a:{name})") for name in named),
        Pattern(f"(?a:{unless})") if unless else None,
        kinds or {},
    )


_SIZE = r"尺寸|规格|大小|直径|口径|面积|展开|\b(?:dimensions?|size(?! ?chart)|diameter|measurements)"
_WEIGHT = (
    r"(?<!承)(?<!载)(?<!限)(?<!体)(?<!建议)重(?!复|要|点|力)|(?<!carrying )(?<!max )\bweight(?! limit"
    r"| capacity)"
)
_CAPACITY = r"(?<!电池)(?:容量|容积)|净?含量|内存|存储空间|\b(?:capacity|volume|memory)"
_BODY = r"身高|体重|穿|我.{0,4}\d"
_DURATION = r"时间?|久|岁|年|大"

PROPERTIES: Mapping[str, Property] = {
    "material": _property(
        r"[什啥]么?(?:样的)?(?:材质|材料|面料|料子?|布|做)|材质|材料|面料|质地|用料|料子|\b(?:made (?:out )?of"
        r"|material|fabric|made from)",
        r"材质|材料|面料|质地|用料|[底里]料|内胆|填充|鞋[面底]|\b(?:material|fabric|composition|upper|lining)",
            r"成分|成份",
        kinds=MATERIALS,
    ),
    "ingredients": _property(
        r"成分|成份|配料|(?:含|加)了?(?:什么|哪些)|\bingredients?", r"成分|成份|配料|原料|\bingredients?",
    ),
    "colour": _property(
        r"颜色|色号|[几啥么些]个?色|配色|\bcolou?rs?\b", r"颜色|色号|配色|\bcolou?r",
        unless=r"好看|显[白黑胖瘦]|怎么样|掉|褪|染|搭", kinds=COLOURS,
    ),
    "origin": _property(
        r"产地|哪里?儿?(?:生?产|造|来)的?|哪个?国|哪个地方[的产]|国产|进口|原装|where .*(?:made|from)|\borigin"
        r"|made in",
        r"产地|生产地|原产|\borigin|made in", unless=r"配件|发货|在|到|去|地址", kinds=ORIGINS,
    ),
    "length": _property(
        rf"多长(?!{_DURATION})|长度|\bhow long is (?:it|the|this)|\blength",
            r"(?<!时)(?<!生)长(?!期|效|焦)|\blength", _SIZE,
        unless=rf"{_BODY}|保修|质保|续航|电|\b(?:warranty|battery|charge)",
    ),
    "height": _property(
        r"多高|高度|how (?:tall|high)|\bheight",
            r"(?<!身)(?<!最)高(?!温|清|度近视)|\bheight", _SIZE, unless=_BODY),
    "width": _property(r"多宽|宽度|how wide|\bwidth", r"宽(?!松|带)|\bwidth", _SIZE),
    "thickness": _property(r"多厚|厚度|how thick|\bthickness", r"厚|\bthick", _SIZE),
    "size": _property(
        r"多大(?!年纪|岁|码|号|的?(?:孩子|宝宝|小孩|娃)|力|声|风|火|功率|内存|容量)|几(?:米|厘米|公分|寸)|尺寸"
        r"|大小|长宽高|直径|规格"
        r"|\b(?:dimensions?|how (?:big|large)|what size is|measurements)",
        _SIZE, r"容量|容积|净含量|\b(?:capacity|volume)", unless=rf"{_BODY}|你多|风力|声音|噪音",
    ),
    "load": _property(
        r"承重|载重|限重|(?:承受|坐|撑|放|装|挂|扛|载|压|睡|站)得?(?:住|下)?(?:多重|多少?(?:斤|公斤|kg)"
        r"|几(?:百|十)?[斤公])|能承"
        r"|(?:how much|what) weight|weight (?:limit|capacity)|max(?:imum)? (?:load|weight)|hold up",
        r"承重|载重|限重|承载|\bload|weight (?:limit|capacity)|max(?:imum|\.)? (?:weight|load)",
    ),
    "weight": _property(
        r"多重|多少?(?:斤|克|公斤|千克|kg|g\b)|几(?:斤|公斤|克)|重量|净重|毛重|克重|[重轻沉]不[重轻沉]"
        r"|[会太很挺]?[重沉][吗么嘛]|轻便|how heavy|\bweigh"
        r"|is it (?:very |too )?(?:heavy|light)\b",
        _WEIGHT, r"净?含量", r"规格",
        unless=
            rf"承|坐|撑|[装放挂扛载压睡站]得?(?:住|下)?[多几]|{_BODY}|运费|严重|内存|how much weight"
            rf"|weight (?:limit|capacity)|hold|my weight",
    ),
    "capacity": _property(
        r"(?<!电池)容量|容积|净?含量|多少(?:ml|毫升|升|g内存|g存)|几(?:升|毫升|l\b)|装多少(?!斤|公斤)"
        r"|能[装盛放]多少|内存|多大容量"
        r"|\b(?:capacity|volume|how much .*hold|how many (?:ml|lit(?:er|re)s?|oz))",
        _CAPACITY, unless=r"weight|承重",
    ),
    "warmth": _property(
        r"(?:热不热|厚不厚|薄不薄|闷不闷|冷不冷|暖不暖)|[会太很][热闷冷厚薄]|[厚薄][吗么嘛]|透气|保暖|暖和"
        r"|[春夏秋冬][天季].{0,4}穿|什么季节|\b(?:warm|breathable|thin|hot)\b",
        r"厚|保暖|透气|季|面料|充绒|克重|\b(?:thick|season|warm|fabric)", unless=r"发热|加热|性冷|水|机身|手机",
    ),
    "emission": _property(
        r"甲醛|环保|味道?儿?[大重浓]|有(?:没有)?味|有.{0,3}味道?[吗么嘛]|异味|气味|刺鼻|有毒|\b(?:formaldehyde"
        r"|smells?|odou?r|toxic|fumes)",
        r"环保|甲醛|检测|安全(?:等级|类别|标准)|\b(?:emission|safety (?:class|standard)|formaldehyde)", unless=
            r"香味|什么味|口味",
    ),
    "flavour": _property(
        r"口味|什么味|哪些味|几种味|[甜辣酸咸苦][不吗么]|\b(?:flavou?rs?|tastes?|sweet|spicy)\b",
            r"口味|味道|风味|甜度|辣度|\b(?:flavou?r|taste)",
    ),
    "scent": _property(r"香型|香味|什么香|\b(?:scent|fragrance)", r"香型|香味|香调|\b(?:scent|fragrance)"),
    "fit": _property(
        r"偏[大小]|版型|宽松|修身|显[瘦胖]|正码|\b(?:true to size|runs? (?:small|large|big)|loose|slim"
        r"|how does it fit|fit (?:like|is))",
        r"版型|尺码建议|(?<!适)合身度|\bfit\b",
    ),
    "sizes": _property(
        r"(?:有|是)(?:什么|哪些|哪几个|几个)(?:尺?码|号)|尺[码寸]表|what sizes|size chart", r"尺码|\bsizes?\b"),
    "warranty": _property(
        r"保修|质保|保固|包修|三包|保(?:几年|多久|多长)|\b(?:warranty|guarantee)",
            r"保修|质保|保固|三包|售后服务|\b(?:warranty|guarantee)",
        unless=r"保修卡|地址|电话|查|还[在有]|如何|怎么保|延保|费|元|\b(?:claim|void)",
    ),
    "power": _property(
        r"功率|多少?(?:瓦|w\b)|几(?:百|千)?(?:瓦|w\b)|费电|耗电|\b(?:wattage|how (?:many watts|powerful)"
        r"|power consumption)",
        r"功率|瓦数|耗电|\b(?:power|watt)(?! supply)",
    ),
    "voltage": _property(r"电压|多少?(?:伏|v\b)|几伏|\bvolt", r"电压|\bvolt"),
    "plug": _property(
        r"什么插[头座]|哪[国种]?.{0,2}插|插头是|[英美欧国]规|几[脚孔]|\b(?:what (?:kind of |type of )?plug"
        r"|plug type)", r"插头|\bplug",
    ),
    "port": _property(
        r"接口|充电[口孔]|什么口|type-?c.{0,3}[吗么]|\b(?:ports?|connector|usb-?c)\b",
            r"接口|充电口|\b(?:ports?|connector)"),
    "charging": _property(
        r"充(?:满电?|电|一次电?)?(?:一般|大概)?(?:要|需要?|得|花)?(?:充?多久|几个?(?:小时|钟头)"
        r"|多长时?间?)(?!.{0,3}用)|(?:多久|多长时间|几个?(?:小时|钟头))(?:能|可以|才)?充满"
        r"|how long .*\bto (?:fully )?charge|charging time",
        r"充电(?:时间|时长)|充满|\bcharg(?:e|ing) time", unless=r"能用|可用|用多|用几|保修",
    ),
    "endurance": _property(
        r"续航|待机|[充满一]次?.{0,5}电.{0,6}[用撑听玩开播续].{0,3}(?:多久|几|多长)|(?:能|可以"
        r"|可)?连?续?(?:[用听播亮撑吹]|使用|工作)(?:得了|上)?(?:多久|几个?(?:小时|钟头)|多长时间)"
        r"|电池.{0,4}[用撑](?:多久|几|多长)|耐用[吗么]"
        r"|battery.{0,6}(?:life|last|hold)|how long .*\b(?:last|run|battery)|\bruntime",
        r"续航|待机|使用时[间长]|工作时[间长]|电池寿命|\b(?:battery life|runtime|run time|playtime|playback"
        r"|battery.*hours)",
        unless=r"保质|过期|warranty|to (?:fully )?charge",
    ),
    "battery": _property(
        r"(?:什么|几[节号]|多大的?)电池|电池(?:是|容量|多大)|毫安|mah|what (?:kind of |type of )?batter"
        r"|battery (?:capacity|type|size)",
        r"电池(?!续航|寿命)|供电|\bbatter(?:y|ies)\b(?! life)|mah", r"容量|\bcapacity",
    ),
    "power source": _property(
        r"(?:用|装|插|充)电(?:池|的)?的?还是|怎么供电|要?插电[吗么的]|供电|充电的[吗么]|rechargeable"
        r"|battery.powered|power source", r"供电|电源|充电方式|\bpower (?:source|supply)",
    ),
    "shelf life": _property(
        r"保质期|有效期|赏味|(?:放|保存|存放)得?了?多(?:久|长)|多久(?:会)?(?:过期|坏)|\b(?:shelf life|expir"
        r"|best before|how long .*keep)",
        r"保质期|有效期|赏味|\b(?:shelf|best before|expir)",
    ),
    "production": _property(
        r"生产日期|(?:什么时候|哪[天年月]|几月份?)(?:生?产|出厂)|日期(?:新|怎么样)|出厂|when .*(?:made"
        r"|produced)|\bmanufactur\w+ date",
        r"生产日期|出厂|批次|产季|\b(?:production|manufactur)\w* date|\bproduced",
    ),
    "audience": _property(
        r"几岁|\d+个?月?(?:岁|大)|[一二两三四五六七八九十]岁|多大的?(?:孩子|宝宝|小孩|娃)|年龄"
        r"|适[用合].{0,4}(?:人|肤|孩|宝|妇|生|男|女|皮)|(?:老人|小孩|孩子|宝宝|婴儿|孕妇|男[生士的]|女[生士的]"
        r"|[油干敏]皮|敏感肌).{0,3}(?:能|可以)?[用吃喝戴玩]"
        r"|how old|\bages?\b|\bsuitable for|safe for (?:kids|children|bab)|for (?:kids|adults|men|women"
        r"|children|babies|sensitive)\b",
        r"年龄|适用(?:人群|对象)|适合(?:人群|肤质)|人群|肤质|\b(?:ages?|suitable for|skin type|recommended for"
        r"|for whom)\b",
    ),
    "body": _property(
        r"(?:多重|多少?[斤公]|几[斤公]|\d+ ?(?:斤|公斤|kg)).{0,6}(?:宝宝|孩子|小孩|的人|[能可]以?[穿用睡坐]|穿"
        r"|合适)|多少?(?:斤|公斤)(?:能|可以)",
        r"(?:适用|适合|建议)(?:体重|身高)|\b(?:rider|user|recommended) weight",
    ),
    "keeps warm": _property(
        r"保[温冷](?:效果|时|多久|几|性|多长)|(?:keep|stay).{0,12}(?:hot|warm|cold)",
            r"保[温冷]|\b(?:keeps|insulation)"),
    "filling": _property(
        r"填充|充绒|里面[是装]的?.{0,3}[棉绒毛]|\bfilling|filled with", r"填充|充绒|[被枕内]芯|\bfilling"),
    "firmness": _property(
        r"[软硬]不[软硬]|[太很会偏][软硬]|[软硬][吗么嘛]|软硬|\b(?:firm|soft|hard)\b", r"软硬|硬度|\bfirmness"),
    "compatibility": _property(
        r"适(?:用|配(?!器))|兼容|通用|[能可]以?(?:配(?!送)|用[吗么嘛不没])|\b(?:compatible"
        r"|works? with|work on|fits? (?:my|the|a|an)\b)",
        r"(?:适用|适合|支持)(?!人|年|季|场|肤|对象|尺|体重|身高)|适配|兼容|\b(?:compatib|fits|works with"
        r"|supported)",
        unless=r"什么时候|才能|还能|[券劵惠票]|小孩|孩子|宝宝|孕妇|老人|微波|[\d一二两三四五六七八九十]岁|月龄|\b(?:kids|children|bab)",
    ),
    "occasion": _property(
        r"什么场[合景]|哪些场[合景]|适合.{0,6}(?:场[合景]|用)|户外|what occasions?", r"场[合景]|用途|\boccasion"),
    "dishwasher": _property(r"洗碗机|\bdishwasher", r"洗碗机|\bdishwasher", r"^适用(?:范围)?$|\bsuitable for$"),
    "care": _property(
        r"[机手水干清]洗|[怎能咋]么?洗|(?:可以|怎么|好)洗|[能可进放丢扔用]以?.{0,3}洗衣机|保养|护理|打理|熨|烘干|\b(?:wash|clean"
        r"|tumble dry|iron|care for)",
        r"洗(?!碗|发|面|澡|手液|衣)|清洁|护理|保养|养护|打理|\b(?:wash|care|cleaning)", unless=
            r"洗碗机|dishwasher|干净",
    ),
    "box": _property(
        r"配件|包装里|[盒箱]子?里(?:面)?(?:都|还)?[有是]|里面都?有(?:什么|啥|几)|清单|几件套|都[有含](?:什么"
        r"|啥|哪些)|包含(?:什么|哪些|啥)"
        r"|what(?:'s| is| comes| do i get)? (?:included|in the box|comes? with|in the (?:set|kit|package))"
        r"|\bin the box",
        r"清单|装箱|包含|(?<!可选)配件|套装内容|包装内容|\b(?:includ|in the box|what's in|package contents"
        r"|contents)",
    ),
    "count": _property(
        r"[几多]少?[包片条支袋瓶个只颗粒张]一?[装箱盒包袋]|一[箱盒包袋](?:里|有|装|是).{0,3}[几多]"
        r"|[几多]少?[件片颗粒张双](?:[的一]|$|呢|啊)|how many .*(?:pack|box|set|piece)",
        r"数量|件数|片数|个数|包装规格|\b(?:pieces|quantity|count|pack size)",
            r"规格|清单|\bin the box", unless=r"买|限购|\d折",
    ),
    "storage": _property(
        r"怎么?(?:保存|存放|储存|放(?!进|入|下))|冷藏|冷冻|常温|how .*\bstore\b|\brefrigerat",
            r"储存|储藏|保存|贮存|存放|\bstor(?:age|e)\b",
    ),
    "brand": _property(r"[什啥哪]么?个?牌子?|品牌|\bbrand", r"品牌|牌子|\bbrand"),
    "model": _property(r"型号|哪一?代|哪一?年款|\bmodel\b", r"型号|\bmodel\b"),
    "noise": _property(
        r"噪音|声音[大小响]|吵|静音|分贝|\b(?:nois[ey]|loud|quiet|decibel|db)\b",
            r"噪音|噪声|静音|分贝|\b(?:noise|sound level)"),
    "waterproof": _property(
        r"防水|怕水|淋雨|进水|泡水|防溅|\b(?:water ?-?(?:proof|resist\w*)|rain)",
            r"防水|防护等级|防溅|\b(?:water|ip rating)",
    ),
    "assembly": _property(
        r"(?:要|需要?|用)(?:自己)?(?:安装|组装)|自己[组安]?装|怎么(?:安装|组装|装)|好装|\b(?:assembl|install)",
            r"安装方式|安装说明|组装|^安装$|\b(?:assembl|install)",
        unless=r"上门|师傅|费|什么时候|时间|人员|客服|服务|取消|预?约|联系|给我|收不到|[报含]安装|订单",
    ),
    "usage": _property(
        r"怎么(?:用|使用|吃|喝|服)|用法|一[天日]几次|一次[用吃喝放]?(?:多少|几)|\bhow (?:do i|to) (?:use|take)",
            r"用法|使用(?:方法|说明)|食用方法|服用|用量|\b(?:usage|directions|how to use)",
    ),
    "stretch": _property(r"弹力|弹性|有弹|\bstretch", r"弹力|弹性|\bstretch"),
    "alcohol": _property(r"酒精|多少度|几度|\b(?:alcohol|abv)\b", r"酒精|度数|\b(?:alcohol|abv)"),
    "certificate": _property(r"认证|质检|检测报告|3c|合格证|\bcertif", r"认证|质检|检测|3c|\bcertif"),
    "function": _property(r"(?:什么|哪些|啥)功能|\b(?:features|functions)\b", r"功能|\b(?:features|functions)\b"),
}  # fmt: skip
"""A property is told by the first of its names that the catalogue has: 多长 by the length, else by the size."""

LISTS = ("colour", "flavour", "scent", "sizes", "function")
"""Properties whose values are a choice."""
