"""What a correction puts right: which field, what was said of it before, and what holds instead.

「受伤的是6个不是9个」, 「由9人改为6人」 and 「前报9人有误，实为6人」 say the same. Words tell of every figure, clock
and place whether it is the old one or the new; the old one then belongs to the new one of its kind. What stands under
no such word holds now. Nothing is paired that the message itself does not name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.understanding.incidents.facts import past
from bot.understanding.incidents.harm_words import HARM, KINDS
from bot.understanding.incidents.sites import looks_like_a_site
from bot.understanding.message import UNIT_MARK, Message, Span
from bot.understanding.numbers import COUNT, count
from bot.understanding.values import Detail, TimeKind, TimeReading, TimeRole

_ROLES: Final = re.compile(
    r"(?P<old>(?<!是)不是|不[在到](?=[^，。;\d]{2,12}(?:$|[，。; ]))|并非|而非"
    r"|(?<=[\d一-鿿，, ])非(?=[\d一二三四五六七八九十两])|误[报写说记统传][为成作]?"
    r"|(?:[写报说打记发搞弄看听念数]|当|算)[成作](?:了)?|(?:原|前|此前|之前|先前|刚才|刚刚|刚|前面|上午|下午|原来"
    r"|上[一]?[条次])(?:[一]?[条次])?(?:我们?)?(?:上)?[报说写发](?:的)?"
    r"|[莫别](?:写|报|说)|(?<![理自])由(?=[^，。;]{0,8}?\d|[^，。;]{0,8}?[一二三四五六七八九十两])|(?<=[人数])从"
    r"|重复统?计?|[把将])"
    r"|(?P<new>应该?当?[是为]|应该|是(?!非)|实[际为则](?:上)?[是为有]?|其实|正确的?[^，。;\d]{0,6}[是为:]"
    r"|核[实定]后?[是为]?"
    r"|(?:更正|更改|改|订正|纠正|调整|变更?|核减|核增|修正|换)(?:成|为|到)|为(?=[\d一二三四五六七八九十两])|只有"
    r"|(?:减|升|增|降)(?:少|加)?[到为至])"
    r"|(?P<wrong>有误|不准确?|不对|[报写说搞弄打](?:错|岔|混|反)|是?误[传报](?![为成作\d])|多[报写说算]"
    r"|[报写说算][多少]了|不属实|不实)"
)
_CHANGED: Final = re.compile(
    r"应该?当?[是为]|实[际为]?[是为]|(?:更正|更改|改|订正|纠正|调整|变更?|核减|核增|修正|换)(?:成|为|到)|(?:减|升|增"
    r"|降)(?:少|加)?[到为至]"
)
_HARM: Final = re.compile(HARM)
_FIGURE: Final = re.compile(
    rf"(?<![\d.第])(?<!\d:)(?P<n>{COUNT})(?=[ ]?(?:[名位个人例]|者|[死亡伤重轻失被]|$|[，。;!、 ]|(?:改|更正|调整"
    rf"|变)[为成到]|而?不是|不对|有误))"
)
_SPELT: Final = re.compile("[一二两三四五六七八九]{3,}")  # 两四七伤 was 两死七伤
_DELTA: Final = re.compile(
    r"(?:核减|核增|减少|增加|新增|少了|多了|剔除|扣除|[多少][报写说算]|[报写说算][多少])(?:了)?$"
)  # by how many, not to how many
_WRONG_NEXT: Final = re.compile(r"[，,。 ]{1,2}(?:是?错了?的?|不对|有误|写错|说错|报错|搞错)(?=$|[，。,; ])")
_BEHIND: Final = re.compile(
    r"[ ]?[名位个例]?(?:人员?|群众|工人|学生|村民|老师|娃儿?|孩子)?(?:的)?(?:是|系|均|都|已|全)?"
)
_STOP: Final = re.compile(r"[，。;!?\n()]|,(?!\d)|(?<=[一-鿿\d]) (?=[一-鿿\d])")
_NAME: Final = r"[^，。;!?:\n \d]{0,3}[^，。;!?:\n ]{1,19}?"
_END: Final = r"(?=$|[，。;!?)\n ]|麻烦|请|吧|哈|哦|啊|的$)"
_INSTEAD: Final = (
    re.compile(
        rf"(?:更正[为成]|改[成为]|应该?[是为]|(?<!不)是|(?<!不)在)(?P<to>{_NAME})[，, ]{{0,2}}(?:而?不是|不在|而?非"
        rf"|(?:原|前|误)报[为成]?|(?:我|前面|之前|刚才)?[写报说打]成了?)(?P<old>{_NAME}){_END}"
    ),
    re.compile(rf"不[是在](?P<old>{_NAME})[，, ]{{0,2}}(?:而?是在?|在|应该?[是为]在?)(?P<to>{_NAME}){_END}"),
    re.compile(rf"(?:由|把|将|从)(?P<old>{_NAME})(?:改|更正|订正)[为成](?P<to>{_NAME}){_END}"),
    re.compile(
        rf"(?:地点|位置|地方|地址|来源|报告人|报警人)[^，。;:]{{0,8}}?(?:(?:更正|改|订正|纠正)[为成到]|应该?[是为在]"
        rf"|(?<!不)[是为在])(?P<to>{_NAME}){_END}"
    ),
    re.compile(
        rf"(?:地点|位置|地方|地址|来源|报告人|报警人)[^，。;:]{{0,8}}?[，, ](?:应该?[是为]|(?:更正|改)[为成到]"
        rf"|(?<!不)是)(?P<to>{_NAME})(?:$|[，, ]{{1,2}}(?:原报|前报|不是)?(?P<old>{_NAME}){_END})"
    ),
    re.compile(rf"(?:^|(?<=[，, ]))(?P<to>[^，。;!?:\n ]{{2,10}})(?<!而)不是(?P<old>{_NAME}){_END}"),
)
_WHERE: Final = re.compile(r"地点|位置|地方|地址|哪里")
_WHO: Final = re.compile(r"来源|报告人|报警人|报的人")
_PLACE_LIKE: Final = re.compile(
    r"[镇乡村组街路巷桥园厂矿店场站校院楼湾口段河湖库山坡沟岭坝塘坪区岸庄寨屯营铺集梁塬洼圩洲岛垭坳坨田]$"
    r"|^[GSXKY]\d{2,4}"
    r"|[一二三四五六七八九十\d](?:组|栋|号|中|小)$"
)
_NO_NAME: Final = re.compile(
    r"[\d一二两三四五六七八九十](?:人|名|个|时|点|例)|演练|脚本|误报|真的|假的|我|死|伤|困|失踪"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """One field of an incident, as it was told before and as it holds now; None where the words do not say."""

    field: str  # casualties.dead, occurred_at, place, source
    old: Detail | None
    new: Detail | None
    at: datetime | None = None  # the new time

    def told(self) -> Mapping[str, Detail]:
        """As plain values: field, from, to."""
        found: dict[str, Detail] = {"field": self.field}
        found |= {} if self.old is None else {"from": self.old}
        return found if self.new is None else found | {"to": self.new}


def amended_in(message: Message, span: Span) -> tuple[Amended, ...]:
    """All that a stretch puts right, what has both an old and a new value first."""
    span = (span[0], min(span[1], span[0] + _LONGEST))
    found = [*_figures(message, span), *_clock(message, span)]
    if not found:
        found = list(_names(message, span))
    return tuple(sorted(found, key=lambda one: (one.new is None, one.old is None)))


def amendments(found: tuple[Amended, ...]) -> dict[str, Detail]:
    """The first of them as field, from and to; where there are several, all of them as `corrections` beside it."""
    if not found:
        return {}
    listed = {"corrections": tuple(one.told() for one in found)} if len(found) > 1 else {}
    return {**found[0].told(), **listed}


# --- old or new -----------------------------------------------------------------------------------------------------


def _is_old(text: str, start: int, place: int, end: int) -> bool:
    """Whether what stands at a place of a clause is the value before the correction."""
    old = False
    for match in _ROLES.finditer(text, start, place):
        if match["old"]:
            old = True
        elif match["new"]:
            old = False
    if _WRONG_NEXT.match(text, end):
        return True
    behind = _ROLES.search(text, place, end)
    while behind is not None:
        if behind["wrong"] or (behind["new"] and _CHANGED.match(behind[0])):
            return True
        behind = None if behind["old"] else _ROLES.search(text, behind.end(), end)
    return old


def _clause(text: str, span: Span, place: int) -> Span:
    start, end = span
    for match in _STOP.finditer(text, max(span[0], place - _NEAR), place):
        start = match.end()
    behind = _STOP.search(text, place, min(span[1], place + _NEAR))
    return max(start, span[0], place - _NEAR), behind.start() if behind else min(end, place + _NEAR)


_NEAR: Final = 40  # characters of a clause that are looked at on either side
_LONGEST: Final = 240  # characters; a correction is short


# --- people ----------------------------------------------------------------------------------------------------------


def _figures(message: Message, span: Span) -> Iterator[Amended]:
    """Figures of people harmed, by kind."""
    text, times = message.text, [time.span for time in message.times_in(span)]
    old, new, last = dict[str, int](), dict[str, int](), ""
    left = list[int]()
    for match in _FIGURE.finditer(text, *span):
        number = count(match["n"])
        if number is None or _SPELT.fullmatch(match["n"]) or any(start <= match.start() < end for start, end in times):
            continue
        if _DELTA.search(text, max(span[0], match.start() - 4), match.start()):
            continue
        clause = _clause(text, span, match.start())
        kind = _kind(text, clause, match.span("n")) or last
        is_old = _is_old(text, clause[0], match.start(), clause[1])
        if kind:
            (old if is_old else new).setdefault(kind, number.value)
            last = kind
        elif is_old:
            left.append(number.value)  # 不是9个，受伤的是6个: its kind comes later
    if left and len(new) == 1 and not old:
        old = dict.fromkeys(new, left[0])
    for kind in KINDS:
        if (kind in old or kind in new) and old.get(kind) != new.get(kind):
            yield Amended(field=f"casualties.{kind}", old=old.get(kind), new=new.get(kind))


def _kind(text: str, clause: Span, figure: Span) -> str:
    """The kind of harm told right behind a figure, or before it where the clause begins with the harm (死1伤3)."""
    first, figures = _HARM.search(text, *clause), _FIGURE.search(text, *clause)
    backward = first is not None and figures is not None and first.start() < figures.start()
    behind = _BEHIND.match(text, figure[1], clause[1])
    close = _HARM.match(text, behind.end() if behind else figure[1], clause[1])
    if close is not None and not backward:
        return close.lastgroup or ""
    before = list(_HARM.finditer(text, clause[0], figure[0]))
    if before:
        return before[-1].lastgroup or ""
    after = close or _HARM.search(text, figure[1], clause[1])
    if after is not None and _ROLES.search(text, figure[1], after.start()) is None:
        return after.lastgroup or ""
    earlier = list(_HARM.finditer(text, max(clause[0] - _EARLIER, 0), clause[0]))  # 受伤人数有误，请改为6人
    return (earlier[-1].lastgroup or "") if earlier else ""


_EARLIER: Final = 16


# --- times and names -------------------------------------------------------------------------------------------------


def _clock(message: Message, span: Span) -> Iterator[Amended]:
    """When it happened, to the minute; when it was reported is another matter."""
    words = message.text[span[0] : span[1]]
    if _OF_REPORTS.search(words) is not None and _HAPPENED.search(words) is None:
        return
    old: TimeReading | None = None
    new: TimeReading | None = None
    for time in message.times_in(span):
        if time.kind is TimeKind.INTERVAL or time.grain != "minute":
            continue
        if time.kind is TimeKind.DEADLINE and (message.text[time.span[1] - 1] in "前内" or time.at > message.frame.now):
            continue
        clause = _clause(message.text, span, time.span[0])
        if _is_old(message.text, clause[0], time.span[0], clause[1]):
            old = old or time
        elif time.role not in _OTHER_ROLES:
            new = new or time
    said = _HAPPENED.search(words) is not None or "时间" in words
    if new is not None and (said or old is not None):
        now = message.frame.now
        was = _latest(message, old, now).isoformat() if old is not None else None
        holds = _latest(message, new, now)
        yield Amended(field="occurred_at", old=was, new=holds.isoformat(), at=holds)


def _latest(message: Message, time: TimeReading, now: datetime) -> datetime:
    """不是18点10分 beside 17号16点10分: a day of the month that is still to come was that of the month before."""
    at, text = past(time, now), message.text
    if at <= now or "月" in text or _DAY_OF_MONTH.search(text) is None:
        return at
    first = at.replace(day=1) - _A_DAY
    return at.replace(year=first.year, month=first.month) if at.day <= first.day else at


_DAY_OF_MONTH: Final = re.compile(r"\d{1,2}[号日]")
_A_DAY: Final = timedelta(days=1)


_OF_REPORTS: Final = re.compile(r"口头|快报|签发|上报|电话报|接报|报送|传达|转达")
_HAPPENED: Final = re.compile(r"事发|发生|起火|案发|出事")
_OTHER_ROLES: Final = frozenset((TimeRole.AS_OF, TimeRole.REPORTED, TimeRole.RECEIVED))


def _names(message: Message, span: Span) -> Iterator[Amended]:
    """A place, or who told it."""
    text = message.text
    for pattern in _INSTEAD:
        match = pattern.search(text, *span)
        if match is None:
            continue
        new, old = match.span("to"), match.span("old") if "old" in match.groupdict() and match["old"] else None
        field = "source" if _WHO.search(text, *span) else "place"
        if _is_name(message, new, span, field) and (old is None or _is_name(message, old, span, field)):
            yield Amended(field=field, old=message.words(old) if old else None, new=message.words(new))
            return


def _is_name(message: Message, at: Span, span: Span, field: str) -> bool:
    """Whether words can be a place; a unit is none, unless it is said to be one: 是水利局不是住建局."""
    words = message.words(at)
    if len(words) < 2 or _NO_NAME.search(words):
        return False
    if field == "source" or _WHERE.search(message.text, *span) is not None:
        return True
    unit = UNIT_MARK in message.marked[at[0] : at[1]] and not re.search("[镇乡村]$|街道$", words)
    return not unit and (looks_like_a_site(words) or _PLACE_LIKE.search(words) is not None)
