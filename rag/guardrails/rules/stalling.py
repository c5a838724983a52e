"""Please wait patiently, and nothing else: the customer learns neither what is being done nor until when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.domain import Turn
from rag.guardrails.manners import OUR_STEP, TIME
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Pattern, fold

_WAIT = Pattern(
    r"耐心|稍安勿躁|静候|[再多慢继先]续?[慢多]?等|安心等|等(?:等|着|待|候|一等|多)|(?<=就)等"
    r"|\b(?:please (?:just )?wait|just wait|be (?:more |a (?:little|bit) )?patient|patien(?:ce|tly)|bear with"
    r"|keep waiting|wait a (?:few|little|bit|while)|continue to wait|hang (?:in|on))"
)
_HOLD = Pattern(
    r"(?:稍|请|麻烦您?|麻烦你|您|唔该)(?:先)?(?:等等|等候)(?=一?下|片刻|$|[,。!~ ]|哦|哈|我)"
    r"|(?:查|看|核实|核对|查询|帮您)[^。!?\n]{0,6}等"
    r"|\bwhile (?:i|we)\b"
)
"""One moment, while we look: holding the line is no stalling."""
_TROUBLE = Pattern(
    r"退|换货|返款|回电|回话|说好|答应|反[映馈]|到[账帐]|退[^,]{0,4}钱|钱[^,]{0,6}(?:退|到)|发货|出货|寄出"
    r"|没[^,]{0,4}[到发动退送寄收更]|未[到发收退]|还[没未]|尽快|快[点些]|[着好很]急|几时|几多日|什么时候|啥时候"
    r"|何时"
    r"|多久|几天|多少天|多长时间|哪天|催|[太好很么这]慢|物流|快递|包裹|单号|配送|派送|送到|送达|投诉|差评|举报"
    r"|维修|售后|处理|审核|补发|补货|答复|回复|怎么还|迟|延误|等了|取件"
    r"|赔|坏|破|漏|少[了发]|错|丢|不动|没人|骗|维权|12315|安装|发票|结果|优惠券|积分|返现"
    r"|\b(?:refund|money back|ship\w*|dispatch\w*|deliver\w*|parcel|package|track\w*|late|delay\w*|still|when"
    r"|how long|where|waiting|complain\w*"
    r"|replacement|return|broken|damaged|missing|wrong|credit)\b"
)
_FILLER = Pattern(
    r"亲爱[的哒滴]|尊敬的|客户|顾客|客官|宝贝|先生|女士|小姐|亲+|[您你妳]+好?"
    r"|请问[^,。!?\n]*(?:帮|需要|问题|咨询)[^,。!?\n]*|还有(?:其他|其它|什么|别的)[^,。!?\n]*"
    r"|祝[您你妳亲][^。!?\n]*|生活愉快|再见"
    r"|(?:欢迎|期待)[^,。!?\n]*|很高兴[^。!?\n]*"
    r"|对[^,。!?\n]{1,6}的(?:支持|信任|理解)"
    r"|反[映馈]的?|(?:已经?|都)?(?:收到|知悉)了?|大家|各位|嘅|之后|唔該"
    r"|\[[^\[\]x]{1,6}\]|#e-s\S*|造成(?:[您你]的?)?(?:不便|困扰)|敬请"
    r"|[给为对][您你妳](?:带来|添|造成)[^,。!?\n]{0,4}(?:不便|麻烦|困扰)|带来(?:的)?不便"
    r"|(?:添|给您)?麻烦[您你]?了?|久等"
    r"|耐心|稍安勿躁|静候佳音|静候|等[待候等着]*|(?:一|几|两|[一二三]两|些)(?:下|会儿?|阵子?|段时间|点时间|天"
    r"|日)|片刻|时间|流程|过程|一定的?|一些|一点"
    r"|(?:会|已|将|正)*(?:尽[快早力量]|第一时间|加[快紧急]|抓紧|努力|优先)(?:的|地)?(?:[给帮为]您"
    r"|[给帮为]你)?(?:处理|解决|安排|发货|发出|寄出|出货|配送|派送|送达|送到|退款|到账|跟进|核实)*"
    r"|(?:正在|还在|已经?在|在|会|需要|等待?)*(?:处理|走流程|排队)(?:中|当中|的)*"
    r"|(?:一定|肯定|都|就|总|是)*会(?:到账?|发货?|退款?|处理|好|解决|有|给|送到?|有结果|收到)的"
    r"|(?:应该|很|马上|就)*快(?:了|好|到|就好|就会|的话)*"
    r"|(?:后续|最终|审核|处理|退款|发货|配送|回复|到账)*(?:结果|通知|消息|回复|答复|审核|配送|派送)"
    r"|退[款货]|换货|物流|快递|包裹|订单|发货|到账|送货|问题|事情?|情况|这种|商品|宝贝|钱|售后|投诉|申请|单子|补发"
    r"|(?:非常|十分|真的|真是|实在|特别|深感|万分|深表|很)*(?:抱歉|不好意思|对不起|对唔住|唔好意思|歉意|sorry)"
    r"|(?:请|敬请|还?望|希望|多多|多|能|予以|给予)*(?:谅解|见谅|理解|包涵|体谅|原谅|海涵|配合|支持)"
    r"|(?:完全|非常|很|十分|特别|能|都)*(?:理解|明白|体谅|懂|知道|了解)[您你]?的?(?:心情|感受|焦急|着急|难处)?"
    r"|(?:心情|着急|焦急|生气)|(?:不用|不要|先?别|无须|唔使|唔好)(?:太|着|过于|再)?(?:急|担心|心急|生气"
    r"|催)(?:了|躁)*|放心"
    r"|感谢|谢谢|多谢|唔该|辛苦|麻烦|拜托|恳请|烦请|劳烦|建议|实在|希望|需要|只能|只有|唯有|可以|暂时|目前|现在"
    r"|我们?|我哋|咱们?|这边|这个|那边|小妹|妹子|小二|客服|都|也|还|再|在|先|就|多|请|是|要|得|会|将|给|帮|为"
    r"|那|把|与|和|继续|慢慢|安心|一直"
    r"|好[的吧]?|对|嗯+|哦+|呢|哈|呀|啊|啦|吧|噢|喔|哟|的|了|哒|嘛|咯|么|呗|囉|啰|喇|嘅|㗎|耶|诶|滴|地|即可"
    r"|就行|就好|没事|没办法|没问题"
)
"""What tells the customer nothing: greeting, sorrow, thanks, the request to wait itself, soon, in process."""
_PRAISE = Pattern(r"[^,。!?\n ]{0,12}(?:评价|好评)[^,。!?\n]*")
_FILLER_EN = Pattern(
    r"\b(?:hi|hello|dear|customer|sir|madam|please|kindly|just|wait\w*|patien\w*|be|a|an|the|little|bit|few"
    r"|more|while|longer|bear|with|us|me|we|i|you|your|our|for|and|to|of|is|are|am|will|it|in"
    r"|as|soon|possible|apolog\w*|sorry|very|so|really|inconvenience|delay|any|this|that|thank|thanks"
    r"|appreciate|understand\w*|understanding|frustrat\w*|being|processed|process|processing|on|its|it's"
    r"|refund|order|parcel|package|delivery|time|takes|take|some|best|regards|hang|there|continue|keep|can|only"
    r"|ask|must|have|has|i'm|we're|we'll|all|do|at|moment|currently|still|case|issue|matter|shortly)\b"
)
_LEFT = re.compile(r"[㐀-鿿\d]|[a-z]{2,}|\[")
_THANKS = Pattern(
    r"^(?:[好行嗯恩哦噢可以的吧了呢啊,。!~ ]|ok|okay|haode|谢谢|谢了|多谢|感谢|麻烦[您你]?|辛苦|知道|明白|收到"
    r"|没事|thanks?|thank you|great|fine|sure)+$"
)
_THANKED = Pattern(r"(?:感谢|谢谢|多谢)[^,。!?]{0,5}等|\b(?:thank|appreciate)\b")
"""Thanks for waiting: by itself no request to wait on."""
_RECENT = 6
"""Turns back in which the matter of a wait is looked for."""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """The request to wait, where the reply holds nothing else and the customer waits for something of ours."""
    text = reading.folded.text
    if "等" not in text and "耐" not in text and "静候" not in text and "安勿" not in text and not _english(text):
        return
    match = _WAIT.search(text)
    if match is None or _HOLD.search(text) or not _nothing_else(text):
        return
    if not _waits(text, context.turns):
        return
    clause = next(clause for clause in reading.clauses if clause.end > match.start())
    yield Violation(clause.start, clause.end, suggestion=_suggestion(reading, context))


def _english(text: str) -> bool:
    return "wait" in text or "patien" in text or "bear with" in text or "hang " in text


def _nothing_else(text: str) -> bool:
    """Whether nothing is left once all that tells nothing is taken away: up to two characters may remain."""
    left = 0
    for stretch in _between(_FILLER, _PRAISE.sub(" ", text) if "评" in text else text):
        left += sum(1 if len(piece) == 1 else 2 for piece in _LEFT.findall(_FILLER_EN.sub(" ", stretch)))
        if left > 2:
            return False
    return True


def _between(pattern: Pattern, text: str) -> Iterator[str]:
    """The stretches of a text between the matches of a pattern, one by one: the first may say enough."""
    at = 0
    for match in pattern.finditer(text):
        yield text[at : match.start()]
        at = match.end()
    yield text[at:]


def _waits(text: str, turns: tuple[Turn, ...]) -> bool:
    """Whether something of ours is awaited, and the customer has not just thanked us for the answer."""
    said = [turn.text for turn in turns[-_RECENT:] if turn.role == "customer"]
    if not said:
        return _THANKED.search(text) is None
    last = fold(said[-1]).text.strip()
    if len(turns) > 1 and (_THANKS.search(last) or (_answered(turns) and not _TROUBLE.search(last))):
        return False
    return _TROUBLE.search(text) is not None or any(_TROUBLE.search(fold(one).text) for one in said)


def _answered(turns: tuple[Turn, ...]) -> bool:
    """Whether our message before the customer's last one told a time or a step of ours."""
    ours = next((fold(turn.text).text for turn in reversed(turns) if turn.role == "agent"), "")
    return TIME.search(ours) is not None or OUR_STEP.search(ours) is not None


