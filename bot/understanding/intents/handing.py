"""Off the post for a while, back again, and from one shift to the next: 出去拿个文件, 回来了, 交班, 接了."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.ids import PersonId
from bot.understanding.intents.duty import minutes_in, the_person, who_is_it
from bot.understanding.intents.handed import items
from bot.understanding.intents.rules import QUESTION, D, P, Reach, Rule, Scope, T, U, either, plainly
from bot.understanding.message import Span
from bot.understanding.values import Intent, Reading, TimeKind

# --- for a while -----------------------------------------------------------------------------------------------

_HELPS: Final = (
    r"(?:同志|主任|股长|哥|姐)?[，, ]?(?:你|您|他|她|一个人|帮[忙我]?|先|暂时|临时|顺便|顺手|代我?|替我?|来|可以|能"
    r"|会|负责|都"
    r"|还|也|就"
    r"|[这那]边|一直|期间|电话)*"
)
_KEEPS_WATCH: Final = (
    r"(?:在(?![外家开忙路哪去做办写]|场|县|市|会)|盯|顶|替|看(?![见到])|守|代|照看|照应|值守|听|接(?![到了着]|孩|娃"
    r"|人|文|件)|坐(?:班"
    r"|镇|着)|候着|管|留守|应付|值班|值着|帮衬)"
)
_POST: Final = "(?:值班室|电话|座机|手机|固话|岗[上位]?|这边|这里|家里|屋里|班|传真)"
_MINDS: Final = either(
    rf"(?P<who>{P}){_HELPS}{_KEEPS_WATCH}",
    rf"(?P<alone>{P})(?:同志)?一个?人(?:在|守)?(?=$|[，。;! ])|{U}(?:里|先|暂时|都)*(?:由|留|剩|有)(?:给|下"
    rf"|了)*(?P<room>{P})",
    rf"(?:转|呼转|转接)(?:到|给|至)?了?(?P<to>{P})(?!的)",
    rf"{_POST}(?:先|暂时|都|里)*(?:由|请|让|托|叫|找|喊|有|留|剩|交|靠|归|转|呼|托付|麻烦|拜托)*(?:给|到|至|了"
    rf"|下)*[ ]?(?P<of>{P})",
    rf"(?:期间|这段时间|有事|急事|来电|来人)(?:可以|就|请|先|都|直接)*(?:由|找|打|联系|问|喊|叫"
    rf"|呼)(?:给)?(?P<call>{P})",
    rf"(?:托付?|交|留|麻烦|拜托|辛苦)(?:给)?了?(?P<trust>{P})(?:了|啦|哈|$|[，。; ])",
    rf"(?:^|[，。;! ])@?(?P<you>{P})(?:同志|哥|姐)?[，, ][^。;]{{0,24}}?(?:你|您)[^，。;]{{0,6}}?[接听守看盯顶照管]",
)
_SOMEBODY: Final = re.compile(
    r"(?:值班室|这边|岗位)?由?(?P<who>[^，。;!?\n我由去来有请下上出趟]{1,6}?)(?:帮[忙我]?|先|暂时|在|来)?(?:(?:留守"
    r"|盯|顶|替|看|守|代|照看"
    r"|值守)(?:着|一下|班|会儿?|我|岗)?)(?![看见])"
)
_RETURNS: Final = r"(?:左右|之?前|以前)?(?:就|能|会|准时|赶)?(?:回|返)"
_SOON: Final = re.compile(
    rf"马上就?回|有人(?=$|[，。;! 看盯替顶在守])|(?:就|很快|立马|马上)(?:上|下|回|过)来|拉个?肚子|隔壁|门口|门卫"
    rf"|[上下去]?[一二三四五六]楼(?=$"
    rf"|[，。;])|(?:厕所|侧所|卫生间|洗手间|茅[房厕])"
    rf"(?=$|[，。;! ]|哈|了|去|几)|几分钟|挪个?车|打壶?水|解个?手|方便一?下|快递|外卖|一会儿?|一下|一[哈趟]|很快|片刻"
    rf"|去去就[回来]"
    rf"|[TD]{_RETURNS}"
)
_UNTIL: Final = re.compile(rf"(?P<time>{T}|{D}){_RETURNS}")
_LONGEST_AWAY: Final = timedelta(hours=8)


def _minder(scope: Scope) -> tuple[tuple[PersonId, ...], tuple[str, ...]]:
    """Whoever minds the post meanwhile: known people, and the words for whoever is not."""
    known = _MINDS.search(scope.message.marked, *_sentence(scope))
    if known is not None:
        span = known.span(known.lastgroup or 0)
        return scope.message.people_in(span), (scope.message.words(span),)
    some = _SOMEBODY.search(scope.message.text, *scope.span)
    if some is None:
        return (), ()
    return scope.message.people_in(some.span("who")), (scope.message.words(some.span("who")),)


def _sentence(scope: Scope) -> Span:
    """The whole sentence, also where what stands around it is somebody's own: 我出去十分钟，王磊在岗."""
    start, end = scope.message.wording.sentence_at(scope.start)
    return min(scope.start, start), max(scope.end, end)


