"""Who does what is told: 何静到岗了 is said of 何静, and 跟何静说一声我到了 is not.

Where a rule knows the order of the words it reads the names itself. Here they are read from any wording: everybody who
is named and not merely told, asked, relieved or left at home.
"""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.intents.rules import Scope
from bot.understanding.message import Message, Span
from bot.understanding.names import Name

_NEAR: Final = 8  # characters before a name
_TO_HIM: Final = re.compile(
    r"(?:@|[跟向给和与同接替换找叫喊托问谢留对]|报告|汇报|感谢|转告|告诉|通知|麻烦|辛苦|联系|交给|转[接给到]?"
    r"|(?:[候备听]班|二线|接班|下一班)(?:人员|领导|同志|[人的员])?(?:是|为|:|由)?)[ ]?(?:领导)?$"
)
_FOR_HIM: Final = re.compile(r"(?:(?<![接交])替|帮|代|给)[ ]?$")
_SIGNS: Final = re.compile(r"(?:同志)?[^，。;]{0,4}(?:签|打卡|打个卡|报个?到|登记|记一|说|讲|打个招呼)")
_BOTH: Final = re.compile("都|均|俩|两个|两人|二人|一起|一同|一块|齐")
_TOGETHER: Final = re.compile("[跟和与同][ ]?$")
_TO_YOU: Final = re.compile("(?:同志|主任|哥|姐)?[，, ]?[你您]")
_ELSEWHERE: Final = re.compile(
    r"(?:同志|主任|哥|姐|他|她)?[，, ]?(?:现在|目前|今[天晚]|可以|安心|放心|赶紧|先|能|就|也)*(?:可以|回去|还在(?!岗"
    r"|值|位)"
    r"|还没|没[来到]|未到|不在|在路上|请假|走|下班|的班|多[坐守]|先顶|休息|睡|早点|辛苦|那边|候班|备班|听班|在家)"
)


def doers(scope: Scope, span: Span, *, leaving: bool = False) -> tuple[Name, ...]:
    """The known people of whom a stretch tells that they do something, each once.

    Whoever is said to be elsewhere does nothing here, unless it is about those who leave (`leaving`).
    """
    found = dict[str, Name]()
    for name in scope.message.names_in(span):
        if name.person is not None and _does(scope.message, name, span[0], leaving=leaving):
            found.setdefault(name.person, name)
    return tuple(found.values())


def _does(message: Message, name: Name, start: int, *, leaving: bool) -> bool:
    before, marked = max(start, name.start - _NEAR), message.marked
    if _FOR_HIM.search(marked, before, name.start) and _SIGNS.match(marked, name.end):
        return True  # 帮小刘签一下
    if _TO_YOU.match(marked, name.end) is not None:
        return False
    if not leaving and _ELSEWHERE.match(marked, name.end) is not None:
        return False
    if _TOGETHER.search(marked, before, name.start) is not None:
        return _BOTH.search(message.text, *message.wording.sentence_at(name.start)) is not None  # 我和老周都到了
    return _TO_HIM.search(marked, before, name.start) is None
