"""What is told around the roster: 外出代收, 平安报告; and 预警 that come from above."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.understanding.incidents import event_at, event_in
from bot.understanding.intents.days import days_in
from bot.understanding.intents.rules import QUESTION, D, P, Rule, Scope, T, U, either
from bot.understanding.names import Name
from bot.understanding.numbers import number
from bot.understanding.values import Intent, Reading, TimeKind, TimeRole

# --- 外出 --------------------------------------------------------------------------------------------------------

_POST: Final = (
    "(?:常务)?(?:副?(?:主任|股长|科长|局长|镇长|县长|组长|书记)|同事|同志|科里|股里|[AaBb][岗角]|单位)?(?:的)?[ ]?"
)
_KEEPS: Final = re.compile(  # 请赵敏负责 is an order, and no word of who stands in
    rf"(?:请|由|找|让|托|交|转|请转|交由|委托)(?:给)?{_POST}(?P<who>{P})(?:同志)?(?:帮我|帮忙|暂时|先|临时|负责|一并"
    rf"|统一|全权|来)*"
    r"(?:代收|代办|代签|代管|代理|代为?|代我|接收|接办|收(?:一?下|着|件|文|(?=$|[，。;! ]))|盯着?|跟着?|处理"
    r"|签[收批办]|顶着?|看着?|主持|对接"
    r"|打理|照看|照管|负责|接替|接手|接(?=$|[，。;! ])|受理|代班|办理)"
    rf"|(?:代收|代管|代办|代签|代理|代班|接替|联系|对接|经办|顶岗|委托)人?(?:员)?[是为:：]?[ ]?{_POST}(?P<who5>{P})"
    rf"|(?:联系|找|转给?|交给?|交由|(?i:A?B)[岗角](?:人员?)?[是为:]?|代班人?[是为:]?"
    rf"|A[角岗][是为:]?)[ ]?{_POST}(?P<who2>{P})(?:同志)?(?=$|[，。;! ]|就行|即可|哈)"
    rf"|(?P<who3>{P})(?:同志)?(?:先|暂时|会|负责|都|全|统一)*(?:代收|代办|代签|代我|代理|代管|替我|帮(?:我|忙)?(?:盯"
    rf"|看|收|签|顶|管|接|处理|照看"
    rf"|照应)|[顶看盯管]着?(?=$|[，。;! ]))"
    rf"|(?:给|送|放|转|留|交接给|移交给?|托付给?)(?:给|到|在)?(?P<who4>{P})(?:同志)?(?:先|暂时|代)?(?:收|签|办|处理"
    rf"|看|管|顶|那[里边儿]?|处|这[里边]?|手[上里]|了?(?=$|[，。;! ]))"
)
_SCOPE: Final = re.compile(
    r"(?P<what>批示件?|文件|公文|来文|材料|电话|工作|急件|督办件?|签批件|来电|值班|班|事情|有事|急事"
    r"|要签收的东西)[^，。;]{0,4}(?:请|由"
    r"|找|让|托|转|交|放|送|给)"
)
_OFF: Final = re.compile(r"假|休")
_ARRANGES: Final = re.compile(  # what is said before it is why
    r"求[顶替]|[顶替代换调倒串掉](?:个|一下|一?个)?(?:带|夜|白)?班|谁[^，。]{0,6}[顶替]|[值上]不(?:了|成)"
    r"|[帮替]我(?:值|顶|上)|对调|互换"
)


def _leave(scope: Scope) -> Reading | None:
    """Somebody will be away. Without a day or whoever stands in, it is only talk."""
    if not _OFF.search(scope.match[0]) and _ARRANGES.search(scope.message.text, scope.match.end()):
        return None
    keeps, what = _KEEPS.search(scope.message.marked, *scope.span), _SCOPE.search(scope.message.text, *scope.span)
    people = scope.message.people_in(keeps.span(keeps.lastgroup or 0)) if keeps else ()
    days = _not_over(scope, days_in(scope, scope.span))
    if not days and _OFF.search(scope.match[0]) and _TODAY.search(scope.message.text, *scope.span):
        days = (scope.message.frame.now.date(),)
    asked = _ASKED_OFF.search(scope.match[0]) is not None and not _ORDERS.search(scope.message.text, *scope.span)
    if asked and not days and not people:
        return replace(scope.reading(Intent.LEAVE))
    if (not days and not people) or (not people and _ORDERS.search(scope.message.text, *scope.span)):
        return None  # only talk, or an order with its occasion
    return replace(
        scope.reading(Intent.LEAVE),
        person=people[0] if people else None,
        days=_ends(scope, days),
        facts={"scope": what["what"]} if what else {},
    )


def _not_over(scope: Scope, days: tuple[date, ...]) -> tuple[date, ...]:
    """后天休息一天，补上周末值班的: a day that is over is not the one he is away, where another is named."""
    today = scope.message.frame.now.date()
    return tuple(day for day in days if day >= today) or days


_ASKED_OFF: Final = re.compile(r"请[^，。;!?\n]{0,6}假")
_TODAY: Final = re.compile("[上下]午|今天|今早|中午")
_TO_DAY: Final = re.compile(r"(?:至|到|-|—|~)(?P<day>[12]?\d|3[01])[日号]")
_LONG: Final = re.compile(
    r"(?P<count>[两二三四五六七八九十\d]{1,2})(?P<unit>天)|(?P<count2>[一两二三四])个?(?P<unit2>月|星期|周"
    r"|礼拜)(?![一二三四五六日天])"
)
_IN_DAYS: Final = {"月": 30, "期": 7, "周": 7, "拜": 7}
_BOTH: Final = 2
_WHOLE_WEEK: Final = re.compile("[这本下]个?(?:周|星期|礼拜)(?![一二三四五六日天])")
_COMES_HOME: Final = re.compile("走[^。]{0,12}[回返]|去[^。]{0,12}[回返]|到")
_LONGEST: Final = 31


def _ends(scope: Scope, days: tuple[date, ...]) -> tuple[date, ...]:
    """The first and the last day; 请三天假 from one day on has its own end."""
    if not days:
        return ()
    first, last = min(days), max(days)
    if len(days) == _BOTH and days[0] > days[1] and _COMES_HOME.search(scope.message.text, *scope.span):
        return days[0], days[1] + timedelta(days=7 * -(-(days[0] - days[1]).days // 7))  # 周一走周五回
    until = _TO_DAY.search(scope.message.text, *scope.span) if first == last else None
    if until is not None and first.day < int(until["day"]) <= monthrange(first.year, first.month)[1]:
        return first, first.replace(day=int(until["day"]))  # 12月7日至11日本人休年假
    long = _LONG.search(scope.message.text, *scope.span) if first == last else None
    length = _length(long) if long is not None else None
    if length is None and (some := _LONG.search(scope.message.text, *scope.span)) is not None:
        within = _length(some)  # 下周请五天假 is not the whole week
        last = min(last, first + timedelta(days=within - 1)) if within and _WHOLE_WEEK.search(scope.words()) else last
    return first, last + timedelta(days=length - 1) if length and length <= _LONGEST else last


def _length(long: re.Match[str]) -> int | None:
    """请三天假, 脱产一个月: how many days."""
    count = number(long["count"] or long["count2"])
    return None if count is None else count * _IN_DAYS.get((long["unit2"] or "天")[-1], 1)


_ORDERS: Final = re.compile(
    r"请(?![^，。;]{0,6}假|示|[一两二三四五六七八九十半\d]{1,2}[天个]|[公病事年婚产陪丧探休]|转|批|领导批|知悉)|准备"
    r"|负责|牵头|前报"
)
_ASKS_OFF: Final = (
    r"(?:请(?:一?个)?(?:小|短|长)?(?:公休|病|事|年|婚|产|陪产|丧|探亲)?假|请(?:[一两二三四五六七八九十半\d]{1,2}(?:天"
    r"|个)?(?:半天)?(?:的)?(?:公休|病|事|年|婚|产"
    r"|陪产|丧|探亲)?假?|(?:公休|病|事|年休|年|婚|产"
    r"|陪产|陪护|丧|探亲)?假(?:[一两二三四五六七八九十半\d]{1,2}天)?)"
    r"|休(?:[一两二三四五六七八九十半\d]{1,2}天)?(?:公休|年休|年|病|婚|产|陪产|探亲)?假|休(?:公休|年休)|年休|公休"
    r"|(?:休息)?(?:调休|轮休|补休))"
)
_SOME_OFF: Final = (
    r"(?:[一两二三四五六七八九十半\d]{0,2}(?:[个天]|小时)?)(?:小|短|长)?(?:公休|病|事|年|婚|产|陪产|丧|探亲)?"
)
_AWAY: Final = (
    rf"(?:参训|参会|出差|开会|{_ASKS_OFF}|学习|培训|体检|外出|考察|跟班|挂职|住院|做手术"
    rf"|不在(?:单位|办公室|岗|家|县[里城内])?|(?:陪同?|跟着?|随){P}[^，。;]{{0,6}}?(?:下乡|调研|出差|考察|开会|检查"
    rf"|去))"
)
_WITH_A_LEADER: Final = rf"(?:陪同?|跟着?|随){P}[^，。;]{{0,8}}?(?:下乡|调研|出差|考察|开会|检查)"
_DURING: Final = r"(?:全天|一整天|一天|两天|上午|下午|这[几两]天|[、和到至])"
_CLOSES: Final = r"(?=$|[，。;!,  ]|了|哈|啊|哦|一天|[两三四五六七八九十半\d]{1,2}天|期间|陪|看|带|回|去|到|赴)"

LEAVE: Final = Rule(
    intent=Intent.LEAVE,
    cues=(
        *(
            "出差",
            "开会",
            "请假",
            "天假",
            "休假",
            "年假",
            "年休",
            "调休",
            "公休",
            "轮休",
            "补休",
            "学习",
            "培训",
            "体检",
        ),
        *(
            "外出",
            "不在",
            "参训",
            "参会",
            "病假",
            "事假",
            "请一天",
            "下乡",
            "调研",
            "考察",
            "婚假",
            "产假",
            "挂职",
            "请半天",
            *("请个", "请病", "请事", "丧假", "探亲假", "小时假", "请长", "请短"),
        ),
    ),
    pattern=either(
        rf"(?:{T}{_DURING}*)+我(?:要|得|将|需要|应该|想)?(?:去|到|在|回)?[^，。;]{{0,10}}?{_AWAY}",
        rf"(?:我|本人)(?:打算|准备|拟于?|想|计划|定于)?(?:(?:\d{{1,2}}月)?\d{{1,2}}(?:号"
        rf"|日)?[、和到至])?(?:{T}{_DURING}*)+(?:要|得|将|想)?(?:去|到|在|回)?"
        rf"[^，。;]{{0,10}}?{_AWAY}",
        rf"(?:(?:\d{{1,2}}月)?\d{{1,2}}(?:号|日)?[、和到至])?(?:{T}{_DURING}*)+我(?:要|得|将|想)?(?:去|到|在)?{_AWAY}",
        rf"(?:(?:{T}|[上下]午){_DURING}*)+(?:我|本人)?(?:要|得|想|身体不舒服|不舒服)?{_ASKS_OFF}{_CLOSES}",
        rf"(?:{T}{_DURING}*)+(?:要|得)?(?:(?:去|到|在|赴|回)[^，。;]{{0,10}}?{_AWAY}|{_WITH_A_LEADER}){_CLOSES}",
        r"(?:我|本人)(?:要|得|将|想)?(?:去|到)?[^，。;]{0,8}?(?:出差|请假|休假|休年假)",
        rf"(?:我|俺|本人|领导|主任|想|要|跟领导|向领导|准备|{T}|[上下]午|[，, ])*+请{_SOME_OFF}假(?=$|[，。;!, ]"
        rf"|[半一两三四五六七八九十\d]{{1,2}}个?(?:天|小时|半天)|了(?!没)|去)",
        rf"请假(?:报告|条|申请)?[:，]|(?:特|现)?(?:申请|拟于?|想|要"
        rf"|因[^，。;]{{1,12}}?)(?:{T}{_DURING}*)*(?:起)?{_ASKS_OFF}",
    ),
    unless=either(QUESTION, r"通知|会议室|不去|取消|谁|哪些|名单|制度|规定|怎么|找人|流程|请假条[在哪]|批假|假了没"),
    with_before=True,
    read=_leave,
)


def _absent(scope: Scope) -> Reading | None:
    """12月3号全天去发改委对接项目，人不在办公室: one's own day elsewhere."""
    return _leave(scope) if scope.message.times_in((scope.start, scope.match.end())) else None


