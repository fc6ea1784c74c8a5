"""Orders as they are typed on a phone: who, what, to whom, how often, several at once; and what sounds like one."""

from __future__ import annotations

import pytest

from bot.understanding import Intent, Reading
from bot.understanding.intents.recurring import recurrence
from tests.understanding.sample import at, intents, meant, said


def orders(text: str) -> list[Reading]:
    return [reading for reading in said(text).readings if reading.intent is Intent.DIRECTIVE]


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("七天内摸清底数，教育局。", "education"),
        ("发改局拿个意见。", "planning"),
        ("让交警马上去县医院门口疏导下", "traffic"),
        ("财政局那个莫拖了哈，兑付清册后天必须给我拿来", "finance"),
        ("国道边那几处塌陷，交通局后天前给我一份处置时间表", "transport"),
        ("到底还剩多少？督查室一个工作日内摸清底数报来", "supervision"),
        ("把这份转给住建局办理，周五前反馈", "housing"),
        ("事项：东街桥修复\n责任单位：交通局\n配合单位：城关镇\n完成时限：11月30日", "transport"),
        ("请教育局牵头财政局、住建局参与，下周五前拿出实施方案", "education"),
        ("要是下雨，请水利局每小时报一次水位", "water"),
        ("水利局 to lead, 应急局 to support, flu plan due Nov 25", "water"),
        ("水利局的同志，河堤那个事莫再拖了，月底前弄归一", "water"),
        ("住建局搞快点，南门那个坑今天填到起", "housing"),
        ("交通局咯，便道今晚必须打通", "transport"),
        ("发改局：煤电油气运调度方案，下周三，报陈县长", "planning"),
        ("群众反映河西镇饮水浑浊，请水利局核实处理，三日内答复", "water"),
        ("已阅，请应急局举一反三，开展一次排查", "emergency"),
        ("原则同意，发改局按程序报批", "planning"),
        ("URGENT - 交通局 to confirm the detour plan within 2 hours", "transport"),
        ("文秘股: proofread the minutes and circulate them by close of business today", "secretary"),
    ],
)
def test_somebody_is_told_to_do_it(words: str, lead: str) -> None:
    assert [reading.leads for reading in orders(words)] == [(lead,)]


@pytest.mark.parametrize(
    "words",
    [
        "这个方案谁牵头啊",
        "这事到底是发改局牵头还是财政局牵头啊？",
        "条例原文是“承办单位应当在5个工作日内反馈办理情况”，我念一遍",
        "培训课件里那个例子“请水利局三日内报告”，格式你们觉得对不对",
        "例文：“请发改局牵头，财政局配合，本周五前拿出方案”，大家参照学习",
        "要是陈县长定了交通局牵头，我们再动不迟",
        "往年都是12月10日前各单位报总结，今年还没听到通知",
        "住建局昨天按时把方案交来了，质量不错，表扬一下",
        "应急局上午已把方案送过来了",
        "听说要让财政局牵头",
        "他说周五前能交",
        "我们局周五前会把方案报上来的",
        "省厅要求各市12月10日前报数据，我们县不涉及",
        "财政局说下周给答复",
        "上次是应急局牵头的",
        "应急局牵头的那个方案在哪",
        "规定是5个工作日内答复",
        "按照规定应当在15日内办结",
        "陈县长明天上午九点要听汇报，谁准备",
        "我马上把方案报上来",
        "原来是财政局牵头，后来改成发改局",
        "请陈县长批示",
        "住建局这次就不用报了，下次注意",
        "要是周五前报不上来，住建局自己去跟县长解释",
        "方案里要写清楚住建局牵头、财政局配合",
        "各单位收到请回复",
        "请帮我查一下住建局的电话",
    ],
)
def test_what_only_speaks_of_orders_is_none(words: str) -> None:
    """What is only guessed is asked about; nobody is given an order by it."""
    found = said(words).readings
    assert [reading.intent for reading in found if reading.share == 1] == []
    assert Intent.DIRECTIVE not in {reading.intent for reading in found}


@pytest.mark.parametrize(
    ("words", "each"),
    [
        (
            "会上定的 住建局下周五前报管网方案 交通局月底前报公交方案 教育局下周一报校舍情况",
            [
                ("housing", at(11, 27, "17:30"), "管网方案"),
                ("transport", at(11, 30, "17:30"), "公交方案"),
                ("education", at(11, 23, "17:30"), "校舍情况"),
            ],
        ),
        (
            "听完汇报说两句：一是交通局把塌方段便道尽快抢通；二是应急局12月4日前把受灾台账核清",
            [("transport", None, "塌方段便道"), ("emergency", at(12, 4, "17:30"), "受灾台账")],
        ),
        (
            "定了两件事，①发改局周四前报项目清单②财政局月底前把配套资金测算好",
            [("planning", at(11, 19, "17:30"), "项目清单"), ("finance", at(11, 30, "17:30"), "配套资金")],
        ),
        (
            "隐患清单25号前统统交应急局：住建局管工地，城关镇管自建房",
            [("housing", at(11, 25, "17:30"), "隐患清单"), ("chengguan", at(11, 25, "17:30"), "隐患清单")],
        ),
    ],
)
def test_each_unit_with_a_time_of_its_own_has_an_order(words: str, each: list[tuple[str, object, str]]) -> None:
    found = [(*r.leads, r.due.at if r.due else None, r.deliverable) for r in orders(words)]
    assert found == each


