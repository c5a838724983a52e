"""The words reviews praise and complain with, and what turns them round: folded text, Simplified, lower case.

A word counts where it judges; what only looks like one (差不多, 快递, 最好买大一码) is left out by `NEUTRAL`.
"""

from __future__ import annotations

import re

_VERY = (
    r"(?:很|挺|真|太|蛮|超|好|非常|特别|相当|超级|都|也|更|最|十分|比较|确实|真心|还(?:是|算|挺|蛮)?|这么|"
    r"那么|一如既往的?|那叫一个)"
)
"""Words of degree: 好, 快 and their like judge only beside one, or at the end of what is said."""
_END = r"(?=$|[的了啊呀哦呢吧啦哈!~,。;、\s)]|和|又|且)"

NEUTRAL = re.compile(
    r"好好(?!吃|喝|看|用|的)|一路走好|快(?=[一二两三四五六七八九十半\d]|到期|过期)|小(?:激动|惊喜|确幸|兴奋|"
    r"开心|朋友|孩|时候)|好评(?=返|有礼|送|奖|卡|换|截图|红包)|"
    r"快递(?:员|小哥)?|快捷|快乐|愉快|差不多|差点儿?(?!意思)|差价|差异|好不容易|好容易|不得不|会不会|是不是|"
    r"好不好|能不能|要不要|"
    r"不好意思|不仅|不但|不过|不愧|不止|不只|不管|不论|不用(?:说|担心|多说)|不(?:舍得?|妨|客气)|只好|刚好(?=有|"
    r"是)|最好(?!的|了|$|[,。!吃喝看用])|"
    r"(?:要是|如果|的?话).{0,12}(?:就|会|更)好(?:了|的)?|(?:更|就)(?:完美|好)了|会更好|(?<![很挺真还])好吧|"
    r"一般(?:来说|都|会|是|情况|人)|破(?:费|例|壁)|贵(?:店|公司|司|重|宾)|名贵|"
    r"慢慢|快慢|坏处|坏习惯|错过|断断续续|不断|断货|果断|判断|[度渡休]假|假(?:期|日|如|设|装|的话)|"
    r"[放寒暑请休]假|卡(?:片|"
    r"号|通|座|其|槽|券)|"
    r"一分(?:价)?钱一分货|没(?:有)?(?:话|得)说(?=$|[,。!的])|说不(?:定|出|上)|爱不释手|无可挑剔|(?:去|戒|忘|"
    r"撕|换|吃|喝|卖|关|删|省)掉了?|无(?:线|论|需|"
    r"锡|糖|公害|人机)|"
    r"旧(?:的|货)?换新|依旧|照旧|仍旧|怀旧|仿(?:佛|真)|香(?:蕉|港|皂|菇|水|波|草|味)|甜(?:品|点|甜圈)|苹果|便宜货|"
    r"\b(?:likely|unlike|like (?:a|the|this|that|new)|fire ?(?:tv|stick)|not only|no (?:wonder|problems?|"
    r"issues?|complaints?|doubt))\b"
)
"""What carries such a word and judges nothing, or judges by itself (see `ALWAYS_PRAISE`)."""

ALWAYS_PRAISE = re.compile(
    r"没(?:有)?(?:话|得|的)说(?=$|[,。!的])|爱不释手|无可挑剔|没(?:有)?(?:什么|任何|啥)?(?:问题|毛病|可挑剔)|"
    r"挑不出|没(?:有)?(?:什么|任何|啥|一点)*(?:异|怪)?味(?:道|儿)?(?=$|[,。!])|不坏|经得?(?:住|起)|耐(?:用|摔|"
    r"磨|脏|看|穿|造)|"
    r"(?:还是?|依然|仍然|仍是?|都是)(?:很|挺)?(?:热|烫|温|凉|冰)(?:乎|的)+|味道?(?:也|都|并)?不(?:太)?(?:大|重)|"
    r"\bno (?:problems?|issues?|complaints?)\b|\bkeeps?\b.{0,30}\b(?:hot|warm|cold|cool|fresh|dry)\b|"
    r"\bstays? (?:hot|warm|cold|cool|fresh|dry)\b|"
    r"\bcan(?:'t|not) (?:fault|complain)\b"
)
"""Praise though it is put as a denial; 还是烫的 is what a flask is for."""

