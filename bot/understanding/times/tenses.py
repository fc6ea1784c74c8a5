"""What the words around a time say about it: what it is for, and whether it tells or orders.

Looked at are the few words before the time and the clause behind it; where nothing is left of the clause, the next one
(「20日22时15分，一企业发生泄漏」).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.understanding.times.frame import Tense
from bot.understanding.times.phrases import Phrase
from bot.understanding.values import TimeRole
from bot.understanding.wording import Wording

_FAR: Final = 60  # characters behind a time that may say what it is for

_PAST: Final = re.compile(
    r"发生|报警|报案|接报|接到|接(?=[^，。;!?]{1,12}(?:报警|转警|报告|来电|求助))"
    r"|起火|着火|失火|爆炸|泄[漏露]|侧翻|翻[了车]|相撞|追尾|碰撞|坠|[倒垮坍]塌|塌|决口|溺水|中毒|普降|突降|暴雪|"
    r"(?<!有)(?<!有[强大小中暴])(?:平均)?降雨|遭|震"
    r"|冲[垮毁]|管涌|跳闸|[无未](?:造成)?人员?[伤死]亡|无人[伤死]亡|未造成|被[淹毁砸撞困盗抢]"
    r"|遇难|身亡|死亡|受伤|失联|失踪|被困"
    r"|已(?!定于)|才(?:报|来|到|知道|发现)|怎么还没|以来|过了|来过|出了|(?:报|发|印发|开|说|定|交办)的|的那|了"
    r"(?=[，。!;?、的]|$)"
)
_FUTURE: Final = re.compile(
    r"请|将(?!军)|拟|定于|必须|务必|务于|须|需|要(?!求|素|情|件)|计划|准备|再|改到|之前|完成(?!了)|到位|提交|报送|给我"
    r"|注意|防范|防止|严防|预防|谨防|避免|杜绝|提醒|确保"
    r"|召开|开会|开(?=[^，。]{0,4}会)|集合|出发|出差|点名|报到|值班|带班|检查|督查|迎检|迎接|培训|演练|施行|实行"
    r"|来一趟|去"
)
_TO_BE_DONE: Final = re.compile(
    r"^(?![^，。;!?]{0,20}(?:已|早就|曾|刚))[ ]?[^，。;!?]{0,4}把[^，。;!?]{1,16}了(?:$|[，。!])"
)  # 国庆前把水管修了
_ORDERING: Final = ("请", "请于", "务于", "定于", "拟于", "将于", "改到", "于")
_DUE_BEFORE: Final = re.compile(
    r"(?:(?:最迟|最晚|至迟)(?:[^，。;!?\d]{0,3}[到至])?|不晚于|不迟于|不得晚于|不得迟于|不得?超过|限(?:期|于|在)?"
    r"|务于|赶在"
    r"|(?:期限|时限|截止(?:时间|日期?|期)?|截稿(?:时间|日期)?)(?:调整|变更|改|放宽|延长)?[为是在到至:]{0,2}"
    r"|(?:延期?|延长|顺延|宽限|展期|延缓)[到至])[ ]?(?:在|于)?[ ]?$"
)
_CHANGED: Final = re.compile(  # 改成下周五, said of a deadline that was read back
    r"(?:^|[，。;,!? ])(?:时限|期限|时间|截止(?:时间|日期)?)?(?:应该?|要|请|统一)?"
    r"(?:改到|改为|改成|改在|提前到|推到|定在|是)[ ]?$"
)
_AS_OF: Final = re.compile(r"(?:截至|截止[到至]?|(?:统计|数据)截止时间[为是:]?|截)[ ]?(?:目前|今天|今日)?[ ]?$")
_COUNTED: Final = re.compile("已|共|累计|死|伤|现有|降雨|全[县市区镇]|完成|办结|收到|未|无")
_TOLD: Final = re.compile(
    "[已共死伤现无未仍]|累计|降雨|[全各本辖我][县市区镇乡村]|完成|办结|收到|正常|平[安稳]|没[有出]|啥事|病例|确诊"
    "|转移|排查|失联|失踪"
    "|搜救|扑[救火灭]|救出|被困|面积|水位|进水|找到|恢复|撤离|处置|接报|上报了|[0-9]+[人户起件项个名处例亩]"
)
_CLOSES: Final = re.compile(r"征集|报名|申报|受理|投稿|提交|报送|征求|登记|缴费|办理|公示|有效期")
_OCCURRED_BEFORE: Final = re.compile(r"(?:事发|案发|发生)(?:时间|于|在)?[是为:]?[ ]?(?:在|于|约|大约)?$")
_RECEIVED_BEFORE: Final = re.compile(
    r"(?:(?:接报|接警|接到(?:报告|电话|报警)?|接电)(?:时间)?[是为:]?|来电(?:时间)?[是为]?)[ ]?(?:在|于|约)?$"
)
_RECEIVED_BEHIND: Final = re.compile(
    r"^[ ,，]{0,2}[^，。;]{0,8}?"
    r"(?:接报|接警|接到|接(?=[^，。;]{1,14}(?:报警|转警|报告|来电|求助|电话|反映)))"
)
_REPORTED_BEFORE: Final = re.compile(
    r"(?:(?<![周月季日快专简公通预情播晚])报(?!警|案|名|社|告?[稿表会])|报告(?![稿会表])|汇报(?!稿|材料|会|片|提纲"
    r"|方案)|报送|上报|传达?|传到|转达|通知|告知|发[了出送]|签发)(?:了|给|到|至|过)?"
    r"[^，。;:]{0,14}[，, ]{0,2}$"
)
_REPORTED_BEHIND: Final = re.compile(
    r"^[ ]?[^，。;]{0,6}?(?:(?:已|才|又)(?:经)?(?:报|上报|汇报|传达|转达|口头报)|报给|报告了"
    r"|向[^，。;]{1,8}(?:报告|汇报))"
)
_FORECAST: Final = re.compile(r"(?:预计|预估|估计|争取|力争|有望|大概|预期|初步定于?)[^，。;]{0,6}$")
_HANDS_IN: Final = re.compile(
    r"^(?P<gap>[^，。;!?\n]{0,16}?)(?:"
    r"(?<![周月季日快专简公预情通播晚])报(?!名|到|警|纸|案|备|道|告会|社|废|销)"
    r"|交(?!通|警|接|班|流|谈|叉|代|界)|提交|反馈|办结|完成(?!了)|答复|回复|回话|回电话?|拿出|汇总|落实|整改到位"
    r"|印发|出稿|清零|销号|上线|签收|见报|报批|送达|发我|发给我|发群里|给我(?![打回]))"
)
_ENDS: Final = re.compile(  # 9月下旬收尾
    r"^(?P<gap>[^，。;!?\n]{0,12}?)(?:收尾|收官|扫尾|(?:完工|竣工)(?!验收|仪式)|结题|交付|打通|贯通|销号|见底|清仓"
    r"|全覆盖|兑付|办完|做完"
    r"|建成|建好|修好|改完|搬完|清完|查完)(?!的|了|毕)"
)
_NO_HANDING_IN: Final = re.compile(
    r"听|会(?!议纪要|议材料)|我|已|才|刚|曾|没|未|怎么|还在|时把|时候|再|如|提前|起(?=[^草])|举|以来|由|情况的|的通知"
    r"|发生"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a time."""

    role: TimeRole = TimeRole.NONE
    tense: Tense = Tense.OPEN
    due: bool = False  # True means that a limit is set by the words before or behind, not by 前 or 内 alone
    told: bool = False  # True means that what the report says stands behind it
    ends: bool = False  # True means that something is to be over by then: 9月下旬收尾
    asked: bool = False  # True means that a verb of handing in makes it a deadline, unless the day is over


