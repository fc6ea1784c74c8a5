"""更正 of what was told about an incident: by its head (更正：), by the slip (报错了), or by old and new side by side.

「是六个受伤 不是九个」 needs no word for it: that of one kind of harm both an old and a new figure are told is enough.
Where a slip is owned up to, something of an incident must be put right, so that a wrong file number is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.domain.elements import Casualties, Elements
from bot.understanding.incidents import event_at, found_in
from bot.understanding.incidents.amended import Amended, amended_in, amendments
from bot.understanding.intents.rules import QUESTION, Reach, Rule, Scope, U, either
from bot.understanding.situation import Topic
from bot.understanding.values import Intent, Reading

_NOT_OURS: Final = re.compile(
    r"文号|字号|会议|通知|值班表|排班|表格|材料|文件|名单|方案|期限|牵头|配合|附件|电话|总结|简报|汇报|公文|标题|落款"
    r"|台账"
)
_A_FAULT: Final = re.compile(r"(?:登|记)[^，。;:\n]{0,6}(?:差错|失误|缺陷|一次)|差错:")
_REAL_ONE: Final = re.compile(r"演练|演习|推演|脚本|测试")


def _corrected(scope: Scope, found: tuple[Amended, ...]) -> Reading:
    """What holds now, and what was said before."""
    message = scope.message
    # What was wrong may stand before the words of the rule: 前面说的7人被困有误，核实后为6人.
    event = event_at(message, scope.span)
    told = found_in(message, scope.span, event, update=True)
    return replace(
        scope.reading(Intent.CORRECT),
        elements=_with(told.elements, found),
        text=scope.words(scope.behind) or scope.words(),
        spans=told.spans,
        details={**told.reach, **amendments(found)},
    )


def _with(elements: Elements, found: tuple[Amended, ...]) -> Elements:
    """The elements with the new values in place of the old ones."""
    counts = dict(elements.casualties.counts())
    for one in found:
        kind = one.field.removeprefix("casualties.")
        if kind != one.field:
            counts.pop(kind, None)
            counts |= {kind: one.new} if isinstance(one.new, int) else {}
    if counts != dict(elements.casualties.counts()):
        known = elements.casualties
        harmed = Casualties.of(counts, approximate=known.approximate, about=known.about)
        elements = replace(elements, casualties=harmed)
    at = next((one.at for one in found if one.at is not None), None)
    names = {one.field: str(one.new) for one in found if one.field in ("place", "source") and one.new}
    if found:  # what stands before the event is no place here: 前面报的9个伤员
        elements = replace(elements, place=names.get("place", ""))
    if at is not None:
        return replace(elements, occurred_at=at)
    return replace(elements, source=names["source"]) if "source" in names else elements


def _headed(scope: Scope) -> Reading | None:
    if _REAL_ONE.search(scope.message.text, *scope.span) is not None or _A_FAULT.search(scope.message.text) is not None:
        return None  # 更正 刚才发的是桌面推演脚本; 登差错：车牌报错
    return _corrected(scope, amended_in(scope.message, scope.span))


CORRECT: Final = Rule(
    intent=Intent.CORRECT,
    cues=("更正", "订正", "纠正", "勘误", "报错", "说错", "写错", "有误", "修正", "改过来", "改掉", "orrection"),
    pattern=either(
        r"(?:更正|订正|纠正|勘误)(?:一下|信息|前报|上一?条|刚才[^，。;:]{0,6}|为|[:，, ]|$)",
        r"(?:不好意思|抱歉|对不起)?[，, ]?(?:刚才|刚刚|前面|上[一面]条?)?[^，。;!?\n]{0,6}(?:报错了?|说错了|写错了"
        r"|有误)"
        r"(?=[，,。:; ]|$)",
        r"(?:请|特此|申请|麻烦|帮忙|予以)*(?:更正|修正|订正|改过来|改掉)(?:一下|伤亡数?|事件类别|过来)*(?=[，。!]|$)",
        r"(?i:correction)(?=:|$)",
    ),
    unless=either(rf"文号|字号|请(?:各|你|{U}|核实|重新)|材料|通知|会议|附件(?!为准)", QUESTION),
    reach=Reach.REST,
    with_before=True,
    read=_headed,
)


def _put_right(scope: Scope) -> Reading | None:
    """Where a slip is owned up to, or an old and a new value stand side by side."""
    message = scope.message
    words = message.text[scope.start : scope.end]
    if _REAL_ONE.search(words) is not None:
        return None
    found = amended_in(message, scope.span)
    harm = any(one.field.startswith("casualties.") and one.new is not None for one in found)
    situation = message.situation
    known = situation.topic is Topic.INCIDENT or situation.only(Topic.INCIDENT) is not None
    slip = scope.match["slip"] is not None
    if not found and slip and known and _BEFORE.search(words) is not None:
        return _corrected(scope, found)  # 前报原因“雷击”不准确，改为“原因待查”
    if not found or (_NOT_OURS.search(words) is not None and not harm):
        return None
    pair = any(one.old is not None and one.new is not None for one in found)
    if slip and (pair or harm or known or _HAPPENED.search(words) is not None):
        return _corrected(scope, found)
    return _corrected(scope, found) if pair and (harm or known) else None


_BEFORE: Final = re.compile(r"[前原首]报|续报|快报|[前上][面一]?条|前面[报说写]|之前[报说写]|刚才[报说写]|刚报")
_HAPPENED: Final = re.compile("事发|发生|起火|案发|事故|现场|伤亡|[死伤]")
_SLIP: Final = (
    r"(?:识别|语音|报|写|说|搞|弄|打|发|记|讲|数|传|填|算)(?:错|岔|混|反)(?:了|咯|啦|嘞|喽)?|口误|笔误|手误|手滑|有误"
    r"|不准(?!备"
    r"|时|许|在)|不对"
    r"|[多少][报写说算](?:了|$)|[报写说算][多少大小高低](?:了|$)|误[将把]|变更为|更正|订正|纠正|勘误|核[减增]"
    r"|改一[下哈]|改[成为]|误[报传][为成]|是误[报传]|调整为|改过来|(?<=[，, ])错了(?=$|[，。, ])|作废"
)

PUT_RIGHT: Final = Rule(
    intent=Intent.CORRECT,
    cues=(
        "错",
        "误",
        "岔",
        "混",
        "反",
        "滑",
        "准",
        "不是",
        "并非",
        "而非",
        "改",
        "更正",
        "订正",
        "纠正",
        "核",
        "多",
        "少",
        "莫写",
        "不对",
        "调整",
        "作废",
    ),
    pattern=re.compile(rf"(?P<slip>{_SLIP})|不是|并非|而非|(?<=[\d，, 时分])非(?=[\d一二三四五六七八九十两])|[莫别]写"),
    anywhere=True,
    unless=either(QUESTION, r"是不是|要不是|什么时候|谁"),
    reach=Reach.REST,
    with_before=True,
    read=_put_right,
)
