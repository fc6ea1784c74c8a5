"""Who is to do it: 牵头, 主办 or simply addressed lead; 配合, 协办 support; whoever it is reported to does neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.domain.ids import PersonId, UnitId
from bot.understanding.intents.bidding import called
from bot.understanding.message import Message, Span
from bot.understanding.names import Name

_OTHERS: Final = r"(?:[、和及与](?:(?!牵头|负责|主办|承办|配合)[一-鿿]){2,8}?){0,6}?"  # units the office does not list
_SUPPORT_BEHIND: Final = re.compile(
    _OTHERS + r"(?:等)?(?:同志|单位|部门)?(?:负责|做好|积极|全力|密切|予以|给予|要|共同)*"
    r"(?:配合|协办|会办|协助|支持|参与|参加|协同)"
    r"|(?:来|去|负责)?(?:跟|盯|催|督)(?:一下|着|紧|办|促|进)?(?=$|[，。;! ])|负责(?:督促|督办|跟踪|收集|联络)"
    r"|[ ]?(?:也|都)?(?:一起|一道|一同|一块儿?|共同|也|都)(?:来|去)?(?:参与|参加|配合|跟进|上|去|到场|来|看|办|查|跑"
    r"|搞|弄)"
    r"|[ ]?(?:来|去|也|给|要|帮着?|负责)*(?:搭把手|搭个?手|打个?下手|打配合|帮个?忙|帮衬|出把力|搭台|补台|敲边鼓)"
    r"|(?i:,? (?:to |will |shall )?(?:assist(?:s|ing)?|support(?:s|ing)?|helps?|in support)\b)"
)
_LEAD_BEHIND: Final = re.compile(
    _OTHERS + r"(?:同志|单位)?(?:负责(?!人))?(?:牵头|主办|主责|负责(?!人|督促|督办|跟踪|收集|联络)|承办|为主)"
    r"|(?i:,? (?:to |will |shall )?leads?\b)"
)
_SUPPORT_BEFORE: Final = re.compile(
    r"(?:会同|会商|商同|(?<![协磋])商请?|协同|联合|配合单位|协办单位|协办|配合|协助单位"
    r"|(?i:supported by|with (?:support|help) from|assisted by))[:是为]?[ ]?$"
)
_LIABLE_BEFORE: Final = re.compile(r"责任(?:单位|部门)[:是为]?[ ]?$")  # leads where nobody else does
_LEAD_BEFORE: Final = re.compile(r"(?:牵头单位|主办单位|承办单位|牵头|主办|由|请|转|交|批转|转由|转请|@)[:是为]?[ ]?$")
_RECIPIENT: Final = re.compile(
    r"(?:(?<!汇)(?<!上)报(?!请)|报送|上报|报给|报到|送(?!请)|送到|交到|交给|给|向|跟|与|和|反馈给?"
    r"|反馈至|反馈到|汇总到|发(?:给|至|到)|传(?:给|至|到)|通知|接(?:到)?|来自|据|到|在|于|对|至|核实|核查|关于|就"
    r"|针对|处理|解决|调研|检查|督查|了解|审核|指导|联系|联系人|联络员|经办人|咨询|赴|去|[跑去走来]一?趟|收到|按照"
    r"|根据|由于|因)(?:我们?|本|县"
    r"|市)?[ ]?$"
)
_HANDED: Final = re.compile(  # 21号中午12点前交发改局, but not 这件交发改局办
    r"(?:[前内底末日号天午晚点]|统统|统一|一并|一律|全部|都|上来|集中"
    r"|[单表册料案告结果报据况字版件稿见议明数函账录片频息论划程图证]"
    r"|[，,] ?)[交发给传][ ]?$"
)
_BRINGS: Final = re.compile(r"(?<![请再])交[ ]?$")
_DOES_IT: Final = re.compile(r"(?:来)?(?:办|处|研|负责(?!人)|牵头|主办|承办|落实|核|阅|拟|汇总|去)")
_COPIED: Final = re.compile(
    r"(?:抄送|抄报|抄告|抄给|抄发|知会|周知|(?i:\bcc))(?:单位|给|至|到)?[:是为]?[ ]?(?:本|县"
    r"|市)?(?:[^，。;!?\n:]{1,12}[、,和])*[ ]?$"
)
_FANNED: Final = (
    ("town", re.compile("乡镇|镇|乡|街道")),
    ("section", re.compile("股室|科室|处室|股|科")),
    ("all", re.compile("单位(?<!县直单位)(?<!成员单位)(?<!承办单位)|地各部门")),
    ("agency", re.compile("局|部门|委办|单位")),
)
_ENGLISH_FAN: Final = re.compile(
    r"\b(?:all|every|each) (?:(?P<town>towns?|townships?)|(?P<agency>agenc(?:y|ies)|bureaus?|departments?)"
    r"|(?P<section>sections?|divisions?)|(?P<all>units?|offices?))\b",
    re.IGNORECASE,
)
_TOLD_TO_DO: Final = re.compile("(?:通知|告诉|告知|转告|提醒|联系)(?:一下)?[ ]?$")  # 立即通知城关镇 把…围起来
_LET_KNOW: Final = re.compile(  # 跟住建局说一声，让他们…
    r"(?:那边)?(?:说|讲|捎|带|打)(?:一声|一下|个招呼|个?话)[^。;!?\n]{0,4}[让叫请要]"
)
_TO_DO: Final = re.compile(
    "(?:那边|这边|的人|他们|同志)?[ ，,:]{0,2}(?:请|要|让|叫|务必|必须|马上|立即|立刻|抓紧|赶紧|尽快|连夜|就地|派|来"
    "|去|再|今|明|后天|下午"
    "|上午|[\\d一二两三]{1,3}(?:小时|分钟|天|点)|[把将])[^，。;!?\n了]{2}"
)
_GIVEN_OVER: Final = re.compile(r"(?:转给|交给|派给|分给|转交|移交)[ ]?$")
_TO_THEM: Final = re.compile(r"(?<!assigned )(?<!over )(?<!up )\b(?:to|with) $", re.IGNORECASE)
_WANTS_IT: Final = re.compile("(?:急|等着?|马上)?要(?:用|看)?(?=$|[，。;! ])")  # 你补一下，督查室要
_EXCEPT: Final = re.compile("(?:除了?|不含|不包括)$")  # 除城关镇外，各乡镇…
_BUT: Final = re.compile("[^，。;]{0,6}?(?:以外|之外|外|[，,)）])")
_SENDS_IT: Final = re.compile(  # 督查室转来一件，请你局…; 发改局催得紧
    "(?:那边|这边|刚才?|又|今[天早]|昨[天晚])?(?:转来|转下|发来|来[函文电]|交办的|反映的?|催[得着要])"
)
_TELLS_OTHERS: Final = re.compile(  # 王主任交代 小刘你…
    "(?:刚才?|已经?)?(?:交[代待]|的意思是?|吩咐|嘱咐|来电|打电话|发话|说的?|让|叫|要)(?:了|说|来"
    "|过来?)?[:，, ]{0,2}(?=[小老@让叫请你]|由)"
)
_HEADING: Final = re.compile(r"^[ \n]*[【\[][^】\]\n]{0,8}$")  # 【县府办督查室】请…
_SIGNATURE: Final = re.compile(r"[\n。;!][ —-]*[^，。;:!?\n]{0,4}$")
_HEADED: Final = re.compile(r"[^】\]\n，。;:]{0,8}[】\]]|[ 。]*$")
_THEIR_PEOPLE: Final = re.compile(
    "(?:主要|有关|分管)?(?:负责人|领导|干部|工作人员)(?=[^，。;]{0,4}(?:到|赶|已|在|现场|陪同|出席|参加|接访|带队))"
)  # 住建局负责人到场
_LOOKS_AT: Final = re.compile(
    "(?:查|看|问|找|核|对|催|调|取|拿|把|将|收|用)(?:一?下|一[查看问]|到)?[ ]?$"
)  # 查一下住建局的电话
_BROUGHT: Final = re.compile(r"[把将][^，。;!?\n]{1,16}[交转][ ]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who leads and who supports."""

    leads: tuple[UnitId, ...] = ()
    supports: tuple[UnitId, ...] = ()
    copies: tuple[UnitId, ...] = ()  # 抄送
    people: tuple[PersonId, ...] = ()  # asked by name rather than by unit


