"""Off the post for a while, back again, and from one shift to the next: 出去拿个文件, 回来了, 交班, 接了."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.intents.duty import minutes_in, the_person
from bot.understanding.intents.handed import items
from bot.understanding.intents.rules import QUESTION, D, P, Reach, Rule, Scope, T, U, either, plainly
from bot.understanding.values import Intent, Reading

# --- for a while -----------------------------------------------------------------------------------------------

_MINDS: Final = re.compile(
    rf"(?:由|请|让|托|叫|找|喊|有)?(?P<who>{P})(?:同志|主任|哥|姐)?(?:帮[忙我]?|先|暂时|临时|代我?|替我|来|可以|能|会"
    rf"|负责|都)*"
    r"(?:在(?![外家开忙路哪]|场|县|市|会)|盯|顶|替|看|守|代|照看|照应|值守|听电话|接电话|接[下一]|坐班|候着|管)"
)
_SOMEBODY: Final = re.compile(
    r"(?:值班室|这边|岗位)?由?(?P<who>[^，。;!?\n我由]{1,6}?)(?:帮[忙我]?|先|暂时|在|来)?(?:(?:盯|顶|替|看|守|代|照看"
    r"|值守)(?:着|一下|班|会儿?|我|岗)?)"
)
_RETURNS: Final = r"(?:左右|之?前|以前)?(?:就|能|会|准时|赶)?(?:回|返)"
_SOON: Final = re.compile(rf"马上就?回|一会儿?|一下|一[哈趟]|很快|片刻|去去就[回来]|[TD]{_RETURNS}")
_UNTIL: Final = re.compile(rf"(?P<time>{T}|{D}){_RETURNS}")
_LONGEST_AWAY: Final = timedelta(hours=8)


def _minder(scope: Scope) -> tuple[tuple[PersonId, ...], tuple[str, ...]]:
    """Whoever minds the post meanwhile: known people, and the words for whoever is not."""
    known = _MINDS.search(scope.message.marked, *scope.span)
    if known is not None:
        return scope.message.people_in(known.span("who")), (scope.message.words(known.span("who")),)
    some = _SOMEBODY.search(scope.message.text, *scope.span)
    if some is None:
        return (), ()
    return scope.message.people_in(some.span("who")), (scope.message.words(some.span("who")),)


def _until(scope: Scope) -> int | None:
    """11点前回来: the minutes until then."""
    match = _UNTIL.search(scope.message.marked, *scope.span)
    times = scope.message.times_in(match.span("time")) if match else ()
    left = times[0].at - scope.message.frame.now if times else timedelta()
    return int(left.total_seconds() // 60) if timedelta() < left <= _LONGEST_AWAY else None


def _step_out(scope: Scope) -> Reading | None:
    """Somebody steps out who says for how long, that it is short, or who minds the post meanwhile."""
    text, (people, names) = scope.message.text, _minder(scope)
    minutes = minutes_in(text, *scope.span) or _until(scope)
    if minutes is None and not names and _SOON.search(text, *scope.span) is None:
        return None
    person = people[0] if people else None
    return replace(scope.reading(Intent.STEP_OUT), person=person, people=people, names=names, minutes=minutes)


_ERRAND: Final = r"(?:送|取|拿|领|办|开[个证]|交|接|盖|签|买|复印|打印|找)"

STEP_OUT: Final = Rule(
    intent=Intent.STEP_OUT,
    cues=(
        "出去",
        "离开",
        "离岗",
        "外出",
        "去",
        "下楼",
        "上楼",
        "出门",
        "走开",
        "吃饭",
        "口饭",
        "个饭",
        "厕所",
        "侧所",
        "到",
    ),
    pattern=re.compile(
        r"(?:我|现在|先|要|得|想|需要|临时|暂时|申请|报备[:，]?|肚子(?:不舒服|痛|疼)|拉肚子|有点急|不好意思)*+"
        r"(?:出去|离开|离岗|外出|出门|[上下]楼|走开|上个?(?:趟)?(?:厕所|侧所|卫生间|洗手间)"
        r"|去(?!年|哪|除|世|化|掉|重|向)[^，。;!?\n]{1,10}|吃[个口]?(?:早|中|午|晚)?饭"
        rf"|到(?![岗了位班啦达期场])[^，。;!?\n]{{1,10}}?{_ERRAND}[^，。;!?\n]{{1,6}}(?=$|[，。;]))"
    ),
    unless=either(
        QUESTION, rf"请(?!{P}|假)|派|让(?!{P})|(?:{T}|{D})(?!{_RETURNS})|他|她|你|大家|各|单位|人员|期间|说要|集合"
    ),
    read=_step_out,
)

_AGAIN: Final = r"(?:了|啦|咯|喽|嘞|哒|哈|咧|呢)"
_WORDS_BACK: Final = re.compile(r"(?:回来|回岗|返岗|归岗)")

BACK: Final = Rule(
    intent=Intent.BACK,
    cues=("回", "返岗", "归岗", "归位", "back", "hui"),
    pattern=either(
        rf"(?:我|本人|人|{P}|已经?|刚|现已?|现在|也|又|都|坐|吃完|办完|[，, ])*+(?:回来{_AGAIN}*|回到?(?:岗位|值班室"
        rf"|办公室|单位|岗"
        rf"|工位|{U})(?:上|里)?{_AGAIN}?|返岗{_AGAIN}?|返回(?:岗位|值班室|{U})?{_AGAIN}?|归[岗位]{_AGAIN}?"
        rf"|回岗{_AGAIN}?"
        rf"|回{_AGAIN}|到岗回来)(?=$|[^一-鿿]|刚才|电话|有没|顺便|另外|接着)",
        r"(?i:(?:i'?m |i am )?back(?: at (?:my|the) (?:post|desk|office))?)(?=$|[,.!])",
        r"(?i:(?:wo )?hui ?lai(?: ?le)?)(?![a-z])",
    ),
    unless=either(QUESTION, "没|别|再|才|什么时候|等|马上|就|一会|快递|退回|钱|么$"),
    read=lambda scope: replace(scope.reading(Intent.BACK), person=the_person(scope, scope.match.span())),
)


# --- handing over -------------------------------------------------------------------------------------------

_SUCCESSOR: Final = re.compile(
    rf"接班[人的员]?[:是为]{{0,2}}[ ]?(?P<who>{P})|(?P<who2>{P})(?:同志|[，, ]?你)?来?(?:接班|接|已接)"
)
_TO: Final = either(
    rf"(?:交班?接?给|叫班给|交班(?:人|对象)?[:是]|移交给?|转给|班次?给|班交|→|->)[ ]?(?P<who>{P})",
    rf"(?:钥匙|材料|东西|登记本|本子|U盘|电话)[^，。;]{{0,8}}?(?:给|在|交给?|留给)了?(?P<who3>{P})",
    rf"(?:跟|和|与|向)(?P<who4>{P})(?:同志)?(?:[交换]接?班|交接)",
    rf"(?:由|给|请)(?P<who5>{P})",
    rf"(?P<who2>{P})(?:同志|[，, ]?你)?来?上",
)
_SIGNS_OFF: Final = re.compile(r"(?:^|(?<=[，。;, ]))我?[先就]?(?:签退|下班)了?(?=$|[，。;! ]|走|回)")


def _hand_off(scope: Scope) -> tuple[Reading, ...]:
    """To whom and with what; 我签退走人 behind it is a second wish."""
    to = _SUCCESSOR.search(scope.message.marked, *scope.span)
    to = to or _TO.search(scope.message.marked, scope.match.start(), scope.end)
    to = to or _TO.search(scope.message.marked, *scope.span)
    person = the_person(scope, to.span(to.lastgroup or 0)) if to is not None else None
    named_at_once = to is not None and to.start() <= scope.match.end() < to.end()
    beginning = to.end() if to is not None and named_at_once else scope.match.end()
    note = scope.words((beginning, scope.end)) or scope.words()
    handed = items(scope, (beginning, scope.end))
    details = {"items": handed} if handed else {}
    given = replace(scope.reading(Intent.HAND_OFF), person=person, text=note, details=details)
    leaves = _SIGNS_OFF.search(scope.message.text, scope.match.end(), scope.end)
    if leaves is None or leaves[0].endswith("下班"):
        return (given,)
    left = replace(scope.reading(Intent.CHECK_OUT), span=leaves.span(), text=scope.message.words(leaves.span()))
    return given, left


HAND_OFF: Final = Rule(
    intent=Intent.HAND_OFF,
    cues=("交班", "交接", "下班", "班给", "班交", "移交", "jiaoban"),
    pattern=either(
        rf"(?:我|现在|开始|准备|申请|要|先|今天|{T}|夜班|白班|早班|晚班|值班|{P}|[，, \[【])*"
        rf"(?:(?:跟|和|与|向){P}(?:同志)?)?(?:交班(?:了|给)?|交接班?(?:记录|情况|说明)?(?=[\]】:，,]|$|给)|交接给"
        r"|我?下班了?[，, ]?(?:交给|班?交给?)|(?:我?这个?|我的)?班(?:就|已经?|也)?交(?:给|了(?!没)|(?={P}))"
        rf")(?!时|登记|制度|记录|本|仪式|表|室|前|后|的)",
        rf"(?:我|现将?|今|特)[^，。;!?\n]{{0,6}}(?:值班|带班|班)(?:工作|任务|事项)?(?:移交|交接给|交给)(?={P})",
        r"(?i:jiao ?ban)(?![a-z])",
    ),
    unless=either(QUESTION, f"几点|请(?!{P})|没交|还没|怎么|谁"),
    with_before=True,
    reach=Reach.REST,
    read=_hand_off,
)

HANDED: Final = Rule(  # what there is to know stands before it: 接电话7个，均已办理，现将值班工作移交王磊
    intent=Intent.HAND_OFF,
    cues=("移交", "交给", "交接给"),
    pattern=re.compile(
        rf"(?:现将?|把|将)?[^，。;!?\n]{{0,6}}(?:值班|带班|班次?)(?:工作|任务|事项|手续)?(?:一并)?(?:移交|交接给"
        rf"|交给)给?(?={P})"
    ),
    anywhere=True,
    with_before=True,
    unless=either(QUESTION, "请|值班室"),
    read=_hand_off,
)

TAKE_OVER: Final = Rule(
    intent=Intent.TAKE_OVER,
    cues=("接",),
    pattern=re.compile(
        rf"(?:我(?!接)|{P}|好的?[，,]?|收到[，,]?|现在|已经?(?!接)|确认|同意|这个?)*我?"
        r"(?:接了|接班了?|班(?:我)?接了|班?接过来了|接岗了|(?<=我)(?:来)?接(?=$|[，。;!])|班?我接了?(?=$|[，。;!])"
        r"|已接班?|接手了?|接下了|接收"
        r"|班?接住了|接到手了)(?![一-鿿](?<!了))"
    ),
    unless=either(
        QUESTION, rf"请|电话|报警|通知|谁|什么时候|{T}(?:接报|接到)|接(?:到(?!手)|警|任务|上级)|孩子|娃|快递"
    ),
    read=plainly(Intent.TAKE_OVER),
)
