"""What units and leaders say about an order there is: received, how far, done, more time, not ours; and corrections."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import Conventions, Intent, understand
from bot.understanding.situation import About, Situation, Topic
from bot.understanding.telling import Teller
from bot.understanding.values import Reading
from tests.understanding.sample import CALENDAR, LEXICON, SHANGHAI, WEDNESDAY, at, meant, said

REPLY = Situation(reply=About(topic=Topic.DIRECTIVE, number="DB-2026-0118", due=at(11, 26, "17:30")))


def replied(text: str, situation: Situation = REPLY) -> Reading:
    """The one reading of a reply."""
    (reading,) = understand(
        text,
        now=WEDNESDAY,
        zone=SHANGHAI,
        lexicon=LEXICON,
        conventions=Conventions(),
        calendar=CALENDAR,
        situation=situation,
    ).readings
    return reading


def talk(text: str) -> list[tuple[str, str]]:
    """The intents with their numbers."""
    return [(reading.intent.value.removeprefix("directive."), reading.number) for reading in said(text).readings]


@pytest.mark.parametrize(
    ("words", "each"),
    [
        ("0199、0200两件都收到了哈", [("ack", "0199"), ("ack", "0200")]),
        ("0131收到，0128办完了已报", [("ack", "0131"), ("complete", "0128")]),
        ("0118和0119都弄归一了", [("complete", "0118"), ("complete", "0119")]),
        ("0109、0110 销了吧", [("close_out", "0109"), ("close_out", "0110")]),
        (
            "一、0178退给住建局办，不是我们的事；二、0179已完成；三、0180收到",
            [("object", "0178"), ("complete", "0179"), ("ack", "0180")],
        ),
        ("我到岗了 昨晚转来的0172我签收了", [("duty.check_in", ""), ("ack", "0172")]),
        ("签收 督〔2026〕57号", [("ack", "督〔2026〕57号")]),
        ("0118已签收，责任人周明", [("ack", "0118")]),
        ("经核实 0115 已落实到位 同意销号", [("close_out", "0115")]),
        ("书面材料已送陈县长办公室，0190可以销了", [("complete", "0190")]),
        ("延期申请：0204件因大雪封山无法入户，请求延至12月8日", [("extend", "0204")]),
        ("0127这件应该是住建局的职责，请改派", [("object", "0127")]),
        ("到哪了？怎么一直没动静", [("query", "")]),
        ("What's the status of DB-2026-0162?", [("query", "DB-2026-0162")]),
        ("昨天就弄完了 忘了报 0107", [("complete", "0107")]),
        ("0107那件事上礼拜就整归一了", [("complete", "0107")]),
        ("转水利局老周 15:20：0131已办结，验收单后补", [("complete", "0131")]),
        ("0107材料昨天交督查室了", [("complete", "0107")]),
        ("方案报上去了 0118", [("complete", "0118")]),
        ("0118 方案已呈陈县长", [("progress", "0118")]),
        ("0142基本完成，就差验收", [("progress", "0142")]),
        ("0150 0152都收到，正派人核", [("ack", "0150"), ("ack", "0152")]),
        ("收到，0118马上办", [("ack", "0118")]),
        ("0118已核，准予销号", [("close_out", "0118")]),
        ("0118、0119一并销了", [("close_out", "0118"), ("close_out", "0119")]),
        ("0118反弹了，重新整改", [("return", "0118")]),
        ("0118材料太粗，打回去重做", [("return", "0118")]),
        ("0119想再要三个工作日，省厅系统一直登不上", [("extend", "0119")]),
        ("0119请再给几天", [("extend", "0119")]),
        ("0119的时限能不能放宽到月底", [("extend", "0119")]),
        ("0125的延期同意了，延到12月3日", [("approve_ext", "0125")]),
        ("关于0125延期的请示，同意", [("approve_ext", "0125")]),
        ("0125延期的事，不行", [("reject_ext", "0125")]),
        ("交通局那个延期，准了，到28号", [("approve_ext", "")]),
        ("0118、0119延期均同意", [("approve_ext", "0118"), ("approve_ext", "0119")]),
        ("0118最多延两天", [("approve_ext", "0118")]),
        ("住建局那个延期我批了", [("approve_ext", "")]),
        ("同意教育局的延期申请", [("approve_ext", "")]),
        ("0118收到。0119不是我们的，退回", [("ack", "0118"), ("object", "0119")]),
        ("请把0133转给交通局", [("move_to", "0133")]),
        ("0131 已接收，转建管股办", [("ack", "0131")]),
        ("我代水利局签收0131", [("ack", "0131")]),
        ("0118已办，附办结报告", [("complete", "0118")]),
        ("0118搞掂", [("complete", "0118")]),
        ("0118已经按要求落实", [("complete", "0118")]),
        ("0118快办完了", [("progress", "0118")]),
        ("0118目前已拆除6户，剩2户", [("progress", "0118")]),
        ("0118卡在征地上了", [("progress", "0118")]),
        ("0118本周进展：1.完成测量 2.方案初稿", [("progress", "0118")]),
        ("年终总结还有谁没交", [("query", "")]),
        ("昨天那个批示落实了没", [("query", "")]),
        ("陈县长交办的事怎么样了", [("query", "")]),
        ("0118啥情况", [("query", "0118")]),
        ("Extension approved for 0125 until Dec 3", [("approve_ext", "0125")]),
        ("0133 is not ours, should go to 交通局", [("object", "0133")]),
        ("拉个单子 目前逾期的督办件有哪些", [("query", "")]),
    ],
)
def test_each_number_is_spoken_of(words: str, each: list[tuple[str, str]]) -> None:
    assert talk(words) == each


@pytest.mark.parametrize(
    "words", ["0118办完了？", "0118没办完", "进度八成了，0155月底收尾", "0144件已拆除3处，剩余2处月底拆完"]
)
def test_nothing_is_completed_by_these(words: str) -> None:
    assert said(words).first(Intent.COMPLETE) is None


@pytest.mark.parametrize(
    ("words", "percent"),
    [
        ("0118搞了六成了", "60"),
        ("督〔2026〕71号目前完成70％，下周四能出报告", "70"),
        ("0126在弄了，差不多一半", "50"),
        ("0123 已经完成三分之二", "67"),
        ("0166: about 60% done, expect to finish by Friday", "60"),
        ("0118完成百分之六十", "60"),
        ("0118过半了", "50"),
        ("0118目前干到七成五", "75"),
        ("0118还差一成", "90"),
        ("0131占总长的百分之七十五，正在推进", "75"),
        ("0118正在走流程，班子成员都看过了", None),
    ],
)
def test_how_much_is_done(words: str, percent: str | None) -> None:
    assert meant(words, Intent.PROGRESS).facts.get("pct") == percent


def test_the_number_may_stand_behind_the_share() -> None:
    reading = meant("进度八成了，0155下周五收尾", Intent.PROGRESS)
    assert (reading.number, reading.facts["pct"]) == ("0155", "80")
    assert reading.due is not None
    assert reading.due.at.date() == at(11, 27).date()


@pytest.mark.parametrize(
    ("words", "new_due", "minutes"),
    [
        ("0153（原定11月23日）拟顺延3天，附件需重新盖章", at(11, 26, "17:30"), 4320),
        ("0130 再宽限三天嘛，管账的出差了", None, 4320),
        ("0118延三天行不行，人在外地", None, 4320),
        ("0118能不能再给一周 数据没出来", None, 10080),
    ],
)
def test_how_much_longer(words: str, new_due: datetime | None, minutes: int) -> None:
    reading = meant(words, Intent.EXTEND)
    assert (reading.due.at if reading.due else None, reading.minutes) == (new_due, minutes)


def test_a_length_is_counted_from_the_day_of_what_is_replied_to() -> None:
    assert replied("申请延期两天").due.at == at(11, 28, "17:30")  # type: ignore[union-attr]


def test_the_day_that_is_missed_is_not_the_day_that_is_wished_for() -> None:
    reading = replied("这个明天交不了 下周一行不行 硬盘坏了")
    assert (reading.intent, reading.due.at) == (Intent.EXTEND, at(11, 23, "17:30"))  # type: ignore[union-attr]
    assert Teller(text=reading.text, now=WEDNESDAY, lexicon=LEXICON, words=str).told(reading)["reason"] == "硬盘坏了"


@pytest.mark.parametrize("words", ["同意，延两天吧", "准了，0118延到月底", "可以，给你们延到下周三", "最迟给到周三"])
def test_an_approval_has_a_word_of_consent(words: str) -> None:
    assert [reading.intent for reading in said(words).readings] == [Intent.APPROVE_EXTENSION]


@pytest.mark.parametrize(
    "words", ["0118延三天行不行", "延两天吧，材料好多", "好的，0118延到月底能完成", "0118申请延到月底"]
)
def test_whoever_asks_for_time_approves_nothing(words: str) -> None:
    assert said(words).first(Intent.APPROVE_EXTENSION) is None


def test_not_yet_struck_off_is_told_apart() -> None:
    assert meant("0127材料不全 先不销号", Intent.CLOSE_OUT).approve is False
    assert meant("督查室意见：0133予以销号", Intent.CLOSE_OUT).approve is True


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("件已收，无异议", Intent.ACK),
        ("手到手到 谢谢领导", Intent.ACK),
        ("搞定👍", Intent.COMPLETE),
        ("已按要求完成并报文秘股", Intent.COMPLETE),
        ("完成了七成", Intent.PROGRESS),
        ("改了，正在重新报", Intent.PROGRESS),
        ("我们不是主管单位，建议退回重派", Intent.OBJECT),
        ("燃气安全早就划给住建局了，派我们应急不合适吧", Intent.OBJECT),
        ("周五前报行不行，明天来不及", Intent.EXTEND),
        ("进展如何", Intent.OPEN_ITEMS),
        ("报告一下 勘察做完了 图纸昨天送审的", Intent.PROGRESS),
        ("初稿已送陈县长审，等他改完再印", Intent.PROGRESS),
        ("昨天就报给督查室了", Intent.COMPLETE),
        ("已转办分管领导", Intent.PROGRESS),
        ("这事该水利局管撒", Intent.OBJECT),
        ("时间太紧，我们想30号再交", Intent.EXTEND),
        ("下周三交可以不", Intent.EXTEND),
        ("领导，数据还在审，能否28号报", Intent.EXTEND),
        ("按三定该交通局牵头，我局配合", Intent.OBJECT),
        ("这条路是县道，交通局养护的", Intent.OBJECT),
        ("我们没得执法权，建议转住建局", Intent.OBJECT),
        ("OK，跟进", Intent.ACK),
        ("得咧", Intent.ACK),
        ("大头弄完了，剩点尾巴", Intent.PROGRESS),
        ("还没动", Intent.PROGRESS),
        ("已部署", Intent.PROGRESS),
        ("已阅，马上布置", Intent.ACK),
    ],
)
def test_what_is_said_in_reply_to_an_order(words: str, intent: Intent) -> None:
    reading = replied(words)
    assert (reading.intent, reading.number) == (intent, "DB-2026-0118")


@pytest.mark.parametrize(
    ("words", "leads", "due"),
    [
        ("刚才那条改成周四前", (), at(11, 19, "17:30")),
        ("更正：上条写错了，是水利局不是住建局，时间不变，还是明天下午5点前", ("water",), at(11, 19, "17:00")),
        ("不是住建局是水利局", ("water",), None),
        ("牵头改为应急局", ("emergency",), None),
    ],
)
def test_an_order_is_put_right_in_reply(words: str, leads: tuple[str, ...], due: datetime | None) -> None:
    reading = replied(words)
    assert (reading.intent, reading.leads, reading.due.at if reading.due else None) == (Intent.DIRECTIVE, leads, due)


def test_an_objection_is_no_correction() -> None:
    assert replied("不是我们，是水利局").intent is Intent.OBJECT


def test_one_open_order_is_meant_where_the_reply_has_no_number() -> None:
    only = About(topic=Topic.DIRECTIVE, number="DB-2026-0174")
    situation = Situation(reply=About(topic=Topic.DIRECTIVE), open=(only,))
    assert replied("明白，照办", situation).number == "DB-2026-0174"


@pytest.mark.parametrize(
    ("words", "intent", "due"),
    [
        ("准了，最迟12月3日，不能再拖", Intent.APPROVE_EXTENSION, at(12, 3, "17:30")),
        ("同意 最迟周五 不得再延", Intent.APPROVE_EXTENSION, at(11, 20, "17:30")),
        ("要得，下周三前必须交", Intent.APPROVE_EXTENSION, at(11, 25, "17:30")),
        ("不行，再拖黄花菜都凉了", Intent.REJECT_EXTENSION, None),
        ("想都别想", Intent.REJECT_EXTENSION, None),
        ("延什么延", Intent.REJECT_EXTENSION, None),
        ("下周五，最后一次", Intent.APPROVE_EXTENSION, at(11, 27, "17:30")),
        ("28号", Intent.APPROVE_EXTENSION, at(11, 28, "17:30")),
    ],
)
def test_one_ruling_on_one_wish(words: str, intent: Intent, due: datetime | None) -> None:
    reading = replied(words, Situation(reply=About(topic=Topic.EXTENSION, number="DB-2026-0125")))
    assert (reading.intent, reading.due.at if reading.due else None) == (intent, due)


@pytest.mark.parametrize(
    ("words", "each"),
    [
        ("DB-2026-0173已完成80%，预计月底全部拨完", [("progress", "DB-2026-0173")]),
        ("0155已完成百分之七十", [("progress", "0155")]),
        ("0155已经完成一大半", [("progress", "0155")]),
        ("DB-2026-0161 100%完成 请督查室复核", [("complete", "DB-2026-0161")]),
        ("0155 百分之百完成了", [("complete", "0155")]),
        ("0011号 已办90%，剩城关镇一家未报", [("progress", "0011")]),
        ("0240完成七成，但是评审没出来，想延到12月18号", [("progress", "0240"), ("extend", "0240")]),
        ("陈县长已批准0198号延期到12月6日，按新时限督办", [("approve_ext", "0198")]),
        ("经请示陈县长，同意0198延期五天", [("approve_ext", "0198")]),
        ("同意你局延期申请，请倒排工期", [("approve_ext", "")]),
        ("请陈县长同意我们延两天", [("extend", "")]),
        ("再给你们局延一周", [("approve_ext", "")]),
        ("经请示陈县长，同意将0118办结时限调整为年底", [("approve_ext", "0118")]),
        ("请同意将0118件时限调整为年底", [("extend", "0118")]),
    ],
)
def test_a_share_is_no_completion_and_a_grant_no_wish(words: str, each: list[tuple[str, str]]) -> None:
    assert talk(words) == [(intent, number) for intent, number in each]


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("能不能宽限三天？设计院图纸还没盖章", Intent.EXTEND),
        ("退回。理由：该企业注册地在邻县，不在我县管辖范围。", Intent.OBJECT),
        ("派给我们不合适哦，管线是燃气公司的，退回督查室", Intent.OBJECT),
        ("退回重办，照片不清楚", Intent.RETURN),
        ("请领导放心，保证按时完成任务", Intent.ACK),
        ("测算表已经发陈县长秘书了，这件可以勾掉了哈", Intent.COMPLETE),
    ],
)
def test_a_reply_of_two_sentences_is_one_answer(words: str, intent: Intent) -> None:
    assert replied(words).intent is intent


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("0201这条路是乡道，不归交通局管，应由河西镇办", "hexi"),
        ("0201不归应急局管，主管部门是水利局", "water"),
        ("0201不是我们的，问问水利局吧", "water"),
    ],
)
def test_whose_business_it_is_instead(words: str, unit: str) -> None:
    (reading,) = said(words).readings
    assert reading.leads == (unit,)


@pytest.mark.parametrize(
    ("words", "new_due", "minutes"),
    [
        ("建议将0118时限由11月底延至12月底，因政策未明确", at(12, 31, "17:30"), None),
        ("0118路面恐怕得晚个五六天", None, 6 * 24 * 60),
        ("0118申请将办理期限延至12月20日", at(12, 20, "17:30"), None),
    ],
)
def test_the_new_day_is_the_later_one(words: str, new_due: datetime | None, minutes: int | None) -> None:
    (reading,) = said(words).readings
    assert (reading.due.at if reading.due else None, reading.minutes) == (new_due, minutes)
