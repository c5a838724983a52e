"""How people invite others to leave a platform: to talk, to pay or to buy elsewhere, and how they disguise it."""

from __future__ import annotations

from rag.text import Kinds, Pattern

_GAP = r"[\s.·•*_~\-/|、❤♥]{0,3}"
_MESSENGER = (
    rf"(?:(?:[微薇威徽维溦vw]|wei){_GAP}信(?!力)|[微薇威徽维溦vw](?:️)?[❤♥]|(?<![a-z])(?:[vw]{_GAP}x"
    rf"|wei{_GAP}xin|we{_GAP}chat)(?![a-z])"
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
    r"|视频)[我联聊说沟讲]"
    r"|告诉|问|处理|私我|回复?我|下单|滴滴|敲我|戳我|加我|call|[揾搵]我|我(?=[哋吧哦啦呀哈,。!~]|$|一下|就行|即可))"
)
_WINDOW = r"(?:上|里|那边|这边|端|号)?[^,。;!?\n]{0,3}?"
_ID = r"(?:号码?|id|账号)?\s?(?:[是为:]|就是)?\s?(?=[a-z_-]*\d|[a-z_-]{6})[a-z0-9][a-z0-9_-]{4,19}"
_SELF = r"(?:给?我们?|咱|本店|我司|店主|老板|财务|客服|这[个张]|以下|下面|下方|如下|个人|私人)"
_PURSE = r"(?:支付宝|zfb|微信|银行(?!打款)|私人|个人|网银|手机银行|atm|柜台)"
_ACCOUNT = r"(?:[账帐][户号]|户头|卡(?!券|包)|[收付]款码)"
_MONEY = r"(?:钱|款|差价|[订定]金|邮费|运费|尾款|货款|补偿|返现)"
_MARKET = r"(?:微店|闲鱼|咸鱼|转转|朋友圈|拼多多|pdd|抖音|快手|小红书|另外?一[家个]店|其他平台|别的平台|独立站)"
_PLATFORM = r"(?:平台|淘宝|京东|天猫|拼多多|官方(?:渠道)?|虾皮|shopee)"
_BUY = r"(?:下单|拍(?!照|的?[吗么]|的(?:话|订单|商品))|买(?!的?[吗么]|的(?:话|订单|商品)))"

