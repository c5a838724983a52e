"""Superlatives about goods are forbidden in advertising, and a public reply is read by those who come to choose.

Law: Advertising Law of the PRC, art. 9 (3), with the guide to its enforcement of 2023 (SAMR, No. 6), whose articles
5 and 6 say what is no claim: attitude and aims, comparison within one's own range, tips for use, graded standards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.domain import Level
from rag.guardrails.reading import Reading
from rag.guardrails.rule import Context, Example, Rule, Violation
from rag.text import Kinds, Pattern, has_han

_MARKET = (
    r"(?:全网|全国|全球|全世界|世界|宇宙|国内|国产|市面上?|市场上?|行业|业内|业界|同行|同类|同价位|同级"
    r"|类目|史上|历史|淘宝|京东|天猫|亚洲|地表|全台|全港)"
)
_GRADE = (
    r"(?:好[用吃喝看](?=[的了啦哦呀吧嘅,。!~]|$)|便宜|实惠|划算|优惠|优质|优秀|优|佳|强|先进|高级|高端|高档"
    r"|高品质|专业|权威|安全"
    r"|正宗|地道|纯正?"
    r"|新鲜|靠谱|可靠|耐用|结实|牢固|舒服|舒适|暖和|保暖|透气|健康|环保|有效|牛|厉害|棒|畅销|热销|受欢迎|火爆?"
    r"|火的|齐全|正规|值得(?:买|入手|信赖)|顶)"
)
_MATERIAL = (
    r"(?:纯|天然|新疆|进口|澳洲|长绒|头层|再生|精梳|有机|全|原生|桑|小|山|美利奴|野生|特级|初榨)*(?:棉|毛|绒|丝"
    r"|麻|皮|涤|纤|羽|羽绒|橡胶|乳胶|不锈钢|铜|银|金"
    r"|实木|果汁|牛奶|椰|竹|莱赛尔|莫代尔|聚酯|腈纶|锦纶|氨纶|尼龙|粘胶|硅胶|木浆|咖啡|可可|鲜奶|橄榄油|植物"
    r"|面料|成分|材质)"
)

_WHOLE_MARKET = Pattern(_MARKET)
_CHINESE = Kinds(
    {
        "best": rf"最{_GRADE}(?!级食|赏味|食用|使用|观看|饮用|拍|状态|时[间期])|最低价|价格最低"
        rf"|价格?[^,。;!?\n]{{0,3}}最低"
        r"|最(?:大|高|小|薄|轻)(?:品牌|厂家|优惠|折扣|力度|品质|性价比|级)|性价比[^,。;!?\n]{0,3}最高"
        r"|(?:质量|品质|材[料质]|用料|做工|效果|性价比|面料|口[感碑]|味道|服务|价格|品牌|款式|手感|音质|产品"
        r"|东西|是|品控|功能)"
        r"[^,。;!?\n]{0,6}最好(?!不要|先|别|用(?!的)|是|在|能|再)"
        r"|最好的(?=质量|品质|材|面料|产品|商品|品牌|东西|效果|原料|工艺|价格|一[款家]|货|鞋|衣|手机|电器|选择"
        r"|[了啦呢哦吧!。,;~]|$)",
        "market": rf"{_MARKET}[^,。;!?\n]{{0,6}}(?:最|唯一|独家|首创|领先|第一(?!次|时间|手|批)|no\.?1|独一|销冠"
        rf"|冠军"
        rf"|首选)[好低高大强优佳多新早快便]?[宜]?",
        "first": r"(?:销量|口碑|排名|人气|好评率?|性价比|复购率?|热销榜?)[^,。;!?\n]{0,3}第一(?!次|时间)"
        r"|第一(?:大?品牌|大厂|名店)|no\.? ?1(?!\d)"
        r"|top ?1(?!\d)|销量冠军|遥遥领先",
        "only": r"唯一(?:指定|授权|正品|(?:一[家款个])?(?:能|可以|采用|通过|获得|拥有|做到|有效)|的?品牌|的?官方)",
        "top": r"(?:国家|世界|国际|宇宙|殿堂|王者)(?:级|顶级)(?!标准|非|文|[保重]|检|实验|高新|示范|贫|别)|顶级"
        r"|顶尖|极品|至尊(?!版|款|会)|登峰造极|绝无仅有|独一无二"
        r"|无与伦比|首屈一指|史无前例|空前绝后|世界领先|无人能[及比敌]",
        "hundred": rf"(?:百分之?(?:一?百|百)|100(?:\.0+)?%)(?!(?:的|是|含|都是)?{_MATERIAL}|电|进度|的?退|的?返|充"
        rf"|亮度|音量|转速|湿度|实拍"
        rf"|\s?(?:cotton|wool|silk))",
        "sure": r"绝对(?:的|就)?(?:是|都是|属于)?(?:正[品宗]|真[的货皮材]|好[用看吃穿]|放心|安全|值|超值|划算"
        r"|便宜|实惠|纯|原装|保[真证暖值]|最|有效|健康|环保|零|优质"
        r"|高|耐|防|够|靠谱|过硬|可靠|质量|无|一流|没有?(?:问题|副作用|异味|色差|添加|毒|刺激|假|瑕疵|任何)"
        r"|不(?:会|能|可能)?(?:再)?(?:[掉褪](?:色|毛|漆|皮|渣|粉|妆|线|绒|发)?|起球|起毛|变|缩|坏|伤|过敏|有|含|反弹|漏|生锈|卡|断|开[裂胶]|氧化|堵"
        r"|输|亏|假))",
        "forever": r"永久(?:防|不|性?(?:脱毛|美白|定型|除|祛)|保[色鲜]|去除|根除|杜绝|告别|有型)"
        r"|永不(?!言|放弃|停|止步|满足|忘|懈|缺席|辜负|失)|永(?:远|远不)会?(?:反弹|复发|褪|掉色|变[形色]|生锈"
        r"|磨损|起球|脱落|断|过时|卡"
        r"|坏)|终[身生]不[坏褪变]",
        "cure": r"包治|百病|药到病除|根治|根除|(?<!不能)治愈(?!系)|彻底(?:治|解决(?:脱发|痘|失眠|近视)|告别)"
        r"|(?:无|零|没有)(?:任何)?(?:毒)?副作用|零风险|(?:没有"
        r"|无)任何风险|一用就[好灵]|立竿见影|万能(?!钥匙|充|插|表|胶|遥控|转换|工具|扳手|险|适配|接头|支架|滤|轮"
        r"|工作|的一天|的力)",
        "rivals": r"秒杀(?:同|一切|所有|市面|其他|别家)|(?:碾压|吊打|完胜)(?:同|一切|所有|市面|其他|别家|大牌)"
        r"|甩[^,。]{0,6}几条街",
    }
)
_ENGLISH = Kinds(
    {
        "best": r"\b(?:the |our )?(?:very |absolute )?best(?! ?-?sell| ?of luck| regards| wishes| practices?| way"
        r"| time| before| friend| interests?| fit| suited| possible| fits?| option for you| one for you| for you"
        r"| to (?!buy)|,| if| efforts?| we can| by )"
        r" (?:\w+[ -]){0,2}?(?:quality|price|product|phone|brand|material|fabric|sound|value|deal|shop|store|item"
        r"|shoes?|bag|sweater|dress|case|headphones?|on the market|in the (?:world|market|industry|business"
        r"|country)|ever|there is|anywhere|you can (?:buy|get|find))\b"
        r"|\b(?:is|are|it's|they're) (?:simply |truly |hands down )?the (?:very )?best(?=[.!]|$)",
        "first": r"(?<![\w])#1(?!\d)|\bno\. ?1(?!\d)|\bnumber one (?:in|brand|choice|seller|shop|store)|\b(?:world"
        r"|market|industry)(?:'s)?[ -](?:leading|best|first|finest|number one)|\bsecond to none|\bunbeatable"
        r"|\bunmatched|\bunrivall?ed",
        "cheapest": r"\b(?:cheapest|lowest|highest|finest)[ -](?:price|quality|grade|cost|material|rate)s?\b"
        r"|\b(?:the |our )?(?:cheapest|finest) (?:\w+ ){0,2}(?:on the market|anywhere|online|in the|around)"
        r"|\bthe most \w+ (?:\w+ ){0,3}(?:on the market|in the (?:world|market|industry)|ever made)",
        "only": r"\bthe only (?:brand|product|shop|store|seller|one (?:that|which|in|on))",
        "hundred": r"\b100 ?%(?! ?(?:\w+ ){0,2}(?:cotton|wool|silk|linen|leather|polyester|cashmere|bamboo|juice"
        r"|recycled|nylon|viscose|arabica|refund|of |charged?|down|rayon|latex|steel))"
        r"|\b(?:one )?hundred percent(?! (?:\w+ )?(?:cotton|wool|silk|linen|leather))",
        "sure": r"\bguaranteed (?:cure|results?|to (?:work|cure|last|fit|fix|lose|heal))|\babsolutely (?:safe"
        r"|genuine|no side|never|risk|waterproof|perfect|flawless|the)|\b(?:zero|no) (?:risk|side effects?)\b"
        r"|\brisk[- ]free|\b(?:never|will not ever) (?:fade|break|rust|wear out|shrink|lose|fail)s?\b|\bcures?\b"
        r"|\blasts? forever|\bpermanent(?:ly)? (?:fix|cure|remov|whiten|waterproof)\w*",
    }
)
_CONCERNS = Pattern(
    r"最(?![后近终新多少晚快早迟初])|第一(?!时间|次|件|步)|唯一|国家级|世界|国际|宇宙|殿堂|王者|独家|首创|领先"
    r"|冠军|首选|顶级|顶尖|极品|至尊|登峰|绝无|独一"
    r"|无与|首屈|史无|空前|无人能|百分|100|绝对|永|终[身生]不|包治|百病|药到"
    r"|根治|根除|治愈|彻底|副作用|风险|一用就|立竿|万能|秒杀|碾压|吊打|完胜|几条街"
    r"|no\.|top ?1|best|#1|number one|leading|second to|unbeat|unmatch|unriv|cheapest|lowest|highest|finest"
    r"|the most|the only|hundred|guaranteed|absolutely|zero|no risk|no side|risk.free|never|not ever|cure|forever"
    r"|permanent"
)

# What is no claim about goods --------------------------------------------------------------------------

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"\n]*\"")
_BREAK = re.compile(r"[,。;!?\n:…~]|\.(?=\s|$)")
_LOOKED_AT = 120
"""Characters on either side within which a clause ends: keeps a text of claims alone linear."""
_DENIED = Pattern(
    r"(?:不(?!但|仅|光|只|愧|瞒|过|妨)|没法|没有(?!比)|没人|无法|未必|并非|非(?=最)|难以|难免|谁也|谁都"
    r"|哪[有能敢]|岂|冇|唔)(?!.*(?:但|不过|所以|因为|而))"
    r"|\b(?:not|no|never|cannot|can't|isn't|aren't|won't|don't|doesn't|nor|without|nobody)\b(?!.*\b(?:but"
    r"|because)\b)"
)
_TOLD = Pattern(
    r"(?:您|你|客户|亲)(?:们)?(?:说|提到|夸|评价|觉得|认为|反馈|问|指|写|要|想要|看到|需要|挑|选|希望)|有(?:人"
    r"|顾客|买家)说|所谓|夸我们|评[价论]里"
    r"|\byou (?:said|say|mention\w*|ask\w*|want\w*|think|thought|found|wrote|feel|felt|call\w*)|(?:calling"
    r"|saying)\b"
)
_AIM = Pattern(
    r"争取|力求|力争|追求|希望|祝|愿|致力|目标|宗旨|做到|努力|尽(?!管)|立志|初心|动力|理念|为了|以求|朝着|想把"
    r"|想让|想给|期待|相信会"
    r"|\b(?:hope|aim|strive|try|trying|wish|goal|aspire|work(?:ing)? hard|want to|do our|doing our|did our"
    r"|try our)\b"
)
_SERVICE = Pattern(
    r"^(?:\S{0,2}的)?(?:[^,。;!?\n]{0,4})?(?:服务|态度|体验|售后|方案|办法|方式|组合|搭配|算法|凑单|凑法|叠加|用券|路线|线路|渠道|方法|解决|处理|答复|答案|安排"
    r"|回报|答谢|祝福|鼓励|礼物|动力|您|你|客[人户]|顾客"
    r"|买家|朋友|伙伴|心意|状态|时[间候机]|支持|信任|肯定|理解|配合|努力|用心|重视|负责|为您|给您|帮您|满足|尽力"
    r"|诚意|做到|没有?(?:恶意|怠慢|敷衍|那个|骗|欺|推)|不会?(?:推|不管"
    r"|敷衍|让|坐视|偏|姑|骗|欺|亏待|逃|拖|隐瞒))"
    r"|^ ?(?:\w+ ){0,2}(?:service|experience|support|care|solution|customers?|wishes|regards)\b"
)
_IF = Pattern(r"如果|要是|若|倘|能[^,。]{0,8}(?:当然|自然|那)?是?$|\bif\b")
_OWN_RANGE = Pattern(
    r"(?:(?:这|那|几|两|三|四|五)[几两三四]?[款种个色双件样]|系列|颜色|款式|尺码|其中|当中)(?:里面?|中|之中"
    r"|当中)?(?:卖得?|属|是|就)?$"
    r"|(?:我们?家?|咱们?家?|本店|店[里内铺]|自家|小店)(?:里|这边|目前|今年|近期|本月|卖得?)*$"
    r"|\b(?:our|of (?:these|the|our)|among|in our (?:shop|store|range))\b[^,.;!?\n]{0,20}$"
)
_RANGED = Pattern(
    r"^的?(?:一?[款双件个种条]|是|那|卖|颜色|运费|快递|尺码|套餐|配[置色]|档|方案|规格)|^的?(?:那|这)[款个种件]"
)
_PRICED = Pattern(r"便宜|划算|实惠|最低")
_MEASURED = Pattern(r"(?:电量?|进度|亮度|音量|湿度|比例|含量|占比|[到至])$|\b(?:charged|battery) (?:is |at |to )*$")
_MINERAL = Pattern(
    r"(?:手工|天然|纹[理路]|每[一]?[件块个颗条只把]|定制|刻字|您的|木|石|指纹|dna|编[号码]|id|码"
    r"|序列)[^。;!?\n]{0,12}$"
)


def check(reading: Reading, context: Context) -> Iterator[Violation]:
    """Claims that nothing surpasses the goods: an error in public, a warning in a chat."""
    text = reading.folded.text
    if not _CONCERNS.search(text):
        return
    level: Level = "error" if context.channel == "review" else "warning"
    spoken = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    for pattern in (_CHINESE, _ENGLISH):
        for match in pattern.finditer(spoken):
            english = pattern is _ENGLISH
            if not (english and match.lastgroup == "hundred" and has_han(text)) and not _no_claim(match, spoken):
                suggestion = _SOFTER_ENGLISH if english else _softer(match)
                yield Violation(match.start(), match.end(), level=level, suggestion=suggestion)


def _softer(match: re.Match[str]) -> str | None:
    """What to say in place of the words; a claim on the price is softened as one."""
    if match.lastgroup == "best" and _PRICED.search(match.group()):
        return "价格实惠"
    return _SOFTER.get(match.lastgroup or "")


def _no_claim(match: re.Match[str], text: str) -> bool:
    near = max(0, match.start() - _LOOKED_AT)
    start = max((found.end() for found in _BREAK.finditer(text, near, match.start())), default=near)
    stop = _BREAK.search(text, match.end(), match.end() + _LOOKED_AT)
    before, after = (
        text[start : match.start()],
        text[match.end() : stop.start() if stop else match.end() + _LOOKED_AT],
    )
    if _DENIED.search(before) or _TOLD.search(before):
        return True
    if match.lastgroup == "market" or _WHOLE_MARKET.search(match.group()):
        return False
    if _AIM.search(before) or _SERVICE.search(after):
        return True
    if match.lastgroup == "best":
        return any(found.search(words) for found, words in ((_IF, before), (_OWN_RANGE, before), (_RANGED, after)))
    if match.lastgroup == "hundred":
        return _MEASURED.search(before) is not None
    return match.lastgroup in {"top", "only"} and bool(_MINERAL.search(before))


_SOFTER = {
    "best": "很不错",
    "market": "在同价位里很有优势",
    "first": "很受欢迎",
    "only": "少有",
    "top": "用心挑选",
    "sure": "放心",
    "forever": "经久耐用",
    "cure": "有助于改善",
    "rivals": "有自己的特色",
}
_SOFTER_ENGLISH = "carefully made, and many customers are happy with it"

RULE = Rule(
    id="absolute-claim",
    level="error",
    summary="不用“最好”“第一”“百分之百”这类绝对的话夸商品",
    message="“最好”“第一”“百分之百”这类绝对的说法没有依据，"
    "公开的文字里为广告法所禁止：请换成具体、留有余地的说法。",
    message_en="An absolute claim cannot be proved, and advertising law forbids it: say what is true of the goods.",
    source=("000",),
    check=check,
    good=(
        Example("结算时会自动帮您用最划算的组合", asked="券怎么用"),
        Example("我们会第一时间为您处理，给您添麻烦了。", channel="review"),
        Example("这款T恤面料是100%棉，机洗时最好翻面。", channel="review"),
        Example("感谢您的肯定，我们会努力做到最好。", channel="review"),
        Example("您说的“全网最低价”我们记下了，谢谢您的认可。", channel="review"),
        Example("您好，最晚明天给您答复。", asked="什么时候有结果"),
        Example("这三款里最便宜的是A款，日常穿足够了。", asked="哪款便宜"),
        Example("色差很难做到百分之百没有，介意的话可以先看实拍图。", asked="有色差吗"),
        Example("您的支持是我們最大的動力，感謝您第一次光臨。", channel="review"),
        Example("我們唔敢話係最好，但用料一定用心。", channel="review"),
        Example("We'll do our best to put this right for you.", channel="review"),
        Example("The shirt is 100% cotton; it is best to wash it cold.", channel="review"),
    ),
    bad=(
        Example("感谢支持，我们家的质量是全网最好的。", channel="review"),
        Example("谢谢亲，百分百正品，请放心使用。", channel="review"),
        Example("这是全网最低价，错过就没有了。", asked="能便宜吗"),
        Example("这款面霜绝对不会过敏，放心用。", asked="敏感肌能用吗"),
        Example("坚持用可以根治脚气，零副作用。", channel="review"),
        Example("我们是销量第一的品牌，品质您放心。", channel="review"),
        Example("顶级用料，永不褪色，值得您拥有。", channel="review"),
        Example("感謝支持，我們是業界第一品牌。", channel="review"),
        Example("呢款係全港最平最好用嘅，多謝支持。", channel="review"),
        Example("Thank you! This is the best quality on the market.", channel="review"),
        Example("Our cream is guaranteed to work and has no side effects.", channel="review"),
    ),
)
