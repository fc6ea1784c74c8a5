"""Whether words order something, and what: 请住建局三个工作日内核实反馈, 把材料给我, 速办.

Nothing needs the word 批示 to be one. An order has somebody to do it or a time to do it by, and a verb of doing; words
that only speak of work (开会, 值班, 请假) have not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from bot.understanding.intents.bidding import bids, commanded
from bot.understanding.intents.cutting import addressed, cut, handed_out
from bot.understanding.intents.handed_in import deliverable, report_to
from bot.understanding.intents.issuers import issuer
from bot.understanding.intents.only_mentioned import is_only_mentioned
from bot.understanding.intents.parties import fanout, parties
from bot.understanding.intents.recurring import recurrence, rhythm
from bot.understanding.message import DUE_MARK, PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span
from bot.understanding.times import as_deadline
from bot.understanding.values import Intent, Reading, TimeKind, TimeReading

_WHO: Final = f"[{PERSON_MARK}]++"
_UNIT: Final = f"[{UNIT_MARK}]++"
_TIME: Final = f"[{TIME_MARK}{DUE_MARK}]++"

_VERB: Final = re.compile(
    r"牵头|主办|承办|负责(?!人)|研究|研处|研提|阅处|阅示|阅办|批示|处理|处置|办理|办结|落实|核实|核查|核对|审核|把关"
    r"|反馈|答复|回复|回电|回话"
    r"|报(?!名|警|纸|案|到(?!我)|社|备|销)|上报|补报?|呈报|签报|报送|提交|提供|提出|拿出|制定|起草|草拟|拟定|撰写|汇总"
    r"|测算|摸底|梳理|统计|整理|填"
    r"|交(?!通|警|班|接|流)|送(?!别|礼|行|餐)|给我|发[我给下到至送布我群]|传来|回传|通知|联系|对接|衔接|约|催|查"
    r"|盖章|打印|签收|送签|送审|印发"
    r"|排查|整改|跟踪|督办|督促|协调|调度|组织|开展|推进|抓好|抓紧|做好|安排|准备|完成|清零|销号|出稿|修改|补充"
    r"|完善|参加|配合|协助|说明|约谈|查清"
    r"|[即速急特][办处](?!公|事|分|理费)|速[报查核]|通车|到账|通[水电气]|[复开完竣动交]工|收尾|入库|交付|拆[除掉]?"
    r"|安抚|盯[着住]|管起来|查明|了解|解决|拨付|施工|立项|落地"
    r"|到位|摸清|拿[个出来一]|拿(?=[^，。;]{1,8}(?:案|意见|办法|措施|口径|材料|数据|给))|放我|端[出上]"
    r"|[弄搞整](?:[出好完定]|归一|一?[个份张])|打通"
    r"|校[对一核]|盯[紧牢住]|收口|整理|清理|疏导|赶赴"
    rf"|[报交给送发](?=[{PERSON_MARK}{UNIT_MARK}])|给个|要(?:个)?(?:结果|说法)|过一遍|迁移|动工|抢通|管好|(?:做|写|印"
    rf"|改|修|拆|停|搬|撤|补|算|测|理)(?:完|好|出|掉|齐|下来)"
)
_ENGLISH_VERB: Final = re.compile(
    r"\b(?:send|submit|reply|report|finish|complete|prepare|provide|draft|review|hand in|deliver|investigate|check"
    r"|coordinate|settle|close|confirm|proofread|circulate|due|leads?|assists?|support|verify|inspect|update"
    r"|look into|follow up"
    r"|wrap|clear|repair|fix|issue|file|write|bring|arrange|organi[sz]e|ensure|compile|respond|answer|explain"
    r"|on my desk)\b",
    re.IGNORECASE,
)
_LATIN: Final = re.compile("[A-Za-z]{3}")
_ENGLISH_ORDER: Final = re.compile(
    rf"(?:[{UNIT_MARK}{PERSON_MARK}]++|\ball (?:towns|agencies|bureaus|departments|sections|units|offices)\b)"
    r"(?:,? (?:to|must|shall|should|please|needs? to|is to|are to|has to|have to|leads?|will lead"
    r"|takes? the lead)\b|: ?[a-z]| (?:confirm|send|submit|prepare|draft|check|review|verify|provide"
    r"|inspect)\b)"
    r"|^[ @]*(?:urgent[ ,:-]*)?please (?:[a-z]+ ){0,2}?[a-z]+",
    re.IGNORECASE,
)
_BIDS: Final = re.compile(  # 小刘 明天上午把签到册整理好给我
    rf"(?:^|[ ，:@、是①-⑩)])[ ]?(?:请)?(?:{_WHO}|{_UNIT})[^。;!?\n]{{0,12}}?[把将][^，。;!?\n]{{2,24}}?"
    rf"(?:(?:给[我他她]|[报交给送发](?:给|到|至)?(?:我|{_WHO}|{_UNIT}))(?![了过])|[出上过拿][来去](?![了过])|(?:弄"
    rf"|整理|准备|做|写|改|核)[出好完清](?!了))"
)
_HANDED_TO: Final = re.compile(  # 发改局：煤电油气运调度方案，下周三，报陈县长
    rf"^[ @]*{_UNIT}[:!，,][^。;!?\n]{{2,40}}?[报交送发](?:给|到|至)?(?:我|{_WHO}|{_UNIT})(?![^，。]{{0,4}}了)"
)
_LETS: Final = re.compile(
    rf"(?:让|叫|喊|通知|要求|责成|安排){_UNIT}[^，。;]{{0,6}}?(?:马上|立即|立刻|抓紧|尽快|赶紧|去|派|来|把|停)"
)
_CLEAR: Final = re.compile(
    rf"{_UNIT}[^，。;!?\n]{{0,10}}?(?:抓紧|尽快|马上|立即|赶紧|赶快|第一时间)[^，。;!?\n]{{0,4}}?[把将]"
    rf"|{_UNIT}[^，。;!?\n]{{0,6}}?[把将][^，。;!?\n]{{2,24}}?(?:抓紧|尽快|马上|立即|赶紧|赶快|及时|限期)"
)
_ASKS: Final = re.compile(
    r"请(?!问|假|客|教|进|坐|喝|吃|了|过|款|柬|帖|功|安|愿|缨|战|病|婚|产|求)|务必|务于|必须|须|要求|麻烦|劳驾|有劳"
    rf"|[即速急特][办处](?!公|事|分|理费|理)|(?:今天|马上|{_TIME})?就?要(?:个|到)?(?:结果|说法|回话|答复|数)|限(?!行"
    rf"|速|高|电|制|号)|{_UNIT}[^，。;]{{0,4}}?(?:搞?快[点些]|赶紧|赶快|麻[利溜]|[莫别]再?拖|上点?心)|[莫别]再?拖"
    rf"|{_UNIT}(?:要|得|须|应|尽快|抓紧|立即|马上)|(?i:please)"
)
_CHARGED: Final = re.compile(
    rf"{_UNIT}[^，。;]{{0,6}}(?:牵头|主办|负责(?!人)|承办|汇总|测算|摸底|核实|研究|落实"
    r"|分析原因|[拿提出报][个一](?:个|份|下)?|给个|盯[着紧住]|(?:管|抓|查|办|核|跟|处理|协调|看|催)(?:一下|下"
    r"|一[查看办核]))"
)
_URGENT: Final = re.compile(
    r"^急(?=[!,，。 ])|(?i:\burgent\b|\basap\b|at once|immediately|right away)|速办|急办|即办|特急|特提|火速"
    r"|加急|十万火急|第一时间|立即|立刻|马上|即刻|速(?=[报处核查])"
    r"|从速|迅速|紧急(?=办|处|核)"
)
_SOON: Final = re.compile(r"尽快|抓紧|尽早|早日|及早")
_ALONE: Final = re.compile(  # 速办！ and no more
    rf"^[ ]*请?(?:{_UNIT}|{_WHO}|[这那]?[件个]?(?:事情?|文|件)?|此[事件])?(?:要|得|都)?(?:速办速报|速[办处报查]"
    r"|急办|即办|特急|特提"
    r"|从速办理|马上去?办|立即办理?|(?:抓紧|尽快)(?:办理?|处理|落实|点"
    r"|一下)?)理?(?:[ !。，,]*(?:[别莫不][要得]?[压拖等误忘]|不得|过夜|越快越好|[了哈啊吧嘛])*)*+[ !。，,]*$"
)
_AT_ONCE: Final = re.compile(
    r"(?:^|(?<=[。;!]))[ ]*请?(?:速|立即|立刻|马上|火速|从速)[^，。;!?\n]{0,3}(?:报|办|查|处|核|落实|反馈|整改)(?!警)"
)
_HANDLE: Final = re.compile(
    r"阅处|阅示|阅办|研处|(?<!已)(?<!已经)(?:批转|转办|督办)(?![件单群室台系科函]|事项|通报|通知)|研究(?:处理|办理)"
    r"|按(?:程序|规定|要求|批示|此)(?:办理|报批|执行|落实|推进)|酌处|酌办|拟办"
    rf"|^[ ]*请?(?:批?转|交)给?(?:{_UNIT}[、和]?)++[ 。!]*$|转[由请给]?{_UNIT}[^，。;]{{0,3}}(?:办|处|研|阅|落实|核)"
)
_CHATTER: Final = re.compile(
    r"接(?:一?下|个)?电话|[把将](?:门|灯|窗户?|空调)|杯子|开水|泡茶|倒水|[带打买]饭|请假|请客|吃饭|聚餐|生日|快递"
    r"|外卖|拼车|红包|打球|天气|早点休息|辛苦了|谢谢大家|恭喜|祝|欢迎|点赞"
    r"|谁能|有人能|代收|代签|替我|顶一下|值不了|换班|跟[^，。]{1,4}换"
)
_STATED: Final = re.compile(
    r"^[ ]*(?:均|都)?已(?:按|经|于|全|完|办|报|将|把)|^[ ]*我(?:们|局|镇|单位|股)?(?!要|县|市)|^[ ]*本单位"
    rf"|^[ ]*{_UNIT}(?:已经?|正在|刚)|^[ ]*{_UNIT}[^，。:]{{0,4}}(?:报告|来电|报称|上报|来报|报):"
    r"|已经?(?:报|交|完成|办|落实|反馈|发)[了送结出]?|汇报(?:一下|如下)|正在|[他她]们?说|(?:^"
    r"|[，。])[^，。]{0,14}能(?:交|报|弄好|办完|完成|拿出来|给)(?:了|来|上)?(?:$|[，。])"
    r"|(?:放假|停电|停水|检修|培训|召开|举行)[^，。]{0,6}$"
)
_TO_US: Final = re.compile(r"我|办公室|(?i:\b(?:me|us)\b)")


def is_stated(message: Message, span: Span) -> bool:
    """Whether it tells what the speaker's own side does, has done or will do: 我们局周五前会报上来."""
    return _STATED.search(message.marked, *span) is not None


