"""批示 in a leader's own words, and that it has arrived: 王县长批示：…, 收到, 0118已签收."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.intents.issuers import LEADER, issuer
from bot.understanding.intents.orders import directive_parts
from bot.understanding.intents.rules import (
    QUESTION,
    N,
    P,
    Reach,
    Rule,
    Scope,
    T,
    U,
    either,
    plainly,
)
from bot.understanding.message import PERSON_MARK
from bot.understanding.values import Intent, Reading

# --- a leader's own words -----------------------------------------------------------------------------------------


def _instructed(scope: Scope) -> tuple[Reading, ...]:
    """What was instructed; whoever is named with it says more than 领导."""
    leader = scope.match.span("who")
    if scope.message.marked[leader[0]] != PERSON_MARK:
        leader = issuer(scope.message, scope.end) or leader
    return tuple(directive_parts(scope.message, scope.span, scope.behind, leader=leader))


INSTRUCTED: Final = Rule(
    intent=Intent.DIRECTIVE,
    cues=("批示", "交办", "批转", "签批"),
    pattern=re.compile(
        rf"(?:[【\[(]?(?:转发?|传达|转达)[】\]) ]*[:，, ]*)?(?:刚才?|{T}|按照?|根据|转|接"
        rf"|收到)*{LEADER}(?:同志)?(?:刚才?|{T}|于)*(?:在[^，。;!?\n:]{{1,20}}上)?"
        r"(?:作出|作|的)?(?:重要)?(?:批示|交办|批转|签批)(?:了|说|如下|指出|要求|意见)*[:，, ]?"
    ),
    unless=either(QUESTION, "办完|办结|进展|批示件|怎么?样|咋样|了没|没有?$|到哪|哪些|几件|多少|什么时候|啥时候"),
    reach=Reach.REST,
    read=_instructed,
)

# --- answers of the units ---------------------------------------------------------------------------------------

_EACH: Final = "(?:[这那]?[两三四五几\\d]?[件个份条]|批示|文件?|通知|[号都均也])*"
_FACES: Final = "\U0001f300-\U0001faff\u2600-\u27bf"  # pictures behind the words

ACK: Final = Rule(
    intent=Intent.ACK,
    cues=(
        *("收到", "收悉", "签收", "收道", "接收", "晓得", "得令", "知道了", "明白", "清楚了", "遵照", "照办", "遵命"),
        *("eceived", "ot it", "oger", "opy that", "oted", "cknowledge"),
    ),
    pattern=either(
        rf"(?:好的?|嗯|是|{P}|我们?(?:局|单位|镇|股|办)?|{U}|[{_FACES}\ufe0f，, ])*+{_EACH}(?:已经?)?"
        r"(?:(?:收[到道]|收悉|签收|接收|得令|知道了|晓得[了咯]|明白了?|清楚了|遵照执行|照办|遵命)[了啦]?){1,3}(?:批示"
        r"|指示|指令)?"
        rf"[哈啊哦嗯呢嘞]?(?=[，,。;!~ {_FACES}]|$|马上|立即|这就|谢谢|正在|抓紧|尽快|照办|{N})",
        rf"[^，。;!?\n{{}}]{{0,10}}?{N}{_EACH}(?:我们?)?{_EACH}(?:已经?)?(?:收到|收悉|签收|接收)[了啦]?(?=[，,。;!~ ]"
        rf"|$)",
        rf"(?:由?我)?代(?:表|为)?(?:{U}|{P})?签收(?=$|{N}|[，。;! ])",
        r"(?i:(?:ok,? ?)?(?:received|got it|roger|copy that|noted|acknowledged))(?=[,.! ]|$)",
    ),
    unless=either(QUESTION, r"没收到|未收到|后\d|转(?!告|来的)|急件|来文|请示|通知一份"),
    read=plainly(Intent.ACK),
)
