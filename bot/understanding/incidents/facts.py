"""Who says so, what was done, why, and when: the elements besides the place and the people harmed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.understanding.incidents.deeds import is_deed, leads
from bot.understanding.incidents.events import event_in
from bot.understanding.message import Message, Span
from bot.understanding.names import SURNAMES
from bot.understanding.values import TimeKind, TimeReading, TimeRole

_AHEAD: Final = timedelta(minutes=2)

_LABELLED: Final = re.compile(
    r"(?:信息来源|来源|信源|报告人|报警人|报信人?的?|上报人|报送单位)(?:补[^，。;:]{0,4}|[问查核][到清]楚?了?"
    r"|[，, ]){0,3}(?:就)?(?:是|为"
    r"|:){1,2}[ ]?(?P<who>[^，。;!?\n]{2,30})"
)
_RECEIVED: Final = re.compile(
    r"(?<![未没有])接(?:到)?(?P<who>[^，。;:!?\n]{1,16}?)(?:的)?(?:报警|转警|通报|报告|来电|求助|电话|反映|报称"
    r"|报)(?!局|社|道)"
)
_BY: Final = re.compile(r"(?:据|由)(?P<who>[^，。;:!?\n]{2,16}?)(?:电话)?(?:报告|反映|介绍|上报|来电|称|报(?!道))")
_TOLD: Final = re.compile(
    r"(?:^|[，。;!\n ])(?:是)?(?P<who>[^，。;:!?\n]{1,20}?)(?:\d{1,2}[:点时]\d{0,2}分?许?)?(?:电话|口头|微信)?"
    r"(?:才|刚|[来举通上]|又)?(?:报的|报告的|上报的|说的|讲的|反映的|打来的|打的|打给[^，。;!?\n]{1,4}的|发来的"
    r"|转来的|打来的?电话|打的电话|来电(?:话)?(?:称|说|反映)?|电话报告|报告(?=[，。!]|$)|报告称|报称|"
    r"反映称?|报警称?|报案|报上来的?|(?<![另续再首初终快电专日周月呈上])报(?=[，。!]|$))"
)
_SAYS: Final = re.compile(  # 县医院报：…, 交警大队：…
    r"(?:^|\n)(?P<who>[^，。;:!?\n\d]{1,10}?(?:局|大队|支队|医院|镇|乡|中心|村|所|学校|[一二三四]中|水厂|台|办|公司"
    r"|站|社区|街道|指挥部|疾控|交警|消防|公安|卫健)"
    r"[^，。;:!?\n\d]{0,4}?)(?:值班室|值班员)?(?:[来通]?报告?|来电|反映|称|电话)?:"
)
_REPORTED: Final = re.compile(  # 柳林镇报 …, 河西镇政府邓伟报告，…, 中国地震台网正式测定：…
    r"^(?P<who>[^，。;:!?\n\d ]{2,14}?)(?:值班员|值班室)?(?:来|正式|刚|上|通)?(?:报告?|测定)(?:称|说)?(?=[:，, ])"
)
_WITNESS: Final = re.compile(
    r"(?:^|[，。;!\n ])(?P<who>物业|护士|医生|家属|村民|群众|目击者|店家|[矿厂校村镇站]上|[一-鿿]{2,6}(?:支书|村主任"
    r"|院长|校长|老板|所长|保安))(?:们)?(?:讲|说|称|[^，。;!?\n]{0,8}报到)"
)
_CALLED: Final = re.compile(  # 邓伟来电：…, 小马打来电话说…
    r"(?:^|[，。;!\n ])(?P<who>[^，。;:!?\n\d]{1,10}?)(?:刚才?|刚刚|又|才)?(?:打?来(?:了)?(?:个)?电话?|来电"
    r"|打电话)(?:说|称|讲|报告?|反映)?(?=[:，, ]|[^，。;:!?\n]{2})"
)
_SENT_ON: Final = re.compile(  # 转发：李明 08:03：…, 转李明：…
    r"^(?:转发?|【转】|\[转\])[:， ]*(?P<who>[^，。;:!?\n\d ]{2,12}?)[ ]?(?:\d{1,2}:\d{2}(?::\d{2})?)?(?::|——|-{1,2})"
)
_NOBODY: Final = re.compile(
    r"匿名|^报(?!社)|^(?:有人|已|我|刚|才|正|现|请|要|没|未|还|再|续|首|初|终|电话|口头|及时|立即|马上|的|了|是|情况"
    r"|信息|快|汇"
    r"|今[早晚天]|昨[晚天]|现在|刚才|这才|结果|怎么|谁)+$"
)
_LEADING: Final = re.compile(
    r"^(?:\[转发\]|转发|接到?|刚接到?|报告|上午|下午|中午|晚上|[上中下]午有|有|今[早晚天]|昨[晚天]|刚刚?|刚才|是|由"
    r"|据|现在|这才|才|已|许|左右)+"
)
_TRAILING: Final = re.compile(
    r"(?:的|今[早晚天]|昨[天晚]|早上|[上中下]午|刚刚?|刚才|[就才]|\d{1,2}[点时]半?|[一二三四五六七八九十]{1,3}点半?"
    r"|，)+$"
)
_PHONE: Final = re.compile(
    r"(?:联系)?(?:电话|手机|号码|联系方式)[是为:]?[ ]?(?P<phone>\d[\d-]{6,14}\d)|(?<!\d)(?P<mobile>1[3-9]\d{9})(?!\d)"
)

_CAUSE: Final = re.compile(
    r"(?:事故|起火|初步)?(?:原因|起因)(?:是|为|系|初步(?:判断|分析)?(?:是|为)?|:)+[ ]?(?P<cause>[^，。;!?\n]{2,40})"
    r"|(?:由于|因|系|疑因|疑似因?)(?P<cause2>[^，。;!?\n]{2,24}?)(?:引发|引起|导致|造成|所致|致|起火|爆炸|而)"
    r"|疑似(?P<cause3>[^，。;!?\n]{2,16}?)(?:引起|所致|引发|(?=[，。;!?\n]|$))"
)
_HAPPENED_BEFORE: Final = re.compile(
    r"(?:^|[，。;:,! ]|补充|补报|[一改]下)(?<!会议)时间(?:的话|点)?[，,: ]{0,2}"
    r"(?:应该?|大概|大约|大致|约|就|准确|具体|确认|[说查问核]实?清楚?了?|[，, ]){0,3}[是为在:]?(?:大概|大约|约|今天"
    r"|昨天)?$"
    r"|(?:事发|案发|发生|起火|事故)(?:的)?(?:时间)?(?:应)?[是为:在于]{0,3}[ ]?$"
)
_HAPPENED_BEHIND: Final = re.compile(r"^[ ]?(?:许|左右)?(?:发生|事发)")
_UNKNOWN_CAUSE: Final = re.compile(r"在查|不明|不详|待查|正在|调查|未知|核实")


_SIGNED: Final = re.compile(
    r"(?:-{1,2}|—{1,2}|\()[ ]?(?P<who>[一-鿿]{2,14}?)(?:报|报送|上报)?\)?[ 。]{0,2}$"
)  # ——应急局周强
_AM: Final = re.compile(  # 我是交警四中队的刘强; 这里是河西镇值班室
    r"(?:^|[，。;!\n: ])(?:你好|喂|吗|[，, ])*(?:我们?|这里|这边"
    r"|俺)[是系](?P<who>[^，。;:!?\n\d]{2,14}?)(?=[，。,;: 啊哈]|$|报告|我们|刚)"
)
_IS_WHO_TOLD: Final = re.compile(  # 是交警李明打给我的, said of an incident that is known
    r"(?:^|[，。;!\n ])(?:就|应该|这个?|这事|消息)?是(?P<who>[^，。;:!?\n\d]{2,14}?)(?:打给我|打来|打电话|报过?来"
    r"|报上来|报|反映|来电|讲|说)(?:说|讲)?的(?=$|[，。!; ])"
)
_SOURCES: Final = (_LABELLED, _SENT_ON, _SIGNED, _SAYS, _CALLED, _RECEIVED, _BY, _REPORTED, _TOLD, _AM, _WITNESS)
_ANYBODY: Final = frozenset((_CALLED, _REPORTED, _TOLD, _SIGNED, _AM))  # whose words need to name somebody
_TELLER: Final = re.compile(
    r"(?:局|队|所|站|院|校|园|[镇乡村县区]|社区|街道|公司|厂|矿|台|办|委|政府|中心|科|室|部|组|社|处|学|[员长]|支书"
    r"|主任|家属|家长|群众"
    r"|[村市居网]民|老板|保安|某|工人|司机|台网|测报员|室友|邻居|路人|师傅|医生|护士|校医|老师|柜员|店主|店家|物业"
    r"|业主|指挥部|防指|疾控|交警|民警|消防|公安|卫健|部队|机场"
    r"|热线|调度|1\d{2}|12345|[矿厂校村镇站乡]上|[村镇乡县局]里|那边|[一二三四五]中|小学|中学|朋友|亲戚|老[一-鿿]"
    r"|小[一-鿿]|老百姓)[们]?(?:值班)?$"
)


def source_in(message: Message, span: Span, *, update: bool = False) -> tuple[str, Span]:
    """Who says so, with a telephone number if one is given. In an update it must be labelled as the source."""
    at = _who(message, span, (_LABELLED, _IS_WHO_TOLD) if update else _SOURCES)
    if at is None:
        return "", (0, 0)
    phone = _PHONE.search(message.text, *span)
    number = (phone["phone"] or phone["mobile"]) if phone else ""
    return f"{message.words(at)} {number}".strip(), at


def _who(message: Message, span: Span, patterns: tuple[re.Pattern[str], ...]) -> Span | None:
    for pattern in patterns:
        for match in pattern.finditer(message.text, *span):
            start, end = match.span("who")
            led = _LEADING.match(match["who"])
            start += led.end() if led else 0
            behind = _TRAILING.search(message.text[start:end])
            end -= len(behind[0]) if behind else 0
            who = message.words((start, end))
            named = pattern not in _ANYBODY or _names_somebody(message, (start, end), who)
            if named and len(who) >= 2 and not _NOBODY.match(who) and event_in(who) is None:
                return start, end
    return None


def _names_somebody(message: Message, span: Span, who: str) -> bool:
    """Whether words end in what somebody is called: a unit, a role, a known name, a surname with a name."""
    if _TELLER.search(who) is not None or any(name.end == span[1] for name in message.names_in(span)):
        return True
    return _A_NAME.search(who) is not None


_A_NAME: Final = re.compile(
    rf"(?:局|队|所|院|校|镇|乡|村|社区|街道|公司|[员长]|中心|办|室|的|群众|村民|站|厂|委|支书|主任|疾控|交警|消防"
    rf"|公安)(?:{'|'.join(sorted(SURNAMES, key=len, reverse=True))})"
    r"[一-鿿]{1,2}$"
)


def measures_in(message: Message, span: Span) -> tuple[str, tuple[Span, ...]]:
    """The clauses that say what was done, in their own words."""
    clauses = tuple((start + leads(message.text[start:end]), end) for start, end in message.clauses_in(span))
    parts = tuple(part for part in clauses if is_deed(message.text[slice(*part)]))
    runs = list[Span]()
    for part in parts:  # clauses side by side stay as they were written
        at = clauses.index(part)
        beside = bool(runs) and at > 0 and runs[-1][1] == clauses[at - 1][1] and not _closes(message, runs[-1][1])
        if beside:
            runs[-1] = (runs[-1][0], part[1])
        else:
            runs.append(part)
    return "；".join(dict.fromkeys(words for run in runs if (words := message.words(run)))), parts


def _closes(message: Message, end: int) -> bool:
    return message.text[end : end + 1] in ("。", ";", "!", "?", "\n")


def cause_in(message: Message, span: Span) -> tuple[str, Span]:
    """Why it happened, where somebody has said so; an unknown cause is none."""
    match = _CAUSE.search(message.text, *span)
    if match is None:
        return "", (0, 0)
    at = match.span(next(name for name in ("cause", "cause2", "cause3") if match[name]))
    words = message.words(at)
    return ("", (0, 0)) if _UNKNOWN_CAUSE.search(words) else (words, at)


def occurred_at(message: Message, span: Span, *, update: bool = False) -> TimeReading | None:
    """When it happened, to the minute; None where only a day is known, or nothing. An update must say 发生 of it."""
    times = [time for time in message.times_in(span) if time.kind is TimeKind.POINT and time.grain == "minute"]
    if update:
        times = [time for time in times if _said_to_happen(message.text, time.span)]
    told = tuple(time for time in times if time.role is TimeRole.NONE or _behind_report(message.text, time))
    for found in (tuple(time for time in times if time.role is TimeRole.OCCURRED), told):
        for time in found:
            if past(time, message.frame.now) <= message.frame.now + _AHEAD:
                return replace(time, at=past(time, message.frame.now))
    return None


_REPORTS: Final = re.compile(r"(?:报告?|称|反映|来电|电话|通报)[，,: ]{1,2}$")


def _behind_report(text: str, time: TimeReading) -> bool:
    """邓伟报告，下午4点10分，…: the clock behind the comma is that of what he reports."""
    return time.role is TimeRole.REPORTED and _REPORTS.search(text, max(time.span[0] - 8, 0), time.span[0]) is not None


def past(time: TimeReading, now: datetime) -> datetime:
    """The latest moment that the words of a time can mean and that is not ahead; what was read where all are."""
    return max((at for at in (time.at, *time.alternatives) if at <= now + _AHEAD), default=time.at)


def _said_to_happen(text: str, span: Span) -> bool:
    before, behind = text[max(0, span[0] - 10) : span[0]], text[span[1] : span[1] + 4]
    return _HAPPENED_BEFORE.search(before) is not None or _HAPPENED_BEHIND.match(behind) is not None


def received_at(message: Message, span: Span) -> datetime | None:
    """When this office was told, where the words say so."""
    return _first_of(message.times_in(span), TimeRole.RECEIVED)


def _first_of(times: tuple[TimeReading, ...], role: TimeRole) -> datetime | None:
    return next((time.at for time in times if time.role is role and time.grain == "minute"), None)
