"""What is to be handed in, and to whom: 把「整治方案」报「县政府」, 隐患清单25号前统统交应急局, submit the checklist.

The words for the thing stand behind 把, behind a verb of handing in, or at the head of the clause as its topic. They
are given as they were used; where the words name nothing, nothing is made up.
"""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.message import DUE_MARK, PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span

_MARKS: Final = f"{TIME_MARK}{DUE_MARK}{UNIT_MARK}{PERSON_MARK}"
_TIME: Final = f"[{TIME_MARK}{DUE_MARK}]++"
_PAPERS: Final = (
    "实施细则|细则|方案|意见|建议|材料|资料|素材|报告|总结|情况|结果|台账|清单|题单|名单|名册|清册|签到册|册|数据"
    "|数字|人数"
    "|户数|底数|说明|计划|规划|打算|汇报|报表|统计表|时间表|自查表|登记表|值班表|表|盘子|舆情|雨情|水情|灾情|伤情"
    "|险情|水位"
    "|回执|请示|纪要|初稿|草案|稿子|稿|预案|提纲|议程|函|照片|视频|信息|书面答复|措施|账目|账|通知|通报|简报|专报"
    "|公告|快报"
    "|分析|讲话|发言|致辞|贺信|复函|批复|答复件|答复|花名册|分工|办理情况|记录|日志|说法|结论|进度|进展|动态|安排"
    "|单子|图纸|周报|月报|季报|年报|日报|扫描件|复印件|附件|原件|电子版|打印件|汇编|样表|模板|发票|合同|评估|申报书"
    "|承诺书|责任书|依据|凭证"
    "|预算|决算|口径"
)
_END: Final = (  # what may stand behind the word for a paper
    rf"(?=$|[{_MARKS} ，。;:!?()\n,、】]|都|全|再|一[并律起遍下]|尽|抓|及时|书面|口头|先|要|得|请|必|务|就|这边"
    r"|那边|统|最|给"
    r"|报|交|发|送|拿|传|提|弄|写|做|整|准备|搞|好|核|印|改|补|清|算|测|摸|理|对|列|拉|盯|落|定|各|敲定|放|摆|搁|统一"
    r"|上[来报交传]|汇|拆|分|转|贴|挂|存|归|备|腾|调|填|找|翻|挑|选|憋|赶|磨|反馈|告|带|出|来"
    r"|并|抄|限|由|压|端|过|审|按|于|在|后|哈|嘛|吧|了|呢|哦|的?(?:事|上报))"
)
_BROUGHT: Final = re.compile(
    rf"[把将](?:{_TIME}的?)?(?P<what>[^，。;!?\n{_MARKS}]{{0,24}}?(?:{_PAPERS})(?!一步)){_END}"
)
_VERBS: Final = (
    "报|交|给|发|送|拿|补(?!休|助|班|充|贴)|传|提|弄|写|做|整|准备|对清|落实|测算|核|查|处理|解决|印|改|清|摸"
    "|带|说(?![明法])|讲(?!话)|问(?!题)|更新|更正|安排|装[盒订袋]|汇总|整理|打包|复印|扫描|重新|逐[一条项]|认真|统统"
    "|好好|给我"
)
_ONES: Final = (
    "修清补理核写印改做弄办搞打整对查校过摸测算列拟填录贴挂扫装拆搬收排盯跑催关停定备"
    "找翻挑选憋赶磨腾挪调捞迁退垫换拍画记抄"
)
_DOES_TO: Final = (
    rf"[{_ONES}]|再[一-鿿]|整改|修改|核查|检查|排查|清查|清理|整理|办理|处理|梳理|核对|校对|补办|填写|编写|撰写|打印"
    rf"|复印|付印|填报|清点|布置"
)
_GOES_TO: Final = re.compile(  # 完成自查，自查报告径送督查室; 把底数摸清，书面报告送我
    rf"(?<=[，。;:!\n {_MARKS}])(?!按|根据|每|把|将)(?P<what>[^，。;:!?\n {_MARKS}]{{0,12}}?(?:{_PAPERS}))(?:直接|径"
    rf"|一并|统一|书面|同步"
    rf"|也)?(?:报送?|送|交|呈|发)(?:给|到|至|往)?(?:我(?!们|县|市)|[{PERSON_MARK}{UNIT_MARK}]|县政府|县委|市政府"
    rf"|办公室)"
)
_BROUGHT_ANY: Final = re.compile(
    rf"[把将](?:{_TIME}的?)?(?![这那此该][份个件]?[转交给发送])(?P<what>[^，。;!?\n{_MARKS}]{{1,20}}?)"
    rf"(?:(?=尽快|抓紧|立即|马上|及时)|(?:都|全部?|再|一并|书面|{_TIME}|[{UNIT_MARK}{PERSON_MARK}]++)*(?:{_VERBS})"
    rf"|(?=(?:{_DOES_TO}|(?![件表料案子书稿册账图据况情])[一-鿿][一-鿿](?<![报交给发送拿传提{_ONES}]))(?:完|好|清|通"
    rf"|齐|掉|顺|准|实|紧|到位|出来|上来"
    rf"|下来|出去"
    r"|一[下遍])(?:[了哈。，;! ]|$)))"
)
_SOME: Final = r"(?:[一二两三几\d]{1,2}[份个次期篇张条版页套]|[个份]|一下|下)?"
_HANDS: Final = (
    r"(?:报送|上报|提交|呈报|提(?![前醒高升速级拔到示])[出供交个]?|拿[出个]?|出具|形成|起草|草拟|拟定?|制定|编制|撰写"
    r"|摸清|摸准|核实|核清"
    r"|报来|送来|发来"
    r"|反馈|上交|汇总|梳理|列(?![入席为车举])出?|拉[出个]?|弄[出个]?|写[出个]?|整[出个]|做[出好]?|给"
    r"|(?<![需主重纪摘概提首紧])要(?![点求素闻件害义道])|(?<![申汇填通简])报(?!告)|交"
    r"|补|出|送|研究(?=一?个)|草拟|拟写|写|[拟整搞弄](?=一?[个份]))"
)
_HANDS_IN: Final = re.compile(
    rf"{_HANDS}(?:出|上|齐|全(?![年县部市国镇省文程套面区乡])|来|我们?|办公室|书面|[{PERSON_MARK}{UNIT_MARK}]++)?{_SOME}"
    rf"(?P<what>[^，。;!?\n、{_MARKS}]{{0,20}}?(?:{_PAPERS}))"
    rf"(?=$|[{_MARKS} ，。;:!?()\n,]|出来|来|上来|报|送|交|给|并|后|哈|吧|就)"
)
_TOPIC: Final = re.compile(
    rf"(?:^|(?<=[，。;:!\n \]】,{_MARKS}]))(?!按|根据|完成|开展|形成|研究|制定|提出|上报|必须|务必|如|若|一旦"
    r"|凡|要是|实行|建立|加强|\d[.、)]|为[了做切]|针对|否则|逾期|就|每|准备|督办|紧急|鉴于|由于|因|听|结合|请(?!示))"
    rf"(?P<what>[^，。;:!?\n {_MARKS}]{{0,24}}?(?:{_PAPERS})){_END}"
)
_DOES: Final = re.compile(
    r"(?:完成|开展|组织(?![部局者法委人])|做好|抓好|落实|推进|形成|报送|上报|(?<![周月日年季简专快汇])报(?!名|到|警"
    r"|道))(?:一次|一轮|好)?"
    rf"(?!县|市|省|区|州|我|政府|办公室|领导|给|各|的|到|从|由|出)(?P<what>[^，。;:!?\n {_MARKS}]{{2,20}}?)(?=$"
    rf"|[，。;:!?\n {_MARKS}]|工作|任务)"
)
_GIVEN: Final = re.compile("[报交给发送拿端弄传印写整做改要]|落实|压缩|提[交供]|准备|归一|[理列拉赶]出")
_ENGLISH_HANDS: Final = re.compile(
    r"\b(?:send|submit|report|draft|prepare|provide|hand in|deliver|confirm|proofread|circulate|review|finish"
    r"|complete(?! by)"
    r"|update|file|write|bring|give|finali[sz]e|share|produce|compile)\b(?: in)?(?: (?:me|us|him|her))?"
    r"(?: (?:the|a|an|your|their|its|this|all|any))?"
    r" (?P<what>(?!monthly\b|weekly\b|daily\b|quarterly\b|due\b|to\b|by\b|on\b|in\b|before\b|within\b|it\b"
    r"|them\b|every\b|back\b)[A-Za-z0-9][A-Za-z0-9'/&\- ]{2,50}?)"
    rf"(?=[ ]*(?:$|[,.;:!?\n{_MARKS}]|\b(?:by|before|within|every|due|to|and|no later|on|for|cc|with|at|in)\b))",
    re.IGNORECASE,
)
_ENGLISH_DUE: Final = re.compile(
    r"(?:^|(?<=[,.;:]))[ ]*(?:the )?(?P<what>[A-Za-z][A-Za-z0-9'/&\- ]{2,50}?)[ ]+(?:is |are )?due\b", re.IGNORECASE
)
_LABELLED: Final = re.compile(
    r"(?:^|(?<=[\n;。]))[ ]*(?:事项|任务|内容|成果|要求|材料"
    r"|交什么)(?:名称)?:[ ]*(?P<what>[^\n;。]{2,40}?)(?=$|[\n;。]|[ ，,]+(?:主办|协办|牵头|责任|配合|承办|完成"
    r"|时限|期限|要求|报送))"
)
_POINTING: Final = re.compile(
    r"^(?:准备|看|听|书面(?=报(?!告))|我们?的?|你们?的?|那|这)?(?:[一二三四五六七八九十]?(?:个(?![人体别案股])"
    r"|[份件篇张些])|那|这|此|的|本|该|相关"
    r"|有关)?的?(?=..)"
)

