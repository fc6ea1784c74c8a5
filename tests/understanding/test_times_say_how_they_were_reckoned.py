"""Beside the moment: why it is that moment, what else might be meant, what it is for, and whether it is provisional."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.texts import Text, day, listed, moment, say, span
from bot.understanding import Conventions, TimeKind, TimeRole
from bot.understanding.times.reasons import KEYS
from tests.understanding.sample import CALENDAR, WEDNESDAY, at, said, time_of

# --- because ----------------------------------------------------------------------------------------------------


def test_working_days_are_counted_out() -> None:
    found = time_of("三个工作日内核实", at(9, 29, "10:20"))
    counted = listed(day(date(2026, 9, 30)), day(date(2026, 10, 8)), day(date(2026, 10, 9)))
    why = say("time.because.workdays", n=3, days=counted)
    assert found.because == say("time.because.day-end", why=why, at=moment(at(10, 9, "17:30"), "clock"))


def test_many_working_days_are_named_by_their_ends() -> None:
    why = time_of("20个工作日内办结").because.args["why"]
    assert why == say("time.because.workdays-many", n=20, first=day(date(2026, 11, 19)), last=day(date(2026, 12, 16)))


def test_hours_run_from_the_moment_of_speaking() -> None:
    found = time_of("两小时内续报")
    length = span(timedelta(hours=2))
    assert found.because == say("time.because.length", length=length, start=moment(WEDNESDAY))


def test_a_day_that_may_be_excluded_says_that_it_is_included() -> None:
    assert time_of("周五前反馈").because.key == "time.because.day-included"
    assert time_of("本周内反馈").because.key == "time.because.day-end"


def test_a_festival_names_itself_and_its_holiday() -> None:
    why = time_of("国庆前完成", at(9, 29, "10:20")).because.args["why"]
    assert why == say(
        "time.because.before-festival",
        festival=say("festival.national"),
        edge=day(date(2026, 10, 1)),
        day=day(date(2026, 9, 30)),
    )


# --- alternatives -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "now", "due", "others"),
    [
        ("周五前报", WEDNESDAY, at(11, 20, "17:30"), [at(11, 19, "17:30")]),
        ("周五18点前报", WEDNESDAY, at(11, 20, "18:00"), []),
        ("下周五前报", WEDNESDAY, at(11, 27, "17:30"), [at(11, 20, "17:30"), at(11, 26, "17:30")]),
        ("下周一前报", at(11, 21, "10:00"), at(11, 23, "17:30"), [at(11, 30, "17:30"), at(11, 22, "17:30")]),
        ("三日内报", WEDNESDAY, at(11, 21, "17:30"), [at(11, 23, "17:30")]),
        ("月底前报", at(10, 20, "10:00"), at(10, 31, "17:30"), [at(10, 30, "17:30")]),
        ("春节前报", at(2, 11, "15:00"), at(2, 14, "17:30"), []),
        ("明天3点前报", WEDNESDAY, at(11, 19, "15:00"), [at(11, 19, "03:00")]),
    ],
)
def test_other_readings_are_offered(words: str, now: datetime, due: datetime, others: list[datetime]) -> None:
    found = time_of(words, now)
    assert (found.at, list(found.alternatives)) == (due, others)


def test_shortly_after_midnight_tomorrow_may_be_today() -> None:
    found = time_of("明早9点集合", at(11, 25, "00:30"))
    assert (found.at, found.alternatives) == (at(11, 26, "09:00"), (at(11, 25, "09:00"),))


def test_a_date_with_the_wrong_weekday_keeps_the_date_and_offers_the_weekday() -> None:
    found = time_of("11月25日（周四）前报")
    assert found.at == at(11, 25, "17:30")
    assert found.alternatives[0] == at(11, 26, "17:30")
    assert found.because.args["why"] == say(
        "time.because.contradiction", day=day(date(2026, 11, 25)), other=day(date(2026, 11, 26))
    )


@pytest.mark.parametrize(
    ("words", "now", "past", "next_sensible"),
    [
        ("今天下班前报", at(11, 18, "18:30"), at(11, 18, "17:30"), at(11, 19, "00:00")),
        ("上午9点前报", WEDNESDAY, at(11, 18, "09:00"), at(11, 19, "09:00")),
        ("本周五前报", at(11, 21, "18:50"), at(11, 20, "17:30"), at(11, 27, "17:30")),
        ("11月16日前报", WEDNESDAY, at(11, 16, "17:30"), at(11, 16, "17:30", year=2027)),
        ("节前报", at(10, 3, "10:00"), at(9, 30, "17:30"), at(10, 8, "17:30")),
    ],
)
def test_a_deadline_that_is_over_keeps_its_value_and_offers_the_next(
    words: str, now: datetime, past: datetime, next_sensible: datetime
) -> None:
    found = time_of(words, now)
    assert (found.at, found.alternatives[0]) == (past, next_sensible)


def test_today_lasts_until_midnight_once_the_office_has_closed() -> None:
    assert time_of("今天内报", at(11, 18, "18:30")).at == at(11, 19, "00:00")


# --- conventions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conventions", "words", "now", "due"),
    [
        (Conventions(include_day=False), "周五前报", WEDNESDAY, at(11, 19, "17:30")),
        (Conventions(include_day=False), "月底前报", WEDNESDAY, at(11, 30, "17:30")),
        (Conventions(same_day_counts=True), "三个工作日内报", WEDNESDAY, at(11, 20, "17:30")),
        (Conventions(same_day_counts=True), "三个工作日内报", at(11, 21, "09:00"), at(11, 25, "17:30")),
        (Conventions(same_day_counts=True), "15日内报", WEDNESDAY, at(12, 2, "17:30")),
        (Conventions(short_days_are_workdays=True), "5日内报", WEDNESDAY, at(11, 25, "17:30")),
        (Conventions(short_days_are_workdays=True), "15日内报", WEDNESDAY, at(12, 3, "17:30")),
        (Conventions(short_days_are_workdays=True), "一周内报", WEDNESDAY, at(11, 25, "17:30")),
        (Conventions(month_end_on_workday=True), "月底前报", at(10, 20, "10:00"), at(10, 30, "17:30")),
        (Conventions(month_end_on_workday=True), "月底前报", at(2, 11, "10:00"), at(2, 28, "17:30")),
    ],
)
def test_the_office_counts_as_it_has_settled(
    conventions: Conventions, words: str, now: datetime, due: datetime
) -> None:
    assert time_of(words, now, conventions=conventions).at == due


def test_the_ends_of_day_and_morning_are_the_offices() -> None:
    late = Conventions(day_end=time(18), noon=time(11, 30), opens=time(9))
    assert time_of("周五前报", conventions=late).at == at(11, 20, "18:00")
    assert time_of("周五上午前报", conventions=late).at == at(11, 20, "11:30")
    assert time_of("明天上班前报", conventions=late).at == at(11, 19, "09:00")


# --- roles ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("14时20分许发生追尾", TimeRole.OCCURRED),
        ("事发时间：9时10分", TimeRole.OCCURRED),
        ("昨天16:40，接群众报警", TimeRole.RECEIVED),
        ("接报时间9:40", TimeRole.RECEIVED),
        ("截至9时，死亡3人", TimeRole.AS_OF),
        ("电话已报陈县长，9:36", TimeRole.REPORTED),
        ("今早村里才报", TimeRole.REPORTED),
        ("下午3点前报", TimeRole.DUE),
        ("意见征集截至12月5日", TimeRole.DUE),
        ("下午3点开会", TimeRole.NONE),
    ],
)
def test_the_words_around_a_time_say_what_it_is_for(words: str, role: TimeRole) -> None:
    assert time_of(words).role is role


def test_what_an_order_asks_by_a_day_is_a_deadline_and_what_happens_on_it_is_not() -> None:
    assert time_of("督查室下周三汇总").kind is TimeKind.DEADLINE
    assert time_of("下周三开会").kind is TimeKind.POINT
    assert time_of("上周三报的件").kind is TimeKind.POINT


def test_a_bare_clock_belongs_to_the_day_just_named() -> None:
    first, second = said("明天集中办公，8点半点名").times
    assert (first.at, second.at) == (at(11, 19), at(11, 19, "08:30"))


# --- provisional ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "provisional"),
    [("三个工作日内", True), ("春节前报", True), ("5天内报", False), ("2027年1月5日前报", False)],
)
def test_what_crosses_into_an_unpublished_year_is_provisional(words: str, provisional: bool) -> None:
    assert not CALENDAR.published(2027)
    assert time_of(words, at(12, 30, "10:00")).provisional is provisional


# --- every reason has a name that the locales can be held to ----------------------------------------------------

REASONED = [
    "今天报",
    "次日报",
    "下午3点前报",
    "11月25日报",
    "25号报",
    "上周五报的件",
    "周五报的件",
    "本周五报",
    "下周五报",
    "周五报",
    "下周开会",
    "本周内报",
    "周末值班",
    "周末前报",
    "下月初报",
    "中旬前报",
    "12月前报",
    "11月前报",
    "月底前报",
    "季度末报",
    "上半年底报",
    "年底前报",
    "两小时内报",
    "半小时前着火",
    "三日内报",
    "三天后报",
    "三天前着火",
    "两个月内报",
    "两个月前着火",
    "下个工作日报",
    "三个工作日内报",
    "二十个工作日内报",
    "除夕值班",
    "国庆前报",
    "国庆后第一个工作日报",
    "国庆期间值班",
    "正月十五值班",
    "11月25日（周四）报",
    "11月25日至27日培训",
    "25日发生的事故",
    "25号发的通知",
    "今天上午报",
    "周五前报",
]


def keys_of(why: Text) -> set[str]:
    inner = why.args.get("why")
    return {why.key} | (keys_of(inner) if isinstance(inner, Text) else set())


def test_every_reason_is_registered_and_every_registered_reason_is_given() -> None:
    offices = [Conventions(), Conventions(include_day=False), Conventions(month_end_on_workday=True)]
    offices.append(Conventions(same_day_counts=True))
    offices.append(Conventions(move_off_days_off=True, weeks_begin_on_monday=False))
    moments = (WEDNESDAY, at(11, 18, "18:30"), at(10, 20, "10:00"), at(5, 20, "10:00"), at(12, 20, "10:00", year=2028))
    given = {
        key
        for conventions in offices
        for now in moments
        for words in REASONED
        for found in said(words, now, conventions=conventions).times
        for key in keys_of(found.because)
    }
    assert given - KEYS == set()
    assert KEYS - given == set()