def parties(message: Message, span: Span) -> Parties:
    """The units and people that a stretch gives something to do."""
    names = [name for name in message.names_in(span) if name.units or name.person]
    roles = _beside_who_is_called(message, span, names, _roles(message.text, names))
    leads, supports, people = list[UnitId](), list[UnitId](), list[PersonId]()
    copies = dict[UnitId, None]()
    stands_by = ("support", "liable") if "lead" in roles else ("support",)
    for name, role in zip(names, roles, strict=True):
        if role == "copy":
            copies |= dict.fromkeys(name.units)
        if role in ("recipient", "copy", "spoken of", "but"):
            continue
        if name.units:
            (supports if role in stands_by else leads).extend(name.units)
        elif name.person and role != "support":
            people.append(name.person)
    if not leads and (kind := _english_fan(message, span)):
        leads.extend(message.lexicon.index.kinds.get(kind, ()))
    if not leads and supports:
        leads, supports = supports, []
    but = {unit for name, role in zip(names, roles, strict=True) if role == "but" for unit in name.units}
    kept = tuple(unit for unit in dict.fromkeys(leads) if unit not in but)
    return Parties(
        leads=kept,
        supports=tuple(unit for unit in dict.fromkeys(supports) if unit not in kept),
        copies=tuple(unit for unit in copies if unit not in (*leads, *supports)),
        people=tuple(dict.fromkeys(people)),
    )


