"""Reads what a customer asks us to do, so that a reply can say that it is done."""

from __future__ import annotations

import re

_DATA_OF_ORDERS = "(?:手机号|电话|号码|地址|姓名|名字|收[件货]人|密码|账[号户]|抬头|绑定)"
_DEEDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "keep",
            r"(?:不想|不要|先?别|不用)(?:给我|帮我)?(?:取消|退|换)|(?<![再还都就])"
            r"不(?:退|换|取消)(?:货|款)?了(?!.{0,8}[补赔退换])|"
            r"\b(?:don't|do not) (?:cancel|return|refund)\b",
        ),
        ("compensate", r"补(?:点|些|我|偿)|赔(?:点|些|我|偿|付)|\bcompensat\w+"),
        ("resend", r"补发|重发|补寄|重新(?:发|寄)|\b(?:resend|send (?:it )?again)\b"),
        ("cancel", r"(?<!没)(?<!被)取消(?!了吗|了么|了没)|撤销|\bcancel\b"),
        ("note", r"备注|留言|注明|记一?下|\b(?:add a note|note that)\b"),
        (
            "pickup",
            r"(?:安排|预约|叫|让|派).{0,6}(?:取件|上门取|来取)|上门取(?:件|货)?(?:吧|一下|可以|行)|"
            r"\barrange (?:a )?pick-?up\b",
        ),
        (
            "change",
            rf"换绑|(?<!没)(?:更?换|改)[^,.?]{{0,10}}{_DATA_OF_ORDERS}|{_DATA_OF_ORDERS}[^,.?\s]{{0,4}}[换变]",
        ),
        ("exchange", r"换货|换(?:一|成|个|件|双|台|大|小|新)|\b(?:exchange|swap|replace)\b"),
        ("refund", r"退(?:一下)?(?:款|钱)|\brefund\b"),
        ("return", r"退货|退(?:了|掉|一下)|\breturn\b"),
        ("invoice", r"开(?:具|一?[张个])?.{0,4}(?:发?票|专票|普票)|\binvoice\b"),
        ("urge", r"催|尽快|快点|赶紧|加急|早点|\b(?:hurry|asap|as soon as possible|speed)\b"),
        (
            "contact",
            r"(?:联系|通知|转告|打电话|回电|告诉).{0,6}(?:快递|师傅|配送|站点|仓库|他们?|她|我)|(?:给我|"
            r"跟我)(?:打|回)?(?:个)?(?:电话|联系)|"
            r"\bcall\b",
        ),
        ("change", r"(?<!没)(?:修改|更改|变更|改(?:成|到|一下|下|为))|\bchange\b"),
        ("check", r"查|看一?下|看看|核实|确认一?下|\bcheck\b"),
    )
)
_ASKED = re.compile(
    r"帮|麻烦|请|给我|把|[变改换](?:为|成)|就|吧|一下|下$|了$|要|想|能(?:不能)?|可以|尽快|快|别|"
    r"\b(?:please|can you|could you|i want|i'd like|just)\b"
)
_TELLS = re.compile(
    r"为(?:什么|啥|何)|怎么(?!办)|凭|没人|已经|昨天|之前|上次|刚才|什么时候|多久|\b(?:why|when|already|yesterday)\b"
)
"""What tells or asks of a deed instead of asking for it."""
LONGEST = 40
_CLAUSES = re.compile(r"[,.!?;\n]+\s*|(?<=[一-鿿])\s+")
_WANTS = re.compile(r"我(?:想|要)|要求|帮我|给我|麻烦|\b(?:please|i want|i'd like)\b")


def deed_asked(folded: str) -> str | None:
    """Name of the deed a folded message asks for; None where it asks for none, or tells of one.

    Of a long message the clauses count that say what is wanted.
    """
    parts = [folded]
    if len(folded) > LONGEST:
        clauses = (part for part in _CLAUSES.split(folded) if len(part) <= LONGEST)
        parts = [part for part in clauses if _WANTS.search(part)]
    return next((deed for part in parts if (deed := _deed_of(part))), None)


def _deed_of(folded: str) -> str | None:
    if not _ASKED.search(folded) or _TELLS.search(folded):
        return None
    return next((name for name, pattern in _DEEDS if pattern.search(folded)), None)
