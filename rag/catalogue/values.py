"""Kinds of what catalogues and customers name as values: materials, colours, origins, parts, accessories, units.

Patterns are for folded text (Simplified, half width, lower case).
"""

from __future__ import annotations

from collections.abc import Mapping

from rag.text import Pattern

Families = Mapping[str, Pattern]
"""Kinds of a value by the words that name them."""


def _families(**words: str) -> Families:
    return {kind: Pattern(f"(?a:{pattern})") for kind, pattern in words.items()}


MATERIALS = _families(
    cotton=r"(?<!人造)棉(?!花糖)|\bcotton\b",
    linen=r"亚麻|苎麻|棉麻|\blinen\b",
    silk=r"真丝|蚕丝|丝绸|\bsilk\b",
    wool=r"羊毛|\bwool\b",
    cashmere=r"羊绒|\bcashmere\b",
    down=r"羽绒|鸭绒|鹅绒|白鸭|白鹅|\b(?:goose|duck) down\b",
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
    plastic=r"塑料|塑胶|(?<![a-z] )\b(?:abs|pp|pc|pvc|tritan)\b|\bplastic\b",
    silicone=r"硅胶|\bsilicone\b",
    rubber=r"橡胶|\brubber\b",
)
COLOURS = _families(
    **{
        kind: rf"(?:{chars})(?:色|的?款|的?[吗么嘛吧没不呢]|的?$|[^一-鿿]|的?还是)|\b{english}\b"
        for kind, chars, english in (
            ("black", "黑", "black"), ("white", "白", "white"), ("red", "红", "red"), ("blue", "蓝", "blue"),
            ("green", "绿", "green"), ("yellow", "黄", "yellow"), ("grey", "灰", "gr[ae]y"), ("pink", "粉", "pink"),
            ("purple", "紫", "purple"), ("brown", "棕|咖|褐", "brown"), ("orange", "橙|橘", "orange"),
            ("beige", r"(?<!\d)米(?=色)|杏(?=色)", "beige"),
            ("khaki", "卡其|驼", "khaki"), ("navy", "藏青|海军蓝", "navy"),
            ("silver", "银", "silver"), ("gold", "金(?=色)", "gold"),
        )
    }
)  # fmt: skip
ORIGINS = _families(
    china=
        r"国产|中国|大陆|省(?![事心电钱力去了得])|广东|浙江|江苏|福建|山东|四川|河[南北]|湖[南北]|安徽|云南|新疆|上海|北京|深圳|广州"
        r"|义乌|宁波|\bchina\b",
    japan=r"日本|\bjapan", korea=r"韩国|\bkorea", germany=r"德国|\bgerman", france=r"法国|\bfr(?:ance|ench)\b",
    italy=r"意大利|\bital", usa=r"美国|\b(?:usa|us|america)", uk=r"英国|\b(?:uk|brit|england)",
    australia=r"澳大利亚|澳洲|\baustralia", new_zealand=r"新西兰|\bnew zealand", thailand=r"泰国|\bthai",
    vietnam=r"越南|\bvietnam", malaysia=r"马来西亚|\bmalaysia", netherlands=r"荷兰|\b(?:netherlands|dutch)",
    spain=r"西班牙|\bspa(?:in|nish)", switzerland=r"瑞士|\bswi(?:ss|tzerland)", taiwan=r"台湾|\btaiwan",
)  # fmt: skip
PLACES = Pattern(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
    "|陕西|甘肃|青海|内蒙古?|广西|西藏|宁夏|新疆|香港|澳门|台湾"
)
"""Where in China goods come from: provinces and what stands beside them."""
ABROAD = Pattern(r"进口|原装|\bimport")
PARTS = _families(
    sole=r"鞋底|大底|\bsole", heel=r"鞋?跟(?=.?高)|\bheel", insole=r"鞋垫|\binsole", upper=r"鞋面|\bupper",
    lining=r"内里|里[布料衬子]|内衬|\blining", filling=r"填充|内芯|[被枕]芯|\bfilling", inner=r"内胆|\binner",
    lid=
        r"[杯锅瓶壶]盖|盖子|\blid\b", handle=
            r"把手|手柄|提手|\bhandle", top=r"桌面|台面|\btop\b", legs=r"桌[腿脚]|椅[腿脚]|\blegs?\b",
    zip=
        r"拉链|\bzip", strap=
            r"[表肩背]带|\bstraps?\b", screen=r"屏幕?|\b(?:screen|display)", lens=r"镜[片头]|\blens",
    cable=
        r"(?<!无)线|\b(?:cable|cord)\b", pocket=
            r"口袋|夹层|\bpocket", drawer=r"抽屉|\bdrawer", collar=r"领[子口]|\bcollar",
    sleeve=
        r"袖|\bsleeve", filter=
            r"滤芯|\bfilter", seat=
                r"坐[垫面]|\bseat\b", packing=r"外箱|包装箱|带包装|毛重|\bpackage\b|\bshipping weight",
)  # fmt: skip
"""Parts of goods: what is said of the whole answers nothing that is asked of one of these."""
ACCESSORIES = _families(
    charger=r"充电[头器座]|适配器|插头|电源(?!线)|\b(?:charger|adapt[eo]r|plug|power supply)\b",
    cable=r"数据线|充电线|电源线|连接线|(?<!无)线|\b(?:cable|cord)\b", battery=r"电池|\bbatter(?:y|ies)\b",
    manual=r"说明书|手册|教程|\b(?:manual|instructions?|guide)\b", screws=r"螺丝|膨胀|五金|\bscrews?\b",
    tools=
        r"工具|扳手|螺丝刀|\btools?\b", remote=r"遥控|\bremote\b", stand=r"支架|底座|\b(?:stand|base|bracket)\b",
    bag=
        r"收纳[袋包]|[手礼]提?袋|防尘袋|布袋|\b(?:bag|pouch)\b", box=
            r"收纳盒|礼盒|包装盒|盒子|\bgift box\b",
    card=
        r"贺卡|保修卡|\bcard\b", memory=
            r"[内存]存?卡|\b(?:sd|memory) card\b", brush=r"刷头|刷子|杯刷|\bbrush(?:es)?\b",
    filter=
        r"滤[芯网]|\bfilters?\b", film=
            r"贴膜|保护膜|钢化膜|\bscreen protector\b", case=r"保护[壳套]|手机壳|\b(?:cover|sleeve|case)\b",
    pillow=
        r"[枕被]芯|抱枕|\bpillow\b", mattress=r"床垫|\bmattress\b", strap=r"[肩背]带|挂绳|\b(?:strap|lanyard)\b",
    straw=r"吸管|\bstraw\b", spoon=r"勺|叉|筷|餐具|\b(?:spoon|fork|cutlery)\b", bulb=r"灯泡|光源|\bbulb\b",
    tips=r"耳塞|耳帽|\bear ?tips\b", headphones=r"耳机|\b(?:earphones|headphones)\b", laces=r"鞋带|\blaces\b",
    hook=r"挂钩|\bhooks?\b", ink=r"墨水|墨盒|笔芯|\b(?:ink|refill)\b",
)  # fmt: skip
"""What goods may come with; names of one family are names of one thing."""
SEPARATE = frozenset({"charger", "memory", "film", "case", "pillow", "mattress", "headphones", "tools", "ink"})
"""What is no part of other goods: where the list has none, one brings one's own."""

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
