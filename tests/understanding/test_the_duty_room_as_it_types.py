"""The duty room as it types: who has come and who is late until when, who is out and who minds the post, what is handed
over, swapped, covered, noted and asked; and what only sounds like it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understanding.sample import at, intents
from tests.understanding.telling import told_of

EARLY = at(11, 18, "08:20")

LATE = [
    ("睡过头了不好意思！！９点前一定到岗", {"eta": "2026-11-18T09:00:00+08:00"}),
    ("还在路上，8:45到", {"eta": "2026-11-18T08:45:00+08:00"}),
    ("堵在高架上，估计要九点", {"eta": "2026-11-18T09:00:00+08:00"}),
    ("孩子校车没来，我送一下，九点一刻前到", {"eta": "2026-11-18T09:15:00+08:00"}),
    ("我要九点才能到，麻烦夜班多守一会", {"eta": "2026-11-18T09:00:00+08:00"}),
    ("王磊说刘洋发烧在打针 要八点五十才能到岗", {"person": "刘洋", "eta": "2026-11-18T08:50:00+08:00"}),
    ("转发：王磊：刘洋拉肚子，九点才能来", {"person": "刘洋", "eta": "2026-11-18T09:00:00+08:00"}),
    ("赵敏让我讲一声，她今天晏点来", {"person": "赵敏"}),
    ("王磊堵车了，麻烦赵敏多顶一会儿", {"person": "王磊"}),
    ("不好意思起晚了，二十分钟后到", {"minutes": 20}),
]

NOT_LATE = [
    "我八点半准时到岗",
    "客人八点五十到，小李接一下",
    "救护车还有十分钟到医院",
    "大家九点前赶到会议室",
    "我昨天八点五十到的家，路上堵",
    "检查组大概十点到",
]

TOLD = [
    ("赵敏今日带班，现已在岗", "duty.check_in", {"person": "赵敏", "role": "shift_leader"}),
    (
        "带班张建国已到岗，值班电话试过正常，候班是老周",
        "duty.check_in",
        {"person": "张建国", "role": "shift_leader", "phone_check": True, "standby": "周明"},
    ),
    ("我已经到岗，座机打出打进都试过，通的", "duty.check_in", {"phone_check": True}),
    ("坐下了坐下了，值班电话拨测也没毛病，候班赵敏", "duty.check_in", {"phone_check": True, "standby": "赵敏"}),
    ("已就座，电话线路正常，备班刘洋", "duty.check_in", {"phone_check": True, "standby": "刘洋"}),
    ("白班下岗签退 10:28", "duty.check_out", {"at": "2026-11-18T10:28:00+08:00"}),
    (
        "给陈县长送个材料，11点10分回，赵敏守电话",
        "duty.step_out",
        {"expect_back": "2026-11-18T11:10:00+08:00", "cover": "赵敏"},
    ),
    (
        "王磊临时离岗一小时去县医院取药，由李晓东顶岗，特此报备",
        "duty.step_out",
        {"person": "王磊", "minutes": 60, "cover": "李晓东"},
    ),
    ("打个开水，两分钟", "duty.step_out", {"minutes": 2}),
    ("取趟报纸，五分钟，赵敏在屋", "duty.step_out", {"minutes": 5, "cover": "赵敏"}),
    ("跟领导去趟现场，一小时，值班电话已呼转王磊", "duty.step_out", {"minutes": 60, "cover": "王磊"}),
    ("送两份请柬，一个钟头，赵敏听电话", "duty.step_out", {"minutes": 60, "cover": "赵敏"}),
    ("人又在椅子上了", "duty.back", {}),
    ("已经回到工位", "duty.back", {}),
    ("归队", "duty.back", {}),
    ("刘洋 我这个班的事跟你交一下哈 财政局那个文还没转出去 别的没有了", "duty.handover", {"to": "刘洋"}),
    ("白班交给夜班刘洋，传真机卡纸报修了", "duty.handover", {"to": "刘洋"}),
    ("已跟赵敏交接，钥匙一把、对讲机两台", "duty.handover", {"to": "赵敏"}),
    ("下了，班给赵敏，手机和印章都给她了", "duty.handover", {"to": "赵敏"}),
    ("交接事项知悉，从现在起由我负责", "duty.takeover", {}),
    ("收到，接班完毕", "duty.takeover", {}),
    ("班交给我了，你回去吧", "duty.takeover", {}),
    ("都晓得了，我来接倒", "duty.takeover", {}),
    ("全县情况正常，各乡镇均无异常。值班员赵敏 10:20", "nil_report", {"scope": "全县"}),
    ("河西镇防汛值班：无险情、无灾情、无人员伤亡", "nil_report", {"scope": "河西镇"}),
    ("城关镇值班室报：今日8时至10时辖区平安", "nil_report", {"as_of": "2026-11-18T10:00:00+08:00"}),
    ("在岗在位，验证码5521", "spot_check.reply", {"code": "5521"}),
    ("口令 0452，在岗", "spot_check.reply", {"code": "0452"}),
    ("零七二九，在岗", "spot_check.reply", {"code": "0729"}),
    ("在岗✅ 4139", "spot_check.reply", {"code": "4139"}),
    ("应答：值班室，1759，人在", "spot_check.reply", {"code": "1759"}),
    ("口令：红旗1926", "spot_check.reply", {"code": "红旗1926"}),
    ("在岗，口令那个我看到的是5 1 4 8", "spot_check.reply", {"code": "5148"}),
    ("送完文件，人已在岗", "duty.back", {}),
    ("现将本班次情况移交如下，财政局来文1件待转", "duty.handover", {}),
    ("俺下班啦，打卡", "duty.check_out", {}),
    ("没问题，25号我来", "swap.accept", {}),
    ("准予调班，请值班室备案", "swap.accept", {}),
    ("拒绝换班申请，理由人员不足", "swap.reject", {}),
    ("请病假，感冒了", "leave_notice", {}),
    ("明天下午想请个假", "leave_notice", {"from": "2026-11-19"}),
    ("脱岗不属实，我在接警", "fault.appeal", {"reason": "我在接警"}),
    ("死三个人算较大还是一般来着", "rule.query", {}),
    ("延期要提前几天申请", "rule.query", {}),
    ("和刘洋说好了，今晚他来，明晚我来", "swap.request", {"give": "2026-11-18", "take": "2026-11-19"}),
    ("刘洋，帮我顶一下周六，下周二我还你", "swap.request", {"give": "2026-11-21", "take": "2026-11-24"}),
    ("我妈住院了 后天白班求人顶一下", "cover.request", {"date": "2026-11-20", "shift": "day"}),
    ("24号我要出差，那天的夜班谁能替我值一下？", "cover.request", {"date": "2026-11-24", "shift": "night"}),
    ("元旦的班我来不了，请安排人替", "cover.request", {"date": "2027-01-01"}),
    ("@赵敏 明天白班帮我顶下，改天还", "cover.request", {"date": "2026-11-19", "shift": "day"}),
    ("谁明天有空帮我站个班", "cover.request", {"date": "2026-11-19"}),
    ("初一班哪位兄弟能上", "cover.request", {"date": "2027-02-06"}),
    (
        "我下周一到周三去省委党校学习，批示件先给赵敏收",
        "leave_notice",
        {"from": "2026-11-23", "to": "2026-11-25", "backup": "赵敏", "scope": "directive"},
    ),
    (
        "12月7日至11日本人休年假，工作由赵敏代理",
        "leave_notice",
        {"from": "2026-12-07", "to": "2026-12-11", "backup": "赵敏"},
    ),
    ("周五上午我不在办公室，签批件请送赵敏处", "leave_notice", {"from": "2026-11-20", "backup": "赵敏"}),
    ("11月23号起我休陪产假15天，工作交接给李晓东了", "leave_notice", {"to": "2026-12-07", "backup": "李晓东"}),
    ("明后两天我跟陈县长下乡，文件放赵敏那里", "leave_notice", {"backup": "赵敏"}),
    ("jintian shui zhiban", "roster.query", {"date": "2026-11-18"}),
    ("今天常务会席卡摆错两个，给文秘股记一次", "fault.log", {"domain": "meeting", "unit": "文秘股"}),
    ("文秘股昨天发的会议通知把时间印成11月31日，登记差错", "fault.log", {"domain": "doc", "unit": "文秘股"}),
    ("把刘洋桌牌摆反这事记他头上", "fault.log", {"person": "刘洋", "domain": "meeting"}),
    ("对13日夜里那条缺陷有异议，我当时在门口接机要件", "fault.appeal", {"reason": "我当时在门口接机要件"}),
    ("我对认定结果有意见，材料按时交了的", "fault.appeal", {"reason": "材料按时交了的"}),
    ("请求复核一下昨天那笔差错", "fault.appeal", {}),
    ("文秘股本月失误几次了", "fault.query", {"unit": "文秘股"}),
    ("陈县长在周报上只签了个阅字", "note_only", {"leader": "陈县长"}),
    ("陈县长11月17日圈阅", "note_only", {"leader": "陈县长"}),
    (
        "陈县长来电，问河西镇断水恢复没有，10分钟内回复他",
        "errand.new",
        {"leader": "陈县长", "due": "2026-11-18T10:40:00+08:00"},
    ),
    ("陈县长来电话要今年的防汛预案，小李马上送过去", "errand.new", {"leader": "陈县长", "urgency": "urgent"}),
    ("刚接到市应急局电话，要我们报受灾情况", "errand.new", {"what": "call"}),
    ("市应急局来电问伤亡核实没有", "errand.new", {"what": "call"}),
    ("接省政府明电一份，待转住建局", "errand.new", {"what": "forward"}),
    ("急件，转水利局", "errand.new", {"what": "forward"}),
    ("死三个人算什么级别", "rule.query", {}),
    ("电话报完书面啥时候交", "rule.query", {}),
    ("迟报怎么处理", "rule.query", {}),
]

NEAR = [
    ("坐下了，等菜", []),
    ("吃饭要多久", []),
    ("谁让你值班的", []),
    ("口令多少", []),
    ("我在0118现场", []),
    ("导航错了，晚几分钟", ["duty.late_notice"]),
    ("王者五缺一，谁顶一下", []),
    ("请假要找谁批", []),
    ("我下周不在，去对口帮扶的县", ["leave_notice"]),
    ("以前值班哪有空调", []),
    ("班交了没", []),
    ("昨天交班的时候忘了说，柜子钥匙在老地方", []),
    ("交了", []),
    ("我给你送个材料过来，十分钟", []),
    ("下午我要出去开会", []),
    ("谁替我拿一下快递", []),
    ("谁能顶得上他的位置", []),
    ("我又在办公室加班", []),
    ("快报什么时候发的", []),
    ("应急局来电：河西镇起火了", ["incident.report"]),
    ("龙湾村 4:15 山洪 房子冲走两间 人全部提前撤了 平安", ["incident.report"]),
    ("石门乡中心校楼顶遭雷击 裂缝了 300娃全转到操场 都没事", ["incident.report"]),
    ("0118有异议，这是水利局的职责", ["directive.object"]),
]

SEVERAL = [
    ("我到岗了 王磊还在路上 说8点45到", ["duty.check_in", "duty.late_notice"]),
    ("回来了。另外明天夜班是谁来着", ["duty.back", "roster.query"]),
    ("班交给刘洋了，没有未结事项。我签退", ["duty.handover", "duty.check_out"]),
    ("快报写错地名那次我不认，要求复议。再问下我今年总共几次差错了", ["fault.appeal", "fault.query"]),
]


@pytest.mark.parametrize(("words", "wanted"), LATE)
def test_who_is_late_and_until_when(words: str, wanted: dict[str, Any]) -> None:
    (found,) = told_of(words, EARLY)
    assert found["intent"] == "duty.late_notice"
    assert {name: found.get(name) for name in wanted} == wanted
    assert ("person" in wanted) == ("person" in found)


@pytest.mark.parametrize("words", NOT_LATE)
def test_an_hour_alone_is_no_lateness(words: str) -> None:
    assert "duty.late_notice" not in intents(words, EARLY)


@pytest.mark.parametrize(("words", "intent", "wanted"), TOLD)
def test_what_is_said_is_told_with_its_fields(words: str, intent: str, wanted: dict[str, Any]) -> None:
    (found,) = told_of(words)
    assert found["intent"] == intent
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(("words", "wanted"), NEAR)
def test_what_only_sounds_like_the_duty_room(words: str, wanted: list[str]) -> None:
    assert intents(words) == wanted


@pytest.mark.parametrize(("words", "wanted"), SEVERAL)
def test_two_things_of_the_duty_room_at_once(words: str, wanted: list[str]) -> None:
    assert intents(words, EARLY) == wanted


def test_nothing_left_is_no_item_and_no_place_is_a_receiver() -> None:
    (found,) = told_of("交班给刘洋：财政局那个文还没转出去，别的没有了")
    assert found["items"] == [{"type": "pending_forward", "doc": "财政局那个文"}]
