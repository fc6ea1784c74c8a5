"""Who gave an order, where others pass it on: 王县长批的, 【转】李县长批示：, 陈县长在会上要求, 县长讲了."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.message import PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span

_WHO: Final = f"[{PERSON_MARK}]++"
_U: Final = f"[{UNIT_MARK}]++"
LEADER_WORDS: Final = rf"{_WHO}|(?:县|市)长|书记|主任|(?:市|省|县|州)?(?:主要|分管)?领导|市里|省里"
LEADER: Final = rf"(?P<who>{LEADER_WORDS})"

_SAYS: Final = (
    rf"(?:批示|批[的了过转]|批(?=[:，,])|批事|交办|签批|打(?:来|了|过来?)?个?电话(?:来|说|过来)?|电话(?:里|中)?(?:说"
    rf"|讲|要)了?|(?:让|叫|要|喊|通知)(?={_U})|讲[了的过话到]|讲(?=[:，,])|说[了过]?(?=[:，, ])|说的?了?(?=让|要"
    r"|请)|交[代待]|安排|明确"
    r"|定[了的下]|要求|强调|部署|指[示出]|来电|(?i:(?:has )?(?:instruct|order|direct|ask|request)(?:s|ed)\b|wants\b))"
)
_SAID: Final = re.compile(
    rf"(?<![给报请向送找由和跟与交对{PERSON_MARK}]){LEADER}(?:同志)?(?:[ ]"
    rf"|{TIME_MARK})*+(?:[^。;!?\n:{PERSON_MARK}]{{0,40}}?){_SAYS}"
)
_HEAD: Final = re.compile(
    rf"[ 【\[(]*(?:转发?|传达|转达)?[】\]) :]*{LEADER}(?:同志)?(?:[ ]|{TIME_MARK}++|\d{{1,2}}:\d{{2}})*+:"
)


def issuer(message: Message, end: int) -> Span | None:
    """Where the name of the leader stands whose words are told before a place; None where nobody is named."""
    head = _HEAD.match(message.marked, 0, end)
    if head is not None and _leads(message, head.span("who")):
        return head.span("who")
    place = 0
    while found := _SAID.search(message.marked, place, end):
        if _leads(message, found.span("who")):
            return found.span("who")
        place = found.end("who")
    return None


def _leads(message: Message, span: Span) -> bool:
    """Whether it is somebody who gives orders: by his place in the office, or by the title alone."""
    people = message.people_in(span)
    return not people or any(person.leads for person in message.lexicon.people if person.id in people)
