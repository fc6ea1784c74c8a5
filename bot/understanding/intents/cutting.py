"""One message, several orders: 一是…二是…, ①②③, 财政局测算，教育局摸底; and what all of them share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.understanding.intents.parties import Parties, parties
from bot.understanding.message import DUE_MARK, PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span
from bot.understanding.values import TimeKind

_PART: Final = re.compile(
    r"(?:^|(?<=[，。;,:!\n )】]))[ ]?(?:[一二三四五六七八九]是|第?[一二三四五六七八九][、:]"
    r"|[(][一二三四五六七八九\d][)]"
    r"|[1-9](?:\.(?!\d)|、|\)))|[①②③④⑤⑥⑦⑧⑨⑩]"
)
_UNIT: Final = f"[{UNIT_MARK}]++"
_OPENS: Final = re.compile(
    rf"(?:^|(?<=[，。;,:!\n 》\])]))[ ]?(?:请|由|@)?(?P<unit>{_UNIT})(?!配合|协办|协助|参与|支持|、|和)"
)
_EACH: Final = re.compile(
    rf":[ ]?(?P<first>{_UNIT})(?=[^{UNIT_MARK}、，。;\n]{{2,20}}[，；;、 ]{_UNIT}[^{UNIT_MARK}、，。;\n]{{2,20}})"
)
_OWNER: Final = re.compile(
    rf"(?:^|(?<=[，。;,:!\n 》\])]))[ ]?(?:请|由|让|@)?(?P<who>[{UNIT_MARK}{PERSON_MARK}]++)(?!配合|协办|协助|参与"
    rf"|支持|、|和|与|及)"
)
_WHEN: Final = f"[{TIME_MARK}{DUE_MARK}]++"
_TASK: Final = re.compile(  # what an owner is given to do, behind his name
    rf"[{UNIT_MARK}{PERSON_MARK}]++(?:同志|那边)?(?:你们?|[ ,，:—–-]|{_WHEN}|要|得|去|来|负责)*+"
    r"(?!牵头|主办|承办|为主|配合|协办|协助|参与|支持|的|和|与|、|已|正在|说|以外|除外|等)[一-鿿][一-鿿]"
)
_LEADS: Final = re.compile("牵头|主办|承办|为主")
_STATED: Final = re.compile(r"了(?=[，。;! ]|$)|没(?!收)|未|已[经报办完交]|正在|说")
_FOLLOWS: Final = re.compile(  # 何静跟一下 goes with the order before it
    rf"[{UNIT_MARK}{PERSON_MARK}]++(?:同志)?(?:你|来|去|也|要|负责)*(?:跟|盯|催|督|看|问|关注|跟进|跟踪|督促"
    rf"|督办)(?:一下|着|紧|办|促|问效)?[ 。!;，]*+$"
)
_FOR_ALL: Final = re.compile(
    rf"(?<=[，;。 ])(?:以上)?(?:都|均|全部|一律|统一"
    rf"|各自)?[是要得在]?(?:每[天日周月][^，。;\n]{{0,6}}|{_WHEN})[^，。;\n]{{0,14}}[。! ]?$"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """The orders in a stretch, and what stands before them and behind them for all."""

    shared: tuple[Span, ...]
    parts: tuple[Span, ...]


def cut(message: Message, about: Span, *, leader: Span | None = None) -> Cut | None:
    """How a stretch is cut into orders of their own, but for who gives them; None where it is one order."""
    return (
        _numbered(message, about)
        or _side_by_side(message, about)
        or _given_out(message, about)
        or _each_his_own(message, about, leader)
    )


def _parts(starts: list[int], end: int) -> tuple[Span, ...]:
    return tuple(pairwise((*starts, end)))


def _numbered(message: Message, about: Span) -> Cut | None:
    starts = [match.start() for match in _PART.finditer(message.text, *about)]
    parts = _parts(starts, about[1])
    if len(parts) < 2 or not any(addressed(message, part) for part in parts):
        return None
    return Cut(((about[0], starts[0]),), parts)


def handed_out(message: Message, about: Span) -> bool:
    """①住建局：管网方案，周五 ②财政局：资金方案: numbered, each with somebody and a time, whatever the verb."""
    several = _numbered(message, about)
    return several is not None and all(addressed(message, part) and _due(message, part) for part in several.parts)


def _side_by_side(message: Message, about: Span) -> Cut | None:
    """Units that each have a time of their own: 住建局下周五前报管网方案 交通局月底前报公交方案."""
    starts = [match.start("unit") for match in _OPENS.finditer(message.marked, *about)]
    if len(starts) < 2:
        return None
    leading = set(parties(message, about).leads)
    starts = [start for start in starts if leading & set(message.units_in((start, start + 1)))]
    parts = _parts(starts, about[1])
    if len(parts) < 2 or not all(_due(message, part) for part in parts):
        return None
    return Cut(((about[0], starts[0]),), parts)


def _given_out(message: Message, about: Span) -> Cut | None:
    """清单25号前交应急局：住建局管工地，城关镇管自建房: one thing, of which each has a share."""
    match = _EACH.search(message.marked, *about)
    if match is None or not _due(message, (about[0], match.start())):
        return None
    behind = (match.start("first"), about[1])
    starts = [found.start("unit") for found in _OPENS.finditer(message.marked, *behind)]
    parts = _parts(starts, about[1])
    if len(parts) < 2 or any(_due(message, part) for part in parts):
        return None
    return Cut(((about[0], match.start()),), parts)


def _each_his_own(message: Message, about: Span, leader: Span | None) -> Cut | None:
    """财政局测算，教育局摸底，督查室下周三汇总: owners that each have something else to do."""
    starts = [match.start("who") for match in _OWNER.finditer(message.marked, *about)]
    if len(starts) < 2:
        return None
    given = parties(message, about)
    starts = [start for start in starts if _is_of(message, start, given) and (leader is None or start >= leader[1])]
    end, behind = about[1], _FOR_ALL.search(message.marked, starts[-1] if starts else about[1], about[1])
    if behind is not None:
        end = behind.start()
    parts = _parts(starts, end)
    if len(parts) < 2 or not all(_is_task(message, part) for part in parts):
        return None
    if any(not _strong(message, one) and _is_one_with(message, one, two) for one, two in pairwise(parts)):
        return None
    shared = ((about[0], starts[0]), (end, about[1]))
    return Cut(tuple(span for span in shared if span[0] < span[1]), parts)


def _is_task(message: Message, part: Span) -> bool:
    """Whether a part gives its owner something to do, rather than telling what he did."""
    if _TASK.match(message.marked, *part) is None:
        return False
    return _STATED.search(message.marked, *part) is None or DUE_MARK in message.marked[part[0] : part[1]]


def _is_one_with(message: Message, one: Span, two: Span) -> bool:
    """Whether two parts are one order: somebody leads it, or the second only keeps an eye on the first."""
    return _LEADS.search(message.marked, *one) is not None or _FOLLOWS.match(message.marked, *two) is not None


def _is_of(message: Message, start: int, given: Parties) -> bool:
    """Whether who stands at a place is among those that have something to do."""
    there = (start, start + 1)
    return bool(set(given.leads) & set(message.units_in(there)) or set(given.people) & set(message.people_in(there)))


def _strong(message: Message, part: Span) -> bool:
    """Whether a part ends as a sentence does, so that what follows is no help of whoever leads."""
    return message.text[part[1] - 1] in ";。\n" or message.text[part[0] : part[1]].rstrip()[-1:] in ";。"


def addressed(message: Message, span: Span) -> bool:
    """Whether a stretch gives somebody something to do."""
    given = parties(message, span)
    return bool(given.leads or given.people)


def _due(message: Message, span: Span) -> bool:
    return any(time.kind is not TimeKind.INTERVAL and time.at >= message.frame.now for time in message.times_in(span))