@pytest.mark.parametrize(
    "words", ["住建局牵头、财政局配合，下周三前拿出方案，月底前完工", "城关镇、河西镇周五前报台账"]
)
def test_one_order_to_several_stays_one(words: str) -> None:
    assert len(orders(words)) == 1


@pytest.mark.parametrize(
    ("words", "what", "to"),
    [
        ("请住建局周五前把排水管网普查报告交上来 交到文秘股", "排水管网普查报告", "文秘股"),
        ("请财政局周四前报县政府", "", "县政府"),
        ("年终总结赵敏先拉个初稿，12月18号以前交到我手上就行", "初稿", "我"),
        ("专项债申报材料 财政局牵头 今天下班前务必报市里", "专项债申报材料", "市里"),
        ("各乡镇：请于今日18:00前上报拟转移人数，统一报应急局", "拟转移人数", "应急局"),
        ("卫生检查，教育局把排查结果3个工作日内书面反馈督查室", "排查结果", "督查室"),
        ("陈县长说了，教育局后天前把疫苗缺口报上来", "疫苗缺口", ""),
        ("任务：禁烧巡查方案 主办：应急局 协办：河西镇 时限：11月25日前", "禁烧巡查方案", ""),
        ("@王磊 please send me the handover log before noon tomorrow", "handover log", "me"),
        ("水利局 must submit the dam checklist by Nov 30, 应急局 assisting", "dam checklist", ""),
    ],
)
def test_what_is_handed_in_and_to_whom(words: str, what: str, to: str) -> None:
    (reading,) = orders(words)
    assert (reading.deliverable, reading.facts.get("report_to", "")) == (what, to)


