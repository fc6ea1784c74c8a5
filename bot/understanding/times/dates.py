"""今天, 11月25日, 25号, 2026-12-01, 下个月5号, 12/3前.

What is left out is supplied from the tense: an order means the next such day, a report the last. What only looks like a
date is turned away here by what stands next to it: 3号桥, 一日三餐, 八一路口.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from bot.domain.texts import day, say
from bot.understanding.numbers import number
from bot.understanding.times.entries import (
    DAY_OF_MONTH,
    FIGURES,
    MONTH,
    NAMED_MONTH,
    NAMED_YEAR,
    YEAR,
    YEARS,
    Entry,
    months_away,
)
from bot.understanding.times.frame import DAY, SMALL_HOURS, Day, Frame, Hint, Named, Tense

_JUST: Final = timedelta(days=5)  # a day of the month that is over no longer than this is rather told of
_LATE: Final = timedelta(days=31)  # an order for a day that is over longer than this means next year's
_SELDOM: Final = 6 * _LATE  # a day further back than this is not even offered
_LAST_YEAR: Final = 9000

_OFFSETS: Final = {
    "大前天": -3, "前天": -2, "前日": -2, "前晚": -2, "昨天": -1, "昨日": -1, "昨": -1, "昨儿": -1, "前儿": -2,
    "今天": 0, "今日": 0, "今儿": 0, "今": 0, "即日": 0, "明天": 1, "明日": 1, "明儿": 1, "明": 1,
    "后天": 2, "后日": 2, "后儿": 2, "大后天": 3, "大后儿": 3,
}  # fmt: skip
_NEXT: Final = frozenset(("次日", "翌日", "第二天", "隔天", "转天"))
_SAME: Final = frozenset(("当天", "当日", "当晚"))


def relative(words: str) -> Named:
    """今天, 后天, 次日."""

    def named(frame: Frame, hint: Hint) -> Day | None:
        if words in _SAME:
            return _same(frame, hint)
        if words in _NEXT:
            base = hint.mention or frame.today
            return Day(on=base + DAY, because=say("time.because.next-day", day=day(base + DAY)), edge=False)
        offset = _OFFSETS[words]
        on = frame.today + timedelta(days=offset)
        others = (on - DAY,) if offset > 0 and frame.now.hour < SMALL_HOURS else ()
        because = say("time.because.relative", day=day(on))
        return Day(on=on, because=because, others=others, edge=False, again=on + DAY, today_end=offset == 0)

    return named


def two_days(first: int) -> Named:
    """今明两天, 明后两天: the day so many days from now, and the next."""

    def named(frame: Frame, hint: Hint) -> Day:
        on = frame.today + timedelta(days=first)
        because = say("time.because.stretch", start=day(on), end=day(on + DAY))
        return Day(on=on, last=on + DAY, because=because, edge=False)

    return named


def _same(frame: Frame, hint: Hint) -> Day | None:
    """当天 is the day last spoken of; with none, only an order means today."""
    if hint.mention is None and not hint.due:
        return None
    on = hint.mention or frame.today
    return Day(on=on, because=say("time.because.relative", day=day(on)), edge=False, today_end=hint.mention is None)


def calendar_day(
    of: int, *, year: int | None = None, years: int | None = None, month: int | None = None, away: int | None = None
) -> Named:
    """A day of a month. The month is `month`, or `away` months from now (下个月5号), or supplied; the year is `year`,
    or `years` from now (明年), or supplied."""

    def named(frame: Frame, hint: Hint) -> Day | None:
        if away is not None:
            return _exactly(*_shifted(frame.today, away), of)
        if month is None:
            return _of_some_month(frame, hint, of)
        if years is not None:
            return _exactly(frame.today.year + years, month, of)
        return _of_some_year(frame, hint, month, of) if year is None else _exactly(year, month, of)

    return named


def _exactly(year: int, month: int, of: int) -> Day | None:
    on = _safe(year, month, of)
    return Day(on=on, because=say("time.because.date", day=day(on))) if on else None


def _shifted(today: date, months: int) -> tuple[int, int]:
    count = today.year * 12 + today.month - 1 + months
    return count // 12, count % 12 + 1


def months_later(start: date, months: int) -> date:
    """The same day so many months on, or the last of that month where it has no such day."""
    year, month = _shifted(start, months)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _safe(year: int, month: int, of: int) -> date | None:
    if not (1 <= year <= _LAST_YEAR and 1 <= month <= 12 and 1 <= of <= monthrange(year, month)[1]):
        return None
    return date(year, month, of)


def _of_some_month(frame: Frame, hint: Hint, of: int) -> Day | None:
    around = [_safe(*_shifted(frame.today, months), of) for months in range(-2, 4)]
    before = [on for on in around if on and on <= frame.today]
    after = [on for on in around if on and on >= frame.today]
    if not after or not before:
        return None
    if hint.tense is Tense.PAST:
        return Day(on=before[-1], because=say("time.because.date-past", day=day(before[-1])))
    gone = frame.today - before[-1]
    if (
        hint.tense is Tense.OPEN
        and hint.clocked
        and not hint.due
        and DAY <= gone <= _JUST
        and after[0] - frame.today > 4 * gone
    ):
        because = say("time.because.date-past", day=day(before[-1]))
        return Day(on=before[-1], because=because, others=(after[0],))
    recent = tuple(on for on in before[-1:] if not hint.due and frame.today - on < timedelta(days=8) and on != after[0])
    because = say("time.because.date-next", day=day(after[0]))
    return Day(on=after[0], because=because, others=recent, again=after[1] if len(after) > 1 else None)


def _of_some_year(frame: Frame, hint: Hint, month: int, of: int) -> Day | None:
    """The nearest one for a report, and for an order the coming one, unless the last has only just gone by."""
    around = [on for on in (_safe(frame.today.year + n, month, of) for n in range(-1, 5)) if on]  # 29 February
    before = [on for on in around if on <= frame.today]
    after = [on for on in around if on > frame.today]
    if not before or not after:
        return None
    last, following = before[-1], after[0]
    gone = frame.today - last
    nearest = last if gone <= following - frame.today else following
    if hint.tense is Tense.PAST:
        chosen = last
    elif hint.due:
        chosen = last if gone <= _LATE else following
    else:
        chosen = nearest
    others = (last,) if chosen is following and gone <= _SELDOM else ()
    return Day(on=chosen, because=say("time.because.date", day=day(chosen)), others=others, again=following)


# --- the words -------------------------------------------------------------------------------------------------


def _figure(words: str) -> int | None:
    """The day of a month; 廿五 is 二十五."""
    return number(words.replace("廿十", "廿").replace("廿", "二十"))


def _read_month_day(match: re.Match[str]) -> Named | None:
    of = _figure(match["day"])
    if of is None:
        return None
    if match["named_month"]:
        return calendar_day(of, away=months_away(match["named_month"]))
    return calendar_day(
        of,
        month=1 if match["month"] == "元" else number(match["month"]),
        year=number(match["year"]) if match["year"] else None,
        years=YEARS[match["named_year"]] if match["named_year"] else None,
    )


def _read_digits(match: re.Match[str]) -> Named:
    year = match.groupdict().get("year")
    return calendar_day(int(match["day"]), month=int(match["month"]), year=int(year) if year else None)


def _read_day(match: re.Match[str]) -> Named | None:
    of = _figure(match["day"])
    return calendar_day(of) if of else None


_ON: Final = (  # 库存表明天下班前给 speaks of tomorrow, 数据表明天上有云 does not
    r"(?:[上下]午|中午|[上下]班|一?早|晚|凌晨|傍晚|之?前[，。交报给发]|以前|[0-9一二两三四五六七八九十]{1,3}[点时:]"
    r"|要|就|再|还|开会|来|去|到|能|得)"
)


def _read_first_of_two(match: re.Match[str]) -> Named | None:
    """The first of 11.23-11.27: two figures in order, of which one is no decimal of a measure or a version."""
    first = int(match["month"]), int(match["day"])
    second = int(match["month2"] or match["month"]), int(match["day2"])
    begins = match.string[max(0, match.start() - 1) : match.start()]
    sure = max(first[1], second[1]) > 9 or begins in "，,。;:( \n于在自从定"
    return _read_digits(match) if sure and (first < second or (first[0], second[0]) == (12, 1)) else None


def second_of_two(text: str, place: int) -> tuple[Named, int] | None:
    """The day behind the dash of 2026.11.23-11.27 and 11.23-27, and where it ends."""
    match = _SECOND.match(text, place)
    if match is None:
        return None
    month, year = match["month"], match["year"]
    day_of = calendar_day(int(match["day"]), month=int(month) if month else None, year=int(year) if year else None)
    return day_of, match.end()


_SHORT_FORMS: Final = {"前": "前晚", "当": "当晚"}

_S: Final = r"[ ]{0,2}"
_LETTERS: Final = r"0-9零〇一二两三四五六七八九十百A-Za-z第.\-/"
_NO_FIGURE: Final = rf"(?:(?<![{_LETTERS}])|(?<=[日号)月旬底末点时分半午]-)|(?<=:\d\d-)|(?<=月\d\d-)|(?<=月\d-))"
_ALONE: Final = rf"(?:(?<![{_LETTERS}〕\]】年月每几路街道巷弄])|(?<=[日号\d][-~—–]))"  # 人民路12号 is an address
_MONTH_OF_YEAR: Final = r"(?P<month>1[0-2]|0?[1-9])"
_MONTH_TOO: Final = r"(?:1[0-2]|0?[1-9])"
_DAY_TOO: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_DIGITS: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_NOT_DAY: Final = r"(?!本|志|常|游|元|均|产|报社)"
_NOT_NUMBER: Final = (  # 3号楼, 5号文件, 8号台风: the number of a thing
    r"(?!楼|栋|幢|单元|房|室|厅|会议室|会议厅|报告厅|公馆|大院|别墅|宿舍|教学(?!工作|检查)|车位|车间|泊位|病|床"
    r"|学(?!习)"
    r"|线(?![上下])|路(?!演)|公路|国道|省道|高速|县道|桥|隧|渠|沟|堤|段|标|点位|地块|岸|口(?!头|径)|码|码头|站(?!岗)"
    r"|塔|坝|闸"
    r"|井|泵|机(?!关)|门(?!诊)|车(?!检|改)|库|仓|坑|矿|厂|池|罐|炉|锅|窗|柜|箱|柱|杆|电梯|包(?![保联村])|棚|船"
    r"|轮(?![训岗值换流到休])|艇|变(?![更动化])|备用|主变|机组|生产线|化工|煤|油"
    r"|汽|柴"
    r"|院|文(?![明艺化])|令|函|件|公告|通知|批示|事件|事项|工单|提案|议案|方案|预案|卡|样|苗|疫|选手|嫌|摄像|监控"
    r"|探头|台风)"
)
_TO_ANOTHER: Final = rf"[-—–~至到][ ]?\d{{1,2}}(?:日|号{_NOT_NUMBER}|(?<=\d)月\d{{1,2}}(?!\d|月))"
_AND_ANOTHER: Final = rf"[、和及与]\d{{1,2}}(?:日|号{_NOT_NUMBER}|(?=、\d{{1,2}}[日号]))"  # 11月23、24日
_DASH: Final = r"[ ]?(?:[-—–~]{1,2}|至|到)[ ]?"
_NO_MEASURE: Final = (  # 10.2-11.4版, 12.15-12.20元
    r"(?![\d.%‰万亿]|[ ]?(?:元|块|万|亿|米|公|千|厘|毫|吨|斤|克|升|度|℃|级|分(?!批|组|期|头|别)|版|倍|折|个|寸|吋|号|平"
    r"|[A-Za-z]{1,3}(?![A-Za-z])|之间|范围|区间))"
)
_HAPPENS: Final = (
    "两天|开会|召开|集合|出发|培训|检查|考试|演练|交(?!通|警|界)|报(?!告|纸|价|名|警|废)|举行|举办|到期|验收|迎检|督查"
    "|进驻|放假|上班|值班"
    "|带班|的会|那天|当天|当晚|停[水电气]|起(?!火|重|吊|飞|诉)|止(?!损)"
)
_SIGNED: Final = (  # what stands before 11.25 where it is a date
    r"(?:(?<=日期)|(?<=日期[:是为])|(?<=日期: )|(?<=时间)|(?<=时间[:是为])|(?<=时间: )|(?<=截止)|(?<=截止[:到至于])"
    r"|(?<=期限)|(?<=期限[:是为])|(?<=时限)|(?<=时限[:是为]))"
)
_DUE_NEXT: Final = (
    r"(?=[ ]?(?:之?前|以前|"
    + _AND_ANOTHER
    + r"|截止?|止|为止|[上下]班|上午|下午|中午|早(?!餐|点)|晚(?!会|餐)|\(?(?:周|星期)|"
    + _TO_ANOTHER
    + "))"
)
_SECOND: Final = re.compile(
    rf"(?:(?:(?P<year>20\d\d)[-./])?{_MONTH_OF_YEAR}[-./月])?{_DIGITS}(?![\d\-/:]|\.\d){_NO_MEASURE}"
)

ENTRIES: Final = (
    Entry(
        "今明昨前",
        re.compile(r"(?P<which>今、?明|明、?后|昨、?今|前、?昨)(?:这?[两二]?[天日])(?!气)"),
        lambda match: two_days({"前昨": -2, "昨今": -1, "今明": 0, "明后": 1}[match["which"].replace("、", "")]),
        from_now=True,
    ),
    Entry(
        "大前昨今明后次翌第隔转当即",
        re.compile(
            r"大前天|大后天|大后儿|后儿个?|前儿个?(?=[上下早晚夜晌])|昨儿个?|今儿个?|明儿个?"
            r"|(?<![目之以从此])前[天日](?!气|生|报|程|期|线)|前(?=晚)"
            r"|昨[天日]|昨(?=[早晚夜晨])|今[天日](?!头条)|今(?=[早晚夜晨])"
            rf"|(?<![说证声表])明[天日]|(?<=[说证声表])明(?:天(?={_ON})|日(?={_ON}))|明(?=[早晚晨])"
            rf"|(?<![然之以最前此])后[天日](?!气|性|赋)"
            r"|次日|翌日|第二天(?!性)|隔天|转天|当[天日](?!气)|当(?=晚)|即日(?=起)"
        ),
        lambda match: relative(_SHORT_FORMS.get(match[0], match[0].removesuffix("个"))),
        from_now=True,
    ),
    Entry(
        FIGURES,
        re.compile(
            rf"{_NO_FIGURE}(?P<year>(?:19|20)\d\d)(?:-|/|\.){_MONTH_OF_YEAR}(?:-|/|\.){_DIGITS}"
            rf"(?:(?![\d.\-/])T?|(?={_DASH}(?:20\d\d[-./])?{_MONTH_TOO}[-./]{_DAY_TOO}(?![\d\-/]|\.\d))"
            rf"|(?<=\.\d\d)(?={_DASH}{_DAY_TOO}(?![\d.\-/:])))"
        ),
        _read_digits,
    ),
    Entry(
        FIGURES + "今明后去本当次翌这下上廿元",
        re.compile(
            rf"{_NO_FIGURE}(?:(?:(?P<year>{YEAR}){_S}年|(?P<named_year>{NAMED_YEAR})){_S})?"
            rf"(?:(?P<month>{MONTH}){_S}月|(?P<named_month>{NAMED_MONTH})的?){_S}"
            rf"(?P<day>{DAY_OF_MONTH})(?:{_S}[日号](?!线|楼)|(?<=\d){_DUE_NEXT}|(?<=\d)(?=[ ]\d{{1,2}}(?:点|时|:\d\d)))"
        ),
        _read_month_day,
    ),
    Entry(
        FIGURES,
        re.compile(
            rf"{_NO_FIGURE}{_MONTH_OF_YEAR}(?:/|\.){_DIGITS}(?![\d./%\-])(?:日|{_DUE_NEXT}"
            r"|(?=[ ]?\d{1,2}(?:点|时|:\d\d)))"
        ),
        _read_digits,
    ),
    Entry(  # 11.23-11.27, 11/23-27
        FIGURES,
        re.compile(
            rf"{_NO_FIGURE}(?<![版本约达均值率位温价])(?<![版本A-Za-z] ){_MONTH_OF_YEAR}(?P<sign>[./]){_DIGITS}"
            rf"(?={_DASH}(?:(?P<month2>{_MONTH_TOO})(?P=sign))?(?P<day2>{_DAY_TOO})(?![\d./%\-:]){_NO_MEASURE})"
        ),
        _read_first_of_two,
    ),
    Entry(  # 10.20开会, 定于10.20召开
        FIGURES,
        re.compile(
            rf"(?:(?<![^，。,;:!?\s])|(?<=[于在定])){_MONTH_OF_YEAR}\.(?P<day>3[01]|[12]\d)(?={_HAPPENS}"
            rf"|、{_MONTH_TOO}\.(?:3[01]|[12]\d)(?![\d.%]))"
        ),
        _read_digits,
    ),
    Entry(  # 截止日期11.25
        FIGURES,
        re.compile(rf"{_SIGNED}{_MONTH_OF_YEAR}[./]{_DIGITS}(?![\d./%\-])"),
        _read_digits,
    ),
    Entry(  # 20260915前
        FIGURES,
        re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
        _read_digits,
    ),
    Entry(  # 截止日期：11-30
        FIGURES,
        re.compile(
            rf"{_NO_FIGURE}{_MONTH_OF_YEAR}-(?P<day>3[01]|[12]\d|0[1-9])(?![\d./%\-:])"
            r"(?:(?<=[:期间止限]\d\d-\d\d)|(?<=[:期间止限] \d\d-\d\d)|(?<=[:期间止限]\d-\d\d)"
            r"|(?=[ ]?(?:之前|以前|前(?![面来后往进])|截止|[上下]班前|[上下]午|中午|\d{1,2}:\d\d)))"
        ),
        _read_digits,
    ),
    Entry(
        FIGURES + "廿",
        re.compile(
            rf"{_ALONE}(?P<day>{DAY_OF_MONTH}){_S}(?:"
            rf"(?<=[\d ])(?:日{_NOT_DAY}|号{_NOT_NUMBER})"
            rf"|(?:(?<=[十廿][一二三四五六七八九])|(?<=十))[日号]{_NOT_NUMBER}"
            rf"|[日号]{_DUE_NEXT}"
            rf"|(?<=\d)(?={_TO_ANOTHER})|(?<=\d\d)(?=(?:、\d\d){{0,3}}[、和]\d\d日(?![志报常])))"
        ),
        _read_day,
    ),
)