PRAISE = re.compile(
    r"操作性|神奇|新颖|感染力|理想|优越|清新|人性化|均匀|丰富|齐全|精彩|感动|感人|受益|启发|收获|有趣|风趣|"
    r"生动|深刻|震撼|好书|易懂|柔和|明亮|宽敞|敞亮|劲道|筋道|鲜嫩|蓬松|亲肤|服帖|"
    r"耐读|无愧|物超所值|百看不厌|"
    rf"不错|(?:{_VERY})好(?!几|多|久|像|想|歹|在|评|奇|意思)|(?<![你您只美友爱要装修弄换就搞做买说])好{_END}|"
    rf"好(?:用|看|吃|喝|听|闻|玩|穿|评|货|东西|用心)|真好|良好|完好|优质|优秀|出色|"
    r"一流|一级棒|(?:一能)?棒|给力|杠杠的?|点?赞|夸|漂亮|美观|精美|精致|精细|细致|细腻|(?:做工|针脚|走线|"
    r"工艺).{0,3}(?:细|齐|平整|讲究)|好看|喜欢|喜爱|(?:最|大|"
    r"太|真)爱|爱了|满意|开心|高兴|幸福|惊艳|惊喜|"
    r"值(?:得|了|这个价)|(?:很|超|太|真|挺)值|超值|划算|实惠|(?<!还)便宜(?!没|了|\d|[一二三四五六七八九十几])|"
    r"优惠|合理|物美价廉|良心|公道|性价比(?:很|超|挺|真|还|最|也|比较)*(?:高|不错|可以|优|突出)|"
    r"方便|省(?:心|事|力|电|水)|舒服|舒适|合(?:身|适|脚|体|心意)|正合适|正好|刚刚?好|适中|贴身|显瘦|显白|"
    r"结实|牢固|牢靠|扎实|厚实|稳(?:定|当|固)|清晰|流畅|灵敏|顺(?:畅|滑|手|利)|柔软|软(?:软|糯)的?|丝滑|轻便|"
    r"小巧|轻巧|实用|好使|省油|静音|安静|透气|保暖|温馨|"
    r"新鲜|(?:很|真|挺|又|特别|超|好|非常|比较)(?:香|甜|脆|嫩|鲜|亮|软|厚|轻|大气)|爽嫩|入味|可口|美味|脆甜|"
    r"香甜|清甜|多汁|"
    r"热(?:情|心)|耐心|细心|贴心|用心|周到|到位|礼貌|负责|专业|亲切|平易近人|和气|暖心|及时|迅速|神速|准时|秒回|"
    rf"(?:{_VERY}|速度|发货|送货|物流|到货|加热|充电|反应)快|(?:飞|超)快|快{_END}|(?:第二|当|隔)天就?(?:到|"
    rf"收到|送到)|(?:昨天|上午|早上|前天|晚上).{{0,8}}(?:今天|下午|第二天|中午|早上).{{0,4}}(?:就)?(?:到|收到|"
    rf"送到)|"
    r"(?:是|绝对|肯定|保证)?正品|信(?:赖|得过|任)|放心|推荐|回购|(?:还会|会再|下次|以后|继续)(?:再|还|"
    r"会)*(?:来|买|光顾|购买|回购|支持)|支持(?=国货|店家|卖家|你|$|一下|京东|华为)|"
    r"高(?:大上|档|端|级)|上档次|有(?:质感|面子|档次)|质感(?!一般|差)|时尚|靓丽|艳丽|气派|大气|大方|干净|整洁|"
    r"清爽|完美|五星|满分|"
    r"还?可以(?=$|[了吧啦的哦,。!~]+$)|还行|够用|足够|分量足|量(?:很|挺)?足|满满的?|严实|严密|(?:和|跟|"
    r"与)[^,。]{0,4}(?:图|照片|描述|介绍|说的|想|专柜|店里|宣传|"
    r"[以之]前|上次|平时|网上|页面|详情)"
    r"[^,。]{0,4}(?:一样|一致|相符)|(?<!不)一致|名副其实|效果(?:很|非常)?(?:明显|显著)|进步|"
    r"\b(?:good|great|nice\w*|excellent|perfect\w*|lov(?:e|es|ed|ely|ing)|likes?|liked|fast|quick\w*|prompt\w*|"
    r"recommend\w*|happy|pleased|delighted|"
    r"beautiful\w*|gorgeous|pretty|cute|comfortable|comfy|soft|sturdy|solid|durable|worth|bargain|amazing|"
    r"awesome|fantastic|wonderful|brilliant|superb|impressed|"
    r"helpful|friendly|polite|easy|fits|delicious|tasty|fresh|well[- ](?:made|packed|packaged|built)|"
    r"works? (?:well|fine|great|perfectly)|as described|true to size|high quality|absorbing|gripping|"
    r"beautifully|well[- ]written|page.turner|engaging|clean|polite|spacious|thank(?:s| you)|best)\b"
)

