"""Who is on duty when, and who would rather not: 今晚谁值班, 换班, 可以换, 今晚谁能顶."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.intents.days import day_of, days_in
from bot.understanding.intents.rules import QUESTION, P, Reach, Rule, Scope, T, either
from bot.understanding.message import Span
from bot.understanding.values import Intent, Reading

# --- who is on duty -----------------------------------------------------------------------------------------

_WEEK: Final = re.compile(r"[本这下上]个?(?:周|星期|礼拜)(?![一二三四五六日天])|(?i:week)")
_MINE: Final = re.compile(r"我[^，。]{0,6}(?:什么时候|哪天|几号|下次|是不是|有没有)|(?:轮到|是)我(?![们局镇县市])")


def _roster(scope: Scope) -> Reading:
    """`what` is day, week or mine (the asker's own next shifts)."""
    text, times = scope.message.text, scope.message.times_in(scope.span)
    spelled = _SPELLED.search(text, *scope.span)
    what = "mine" if _MINE.search(text, *scope.span) else "week" if _WEEK.search(text, *scope.span) else "day"
    later = timedelta(days=_PINYIN[(spelled["day"] or spelled["eve"]).lower()]) if spelled is not None else None
    at = times[0].at if times else scope.message.frame.now + later if later is not None else None
    return replace(scope.reading(Intent.ROSTER), at=at, what=what)


_PINYIN: Final = {"jin": 0, "ming": 1, "hou": 2}
_SPELLED: Final = re.compile(r"(?i:\b(?P<day>jin|ming|hou) ?(?:tian|wan|ye)\b|\b(?P<eve>jin|ming) ?ri\b)")


_KEEPS: Final = "(?:值班|带班|主班|副班|当班|夜班|白班|值守)"

ROSTER: Final = Rule(
    intent=Intent.ROSTER,
    cues=(
        *("值班", "带班", "主班", "当班", "白班", "夜班", "on duty", "roster", "的班", "谁班", "轮到", "哪个班"),
        *("排班", "zhiban", "daiban"),
    ),
    pattern=either(
        rf"(?:谁|哪[位个些]?)[^，。;!?\n]{{0,6}}(?:{_KEEPS}|的班)",
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
        r"让你|叫你|要你|[让叫]我|能(?:顶|替|换)|可以(?:顶|替)|换班?|替一下|顶一下|代值|调班|求[顶替]|帮[我忙]",
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
_TAKES_BEHIND: Final = re.compile(rf"[^，。我]{{0,8}}?(?:归我|我{_DOES}|我来)")


def _is_taken(scope: Scope, span: Span, since: int, until: int) -> bool:
    """Whether a day is the one the speaker takes: 我值你初三的, 他6号的归我, 小王30号."""
    marked = scope.message.marked
    before, behind = marked[since : span[0]], marked[span[1] : until]
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
_GIVES_BACK: Final = re.compile(
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
        r"谁能|换班时|制度|规定|怎么换|如何换|轮换|换届|换人|通知|几天|提前|不了|不成|会议|开会|同意跟|上次|多谢|谢谢"
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
    pattern=_GIVES_BACK,
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

# --- 顶班 --------------------------------------------------------------------------------------------------------

_PLEA: Final = re.compile(
    r"[帮替]我(?!妈|爸|娃|家|爱人)|加钱|[改回]天还|请吃饭|^@|大佬|^急+$|^(?:请|麻烦|求|谁|哪|回头|谢|拜托|辛苦)"
    r"|找个?人|安排|顶一?顶|帮忙|行不|吃饭|可以[吗不]|(?:班|岗"
    r"|值)[^，。]{0,6}不(?:了|成)$"
)
_SHIFTS: Final = (
    ("night", re.compile(r"[今明后当那天]晚|晚上|[夜晚]班|[^今昨]夜|[周日一二三四五六号]晚")),
    ("day", re.compile(r"[白日早]班|白天")),
)


def _cover(scope: Scope) -> Reading | None:
    """The reason is what is said around the request, in clauses of its own."""
    if _GAME.search(scope.message.text) is not None:
        return None
    if _GIVES_BACK.search(scope.message.marked, scope.match.end(), scope.match.end() + _NEAR):
        return None  # what is given back for it makes it a swap
    clauses = scope.message.clauses_in(scope.span)
    told = [scope.message.words(span).strip("，。, ") for span in clauses if _apart(span, scope.match)]
    why = [words for words in told if words and not _PLEA.search(words)]
    shift = next((kind for kind, words in _SHIFTS if words.search(scope.message.text, *scope.span)), "")
    return replace(
        scope.reading(Intent.COVER),
        people=scope.message.people_in(scope.span),
        days=days_in(scope, scope.span),
        what="night" if shift == "night" else "",
        facts=({"reason": "，".join(why)} if why else {}) | ({"shift": shift} if shift else {}),
    )


_GAME: Final = re.compile("王者|开黑|[五三]缺一|打牌|麻将")
_NEAR: Final = 40  # characters


def _apart(span: Span, match: re.Match[str]) -> bool:
    return span[1] <= match.start() or span[0] >= match.end()


_WHO: Final = r"(?:谁|哪位|哪个同志|哪个|有没有人|有没有哪个|有人|哪个兄弟)"
_PLEASE: Final = r"(?:一?下|一天|一晚|个班|一班|班|值班?|顶|替|我(?:值|顶|上|的?班)?(?:个?班|一天|一晚|一?下)?)"
_AH: Final = r"(?=$|(?<=我)我|[^一-鿿]|[吗呢啊哈嘛哦呀哟不没])"

COVER: Final = Rule(
    intent=Intent.COVER,
    cues=(
        "顶",
        "替",
        "值不",
        "代班",
        "代值",
        "上不了",
        "上不成",
        "不了岗",
        "帮忙值",
        "来不了",
        "不成班",
        "值一",
        "帮我值",
        *("能上", "来上", "愿意上", "帮我", "替我", "站"),
    ),
    pattern=either(
        rf"{_WHO}[^，。;替代顶?]{{0,8}}(?:顶|替|代){_PLEASE}?(?:{T}的?(?:白班|夜班|班)?)?{_AH}",
        rf"{_WHO}[^，。;?]{{0,8}}(?:帮忙|帮我|来|能)(?:来)?(?:值|上)(?:一?下|一天|一晚|个班|一班|班|我的班){_AH}",
        r"[^，。;]{0,10}(?:班我?(?:也|都|就|真|实在|可能|怕是?|是|恐怕|今天|是真)*(?:上|值|来|顶)不(?:了|成)"
        r"|值不(?:了|成)班?"
        r"|上不了班|到不了岗)(?=$|[，。!?了 ])",
        r"(?:能|可以|请|麻烦|求)[^，。;]{0,6}(?:帮我|替我)(?:顶|值|代|上)(?:一下|一天|一晚|个)?(?:班|岗)?",
        rf"(?:想|要)?(?:请|找){P}(?:帮我)?(?:顶|替)(?:一下|一天|一晚|个|我)?(?:的)?(?:班|岗)",
        rf"(?:班|{T}的?|[，, ])[^，。;!?\n]{{0,3}}{_WHO}[^，。;!?\n]{{0,4}}(?:能|可以|愿意|方便|来)(?:上|值|顶|站"
        rf"|替)(?=$|[，。;!? ]|一|个|下|班|吗|不)",
        rf"{_WHO}[^，。;?]{{0,8}}(?:帮忙|帮我|替我)(?:站|守|带|看|值|上|顶)(?:一?下|一?个|一天|一晚)?(?:夜|白"
        rf"|晚)?班{_AH}",
        rf"(?:能不能|可不可以|能否|可否|麻烦)[^，。;]{{0,6}}(?:帮我|替我)(?:顶|值|代|上|站|带|守)(?:一?下|一天|一晚"
        rf"|一?个)?(?:班|岗)?{_AH}",
        rf"(?:{T}|班|岗)[^，。;!?\n]{{0,6}}(?:帮我|替我)(?:顶|值|替|上|站|代)(?:一?下|一?个|一天|一晚)?(?:班|岗)?{_AH}",
        rf"(?:班|{T})[^，。;!?\n]{{0,4}}(?:找|来|要|需要|有)(?:个)?人(?:来)?(?:替我|顶我|替|顶)(?:班)?{_AH}",
        rf"(?:求|跪求|急求|求人|求个?大佬)(?:人)?(?:顶|替|代)(?:个|一?下|一个)?(?:班|岗)?{_AH}",
        rf"(?:请|请求|申请|麻烦|恳请)(?:领导|办公室|主任|帮忙|给|另|重新)*(?:安排|找|派)(?:个"
        rf"|一?个)?人(?:来)?(?:帮我)?(?:顶|替|代)"
        rf"(?:个|一?下)?(?:班|岗|值)?{_AH}",
    ),
    anywhere=True,
    with_before=True,
    unless=re.compile(
        r"谁在顶|谁顶的|顶岗实习|顶格|代表|开会|会议|昨|前天|上周|[值顶替]的班|拿|取|快递|文件|材料|天气|的位置"
    ),
    read=_cover,
)
