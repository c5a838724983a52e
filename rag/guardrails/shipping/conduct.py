"""What a reply does about a return besides naming payers: agrees to it, has the goods sent back, refuses it."""

from __future__ import annotations

import re

from rag.guardrails.reading import Reading
from rag.guardrails.shipping.words import COST, about_purchase
from rag.text import Clause, Pattern, Span

_SEND_BACK = Pattern(
    r"(?:寄|发|退)(?:到|至|去|往|回|给|来|嚟)?[^,您你后天]{0,8}(?:[号南北东西中]仓|仓(?![库储])|[^,您你后天金车]库|厂里?|工厂|维修部|药房|总部|中心|原地址|我(?:这儿?|这里|这边|家|店)|俺这|咱这)(?!发|寄|出|给[您你]|[有没])|(?<!补)寄(?:回|还|返|过来|往(?!哪)|至|到(?!了|您|你|付|哪|什么)|来(?!的|了)|走|给我们|件到)"
    r"|(?<!原路)(?<!原返)退(?:回(?!到|至|您|原|款|给您|应|的|单号|运单|路上|途中|中)|返(?!回?给))|发回"
    r"|(?<!配)送回(?![应复])|回寄|发(?:到|给)我们|交寄|寄出后[^,]{0,4}填"
    r"|(?:交给|送到|放到?(?!行)|拿到|送去|丢|扔|投)[^,]{0,6}(?:驿站|快递员|小哥|网点|顺丰|超商|物流)"
    r"|(?:请|您|麻烦|网点|超商|便利店|站|门市|快递)[^,]{0,12}寄出(?!去?给|后|时)"
    r"|(?:站|网点|门市|超商|便利店|邮局|驿站)(?:寄|交)|快递(?:到|给|回)我们|寄付(?=$|[哦吧呢哈])"
    r"|(?<!们)寄好(?=后|了|告诉|跟|把|$)|(?:到|去|至|找)[^,]{0,10}寄[件货]|寄出?(?=一下|就[行好可]|即可)"
    r"|(?:发|寄|送|交)[^,您你后天]{0,6}(?:到|至|往|给|去)[^,您你]{0,8}(?:仓库?|库房|工厂|厂家|店里|我们|售后|维修"
    r"|总部|门市)"
    r"|(?:退货|退换|换货|售后|寄件)地址(?:如下|在这|是|为|就|$)"
    r"|\b(?:send|mail|ship|post|pop|return|drop|courier|get|bring)\b[^.;?]{0,40}?\b(?:back|to us|in the (?:mail"
    r"|post)|over to us|to (?:our|the) (?:\w+ )?(?:warehouse|address|cent(?:re|er)|depot|store|shop|hub)"
    r"|over)\b|\breturn (?:it|them|the \w+)(?: \w+)? to\b|\bdrop (?:it|them|the \w+) (?:off|at|in)\b"
    r"|\baddress[^.;?]{0,20}\bto return\b"
)
_TELLS = Pattern(
    r"请|您|你|麻烦|直接|可以|需要|先|把|将|第[一二三四]步|烦|劳|即管|安排|附近|之后|后请|吧"
    r"|就(?:行|可以|好|退|换|给|帮)|选|填|点|用|自行|即可|拎|按|走(?=$)"
)
_NO_SENDING = Pattern(
    r"^(?:是|正在|已经?|这边|我们|会|需要)[^,]{0,4}把[您你][^,]{0,6}(?:送|寄|发|退)|(?:寄|退)(?:回|返|货)?(?:来|去)?的话|(?:不(?:用|必|需要?|要|能)|无需|无须|毋须|唔(?:使|好)|别|勿|先别"
    r"|免)[^,]{0,8}(?:寄|退|发|送)"
    r"|已(?:经)?[^,]{0,3}(?:寄|退|收)|收到(?:您|你)?(?:寄|退)?|寄(?:给|出给)(?:您|你)"
    r"|(?:给|为|帮)(?:您|你)[^,]{0,4}(?:重新)?(?:寄|发|补)(?!回)"
    r"|(?:您|你)(?:之前|已)?(?:寄|退|发)(?:回|来|返)(?:来|嚟)?(?:的|嘅|了)|补寄|会退回|等待?[^,→>]{0,8}退"
    r"|(?:商品|货物|包裹|货)退回|退往|没有?退回|原路|寄(?:出|了)(?:了|的)"
    r"|(?:寄|退|发|送)(?:出|回|返|来)?(?:了)?(?:吗|么|没|沒)|包装寄|今[天晚日][^,]{0,3}寄(?!回)"
    r"|(?:仓库|我们|系统)[^,]{0,4}(?:退|寄)(?:回|出)"
    r"|\b(?:no need|needn't|don't|do not|doesn't|without|we(?:'ll|'ve| will| have)?)\b[^.;]{0,20}\b(?:send|mail"
    r"|ship|return|post|get|bring)\b|\b(?:get|write|come|report|be) back to (?:us|you)|\bgets? back to"
)
_AGREES = Pattern(
    r"(?:可以|能(?!不)|随时|支持|同意|接受|给您|帮您|为您|给你|帮你|马上|这就|帮您|欢迎|安排|办理?|处理|受理"
    r"|批准|通过)[^,]{0,8}?(?:退(?:货|换|掉|单)|退(?=$|[的哦呢哈吧啦了,~!呀喔啊到])|换(?!算|开))"
    r"|(?:退|换)(?:货|换)?[^,]{0,6}?(?:没问题|没有?问题|可以|支持|冇问题|到(?=$)|得(?=$|啦)|都得|行的?(?=$)|ok"
    r"|能)|退退|(?:申请|退单|单)[^,]{0,8}(?:通过|同意|批了|已提交|受理|审核好|好了)"
    r"|(?:^|[^不])可(?:予|给)?退[可还]|可予退|想退就退|(?<!不)可退(?=$|可换|的|[哒哦])|批咗(?:喇|退)|退(?:货|换)[^,不没]{0,4}(?:同意|通过|批准|受理)|退货入口|支持[^,]{0,6}无理由|退款秒到"
    r"|(?:没问题|可以的|好的|冇问题|当然|收到).{0,12}(?:退|换)|(?:申请|点选?|点击|提交)[^,]{0,6}退(?:货|换)"
    r"|收到(?:货|会|后)?[^,]{0,10}退款|就(?:给|帮)您(?:办|弄|处理)"
    r"|\b(?:you (?:can|may|could|are welcome to|'re welcome to)|happy to|glad to|we(?:'ll| will| can)"
    r"|go ahead and|feel free to|of course)\b[^.;?]{0,40}\b(?:return|exchang|refund|send|swap|take (?:it"
    r"|them) back)\w*"
    r"|\b(?:returns?|exchanges?) (?:is|are) (?:fine|ok|okay|accepted|possible|no problem|no issue|approved)"
    r"|\b(?:we )?(?:do )?accept (?:returns?|exchanges?)"
    r"|\breturn (?:has been |is )?(?:approved|accepted|authori[sz]ed)"
)
_REFUSED = (
    r"(?:不兴|不带|没得|不|无法|没法|没办法|恕|概不|不予|难以|唔|冇得|冇办法|未能|拒绝|谢绝|拒)(?:能|可以?|支持"
    r"|接[受收]|收"
    r"|提供|再|给您?|予|会|让|设|含|办|俾|得|是|受理|办理|安排|同意|允许|享受|做|退|在|属于|符合|为您|帮您|符|合|得|了"
    r"|件){0,5}(?:无理由)?(?:退(?!休|色|热|而|还运|运|邮|来回|往返|首|差)|换(?!言|句|算))(?:货|换|款)?(?!运费"
    r"|邮费)|(?:退|换)(?:货|换)?(?:就)?(?:唔得|免谈|甭想|不成)|(?:退|换)(?:货|换)?(?:是)?(?:不(?:了|到|成|行|可以|能(?=$))|唔(?:到|得)|冇得)"
    r"|(?:概|一律|恕|均|都)不(?:能|可|予|接受|办理)?退|只换不退"
    r"|退(?:货|换|款)?(?:就|这|的|是|这边)?(?:不办|办不了|不处理|处理不了|不给|免了|就算了)"
    r"|(?:不在|超出|不属于|不符合|过了)[^,]{0,6}(?:退换|退货|售后)[^,]{0,4}(?:范围|条件|期)"
    r"|(?:退货|退换|换货|退款|退)(?:的?部分|这一?块|的事|这块|申请|通道|入口|服务|要求|请求|的话|就|是|我们|这边|本店|店里|暂时|目前"
    r"|也|都|一律)*"
    r"(?:不予|不能|不|无法|没法|没办法|未能|暂不|恕不|难以)(?:会|能|再|给|可以?|予|做|是)*(?:开放|通过|受理|办理"
    r"|支持|接受|考虑|提供|安排|同意|批准|处理)"
    r"|帮不(?:了|到|上)(?:您|你)|爱莫能助|没有?(?:提供)?退(?:货|换)(?:这|服务|业务|政策|的)"
    r"|(?:退货|退换|换货|退款)(?:通道|入口|渠道|名额|权限|服务|功能)[^,]{0,4}(?:关闭|关了|没有|已满|停止|结束)"
    r"|(?:唔|不)(?:会|再)?收(?:返|回)|(?:就)?别(?:再)?退(?:了|货|换)|就(?:不|别)(?:退|换)了|离柜[^,]{0,6}不"
    r"|\b(?:can(?:'t|not| not)|won't|will not|unable to|not able to|don't|do not|doesn't|refuse to|decline to"
    r"|never|no longer|stopped)\b[^.;,]{0,30}\b(?:return|refund|exchang"
    r"|take (?:[^,.;]{0,24} )?back)\w*(?! (?:shipping|postage|the (?:shipping|postage)))"
    r"|\b(?:non-?(?:returnable|refundable)|(?:isn't|not|aren't) (?:returnable|refundable"
    r"|eligible for (?:a )?(?:return|refund))|(?:no|not) (?:returns?|refunds?|exchanges?)\b(?! (?:postage"
    r"|shipping))|(?:instead of|rather than) (?:a |the |your )?(?:return|refund|exchang)|final sale"
    r"|all sales are final|returns? (?:is|are|was|were|has been|have been)(?:n't| not)|nothing (?:more )?(?:we"
    r"|i) can do)"
)
_REFUSES = Pattern(_REFUSED)
_NOT_REFUSING = Pattern(
    r"不(?:用|必|需要?|要)[^,]{0,4}(?:退|换|寄)|退[款钱](?:但|而)?不(?:用|需|必)?[退寄]|无需退"
    r"|(?:运费|邮费|邮资|快递费|宅配费|速递费)[^,]{0,6}不退|不退(?:还)?(?:运|邮|快|首|来回)|不影响"
    r"|不(?:能|可以?|支持)?退的(?:部分|只?是)"
    r"|(?:不会|不能|没有|不可能|冇)[^,]{0,3}不(?:给|让)?[^,]{0,3}(?:退|换)|如果|的话|若|要是"
    r"|退(?:换)?不了(?:解|解)|\bno need to\b"
    r"|\byou (?:don't|do not|needn't|won't) (?:have to |need to )?(?:return|send)|\bdon't (?:worry|need)"
    r"|(?<!even )\bif\b"
)
_INSTEAD = Pattern(
    r"(?:只能|仅能|仅可|最多|只可以|只提供|仅提供|仅支持|只支持|建议您?|给您|为您|帮您|安排|可以|免费|提供|我们"
    r"|先)[^,]{0,10}(?:维修|返修|修理|检修|修(?=一下|好|$)|送修|帮(?:您|你)整|整(?=$|好|返)|代金券|优惠券"
    r"|现金券|抵用券|购物金|红包|积分|折价券|礼券|补偿|补贴|折扣)"
    r"|(?:送|补|给|赔|发)(?:您|你)[^,]{0,10}(?:券|红包|积分|优惠|购物金|代金)|(?:将就|凑合)着?[用穿戴]"
    r"|用[^,]{0,6}(?:券|红包|积分|优惠)[^,]{0,3}(?:补偿|抵|补)"
    r"|\b(?:repair|fix|mend|voucher|coupon|store credit|discount code|gift card|spare part)\w*\b"
)
_MADE_GOOD = Pattern(
    r"退(?!休|色|货?[太挺也]?(?:麻烦|折腾))|换(?!算|句)|补(?:发|寄)|重(?:发|寄)|全额|取回|收回"
    r"|\b(?:refund|replac|exchang|return|new one|resend|reship|swap|money back)"
)
_COLLECT = Pattern(
    r"寄(?:货)?到付(?!自)|提付|找收(?:件|货)(?:人|方)?[^,]{0,3}[要收]钱|收(?:件|货)(?:人|方)?(?:来"
    r"|那边)?(?:给钱|结(?:算|账)?|掏钱?|出钱|买单)|货到(?:了)?[^,]{0,6}(?:我们|我|俺)[^,]{0,3}(?:给钱|付"
    r"|结)|\bbill (?:the )?recipient|(?<!货)到付(?!款)|货到付款(?:的方式)?(?:寄|发)(?:回|过来|给我们)"
    r"|货到(?:再)?付(?:运|邮|快)"
    r"|(?:收件|收货|收方|对方|收)(?:人|方)?(?:来)?(?:付(?:款|费|钱)?|支付)"
    r"|[运邮递]费[^,]{0,3}货到付款|\b(?:freight|shipping|postage|charges?) collect\b"
    r"|\bcollect (?:shipping|freight|postage)"
    r"|\b(?:ship|send|mail|post)\w*[^.;]{0,24}\bcollect\b(?! (?:it|your))|\bcollect on delivery\b"
    r"|\bcash on delivery\b|\bpostage due\b|\bc\.?o\.?d\b"
    r"|\b(?:recipient|receiver|addressee)[- ](?:pays|to pay)\b"
    r"|\b(?:paid|billed|charged|payable)\b[^.;]{0,12}\b(?:by|to) (?:the )?(?:recipient|receiver|addressee"
    r"|our account)"
)
_NO_COLLECT = Pattern(
    r"(?:不(?!用)|拒|请勿|勿|别|谢绝|无法|唔|禁|莫|未|没|冇|非|避免)[^,]{0,8}到付"
    r"|到付[^,]{0,14}(?:不|拒|无法|会退回|退回给|退件|唔|冇|改|收不|被退)"
    r"|(?:您|你|客人)[^,]{0,6}(?:寄|用|发|选)?(?:了|的|嘅)到付|到付自理|签收时|派件|收货时"
    r"|\b(?:not|\w+n't|no|never|cannot|refuse\w*|reject\w*|without|instead of|avoid"
    r"|unable)\b[^.;]{0,50}(?:collect|cash on delivery|c\.?o\.?d|due|recipient|receiver|addressee)"
    r"|(?:collect|c\.?o\.?d|due)\b[^.;]{0,30}\b(?:not|\w+n't|refuse|reject|returned)"
)
_INVOICE = Pattern(
    r"(?:寄|开|邮)[^,。]{0,6}(?:发票|专票|增票)"
    r"|(?<!连同)(?<![和跟与及])(?:发票|专票|增票)[^,。]{0,12}(?:寄|邮|退)|换开|抬头|税号"
)
_BACK_ALREADY = Pattern(
    r"(?:收到|签收)(?:了)?(?:您|你)?(?:寄|退)(?:回|返|来)"
    r"|(?:已经?|刚)(?:收到|签收)[^,。;]{0,6}(?:退货|退件|包裹)"
    r"|在?(?:退回|寄回|返回|送回)(?:来)?的?(?:路上|途中)|\b(?:received|got) your (?:return|parcel)"
    r"|\breturn (?:has )?arrived"
)
_MAY_RETURN = Pattern(r"(?:可以|能|支持|同意)(?:给您|帮您|为您)?退(?!款|钱|还|费)")
_GOODS = Pattern(r"退货|退换|换|(?:商品|东西|货)[^,]{0,4}退|\breturn|\bexchang|\bback\b")
_ASKS = Pattern(
    r"(?:吗|么|没|嘛|哪里|原因|为什么|怎么)$|(?:哪|什么|怎么|多少)[^,]{0,8}呢$|什么原因|是不是|有没有|能不能"
)