COMPLAINT = re.compile(
    r"[\d一二两三四五六七八九十半][个斤只瓶包片]?都不到|(?:事先|事前|提前|"
    r"之前)[^,。]{0,2}没(?:有)?[^,。]{0,3}(?:说|讲|告知|通知)|"
    r"(?:乱|多|另外?|额外|又|还要?)收(?:了|我)?[^,。]{0,6}(?:费|钱|块|元)|"
    r"收了?我?[\d一二两三四五六七八九十百]+(?:多)?(?:块|元)|[又还][酸涩]$|"
    r"欠[佳缺妥]|劣质|伪劣|有出入|出入(?:很|太|有点)?大|缺页|掉页|漏印|[折刮擦]痕|[刮划]花|差别(?:很|太|"
    r"有点)?大|空洞|生硬|乏味|枯燥|无聊|肤浅|[啰罗]嗦|晦涩|拖沓|平庸|"
    r"平淡(?!是真)|混乱|牵强|误导|误人子弟|看不懂|读不下去|"
    r"流水账|崩溃|大失所望|散架|给(?:我|俺)?(?:发|送|寄|邮)(?:的|来|了?个|一)|责任没有|没(?:有)?责任|太次|"
    r"扔(?:了|掉)|只(?:发|送|给|来)了?[一两二三123半]|"
    r"[小薄短硬厚窄]了点|缺[^,。]{0,5}页|不敢恭维|赠品(?:呢|没|都没|也没)|(?:就|都|也)不给了?|"
    r"还没(?:有)?(?:到|收到|送)(?!期)|怎么还不|"
    r"一点(?![^,。]{0,4}(?:问题|毛病|味|瑕疵|破|坏|损|色差|噪))[^,。]{1,4}(?:都|也)?没有|东拼西凑|抄袭|"
    r"错别?字|老套|俗套|做作|凉了|冷[了掉]|冰凉|差距|"
    r"没(?:有)?(?:什么)?(?:香味|嚼劲|水分|甜味)|"
    r"[葱油盐糖蒜水肥].{0,2}太多|傻逼|渣(?=$|[,。!了])|[吃喝]出(?:来)?.{0,6}(?:虫|头发|塑料|铁|石|异物|沙|"
    r"蝇|钢丝)|洒(?:了|出|一|得|光)|"
    r"(?:待机|续航|时间|寿命|保质期)(?:也|太|有点|比较|偏|很)*短|"
    r"(?:个头?|果子|苹果|屏幕|内存|容量|分量|房间|字体?|力度|信号|空间)(?:也|太|有点|比较|偏|挺|很)*小(?!$|"
    r"的?[声音])|(?:声音?|音量)(?:也|太|有点|比较|偏|略)+小|"
    r"(?:个头|果子|分量|房间|内存)(?:也|太|有点|比较|偏|挺|很)*小$|"
    r"(?<![出误])差|(?<!灿)烂(?!漫)|坏|破|碎|(?<!分)裂|断|(?<!绝)垃圾|laji|难(?:吃|喝|看|用|闻|受|穿|听|洗|装|"
    r"搞|缠)|失望|失去信心|后悔|遗憾|可惜|糟|郁闷|闹心|"
    r"骗|欺|忽悠|诈|宰|假(?!一赔)|仿|山寨|盗版|坑|上当|智商税|挂羊头|忽略不计|名不副实|虚(?:假|标)|夸大|吹牛|"
    r"慢|(?:等|拖)了?.{0,6}(?:久|半天|[天周月年]|小时|星期)|这么久|[天周月久间期]才(?:到|收|发|送|给|退|回|"
    r"来(?![评说追写夸晒]))|(?:有点|有些|太|很|真|好|特|死|偏|又|还|价格|那么|这么)小?贵|昂贵|贵(?:了|得|$)|买贵|"
    r"臭|馊|沤|腐|(?:异|怪|霉|腥|焦|糊|胶|塑料|药|煤油)味|一股.{0,6}味|刺鼻|味(?:道)?(?:很|太|有点|特别|好|"
    r"非常|挺)?(?:大|重|冲|怪|浓)|哈喇|变质|过期|临期|发霉|霉|馊|软烂|(?<!细)腻|"
    r"[掉脱褪](?:色|漆|毛|皮|线|渣|胶|了?下|发|落)|掉了|起(?:球|皮|毛|泡)|缩水|变形|变色|开(?:胶|线|裂)|脱胶|"
    r"漏(?!斗|网)|缺(?!点|货的)|短缺|(?<![多不至很])少(?:了|发|给|寄|一|两|二|三|几|\d|个|送|$)|[量货]少|缩量|"
    r"分量(?:太|很|"
    r"有点|越来越)?(?:少|小)|不够|"
    r"(?:发|送|寄|给|装|配|拿|弄|写|买)错|错(?:误|的)|货不对板|"
    r"卡(?:顿|死|机|壳|纸|住|成|得|的|了)|(?:太|很|真|超|特别|有点|有些|老是?|总是?|经常|开始|还|就)卡|"
    r"(?<![a-z存值网员行用片贺储])卡$|死机|闪退|黑屏|花屏|断网|掉线|重启|失灵|罢工|故障|毛病|缺陷|bug|"
    r"噪音|异响|杂音|破音|吱吱|发热|发烫|烫(?:手|伤|到|死|嘴)|太烫|色差|偏色|瑕疵|划痕|划伤|磕|污渍|油渍|线头|"
    r"毛边|杂质|黑点|坏点|凹|坑|瘪|"
    r"只有[^,。]{0,3}[\d一二两三四五六七八九十]+[个斤包瓶片本件]|是白[纸页]|空白页|还能[吃喝]吗|不会购买|"
    r"不支持(?!国)|就降(?!温)|不是说[^,。]{2,10}(?:么|吗|嘛|呢|$)|自己去?[拿取]|跑错|送错|"
    r"送来?[^,。]{0,3}[一两二三四\d][^,。]{0,4}(?:小时|钟头)|"
    r"(?:买|要|拍|点|订|选)的?[^,。]{1,8}(?:发|送|寄|来)[^,。]{0,3}是|[却又]给我?(?:发|送|寄)|不管用|不起作用|"
    r"没反应|[超太真]响|"
    r"(?:自动|时|就|老是?|突然|莫名)关机|严重(?!推荐)|较重|[时迟]滞|滞后|颗粒感|狭[隘小窄]|拥挤|狭促|简陋|"
    r"粗糙|粗制|不够[好大亮清]|(?:差|麻烦|问题)不(?:小|少)|高热|滴水|"
    r"不制热|变(?:凉|冷)水?|"
    r"没有?(?:任何)?[^,。有]{0,3}(?:桌子?|椅子?|窗户?|电梯|热水|毛巾|配套|驱动|网络|wifi|空调|拖鞋|指示|"
    r"保护膜|鼠标|耳机|充电器)$|得自提|"
    r"廉价感|单薄|(?<![轻超当])薄(?=$|了|得)|模糊|迟钝|松动|松垮|扎(?:人|手)|磨脚|打脚|挤脚|"
    r"显(?:胖|黑)|皱巴巴|硌|费(?:电|劲|力|水)|"
    r"太(?:大|小|薄|厚|长|短|硬|软|重|轻|吵|暗|亮|甜|咸|酸|油|辣|淡|紧|松|滑|窄|高|低|少|麻烦|卡|吵|水|闷|浅|"
    r"深|紧张)|偏(?:大|小|高|贵|硬|薄|厚|短|长|酸|咸|甜|紧|松|色|瘦|窄|少)|"
    r"(?:有点|有些|稍微?|略|好|很|特别|非常|比较|挺)(?:小(?!巧|心|贵)|短|硬|薄|旧|脏|吵|松|紧|酸|苦|涩|咸|油|"
    r"腻|麻烦|失真|勉强|闷|水|糊)|[大小薄厚长短丑][得的](?:要命|离谱|可怜|跟|像|不行|吓人)|缩小|又小又|"
    r"降价|(?<![的得])不行|不(?:好|值|满|合适|合身|舒服|喜欢|新鲜|推荐|耐|能|给|理|退(?!色)|换|发(?!热|烫|霉|"
    r"黄|臭|胀)|送|管|让(?!人)|认|负责|符|像(?!假)|清|灵|稳|准|热|会(?:再|回购|推荐)|再?买(?!一|到)|如|到位|"
    r"怎么样|咋|乍|对|爽|甜|香|脆|纯|正|足|全|齐|严|牢|平|方便|够|透气|吸|实用|适用|适合|人性|客气|诚信|守信|"
    r"靠谱|尽人意|太行|回(?!头)|一样|一致|灵敏|够|保温|制冷|亮了?|转|响|动|专业|礼貌|耐心)|"
    r"[打充连装用穿放联看听扣拉合开关洗吸退找拆套退插取进说安][得]?不(?:了|上|开|进|到|动|出|清|掉|住|严|起|"
    r"干净)|穿不|"
    r"没(?:有)?(?:什么|啥|任何|多大)?(?:用处|作用|卵用)|(?:一点|根本|完全|都|跟|和)没用|没(?:有)?(?:回|人|反应|"
    r"效果|收到|送|想象|给|声音|电|信号|任何(?:说明|保护|包装)|优化|货|处理|解决|动静|下文|兑现|赠|附|配|"
    r"说明书|发票)|送完了|无语|醉了|晕死|敷衍|恶劣|恶心|冷漠|冷淡|凶|推(?:卸|脱|诿|来推去|三阻四)|踢皮球|"
    r"爱答不理|爱搭不理|联系不|打不通|拉黑|已读|(?:还|都|也)没(?:有)?(?:退|到账|发|处理|解决)|12315|消协|起诉|"
    r"律师|法院见|曝光|举报|告你们|无人|乱(?:收费|扣|发)|忽视|鄙视|吐槽|不要脸|(?<!不)好意思|"
    r"结果(?:却|还是)?(?:没|不)|不见了|便宜没好货|不赔|黑店|奸商|气(?:死|人|愤)|生气|讨厌|伤心|愤怒|"
    r"(?:很|太|比较|也|就|挺|味道|质量|效果|服务|做工|口感|感觉)(?:很|也|就|太)?一般|一般(?:般|吧|$)|(?:想|"
    r"要求?|已|申请|给我)退(?:货|款|了)|投诉|差评|别买|慎(?:买|重)|不要买|千万别|再也(?:不|没)|"
    r"过敏|起疹|红疹|红肿|发痒|痒|疼|受伤|划破|流血|中毒|拉肚子|呕吐|住院|漏电|触电|冒烟|着火|起火|爆炸|危险|"
    r"虫|苍蝇|脏|破旧|陈旧|老旧|(?:很|太|好|有点|是|像|[和跟])旧|二手|翻新|拆(?:过|封过)|用过的|"
    r"说好的?.{0,10}(?:呢|"
    r"没|不|却|结果|得)|缺点|不足|有问题(?!打|联系|找|请|可以|就|再)|出(?:了)?问题|问题(?:多|大|不断)|"
    r"什么(?:玩意|质量|东西|态度|服务|破)|"
    r"\b(?:(?:bit|little|slightly|somewhat|rather) (?:too )?(?:tight|small|big|large|loose|short|long|thin|"
    r"heavy|loud|"
    r"slow|pricey|stiff|expensive)|kept (?:dropping|failing|crashing)|bad|badly|poor\w*|broken?|break(?:s|ing)?|"
    r"terrible|awful|horrible|slow\w*|late|fake|counterfeit|"
    r"disappoint\w*|waste|wasted|damaged?|missing|wrong|worst|rude|refund|crack\w*|"
    r"leak\w*|scratch\w*|dent(?:s|ed)?|stain(?:s|ed)?|smelly|smell(?:s|ed)? (?:bad|awful|weird|odd|funny|"
    r"strange|like|"
    r"of)|stinks?|flims\w*|cheap(?:ly)? (?:made|looking|plastic|material)|cheap$|useless|faulty|defect\w*|"
    r"fell apart|falls? apart|stopped working|"
    r"never (?:arrived|came|works?|again|replied|responded)|ignored|unhelpful|overpriced|too (?:small|big|"
    r"large|tight|loose|short|long|thin|heavy|loud|expensive|slow|hot)|"
    r"runs? (?:small|large|big|hot)|overheats?|uncomfortable|nothing like|let down|rip.?off|scam|rash|burn\w*|"
    r"hurts?|injur\w*|allerg\w*|shock\w*|squeak\w*|noisy|peel\w*|fad(?:ed|es|ing)|"
    r"shr[iau]nk\w*|torn|ripped|dirty|expired|mou?ldy|stale|weak|regret|avoid|annoy\w*|crushed|unsafe|"
    r"don't buy|do not buy)\b"
)