def _until(scope: Scope) -> int | None:
    """11点前回来, 14:05—14:45: the minutes until then."""
    match = _UNTIL.search(scope.message.marked, *_sentence(scope))
    times = scope.message.times_in(match.span("time")) if match else ()
    spans = [time.end for time in scope.message.times_in(scope.span) if time.kind is TimeKind.INTERVAL]
    end = times[0].at if times else next((end for end in spans if end is not None), None)
    left = end - scope.message.frame.now if end is not None else timedelta()
    return int(left.total_seconds() // 60) if timedelta() < left <= _LONGEST_AWAY else None


def _step_out(scope: Scope) -> Reading | None:
    """Somebody steps out who says for how long, that it is short, or who minds the post meanwhile."""
    text, (people, names) = scope.message.text, _minder(scope)
    if _OVER.search(text) is not None or _lies_ahead(scope):
        return None
    minutes = minutes_in(text, *scope.span) or _until(scope) or _minutes_beside(scope)
    if minutes is None and not names and _SOON.search(text, *scope.span) is None:
        return None
    if minutes is not None and minutes > _LONGEST_AWAY.total_seconds() // 60:
        return None
    person = people[0] if people else None
    gone = _GONE.match(scope.match[0])
    who = the_person(scope, (scope.match.start(), scope.match.start() + gone.end())) if gone is not None else None
    if who is not None and scope.message.situation.speaker not in (None, who):
        return None  # whoever goes says so himself
    name = next((one.name for one in scope.message.lexicon.people if one.id == who), "")
    return replace(
        scope.reading(Intent.STEP_OUT),
        person=person,
        people=people,
        names=names,
        minutes=minutes,
        facts=({"person": name} if name else {}) | ({"cover": names[0]} if names and person is None else {}),
    )


def _lies_ahead(scope: Scope) -> bool:
    """我礼拜六要出趟县: what is said of another day is no step off the post."""
    today = scope.message.frame.now.date()
    before = scope.message.times_in((0, scope.match.start()))
    return any(time.at.date() > today for time in before)


_LATE: Final = re.compile("[迟晚池]|耽误")


def _minutes_beside(scope: Scope) -> int | None:
    """我出去一下，何静在岗，十分钟: a length beside it, unless it is how late somebody comes."""
    text, sentence = scope.message.text, _sentence(scope)
    return None if _LATE.search(text, *sentence) is not None else minutes_in(text, *sentence)


def _reported_out(scope: Scope) -> Reading | None:
    """离岗报备：14:05—14:45到财政局送件: the hours of today are said, where 外出报备 of days is an absence."""
    today = scope.message.frame.now.date()
    hours = [time for time in scope.message.times_in(scope.span) if time.grain == "minute"]
    told = any(time.at.date() == today for time in hours) and _until(scope) is not None
    return _step_out(scope) if told or not scope.match[0] else None


STEP_OUT_REPORTED: Final = Rule(
    intent=Intent.STEP_OUT,
    cues=("报备", "离岗登记", "离岗报告"),
    pattern=re.compile(
        r"(?:短时|临时|短暂|我|本人|现|特|[，, ])*(?:离岗|外出|出门|出去)?(?:情况)?(?:报备|登记|报告)(?:一下)?[:，, ]"
    ),
    unless=re.compile(QUESTION),
    read=_reported_out,
)


_OVER: Final = re.compile("脱岗|申辩|昨晚|昨天|当时|冤枉|没有着火|没找到")
_GONE: Final = re.compile(P)  # 王磊临时离岗一小时: who says it of himself by his name
_ERRAND: Final = r"(?:送|取|拿|领|办|开[个证]|交|接|盖|签|买|复印|打印|找)"
_A_LITTLE: Final = r"(?:[一两几半]?[个份趟下点些杯根支瓶桶封包盒]|下|趟|哈)"
_CHORE: Final = (  # what nobody does at his desk
    rf"(?:(?:给|帮|替)(?:{P}|{U}|领导)?)?(?:送|取|拿|领|寄|买|复印|打印|盖|交|挪|接(?!下来|手|班"
    rf"|到))了?{_A_LITTLE}[^，。;!?\n]{{1,10}}"
    rf"|打(?:个|点|壶|瓶)?(?:开水|水|饭)|[抽吸](?:根|支|口)?烟|(?:陪|跟|送)(?:{P})?[^，。;!?\n]{{0,6}}(?:去|下楼|上楼"
    rf"|出门)[^，。;!?\n]{{0,8}}"
    r"|(?:开会|吃饭|办事|盖章|打水|打饭|送文件|取文件|上厕所)去了?(?=$|[，。;!哈])"
    r"|(?:取|拿|送)(?:快递|报纸|外卖|传真|机要)|去?趟?(?:茅房|茅厕|wc|WC|一号)|解(?:个|下)?手|方便一?下"
)

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
        *("送", "取", "拿", "领", "寄", "买", "打", "接", "烟", "陪", "跟", "茅", "方便", "解"),
    ),
    pattern=re.compile(
        rf"(?:{P}(?=临时|暂时|离岗|外出|出去|离开))?(?:我|现在|先|要|得|想|需要|临时|暂时|申请|报备[:，]?"
        rf"|肚子(?:不舒服|痛|疼)|拉肚子|有点急|不好意思)*+"
        r"(?:出去|离开(?!本县|县)|离岗(?!时长|时间|\d)|外出|出门|[上下]楼|走开|[上下]去(?=[^，。;!?\n])"
        r"|上个?(?:趟)?(?:厕所|侧所|卫生间|洗手间)"
        rf"|{_CHORE}"
        r"|去(?!年|哪|除|世|化|掉|重|向|看热闹|过|了|[一二三四两几]趟?了|看了|三趟)[^，。;!?\n]{1,10}|吃[个口]?(?:早"
        r"|中|午|晚)?饭"
        rf"|到(?![岗了位班啦达期场])[^，。;!?\n]{{1,10}}?{_ERRAND}[^，。;!?\n]{{1,6}}(?=$|[，。;]))"
    ),
    unless=either(
        QUESTION,
        rf"请(?!{P}|假|柬|示)|派|让(?!{P})|(?:{T}|{D})(?!{_RETURNS})|他|她|你|大家|各|单位|人员|期间|说要|集合"
        rf"|(?<![就会后])回来[了喽啦咯]",
    ),
    read=_step_out,
)