def is_order(message: Message, span: Span) -> bool:
    """Whether a stretch orders something of somebody."""
    marked = message.marked[span[0] : span[1]]
    if is_only_mentioned(message, span) or _CHATTER.search(marked):
        return False
    if span[0] == 0 and commanded(message):
        return True
    if _ALONE.match(marked) or _HANDLE.search(marked) or _AT_ONCE.search(marked):
        return True
    if bids(message, span):
        return True
    if _STATED.search(marked):
        return False
    return _gives_away(marked) or _wants_done(message, span, marked)


def _gives_away(marked: str) -> bool:
    """Whether somebody is named there who shall do it at once, or bring it."""
    brought = "把" in marked or "将" in marked
    if brought and _BIDS.search(marked) is not None:
        return True
    if UNIT_MARK not in marked:
        return False
    if brought and _CLEAR.search(marked) is not None:
        return True
    return _HANDED_TO.search(marked) is not None or _LETS.search(marked) is not None


def _wants_done(message: Message, span: Span, marked: str) -> bool:
    """Whether a verb of doing stands there with somebody to do it or a time to do it by."""
    to_somebody = UNIT_MARK in marked or PERSON_MARK in marked
    if not to_somebody and DUE_MARK not in marked and _TO_US.search(marked) is None:
        return False
    if _VERB.search(marked) is None and (_LATIN.search(marked) is None or _ENGLISH_VERB.search(marked) is None):
        return False
    if (UNIT_MARK in marked and _CHARGED.search(marked)) or any(
        time.kind is TimeKind.DEADLINE for time in message.times_in(span)
    ):
        return True
    addressed = PERSON_MARK in marked or bool(message.units_in(span)) or _TO_US.search(marked) is not None
    if not addressed:
        return False
    return any(p.search(marked) is not None for p in (_ASKS, _ENGLISH_ORDER)) or recurrence(marked) != ""


