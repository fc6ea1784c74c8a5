"""What sounds like an order and is none: a question who leads, a rule that is quoted, a condition, a report."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.understanding.message import DUE_MARK, PERSON_MARK, TIME_MARK, UNIT_MARK, Message, Span

_U: Final = f"[{UNIT_MARK}]++"
_WHO: Final = f"[{UNIT_MARK}{PERSON_MARK}]++"
_TIME: Final = f"[{TIME_MARK}{DUE_MARK}]++"

_ASKED: Final = re.compile(
    r"\?|吗|谁(?:来?牵头|主办|负责|承办|来?办|来?报|配合|来?写|去|管|来?准备|来?送|来?对接|来?通知|来?跟)"
    r"|哪[个家些](?:单位|局|部门|股室|乡镇)?(?:来?牵头|主办|负责|来?报"
    r"|来?办|管|写)|(?:什么|啥)时候(?:报|交|要|给|到|办|截止)|到底(?:是|该|由|谁|哪|归)|(?:是不是|有没有|要不要"
    r"|该不该|用不用|用得着|行不行|可不可以|好不好|成不成)"
    rf"|还是{_U}[^，。;]{{0,6}}(?:啊|呢|嘛|哦)|几[号点](?:前)?(?:报|交|要|截)|[啊呢](?=$)(?<=头.|责.|办.|报.|交.)"
)
_SUPPOSED: Final = re.compile(
    r"(?:要是|如果|假如|若是?|一旦|倘若|万一|除非|等(?!单位|部门|[局同有相\d])到?|只有"
    r"|真要)[^。;!\n]{1,30}?(?:(?:我们?|咱们?)(?:就|再|才|也)|再(?:动|说|定|议|办|报|开始|安排)"
    r"(?:不迟|也不迟|吧|$|，)|才(?:能|好|会|可以|轮)|就(?:好|惨|麻烦|糟)|也行|就不)"
)
_USUAL: Final = re.compile(
    r"(?:往年|历年|以往|以前|过去|平时|一般|通常|按惯例|惯例|去年|上[次回]|前年|当年|那时候?)(?:[^，。;]{0,6}?)"
    r"(?:都是|都要|都会|就是|总是|也是)|(?:以前|往年|过去|历年)(?:一般|通常|都|总)"
)
_HEARD: Final = re.compile(
    "听说|据说|传闻|好像(?:是|要|说)|估计(?:会|要)让|可能(?:会|要)让|说不定|我们?(?:县|局|镇|这边)?(?:就)?(?:不涉及"
    "|不用报|不用管)"
)
_SOURCE: Final = re.compile(
    r"原文|条例|规定|办法|制度|规程|章程|手册|课件|教材|讲义|幻灯|培训|例[子句如文]|范[文本例]|模板|样[本例]|示例"
    r"|格式|题目|考题|试题"
    r"|标语|标题|写着|写的|写道|摘[抄录要]|引用|念一遍|读一遍|比如|譬如|slide|template|example|sample"
)
_QUOTED: Final = re.compile(
    rf"[“\"「『][^”\"」』\n]{{0,60}}?(?:[{DUE_MARK}]|请|应当|必须|须|不得|牵头|[日天时]内)[^”\"」』\n]{{0,60}}[”\"」』]"
)
_EXAMPLE: Final = re.compile(
    r"(?:比如|例如|譬如|举(?:个)?例(?:子|说)?|课件|教材|讲义|幻灯片|范文|模板|样本|条例|办法|制度|规程)(?:里|上|中"
    r"|原文)?[^，。;\n]{0,10}?"
    r"(?:写的?(?:是|着|道)?|说的?(?:是)?|规定|要求|就是|有这么一句|里有)"
)
_PAST: Final = re.compile(
    rf"(?:昨[天日晚]|前[天日]|上周|上个?月|今早|刚才|刚刚?|按时|如期|提前|准时|早就|早已|都?已经?"
    rf"|{_TIME})[^，。;!?\n{DUE_MARK}]{{0,20}}?"
    r"(?:报|交|送|发|办|弄|做|完成|落实|反馈|拿|提交|整改|给)(?:上|过|完|好|结|到|给我们?"
    r"|齐)?[来去]?[了过](?=$|[，。;!?\n 、]|的)"
)
_BIDS: Final = re.compile(rf"请(?!示)|务必|必须|尽快|抓紧|马上|立即|要求|[{DUE_MARK}]")
_SAID_BY_THEM: Final = re.compile(
    rf"(?:^|(?<=[，。;:!?\n ])){_U}(?:那边|这边|的人|的同志)?(?:回[复话]说?|说|表示|答应|承诺|讲|称)(?![明法清一])"
)
_PROMISED: Final = re.compile(rf"{_WHO}(?:那边|这边)?(?:已经?)?(?:答应|承诺|保证)(?!书)")
_NEED_NOT: Final = re.compile(
    "(?:不用|不必|无需|不需要?|不要求|免得?)(?:再|他们?|你们?)?(?:报|交|送|填|办|弄|来|参加|补|写|管)(?!送|销)"
)
_OR_ELSE: Final = re.compile(
    r"(?:要是|如果|若|万一)[^。;!?\n]{1,16}?(?:不上来|不了|不出来?|没报|没交|完不成|办不成|做不到)[^。;!?\n]{0,16}?"
    r"(?:自己|解释|通报|问责|追责|约谈|负责|检讨)"
)
_WRITTEN: Final = re.compile(rf"写(?:清楚?|明|上|进去?)[^，。;!?\n]{{0,4}}?{_WHO}(?:牵头|主办|负责)")
_WAS_SO: Final = re.compile(
    rf"是{_WHO}(?:牵头|主办|负责|承办|办|报|写|管)的|(?:原来|本来|起初|当初|最早|上[次回]|之前"
    rf"|那次)[^，。;!?\n]{{0,4}}?是?{_WHO}(?:牵头|主办|负责|承办)"
    rf"|{_WHO}(?:牵头|主办|负责|承办)的(?:那|这|方案|件|事|项目|活)[^，。;!?\n]{{0,8}}(?:在哪|哪里|哪儿|怎么样|咋样"
    rf"|呢|了)"
)
_OWN: Final = re.compile(r"^[ ]*我(?:们|局|镇|股|科|单位)?(?:这边)?(?:会|马上|这就|来|先|再|把|将|一定|争取|尽快|已)")
_THE_RULE: Final = re.compile(
    r"规定(?:是|要求|应|的|为|:)|按照?(?:规定|制度|办法|惯例)[，,]?(?:应当?|须|要|得|是)|这是(?:制度|规定|规矩)"
    r"|(?:时限|期限)(?:是|为|一般)"
)
_UP: Final = re.compile(  # 请陈县长批示 goes up, and gives nobody a task
    rf"(?:请|呈|送|报|恳请)(?:各位)?(?:[{PERSON_MARK}]++(?:同志)?[、和及]?|县?领导|(?:县|市)长|书记"
    rf"|主任)++[^，。;!?\n]{{0,4}}?"
    r"(?:批示|批阅|审定|审示|审阅|审批|批准|过目|签批|签发|签字|指正|定夺|酌定|阅示)"
)
_GOES: Final = re.compile(
    rf"^[ ]*[{PERSON_MARK}]++(?:{_TIME}|[ ])*(?:{_TIME})?[^，。;!?\n]{{0,6}}?要(?:听|来|去|到|看(?!到)|参加|出席|陪"
    rf"|接待)"
)
_HOW: Final = re.compile(
    r"^[ ]*请问|(?:怎么|咋个?|如何)(?:填|写|报|弄|操作|走|用|交|发|盖|传)[^，。;!?\n]{0,3}$|在哪(?:里|儿)?(?:能"
    r"|可以)?[^，。]{0,2}$"
)
_FOR_US: Final = re.compile(
    r"(?:知悉|供(?:你们?|大家|各位)?参[考阅])[。 ]*$|^[ ]*(?:请|麻烦)?(?:你)?帮我?(?:查|看|问|找)一?下"
)
_ROLL_CALL: Final = re.compile(
    rf"^[ @]*(?:请)?(?:{_U}|大家)?(?:收到|收悉)[后的]?[，, ]?请?(?:及时|即)?(?:回复|回|反馈|扣)(?:一?下)?1?[ 。]*$"
)
_PRAISE: Final = re.compile("表扬|点赞|质量不错|辛苦了|不错|很好|值得肯定|反应快")


def is_only_mentioned(message: Message, span: Span) -> bool:
    """Whether a stretch only speaks of what is, was or would be ordered."""
    marked = message.marked[span[0] : span[1] + 1]  # the sign behind it tells a question
    return _is_mention(marked, message.text[span[0] : span[1]]) or was_done(message, span)


@lru_cache(maxsize=512)  # several readers ask, each about all stretches of a message
def _is_mention(marked: str, words: str) -> bool:
    if _ASKED.search(marked) or _SUPPOSED.search(words) or _USUAL.search(words) or _HEARD.search(words):
        return True
    if _speaks_of_it(marked):
        return True
    return _SOURCE.search(words) is not None and (
        _QUOTED.search(marked) is not None or _EXAMPLE.search(words) is not None
    )


def _speaks_of_it(marked: str) -> bool:
    """Whether it tells what others said, how it was or is done, or what goes up to a leader."""
    if _OWN.match(marked) or _HOW.search(marked) or _FOR_US.search(marked) or _ROLL_CALL.match(marked):
        return True
    if _OR_ELSE.search(marked) or (DUE_MARK not in marked and _NEED_NOT.search(marked)):
        return True
    units, people = UNIT_MARK in marked, PERSON_MARK in marked
    if (units or people) and (_WAS_SO.search(marked) or _PROMISED.search(marked) or _WRITTEN.search(marked)):
        return True
    if not units:
        return bool(_UP.search(marked) or _GOES.match(marked) or (not people and _THE_RULE.search(marked)))
    said = _SAID_BY_THEM.search(marked)
    return said is not None and UNIT_MARK not in marked[said.end() :] and _TOLD_TO.search(marked, said.end()) is None


_TOLD_TO: Final = re.compile("请|务必|必须|要求|让|你")


def was_done(message: Message, span: Span) -> bool:
    """Whether it tells that something was done, and asks for nothing."""
    marked = message.marked[span[0] : span[1]]
    if _BIDS.search(marked) is not None:
        return False
    return _PAST.search(marked) is not None or _PRAISE.search(marked) is not None
