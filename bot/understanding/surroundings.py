"""What stands around a name, and whether it can be one there: 周明 is no name in 本周明确, and 单位 is none at all.

A whole name written as the office writes it needs little. The less is written of a name, or the less it is written as
it should be, the more must speak for it: somebody is addressed before it (请, @, 让), or does what people do behind it
(到岗, 牵头, 那边).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from bot.understanding.shipped import lines_of

_TITLE: Final = (
    "副?(?:县长|市长|区长|书记|主任|局长|部长|科长|股长|处长|镇长|乡长|秘书长|大队长|支队长|中队长|总指挥|指挥长)"
    "|常委|主席|[队所院校站组会厅社村]长|政委|指导员|秘书|主管|经理|调研员|干事|老师|科员"
)
_BEFORE: Final = re.compile(
    r"(?:@|给|找|让|请|由|跟|和|与|叫|喊|[替问]|联系|通知|安排|责成|值班员?|带班(?:领导)?|[主副]班|[电转]告|麻烦)[ :]?$"
)
_ADDRESSED: Final = re.compile(r"(?:@|给|找|让|请)[ ]?$")
_AFTER: Final = re.compile(
    rf"[ ]?(?:到岗|到位|到了|来了|值班|值夜班|带班|牵头|那边|那里|这边|同志|签发|签收|请假|替班|顶班|在岗|在路上|在吗"
    rf"|迟到|晚到|说|已到|已经到|已报|负责|配合|接班|交班|{_TITLE})"
)
_HERE: Final = re.compile(r"[ ]?(?:到了|牵头|那边)")
_GOES_ON: Final = re.compile(  # what is said of somebody, right behind his name
    r"$|[^一-鿿A-Za-z0-9]"
    r"|[到来在已去今昨值和与跟及、请的说讲报也就是要能可会没未不还正刚出回打接送把将给被因有这那替代带签核办做处落联发写"
    r"汇迟晚堵病外休下上先后都等为从电确应抓尽赶速提拿整起草调换顶交转收看盯守你我他负牵配主另再同]"
    rf"|明(?=[天早晚日])|马上|通知|协助|立即|同志|{_TITLE}"
)
_FREE: Final = frozenset(
    "请让给找跟和叫由与问向对是但而把被帮报经在到了的当后前午晚晨天日时分刻才为按据如因室员班今于从将及或有知带换就只派送接顶替喊又都没们着"
)
_HAILED: Final = re.compile(r"[ ]?[，,:](?=[^ ])")
_GIVEN: Final = re.compile(r"了(?=$|[，。;! ])")  # 钥匙给晓东了
_SIGNS: Final = "，。 \n:!;"
_TITLED: Final = re.compile(f"同志|{_TITLE}")
_LONGER: Final = re.compile(
    "总(?:[队数体结理工公会部院量额局站长]|的来)|工(?:[作程会业地资商人信期单具艺伤矿厂区]|[一-鿿]局)|[哥姐][们妹弟]"
)
_HAN: Final = re.compile(r"[一-鿿]")


@cache
def listed(part: str) -> frozenset[str]:
    """A list of the file beside this one; an empty name means the first of them."""
    return frozenset(word for heading, line in lines_of("ordinary.txt") if heading == part for word in line.split())


@cache
def _letters() -> frozenset[str]:
    return frozenset("".join(listed("[given]")))


def ordinary(words: str) -> bool:
    """Whether two characters are a word of every day rather than somebody."""
    return words in listed("")


def ends_a_word(text: str, place: int) -> bool:
    """Whether the character at a place belongs to the one before it: 周 in 下周."""
    if place == 0 or text[place - 1 : place + 1] not in listed("[ends]"):
        return False
    return _AS_WHOM.search(text, 0, place) is None


_AS_WHOM: Final = re.compile("(?:[接交代值带]班|联系|负责|代收|代办|代管|经办|责任|当事)人$")  # 接班人马俊


def stands_free(text: str, place: int) -> bool:
    """Whether something may begin at a place: no character stands before it that could be a part of it."""
    return place == 0 or text[place - 1] in _FREE or _HAN.match(text, place - 1) is None


def begins_a_word(text: str, place: int) -> bool:
    """Whether the character at a place belongs to the one behind it: 总 in 总队, 单 in 单位."""
    return ordinary(text[place : place + 2]) or _LONGER.match(text, place) is not None


def given(letter: str) -> bool:
    """Whether people are named with a character."""
    return letter in _letters()


def goes_on(text: str, end: int) -> bool:
    """Whether what stands behind may be said of somebody."""
    return _GOES_ON.match(text, end) is not None


def expected(text: str, place: int, end: int) -> bool:
    """Whether somebody is expected at a place: he is addressed, or does what people do."""
    return _BEFORE.search(text, max(0, place - 5), place) is not None or _AFTER.match(text, end) is not None


def called(text: str, place: int, end: int) -> bool:
    """Whether a given name alone is a person there: @建国, 请建国, 建国牵头."""
    if _HERE.match(text, end):
        return stands_free(text, place)
    if _HAILED.match(text, end) and (place == 0 or text[place - 1] in _SIGNS) and not ordinary(text[place:end]):
        return True  # 晓东，除夕那晚跟我掉个班
    return _ADDRESSED.search(text, max(0, place - 2), place) is not None and (
        goes_on(text, end) or _GIVEN.match(text, end) is not None
    )


def titled(text: str, end: int) -> bool:
    """Whether a title, or 同志, stands behind."""
    return _TITLED.match(text, end) is not None
