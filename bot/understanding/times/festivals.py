"""国庆前, 节后第一个工作日, 春节期间, 除夕, 正月十五, 冬至.

A festival is a day; its holiday is the run of days off around it in the office's calendar, which is where 调休 shows.
「节前」 ends on the last working day before that run, 「节后」 begins on the first one after it. In a year whose notice
is not out the run is the statutory days, and everything counted from it is provisional.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.texts import Text, day, say
from bot.understanding.numbers import HAN, number
from bot.understanding.times.entries import NAMED_YEAR, YEARS, Entry
from bot.understanding.times.festival_days import NAMED, STATUTORY, Festival
from bot.understanding.times.frame import DAY, Day, Frame, Hint, Named, Tense

_RECENT: Final = timedelta(days=10)


def holiday(frame: Frame, on: date) -> tuple[date, date]:
    """The first and the last day off around a festival."""
    first = last = on
    while not frame.calendar.is_workday(first - DAY):
        first -= DAY
    while not frame.calendar.is_workday(last + DAY):
        last += DAY
    return first, last


def _which(frame: Frame, hint: Hint, festival: Festival, year: int | None) -> date | None:
    """The day that is meant: the coming one, or one whose holiday is on, or in a report the last."""
    if year is not None:
        return festival.day(year)
    days = [on for on in (festival.day(frame.today.year + n) for n in (-1, 0, 1)) if on]
    if hint.tense is Tense.PAST:
        return max((on for on in days if on <= frame.today), default=None)
    return min((on for on in days if holiday(frame, on)[1] >= frame.today), default=None)


def _next_holiday(frame: Frame) -> tuple[Festival, date] | None:
    found = [
        (holiday(frame, on)[0], festival, on)
        for festival in STATUTORY
        for on in (festival.day(frame.today.year), festival.day(frame.today.year + 1))
        if on and on >= frame.today - timedelta(days=10) and holiday(frame, on)[1] >= frame.today
    ]
    nearest = min(found, key=lambda each: each[0], default=None)
    return nearest[1:] if nearest else None


def _just_over(frame: Frame, festival: Festival) -> date | None:
    """The festival of these last days, which is told of rather than looked forward to for a year."""
    on = festival.day(frame.today.year)
    return on if on and on < frame.today <= holiday(frame, on)[1] + _RECENT else None


Place = Callable[[Frame, Festival, date], Day]


def _named(festival: Festival | None, years: int | None, place: Place) -> Named:
    """A place before, in or after a festival; None is the next public holiday (节前, 节后)."""

    def read(frame: Frame, hint: Hint) -> Day | None:
        if festival is None:
            coming = _next_holiday(frame)
            return place(frame, *coming) if coming else None
        on = _which(frame, hint, festival, None if years is None else frame.today.year + years)
        if years is None and hint.tense is Tense.OPEN and not hint.due and place in (_on, _during, _last_off):
            on = _just_over(frame, festival) or on
        return place(frame, festival, on) if on else None

    return read


def before_or_on(name: str) -> Named:
    """A festival in English, where the deadline stands before the name: before National Day."""
    before, itself = _named(NAMED[name], None, _before), _named(NAMED[name], None, _on)
    return lambda frame, hint: (before if hint.due else itself)(frame, hint)


def after(name: str) -> Named:
    """The first working day after a festival, in English: after National Day."""
    return _named(NAMED[name], None, _after(1))


def _why(key: str, festival: Festival, edge: date, on: date) -> Text:
    if not festival.key:
        return say("time.because.date", day=day(on))
    return say(f"time.because.{key}", festival=say(f"festival.{festival.key}"), edge=day(edge), day=day(on))


def _before(frame: Frame, festival: Festival, on: date) -> Day:
    first, _ = holiday(frame, on)
    last_worked = frame.calendar.last_workday(min(first, on) - DAY)
    others = [first - DAY] if first - DAY != last_worked else []
    if not festival.key:  # 谷雨前 may include the day
        others.append(on)
    return Day(
        on=last_worked,
        because=_why("before-festival", festival, first, last_worked),
        due=True,
        edge=False,
        others=tuple(others),
        provisional=frame.provisional(on),
    )


def _last_worked(frame: Frame, festival: Festival, on: date) -> Day:
    before = _before(frame, festival, on)
    return Day(on=before.on, because=before.because, provisional=before.provisional)


def _after(count: int) -> Place:
    def place(frame: Frame, festival: Festival, on: date) -> Day:
        _, last = holiday(frame, on)
        worked = frame.calendar.nth_workday_after(last, count)
        because = _why("after-festival", festival, last, worked)
        return Day(on=worked, because=because, provisional=frame.provisional(worked))

    return place


def _within(count: int) -> Place:
    """国庆节后三个工作日内: counted from the last day off."""

    def place(frame: Frame, festival: Festival, on: date) -> Day:
        return replace(_after(count)(frame, festival, on), due=True, edge=False)

    return place


def _within_days(count: int) -> Place:
    """端午节后3天内: calendar days, counted from the last day off."""

    def place(frame: Frame, festival: Festival, on: date) -> Day:
        _, last = holiday(frame, on)
        due = last + timedelta(days=count)
        because = _why("after-festival", festival, last, due)
        others = (frame.calendar.nth_workday_after(last, count),)
        return Day(on=due, because=because, due=True, edge=False, others=others, provisional=frame.provisional(due))

    return place


def _eve(frame: Frame, festival: Festival, on: date) -> Day:
    """国庆节前一天."""
    before = on - DAY
    return Day(on=before, because=_why("festival", festival, before, before))


def _days_before(count: int) -> Place:
    """国庆前三天."""

    def place(frame: Frame, festival: Festival, on: date) -> Day:
        before = on - timedelta(days=count)
        return Day(
            on=before, because=_why("festival", festival, before, before), others=(_before(frame, festival, on).on,)
        )

    return place


def _last_off(frame: Frame, festival: Festival, on: date) -> Day:
    """假期最后一天."""
    _, last = holiday(frame, on)
    return Day(on=last, because=_why("during-festival", festival, last, last), provisional=frame.provisional(last))


def _till_over(frame: Frame, festival: Festival, on: date) -> Day:
    """春节假期结束前."""
    return replace(_last_off(frame, festival, on), due=True, edge=False)


def _last_week(number_of_day: int) -> Place:
    def place(frame: Frame, festival: Festival, on: date) -> Day:
        last = _before(frame, festival, on).on
        chosen = last + timedelta(days=number_of_day - last.weekday())
        because = _why("before-festival", festival, holiday(frame, on)[0], chosen)
        return Day(on=chosen, because=because, others=(last,) if last != chosen else ())

    return place


def _during(frame: Frame, festival: Festival, on: date) -> Day:
    first, last = holiday(frame, on)
    because = _why("during-festival", festival, last, first)
    return Day(on=first, last=last, because=because, point=True, provisional=frame.provisional(on))


def _on(frame: Frame, festival: Festival, on: date) -> Day:
    return Day(on=on, because=_why("festival", festival, on, on), point=True)


def _of_month(of: int) -> Place:
    """国庆3号: that day of the festival's month."""

    def place(frame: Frame, festival: Festival, on: date) -> Day:
        chosen = on.replace(day=min(max(of, 1), 28))
        return Day(on=chosen, because=_why("festival", festival, on, chosen), point=True)

    return place


