"""The letters that wait for one channel, chat by chat.

A chat's letters go out one after the other, the urgent before the others and each kind in its order. Among chats, the
one with the most urgent letter goes first. A chat that must wait (its pace, its platform) stands aside; the others do
not wait for it. A newer state of a card takes the place of an older one that has not gone out.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.effects import Urgency
from bot.domain.texts import Text
from bot.ports import Letter

_RANK: Final = {Urgency.URGENT: 0, Urgency.NORMAL: 1, Urgency.QUIET: 2}
_SENTENCE: Final = 80  # characters that a sentence of a locale has beside what is put into it, with some to spare
TROUBLED: Final = 5  # attempts after which a letter lets the others of its chat go first
_VALUE: Final = 24  # characters of a moment, a length of time, a list's joins


@dataclass(slots=True)
class Lane:
    """One chat."""

    chat: str
    group: bool
    waiting: list[tuple[int, int, Letter]] = field(default_factory=list)  # a heap: rank, id, letter
    busy: bool = False  # a letter is on its way
    delayed: bool = False  # it must wait for its pace, or its platform

    def add(self, letter: Letter) -> Letter | None:
        """Take a letter. Of two states of one card the newer stays; gives the other, which need not go out any more."""
        other = next((w for _, _, w in self.waiting if w.card == letter.card), None) if letter.card else None
        if other is not None:
            self.waiting = [entry for entry in self.waiting if entry[2] is not other]
            heapq.heapify(self.waiting)
            other, letter = sorted((letter, other), key=lambda one: one.id)
            rank = min(_RANK[other.urgency], _RANK[letter.urgency])
            letter = replace(letter, urgency=_URGENCY[rank], again=letter.again or other.again)
        heapq.heappush(self.waiting, (_rank(letter), letter.id, letter))
        return other

    def head(self) -> tuple[int, int]:
        """What decides its place among the chats."""
        rank, id, _ = self.waiting[0]
        return rank, id

    def next(self) -> Letter:
        """The letter to go out now."""
        return heapq.heappop(self.waiting)[2]

    def plain(self, most: int) -> list[Letter]:
        """Letters that can be merged into one message: words only, in order, up to so many characters of digest.

        None where the next one is no such letter: what is most urgent goes first, merged or not.
        """
        picked, kept, size = list[Letter](), list[tuple[int, int, Letter]](), 0
        if self.waiting and not _bare(self.waiting[0][2]):
            return picked
        for entry in sorted(self.waiting, key=_place):
            letter = entry[2]
            length = _length(letter.text)
            if _bare(letter) and size + length <= most:
                size += length
                picked.append(letter)
            else:
                kept.append(entry)
        self.waiting = kept  # in order, and so a heap
        return picked


_URGENCY: Final = {rank: urgency for urgency, rank in _RANK.items()}


def _rank(letter: Letter) -> int:
    """The more urgent goes first; one that has failed again and again may be at fault itself, and goes last."""
    return _RANK[letter.urgency] + (len(_RANK) if letter.attempts >= TROUBLED else 0)


def _bare(letter: Letter) -> bool:
    """Whether it is words and nothing else: no card to be kept up to date, no file, nothing to press."""
    return not (letter.card or letter.attachments or letter.buttons)


def _place(entry: tuple[int, int, Letter]) -> tuple[int, int]:
    """Its place in the chat's order."""
    return entry[:2]


def _length(text: Text) -> int:
    """About how many characters its words will have: a sentence of the locale, and what is put into it, at any depth.

    Only for deciding how many letters fit into one message, before anybody knows in which language it is read.
    """
    total = _VALUE if text.key.startswith("@") else _SENTENCE
    for value in text.args.values():
        if isinstance(value, tuple):
            total += sum(map(_length, value))
        else:
            total += _length(value) if isinstance(value, Text) else len(str(value))
    return total


class Lanes:
    """All chats of one channel."""

    def __init__(self) -> None:
        self._lanes: dict[str, Lane] = {}
        self._ready: list[tuple[int, int, str]] = []
        self._later: list[tuple[float, str]] = []
        self.waiting = 0

    def add(self, letter: Letter, *, group: bool) -> Letter | None:
        """Take a letter; gives the one it replaces."""
        lane = self._lanes.get(letter.chat)
        if lane is None:
            lane = self._lanes[letter.chat] = Lane(letter.chat, group)
        old = lane.add(letter)
        self.waiting += 1 if old is None else 0
        if not lane.busy and not lane.delayed:
            self._enter(lane)  # once more if it stood there already: its turn may come earlier now
        return old

    def pick(self, now: float) -> Lane | None:
        """The chat whose turn it is, or None where all are busy or must wait."""
        while self._later and self._later[0][0] <= now:
            lane = self._lanes.get(heapq.heappop(self._later)[1])
            if lane is not None:
                lane.delayed = False
                self._enter(lane)
        while self._ready:
            _, _, chat = heapq.heappop(self._ready)
            lane = self._lanes.get(chat)
            if lane is not None and lane.waiting and not lane.busy and not lane.delayed:
                return lane
        return None

    def take(self, lane: Lane, letters: Sequence[Letter]) -> None:
        """These letters of a chat are on their way."""
        lane.busy = True
        self.waiting -= len(letters)

    def free(self, lane: Lane) -> None:
        """They have arrived, or come back."""
        lane.busy = False
        if lane.waiting:
            self._enter(lane)
        elif not lane.delayed:
            self._lanes.pop(lane.chat, None)

    def delay(self, lane: Lane, until: float) -> None:
        """A chat must wait."""
        lane.delayed = True
        heapq.heappush(self._later, (until, lane.chat))

    def next_delay(self) -> float | None:
        """When the first of those that must wait has its turn again."""
        return self._later[0][0] if self._later else None

    def clear(self, lane: Lane) -> list[Letter]:
        """Take out everything that waits for a chat, in order."""
        taken = [letter for _, _, letter in sorted(lane.waiting, key=_place)]
        lane.waiting = []
        self.waiting -= len(taken)
        return taken

    def withdraw(self, which: Callable[[Letter], bool]) -> list[Letter]:
        """Take out letters that shall go another way."""
        taken = list[Letter]()
        for lane in self._lanes.values():
            out = [letter for _, _, letter in lane.waiting if which(letter)]
            if out:
                gone = {letter.id for letter in out}
                lane.waiting = sorted((entry for entry in lane.waiting if entry[2].id not in gone), key=_place)
                taken.extend(out)
        self.waiting -= len(taken)
        return taken

    def _enter(self, lane: Lane) -> None:
        if lane.waiting:
            heapq.heappush(self._ready, (*lane.head(), lane.chat))