ABSENT: Final = Rule(
    intent=Intent.LEAVE,
    cues=("人不在", "不在办公室", "不在单位", "不在县", "不在家"),
    pattern=re.compile(
        rf"(?:我|本人|人|都|{T}|[，, ])*不在(?:办公室|单位|县[里城内]|岗位?上?|家|青禾)(?=$|[，。;!,]|哈|了|哦)"
    ),
    unless=re.compile(f"{QUESTION}|他|她|你|昨|刚才"),
    with_before=True,
    read=_absent,
)

# --- 平安报告 -----------------------------------------------------------------------------------------------------

_AREA: Final = (
    r"(?:全[县市区镇乡街]|辖区|[本我咱]?(?:们)?[县市区镇乡](?:域|内|里|上)?|各(?:乡镇|村|单位)|[本我](?:局|单位|办))"
)
_WHERE: Final = re.compile(
    r"全[县市区镇乡街]|辖区|[本我咱]们?[县市区镇乡局办]|各(?:乡镇|村|单位)|本单位|(?:^"
    r"|(?<=[:，, 。]))[一-鿿]{2,3}[镇乡](?!镇|村)|[县镇乡](?:域|内|里)"
)
_OTHERWISE: Final = re.compile(r"到[岗了啦咯]|在岗|签到|接班|接了|交班|回来|回岗")
_PERIOD: Final = re.compile(rf"{_AREA}|截[至止]|平安|零报告|太平|昨[日夜晚]|为止|{U}")


