"""The finer points of an intent that its own words give: 带班 is a role, 阅处 a way to handle, 已报方案 the evidence.

They stand beside the fields that rules read, and are told and never acted on. Each is a pattern for the words of the
intent; what the pattern calls `value` is told, else the word that stands beside it here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.understanding.lexicon import Lexicon
from bot.understanding.values import Intent, Reading


@dataclass(frozen=True, slots=True)
class _Point:
    """One field, the words that give it, and what is told then; None tells the words themselves."""

    name: str
    pattern: re.Pattern[str]
    told: str | bool | None = None


def _point(name: str, pattern: str, told: str | bool | None = None) -> _Point:
    return _Point(name, re.compile(pattern), told)


_HOLIDAY: Final = r"(?P<value>元旦|春节|除夕|清明|五一|端午|中秋|国庆|劳动节)"
_CAUSE: Final = (
    r"(?:原因|起因|事由)[^，。;；]{0,6}(?:在查|调查|待查|核查|排查|不明|未明|不清|待核)|(?:还|正)?在查(?:找)?原因"
)
_ASIDE: Final = r"[（(][^（()）]{0,20}[)）]"
_ORDER: Final = (
    _point("kind", "阅处|酌处|阅办|处理|酌办", "handle"),
    _point("kind", "研究|研处|研提|拿出意见|提出意见", "study"),
    _point("soft", "尽快|抓紧|尽早|早日|及早", True),
)
_ROLE: Final = (
    _point("role", r"带(?:班|办|斑)(?!室|制度)", "shift_leader"),
    _point("role", r"主(?:值)?班", "primary"),
    _point("role", r"副(?:值)?班", "secondary"),
    _point(
        "phone_check",
        r"(?:电话|座机|传真|线路|设备)[^，。;；]{0,8}?(?:通畅|畅通|正常|试过|试了|通的|没(?:毛病|问题)|好的|测试)",
        True,
    ),
)
_POINTS: Final[Mapping[Intent, tuple[_Point, ...]]] = {
    Intent.CHECK_IN: _ROLE,
    Intent.LATE_NOTICE: (
        _point("reason", r"(?P<value>堵车|[^，。;；、 ]{0,4}(?:封路|发烧|生病|住院|爆胎|抛锚|睡过头))"),
    ),
    Intent.TAKE_OVER: (_point("confirmed_items", "清楚|无误|都看|齐|核对|明白|没问题", "all"),),
    Intent.COVER: (
        _point("shift", "晚|夜", "night"),
        _point("shift", "白天?班|白天|日班", "day"),
        _point("holiday", _HOLIDAY),
    ),
    Intent.SWAP: (_point("holiday", _HOLIDAY),),
    Intent.LEAVE: (
        _point("scope", "批示|督办|交办|文件|件", "directive"),
        _point(
            "reason",
            r"(?P<value>(?:去|到|赴|参加)[^，。;；、]{1,14}?(?:开会|学习|培训|考察|调研|办事|看病|会议)|休?年假|病假|产假|婚假|事假|探亲|体检|手术|出差)",
        ),
    ),
    Intent.INCIDENT: (_point("cause", _CAUSE, "unknown"),),
    Intent.SUPPLEMENT: (_point("cause", _CAUSE, "unknown"),),
    Intent.FOLLOW_UP: (_point("cause", _CAUSE, "unknown"),),
    Intent.FINAL: (_point("status", "", "resolved"),),
    Intent.CORRECT: (
        _point("reason", r"(?P<value>抢救(?:过来|无效|回来)?|统计(?:有误|口径)|重复(?:统计|计算)|听错|笔误|误报|漏报)"),
    ),
    Intent.INSTRUCTION: (
        _point("channel", "电话|来电", "phone"),
        _point("channel", "短信|微信|消息", "message"),
        _point("channel", "现场|当面|口头", "oral"),
        _point("channel", "会上|会议", "meeting"),
        _point("channel", "批示", "written"),
    ),
    Intent.ALERT: (
        _point("fanout", "各?(?:乡镇|街道|镇街)", "乡镇"),
        _point("fanout", "各(?:单位|部门|局|有关)", "全部联络单位"),
    ),
    Intent.DIRECTIVE: _ORDER,
    Intent.ACK: (_point("status", "办|落实|处理|安排|马上|去|照", "in_progress"),),
    Intent.COMPLETE: (
        _point(
            "evidence",
            r"(?:^|[，。;；、 ])"
            r"(?P<value>[^，。;；、 ]{1,12}?(?:已|都)?(?:报|送|交|发|呈|附|见|上传)[^，。;；、]{1,12})",
        ),
    ),
    Intent.LOG_FAULT: (_point("state", "", "suspected"),),
}
_TASK_STOPS: Final = re.compile(r"[，,；;。、：:!！]")
_BY_WHEN: Final = re.compile(r"[前内]|今[天晚]|明[天早]|每[天日周]")
_STANDBY: Final = re.compile(
    r"[候备听]班(?:人员|领导|员)?(?:的?是|为|:|：|由)?[ ]?(?P<before>[一-鿿]{2,6})"
    r"|(?P<behind>[一-鿿]{2,5}?)[候备听]班"
)
_ACTIONS: Final = (
    *(
        "核实",
        "核查",
        "反馈",
        "研究",
        "提出意见",
        "整改",
        "排查",
        "测算",
        "摸底",
        "汇总",
        "跟踪",
        "督办",
        "落实",
        "协调",
    ),
    *("调研", "起草", "修改", "统计", "审核", "检查", "处置", "处理", "答复", "回复", "上报", "通知", "准备", "梳理"),
)


def finer(reading: Reading, words: str, lexicon: Lexicon) -> Iterator[tuple[str, str | bool | list[str]]]:
    """The finer points of an intent; `words` are those of its whole stretch."""
    seen = set[str]()
    for point in _POINTS.get(reading.intent, ()):
        match = point.pattern.search(words) if point.name not in seen else None
        if match is not None:
            seen.add(point.name)
            yield point.name, match["value"] if point.told is None else point.told
    if reading.intent is Intent.CHECK_IN:
        yield from _standby(words, lexicon)
    if reading.intent is Intent.INSTRUCTION and (tasks := _tasks(reading.text, lexicon)):
        yield "tasks", tasks
    if reading.intent is Intent.DIRECTIVE and (actions := _actions(words)):
        yield "action", "+".join(actions)


def _standby(words: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Who else stands by: 候班是老周."""
    match = _STANDBY.search(words)
    named = lexicon.find(match["before"] or match["behind"]) if match is not None else ()
    people = {person.id: person.name for person in lexicon.people}
    yield from (("standby", people[name.person]) for name in named[:1] if name.person is not None)


def _tasks(words: str, lexicon: Lexicon) -> list[str]:
    """What shall be done, apart from who leads and by when it is to be told."""
    clauses = (clause.strip() for clause in _TASK_STOPS.split(words))
    return [c for c in clauses if len(c) > 1 and not lexicon.find(c) and _BY_WHEN.search(c) is None]


def _actions(words: str) -> list[str]:
    """核实反馈 is two, in the order in which they stand."""
    return sorted((action for action in _ACTIONS if action in words), key=words.index)
