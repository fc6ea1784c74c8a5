"""Coming to the post and leaving it for good: 到岗了, 替何静签到, 签退."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.intents.rules import QUESTION, D, P, Rule, Scope, T, U, either
from bot.understanding.intents.whose import doers
from bot.understanding.message import TIME_MARK, UNIT_MARK, Message, Span
from bot.understanding.names import Name
from bot.understanding.numbers import HAN, number
from bot.understanding.values import Intent, Reading

FIGURES: Final = rf"(?:\d{{1,3}}|[{HAN}]{{1,4}})"
_LENGTH: Final = either(
    r"(?P<half>半)个?(?:小时|钟头)",
    r"(?P<quarter>[一三])刻钟",
    rf"(?P<hours>{FIGURES})个?(?P<and_half>半)?(?:小时|钟头)",
    rf"(?<![点时:\d])(?P<minutes>{FIGURES})(?:来|多)?(?:分钟?(?![之公局管区家])|[ ]?(?i:min)(?:s|utes?)?(?![a-z]))",
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
    r"(?:电话|座机|固话|话机|热线|线路)[^，。;不没未无]{0,10}(?:正常|畅通|没问题|没毛病|没故障|无异常|无故障"
    r"|好[的使用]|通[的着畅了]?(?=$|[，。;! ])|完好"
    r"|能打通|打得通|已试|试过|测过|试了|(?i:ok))",
    r"(?:电话|座机|固话|话机)[^。;不没未无]{0,10}[试测]过?了?[，, ](?:都|全|是|也)?(?:通|好|正常|没问题|没毛病)",
    r"[试拨测]过了?[^，。]{0,4}(?:电话|座机|固话|话机)(?![^。;]{0,6}(?:不|没人))",
)
_WAITS: Final = "(?:候班|备班|听班|在家待命|二线)"
_STANDBY: Final = re.compile(_WAITS)
_WHO_WAITS: Final = either(
    rf"{_WAITS}(?:的|人员|领导|同志|值班员)?(?:是|为|由|:|[ ])?(?P<who>{P})",
    rf"(?P<who2>{P})(?:同志)?(?:在家)?{_WAITS}",
)
_LEADS: Final = re.compile("带班|带队")
_POST: Final = r"(?:(?:值班|带班)(?:员|领导|人员|长)?|主班|副班|候班|夜班|白班|早班|晚班|中班|日班|备班|听班)"
_LIST: Final = re.compile(
    rf"(?:^|(?<=[^一-鿿]))(?:{_POST}|{P}|{T}|同志|今[日天晚]|由|是|我(?![们局镇])|本人|[、和及:， ]|,)++$"
)
_HIMSELF: Final = re.compile(rf"[，, ]*(?:我|本人|{P})")
_DAY: Final = timedelta(hours=24)
_HALF_DAY: Final = timedelta(hours=12)
_ONESELF: Final = re.compile(r"(?:^|[，, :]|今[天日晚]|[和跟与])(?:我们?(?!不|没|让|叫)|本人|俺|咱)|[我俺](?=[和跟与])")


def _since(scope: Scope, span: Span) -> datetime | None:
    """8点25到岗: the last such moment that is over; 晚上 of a bare hour is tried as morning too."""
    now = scope.message.frame.now
    said = [time for time in scope.message.times_in(span) if time.grain == "minute"]
    if said and _OF_24.search(scope.message.text[slice(*said[0].span)]):
        tried = [said[0].at, said[0].at - _DAY]
    else:
        tried = [at - back for time in said[:1] for at in (time.at, *time.alternatives) for back in _BACK]
    return max((at for at in tried if now - _HALF_DAY <= at <= now), default=None)


def _is_ahead(scope: Scope, span: Span) -> bool:
    """Whether the hour that is named is rather the one that comes than the one that is over."""
    now = scope.message.frame.now
    said = [time for time in scope.message.times_in(span) if time.grain == "minute"][:1]
    near = [at + by - now for time in said for at in (time.at, *time.alternatives) for by in _AROUND]
    return any(timedelta() < left <= _AHEAD for left in near) and not any(
        -_OVER <= left <= timedelta() for left in near
    )


_AROUND: Final = (-timedelta(hours=12), timedelta(), timedelta(hours=12))
_AHEAD: Final = timedelta(hours=3)
_OVER: Final = timedelta(hours=6)
_BACK: Final = (-_HALF_DAY, timedelta(), _HALF_DAY, _DAY)
_OF_24: Final = re.compile(r"(?:1[3-9]|2[0-3])[点时:]|[下晚上早]|(?:十[三-九]|二十[一-三]?)[点时]")


def _check_in(scope: Scope) -> tuple[Reading, ...] | None:
    """A reading for oneself and one for everybody else who is said to have come."""
    start, end = scope.match.span()
    if UNIT_MARK in scope.message.marked[start:end] and "值班室" not in scope.message.text[start:end]:
        return None  # he has come to somebody else's office
    if _BARE.fullmatch(scope.match[0]) and _THINGS.search(scope.message.text):
        return None
    if _SEATED.search(scope.match[0]) and not _OF_DUTY.search(scope.message.text):
        return None  # 坐下了, at a table
    if _is_ahead(scope, scope.match.span()):
        return None  # 我八点半准时到岗, said before
    phone = _PHONE_OK.search(scope.message.text, *scope.span) is not None
    standby = "standby" if _STANDBY.search(scope.message.text, *scope.span) else ""
    waits = _who_waits(scope)
    been_out = scope.match[0] and _BEEN_OUT.search(scope.message.text, *scope.span)
    if been_out and _COMES_NEW.search(scope.match[0]) is None:
        return (replace(scope.reading(Intent.BACK), person=the_person(scope, scope.match.span())),)
    found = [replace(one, phone_ok=phone, what=standby, facts=dict(one.facts) | waits) for one in _arrivals(scope)]
    each = tuple({one.person: one for one in reversed(found)}.values())[::-1]
    return each if len(each) > 1 else tuple(replace(one, span=scope.span) for one in each)


_BEEN_OUT: Final = re.compile(  # 送完文件，人已在岗; 刚出去那趟结束，在值班室了
    r"(?:[送取拿买办吃盖蹲打接抽洗修]|文件|厕所)[^，。;!?\n]{0,4}?(?:完|好|到)了?[^，。;!?\n]{0,4}(?=[，,。 ])"
    r"|刚(?:才)?(?:出去|去[^，。;!?\n]{1,6}(?:了|来))|打针回来|出去那趟"
)
_COMES_NEW: Final = re.compile("到岗|签|卡|接岗|上岗|上班")


def _who_waits(scope: Scope) -> dict[str, str]:
    """候班是老周: who stands by at home, in the words used where nobody of that name is known."""
    match = _WHO_WAITS.search(scope.message.marked, *scope.span)
    if match is None:
        return {}
    span = match.span(match.lastgroup or 0)
    known = the_person(scope, span)
    name = next((one.name for one in scope.message.lexicon.people if one.id == known), "")
    return {"standby": name or scope.words(span)}


def _arrivals(scope: Scope) -> Iterator[Reading]:
    """Each clause that says so: 8点25到岗，带班周明主任也到了."""
    if not scope.match[0]:
        yield from _who_came(scope, scope.span)
        return
    own = scope.message.clauses_in((_first_clause(scope), scope.end))
    first = True
    for start, end in own:
        match = scope.match if first else CHECK_IN.found(scope.message.marked, start, end)
        begins = _listed(scope) if first else start
        while match is not None:
            yield from _who_came(scope, (begins, match.end()))
            after = CHECK_IN.pattern.match(scope.message.marked, match.end(), end)
            begins = match.end()
            match = after if after is not None and after[0] else None
        first = False


def _first_clause(scope: Scope) -> int:
    return scope.message.wording.clause_at(scope.match.start()).start


def _listed(scope: Scope) -> int:
    """Where the list of those begins who 均已到岗: 带班领导赵卫东 值班员何静 均已在岗."""
    start = _first_clause(scope)
    if _HIMSELF.match(scope.message.marked, start) is not None:
        return start
    for before in reversed(scope.message.clauses_in((scope.start, start))):
        listed = _LIST.search(scope.message.marked, *before)
        if listed is None:
            break
        start = listed.start()
    return start


def _who_came(scope: Scope, said: Span) -> Iterator[Reading]:
    """Everybody who is named, and the speaker where he speaks of himself or names nobody else."""
    message, speaker = scope.message, scope.message.situation.speaker
    named = _named(scope, said)
    here = replace(scope.reading(Intent.CHECK_IN), at=_since(scope, said), span=scope.span)
    others = [name for name in named if name.person != speaker]
    own = len(others) < len(named) or _ONESELF.search(message.text, *said) is not None
    leads = {"role": "shift_leader"} if _LEADS.search(message.text, *said) else {}
    if own and others:
        me = None if scope.match[0] else speaker
        yield replace(here, person=me, span=(scope.start, _begin(message, others[0], said[0])), names=())
    elif not others:
        nobody = named or (not scope.match[0] and message.people_in(said))  # @何静 我到了 names her, and means himself
        yield replace(here, person=speaker if nobody else None, names=message.called_in(said), facts=leads)
    starts = [_begin(message, name, since) for name, since in zip(others, (said[0], *_ends(others)), strict=False)]
    ends = [*starts[1:], said[1]] if others else []
    for name, start, end in zip(others, starts, ends, strict=True):
        post = {"role": "shift_leader"} if leads and _leads(scope, name.start, name.end) else {}
        text = message.words((name.start, said[1]))
        yield replace(here, person=name.person, names=(name.words,), text=text, facts=post, span=(start, end))


def _named(scope: Scope, said: Span) -> tuple[Name, ...]:
    if not scope.match[0]:
        return doers(scope, said)
    known = (name for name in scope.message.names_in(said) if name.person is not None and not _is_told(scope, name))
    return tuple({name.person: name for name in reversed(tuple(known))}.values())[::-1]


def _ends(names: list[Name]) -> Iterator[int]:
    yield from (name.end for name in names)


def _is_told(scope: Scope, name: Name) -> bool:
    """报告周主任：何静已到岗."""
    return _TOLD.search(scope.message.marked, max(0, name.start - 4), name.start) is not None


_TOLD: Final = re.compile("(?:报告|汇报|@|向|请)[ ]?$")


def _begin(message: Message, name: Name, since: int) -> int:
    """Where what is said of somebody begins, with his post: 副班 in 主班马俊副班何静."""
    before = _POSTED.search(message.marked, since, name.start)
    return before.start() if before is not None else name.start


def _leads(scope: Scope, start: int, end: int) -> bool:
    """带班张建国, 赵卫东副主任今日带班: whether it is he who leads the shift."""
    marked = scope.message.marked
    return _LEADS_BEFORE.search(marked, 0, start) is not None or _LEADS_BEHIND.match(marked, end) is not None


_LEADS_BEFORE: Final = re.compile("带班(?:领导|人员|的)?(?:同志)?(?:是|为|:|由)?[ ]?$")
_LEADS_BEHIND: Final = re.compile(rf"(?:同志)?(?:{T}|今[日天晚]|[，, ])?(?:带班|带队)")


_POSTED: Final = re.compile(rf"(?:{_POST}|领导|人员|的|是|同志|[: ])*+$")
_HUSH: Final = r"(?:了|啦|咯|喽|嘞|哒|哈|哦|呢|呀|哟|嗦)"
_ARRIVED: Final = (
    rf"(?:到岗(?:到位|履职|带班|值班|签到)?{_HUSH}*|在岗(?:在位|在职)?{_HUSH}*(?:值守)?|签(?:个|一下)到"
    rf"|签到(?:成功)?{_HUSH}*"
    rf"|上岗{_HUSH}*|接岗|到班{_HUSH}*|到位(?:带班|值班)?{_HUSH}*|(?:到[了啦咯喽嘞哒]+)+|(?:就|(?<=就))位{_HUSH}*"
    rf"|打(?:个|了)?卡{_HUSH}*|坐镇(?:值班室|{U})?{_HUSH}*"
    rf"|开始值班|值班室已到|来上班了|到单位了|到办公室了|到值班室了?|到{U}了?"
    rf"|(?:在?{U}|在(?:岗位|工位|办公室))(?:里|上|这边)?(?:坐起|坐着|坐好|守起|守着|待着|等着|就位|了|呢){_HUSH}*|在了"
    rf"|(?:(?:坐(?:下|定|好)|落座|就座){_HUSH}+)+|(?<=已)(?:坐定|落座|就座)|(?<=就)座|(?:进|已经?进)了?(?:{U}|办公室|岗"
    rf"|屋){_HUSH}*|(?:开工{_HUSH}+)+"
    r"|(?:在家)?(?:候班|备班|听班|(?<=候班)|(?<=备班)|(?<=听班))(?:了|中|待命|在家)?"
    rf"|(?:(?<=[已{TIME_MARK}])到|报到了?)(?=$|[，。;!]|{T})|(?i:dao ?gang(?: ?le)?))"
)
_NEXT: Final = (  # where nothing parts two clauses, the second begins with a word of its own
    r"(?=$|[^一-鿿]|带班|值班|主班|副班|电话|昨[晚夜天]|设备|一切|另外|顺[便手]|钥匙|刚才|接班|路上|早上)"
)
_SEATED: Final = re.compile("坐[下定好]|座|进|开工")
_OF_DUTY: Final = re.compile("值班|带班|当班|[白夜早晚中候备听主副]班|接班|我的班|岗|签到|座机|今晚我值")
_BARE: Final = re.compile(r"(?:我|已经?|刚|都|也|人|[，, ])*(?:到[了啦咯喽嘞哒]+)+")
_THINGS: Final = re.compile(  # 到了到了！我网购的茶叶到了
    r"(?:快递|包裹|外卖|网购|奶茶|茶叶|货|[车菜饭水酒药件款]|工资|奖金|补贴|客人|专家|工人|师傅|材料|设备|物资|电影"
    r"|剧|站"
    r"|机票|作业|成绩|消息|短信|邮件)[^，。;!?\n]{0,6}(?:到|来)了|到[了啦]?[^，。;!?\n]{0,4}(?:快递|外卖|包裹|奶茶"
    r"|饭馆|家里)"
)

CHECK_IN: Final = Rule(
    intent=Intent.CHECK_IN,
    cues=(
        "到",
        "岗",
        "班",
        "就位",
        "打卡",
        "守",
        "坐",
        "在了",
        "on duty",
        "heck",
        "here",
        "resent",
        "gang",
        "座",
        "进",
        "开工",
        "坐镇",
    ),
    pattern=either(
        rf"(?:我们?[和跟]?|本人|俺|人|今天|早上好|早(?!上好)|报告|{T}|{_POST}|{P}[、和]?|同志|主任|你们"
        r"|也|都|均|全部?|已经?|刚|就|现在?|正式|准时|按时|人员|yi|[，,:\(\) ])*+"
        rf"{_ARRIVED}{_NEXT}",
        r"(?i:(?:i'?m|i am|we'?re) (?:here|on duty|at my post|present)|(?:checked|checking|check) in|on duty)(?=$"
        r"|[,.! ])",
    ),
    unless=either(
        QUESTION,
        r"请|要求|必须|务必|谁|哪|情况|通知|明天|昨|前到|前签|报到时|人员到岗|到岗(?:后|前|人员|率|时间|名单|记录)"
        r"|资金|拨[到付款]|[了没]没|[到了]么|(?i:who|tonight)",
        r"现场|消防|医院|救护|救援|会议室?|未到|没到|没有到|不到|迟到|脱岗|忘",
        rf"{U}[^，。]{{0,4}}(?:已到|到达|赶到)",
    ),
    with_before=True,
    read=_check_in,
)


def _signed(scope: Scope) -> Reading | tuple[Reading, ...] | None:
    """替何静签到, and one's own that was forgotten: 8点就到了，忘签到，补一下."""
    if not scope.match[0]:
        return _check_in(scope)
    if _ON_HIS_WAY.search(scope.message.text):
        return None  # 帮我签个到，我在路上: nobody signs for whoever is not there
    intent = Intent.CHECK_OUT if "退" in scope.match[0] else Intent.CHECK_IN
    return replace(scope.reading(intent), person=the_person(scope, scope.match.span()), at=_since(scope, scope.span))


