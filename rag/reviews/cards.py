"""Which card speaks to a point of a public review: by its words, else by what it is about."""

from __future__ import annotations

import re

from rag.domain import Point, Polarity
from rag.text import fold

TOPIC: dict[Polarity, str] = {"praise": "review-positive", "complaint": "review-negative"}
"""The topic of the cards that speak to praise and to complaint; their ids begin with it."""

_KIN = (
    r"(?:妈|爸|父母|爷爷|奶奶|公公|婆婆|老婆|老公|媳妇|儿子|女儿|孩子|宝宝|小孩|朋友|同事|家人|长辈|老人|女友|男友)"
)
_BY_WORDS: dict[Polarity, tuple[tuple[str, str], ...]] = {
    "praise": (
        (
            "repurchase",
            r"回购|[再还]来|还会|一直(?:在|用|都|买|喝|吃|穿)|第[二三四五六七八九十几\d]+次|老(?:顾客|客户|"
            r"主顾|用户|字号)|"
            r"多次|回头客|一如既往|下次|又买|囤|\b(?:again|come back|(?:second|third) time)\b",
        ),
        (
            "gift-family",
            rf"{_KIN}.{{0,10}}(?:喜欢|满意|开心|高兴|爱|好用|说好|好吃)|送(?:人|礼|给)|礼物|"
            r"\bgift\b|\b(?:son|daughter|mother|mom|father|dad|wife|husband|friend) .{0,12}(?:lov|like|happy)",
        ),
        (
            "looks",
            r"外[观形表]|颜值|漂亮|好看|美观|精美|精致|款式|样式|样子|时尚|可爱|大气|上档次|颜色|色彩|靓丽|造型|"
            r"没有?色差|图片|\b(?:beautiful|looks?|colou?r|cute|pretty|gorgeous|stylish)\b",
        ),
        (
            "performance",
            r"好用|实用|效果|流畅|速度|反应|音[质色量响]|声音|屏|画[质面]|系统|续航|电池|待机|散热|加热|保温|制冷|"
            r"安静|静音|噪音|方便|顺手|操作|性能|配置|功能|信号|拍照|手感|舒服|柔顺|顺滑|去屑|清洁|泡沫|交通|位置|"
            r"文笔|情节|内容|收获|\b(?:works?|easy|keeps?|quiet|comfortable|battery|sound|useful)\b",
        ),
    ),
    "complaint": (
        (
            "food-worry",
            r"不敢(?:再|让|给)?[^,。]{0,4}[吃喝]|会不会有[^,。]{0,4}(?:问题|毒|害)|会有问题|还能[吃喝]吗|敢[吃喝]|珍爱生命|惊悚|"
            r"活虫|食品安全|添加剂|三聚氰胺|大肠|毒[奶素]|"
            r"\b(?:afraid to (?:eat|drink)|food safety)\b",
        ),
        (
            "used",
            r"二手|翻新|旧货|(?:别人|人家|有人)[穿戴试睡用]过|是[穿戴试睡]过的(?=$|[,。!旧脏鞋衣])|一[双件台个条][^,。]{0,2}旧|(?:像|是|穿过|用过)[^,。]{0,3}旧|旧的|别人(?:用|穿|退)|[用穿拆](?:过|封过)的|"
            r"\b(?:used|second.?hand|"
            r"refurbished)\b",
        ),
        ("invoice", r"发票|增票|专票|普票|开票|\binvoice"),
        (
            "no-reply",
            r"[没无]人(?:理|回|管|搭理|接|处理|跟进|应)|不理(?!想|解)|不回|[未没]回|联系不[上到]|打不通|"
            r"问[^,。]{0,6}半天|踢皮球|推(?:卸|脱|诿|来推去|三阻四)|"
            r"\b(?:no (?:reply|response|answer)|ignored|never replied)\b",
        ),
        (
            "spoiled",
            r"(?:果|苹果|橙|梨|桃|芒果|菠萝|橘|莓|瓜|奶|饭|菜|肉|鱼|虾|蛋糕|面包)[^,。]{0,12}(?:坏|烂)|"
            r"烂(?:了|的|处|果|掉)|坏(?:果|点|处)|"
            r"坏了[一二两三四五几\d]+个|"
            r"沤|馊|腐|霉(?!味)|变质|不(?:太|怎么|是很)?新鲜|过期|临期|弄坏|\b(?:rotten|mou?ldy|spoil\w+|"
            r"gone off)\b",
        ),
        (
            "missing-item",
            r"(?<![电流音热重])[量份][^,。]{0,3}少|不够吃|只有[^,。]{0,3}[\d一二两三四五六七八九十]+[个斤包瓶片本件]|[吃没]不?饱|缺斤|短两|都不到",
        ),
        ("promise", r"不是说|说了?[^,。]{0,2}送|说好|答应|承诺|送完了|\bpromised?\b"),
        ("install", r"安装|装(?:不上|歪|完|好)|师傅|打孔|install"),
        (
            "courier",
            r"(?:快递员?|送货员?|派送员?|骑手|送餐员|小哥).{0,10}(?:态度|扔|放|电话|上门|楼|驿站|自[取提]|凶|骂)|"
            r"投诉.{0,4}快递|送货上门|自己去?[拿取]|不送(?:货)?上[门楼]|自[取提]|驿站|丰巢|courier|left it outside",
        ),
        (
            "wrong-item",
            r"(?:发|寄|送|拿|给)错|错(?:发|款|码|色|货)|(?:买|要|拍|点|订|选)的?[^,。]{1,8}(?:发|送|寄|来)[^,。]{0,3}是|"
            r"[却又]给我?(?:发|送|寄)|给(?:我|俺)?(?:发|寄|邮)的|货不对板|\bwrong (?:item|colou?r|size)",
        ),
        ("refund-slow", r"退(?:款|货|钱)|不给退|refund"),
        ("price-dropped", r"降价|降了\d|差价|价保|价格保护|买贵|便宜了|跌|price drop"),
        ("colour", r"色差|偏色|(?<!看的)颜色(?!失真)|colou?r"),
        (
            "wear",
            r"[掉褪脱]色|起球|起毛(?!毛)|缩水|[洗穿衣裤鞋领袖][^,。]{0,6}变形|开[线胶]|脱线|掉[毛皮漆]|"
            r"\b(?:fad(?:ed|es|ing)|shr[iau]nk|pill)",
        ),
        ("smell", r"(?:异|怪|霉|臭|胶|塑料|药|汽油)味|刺鼻|一股.{0,6}味|臭|\b(?:smell|stink)"),
        (
            "workmanship",
            r"线头|做工|粗糙|划痕|刮痕|擦痕|瑕疵|磕|凹|毛边|毛刺|污渍|太薄|很薄|单薄|[缝走]线|掉了块|"
            r"缺[^,。]{0,5}页|掉页|白[纸页]|空白页|漏印|印刷|装订|折痕|"
            r"\b(?:scratch|dent|loose thread|flims)",
        ),
        (
            "performance",
            r"卡(?:顿|机|壳|死|得|的|$)|太卡|很卡|死机|黑屏|闪退|反应|速度|系统|电池|续航|待机|发[热烫]|"
            r"散热|噪音|杂音|"
            r"音[质量]|声音|像素|画[质面]|屏|信号|wifi|网络?|内存|配置|性能|功能|按键|不好用|难用|效果|制冷|"
            r"加热|保温|"
            r"\b(?:battery|overheat|noisy|sound|screen|lag|slow(?! (?:ship|deliver))|weak)",
        ),
    ),
}
_WORDS = {
    polarity: tuple((card, re.compile(words)) for card, words in table) for polarity, table in _BY_WORDS.items()
}
_NOT_SO = {
    "logistics": frozenset({"performance"}),
    "service": frozenset({"performance"}),
    "packaging": frozenset({"performance", "workmanship", "wear"}),
}
"""Cards that the words above may name, though the point is about something else: 包装太薄 is no flimsy product."""
_FINER = frozenset(
    {"quality", "service", "logistics", "price", "not-as-described", "other", "missing", "taste", "packaging"}
)
"""What a point may be about that the words above divide further."""