_AROUND: Final = re.compile(  # 找一下会议纪要, 拿清单, 给群众一个明确答复; 信访积案全部
    r"^(?:[一二三四五六七八九十]、|(?:下去)?看一?[下哈看](?:究竟)?|[查摸搞核]清楚?|[找查翻调]一下|[找查翻调]出"
    r"|拿(?=[一-鿿]{2})|[拟整弄搞写做](?=一?[个份])|[^一，。]{1,6}(?=一[个份]明确))"
    r"|(?:全部|重新|尽快|抓紧|都|再|统一|逐[一条项]|认真|这[两几]天)$"
)
_NOTHING: Final = re.compile("[此这那该本]?[件个]?(?:件|事|事情|事儿|事项|文|文件|问题|工作|东西|任务)")
_LATIN: Final = re.compile("[A-Za-z]{2}")
_HOW_OFTEN: Final = re.compile(r" (?:daily|weekly|monthly|quarterly)$", re.IGNORECASE)

# --- whom it goes to ------------------------------------------------------------------------------------------------

_US: Final = r"我(?!们|局|镇|股|县|市)(?:手[上里]|邮箱|这[里边]?|办公室)?"
_OFFICE: Final = (
    r"各位(?:县|市|区)?(?:领导|县长|市长)|(?:县|市|省|州|区)(?:委办(?:公室)?|府办(?:公室)?|政府办公室|政府办|政府|委|里"
    r"|局)|(?:政府)?办公室|领导(?:小组)?|专班|指挥部"
)
_TO: Final = re.compile(
    r"(?:报(?:送|给|到|至|请)?|上报(?:给|到|至)?|(?<!移)(?<!转)(?<!社)交(?:到|给|至|送)?|送(?:到|给|至|达|交)?"
    r"|发(?:到|给|至|送)?"
    r"|(?<![转交发送报传])给到?|[放摆搁](?:到|在)?(?=我[^，。;]{0,4}[桌案])|告(?:知|诉)?(?=我)|[回复](?=我|[他她])"
    r"|反馈(?:给|至|到)?|呈(?:报|送)?|传(?:给|至|到)?|汇总(?:到|给|至)|抄告)"
    rf"(?P<to>{_US}|[他她](?!们|局|镇)(?:办公室|手[上里])?|[{PERSON_MARK}]++|[{UNIT_MARK}]++|{_OFFICE})"
    r"(?!牵头|主办|负责|承办|配合|来?办|核|研|处理|落实)"
)
_ENGLISH_TO: Final = re.compile(
    rf"\b(?:(?:send|give|bring|email|show) (?P<me>me|us)\b"
    rf"|(?:to|with) (?P<to>me\b|us\b|my (?:desk|office)|[{PERSON_MARK}]++|[{UNIT_MARK}]++))",
    re.IGNORECASE,
)


