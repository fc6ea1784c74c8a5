"""A message read as a reply: first for what its matter makes likely, then as more about that matter.

What the words say by themselves stays, unless they could as well be the words of an answer: 那天我要去市里开会 is an
absence by itself, and a refusal in reply to a wish to swap shifts. What was only guessed gives way to any answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.domain.elements import Casualties, Elements
from bot.understanding.incidents import event_at, found_in
from bot.understanding.intents.orders import order
from bot.understanding.intents.replies import PLEAS, REPLIES
from bot.understanding.intents.rules import QUESTION, Table, U
from bot.understanding.message import Message
from bot.understanding.reader import claimed
from bot.understanding.situation import Topic
from bot.understanding.times import as_deadline
from bot.understanding.values import Intent, Reading, TimeKind

_SMALL: Final = frozenset((Intent.YES, Intent.NO, Intent.GREETING))
_PASSING: Final = _SMALL | {Intent.SUPPLEMENT, Intent.NIL_REPORT, Intent.STEP_OUT, Intent.LATE_NOTICE, Intent.ROSTER}
_GIVES_WAY: Final[Mapping[Topic, frozenset[Intent]]] = {
    Topic.DIRECTIVE: _PASSING
    | {Intent.ERRAND_DONE, Intent.FLASH_DONE, Intent.UPWARD_DONE, Intent.ORAL_DONE, Intent.ERRAND}
    | {Intent.HAND_OFF, Intent.MY_FAULTS, Intent.NOTE_ONLY, Intent.EXPLAIN},
    Topic.EXTENSION: _PASSING
    | {Intent.DIRECTIVE, Intent.ACK, Intent.EXTEND, Intent.PROGRESS, Intent.COMPLETE}
    | {Intent.APPROVE_EXTENSION, Intent.REJECT_EXTENSION},
    Topic.SWAP: _PASSING | {Intent.ACK, Intent.LEAVE, Intent.COVER, Intent.DIRECTIVE, Intent.EXTEND},
    Topic.COVER: _PASSING | {Intent.ACK, Intent.LEAVE, Intent.COVER, Intent.DIRECTIVE, Intent.CHECK_IN},
    Topic.HAND_OFF: _PASSING | {Intent.ACK},
    Topic.SPOT_CHECK: _PASSING | {Intent.ACK, Intent.CHECK_IN},
    Topic.FAULT: _PASSING | {Intent.ACK, Intent.OBJECT, Intent.COMPLETE, Intent.PROGRESS, Intent.EXPLAIN},
}
_NO_RULES: Final = Table()
_A_WORD: Final = 2  # characters
_LIKELY: Final = 0.6  # a guess less likely gives way to a remark about what is replied to
_SHORT: Final = 24  # characters; a longer message that answers nothing is about something else
_A_PAIR: Final = 2
_A_REMARK: Final = 4  # characters; fewer say nothing by themselves
_CHATTER: Final = re.compile(r"谢谢|辛苦|哈哈|呵呵|再见|拜拜|晚安|[你您]好")


def replied(message: Message, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """What was read, or where the message answers something and the words give way, what it says as an answer."""
    situation = message.situation
    topic = situation.topic
    if situation.reply is not None and topic is Topic.DIRECTIVE:
        found = _with_its_reason(message, found)
    if situation.reply is None and (found or len(message.text) > _SHORT or topic is not Topic.DIRECTIVE):
        return found
    if situation.reply is not None and topic is Topic.DIRECTIVE and (put_right := revision(message)) is not None:
        return (put_right,)
    if topic is Topic.DIRECTIVE and found and all(reading.intent is Intent.DIRECTIVE for reading in found):
        pleas, _ = claimed(message, PLEAS)  # 下周三交可以不 orders nothing
        return tuple(pleas) or found
    gives_way = _GIVES_WAY.get(topic, _SMALL)
    if any(reading.intent not in gives_way and reading.share == 1 for reading in found):
        return found
    answers, left = claimed(message, REPLIES.get(topic, _NO_RULES))
    if answers:
        whole = [answer for answer in answers if len(answer.text) >= _A_WORD]  # 审 of 还在审 says nothing beside more
        return tuple(sorted(whole or answers, key=lambda reading: reading.span))
    remark = _remark(message, topic) if situation.reply is not None and left else ()
    likely = tuple(reading for reading in found if reading.share >= _LIKELY)
    return likely or remark or found


_REASONED: Final = (Intent.OBJECT, Intent.EXTEND)


def _with_its_reason(message: Message, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """能不能宽限三天？设计院图纸还没盖章; 退回。该企业不在我县: what stands beside a wish is its reason."""
    wish = next((one for intent in _REASONED for one in found if one.intent is intent), None)
    if wish is None or len(found) != _A_PAIR:
        return found
    beside = next(one for one in found if one is not wish)
    told = beside.intent is Intent.PROGRESS and beside.share < 1 and not beside.facts
    if not told and not (beside.intent is Intent.RETURN and wish.intent is Intent.OBJECT):
        return found
    span = (min(wish.span[0], beside.span[0]), max(wish.span[1], beside.span[1]))
    return (replace(wish, span=span, text=message.words(span)),)


_PUTS_RIGHT: Final = re.compile(
    r"^(?:不好意思|抱歉)?[，, ]?(?:写|说|发|搞|打|弄)错了|(?:更正|订正|纠正)(?:一下)?[:，, ]"
    rf"|^[^，。;!?\n]{{0,6}}(?:上一?[条个句]|刚才|刚刚?|前面|[这那]条?)[^，。;!?\n]{{0,6}}?(?:改[成到为]|写错"
    r"|说错|发错|搞错|打错|有误|不对)"
    rf"|(?:^|[，。:, ])(?:是|应该?[是为]){U}[，, ]?不是{U}|不是{U}[，, ]?(?:而?是|应该?[是为])?{U}"
    rf"|^[^，。;!?\n]{{0,6}}(?:时间|时限|期限|日期|牵头|主办|协办|配合)(?:单位)?(?:改|换|调整?|提前|推迟)[成到为]?"
    rf"|^(?:改|换)[成到为]"
)
_NOT_THEM: Final = re.compile(rf"(?:不是|去掉|不要|不用){U}")


def revision(message: Message) -> Reading | None:
    """刚才那条改成周四前, 是水利局不是住建局: what is replied to, with what is put right in it."""
    if _PUTS_RIGHT.search(message.marked) is None or re.search(QUESTION, message.text):
        return None
    whole = (0, len(message.text))
    dropped = [unit for found in _NOT_THEM.finditer(message.marked) for unit in message.units_in(found.span())]
    said = order(message, whole, whole)
    times = [time for time in message.times if time.kind is not TimeKind.INTERVAL and time.at > message.frame.now]
    due = said.due or (as_deadline(times[-1], message.frame) if times else None)
    leads = tuple(unit for unit in said.leads if unit not in dropped)
    if due is None and not leads and not said.supports and not said.facts:
        return None
    number = said.number or (message.situation.reply.number if message.situation.reply else "")
    return replace(said, due=due, leads=leads, number=number)


def _remark(message: Message, topic: Topic) -> tuple[Reading, ...]:
    """More about the matter that is replied to."""
    words = message.text.strip()
    if len(words) < _A_REMARK or re.search(QUESTION, words) or _CHATTER.search(words):
        return ()
    whole = (0, len(message.text))
    if topic is Topic.DIRECTIVE:
        return (Reading(intent=Intent.PROGRESS, span=whole, text=message.words(whole)),)
    if topic is not Topic.INCIDENT:
        return ()
    found = found_in(message, whole, event_at(message, whole), update=True)
    if not _says(found.elements):
        return ()
    told = Reading(intent=Intent.SUPPLEMENT, span=whole, elements=found.elements, text=message.words(whole))
    return (replace(told, spans=found.spans, details=found.reach),)


def _says(elements: Elements) -> bool:
    named = (elements.occurred_at, elements.place, elements.source, elements.measures, elements.cause)
    return any(named) or elements.casualties != Casualties()
