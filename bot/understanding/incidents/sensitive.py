"""What makes an incident sensitive, as far as the words name it: a place, people, a time, the matter itself.

Only the words that tell the event and its place are looked at. Where the hurt are taken, who reports and what is done
about it makes nothing sensitive: 伤员送县医院, 县政府值班室报. Which source names a mark is in bot.domain.grading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.domain.elements import Kind
from bot.understanding.message import Message, Span

_STREET: Final = r"(?![^，。;]{0,1}(?:路|街|巷|大道|站台|派出所))"
_TOLD: Final = {  # in the clauses that tell the event and name its place
    "chemical-park": re.compile(r"化工(?:园|厂区|集中区|产业园|基地)"),
    "government": re.compile(
        rf"(?:[县市省区镇乡]委|[县市区镇乡]?政府|人大|政协|机关)(?:大院|大楼|大门|门口|门前|办公楼|办公室"
        rf"|机关){_STREET}|领导办公室|政府大门|信访局门"
    ),
    "school": re.compile(
        rf"(?<!驾)(?:小学|中学|高中|初中|学校|幼儿园|托儿所|校园|校车|职高|职中){_STREET}|[一二三四五六七]中(?=门|食"
        rf"|操|宿|教|学生|$)|学生|师生"
    ),
    "care-home": re.compile(r"养老院|敬老院|福利院|儿童之家"),
    "passengers": re.compile(r"(?<!无)(?:客车|大巴|校车|旅游车|公交车|中巴)(?!站|专用|道)"),
    "drinking-water": re.compile(r"饮用水|水源地|取水口|自来水厂"),
    "foreign": re.compile(r"外籍|外国(?:人|游客|留学生|专家)|港澳台|台胞|侨胞|香港籍|澳门籍|台湾籍|留学生"),
}
_PLACED: Final = {"hospital": re.compile(rf"(?:医院|卫生院|妇幼院){_STREET}")}  # in the place alone
_PERIOD: Final = re.compile(
    r"敏感(?:时期|时段|节点|期)|黄金周|重大(?:活动|节会|会议)(?:期间|当天)|两会期间|国庆期间|春节期间|节日期间"
)
_HINT: Final = re.compile("[校学院师委府会协机关访园车水籍国胞侨澳敏感周重期间影]")
_CROWDS: Final = frozenset((Kind.PETITION, Kind.GATHERING, Kind.STRIKE))
_SAYS_SO: Final = re.compile(r"敏感事件|群体性事件|社会影响(?:重大|恶劣)")


def marks_in(message: Message, told: Iterable[Span], place: str, whole: Span, kind: Kind | None) -> tuple[str, ...]:
    """The marks that the clauses told in, the place and the kind of event give, in a steady order."""
    if kind not in _CROWDS and _HINT.search(message.text, *whole) is None:
        return ()
    words = "，".join(message.text[start:end] for start, end in told)
    found = [name for name, pattern in _TOLD.items() if pattern.search(words) or (place and pattern.search(place))]
    found += [name for name, pattern in _PLACED.items() if place and pattern.search(place)]
    if kind in _CROWDS or _SAYS_SO.search(message.text, *whole):
        found.append("crowd")
    if _PERIOD.search(message.text, *whole):
        found.append("period")
    return tuple(found)
