"""What a stretch of a reply does: only what states a fact can be a reason, only what opens a way an alternative."""

from __future__ import annotations

from typing import Literal

from rag.guardrails.negation import english
from rag.guardrails.negation.grounds import INTRODUCTION, TALK
from rag.guardrails.negation.pieces import Piece
from rag.text import Pattern

Role = Literal["empty", "condition", "offer", "question", "courtesy", "request", "effort", "talk", "fact"]

_COURTESY = Pattern(
    r"抱歉|不好意思|对不[起住]|唔好意思|致歉|歉意|理解|体谅|谅解|见谅|包涵|感谢|谢谢|多谢|感恩|祝您|祝你|您好|你好|哈[喽罗]|晚安|早安|再见|拜拜|辛苦|欢迎|光临"
    r"|心情|着急|放心|别急|稍等|耐心|久等|等待|遗憾|困扰|麻烦了|添麻烦|不便|懂您|体会|支持与|尊敬的|亲爱的|为您服务|很高兴|乐意|荣幸|愉快|生活|喜欢的话|眼光|懂行"
    r"|有心|贴心|厉害|恭喜|想必|听起来|看到您|知道您|明白您|您说的|您讲的|您提|收到您|您的(?:建议|意见|反馈|心情|问题|疑问|诉求|需求)|温馨提示|小店口味|口味|性价比"
    r"|新婚|诚意|回头客|老客|爆款|畅销|热卖|热销|销量|口碑|人气|受欢迎|好评|宝贵|感同身受|换[成作]我|学业|健康|顺利|开心|美好|幸福"
)
_INTERROGATIVE = Pattern(r"什么时候|多少(?!钱都)|怎么(?!样都)|是否|几点|哪(?:一?[家个款里种])")
_FORMULA = Pattern(
    r"还有(?:什么|其他|别的|啥)|(?:什么|其他|其它)[^,]{0,6}(?:帮|效劳|需要|疑问)"
    r"|(?:可以|能)(?:够)?帮(?:助|到)您的|随时[^,]{0,4}(?:问|找|联系|咨询)"
)
_CONDITION = Pattern(r"^(?:如果|若(?!干)|假如|要是|万一|倘若|一旦|只要|除非|如(?=您|需|有|没|果|未|遇))|的话$")
_OFFER = Pattern(
    r"(?:可以|可(?=[去在到用选改换以申联看直]|自|先)|(?<![只才不没未])能(?!力|量|源|够?[^,]{0,2}(?:体会|理解|明白|感受))|也行|也成|也好|都行|也可)(?![吗])"
    r"|建议|推荐|要不要|不妨|试试|看看|看下|接近|类似|相似|相近|同价|就行|就好$|即可|就成|回[您你复覆]|我(?:这就|马上|现在|先|再)?去[^,]|考虑|改用|改成|改拍"
    r"|换成|换个|换一|重新|另外(?:有|一)|另有|另一?[款个种]|(?:还有|有)(?:现)?货|随时|还有[^,]{0,6}款|同款|^(?:目前|现在|暂时|这边|我们|咱们?"
    r"|您|亲)?(?:这边)?只(?:有|能|支持|可以)|^(?:您|你)(?=可|直接|先|把|去|到|送|寄|拿|带|来|找|用|点|拍|选|填|换|联系|试"
    r"|发)(?!.{1,2}[的了过])|(?:行|成|好|要|可以)[吗么不]$"
    r"|(?:我|我们|我哋|咱们?|小妹|客服|这边)(?![^,]*(?:已经?|过|了$))[^,]{0,12}(?:送|通知|回|告|给|俾|畀|寄|补|帮|请|安排|确认|留|换"
    r"|退|发)[^,]{0,8}[您你]|(?:听日|后日|今晚|一阵)[^,]{0,10}(?:到|送|寄|俾|畀|发)|欢迎|代替|替代|也一样$"
    r"|(?:帮|替|给|为|同|帮忙)(?:您|你|亲|阁下|客官|到您)(?!们?(?:添|带来|造成|增))|(?:我|妹子|小妹|客服|我们|这边|咱们?)(?:这边|再|马上|现在"
    r"|先|也|会|去|帮|立即|已经|正在)*(?:联系|反馈|催|问|登记|申请|留意|备注|安排|跟进|转达|通知|协调|确认|补|处理|发起|提交|跟踪)"
    r"|(?:马上|现在|先|去|帮[忙您]?|正在|立即|这就)[^,]{0,4}(?:核实|查)|(?:会|再|第一时间|随时|尽快|马上|立刻|立即|现在就)[^,]{0,8}(?:联系"
    r"|通知|告知|回复|答复|反馈|处理|确认|跟进|安排|发出|补发|提醒|核实|申请|上架|寄|短信)"
    r"|(?:采购|补货|到货|恢复|出货|发货)(?:时间)?(?:预计|大概|大约|是)|(?:到货|有货|补货|上架|到站)(?:了|后|之后)|自取|用[^,]{1,8}(?:付|就)"
    r"|拍[^,]{0,6}款|退款(?:后|再)|去[^,]{1,8}(?:看|查|点|办)|(?:就|马上|现在)去|去(?:问|查|催|核实)|链接|发您|发我|拍给我|找我|滴滴我"
    r"|联系(?:商家|快递|厂家|客服|站点|我|物流)|(?:都|也|均)有(?!效|限|[\d一二两三四五六七八九十几半百])|有齐|点击|\[(?:电话|链接)x\]|https?:|(?:电话|热线|号码)(?:是|为)"
    r"|是[^,]{0,6}(?:电话|热线)|^有[^,]{2,}(?:活动|款|套餐|优惠)"
    r"|(?:审核|专员|商家|财务|站点|配送|快递|同事|客服|师傅|小哥)[^,]{0,6}(?<!不)会(?!员|议)"
)
_DATE = Pattern(
    r"^(?!.*(?:才|刚|已|昨|上[周个午]|去年|[了的]$)).*(?:(?:明[天早晚日]|后天|今晚|聽日|听日|下周|下?(?:星期|礼拜)[一二三四五六日天]|周[一二三四五六日末]|[\d月一二两三四五六七八九十几半]+个?(?:[日号天周]|小时|工作日|星期|月)|预计|大概|最快|最迟|月底|月初"
    r"|下个?月|分钟)[^,]{0,8}(?:到|发|补|返|有货|回复|答复|上|开|送|恢复|内|左右|前|后|之后|再))"
)
_REQUEST = Pattern(
    r"^(?:那|所以|还|就|先|具体的?)?(?:请|烦请|麻烦|辛苦|劳烦|记得|注意|先|尽量|务必|关注|多多|希望|望|敬请|还请|还望|详见|以)|^(?:您|你"
    r"|亲)(?!(?:的|这|那|好|们|当时|之前|现在|已|是|没|不|未|还|选|订|购|买|拍|所|下的|要的|看[到中]))(?!.*(?:已经|截止|过期|满了?$|就(?![行好成可是])[^,]{2,}$)).{2,}"
    r"|^(?:您|你|亲).*(?:取消|退掉|退货|申请|拒收|下单|提交|重拍|改拍)$|(?:一下|[供交知发看听试点拍填])下$|为准|谢|请(?:您|你|亲)|咨询"
)
_EFFORT = Pattern(
    r"我[^,]{0,8}(?:看过|查过|查了|看了|翻了|问了|问过|跑去|记下|记着|记录|反馈|放大)|(?:看|查|核实|查询)(?:了|过)?(?:一下|下)?$|(?:告知|联系"
    r"|反馈|催促|催|通知|登记|备注|提交)(?:了|过)?(?:给)?(?:专员|同事|站点|仓库|快递|物流|上级|领导|主管|财务|配送|厂家|他们)"
    r"|(?:拍|写|说|讲|描述|记|看)得|查(?:询|看)(?:到)?$|帮您(?:看|查|核实|问|催|记|反馈|登记)|这就|正在(?:为您)?(?:核实|查询|处理)|处理中"
    r"|[跟和]您说|告诉您|解释|确认一下|特地|第一时间|已经(?:看到|收到您|了解)"
)
_EMPTY = Pattern(
    r"^一经(?:售出|签收|拆封|下单|付款|购买|激活|使用|定制|确认|拍下|出售|开封)$"
    r"|^(?:因为|由于|毕竟|所以|反正|是|的确|确实|真的|目前|现在|暂时|这个|那个|就|主要|都|一直|一向|本来|我们|这边|这|小妹|呢|嗯|哦|没有|不|系统|规定"
    r"|公司|平台|店里|店铺|政策|店|规则|制度|有|情况|方面|也|的|好|对|可能|不行|不能|如此|这么|那么|样|子|为什么|什么|原因|要求|来"
    r"|了|哈|啊|亲|呀|您|哪|得|安排|设置|设定|流程|本身|官方|上头|上面|老板|死|一律|统一|向来|看情况|视情况|情况而定|问题|显示|查询|从来|历来|□)*$"
)
_PARTICLES = Pattern(
    r"\[[^\]]*\]|[的了呢哦啊哈呀啦嘛喔耶㗎喇哒捏嘞咯噢哟呦亲滴诶呗□~,\s]+$"
    r"|^(?:亲|客官|宝子?|宝贝|嗯|哦|额|是的|好的|对的|小妹|您好)+[,\s]*"
)


