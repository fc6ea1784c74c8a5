"""What a sentence wants: every intent in several wordings, and what only looks like one.

Each row is a sentence with all its intents in order. The office is that of `sample`, the moment Wednesday 10:30.
"""

from __future__ import annotations

import pytest

from bot.understanding import Intent
from tests.understanding.sample import intents, meant

DUTY = [
    ("我到岗了", ["duty.check_in"]),
    ("大家早上好，我到岗了", ["duty.check_in"]),
    ("已到岗，电话正常", ["duty.check_in"]),
    ("签到", ["duty.check_in"]),
    ("老周在岗", ["duty.check_in"]),
    ("值班员王磊已到岗", ["duty.check_in"]),
    ("I'm on duty", ["duty.check_in"]),
    ("刘洋到岗了吗？", []),
    ("各单位人员到岗情况报我", []),
    ("请准时到岗", []),
    ("路上堵车，晚到半小时", ["duty.late_notice"]),
    ("我可能迟到二十分钟", ["duty.late_notice"]),
    ("赵敏孩子生病，要晚一个小时到", ["duty.late_notice"]),
    ("昨晚十分钟就处理完了", []),
    ("我下楼取个快递，十分钟", ["duty.step_out"]),
    ("离岗一刻钟，去县委送文件", ["duty.step_out"]),
    ("出去吃个饭，半小时，小刘替我", ["duty.step_out"]),
    ("后天一早我去现场", []),
    ("我回来了", ["duty.back"]),
    ("返岗", ["duty.back"]),
    ("他回来了吗", []),
    ("一会儿就回来", []),
    ("交班给王磊：今晚无事，0118还没办结", ["duty.handover"]),
    ("我下班了，班交给小李", ["duty.handover"]),
    ("交接班登记本在哪", []),
    ("接班了", ["duty.takeover"]),
    ("已接，情况清楚", ["duty.takeover"]),
    ("接了个电话", []),
    ("今晚值班的是谁", ["roster.query"]),
    ("明天谁值班？", ["roster.query"]),
    ("谁带班", ["roster.query"]),
    ("本周值班表", ["roster.query"]),
    ("看一下下周值班表", ["roster.query"]),
    ("请问今晚谁值班", ["roster.query"]),
    ("Who's on duty tonight?", ["roster.query"]),
    ("请周三下班前把国庆值班表报市政府总值班室", ["directive.new"]),
]

INCIDENT = [
    ("口头报告了，陈县长", ["incident.oral_done"]),
    ("已电话报告王主任", ["incident.oral_done"]),
    ("已向陈县长、王副县长报告，10:20", ["incident.oral_done"]),
    ("跟王主任说过了", ["incident.oral_done"]),
    ("方案已报王县长", []),
    ("快报已发，王主任签发", ["incident.flash_done"]),
    ("快报已报送，签发人：陈志远，9:50", ["incident.flash_done"]),
    ("快报发出去了，王主任签的", ["incident.flash_done"]),
    ("快报什么时候发？", []),
    ("请尽快发快报", []),
    ("已报市应急办", ["incident.upward_done"]),
    ("已报市政府总值班室、省应急厅，9:20", ["incident.upward_done"]),
    ("市里也报了", ["incident.upward_done"]),
    ("电话已报陈县长；快报已发，王主任签发", ["incident.oral_done", "incident.flash_done"]),
    ("续报2：明火已扑灭，无新增伤亡", ["incident.followup"]),
    ("第三次续报：截至9时，死亡人数上升至4人", ["incident.followup"]),
    ("续报(二)，现场清理完毕", ["incident.followup"]),
    ("请2小时内书面续报现场处置情况", ["directive.new"]),
    ("终报：事件处置完毕", ["incident.final"]),
    ("更正：事发时间是9时10分", ["incident.correct"]),
    ("刚才报错了，是3人受伤", ["incident.correct"]),
    ("补充：地点是化工园三号门，2人轻伤", ["incident.supplement"]),
    ("3人受伤，1人死亡", ["incident.supplement"]),
    ("伤者已送医院，道路恢复通行", ["incident.supplement"]),
    ("交警已到现场", ["incident.supplement"]),
    ("以上为演练", ["drill.mark"]),
    ("演练，勿当真", ["drill.mark"]),
    ("It was a drill", ["drill.mark"]),
    ("今天15:00全市停水演练", []),
    ("演练定在下周日", []),
    ("消防演练通知", []),
    ("误报，虚惊一场", ["incident.false_alarm"]),
    ("经核实不属实", ["incident.false_alarm"]),
    ("严防误报漏报", []),
    ("陈县长指示：要全力救治，请应急局、交警大队立即赶赴现场", ["instruction.relay"]),
    ("王主任要求：各乡镇立即排查，今晚12点前报", ["instruction.relay"]),
    ("陈县长指示，全力搜救", ["instruction.relay"]),
    ("已传达到水利局、住建局", ["instruction.relay_done"]),
    ("都传达到了", ["instruction.relay_done"]),
    ("指示已传达各单位", ["instruction.relay_done"]),
    ("传达学习会议精神", []),
]

