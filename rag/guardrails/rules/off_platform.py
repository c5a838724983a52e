"""Whoever talks or pays outside the platform loses its records and its protection, and the shop its standing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Kinds, Pattern, has_han

# The channels, as people write and disguise them -------------------------------------------------------

_GAP = r"[\s.·•*_~\-/|、❤♥]{0,3}"
_MESSENGER = (
    rf"(?:[微薇威徽维溦]{_GAP}信(?!力)|[vw]{_GAP}信|(?<![a-z])(?:[vw]{_GAP}x|v❤|v♥|wei{_GAP}xin"
    rf"|we{_GAP}chat)(?![a-z])"
    rf"|绿泡泡|卫星号?|(?<![a-z])q{_GAP}q(?![a-z糖弹星音邮])|[扣抠叩]{{2}}|企鹅号?|[q秋]号|秋秋"
    r"|(?<![a-z])(?:line(?! ?pay)|telegram|tg|whats ?app|messenger|instagram|ig|skype|viber"
    r"|kakao(?:talk)?)(?![a-z])"
    r"|纸飞机|电报(?:群|号)|钉钉|脸书|陌陌)"
)
_NO_CONTACT = (
    r"(?!\s?(?:支付|付款?|钱包|零钱|余额|登[录入]|授权|绑定|账单|卡包|卡券|推送|通知|提醒|公众号|小程序|客户端"
    r"|版|步数"
    r"|消息|运动|读书|视频号|邮箱|扫一扫|退款?|交易|到账|分享|好友(?:分享|助力)|游戏|pay|渠道))"
)
_OURS = (
    r"(?:一?[个下]|我们?|咱们?|我家|您|你|的|本店|店[主长铺]|老板|主管|经理|客服|售后|同事|师傅|专属|私人|个人|企业"
    r"|官方|好友|群?主|为|和|跟|联系方式|号|[\s:,❤♥💚🐧])*"
)
_TALK = (
    r"(?:私?聊|说|谈|沟通|联[系络]|咨询|找[我客]|发[我给来过图照您视]|传|细说|讲|交流|对接|(?:语音"
    r"|视频)[我联聊说沟讲]|告诉|问"
    r"|处理|私我"
    r"|回复?我|下单|滴滴|敲我|戳我|加我|call|[揾搵]我|我(?=[哋吧哦啦呀哈,。!~]|$|一下|就行|即可))"
)
_WINDOW = r"(?:上|里|那边|这边|端|号)?[^,。;!?\n]{0,3}?"
_ID = r"(?:号码?|id|账号)?\s?(?:[是为:]|就是)?\s?(?=[a-z_-]*\d|[a-z_-]{6})[a-z0-9][a-z0-9_-]{4,19}"
_SELF = r"(?:给?我们?|咱|本店|我司|店主|老板|财务|客服|这[个张]|以下|下面|下方|如下|个人)"
_PURSE = r"(?:支付宝|zfb|微信|银行(?!打款)|私人|个人|网银|手机银行|atm|柜台)"
_MARKET = r"(?:微店|闲鱼|咸鱼|转转|朋友圈|拼多多|pdd|抖音|快手|小红书|另外?一[家个]店|其他平台|别的平台|独立站)"
_PLATFORM = r"(?:平台|淘宝|京东|天猫|拼多多|官方(?:渠道)?|虾皮|shopee)"

_CONTACT = Kinds(
    {
        "add": rf"(?:[加扫搜私留换推赖+➕]|添加|搜索|发|给|报|提供|交换){_OURS}{_MESSENGER}{_NO_CONTACT}",
        "disguised": rf"(?:[加私搜扫+➕]|添加){_OURS}(?:[v薇维](?![a-z0-9领型字脖形持护他])"
        rf"|微(?![信波店博调笑量软])|赖(?!账|皮))"
        r"|(?<![a-z0-9])v我(?![们行])|(?:我的?|客服的?|店长的?)[v薇](?:是|:|号|x|\s?[a-z0-9]{5})|(?<=的)赖(?:是"
        r"|:|id)",
        "go": rf"(?:到|去|上|转|移步|走|[采使]?用|通过|换|在|从){_OURS}{_MESSENGER}{_NO_CONTACT}{_WINDOW}{_TALK}",
        "there": rf"{_MESSENGER}{_WINDOW}(?:{_TALK}|同号|同手机)|手机号?(?:就是|同){_MESSENGER}",
        "id": rf"{_MESSENGER}{_ID}",
        "group": rf"(?:[加进入]|拉{_OURS}[进入]?|扫码进){_OURS}(?:[^,。;!?\n店平]{{0,6}})?群(?![众体芳居岛])",
        "private": rf"(?:私下|私底下|线下|场外|站外|平台(?:以|之)?外)的?(?:直接)?(?:联系|沟通|聊|谈|解决|处理"
        rf"|交易|加)"
        rf"|(?:绕[过开]|脱离|跳过|避开){_PLATFORM}|(?:不|别|甭|不用|不要|无需)(?:再?走|通过|经过"
        rf"|在){_PLATFORM}(?!发货|仓)",
    }
)
_PAYMENT = Kinds(
    {
        "transfer": rf"(?:{_PURSE}|私下|线下|私底下|直接|平台外)[^,。;!?\n]{{0,5}}(?:转[账钱给我您过到]|汇款"
        rf"|打款|打[给到]|付[给我]|红包)"
        rf"|[转打汇](?:账|款|钱|过来|[\d.]+元?)?(?:到|给|至)?{_SELF}(?:的|们)*(?:{_PURSE}|账[户号]|卡|[收付]款码"
        rf"|就|即|吧|,|。|$)"
        rf"|(?:钱|款|差价|[订定]金|邮费|尾款|货款|运费)[^,。;!?\n]{{0,4}}[转打汇付](?:到|给|至)?{_SELF}"
        rf"|(?:钱|款|差价|[订定]金|邮费|运费|补偿)[^,。;!?\n]{{0,8}}给[您你][转打汇](?:过去|款|账|钱)|(?:走|用"
        rf"|进)(?:我们?|老板|店里|的)*(?:私人|个人)(?:账[户号]|卡)"
        rf"|[加领]{_OURS}{_MESSENGER}[^。;!?\n]{{0,8}}红包|(?:微信|支付宝)(?:上|里)?(?:给您|给你)?(?:发"
        rf"|包)[^,。;!?\n]{{0,4}}红包",
        "code": r"收款(?:二维)?码|扫(?:一?下|描|我们?|这个|下[面方]|图[片中]|此|的"
        r"|上面)*(?:二维)?码(?:直接)?(?:付|支付|转|加|进|添加|下单)"
        r"|二维码[^。;!?\n]{0,10}(?:付[款钱完]?|转[账给]|支付|加[我微v])|扫一?下(?:就|直接|可以)*[付转]",
        "account": rf"(?:提供|发|留|给|报|告[诉知])(?:一?下|个|我们?|给|您|你|客服|的"
        rf"|,)*{_PURSE}(?:的)?(?:账[号户]|号码?|卡号?|收款|二维码|信息)"
        rf"|{_PURSE}(?:的)?(?:账[号户]|号码?|卡号?|收款码?|二维码)[^,。;!?\n]{{0,6}}(?:告[诉知]|发|给|报"
        rf"|留)(?:一?下|给)*我"
        r"|(?:卡号|账[号户]|户名)[^,。;!?\n\d]{0,8}\d[\d ]{11,22}",
        "elsewhere": rf"(?:去|到|上|来|移步|转到|搜索?|进)(?:我们?|咱们?|家|的"
        rf"|这边)*{_MARKET}[^,。;!?\n]{{0,10}}(?:下单|拍|买|付款|便宜)(?!的?[吗么]|的(?:话|订单|商品))"
        rf"|在(?:我们?|咱们?|店主|老板|家|的)+{_MARKET}[^,。;!?\n]{{0,6}}(?:下单|拍(?!照)|买)(?!的?[吗么]"
        rf"|的(?:话|订单|商品))"
        rf"|{_MARKET}(?:上|里|那边|店)[^。;!?\n]{{0,6}}(?:下单|拍(?!照)|便宜|再?优惠)(?!的?[吗么]|的(?:话|订单"
        rf"|商品))",
    }
)
_ENGLISH = Kinds(
    {
        "contact": r"\b(?:add|text|message|msg|dm|contact|reach|call|ping|find|write|chat|talk|continue|move"
        r"|switch|discuss|send|hit|drop|get in touch|speak|connect|follow up|deal)"
        rf"\b(?: [\w']+){{0,6}}? (?:on|at|via|through|by|over|in|to|my|our|your) (?:our |my |the "
        rf"|your )?{_MESSENGER}"
        rf"|\b(?:my|our) {_MESSENGER}(?:'s| is| id| number|:)|\bwhats ?app (?:me|us)\b|{_MESSENGER}(?: id"
        rf"| number)?: ?[\w+]",
        "payment": r"\b(?:pay|payment|send|transfer|wire|deposit|remit|settle)\b(?: [\w']+){0,8}? (?:\w+ )?"
        r"(?:friends (?:and|&) family|f&f|zelle|venmo|cash ?app|western union|moneygram|bitcoin|usdt|crypto"
        r"|gift cards?"
        r"|(?:by |via )(?:direct )?(?:bank|wire) transfer|(?:my|our) (?:personal |own )?(?:bank )?(?:account"
        r"|paypal))"
        r"|\bpay (?:me|us) directly|\bpaypal\b[^.;!?\n]{0,20}friends",
        "outside": r"\b(?:outside(?: of)?|off|bypass\w*|around|skip\w*|avoid\w*) (?:the |this )?"
        r"(?:platform|marketplace|site|ebay|amazon|etsy|shopee|lazada|aliexpress)\b"
        r"|\b(?:buy|order|purchase|pay)(?: \w+){0,3} (?:direct(?:ly)? )?(?:at|on|from|via|through) (?:https?://"
        r"|www\.)\S+",
    }
)
_CONCERNS = Pattern(
    r"[薇溦➕赖]|[微威徽维vw][\s.·•*_~\-/|、❤♥]{0,3}[信x我❤♥]|微|(?<![a-z0-9])v(?![a-z])|wei|wechat|绿泡|卫星"
    r"|q[\s.·*_-]{0,3}q|q号"
    r"|[扣抠叩]{2}|企鹅|秋秋|线下"
    r"|line|telegram|tg|whats|messenger|instagram|ig\b|skype|viber|kakao|飞机|电报|钉钉|脸书|陌陌|群|私下|私底"
    r"|场外|站外|平台|绕|官方"
    r"|转[账给我到]|直接[转打汇付]|汇|打[款给到]|收款|码[付支转加进添直下]|支付宝|zfb|卡号|账[号户]|户名|银行"
    r"|红包|闲鱼|咸鱼|转转|朋友圈|拼多多|抖音|快手|私人|个人账|二维码|扫一?下|给[您你][转打汇]|[不别甭]走|不用在"
    r"|pay|wire|transfer"
    r"|zelle|venmo|cash ?app|western|money ?gram|bitcoin|usdt|crypto|gift card|deposit|remit"
    r"|platform|outside|bypass|www|http"
)

# What is no invitation ---------------------------------------------------------------------------------

_BREAK = re.compile(r"[,。;!?\n:…]|\.(?=\s|$)")
_STOP = re.compile(r"[。;!?\n…]|\.(?=\s|$)")
_REFUSED = Pattern(
    r"(?:不(?:能|可以?|会|要|得|许|允许|让|支持|提供|建议|接受|方便|用|需要?|必|做|加|转|通过|走|用|开放|是)"
    r"|无法|没法|没办法"
    r"|没有?|勿|(?<!特)别|从不|绝不|禁止|严禁|杜绝|拒绝|避免|谨防|警惕|[小当]心|提防|唔(?:可以|好|会|能|使)|冇)"
    r"(?:够|再|私自|擅自|随意|随便|轻易|私下|直接|主动|去|在|到|用|通过|以|和|跟|给|向|让|引导|要求|索要|任何"
    r"|形式|方式|的|其他"
    r"|客户|顾客|买家|您|你|我们?|站外|线下|添加|留|发|相信|有|要|进行|使用|客服|[、和或])*$"
)
_REFUSED_AFTER = Pattern(
    r"^[^,。;!?\n]{0,14}?(?:不(?:允许|行|可以|能|安全|受|提供|支持|做|接受|被|合规|会|方便|开通|是我们)"
    r"|没有?(?:保障|开通|办法)|无法|没法"
    r"|违[规反]|风险|[被受是]骗|骗子|假的|处罚|封店|禁止|唔[可得]|冇)"
    r"|^[^,。;!?\n]{0,8}[,、](?:这|那|都|均|一律|此类|很?容易|以免|以防|谨防)[^。!?\n]{0,8}(?:骗|违|风险"
    r"|不[能可安允受]|处罚|损失)"
)
_WARNING = Pattern(
    r"谨防|警惕|当心|小心(?!轻放)|提防|(?<!不)(?<!不是)(?<!不会)骗(?!您|你)|诈|冒充|自称|有人|陌生人|来路不明"
    r"|是谁|谁让|哪位|对方|您(?:说|提到|问|发|刚)的"
    r"|\b(?:scam\w*|fraud\w*|beware|anyone|someone|phishing|impersonat\w*)\b"
)
_REFUSED_ENGLISH = Pattern(
    r"\b(?:not|never|cannot|unable|avoid|refuse|decline|rather than|instead of|no need|without|prohibit\w*|nor)\b"
    r"|n't\b"
)
_REFUSED_ENGLISH_AFTER = Pattern(
    r"^[^.;!?\n]{0,30}\b(?:not|never|cannot|against|violat\w*|prohibited|unsafe|risk\w*|scams?|isn't|aren't"
    r"|can't)\b"
)
_INSIDE = Pattern(
    r"退款|退回|退还|原路|原渠道|原支付|理赔|保险|平台会|系统|自动|付款页|支付页|收银台|结[算账]|下单时|付款时"
    r"|订单页|对公|公对公|发票|开票|专票|税号"
    r"|核[实对查]|查[询单]|尾号|后[四4几]位|流水|交易号|店铺群|淘宝群|旺旺群|(?:店铺|平台|首页)[^,。]{0,6}群"
    r"|登录|checkout|order page"
)
_LIFTED = frozenset({"transfer", "code", "account", "group"})
"""Kinds that the platform's own ways (a refund by the way it was paid, the checkout, its groups) can explain."""


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Invitations to talk, pay or buy elsewhere; warnings, refusals and the platform's own ways pass."""
    text = reading.folded.text
    if not _CONCERNS.search(text):
        return
    chinese, last = has_han(text), 0
    for pattern in (_CONTACT, _PAYMENT, _ENGLISH) if chinese else (_ENGLISH,):
        for match in pattern.finditer(text):
            if match.start() >= last and not _excused(match, text, english=pattern is _ENGLISH):
                yield _violation(match, reading, paying=pattern is _PAYMENT or match.lastgroup == "payment")
                last = match.end()
        last = 0


