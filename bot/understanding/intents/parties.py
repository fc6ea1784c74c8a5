"""Who is to do it: 牵头, 主办 or simply addressed lead; 配合, 协办 support; whoever it is reported to does neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.ids import PersonId, UnitId
from bot.understanding.message import Message, Span
from bot.understanding.names import Name

_OTHERS: Final = r"(?:[、和及与](?:(?!牵头|负责|主办|承办|配合)[一-鿿]){2,8}?){0,6}?"  # units the office does not list
_SUPPORT_BEHIND: Final = re.compile(
    _OTHERS
    + r"(?:等)?(?:同志|单位|部门)?(?:负责|做好|积极|全力|密切|予以|给予|要|共同)*(?:配合|协办|协助|支持|参与|协同)"
)
_LEAD_BEHIND: Final = re.compile(_OTHERS + r"(?:同志|单位)?(?:负责)?(?:牵头|主办|主责|负责|承办|为主)")
_SUPPORT_BEFORE: Final = re.compile(r"(?:会同|协同|联合|配合单位|协办单位|协办|配合|协助单位|责任单位)[:是为]?[ ]?$")
_LEAD_BEFORE: Final = re.compile(r"(?:牵头单位|主办单位|承办单位|牵头|主办|由|请|转|交|批转|转由|转请|@)[:是为]?[ ]?$")
_RECIPIENT: Final = re.compile(
    r"(?:(?<!汇)(?<!上)报(?!请)|报送|上报|报给|报到|送(?!请)|送到|交到|交给|给|向|跟|与|和|反馈给?"
    r"|反馈至|反馈到|汇总到|发(?:给|至|到)|传(?:给|至|到)|通知|接(?:到)?|来自|据|到|在|于|对|至|核实|核查|关于|就"
    r"|针对|处理|解决|调研|检查|督查|了解|审核|指导|联系|赴|去|收到|按照|根据|由于|因)(?:我们?|本|县|市)?[ ]?$"
)
_COPIED: Final = re.compile(r"(?:抄送|抄报|抄告|抄给|抄发|知会|周知)(?:单位|给|至|到)?[:是为]?(?:本|县|市)?[ ]?$")
_HANDED: Final = re.compile(r"(?<![请再])交[ ]?$")
_DEALS: Final = re.compile(r"(?:来)?(?:办|处|研|负责|牵头|承办|落实|核|阅|拟|汇总)")
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
    roles = _roles(message.text, names)
    leads, supports, people = list[UnitId](), list[UnitId](), list[PersonId]()
    copies = dict[UnitId, None]()
    for name, role in zip(names, roles, strict=True):
        if role == "copy":
            copies |= dict.fromkeys(name.units)
        if role in ("recipient", "copy"):
            continue
        if name.units:
            (supports if role == "support" else leads).extend(name.units)
        elif name.person and role != "support":
            people.append(name.person)
    if not leads and supports:
        leads, supports = supports, []
    kept = tuple(dict.fromkeys(leads))
    return Parties(
        leads=kept,
        supports=tuple(unit for unit in dict.fromkeys(supports) if unit not in kept),
        copies=tuple(unit for unit in copies if unit not in (*leads, *supports)),
        people=tuple(dict.fromkeys(people)),
    )


def _roles(text: str, names: list[Name]) -> list[str]:
    """The part each name plays; names joined by 、 play the part of the last of them."""
    roles = [_role(text, name) for name in names]
    for at in range(len(names) - 2, -1, -1):
        between = text[names[at].end : names[at + 1].start]
        if between in ("、", "和", "及", "与", "以及", "/") and not roles[at]:
            roles[at] = roles[at + 1]
    for at in range(1, len(names)):
        between = text[names[at - 1].end : names[at].start]
        if between in ("、", "和", "及", "与", "以及") and (not roles[at] or _goes_along(roles[at - 1 : at + 1])):
            roles[at] = roles[at - 1]
    return roles


def _goes_along(roles: list[str]) -> bool:
    """抄送财政局和住建局: whoever stands behind 和 gets a copy too."""
    return roles == ["copy", "recipient"]


def _role(text: str, name: Name) -> str:
    before = text[max(0, name.start - 20) : name.start]
    if _SUPPORT_BEHIND.match(text, name.end):
        return "support"
    if _LEAD_BEHIND.match(text, name.end):
        return "lead"
    if _SUPPORT_BEFORE.search(before):
        return "support"
    if _COPIED.search(before):
        return "copy"
    if _BROUGHT.search(before) or _is_handed_in(text, name, before):
        return "recipient"
    if _LEAD_BEFORE.search(before):
        return "lead"
    return "recipient" if _RECIPIENT.search(before) else ""


def _is_handed_in(text: str, name: Name, before: str) -> bool:
    """材料交办公室 brings it there; 此件交办公室办理 gives it to do."""
    here = name.words.endswith(("办公室", "府办", "政府办"))
    return here and _HANDED.search(before) is not None and _DEALS.match(text, name.end) is None