_BY_ASPECT: dict[Polarity, dict[str, str]] = {
    "praise": {
        "logistics": "logistics",
        "service": "service",
        "packaging": "packaging",
        "size": "size-fit",
        "price": "price",
        "taste": "taste-effect",
        "authenticity": "genuine",
        "other": "short",
    },
    "complaint": {
        "logistics": "logistics-slow",
        "service": "service",
        "packaging": "package-damaged",
        "size": "size",
        "price": "price",
        "taste": "taste-smell",
        "missing": "missing-item",
        "authenticity": "authenticity",
        "not-as-described": "not-as-described",
        "safety": "safety-health",
        "rights": "rights",
        "other": "general",
    },
}
_QUALITY = "quality"
_SLOW = re.compile(
    r"慢|久|晚|等|[天周月]|小时|分钟|没到|收|才[到来送]|迟|催|更新|延|误|\b(?:slow|late|forever|took|wait|"
    r"delay|arriv)"
)
"""What tells that a delivery was slow; otherwise it was poor, or rude."""
FOR_THE_WHOLE = frozenset({"fault-finder", "threat", "five-stars-complaint", "mixed", "detailed"})
"""Cards that speak to a review as a whole."""
_WORST_FIRST = (
    ("safety-health", "rights", "food-worry", "spoiled", "authenticity", "used", "wrong-item"),
    ("quality", "performance", "not-as-described", "no-reply", "refund-slow", "wear", "promise"),
    (
        "missing-item",
        "smell",
        "install",
        "invoice",
        "service",
        "courier",
        "workmanship",
        "colour",
        "package-damaged",
    ),
    ("size", "taste-smell", "logistics-slow", "price-dropped"),
)
"""Cards by how much what they speak to hurts; what is not named comes last."""


def weight(card: str) -> int:
    """The place of a card among complaints, the worst first."""
    return next((place for place, cards in enumerate(_WORST_FIRST) if card in cards), len(_WORST_FIRST))


WORST = frozenset(_WORST_FIRST[0])
SEEN = frozenset({"spoiled", "workmanship", "wear", "colour", "package-damaged", "not-as-described", "used"})
"""Cards to whose complaints a photo helps."""
HOLDING = frozenset({"safety-health", "rights"})
"""Cards that hold the line in public until a supervisor has spoken."""
ALONE = frozenset({"spam", "other-goods"})
"""Cards that say all there is to say to a review."""
KNOWN = FOR_THE_WHOLE.union(
    ALONE,
    {_QUALITY},
    *({card for card, _ in table} for table in _BY_WORDS.values()),
    *(table.values() for table in _BY_ASPECT.values()),
)
"""Cards that a point may be sent to from here; all others are the shop's own."""


def card_of(point: Point) -> str:
    """The card that speaks to the point, without the topic its id begins with."""
    if point.about in _FINER:
        said = fold(point.text).text
        for card, words in _WORDS[point.polarity]:
            if words.search(said) and card not in _NOT_SO.get(point.about, ()):
                return card
    if point.about == "logistics" and point.polarity == "complaint" and not _SLOW.search(fold(point.text).text):
        return "courier"
    return _BY_ASPECT[point.polarity].get(point.about, _QUALITY)