def test_whoever_receives_it_has_nothing_to_do() -> None:
    assert meant("各局21号中午12点前交自评表，晚了不候，交发改局", Intent.DIRECTIVE).facts["fanout"] == "agency"
    assert meant("名单明早九点前交到督查室吴涛手上，教育局办", Intent.DIRECTIVE).leads == ("education",)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("各股室今天下午四点半之前把本周打算发赵敏", "section"),
        ("全体乡镇今晚8点前上报转移人数", "town"),
        ("各局各乡镇周五前报总结", "all"),
        ("All towns: submit the winter heating checklist by 30 November.", "town"),
        ("请财政局周五前报总结，抄送各局", None),
    ],
)
def test_an_order_fans_out(words: str, kind: str | None) -> None:
    assert meant(words, Intent.DIRECTIVE).facts.get("fanout") == kind


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("每周一、三、五报雨情", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("每周二、周四上午报一次", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("每天17时前报一次", "FREQ=DAILY;BYHOUR=17;BYMINUTE=0"),
        ("每月10号、25号出一期", "FREQ=MONTHLY;BYMONTHDAY=10,25"),
        ("每月底前报", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("每两小时报一次", "FREQ=HOURLY;INTERVAL=2"),
        ("每个工作日报", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("双周报一次", "FREQ=WEEKLY;INTERVAL=2"),
        ("report progress weekly, every Friday", "FREQ=WEEKLY;BYDAY=FR"),
        ("每个学校都要查", ""),
        ("on Friday", ""),
    ],
)
def test_how_often(words: str, rule: str) -> None:
    assert recurrence(words) == rule


def test_a_day_that_comes_again_is_no_deadline() -> None:
    assert meant("应急局每周二、周四上午报一次物资库存", Intent.DIRECTIVE).due is None


def test_a_point_at_which_it_is_wanted_is_the_deadline() -> None:
    assert meant("小刘 明天上午把调度会的签到册整理好给我", Intent.DIRECTIVE).due.at == at(11, 19, "12:00")  # type: ignore[union-attr]
    assert meant("住建局拿个细则出来，下周二给我", Intent.DIRECTIVE).due.at == at(11, 24, "17:30")  # type: ignore[union-attr]
    assert meant("财政局麻烦把三季度报表发一份给督查室", Intent.DIRECTIVE).due is None


@pytest.mark.parametrize(
    ("words", "leader"),
    [
        ("王县长批的 老旧小区改造那个件 住建局主办 下礼拜三之前报方案", "王县长"),
        ("【转】陈县长批示：请水利局牵头，12月10日前完工", "陈县长"),
        ("陈县长：交通局牵头 交警配合 一周内拿出整治方案", "陈县长"),
        ("转发：陈志远同志在《关于县城内涝情况的报告》上批示：此件由水利局主办，12月1日前报方案", "陈志远"),
        ("陈县长在常务会上强调 教育局月底前必须完成校车排查", "陈县长"),
        ("孙丽：住建局周五前报方案", ""),
    ],
)
def test_who_gave_the_order(words: str, leader: str) -> None:
    assert meant(words, Intent.DIRECTIVE).leader_name == leader


@pytest.mark.parametrize(
    "words",
    [
        "王县长刚才在事故现场交代，死者家属城关镇负责安抚",
        "刚接县长电话：让住建局把舞台钢架停下来加固，明天中午前书面报",
        "县长刚打来电话，要求交警大队封闭G210",
        "转：陈县长要求教育局全力救治侧翻客车伤员",
        "指示：应急局立即赶赴现场",
    ],
)
def test_what_a_leader_says_of_an_incident_is_passed_on(words: str) -> None:
    assert intents(words) == ["instruction.relay"]


@pytest.mark.parametrize(
    "words",
    [
        "此件呈陈县长阅。",
        "请王县长阅示",
        "圈阅✔",
        "传阅各位县领导",
        "阅。请陈县长阅。",
        "陈县长在周报上只签了个阅字",
        "县长批了个“阅”",
    ],
)
def test_what_is_only_to_be_read(words: str) -> None:
    assert intents(words) == ["note_only"]


@pytest.mark.parametrize(
    ("words", "who", "what"),
    [
        ("李晓东 马上把昨晚的值班日志补齐", "li", "值班日志"),
        ("赵敏你把项目库再核一遍 口径跟统计对上", "zhao", "项目库"),
        ("刘洋 你把会议签到表打出来", "liu", "会议签到表"),
        ("王磊，抓紧把台账理顺", "wanglei", "台账"),
        ("赵敏同志：政府全会材料你负总责，25号下班前付印。", "zhao", None),
        ("老周你催一下住建局", "zhou", ""),
        ("刘洋跑一趟财政局 把昨天盖章的那份函取回来", "liu", None),
        ("小李，投影仪修一修", "li", ""),
        ("刘洋 这个件你来办", "liu", ""),
        ("麻烦赵敏把纪要印50份", "zhao", "纪要"),
        ("王磊你今天把传真机修好", "wanglei", "传真机"),
        ("孙丽 水位盯紧点", "sun", ""),
        ("刘洋你现在就去现场看一下", "liu", ""),
        ("赵敏把材料对一下，别漏了", "zhao", "材料"),
        ("赵敏，交通局的台账抓紧报", "zhao", "台账"),
        ("小李，0118的材料你补一下，督查室要", "li", None),
        ("老周你们应急局把预案改一改", "zhou", "预案"),
    ],
)
def test_somebody_is_called_by_name_to_do_it(words: str, who: str, what: str | None) -> None:
    (reading,) = orders(words)
    assert (reading.person, reading.leads) == (who, ())
    assert what is None or reading.deliverable == what


@pytest.mark.parametrize(
    "words",
    [
        "李晓东把昨晚的值班日志补齐了",
        "小李把日志补齐了没",
        "赵敏已经把材料核了一遍",
        "王磊说他把台账理顺了",
        "等小李把台账补齐再说",
        "小李正在把台账补齐",
        "我让小李把日志补齐了",
        "赵敏你看一下这个对不对",
        "小李你对这个事怎么看",
        "赵敏把方案发我了",
        "赵敏你先休息一下",
        "小李在写，明天能交",
        "小刘 我这个班的事跟你交一下哈",
        "刘洋答应明天把数据给我们",
        "小李你接一下电话",
    ],
)
def test_whoever_is_only_spoken_of_is_told_nothing(words: str) -> None:
    assert orders(words) == []


@pytest.mark.parametrize(
    ("words", "each"),
    [
        (
            "分头抓：发改局12月15日前把煤电保供方案定了；住建局12月底前供暖投诉清零；督查室跟踪问效。",
            [("planning", at(12, 15, "17:30")), ("housing", at(12, 31, "17:30")), ("supervision", None)],
        ),
        (
            "财政局测算，教育局摸底，督查室下周三汇总",
            [("finance", None), ("education", None), ("supervision", at(11, 25, "17:30"))],
        ),
        (
            "三件事：1.住建局拆围挡，周五前；2.城关镇安抚商户；3.督查室盯着",
            [("housing", at(11, 20, "17:30")), ("chengguan", None), ("supervision", None)],
        ),
        (
            "水利局管清淤；交通局管便道；河西镇管群众，都是月底前完成",
            [(unit, at(11, 30, "17:30")) for unit in ("water", "transport", "hexi")],
        ),
        (
            "①住建局：管网方案，周五 ②财政局：资金方案，下周一",
            [("housing", at(11, 20, "17:30")), ("finance", at(11, 23, "17:30"))],
        ),
        (
            "1、教育局摸底（11月25日前）2、财政局测算（11月27日前）",
            [("education", at(11, 25, "17:30")), ("finance", at(11, 27, "17:30"))],
        ),
        (
            "责任分工：王磊—通知；李晓东—会场；周四前完成",
            [("wanglei", at(11, 19, "17:30")), ("li", at(11, 19, "17:30"))],
        ),
        (
            "小李写通报，小刘联系会场，赵敏印材料，周四前弄好",
            [(person, at(11, 19, "17:30")) for person in ("li", "liu", "zhao")],
        ),
    ],
)
def test_each_owner_has_an_order_of_his_own(words: str, each: list[tuple[str, object]]) -> None:
    found = [(*(r.leads or r.people[:1]), r.due.at if r.due else None) for r in orders(words)]
    assert found == each


@pytest.mark.parametrize(
    "words",
    [
        "住建局牵头，财政局配合，下周三前拿出方案",
        "网上那个视频，教育局48小时内把调查结果报上来，赵敏跟一下",
        "请城关镇、河西镇周五前报台账，督查室催一下",
    ],
)
def test_whoever_helps_or_keeps_an_eye_on_it_has_none_of_his_own(words: str) -> None:
    assert len(orders(words)) == 1


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("速办！@交通局 二龙沟塌方点的便道今天还不通", "transport"),
        ("请交警大队即办：中心小学门口两排违停，家长都过不去了", "traffic"),
        ("住建局：阳光小区停暖，速处！", "housing"),
        ("交通局！塌方那儿今天必须通车！", "transport"),
    ],
)
def test_what_is_to_be_done_at_once_is_no_incident(words: str, lead: str) -> None:
    assert [(r.intent.value, r.leads) for r in said(words).readings] == [("directive.new", (lead,))]


