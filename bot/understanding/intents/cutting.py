"""One message, several orders: 一是…二是…三是, ①②③, 住建局下周五前报… 交通局月底前报…, and what all of them share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.understanding.intents.parties import parties
from bot.understanding.message import UNIT_MARK, Message, Span
from bot.understanding.values import TimeKind

_PART: Final = re.compile(
    r"(?:^|(?<=[，。;,:!\n ]))[ ]?(?:[一二三四五六七八九]是|第?[一二三四五六七八九][、:]|[(][一二三四五六七八九\d][)]"
    r"|[1-9](?:\.(?!\d)|、|\)))|[①②③④⑤⑥⑦⑧⑨⑩]"
)
_UNIT: Final = f"[{UNIT_MARK}]++"
_OPENS: Final = re.compile(
    rf"(?:^|(?<=[，。;,:!\n 》\])]))[ ]?(?:请|由|@)?(?P<unit>{_UNIT})(?!配合|协办|协助|参与|支持|、|和)"
)
_EACH: Final = re.compile(
    rf":[ ]?(?P<first>{_UNIT})(?=[^{UNIT_MARK}、，。;\n]{{2,20}}[，；;、 ]{_UNIT}[^{UNIT_MARK}、，。;\n]{{2,20}})"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """The orders in a stretch, and what stands before them for all."""

    shared: Span
    parts: tuple[Span, ...]


def cut(message: Message, about: Span) -> Cut | None:
    """How a stretch is cut into orders of their own; None where it is one order."""
    return _numbered(message, about) or _side_by_side(message, about) or _given_out(message, about)


def _parts(starts: list[int], end: int) -> tuple[Span, ...]:
    return tuple(pairwise((*starts, end)))


def _numbered(message: Message, about: Span) -> Cut | None:
    starts = [match.start() for match in _PART.finditer(message.text, *about)]
    parts = _parts(starts, about[1])
    if len(parts) < 2 or not any(addressed(message, part) for part in parts):
        return None
    return Cut((about[0], starts[0]), parts)


def _side_by_side(message: Message, about: Span) -> Cut | None:
    """Units that each have a time of their own: 住建局下周五前报管网方案 交通局月底前报公交方案."""
    starts = [match.start("unit") for match in _OPENS.finditer(message.marked, *about)]
    leading = set(parties(message, about).leads)
    starts = [start for start in starts if leading & set(message.units_in((start, start + 1)))]
    parts = _parts(starts, about[1])
    if len(parts) < 2 or not all(_due(message, part) for part in parts):
        return None
    return Cut((about[0], starts[0]), parts)


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
    return Cut((about[0], match.start()), parts)


def addressed(message: Message, span: Span) -> bool:
    """Whether a stretch gives somebody something to do."""
    given = parties(message, span)
    return bool(given.leads or given.people)


def _due(message: Message, span: Span) -> bool:
    return any(time.kind is not TimeKind.INTERVAL and time.at >= message.frame.now for time in message.times_in(span))
