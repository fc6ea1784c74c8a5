"""Real messages of duty rooms, one case each, with the fields that the bot acts upon.

Said on Wednesday 18 November 2026 at 10:30 unless a moment is given. What is mere talk must give
nothing at all.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.domain.elements import Casualties, Category
from bot.understanding import Intent
from tests.understanding.sample import WEDNESDAY, at, intents, meant, said

# --- 值班 -------------------------------------------------------------------------------------------------------


def test_01_i_have_come() -> None:
    reading = meant("到岗了", Intent.CHECK_IN)
    assert reading.person is None


def test_02_somebody_says_that_the_leader_has_come() -> None:
    reading = meant("带班张建国已到岗，值班电话试过正常，候班是老周", Intent.CHECK_IN)
    assert (reading.person, reading.phone_ok) == ("zhang", True)


def test_03_one_has_come_and_another_is_late() -> None:
    words = "我到了，小李堵车晚十分钟"
    assert intents(words) == ["duty.check_in", "duty.late_notice"]
    late = meant(words, Intent.LATE_NOTICE)
    assert (late.person, late.minutes) == ("li", 10)


def test_04_stepping_out_with_somebody_minding_the_post() -> None:
    reading = meant("出去拿个文件，二十分钟，老周盯着", Intent.STEP_OUT)
    assert (reading.minutes, reading.person, reading.names) == (20, "zhou", ("老周",))


def test_05_back() -> None:
    assert intents("回来了") == ["duty.back"]


def test_06_handing_over_with_everything_that_is_open() -> None:
    words = "交班：昨夜接报2起都已报，防汛办通知1件待转水利局，机要件1份在柜里，钥匙给王磊"
    reading = meant(words, Intent.HAND_OFF)
    assert intents(words) == ["duty.handover"]
    assert reading.person == "wanglei"
    assert reading.text == words.removeprefix("交班：")


def test_07_taking_over() -> None:
    assert intents("接了，情况清楚") == ["duty.takeover"]


def test_08_all_is_well() -> None:
    reading = meant("截至17时全县平安无事", Intent.NIL_REPORT, at(11, 18, "17:02"))
    assert reading.at == at(11, 18, "17:00")
    assert reading.facts == {"result": "normal", "scope": "全县"}


def test_09_the_code_of_a_spot_check() -> None:
    assert intents("在，口令3829") == ["spot_check.reply"]
    assert meant("在，口令3829", Intent.SPOT_REPLY).facts == {"code": "3829"}


def test_10_a_swap_gives_one_day_and_takes_another() -> None:
    words = "周六我跟小刘换，我值他下周二的"
    reading = meant(words, Intent.SWAP)
    assert intents(words) == ["swap.request"]
    assert (reading.person, reading.days) == ("liu", (date(2026, 11, 21), date(2026, 11, 24)))


def test_11_yes() -> None:
    assert intents("可以") == ["yes"]


def test_12_somebody_is_looked_for_who_can_take_the_night() -> None:
    reading = meant("孩子发烧，明晚谁能顶一下", Intent.COVER)
    assert (reading.days, reading.what, reading.facts) == (
        (date(2026, 11, 19),),
        "night",
        {"reason": "孩子发烧", "shift": "night"},
    )


def test_13_a_day_of_the_holiday_cannot_be_kept() -> None:
    reading = meant("国庆3号我出差值不了", Intent.COVER, at(9, 29, "10:30"))
    assert reading.days == (date(2026, 10, 3),)


def test_14_away_for_two_days_and_who_stands_in() -> None:
    words = "周四周五我去市里开会，批示件请赵敏代收"
    reading = meant(words, Intent.LEAVE)
    assert intents(words) == ["leave_notice"]
    assert (reading.person, reading.days) == ("zhao", (date(2026, 11, 19), date(2026, 11, 20)))
    assert reading.facts == {"scope": "批示件"}


# --- 突发事件 ----------------------------------------------------------------------------------------------------


def test_15_a_report_with_all_it_needs() -> None:
    words = (
        "报告：今天14时20分许，G210县城北3公里一辆客车侧翻，初步2死7伤，交警消防120已到，原因在查。"
        "县交警指挥中心李明报的"
    )
    elements = meant(words, Intent.INCIDENT, at(11, 18, "14:31")).elements
    assert intents(words, at(11, 18, "14:31")) == ["incident.report"]
    assert elements is not None
    assert elements.occurred_at == at(11, 18, "14:20")
    assert elements.place == "G210县城北3公里"
    assert elements.casualties == Casualties(dead=2, injured=7)
    assert elements.source == "县交警指挥中心李明"
    assert elements.measures == "交警消防120已到"
    assert elements.category is Category.ACCIDENT
    assert elements.cause == ""


def test_16_a_cry_starts_the_clocks() -> None:
    elements = meant("化工园着火了！有人受伤！", Intent.INCIDENT).elements
    assert elements is not None
    assert elements.place == "化工园"
    assert elements.casualties == Casualties(injured=1, approximate=True)
    assert elements.missing == ("time", "source", "measures")


def test_17_told_by_telephone() -> None:
    reading = meant("电话已报陈县长、王主任，14:36", Intent.ORAL_DONE, at(11, 18, "14:37"))
    assert reading.names == ("陈县长", "王主任")
    assert reading.people == ("chen", "wanglijun")
    assert reading.at == at(11, 18, "14:36")


def test_18_the_flash_report_is_out_and_nobody_said_who_signed() -> None:
    reading = meant("快报发了", Intent.FLASH_DONE)
    assert (reading.names, reading.at) == ((), None)


def test_19_the_first_follow_up() -> None:
    words = "续报一：截至16时，死亡3人，重伤2人轻伤4人，道路15时30分恢复通行，家属安抚组已到医院"
    reading = meant(words, Intent.FOLLOW_UP, at(11, 18, "16:10"))
    assert intents(words, at(11, 18, "16:10")) == ["incident.followup"]
    assert (reading.sequence, reading.at) == (1, at(11, 18, "16:00"))
    assert reading.elements is not None
    assert reading.elements.casualties == Casualties(dead=3, severe=2, minor=4)
    assert reading.elements.occurred_at is None


def test_20_a_correction_takes_the_number_that_is_said_now() -> None:
    reading = meant("更正，死亡2人，有1人抢救过来了", Intent.CORRECT)
    assert reading.elements is not None
    assert reading.elements.casualties == Casualties(dead=2)


def test_21_the_final_report() -> None:
    words = "终报：伤员全部收治，现场清理完毕，善后由县交通局牵头，后续调查另报"
    reading = meant(words, Intent.FINAL)
    assert intents(words) == ["incident.final"]
    assert reading.elements is not None
    assert reading.elements.source == ""


def test_22_an_instruction_by_telephone() -> None:
    words = "陈县长电话指示：全力救治，查明原因，应急局牵头交警配合，今天下午6点前报情况"
    reading = meant(words, Intent.INSTRUCTION, at(11, 18, "14:50"))
    assert intents(words, at(11, 18, "14:50")) == ["instruction.relay"]
    assert (reading.leader, reading.leader_name) == ("chen", "陈县长")
    assert (reading.leads, reading.supports) == (("emergency",), ("traffic",))
    assert reading.due is not None
    assert reading.due.at == at(11, 18, "18:00")


def test_23_who_has_it_and_since_when() -> None:
    reading = meant("已传到应急局老周、交警李明，15:05", Intent.RELAYED, at(11, 18, "15:06"))
    assert reading.leads == ("emergency", "traffic")
    assert reading.at == at(11, 18, "15:05")


def test_24_a_warning_is_passed_on_to_all_towns() -> None:
    reading = meant("县气象台13时05分发布暴雨橙色预警，转各乡镇", Intent.ALERT, at(11, 18, "13:10"))
    assert (reading.what, reading.leads, reading.at) == ("forward", ("chengguan", "hexi"), at(11, 18, "13:05"))
    assert reading.facts == {"kind": "暴雨", "color": "orange", "issuer": "县气象台"}


def test_25_it_was_a_drill() -> None:
    assert intents("刚才是演练") == ["drill.mark"]


def test_26_what_happened_last_night_was_told_this_morning() -> None:
    elements = meant("昨晚11点半河西村塌了半间房，没人受伤，今早村里才报", Intent.INCIDENT).elements
    assert elements is not None
    assert elements.occurred_at == at(11, 17, "23:30")
    assert elements.place == "河西村"
    assert elements.casualties == Casualties(none=True)
    assert elements.source == "村里"
    assert elements.category is Category.NATURAL


# --- 批示督办 ----------------------------------------------------------------------------------------------------


def test_27_a_written_instruction_with_lead_and_support() -> None:
    reading = meant("王县长批示：请发改局牵头、财政局配合，本周五前拿出方案报我。", Intent.DIRECTIVE)
    assert (reading.leader, reading.leader_name) == ("wangjianjun", "王县长")
    assert (reading.leads, reading.supports) == (("planning",), ("finance",))
    assert reading.deliverable == "方案"
    assert reading.due is not None
    assert reading.due.at == at(11, 20, "17:30")
    assert at(11, 19, "17:30") in reading.due.alternatives


@pytest.mark.parametrize(
    ("words", "now", "lead", "due"),
    [
        ("请住建局三个工作日内核实反馈", at(9, 29, "10:30"), "housing", at(10, 9, "17:30")),
        ("请教育局阅处，月底前报结果", at(10, 20, "10:30"), "education", at(10, 31, "17:30")),
        ("请督查室跟踪，每周一报进展，年底前办结", WEDNESDAY, "supervision", at(12, 31, "17:30")),
    ],
)
def test_28_29_31_orders_to_one_unit(words: str, now: datetime, lead: str, due: datetime) -> None:
    reading = meant(words, Intent.DIRECTIVE, now)
    assert intents(words, now) == ["directive.new"]
    assert reading.leads == (lead,)
    assert reading.due is not None
    assert reading.due.at == due


def test_30_an_order_among_colleagues() -> None:
    reading = meant("今天下班前把材料给我", Intent.DIRECTIVE)
    assert reading.deliverable == "材料"
    assert reading.due is not None
    assert reading.due.at == at(11, 18, "17:30")


@pytest.mark.parametrize("words", ["阅。", "请李县长阅", "已阅", "请陈县长圈阅"])
def test_32_reading_creates_no_task(words: str) -> None:
    assert intents(words) == ["note_only"]


def test_32_whoever_is_to_read_it_is_named() -> None:
    assert meant("请陈县长圈阅", Intent.NOTE_ONLY).people == ("chen",)
    assert meant("请李县长阅", Intent.NOTE_ONLY).names == ("李县长",)


def test_33_urgent_and_no_more() -> None:
    reading = meant("速办！", Intent.DIRECTIVE)
    assert (reading.urgent, reading.leads, reading.due) == (True, (), None)


def test_34_all_agencies_hand_in() -> None:
    reading = meant("11月25日前报常务会材料，各局都要报", Intent.DIRECTIVE)
    assert reading.leads == (
        "planning", "finance", "housing", "emergency", "water", "education", "transport", "traffic",
    )  # fmt: skip
    assert reading.deliverable == "常务会材料"
    assert reading.due is not None
    assert reading.due.at == at(11, 25, "17:30")


def test_35_the_morning_of_the_first_day_after_the_holiday() -> None:
    words = "节后第一个工作日上午把值班补休情况报上来"
    reading = meant(words, Intent.DIRECTIVE, at(9, 30, "10:30"))
    assert reading.deliverable == "值班补休情况"
    assert reading.due is not None
    assert reading.due.at == at(10, 8, "12:00")


def test_36_as_soon_as_possible_is_no_deadline() -> None:
    reading = meant("请办公室尽快研究提出意见", Intent.DIRECTIVE)
    assert (reading.leads, reading.due, reading.what, reading.urgent) == (("office",), None, "soon", False)


def test_37_three_tasks_in_one_sentence() -> None:
    readings = said("一是财政局测算，二是教育局摸底，三是督查室下周三汇总").readings
    assert [reading.intent for reading in readings] == [Intent.DIRECTIVE] * 3
    assert [reading.leads for reading in readings] == [("finance",), ("education",), ("supervision",)]
    assert [reading.due.at if reading.due else None for reading in readings] == [None, None, at(11, 25, "17:30")]


def test_38_acknowledged_is_never_done() -> None:
    assert intents("收到，马上办") == ["directive.ack"]


def test_39_progress_with_an_expected_day() -> None:
    reading = meant("0118进展：现场勘察完了，正征求意见，预计下周三出稿", Intent.PROGRESS)
    assert intents("0118进展：现场勘察完了，正征求意见，预计下周三出稿") == ["directive.progress"]
    assert reading.number == "0118"
    assert reading.due is not None
    assert reading.due.at == at(11, 25, "17:30")


def test_40_done_and_where_the_paper_went() -> None:
    words = "0118办完了，方案已报王县长"
    reading = meant(words, Intent.COMPLETE)
    assert intents(words) == ["directive.complete"]
    assert (reading.number, reading.text) == ("0118", "方案已报王县长")


def test_41_more_time_and_why() -> None:
    words = "0118申请延到11月27日，要等市局批复"
    reading = meant(words, Intent.EXTEND)
    assert intents(words) == ["directive.extend"]
    assert (reading.number, reading.text) == ("0118", "要等市局批复")
    assert reading.due is not None
    assert reading.due.at == at(11, 27, "17:30")


def test_42_agreed_by_a_length_that_no_calendar_day_was_named_for() -> None:
    reading = meant("同意延期两天", Intent.APPROVE_EXTENSION)
    assert (reading.approve, reading.due, reading.minutes) == (True, None, 2 * 24 * 60)


def test_43_not_our_business_but_whose() -> None:
    words = "这件不归我们管，该水利局办"
    assert intents(words) == ["directive.object"]
    assert meant(words, Intent.OBJECT).leads == ("water",)


# --- 差错与保密 --------------------------------------------------------------------------------------------------


def test_44_a_fault_is_written_down() -> None:
    reading = meant("记一次：文秘股今天发文字号写成[2026]了", Intent.LOG_FAULT)
    assert (reading.domain, reading.leads) == ("doc", ("secretary",))
    assert reading.text == "文秘股今天发文字号写成[2026]了"


def test_44_questions_that_go_with_it() -> None:
    assert intents("我这季度几次了") == ["fault.query"]
    assert intents("今晚谁值班") == ["roster.query"]
    assert intents("纪要几天内要送签") == ["rule.query"]
    assert meant("纪要几天内要送签", Intent.EXPLAIN).what == "纪要"


@pytest.mark.parametrize(
    ("words", "often"),
    [
        ("请督查室跟踪，每周一报进展，年底前办结", "FREQ=WEEKLY;BYDAY=MO"),
        ("请财政局每月5日前报支出进度", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("请各乡镇每月十五号报一次台账", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("请各乡镇每半月报一次排查情况", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        ("请应急局每天下午5点前报雨情", "FREQ=DAILY;BYHOUR=17;BYMINUTE=0"),
        ("请住建局每季度报一次情况", "FREQ=MONTHLY;INTERVAL=3"),
        ("请水利局每个星期报一次水情", "FREQ=WEEKLY"),
        ("请教育局对每个学校摸底，本周五前报结果", None),
    ],
)
def test_31_how_often_something_is_owed(words: str, often: str | None) -> None:
    assert meant(words, Intent.DIRECTIVE).facts.get("recurrence") == often