DIRECTIVE = [
    ("请财政局牵头，会同发改局、住建局，月底前提出意见报陈县长", ["directive.new"]),
    ("水利局负责，应急局配合，三天内把隐患清单报上来", ["directive.new"]),
    ("请各乡镇明天中午前报值班安排", ["directive.new"]),
    ("请住建局阅处", ["directive.new"]),
    ("请李县长阅示", ["note_only"]),
    ("请发改局研处", ["directive.new"]),
    ("转水利局办理", ["directive.new"]),
    ("这事抓紧", ["directive.new"]),
    ("@王磊 今天下班前把材料给我", ["directive.new"]),
    ("请住建局周三前报方案。请水利局周五前报清单。", ["directive.new", "directive.new"]),
    ("Please send me the roster by noon tomorrow", ["directive.new"]),
    ("急！请交通局半小时内报道路抢通情况", ["directive.new"]),
    ("一个月内完成隐患整改销号", ["directive.new"]),
    ("请大家吃饭", []),
    ("请假：明天家里有事，请假一天", ["leave_notice"]),
    ("今天下午三点在五楼会议室开会，请准时参加", []),
    ("放假通知：元旦放假三天", []),
    ("我们周五前报方案", []),
    ("收到", ["directive.ack"]),
    ("好的，收到", ["directive.ack"]),
    ("水利局收到", ["directive.ack"]),
    ("收到，谢谢，正在核实中", ["directive.ack"]),
    ("明白", ["directive.ack"]),
    ("Received", ["directive.ack"]),
    ("收到了吗", []),
    ("0118进展：已完成80%", ["directive.progress"]),
    ("0118正在走流程，预计25号完成", ["directive.progress"]),
    ("DB-2026-0118 进展：方案初稿已完成，正在征求意见", ["directive.progress"]),
    ("已办结", ["directive.complete"]),
    ("办好了", ["directive.complete"]),
    ("0118已办结，报告已送督查室", ["directive.complete"]),
    ("0118 done", ["directive.complete"]),
    ("还没办完", []),
    ("办完了吗", []),
    ("务必办结", []),
    ("0118办完了；0120申请延到11月30日，要等市局批复", ["directive.complete", "directive.extend"]),
    ("0118可以销号", ["directive.close_out"]),
    ("同意销号", ["directive.close_out"]),
    ("0118退回，数据对不上", ["directive.return"]),
    ("0118转水利局办", ["directive.move_to"]),
    ("申请延期三天，因为资金没到位", ["directive.extend"]),
    ("0118请求延期至下周五，理由是现场还在勘察", ["directive.extend"]),
    ("要等市局批复，申请延到11月27日", ["directive.extend"]),
    ("能不能宽限两天", ["directive.extend"]),
    ("会议推迟到下周三", []),
    ("同意延期", ["directive.approve_ext"]),
    ("同意延到11月27日", ["directive.approve_ext"]),
    ("准予延期", ["directive.approve_ext"]),
    ("不同意延期", ["directive.reject_ext"]),
    ("0118不同意延期，按原定时间报", ["directive.reject_ext"]),
    ("不归我们管，应由住建局负责", ["directive.object"]),
    ("0118有异议，这是水利局的职责", ["directive.object"]),
    ("我们单位没有异议", []),
    ("还有哪些没办", ["directive.query"]),
    ("逾期的有哪些", ["directive.query"]),
    ("0118怎么样了", ["directive.query"]),
    ("我手上还有什么事没办", ["directive.query"]),
]