_AGAIN: Final = r"(?:了|啦|咯|喽|嘞|哒|哈|咧|呢)"
_WORDS_BACK: Final = re.compile(r"(?:回来|回岗|返岗|归岗)")

BACK: Final = Rule(
    intent=Intent.BACK,
    cues=("回", "返岗", "归岗", "归位", "归队", "又", "重新", "back", "hui"),
    pattern=either(
        rf"(?:我|俺|本人|人|{P}|已经?|刚|现在|现已?|快递取到了?|刚才?[去出][^，。;!?\n]{{0,6}}的|(?:送|取|拿|买|办|吃"
        rf"|盖|开|打|跑|看)[^，。;!?\n]{{0,4}}(?:完|好|到|针|会)了?|也|又|都|坐|吃完|办完|[，, ])*+(?:回来{_AGAIN}*"
        rf"|回到?(?:岗位|值班室"
        rf"|办公室|单位|岗"
        rf"|工位|{U})(?:上|里)?{_AGAIN}?|返岗{_AGAIN}?|返回(?:岗位|值班室|{U})?{_AGAIN}?|归[岗位]{_AGAIN}?"
        rf"|回岗{_AGAIN}?"
        rf"|回{_AGAIN}|归队{_AGAIN}?|到岗回来)(?=$|[^一-鿿:]|刚才|电话|有没|顺便|另外|接着)",
        rf"(?:我|人|本人|{P})?(?:现在|已经?)?(?:又|重新|已经?|继续|还是)(?:坐)?[在到回]+(?:椅子|座位|位子|位置|工位"
        rf"|岗位?|值班室|办公室|电话机?[旁边]|座机[旁边]|桌[前边]|{U})"
        rf"(?:上|里|前|旁边?)?(?:坐[起着好])?{_AGAIN}+",
        r"(?i:(?:i'?m |i am )?back(?: at (?:my|the) (?:post|desk|office))?)(?=$|[,.!])",
        r"(?i:(?:wo )?hui ?lai(?: ?le)?)(?![a-z])",
    ),
    unless=either(QUESTION, "没|别|再|才|什么时候|等|马上|就|一会|快递|退回|钱|么$"),
    read=lambda scope: replace(scope.reading(Intent.BACK), person=who_is_it(scope)),
)


