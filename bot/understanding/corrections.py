"""改到下周三, 牵头改为水利局, 停办, 撤销: short words about a matter there is, and what each of their clauses does.

A correction is read clause by clause. Which role a name has is said beside it (牵头, 配合); whether it comes in
addition or instead, too (加上, 改为, 去掉).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_CORRECTS: Final = re.compile(
    r"(?:更正|不对|不是|应该是|应为|改|换成?|调整|推迟到|提前到|延到|延至|(?:再|另外)?(?:加上|增加)|去掉"
    r"|(?:的?(?:时限|期限|时间|牵头|主办|配合|协办|要求|内容))[^，。]{0,8}(?:改|是|为|加|换|去))"
)
_DROPS: Final = re.compile(
    r"(?:请|把|将|这[件个条]?事?|该件?|批示|[，, ])*"
    r"(?:停办|作废|撤回|撤销|撤掉|取消|不用再?办[了理]?|不办了|不发了|算了)[了吧]?[。！!~ ]*"
)
_NUMBER: Final = re.compile(
    r"(?:把|将|第)?(?P<number>(?:[A-Za-z]{2}-)?(?:\d{4}-)?\d{3,4})(?!\d|年|月|分)[号件]?[，,:： ]*"
)
_VERDICT: Final = re.compile(
    r"(?P<number>(?:[A-Za-z]{2}-)?(?:\d{4}-)?\d{3,4})?[号件，, ]*(?:予以|同意)?(?P<what>认定|撤销)[了吧]?"
    r"(?:[，,:：。；; ]+(?P<reason>.*))?",
    re.DOTALL,
)
_CUT: Final = re.compile(r"[，,。；;\n]")
_SUPPORT: Final = re.compile(r"配合|协办|协助|参与")
_LEAD: Final = re.compile(r"牵头|主办|负责|承办|由.{1,12}[办报]|交给")
_MORE: Final = re.compile(r"加|增|还有|再|补")
_LESS: Final = re.compile(r"去掉|不要|删|撤掉|取消|不用")
_INSTEAD: Final = re.compile(r"改|换|调整为|应该?[是为]|是")
_WANTED: Final = re.compile(r"(?:要求|内容|成果)(?:改?[为成是])[:：]?(?P<what>[^，,。；;\n]{1,40})")
_TO: Final = re.compile(r"(?:报送?|抄送|抄报|送|向|跟|(?<![交转])给)$")
_URGENT: Final = re.compile(r"速办|急办|特急|加急|马上|立即")


class How(StrEnum):
    """What a piece of a correction does with those whom it names."""

    MORE = "more"
    LESS = "less"
    INSTEAD = "instead"


@dataclass(frozen=True, slots=True)
class Verdict:
    """认定 or 撤销 of a fault, with the number that was said and the reason."""

    confirm: bool
    number: str
    reason: str


def corrects(words: str) -> bool:
    """Whether words begin as a correction does."""
    return _CORRECTS.match(words) is not None


def drops(words: str) -> bool:
    """Whether they say that something is not to be done any more, and nothing else."""
    return _DROPS.fullmatch(words) is not None


def number_in(words: str) -> tuple[str, str]:
    """The number that words name, and the words without it."""
    match = _NUMBER.search(words)
    return (match["number"], _NUMBER.sub("", words, count=1)) if match else ("", words)


def verdict(words: str) -> Verdict | None:
    """QX-2026-001撤销，通知有误; None where the words are no ruling."""
    said = _VERDICT.fullmatch(words)
    if said is None:
        return None
    return Verdict(said["what"] == "认定", said["number"] or "", (said["reason"] or "").strip())


def wanted(words: str) -> str:
    """What is asked for instead (要求改为实施方案), or an empty word."""
    match = _WANTED.search(words)
    return match["what"].strip() if match else ""


def is_urgent(words: str) -> bool:
    """Whether they ask for haste."""
    return _URGENT.search(words) is not None


def clauses(words: str) -> list[list[str]]:
    """The clauses, each in pieces of one role: 水利局牵头、发改局配合 is two pieces, 财政局、教育局配合 is one."""
    return [
        [piece for piece in clause.split("、") if piece]
        if _SUPPORT.search(clause) and _LEAD.search(clause)
        else [clause]
        for clause in _CUT.split(words)
    ]


def leads(piece: str) -> bool | None:
    """Whether a piece gives the lead or asks for support; None where it says neither."""
    if _SUPPORT.search(piece):
        return False
    return True if _LEAD.search(piece) else None


def how(piece: str, *, lead: bool) -> How:
    """What a piece does. Support that is not said to be instead of other support comes in addition."""
    if _LESS.search(piece):
        return How.LESS
    if _MORE.search(piece) or (not lead and _INSTEAD.search(piece) is None):
        return How.MORE
    return How.INSTEAD


def charges(words: str, names: Iterable[str]) -> bool:
    """Whether they give somebody of these names something to do; whom it is reported to has nothing to do."""
    either = "|".join(re.escape(name) for name in names)
    behind = "同志?)?(?:负责|牵头|主办|承办|签收|来?办)"
    return re.search(rf"(?:由|请|改[为成派]|换成?|让|交给)(?:{either})|(?:{either})(?:{behind}", words) is not None


def asks_to_support(words: str, names: Iterable[str]) -> bool:
    """Whether they ask a unit of these names to support."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len))
    return re.search(rf"(?:{either})[^，,。；;牵]{{0,12}}(?:配合|协办|协助|参与)", words) is not None


def only_receives(words: str, name: str) -> bool:
    """Whether a name stands there only as whom something is reported or given to (报小李, 发给小李)."""
    before = (words[max(0, place.start() - 4) : place.start()] for place in re.finditer(re.escape(name), words))
    return all(_TO.search(some) is not None for some in before)