def directives(message: Message, span: Span) -> Iterator[Reading]:
    """The orders in a stretch: one for each sentence that orders somebody, the rest going with the one before."""
    for start, end in _sentences(message, span):
        yield from directive_parts(message, (start, end), (start, end), leader=issuer(message, end))


def orders_in(message: Message, span: Span) -> bool:
    """Whether a stretch is an order, or has one among sentences that are none."""
    if is_order(message, span) or any(is_order(message, sentence) for sentence in _cut(message, span)):
        return True
    return not is_only_mentioned(message, span) and handed_out(message, span)


_A_CALL: Final = re.compile(rf"[ @]*(?:{_UNIT}|{_WHO})++(?:同志)?[ ]*")  # 交通局！


def _cut(message: Message, span: Span) -> list[Span]:
    """The sentences of a stretch."""
    found, start = list[Span](), -1
    for part_start, part_end in message.clauses_in(span):
        alone = _A_CALL.fullmatch(message.marked, part_start, part_end) is not None and start < 0
        start = part_start if start < 0 else start
        if (message.wording.clause_at(part_start).closes and not alone) or part_end >= span[1]:
            found.append((start, part_end))
            start = -1
    return found


def _sentences(message: Message, span: Span) -> list[Span]:
    """Sentences that name somebody of their own begin a new order; questions and reports beside them are none."""
    found, called_at = list[Span](), -1
    before: bool | None = None  # whether the last one found is of its own; None where it must be looked at again
    for sentence in _cut(message, span):
        if is_only_mentioned(message, sentence):
            called_at = sentence[0] if _CALLS.match(message.marked, *sentence) else -1
            continue
        if called_at >= 0 and not addressed(message, sentence):
            sentence = (called_at, sentence[1])  # 高翔，方案改好没？今天下班前必须给我
        called_at = -1
        own = _own(message, sentence) if found else None
        if own and before is None:
            before = _own(message, found[-1])
        if found and not (own and before):
            found[-1], before = (found[-1][0], sentence[1]), None
        else:
            found.append(sentence)
            before = own
    return found


