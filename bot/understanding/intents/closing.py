"""What a final report leaves open: 「善后由县交通局牵头，后续调查另报」 names who sees to it, and what is to come."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding.intents.rules import Scope
from bot.understanding.message import UNIT_MARK, Message, Span
from bot.understanding.values import Detail

_OWNER: Final = re.compile(
    rf"(?:善后|后续|下一步|理赔|安抚|赔偿|重建|评估|调查|剩余)[^，。;!?\n{UNIT_MARK}]{{0,12}}?(?:由|交给?|请)?[^，。;!?\n{UNIT_MARK}]{{0,2}}(?P<unit>{UNIT_MARK}++)"
    r"[^，。;!?\n]{0,6}?(?:牵头|负责|跟进|组织|承担|处理|办理|开展|调查|具体)"
)
_PENDING: Final = re.compile(
    r"(?:^|[，。;、:])(?:后续|下一步|其他|有关|相关|具体|目前|事故|事件|[ ])*(?P<what>[^，。;、:]{2,10}?)"
    r"(?:情况|结果|报告|进展)?"
    r"(?:将|会|待|后续|随后|正在|还在|仍在|另行|另|进一步)*"
    r"(?:另报|续报|再报|待报|补报|另行报告|上报|待查|待定|在查|进行中|调查中|开展中|评估中|鉴定中|调查|核实中)(?=$|[，。;、])"
)
_NOTHING: Final = re.compile(r"已|完毕|完成|无|现场|^(?:由|交)|^不[再用需必]")


def left_open(scope: Scope) -> dict[str, Detail]:
    """followup_owner: the unit's short name; pending: what is still to be reported, in the words used."""
    message, found = scope.message, dict[str, Detail]()
    owner = _OWNER.search(message.marked, *scope.behind)
    if owner is not None and (names := _short(message, owner.span("unit"))):
        found["followup_owner"] = names[0]
    still = (match["what"] for match in _PENDING.finditer(message.text, *scope.behind))
    pending = tuple(dict.fromkeys(words for words in still if not _NOTHING.search(words)))
    return found | ({"pending": pending} if pending else {})


def _short(message: Message, span: Span) -> list[str]:
    units = message.units_in(span)
    return [unit.short for unit in message.lexicon.units if unit.id in units]