def _nth(count: int) -> Place:
    def place(frame: Frame, festival: Festival, on: date) -> Day:
        chosen = on + timedelta(days=count - 1)
        return Day(on=chosen, because=_why("festival", festival, on, chosen), point=True)

    return place


def _nth_off(count: int) -> Place:
    """国庆假期第三天: counted from the first day off."""

    def place(frame: Frame, festival: Festival, on: date) -> Day:
        chosen = holiday(frame, on)[0] + timedelta(days=count - 1)
        return Day(on=chosen, because=_why("festival", festival, on, chosen), point=True)

    return place


# --- the words -------------------------------------------------------------------------------------------------

_AFTER: Final = (
    r"(?:(?P<after>之后|以后|后)(?!续(?!报)|勤|台|半)"
    rf"(?:的?[头前]?(?P<within>\d{{1,2}}|[{HAN}]{{1,2}})(?P<counted>个工作日|[天日]|个?(?:周|星期|礼拜))(?:之内|以内"
    r"|内)"
    r"|的?(?:第(?P<nth>[一二三四五1-5])个?|首个?|头一?个?)(?:工作日|上班日|天上班|日上班)|的?上班第一天)?)"
)
_BEFORE: Final = (
    rf"(?:(?P<eve>前[一1][天日])|前(?:夕的?)?(?P<days_before>\d{{1,2}}|[{HAN}]{{1,2}})"
    r"(?P<days_unit>天|日|周|个?星期|个?礼拜)(?!内|之内)"
    r"|(?P<before>之前|以前|前)(?!后|往|来|夕|期|沿|提(?![出交供报]))"
    r"(?:的?最后一?个?工作周的?(?:周|星期)(?P<weekday>[一二三四五六日])|(?P<worked>的?最后一?个?(?:工作日|上班日)))?)"
)
_HOLIDAY: Final = r"(?:节日?|小?长假|假期|假日|放假|收假|黄金周){0,2}的?"
_ITS_OWN: Final = (
    r"(?!值|假|放|期|安排|工作|活动|慰|方案|通知|总结|加班|福利|物资|晚会|联欢|氛围|旅游|祭|返|气|俗|礼|品|快)"
)
_NO_GOODS: Final = (  # 元宵铺子, 重阳宾馆
    "(?!铺|店|馆|厂|灯|粽|粉|馅|圆|节目|商|活动|方案|晚会|联欢|慰问|文艺|演出|宣传册|手册|海报|主题|通知|宾馆"
    "|酒店|广场|巷|街|路|弄|楼|园|公司|大厦)"
)
_OF_IT: Final = "值|安排|加班|补助|补贴|费|工作(?!日)|总结|方案|通知|出行|旅游|后|前|期间|综合征|返程|经济|消费|作业"
_TERMS: Final = "立春|立夏|立秋|立冬|春分|秋分|惊蛰|谷雨|芒种|小暑|大暑|处暑|寒露|霜降"
_NO_WORD: Final = (  # 秋分配方案, 谷雨小区, 立春大姐
    "(?![假期潮配发级类局为成组批管散工低温水小社村镇]|同志|中学|学校|主任|[大老小]?[哥姐叔嫂婶]|[阿老]?姨)"
)
_BEGINS: Final = r"(?<![^，。;,!?\s:])"
_OVER: Final = r"(?:结束|过完)(?=[ ]?(?:之?前|以前))"
_PLACE: Final = (
    rf"(?:{_HOLIDAY}(?:{_AFTER}|{_BEFORE}|(?P<during>期间)|(?P<last>最后一天)|(?P<over>{_OVER}))"
    r"|(?P<off>节?(?:小?长假|假期|放假)的?)第(?P<nth_off>[一二三四五六七])天"
    rf"|(?P<whole>节?(?:小?长假|假期|黄金周))(?!{_OF_IT})"
    r"|节?第(?P<nth_day>[一二三四五六七])天"
    rf"|节?(?P<day_of>\d{{1,2}}|[{HAN}]{{1,3}})[号日](?!楼|线|台)"
    r"|节?(?:当[天日]|那天|这天|前后|(?=当晚|上午|下午|晚上|凌晨|早上|的?[白夜早晚]?班(?=我|[上值来]不|求|找人|[换和跟与])"
    r"|我(?=[值上替顶])|值不)))"
)
_NAMES: Final = (
    r"元旦|春节|清明|[“\"]?五一[”\"]?(?!路|街|广场|村|镇|大道|桥|小区|农场|水库|社区|中学|小学"
    r"|[一二三四五六七八九十\d])|劳动节|端午|中秋"
    r"|国庆(?!路|街|镇|村)|[“\"]十一[”\"]|十一(?=小?长假|假期|黄金|期间|前|后|节)"
)
_REMEMBERED: Final = (  # only 前 or 当天 makes a day of these; the name alone is an occasion
    "植树节|消费者权益日|安全教育日|青年节|护士节|防灾减灾日|环境日|禁毒日|记者节|消防宣传日|宪法日|跨年夜|平安夜"
    "|圣诞节?|公祭日"
)
_DAYS: Final = (
    r"除夕|(?<!大)年三十(?=[晚夜前那当值谁带上下中，。]|的|$)|大年夜|七夕|中元|七月半|小年(?![轻纪龄级])|龙抬头"
    r"|腊八(?!蒜|豆)|大年三十|元宵|重阳(?!路|街|镇|村|桥|社区|小区|广场|大道)|冬至|夏至|妇女节|儿童节|建党节|建军节"
    r"|教师节"
)