_ON_HIS_WAY: Final = re.compile("我[还在正]{0,3}(?:路上|家里|赶)|我还?没到")
_FORGOT: Final = r"(?:忘记?了?|没顾[上得]|没来得及|漏了?|搞忘了?|忘了)"

SIGN_FOR: Final = Rule(
    intent=Intent.CHECK_IN,
    cues=("签", "打卡"),
    pattern=either(
        rf"(?:替|帮|代|给)(?:{P})(?:同志)?[代补来]?(?:签(?:个|一下)?[到退]|打(?:个|一下)?卡)(?:一?下)?{_HUSH}*(?=$"
        rf"|[^一-鿿\w])",
        rf"{_FORGOT}(?:签[到退]|打卡|报到){_HUSH}*(?=$|[^一-鿿\w])",
        rf"(?:顺便|顺手|另外|再|来|给我|我)*补?(?:签(?:个|一下)到|签一个到|补个?签到?){_HUSH}*(?=$|[^一-鿿\w])",
        rf"(?:顺便|顺手|另外|再|也|补)+签(?:个|一下)?到{_HUSH}*(?=$|[^一-鿿\w])",
    ),
    anywhere=True,
    with_before=True,
    unless=either(QUESTION, r"请|谁|哪|别|不要|记得|大家|各|同志们|会议|会前|有人|老是"),
    read=_signed,
)


