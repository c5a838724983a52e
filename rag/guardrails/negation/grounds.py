"""What a fact must say to explain a denial: something of the case, and of the same matter.

A reply says much that is true and explains nothing: who is speaking, how long the shop has been there, how
well the goods are made, what was done about another wish. So a fact has to bear on the denial: it speaks of
the state, the limits, the rules, the place or the time of the case, or of the very thing denied.
"""

from __future__ import annotations

from functools import lru_cache

from rag.text import Pattern

INTRODUCTION = Pattern(
    r"^(?:您好|我们?|咱们?|这里|这边|本次|今天|现在|在线|小妹|亲)*(?:是|由|叫|系)[^,]{0,10}(?:客服|小二|旗舰店|专[卖营]店|官方店|管家|助理|助手|顾问|掌柜|店长|值班|店小)"
    r"|客服[^,]{0,6}\d|\d+号(?:客服|为您|接待|在)|工号|^我[叫姓]|^(?:客服|小)[一-鿿]{1,3}(?:在|为您|接待|上线)|(?:为|给)您(?:服务|解答|接待)"
)  # fmt: skip
"""Who is speaking."""
TALK = Pattern(
    # the shop's years, heart and name
    r"(?:卖|做|开|经营|干|运营|成立|创立|深耕|专注)(?:了|咗|有)?[^,]{0,6}(?:[\d一二两三四五六七八九十几百多]年|很久|好久)|(?:小|老|本|家)店[^,]{0,4}(?:年|开业)"
    r"|老店|老字号|老牌|用心|真心|诚信|良心|初心|匠心|宗旨|理念|信誉|信赖|招牌|竭诚|竭力|专业(?:团队|服务|的)|正品|老实做|认真做"
    r"|(?:质量|品质|做工|服务|价格|用料)[^,]{0,6}(?:好|保[证障]|过硬|一流|认真|实在|公道|讲究|扎实|良心)|(?:卖|销)得[^,]{0,4}[好火]|(?:好几|几|上)[百千万]+[^,]{0,4}(?:评|销|人买|回头)"
    # praise of the goods, or of the one that is there
    r"|[很超挺真蛮好更都也最][级是]?(?:好[看用吃喝评搭]|漂亮|舒服|舒适|百搭|实用|划算|值|合适|适合|耐[看用穿]|可爱|大气|显[白瘦高]|喜欢|推荐|棒|赞|香|时尚|洋气|高级|精致|不错)[^,]{0,3}$"
    # what will be better, the weather, what was done about a wish
    r"|(?:改|换|补|登记|备注)好了|努力|争取|改进|再接再厉|做得更|越来越好|天气(?!原因|影响|恶劣|不|太)|天[冷热凉]|降温|保暖|休息好|早点休息|(?:注意|保重)身体|(?:周末|节日|天天)(?:愉快|快乐|开心)|(?:祝|愿)"
    r"|(?:我们|我哋|店里|商家|小店)(?:来|全额|这边)?(?:承担|出$|负责|报销)"
)  # fmt: skip
"""What is said in any reply and is the cause of nothing."""

_SPEAKER = Pattern(r"^(?:我们?|咱们?|我哋|小店|本店|小妹|客服|店里|店铺)(?!(?:师傅|厂|仓|司机|财务))")

_HAN = Pattern("[一-鿿]")
_LIMIT = (
    r"[只仅限禁停断封凭按由归属需须必超满缺未冇唔非]|不|没|无|才|统一|要(?!是)|自动|规|法|税|合同|协议|标准|纯|直"
    r"|安全|卫生|隐私|仓|厂|站|网点|海关|银行|航空|快递|物流|平台|司机|师傅|供应商|品牌|总部|财务|系统|商家|第三方|线上|门店"
    r"|单|货|包裹|订|库存|发票|款(?=已)|节|台风|假|休|外[地省出]"
)
_STATE = (
    r"已|以经|刚|正在|还在|仍|仲|[一-鿿](?:了|咗|过)|过期|[^其当途]中$|处于|显示|着|最|都|先|[之以]?[后前内外上下]|起|危|高|太"
    r"|\d|\[[^\]]*x\]|[一二两三四五六七八九十几半百千]+多?(?:天|日|小时|点|号|月|年|周|公里|里|元|块|件|个|台|箱|层|度|折|批|次|班|份|米|斤|克|盒|人|位)"
    r"|昨|前年|去年|每|港|路|雨|雪|春|境|口岸|进口|工|锂|电池|液体|定[制做]|样品|孤品|尾|清仓|特价|预售|福利|材|料|寸|版|型|规格|一样|相同|(?:是|系)[^,]{2}"
)
_GROUND_OF_OURS = Pattern(_LIMIT)
_GROUND = Pattern(f"{_LIMIT}|{_STATE}")


@lru_cache(maxsize=512)
def bears(text: str) -> bool:
    """Whether a fact speaks of a case: of its state, limits, rules, place, time or goods. English ones all do."""
    if not _HAN.search(text):
        return True
    if speaks_of_us(text):
        return _GROUND_OF_OURS.search(text) is not None
    return _GROUND.search(text) is not None


def speaks_of_us(text: str) -> bool:
    """Whether the speaker or the shop is the subject: of that, only limits and dealings explain a denial."""
    return _SPEAKER.match(text) is not None


# Matters ---------------------------------------------------------------------------------------------

_FUNCTION_WORDS = Pattern(
    r"[^一-鿿a-z]+|这[个款边种件单]?|那[个款边种件]?|您的?|你的?|我们?的?|咱们?|的话|已经?|现在|目前|暂时|没有?|可以|可能|不[能会可是行好]?|还是|还有|还|一下|亲+|[的了吗呢哦啊哈呀啦吧嘛喔耶㗎也都就很真再给帮跟和与是有会能]"
    r"|另外|至于|部分|方面|实在|确实|抱歉|麻烦|请问|今[天日]|请|想|要|什么|怎么|为什么|\b(?:the|this|that|your|with|have|just|sorry|from|also|which|there|they|what|when|will|been|does|really)\b"
)
_RUN = Pattern("[一-鿿]+|[a-z]{4,}")
_WISH = Pattern(
    r"[吗么呗吧?]|能|可以|可唔可以|怎么|为什么|为何|点解|多少|啥|哪|几|帮|送|想|换|退|要|没$|不$|([一-鿿])不\1|\b(?:can|could|why|when|do|is|are|how)\b"
)
_CLAUSES = Pattern(r"[,。!?;\n、~]+|\s+(?=[一-鿿])|还有|另外|顺便| and | also ")


@lru_cache(maxsize=512)
def subjects(text: str) -> frozenset[str]:
    """What a stretch speaks of: pairs of Chinese characters and stems of English words, function words left out."""
    found: set[str] = set()
    for run in _RUN.compiled.findall(_FUNCTION_WORDS.sub(" ", text)):
        if run[0] <= "z":
            found.add(run[:5])
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


@lru_cache(maxsize=64)
def matters(asked: str) -> tuple[frozenset[str], ...]:
    """What the customer asks for, one set of subjects a wish; empty where there is but one."""
    wishes = [subjects(clause) for clause in _CLAUSES.compiled.split(asked) if _WISH.search(clause)]
    found = tuple(wish for wish in wishes if wish)
    return found if len(found) > 1 else ()


def matter_of(text: str, wishes: tuple[frozenset[str], ...]) -> int | None:
    """Which of the customer's wishes a stretch speaks of most; None where of none."""
    shared = [len(subjects(text) & wish) for wish in wishes]
    most = max(shared, default=0)
    return shared.index(most) if most else None
