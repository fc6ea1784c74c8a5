"""The small things of an office's day: 阅, 登记, 领导来电, 转, 邀请."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.incidents import event_at
from bot.understanding.intents.rules import QUESTION, D, P, Reach, Rule, Scope, T, U, either
from bot.understanding.values import Intent, Reading, TimeKind

# --- 阅 ---------------------------------------------------------------------------------------------------------

_END: Final = r"(?=$|[，。;! ]|[^\w，。])"

_READ_IT: Final = re.compile(
    rf"(?P<who>{P})(?:同志)?(?:(?:{T})?(?:已|已经)(?:圈阅|传阅|阅)|{T}(?:圈阅|传阅|阅)"
    rf"|(?:{T})?(?:已|已经|都)?(?:圈|阅|看|翻)(?:阅)?过?了"
    r"|[^，。;!?\n]{0,12}?(?:[签批写]了?一?个?[^，。;]{0,3}阅|画了?一?个?圈))"
)


def _noted(scope: Scope) -> Reading:
    """Something to be read, or that was read: by whom, where a leader is said to have done so."""
    read = _READ_IT.search(scope.message.marked, *scope.span)
    return replace(
        scope.reading(Intent.NOTE_ONLY),
        people=scope.message.people_in(scope.span),
        names=scope.message.called_in(scope.span),
        leader_name=scope.words(read.span("who")) if read else "",
    )


NOTED: Final = Rule(
    intent=Intent.NOTE_ONLY,
    cues=("阅", "圈", "知悉", "知晓", "知照", "存查", "存档", "归档", "oted", "nly for information", "FYI"),
    pattern=either(
        r"(?:此件|[该本这]件|本文|文件|材料|拟|[，, ])*(?:请|送|呈|报|转|拟请|拟送|呈送|呈请|呈报"
        rf"|报送)(?:(?:{P}|各位(?:副?县长|领导)"
        rf"|(?:县|市)长|副县长|领导|书记)(?:同志)?[、和及，]?(?:各位)?)++(?:圈阅|传阅|阅知|阅悉|阅存|阅示|审阅"
        rf"|阅(?!示))(?!处|办|研|批|后|改|件)",
        rf"(?:此件|[该本这]件|拟|[，, ])*(?:请|送|转|抄|拟请|拟送)(?:(?:{U}|{P}|相关|有关"
        r"|各)(?:单位|部门|股室|同志)?[、和及，]?)++"
        rf"(?:传阅|阅知|阅悉|阅存|知悉|知晓|知照|存查|存档|归档|阅)(?:即可)?{_END}",
        rf"(?:已阅[，, ]*)?请?(?:{U}|{P})?(?:存查|存档|归档备查|存阅|呈阅){_END}",
        rf"{P}(?:同志)?(?:{T})?[^，。;!?\n]{{0,10}}?只?(?:[签批写]了?一?个?[“\"']?已?阅[”\"']?字?了?"
        rf"|画了?一?个?圈了?){_END}",
        rf"{P}(?:同志)?(?:{T})(?:已|就)?(?:圈阅|传阅|阅知|阅悉|阅)了?{_END}",
        rf"传阅(?:至|给)?(?:各位)?(?:{P}|县?领导|副?县长)",
        rf"(?:{P}(?:同志)?[、和及]?)++(?:已|均已|都已|已经)(?:圈阅|传阅|阅知|阅悉|阅)(?!处|办|研|批|示)",
        r"(?i:(?:read(?: and| &)? )?noted(?=[,.]? (?:no action|for information|with thanks))|read and noted"
        r"|no action (?:is )?(?:needed|required))",
        r"[^，。;!?\n]{0,20}?(?:签|写|批|画|圈)(?:了|的)?(?:是|一?个|一)*[“\"'「 ]?(?:阅"
        r"|圈阅)[”\"'」]?字?[”\"'」]?(?=$|[，。;!])",
        rf"请?(?:已|均已|我已)?(?:阅知|阅悉|圈阅|传阅|已阅|阅存|阅)了?{_END}",
    ),
    unless=either(QUESTION, '差一个字|区别|[“"]阅[”"]和'),
    reach=Reach.CLAUSE,
    read=_noted,
)

# --- errands ------------------------------------------------------------------------------------------------------

_SPECIAL: Final = re.compile(r"特殊|重大|特别重要|特急|紧急|重要(?=来电|指示|情况)")
_ASKED: Final = re.compile(r"[，,: ]*(?:问|询问|了解|要|请|让|催)")
_CALLED: Final = re.compile("来电|电话|打来")
_REQUESTED: Final = re.compile("请示|一般件|报批|申请")
_TO_FORWARD: Final = re.compile("转|呈|送|急件|机要件|明电|电报|传真")


def _errand(scope: Scope, what: str) -> Reading:
    """`what` is call, call_special, forward, request, request_urgent; leads and people: whom it is for, or from."""
    words = scope.words() if what == "forward" else scope.words(scope.behind) or scope.words()
    return replace(
        scope.reading(Intent.ERRAND),
        what=what,
        leads=scope.message.units_in(scope.span),
        people=scope.message.people_in(scope.span),
        names=scope.message.called_in(scope.span),
        text=words,
    )


def _call(scope: Scope) -> Reading | None:
    """Who called is one, and whoever is to see to it another: 王县长来电话要预案，小李马上送过去.

    A call that tells an incident is none: 邓伟来电：砖厂围墙倒了，压住2个工人.
    """
    if not scope.match[0] and _CALLED.search(scope.message.text, *scope.span) is None:
        return _errand(scope, "request" if _REQUESTED.search(scope.message.text, *scope.span) else "forward")
    asks = _ASKED.match(scope.message.text, *scope.behind) or _ASKED.match(scope.match[0][-2:])
    if asks is None and event_at(scope.message, scope.behind) is not None:
        return None
    special = _SPECIAL.search(scope.message.text, *scope.span) is not None
    found = _errand(scope, "call_special" if special else "call")
    by = _CALLER.search(scope.message.marked, *scope.span) if not scope.match[0] else None
    calling = by.span("who") if by is not None else scope.match.span()
    callers, known = scope.message.called_in(calling), scope.message.people_in(calling)
    times = scope.message.times_in(scope.behind)
    return replace(
        found,
        leader_name=callers[0] if callers else "",
        people=tuple(person for person in found.people if person not in known) or found.people,
        due=next((time for time in times if time.kind is TimeKind.DEADLINE), None),
        urgent=_HURRY.search(scope.message.text, *scope.behind) is not None,
    )


_CALLER: Final = re.compile(rf"(?P<who>{P})(?:同志)?[^，。;]{{0,6}}?(?:来电|打来|来了?个?电话|打了?个?电话|的电话)")
_HURRY: Final = re.compile("马上|立即|立刻|赶紧|抓紧|速")


def _call_taken(scope: Scope) -> Reading | None:
    """刚接到市应急局电话，要我们报受灾情况: what is said next is wanted, and has not happened."""
    behind = _WANTS.match(scope.message.text, *scope.behind)
    ordered = _ORDERED.search(scope.message.marked, *scope.behind)
    return _call(scope) if behind is not None and ordered is None else None


_ORDERED: Final = re.compile(rf"请{U}|请[^，。;!?\n]{{0,12}}?{D}|由{U}|{U}(?:牵头|负责|办理)")
_WANTS: Final = re.compile(
    r"[，,:： ]*(?:对方|那边|他们?|说)?(?:要(?!是|不是)|问|询问|了解|让|催|核实|通知我|请我|叫我)"
)


_AT_ONCE: Final = re.compile("急件|特急|加急|紧急|即办|急办|速办")


_OF_A_SHIFT: Final = re.compile("互换|换班|调班|对调|延长|延期|顺延")


def _request(scope: Scope) -> Reading | None:
    """A request for instructions; what is marked as urgent has a limit of its own in some rulebooks."""
    if _OF_A_SHIFT.search(scope.message.text) is not None:
        return None
    urgent = _AT_ONCE.search(scope.message.text, scope.start, scope.behind[1]) is not None
    return _errand(scope, "request_urgent" if urgent else "request")


def _registered(scope: Scope) -> Reading | None:
    words = scope.words(scope.behind)
    if _CALLED.search(words):
        return _call(scope)
    return _request(scope) if _REQUESTED.search(words) else _errand(scope, "forward")


def _forward(scope: Scope) -> Reading | None:
    if not _CAME_IN.search(scope.match[0]) and not _PASSED_ON.search(scope.message.text, *scope.behind):
        return None
    return _errand(scope, "forward") if _TO_FORWARD.search(scope.message.text, *scope.span) else None


_CAME_IN: Final = re.compile("[收接来布]")
_PASSED_ON: Final = re.compile("[转呈]")
_KIND: Final = r"(?:特殊|重大|重要|紧急)"

CALL: Final = Rule(
    intent=Intent.ERRAND,
    cues=("来电", "电话"),
    pattern=re.compile(
        rf"(?:登记[:，]?|刚才?|{T}|接到?|{_KIND}|[，, ])*(?:(?:市|省|县|州)?(?:委|政府)?(?:主要|分管)?领导|{P})"
        r"(?:同志)?"
        rf"(?:刚才?|{T})*(?:{_KIND}?(?:来电话?|来了电话|打来电话|电话)(?:\({_KIND}\))?(?=[:，, ]|$|询问|问|了解|说|称"
        r"|要)"
        r"|电话找)[:，, ]?"
    ),
    unless=either(QUESTION, "指示|批示|已回|回过|回电"),
    reach=Reach.REST,
    read=_call,
)

CALL_TAKEN: Final = Rule(
    intent=Intent.ERRAND,
    cues=("电话", "来电"),
    pattern=re.compile(
        rf"(?:刚才?|刚刚|{T}|我们?|[，, ])*+(?:接到?|接了|收到)(?:个|了)?[^，。;:!?\n]{{0,12}}?(?:{U}"
        rf"|[局办室委厅府部院心])(?:值班室)?(?:{P}|[一-鿿]{{1,3}})?的?(?:来电话?|电话)"
        rf"|(?:刚才?|刚刚|{T}|[市省州]|[，, ])*+{U}(?:值班室|办公室)?(?:{P})?(?:又|刚|再次)?(?:来电话?|打来电话"
        rf"|打电话来|打电话)"
    ),
    unless=either(QUESTION, "指示|批示|报警|报告|报称|称"),
    reach=Reach.REST,
    read=_call_taken,
)

REGISTER: Final = Rule(
    intent=Intent.ERRAND,
    cues=("登记",),
    pattern=re.compile(r"请?(?:帮我)?登记(?:一下|一件|一个|限时事项)?[:，, ](?=[^，。])"),
    unless=either(QUESTION, "差错|失误|缺陷"),
    reach=Reach.REST,
    read=_registered,
)

FORWARD: Final = Rule(
    intent=Intent.ERRAND,
    cues=("转", "急件", "机要件", "明电", "电报", "传真", "呈", "送"),
    pattern=either(
        rf"(?:刚才?|{T}|我们?|值班室|[，, ])*(?:收到|接到|收|来了|接收|接(?!电话))[^，。;!?\n]{{0,20}}?"
        r"(?:特?急件|机要件|密码电报|明电|电报|传真|来文|文件|公文|通知|函|预警|信息)",
        r"[^，。;!?\n]{0,10}?(?:特急件|急件|机要件|密码电报|明电|电报|传真|来文)(?:[一二两三\d]?[份件])?(?:到"
        r"|来)?了?(?=$|[，。;]|[待要需请得])",
        r"[^，。;!?\n]{0,20}发布[^，。;!?\n]{0,10}预警",
    ),
    unless=either(QUESTION, "指示|收到(?:批示|以上|你)|知悉"),
    read=_forward,
)

REQUEST: Final = Rule(
    intent=Intent.ERRAND,
    cues=("请示", "一般件"),
    pattern=either(
        r"(?:请示件?|一般件)[:，, ]",
        r"(?:收到|接到)[^，。;!?\n]{0,16}?的?(?:请示|一般件)(?:一份|一件|件)?",
    ),
    unless=re.compile(QUESTION),
    read=_request,
)

_PAPERS: Final = "文件|急件|电报|来文|文|件|通知|传真|明电|机要件|电话|领导的?(?:来电|电话)"

ERRAND_DONE: Final = Rule(
    intent=Intent.ERRAND_DONE,
    cues=("转", "回电", "回了电话", "回过", "送", "呈"),
    pattern=re.compile(
        rf"(?:{_PAPERS}|{P}的?(?:来电|电话)?|我|[这那][个件]|{T}|[，, ])*(?:"
        r"(?:已经?|都|均|刚)(?:按要求|及时)?(?:"
        rf"转(?:送|给|交|办|呈|至|到|发)?(?:了|出去?)?(?={U}|{P}|各|$|[，。;!])"
        rf"|送达|送到|送(?:了|出|给|签|阅|呈|(?={P}|{U}))|呈(?:送|报|阅|了)|回电话?|回[了过]?电话|回复电话)"
        r"|转(?:过去|出去|好|完|送)了|[送呈](?:过去|到|出去|签|上去)了|电话(?:已经?|也)?回(?:了|过|过去)了?"
        r"|回[过了]电话?)"
    ),
    unless=either(QUESTION, "请|没|未|疏散|转移|医院|救治|送医|伤|转警"),
    read=lambda scope: replace(
        scope.reading(Intent.ERRAND_DONE),
        leads=scope.message.units_in(scope.span),
        people=scope.message.people_in(scope.span),
    ),
)

# --- 邀请 -------------------------------------------------------------------------------------------------------

_CODE: Final = "(?:邀请码|登录码|绑定码|登录链接|邀请链接|一次性(?:链接|码))"

_A_NAME: Final = 8  # characters; more than that behind 邀请 is no name


def _invited(scope: Scope) -> Reading | None:
    people = scope.message.people_in(scope.span)
    if not people and len(scope.words(scope.behind)) > _A_NAME:
        return None
    return replace(scope.reading(Intent.INVITE), people=people)


INVITE: Final = Rule(
    intent=Intent.INVITE,
    cues=("邀请", "登录码", "绑定码", "链接", "性码"),
    pattern=either(
        rf"(?:请|帮我|麻烦)?邀请(?:{P}(?:同志)?$|[一-鿿]{{2,4}}$|(?=[ :，,]|$))",
        rf"(?:请|帮我|麻烦)?(?:给|为|替)?{P}(?:同志)?的?(?:再?发|生成|要|办|来)?(?:一?个)?{_CODE}{_END}",
        rf"(?:请|帮我|麻烦)?(?:再?发|生成)(?:一?个)?{_CODE}给{P}{_END}",
    ),
    reach=Reach.REST,
    read=_invited,
)
