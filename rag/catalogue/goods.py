"""Tells what kind of goods a text is about, so that a wording can speak of wearing, eating, reading or staying."""

from __future__ import annotations

import re
from typing import Literal

from rag.text import fold

Goods = Literal["clothes", "food", "fresh", "meal", "stay", "book", "device", "appliance", "care", "other"]

_WORDS: tuple[tuple[Goods, str], ...] = (
    (
        "stay",
        r"酒店|宾馆|旅馆|旅店|客栈|民宿|入住|住宿|前台|总台|服务台|大堂|客房|房间|退房|早餐|标间|大床房|服务员|"
        r"\b(?:hotel|hostel|room|check-?in|lobby|stayed|reception)\b",
    ),
    (
        "fresh",
        r"水果|苹果(?!手机|电脑|平板|公司)|香蕉|橙子?|桔|橘|柚子?|梨|桃|葡萄|提子|樱桃|车厘子|草莓|蓝莓|芒果|菠萝|凤梨|火龙果|"
        r"猕猴桃|奇异果|西瓜|哈密瓜|榴莲|山竹|荔枝|龙眼|果子|坏果|烂果|果肉|蔬菜|海鲜|生鲜|牛排|大闸蟹|"
        r"\b(?:fruit|apples?|oranges?|mango(?:es)?|berries|grapes?|avocados?)\b",
    ),
    (
        "meal",
        r"外卖|送餐|骑手|餐厅|饭菜|菜品|配送费|米饭|炒饭|盖饭|盖浇|披萨|汉堡|炸鸡|烤鸭|凉皮|肉夹馍|麻辣烫|火锅|"
        r"米线|面条|炒面|拌面|粉丝|粥|饺子|包子|馄饨|寿司|烤串|烤肉|套餐|打包|菜量|饭量|外送|点餐|订餐|鸡(?!蛋|尾)|鸭(?!蛋)|排骨|牛肉|羊肉|[鸡鱼肉菜骨]汤|汤(?=洒|里|面|底|汁)|[^米]饭|菜(?!单|刀)|饼(?!干)|卤|香锅|送的[快慢]|奶茶|奶盖|"
        r"\b(?:takeaway|takeout|meal|noodles|pizza|burger|rider)\b",
    ),
    (
        "book",
        r"[一几两]本(?!来|地|钱|身)|[这那本套此]书|收到书|(?<![明证])书(?=很|挺|收到|不错|太|真|还|质|宽|的质|已)|出书|(?<![明证图])书(?:籍|名|里|中|的|评|店|页|皮)|(?:买|看|读|翻|写|好|全|新|旧|童|图|丛)书|作者|作家|小说|文[笔风采]|"
        r"文字(?:优美|朴实|功底|清新|流畅|生动|细腻)|译(?:者|文|本)|翻译|出版|章节|情节|故事|阅读|读(?:者|完|后|起来|过)|描写|第[一二三]遍|英文版|结局|[读看]完|散文|诗|漫画|绘本|教材|盗版书|"
        r"\b(?:book|novel|author|chapter|plot|story|paperback)\b",
    ),
    (
        "care",
        r"洗发|护发|沐浴露?|洗面|面膜|护肤|乳液|面霜|精华|口红|牙膏|香皂|洗衣液|头皮|头发|发质|发丝|去屑|控油|起泡|泡沫(?=丰富|多|少)|"
        r"止痒|柔顺|飘柔|海飞丝|清扬|\b(?:shampoo|conditioner|lotion|cream|skin|hair|scalp)\b",
    ),
    (
        "clothes",
        r"衣服|上衣|外套|裤|裙|衬衫|毛衣|卫衣|t恤|羽绒|袜|内衣|棉袄|大衣|夹克|鞋|靴|帽|围巾|面料|布料|版型|码数|尺码|"
        r"掉色|褪色|起球|线头|拉链|上身|试穿|穿(?:着|起来|上|了)|"
        r"\b(?:shirt|dress|jeans|trousers|pants|jacket|coat|shoes?|boots|sweater|socks|fabric)\b",
    ),
    (
        "appliance",
        r"热水器|冰箱|洗衣机|空调|(?<!看)电视|微波炉|烤箱|电饭煲|电饭锅|油烟机|燃气灶|风扇|吸尘器|净水器|加湿器|空气净化|"
        r"豆浆机|养生壶|电水壶|破壁机|取暖器|吹风机|安装师傅|加热|出水|水温|制冷|"
        r"\b(?:heater|fridge|refrigerator|washing machine|oven|kettle|vacuum|fan|air conditioner)\b",
    ),
    (
        "device",
        r"手机|电脑|笔记本|本本|平板|键盘|鼠标|屏幕?|显示器|摄像头|像素|耳机|音响|音箱|充电|适配器|开关机|大写|驱动|显存|镜头|取景|画面|相机|电池|待机|续航|内存|硬盘|显卡|"
        r"系统|机子|机器|开机|死机|散热|通话|信号|短信|铃声|流畅|安卓|华为|小米(?!粥|辣)|三星|诺基亚|联想|ipad|cpu|wifi|"
        r"\b(?:phone|laptop|tablet|screen|battery|charger|keyboard|headphones|camera|computer|app)\b",
    ),
    (
        "food",
        r"牛奶|酸奶|奶粉|饮料|零食|茶叶|咖啡|饼干|糖果?|巧克力|坚果|大米|食用油|酱|蜂蜜|蛋糕|面包|喝(?:着|起来|了|过)|"
        r"好喝|难喝|奶味|红枣奶|雪糕|冰淇淋|保质期|开盖|口味|"
        r"\b(?:milk|yogh?urt|tea|coffee beans|snacks?|chocolate|cookies|nuts)\b",
    ),
)
_PATTERNS = tuple((goods, re.compile(words)) for goods, words in _WORDS)
_EATEN, _SERVED = re.compile(r"好吃|难吃|味道|口感|[吃喝]"), re.compile(r"环境")


def goods_of(text: str, product: str | None = None) -> Goods:
    """The kind that most words speak of, those of the product's name first; `other` where none does."""
    for words in filter(None, (product, text)):
        folded = fold(words).text
        counts = {goods: len(set(pattern.findall(folded))) for goods, pattern in _PATTERNS}
        best = max(counts, key=lambda goods: counts[goods])
        if counts[best]:
            return best
        if _EATEN.search(folded):
            return "food"
        if _SERVED.search(folded):
            return "stay"
    return "other"
