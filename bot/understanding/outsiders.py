"""Names to which words give something to do, and that nobody in office.toml has: they are asked about, never dropped.

Only places where somebody is charged are looked at (请档案局牵头, 档案局配合, 请王晓明核实): a name that is merely
mentioned is no party. What the office knows is masked beforehand, so that it cannot be found again as something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.office import Office, UnitKind
from bot.understanding.names import SURNAMES

_KNOWN: Final = "□"
_BODY: Final = (
    "局|委员会|委|厅|中心|大队|支队|镇|乡|街道|公司|集团|办公室|法院|检察院|医院|学校|管委会|园区|银行|股|科|处|站"
)
_DOES: Final = "牵头|主办|负责|承办|配合|协办|协助|参与|支持|落实|核实|研究|汇总|测算|拿出|提出|报送|反馈|办理|阅处"
_LETTER: Final = "(?:(?![请由让叫把将到在报的各全该你我本])[一-鿿])"
_ORG: Final = re.compile(
    rf"(?:^|(?<=[，,。；;、：:\s请由转交商和与及同成合]))(?P<name>{_LETTER}{{2,10}}?(?:{_BODY}))"
    rf"(?=[^，,。；;\n]*(?:{_DOES}))"
)
_CHARGED: Final = re.compile(  # whoever is told to do it needs no such verb
    rf"(?:请|由|让|叫|责成|安排)(?P<name>{_LETTER}{{2,10}}?(?:{_BODY}))(?=[^，,。；;\n]*(?:报|交|送|做|办|写|拿))"
)
_NO_NAME: Final = re.compile(r"所有|有关|相关")
_PERSON: Final = re.compile(
    rf"(?:请|由|责成|安排|让)(?P<name>[{''.join(sorted(SURNAMES))}][一-鿿]{{1,2}}?)(?:同志|(?={_DOES}))"
)
_NOT_PEOPLE: Final = re.compile(r"^(?:安排|向|于|从|时|明确|尽|全|应|成员|经办|专人|单位|项目|施工|管理|和我|连夜)")


def outsiders(words: str, office: Office, unsure: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Those names, in the order of the words; with them the names that fit several people."""
    masked = words
    for name in sorted(_known(office), key=len, reverse=True):
        masked = masked.replace(name, _KNOWN)
    bodies = (m for form in (_ORG, _CHARGED) for m in form.finditer(masked))
    found = [(m.start("name"), m["name"]) for m in bodies if not _NO_NAME.search(m["name"])]
    found += [(m.start("name"), m["name"]) for m in _PERSON.finditer(masked) if not _NOT_PEOPLE.match(m["name"])]
    return tuple(dict.fromkeys((*(name for _, name in sorted(found)), *unsure)))


def _known(office: Office) -> Iterator[str]:
    for unit in office.units.values():
        own = unit.kind is UnitKind.OFFICE  # 办公室 alone would hide 档案办公室
        yield from (unit.name, *unit.aliases, *(() if own else (unit.short,)))
    for person in office.people.values():
        yield from (person.name, *person.aliases)