FLIP = re.compile(
    r"(?:(?:(?<![了得])|(?<=觉得))不(?:会|是|太|怎么|怎样|够|让人|算|容易|易|那么|咋|至于|显得?|觉得?|"
    r"像(?:.{0,10}[说想]的|"
    r"是)?)*|"
    r"没(?:有)?(?:一[个点丝]|任何|什么|啥|那么|一点(?:点)?|半点|发现|出现|发生|看到|见到?|碰|摔|压|磕|挤|弄|洗|"
    r"用|想象(?:中|的)?(?:那么|的)?|怎么|觉得?|感觉到?|感到|闻到)?|"
    r"没有?[^,。]{0,6}(?:[店家市货产款版]|(?<!什么)的)(?:质量|味道|口感)?|"
    r"没有?.{0,8}(?:买的|那么|以前的?|图片上?|想象中?的?|说的)|(?:毫|暂)?无|未|别无|零|谈不上|称不上|算不上|"
    r"难以|不再|"
    r"\b(?:not|isn't|wasn't|aren't|doesn't|didn't|don't|won't|wouldn't|couldn't|can't|cannot|hasn't|no|never|"
    r"without|hardly|nor)(?: (?:to|be|been|seem|look|feel|smell|as|that|so|really|very|at all|a|an|any|even|"
    r"would|ever|exactly))*)"
    r"\s*(?:很|太|那么|特别|再|有|出现|被|什么|明显|半?点|一[个点丝些]|任何|多少|那种|异?常?|怎么|"
    r"容易)*[撕摔压弄碰刮洗用穿]?\s*$"
)
"""What stands before a word and makes it say the opposite: 没碰|坏, 不掉|色, not |good."""