# --- handing over -------------------------------------------------------------------------------------------

_SUCCESSOR: Final = either(
    rf"接班[人的员]?[:是为]{{0,2}}[ ]?(?P<who>{P})",
    rf"(?P<who2>{P})(?:同志|姐|哥)?(?:[，, ]?你)?(?:来|过来|已|就)*(?:接班|接手|接一?下|接(?=$|[，。;! ])|签认|签收"
    rf"|签字|确认接收|点收)",
    rf"(?P<who3>{P})(?:同志|姐|哥)?(?:你)?(?:过来|来)[^，。;!?\n]{{0,4}}(?:交|接)",
    rf"(?P<who4>{P})接班请?(?:注意|看|留意|知悉)",
)
_TO: Final = either(
    rf"(?:交(?:给)?你[们俩]*了?[啦啊哈，, ]*@?|交了[啊哈哦呀]*[ ]?@|(?:[白夜早中晚日]班|→|->)(?:给|交"
    rf"|交给)?(?:[白夜早中晚日]班"
    rf"|下一班)|(?:交|移交)给?(?:[白夜早中晚日]班|下一班|接班的?)(?:的|人员|同志)*|交班?接?给|叫班给|交班(?:人"
    rf"|对象)?[:是]|移交给?|转给|班次?给|班交|→|->)[ ]?(?P<who>{P})",
    rf"(?:钥匙|材料|东西|登记本|本子|U盘|电话)[^，。;]{{0,8}}?(?:给|在|交给?|留给)了?(?P<who3>{P})",
    rf"(?:跟|和|与|向)(?P<who4>{P})(?:同志)?(?:当面|已经?|都|全部?)*(?:[交换]接?班|交接|交代|交清|交底|交了|说清|点清"
    rf"|摆清)",
    rf"(?P<who7>{P})来了[^，。;]{{0,6}}(?:班|交|移交)",
    rf"(?:由|给|请)(?P<who5>{P})",
    rf"(?P<who2>{P})(?:同志|[，, ]?你)?来?上",
    rf"(?:^|[，。; ])@?(?P<who6>{P})(?:同志|哥|姐)?[，,: ]",
)
_SIGNS_OFF: Final = re.compile(r"(?:^|(?<=[，。;, ]))我?[先就]?(?:签退|下班)了?(?=$|[，。;! ]|走|回)")


