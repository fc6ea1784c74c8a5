"""What surrounds a report: how it is announced, what an answer to 请补 can be, what is asked about an incident.

Only words are looked at here. Which incident is meant, and what follows, is for others to say.
"""

from __future__ import annotations

import re
from typing import Final

_CLAUSES: Final = re.compile(r"[，,。！!；;\n]+")
_MOST_CLAUSES: Final = 12
_LETTER: Final = re.compile(r"[一-鿿A-Za-z]")
_ASKS: Final = re.compile(r"[?？]|吗|什么|怎么|几点|多久|为啥|为什么|哪里|哪儿|多少钱")
_COURTESY: Final = re.compile(
    r"^(?:好的?呢?|好嘞|嗯+|哦+|收到|知道了?|明白了?|谢谢|辛苦了?|稍等(?:一下)?|等一?下|马上|在吗|你好|您好|ok"
    r"|thanks?)[~。！!]*$",
    re.IGNORECASE,
)
_OF_KNOWN: Final = re.compile(
    "伤员|伤者|死者|遇难者|患者|其中|抢救|出院|收治|新增|累计|又有?[死伤1-9一二两三四五六]|送医"
)
_OF_THESE: Final = re.compile("其中|新增|累计|另有")
_ON_TOP: Final = re.compile(
    r"(?:又|再|新增|另有|另外|(?:增加|上升)(?!到|至|为))[^，,。；;]{0,6}?(?:[死伤亡困]|失踪|(?:\d"
    r"|[一二两三四五六七八九十])[^，,。；;]{0,2}[人名个])"
)
_TOTAL: Final = re.compile("共|累计|总[数计]|合计|(?:增|升|上升|增加)[到至为]|达")
_ONLY_A_PLACE: Final = re.compile(
    r"[一-鿿A-Za-z0-9]{2,24}(?:厂|车间|村|组|路|街|巷|桥|园|区|站|校|楼|口|段|镇|乡|店|库|广场|工地|附近|旁边?)"
)
_DOES: Final = re.compile("到|派|赶|救|送|疏|封|撤|组织|联系|通知|扑|处置|抢|转移|设|查|管|安|停|关|断")
_BARE_NO: Final = re.compile("(?:没有?|无|有|不|是|对|没了|没有了)[的了吧。]*")
_LONGEST: Final = {"place": 60, "source": 80, "measures": 600}  # a place is no essay
_PICTURES: Final = re.compile("[\u2190-\u2bff\u200d\ufe0f\U0001f000-\U0001faff]+")
_CLOCK: Final = re.compile(
    r"^(?:凌晨|清晨|早上?|上午|中午|下午|傍晚|晚上?|夜里)?(?:\d{1,2}[时点:：](?:\d{1,2}分?)?许?)?[，, ]*"
)
_TITLE: Final = 30
_STOPS: Final = re.compile(r"[，,。！!；;\n]")
_NAMES_SOMEBODY: Final = re.compile(  # an office, a rank, or a name in Latin letters, where no name was recognised
    r"[一-鿿]{1,12}(?:室|办|局|委|部|厅|中心|政府|领导|长|主任|书记|同志)|[A-Za-z][A-Za-z. ]{1,30}"
)
_FEEDBACK: Final = re.compile(r"^(?:情况|办理情况|落实情况)?(?:反馈|回报|回复|答复)(?:如下)?[:：，, ]*")
_REPORT: Final = re.compile(
    r"(?P<flash>快报|签发|签的)|(?P<oral>口头|电话报|电话里)|(?P<upward>上报|报上级|报[省市](?!场|民|区))"
)
_ORDERS: Final = re.compile(r"^(?:指示|要求)[:：，, ]+")
_DRAFT: Final = re.compile(r"(?:看|看看|查看|发|给我|调出|要)*(?:一?下)?(?:应急)?快报(?:草?稿|初稿|怎么写)[。！!？? ]*")
_HOW: Final = re.compile(
    r"(?:(?:现在|目前|那边|现场|.{0,12}号(?:事件)?)*(?:是)?(?:(?:什么|啥)情况|情况(?:怎么样|如何|怎样))"
    r"|(?:现在|目前)?(?:现场|那边|事故|事件|.{0,12}号)(?:事件)?(?:现在)?怎么样)了?[啊呢吗]?[？?。！! ]*"
)
_BARE_REPORT: Final = re.compile(r"[^：:，,]{0,16}(?:终报|续报[一二三四五六七八九十\d]{0,3})[。！!：: ]*")
_ANNOUNCED: Final = re.compile(r"^(?:【[^】]{1,8}】)?(?:紧急)?(?:报告|接报|突发)[:：，,\s]*")
_TIME_ALONE: Final = re.compile(
    r"[今昨前刚早晚上下午凌晨中天夜许左右约大概时点分半日月号年周星期礼拜一二三四五六日0-9０-９零两十:：]*"
)