OFFICE = [
    ("领导来电：问防汛物资到位情况", ["errand.new"]),
    ("市领导来电，重大事项，要求马上回电", ["errand.new"]),
    ("王县长来电：询问项目进度", ["errand.new"]),
    ("收到机要件一份，转陈县长", ["errand.new"]),
    ("收到急件一份，转水利局", ["errand.new"]),
    ("登记：收到市局急件一件，转应急局", ["errand.new"]),
    ("请示：河西镇申请防汛资金", ["errand.new"]),
    ("一般件：教育局来文", ["errand.new"]),
    ("已转水利局", ["errand.done"]),
    ("已回电", ["errand.done"]),
    ("文件已送陈县长", ["errand.done"]),
    ("群众已转移", ["incident.supplement"]),
    ("记一次：会议座签摆错了，文秘股", ["fault.log"]),
    ("记一次差错：督查室来文登记漏了", ["fault.log"]),
    ("申辩：当时系统断网，有截图", ["fault.appeal"]),
    ("对这次认定有异议，申辩理由：文件17点才到", ["fault.appeal"]),
    ("我有几次差错", ["fault.query"]),
    ("查一下我的差错", ["fault.query"]),
    ("周报", ["report.request"]),
    ("本周周报", ["report.request"]),
    ("周报发我", ["report.request"]),
    ("周报已报", []),
    ("请各股室报周报", ["directive.new"]),
    ("纪要几天", ["rule.query"]),
    ("为什么是这个时限", ["rule.query"]),
    ("口头报告要几分钟内", ["rule.query"]),
    ("依据是什么", ["rule.query"]),
    ("过几天再说", []),
    ("好的", ["yes"]),
    ("同意", ["yes"]),
    ("行", ["yes"]),
    ("OK", ["yes"]),
    ("不行", ["no"]),
    ("不同意", ["no"]),
    ("No", ["no"]),
    ("帮助", ["help"]),
    ("你好", ["chitchat"]),
    ("您好，值守", ["chitchat"]),
    ("早上好！", ["chitchat"]),
    ("在吗", ["chitchat"]),
    ("Hello!", ["chitchat"]),
    ("你好，今晚谁值班", ["roster.query"]),
    ("大家早上好", []),
    ("这个咋个用", ["help"]),
    ("收到收到", ["directive.ack"]),
    ("0123 现场看过了，正在做预算，估计下周四能出来", ["directive.progress"]),
    ("0112那个事弄归一了，照片等会发", ["directive.complete"]),
    ("0102还没弄完，缺数据，明天能齐", ["directive.progress"]),
    ("经核实，0115可以销号", ["directive.close_out"]),
    ("0109、0110 销了吧", ["directive.close_out", "directive.close_out"]),
    ("0130再宽限三天，管账的出差了", ["directive.extend"]),
    ("延期不批，都拖了半个月了", ["directive.reject_ext"]),
    ("0115 extension denied", ["directive.reject_ext"]),
    ("0131我局无此职能，建议转卫健局", ["directive.object"]),
    ("发改局手上还压着几件？", ["directive.query"]),
    ("王县长批的那些件办得咋样了", ["directive.query"]),
    ("what's overdue this week?", ["directive.query"]),
    ("把这周的周报发我看哈", ["report.request"]),
    ("是的没错", ["yes"]),
    ("差错几次要谈话啊", ["rule.query"]),
    ("桌签摆错了，把位置弄反了，记赵敏一次", ["fault.log"]),
    ("差错0007我不认，通知是按时发的", ["fault.appeal"]),
    ("食堂的回锅肉今天翻车了 咸得要命", []),
    ("转发新闻：外省某市一化工厂爆炸致5死，大家引以为戒", []),
    ("我和小李换了一把锁", []),
    ("谁能替局长参加会议", []),
    ("系统上不了", []),
    ("申请换班", ["swap.request"]),
    ("同意更换", []),
    ("周三我要开会，请王磊负责会务材料，周二前报我", ["directive.new"]),
    ("这个电话记上", []),
    ("后天我值不了班，家里老人住院", ["cover.request"]),
    ("一切正常", ["nil_report"]),
    ("到岗，一切正常", ["duty.check_in"]),
    ("设备正常", []),
    ("怎么用", ["help"]),
    ("help", ["help"]),
]

