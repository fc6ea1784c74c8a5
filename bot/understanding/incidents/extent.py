"""How far it reaches beyond people harmed: who was moved (疏散、转移), who is affected (受灾), what it cost.

People moved are no casualties. Each figure stands in the text, and its place comes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.elements import Loss
from bot.understanding.numbers import COUNT, count, number

Span = tuple[int, int]
Extent = Mapping[str, "int | bool"]  # people, households, and approximate where the words only come near

_SOULS: Final = rf"(?:(?P<h>{COUNT})户[、,，]?(?:共|计|约){{0,2}})?(?:(?P<p>{COUNT})(?:余|多)?(?:名|人|个|位|口))?"
_WHO: Final = (
    r"(?:群众|居民|村民|人员|学生|师生|游客|旅客|员工|工人|职工|住户|人口|用户|被困|受困|受威胁|周边|附近|受影响|安置)"
)
_MOVED: Final = r"(?:疏散|转移|撤离|撤出|撤走|安置|避险|搬离)"
_AFFECTED: Final = r"(?:受灾|受影响|影响|波及)"
_BETWEEN: Final = rf"(?:{_WHO}|{_MOVED}|了|出|共|计|约|达|累计|总数|已|:){{0,6}}"
_BEHIND: Final = re.compile(
    rf"(?:(?P<moved>{_MOVED})|(?P<affected>{_AFFECTED})){_BETWEEN}(?=[\d近约超至逾上零一二两三四五六七八九十百千数几])"
    + _SOULS
)
_BEFORE: Final = re.compile(
    rf"(?<![\d.第])(?=[\d近约超至逾上零一二两三四五六七八九十百千数几]){_SOULS}{_WHO}{{0,2}}"
    r"(?:已|均|被|紧急|安全|全部|提前|集中|及时|得到|妥善|也|都){0,4}"
    rf"(?:(?P<moved>{_MOVED})|(?P<affected>受灾|受影响))"
)
_HINT: Final = re.compile("疏散|转移|撤|安置|避险|搬离|受灾|影响|波及")
_LOSS: Final = re.compile(
    r"(?:经济|财产)?损失[^，。;!?\n\d一二两三四五六七八九十百千]{0,10}?"
    r"(?P<n>(?P<about>近|约|上)?(?:超过?|逾|达)?"
    r"(?P<figure>\d{1,3}(?:,\d{3}){1,3}|\d{1,9}(?:\.\d{1,4})?|[一二两三四五六七八九十百千]{1,7})"
    r"(?P<more>余|多|几|来)?[ ]?(?P<scale>万|千万|百万|亿)?元)"
)
_NEAR: Final = re.compile(r"(?:约|近|大概|大约|估计|预计|可能)[^，。;]{0,3}$")
_SCALES: Final = {"": 1, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Reach:
    """Who was moved or is affected, what it cost, and where the figures stand."""

    people: Mapping[str, Extent]
    loss: Loss | None
    spans: Mapping[str, Span]


def reach_in(text: str) -> Reach:
    """What a text says of it; of two figures of one kind the higher counts."""
    people, spans = dict[str, dict[str, int | bool]](), dict[str, Span]()
    for kind, found, span in _people_in(text):
        known = people.get(kind)
        if known is None or _size(found) > _size(known):
            people[kind], spans[kind] = found, span
    loss, at = _loss_in(text)
    return Reach(people, loss, spans | ({"loss": at} if loss is not None else {}))


def _people_in(text: str) -> Iterator[tuple[str, dict[str, int | bool], Span]]:
    if _HINT.search(text) is None:
        return
    for pattern in (_BEHIND, _BEFORE):
        for match in pattern.finditer(text):
            found = _counted(match)
            if found:
                places = [match.span(what) for what in "hp" if match[what]]
                yield "moved" if match["moved"] else "affected", found, (places[0][0], places[-1][1])


def _counted(match: re.Match[str]) -> dict[str, int | bool]:
    found, near = dict[str, int | bool](), False
    for name, what in (("households", "h"), ("people", "p")):
        figure = count(match[what]) if match[what] else None
        if figure is not None:
            found[name] = figure.value
            near = near or figure.approximate
    return found | ({"approximate": True} if found and near else {})


def _size(found: Mapping[str, int | bool]) -> int:
    return int(found.get("people", 0)) or int(found.get("households", 0))


def _loss_in(text: str) -> tuple[Loss | None, Span]:
    match = _LOSS.search(text) if "损失" in text else None
    if match is None:
        return None, (0, 0)
    figure = match["figure"].replace(",", "")
    value = float(figure) if figure[0].isdecimal() else number(figure)
    if value is None:
        return None, (0, 0)
    about = bool(match["about"]) or _NEAR.search(text, max(0, match.start() - 1), match.start("n")) is not None
    return Loss(yuan=round(value * _SCALES[match["scale"] or ""]), about=about), match.span("n")