def title(words: str) -> str:
    """The clause that says what happened: without the word that announces it, and without a clause of time alone."""
    found = [clause.strip() for clause in _STOPS.split(_ANNOUNCED.sub("", words.strip())) if clause.strip()]
    telling = [clause for clause in found if not _TIME_ALONE.fullmatch(clause)]
    return (telling or found or [words.strip()])[0][:_TITLE]


def sober(words: str) -> str:
    """Words as they may stand in a report: without pictures. What was said is kept beside them as it was said."""
    return _PICTURES.sub("", words).strip()


def without_clock(words: str) -> str:
    """A place without the time before it."""
    return _CLOCK.sub("", words)


def of_these(words: str) -> bool:
    """Whether the words go on about people told of before (其中, 新增)."""
    return _OF_THESE.match(words) is not None


def of_known(words: str) -> bool:
    """Whether people hurt are spoken of as people known already (伤员中1人重伤)."""
    return _OF_KNOWN.search(words) is not None


def adds(words: str) -> bool:
    """Whether a number is said to come on top of those before (又死了一个), and not as the new total."""
    return _ON_TOP.search(words) is not None and _TOTAL.search(words) is None


def clauses(words: str) -> list[str]:
    """The clauses of an answer, as many as an answer may have."""
    return [part.strip() for part in _CLAUSES.split(words) if part.strip()][:_MOST_CLAUSES]


def told_in_words(element: str) -> bool:
    """Whether an element is free words, and neither a time nor a number."""
    return element in _LONGEST


def can_answer(words: str, element: str) -> bool:
    """Whether words could be a place, a source or measures: not a question, a courtesy, a bare number, an essay."""
    if element != "measures" and _BARE_NO.fullmatch(words):
        return False
    wrong = _ASKS.search(words) or _COURTESY.match(words) or _LETTER.search(words) is None
    return not wrong and len(words) <= _LONGEST[element]


def only_a_place(words: str) -> bool:
    """Whether words name a place and nothing that anybody does there."""
    return _ONLY_A_PLACE.fullmatch(words) is not None and _DOES.search(words) is None


def somebody(words: str) -> str:
    """Words that name somebody by office or rank, though the office does not know him; empty where they do not."""
    bare = words.strip("　 ，。,.!！")
    return bare if _NAMES_SOMEBODY.fullmatch(bare) else ""


def report_named(words: str) -> str:
    """Which report words are about: oral, flash or upward; empty where they name none."""
    found = _REPORT.search(words)
    return next((name for name, said in found.groupdict().items() if said), "") if found else ""


def feeds_back(words: str) -> bool:
    """Whether a unit begins to report on an instruction (反馈：……)."""
    return _FEEDBACK.match(words) is not None


def feedback(words: str) -> str:
    """What a unit reports, without the word that announces it."""
    return _FEEDBACK.sub("", words) or words


def orders(words: str) -> str:
    """What is ordered, where the words begin with 指示： or 要求：; empty where they do not."""
    return _ORDERS.sub("", words) if _ORDERS.match(words) else ""


def bare_report(words: str) -> bool:
    """Whether a 续报 or 终报 is only announced, and nothing is said in it."""
    return _BARE_REPORT.fullmatch(words) is not None


def asks_for_draft(words: str) -> bool:
    """Whether the 快报 as drafted is asked for."""
    return _DRAFT.fullmatch(words) is not None


def asks_how(words: str) -> bool:
    """Whether it is asked how things stand (现在什么情况)."""
    return _HOW.fullmatch(words) is not None