_CALLS: Final = re.compile(rf"[ @]*(?:{_UNIT}|{_WHO})++(?:同志)?[，,: ]")
_JOINS_IN: Final = re.compile(rf"{_UNIT}(?:也|要|同步|一并|同时)*(?:做好|抓好|加强|加快|跟进)(?!了)")


def _own(message: Message, span: Span) -> bool:
    """Whether a sentence is an order to somebody of its own."""
    if not addressed(message, span):
        return False
    return is_order(message, span) or _JOINS_IN.search(message.marked, *span) is not None


def directive_parts(message: Message, whole: Span, about: Span, *, leader: Span | None) -> Iterator[Reading]:
    """一是…二是…三是: one order each, what stands before them shared by all."""
    several = cut(message, about, leader=leader)
    if several is None:
        yield order(message, whole, about, leader=leader)
        return
    for part in several.parts:
        yield order(message, part, part, leader=leader, shared=several.shared)


def order(
    message: Message, whole: Span, about: Span, *, leader: Span | None = None, shared: tuple[Span, ...] = ()
) -> Reading:
    """One order. `leader` is where the name of whoever gives it stands; `shared` what is said for several at once."""
    given = parties(message, about)
    words = message.text[about[0] : about[1]]
    issued = message.people_in(leader) if leader else ()
    people = tuple(person for person in given.people if person not in issued)
    asked = bool(given.leads or people)
    due = next((d for span in (about, *shared) if (d := _due(message, span, asked=asked)) is not None), None)
    soon = due is None and _SOON.search(words) is not None
    return Reading(
        intent=Intent.DIRECTIVE,
        span=whole,
        number=message.number_in(whole),
        person=people[0] if people and not given.leads else None,
        people=people,
        leader=issued[0] if issued else None,
        leader_name=message.words(leader) if leader else "",
        leads=given.leads,
        supports=given.supports,
        copies=given.copies,
        due=due,
        deliverable=next((what for span in (about, *shared) if (what := deliverable(message, span))), ""),
        urgent=_URGENT.search(words) is not None,
        what="soon" if soon else "",
        text=message.words(about) or message.words(whole),
        facts=_facts(message, about, shared, message.words(leader) if leader else ""),
    )