def surroundings(wording: Wording, text: str, phrase: Phrase) -> Surroundings:
    """Read the words before and behind a phrase. `text` is the masked text."""
    clause = wording.clause_at(phrase.start)
    left = text[max(0, phrase.start - 24) : phrase.start]
    behind = text[phrase.end : min(clause.end, phrase.end + _FAR)]
    around = behind if len(behind.strip(" 许左右,，")) > 1 else behind + _next_clause(wording, text, phrase.end)
    tense = _tense(around, left)
    if tense is Tense.PAST and text[phrase.end - 1] in "前内" and _TO_BE_DONE.match(around):
        tense = Tense.FUTURE
    limited = phrase.before or phrase.inside or (phrase.until and phrase.second is None)
    if left.endswith(("截止", "截止到", "截止至")) and phrase.first.clock is None and not _COUNTED.search(behind[:12]):
        return Surroundings(role=TimeRole.DUE, tense=Tense.FUTURE, due=True)
    if _AS_OF.search(left):
        return _as_of(wording, phrase, limited)
    if limited or _DUE_BEFORE.search(left) or (_CHANGED.search(left) and not behind.strip()):
        return Surroundings(role=TimeRole.DUE, tense=Tense.FUTURE if tense is not Tense.PAST else Tense.OPEN, due=True)
    role = _role(left, around, tense)
    clocked = phrase.first.clock is not None and not phrase.first.clock.vague
    asked = _asked(behind, left, clocked=clocked) and role is TimeRole.NONE and not phrase.since
    ends = phrase.first.clock is None and _ends(behind) and role is TimeRole.NONE
    return Surroundings(role=role, tense=tense, asked=asked, ends=ends)