def test_an_incident_stays_one_whoever_is_called() -> None:
    assert intents("交警大队，国道上客车翻了，有人受伤！") == ["incident.report"]


@pytest.mark.parametrize(
    ("words", "leader", "to"),
    [
        ("李县长在信访件上批：请水利局核实，5日内答复来信人", "", ""),
        ("陈县长刚打电话来，让发改局下午四点前把项目清单送到他办公室", "陈县长", "陈县长"),
        ("转发：陈县长 14:05：这个事教育局管起来，三个工作日内给我回话", "陈县长", "我"),
    ],
)
def test_his_own_office_is_the_leaders(words: str, leader: str, to: str) -> None:
    reading = meant(words, Intent.DIRECTIVE)
    assert reading.facts.get("report_to", "") == to
    assert not leader or reading.leader_name == leader


def test_who_is_asked_about_it_is_told_to_hand_it_in() -> None:
    (reading,) = orders("赵敏，东门桥方案改好没？今天下班前必须给我")
    assert (reading.person, reading.due.at if reading.due else None) == ("zhao", at(11, 18, "17:30"))


@pytest.mark.parametrize(
    ("words", "leads", "supports"),
    [
        ("请发改局商财政局研提意见，周五前报我", ("planning",), ("finance",)),
        ("政协提案由教育局主办、财政局会办，年底前办结", ("education",), ("finance",)),
        ("应急局牵头搞一次演练，水利局、河西镇参加，12月中旬前完成", ("emergency",), ("water", "hexi")),
        ("下周一调研，住建局和城关镇准备汇报材料，周六前报办公室审", ("housing", "chengguan"), ()),
        ("财政局周五前报方案，督查室催", ("finance",), ("supervision",)),
        ("除城关镇外，各乡镇明天报台账", ("hexi",), ()),
        ("9时信访办、住建局负责人到场，请财政局周五前报材料", ("finance",), ()),
    ],
)
def test_who_leads_and_who_helps(words: str, leads: tuple[str, ...], supports: tuple[str, ...]) -> None:
    (reading,) = orders(words)
    assert (reading.leads, reading.supports) == (leads, supports)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("请水利局阅处", "handle"), ("请办公室尽快研究提出意见", "study"), ("请水利局周五前报数据", None)],
)
def test_what_kind_of_work_is_wanted(words: str, kind: str | None) -> None:
    assert meant(words, Intent.DIRECTIVE).facts.get("kind") == kind
