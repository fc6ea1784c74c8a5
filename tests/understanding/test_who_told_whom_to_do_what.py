"""Orders as they are passed on: whose words they are, who leads, who goes along, and what is to be handed in."""

from __future__ import annotations

import pytest

from bot.understanding import Intent, Reading
from tests.understanding.sample import said


def order(text: str) -> Reading:
    """The one order of a message."""
    (reading,) = said(text).readings
    assert reading.intent is Intent.DIRECTIVE
    return reading


@pytest.mark.parametrize(
    ("words", "leader"),
    [
        ("陈县长让你们应急局连夜核实河西镇隐患，两小时内回话！", "陈县长"),
        ("按照陈县长意见，请发改局就用能指标提出书面意见，下周一下班前报", "陈县长"),
        ("根据陈县长的意见，这件由水利局牵头办，下周三前反馈", "陈县长"),
        ("陈县长的意思，水利局先查，周五报我", "陈县长"),
        ("请水利局现场查看，24小时内把处理情况报我。陈县长", "陈县长"),
        ("请水利局核查收费问题，5日内书面报我。——陈县长", "陈县长"),
        ("领导批示抄告：陈县长11月16日在报告上批示“水利局抓紧研究调水方案，12月8日前报我”。", "陈县长"),
        ("请分管领导批示后由住建局承办，七个工作日办结", ""),
    ],
)
def test_whose_words_they_are(words: str, leader: str) -> None:
    assert order(words).leader_name == leader


def test_a_leader_who_speaks_is_not_called() -> None:
    found = order("陈县长：河西镇把警示牌全部装好，20日前我去看。")
    assert (found.leads, found.people) == (("hexi",), ())


@pytest.mark.parametrize(
    "words",
    [
        "孙主任交代 小刘你明天下班前把调研点位定下来告诉我",
        "孙主任说的，让小刘把会议室收拾出来，四点前",
    ],
)
def test_whoever_passes_it_on_has_nothing_to_do(words: str) -> None:
    found = order(words)
    assert found.people == ("liu",)


@pytest.mark.parametrize(
    ("words", "leads", "supports"),
    [
        ("电梯加装 住建局牵头 发改局 财政局配合 两周内出方案", ("housing",), ("planning", "finance")),
        ("水利局牵头 河西镇城关镇配合 周五前整改到位", ("water",), ("hexi", "chengguan")),
        ("让教育局牵头，财政局、城关镇搭把手，下周五前排查完", ("education",), ("finance", "chengguan")),
        ("住建局今天就去红星砖厂看现场 应急局一起去 明天下班前要有结论", ("housing",), ("emergency",)),
        ("请文秘股和值班室各出一人 下周二前把大事记补齐 文秘股牵头", ("secretary",), ("duty",)),
        ("请发改局、应急局一周内共同上门，由发改局汇总意见后报我", ("planning",), ("emergency",)),
        ("麻烦督查室盯住发改局，让他们周三前出时间表", ("planning",), ()),
        ("请应急局住建局落实，周五前报", ("emergency", "housing"), ()),
        ("跟住建局说一声，让他们明天把方案报来", ("housing",), ()),
        ("立即通知城关镇 把塌陷处围起来 半小时内发照片到群里", ("chengguan",), ()),
        ("住建局牵头，十日内拿出处置意见交督查室", ("housing",), ()),
        ("【县政府办督查室】请教育局11月30日前报送摸排清单。", ("education",), ()),
        ("责任单位：水利局\n配合单位：财政局\n时限：12月18日前\n督查室", ("water",), ("finance",)),
        ("督查室转来一件，请教育局办理，并于12月20日前反馈", ("education",), ()),
    ],
)
def test_who_leads_and_who_goes_along(words: str, leads: tuple[str, ...], supports: tuple[str, ...]) -> None:
    found = order(words)
    assert (found.leads, found.supports) == (leads, supports)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("请住建局把外墙脱落的底数摸清，11月24日前书面报告送我", "书面报告"),
        ("请财政局10个工作日内完成收费自查，自查报告径送督查室", "自查报告"),
        ("请住建局把信访积案全部过一遍，三天内报", "信访积案"),
        ("整一个明年工作要点的初稿，月底前给我", "明年工作要点的初稿"),
        ("请教育局给群众一个明确答复，时间不超过五天", "明确答复"),
        ("请各单位今天内把联络员名单更新好发我", "联络员名单"),
        ("各单位16号下班前把佐证资料装盒送到督查室", "佐证资料"),
        ("请住建局把昨天的问题清单拆给各股室，一周整改", "问题清单"),
        ("请水利局把这个事情说清楚，后天上午给我", ""),
        ("请财政局将此件印发各股室，今天送到", ""),
    ],
)
def test_what_is_to_be_handed_in(words: str, what: str) -> None:
    assert order(words).deliverable == what


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("财政局的，今晚把汇报稿憋出来，明早给我", "汇报稿"),
        ("住建局你们把投诉的原始记录找出来，今天报我", "投诉的原始记录"),
        ("请住建局十日内落实到位并书面反馈", ""),
        ("请应急局查清乱砍滥伐情况，从速上报", "乱砍滥伐情况"),
        ("会上定的五件事，督查室列入台账，每半个月调度一次", ""),
    ],
)
def test_a_verb_is_no_part_of_what_is_handed_in(words: str, what: str) -> None:
    assert order(words).deliverable == what


def test_whoever_gets_a_notice_receives_no_report() -> None:
    found = order("给各局下个通知，下周三之前把年终总结交办公室")
    assert found.facts["report_to"] == "办公室"
