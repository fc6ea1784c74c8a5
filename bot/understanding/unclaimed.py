"""What the clauses mean that no rule claims: an incident told in free words, orders, more about what is known.

Grammar comes first. Where it sees nothing, or the classifier is nearly certain of something else, what they most
probably are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.domain.elements import Casualties
from bot.understanding.classifier import NOTHING
from bot.understanding.guessing import UNSURE, guess_of, guessed, read_as
from bot.understanding.incidents import (
    Event,
    event_at,
    event_in,
    first_harm,
    found_in,
    is_elsewhere,
    received_at,
)
from bot.understanding.incidents.deeds import is_surely_one
from bot.understanding.incidents.only_talk import is_supposed, is_talk, without_talk
from bot.understanding.incidents.sites import looks_like_a_site
from bot.understanding.intents.bidding import called, commanded
from bot.understanding.intents.cutting import addressed
from bot.understanding.intents.only_mentioned import is_only_mentioned
from bot.understanding.intents.orders import directives, is_order, orders_in
from bot.understanding.message import DUE_MARK, PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading

OVERRULES: Final = 0.7  # from here on the model is believed where grammar sees an order
DISMISSES: Final = 0.8  # from here on it is believed that nothing happened where grammar sees an incident
ANOTHER: Final = 0.7  # from here on, that something else is said of an incident
_LIKELY: Final = 0.75  # from here on people hurt of whom nothing is known are an incident of their own
_A_TALE: Final = 8  # characters; 两人轻伤 adds to something, and tells nothing by itself
_A_CRY: Final = 14  # characters; fewer may be a cry for help
_THIS_MOMENT: Final = re.compile("突然|刚刚|快来|救命|赶紧|赶快|快点")
_NOT_NOW: Final = re.compile(
    "新闻|教育片|警示|案例|培训|演练|脚本|预案|同比|环比|统计|累计发生|要点|教训|去年|往年|历史|外省|邻省|邻市|国外"
    "|电影|电视|小说|游戏"
)
_ORDERS: Final = frozenset((Intent.DIRECTIVE.value, Intent.INSTRUCTION.value))
_FURTHER: Final = frozenset((Intent.FOLLOW_UP.value, Intent.FINAL.value, Intent.CORRECT.value))
_TELLS: Final = frozenset((Intent.INCIDENT.value, Intent.SUPPLEMENT.value, Intent.FOLLOW_UP.value))


def of_the_rest(message: Message, left: list[Span]) -> Iterable[Reading]:
    """An incident told in free words, then orders; else what adds to what is known."""
    if not left:
        return
    told, ordered = _told_and_ordered(message, left)
    if told and is_talk(message):
        told, ordered = [], [span for span in left if is_order(message, span)]
    if told:
        span = (told[0][0], told[-1][1])
        yield from _of_incident(message, span)
    for block in _blocks(message, ordered):
        beside = bool(told) or len(left) < len(message.clauses)
        yield from _of_block(message, block, told=bool(told), beside=beside)


def _of_incident(message: Message, span: Span) -> Iterable[Reading]:
    """An incident that grammar sees, unless the model is nearly certain of something else: statistics, an order.

    What the bot has just asked about is an incident already, so there grammar alone counts.
    """
    told = _incident(message, span)
    guess = guess_of(message, span) if not message.asked else UNSURE
    if guess.intent == NOTHING:
        if guess.share < DISMISSES or not _is_only_talk(message, span, told):
            yield told
    elif guess.share < ANOTHER or guess.intent == Intent.INCIDENT.value:
        yield told
    else:
        yield from guessed(message, span, guess) or (told,)


def _is_only_talk(message: Message, span: Span, told: Reading) -> bool:
    """Whether what the model takes for talk may be dropped: it names no place of the county, or says whose it is.

    A short cry is never dropped, since one that is missed does more harm than one too many.
    """
    place = told.elements.place if told.elements is not None else ""
    long = span[1] - span[0] >= _A_CRY and _THIS_MOMENT.search(message.text) is None
    return long and (not looks_like_a_site(place) or _NOT_NOW.search(message.text) is not None)


def _of_block(message: Message, block: Span, *, told: bool, beside: bool) -> Iterable[Reading]:
    """What neighbouring clauses that nobody claims want: an order by its grammar, else what they most probably are.

    Where something else was read beside them (`beside`), they are rather a part of that.
    """
    orders = orders_in(message, block)
    talk = not orders and not message.situation.reply and (is_talk(message) or is_supposed(message.text))
    guess = guess_of(message, block) if not message.asked else UNSURE  # an answer is no news of its own
    plain = guess.share < OVERRULES or guess.intent in _ORDERS or called(message, block) is not None
    if orders and plain:
        yield from directives(message, block)
        return
    added = () if told or orders or talk else tuple(_addition(message, block))
    harm = any(reading.elements is not None and reading.elements.casualties.known for reading in added)
    told_whole = block[1] - block[0] >= _A_TALE and not _is_known(message) and not beside
    anew = told_whole and guess.intent == Intent.INCIDENT.value and guess.share >= _LIKELY
    further = guess.intent in _FURTHER and guess.share >= OVERRULES and not beside
    if harm and not anew and not further:
        yield from added
    elif not (talk and guess.intent in _TELLS):
        yield from guessed(message, block, guess, beside=beside) or added


def _told_and_ordered(message: Message, left: list[Span]) -> tuple[list[Span], list[Span]]:
    """Where an incident is told, everything belongs to it but the sentences that order somebody known."""
    if commanded(message):
        return [], left
    tells = [_tells(message, span) for span in left]
    if not any(tells) and not _hurt_somewhere(message, left):
        return [], left
    told, ordered, telling = list[Span](), list[Span](), False
    for span, says in zip(left, tells, strict=True):
        telling = telling or says
        orders = is_order(message, span) and bool(message.units_in(span)) and telling and bool(told)
        orders = orders and not _happened_then(message, span) and _REPORTED.search(message.marked, *span) is None
        (ordered if orders else told).append(span)
    return told, ordered


_REPORTED: Final = re.compile(  # 应急局王强10点05分报: who told it, and when
    rf"[{UNIT_MARK}{PERSON_MARK}一-鿿]{{2,12}}?[{TIME_MARK}{DUE_MARK}]++(?:左右|许)?(?:报告?|报来|来电|上报"
    rf"|反映)[的了来]?[ 。]*$"
)
_BIDS: Final = re.compile(rf"请|务必|必须|尽快|抓紧|马上|立即|[{DUE_MARK}]")


def _happened_then(message: Message, span: Span) -> bool:
    """9时35分信访局负责人到场接访 tells what was done; whoever orders names no clock that is over."""
    now = message.frame.now
    over = any(time.grain == "minute" and time.at <= now for time in message.times_in(span))
    return over and _BIDS.search(message.marked, *span) is None


_THAT: Final = re.compile(r"(?:[那这](?:几|些|一|两)?[处个起条段场件]|的(?:事|问题|隐患|办理))[^，。;!?\n]{0,8}$")
_WARNS: Final = re.compile("[ ]*(?:千万|可)?(?:别|莫|不要|切勿|勿|不得|防止|避免|严防|谨防|杜绝)")  # 别漏了
_HAPPENED: Final = re.compile(rf"发生|突发|起火了?|着火|有人|报警|接报|了(?=$|[，。])|{TIME_MARK}")


def _is_task(message: Message, span: Span) -> bool:
    """Whether a clause gives somebody something to do about what it names: 交通局把塌方段抢通, 那几处塌陷，交通局…."""
    marked = message.marked[span[0] : span[1]]
    if _WARNS.match(marked) is not None:
        return True
    if _HAPPENED.search(marked) is not None:
        return False
    if addressed(message, span) and is_order(message, span):
        return True
    return _THAT.search(marked) is not None and orders_in(message, message.wording.sentence_at(span[0]))


def _tells(message: Message, span: Span) -> bool:
    """Whether a stretch says what has happened; that people are hurt alone adds to something known."""
    event = event_in(message.text[span[0] : span[1]])
    if event is None or event.category is None:
        return False
    return not _is_task(message, span) and not _goes_on(message, span, event)


_STILL: Final = re.compile(r"截[至止]|仍|其中|剩余|其余|还有|尚有|搜救出|救出")
_OF_PEOPLE: Final = re.compile(r"失[联踪]|被困|受困|被埋|走失")


def _goes_on(message: Message, span: Span, event: Event) -> bool:
    """Whether people are told of as those of the one incident that is open: 搜救出4人，仍有2人失联."""
    words = message.text[span[0] + event.start : span[0] + event.end]
    known = message.situation.only(Topic.INCIDENT) is not None
    return known and _OF_PEOPLE.search(words) is not None and _STILL.search(message.text) is not None


def _hurt_somewhere(message: Message, left: list[Span]) -> bool:
    """People hurt at a named place or time are an incident even where no word says what happened."""
    span = (left[0][0], left[-1][1])
    hurt = _hurt(message, span)
    if hurt is None:
        return False
    elements = found_in(message, span, hurt).elements
    counted = any(count for _, count in elements.casualties.counts())
    if message.situation.only(Topic.INCIDENT) is not None and _STILL.search(message.text) is not None:
        return False
    if is_elsewhere(message.text):
        return False
    return counted and bool(elements.place or elements.occurred_at) and not is_order(message, span)


def _hurt(message: Message, span: Span) -> Event | None:
    place = first_harm(message.text, *span)
    return None if place is None else Event(start=place, end=place, category=None)


def _incident(message: Message, span: Span) -> Reading:
    event = event_at(message, span) or _hurt(message, span)
    found = found_in(message, span, event)
    return Reading(
        intent=Intent.INCIDENT,
        span=span,
        number=message.number_in(span),
        elements=found.elements,
        spans=found.spans,
        details=found.reach,
        at=received_at(message, span),
        text=message.words(span),
    )


def _is_acted_on(message: Message, span: Span) -> bool:
    return any(is_surely_one(message.text[start:end]) for start, end in message.clauses_in(span))


def _addition(message: Message, span: Span) -> Iterable[Reading]:
    if is_elsewhere(message.text) or is_only_mentioned(message, span):
        return
    if _ABOUT.search(message.text, *span) is None and first_harm(message.text, *span) is None:
        return
    found = found_in(message, span)
    elements = found.elements
    alone = elements.casualties == Casualties() and not elements.cause
    if alone and not _is_known(message) and _EMERGENCY.search(without_talk(message.text)) is None:
        return  # 交警大队出动20人在卡口执勤 is no measure against anything
    if "moved" in found.reach and elements.place and not _is_known(message):
        yield from read_as(Intent.INCIDENT, message, span)  # 河西镇暴雨，已转移群众130人
    elif elements.casualties != Casualties() or elements.cause or _is_acted_on(message, span):
        yield Reading(
            intent=Intent.SUPPLEMENT,
            span=span,
            number=message.number_in(span),
            elements=elements,
            spans=found.spans,
            details=found.reach,
            text=message.words(span),
        )


def _is_known(message: Message) -> bool:
    """Whether there is an incident that words can go on about."""
    situation = message.situation
    return situation.reply is not None or any(about.topic is Topic.INCIDENT for about in situation.open)


_ABOUT: Final = re.compile(  # what no measure, no cause and nobody hurt is told without
    "[救扑伤现抢警封撤医火险搜管恢排打捞通泄堵清断停供预响处安派组联送到赶设因死亡失困毒病已正在没无]"
)
_EMERGENCY: Final = re.compile(
    r"救|消防|疏散|转移|扑|伤|现场|抢|警戒|封|撤|医院|事故|火|险|搜|管制|恢复|排查|打捞|通车|泄|堵漏|120|清理|断电"
    r"|停电|供电|停水|预案|响应|处置|安抚"
)


def _blocks(message: Message, left: list[Span]) -> list[Span]:
    """Neighbouring clauses that nobody else claimed, together."""
    found = list[Span]()
    for start, end in left:
        if found and len(message.clauses_in((found[-1][1], start))) == 0:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
