"""How far a matter has come: 0118正在走流程, 进度八成了, 预计下周三出稿, about 60% done."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.rules import AFTER_NUMBER, QUESTION, D, N, Reach, Rule, Scope, T, either
from bot.understanding.numbers import HAN, number
from bot.understanding.times import as_deadline
from bot.understanding.values import Intent, Reading

_EXPECTED: Final = re.compile("预计|争取|计划|力争|有望|估计|大概|(?i:expect|estimate|plan|should)")


_PERCENT: Final = re.compile(
    rf"(?P<rest>(?:还[差剩有]|只[差剩]|剩余?|差)(?:下|了)?(?:不到|约|大约|大概)?)?(?:"
    rf"百分之(?P<said>[{HAN}]{{1,4}}|\d{{1,3}}(?:\.\d)?)|(?P<part>[{HAN}]{{1,3}})分之(?P<of>[{HAN}]{{1,3}})"
    rf"|(?P<plain>\d{{1,3}})(?:\.\d{{1,2}})?[ ]?[%％]"
    rf"|(?P<tenths>[{HAN}]|\d)成(?P<more>[{HAN}](?!员|立|个|项|处))?(?P<half>半)?(?!员|立|本|果|功|型|绩|套|为|品|都"
    rf"|效|天|交)"
    rf"|(?P<percent>\d{{1,3}}) ?(?i:percent|per cent))"
    r"|(?P<middle>过半|(?:完成|差不多|搞|弄|办|做|干|进度|刚|大概|约|快|了|到|过|修|跑|走|写|清|查)[了到有]?(?:[快约]"
    r"|差不多)?一半)"
    r"|(?i:(?P<halfway>half(?:way)? (?:done|through)))"
)


def percent(words: str) -> str:
    """七成, 60%, 百分之八十, 还差一成: how much is done, as a figure from 0 to 100; empty where nothing is said."""
    found = _PERCENT.search(words)
    if found is None:
        return ""
    if found["middle"] or found["halfway"]:
        return "50"
    share = _share(found)
    if found["rest"]:
        share = 100 - share
    return str(share) if 0 < share <= 100 else ""


def _share(found: re.Match[str]) -> int:
    if found["part"]:
        whole, part = number(found["part"]) or 1, number(found["of"]) or 0
        return round(100 * part / whole) if 0 < part <= whole else 0
    if found["tenths"]:
        ones = number(found["more"]) or 0 if found["more"] else 0
        return (number(found["tenths"]) or 0) * 10 + (5 if found["half"] else ones)
    return number((found["plain"] or found["said"] or found["percent"]).split(".")[0]) or 0


def progress(scope: Scope) -> Reading:
    """What was said, and as `due` the day by which it is expected (预计下周三出稿)."""
    message = scope.message
    ahead = [time for time in message.times_in(scope.span) if time.at > message.frame.now]
    expected = [
        time for time in ahead if _EXPECTED.search(message.text, max(scope.start, time.span[0] - 8), time.span[0])
    ]
    chosen = (expected or ahead)[-1:]
    done = percent(scope.message.text[scope.start : scope.end])
    return replace(
        scope.reading(Intent.PROGRESS),
        due=as_deadline(chosen[0], message.frame) if chosen else None,
        text=scope.words(scope.behind) or scope.words(),
        facts={"pct": done} if done else {},
    )


PROGRESS: Final = Rule(
    intent=Intent.PROGRESS,
    cues=("进展", "进度", "rogress", "汇报", "报告", "反馈", "说明"),
    pattern=either(
        rf"(?:反馈|报告|汇报|报)?(?:一下)?(?:工作|办理|最新|目前|本周|本月|近期|今日|阶段性?|{T}|{D})?(?:进展"
        rf"|进度)(?:情况|反馈|汇报)?"
        rf"(?:如下)?(?=[:，, ]|{T}|\d|[{HAN}百]|过半|已|达|完)[是为:，, ]*",
        r"(?i:progress)[: ]",
        rf"(?:报告|汇报|反馈|说明)(?:一?下)?[:，, ]*{N}[号这那]?[件个]?(?=$|[，,:；;])",
        rf"(?:报告|汇报|说明)?(?:一下)?[:，, ]*{N}[号这那]?[件个]?(?=[^，。;!?\n]{{0,10}}(?:进展|进度)(?:情况)?[:：])",
    ),
    unless=either(QUESTION, "怎么样|如何|请|每周|报(?:一次)?进展$"),
    reach=Reach.TALK,
    read=progress,
)

_RULED: Final = re.compile("(?:准予|同意|予以|可以|不予)?(?:核销|销号|销了)|退回|同意延")


def _working(scope: Scope) -> Reading | None:
    """How far it has come, unless what follows rules on it (0118已核，准予销号)."""
    return None if _RULED.search(scope.words()) else replace(progress(scope), text=scope.words())


WORKING: Final = Rule(  # 0118正在走流程
    intent=Intent.PROGRESS,
    cues=(
        *(
            "正在",
            "目前",
            "还在",
            "已",
            "完成",
            "进行",
            "现在",
            "估计",
            "预计",
            "还没",
            "在弄",
            "在办",
            "在搞",
            "在改",
            "在走",
        ),
        *("在做", "在写", "一半", "% ", "done", "nder way", "n progress", "xpect"),
    ),
    pattern=either(
        rf"{AFTER_NUMBER}[号这那]?[件个]?[，,: ]{{0,2}}[^，。;!?\n]{{0,8}}?(?:在(?=弄|办|搞|改|走|做|写|推|跑"
        r"|协调|征求|排)|差不多|过半|一半)",
        rf"{AFTER_NUMBER}[号这那]?[件个][，,: ]{{0,2}}(?:目前|现在|正在|还在|已经?)",
        rf"{AFTER_NUMBER}[，,: ]{{0,2}}(?i:(?:is |now )*(?:about |around |roughly )?(?:\d{{1,3}} ?% |half )"
        r"|(?:is )?(?:under way|in progress|ongoing)|expect)",
        rf"{AFTER_NUMBER}[，,: ]{{0,2}}(?:目前|现在|正在|正|还在|已经?|完成了?(?=[\d{HAN}百过大])|进行)",
        rf"{AFTER_NUMBER}[，,: ]{{0,2}}[^。;!?\n]{{0,20}}?(?:正在|还在|估计|预计|还没(?:弄|办|做|搞|整)|完成百分之)",
        r"[那这]个(?:事情?|件|项目)[^。;!?\n]{0,24}?(?:正在|还在|在推进|已经[开做谈跑报]|[就只还]差(?!不多)|还剩)",
    ),
    anywhere=True,
    unless=either(
        QUESTION,
        rf"请(?!示)|谁|哪|办[结完好妥]|完成(?!了?[\d{HAN}百过大])|销号|延(?!误)|收到|签收|收悉|接收|阅办|转(?!入|向"
        rf"|运)",
    ),
    reach=Reach.TALK,
    read=_working,
)

_WHOLE: Final = re.compile(
    "(?:100%|百分之?百)[都已]?(?:全部)?(?:完成|办[结完]|落实|整改|到位)|(?:完成|办结|进度|整改)[^，。]{0,4}(?:100%"
    "|百分之?百)"
)
_UNDER_WAY: Final = re.compile(
    r"正在|还在|估计|预计|还没(?:弄|办|做|搞|整)|完成百分之|[去看谈跑开对]过了|快(?:要)?[办弄做搞整干]|卡在|停工|受阻"
    r"|进场|暂无|推进"
)


def _under_way(scope: Scope) -> Reading | None:
    words = scope.message.text[scope.start : scope.end]
    if _UNDER_WAY.search(words) is None and not percent(words):
        return None
    if _WHOLE.search(words) is not None and _UNDER_WAY.search(words) is None:
        return replace(scope.reading(Intent.COMPLETE), text=scope.words())
    return replace(progress(scope), text=scope.words())


UNDER_WAY: Final = Rule(  # 0118 现场看过了，正在做预算
    intent=Intent.PROGRESS,
    cues=(
        "正在",
        "还在",
        "估计",
        "预计",
        "还没",
        "完成",
        "过了",
        "成",
        "半",
        "分之",
        "%",
        "快",
        "卡",
        "停工",
        "受阻",
        "进场",
        "无",
        "推进",
    ),
    pattern=re.compile(rf"{AFTER_NUMBER}[，,: ]{{0,2}}(?=[一-鿿])"),
    anywhere=True,
    unless=either(
        QUESTION, r"请(?!示)|谁|哪|(?<!快)办[结完好妥]|销号|延(?!误)|收到|签收|收悉|接收|阅办|转(?!入|向|运)"
    ),
    reach=Reach.TALK,
    read=_under_way,
)