def _next_clause(wording: Wording, text: str, place: int) -> str:
    clause = wording.clause_after(place)
    return text[clause.start : min(clause.end, clause.start + _FAR)] if clause else ""


def _tense(around: str, left: str) -> Tense:
    if left.endswith(("刚过去的", "刚刚过去的", "刚过的")):
        return Tense.PAST
    past, future = _PAST.search(around), _FUTURE.search(around)
    if past and (future is None or past.start() <= future.start()):
        return Tense.PAST
    if future or left.rstrip().endswith(_ORDERING):
        return Tense.FUTURE
    return Tense.PAST if _OCCURRED_BEFORE.search(left) or _RECEIVED_BEFORE.search(left) else Tense.OPEN


def _as_of(wording: Wording, phrase: Phrase, limited: bool) -> Surroundings:
    """截至 closes a list (意见征集截至12月5日) or dates a report (截至17时，死亡3人)."""
    start, end = wording.sentence_at(phrase.start)
    near = max(start, phrase.start - _FAR), min(end, phrase.end + _FAR)
    closes = limited or _CLOSES.search(wording.text, *near) is not None
    if closes:
        return Surroundings(role=TimeRole.DUE, tense=Tense.FUTURE, due=True)
    told = _TOLD.search(wording.text, phrase.end, phrase.end + _FAR) is not None
    return Surroundings(role=TimeRole.AS_OF, tense=Tense.PAST, told=told)


def _role(left: str, around: str, tense: Tense) -> TimeRole:
    if _RECEIVED_BEFORE.search(left) or _RECEIVED_BEHIND.search(around):
        return TimeRole.RECEIVED
    if _OCCURRED_BEFORE.search(left):
        return TimeRole.OCCURRED
    if _REPORTED_BEHIND.search(around) or (tense is not Tense.FUTURE and _REPORTED_BEFORE.search(left)):
        return TimeRole.REPORTED
    return TimeRole.OCCURRED if tense is Tense.PAST else TimeRole.NONE


def _ends(behind: str) -> bool:
    match = _ENDS.match(behind)
    return match is not None and not _NO_HANDING_IN.search(match["gap"])


def _asked(behind: str, left: str, *, clocked: bool) -> bool:
    if behind.startswith("的") or _FORECAST.search(left):
        return False
    match = _HANDS_IN.match(behind)
    if match is None or (clocked and match["gap"].endswith("汇")):  # 下午三点汇报 is when it is heard
        return False
    return not _NO_HANDING_IN.search(match["gap"])
