"""What each unit of an instruction shall do: 「应急局牵头，交警、消防立即封路」 said to each in its own words.

Only what stands behind a unit's name in the same clause is taken for its share. Everything else is for all of them, and
every unit reads the whole instruction anyway.
"""

from __future__ import annotations

from typing import Final

from bot.domain.ids import UnitId
from bot.understanding.message import Message, Span

_JOINS: Final = "、和与及跟,， /"


def shares(message: Message, span: Span) -> tuple[tuple[UnitId, str], ...]:
    """Units with their own words, in the order in which they are named. Units named together have the same words."""
    found, waiting = dict[UnitId, str](), list[UnitId]()
    for clause in message.clauses_in(span):
        named = [name for name in message.names_in(clause) if name.units]
        ends = [*(name.start for name in named[1:]), clause[1]][: len(named)]
        if waiting and not named:
            found |= dict.fromkeys(waiting, message.words(clause))
            waiting.clear()
        for name, end in zip(named, ends, strict=True):
            waiting.extend(unit for unit in name.units if unit not in found)
            words = message.words((name.end, end)).strip(_JOINS)
            if words:
                found |= dict.fromkeys(waiting, words)
                waiting.clear()
    return tuple((unit, words) for unit, words in found.items() if words)
