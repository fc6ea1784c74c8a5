"""Coming to the post and leaving it for good: 到岗了, 替何静签到, 小李堵车晚十分钟, 签退."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.intents.rules import QUESTION, P, Rule, Scope, T, U, either
from bot.understanding.message import UNIT_MARK, Span
from bot.understanding.numbers import HAN, number
from bot.understanding.values import Intent, Reading

_FIGURES: Final = rf"(?:\d{{1,3}}|[{HAN}]{{1,4}})"
_LENGTH: Final = either(
    r"(?P<half>半)个?(?:小时|钟头)",
    r"(?P<quarter>[一三])刻钟",
    rf"(?P<hours>{_FIGURES})个?(?P<and_half>半)?(?:小时|钟头)",
    rf"(?P<minutes>{_FIGURES})(?:来|多)?(?:分钟?(?![之公局管区家])|[ ]?(?i:min)(?:s|utes?)?(?![a-z]))",
)


def minutes_in(text: str, start: int, end: int) -> int | None:
    """二十分钟, 20min, 半小时, 一刻钟, 一个半小时: a length of time that is no moment."""
    match = _LENGTH.search(text, start, end)
    if match is None:
        return None
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 if match["quarter"] == "一" else 45
    if match["hours"]:
        hours = number(match["hours"])
        return None if hours is None else hours * 60 + (30 if match["and_half"] else 0)
    return number(match["minutes"])


def the_person(scope: Scope, span: Span) -> PersonId | None:
    """The first person named beyond doubt."""
    return next(iter(scope.message.people_in(span)), None)


# --- coming -------------------------------------------------------------------------------------------------

_PHONE_OK: Final = either(
    r"电话[^，。;]{0,8}(?:正常|畅通|没问题|好的|通的|通着|通畅|完好|能打通|打得通|已试|试过了?)",
    r"试过了?[^，。]{0,4}电话",
)
_STANDBY: Final = re.compile(r"候班|备班|听班|在家待命")
_POST: Final = r"(?:(?:值班|带班)(?:员|领导|人员|长)?|主班|副班|候班|夜班|白班|早班|晚班|中班|日班|备班|听班)"
_LIST: Final = re.compile(rf"(?:{_POST}|{P}|同志|[、和及:， ]|,)++")
_DAY: Final = timedelta(hours=24)
_HALF_DAY: Final = timedelta(hours=12)
_ONESELF: Final = re.compile(r"(?:^|[，, :])(?:我们?(?!不|没|让|叫)|本人|俺|咱)")


def _since(scope: Scope, span: Span) -> datetime | None:
    """8点25到岗: the last such moment that is over; 晚上 of a bare hour is tried as morning too."""
    now = scope.message.frame.now
    said = [time for time in scope.message.times_in(span) if time.grain == "minute"]
    if said and _OF_24.search(scope.message.text[slice(*said[0].span)]):
        tried = [said[0].at, said[0].at - _DAY]
    else:
        tried = [at - back for time in said[:1] for at in (time.at, *time.alternatives) for back in _BACK]
    return max((at for at in tried if now - _HALF_DAY <= at <= now), default=None)


_BACK: Final = (timedelta(), _HALF_DAY, _DAY)
_OF_24: Final = re.compile(r"1[3-9]|2[0-3]|[下晚上早]|十[三-九]")


def _check_in(scope: Scope) -> tuple[Reading, ...] | None:
    """A reading for oneself and one for everybody else who is said to have come."""
    start, end = scope.match.span()
    if UNIT_MARK in scope.message.marked[start:end] and "值班室" not in scope.message.text[start:end]:
        return None  # he has come to somebody else's office
    if _BARE.fullmatch(scope.match[0]) and _THINGS.search(scope.message.text):
        return None
    phone = _PHONE_OK.search(scope.message.text, *scope.span) is not None
    standby = "standby" if _STANDBY.search(scope.message.text, *scope.span) else ""
    found = [replace(one, phone_ok=phone, what=standby) for one in _arrivals(scope)]
    return tuple({one.person: one for one in reversed(found)}.values())[::-1]


def _arrivals(scope: Scope) -> Iterator[Reading]:
    """Each clause that says so: 8点25到岗，带班周明主任也到了."""
    own = scope.message.clauses_in((_first_clause(scope), scope.end))
    first = True
    for start, end in own:
        match = scope.match if first else CHECK_IN.found(scope.message.marked, start, end)
        begins = _listed(scope) if first else start
        while match is not None:
            yield from _who_came(scope, match, begins)
            after = CHECK_IN.pattern.match(scope.message.marked, match.end(), end)
            begins = match.end()
            match = after if after is not None and after[0] else None
        first = False


def _first_clause(scope: Scope) -> int:
    return scope.message.wording.clause_at(scope.match.start()).start


def _listed(scope: Scope) -> int:
    """Where the list of those begins who 均已到岗: 带班领导赵卫东 值班员何静 均已在岗."""
    start = _first_clause(scope)
    for before in reversed(scope.message.clauses_in((scope.start, start))):
        if _LIST.fullmatch(scope.message.marked, *before) is None:
            break
        start = before[0]
    return start


def _who_came(scope: Scope, match: re.Match[str], start: int) -> Iterator[Reading]:
    said, speaker = (start, match.end()), scope.message.situation.speaker
    at, names = _since(scope, said), scope.message.called_in(said)
    here = replace(scope.reading(Intent.CHECK_IN), at=at, span=(scope.start, scope.end))
    people = scope.message.people_in(said)
    others = [person for person in people if person != speaker]
    own = len(others) < len(people) or _ONESELF.search(scope.message.text[start : match.end()]) is not None
    if own and others:
        yield replace(here, names=(), at=at)
    elif not others:
        yield replace(here, names=names)
    for person in others:
        named = next(n for n in scope.message.names_in(said) if n.person == person)
        text = scope.message.words((named.start, match.end()))
        yield replace(here, person=person, names=(named.words,), text=text)


_HUSH: Final = r"(?:了|啦|咯|喽|嘞|哒|哈|哦|呢|呀|哟|嗦)"
_ARRIVED: Final = (
    rf"(?:到岗(?:到位|履职|带班|值班)?{_HUSH}*|在岗(?:在位|在职)?{_HUSH}*(?:值守)?|签(?:个|一下)到|签到(?:成功)?{_HUSH}*"
    rf"|上岗{_HUSH}*|接岗|到班{_HUSH}*|到位(?:带班|值班)?{_HUSH}*|(?:到[了啦咯喽嘞哒]+)+|(?:就|(?<=就))位{_HUSH}*|打(?:个|了)?卡{_HUSH}*"
    rf"|开始值班|值班室已到|来上班了|到单位了|到办公室了|到值班室了?|到{U}了?"
    rf"|(?:在?{U}|在(?:岗位|工位|办公室))(?:里|上|这边)?(?:坐起|坐着|坐好|守起|守着|待着|等着|就位|了|呢){_HUSH}*|在了"
    r"|(?:在家)?(?:候班|备班|听班|(?<=候班)|(?<=备班)|(?<=听班))(?:了|中|待命|在家)?"
    rf"|(?:(?<=已)到|报到了?)(?=$|[，。;!]|{T})|(?i:dao ?gang(?: ?le)?))"
)
_NEXT: Final = (  # where nothing parts two clauses, the second begins with a word of its own
    r"(?=$|[^一-鿿]|带班|值班|主班|副班|电话|昨[晚夜天]|设备|一切|另外|顺[便手]|钥匙|刚才|接班|路上|早上)"
)
_BARE: Final = re.compile(r"(?:我|已经?|刚|都|也|人|[，, ])*(?:到[了啦咯喽嘞哒]+)+")
_THINGS: Final = re.compile(  # 到了到了！我网购的茶叶到了
    r"(?:快递|包裹|外卖|网购|奶茶|茶叶|货|[车菜饭水酒药件款]|工资|奖金|补贴|客人|专家|工人|师傅|材料|设备|物资|电影|剧|站"
    r"|机票|作业|成绩|消息|短信|邮件)[^，。;!?\n]{0,6}(?:到|来)了|到[了啦]?[^，。;!?\n]{0,4}(?:快递|外卖|包裹|奶茶|饭馆|家里)"
)

CHECK_IN: Final = Rule(
    intent=Intent.CHECK_IN,
    cues=("到", "岗", "班", "就位", "打卡", "守", "坐", "在了", "on duty", "heck", "here", "resent", "gang"),
    pattern=either(
        rf"(?:我们?[和跟]?|本人|俺|人|今天|早上好|早(?!上好)|报告|{T}|{_POST}|{P}[、和]?|同志|主任|你们"
        r"|也|都|均|全部?|已经?|刚|就|现在?|正式|准时|按时|人员|yi|[，,:\(\) ])*+"
        rf"{_ARRIVED}{_NEXT}",
        r"(?i:(?:i'?m|i am|we'?re) (?:here|on duty|at my post|present)|(?:checked|checking|check) in|on duty)(?=$"
        r"|[,.! ])",
    ),
    unless=either(
        QUESTION,
        r"请|要求|必须|务必|谁|哪|情况|通知|明天|昨|前到|前签|报到时|人员到岗|[了没]没|[到了]么|(?i:who|tonight)",
        r"现场|消防|医院|救护|救援|会议室?|未到|没到|没有到|不到|迟到|脱岗|忘",
        rf"{U}[^，。]{{0,4}}(?:已到|到达|赶到)",
    ),
    with_before=True,
    read=_check_in,
)


def _signed(scope: Scope) -> Reading:
    """替何静签到, and one's own that was forgotten: 8点就到了，忘签到，补一下."""
    intent = Intent.CHECK_OUT if "退" in scope.match[0] else Intent.CHECK_IN
    at = _since(scope, scope.span) if intent is Intent.CHECK_IN else None
    return replace(scope.reading(intent), person=the_person(scope, scope.match.span()), at=at)