def _read(match: re.Match[str]) -> Named | None:
    groups = match.groupdict()
    name = (groups.get("name") or "").strip('“”"')
    festival = NAMED[name] if name else None
    place = _place(groups)
    return _named(festival, YEARS.get(groups.get("year") or ""), place) if place else None


def _counted(groups: dict[str, str | None]) -> Place | None:
    """So many days or weeks after it, or before it."""
    days = 1 if (groups["counted"] or groups["days_unit"]) in ("天", "日") else 7
    if groups["within"]:
        count = number(groups["within"]) or 1
        return _within(count) if "工" in (groups["counted"] or "") else _within_days(count * days)
    return _days_before((number(groups["days_before"]) or 1) * days) if groups["days_before"] else None


def _place(groups: dict[str, str | None]) -> Place | None:
    """Before it, after it, in it, or the day itself."""
    if (counted_place := _counted(groups)) is not None:
        return counted_place
    if groups["after"]:
        return _after(number(groups["nth"] or "一") or 1)
    if groups["weekday"]:
        return _last_week("一二三四五六日".index(groups["weekday"]))
    if groups["eve"]:
        return _eve
    if groups["before"]:
        return _last_worked if groups["worked"] else _before
    if groups.get("during") or groups.get("whole"):
        return _during
    if groups.get("last"):
        return _last_off
    if groups.get("over"):
        return _till_over
    if groups.get("off"):
        return _nth_off(number(groups["nth_off"] or "一") or 1)
    counted = groups.get("nth_day")
    if counted:
        return _nth(number(counted) or 1)
    named_day = groups.get("day_of")
    if named_day:
        of = number(named_day)
        return _of_month(of) if of else None
    return _on