_REQUESTS = Pattern(
    r"\b(?:could|can|would|will) you\b|\bplease\b|(?:麻烦|请)[您你]?[^,]{0,12}(?:可以|好|行)[吗么]$"
)


def sends_back(reading: Reading) -> Span | None:
    """Where the reply tells the customer to send the goods back."""
    text = reading.folded.text
    if _INVOICE.search(text):
        return None
    for index, clause in enumerate(reading.clauses):
        match = _SEND_BACK.search(clause.text)
        if match is None or _NO_SENDING.search(clause.text) or about_purchase(clause.text) or _asks(text, clause):
            continue
        if (
            match.group()[0].isascii()
            or "地址" in match.group()
            or match.group() == clause.text
            or _TELLS.search(_around(reading, index))
        ):
            return clause.start, clause.end
    return None


def _of_postage(reading: Reading, index: int, match: re.Match[str]) -> bool:
    """首次运费不予退还: what is refused is the postage, not the goods."""
    text = reading.clauses[index].text
    if COST.search(text, 0, match.end()):
        return True
    if _GOODS.search(text):
        return False
    before = reading.clauses[max(0, index - 2) : index]
    sentence = reading.clauses[index].sentence
    return any(clause.sentence == sentence and COST.search(clause.text) for clause in before)