_KINDS: Final = (
    ("handle", re.compile("阅处|阅办|研处|酌处|酌办")),
    ("study", re.compile("研究(?:提出|一?个|并?拿)|研提|尽快研究")),
)


def _kind(words: str) -> str:
    """What is wanted of it: to be read and handled (阅处), or studied (研究提出意见)."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")


def _facts(message: Message, about: Span, shared: tuple[Span, ...], leader: str) -> dict[str, str]:
    """How often, to whom it goes, to which kind of units it fans out and what kind it is, as far as that is said."""
    spans = (about, *shared)
    told = {
        "recurrence": (recurrence(message.text[start:end]) for start, end in spans),
        "report_to": (report_to(message, span) for span in spans),
        "fanout": (fanout(message, span) for span in spans),
        "kind": (_kind(message.text[start:end]) for start, end in spans),
    }
    found = {name: next((value for value in values if value), "") for name, values in told.items()}
    if leader and found["report_to"].startswith(("他", "她")):
        found["report_to"] = leader
    return {name: value for name, value in found.items() if value}


_LAST: Final = re.compile(rf"(?<=[，,( ])[{TIME_MARK}]++(?=[) 。;!]*$)")  # 住建局：管网方案，周三
_BY_THEN: Final = re.compile(
    rf"(?<![把将{TIME_MARK}])[{TIME_MARK}]++(?=[，,]?[^，。;!?\n]{{0,24}}?(?:[把将][^，。;!?\n]{{1,24}}?|就?要|必须"
    rf"|务必|得)?"
    r"(?:[给交报送发拿要用]|[放摆搁](?:到|在)?(?:我|[^，。;]{0,4}[桌案])|(?<=[须务必得要])[^，。;!?\n]{2,6}(?=$"
    r"|[，。;!])))"
)


def _due(message: Message, span: Span, *, asked: bool = False) -> TimeReading | None:
    """The deadline; of somebody who is asked, also the time at which something is to be handed in (下周二给我)."""
    times = message.times_in(span)
    again = rhythm(message.text[span[0] : span[1]])
    often = (span[0] + again.start, span[0] + again.end) if again else (-1, -1)  # 每周四上午 is no one day
    owed = (time for time in times if time.kind is TimeKind.DEADLINE and not often[0] <= time.span[0] <= often[1])
    found = next((time for time in owed if not _names_a_thing(message, time)), None)
    if found is not None or not asked or again:
        return found
    for match in chain(_BY_THEN.finditer(message.marked, *span), _LAST.finditer(message.marked, *span)):
        time = next((t for t in times if t.span[0] == match.start()), None)
        if time is not None and time.kind is TimeKind.POINT:
            due = _by_noon(message, as_deadline(time, message.frame))
            if due.at > message.frame.now:
                return due
    return None


def _names_a_thing(message: Message, time: TimeReading) -> bool:
    """把三季度报表…: a stretch of time that belongs to the thing, and no day by which it is due."""
    start, end = time.span
    return message.text[max(0, start - 1) : start] in ("把", "将") and message.text[end - 1] not in "前内底末止"


def _by_noon(message: Message, due: TimeReading) -> TimeReading:
    """明天上午给我 ends with the morning."""
    noon = message.frame.conventions.noon
    if due.grain != "day" or not message.text[slice(*due.span)].endswith("上午"):
        return due
    return replace(due, at=due.at.replace(hour=noon.hour, minute=noon.minute), grain="minute")