def _excused(match: re.Match[str], text: str, *, english: bool) -> bool:
    start, end = _stretch(text, match, _STOP)
    sentence, after = text[start:end], text[match.end() : min(len(text), match.end() + 40)]
    near, _ = _stretch(text, match, _BREAK)
    before = text[near : match.start()]
    if _WARNING.search(sentence) or (match.lastgroup in _LIFTED and _INSIDE.search(sentence)):
        return True
    if english:
        return bool(_REFUSED_ENGLISH.search(before) or _REFUSED_ENGLISH_AFTER.search(after))
    return bool(_REFUSED.search(before) or _REFUSED_AFTER.search(after))


def _stretch(text: str, match: re.Match[str], breaks: re.Pattern[str]) -> tuple[int, int]:
    """From the last break before the match to the first after it."""
    start = max((found.end() for found in breaks.finditer(text, 0, match.start())), default=0)
    found = breaks.search(text, match.end())
    return start, found.start() if found else len(text)


def _violation(match: re.Match[str], reading: Reading, *, paying: bool) -> Violation:
    english = reading.language == "en"
    if paying:
        offered = "please pay inside the platform order" if english else "付款请在平台的订单里完成"
    else:
        offered = "just tell me here in this chat" if english else "您在这个窗口直接告诉我就可以"
    return Violation(match.start(), match.end(), suggestion=offered)