def _suggestion(reading: Reading, context: Context) -> str:
    about = reading.folded.text + fold(context.customer_text[-200:]).text
    refund = re.search(r"退款|退钱|到账|refund|money", about) is not None
    if reading.language == "en":
        return f"I am checking {'your refund' if refund else 'this'} now and will tell you what I find"
    return f"我马上为您核实{'退款到了哪一步' if refund else '进度'}，查到后第一时间告诉您"


RULE = Rule(
    id="stalling",
    level="warning",
    summary="退款、延误、投诉里不能只说“请耐心等待”",
    message="只请客户等待，没有说在做什么、到什么时候、为什么：请写上我们的动作、时间或原因。",
    message_en="Only asks the customer to wait: say what we are doing, until when, or why.",
    source=("003", "000"),
    check=check,
    good=(
        Example("您好，请稍等，我马上查一下物流。", asked="怎么还没到"),
        Example("退款今天已经通过审核，银行处理要1到3个工作日，请您耐心等待。", asked="退款什么时候到"),
        Example("我已经帮您催了快递，请您再耐心等一下。", asked="快递太慢了"),
        Example("最近大雪封路，干线车走得慢，请您耐心等待。", asked="物流怎么不动了"),
        Example("财务正在核对退回的货款，请耐心等待。", asked="退款还没到"),
        Example("亲，辛苦稍等一下哦，正在为您查询。", asked="我的退款呢"),
        Example("請稍候，我這就幫您查退款進度。", asked="退款怎麼還沒下來"),
        Example("師傅正在趕工，預計週四寄出，請您耐心等候。", asked="什麼時候出貨"),
        Example("唔該等等，我即刻幫你睇下件貨去到邊。", asked="件貨去咗邊"),
        Example("Please bear with me for a moment while I check the tracking.", asked="Where is my parcel?"),
        Example(
            "Your refund was approved this morning; banks need 3 days, so please be patient.",
            asked="Where is my refund?",
        ),
    ),
    bad=(
        Example("请您耐心等待。", asked="退款什么时候到账"),
        Example("亲亲，还请您耐心等待一下哦，给您带来不便非常抱歉", asked="都五天了还没发货"),
        Example("退款处理中，请耐心等待", asked="钱怎么还没退"),
        Example("您再等等吧", asked="物流三天没动了"),
        Example("非常理解您的心情，我们会尽快处理，请您稍安勿躁。", asked="我要投诉你们"),
        Example("耐心等就好了呀会到的", asked="快递怎么这么慢"),
        Example("不好意思，請您再耐心等候喔。", asked="退款多久會好"),
        Example("請您耐心等待，謝謝您的體諒。", asked="怎麼還沒出貨"),
        Example("唔好意思，請你耐心等多陣。", asked="幾時退錢"),
        Example("Please be patient, we apologise for the inconvenience.", asked="Where is my refund?"),
        Example("Please wait. Thank you for your understanding.", asked="My parcel is two weeks late"),
    ),
)