_CHANGE = Pattern(r"(?:改[用成拍]|换成|建议|推荐)$")
_DONE = Pattern(r"^(?!好|知道|明白|了解|收到|懂|来|对|行|可以|您|理解)[一-鿿]{2,3}了")


NAMED: frozenset[Role] = frozenset({"empty", "condition", "talk", "question"})
"""Roles that the tables name by words which leave no doubt."""


def by_words(piece: Piece) -> Role:
    """What the piece does by the tables alone, the first class that fits."""
    text = _PARTICLES.sub("", piece.text)
    if _CHANGE.match(text):
        return "offer"
    if (len(text) < 3 and not _DONE.search(piece.text)) or _EMPTY.match(text):
        return "empty"
    if _LATIN.search(text) and not _HAN.search(text):
        return english.role(piece, text)
    if marked_reason(text):
        return "fact"
    fitting = (role for role, pattern in _ROLES if pattern.search(text))
    found: Role = next(fitting, "fact")
    return "question" if piece.asks and found not in {"courtesy", "condition", "offer"} else found


_LATIN = Pattern("[a-z]{3}")
_HAN = Pattern("[一-鿿]{2}")
_ROLES: tuple[tuple[Role, Pattern], ...] = (
    ("talk", INTRODUCTION),
    ("courtesy", _FORMULA),
    ("condition", _CONDITION),
    ("offer", _OFFER),
    ("offer", _DATE),
    ("question", _INTERROGATIVE),
    ("courtesy", _COURTESY),
    ("effort", _EFFORT),
    ("request", _REQUEST),
    ("talk", TALK),
)
"""Roles by their words, in the order tried; what fits none states a fact."""