def _hand_off(scope: Scope) -> tuple[Reading, ...]:
    """To whom and with what; 我签退走人 behind it is a second wish."""
    marked = scope.message.marked
    to = _SUCCESSOR.search(marked, *scope.span) or _TO.search(marked, scope.match.start(), scope.end)
    to = to or _TO.search(marked, *scope.span) or _SUCCESSOR.search(marked, scope.start)
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
    cues=(
        "交班",
        "交接",
        "下班",
        "班给",
        "班交",
        "移交",
        "班交",
        "未了",
        "未结",
        "遗留",
        "将",
        "把班",
        "andover",
        "and over",
        "jiaoban",
        "交一下",
        "交代",
        "交下",
        "交个底",
        "的事",
        "的情况",
        "情况",
        "事项",
    ),
    pattern=either(
        r"(?:本班|本人|[白夜早中晚日]班|夜间|值班|总值班|班次|现将?|[ ])*(?:情况|事项|工作)?(?:移交|交接)(?:事项|清单"
        r"|情况|内容|记录"
        r"|单)?(?:如下)?[:：]",
        r"[^，。;!?\n]{0,12}(?:情况|事情?)(?:跟|给|向)?[^，。;!?\n]{0,6}(?:交代|交待|移交|交接)(?:一?下|清楚)?[:：]",
        rf"(?:我|现在|开始|准备|申请|要|先|今天|{T}|夜班|白班|早班|晚班|值班|{P}|[，, \[【])*"
        rf"(?:(?:跟|和|与|向){P}(?:同志)?)?(?:交班(?:了|给)?|交接班?(?:记录|情况|说明)?(?=[\]】:，,]|$|给)|交接给"
        r"|我?下班了?[，, ]?(?:交给|班?交给?)|(?:我?这个?|我的)?班(?:就|已经?|也)?交(?:给(?!我)|了(?!没)|(?={P}))"
        rf")(?!时|登记|制度|记录|本|仪式|表|室|前|后|的|注意|要求|提醒|须知|流程|培训|会用|会上|内容|没人|完?请确认)",
        r"(?:我|今天|昨晚|昨夜|这)[^，。;!?\n]{0,4}班[上里]?的?(?:事情?|活|东西|情况|工作|台账"
        r"|本子)[^，。;!?\n]{0,6}?(?:跟|给|和|与|向)(?:你|您|大家)?[^，。;!?\n]{0,4}?(?:交(?:代|接|底|班|一?下|个底"
        r"|清)|移交|说一?下)",
        rf"(?:我|现将?|今|特)[^，。;!?\n]{{0,6}}(?:值班|带班|班)(?:工作|任务|事项)?(?:移交|交接给|交给)(?={P})",
        r"[白夜早中晚日]班(?:交给?|→|->|=>)[白夜早中晚日]班",
        r"(?:现)?将[^，。;!?\n]{0,10}(?:班次?|值守|值班)(?:工作)?情况(?:移交|交接)(?:如下)?|把班次?交给",
        r"(?:[^，。;!?\n]{1,4}班|值班)(?:移交|交)给?[^，。;:!?\n]{1,4}班(?=[:，, ]|$)|移交[白夜早中晚日]班(?=[:，, ])",
        r"(?:上一班|上个班|本班|夜班|白班)(?:未[了结办]|遗留|待办)(?:事项)?:",
        rf"(?:我|已经?|刚|都|[，, ])*+(?:跟|和|与|向){P}(?:同志)?(?:交接|交班|交代|办完?交接)(?:完|好|清楚?)?(?:了"
        rf"|完毕)?",
        rf"[^，。;!?\n]{{0,8}}(?:(?<!还)班给|班(?:完|值完)了[，, ]?交(?:给)?(?:你|{P})了?)(?={P}|你|$)",
        r"(?i:jiao ?ban|hand(?:ing)? ?over)(?![a-z])",
    ),
    unless=either(
        QUESTION,
        rf"几点|请(?!{P})|没交|还没(?:交|接|到|有?人)|了没|怎么|谁|昨天[^，。;]{{0,4}}的时候|^[ ]*交了[。! ]*$|交给我",
    ),
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
    cues=("接", "由我", "交给我", "归我", "交班内容", "交班事项"),
    pattern=re.compile(
        rf"(?:我(?!接)|{P}|好的?[，,]?|收到[，,]?|现在|已经?(?!接)|确认|同意|这个?)*+我?"
        rf"(?:(?:交班|交接)(?:内容|事项|情况|清单)[^，。;!?\n]{{0,8}}(?:核对|清楚|接收|确认|看过)(?=$|[，。;了过完])"
        rf"|(?<=我)(?:来)?接倒|[夜白早晚]班接手|班已接|接班完毕|已?接(?:{P})?的?班(?:了|(?=$|[，。;!]))"
        rf"|班(?:就|已经?|都)?交给我了?"
        rf"|接班[，, ]?(?=$)"
        r"|(?:从?现在起?|从此刻起|后面|接下来|下面)[^，。;!?\n]{0,4}(?:由|归)我(?:来)?(?:负责|值班?|顶|盯|管|当班)"
        r"|现?由我(?:值班|当班|负责值守)"
        r")(?=$|[^一-鿿]|了|哈|你)|"
        rf"(?:我(?!接)|{P}的班|[白夜早中晚日]班|{P}|好的?[，,]?|收到[，,]?|现在|已经?(?!接)|确认|同意|这个?)*+我?"
        r"(?:接了|接班了?|班(?:我)?接了|班?接过来了|接岗了|(?<=我)(?:来)?接(?=$|[，。;!])|班?我接了?(?=$|[，。;!])"
        r"|已接班?|接手了?|接下了|接收"
        r"|班?接住了|接到手了)(?![一-鿿](?<!了))"
    ),
    unless=either(
        QUESTION,
        rf"请|电话|报警|通知|谁|什么时候|{T}(?:接报|接到)|接(?:到(?!手)|警|任务|上级)|孩子|娃|快递|了没|项目|联系"
        rf"|要写|哪些"
        rf"|仪式|制度|培训|专班|材料|这[件个]事",
    ),
    read=plainly(Intent.TAKE_OVER),
)