ONLY = re.compile(r"只有|除了|剩")
"""What makes a denial count for few: 只有三个没烂."""

FAINT = re.compile(
    r"^(?:味道?|声音?)?(?:也|都|并|倒|还)?(?:不(?:是很|怎么|太|算|是太|会很)?(?:大|明显|严重|多|重|厉害|高)|"
    r"(?:很|较|极|非常|几乎|基本|完全)?(?:小$|没有(?!了)|很?少|听不到|闻不到)|小(?=$|[,的])|可以忽略|控制得)"
)
"""What stands after a fault and makes it none: 噪音|不大, 色差|几乎没有."""

IMAGINED = re.compile(
    r"说是|号称|希望|期望|期待|建议(?=找|你们|商家|厂家|店家|改|加|增|下次)|(?:客服|卖家|商家|店家|页面|详情|"
    r"广告)(?:却|还|只|都)?[说写](?=是|没|可以|能|有)|祝|如果|要是|万一|假如|担心|(?<!不)怕|原?以为|本来以为|"
    r"还以为|可能会?(?:认为|觉得|以为)|担忧|听说|有人说|别人说|都说.{0,4}(?:难|不)|看(?:到|"
    r"了)?.{0,4}(?:差评|评论|评价)|比起|相比|之前在?别|"
    r"\b(?:if|hope\w*|worried|afraid|expected|thought|wish)\b"
)
"""What follows is feared, wished or heard, and not what the goods did."""

