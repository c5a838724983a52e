"""What a reply does for the customer besides its words, by which manners are judged: a step of ours, a time."""

from __future__ import annotations

from rag.text import Pattern

_WORK = (
    r"(?<!检)查|核[实对查]|确认|联系|联络|催|登记|反馈|反映|转(?:交|达|告|接|给|到|人工|达)|上报|申请|跟[进踪]|安排"
    r"|补[发寄]|重[发寄]"
    r"|补(?=一|上|给)|退款|退(?=给|回|还|您|你)|换(?=货|一|新|个)|备注|问|请[教示]|咨询|沟通|协调|留意|盯|处理"
    r"|解决|通知|提交|升级"
    r"|加急|记录|记下|赔|索赔|报备|拦截|回[复覆电]|答[复覆]|看(?!来|得|好|不)|追|协助|对接|发起|办|留言|解释|说明"
    r"|讲|改|取消|预约"
    r"|负担|寄出|承担|负责|跟(?=返)|睇|搵|揾|倾"
)
_BETWEEN = r"[^,。!?;\n不没无别未唔冇难]"
"""What may stand between a subject and its deed: nothing that ends the sentence or denies the deed."""
OUR_STEP = Pattern(
    rf"(?<!不能)(?<!无法)(?<!没法)(?<!不好)(?:帮忙|帮到?|给|为|替|同|跟|向|代)(?:您|你|妳|亲"
    rf"|客官){_BETWEEN}{{0,8}}?(?:{_WORK})"
    rf"|(?:(?<!联系)(?<!问)(?<!找)我[们哋]?(?![们哋])|咱们?|(?<!您)(?<!你)这边|小妹|妹子|妹纸|小二|小店|客服"
    rf"|店[里长]|本店|同事|专员|技术|主管|老板)"
    rf"(?!(?:只|仅|就)是?(?:负责|管)){_BETWEEN}{{0,10}}?(?:{_WORK})"
    rf"|(?<![您你妳请以亲烦议要])(?:已经?|马上|立刻|立即|正在|这就|现在就?|刚刚?|刚才|先|稍后|等下|一会儿?|随后"
    rf"|即刻|即时|而家)"
    rf"(?![您你妳]){_BETWEEN}{{0,5}}?(?:{_WORK})"
    r"|我们(?:来|会)?(?:出|退|赔|补|付|负担)(?=[,。!给您~]|$)|(?:交给|转给|包在)我|我来|我去"
    r"|有(?:结果|消息|进展|答复)[^。!?\n]{0,8}(?:告诉|通知|回复|答复|发)"
    r"|\b(?:i|we|my colleagues?|our (?:team|warehouse|technician|courier team|support))(?: am| are|'m|'re|'ll"
    r"|'ve| will| have| can| shall|'d| would)*"
    r"(?: (?!not\b|never\b|only\b|just\b|you\b|suggest|recommend)\w+){0,3}? (?:check|ask|find|look|contact|chas"
    r"|follow|confirm|escalat"
    r"|rais|fil(?:e|ing)|resen[dt]|replac|refund"
    r"|arrang|track|get(?:ting)? back|let you|forward|pass|call|email|reach|investigat|verif|send|open|report"
    r"|log|tak(?:e|ing) care"
    r"|sort|handl|not(?:e|ing)|put|add|see|cover|deal|book|claim)\w*"
    r"|\blet me (?:check|ask|find|look|contact|confirm|see|chase|get|verify)"
)
"""Something we do, did or will do about the matter; not what the customer is told to do."""

_NUMBER = r"(?:\d{1,6}|\[[^\]x]{1,4}x\]|[一二两三四五六七八九十半]{1,3})"
TIME = Pattern(
    rf"{_NUMBER}(?:[-~至到]{_NUMBER})?多?个?(?:工作[天日]|小时|钟头|分钟|天|日|周|星期|礼拜|月|点|号)"
    r"|\[(?:时间|日期)x\]|今[天日晚]|明[天日早晚]|后天|听日|当[天日]|[本这下](?:周|星期|礼拜|个?月)"
    r"|周[一二三四五六日末]|月底|月初|年前|节后"
    r"|\d{1,2}[:.]\d{2}|[上下]午|晚上|下班前"
    r"|\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening|week)|next week"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:with)?in (?:the next )?(?:\d{1,6}|an?|one|two|three|four|five|seven|ten|fourteen)[ -](?:\w+ )?(?:minutes?"
    r"|hours?|days?|weeks?)"
    r"|\d{1,6}(?:-\d{1,6}| to \d{1,6})? (?:\w+ )?(?:minutes?|hours?|days?|weeks?))\b"
)
"""A time the customer can hold us to, or an estimate."""

ASKS_DETAILS = Pattern(
    r"(?:请|麻烦|劳烦|烦请|辛苦|方便|可以|能否|能不能|唔该)(?:您|你|妳|亲)?[^,。!?\n]{0,6}"
    r"(?:提供|发(?:一下|下|个|张|给|来|过来|我)|拍|告诉|说一下|描述|核对|留(?:一下|下|个)|报|给一?下|传)"
    r"|[您你妳](?:的)?[^,。!?\n]{0,8}(?:多少|哪个|哪款|是什么)[^,。!?\n]{0,6}(?:呢|呀|\?)"
    r"|\b(?:could|can|would|please|kindly)(?: you)?(?: please)? (?:send|share|provide|tell|give|let me|attach)"
)
"""A question or request for what we need in order to help."""

OTHERS = (
    r"(?:快递|物流|配送|派送|送货|运输|货运|承运|门市|专柜|总部|实体店|主播|代购|司机|安装队|运营商|电信|移动"
    r"|联通|派件|快件|代理|外包|师傅"
    r"|厂家|厂商|厂方|工厂|品牌方?|仓库|仓储"
    r"|库房|平台|淘宝|天猫|京东"
    r"|拼多多|虾皮|供应商|供货商|商家|第三方"
    r"|海关|邮局|驿站|菜鸟|自提点|代收点|顺丰|中通|圆通|申通|韵达|极兔|邮政|黑猫|宅配|原厂|物业|安装|银行"
    r"|支付宝|微信"
    r"|速递|快递柜|丰巢|系统)"
    r"(?:公司|小?哥|师傅|员|方|商|站点?|网点|客服|部门?|人员|官方|热线|厂家)*(?:他们|们|佢哋|人家)?(?:那[边里]"
    r"|这边|方面|嗰边|自己|一方)?"
)
"""Whoever is not us, as a reply names them."""