# --- leaving for good ------------------------------------------------------------------------------------------

_HANDS: Final = re.compile("交班|交给|接班|班交|班给")


def _check_out(scope: Scope) -> Reading | None:
    """Whoever says to whom he hands over hands over."""
    if scope.match[0] and _HANDS.search(scope.message.text):
        return None
    return replace(scope.reading(Intent.CHECK_OUT), person=who_is_it(scope), at=_since(scope, scope.span))


_SIGNED: Final = re.compile(rf"(?:^|[，, ])(?P<who>{P})(?:同志)?(?=[，, ]*(?:$|{T}|{D}|离开|走))")


def who_is_it(scope: Scope) -> PersonId | None:
    """Of whom it is said: in the words themselves, else whoever signs for it (签退，刘洋，17:42)."""
    person = the_person(scope, scope.match.span())
    if person is None and scope.match[0]:
        signed = _SIGNED.search(scope.message.marked, scope.match.end(), scope.end)
        return the_person(scope, signed.span("who")) if signed is not None else None
    named = doers(scope, scope.span, leaving=True) if person is None else ()
    own = scope.message.situation.speaker if scope.message.people_in(scope.span) else None
    return person if person is not None else named[0].person if named else own


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
        rf"(?:我|俺|咱|本人|今天|今晚|昨晚|{T}|{_POST}|{P}|先|就|也|都|的|这个?|已经?|现在?|准备|[下离]岗(?=签)"
        rf"|下班(?=签)"
        rf"|到点了?(?=签)|[，, ])*+"
        rf"(?:下班{_HUSH}|离岗{_HUSH}|签(?:个|一下)?退{_HUSH}*{_OFF}|撤{_HUSH}(?!吧)|值完班?{_HUSH}*|收工{_HUSH}*"
        rf"|值班结束{_HUSH}*"
        rf"|(?:班次?|值班|(?<=班))(?:也|都)?(?:已经?)?(?:结束|值完){_HUSH}*)(?:哈|啦|哦|吧)?{_OFF}",
        r"(?i:(?:i'?m |i am )?(?:off duty|check(?:ed|ing)? out))(?=$|[,.! ])",
        r"(?i:qian ?tui(?: ?le)?)(?![a-z])",
    ),
    unless=either(QUESTION, r"请|前|后|才|别|他|她|大家|都(?!值)|还没|没有|几点|想|快[要了]?|马上就|终于"),
    read=_check_out,
)
