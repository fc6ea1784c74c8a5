"""Units that a county has and this office does not know: they are read as units, so that nobody else is taken for them.

请民政局主办、财政局协办 gives 财政局 a part and not the lead, though the office has no 民政局. Such a unit is known by
its words instead of an id. Whoever acts on what was read takes them out first (`without_strangers`); the draft asks
about them by way of `outsiders`, which also sees names of any other shape.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.ids import UnitId
from bot.understanding.names import Name
from bot.understanding.values import Reading, Understood

_BODIES: Final = (
    *(
        "发展和改革",
        "发展改革",
        "发改",
        "教育体育",
        "教体",
        "教育",
        "科学技术",
        "科技",
        "工业和信息化",
        "工信",
        "经信",
        "经科",
    ),
    *(
        "公安",
        "民政",
        "司法",
        "财政",
        "人力资源和社会保障",
        "人力资源社会保障",
        "人社",
        "自然资源和规划",
        "自然资源",
        "自规",
    ),
    *(
        "生态环境",
        "环保",
        "住房和城乡建设",
        "住房城乡建设",
        "住建",
        "交通运输",
        "交通",
        "水利",
        "水务",
        "农业农村",
        "农业",
    ),
    *(
        "商务",
        "文化广电和旅游",
        "文化和旅游",
        "文广旅",
        "文旅",
        "卫生健康",
        "卫健",
        "退役军人事务",
        "退役军人",
        "应急管理",
    ),
    *(
        "应急",
        "审计",
        "市场监督管理",
        "市场监管",
        "市监",
        "统计",
        "医疗保障",
        "医保",
        "信访",
        "乡村振兴",
        "林业和草原",
        "林草",
    ),
    *(
        "林业",
        "城市管理",
        "城管",
        "综合行政执法",
        "综合执法",
        "行政审批",
        "政务服务",
        "数据",
        "大数据",
        "机关事务",
        "国资",
    ),
    *(
        "金融",
        "粮食和物资储备",
        "粮食",
        "粮储",
        "税务",
        "气象",
        "烟草",
        "供电",
        "邮政",
        "公路",
        "档案",
        "体育",
        "民族宗教",
    ),
    *(
        "民宗",
        "外事",
        "人防",
        "地震",
        "招商",
        "投资促进",
        "园林",
        "环卫",
        "房管",
        "规划",
        "水文",
        "海事",
        "畜牧",
        "国土",
    ),
)
_OTHERS: Final = (
    *("卫健委", "发改委", "农业农村委", "住建委", "交通委", "城管委", "经信委", "国资委", "消防救援大队", "消防大队"),
    *("供电公司", "疾控中心", "融媒体中心", "政务服务中心", "机关事务中心", "团县委", "县妇联", "县总工会", "县残联"),
    *("组织部", "宣传部", "统战部", "政法委", "网信办", "编办", "人武部", "检察院", "市容办", "禁毒办", "公管办"),
)
_LONGEST_FIRST: Final = tuple(sorted(_BODIES, key=len, reverse=True))
_BUREAU: Final = re.compile("局(?!长|里|面|势|部|限|促)")
_NOT_IT: Final = ("长", "里", "面", "势", "部", "限", "促")
_REACH: Final = max(map(len, _BODIES))


def strangers_in(text: str, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names of a text together with those bodies that none of them stands for, in the order of the text."""
    taken = bytearray(len(text))
    for name in names:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    found = [
        Name(start=start, end=end, words=text[start:end], units=(UnitId(text[start:end]),))
        for start, end in (*_bureaus(text, taken), *_others(text))
        if not any(taken[start:end])
    ]
    return tuple(sorted((*names, *found), key=lambda name: name.start)) if found else tuple(names)


def _bureaus(text: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Every known kind of 局, looked for from its last character, since few messages have one."""
    for match in _BUREAU.finditer(text):
        if not taken[match.start()]:
            before = text[max(0, match.start() - _REACH) : match.start()]
            body = next((body for body in _LONGEST_FIRST if before.endswith(body)), "")
            if body:
                yield match.start() - len(body), match.end()


def _others(text: str) -> Iterator[tuple[int, int]]:
    for words in _OTHERS:
        start = text.find(words)
        while start >= 0:
            if not text.startswith(_NOT_IT, start + len(words)):
                yield start, start + len(words)
            start = text.find(words, start + len(words))


def without_strangers(found: Understood, known: Container[UnitId]) -> Understood:
    """What was understood, with the office's own units alone."""
    if all(unit in known for unit in found.units):
        return found
    units = tuple(unit for unit in found.units if unit in known)
    return replace(found, units=units, readings=tuple(_own(reading, known) for reading in found.readings))


def _own(reading: Reading, known: Container[UnitId]) -> Reading:
    return replace(
        reading,
        leads=tuple(unit for unit in reading.leads if unit in known),
        supports=tuple(unit for unit in reading.supports if unit in known),
        copies=tuple(unit for unit in reading.copies if unit in known),
        shares=tuple(share for share in reading.shares if share[0] in known),
    )
