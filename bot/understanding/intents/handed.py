"""What is handed over with a shift, piece by piece: what came in, what still has to go somewhere, what is kept where.

Only clauses of a known grammar become items; the note itself is handed over in full anyway.
"""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.intents.rules import Scope
from bot.understanding.message import Message, Span
from bot.understanding.numbers import HAN, count, number
from bot.understanding.values import Detail

_FIGURES: Final = rf"(?:\d{{1,3}}|[{HAN}]{{1,3}})"
_INCIDENTS: Final = re.compile(
    rf"(?:接报|突发事件?|事件|报告)[^，。;\d]{{0,4}}?(?P<n>{_FIGURES})[起件]|(?P<m>{_FIGURES})起(?:突发)?(?:事件"
    rf"|事故)|(?P<none>无(?:任何)?突发|没有?突发|平安无事)"
)
_CALLS: Final = re.compile(rf"(?:接(?:听)?|来)?电话(?:记录)?(?P<n>{_FIGURES})[个次件]")
_REPORTED: Final = re.compile(r"[已都均全](?:经)?(?:上|全部)?报|报[完了]|已经?报")
_UNREPORTED: Final = re.compile(r"未报|没报|待报|还没|未上报")
_FORWARD: Final = re.compile(
    r"(?:(?:未[了结办]|待办|遗留)(?:事项)?[:：])?(?:\d[.、])?(?P<doc>[^，。;、]{2,24}?)(?:(?P<count>\d{1,3}"
    r"|[一二两三四五六七八九十])[份件个])?(?:还)?(?:待|要|需|等|尚未|未|没)(?:转(?:送|办|给|交)?|送|发)"
)
_KEPT: Final = re.compile(
    r"(?P<item>[^，。;、]{1,12}?)(?:(?P<count>\d{1,3}|[一二两三四五六七八九十])[份件个把串部台])?(?:在|锁在?|放在?"
    r"|存在?|存放在?|放)(?P<place>[^，。;、]{1,10}?)(?:里|上|内|中)?$"
)
_AWAY: Final = re.compile(r"^(?:出去?|走|完|过去|了)+$")
_NOTHING: Final = re.compile(
    r"(?:没有?|无|莫得)(?:其他|其它|别的|什么|啥|未|遗留|待|需|特别)|(?:别的|其他|其它|遗留"
    r"|未[了结办]事项)[^，。]{0,2}(?:没|无)"
)
_OPEN: Final = re.compile(r"待|未|没(?!有突发)|还[差要有]|需要?(?:继续|跟)|跟进|催|回访|差")
_WHO: Final = re.compile(r"(?:钥匙|交接?|班)(?:给|交)")
_NOT_KEPT: Final = re.compile(r"电话|值班员|人员|领导|正常|我")


def items(scope: Scope, span: Span) -> tuple[Detail, ...]:
    """The items of a note: summary, pending_forward, custody, and pending for what else is open."""
    found = (_item(scope.message, part) for part in _parts(scope.message, span))
    return tuple(item for item in found if item is not None)


def _parts(message: Message, span: Span) -> list[Span]:
    """Clauses; 、 parts a list only where each piece says something itself."""
    return list(message.clauses_in(span))


def _item(message: Message, part: Span) -> Detail | None:
    words = message.text[part[0] : part[1]].strip(" ,，。;；、:")
    if _WHO.search(words):
        return None
    return _summary(words) or _forward(message, part, words) or _custody(words) or _pending(words)


def _summary(words: str) -> Detail | None:
    """昨夜接报2起都已报; 接电话7个."""
    told, calls = _INCIDENTS.search(words), _CALLS.search(words)
    if told is None and calls is None:
        return None
    found: dict[str, Detail] = {"type": "summary"}
    if told is not None:
        figures = told["n"] or told["m"]
        value = number(figures) if figures else 0
        found |= {"incidents": value} if value is not None else {}
    if calls is not None and (value := number(calls["n"])) is not None:
        found["calls"] = value
    if _UNREPORTED.search(words):
        found["reported"] = False
    elif _REPORTED.search(words):
        found["reported"] = True
    return found if len(found) > 1 else None


def _forward(message: Message, part: Span, words: str) -> Detail | None:
    """防汛办通知1件待转水利局."""
    match = _FORWARD.match(words)
    if match is None:
        return None
    found: dict[str, Detail] = {"type": "pending_forward", "doc": match["doc"]}
    copies = count(match["count"]) if match["count"] else None
    found |= {"count": copies.value} if copies is not None else {}
    begin = message.text.index(words, part[0]) + match.end()
    short = {unit.id: unit.short for unit in message.lexicon.units}
    to = [short[unit] for unit in message.units_in((begin, part[1])) if unit in short]
    rest = _AWAY.sub("", message.words((begin, part[1])).lstrip("给到往至"))
    return found | ({"to": to[0]} if to else {"to": rest} if rest else {})


def _custody(words: str) -> Detail | None:
    """机要件1份在柜里: 机要件×1."""
    match = _KEPT.fullmatch(words)
    if match is None or _NOT_KEPT.search(match["item"]) or _OPEN.search(words):
        return None
    copies = count(match["count"]) if match["count"] else None
    return {
        "type": "custody",
        "item": match["item"] + (f"×{copies.value}" if copies is not None else ""),
        "place": match["place"],
    }


def _pending(words: str) -> Detail | None:
    """1个投诉没回访: whatever else is open, in its own words."""
    return {"type": "pending", "text": words} if _OPEN.search(words) and not _NOTHING.search(words) else None