_MARK = Pattern(
    r"因为|由于|(?:规则|条款|说明|页面?|协议|合同|详情)[^,]{0,4}(?:写|标|注|列|约定)|因(?!此|而|果|素)|为了|为(?=保|避|防|确|安全)|鉴于|考虑到|缘故|原因是|毕竟|根据|按照|依照|依据|基于|受[^,]{1,10}(?:影响|限制)|导致"
    r"|以免|避免|防止|(?<!恐)怕|(?:平台|公司|国家|航空|快递|海关|行业|法律|税务)[^,]{0,4}规定[^,]{2,}|才(?=没|不|无)|涉及"
)

_ENGLISH_MARK = Pattern(r"(?:because|since|due to|owing to|as (?:the|our|your|it|they|we|this|that))\b.{12,}")


def marked_reason(text: str) -> bool:
    """Whether the words say that a reason follows or stands here, and it is not an empty one."""
    if _ENGLISH_MARK.match(text):
        return not english.EMPTY.search(text)
    mark = _MARK.search(text)
    if mark is None:
        return False
    rest = _PARTICLES.sub("", text[: mark.start()] + text[mark.end() :]) or ""
    said = text[mark.start() :] if mark[0].startswith(("平台", "公司", "国家")) else rest
    return not _EMPTY.match(said) and len(said) >= 3
