"""People harmed as people tell of them in passing: 司机受伤, 护士1名保安2名, 其余2人仍在搜救, 一个骨折一个擦伤.

Where one person is meant and no figure is told (驾驶员受伤, 有个老汉没出来), it is one; the words stand for the figure.
A role that several may have (工人, 学生) is none of these: how many is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.understanding.incidents.events import event_in
from bot.understanding.incidents.harm_words import HARM, KINDS
from bot.understanding.names import SURNAMES
from bot.understanding.numbers import COUNT, Count, count

Span = tuple[int, int]

_WHO: Final = (
    r"(?:幼儿|幼童|师傅|患者|社员|居民|矿工|驾驶员|乘员|旅客|民兵|协警|警察|战士|护士|护工|保安|医生|孕妇|产妇"
    r"|娃[娃儿]?|小孩|孩子|老人|大人|老师|教师|学生|男[的生童娃]?|女[的生童娃]?|工人"
    r"|民工|司机"
    r"|乘客|民警|辅警|村民|干部|队员|妇女|儿童|婴儿|老汉|老头|老太|员工|职工|顾客|游客|路人|行人|消防员|城管)"
)
_COUNTED: Final = rf"{COUNT}(?:个|名|位)(?:年轻|中年|值班)?{_WHO}"
_NAMED: Final = rf"{_WHO}(?:\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?:个|名|位|人)"
_PAIR: Final = (
    r"(?:夫妻|夫妇|母女|母子|父子|父女|爷孙|祖孙|婆媳|婆孙|兄弟|姐妹|姐弟|兄妹|娘儿?|爷儿?)(?:俩|两人|二人)|一对(?:夫妻"
    r"|夫妇|老人|老夫妻|母女|母子|父子|恋人|双胞胎|姐妹|兄弟|小?情侣|父女|婆孙)|[老小]?两口子?"
    r"|[一1](?:老[一1][小少幼]|大[一1]小|男[一1]女)"
    r"|(?<![一-鿿])(?:夫妻|夫妇|母女|母子|父子|父女|爷孙|婆孙)(?=都|双双|均|没|被|在|当场|遇|中毒|死|受|[，, ])"
    r"|(?P<three>(?:娘|爷儿?|兄弟|姐妹|弟兄)(?:仨|三个|三人|三口)|三(?:姐妹|兄弟|父子|母女|口子))"
)
TOGETHER: Final = (
    rf"{_PAIR}|"
    rf"(?<![\d.第])(?:{_COUNTED})(?:[、和跟与及 ]?{_COUNTED}){{1,3}}|{_NAMED}(?:[、和跟与及 ]?{_NAMED}){{1,3}}"
)
_FIGURE: Final = re.compile(rf"{COUNT}(?=个|名|位|人)")

_FAMILY: Final = "".join(sorted(name for name in SURNAMES if len(name) == 1))
_ONE: Final = re.compile(
    r"(?<![名位辆个些群双多两各])(?:(?:驾驶员|驾驶人|司机|押运员|车主|骑手|骑(?:电动|摩托|三轮|自行)?车的?(?:人|老人"
    r"|妇女|男子|女子|男的|女的|大爷|学生)"
    r"|男子|女子|老[汉头太婆]|大爷|老大爷|锅炉工|电工|焊工|店主|店老板|摊主|户主|屋主|房主|孕妇|[男女][娃童]|妇女"
    r"|(?:孩子|娃)(?:他|的)?[妈爸爹娘]|婆婆|老板娘|保洁员|快递员|外卖小哥|环卫工人?)"
    r"|(?:骑(?:电动|摩托|三轮|自行|电瓶)?车|蹬三轮|开车|走路|放[牛羊]|钓鱼|捡垃圾|砍柴|卖菜|遛弯|洗衣服?|摸鱼|采药"
    r"|挖笋|耍水)的(?=当场|[被受死摔倒飞掉冲淹晕卡压]|人没|已|也|没|还|给)"
    rf"|[{_FAMILY}]某某?|(?<=[工人民民傅夫员妇])[老小][{_FAMILY}](?=在|从|被|晕|摔|掉|坠|倒|触|受|上|下))"
    r"(?![们等家]|之?间|[一二三四五六七八九\d]人)"
    r"|(?<![第\d])一[个名位](?=[\d一二三四五六七八九十]{1,3}[多来]?岁)[^，。;]{1,5}?岁的?(?:[男女老小][的人娃孩子]?"
    r"|婆婆|老太|大爷|学生|村民|工人)"
    r"|有一?个(?!人)(?:\d{1,2}岁的?)?[^，。;\d]{0,6}?(?:老人|人|娃儿?|孩子?|老汉|女的?|男的?|学生|工人?|婆婆|大爷"
    r"|大妈|男子|女子|[钓鱼放牛羊砍柴耍洗采挖过路]{2,3}的|民|游客|乘客|司机|员|师傅|妇女|童)(?![们等家])"
)
_SENTENCE: Final = re.compile(r"[。;!?\n]|\d{1,4}(?:名|人|个|位)|[一二两三四五六七八九十]{1,3}(?:名|人|个人|位)")
_REACH: Final = 44
_NEAR: Final = 24
_OTHERS: Final = re.compile(
    r"报|说|称|看|发现|拨|逃|肇事|弃|赶|撞(?![死伤到倒上])|送(?=伤|[一-鿿]人)|[没无未](?=[受伤死])|打(?=[人死伤])|砍"
    r"|捅|家属|电话|怀疑|怕|[把将对向]|没事|脱险|平安"
)
_WORDS: Final = re.compile(rf"{HARM}|(?P<dead2>(?:当场|人)没了|没了(?!联系|消息|音讯))")
_DENIED: Final = re.compile(r"[没无未不否](?:有|曾|被|人)?$")
_FREED: Final = re.compile(r"救出|获救|脱险|救下|救上")
_RANK: Final = ("dead", "severe", "missing", "trapped", "minor", "injured")

_LEFT: Final = re.compile(
    rf"(?:其余|余下|剩下|剩余|另外?|还有)的?(?P<n>{COUNT})[名个位]?(?:人|个)?(?:仍|还|正|尚)?在(?:(?P<lost>打?捞"
    rf"|搜?寻?找|搜寻)|搜救|营救|施救"
    r"|解救|挖)"
)
_SHORT_OF: Final = re.compile(rf"还(?:差|少)(?P<n>{COUNT})(?:个|名|位|人)")  # 船上七个人，救起来四个，还差三个
_NOTED: Final = re.compile(
    rf"(?P<n>{COUNT})(?:名|个|位)?人?\((?:均|都|系|为)?(?:受?(?P<severe>重伤)|受?(?P<minor>轻伤)|(?P<dead>死亡|遇难)"
    r"|(?P<injured>受伤))\)"
)
_HOW: Final = r"(?:骨折|擦伤|烧伤|烫伤|砸伤|摔伤|脑震荡|昏迷|呛[到着]?|扭伤|破了?头|头破了?)"
_EACH: Final = re.compile(
    rf"(?P<n>{COUNT})[个人名位]{_HOW}[，、 和]?另?(?P<m>{COUNT})[个人名位](?P<how>{_HOW})"
    rf"(?:[，、 和]?另?(?P<k>{COUNT})[个人名位]{_HOW})?"
)
_FELL: Final = re.compile(rf"倒了(?P<n>{COUNT})(?:个人?|人)(?=$|[，。;、 ])")
_GRADED: Final = re.compile(  # 伤的是3个 都是轻伤
    rf"(?P<n>{COUNT})(?:名|个|位)?人?(?:受伤)?[，, ]{{0,2}}(?:都|均|全)部?[是为系](?:(?P<minor>轻伤|轻微伤|皮外伤)"
    r"|(?P<severe>重伤))"
)
_INSIDE: Final = re.compile(rf"困人[^。;!?\n]{{0,14}}?(?P<who>{TOGETHER})")
_RATHER: Final = re.compile(  # 不是三个受伤，是五个
    rf"(?:不是|并非){COUNT}[名个位]?人?(?:(?P<dead>死亡?|遇难)|(?P<missing>失[联踪])|(?P<trapped>被[困埋])"
    r"|(?P<injured>受?伤))的?"
    rf"[，, ]{{1,2}}而?是(?P<n>{COUNT})[名个位人]"
)
_CROWDED: Final = re.compile(r"踩踏|[拥推]挤|挤倒|晕|中暑|毒|呛|吃了|喝了")
_CASES: Final = re.compile(
    rf"(?:(?P<dead>死亡)|(?P<severe>重症|危重))(?:病例)?(?P<n>{COUNT})例|(?P<m>{COUNT})例(?:疑似)?(?P<dead3>死亡)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """So many of a kind, and the words that say so."""

    kind: str
    number: Count | None
    place: Span
    alone: bool = False  # one person of whom no figure is told
    left: bool = False  # those of whom it still holds
    once: str = ""  # the kind they were told to be before it was said how badly


def together(words: str) -> Count | None:
    """护士1名保安2名 and 两个医生一个护士 are three."""
    pair = re.fullmatch(_PAIR, words)
    if pair is not None:
        return Count(value=3 if pair["three"] else 2, approximate=False)
    found = [count(match[0]) for match in _FIGURE.finditer(words)]
    known = [one for one in found if one is not None]
    if len(known) != len(found):
        return None
    return Count(value=sum(one.value for one in known), approximate=any(one.approximate for one in known))


def in_everyday_words(text: str, *, update: bool = False) -> Iterator[Said]:
    """What such words say. An update tells of something known; elsewhere something must have happened."""
    for match in _NOTED.finditer(text) if "(" in text else ():
        yield Said(_kind(match), count(match["n"]), match.span("n"))
    for match in _LEFT.finditer(text) if "在" in text else ():
        yield Said("missing" if match["lost"] else "trapped", count(match["n"]), match.span("n"), left=True)
    for match in _SHORT_OF.finditer(text) if "还" in text and (update or event_in(text)) else ():
        yield Said("missing", count(match["n"]), match.span("n"))
    for match in _EACH.finditer(text):
        yield Said("injured", _sum(match["n"], match["m"], match["k"]), (match.start("n"), match.end()))
    for match in _CASES.finditer(text) if "例" in text else ():
        figures = "n" if match["n"] else "m"
        yield Said(_kind(match), count(match[figures]), match.span(figures))
    for match in _GRADED.finditer(text) if "伤" in text else ():
        yield Said(_kind(match), count(match["n"]), match.span("n"), once="injured")
    if "困人" in text:
        for match in _INSIDE.finditer(text):
            yield Said("trapped", together(match["who"]), match.span("who"))
    for match in _RATHER.finditer(text) if update else ():
        yield Said(_kind(match), count(match["n"]), match.span("n"))
    if "倒了" in text and _CROWDED.search(text):
        for match in _FELL.finditer(text):
            yield Said("injured", count(match["n"]), match.span("n"))
    yield from _alone(text, update=update)


def _sum(*figures: str | None) -> Count | None:
    known = [found for words in figures if words and (found := count(words)) is not None]
    return Count(value=sum(one.value for one in known), approximate=any(one.approximate for one in known))


def _alone(text: str, *, update: bool) -> Iterator[Said]:
    """What is said of each one person up to the next, the sentence's end, or a figure of people."""
    found = list(_ONE.finditer(text))[:_MOST]
    if not found or not (update or event_in(text) is not None):
        return
    for at, match in enumerate(found):
        end = min(match.end() + _REACH, found[at + 1].start() if at + 1 < len(found) else len(text))
        stop = _SENTENCE.search(text, match.end(), end)
        said = _worst(text, match.end(), stop.start() if stop else end)
        if said is not None:
            yield Said(said[0], Count(value=1, approximate=False), (match.start(), said[1]), alone=True)


def _worst(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The gravest that is said, and where its words end; nothing where somebody else is spoken of first."""
    words = [
        match
        for match in _WORDS.finditer(text, start, end)
        if not _DENIED.search(text, max(start, match.start() - 3), match.start())
    ]
    if not words or words[0].start() - start > _NEAR or _OTHERS.search(text, start, words[0].start()):
        return None
    kinds = {_kind(match): match.end() for match in reversed(words)}
    if _FREED.search(text, start, end) and len(kinds) > 1:
        kinds.pop("trapped", None)
    return next(((kind, kinds[kind]) for kind in _RANK if kind in kinds), None)


def _kind(match: re.Match[str]) -> str:
    found = next(name for name, words in match.groupdict().items() if words and name.rstrip("23") in KINDS)
    return found.rstrip("23")


_MOST: Final = 8  # people told of one by one