def _nil(scope: Scope) -> Reading | None:
    """That all is well, where it is the news and not said beside something else."""
    if scope.number or (
        _OTHERWISE.search(scope.message.text) and not _PERIOD.search(scope.message.marked, *scope.span)
    ):
        return None
    if event_at(scope.message, (0, scope.match.start())) is not None:
        return None  # 300娃全转到操场 都没事: what happened before it is the news
    if _IDLE.search(scope.match[0]) and not _ON_POST.search(scope.message.text, *scope.span):
        return None  # 今天没事 is no report
    if _CHAT.search(scope.message.text) is not None:
        return None
    told = scope.message.text[scope.start : scope.match.start()]
    event = event_in(told)
    if (event is not None and event.category is not None) or _HAPPENED.search(told) is not None:
        return None  # 山洪冲走两间房，人都撤了，平安 is no quiet day
    found = {"result": "normal"} | ({"scope": where} if (where := _area(scope)) else {})
    return replace(scope.reading(Intent.NIL_REPORT), at=_as_of(scope) or _signed_at(scope), facts=found)


_CHAT: Final = re.compile("聊聊|朋友|是福|同学|亲戚")
_HAPPENED: Final = re.compile(
    r"起火|着火|山洪|[雷遭]击|冲[走毁垮断]|[垮倒坍]塌|塌方|裂[缝了]|滑坡|滞留|被困|受困|转移|撤[了离]|受伤|死亡|泄漏"
    r"|爆炸|翻[车了]|追尾|晕倒|落水|聚集"
)


