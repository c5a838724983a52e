"""Words customers use for the same thing, so that search finds a card whatever word was typed.

Folded forms (Simplified, lower case). Each row is one notion; a pattern may stand in several rows.
"""

from __future__ import annotations

import re

_NOTIONS: dict[str, str] = {
    # goods and parcels
    "parcel": r"快递|物流|包裹|快件|运单|单号|配送|派送|派件|送货|到货|宅配|速递|\b(?:parcel|package|shipment|tracking|courier)\b",
    "postage": r"运费|邮费|快递费|邮资|物流费|取件费|上门费|包邮|免邮|宅配费|\b(?:postage|shipping (?:fee|cost)|freight)\b",
    "goods": r"东西|商品|宝贝|产品|货品|货物|物品|\b(?:item|product|goods)\b",
    "courier": r"顺丰|圆通|申通|中通|韵达|ems|邮政|京东快递|德邦|极兔|百世|天天快递|黑猫|新竹|\b(?:dhl|fedex|ups|usps)\b",
    "courier-man": r"快递员|派件员|送货员|配送员|小哥|送货师傅|司机|驿站|站点|网点|自提|快递柜|丰巢|菜鸟|智能柜|速递易|代收|超商",
    # asking
    "when": r"什么时候|啥时候|几时|何时|多久|多长时间|几天|哪天|几号|什么时间|多会儿|\bwhen\b|how long|how many days",
    "how": r"怎么(?:办|弄|操作|搞|申请|用|样)?|如何|咋(?:办|弄|整|样)?|怎样|点样|\bhow\b",
    "where": r"哪里|哪儿|哪了|到哪|在哪|何处|\bwhere\b",
    "how-much": r"多少钱|几钱|几块|什么价|怎么算|怎么收|怎么卖|how much",
    "who": r"谁|哪一方|哪位|\bwho\b",
    "may": r"可以|能不能|能否|可不可以|能.{0,8}[吗嘛么不]|行不行|行吗|可否|\b(?:can|could|may)\b",
    "urge": r"催|快点|尽快|赶紧|着急|加急|急用|急|抓紧|早点|\b(?:hurry|urgent|asap)\b",
    # what is done
    "give-back": r"退货|退掉|退了|退回|退吧|想退|要退|能退|可以退|退吗|退不|退(?:一件|这个|那个|它)|退换|不要了|不想要|退还|寄回|返回|\breturn\b|send (?:it )?back",
    "change-goods": r"换货|换一|换个|换成|调换|更换|换大|换小|换码|换色|\bexchange\b|\breplac",
    "money-back": r"退款|退钱|返钱|返款|到账|退给|返还|返现|打款|\brefund|money back",
    "cancel": r"取消|撤销|撤单|退单|不买了|\bcancel",
    "alter": r"修改|更改|改一?下|改成|改地址|填错|写错|选错|写成|错了|改改|变更|\bchange\b|\bedit\b|\bwrong\b",
    "send": r"(?:早|快|晚)点?发|尽快发|发晚|没发|未发|不发|发了[吗没]|揽件|揽收|发货|寄出|发出|出库|出货|寄|发走|发了没|\bdispatch|\bship(?:ped)?\b|sent out",
    "arrive": r"到货|送到|送达|到得了|收到|收货|能到|会到|到吗|\barriv|\bdeliver",
    "not-arrived": r"没收到|未收到|没到|还没有?到|收不到|没有收到|没见到|not (?:received|arrived)|never (?:came|arrived)",
    "no-news": r"没更新|不更新|不动|没动|没信息|没物流|查不到|没有动|卡在|停在|一直在|没有?消息|no update|stuck",
    "pay": r"付款|支付|付钱|下单|拍下|结账|交钱|买单|\bpay|\bcheckout\b",
    "buy": r"买|购买|拍|下单|\bbuy|\bpurchase|\border",
    "install": r"安装|组装|装上|上门装|装一下|师傅|\binstall|\bassembl",
    "repair": r"维修|保修|修一下|修理|返修|质保|三包|售后点|\brepair|\bwarranty|\bguarantee",
    "complain": r"投诉|举报|差评|维权|12315|找你们领导|主管|经理|\bcomplain|\bsupervisor|\bmanager",
    # what is wrong
    "broken": r"打不开|开不了|没(?:有)?反应|启动不了|充不进|充不上|缺了?一?角|缺口|磕|杂质|异物|发霉|坏|破|碎|裂|断|瑕疵|毛病|故障|不能用|用不了|失灵|不亮|不转|不响|漏水|漏油|开胶|开线|掉色|质量(?:有)?问题|有.{0,4}(?:洞(?!洞)|[划刮]痕|污渍|口子)|"
    r"掉(?:了|皮|漆|渣|毛|线|涂层)|洒了|漏得|生锈|没(?:有)?声|不出声|短路|起球|缩水|变形|煮不熟|拉不上|"
    r"不(?:制冷|加热|通电|工作|启动|充电|出水)|[塌瘪歪锈翘散]了|变[黑黄色]|发[黄黑]|锈|鼓包|起[皮泡]|松动|晃|脱落|散架|卡[住纸]|跳闸|异响|[花黑]屏|死机|"
    r"[按关充站粘扣拉插吸夹转盖拧合连]不(?:下去?|上|开|了|动|进|满|紧|住|稳|出来|严)|短一截|不平|"
    r"\b(?:broken|cracked|damaged|faulty|defective|stopped working|leak\w*|fell apart)\b|(?:doesn't|won't|not) (?:work|turn|charge|switch|open|close)",
    "health": r"过敏|起疹|红疹|红肿|发痒|吐了|拉肚子|漏电|触电|冒烟|着火|起火|爆炸|烫伤|划伤|割伤|受伤|住院|医院|\b(?:rash|allerg\w*|injur\w*|burn\w*|hurt|smok\w*|shock)\b",
    "smell": r"异味|怪味|霉味|臭|馊|刺鼻|味道?(?:很|太|好|特别|有点)?(?:大|重|怪|冲)|[股有].{0,3}味|发霉|\bsmell",
    "missing": r"少发|漏发|少了|缺|没有?(?:发|给|送|放|看到|见).{0,4}(?:配件|赠品|说明书|螺丝|盖)|少一|差一|\bmissing\b",
    "wrong-goods": r"发错|寄错|送错|不是我(?:买|要|拍)的|错货|颜色不对|型号不对|wrong (?:item|colour|color|size|one)",
    "size": r"合脚|不合身|[胸腰臀]围|裤长|袖长|挤脚|太?[紧松勒]了|太[紧松长短肥瘦]|穿不[上下]|尺码|尺寸|大小|码数|几码|多大|偏大|偏小|太大|太小|大了|小了|合身|[sml]码|xl|\d+码|\bsize|\bfit",
    "dislike": r"不喜欢|不合适|不满意|不好看|后悔|买错|拍错|下错|不想要|changed my mind|don't like|by mistake",
    "fake": r"正品|假货|真的假的|真货|真假|假的|高仿|授权|旗舰|鉴定|防伪|\b(?:genuine|authentic|fake|counterfeit|original)\b",
    # money
    "price": r"价格|价钱|便宜|优惠点|打折|折扣|少点|降价|砍价|贵|实价|最低|抹零|\b(?:cheap|discount|price|expensive)|\b\d+ ?% ?off|\b\d+ off\b",
    "price-fell": r"降价|价保|保价|差价|补差|便宜了|跌价|刚买就|price (?:drop|protect|match)",
    "coupon": r"优惠券|优惠卷|代金券|红包|满减|折扣码|折价券|券|卷|活动|促销|积分|秒杀|双十一|双11|618|\b(?:coupon|voucher|promo|code)\b",
    "gift": r"赠品|礼品|小礼物|送点|送个|送的|礼物|\b(?:gift|freebie)",
    "invoice": r"发票|专票|普票|增票|电子票|抬头|税号|开票|收据|统编|三联|\b(?:invoice|receipt|vat)\b",
    "stock": r"有货|现货|缺货|断货|库存|补货|没货|上架|预售|到货通知|还有吗|in stock|sold out|restock|pre-?order",
    # people and manners
    "person": r"人工|机器人|真人|在吗|在么|有人|客服|\b(?:human|robot|anyone|agent)\b",
    "thanks": r"谢谢|感谢|多谢|辛苦|麻烦你了|好的|知道了|没有了|不用了|没事了|没问题|再见|拜拜|\b(?:thanks|thank|bye|great)\b",
    "account": r"账号|账户|密码|手机号|解绑|绑定|注销|登录|隐私|个人信息|泄露|诈骗|骗子|验证码|微信|\b(?:account|password|scam|privacy)\b",
    "address": r"地址|收件人|收货人|电话填|门牌|\baddress\b",
    # the goods themselves
    "material": r"材质|面料|成分|什么料|什么做的|纯棉|真皮|不锈钢|配料|\bmaterial|made of|fabric",
    "use": r"怎么用|使用方法|说明书|教程|怎么操作|怎么开|怎么连|how (?:do i|to) use|instructions|manual",
    "compatible": r"适用|兼容|通用|能配|支持.{0,6}吗|能用吗|用.{1,8}可以吗|能装|compatible|work with",
    "date": r"生产日期|保质期|日期|过期|新鲜|expir|shelf life",
    "trait": r"护眼|静音|噪音|吵|续航|待机|防[水滑晒摔潮]|透气|保暖|异味|甲醛|起球|静电|掉毛|缩水|薄不薄|厚不厚|厚实|轻便|折叠|登机|功能|"
    r"功率|亮度|转速|档|waterproof|nois[ey]|foldable|battery life",
    "measure": r"多[重高长厚宽深]|(?:几|多少) ?(?:片|包|克|斤|升|毫升|瓦|米|厘米|寸|层|孔|档|匹|平)|容量|重量|净含量|分辨率|充绒|含绒|"
    r"\bhow (?:heavy|tall|big|many pieces)|\bcapacity|\bweight",
    "suits": r"适合|适用|肤质|[油干]性|[油干]皮|敏感|孕妇|怀孕|哺乳|宝宝|婴儿|老人|小孩|儿童|几岁|几个月的|糖尿病|高血压|\bsuitable|pregnan",
    "wash": r"[机手水干]洗|烘干|洗衣机|洗碗机|微波炉|烤箱|\bwash|dishwasher|microwave|tumble",
    "day": r"今天|明天|后天|周[一二三四五六日天末]|礼拜|星期|月底|年前|节前|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bweekend|\btomorrow",
    "which": r"哪个好|哪款|推荐|选哪|怎么选|区别|不同|哪种|建议|recommend|which (?:one)?|difference",
}
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _NOTIONS.items())


def notions(folded: str) -> list[str]:
    """Names of the notions a folded text speaks of."""
    return [name for name, pattern in _COMPILED if pattern.search(folded)]


_COMMON = frozenset({"goods", "when", "how", "where", "how-much", "who", "may", "buy", "use", "thanks", "which"})
"""Notions that any message may speak of, whatever it is about."""


_TROUBLES = frozenset({"broken", "missing", "wrong-goods", "not-arrived", "no-news", "price-fell"})


def troubled(folded: str) -> bool:
    """Whether a folded text tells of a trouble: that asks for help by being told."""
    return not _TROUBLES.isdisjoint(notions(folded))


def topical(folded: str) -> bool:
    """Whether a folded text speaks of anything a shop deals with."""
    return not _COMMON.issuperset(notions(folded))