RULE = Rule(
    id="off-platform",
    level="error",
    summary="沟通和付款都留在平台内，不引客户到微信、QQ，不私下转账",
    message="这里把客户引到平台之外联系、付款或购买：离开平台就没有记录和保障，请留在聊天窗口和平台订单里办理。",
    message_en=(
        "This takes the customer off the platform, where neither records nor protection reach: "
        "keep talk in this chat and payment in the order."
    ),
    source=("001",),
    check=check,
    good=(
        Example("付款可以用微信支付、支付宝或者花呗，页面上选一种就行。", asked="能用微信付吗"),
        Example("平台规定客服不能加微信，您在这个窗口说就行，照片也能直接发。", asked="加个微信聊吧"),
        Example("请不要私下转账，谨防冒充客服加微信的骗子。", asked="有人说是你们客服"),
        Example("退款会原路退回您的支付宝，请您留意到账通知。", asked="退到哪里"),
        Example("发票已经发到您的QQ邮箱，请您查收。", asked="发票发邮箱吧"),
        Example("这款手表可以收微信消息，也能显示QQ提醒。", asked="能看微信吗"),
        Example("V领这款是修身版型，您平时穿M码就合适。", asked="V领的什么码"),
        Example("您可以拨打我们的官方热线400-820-1234，或者在这里留言。", asked="电话多少"),
        Example("結帳頁可以選LINE Pay或信用卡付款。", asked="可以用LINE Pay嗎"),
        Example("為了保障您的權益，請勿相信任何要求加LINE的訊息。", asked="有人叫我加賴"),
        Example(
            "Beware of anyone asking you to pay via Zelle: our orders are paid at checkout.",
            asked="Can I zelle you?",
        ),
        Example("We can't move this chat to WhatsApp because only this chat keeps a record.", asked="whatsapp?"),
    ),
    bad=(
        Example("亲加个微信吧，我发图给您看。", asked="有实拍吗"),
        Example("这边不好说，您➕薇 shop8866 详聊", asked="还能便宜吗"),
        Example("加我V：lucky_2020，老客户都在那边。", asked="有优惠吗"),
        Example("您把差价转到我支付宝就可以，我给您改单。", asked="换大一号"),
        Example("QQ联系吧，123456789，随时在。", asked="售后找谁"),
        Example("不走平台的话给您便宜20，直接转账给我们就发货。", asked="能少吗"),
        Example("加 微 信 领红包，备注订单号哦", asked="有赠品吗"),
        Example("扫码付款就行，收款码我发您。", asked="怎么付"),
        Example("麻煩加一下我們的LINE，我把照片傳給您。", asked="有照片嗎"),
        Example("你WhatsApp我哋啦，9123 4567，平啲俾你。", asked="有冇平啲"),
        Example("Add me on WeChat and I'll give you a better price.", asked="Any discount?"),
        Example("You can pay by PayPal friends and family, it is cheaper.", asked="How can I pay?"),
    ),
)