def deliverable(message: Message, span: Span) -> str:
    """What is to be handed in, in the words used; empty where the words name nothing."""
    words = message.marked[slice(*span)]
    labelled = _LABELLED.search(message.text, *span) if ":" in words else None
    if labelled is not None:
        return message.words(labelled.span("what"))
    english = (_ENGLISH_HANDS, _ENGLISH_DUE) if _LATIN.search(words) else ()
    brought = (_BROUGHT,) if "把" in words or "将" in words else ()
    for pattern in (*((_GOES_TO,) if brought or "完成" in words else ()), *brought, _HANDS_IN, *english):
        found = pattern.search(message.marked, *span)
        if found is not None:
            return _plain(message, found)
    if _GIVEN.search(message.marked, *span) is not None:
        topic = _TOPIC.search(message.marked, *span)
        if topic is not None:
            return _plain(message, topic)
    found = _BROUGHT_ANY.search(message.marked, *span) or _DOES.search(message.marked, *span)
    return _plain(message, found) if found else ""


def _plain(message: Message, found: re.Match[str]) -> str:
    words = _HOW_OFTEN.sub("", message.words(found.span("what")))
    words = _AROUND.sub("", words) or words
    words = _POINTING.sub("", words) or words
    return "" if _NOTHING.fullmatch(words) else words


def report_to(message: Message, span: Span) -> str:
    """报我, 交综合股, 送王县长: whom it goes to, in the words used (我 for whoever speaks)."""
    for found in _TO.finditer(message.marked, *span):
        words = message.words(found.span("to"))
        if words[0] not in "各全所" or words.startswith("各位"):  # 给各局下个通知 hands nothing in
            return "我" if words.startswith("我") else words
    english = _ENGLISH_TO.search(message.marked, *span)
    if english is None:
        return ""
    words = message.words(english.span("me" if english["me"] else "to"))
    return "me" if words.lower().startswith(("me", "my", "us")) else words
