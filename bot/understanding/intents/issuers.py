"""Who gave an order, where others pass it on: 王县长批的, 【转】李县长批示：, 陈县长在会上要求, 县长讲了."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.understanding.message import PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span

_WHO: Final = f"[{PERSON_MARK}]++"
_U: Final = f"[{UNIT_MARK}]++"
LEADER_WORDS: Final = rf"{_WHO}|(?:县|市)长|书记|主任|(?:市|省|县|州)?(?:主要|分管)?领导|市里|省里"
LEADER: Final = rf"(?P<who>{LEADER_WORDS})"

_SAYS: Final = (
    rf"(?:批示(?!后)|批[的了过转]|批(?=[:，,])|批事|交办|签批|打(?:来|了|过来?)?个?电话(?:来|说|过来)?|电话(?:里"
    rf"|中)?(?:说"
    rf"|讲|要)了?|(?:让|叫|要|喊|通知)(?:[你他咱]们?)?(?={_U})|讲[了的过话到]|讲(?=[:，,])|说[了过]?(?=[:，, ])"
    rf"|说的?了?(?=让|要"
    r"|请)|交[代待]|安排|明确"
    r"|定[了的下]|要求|强调|部署|指[示出]|的意思(?:是|[，,:])|来电|(?i:(?:has )?(?:instruct|order|direct|ask"
    r"|request)(?:s|ed)\b|wants\b))"
)
_SAID: Final = re.compile(
    rf"(?<![给报请向送找由和跟与交对{PERSON_MARK}]){LEADER}(?:同志)?(?:[ ]"
    rf"|{TIME_MARK})*+(?:[^。;!?\n:{PERSON_MARK}]{{0,40}}?){_SAYS}"
)
_WILL: Final = re.compile(
    rf"(?:按照?|根据|遵照?|依照?|照|落实|经){LEADER}(?:同志)?(?:[^，。;!?\n:{PERSON_MARK}]{{0,12}}?的)?(?:重要)?(?:意见"
    r"|意思|指示|批示|要求|吩咐|同意|部署|安排|交[代待])"
)
_SIGNED: Final = re.compile(rf"(?<=[。;!\n—-])[ —-]*+(?P<who>{_WHO})(?:{TIME_MARK}|[ 。])*+$")
_HEAD: Final = re.compile(
    rf"(?:[^\n，。;]{{0,12}}(?:转发|消息|记录)[^\n，。;]{{0,12}}\n)?[ 【\[(]*(?:转发?|传达"
    rf"|转达)?[】\]) :]*{LEADER}(?:同志)?(?:[ ]|{TIME_MARK}++|\d{{1,2}}:\d{{2}})*+:"
)


def issuer(message: Message, end: int) -> Span | None:
    """Where the name of the leader stands whose words are told before a place; None where nobody is named."""
    head = _HEAD.match(message.marked, 0, end)
    if head is not None and _leads(message, head.span("who")):
        return head.span("who")
    told = [who for who, until in _told(message.marked) if until <= end and _leads(message, who)]
    named = (who for who in told if message.marked[who[0]] == PERSON_MARK)
    return next(named, told[0] if told else _by_will(message, end))


@lru_cache(maxsize=8)  # every sentence of a message asks, and each would look from the beginning
def _told(marked: str) -> tuple[tuple[Span, int], ...]:
    """Whose words seem to be told anywhere, and where the word for telling ends."""
    found, place = list[tuple[Span, int]](), 0
    while (match := _SAID.search(marked, place)) is not None:
        found.append((match.span("who"), match.end()))
        place = match.end("who")
    return tuple(found)


def _by_will(message: Message, end: int) -> Span | None:
    """按照王县长意见, or 王县长 alone below the words."""
    said = _willed(message.marked)
    return next((who for who, until in said if until <= end and _leads(message, who)), None)


@lru_cache(maxsize=8)
def _willed(marked: str) -> tuple[tuple[Span, int], ...]:
    """Whose will words refer to anywhere, and who signs them, which holds for all that stands above."""
    found = [(match.span("who"), match.end()) for match in _WILL.finditer(marked)]
    signed = _SIGNED.search(marked)
    return (*found, (signed.span("who"), 0)) if signed else tuple(found)


def _leads(message: Message, span: Span) -> bool:
    """Whether it is somebody who gives orders: by his place in the office, or by the title alone."""
    people = message.people_in(span)
    return not people or any(person.leads for person in message.lexicon.people if person.id in people)