_FORGOT: Final = r"(?:忘记?了?|没顾[上得]|没来得及|漏了?|搞忘了?|忘了)"

SIGN_FOR: Final = Rule(
    intent=Intent.CHECK_IN,
    cues=("签", "打卡"),
    pattern=either(
        rf"(?:替|帮|代|给)(?:{P})(?:同志)?[代补来]?(?:签(?:个|一下)?[到退]|打(?:个|一下)?卡)(?:一?下)?{_HUSH}*(?=$|[^一-鿿\w])",
        rf"{_FORGOT}(?:签到|打卡|报到){_HUSH}*(?=$|[^一-鿿\w])",
        rf"(?:顺便|顺手|另外|再|来|给我|我)*补?(?:签(?:个|一下)到|签一个到|补个?签到?){_HUSH}*(?=$|[^一-鿿\w])",
        rf"(?:顺便|顺手|另外|再|也|补)+签(?:个|一下)?到{_HUSH}*(?=$|[^一-鿿\w])",
    ),
    anywhere=True,
    with_before=True,
    unless=either(QUESTION, r"请|谁|哪|别|不要|记得|大家|各|同志们|会议|会前|有人|老是"),
    read=_signed,
)


# --- coming late ---------------------------------------------------------------------------------------------

_SUBJECT: Final = re.compile(
    rf"(?P<who>{P})(?:同志)?(?:那边|他|她|说|路上|今天|可能|估计|大概|也|要|会|得|堵|还|晚|迟|家|车|让|叫|赶|有事|孩子|的)"
)
_FOR_HIM: Final = re.compile(r"[让叫托喊要]我|我(?:替|帮|代|转)")
_TOLD: Final = re.compile(r"[跟和与向给同@请送接]$")