def _beside_who_is_called(message: Message, span: Span, names: list[Name], roles: list[str]) -> list[str]:
    """老周你催一下住建局, 老周，住建局的台账抓紧报: whom he shall turn to has nothing to do."""
    place = called(message, span)
    if place is None:
        return roles
    until, text = message.wording.clause_at(place).end, message.text
    return [
        "recipient"
        if not role
        and place < name.start
        and (name.start < until or text.startswith("的", name.end))
        and text[name.start - 1] not in "、和与"
        else role
        for name, role in zip(names, roles, strict=True)
    ]


def fanout(message: Message, span: Span) -> str:
    """各局 is agency, 各乡镇 town, 各股室 section, 各单位 all: the kind of units that all have it to do."""
    names = [name for name in message.names_in(span) if name.units]
    together = any(name.words[0] in "各全所" for name in names)
    fanned = [
        name.words
        for name, role in zip(names, _roles(message.text, names) if together else (), strict=together)
        if role in ("", "lead") and name.words[0] in "各全所"
    ]
    kinds = {next((kind for kind, pattern in _FANNED if pattern.search(words)), "") for words in fanned}
    if kinds:
        return kinds.pop() if len(kinds) == 1 else "all"
    return _english_fan(message, span)


def _english_fan(message: Message, span: Span) -> str:
    found = _ENGLISH_FAN.search(message.text, *span)
    return (found.lastgroup or "") if found else ""


def _roles(text: str, names: list[Name]) -> list[str]:
    """The part each name plays."""
    return list(_parts_played(text, tuple(names))) if names else []


@lru_cache(maxsize=512)  # several readers ask, each about all stretches of a message
def _parts_played(text: str, names: tuple[Name, ...]) -> tuple[str, ...]:
    """The part each name plays; names joined by 、 play the part of the last of them."""
    roles = [_role(text, name) for name in names]
    for at in range(1, len(names)):  # 教育局牵头财政局、卫健局参与: the word belongs to the name before it
        theirs = text[names[at - 1].end : names[at].start].strip(" ，,") in ("牵头", "主办", "负责", "承办")
        if theirs and not _LEAD_BEHIND.match(text, names[at].end):
            roles[at] = "" if roles[at] == "lead" else roles[at]
    for at in range(len(names) - 2, -1, -1):
        between = text[names[at].end : names[at + 1].start]
        by_and = between in ("和", "与") and roles[at + 1] == "recipient"  # 和 itself makes it look like one
        if between in ("、", "和", "及", "与", "以及", "/") and not roles[at] and not by_and:
            roles[at] = roles[at + 1]
        if not between.strip() and roles[at + 1] == "support" and not roles[at] and "lead" in roles[:at]:
            roles[at] = "support"  # 教育局牵头财政局卫健局参与
    for at in range(1, len(names)):
        between = text[names[at - 1].end : names[at].start]
        if not between and roles[at - 1] in ("recipient", "lead") and not roles[at]:
            roles[at] = roles[at - 1]  # 交到督查室吴涛手上, 请应急局住建局落实
        joined = not roles[at] or _goes_along(roles[at - 1 : at + 1])
        if (between in ("、", "和", "及", "与", "以及") and joined) or between in ("和", "与"):
            roles[at] = roles[at - 1]
    roles = _beside_the_leader(text, names, roles)
    if "lead" in roles:  # 群众反映河西镇饮水浑浊，请水利局核实
        roles = [role or ("" if _opens(text, name) else "spoken of") for name, role in zip(names, roles, strict=True)]
    return tuple(roles)


