"""批示 and what becomes of it: 收到, 进展, 办完了, 申请延到, 同意延期, 不归我们管, 销号."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.issuers import LEADER
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
from bot.understanding.message import NUMBER_MARK
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading

# --- a leader's own words -----------------------------------------------------------------------------------------

INSTRUCTED: Final = Rule(
    intent=Intent.DIRECTIVE,
    cues=("批示", "交办", "批转", "签批"),
    pattern=re.compile(
        rf"(?:[【\[(]?(?:转发?|传达|转达)[】\]) ]*[:，, ]*)?(?:刚才?|{T}|按照?|根据|转|接"
        rf"|收到)*{LEADER}(?:同志)?(?:刚才?|{T}|于)*(?:在[^，。;!?\n:]{{1,20}}上)?"
        r"(?:作出|作|的)?(?:重要)?(?:批示|交办|批转|签批)(?:了|说|如下|指出|要求|意见)*[:，, ]?"
    ),
    unless=either(QUESTION, "办完|办结|进展|批示件"),
    reach=Reach.REST,
    read=lambda scope: tuple(directive_parts(scope.message, scope.span, scope.behind, leader=scope.match.span("who"))),
)

# --- answers of the units ---------------------------------------------------------------------------------------

_EACH: Final = "(?:[这那]?[两三四五几\\d]?[件个份条]|批示|文件?|通知|[号都均也])*"
_FACES: Final = "\U0001f300-\U0001faff\u2600-\u27bf"  # pictures behind the words

ACK: Final = Rule(
    intent=Intent.ACK,
    cues=(
        *("收到", "收悉", "签收", "知道了", "明白", "清楚了", "遵照", "照办", "遵命"),
        *("eceived", "ot it", "oger", "opy that", "oted", "cknowledge"),
    ),
    pattern=either(
        rf"(?:好的?|嗯|是|{P}|我们?(?:局|单位|镇|股|办)?|{U}|[{_FACES}\ufe0f，, ])*+{_EACH}(?:已经?)?"
        r"(?:(?:收到|收悉|签收|知道了|明白了?|清楚了|遵照执行|照办|遵命)[了啦]?){1,3}(?:批示|指示|指令)?"
        rf"[哈啊哦嗯呢嘞]?(?=[，,。;!~ {_FACES}]|$|马上|立即|这就|谢谢|正在|抓紧|尽快|照办|{N})",
        rf"[^，。;!?\n{{}}]{{0,10}}?{N}{_EACH}(?:我们?)?{_EACH}(?:已经?)?(?:收到|收悉|签收)[了啦]?(?=[，,。;!~ ]|$)",
        r"(?i:(?:ok,? ?)?(?:received|got it|roger|copy that|noted|acknowledged))(?=[,.! ]|$)",
    ),
    unless=either(QUESTION, r"没收到|未收到|后\d|转(?!告|来的)|急件|来文|请示|通知一份"),
    read=plainly(Intent.ACK),
)

_DONE: Final = (
    r"(?:办[结完好妥毕]|办理完[毕成]|完成|落实到位|落实|处理完毕?|处理好|解决|整改(?:完成|完毕|到位)|搞定|做完"
    r"|弄[好完妥]|整[好完]|搞[好完]|(?:弄|办|整)归一|报结)"
)
_IT: Final = r"[这那该](?:个|件|项)?(?:事情?|事项|任务|批示|工作|件)?"

_STRUCK_OFF: Final = re.compile("(?:核实|核查|查实|同意|予以|准予)[^。;!?\n]{0,20}销号")
_CHECKED: Final = re.compile("请[^，。;]{0,8}(?:核|销号|验收|复查|审)")
_REMAINS: Final = re.compile("剩余|还剩|还差|只剩|剩下|其余|还有[^，。;]{0,8}(?:没|未)|计划[^，。;]{0,8}[完好]")
_PUT_RIGHT: Final = re.compile("修好|修复|清理完|清完|抢通|恢复|拆[除完]|搬[完走]|补齐|通车|完工|竣工")


def _complete(scope: Scope) -> Reading | None:
    """Done; what is verified is struck off, and what was mended is a matter only where somebody shall verify it."""
    words = scope.words()
    if _REMAINS.search(words):
        return None
    if _STRUCK_OFF.search(words):
        return replace(scope.reading(Intent.CLOSE_OUT), leads=scope.message.units_in(scope.span), approve=True)
    about = scope.number or scope.message.situation.topic is Topic.DIRECTIVE
    if not about and _PUT_RIGHT.search(scope.match[0]) and _CHECKED.search(words) is None:
        return None
    return replace(scope.reading(Intent.COMPLETE), text=scope.words(scope.behind) or words)


COMPLETE: Final = Rule(
    intent=Intent.COMPLETE,
    cues=(
        *(
            "办",
            "完成",
            "落实",
            "处理",
            "解决",
            "整改",
            "搞",
            "做完",
            "弄",
            "整",
            "报结",
            "已",
            "都",
            "one",
            "omplete",
            "inish",
        ),
    ),
    pattern=either(
        rf"(?:我们?(?:局|这边|单位|股|镇)?|{U}|{P}|{N}|{T}|{_IT}|批示(?:件|事项)?|事情|任务|督办件?|[，,、: ])*"
        r"(?:[一-鿿]{0,6}(?:件|事项|任务|工作))?(?:"
        rf"(?:已经?|都|全部|均|也|现已|基本)+(?:按要求|按时|如期)*{_DONE}[了毕啦]?|{_DONE}[了啦毕]"
        r"|(?:办结|报结)(?=$|[，。;:!])"
        rf"|(?<={NUMBER_MARK})(?:整改到位|整改完成|完成|落实到位|办理完毕)(?=$|[，。;!]))(?![一-鿿](?<![，已并结情]))",
        rf"[【\[]?(?:{U})?[】\] ]*关于{N}[^，。;!?\n:]{{0,10}}(?:情况|结果|报告)[:，, ]+(?:已|均已"
        rf"|都已)[^，。;!?\n]{{0,10}}{_DONE}",
        r"[^，。;!?\n]{1,14}?(?:已经?|都|均|全部)+(?:修好|修复|清理完|清完|抢通|恢复|拆[除完]|搬[完走]|补齐|整改|通车|完工|竣工|处理)"
        r"[^，。;!?\n]{0,8}$",
        r"(?i:(?:is |has been |all )?(?:done|completed?|finished))(?=[,.! ]|$)",
    ),
    unless=either(
        QUESTION,
        "(?:同意|予以|准予|可以)销号|没办|未办|没有?完成|未完成|还没|尚未|不能|没法|无法|何时|什么时候|怎么|如果|才能"
        "|完成情况|完成率",
        "要求|务必|必须|争取|力争|预计|计划|之前|请(?!.{0,4}(?:督查|领导|销号|审|查收|核))",
    ),
    reach=Reach.TALK,
    read=_complete,
)
