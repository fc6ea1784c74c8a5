"""Slips and what is said about them: 记一次, 申辩, and how many there are by now."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.understanding.intents.rules import QUESTION, N, P, Reach, Rule, Scope, U, either
from bot.understanding.message import PERSON_MARK, UNIT_MARK
from bot.understanding.values import Intent, Reading

_DOMAINS: Final = (
    (
        "meeting",
        re.compile(
            "会议(?!通知|请柬)|(?:常务|办公|全|推进|专题|党组|例|视频|大|座谈|调度|现场|动员|培训)会(?!通知)"
            "|席[卡签位]|台[卡签]|[名铭坐]牌|座位|投影|会标|横幅|茶歇|会场|办会|座签|桌牌|参会|会务|(?<=会)签到"
            "|签到[表册台处]|会前|会后"
            "|纪要|座次|话筒|音响|议程|主席台"
        ),
    ),
    (
        "doc",
        re.compile(
            "发文|公文|文件|来文|办文|行文|字号|文号|错别字|错字|漏字|格式|落款|附件|印章|用印|盖章|标题|签发|校对|排版"
            "|打印|装订"
            "|印发|通知|红头|抄送|主送|请示|报告|函|成文日期|专报|快报|信息稿|简报|续报|初稿|请柬"
        ),
    ),
)
_WORD_OF_DOMAIN: Final = {"差错": "doc", "失误": "meeting", "缺陷": "affair"}


def fault_domain(words: str) -> str:
    """办文 (doc), 办会 (meeting) or, for anything else, 办事 (affair)."""
    first = [(match.start(), domain) for domain, pattern in _DOMAINS if (match := pattern.search(words))]
    return min(first)[1] if first else "affair"


def _fault(scope: Scope) -> Reading | None:
    people, words = scope.message.people_in(scope.behind), scope.words(scope.behind)
    head = scope.words((scope.start, scope.match.end()))
    people = people or scope.message.people_in(scope.match.span())
    if not words and not people:
        return None  # what was done stands before it, or nowhere
    return replace(
        scope.reading(Intent.LOG_FAULT),
        leads=scope.message.units_in(scope.match.span())[:1] or scope.message.units_in(scope.behind)[:1],
        person=people[0] if people else None,
        people=people,
        domain=_domain(head, words),
        text=words,
    )


def _domain(head: str, words: str) -> str:
    """办会 said in so many words; else what was done; else what the office calls such a slip."""
    told = _TOLD.search(head)
    if told is not None:
        return _KINDS[told[0]]
    found = fault_domain(words)
    called = _CALLED.search(head)
    return found if found != "affair" or called is None else _WORD_OF_DOMAIN[called[0]]


_KINDS: Final = {"办文": "doc", "公文": "doc", "办会": "meeting", "会务": "meeting", "办事": "affair"}
_TOLD: Final = re.compile("|".join(_KINDS))
_CALLED: Final = re.compile("差错|失误|缺陷")


_SLIP: Final = "(?:差错|失误|缺陷)"
_ONCE: Final = r"(?:[一1]?[次笔个条]|下)"

LOG_FAULT: Final = Rule(
    intent=Intent.LOG_FAULT,
    cues=("记", "差错", "失误", "缺陷"),
    pattern=re.compile(
        rf"(?:请|帮我|[，, ])*(?:[给把对](?:{P}|{U}|[小老][一-鿿]|他们?|她)(?:同志)?)?(?:(?:登?记|记录|登|挂|计"
        rf"|扣)(?:在案"
        rf"|上)?{_ONCE}?(?:办文|办会|办事"
        rf"|会务)?{_SLIP}(?:{_ONCE}(?![，, ]?记))?"
        rf"|记[一1][次笔](?!电话)|(?<={PERSON_MARK})记{_ONCE}|(?<={UNIT_MARK})记{_ONCE}|{_SLIP}登记(?=$"
        rf"|[:，, ]))[:，, ]*"
    ),
    unless=either(QUESTION, "记一次电话|怎么|如何|制度|台账|要不要|该不该|不该|不应|谁|不记|别记|记一笔转"),
    reach=Reach.REST,
    read=_fault,
)


_WRONG: Final = re.compile("错|漏|误|迟|晚|忘|反|缺|没有?|未|不[全齐规]|超时|超期")


def _fault_behind(scope: Scope) -> Reading | None:
    """桌签摆错了，记何静一次: what was done stands before the words that have it noted."""
    people, words = scope.message.people_in(scope.span), scope.words()
    blamed = scope.message.units_in((scope.match.start(), scope.end)) or scope.message.units_in(scope.span)
    if _WRONG.search(words) is None:
        return None
    return replace(
        scope.reading(Intent.LOG_FAULT),
        leads=blamed[:1],
        person=people[-1] if people else None,
        people=people[-1:],
        domain=_domain(words, words),
        text=words,
    )


LOG_BEHIND: Final = Rule(
    intent=Intent.LOG_FAULT,
    cues=("记", "算", "计一次", "差错", "失误", "缺陷", "挂", "扣"),
    pattern=either(
        r"记[一-鿿]{2,3}[一1][次笔](?=$|[，。!])|计[一1]次(?=$|[，。!])",
        rf"记(?:{P}|{U})(?:同志)?(?:[一1][次笔](?:{_SLIP})?|{_SLIP})(?=$|[，。!])",
        rf"(?:登?记|算)(?:{P}|{U})(?:同志)?(?:[一1][次笔个])?(?:办文|办会|办事)?{_SLIP}(?:[一1][次笔个])?(?=$|[，。!])",
        r"记(?:上|下来?|下)(?:[一1][次笔])?(?=$|[，。!])",
        rf"记(?:在|到)?(?:{P}|{U}|他|她|他们)(?:同志)?(?:的?头上|名下|账上)",
        rf"算(?:在|到)?(?:{P}|{U}|[小老][一-鿿])(?:同志)?(?:头上|名下)?(?:[一1][次笔个])?(?:办文|办会"
        rf"|办事)?{_SLIP}(?:[一1][次笔个])?(?=$|[，。!])",
        rf"(?:登?记|登|挂|计|扣|作|做|算)(?:上|为|成)?(?:[一1]?[次笔个条])?(?:办文|办会|办事)?{_SLIP}(?:登记"
        rf"|处理)?(?:[一1][次笔个])?(?:吧|哈|啊)?(?=$|[，。!])",
        rf"[给把](?:{P}|{U}|他们?|她)(?:同志)?(?:记|挂|登|计|扣)(?:上|下)?(?:[一1]?[次笔条个])?(?=$|[，。!])",
        rf"算(?:在|到)?(?:{P}|{U}|[小老][一-鿿])(?:同志)?的(?:头上|账上|名下)?(?=$|[，。!])",
        r"算(?:作|他|她|他们)?(?:脱岗|迟报|漏报|超时|超期|逾期)(?=$|[，。])",
        r"(?:挂|扣|计|登)(?:上|他|她|他们)?[一1][次笔条](?=$|[，。!])",
    ),
    anywhere=True,
    with_before=True,
    unless=re.compile(rf"{QUESTION}|要不要|该不该|算不算|谁|不算|不记|别记|不该|不应|电话|来电|号码"),
    read=_fault_behind,
)

APPEAL: Final = Rule(
    intent=Intent.APPEAL,
    cues=("申辩", "申诉", "不服", "不认", "异议", "有意见", "不属实"),
    pattern=re.compile(
        rf"(?:我(?:要|想)?|本人|要求|申请|请求|坚决|特|现|强烈|{N}|[这那](?:个|条|次|笔)|差错|缺陷|失误|提出|[，, ])*"
        rf"(?:对[^，。;:]{{0,16}}?(?:认定|差错|失误|缺陷|通报|脱岗|迟报|漏报|超期|超时|扣分|次|个|单)(?:的?认定"
        rf"|结果)*的?|[^，。;:]{{0,16}}?(?:认定|差错"
        rf"|失误|缺陷)的(?=申辩|申诉))?(?:我(?:要|想)?"
        r"|提出)?"
        r"(?:申辩|申诉|(?<=[定误错陷次个条笔果报岗期时分单])(?:我|本人)?(?:有|表示|提出)(?:不同)?(?:异议|意见)(?=$"
        r"|[，。; ])"
        r"|(?:脱岗|迟报|漏报|超期|超时|差错|失误|缺陷)(?:这事)?不属实|不服(?![从务气软输])|不认(?:可"
        r"|账)?(?![识得为]))(?:理由|意见|如下|一下|是|为|[:，, ])*"
    ),
    unless=either(QUESTION, "怎么|如何|几天|多久|几日|申辩期|申辩材料(?!:|如下)|申辩结果|出来没"),
    reach=Reach.REST,
    read=lambda scope: replace(scope.reading(Intent.APPEAL), text=scope.words(scope.behind) or scope.words()),
)


_ABOUT_FAULTS: Final = re.compile(
    r"差错|失误|缺陷|认定|通报|脱岗|超时|迟报|漏报|写错|扣|记[了我一]|算我|算在|头上|那次|这次|[这那][条笔次]"
)

CONTESTED: Final = Rule(  # what it is about stands before it: 昨晚算我脱岗我不服
    intent=Intent.APPEAL,
    cues=("不服", "不认", "冤枉", "复议", "复核", "异议", "不该算", "申诉", "申辩", "错人", "撤销", "算", "定", "我"),
    pattern=either(
        r"[^，。;!?\n]{1,20}?(?:我|本人)(?:可|是|坚决|真|都|也)?(?:不服|不认(?:可|账)?(?![识得为])|有异议|要?(?:申诉"
        r"|申辩))",
        r"(?:不该|不应该?|不能)(?:算|记)(?:在|到)?(?:我|本人)|(?:不该|不应该?|不能)(?:由|让)?(?:我|本人)们?(?:背|担"
        r"|扛|认)",
        r"(?:不该|不应该?)(?:记|算)(?:一次|成)?(?:差错|失误|缺陷|脱岗|迟报)",
        r"(?:我|本人|我们)[^，。;!?\n]{0,10}?(?:不该|不应该?|不能|不)(?:算|记|认定|定)(?:是|成|为)?(?:迟报|漏报|脱岗"
        r"|差错|失误|缺陷|超时|超期|逾期)",
        r"(?:通报|认定|记|算|扣)我们?[^，。;!?\n]{0,8}(?:不对|不公|不合理|有误|搞错|错了|没道理)",
        r"(?:要求|申请|请求|麻烦|想)(?:帮我|给我)?(?:复议|复核|撤销|核减|重新认定)|(?:记|算|扣|通报)错(?:人|对象)了?"
        r"|(?:太|真|好|我)?冤枉(?:啊|呀|我|得很|了|死)|比窦娥",
    ),
    anywhere=True,
    with_before=True,
    unless=either(QUESTION, "怎么申|如何申|行政复议"),
    read=lambda scope: scope.reading(Intent.APPEAL) if _ABOUT_FAULTS.search(scope.message.text) else None,
)


def _counted(scope: Scope) -> Reading:
    units = scope.message.units_in(scope.span)
    short = next((unit.short for unit in scope.message.lexicon.units if unit.id in units[:1]), "")
    return replace(
        scope.reading(Intent.MY_FAULTS),
        leads=units,
        people=scope.message.people_in(scope.span),
        facts={"unit": short} if len(units) == 1 and short else {},
    )


_HOW_MANY: Final = r"(?:[几多][少]?[次个条笔](?:差错|失误|缺陷|问题)?|(?:多少|几)(?:次|个|条|笔)?(?:差错|失误|缺陷))"

MY_FAULTS: Final = Rule(
    intent=Intent.MY_FAULTS,
    cues=("几次", "多少次", "差错", "失误", "缺陷", "几个", "几条", "几笔", "y faults"),
    pattern=either(
        rf"(?:查|看|问|再问|麻烦|帮我)?(?:一?下)?(?:我|本人|我们股|我股|咱)[^，。;!?\n]{{0,12}}?(?:{_HOW_MANY}"
        r"|(?:有没有|有无|有几个|的)(?:差错|失误|缺陷))(?:了|记录|台账|啊|呀|来着|来的)*(?=$|[，。;!?吗呢])",
        rf"(?:查|看|问|再问|麻烦|帮我)?(?:一?下)?(?:{U}"
        rf"|{P})[^，。;!?\n]{{0,12}}?(?:{_HOW_MANY}(?<!次)(?<!个)(?<!条)(?<!笔)"
        r"|(?:有没有|有无)(?:差错|失误|缺陷))(?:了|记录|台账|啊|呀|来着|来的)*(?=$|[，。;!?吗呢])",
        r"(?:本|这个?)?季度[^，。;]{0,4}我[^，。;]{0,6}几次",
        r"(?:再|另外|顺便)?问(?:一?下)?[^，。;!?\n]{0,4}我[^，。;!?\n]{0,10}(?:差错|失误|缺陷)",
        r"(?i:my faults)",
    ),
    unless=re.compile("值班|电话|会议|开会|去过"),
    reach=Reach.CLAUSE,
    read=_counted,
)