def _late_one(scope: Scope) -> PersonId | None:
    """Who is late, if it is somebody else: 小马说他要迟半个钟头, but 我晚到一会儿，已跟老周说了."""
    said = (scope.start, scope.match.end())
    for match in _SUBJECT.finditer(scope.message.marked, *said):
        if not _TOLD.search(scope.message.text, 0, match.start()):
            return the_person(scope, match.span("who"))
    words = _FOR_HIM.sub("", scope.message.text[slice(*said)])
    return None if re.search("我|本人", words) else the_person(scope, said)


def _late(scope: Scope) -> Reading:
    text = scope.message.text
    minutes = minutes_in(text, scope.match.start(), scope.end)
    return replace(
        scope.reading(Intent.LATE_NOTICE),
        person=_late_one(scope),
        names=scope.message.called_in((scope.start, scope.match.end())),
        minutes=minutes if minutes is not None else minutes_in(text, *scope.span),
    )


_LATER: Final = r"(?<![今昨明当前傍夜])晚"
_LONG: Final = (
    rf"(?:(?:个|大?约|上|它)?(?:{_FIGURES}(?:来|多|几)?(?:分钟|[ ]?(?i:min)s?|个?小时|刻钟|个?钟头"
    r"|分(?=$|[，。;! ]|到|左右|的|哈|吧|才|啊))|个?半个?(?:小时|钟头)))"
)
_THEN: Final = r"(?=$|[，。;!~ ]|到|来|接|交|的样子|左右|才|哈|吧|了|上班|赶|啊|哦|再)"
_HOUR: Final = rf"(?:{T}|[\d{HAN}]{{1,3}}[点:](?:半|[\d{HAN}]{{1,3}}分?)?)"
_COMES: Final = r"(?:到|赶到|来|过来|赶过来)(?:得[到了])?(?=$|[，。;! ]|岗|班|值班室|单位|哈|了|吧|哦|啊)"