def _areas(scope: Scope) -> Iterator[Name]:
    """Units whose quiet is told; the duty room at the head of it is whom it is told."""
    for name in scope.message.names_in(scope.span):
        if name.units and not (name.words.endswith("值班室") and scope.message.text.startswith(":", name.end)):
            yield name


def _area(scope: Scope) -> str:
    """全县情况正常，各乡镇均无异常: the first place that is spoken of; 本镇 gives way to a name."""
    units = [(name.start, name.words) for name in _areas(scope)]
    area = _WHOLE.search(scope.message.text, *scope.span)
    if units and (area is None or units[0][0] < area.start()):
        return units[0][1]
    own = area or _WHERE.search(scope.message.text, *scope.span)
    return own[0] if own else ""


_WHOLE: Final = re.compile(r"全[县市区镇乡街]")


def _signed_at(scope: Scope) -> datetime | None:
    """值班员赵敏 10月3日16:00, at the end of it: the moment it was signed."""
    now = scope.message.frame.now
    behind = scope.message.times_in((scope.end, len(scope.message.text)))
    said = [time.at for time in behind if time.kind is TimeKind.POINT and time.grain == "minute"]
    return next((at for at in said if now - _A_DAY <= at <= now), None)


_IDLE: Final = re.compile(r"(?:事(?:[也都]?没有?)?|情况)$")
_ON_POST: Final = re.compile(rf"{_AREA}|昨[日夜晚]|夜|截[至止]|为止|值班|[镇乡局]")


def _as_of(scope: Scope) -> datetime | None:
    """Until when it holds: 截至 before any other time, of a stretch its end, and no day without an hour."""
    times, now = scope.message.times_in(scope.span), scope.message.frame.now
    told = [time for time in times if time.role is TimeRole.AS_OF] or list(times)
    ends = [time.end or time.at for time in told if time.kind is TimeKind.INTERVAL or time.grain == "minute"]
    if not ends:
        return None
    end = ends[-1]
    bare = not _DAY_NAMED.search(scope.message.text[slice(*told[-1].span)])
    return _nearest(end, now) if bare else _past_year(end, now)


_DAY_NAMED: Final = re.compile("[日号天晚晨早夜周昨今明]")
_A_DAY: Final = timedelta(days=1)
_A_YEAR: Final = timedelta(days=300)