def agrees(reading: Reading) -> Span | None:
    """Where the reply agrees to a return or exchange."""
    text = reading.folded.text
    if _BACK_ALREADY.search(text) and not _MAY_RETURN.search(text):
        return None
    for clause in reading.clauses:
        if _AGREES.search(clause.text) and not _REFUSES.search(clause.text) and not _asks(text, clause):
            return clause.start, clause.end
    return None


def refuses(reading: Reading) -> Span | None:
    """Where the reply refuses a return, or offers a repair or a voucher with no return, exchange or refund."""
    for index, clause in enumerate(reading.clauses):
        match = _REFUSES.search(clause.text)
        if match and not _NOT_REFUSING.search(clause.text) and not _of_postage(reading, index, match):
            return clause.start + match.start(), clause.start + match.end()
    if _MADE_GOOD.search(reading.folded.text):
        return None
    match = _INSTEAD.search(reading.folded.text)
    return match.span() if match else None


def collects(reading: Reading) -> Span | None:
    """Where the reply permits or asks for freight collect."""
    if not _COLLECT.search(reading.folded.text) or _INVOICE.search(reading.folded.text):
        return None
    for clause in reading.clauses:
        match = _COLLECT.search(clause.text)
        if match and not _NO_COLLECT.search(clause.text):
            return clause.start + match.start(), clause.start + match.end()
    return None


def _asks(text: str, clause: Clause) -> bool:
    if _REQUESTS.search(clause.text):
        return False
    return text[clause.end : clause.end + 1] == "?" or _ASKS.search(clause.text) is not None


def _around(reading: Reading, index: int) -> str:
    """A clause with its neighbours in the sentence: 请 or 您 may stand a clause or two before the sending."""
    nearby = reading.clauses[max(0, index - 3) : index + 3]
    return "".join(clause.text for clause in nearby if clause.sentence == reading.clauses[index].sentence)
