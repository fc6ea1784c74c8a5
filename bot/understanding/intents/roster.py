"""Who is on duty when, and who would rather change: 今晚谁值班, 换班, 可以换."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.intents.days import day_of
from bot.understanding.intents.rules import QUESTION, D, P, Reach, Rule, Scope, T, either
from bot.understanding.message import TIME_MARK, Span
from bot.understanding.values import Intent, Reading

# --- who is on duty -----------------------------------------------------------------------------------------

_WEEK: Final = re.compile(r"[本这下上]个?(?:周|星期|礼拜)(?![一二三四五六日天])|(?i:week)")
_MINE: Final = re.compile(r"我[^，。]{0,6}(?:什么时候|哪天|几号|下次|是不是|有没有)|(?:轮到|是)我(?![们局镇县市])")


def _roster(scope: Scope) -> Reading | None:
    """`what` is day, week or mine (the asker's own next shifts). A table that is to be handed in is no question."""
    text, times = scope.message.text, scope.message.times_in(scope.span)
    if _HANDED_IN.search(scope.message.marked, scope.match.end()) is not None and "?" not in text:
        return None
    spelled = _SPELLED.search(text, *scope.span)
    what = "mine" if _MINE.search(text, *scope.span) else "week" if _WEEK.search(text, *scope.span) else "day"
    later = timedelta(days=_PINYIN[(spelled["day"] or spelled["eve"]).lower()]) if spelled is not None else None
    at = times[0].at if times else scope.message.frame.now + later if later is not None else None
    return replace(scope.reading(Intent.ROSTER), at=at, what=what)


_HANDED_IN: Final = re.compile(rf"{D}[^，。;!?\n]{{0,4}}(?:交|报送?|送|反馈)|(?:交|报送|报|发)(?:给|到|至){P}")
_PINYIN: Final = {"jin": 0, "ming": 1, "hou": 2}
_SPELLED: Final = re.compile(r"(?i:\b(?P<day>jin|ming|hou) ?(?:tian|wan|ye)\b|\b(?P<eve>jin|ming) ?ri\b)")


_KEEPS: Final = "(?:值班|带班|主班|副班|当班|夜班|白班|值守)"

ROSTER: Final = Rule(
    intent=Intent.ROSTER,
    cues=(
        *("值班", "带班", "主班", "当班", "白班", "夜班", "on duty", "roster", "的班", "谁班", "轮到", "哪个班"),
        *("排班", "zhiban", "daiban", "个班", "没有班", "不上班", "排的", "坐镇", "咋排", "么排", "何排", "没排"),
    ),
    pattern=either(
        rf"(?:谁|哪[位个些俩两几]?)[^，。;!?\n]{{0,6}}(?:{_KEEPS}|的班|坐镇|坐班|守班)",
        rf"(?:{P}|{T}|我)[^，。;!?\n]{{0,8}}(?:有没有|有无|有几个|几个|还有几个|多少个|上不上|值不值|轮不轮"
        rf"|排没排)(?:夜|白)?(?:值班|班)(?!子|车|组|会)",
        r"(?:值班|排班|带班)(?:表|安排|名单)[^，。;!?\n]{0,4}?(?:出来|排出来|定|排|下来)了?(?:没有?|不|么)",
        rf"(?:{T}|国庆|春节|元旦|端午|中秋|清明|五一|过年|假期|节日?)[^，。;!?\n]{{0,4}}(?:咋个?|怎么|如何)排(?:的|班"
        rf"|$)",
        rf"{T}[^，。;!?\n]{{0,6}}?排的?(?:是|有)?(?:谁|哪[个位些])",
        rf"{_KEEPS}(?:的|人员|领导|员|人|那个)?(?:又|该|轮)?(?:是|都有|有|到)?(?:谁|哪(?=[位个些几两]|$|[?，。]))",
        r"(?:谁|哪[位个])的班|(?:谁|哪个)班(?=$|[啊呀呢哦嘛，。!?])",
        r"(?:值班|排班)怎么(?:安排|排)|(?:值班|排班)(?:表|安排)(?:呢|发我|看看|是什么|怎么排|\?|$)",
        rf"{_KEEPS}(?:的)?(?:是|归)?(?:{P}|[一-鿿]{{2,3}})(?:值|上)?还是(?:{P}|[一-鿿]{{2,3}})",
        rf"(?:{T}[^，。;!?\n]{{0,6}}(?:{_KEEPS}|班)|{_KEEPS}[^，。;!?\n]{{0,4}}{T})?[^，。;!?\n]{{0,4}}"
        rf"(?:是不是|该不该|轮没轮|轮不轮)(?:该|轮)?(?:到|是)?(?:我|谁|{P})(?:值班?|带班|的班)?(?=$"
        rf"|[了啊呀呢吗哦嘛，。!?])",
        rf"轮到(?:谁|哪[位个]|我|{P})[^，。;!?\n]{{0,4}}(?:{_KEEPS}|(?=$|[了啊呀呢吗哦嘛，。!?]))",
        r"我[^，。;!?\n]{0,4}(?:什么时候|哪天|几号|下次)[^，。]{0,3}值班",
        r"(?i:who(?:'s|s| is|se)?[^.?]{0,20}on duty|duty roster|sh[ue]i (?:zhi|dai) ?ban)",
    ),
    anywhere=True,
    unless=either(
        r"请(?!问)|报(?!告)|排好|修订|印发|上传|制定|编制|更新|调整|核对|交|做|(?i:please|send|submit)",
        r"让你|叫你|要你|[让叫]我|能(?:顶|替|换)|可以(?:顶|替)|换班?|替一下|顶一下|代值|调班|求[顶替]"
        r"|帮[我忙](?![瞅看瞧查问瞄]|搞清|确认)",
    ),
    reach=Reach.CLAUSE,
    read=_roster,
)

# --- 换班 --------------------------------------------------------------------------------------------------------

_CHANGE: Final = r"(?:换|对换|互换|对调|调换|[倒掉调串])"
_HIM: Final = rf"(?:他|她|你|您|对方|{P}(?:同志|哥|姐)?)"
_DOES: Final = r"(?:来|去|再|就|可以|帮|给|替|代)*(?:值|上|顶|替)"
_TAKES_BEFORE: Final = re.compile(
    rf"(?:我(?:来|去|再|就|可以|帮|给|替)*(?:值|替|顶|上|还|给|帮){_HIM}?(?:值|顶|上)?的?"
    rf"|(?:换|调|串|倒|对调)(?:成|到|为)?{_HIM}?的?(?:班)?|(?:⇄|↔|<-?>){_HIM}?的?)$"
)
_POSSESSES: Final = re.compile(rf"(?:(?P<with>跟|和|与|同))?{_HIM}的?$")
_TAKES_BEHIND: Final = re.compile(rf"[^，。我]{{0,8}}?(?:归我|我{_DOES}|我来)(?!不|没|的)|^[^，。我]{{0,4}}(?:换|调)我")
_GIVES: Final = re.compile("(?:换|调|对调|串|倒|给|把|以|用|拿)(?:成|到|为)?我的?$")
_LIST: Final = re.compile(rf"(?:{_CHANGE}|调)(?:一下)?的?(?P<first>{T})(?:的?[白夜早晚]?班)?[、和与及](?:本人|我)?{T}")
_EACH: Final = re.compile(
    rf"(?P<who>我|{_HIM})(?:值|上|是|的班是)的?{T}|{T}的?(?P<who2>我|{_HIM})(?:值|上)(?![{TIME_MARK}替的])"
)
_PUT_OVER: Final = re.compile(rf"{_CHANGE}(?:过来|一下|个个|个班|个儿|班|$|[，。吧嘛呗行可])|互换|对调")


def _is_taken(scope: Scope, span: Span, since: int, until: int) -> bool:
    """Whether a day is the one the speaker takes: 我值你初三的, 他6号的归我, 小王30号."""
    marked = scope.message.marked
    before, behind = marked[since : span[0]], marked[span[1] : until]
    if _GIVES.search(before) is not None:
        return False
    listed = _LIST.search(marked, scope.start)
    if listed is not None and listed.start("first") == span[0]:
        return False  # 调换12月1日、12月8日值班
    each = {(found["who"] or found["who2"]) == "我": found for found in _EACH.finditer(marked, *scope.span)}
    if len(each) == _BOTH and _PUT_OVER.search(marked, max(found.end() for found in each.values())) is not None:
        return each[False].start() <= span[0] < each[False].end()  # 我值25号，你值27号，咱俩调过来
    if _TAKES_BEFORE.search(before) or _TAKES_BEHIND.match(behind):
        return True
    his = _POSSESSES.search(before)
    return his is not None and (his["with"] is None or since > scope.start)


def _swapped(scope: Scope, span: Span) -> tuple[date, ...]:
    """The day that is given away and the day that is taken for it, as far as they are named."""
    given, taken = list[date](), list[date]()
    for start, end in scope.message.clauses_in(span):
        times = scope.message.times_in((start, end))
        for place, time in enumerate(times):
            day = day_of(scope, time)
            since = times[place - 1].span[1] if place else start
            until = times[place + 1].span[0] if place + 1 < len(times) else end
            (taken if _is_taken(scope, time.span, since, until) else given).append(day)
    if not given or not taken:
        return tuple(dict.fromkeys((*given, *taken)))
    return given[0], next((day for day in taken if day != given[0]), taken[0])


_PEER: Final = either(
    rf"(?:跟|和|与|同|找|⇄|↔)(?P<who>{P})",
    rf"(?P<who2>{P})(?:同志|[，, ]*你)?(?:帮我|替我|和我|跟我|与我)",
    rf"^@?(?P<who3>{P})(?=[，, ])",
)


def _peer(scope: Scope, span: Span) -> PersonId | None:
    match = _PEER.search(scope.message.marked, *span)
    speaker = scope.message.situation.speaker
    found = scope.message.people_in(match.span(match.lastgroup or 0)) if match else ()
    others = [one for one in (*found, *scope.message.people_in(span)) if one != speaker]
    return others[0] if others else None


_ABOUT_SHIFTS: Final = re.compile(r"班|岗|值|顶|替")


def _swap(scope: Scope) -> Reading | None:
    """`days` are the day that is given away and the day that is taken for it, as far as they are named."""
    whole = (0, len(scope.message.text))
    days, span = _swapped(scope, scope.span), scope.span
    if len(days) < _BOTH:
        fuller = _swapped(scope, whole)
        days, span = (fuller, whole) if len(fuller) > len(days) else (days, span)
    if not days and not _ABOUT_SHIFTS.search(scope.message.text):
        return None
    return replace(
        scope.reading(Intent.SWAP), person=_peer(scope, span), names=scope.message.called_in(span), days=days
    )


_BOTH: Final = 2
_SHIFT: Final = r"(?:(?:一?下|一?个|一?次)?(?:带班|夜班|白班|早班|晚班|值班|班|岗)|(?=$|[，。,!；; ]))"
_WITH: Final = rf"(?:和|跟|与|同)(?:{P}|[小老][一-鿿]|[一-鿿]{{2,3}}(?=商量|说好|讲好|换个?班|调个?班))(?:同志)?"
_WITH_ANY: Final = (
    rf"(?:咱[俩们]|我们?[俩两]个?|(?:和|跟|与|同)(?:{P}(?:同志)?|[小老][一-鿿]|我|你|您|他|她|[A-Za-z]{{1,8}}))"
)
GIVES_BACK: Final = re.compile(
    rf"我(?:来|再|就|可以)?(?:还|值|顶|替|上|给|帮){_HIM}(?:值|顶|上|替)?[^，。;!?\n]{{0,3}}{T}"
    rf"|{T}[^，。;!?\n]{{0,6}}(?:的|那个)?(?:归我|(?<![替帮给跟和])我(?:来|去)?(?:上|值|顶|来|还))"
    rf"|{T}[^，。;!?\n]{{0,4}}{_HIM}(?:来|再)?[替帮代]我"
)

SWAP: Final = Rule(
    intent=Intent.SWAP,
    cues=(
        "换",
        "替我值",
        "帮我顶",
        "帮我值",
        "调班",
        "串",
        "调",
        "倒",
        "掉",
        "归我",
        "还你",
        "⇄",
        "↔",
        "我值",
        "我给你",
    ),
    pattern=either(
        rf"{_WITH}(?:商量好了?|说好了?|讲好了?|[，, ])*{_CHANGE}(?:了|一下)?{_SHIFT}",
        rf"{_WITH}{_CHANGE}(?:{T}|国庆|春节|元旦|端午|中秋|清明|五一|过年|假期)[^，。;!?\n]{{0,4}}班",
        rf"我们?[俩两]个?[^，。;!?\n]{{0,6}}[，, ]?{T}[、和与跟]?{T}(?:的?班)?(?:互相)?{_CHANGE}(?:一下|过来|了)",
        rf"{_WITH_ANY}[^，。;!?\n]{{0,10}}?{_CHANGE}(?:了|一?下|一?个|一?次)?(?:带班|夜班|白班|早班|晚班|值班|班|岗)",
        rf"{T}[^，。;!?\n]{{0,10}}?(?:想|要)?{_WITH_ANY}[^，。;!?\n]{{0,6}}?{_CHANGE}(?:成|到|为)?(?:了|一?下)?"
        rf"(?:{T}|(?=$|[，。!吧呗哈嘛行可]))",
        rf"班[^，。;!?\n]{{0,4}}(?:想|要)?{_WITH_ANY}[^，。;!?\n]{{0,8}}?{_CHANGE}(?:了|一?下)?(?=$"
        rf"|[，。!吧呗哈嘛行可])",
        rf"我[^，。;!?\n]{{0,2}}{T}[^，。;!?\n]{{0,4}}(?:⇄|↔|<-?>|换){_HIM}的?{T}",
        rf"(?:申请|想|要|需要|能不能|可不可以|可以)(?:{_WITH})?(?:换|对换|互换|对调|调换|调|串|倒|掉)(?:一下|一?个"
        rf"|下)?(?:班|岗)",
        rf"{_WITH}(?:换|对换|互换|对调|调换)成",
        r"你(?:帮|替)我(?:值|顶)[^。;!?\n]{0,8}我(?:给|帮|替)?你?(?:值|顶)",
        rf"{P}(?:和|跟|与|同)我{_CHANGE}(?:了|一下)?{_SHIFT}",
        r"(?:换|调|串)班(?=$|[，。,:：(]|申请|给|到)",
        r"[换调串倒掉](?:一?个|一?下)班(?=$|[，。,: 呗吧哈嘛]|行|可以|成不)",
        rf"{T}[^，。;!?\n]{{0,6}}班[^，。;!?\n]{{0,3}}与{P}[^。;!?\n]{{0,12}}(?:互换|对调|对换)",
    ),
    anywhere=True,
    with_before=True,
    unless=re.compile(
        r"谁能|没人要|不换了|不用换|换班时|制度|规定|怎么换|如何换|轮换|换届|换人|通知|几天|提前|不了|不成|会议|开会"
        r"|同意跟|上次|多谢|谢谢"
        r"|感谢|怎么说"
    ),
    read=_swap,
)


def _in_return(scope: Scope) -> Reading | None:
    """何静你帮我值，我还你下周四的: one day for another without any word for it."""
    return _swap(scope) if _ASKED_FIRST.search(scope.message.marked, scope.start, scope.match.end()) else None


_ASKED_FIRST: Final = re.compile(
    rf"(?:帮我|替我|和我|跟我){_DOES}?(?:值|上|顶|替)?|{_HIM}(?:来|去)?(?:上|值|顶|替)(?:我的)?(?=$|[，。;! 班])"
    rf"|{T}{_HIM}来|我[替帮代]{_HIM}(?:值|上|顶)|我想|换|调"
)

IN_RETURN: Final = Rule(
    intent=Intent.SWAP,
    cues=("我还", "我值", "我顶", "我上", "我替", "我给", "我来", "归我", "我帮"),
    pattern=GIVES_BACK,
    anywhere=True,
    with_before=True,
    unless=re.compile(f"{QUESTION}|会议|材料|文件|快递"),
    read=_in_return,
)

_TO_CHANGE: Final = r"(?:换|对调|调|串|倒|掉)(?:一下|个)?(?:班|岗)?"
_SOFTLY: Final = r"(?:的|了|吧|哈|哦|啊|呀|哟|嘛)?"

SWAP_ACCEPT: Final = Rule(
    intent=Intent.SWAP_ACCEPT,
    cues=("换", "调班", "对调", "调吧", "调嘛", "调岗"),
    pattern=re.compile(
        rf"(?:我|那|行[，,]?|好[的，,]*|[，, ])*(?:同意|可以|愿意|没问题|能)(?:和|跟|与)?(?:你|他|她"
        rf"|{P})?{_TO_CHANGE}{_SOFTLY}(?=$|[，。!])"
        r"|(?:那就|就|行[，,]?|好[的，,]*|我?(?i:ok)[，, ]?)?[换调](?:吧|嘛|呗|就换)(?=$|[，。!])"
        r"|[^，。;!?\n不请]{0,10}?(?:准予|批准|同意|接受|认可)[^，。;!?\n不]{0,8}(?:(?:换|调|对调|互换)(?:班|岗)"
        r"|(?:对调|互换|调换)(?=$))"
        r"|(?:换班|调班|对调|互换)[^，。;!?\n不]{0,4}(?:接受|同意|可以|没问题|准了|批了)"
    ),
    unless=either(QUESTION, r"不同意|不可以|领导"),
    read=lambda scope: replace(scope.reading(Intent.SWAP_ACCEPT), approve=True),
)

_CONSENTS: Final = re.compile(
    r"^[ ]*(?:嗯+|哦|那|我)*[，, ]*(?:行|好|可以|没问题|没意见|要得|中|成|得|(?i:ok|yes))(?![不吗么没])[^?]*$"
)

AGREED: Final = Rule(  # 没问题，25号我来; 行，换: which day it is stands behind the consent
    intent=Intent.SWAP_ACCEPT,
    cues=("我来", "我值", "我上", "我顶", "归我", "换", "调"),
    pattern=either(
        rf"(?:那|你的?|[，, ])*{T}[^，。;!?\n]{{0,3}}(?:归我|我(?:来|值|上|顶)(?:值|上)?)(?:了|吧|哈|呗)?(?=$)",
        r"[换调](?:吧|嘛|呗|了)?(?=$)",
    ),
    read=lambda scope: (
        replace(scope.reading(Intent.SWAP_ACCEPT), approve=True) if _CONSENTS.match(scope.message.text) else None
    ),
)

SWAP_REJECT: Final = Rule(
    intent=Intent.SWAP_REJECT,
    cues=("换", "调班", "对调"),
    pattern=re.compile(
        rf"(?:我|那|这|恐怕|真的?|[，, ])*(?:不同意|不能|没法|不想|不可以|不)(?:和|跟|与)?(?:你|他|她"
        rf"|{P})?(?:{_TO_CHANGE}|换不换){_SOFTLY}(?=$|[，。! ])"
        r"|[^，。;!?\n]{0,8}?(?:拒绝|驳回|不接受|不批准?|退回|无法|没法|(?<!能)不能|不想"
        r"|不同意)[^，。;!?\n]{0,8}(?:换|调|对调|互换)(?:一?下|一?个)?(?:班|岗|(?=$|[，。! ]))"
        rf"|[^，。;!?\n]{{0,8}}?(?:班)?换不[了成]{_SOFTLY}(?=$|[，。! ])"
    ),
    unless=re.compile(QUESTION),
    read=lambda scope: replace(scope.reading(Intent.SWAP_REJECT), approve=False),
)