NAMING = re.compile(r"(?:不|没)(?!错|好)[^,。]{1,3}的(?=[^,。]{3})")
"""A denial that tells which thing is meant, and judges nothing by itself."""

JOINT = re.compile(r"而且|并且|同时|另外|还有|\band\b|\balso\b")
"""Where one clause may go on to another thing."""

CONTRAST = re.compile(
    r"但是?|不过|可惜|只是|就是|可是|然而|唯一|美中不足|除了|问题是|\b(?:but|however|though|although|except|"
    r"only|yet)\b"
)
"""Where praise may turn into complaint inside one clause."""

GENERAL = re.compile(
    r"留言|投诉|郁闷|闹心|气愤|恼火|无奈|伤心|不错|好评|差评|满意|喜欢|喜爱|失望|后悔|推荐|垃圾|坑(?:人|爹|"
    r"货)?|骗(?:人|子)?|无语|五星|"
    r"满分|点?赞|棒|"
    r"给力|完美|开心|高兴|支持|值得?|购买|拥有|信赖|放心|上当|别买|慎买|千万|"
    r"[好差烂坏行爱买]|真心|可以|还行|一般般?|再来|回购|下次|以后|还会|会再|再也|光顾|大家|建议|谢谢|感谢|总体|"
    r"整体|总之|总的来说|感觉|觉得|完全|简直|真的|实在|根本|一直|首先|然后|呵呵|东东|鄙视|良心|一致|认为|"
    r"称赞|赞一个|渣|这家?酒店|这书|这本书|东西|宝贝|产品|商品|再|被|欺骗|朋友|同事|别人|"
    r"家人|一如既往|气死人?|生气|讨厌|先|给|"
    r"个|要|会|来|这家?店|想说|本来|反正|"
    r"很|挺|真|太|蛮|超级?|非常|特别|相当|十分|比较|更|最|都|也|还|就|是|不|没有?|了|的|得|啊|呀|哦|吧|啦|哈|"
    r"呢|我|你们?|他们?|她|吗|什么|严重|强烈|极其?|"
    r"[^一-鿿a-z]+|\b(?:very|really|so|would|will|again|buy|i|am|it|not|good|great|bad|happy|pleased|love|"
    r"recommend\w*|disappoint\w*|perfect|excellent|nice|five|stars?|never|this|highly|the|total|complete|"
    r"waste of money|worst|best|avoid|terrible|awful|horrible|scam|rip.?off)\b"
)
"""What may be taken away and leaves nothing: such a clause judges the whole and names no point."""

BARE_SPEED = re.compile(
    r"^[^一-鿿]*(?:真心?|有点儿?|太|很|就是|还|又|好|非常|特别|确实|速度)*[慢快]了?(?:点|些)?[^一-鿿]*$"
)
SENT = re.compile(r"物流|快递|发货|送|到货|收到|下单|配送|顺丰|外卖")
ELSE_SPEEDS = re.compile(r"加热|反应|系统|开机|运行|充电|处理|解码|上网|下载|烧水")
"""Speed alone is that of the delivery only where something was sent, and nothing else is fast or slow."""

ANNOUNCES = re.compile(r"(?:不足|缺点|优点|问题|毛病)(?:有|如下|[^,。]{0,8}是$)[^,。]{0,3}$|^对[^,。]+来[讲说]$")
"""What only announces the points that follow."""

OF_THE_PAST = re.compile(
    r"^[^,。]{0,3}(?:以前|之前|上次|上回|原来|原先|过去|当初|从前)(?!说)|(?:别家|人家|其他家|超市|实体店|"
    r"商场|国产|隔壁)[^,。]{0,8}比(?:它|这|你)|没有?(?:什么)?味道?$|"
    r"\b(?:last time|used to|previously)\b"
)
"""What is told of another time or shop, or may be a fault (没有味道): beside a complaint no praise of ours."""

