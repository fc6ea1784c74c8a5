"""Times as offices write them, and what they mean.

Deadlines end at 17:30 where no clock is named, as the sample office counts. Days are those of 2026.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import TimeKind
from tests.understanding.sample import WEDNESDAY, at, said, time_of

TUESDAY_BEFORE_NATIONAL_DAY = at(9, 29, "10:20")
BEFORE_SPRING_FESTIVAL = at(2, 11, "15:00")
FRIDAY_EVENING = at(11, 20, "18:30")

DEADLINES = [
    (WEDNESDAY, "三天拿出方案", at(11, 21, "17:30")),
    (WEDNESDAY, "5个工作日办结", at(11, 25, "17:30")),
    (WEDNESDAY, "周五18点前报", at(11, 20, "18:00")),
    (WEDNESDAY, "周五十点半前报", at(11, 20, "10:30")),
    (WEDNESDAY, "下周一8:30前报", at(11, 23, "08:30")),
    (WEDNESDAY, "请 11 月 25 日 17:00 前报", at(11, 25, "17:00")),
    (WEDNESDAY, "请于１１月２５日前报", at(11, 25, "17:30")),
    (WEDNESDAY, "请周四上午11点前报来", at(11, 19, "11:00")),
    (WEDNESDAY, "务必于11月20日（星期五）下午5点前报送", at(11, 20, "17:00")),
    (WEDNESDAY, "请各单位于12月1日上午12时前上报", at(12, 1, "12:00")),
    (WEDNESDAY, "材料周五中午之前给我", at(11, 20, "12:00")),
    (WEDNESDAY, "材料星期五给我", at(11, 20, "17:30")),
    (WEDNESDAY, "这周五之前交", at(11, 20, "17:30")),
    (WEDNESDAY, "请在下周内完成", at(11, 27, "17:30")),
    (WEDNESDAY, "一周内报送", at(11, 25, "17:30")),
    (WEDNESDAY, "两周内办结", at(12, 2, "17:30")),
    (WEDNESDAY, "请于7个工作日内书面答复", at(11, 27, "17:30")),
    (WEDNESDAY, "十个工作日之内办结", at(12, 2, "17:30")),
    (WEDNESDAY, "三至五日内报送", at(11, 23, "17:30")),
    (WEDNESDAY, "三五天内拿出初步意见", at(11, 23, "17:30")),
    (WEDNESDAY, "一两天之内回复", at(11, 20, "17:30")),
    (WEDNESDAY, "请于20日下班前反馈", at(11, 20, "17:30")),
    (WEDNESDAY, "20号下班前给我", at(11, 20, "17:30")),
    (WEDNESDAY, "本月20日前", at(11, 20, "17:30")),
    (WEDNESDAY, "12月底前完成", at(12, 31, "17:30")),
    (WEDNESDAY, "明年一季度末前完工", at(3, 31, "17:30", year=2027)),
    (WEDNESDAY, "明年6月底前", at(6, 30, "17:30", year=2027)),
    (WEDNESDAY, "2027年3月31日前", at(3, 31, "17:30", year=2027)),
    (WEDNESDAY, "二〇二七年一月五日前", at(1, 5, "17:30", year=2027)),
    (WEDNESDAY, "元旦前完成", at(12, 31, "17:30")),
    (WEDNESDAY, "今天中午12点前报", at(11, 18, "12:00")),
    (WEDNESDAY, "今晚8点前", at(11, 18, "20:00")),
    (WEDNESDAY, "今晚前", at(11, 19, "00:00")),
    (WEDNESDAY, "今晚24时前", at(11, 19, "00:00")),
    (WEDNESDAY, "今天下午下班前", at(11, 18, "17:30")),
    (WEDNESDAY, "今天内答复", at(11, 18, "17:30")),
    (WEDNESDAY, "明天下班前", at(11, 19, "17:30")),
    (WEDNESDAY, "明早上班前", at(11, 19, "08:30")),
    (WEDNESDAY, "24小时之内", at(11, 19, "10:30")),
    (WEDNESDAY, "七十二小时内", at(11, 21, "10:30")),
    (WEDNESDAY, "90分钟内报送", at(11, 18, "12:00")),
    (WEDNESDAY, "1小时30分钟内", at(11, 18, "12:00")),
    (WEDNESDAY, "一小时内电话报告", at(11, 18, "11:30")),
    (WEDNESDAY, "1.5小时内", at(11, 18, "12:00")),
    (WEDNESDAY, "12.1前报", at(12, 1, "17:30")),
    (WEDNESDAY, "12/1前报", at(12, 1, "17:30")),
    (WEDNESDAY, "2026-12-01前报", at(12, 1, "17:30")),
    (WEDNESDAY, "2026.12.1前报", at(12, 1, "17:30")),
    (WEDNESDAY, "2026/12/01 14:00前", at(12, 1, "14:00")),
    (WEDNESDAY, "自发布之日起三十日内", at(12, 18, "17:30")),
    (WEDNESDAY, "月底前报", at(11, 30, "17:30")),
    (WEDNESDAY, "本月末", at(11, 30, "17:30")),
    (WEDNESDAY, "下个月15号前", at(12, 15, "17:30")),
    (WEDNESDAY, "年内完成", at(12, 31, "17:30")),
    (WEDNESDAY, "本季度内完成", at(12, 31, "17:30")),
    (WEDNESDAY, "季度末前", at(12, 31, "17:30")),
    (WEDNESDAY, "今年底", at(12, 31, "17:30")),
    (WEDNESDAY, "中旬前完成", at(11, 20, "17:30")),
    (WEDNESDAY, "11月下旬报", at(11, 30, "17:30")),
    (WEDNESDAY, "下周五前", at(11, 27, "17:30")),
    (WEDNESDAY, "本周日前", at(11, 22, "17:30")),
    (WEDNESDAY, "报名截止到11月30日", at(11, 30, "17:30")),
    (WEDNESDAY, "请于11月25日前", at(11, 25, "17:30")),
    (WEDNESDAY, "11月25日以前", at(11, 25, "17:30")),
    (WEDNESDAY, "最晚25号", at(11, 25, "17:30")),
    (WEDNESDAY, "不晚于25日", at(11, 25, "17:30")),
    (WEDNESDAY, "25日报", at(11, 25, "17:30")),
    (WEDNESDAY, "25日上午报", at(11, 25, "12:00")),
    (WEDNESDAY, "25日下午报", at(11, 25, "17:30")),
    (WEDNESDAY, "延期到11月30日", at(11, 30, "17:30")),
    (WEDNESDAY, "T+1反馈", at(11, 19, "17:30")),
    (WEDNESDAY, "T+5个工作日", at(11, 25, "17:30")),
    (WEDNESDAY, "下个工作日上午10点前", at(11, 19, "10:00")),
    (TUESDAY_BEFORE_NATIONAL_DAY, "假期后第一个工作日上午10点前", at(10, 8, "10:00")),
    (TUESDAY_BEFORE_NATIONAL_DAY, "放假前报", at(9, 30, "17:30")),
    (TUESDAY_BEFORE_NATIONAL_DAY, "十一前", at(9, 30, "17:30")),
    (TUESDAY_BEFORE_NATIONAL_DAY, "“十一”前", at(9, 30, "17:30")),
    (TUESDAY_BEFORE_NATIONAL_DAY, "国庆前", at(9, 30, "17:30")),
    (TUESDAY_BEFORE_NATIONAL_DAY, "一个工作日内", at(9, 30, "17:30")),
    (BEFORE_SPRING_FESTIVAL, "节后上班第一天报", at(2, 24, "17:30")),
    (BEFORE_SPRING_FESTIVAL, "除夕前", at(2, 14, "17:30")),
    (BEFORE_SPRING_FESTIVAL, "清明前", at(4, 3, "17:30")),
    (FRIDAY_EVENING, "今天下班前", at(11, 20, "17:30")),
    (FRIDAY_EVENING, "周五前", at(11, 20, "17:30")),
    (FRIDAY_EVENING, "今天内", at(11, 21, "00:00")),
    (FRIDAY_EVENING, "下周一前", at(11, 23, "17:30")),
    (BEFORE_SPRING_FESTIVAL, "春节前兑付到位", at(2, 14, "17:30")),
    (WEDNESDAY, "春节前务必结清", at(2, 4, "17:30", year=2027)),
    (WEDNESDAY, "明天一上班给我", at(11, 19, "08:30")),
    (BEFORE_SPRING_FESTIVAL, "元宵节前", at(3, 2, "17:30")),
    (BEFORE_SPRING_FESTIVAL, "年前办完", at(2, 14, "17:30")),
    (WEDNESDAY, "明早上班前交", at(11, 19, "08:30")),
]

POINTS = [
    (WEDNESDAY, "周四9点到会", at(11, 19, "09:00")),
    (WEDNESDAY, "视频会改到下周三下午3:00", at(11, 25, "15:00")),
    (WEDNESDAY, "下周一上午例会", at(11, 23)),
    (WEDNESDAY, "后天上午10点整开会", at(11, 20, "10:00")),
    (WEDNESDAY, "大后天下午3点", at(11, 21, "15:00")),
    (WEDNESDAY, "11月18日14时30分召开", at(11, 18, "14:30")),
    (WEDNESDAY, "昨天16:40，接群众报警", at(11, 17, "16:40")),
    (WEDNESDAY, "昨日23时许，河西村发生火灾", at(11, 17, "23:00")),
    (WEDNESDAY, "前天晚上九点多", at(11, 16, "21:00")),
    (WEDNESDAY, "今晨6时10分，一货车侧翻", at(11, 18, "06:10")),
    (WEDNESDAY, "今早七点半，学校食堂发生燃气泄漏", at(11, 18, "07:30")),
    (WEDNESDAY, "凌晨3点左右地震了", at(11, 18, "03:00")),
    (WEDNESDAY, "昨夜12点左右听到爆炸声", at(11, 18, "00:00")),
    (WEDNESDAY, "半夜两点多有人报警", at(11, 18, "02:00")),
    (WEDNESDAY, "上午9时许发生", at(11, 18, "09:00")),
    (WEDNESDAY, "下午2点开会", at(11, 18, "14:00")),
    (WEDNESDAY, "3点开会", at(11, 18, "15:00")),
    (WEDNESDAY, "9点半左右着火的", at(11, 18, "09:30")),
    (WEDNESDAY, "10点20分追尾", at(11, 18, "10:20")),
    (WEDNESDAY, "10分钟前发生", at(11, 18, "10:20")),
    (WEDNESDAY, "大概半小时前起火", at(11, 18, "10:00")),
    (WEDNESDAY, "2小时后复查", at(11, 18, "12:30")),
    (WEDNESDAY, "再过一刻钟报一次", at(11, 18, "10:45")),
    (WEDNESDAY, "12月1日起施行", at(12, 1)),
    (WEDNESDAY, "下下周三", at(12, 2)),
    (WEDNESDAY, "上周三开的会", at(11, 11)),
    (WEDNESDAY, "周三报的件", at(11, 18)),
    (WEDNESDAY, "周二报的那份", at(11, 17)),
    (WEDNESDAY, "星期六上午", at(11, 21)),
    (WEDNESDAY, "礼拜一", at(11, 23)),
    (WEDNESDAY, "截至11月18日8时，全县降雨30毫米", at(11, 18, "08:00")),
    (WEDNESDAY, "25日召开", at(11, 25)),
    (TUESDAY_BEFORE_NATIONAL_DAY, "节前最后一个工作日", at(9, 30)),
    (TUESDAY_BEFORE_NATIONAL_DAY, "国庆节后第二个工作日", at(10, 9)),
    (TUESDAY_BEFORE_NATIONAL_DAY, "10月8日上班后", at(10, 8)),
    (TUESDAY_BEFORE_NATIONAL_DAY, "下周六", at(10, 10)),
    (BEFORE_SPRING_FESTIVAL, "正月初八上班", at(2, 24)),
    (BEFORE_SPRING_FESTIVAL, "腊月二十八", at(2, 15)),
    (FRIDAY_EVENING, "明天上午9点", at(11, 21, "09:00")),
]

STRETCHES = [
    (WEDNESDAY, "12月1日-3日培训", at(12, 1), at(12, 3)),
    (WEDNESDAY, "12月1-3日培训", at(12, 1), at(12, 3)),
    (WEDNESDAY, "12月1日至3日培训", at(12, 1), at(12, 3)),
    (WEDNESDAY, "28日8时至29日20时停水", at(11, 28, "08:00"), at(11, 29, "20:00")),
    (WEDNESDAY, "上午9点到11点半开会", at(11, 18, "09:00"), at(11, 18, "11:30")),
    (WEDNESDAY, "从明天起至12月5日", at(11, 19), at(12, 5)),
    (WEDNESDAY, "周一至周五值班", at(11, 23), at(11, 27)),
    (WEDNESDAY, "今天下午2点至5点", at(11, 18, "14:00"), at(11, 18, "17:00")),
    (WEDNESDAY, "晚上10点到次日早上6点施工", at(11, 18, "22:00"), at(11, 19, "06:00")),
    (WEDNESDAY, "下月初报方案", at(12, 1), at(12, 10)),
    (WEDNESDAY, "周一到周三，每天9点前", at(11, 23), at(11, 25)),
    (TUESDAY_BEFORE_NATIONAL_DAY, "国庆假期期间", at(10, 1), at(10, 7)),
    (TUESDAY_BEFORE_NATIONAL_DAY, "十一假期期间", at(10, 1), at(10, 7)),
]

NO_TIMES = [
    "人民路12号着火了",
    "2小时反馈一次",
    "两会期间维稳",
    "十四五规划",
    "一日三餐",
    "3.15活动",
    "14号台风",
    "11.25万元",
    "一个多小时前",
    "12-1前报",
    "上半年工作总结",
    "四季度工作安排",
    "每周一报进展",
    "每天17时前报",
    "每月5日前报送",
    "立即报告",
    "请第一时间报告",
    "第三季度",
    "第3次会议",
    "3号楼2单元",
    "25号楼",
    "12号线",
    "省政府令第12号",
    "说一点是一点",
    "八一路口",
    "五一广场发生火灾",
    "2号泵站、3号机井",
    "请到5号会议室",
    "三点要求",
    "提三点建议",
    "十二项任务",
    "万分之三",
    "1/3的村",
    "3:2获胜",
    "一天到晚",
    "一时疏忽",
    "当时情况紧急",
    "两点之间",
    "一周三次",
    "日报送",
    "今年以来",
    "周边环境",
    "周期较长",
    "半年工作",
    "五日游",
    "十一中学",
    "第十五届",
    "一号文件",
    "一号通知",
    "三号公路",
    "G5高速3点5公里处",
    "K12+300处",
    "青A·12345",
    "3月份的工资",
    "周五福同志",
    "110接警",
    "12345热线",
    "30000元",
    "死亡3人",
    "202房间",
]


@pytest.mark.parametrize(("now", "words", "due"), DEADLINES)
def test_a_deadline_ends_when_the_office_means_it_to(now: datetime, words: str, due: datetime) -> None:
    time = time_of(words, now)
    assert (time.kind, time.at) == (TimeKind.DEADLINE, due)


@pytest.mark.parametrize(("now", "words", "moment"), POINTS)
def test_a_point_lies_on_the_side_that_the_sentence_tells(now: datetime, words: str, moment: datetime) -> None:
    time = time_of(words, now)
    assert (time.kind, time.at) == (TimeKind.POINT, moment)


@pytest.mark.parametrize(("now", "words", "start", "end"), STRETCHES)
def test_the_end_of_a_stretch_takes_what_it_leaves_out_from_its_start(
    now: datetime, words: str, start: datetime, end: datetime
) -> None:
    time = time_of(words, now)
    assert (time.kind, time.at, time.end) == (TimeKind.INTERVAL, start, end)


@pytest.mark.parametrize("words", NO_TIMES)
def test_what_only_looks_like_a_time_is_none(words: str) -> None:
    assert not said(words).times