CHATTER = [
    "谢谢大家",
    "今天天气不错",
    "中午吃什么",
    "大家辛苦了",
    "有空吗",
    "根据国办发〔2024〕8号文件",
    "累死人了",
    "忙炸了",
    "群里消息爆炸了",
    "这次考核压力山大，压死我了",
    "今天堵车堵死了",
    "电脑死机了",
    "会场话筒出故障了",
    "工作群里吵起来了",
    "",
    " ",
    "。",
    "，，，",
    "？？？",
    "🙂",
]

SEVERAL = [
    ("0118办完了，0120申请延到11月30日", ["directive.complete", "directive.extend"]),
    ("到岗了。0118办完了，方案已报王县长", ["duty.check_in", "directive.complete"]),
    ("回来了，化工园那边着火了，有人受伤", ["duty.back", "incident.report"]),
    ("化工园着火了，已报陈县长", ["incident.report", "incident.oral_done"]),
    ("化工园着火了，请应急局立即派人处置", ["incident.report", "directive.new"]),
    ("收到。今晚谁值班？", ["directive.ack", "roster.query"]),
    ("突发〔2026〕3号 续报一：明火已扑灭\n0118办完了", ["incident.followup", "directive.complete"]),
]


@pytest.mark.parametrize(("words", "wanted"), [*DUTY, *INCIDENT, *DIRECTIVE, *OFFICE])
def test_a_sentence_wants(words: str, wanted: list[str]) -> None:
    assert intents(words) == wanted


@pytest.mark.parametrize("words", CHATTER)
def test_chatter_wants_nothing(words: str) -> None:
    assert intents(words) == []


@pytest.mark.parametrize(("words", "wanted"), SEVERAL)
def test_several_things_in_one_message_keep_their_order(words: str, wanted: list[str]) -> None:
    assert intents(words) == wanted


@pytest.mark.parametrize(
    ("said", "shares"),
    [
        (
            "陈县长指示：全力救治，查明原因，应急局牵头交警配合，今晚10点前报情况",
            {"emergency": "牵头", "traffic": "配合"},
        ),
        (
            "陈县长指示：应急局马上派人到现场，交警、财政局封闭道路；发改局准备电煤",
            {"emergency": "马上派人到现场", "traffic": "封闭道路", "finance": "封闭道路", "planning": "准备电煤"},
        ),
        ("陈县长指示：应急局、交警：立即赶赴现场", {"emergency": "立即赶赴现场", "traffic": "立即赶赴现场"}),
        ("陈县长指示：全力救治，查明原因", {}),
    ],
)
def test_an_instruction_tells_each_unit_its_own_share(said: str, shares: dict[str, str]) -> None:
    assert dict(meant(said, Intent.INSTRUCTION).shares) == shares


@pytest.mark.parametrize(
    "said", ["邀请王磊", "邀请 王磊", "邀请：王磊", "给王磊发个登录码", "发邀请码给王磊", "王磊的邀请码"]
)
def test_whoever_is_invited_is_named(said: str) -> None:
    assert meant(said, Intent.INVITE).people == ("wanglei",)


def test_to_invite_others_is_no_way_into_the_bot() -> None:
    assert "account.invite" not in intents("邀请省专家组到现场指导，应急局牵头，周五前完成")