def _nearest(at: datetime, now: datetime) -> datetime:
    """A bare hour is the one nearest to now: 截至21点, said at 21:09 or shortly before."""
    return min((at - _A_DAY, at, at + _A_DAY), key=lambda tried: abs(tried - now))


def _past_year(at: datetime, now: datetime) -> datetime:
    """2月16日至17日, said on the 17th, is not next year's."""
    return at.replace(year=at.year - 1) if at - now > _A_YEAR and at.strftime("%m%d") != "0229" else at


_UP_TO: Final = rf"(?:(?:截[至止]|到)?(?:{T}|{D})(?:为止|止)?)"
_CALM: Final = (
    r"(?:平安无事|太平无事|太太平平|平平安安(?!就是|过|度|到|回)|风平浪静|平安(?=$|[，。! ])|一切(?:正常|平安|安好"
    r"|太平|顺利)|(?:均|都|一切"
    r"|运行)*(?:正常|平稳|平静)(?=$|[，。! ])"
    r"|零报告|零报(?=$|[，。! ])|(?:无|没有|没|未发生|未接报?到?|没接到|没得|莫得|无任何)(?:其他|其它|任何|重大|异常"
    r"|突发|紧急|什么|新的"
    r"|的|啥子?)*"
    r"(?:突发事件|突发情况|突发|异常情况|异常|情况|事件|险情|灾情|警情|较大事故|自然灾害|突发公共卫生事件|聚集性疫情"
    r"|食物中毒|停电|滞留|来电来访|(?<=[任何重大紧急其他它])事)(?:灾情"
    r"|险情|发生|报告|上报|可报|需要?(?:上报|报告))?(?=$|[，。!、 ]))"
)
_QUIET: Final = (
    r"(?:啥子?事(?:也|都)?没有?|没啥(?:子)?(?:情况|事)|没有?什么(?:情况|事)|[没莫]得?(?:啥子?)?事|无事(?:发生)?"
    r"|相安无事)(?=$|[，。! 儿哈])"
)
_HEAD: Final = r"[【\[]?(?:值班|每日|夜间|节日)?(?:零报告|平安报告|平安)[】\]]?[:，, ]*"

NIL_REPORT: Final = Rule(
    intent=Intent.NIL_REPORT,
    cues=(
        "平安",
        "正常",
        "异常",
        "零报告",
        "无突发",
        "没有突发",
        "未发生",
        "事",
        "太平",
        "险情",
        "情况",
        "平稳",
        "未接",
        "没突发",
        "风平",
    ),
    pattern=either(
        rf"(?:[^，。;:!?\n]{{1,8}}:)?(?:{U}(?:防汛|防火|森防|值班|值守)*(?:值班室|值班员)?(?:报告?|电)?:)?(?:顺便|再"
        rf"|报告|报个?(?!告)|截至|截止|:|{_UP_TO}|目前|今[日天晚]|昨[日天晚夜]|本周|当前|一?[日天]来|一整?[天晚夜]|白天"
        rf"|值班期间|夜间|夜里|，|,|[ ])*+"
        rf"(?:{_AREA}(?:(?:辖区|范围|境)内)?|{U}|各[一-鿿]{{1,6}}?)?(?:今[日天]|昨[日夜晚]|截[至止](?:目前|现在"
        rf"|此刻)?|{_UP_TO})?"
        r"(?:值班|值守|防汛|防火|抗旱|安全|社会|面上|生产|辖区)*(?:情况|秩序|工作|形势|大局)?(?:均|都|一切|总体|整体"
        r"|仍|依旧)*"
        rf"{_CALM}",
        rf"(?:顺便|再|报告|:|今[日天晚]|昨[日天晚夜]|{_UP_TO}|值班|夜班|一晚上?|一夜|一天|{_AREA}|{U}|都|也|就"
        rf"|[，, ])++{_QUIET}",
        rf"{_HEAD}(?:{U}|{_AREA})?(?:{_UP_TO})?(?:{_CALM}|{_QUIET}|(?=$))",
        rf"(?:转发?:)?[【\[]?{U}[】\]]?(?:{P}|{T}|[: ，]|截[至止])*{_AREA}?(?:一切|均|都|总体)*{_CALM}",
    ),
    unless=either(
        QUESTION,
        r"电话|设备|系统|网络|运转|体温|恢复|已(?!向)|道路|供水|供电|交通|血压|我没|没事(?:吧|的)|没关系|化验"
        r"|检查结果|指标|几点|什么时候|怎么报|是福|咱们聊|聊聊|朋友说",
    ),
    with_before=True,
    read=_nil,
)