CONTACT = Kinds(
    {
        "add": rf"(?:[加扫搜私留换推赖+➕]|添加|搜索|发|给|报|提供|交换){_OURS}{_MESSENGER}{_NO_CONTACT}",
        "disguised": rf"(?:[加私搜扫+➕]|添加){_OURS}"
        r"(?:[v薇维](?![a-z0-9领型字脖形持护他])|微(?![信波店博调笑量软])|赖(?!账|皮))"
        r"|(?<![a-z0-9])v我(?![们行])|(?:给|留|发|换|要)(?:一?[个下]|我|[您你]的?)+[v薇](?![a-z0-9领型字脖形薇])"
        r"|(?:我的?|客服的?|店长的?)[v薇](?:是|:|号|x|给|发|\s?[a-z0-9]{5})|(?<=的)赖(?:是|:|id)",
        "go": rf"(?:到|去|上|转|移步|走|[采使]?用|通过|换|在|从){_OURS}{_MESSENGER}{_NO_CONTACT}{_WINDOW}{_TALK}",
        "there": rf"{_MESSENGER}{_WINDOW}(?:{_TALK}|同号|同手机)|手机号?(?:就是|同){_MESSENGER}",
        "id": rf"{_MESSENGER}{_ID}",
        "group": rf"(?:[加进入]|拉{_OURS}[进入]?|扫码进){_OURS}(?:[^,。;!?\n店平]{{0,6}})?群(?![众体芳居岛])"
        r"|(?:福利|粉丝|会员|优惠|内部|羊毛|团购|秒杀|老客|宝妈|交流|专属|折扣|红包|微信|买家)群|群(?:聊|号"
        r"|二维码|主)",
        "friend": r"加(?:了|一?下|个|过)?(?:[您你我]的?)?(?:为)?好友|好友(?:申请|验证|请求)",
        "private": r"(?:私下|私底下|线下|场外|站外|平台(?:以|之)?外)的?(?:直接)?(?:联系|沟通|聊|谈|解决|处理"
        r"|交易|加|找|说|商量|补|买|拿)|走线下"
        rf"|(?:绕[过开]|脱离|跳过|避开){_PLATFORM}|(?:不|别|甭|不用|不要|无需)(?:再?走|通过"
        rf"|经过){_PLATFORM}(?!发货|仓)"
        rf"|(?:别|甭|不用|不要|无需)(?:再)?(?:在|从|去|上)(?:{_PLATFORM}|这[里儿边]?)(?:上|里|这边|上面)?{_BUY}",
    }
)
MENTION = Pattern(rf"{_MESSENGER}{_NO_CONTACT}|\b(?:venmo|zelle|cash ?app)\b")
"""A channel named at all: an agent who speaks of none of what the platform does with it means to talk there."""
PAYMENT = Kinds(
    {
        "transfer": rf"(?:{_PURSE}|私下|线下|私底下|直接|平台外)[^,。;!?\n]{{0,5}}"
        r"(?:转[账帐钱给我您过到]|汇款|打款|打[给到]|付[给我])|(?:发|领|包|给)[^,。;!?\n]{0,6}(?:微信|支付宝)红包"
        rf"|[转打汇](?:[账帐]|款|钱|过来|[\d.]+元?)?(?:到|给|至|去|入)?{_SELF}(?:的|们)*(?:{_PURSE}|{_ACCOUNT}"
        rf"|就|即"
        rf"|吧|,|。|$)"
        rf"|[转打汇](?:[账帐]|款|钱)?(?:到|给|至|去|入)[^,。;!?\n]{{0,6}}(?:银行|邮[局政]|{_PURSE}){_ACCOUNT}"
        rf"|现金给我|打钱(?!过的)|私[账帐户](?!号)|对私|[您你先再](?:直接)?转我(?![们的]?同事|接)|汇款(?:到|至|给"
        rf"|进|[后後]|完)"
        rf"|{_MONEY}[^,。;!?\n]{{0,4}}[转打汇付](?:到|给|至)?{_SELF}"
        rf"|{_MONEY}[^,。;!?\n]{{0,8}}给[您你][转打汇](?:过去|款|账|钱)"
        rf"|(?:走|用|进)(?:我们?|老板|店里|的)*(?:私人|个人)(?:[账帐][户号]|卡)"
        rf"|[加领]{_OURS}{_MESSENGER}[^。;!?\n]{{0,8}}红包|(?:微信|支付宝)(?:上|里)?(?:给您"
        rf"|给你)?[发包][^,。;!?\n]{{0,4}}红包",
        "credential": r"(?:验证码|密码|cvv|安全码|网银)[^,。!?]{0,8}(?:发|告诉|告知|报|提供|给"
        r"|念)[^,。!?]{0,4}(?:我|这边|客服|店)"
        r"|(?:报|念|发|告诉)[^,。!?]{0,6}短信[^,。!?]{0,4}(?:数字|号码|码|内容)"
        r"|(?:发|告诉|告知|报|提供|给|填写?|输入)[^,。!?]{0,12}(?:短信验证码|支付密码|银行卡?密码|登录密码|卡密码"
        r"|cvv)"
        r"|(?:发|告诉|告知|报|给)(?:给|一?下|我们?|这边|客服)+[^,。!?]{0,6}(?:验证码|密码)"
        r"|(?:填写?|输入|登记|提供)[^,。!?]{0,4}银行卡(?:号|信息)?[^,。!?]{0,4}(?:领|退|到账)"
        r"|(?:先|需要?|得)[^,。!?]{0,6}(?:交|付|缴|转)[^,。!?]{0,8}(?:保证金|解冻|认证金|激活费)",
        "code": r"收款(?:二维)?码|扫(?:一?下|描|我们?|这个|下[面方]|图[片中]|此|的"
        r"|上面)*(?:二维)?码(?:直接)?(?:付|支付|转|加|进|添加|下单)"
        r"|二维码[^。;!?\n]{0,10}(?:付[款钱完]?|转[账给]|支付|加[我微v])|扫一?下(?:就|直接|可以)*[付转]",
        "account": r"(?:报|留|提供|发|给)(?:一?下|个|我|,)*[您你]的?(?:支付宝|微信)(?=[,。!~\s]|$)|(?:提供|发|留"
        r"|给|报|告[诉知])(?:一?下|个|我们?|给|您|你|客服|的|,)*"
        rf"{_PURSE}(?:的)?(?:[账帐][号户]|号码?|卡号?|收款|二维码|信息)"
        rf"|{_PURSE}(?:的)?(?:[账帐][号户]|号码?|卡号?|收款码?|二维码)[^,。;!?\n]{{0,6}}(?:告[诉知]|发|给|报"
        rf"|留)(?:一?下|给)*我"
        r"|(?:卡号|[账帐][号户]|户名)[^,。;!?\n\d]{0,8}\d[\d ]{11,22}",
        "elsewhere": rf"(?:我们?|咱们?)(?:家|店|的)*{_MARKET}(?:号|店|小店|直播)(?![^,。;!?\n]*(?:[买拍下]的"
        rf"|订单))|(?:去|到|上|来|移步|转到|搜索?|进)(?:我们?|咱们?|家|的"
        rf"|这边)*{_MARKET}[^,。;!?\n]{{0,10}}(?:{_BUY}|付款|便宜)"
        rf"|在(?:我们?|咱们?|店主|老板|家|的)+{_MARKET}[^,。;!?\n]{{0,6}}{_BUY}|(?<![您你])那[边里](?:更?便宜"
        rf"|{_BUY})|(?:我们?|咱们?)[^,。;!?\n]{{0,6}}{_MARKET}[^,。;!?\n]{{0,4}}[有开](?:号|店|[账帐]号|群)"
        rf"|{_MARKET}(?:上|里|那边|店)[^。;!?\n]{{0,6}}(?:{_BUY}|便宜|再?优惠)(?!的?[吗么])"
        r"|(?:找|跟|从|问)(?:我|老板|店主)(?:这[儿里边]?|手里)?(?:直接)?(?:拿货|拿(?=[,。!~]|$)|进货|订货|买)",
    }
)
ENGLISH = Kinds(
    {
        "contact": r"\b(?:add|text|message|msg|dm|contact|reach|call|ping|find|write|chat|talk|continue|move"
        r"|switch|discuss|send"
        r"|hit|drop|get in touch|speak|connect|follow up|deal)\b(?: [\w']+){0,6}?"
        rf" (?:on|at|via|through|by|over|in|to|my|our|your) (?:our |my |the |your )?{_MESSENGER}(?! notif| mess"
        rf"| status)"
        rf"|\b(?:my|our) {_MESSENGER}(?:'s| is| id| number|:)|\byour {_MESSENGER}(?: id| number|\?)"
        rf"|\bwhats ?app (?:me|us)\b"
        rf"|{_MESSENGER}(?: id| number)?: ?[\w+]",
        "payment": r"\b(?:pay|payment|send|transfer|wire|deposit|remit|settle)\b(?: [\w']+){0,8}? (?:\w+ )?"
        r"(?:friends (?:and|&) family|f&f|zelle|venmo|cash ?app|western union|moneygram|bitcoin|usdt|crypto"
        r"|gift cards?"
        r"|(?:by |via )(?:direct )?(?:bank|wire) transfer|(?:my|our) (?:personal |own )?(?:bank )?(?:account"
        r"|paypal))"
        r"|\bpay (?:me|us) directly|\bpaypal\b[^.;!?\n]{0,20}friends",
        "credential": r"\b(?:enter|provide|send|tell|give|share|confirm)(?: [\w']+){0,4} (?:card (?:details"
        r"|number)|password|pin"
        r"|verification code|security code|cvv|one-time code|otp)\b",
        "outside": r"\b(?:outside(?: of)?|off|bypass\w*|around|skip\w*|avoid\w*) (?:the |this )?"
        r"(?:platform|marketplace|site|ebay|amazon|etsy|shopee|lazada|aliexpress)\b"
        r"|\b(?:buy|order|purchase|pay)(?: \w+){0,3} (?:direct(?:ly)? )?(?:at|on|from|via|through) (?:https?://"
        r"|www\.)\S+"
        r"|\b(?:buy|order|purchase|shop|check ?out)(?: \w+){0,4} (?:at|on|from|via|through"
        r"|with) (?:our (?:own )?|my )"
        r"(?:web ?site|site|web ?shop|online store)(?=[^.;!?\n]*(?:instead|cheap|discount|%|save|lower| off))",
    }
)
CONCERNS = Pattern(
    r"验证码|密码|短信|cvv|安全码|网银|保证金|解冻|认证金|激活费|card (?:details|number)|password|\bpin\b"
    r"|verification"
    r"|security code"
    r"|one-time|otp|[薇溦➕赖]|[微威徽维vw][\s.·•*_~\-/|、❤♥]{0,3}[信x我❤♥]|微|(?<![a-z0-9])v(?![a-z])|wei|wechat"
    r"|绿泡|卫星"
    r"|q[\s.·*_-]{0,3}q|q号|[扣抠叩]{2}|企鹅|秋秋|line|telegram|tg|whats|messenger|instagram|ig(?![a-z])|skype"
    r"|viber|kakao"
    r"|飞机|电报|钉钉|脸书|陌陌|群|私下|私底|私人|线下|场外|站外|平台|绕|官方|个人[账帐]|二维码|扫一?下|收款"
    r"|码[付支转加进添直下]"
    r"|转[账帐给我到]|直接[转打汇付]|汇|打[款给到]|给[您你][转打汇]|支付宝|zfb|卡号|[账帐][号户]|户名|银行|红包"
    r"|[不别甭]走|不用在|别在|不要在|别去"
    r"|闲鱼|咸鱼|转转|朋友圈|拼多多|抖音|快手|小红书|一[家个]店|独立站|那[边里][下拍买更便]|(?:找|跟|从|问)(?:我"
    r"|老板|店主)|pay|zelle|venmo|cash ?app|western"
    r"|money ?gram|bitcoin|usdt|crypto|gift card|deposit|remit|wire|transfer|打钱|现金给|私[账帐户]|对私|platform"
    r"|marketplace|ebay|amazon|etsy|lazada|aliexpress|outside|bypass|www|http"
    r"|our (?:own )?(?:web|site|online)"
    r"|好友"
)
