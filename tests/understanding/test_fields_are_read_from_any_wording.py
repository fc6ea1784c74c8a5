"""What the classifier guessed, and what a rule claims, has the same fields: who, until when, instead of whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.ids import PersonId
from bot.understanding import Intent, Situation
from bot.understanding.situation import NOWHERE, About, Topic
from tests.understanding.sample import at, intents, meant, said

NIGHT = at(11, 18, "17:29")
MORNING = at(11, 18, "08:12")


def people(text: str, intent: Intent, speaker: str = "") -> list[str | None]:
    """Of whom each reading of an intent is told."""
    situation = Situation(speaker=PersonId(speaker)) if speaker else NOWHERE
    return [one.person for one in said(text, NIGHT, situation=situation).readings if one.intent is intent]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("赵敏带办到位，今晚候班老周", ["zhao"]),
        ("张建国 李晓东两位都坐到值班室咯", ["zhang", "li"]),
        ("今天带班的是张主任，他已到大院，随叫随到", ["zhang"]),
        ("今晚主班刘洋副班赵敏都齐了", ["liu", "zhao"]),
        ("老周让我说一声他到了，手机没电", ["zhou"]),
        ("帮小刘签一下，他人就在我旁边手机没电了", ["liu"]),
        ("报告张主任，赵敏17:20到岗签到，零报告：昨晚到现在全县无突发事件", ["zhao"]),
        ("报告王主任：值班员赵敏17:20到岗，带班领导张建国17:25到", ["zhao", "zhang"]),
        ("带班领导张建国、值班员赵敏均按时到岗到位", ["zhang", "zhao"]),
    ],
)
def test_who_has_come(text: str, who: list[str]) -> None:
    assert people(text, Intent.CHECK_IN) == who


@pytest.mark.parametrize("text", ["@李晓东 我到了哈，你可以走了", "值班岗我上了，老周你安心回去睡"])
def test_whoever_is_told_has_not_come(text: str) -> None:
    assert people(text, Intent.CHECK_IN, speaker="wanglei") == ["wanglei"]


def test_each_has_a_role_of_his_own() -> None:
    both = said("李晓东已上岗，带班张主任也到了", NIGHT).readings
    assert [dict(one.facts).get("role") for one in both] == [None, "shift_leader"]
    assert [one.span for one in both] == [(0, 6), (7, 15)]


@pytest.mark.parametrize(
    ("text", "cover", "minutes"),
    [
        ("下楼取个外卖 五分钟就上来 电话赵敏帮听着", "zhao", 5),
        ("领导，我出去买盒药，离开１０分钟，刘洋在岗", "liu", 10),
        ("离岗报备：17:30—18:10到财政局送件，期间由李晓东代守。", "li", 41),
        ("我先离开下，去档案室查个资料，有电话小刘接", "liu", None),
        ("去银行办点事，半个钟头，值班室赵敏一个人", "zhao", 30),
        ("请赵敏顺便盯一下电话，我去卫生间", "zhao", None),
        ("吃饭去，电话托给老周了", "zhou", None),
        ("我去送个材料到发改局，预计18点回来，这段时间找李晓东", "li", 31),
        ("赵敏，我出去20分钟，电话你接一下", "zhao", 20),
    ],
)
def test_who_minds_the_post_and_for_how_long(text: str, cover: str, minutes: int | None) -> None:
    reading = meant(text, Intent.STEP_OUT, NIGHT)
    assert (reading.person, reading.minutes) == (cover, minutes)
    assert Intent.CHECK_IN.value not in intents(text, NIGHT)


@pytest.mark.parametrize("text", ["外出报备：11月25日至27日赴省培训", "我去看了下，小刘没在"])
def test_an_absence_of_days_is_no_step_off_the_post(text: str) -> None:
    assert Intent.STEP_OUT.value not in intents(text, NIGHT)


@pytest.mark.parametrize(
    ("text", "who", "minutes", "when"),
    [
        ("我已到岗，电话都试了没毛病；带班张主任被县委那边叫去了，晚半小时过来", "zhang", 30, None),
        ("张主任航班延误，今晚带班要八点五十才能到位", "zhang", None, at(11, 18, "08:50")),
        ("孩子家长会，接班推后到八点五十，赵敏答应顶着", None, None, at(11, 18, "08:50")),
        ("接我班的小刘说雨大，晚二十分钟来", "liu", 20, None),
        ("替赵敏说一声，她家水管爆了，上午的班要迟到40分钟左右", "zhao", 40, None),
        ("还有七八公里，八点半到不了，九点差不多", None, None, at(11, 18, "09:00")),
        ("八点半的班怕要拖到九点二十，老周答应帮我守到", None, None, at(11, 18, "09:20")),
    ],
)
def test_who_is_late_and_until_when(text: str, who: str | None, minutes: int | None, when: object) -> None:
    reading = meant(text, Intent.LATE_NOTICE, MORNING)
    assert (reading.person, reading.minutes, reading.at) == (who, minutes, when)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("刘洋过来交一下：水库巡查电话两小时打一次别忘，对讲机在充电，你点点", "liu"),
        ("那我交了啊@赵敏 昨天白天夜里都太平，留了一个事：卫健局还差一份人员名单", "zhao"),
        ("本班移交事项：一、待转文件2份；二、值班手机1部。请接班人刘洋签认。", "liu"),
        ("小刘来了我就把班给他了，未办事项两条，已当面讲清", "liu"),
        ("夜间值班情况移交：全夜平稳，收通知4份，已转3份。接班：赵敏", "zhao"),
        ("今晚就这些，交给你啦小李，有事call我", "li"),
        ("下夜班，把发热门诊数据报送的活移交给白班赵敏", "zhao"),
    ],
)
def test_to_whom_a_shift_goes(text: str, to: str) -> None:
    assert meant(text, Intent.HAND_OFF, NIGHT).person == to


def test_what_all_is_told_in_one_message() -> None:
    text = "今天一天全县平平安安零报告，班交给小刘了，值班日志在电脑桌面"
    assert intents(text, NIGHT) == ["nil_report", "duty.handover"]
    assert intents("我到岗了，刘洋的班我接过来了，移交的东西都对", NIGHT) == ["duty.check_in", "duty.takeover"]
    assert intents("刚下楼接机要通信员忘了报，现在回来了，口令1187", NIGHT) == ["duty.back", "spot_check.reply"]


def test_an_answer_to_a_handing_over_is_given_once() -> None:
    handed = About(topic=Topic.HAND_OFF, number="JB-1230")
    answered = said("签认。三项齐。", NIGHT, situation=replace(NOWHERE, reply=handed)).readings
    assert [one.intent for one in answered] == [Intent.TAKE_OVER]


def test_who_signs_off_behind_his_words() -> None:
    assert people("签退，刘洋，17:12", Intent.CHECK_OUT) == ["liu"]
    assert people("我先回去了，班已经交给小李", Intent.CHECK_OUT, speaker="liu") == ["liu"]


@pytest.mark.parametrize(
    ("text", "first", "last", "backup"),
    [
        ("12月30日到31日休年假，督办件请找李晓东对接。", (2026, 12, 30), (2026, 12, 31), "li"),
        ("下周一到周三我休年假，件请赵敏收", (2026, 11, 23), (2026, 11, 25), "zhao"),
        ("跟您请个假，下周三四五，老家修坟，文件刘洋看着", (2026, 11, 25), (2026, 11, 27), "liu"),
        ("我下周四、五公休，督办件找李晓东", (2026, 11, 26), (2026, 11, 27), "li"),
        ("我爸手术要签字，下周请五天陪护假，B岗李晓东", (2026, 11, 23), (2026, 11, 27), "li"),
        ("我26号下午去党校报到，脱产一个月，代收人赵敏", (2026, 11, 26), (2026, 12, 25), "zhao"),
    ],
)
def test_from_when_to_when_and_who_stands_in(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int], backup: str
) -> None:
    reading = meant(text, Intent.LEAVE, NIGHT)
    assert reading.days == (date(*first), date(*last))
    assert reading.person == backup


@pytest.mark.parametrize(
    ("text", "give", "take"),
    [
        ("本人因参加婚礼，拟与李晓东同志调换12月1日、12月8日值班，请批准", (12, 1), (12, 8)),
        ("12月1日我值，12月2日赵敏值，想对调", (12, 1), (12, 2)),
        ("我值25号，你值27号，咱俩调过来怎样", (11, 25), (11, 27)),
        ("谁愿意拿周日的白班换我周四的夜班", (11, 19), (11, 22)),
        ("周五晚上我值不成，拿下周一的跟你换可否", (11, 20), (11, 23)),
        ("把我20号的班跟赵敏22号的对调一下", (11, 20), (11, 22)),
    ],
)
def test_which_day_is_given_and_which_taken(text: str, give: tuple[int, int], take: tuple[int, int]) -> None:
    assert meant(text, Intent.SWAP, NIGHT).days == (date(2026, *give), date(2026, *take))


def test_a_shift_to_be_kept_is_named_in_the_next_sentence() -> None:
    asked = meant("求顶班！！！12月8号白班，我那天驾校考科三", Intent.COVER)
    assert (asked.days, asked.facts["shift"], asked.facts["reason"]) == (
        (date(2026, 12, 8),),
        "day",
        "我那天驾校考科三",
    )


@pytest.mark.parametrize("text", ["不用替我值班了，我能来", "没人要换班", "交接班记录要写清楚哪些内容"])
def test_what_is_not_wanted(text: str) -> None:
    assert not {"cover.request", "swap.request", "duty.takeover"} & set(intents(text))


@pytest.mark.parametrize(
    "text", ["帮我瞅一眼 小刘这周末有没有班", "国庆咋排的", "元旦值班表出来没，发我一份", "后天赵敏上不上班"]
)
def test_questions_about_the_roster(text: str) -> None:
    assert intents(text) == ["roster.query"]


def test_a_table_to_be_handed_in_is_no_question() -> None:
    assert "roster.query" not in intents("端午值班安排 各股室后天下班前交给小李")


@pytest.mark.parametrize(
    ("text", "unit", "domain"),
    [
        ("昨晚水利局值守电话三次没人接，给记个缺陷", "water", "affair"),
        ("财政局值班电话凌晨没人接，算脱岗，登记", "finance", "affair"),
        ("教育局续报晚了四十分钟，登个差错", "education", "doc"),
        ("发改局报的快报没盖章，给他们挂一笔", "planning", "doc"),
        ("交通局值班室凌晨脱岗，作一次缺陷登记", "transport", "affair"),
    ],
)
def test_slips_are_noted_in_any_words(text: str, unit: str, domain: str) -> None:
    reading = meant(text, Intent.LOG_FAULT)
    assert (reading.leads, reading.domain) == ((unit,), domain)


def test_whose_slip_it_was() -> None:
    assert meant("会议席卡把陈县长名字打错了，算刘洋的", Intent.LOG_FAULT).person == "liu"
    assert intents("凭啥给我们记缺陷？那晚电信割接电话不通，有通知为证，要求申诉") == ["fault.appeal"]