def _read_day(match: re.Match[str]) -> Named:
    return _named(NAMED[match["name"]], None, _on)


def _read_term(match: re.Match[str]) -> Named | None:
    """立冬前, 大雪节气: the group of the place is that of the branch that matched."""
    place = _place(match.groupdict()) if match["name"] else _before if match[0].endswith("前") else _on
    return _named(NAMED[match["name"] or match["weather"]], None, place) if place else None


def _read_whole(match: re.Match[str]) -> Named:
    return _named(NAMED[match["name"]], None, _during)


ENTRIES: Final = (
    Entry(
        '元春清五劳端中国十“"今明去',
        re.compile(rf"(?:(?P<year>{NAMED_YEAR})的?)?(?P<name>{_NAMES}){_PLACE}"),
        _read,
    ),
    Entry(
        "元春清五劳端中国十",
        re.compile(
            r"(?P<name>元旦|春节|清明|五一|劳动节|端午|中秋|国庆|(?<![二三四五六七八九\d])十一)节?(?:假期|长假)?"
            r"(?=的?(?:都?[有是由]?谁|[值带]班))"
        ),
        _read_whole,
    ),
    Entry(
        "元春清劳端中国",
        re.compile(rf"{_BEGINS}(?P<name>元旦|春节|清明|劳动节|端午|中秋|国庆)(?:(?<=节)|节){_ITS_OWN}"),
        _read_day,
    ),
    Entry("三六七八", re.compile(rf"(?<![\d一二三四五六七八九十])(?P<name>三八|六一|七一|八一)节?{_PLACE}"), _read),
    Entry(
        "小大立雨惊春谷芒处白秋寒霜",
        re.compile(
            rf"(?:(?P<name>{_TERMS})(?:节气)?(?:{_PLACE}|(?<=气)|{_NO_GOODS}{_NO_WORD})"
            rf"|(?P<weather>雨水|大雪|小雪|大寒|小寒|小满|白露)(?:节气(?:之?前(?!后)|以前)?|(?=当[天日]|那天|这天"
            rf"|(?<=寒)前后)))"
        ),
        _read_term,
    ),
    Entry("植消安青护防环禁记宪平跨圣公", re.compile(rf"(?P<name>{_REMEMBERED}){_PLACE}"), _read),
    Entry(
        "除腊大元重冬夏妇儿建教年七中小龙植消安青护防环禁记宪平跨圣公",
        re.compile(rf"(?P<name>{_DAYS})(?:{_PLACE}|节?{_NO_GOODS})"),
        _read,
    ),
    Entry(
        "节假放收长年",
        re.compile(
            r"(?:(?<![季环细情调章音时礼关枝脱末小拜春佳过])节日?|(?<![暑寒请休病事年婚产公销告])假期?|放假|收假|长假"
            r"|(?<![\d零一二两三四五六七八九十几多今明去全每往近])年(?=前|后))"
            rf"(?:{_AFTER}|{_BEFORE}|(?:的?期间的?)?的?(?P<last>最后一天)|(?P<over>{_OVER}))"
        ),
        _read,
    ),
)