_WATCHES: Final = re.compile("(?:去|来)?(?:盯|催|督)(?:一?下|一?[盯催]|着|紧|住|促|办)?[ ]?$")
_THEY: Final = re.compile("[^，。;!?\n]{0,8}[，,] ?[让叫要请](?:[他她它]们?|其)")


def _beside_the_leader(text: str, names: tuple[Name, ...], roles: list[str]) -> list[str]:
    """请发改局、应急局上门，由发改局汇总: who is named with the one that leads only supports it."""
    chief = {unit for name in names if name.units and not _is_plain(text, name, "") for unit in name.units}
    plain = [at for at, name in enumerate(names) if name.units and _is_plain(text, name, roles[at])]
    for one, two in pairwise(plain):
        between = text[names[one].end : names[two].start]
        if two == one + 1 and between in ("、", "和", "及", "与", "以及", ",", " ", ""):
            for at, other in ((one, two), (two, one)):
                if chief & set(names[other].units) and not chief & set(names[at].units):
                    roles[at] = "support"
        elif two == one + 1 and _WATCHES.search(between) and _THEY.match(text, names[two].end):
            roles[one] = "spoken of"  # 督查室盯住发改局，让他们周三前报
    return roles


def _is_plain(text: str, name: Name, role: str) -> bool:
    """Whether nothing behind a name makes it lead."""
    return role in ("", "lead") and _LEAD_BEHIND.match(text, name.end) is None and text[name.start - 1] != "由"


def _opens(text: str, name: Name) -> bool:
    """Whether a name stands where a clause begins, or beside another one."""
    return name.start == 0 or name.words[0] in "各全所" or _HAN.match(text, name.start - 1) is None


_HAN: Final = re.compile("[一-鿿]")


def _goes_along(roles: list[str]) -> bool:
    """抄送财政局和住建局: whoever stands behind 和 gets a copy too."""
    return roles == ["copy", "recipient"]


def _role(text: str, name: Name) -> str:
    before = text[max(0, name.start - 20) : name.start]
    if _EXCEPT.search(before) and _BUT.match(text, name.end):
        return "but"
    if _SUPPORT_BEHIND.match(text, name.end):
        return "support"
    if _LEAD_BEHIND.match(text, name.end):
        return "lead"
    if _SUPPORT_BEFORE.search(before):
        return "support"
    if _COPIED.search(before):
        return "copy"
    if _GIVEN_OVER.search(before) and _DOES_IT.match(text, name.end):
        return "lead"
    if _TO_THEM.search(before) or _BROUGHT.search(before) or _is_handed_in(text, name, before):
        return "recipient"
    if _LEAD_BEFORE.search(before):
        return "lead"
    if _LET_KNOW.match(text, name.end):
        return ""
    if _TOLD_TO_DO.search(before) and _TO_DO.match(text, name.end):
        return ""
    if _LIABLE_BEFORE.search(before):
        return "liable"
    return "recipient" if _RECIPIENT.search(before) or _is_spoken_of(text, name, before) else ""


def _is_spoken_of(text: str, name: Name, before: str) -> bool:
    """督查室要, 住建局负责人到场, 查一下住建局的电话: he is named there, and asked for nothing."""
    if _WANTS_IT.match(text, name.end) or _THEIR_PEOPLE.match(text, name.end):
        return True
    if _SENDS_IT.match(text, name.end) or (name.person and _TELLS_OTHERS.match(text, name.end)):
        return True
    if _HEADING.search(before) or _SIGNATURE.search(before):
        return _HEADED.match(text, name.end) is not None and bool(
            text[: name.start].strip("【[ \n") or text[name.end :]
        )
    return text.startswith("的", name.end) and _LOOKS_AT.search(before) is not None


def _is_handed_in(text: str, name: Name, before: str) -> bool:
    """材料交办公室 brings it there, so does 21号前交发改局; 此件交办公室办理 gives it to do."""
    here = name.words.endswith(("办公室", "府办", "政府办"))
    brought = _HANDED.search(before) or (here and _BRINGS.search(before))
    return bool(brought) and _DOES_IT.match(text, name.end) is None
