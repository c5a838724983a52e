"""The words that steer a talk: what customers greet, thank, agree and ask with, what agents ask and promise with.

Folded text: Simplified, half width, lower case.
"""

from __future__ import annotations

import re
from typing import Literal

Act = Literal[
    "matter",
    "shows_order",
    "shows_item",
    "answers",
    "agrees",
    "waits",
    "thanks",
    "leaves",
    "greets",
    "resumes",
    "solved",
    "done",
    "owes",
    "shows_contact",
    "puzzled",
    "praises",
    "explains",
    "browses",
    "remarks",
    "confirms",
    "presses",
    "wordless",
]
"""What the customer's last message does: bring up a matter (ask, want, complain, tell), show an order or an item
without a word, answer what the agent asked, take note of what the agent said, ask for a moment, thank, take leave,
greet, point back to what was spoken of before, tell that it is solved, report that they did what the agent told
them, take note of a request without meeting it, give the number they can be called on, ask what the agent meant,
praise, give their reason, tell that they are but looking round, remark on what was said, ask whether it is so, ask
how far what was promised has come, or say nothing in words."""
PLATFORM = re.compile(
    r"顾客通过点击.{0,16}?发送:?|请选择(?:您要)?咨询(?:的)?订单|"
    r"(?<![a-z])[a-z]{0,4}\[(?:[^\[\]]|\[[^\[\]]*\])*\]|https?://\S+|www\.\S+|"
    r"(?:咨询)?订单(?:号|编号|金额)[:\s]*[a-z0-9*¥.*_-]*|商品(?:id|编号)[:\s]*[a-z0-9*_-]*|"
    r"下单时间[:\s]*(?:[\d/.-]+[\s\d:]*)?|"
    r"(?<![a-z0-9_-])(?=[a-z_-]{0,20}\d)[a-z0-9_-]{8,64}(?=[^a-z]|$)|#e-s\S*|"
    r"(?:商品信息|订单业务|业务)咨询|[^\W\d_]{2,8}\((?:移动|手机|电脑|网页|pc)端\)|"
    r"\border (?:number|no\.?|#)[:\s#]*[a-z]{0,4}-?[\d-]{3,}"
)
"""What platforms and cards write into a message: order cards, product ids, links."""
SHOWN = re.compile(
    r"图|照片|视频|截图|链接|商品|宝贝|订单|数字|卡片|电话|地址|https?|www|\d{4}|image|photo|picture|video|link|order"
)
"""What makes such a piece show something: others are stickers."""
HUMAN = re.compile(
    r"(?:用户发起)?(?:我)?(?:要|想|请)?(?:帮我)?(?:转|找)?(?:接)?(?:(?:你|您|妳)?(?:这)?是(?:不是)?|有(?:没有)?)?"
    r"(?:人工(?![智费成])|真人|机器人)(?:客服|服务)?(?:[吗么嘛]|还是(?:人工|真人|机器人))?|"
    r"(?:talk|speak) to a human|real person"
)
"""Calling for a person, or asking whether one is there."""
COURTESY = re.compile(
    r"^(?:您好|你好|在吗|在么|在不在?|亲+|哈喽|hello|hi|hey|请问(?:一下)?|麻烦(?:问下|您|你)?|好的|嗯+|哦+|"
    r"谢谢(?:您|你|啦|了)?|dear|please|美女|帅哥|客服|店家|老板|掌柜的?|那个|就是|[,!?。~;:、\s])+"
)
KINDS: tuple[tuple[Act, str], ...] = (
    (
        "leaves",
        r"(?:暂时|目前|应该|现在|那)?(?:就)?(?:没有?|木有)(?:什么)?(?:别的|其他的?)?(?:问题|事儿?|啥|"
        r"需要)?[了啦喽]|不用[了啦喽]|(?:先|就)这样(?:吧|了)?|再见|"
        r"拜拜?|晚安|88|that'?s (?:all|it)|nothing else|no,? thanks?|(?:good)?bye",
    ),
    (
        "thanks",
        r"(?:非常|多|太|万分)?(?:谢谢|感谢|谢了|谢啦|感恩|多谢|唔该)(?:您|你|啦|了|哦|亲|老板|哈|噢|呀)*|"
        r"(?:辛苦|麻烦|劳烦)(?:您|你|啦|了)+|"
        r"(?:many )?(?:thx|thanks?|cheers)(?: you)?(?: so much| very much| a lot)?",
    ),
    (
        "waits",
        r"(?:您|你)?(?:稍|请)?等(?:一?[下会]儿?|我?一?下?|等|哈)+|(?:我(?:先|去|再)*|(?:先|去|再)+)(?:看看?|找找?|问问?|试试?|"
        r"想想|拍|量|确认|查查?|研究)(?:一?下|一下子|"
        r"吧|哈|先)?|"
        r"(?:我)?(?:马上|这就|一会儿?|待会儿?|回头|晚点)(?:发|拍|去|给|再)(?:给)?(?:你|您|来|拍|发)?|"
        r"one (?:moment|sec(?:ond)?)|hang on|hold on|just a (?:moment|sec|minute)|let me (?:check|see|look|find)",
    ),
    (
        "resumes",
        r"(?:还是)?(?:上次|上回|昨天|前天|刚才|之前|刚刚|前面)(?:我?说)?(?:过)?的?(?:那个|那件|那笔|"
        r"这个)?(?:问题|事情?|情况)?|还是(?:这|那)个(?:问题|事情?)?|"
        r"(?:那个|这个)(?:问题|事情?)|same (?:issue|problem|question)(?: again)?|my (?:last|previous|"
        r"earlier) (?:question|issue)",
    ),
    (
        "agrees",
        r"好(?:[的滴哒呀吧嘞啦哦呢哈])*|[嗯恩]+|哦+|噢+|喔+|啊+|行(?:[的吧啊])*|(?:也)?可以(?:[的啊呀])*|"
        r"知道[了啦]?|明白[了啦]?|了解[了啦]?|收到[了啦]?|没问题|"
        r"没关系|没事(?:儿|的)?|懂了|那好|原来(?:是)?(?:这样|如此)(?:子)?|这样(?:子)?|没办法|ok(?:ay)?|alright|"
        r"sure|got it|i see|fine|"
        r"great|noted",
    ),
    (
        "answers",
        r"是(?!(?:不是)?(?:人工|真人|机器人))(?:[的啊呀滴])*|对(?:[的啊呀对])*|没错|(?:就)?是(?:这个|它|这款|这单)|有(?!人|真|机)(?:的)?|(?:我)?要(?:的)?|"
        r"不是(?:的)?|没有?|不(?:用|要|需要|对|行)|"
        r"yes|yep|yeah|correct|right|no|nope",
    ),
    (
        "greets",
        r"(?:您|你|妳)好(?:啊|呀)?|在(?:吗|么|不在?|嘛)?|哈[喽啰]|嗨|有人(?:吗|么|在)*|客服|"
        rf"{HUMAN.pattern}|hello|hi|hey|"
        r"anyone there",
    ),
)
ASIDE = r"亲+|那|我|了|吧|呢|啊|呀|哈+|嘿+|呵+|哦+|老板|美女|帅哥|小姐姐|妹子|dear|please|then|so|[^\w\s]|_"
BREAKS = re.compile(r"[,.!?~;:、。\s]+")
OPENS = re.compile(
    r"^(?:[嗯恩]+|哦+|噢+|好(?:[的滴哒呀吧嘞啦])+|是的|对的?(?=我|，|这)|没事(?:儿)?|没[了啦]|没有[了啦])+"
)
"""How a message may begin that goes on to say more."""
QUESTION = re.compile(
    r"\?|吗|嘛|么(?=$|[\s?!,.~])|什么|啥|怎么|咋|多久|多少|几[天时号点]|谁|哪|能不能|可不可以|是不是|有没有|"
    r"可否|能否|是否|作何|为何|是吧|对吧|[到好了完过发寄收看]没(?:有)?(?:$|"
    r"[\s,.!])|"
    r"催|尽快|赶紧|快点|凭|急(?:着|用|需|死|啊)|着急|等着[用要]|还(?:没有?|不)[派发到收退送]|\b(?:can|could|may|does|did|will|would|when|how|what|where|who|which|why)\b"
)
"""What asks or presses, so that it is no mere answer."""
WANTING = re.compile(
    r"(?:需|想)要|我(?:要|想)|帮|麻烦|可以(?=.)|别|退|换|取消|投诉|改|便宜|请|能(?:帮|给|换|退|改|发)|"
    r"\b(?:want|need|please|refund|return)\b"
)
CONFIRMS = re.compile(
    r"^(?:确定|确认)(?!收|一|下|订).{1,10}$|(?:是吧|对吧|对吗|是吗|是不|是么|对么|(?<![什怎])[吗嘛么吧])[\s?!.~]*$|"
    r"\b(?:right|correct|is that so)\?\W*$"
)
"""Asking for a yes."""
PRESSES = re.compile(
    r"(?:那|现在|请问|帮我|您|你|是|还)*(?:(?:查|问|核实|核对|处理|弄|办|看|改|催|联系|搞|开|退|登记|申请)询?"
    r"(?:(?:得|到|好|清楚|完|出来|上)+了?|了)(?:吗|没有?|么|怎么样了?)|有(?:消息|结果|进展|回复)了?(?:吗|没有?|么)?|(?:怎么样|怎样|咋样|如何)了?|(?:好|行|完成)了?(?:吗|没有?|么)|"
    r"在(?:吗|么|不在?)|人呢)[啊呀呢]?|(?:is there )?any (?:news|update)s?|"
    r"(?:did you )?(?:find|found) (?:it|anything)(?: out)?(?: yet)?"
)
"""Asking how far something has come, whatever it is."""
OPEN = re.compile(r"什么|啥|怎|多少|多久|几[天时号点个]|哪|谁|为何|还是")
"""Asking for more than a yes."""
DID = re.compile(
    r"(?:我|这边|刚刚?|刚才|已经?|都|全|现在|也|重新|按.{1,6}的)*"
    r"(?:取消|提交|申请|操作|填写?|点击?|下单|拍下?|修?改|换|付款?|支付|上?传|发|寄|弄|搞|办|设置?|登录|退出|重启|确认|关|"
    r"删|绑定|解绑|补)(?:上去|过去|出去)?(?:好|完|过|成功|掉|下)*[了啦咯喽](?:一[个单件下]|两[个单件]|哈|哦|啊)?|"
    r"(?:i(?:'ve| have)? )?(?:just )?(?:submitted|cancell?ed|applied|uploaded|reordered|done)(?: it| that| both)?"
)
"""Reporting that something asked for was done."""
PROPOSAL = re.compile(r"(?:可以|好|行|中|成)[吗么嘛不]\W*$|\bshall (?:i|we)\b")
"""Offering to do something, rather than asking after it."""
IN_ORDER = re.compile(r"好了|(?:都|全)?(?:好|行|可以)[了啦]|(?:it'?s )?done")
TRIES = re.compile(r"试|重启|刷新|排查|\btry\b")
"""What one is told to try: it being in order then means that it works."""
LOOK = re.compile(
    r"(?:您|你)?(?:再|来|帮(?:我|忙))?(?:看|查|刷新|核对)(?:看|查)?(?:一?下)?(?:吧|呗|哈)?|麻烦(?:您|你)?(?:了|看下)?|"
    r"(?:please )?(?:have a look|check)"
)
PUZZLED = re.compile(
    r"^(?:那|这|你|您|刚才)?.{0,6}(?:什么|啥)意思[啊呀呢?!~.\s]*$|^我?(?:没|不|还是不?|有点)*(?:太|大|很)?(?:听|看|搞|弄)?(?:得|不)?(?:没|不)?"
    r"(?:太)?(?:懂|明白|理解)[啊呀呢诶哎,.!~\s]*$|^(?:啥|什么|啊|咩)[?!~\s]+$|"
    r"\bwhat do you mean\b|\bdon'?t (?:understand|get it|follow)\b"
)
PRAISES = re.compile(
    r"(?:感觉|觉得|真的?|很|非常|特别|挺|太|超级?|蛮)(?:的|是)?(?:好(?![像久多少长几])|棒|赞|满意|喜欢|不错|靠谱|耐心|专业|贴心|"
    r"给力|漂亮|好看)|(?<!差)好评|认准|(?:下次|以后)(?:还|再|也)(?:会)?来|(?:又|再)来[买光]|回头客|点赞|已经?(?:给您|给你)?评价|"
    r"\b(?:love it|very happy|great service|excellent|well done)\b"
)
TURNS = re.compile(r"[不没]|但|可是|就是|说|以为|本来|原来|之前|\b(?:but|not)\b")
"""What makes praise something else."""
EXPLAINS = re.compile(
    r"^(?:只?是?因为|由于|主要(?:是|因为))|(?:我|家里)(?:们|现在|白天|平时|今天|最近|这[几两]天)*(?:都|要|得)?在?"
    r"(?:上班|出差|外地|开会|加班|没人|不在)|^(?:just )?because\b|\bi'?m (?:at work|travell?ing|away)\b"
)
BROWSES = re.compile(
    r"考虑(?:考虑|一下|下)|(?:还没(?:有)?|没|暂时不)(?:买|拍|下单|想好|决定|打算买)|(?:想|先|就|只是)(?:来)?(?:了解|问问|看看|咨询|问)(?:一?下)?$|"
    r"\b(?:just looking|haven't (?:bought|decided|ordered))\b"
)
BIDS = re.compile(r"帮(?:我|忙)(?!$)|别[送发寄派]|\bplease\b")
"""Asking for something of one's own instead of answering."""
GIVEN = re.compile(
    r"\[[^\[\]]*(?:数字|地址|电话|订单|链接|邮箱|组织|日期|时间)|\d{3,}|[一-鿿]{2}[省市区县镇路街巷][一-鿿\d]{2}|\d(?:号楼|栋|幢|室|弄)"
)
"""Data that an answer brings."""
THANKS = re.compile(r"谢谢|感谢|多谢|唔该|\bthank(?:s| you)\b")
DONE = re.compile(r"(?:好|完成|可以|行|弄好|处理好|改好|办好)了(?:吗|么|没|嘛)\W*$|\bis it done\b")
IS_DONE = re.compile(
    r"完成|成功|好了|完毕|已经?(?:帮|给|为)?(?:您|亲)?.{0,6}(?:好|改|办|处理|登记|提交|申请|取消)|\bdone\b"
)
"""The agent has said that it is done."""
SIGHS = re.compile(
    r"唉|哎|晕|呜|可惜|哭|肉疼|心疼|白(?:跑|等|高兴)|还以为|早知道|认了|算了|无奈|遗憾|没想到|哈哈|"
    r"\b(?:oh well|pity|shame|never mind)\b"
)
"""A sigh or a laugh: it asks for a kind word, nothing else."""
BACK = re.compile(
    r"(?:之前|上次|刚才|前面|昨天)的?(?:那个)?(?:问题|事情?)$|\b(?:previous|earlier|last) (?:problem|issue|"
    r"question)$"
)
SOLVED = re.compile(
    r"没(?:有)?问题了|解决了|搞定了|弄好了|找到了|(?:都|已经)(?:收?到|好|退)了|好了[\s.!~]*$|不用(?:查|催|处理|"
    r"换|退|管)了|\b(?:solved|sorted|"
    r"found it|works now|all good)\b"
)
SORRY = re.compile(
    r"(?:刚刚?|现在|才|又|已经|都)(?:又|才)?(?:收|找|看|查)到.{0,4}了?.*(?:不好意思|抱歉|打扰|误会|错怪)|"
    r"\b(?:found|got|arrived)\b.*\bsorry\b",
    re.DOTALL,
)
"""Begging pardon: what was missed has turned up."""
ORDER = re.compile(r"订单|单号|\border\b|(?<!\d)\d{15,}|^\s*\d{4,11}\s*$")
YES_OR_NO = re.compile(
    r"[吗嘛]\W*$|(?:好|行|对|是|可以|要|能)[不没](?:好|行|对|是|可以|要|能)?\W*$|"
    r"\b(?:is|are|do|did|shall|would|can)\b[^.!]*\?\W*$"
)
OFFERS = re.compile(
    r"还有(?:其他|别的|什么)?的?(?:问题|疑问|需要)|(?:还有|有|请问).{0,10}(?:可以|能|需要).{0,6}(?:帮|服务|效劳|处理|解决|咨询|查询)|咨询之前的问题还是|"
    r"很高兴为您|欢迎光临|"
    r"anything else|(?:how|what) (?:can|may) i (?:help|do)|help you with"
)
"""Asking what one can do for the customer is no question about the matter."""
REQUESTS = re.compile(
    r"(?:提供|发|告诉|告知|说|报|留|选择?|复制|粘贴|核对|确认|拍)(?:一?[下张]|给?我|过来|给|到)|[吗嘛么?]|哪|"
    r"多少|什么|是否|还是|"
    r"\b(?:could you|can you|please (?:send|tell|share|give)|which|what|would you like|is (?:it|this|that))\b"
)
PENDING = re.compile(
    r"(?:我|这边|小妹|妹子)?(?:来|去|会|再|马上|这就|先)?(?:帮|给|替|为)(?:您|你|亲).{0,8}(?:查|问|催|联系|"
    r"反馈|登记|核[实对]|申请|通知|转|跟进|处理|备注|升级|安排)|回电|来电|有结果|后.{0,4}(?:短信|通知|告知)|(?:会|将|专员|同事|师傅|客服|站点|网点|配送|快递).{0,16}(?:联系|通知|回复|答复|致电|告知)(?:您|你)|"
    r"(?:我|这边|小妹|妹子|妹纸|小二).{0,4}(?:查|问|催|联系|反馈|登记|核[实对]|申请|通知|转告|跟进|安排)|"
    r"(?:查|核[实对]|问|处理)(?:好|到|清楚)?[后了].{0,6}(?:告诉|回复|联系|通知)|稍等|"
    r"\b(?:i(?:'ll| will)|let me|we(?:'ll| will))\b"
)
REFUSED = re.compile(
    r"无法|只能|不(?:能|支持|可以|行|了(?:的|哦|呢|哈))|没有?(?:货|办法|了)|缺货|抱歉|对不起|已经?(?:取消|结束|超)|"
    r"\b(?:can't|cannot|unable|sorry|"
    r"out of stock)\b"
)
AGAIN = re.compile(
    r"有结果|(?:查|问|核实|处理|弄)(?:到|好|清楚|完|得)(?:了)?(?:没|吗|怎么样)|怎么样了|怎样了|进展|到底|还没|"
    r"(?:昨天|前天|刚才|上次|之前|说好).{0,8}(?:说|答应|"
    r"好的|催|查|帮)|又|再问|"
    r"\b(?:any news|any update|still|yet|again|last time)\b"
)
