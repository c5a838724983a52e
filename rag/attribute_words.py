"""What customers and catalogues call the properties of goods: names, ways to ask, kinds of values that exclude.

Patterns are for folded text (Simplified, half width, lower case).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.text import Pattern

Families = Mapping[str, Pattern]
"""Kinds of a value by the words that name them."""


@dataclass(frozen=True)
class Property:
    """One property: what catalogues name it, how customers ask for it, and the kinds its values are of."""

    named: Pattern
    asked: Pattern
    kinds: Families = field(default_factory=dict)


def _families(**words: str) -> Families:
    return {kind: Pattern(pattern) for kind, pattern in words.items()}


MATERIALS = _families(
    cotton=r"(?<!人造)棉(?!花糖)|\bcotton\b",
    linen=r"亚麻|苎麻|棉麻|\blinen\b",
    silk=r"真丝|蚕丝|丝绸|\bsilk\b",
    wool=r"羊毛|\bwool\b",
    cashmere=r"羊绒|\bcashmere\b",
    down=r"羽绒|鸭绒|鹅绒|白鸭|白鹅|\bdown\b",
    polyester=r"涤纶|聚酯|化纤|\bpolyester\b",
    nylon=r"锦纶|尼龙|\bnylon\b",
    spandex=r"氨纶|莱卡|\b(?:spandex|elastane)\b",
    acrylic=r"腈纶|亚克力|\bacrylic\b",
    viscose=r"粘纤|粘胶|人造棉|莫代尔|天丝|\b(?:viscose|modal)\b",
    leather=r"真皮|[牛羊猪]皮|[头二]层皮|(?<!pu )(?<!faux )\bleather\b",
    imitation=r"\bpu\b|pu皮|人造革|仿皮|合成革|超纤|faux leather",
    canvas=r"帆布|\bcanvas\b",
    solid_wood=r"实木|原木|[橡松榉榆柚]木|胡桃木|\bsolid wood\b",
    board=r"密度板|颗粒板|刨花板|人造板|多层板|\bmdf\b",
    steel=r"不锈钢|\bstainless",
    iron=r"铸铁|生铁|熟铁|铁(?!观音)|\biron\b",
    aluminium=r"铝|\balumini?um\b",
    copper=r"铜|\b(?:copper|brass)\b",
    glass=r"玻璃|\bglass\b",
    ceramic=r"陶瓷|[骨白]瓷|\b(?:ceramic|porcelain)\b",
    plastic=r"塑料|塑胶|\b(?:abs|pp|pc|pvc|pet)\b|\bplastic\b",
    silicone=r"硅胶|\bsilicone\b",
    rubber=r"橡胶|\brubber\b",
)
COLOURS = _families(
    black="黑|black", white="白(?!鸭|鹅)|white", red="红|red", blue="蓝|blue", green="绿|green", yellow="黄|yellow",
    grey="灰|gr[ae]y", pink="粉|pink", purple="紫|purple", brown="棕|咖|褐|brown", orange="橙|橘|orange",
    beige="米|杏|beige", khaki="卡其|驼|khaki", navy="藏青|navy", silver="银|silver", gold="金|gold",
)  # fmt: skip
ORIGINS = _families(
    china=r"国产|中国|大陆|省|广东|浙江|江苏|福建|山东|四川|河[南北]|湖[南北]|安徽|云南|新疆|上海|北京|深圳|广州|义乌|宁波|\bchina\b",
    japan=r"日本|\bjapan", korea=r"韩国|\bkorea", germany=r"德国|\bgerman", france=r"法国|\bfr(?:ance|ench)\b",
    italy=r"意大利|\bital", usa=r"美国|\b(?:usa|us|america)", uk=r"英国|\b(?:uk|brit|england)",
    australia=r"澳大利亚|澳洲|\baustralia", new_zealand=r"新西兰|\bnew zealand", thailand=r"泰国|\bthai",
    vietnam=r"越南|\bvietnam", malaysia=r"马来西亚|\bmalaysia", netherlands=r"荷兰|\b(?:netherlands|dutch)",
    spain=r"西班牙|\bspa(?:in|nish)", switzerland=r"瑞士|\bswi(?:ss|tzerland)", taiwan=r"台湾|\btaiwan",
)  # fmt: skip
ABROAD = Pattern(r"进口|原装|\bimport")

PROPERTIES: tuple[Property, ...] = (
    Property(
        Pattern(r"材质|材料|面料|质地|成分|用料|料$|内胆|填充|鞋[面底]|\b(?:material|fabric|composition)"),
        Pattern(
            r"[什啥]么?(?:样的)?(?:材质|材料|面料|料子?|做)|材质|材料|面料|质地|用料|成分|料子"
            r"|\b(?:made (?:out )?of|material|fabric)"
        ),
        MATERIALS,
    ),
    Property(Pattern(r"颜色|色号|配色|colou?r"), Pattern(r"颜色|色号|[几啥么]个?色|colou?r"), COLOURS),
    Property(
        Pattern(r"产地|生产地|origin|made in"),
        Pattern(
            r"产地|哪里?儿?(?:生?产|造|来)的?|哪个?国|哪个地方[的产]|国产|进口|原装"
            r"|where .*(?:made|from)|\borigin|made in"
        ),
        ORIGINS,
    ),
    Property(Pattern(r"长|length"), Pattern(r"多长(?!时间|久)|长度|how long is|\blength")),
    Property(Pattern(r"高|height"), Pattern(r"多高|高度|how (?:tall|high)|\bheight")),
    Property(Pattern(r"宽|width"), Pattern(r"多宽|宽度|how wide|\bwidth")),
    Property(Pattern(r"厚|thick"), Pattern(r"多厚|厚度|how thick|\bthickness")),
    Property(
        Pattern(r"尺寸|规格|大小|直径|口径|三围|面积|\b(?:dimension|size|diameter)"),
        Pattern(
            r"多[大长高宽厚](?!时间|久|岁|年|的?(?:孩子|宝宝|小孩|码))|几(?:米|厘米|公分|寸)|尺寸|大小|长宽高|直径|规格"
            r"|\b(?:dimension|how (?:big|large|tall|wide|long is))"
        ),
    ),
    Property(
        Pattern(r"重(?!复|要|点)|含量|weight"),
        Pattern(r"多重|多少?(?:斤|克|公斤|千克|kg|g\b)|几(?:斤|公斤|克)|重量|净重|克重|重不重|how heavy|\bweigh"),
    ),
    Property(
        Pattern(r"容量|容积|含量|内存|存储|capacity|volume"),
        Pattern(
            r"容量|容积|净?含量|多少(?:ml|毫升|升)|几(?:升|毫升)|装多少|能装多|内存"
            r"|\b(?:capacity|volume|how much .*hold)"
        ),
    ),
    Property(
        Pattern(r"厚|保暖|透气|季|面料|thick|season"),
        Pattern(r"(?:热不热|厚不厚|薄不薄|闷不闷|冷不冷)|[会太很][热闷冷厚薄]|[厚薄]吗|透气|保暖|[春夏秋冬][天季].{0,4}穿|\b(?:warm|breathable)\b"),
    ),
    Property(
        Pattern(r"环保|甲醛|检测|安全等级|emission"),
        Pattern(r"甲醛|环保|味道?[大重]|异味|气味|\b(?:formaldehyde|smell)"),
    ),
    Property(
        Pattern(r"版型|尺码建议|fit"),
        Pattern(r"偏[大小]|版型|宽松|修身|显[瘦胖]|正码|\b(?:true to size|run (?:small|large|big))"),
    ),
    Property(Pattern(r"保修|质保|保固|warranty"), Pattern(r"保修|质保|保固|保几年|\bwarranty")),
    Property(Pattern(r"功率|瓦数|power|watt"), Pattern(r"功率|[多几]少?(?:瓦|w\b)|费电|耗电|\b(?:power|watt)")),
    Property(Pattern(r"电压|volt"), Pattern(r"电压|[多几]少?(?:伏|v\b)|\bvolt")),
    Property(
        Pattern(r"续航|电池|待机|battery"),
        Pattern(r"续航|电池|待机|(?:充|满).{0,4}电.{0,4}(?:多久|几|多长)|\bbattery"),
    ),
    Property(
        Pattern(r"保质期|有效期|赏味|shelf|best before"),
        Pattern(
            r"保质期|有效期|赏味|(?:放|保存|存放)多(?:久|长)|多久(?:会)?(?:过期|坏)"
            r"|\b(?:shelf life|expir|best before)"
        ),
    ),
    Property(
        Pattern(r"生产日期|出厂|批次|产季|production|manufactur"),
        Pattern(
            r"生产日期|(?:什么时候|哪[天年月]|几月份?)(?:生?产|出厂)|日期(?:新|怎么样)|出厂"
            r"|when .*(?:made|produced)"
        ),
    ),
    Property(Pattern(r"年龄|age"), Pattern(r"几岁|多大的?(?:孩子|宝宝|小孩)|年龄|how old|\bage\b")),
    Property(
        Pattern(r"适用|适合|兼容|适配|支持|compatib|suit"),
        Pattern(
            r"适(?:用|合|配)|兼容|通用|[能可]以?(?:配(?!送)|用(?!.{0,3}[券惠包呗分付]))"
            r"|\b(?:compatible|suitable|work with|fit)"
        ),
    ),
    Property(
        Pattern(r"洗|护理|保养|养护|wash|care"),
        Pattern(r"[机手水干清]洗|[怎能]么?洗|可以洗|保养|\b(?:wash|clean)"),
    ),
    Property(
        Pattern(r"配件|清单|包装|包含|装箱|include|in the box"),
        Pattern(
            r"配件|[送带配含][^,。]{1,6}[吗不没]|里面都?有(?:什么|啥|几)|[几多]少?[包片条支袋瓶个]一?[装箱盒]|一[箱盒](?:里|有|装).{0,3}[几多]|清单"
            r"|\b(?:includ|in the box|comes? with)"
        ),
    ),
    Property(
        Pattern(r"储存|保存|贮存|存放|stor"),
        Pattern(r"怎么?(?:保存|存放|储存|放)|冷藏|冷冻|常温|how .*\bstore\b"),
    ),
    Property(Pattern(r"品牌|牌子|brand"), Pattern(r"[什啥哪]么?个?牌子|品牌|\bbrand")),
    Property(Pattern(r"型号|model"), Pattern(r"型号|\bmodel\b")),
)  # fmt: skip
"""The more particular before the wider: 多长 asks for the length, and where there is none for the size."""

UNITS: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(("ml", "毫升"), ("volume", 1)), **dict.fromkeys(("l", "升"), ("volume", 1000)),
    **dict.fromkeys(("g", "克"), ("mass", 1)), **dict.fromkeys(("kg", "千克", "公斤"), ("mass", 1000)),
    "斤": ("mass", 500),
    **dict.fromkeys(("mm", "毫米"), ("length", 1)), **dict.fromkeys(("cm", "厘米", "公分"), ("length", 10)),
    **dict.fromkeys(("m", "米"), ("length", 1000)), **dict.fromkeys(("寸", "英寸", "inch"), ("length", 25.4)),
    **dict.fromkeys(("w", "瓦"), ("power", 1)), **dict.fromkeys(("kw", "千瓦"), ("power", 1000)),
    **dict.fromkeys(("v", "伏"), ("voltage", 1)), **dict.fromkeys(("mah", "毫安", "毫安时"), ("charge", 1)),
    "天": ("time", 1), **dict.fromkeys(("个月", "月"), ("time", 30)), "年": ("time", 365),
}  # fmt: skip
"""Unit to what it measures and how many of the smallest unit it holds."""
