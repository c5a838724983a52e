"""The cause of a return as the conversation has established it: from facts, else from what needs no checking."""

from __future__ import annotations

from rag.domain import Cause
from rag.guardrails.rule import Context
from rag.text import Pattern, fold

_OWN_REASON = Pattern(
    r"不(?:太|是很|大|怎么)?(?:喜欢|中意|想要|合身|合脚|需要了|想买)|不要了|不爱|唔(?:钟意|中意|想要|啱)"
    r"|(?:买|拍|选|下|订|点)(?:得)?(?:太)?(?:错|大|小|多|重)了?|误(?:购|拍|订)|改(?:变)?主意|后悔|反悔|无理由"
    r"|(?:尺码|尺寸|码|大小|鞋|裤|衣|穿(?:着|起来)?|戴(?:着|起来)?)[^,。;]{0,6}(?:大了|小了|偏大|偏小|太大|太小"
    r"|紧|松|长了|短了|不合适)|(?:不合适|用不[着上惯到]|穿不[下上])"
    r"|换(?:个|一个|成|大|小)?[^,。;]{0,8}(?:码|号(?!码)|颜色|尺寸)|颜色[^,。;]{0,6}(?:不适合|不好看|不喜)"
    r"|(?:^|[,。;!\n])(?:有点|有些|稍微)?[太偏]?[大小长短宽窄肥瘦厚薄](?:了)?(?:一点|点|些|[一半两]?[码号圈])?(?:了|哈|啊)?"
    r"(?=$|[,。;!~\n])|(?:尺寸|尺码|码数|大小)不合|不(?:太|是很|大|怎么)?(?:好看|适合|衬|搭|舒服)"
    r"|占地方|没地方放|家里有了|个人原因|手感不|用着没感觉|\bchang\w+ my mind"
    r"|\b(?:do not|don't|didn't|doesn't) (?:like|want|need|fit|suit)|\bno longer (?:want|need)"
    r"|\btoo (?:big|small|tight|large|loose|long|short)|\bordered (?:it |this )?(?:by mistake|the wrong)"
    r"|\bby mistake|\b(?:bigger|smaller|larger|different|another) (?:size|colou?r)"
)
_FAULT = Pattern(
    r"质量|品质|瑕疵|故障|坏|破|裂|漏|开胶|掉色|断|脱线|起球|变形|不能用|没反应|发错|漏发|少发|描述不符|异味"
    r"|生锈|过期|\bbroken|\bdefect|\bfault|\bdamaged|\bwrong (?:item|colou?r|product)|\bnot working|\bcrack"
    r"|\bstopped working|\bleak"
)
_WE_ERRED = Pattern(
    r"(?:确实|核实|确认|查[到了]|的确|已)[^,。;]{0,12}(?:(?:发|寄|配|装)错|错发|漏发|少发|描述不符|页面(?:写"
    r"|有)错)|是我们(?:这边)?(?:发|寄|配|装|仓库)[^,。;]{0,4}(?:错|漏|少)"
    r"|\bwe (?:did )?(?:sent|shipped|send|ship) (?:you )?the wrong|\bour (?:mistake|error)"
)
_WE_FOUND = Pattern(
    r"(?:确实|核实|确认|判定|检测|鉴定)[^,。;]{0,10}(?:质量问题|质量有问题|瑕疵|故障|次品"
    r"|缺陷)(?![^。;]{0,12}[吗?])|\bconfirmed (?:a |the |as )?(?:defect|fault)"
)
_SUPPOSED = Pattern(r"如果|若|要是|的话|是否|\bif\b|\bonce\b")


def established_cause(context: Context) -> Cause:
    """The facts first; else what an agent has confirmed; else what the customer says that needs no checking.

    A fault that only the customer states stays `unknown`, also beside a reason of the customer's own.
    """
    if context.facts.cause != "unknown":
        return context.facts.cause
    for turn in context.turns:
        if turn.role == "agent":
            said = fold(turn.text).text
            if _WE_ERRED.search(said) and not _SUPPOSED.search(said):
                return "seller_fault"
            if _WE_FOUND.search(said) and not _SUPPOSED.search(said):
                return "quality"
    customer = fold(context.customer_text).text
    return "customer" if _OWN_REASON.search(customer) and not _FAULT.search(customer) else "unknown"


_SEEN = Pattern(
    r"照片|图片|[发传]的图|视频|影片|检测|质检|送检|[看见]了|看过|寄回的|\b(?:photos?|pictures?|video|tested|inspected)\b"
)
_BORNE_OUT = Pattern(
    r"(?:确实|的确|确认|核实|证实|果然)[^,。;?]{0,8}(?:质量|品质|瑕疵|故障|缺陷|毛病|坏|裂|漏|破|断|碎|开胶|掉色|变形)"
    r"|\b(?:is|are) (?:indeed|clearly|definitely) (?:faulty|broken|defective|cracked|damaged)"
)


def borne_out(reply: str) -> Cause:
    """The cause that people say they have checked in the folded reply itself: 照片收到了，确实是质量问题."""
    if _SEEN.search(reply) and _BORNE_OUT.search(reply) and not _SUPPOSED.search(reply):
        return "quality"
    return "unknown"