LATE: Final = Rule(
    intent=Intent.LATE_NOTICE,
    cues=("晚", "迟", "堵", "耽误", "赶不", "才到", "才能", "来不赢"),
    pattern=re.compile(
        rf"(?:我|本人|{P}|他|她)?(?:说|可能|今天|路上|那边|这边|要|会|得|大概|估计|怕|在路上|有事|家里有事|[，, ])*"
        r"(?:堵车|车坏了|堵在路上)?[^，。;!?\n]{0,6}?(?:"
        rf"(?:{_LATER}|迟)到?{_LONG}{_THEN}|{T}到{_LONG}|{T}{_LONG}(?:到|来)"
        rf"|{_LATER}一?(?:点|些|会儿?|下|哈)儿?(?:再|才)?到|迟一?(?:点|些|会儿?|下|哈)儿?到|(?:要|会|得|可能)(?:晚到|迟到|[晚迟]一?(?:会儿?|点|些|哈)儿?(?=$|[，。;!]))"
        r"|赶不到|赶不[上赢及](?=$|[，。;!]|接班|交班|值班|到岗)|来不赢(?=$|[，。;!]|接班)"
        rf"|耽误{_LONG}|堵车(?=$|[，。;])"
        rf"|(?:可能|估计|大概|恐怕|怕|要|得|至少|起码)[^，。;!?\n]{{0,4}}{_HOUR}(?:左右|以后|之后)?才?能?{_COMES}"
        rf"|{_HOUR}(?:左右|以后|之后)?才(?:能|得)?{_COMES})"
    ),
    unless=either(
        QUESTION, "会议|开会|报送|批评|通报|截止|下班|快递|外卖|航班|列车|发车|开始|睡|吃饭|汇报材料|专家|检查组"
    ),
    with_before=True,
    read=_late,
)


# --- leaving for good ------------------------------------------------------------------------------------------

_HANDS: Final = re.compile("交班|交给|接班|班交|班给")


def _check_out(scope: Scope) -> Reading | None:
    """Whoever says to whom he hands over hands over."""
    if _HANDS.search(scope.message.text):
        return None
    return replace(scope.reading(Intent.CHECK_OUT), person=the_person(scope, scope.match.span()))


_OFF: Final = r"(?=$|[^一-鿿\w]|回|走|休|补觉|睡|下楼|撤)"

CHECK_OUT: Final = Rule(  # nobody leaves before the next one has taken over, so this is asked about
    intent=Intent.CHECK_OUT,
    cues=(
        "下班",
        "离岗",
        "签退",
        "撤了",
        "值完",
        "收工",
        "班结束",
        "下岗",
        "heck out",
        "ff duty",
        "hecking out",
        "tui",
    ),
    pattern=either(
        rf"(?:我|本人|今天|今晚|昨晚|{T}|{_POST}|{P}|先|就|也|都|的|这个?|已经?|现在?|准备|[，, ])*+"
        rf"(?:下班{_HUSH}|离岗{_HUSH}|签(?:个|一下)?退{_HUSH}*{_OFF}|撤{_HUSH}|值完班?{_HUSH}*|收工{_HUSH}*|值班结束{_HUSH}*"
        rf"|(?:班次?|值班|(?<=班))(?:也|都)?(?:已经?)?(?:结束|值完){_HUSH}*)(?:哈|啦|哦|吧)?{_OFF}",
        r"(?i:(?:i'?m |i am )?(?:off duty|check(?:ed|ing)? out))(?=$|[,.! ])",
        r"(?i:qian ?tui(?: ?le)?)(?![a-z])",
    ),
    unless=either(QUESTION, r"请|前|后|才|别|他|她|大家|都(?!值)|还没|没有|几点|想|快[要了]?|马上就|终于"),
    read=_check_out,
)
