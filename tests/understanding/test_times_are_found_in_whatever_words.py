"""Further ways to write a time: days counted off, the old calendar, ranges in figures, English hours beside a day.

Days are those of 2026, and deadlines end at 17:30 where no clock is named.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import TimeKind
from tests.understanding.sample import WEDNESDAY, at, said, time_of

DEADLINES = [
    (at(3, 13, "15:00"), "上半年把断头路打通", at(6, 30, "17:30")),
    (at(8, 12, "16:27"), "编制核查9月下旬收尾", at(9, 30, "17:30")),
    (at(8, 12, "16:27"), "9月上旬收官", at(9, 10, "17:30")),
    (at(8, 12, "16:27"), "土地确权8月下旬扫尾", at(8, 31, "17:30")),
    (at(10, 12, "09:00"), "10月最后一个工作日下班前交账", at(10, 30, "17:30")),
    (at(4, 20, "09:05"), "五月份头一个工作日前把考勤报上来", at(5, 6, "17:30")),
    (at(1, 20, "09:05"), "截止到1月最后一个工作日", at(1, 30, "17:30")),
    (WEDNESDAY, "本月倒数第二个工作日前结账", at(11, 27, "17:30")),
    (WEDNESDAY, "12月第5个工作日前报销", at(12, 7, "17:30")),
    (WEDNESDAY, "本季度最后一个工作日前清账", at(12, 31, "17:30")),
    (WEDNESDAY, "3h内回电", at(11, 18, "13:30")),
    (WEDNESDAY, "2H内到岗", at(11, 18, "12:30")),
    (WEDNESDAY, "30min内反馈", at(11, 18, "11:00")),
    (WEDNESDAY, "24h内书面说明", at(11, 19, "10:30")),
    (WEDNESDAY, "沈洁：疫苗库存表明天下班前给到财政局林芳", at(11, 19, "17:30")),
    (WEDNESDAY, "截止时间：11月25日17:00", at(11, 25, "17:00")),
    (WEDNESDAY, "截止日期11.25", at(11, 25, "17:30")),
    (WEDNESDAY, "截止明天中午12点", at(11, 19, "12:00")),
    (at(7, 13, "14:39"), "中元节前备足消防水", at(8, 26, "17:30")),
    (at(10, 28, "10:55"), "立冬前完成管网试压", at(11, 6, "17:30")),
    (at(1, 1, "10:55"), "立春前把渠清完", at(2, 3, "17:30")),
    (at(9, 28, "10:55"), "霜降前把红薯收完", at(10, 22, "17:30")),
    (at(2, 11, "15:00"), "春节假期结束前返岗", at(2, 23, "17:30")),
    (WEDNESDAY, "Report within an hour and a half.", at(11, 18, "12:00")),
    (WEDNESDAY, "I want it within two and a half hours.", at(11, 18, "13:00")),
    (WEDNESDAY, "By end of Q1", at(3, 31, "17:30", year=2027)),
    (WEDNESDAY, "By the last working day of the month", at(11, 30, "17:30")),
    (WEDNESDAY, "Bring it by 5", at(11, 18, "17:00")),
    (WEDNESDAY, "By 1600 hours", at(11, 18, "16:00")),
    (WEDNESDAY, "within a fortnight", at(12, 2, "17:30")),
    (at(8, 5, "14:20"), "0.5h内", at(8, 5, "14:50")),
    (at(8, 5, "14:20"), "截稿时间8月20日24时", at(8, 21, "00:00")),
    (at(8, 5, "14:20"), "截止下周五下午5点", at(8, 14, "17:00")),
    (at(8, 5, "14:20"), "8月20日（含）前", at(8, 20, "17:30")),
    (at(8, 5, "14:20"), "时限调整为8月25日18时", at(8, 25, "18:00")),
    (at(8, 5, "14:20"), "by the first working day of September", at(9, 1, "17:30")),
    (at(8, 5, "14:20"), "by end of the third quarter", at(9, 30, "17:30")),
    (at(4, 13, "16:45"), "3个工作日内（含今天）", at(4, 15, "17:30")),
    (at(4, 13, "16:45"), "3日内（含当日）", at(4, 15, "17:30")),
]

POINTS = [
    (at(11, 23, "09:05"), "上个工作日的签到表补一下", at(11, 20)),
    (at(10, 8, "09:05"), "上一工作日的日报谁发", at(9, 30)),
    (at(10, 8, "09:05"), "前一个工作日漏报的两件补报", at(9, 30)),
    (at(1, 20, "09:05"), "2月第一个工作日收心会", at(2, 2)),
    (at(4, 20, "09:05"), "5月第一个工作日开班子会", at(5, 6)),
    (WEDNESDAY, "今年最后一个工作日封账", at(12, 31)),
    (WEDNESDAY, "2.5h后复检", at(11, 18, "13:00")),
    (WEDNESDAY, "15mins后再打", at(11, 18, "10:45")),
    (WEDNESDAY, "10min后开始", at(11, 18, "10:40")),
    (WEDNESDAY, "两点一刻县长听汇报", at(11, 18, "14:15")),
    (WEDNESDAY, "请代表明天上午9点到会", at(11, 19, "09:00")),
    (WEDNESDAY, "老王说明天一早到", at(11, 19)),
    (WEDNESDAY, "张三说明天下午两点到", at(11, 19, "14:00")),
    (WEDNESDAY, "会议时间2026-12-03T14:30请准时", at(12, 3, "14:30")),
    (WEDNESDAY, "2026-12-03T14:30:00+08:00 开始", at(12, 3, "14:30")),
    (at(6, 4, "07:55"), "3日17时05分许，一座便桥被冲垮，无人员伤亡", at(6, 3, "17:05")),
    (at(6, 4, "07:55"), "2日22时，堤坝出现管涌", at(6, 2, "22:00")),
    (at(6, 4, "07:55"), "1日凌晨2时10分，大树砸断电线，无人伤亡", at(6, 1, "02:10")),
    (at(6, 4, "07:55"), "3日上午9时，村民反映井水浑浊", at(6, 3, "09:00")),
    (at(6, 4, "07:55"), "3日18时30分，道路积水中断通行", at(6, 3, "18:30")),
    (at(3, 13, "14:39"), "农历二月初二庙会，消防通道要留", at(3, 20)),
    (at(3, 13, "14:39"), "二月二龙抬头庙会", at(3, 20)),
    (at(3, 13, "14:39"), "农历三月三歌会", at(4, 19)),
    (at(3, 13, "14:39"), "阴历三月十五赶会", at(5, 1)),
    (at(7, 13, "14:39"), "农历七月十五防火", at(8, 27)),
    (at(7, 13, "14:39"), "七月半祭祀用火", at(8, 27)),
    (at(7, 13, "14:39"), "七夕婚姻登记加开窗口", at(8, 19)),
    (at(9, 13, "14:39"), "农历八月十五值班谁", at(9, 25)),
    (at(9, 13, "14:39"), "农历九月初九慰问", at(10, 18)),
    (at(11, 13, "14:39"), "农历十一月初一", at(12, 9)),
    (at(11, 13, "14:39"), "农历冬月十五庙会", at(12, 23)),
    (at(11, 13, "14:39"), "冬月初一开光", at(12, 9)),
    (at(10, 28, "10:55"), "供热站立冬那天点火", at(11, 7)),
    (at(7, 28, "10:55"), "立秋当天开镰", at(8, 7)),
    (at(3, 1, "10:55"), "春分前后播种", at(3, 20)),
    (at(3, 1, "10:55"), "惊蛰那天开闸放水", at(3, 5)),
    (at(5, 1, "10:55"), "芒种前后抢收", at(6, 5)),
    (at(5, 1, "10:55"), "小满当天开展墒情普查", at(5, 21)),
    (at(7, 1, "10:55"), "大暑那天慰问环卫工", at(7, 23)),
    (at(7, 1, "10:55"), "大暑当日停工", at(7, 23)),
    (at(2, 11, "15:00"), "年三十晚上带班", at(2, 16)),
    (at(2, 11, "15:00"), "大年夜谁值班", at(2, 16)),
    (at(3, 1, "09:00"), "植树节当天组织义务植树", at(3, 12)),
    (WEDNESDAY, "国家宪法日当天宣传", at(12, 4)),
    (WEDNESDAY, "Shift change at 11 tonight.", at(11, 18, "23:00")),
    (WEDNESDAY, "Shift change tonight at 11, don't be late", at(11, 18, "23:00")),
    (WEDNESDAY, "Be there at 8 tonight", at(11, 18, "20:00")),
    (WEDNESDAY, "Join in an hour and a half.", at(11, 18, "12:00")),
    (WEDNESDAY, "Call me in two and a half hours", at(11, 18, "13:00")),
    (WEDNESDAY, "The audit starts two weeks from today.", at(12, 2)),
    (WEDNESDAY, "We meet a week from today", at(11, 25)),
    (WEDNESDAY, "The session is on 2026-11-25 at 14:30", at(11, 25, "14:30")),
    (WEDNESDAY, "Start 2026-11-25T14:30", at(11, 25, "14:30")),
    (WEDNESDAY, "It happened half an hour ago", at(11, 18, "10:00")),
    (WEDNESDAY, "Yesterday evening at 9 a truck overturned", at(11, 17, "21:00")),
    (WEDNESDAY, "See you this afternoon at 3", at(11, 18, "15:00")),
    (WEDNESDAY, "Meeting on the first Monday of December", at(12, 7)),
    (WEDNESDAY, "See you Thursday next week", at(11, 26)),
    (WEDNESDAY, "Tomorrow night at 10 the road closes", at(11, 19, "22:00")),
    (WEDNESDAY, "Tomorrow evening at 7 we meet", at(11, 19, "19:00")),
    (WEDNESDAY, "7 tomorrow evening at the hall", at(11, 19, "19:00")),
    (WEDNESDAY, "in a fortnight", at(12, 2)),
    (at(8, 5, "14:20"), "处暑当天巡河", at(8, 23)),
    (at(8, 5, "14:20"), "七夕当天婚姻登记延时到晚上7点", at(8, 19)),
    (at(8, 5, "14:20"), "1h后复盘", at(8, 5, "15:20")),
    (at(8, 5, "14:20"), "一天半后开闸", at(8, 7, "02:20")),
    (at(8, 5, "14:20"), "下午3:05pm", at(8, 5, "15:05")),
    (at(8, 5, "14:20"), "a month from today", at(9, 5)),
    (at(8, 5, "14:20"), "next week Tuesday", at(8, 11)),
    (at(8, 5, "14:20"), "the last Friday of the month", at(8, 28)),
    (at(8, 5, "14:20"), "on the second Tuesday of September", at(9, 8)),
    (at(8, 5, "14:20"), "The water rose by 5 today", at(8, 5)),
    (at(8, 5, "14:20"), "Rooms 3 to 11 were flooded today", at(8, 5)),
    (at(4, 13, "16:45"), "后儿个早起八点走", at(4, 15, "08:00")),
    (at(4, 13, "16:45"), "谷雨那天祭海", at(4, 20)),
    (at(12, 29, "09:00"), "今年最后一天", at(12, 31)),
]

STRETCHES = [
    (WEDNESDAY, "11.23-11.27集训", at(11, 23), at(11, 27)),
    (WEDNESDAY, "11.23-27集训", at(11, 23), at(11, 27)),
    (WEDNESDAY, "11/23-11/27集训", at(11, 23), at(11, 27)),
    (WEDNESDAY, "2026.11.23-11.27审计进点", at(11, 23), at(11, 27)),
    (WEDNESDAY, "2026.11.23-2026.11.27审计进点", at(11, 23), at(11, 27)),
    (WEDNESDAY, "2026/11/23-2026/11/27审计进点", at(11, 23), at(11, 27)),
    (WEDNESDAY, "2026/11/23-11/27审计进点", at(11, 23), at(11, 27)),
    (WEDNESDAY, "11月23日-12月4日巡查", at(11, 23), at(12, 4)),
    (WEDNESDAY, "今晚8点到12点值守", at(11, 18, "20:00"), at(11, 19, "00:00")),
    (WEDNESDAY, "11月23、24日闭馆", at(11, 23), at(11, 24)),
    (WEDNESDAY, "自11月20日起至12月20日止开展专项整治", at(11, 20), at(12, 20)),
    (WEDNESDAY, "公示期11月20日－11月26日", at(11, 20), at(11, 26)),
    (WEDNESDAY, "公示期11月20日──11月26日", at(11, 20), at(11, 26)),
    (WEDNESDAY, "明日13:30一15:00", at(11, 19, "13:30"), at(11, 19, "15:00")),
    (WEDNESDAY, "Closed from 9:00 to 11:30 tomorrow.", at(11, 19, "09:00"), at(11, 19, "11:30")),
    (WEDNESDAY, "Tomorrow from 9 to 11 am the server is down", at(11, 19, "09:00"), at(11, 19, "11:00")),
    (WEDNESDAY, "The road is closed between 2 and 4 pm tomorrow.", at(11, 19, "14:00"), at(11, 19, "16:00")),
    (WEDNESDAY, "Training 2-4 pm tomorrow", at(11, 19, "14:00"), at(11, 19, "16:00")),
    (WEDNESDAY, "Training Monday through Wednesday next week", at(11, 23), at(11, 25)),
    (WEDNESDAY, "over the weekend we patch", at(11, 21), at(11, 22)),
    (at(7, 6, "22:10"), "凌晨3点到5点有强降雨，请各村巡查", at(7, 7, "03:00"), at(7, 7, "05:00")),
    (at(7, 6, "22:10"), "零点到6点禁止通行", at(7, 7, "00:00"), at(7, 7, "06:00")),
    (at(8, 5, "14:20"), "从8月6号开始到8月20号结束", at(8, 6), at(8, 20)),
    (at(8, 5, "14:20"), "培训为期三天，8.12-8.14，请安排人", at(8, 12), at(8, 14)),
    (at(8, 5, "14:20"), "8.12-14集中培训", at(8, 12), at(8, 14)),
    (at(8, 5, "14:20"), "时间：8.12日-8.14日", at(8, 12), at(8, 14)),
    (at(8, 5, "14:20"), "8/12~8/14 体检", at(8, 12), at(8, 14)),
    (at(8, 5, "14:20"), "明天２点到４点开会", at(8, 6, "14:00"), at(8, 6, "16:00")),
    (at(8, 5, "14:20"), "15、16日两天停电", at(8, 15), at(8, 16)),
    (at(8, 5, "14:20"), "8月15、16日停电", at(8, 15), at(8, 16)),
    (at(8, 5, "14:20"), "from 6 pm to 10 pm on Saturday", at(8, 8, "18:00"), at(8, 8, "22:00")),
    (at(8, 5, "14:20"), "Saturday 6-10 pm", at(8, 8, "18:00"), at(8, 8, "22:00")),
    (at(8, 5, "14:20"), "Saturday from 18:00 until 22:00", at(8, 8, "18:00"), at(8, 8, "22:00")),
    (at(8, 5, "14:20"), "between 9 am and 5 pm tomorrow", at(8, 6, "09:00"), at(8, 6, "17:00")),
    (at(8, 5, "14:20"), "from tomorrow 8 am until Friday 6 pm", at(8, 6, "08:00"), at(8, 7, "18:00")),
    (at(8, 5, "14:20"), "Mon-Wed next week", at(8, 10), at(8, 12)),
    (at(4, 13, "16:45"), "今晚7:30-9:00", at(4, 13, "19:30"), at(4, 13, "21:00")),
    (at(4, 13, "16:45"), "4月15日9:00-4月16日18:00", at(4, 15, "09:00"), at(4, 16, "18:00")),
    (at(4, 13, "16:45"), "4.15—4.17", at(4, 15), at(4, 17)),
    (at(4, 13, "16:45"), "4.15~17", at(4, 15), at(4, 17)),
    (at(4, 13, "16:45"), "4月15-4月17", at(4, 15), at(4, 17)),
    (at(4, 13, "16:45"), "4月28日-5月3日", at(4, 28), at(5, 3)),
    (at(4, 13, "16:45"), "20260428-20260503", at(4, 28), at(5, 3)),
    (at(4, 13, "16:45"), "周四五两天集中办公", at(4, 16), at(4, 17)),
]

NO_TIMES = [
    "每月最后一个工作日报考勤",
    "夏至诚和秋月两位同志对接",
    "冬至阳同志主持",
    "刘重阳已到岗",
    "周三妹打电话来投诉",
    "周日升反映路灯不亮",
    "请周六顺来拿快递",
    "一时半会修不好",
    "一时半刻到不了",
    "周末愉快",
    "明日科技公司投标",
    "Upgraded from version 10.2 to 11.4.",
    "Firmware 10.2 to 11.4 are affected",
    "See pages 3 to 11",
    "Friday Cafe is on fire",
    "The Friday Club room",
    "The Sunday Times wrote about it",
    "5 to 10 people",
    "route 9 to 11",
    "3 to 5 casualties",
    "temperatures from 2 to 11 degrees",
    "from 10 to 12 percent",
    "Python 3.11 to 3.12",
    "开学前一周完成食堂检查",
    "过一天算一天",
    "服务期限两年",
    "郑重阳来电",
    "第二天性",
    "前天线被风刮倒",
    "Buses 9 to 11 are late",
    "Score: 10 to 3",
    "Scale 3 to 5",
    "Version 2 to 3 upgrade",
    "aged 5 to 10",
    "Saturday Night Live",
    "the 2nd bridge",
    "a 10 to 12 metre gap",
]


@pytest.mark.parametrize(("now", "words", "due"), DEADLINES)
def test_a_deadline_is_found_in_whatever_words(now: datetime, words: str, due: datetime) -> None:
    assert due in [time.at for time in said(words, now).times if time.kind is TimeKind.DEADLINE][:1]


@pytest.mark.parametrize(("now", "words", "moment"), POINTS)
def test_a_point_is_found_in_whatever_words(now: datetime, words: str, moment: datetime) -> None:
    assert moment in [time.at for time in said(words, now).times if time.kind is TimeKind.POINT][:1]


@pytest.mark.parametrize(("now", "words", "start", "end"), STRETCHES)
def test_a_stretch_has_both_its_ends(now: datetime, words: str, start: datetime, end: datetime) -> None:
    time = time_of(words, now)
    assert (time.kind, time.at, time.end) == (TimeKind.INTERVAL, start, end)


@pytest.mark.parametrize("words", NO_TIMES)
def test_figures_names_and_idioms_are_no_times(words: str) -> None:
    assert not said(words).times


@pytest.mark.parametrize(
    ("words", "now", "other"),
    [
        ("3日17时05分许，一座便桥损坏", at(6, 4, "07:55"), at(7, 3, "17:05")),
        ("谷雨前把秧育好", at(3, 1), at(4, 20, "17:30")),
        ("by the weekend", WEDNESDAY, at(11, 22, "17:30")),
    ],
)
def test_what_may_be_meant_otherwise_is_offered(words: str, now: datetime, other: datetime) -> None:
    assert other in time_of(words, now).alternatives
