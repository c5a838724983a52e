"""The words that name a cause of a return: a fault, an error of ours, the customer's own reason."""

from __future__ import annotations

from rag.text import Kinds

_GOODS = (
    r"(?:商品|产品|东西|(?<![退换])货品?|机器|机身|部机|零件|配件|衣服|鞋子?|花|箱子?|硬件|功能|质量|品质|本身"
    r"|检测|测试|做工|它)"
)
_NO_FAULT = (
    r"非(?:商品|产品|货品)(?:本身)?的?(?:问题|原因)|非(?:商品|产品|货品|物品)?(?:本身)?(?:的)?(?:质量|品质|瑕疵"
    r"|故障|我方|我们|卖家|商家|店铺|本店"
    r"|产品)(?:方面)?的?(?:问题|原因|责任|因素)?"
    r"|(?:不是|不属于|不算|并非|唔系|没有|没|无|冇|未发现|不存在|排除|不涉及|除)(?:因|因为|由于)?(?:什么|任何"
    rf"|咱们?|明显|检测出|查出|{_GOODS}|的|嘅|我们|卖家|店铺)*(?:质量|品质|瑕疵|故障|毛病|缺陷|(?<=的)问题"
    r"|(?<=嘅)问题)(?:问题|原因)?(?:以?外)?"
    rf"|{_GOODS}(?:都|也|是|系|完全|其实)?(?:没有?|冇|无)(?:问题|毛病|故障|事|异常)"
    rf"|{_GOODS}(?:都|也|是|系|完全|一切)?(?:正常|完好)(?=[,的而但只就]|$)"
)
_NOT_THEIRS = (
    r"(?:不是|不属于|并非|排除|唔系|(?<![若如])非)(?:因|因为|由于)?(?:您|你|客户|客人)?(?:这边|自己)?的?(?:人为"
    r"|使用|操作|保管|个人|主观)"
)
_CUSTOMER_ZH = (
    r"不(?:太|是很|大|怎么)?(?:喜欢|中意|爱|想要(?!补偿|赔偿|换)|想买|合适|合身|合脚|合用|合心意|称心|好看|习惯"
    r"|顺手|适合)|(?<!质量)(?<!品质)不满意|唔(?:钟意|中意|想要|啱|要|合适)|不要了|不需要了"
    r"|(?:尺码|尺寸|码数|号码|大小|颜色|花色|款式|型号|口味)(?:上|方面|的)?(?:不|问题|原因|偏(?!差)|太|选|喜好|差异"
    r"|买|拍)|尺码|码数|(?:买|拍|选|下|订|点)(?:得)?(?:太)?(?:错|大|小|多|重)|误(?:购|订|拍|买|下)"
    r"|(?:个人|私人)(?:的)?(?:原因|喜好|因素|问题|理由|意愿|偏好)|主观|自身(?:原因|问题)|喜好|偏好|想法(?:变|改)"
    r"|变(?:卦|了主意|主意)|无理由"
    r"|鉴赏期|犹豫期|猶豫期|反悔|后悔|改变?(?:了)?(?:主意|心意)|用不[上着惯到]"
    r"|(?:您|你|买家|客户|客人|顾客)(?:自己|自身|单方面?|方面|那边|这边|方)?的?(?:原因|问题|因素|责任)"
    r"|(?:只是|单纯|纯粹|就是|纯)(?:您|你)?(?:自己)?想(?:退|换)|而(?:您|你)想退"
    r"|(?:您|你|客户|买家|客人|顾客)(?:这边|自己)?(?:使用|操作|保管|安装|清洗|保养)[^,]{0,4}(?:造成|导致|引起"
    r"|不当|问题|失误)|(?:使用|操作|安装|保管)(?:上)?的?(?:问题|原因)"
    r"|^(?:没|冇|无)(?:有)?(?:什么|乜)?(?:事|问题|毛病)(?=就|则|的话|嘅)|没(?:有)?(?:什么)?(?:问题|毛病)(?=的话"
    r"|您|你|只是|但您|而)"
    r"|自己[^,的]{1,4}[坏破裂断碎烂爆脏]|外力|[摔跌](?!倒|打|价|破价)(?:[坏裂碎破烂断的]|过|到)*|(?:用|穿|戴|拆"
    r"|洗|扯|拽|踩|敲|坐|掰|撕|剪|烫|熨"
    r"|砸)(?:得|给|的话)?[坏断裂破碎烂脱掉]|用(?=断|坏)|(?:泡|进|浸)(?:过|了)?水"
    r"|人为(?:的|因素)?(?:损[坏伤毁]|破[坏损]|造成|摔坏|弄坏)?"
    r"|(?:您|你|自己|自行)[^,]{0,4}(?:摔|弄|用|磕|碰|刮|撞|拆)(?:坏|破|裂|断|碎|烂)"
    r"|(?:使用|保管|穿着|穿戴|操作|安装|洗涤|清洗|保养)不当|穿不[下上]|(?:跟|与|和)想[象像]"
    r"|(?:其[他它]|别的)(?:原因|情况|情形|问题|理由)"
    r"|(?:外观|外盒|包装|盒子|外箱|彩盒)[^,]{0,10}不影响(?:使用|功能|用)"
)
_SELLER_ZH = (
    r"[发寄送配装拿拣捡](?:错|漏)|出错货|错[发寄送漏]|漏[发寄装放]|少[发寄装配件]|缺件|缺少"
    r"|(?:描述|页面|图片|详情|宣传|介绍|标示)[^,]{0,4}(?:不符|不一致|不一样|不相符|有出入)|货不对[板版办]"
    r"|(?:运输|物流|路上|途中|运送|快递|配送)[^,]{0,8}(?:损|坏|破|碎|造成|压|摔|碰|导致)"
    r"|(?:我们|咱们?)[^,您你]{0,3}[搞弄发寄配装拿]错|(?:我们|我方|店里|店铺|卖家|商家|仓库|本店|我哋|厂家|厂里"
    r"|商店)(?:这边|自己|方面|单方|度)?[的嘅]?(?:失误|镬|差错"
    r"|锅|疏漏"
    r"|过失|责任|原因|问题|过错|错|疏忽|疏失)"
)
_QUALITY_ZH = (
    r"(?:质量|品质)(?:的|上|方面|有|出)*(?:问题|原因|瑕疵|不良|缺陷|异常|不过关|不合格)|质量|瑕疵|故障|缺陷"
    r"|^(?!没|什么|有|这|那|您|你|还|任何|其|使用|个人|自身|大家|尺|码|颜色|款|型|售后|常见|物流|快递|退|换|运|邮"
    r"|价格|时间|安全|发票|请|此|该|以下|上述|出现|遇到)[^\W的非是属判如若不有出]{2,3}问题"
    rf"|次品|残次|不良品?|毛病|质检不(?!是)|{_GOODS}[^,]{{0,3}}问题|原厂问题"
)
_SYMPTOM_ZH = (
    r"(?<![没冇])有问题|出问题|有事|异常|坏|破(?:损|了|的|裂)|裂|损[坏伤毁]|开胶|掉色|褪色|漏|断|缺口|不能用"
    r"|用不了|没反应"
    r"|不通电|不合格|生锈|变形|还是不行|还不行|毁损"
    r"|(?<![没有])(?<!什么)(?<!任何)(?<!其[他它])(?<!别的)(?<=[一-鿿])问题|硬件"
)
_CUSTOMER_EN = (
    r"\b(?:(?:scratch|crack|damage|dent|tear|mark|wear)\w* (?:from|through|by) (?:use|wear\w*|wash\w*"
    r"|dropping)|user damage"
    r"|wear and tear|accidental\w*|chang\w+ (?:of|your|his|her|their) mind|(?:do|did|does)(?:n't"
    r"| not) (?:like|want|need|fit|suit)"
    r"|unwanted|(?:any|every)thing else|no longer (?:want|need)\w*|matters? of (?:taste|size|fit|style"
    r"|preference|choice)|(?:your|own) taste|(?:wrong|different|another|sizing|fitting|size|colou?r|taste"
    r"|style) ?(?:size|issue|matter|reason|preference|choice|question)s?\b|siz(?:e|ing)\b|prefer\w*"
    r"|personal (?:reason|choice|taste)s?|(?:any )?other (?:reason|case|return|refund)s?"
    r"|ordered (?:it )?(?:by mistake|the wrong)|ordering mistake|by mistake|too (?:big|small|large|tight|loose)"
    r"|(?:not|isn't) (?:a |due to a |our )?(?:defect|fault|quality)\w*|no (?:fault|defect)\w*|nothing(?:'s"
    r"| is)? wrong|works? (?:fine|as (?:it should|intended))|not to your (?:taste|liking)|simply (?:want"
    r"|would like)|misus\w+|regret\w*)"
)
_SELLER_EN = (
    r"\b(?:(?:sent|shipped|packed|received|got) (?:you )?(?:the|a) wrong|wrong (?:item|product|colou?r|one"
    r"|model)|missing (?:part|item|piece)s?|not as described|our (?:mistake|error|fault|slip)|we (?:left|forgot"
    r"|missed|mixed|mis\w+)|(?:damaged|broken|scratched|dented|cracked|smashed) (?:in|during) (?:transit"
    r"|shipping|delivery)|transit damage)"
)
_QUALITY_EN = (
    r"\b(?:defect\w*|fault\w*|quality (?:issue|problem|defect|fault)s?|manufactur\w+ (?:fault|defect|issue)s?"
    r"|broken|damaged|scratch\w*|crack\w*|dented|torn|leak\w*|not working|doesn't work|malfunction\w*|flaw\w*"
    r"|something(?:'s| is)? wrong with|problem with the (?:item|product|goods|unit)|dead on arrival)"
)
MENTION = Kinds(
    {
        "not_theirs": _NOT_THEIRS,
        "customer": f"{_NO_FAULT}|{_CUSTOMER_ZH}|{_CUSTOMER_EN}",
        "seller_fault": f"{_SELLER_ZH}|{_SELLER_EN}",
        "cleared": (r"^(?:检测|检查|验货?)?没有?(?:问题|毛病|故障)(?=[运邮快费路就则]|$)"),
        "quality": f"{_QUALITY_ZH}|{_QUALITY_EN}",
        "symptom": _SYMPTOM_ZH,
        "inverse": (
            r"否则|不然|反之|(?:若|如果)不是(?=这|,|的话|$|上述|以上)|不是的话|不属于的话|不属于(?=,)|除此之外"
            r"|其余(?:情况)?|\botherwise\b"
            r"|\bif (?:it|they|that) (?:isn't|is not|aren't|are not|doesn't|does not)$|\bif it's not$"
            r"|\bif not\b|\bin all other\b"
        ),
    }
)
"""Causes by kind. `not_theirs` denies a cause of the customer's, `cleared` finds no fault, `inverse` is 否则."""
