"""When words that name a payer are about the shipping of a return, though their own clause may not say so."""

from __future__ import annotations

from rag.guardrails.shipping.payers import Statement
from rag.guardrails.shipping.words import COST, INSURANCE
from rag.text import Pattern, has_han

ASKED_COST = Pattern(rf"(?:{COST.source}|费用|扣钱|收费|要钱|免费|花钱)")
_INSURED = Pattern(
    r"赔|补偿|报|出(?!示|具)|理(?!解)|申请|承担|附[了有带]|生效|赠|送|含|有|带|包|支付|付|退|到账"
    r"|\b(?:cover|pay|refund|reimburse|includ|come|has|have|compensat)\w*"
)
_UNINSURED = Pattern(
    r"保险[^,]{0,4}不(?:会|能|给)?(?:赔|退|承担|管|报)"
    r"|(?:没有?|无|未|冇|不)[^,]{0,6}(?:运费|退货)?(?:保?险|投保|退换无忧)"
    r"|\b(?:no|not|without|\w+n't)\b[^,;]{0,24}insur"
)
CARRIAGE = Pattern(
    r"(?<![发叫查催寄走用约选喊到等收])(?:(?:快递|物流|顺丰|宅配)(?!到付)|寄[回来去出]|退回(?=[的那])|拉[回走]|回来|[去来送]的|载回)(?!公司|单|员|小哥|网点|点|站|信息|显示|号|人|师傅|状态|更新|正常|方)"
    r"[^,]{0,8}?(?:(?:[我您你咱俺厂店公平恁侬][^,]{0,5}|自己[^,]{0,4}|归|由|自|不)(?:[出付掏担承负搭兜包贴揽扛吃认管拿清结缴背摸供支偿拨报]|不(?:再|会)?[追收]|算[我您你])|算[我您你咱店厂])"
)
"""Carriage that is not called a cost: 物流我们结 · 寄回算我们."""
GOODS_MONEY = Pattern(
    r"(?<!连同)(?<!连)(?<![和跟与随])(?:货款|商品款|款项)|退款(?!时|后|一[起并]|里|的同时)|金额|钱款|全款|货钱|本金|商品款"
    r"|余款|余额退|剩下的|剩余|其余"
    r"|余下|全额(?!补|报|返|给)"
    r"|(?<!with the )(?<!with your )\bpurchase price\b|\bfull (?:price|amount|refund)\b"
)
CLOSE = Pattern(
    r"^.{0,12}(?:postage|shipping|freight|运费|邮费|快递费)[^,]{0,12}(?:included|too|as well|在内|一样|也是"
    r"|也算)|^(?:包括|包含|含|连同?)[^,]{0,4}(?:运费|邮费|快递费)"
    r"|^(?:那|这|也就|即)是?[^,]{0,6}(?:运费|邮费|快递费)|^that's the [^,]{0,16}(?:postage|shipping)"
    r"|^(?:there and back|(?:in )?both (?:ways|directions)|each way)$"
    r"|^(?:两[趟程头边次]|来回|往返|双程)(?:都|全|均|也)*(?:算|是|要|包括|在内|一样|付|出)?[的哦哈呢]*$"
)
OTHER_LEG = Pattern(
    r"(?:其[他它余]|别|剩下?)(?:的|那)?(?:运费|邮费|费用|钱|一?[程趟])?(?=[都也全就不我由店您]|$)"
    r"|另(?:外)?(?:那|一)[程趟段]|\b(?:everything|anything|nothing) else\b"
    r"|\bthe (?:rest|other (?:way|leg|direction))\b"
)
"""What is left when the customer's leg has been named: 寄回的您付, 其他不用您出."""
PAYS_IT_BACK = Pattern(r"\b(?:pay (?:it|this|that) back|repay (?:it|this|that|you)|reimburse)")
PAID_OUT = Pattern(
    r"(?:我们|我哋|我|咱们?|店里|[您你])(?:自己)?[出包付俾掏](?:晒|了|的|吧|啦|哦|哈|呢)*$|^钱[都也就]|[埋买]单"
    r"|找数"
    r"|[这那](?:\d+|[一二两三四五六七八九十]+)[元块蚊]|[这那]个?(?=[得要由您你我归算])|[这那呢](?:一?[笔份点个]"
    r"|几[块十]|些|部分)?(?:的)?(?:钱|费)"
    r"|[出付掏俾畀花收垫要](?:[您你一分毛个]|什么|任何|半)*钱|一[分毛蚊]|转(?:给)?[您你]|给[您你]报|报给?[您你]"
    r"|\breimburs"
)
AMOUNT = Pattern(
    r"[回寄件程](?:的)?\d+|[\d一二两三四五六七八九十百]+ ?(?:块|元|蚊|刀|镑|rmb)|[$€£¥￥]\d"
    r"|[\d一二两三四五六七八九十百]{2,}$|[出付掏俾花费]钱"
)
SENDS = Pattern(
    r"(?<!货)到付|退回|退货|退件|店到店|[门路来]收|[派有]车|[拉取运送]回|[寄发](?:回|来|过来|返)|\b(?:send|post"
    r"|mail|ship)\b"
)
GIVES_BACK = Pattern(r"[不退补返报赔转给免]|\b(?:no|not|back to you|refund)\b|n't")
TURNS_BACK = Pattern(r"退(?:货|换|掉|回来|的)|[能可予]退|换货|\breturns?\b")
SUMS = Pattern(r"合计|一共|总共|共计|加起来|合着|合起来|凑(?:成|一起|\d)|\b(?:in )?total\b|altogether")
"""A sum of what the clauses before have named: 收件 250、原送货 250, 合计 500 由您支付."""
FIGURES = Pattern(r"[\d元块蚊钱$€£¥￥十百]")
ALONE = Pattern(
    r"[免垫零包钱费先预元块蚊a-z]|0元|一[分毛]|自(?:己|行)?[付担理俾畀出掏搞包]|[转打返补][给回到您你返还]"
    r"|给[您你]|报|月结|[埋买]单|找数|挂|回邮"
    r"|标签|面单|取件|上门"
    r"|[收揽拉取]件|到府|寄付|(?:寄|送|发|退|收|取|单)[^,]{0,5}(?:的|程|趟|元|钱)|[出付包俾掏畀](?:晒|了|的|吧|啦"
    r"|哦|哈|呢|㗎|喇)*$|(?<=[出付担包])(?:寄|发|退)"
)
"""Words that can speak of a return's shipping by themselves: 免费取件, 垫付, 自费寄回, 转您."""
IT = Pattern(
    r"[它他]们?|保险|保司|理赔|出险|\b(?:it|they|the (?:policy|plan|insurer|cover))(?:'ll| will| would"
    r"| pays?| covers?| refunds?| reimburses?)\b|\bfrom (?:it|them)\b"
)
"""What may stand for an insurer named before."""
_BEARS = Pattern(r"[出付包俾畀掏担责理报给赔收扣垫a-z]")
_DECLINES = Pattern(r"报|(?:不需要?|不用|无需|不必|唔使|不会|不收|不扣|不出|不退)(?:的|哦|呢|哈|了|喔|啦)*$")
_CAUSE_FIRST = Pattern(r"质量|品质|瑕疵|我们的问题|个人|不喜欢|无理由|非")


