"""The ways of quarrelling with a customer, each with its words and with what to say instead."""

from __future__ import annotations

from dataclasses import dataclass

_YOU = "[您你妳]"
_US = "(?:我们?(?:家|店)?|我哋|咱们?|小店|本店)"
_OTHERS = "(?:别人|人家|别的(?:客户|顾客|买家|人)|其[他它](?:客户|顾客|买家|客人|人|亲)|大家|别个|人哋)"


@dataclass(frozen=True)
class Quarrel:
    """A way of quarrelling: its words, whether it only needles, what to say instead in Chinese and in English."""

    words: str
    instead: tuple[str, str]
    mild: bool = False


_LOOK_TOGETHER = ("我们一起看一下是哪里出了问题", "Let us look together at what went wrong")
_SAY_AGAIN = ("我再为您说明一下", "Let me explain this once more")
_UNCLEAR = (
    "可能是我们写得不够清楚，我再为您说明一下",
    "Our description may not be clear enough, so let me explain",
)
_LISTEN = ("您的感受我理解，我来帮您处理", "I understand, and I will help you with this")
_CHECK = ("我再帮您核对一下", "Let me check this again for you")

QUARRELS = {
    "own_doing": Quarrel(
        rf"{_YOU}们?(?:那边)?(?:肯定|一定|明显|明明|显然|应该|当时|又|还|都)?(?:是)?自己(?:又|先|都|也)?"
        r"(?:(?:不|没有?|冇|唔)(?:看|睇|量|注意|小心|仔细|认真|问|说|讲|话|查|确认|核对|检查|会(?:看|用|量)|懂"
        r"|识|选|填|勾|写|搞清|保管|爱惜)"
        r"|[看睇弄搞拍选买填写下拣揀用装量]错|[弄整搞摔碰磕拆穿洗用踩压]{1,2}(?:[坏烂破断碎脏裂丢]|唔见)"
        r"|操作(?:不当|失误|错)|使用不当|要买|愿意|忘|大意|粗心|作|嫌|贪|(?:的|嘅)(?:问题|原因|责任|错|事))"
        rf"|(?:是|被|畀|俾|明显|肯定|系){_YOU}(?:自己)?(?:给"
        rf"|先)?[弄搞摔穿洗用踩砸碰拉剪磕折撞整烧泡撕刮划压拆]{{1,2}}[坏破断脏烂碎裂丢掉花开]"
        rf"|是{_YOU}(?:自己|个人|本人)?(?:的|嘅)(?:错|责任|失误|疏忽)"
        rf"|(?<!不)(?<!没)(?<!会)(?<!别)(?<!能)(?<!奇)[怪赖](?:谁|{_YOU}自己|{_YOU}(?=[,。!吧啊咯呀]|$))"
        rf"|(?:谁|边个)(?:让|叫){_YOU}(?!是|这么)|活该|自找的|咎由自取|自作自受"
        rf"|{_YOU}自己[^,。!?]{{1,8}}?[弄整搞摔碰洗用拆穿踩压]{{1,2}}[坏烂破断碎脏裂丢]"
        rf"|自己[^,。!?]{{1,10}}(?:还|仲|又来)(?:说|怪|嫌|赖|话|敢)"
        rf"|(?<!不)(?:是|被){_YOU}们?(?:自己)?(?:[逼害惹闹先]|[没不](?:遵守|配合|看|听|讲|说清|写清|填|选|注意"
        rf"|按|提前))"
        r"|\b(?:your own|(?:it|that|this)(?:'?s| is| was) (?:entirely |all |clearly |obviously "
        r"|really )?your(?: own)?) (?:fault|mistake|problem|doing|error)"
        r"|\byou (?:must have|must've|obviously|clearly) (?:\w+ )?(?:\w+ed|broken?|dropped|damaged|misused?"
        r"|done|did"
        r"|ruined|used|washed|mishandled)|\byou (?:broke|ruined|damaged) (?:it|the)\b|\bthat(?:'?s"
        r"| is) on you\b"
        r"|\bif you(?:'d| had) (?:only |just |even |actually )?(?:bothered|read|checked|listened|looked|paid"
        r"|measured|asked)",
        instead=_LOOK_TOGETHER,
    ),
    "insult": Quarrel(
        r"傻[逼比叉x]|煞笔|脑残|智障|弱智|废物(?!利|箱|桶|处)|贱[人货]|婊子|王八|畜生|狗东西|混蛋|白痴|蠢(?:货|猪"
        r"|蛋)|去死"
        r"|[你您他]妈[的死]|操你|草泥马|尼玛(?!县)|穷鬼|(?:大家|我们?|都)(?:很|都|最)?(?:嫌烦|嫌(?:您|你)"
        r"|讨厌(?:您|你))|戏精|(?:您|你)(?:就|倒是)?跳(?:啊|吧|呗)|想(?:跳|死)(?:就|便)|(?<![一-鿿])(?:快|给我"
        r"|都)?滚(?:开|蛋|出去|远点"
        r"|吧)?(?=[,。!?]|$)"
        r"|\bfuck\w*|\bshit\b|\bbitch\w*|\bassholes?|\bbastards?|\bmorons?|\bgo to hell|\bdrop dead"
        r"|\bscum\b|\byou(?:\'re| are) (?:so )?(?:pathetic|disgusting|stupid|an idiot|a liar)\b|脑子(?:不好|有"
        r"|进)|穷就别|\bscrew you"
        r"|(?<!并非)无理取闹|蛮不讲理|(?:不|讲点|讲不讲)(?:道)?讲?(?:道)?理(?=[,。!?吗吧啊的了]|$)|胡搅蛮缠"
        r"|小题大[做作]|大惊小怪|斤斤计较|吹毛求疵|鸡蛋里挑骨头|没事找事|找[茬碴]|矫情|碰瓷|讹(?:人|钱|我|诈)"
        r"|[占贪](?:小|点|我们?)?便宜"
        rf"|{_YOU}[^,。!?\n]{{0,6}}(?:有病|没?脑子|智商|[眼瞎]瞎|素质|文盲|神经病|没常识|没文化|玻璃心|不要脸"
        rf"|要点脸|撒谎|说谎|胡说|骗(?:人|我|退款))|(?:有没有|没有?|摸着|昧)良心|奇葩|奥客|刁民|穷(?:鬼|就)"
        rf"|(?<!像)(?<!有)(?<!到){_YOU}们?这(?:种|些|类)(?:人|客人|客户|买家|顾客)|见(?:得)?多了"
        rf"|(?:真|真是|真的)(?:的)?服了|服了{_YOU}|(?:受不了|拿){_YOU}(?:没办法)?$"
        rf"|{_YOU}(?:也)?(?:真|可真|还真)(?:行|逗|有意思|好意思|搞笑|可笑)"
        rf"|(?:还|也|仲|真|怎么|居然|竟然)(?:好意思|有脸)(?![思])"
        r"|(?<![跟和与同])(?:同行|竞争对手|对家|水军)(?:的|来|派)*(?:恶意|抹黑|诋毁|来[黑搞])"
        r"|(?:是不是|怕不是|该不会是?|一看就是|肯定是|就是)(?:我们?的?)?(?:同行|竞争对手|水军|职业差评)"
        rf"|{_YOU}[^,。!?]{{0,6}}(?<!应该)(?<!怎么)(?:辱?骂|侮辱|威胁|恐吓)(?:了|过)?(?:我们?|客服|店家|本店|小店)"
        r"(?![^,。!?]*(?:应该|都行|对|理解))"
        rf"|可笑|笑死"
        rf"|{_YOU}(?:根本|都|又|也|完全)?(?:就)?不懂(?!的|可以|之处|就问|没关系|时)|{_YOU}懂(?:什么|啥|个|不懂)"
        rf"|不懂(?:就)?(?:别|唔好)|[看听睇](?:不|唔)[懂明](?:中文|人话|汉字|字|话)|听不懂(?:吗|嘛)"
        rf"|没(?:有)?[带长生](?:眼|手|嘴|脑|耳)|(?:是不是|系咪)?听(?:不|唔)(?:懂|明白?|进去)(?:是不是|是吧|吗"
        rf"|嘛|咩|,|。|\?|$)|至于[^,。!?]{{0,8}}吗|(?:是|系){_YOU}(?:不会|唔识|不懂)(?:用|玩|看|睇|整|装)"
        rf"|犯得着|自己不会[^,。!?]{{1,6}}(?:吗|么|啊|拉|点)|{_YOU}[^,。!?]{{1,6}}我们?也没(?:办)?法"
        rf"|{_YOU}行{_YOU}[来上]"
        rf"|换(?:了|做|成)?{_YOU}{_YOU}?[^,。!?]{{0,6}}(?:吗|么|嘛)|当自己是|(?:别|不要|唔好)太过分|催命"
        rf"|有完没完|没完没了|烦不烦|烦死|懒得(?:理|跟|和|回)|吵死"
        rf"|(?:是)?第一天(?:买|上网|网购|出来)|识唔识字|识字(?:吗|么)"
        rf"|{_YOU}(?:不会|唔识)(?:自己)?[看睇量查用找百度算]{{1,2}}(?:吗|么|嘛|啊|呀|咩|\?)"
        rf"|{_YOU}(?:也)?太(?:过分|挑剔|难(?:伺候|搞|缠)|敏感|较真|计较|啰嗦|贪|自私|霸道)"
        rf"|就{_YOU}(?:一?个?人?)?(?:事儿?多|例外|特殊|最?挑剔|麻烦|要求多|话多|事最)"
        rf"|{_YOU}(?:是|这是|就是|纯粹是)(?:在)?(?:故意|存心|恶意|来找|胡说|瞎说|想讹|想骗)"
        r"|\byou(?:'re| are) (?:lying|(?:being |so |just )*(?:rude|unreasonable|difficult|ridiculous|dramatic"
        r"|overreacting|a liar|stupid|blind))|\bstop (?:lying|making)"
        r"|\b(?:can'?t|don'?t|didn'?t) you (?:even )?(?:read|see|understand|listen)\b"
        r"|\bdid(?:n't)? you (?:even|actually|bother)|\blearn (?:how )?to read|\bstupid|\bidiot|\byou people"
        r"|\b(?:customers|people) like you|\bgrow up\b|\bnonsense",
        instead=_LISTEN,
    ),
    "dare": Quarrel(
        rf"随(?:{_YOU})(?:便|的便|怎么|投诉|去|啊|吧|咯|好了)|随便{_YOU}|随便(?:投诉|举报|告|去告|骂|说)"
        rf"|(?:投诉|差评|举报|告)(?:就|都|吧)?随(?:便|您|你|意)"
        rf"|{_US}(?:可)?(?:不|唔|才不)(?:在乎|稀罕|怕|惊)(?:您|你|这|$|[,。!])"
        rf"|任{_YOU}(?:投诉|骂|说|告)|[爱中](?:买|要|信|退|来|等|去)(?:不|咋|怎么|哪)"
        rf"|(?:不信|唔信|不买|不要|不满意|嫌贵|不想要|不想买)(?:就)?(?:拉倒|算了|算数|别买|别来|别要|滚|去别)"
        rf"|(?:嫌[^,。!?]{{1,4}}?|(?:觉得|认为)?(?:太?贵|不(?:好|值|信|满意|喜欢|服气?|合适|放心)))[的了]?{_YOU}?"
        r"(?:就|可以|大可以?|也|完全)+(?:不买|不拍|不要[买拍]|别[买拍]|不下单)"
        rf"|买不起|买唔起"
        rf"|(?:那|有本事|有种|尽管)(?:{_YOU})?(?:就|便)?(?:尽管|去|就|只管)*(?:投诉|告|举报|曝光|起诉|报警"
        rf"|打12315|给差评|差评)|[要想中](?:意)?(?:投诉|告|举报|差评)(?:就|咪)(?:去)?(?:投诉|告|举报"
        rf"|差评)|{_YOU}(?:就|尽管|只管)?(?:去)?(?:投诉|告|举报|给差评|打差评|起诉)(?:去|吧|呗|好了|啦|啊"
        rf"|也没用|也冇用)|钟意投诉|(?:投诉|差评)(?:也|都)(?:没用|冇用|不怕|无所谓|没事)"
        rf"|(?:不怕|唔惊|唔怕){_YOU}|(?:吓唬?|威胁)(?:谁|我)"
        rf"|(?:那|要不)?{_YOU}?(?:就|可以)?(?:去)?(?:买别(?:人)?家的?"
        rf"|去?别(?:的|人)?[家处](?:去)?(?:买|看|问)?)(?:吧|呗|啊|啦|好了|就是)|找别家"
        rf"|哪(?:家|里|度)便宜(?:{_YOU})?(?:就)?(?:去|买|上|找)"
        rf"|(?:没|冇|又没|又冇)(?:有)?人(?:逼|强迫|求|拦|迫)(?:着)?{_YOU}"
        rf"|{_US}?又?(?:没|冇)(?:有)?(?:逼|求|强迫|迫){_YOU}|(?:唔钟意|唔中意|嫌贵)(?:就)?(?:唔好|咪)买"
        rf"|咪(?:买|帮衬)"
        r"|\btake it or leave it|\bgo ahead and (?:complain|report|leave|sue|write)|\bbe my guest"
        r"|\bwatch your (?:words|language|tone|mouth)|\b(?:sue|report|block) you\b"
        r"|\b(?:then|so|just) (?:don'?t buy|buy (?:it )?(?:somewhere else|elsewhere)|shop elsewhere|complain"
        r"|go (?:somewhere|elsewhere))|\bif you (?:don'?t like it|can'?t afford)"
        r"|\b(?:nobody|no one) (?:forced|made|asked) you",
        instead=_LISTEN,
    ),
    "rebuff": Quarrel(
        rf"(?:能|还|也|要|都)[怪赖]{_US}(?:吗|么|嘛|咩|咯|啊|\?)|还要[跟向和]{_YOU}(?:汇报|解释|报告|请示)"
        rf"|又不是{_YOU}[^,。!?]{{0,4}}(?:买|花钱|付)|[关干]{_US}(?:的|嘅)?(?:什么|啥|咩|乜|屁)事"
        rf"|{_US}(?:又)?(?:有什么|能有什么|还能有什么|有咩"
        rf"|有乜)(?:办法|法子)|我们?(?:哪|怎么)(?:里|儿)?会?知道|我点(?:会)?知"
        rf"|[找问跟和冲怪]{_US}(?:说|发火|发脾气)?(?:有什么用|有咩用|干嘛|干什么|做什么|咯|有啥用)"
        rf"|(?:还|到底|究竟)?(?:想|要)怎(?:么)?样(?=[,。!?啊呢才]|$)|{_YOU}(?:到底|究竟|还)?想(?:干嘛|点|怎的)"
        rf"|(?<!着)(?:急|催|吵|嚷|凶|闹|嘈|吼)(?:什么(?!时)|啥(?!时)|乜|咩)"
        rf"|有(?:什么|啥|咩)(?:好|可)(?:催|急|吵|投诉|闹|嘈|抱怨)|{_YOU}说(?:了(?:又)?不算|什么就是什么|是就是)"
        r"|\bhow is (?:that|this) (?:our|my) (?:fault|problem)"
        r"|\bwhat (?:else )?do you (?:expect|want (?:me|us) to do|want from)|\b(?:what'?s|so) your problem",
        instead=_LISTEN,
    ),
    "told_you": Quarrel(
        rf"(?:跟|和|给|同|告诉|对|话畀|话俾)?{_YOU}?(?:说|讲|话|告诉|解释|回复|提醒)(?:过"
        rf"|咗)?(?:{_YOU})?(?:了)?(?:好多|好几|很多|几|几多|多少|无数|n|[两三四五六七八九十]|\d{1, 6})(?:次|遍)"
        rf"|(?<![仓库])(?:都|已经?|早就?|不是)(?:已经|早就|都)?(?:跟|和|给|同|告诉|对)?{_YOU}?(?:都"
        rf"|已经?)?(?:说|讲|解释|回答)过"
        rf"|(?:都|已经|早就?|不是)(?:都|已经)?(?:(?:跟|和|给|同|对){_YOU}(?:都|已经)?(?:说|讲|解释)"
        rf"|告诉{_YOU})了(?!一下)|我们?(?:都|已经)?[说讲]得[很够这]?么?清楚了?"
        rf"|(?:都|不是)(?:已经)?(?:说|讲)了(?:吗|么|嘛|不|没|,|$)"
        rf"|(?:不是)(?:都|已经)?(?:跟|和|告诉)?{_YOU}?(?:说|讲|告诉)(?:{_YOU})?(?:了|过)"
        rf"|我(?:刚才?|之前|上面)?(?:已经|都)(?:跟|和|同|给)?{_YOU}?(?:说|讲|话)(?:了|过|咗)"
        rf"|(?:都|一早|早就)话(?:咗|过|畀)|讲咗"
        r"|\bas (?:i|we)(?:'ve| have)? (?:already|just|clearly) "
        r"|\b(?:i|we)(?:'ve| have)? (?:(?:already |just )(?:told|explained (?:this |that |it )?to) you"
        r"|told you (?:already|before|so|twice|many times|last time|this|yesterday|\w+ times))"
        r"|\bi(?:'ve| have)? already (?:said|told|explained|answered|mentioned)"
        r"|\bthat'?s not what (?:i|we) (?:said|wrote|told)|\bhow many times",
        mild=True,
        instead=_SAY_AGAIN,
    ),
    "in_writing": Quarrel(
        rf"明明(?!白)|(?<!{_YOU})(?<!不)(?:写|标|标注)(?:得|的)(?:很|非常|那么"
        rf"|这么|好|都很|十分|已经很)?(?:清清楚楚|清楚|明白|明明白白)(?!吗|一点|些)|白纸黑字"
        rf"|(?:不是|早就?|都)(?:已经)?(?:有)?(?:写|标明?|注明)(?:了|着|得|过)"
        rf"|{_YOU}(?:是不是|肯定|一定|应该是?|该不会|根本|明显|都|压根|当时)?"
        r"(?:[没有冇不唔][看睇读]|[没冇不唔]有?(?:仔细|认真|好好)[看睇读])(?:清楚?|仔细|明白?)?"
        r"(?:说明|详情|页面|介绍|描述|公告|尺码|规则|尺寸|聊天|条款|字|吗|么|就|再|楚|嘅|,|。|\?|!|吧|啊|咩|$)"
        rf"|{_YOU}(?:有没有|有冇)(?:认真|仔细|好好)?(?:看|睇)"
        r"|\b(?:it|(?:the|our) (?:page|listing|description|policy)) (?:clearly|plainly|explicitly"
        r"|very clearly) (?:says|states|said|stated)|\bit'?s (?:clearly |plainly )(?:written|stated|there)"
        r"|\byou should(?:'ve| have) (?:\w+ )?(?:read|checked|looked|measured|known|asked|paid|thought|told"
        r"|noticed|been)|\byou (?:didn'?t|did not|don'?t|never|failed to) (?:even |bother to "
        r"|actually )?(?:read|listen|pay attention|look properly|check (?:the|before)|measure)"
        r"|\bread (?:it|that|the \w+) again",
        mild=True,
        instead=_UNCLEAR,
    ),
    "mistaken": Quarrel(
        rf"(?<![给帮替为]){_YOU}(?:应该|肯定|一定)?(?:是)?(?:自己)?[记看搞弄说听睇数](?:错)(?:了|咗|吧|啦|$)"
        rf"|{_YOU}想(?:得)?(?:太)?多(?:了|吧|啦|咗|$)|(?:^|,)(?:这|那|怎么|绝对|根本)?(?:就)?不可能(?:的|吧|啊"
        rf"|呀|[,!。 ]|$)|{_YOU}(?:这样|这么)(?:说|讲|做)(?:就|可|也|是)?(?:太)?(?:不对|没意思|没道理|过分"
        rf"|不公平)|不是我说{_YOU}"
        r"|(?:录音|聊天记录|监控)(?:我们?|这边|店里)*(?:都|全|可都?)有(?=[,。!的]|$)"
        rf"|{_YOU}?(?:有|拿出?)(?:什么)?证据(?:呢|吗|嘛|么|来|啊|\?)|证据呢|(?:要有|讲)证据|[口空]说无凭"
        rf"|(?<!买)(?<!用)(?<!穿)(?<!吃)(?:谁|鬼)(?:知道|能证明|晓得)|{_YOU}(?:怎么|如何)证明|又不是我"
        rf"|凭什么(?:要|给|让|我|退|赔)|莫名其妙|无语(?![音言法])|[急催](?:也|都)(?:没用|冇用)"
        r"|\byou(?:'re| are) (?:simply |just |completely |totally )?(?:wrong|mistaken|confused"
        r"|too (?:picky|sensitive))|\bthat'?s (?:just )?(?:impossible|not true)|\bcan you prove"
        r"|\bwhat(?:'s| is) your proof|\bcalm down\b",
        mild=True,
        instead=_CHECK,
    ),
    "others": Quarrel(
        rf"{_OTHERS}(?:家)?(?:买|用|穿|收)?(?:了|的|回去)?(?:都|也|怎么)[^。!?\n]{{0,14}}(?:就{_YOU}|只有{_YOU}"
        rf"|(?:怎么|为什么|偏偏)(?:就|只)?{_YOU}|{_YOU}(?:怎么|为什么|却|就))"
        rf"|{_OTHERS}(?:家)?(?:买|用|穿)?(?:了|的)?(?:都|也)?(?:没有?|冇|唔|不)(?:有|会)?(?:问题|反[馈映]|事"
        rf"|投诉|这个问题|这种(?:问题|情况)|说|出现|遇到|提)|(?:只有|就只有|就){_YOU}(?:一个|一位"
        rf"|一家)?(?:人)?(?:说|反[馈映]|投诉|觉得|有(?!疑问)|遇到|提|话)|怎么(?:就)?(?:只有|就|偏偏){_YOU}"
        r"|\bno(?:body| one| other customer)s?(?: else)?(?: has| have| ever)* complain\w*"
        r"|\b(?:everyone|everybody) else (?:is|was|loves|likes|manages)|\bworks for everyone else"
        r"|\bthe problem is you\b|\bif you \w+ (?:it|them) (?:properly|correctly|right)\b"
        r"|\byou (?:ordered|chose|picked|entered|selected) the wrong|\bmake up your mind|\bonly you\b",
        mild=True,
        instead=_LISTEN,
    ),
    "worth": Quarrel(
        rf"一分(?:价)?钱一分货|便宜(?:没|冇|无)好|平嘢冇好|(?:几|十几|几十|十|\d{1, 6})(?:块|元|蚊)(?:多)?钱?(?:的"
        rf"|嘅)(?:东西|商品|货|嘢|衣服|鞋|包)?,?(?:{_YOU})?(?:还|仲|想|能)(?:要|想|有|怎|指望)"
        rf"|(?:这|咁)(?:么|个价?)?(?:便宜|平|价格?|价钱)(?:了|的|嘅)?,?(?:{_YOU})?(?:还|仲)(?:想|要)"
        rf"|{_YOU}(?:还|仲)(?:想|要)(?:怎|多|什么|咩|点)|\byou get what you pay for",
        mild=True,
        instead=_LISTEN,
    ),
    "rhetorical": Quarrel(
        r"(?:买|拍|下单|付款)(?:之前|以前|前|的?时候?)(?:您|你|都|就|自己)*(?:不会|不知道|没有?|不能|怎么不|不)"
        r"(?:先|自己|仔细|好好)?(?:看|问|量|查|比|想)[^,。!?]{0,6}(?:吗|么|嘛|啊|\?)"
        rf"|{_YOU}(?:到底|究竟)?(?:会不会|懂不懂|识唔识)(?:用|看|操作|穿|装|玩|洗|买|说话|好好说)[^,。!?]{{0,3}}啊"
        rf"|难道|了还(?:想|敢|来|退)|{_YOU}(?:当时|当初|之前|刚才)?(?:怎么|为什么|为啥|干嘛|干吗|点解)(?:当时"
        rf"|当初|之前|一开始|刚才"
        rf"|自己)*(?:就)?(?:不(?!方便|满意|喜欢|开心|想要)|没|唔(?!满意|钟意)|冇)[^,。!\n]{{0,6}}(?:看|说|讲|问"
        rf"|检查|量|试|验|仔细|提前|早|先|注意|确认|核对|拍照|录|睇|话)"
        rf"|(?:怎么|为什么|为啥|点解)(?:不早|不提前|不先|不看|不仔细|唔早|唔睇|当时不|当初不)"
        rf"|早(?:干嘛|干什么)(?:去)?了?|(?:当初|当时|那您?|那你)[^,。!?]{{0,4}}(?:买|要|拍|点"
        rf"|下单)[^,。!?]{{0,4}}(?:干嘛|干吗|干什么|做什么|做咩|做乜)|{_YOU}(?:到底|究竟)"
        r"|\bwhy (?:didn'?t|did not) you",
        mild=True,
        instead=_LOOK_TOGETHER,
    ),
}