EITHER_WAY = re.compile(r"薄|轻|短|小|大|重|长|厚")
TOO = re.compile(r"太|偏|过[于分]|有点|有些|略|稍|差|不|没|[得的](?:要命|离谱|可怜)|单薄")
"""A measure is a merit in one thing and a fault in another (机身薄); a fault for sure where it is too much."""

ON_SALE = re.compile(
    r"很好|不错|喜欢|满意|太差|买|购|京东|发货|快递|物流|包装|客服|商家|卖家|店家|质量|性价比|价格|价钱|推荐|"
    r"好评|差评|入住|酒店|"
    r"房间|用了|好用|手机|电脑|屏|系统|"
    r"穿|尺码|面料|味道|好吃|收到|退货|本书|这书|书[里中]?的?(?:内容|印刷|纸)|作者|读[了完者起]|看[了完]|"
    r"\b(?:bought|buy|order|deliver|quality|price|recommend|book|read|hotel|room)\w*"
)
"""What a review speaks of; a long text without it is an extract or a tale."""

RIGHTS = re.compile(
    r"12315|315(?!\d)|消协|消费者协会|工商局?|市场监管|起诉|举报|告你们|告他们|假一赔|法院见|找律师|发律师函|"
    r"\b(?:sue|lawyer|court)\b"
)
RIGHTS_LIKELY = re.compile(
    r"律师|法院|法律(?:途径|手段|武器|责任)|曝光(?!度|补偿|时间)|找.{0,4}媒体|媒体(?:见|曝光)|维权|\blegal\b"
)
SAFETY = re.compile(
    r"过敏|起?(?:红?疹)|红肿|受伤|[烫烧]伤|肚子疼|腹泻|"
    r"(?:手|脸|皮肤|孩子|宝宝|人|脚|嘴|腿|被|我)[^,。]{0,6}[划割扎夹砸]伤|[划割扎夹砸]伤了?(?:手|脸|皮肤|"
    r"孩子|宝宝|人|脚|嘴|腿|我)|划破|流血|中毒|住院|送医|拉肚子|呕吐|"
    r"着火|起火|(?:差点|好几次|老人|孩子|宝宝)[^,。]{0,4}[摔滑]倒|"
    r"冒烟|爆炸|漏电|触电|电(?:到|了)我|塌了|"
    r"\b(?:injur\w*|allerg\w*|rash|explod\w*|unsafe|burn(?:t|ed)|shocked|(?:started|began|is|was) smoking|"
    r"(?:caught|on) fire|sparked|poison\w*)\b"
)
SAFETY_LIKELY = re.compile(
    r"看医生|医院|有毒|致癌|(?<!不)会害人|害[死残]|[吃喝倒爬看][^,。]{0,8}(?:虫|蟑螂|苍蝇|蛆|头发|钢丝|铁丝|"
    r"玻璃渣|异物)|"
    r"\b(?:hospital|doctor|burns?|electric shock)\b"
)
"""Like `RIGHTS_LIKELY`: so little said counts only where something is complained of."""
OVER = re.compile(
    r"远离|避免|防(?:止|烫|触)|不(?:用|必)(?:去|再)|(?:治|好)(?:了|好)|缓解|改善|减轻|有效|书[里中]|故事|情节|作者|"
    r"主人公|主角|\b(?:no longer|avoid|cleared up)\b"
)
"""What tells that a danger is kept away, past, or part of a story."""

THREAT = re.compile(
    r"再也(?:不|没)|不会(?:再|购买)|别买|不要买|千万别|慎(?:买|入|拍)|黑名单|永远不|最后一次|绝不|要求退货|"
    r"\bnever (?:buy|again)|(?:don't|do not) buy"
)
"""Such a clause judges the whole, whatever it names."""
FOR_OTHERS = re.compile(
    r"(?:给|送|帮|替|为)(?:了)?(?:我|俺|自己)?(?:的|家)?(?:老|小)?(?:妈|爸|父母|爷爷|奶奶|公公|婆婆|婆|老婆|"
    r"老公|媳妇|儿子|女儿|孩子|宝宝|"
    r"宝贝|小孩|朋友|同事|家人|长辈|老人|女友|男友|姐|妹|哥|弟|丈母娘|岳父|外婆|外公)|"
    r"\bfor my (?:son|daughter|mother|mom|father|dad|wife|husband|friend|parents|kids?)\b"
)
IN_A_STORY = re.compile(
    r"(?:故事|书|小说|文)[里中](?!有?(?:错|[几一两好]+页)|缺|夹|白)|主人公|主角|女主|男主|\b(?:protagonist|"
    r"heroine|hero)\b"
)
OF_A_BOOK = re.compile(
    r"书|作者|文笔|文字|内容|情节|故事|翻译|译|印刷|纸|排版|装订|封面|错别?字|读|看(?!到|见|着)|买|值|推荐|"
    r"失望|失所望|散架|缺页|后悔|水平|观点|道理|"
    r"无聊|感动|感人|受益|启发|收获|学到|爱不释手|喜欢这|很喜欢$|真好$|不错$|满意|精彩|经典|有趣|实用|易懂|"
    r"乏味|枯燥|浅|空洞|啰嗦|罗嗦|快递|物流|包装|发货|客服|退|换|价|"
    r"\b(?:books?|novel|read|reading|writ\w+|author|plot|story|chapters?|print\w*|recommend\w*)\b"
)
"""What a point of a book's review speaks of when it means the book or its sale, and not its story."""

ASPECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (about, re.compile(pattern))
    for about, pattern in (
        ("safety", f"{SAFETY.pattern}|{SAFETY_LIKELY.pattern}"),
        ("rights", f"{RIGHTS.pattern}|{RIGHTS_LIKELY.pattern}".replace("|假一赔", "")),
        ("authenticity", r"假(?!一赔)|正品|真货|仿|山寨|盗版|\b(?:fake|genuine|authentic|counterfeit)"),
        ("price", r"降价|差价|价保|买贵|便宜了"),
        ("not-as-described", r"描述|差别|给(?:我|俺)?(?:发|送|寄|邮)(?:的|来|了?个|一)|"
         r"图片|照片|不一样|不符|货不对板|说好的?|宣传|虚假|虚标|页面|详情|色差|"
        r"偏色|挂羊头|described|description|picture|photo"),
        ("quality", r"水量|水压|出水|内存|电量|处理器|解码|网速|上网|下载|噪声|滞后|驱动|wifi|音[量质响]|声音|"
        r"铃声|按键|分辨率|"
        r"容量|图标|电池|信号|噪音|待机|字体|开机|运行|系统|加热|充电|刻录"),
        ("service", r"客服|态度|服务|耐心|回复|解答|售后|安装|师傅|退货|退款|换货|小哥|送餐员|老板|商家|店家|卖家|"
        r"掌柜|前台|阿姨|发票|增票|推[卸脱诿]|等.{0,6}人|"
                    r"[没无]人|不(?:理(?!想|解)|回)|拉黑|反应(?:很|非常)?(?:迅速|快)$|service|staff|support|refund|"
                    r"seller|repl(?:y|ied)"),
        ("packaging", r"包装|包得|没包|漏液|(?<!花)洒|盒|(?<!冰)箱(?!包)|压[坏扁]|泡沫|packag|\bbox\b|packed"),
        ("logistics", r"物流|快递|顺丰|圆通|中通|申通|韵达|发货|送货|送餐|外[送卖]|"
        r"送达|送[得的](?=[快慢早晚及很真太也还挺超])|配送|"
        r"(?<!收)到货|[没未]有?收到|还没到|送到|送来|"
        r"[就才]到|等了?.{0,6}(?:[天周月久]|小时|分钟|钟头)|收到(?:得)?(?:很|真|太)?[快慢]|速度|准时|下单|"
        r"^(?:真心?|有点儿?|太|很|就是|还|又|好|非常|特别|"
        r"确实)*[慢快]了?(?:点|些)?!*$|deliver|shipping|"
        r"shipped|arriv|courier"),
        ("price", r"价[格钱位]|定价|物价|物美价廉|性价比|便宜|贵|划算|实惠|超值|优惠|分钱|不如.{0,6}(?:块|元|"
        r"\d)|\b(?:price|cheap|expensive|value|worth|bargain)\b"),
        ("size", r"尺(?:码|寸)|大小|码数|偏[大小紧松长短]|合身|合脚|太[大小长短紧松]|(?<!大)[大小](?:[了得]|"
        r"的(?=跟|像|离谱|要命))|体积|(?:有点|偏|个[头体子]).{0,3}[大小](?!不|毛病|问题|瑕疵)|"
        r"\b(?:size|fits?|too (?:small|big|tight|large|short|long))\b"),
        ("taste", r"口感|味道|好吃|难吃|好喝|难喝|口味|新鲜|[甜咸酸脆嫩]|(?<!细)腻|饭菜|菜品|入味|馊|滑口|"
        r"taste|delicious|fresh"),
        ("missing", r"赠品|量.{0,2}少|分量|少(?:了|发|一|寄|送|给)|漏(?:发|了一)|没有?(?:送|赠|给|配|附)|"
        r"都不送|缺(?:了|少)|missing"),
    )
)  # fmt: skip
"""What a clause is about: the first that matches. A point that names nothing is about the goods' quality."""