LIKEWISE = Pattern(
    r"[也亦同](?:是|样|一样|如此|一并|这样|归|算)(?:的|了|哦|哈|呢|您|我们)*$|^(?:连同|加上|还有|以及)"
    r"|^(?:and )?(?:as|so) (?:will|do|does|is|are|would|must)\b|^(?:along with|plus|together with|as well as"
    r"|and likewise)\b"
)
_BARE, _BARE_EN = 6, 14
"""Characters of an answer that is nothing but the payer: 我们出的."""


def insures(text: str) -> bool:
    """运费险会赔 · 有运费险: the insurer is said to pay."""
    named = INSURANCE.search(text) is not None
    return named and _UNINSURED.search(text) is None and _INSURED.search(text) is not None


def _bare(text: str) -> bool:
    return len(text) <= (_BARE if has_han(text) else _BARE_EN)


def answering(text: str) -> bool:
    """Whether a clause may answer who pays: nothing but a payer, a case with one, or a refusal."""
    if _DECLINES.search(text):
        return True
    return _BEARS.search(text) is not None and (_bare(text) or _CAUSE_FIRST.search(text) is not None)


def answers(text: str, said: Statement) -> bool:
    """质量问题由我们承担 · 不报销的: an answer that leaves the shipping to the customer's question."""
    if said.manner in {"answer", "plain", "spared"} and _bare(text):
        return True
    if said.manner == "answer" or "报" in text[said.start : said.end]:
        return True
    return said.manner in {"plain", "spared"} and len(text) <= 24 and _CAUSE_FIRST.search(text) is not None
