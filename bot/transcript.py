"""What is said and heard at an office, written down for a terminal.

Everybody who is told the same at the same moment stands on one line. A card is written out once; when it changes, only
its new lines are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.domain.ids import GroupId, PersonId
from bot.domain.office import Office
from bot.domain.texts import Text, say
from bot.i18n import Tongue
from bot.ports import Letter

Write = Callable[[str], None]

_INDENT: Final = " " * 13
_PLAIN: Final = "\x1b[0m"
_BOLD, _DIM, _SAID, _HEARD, _GROUP = "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[32m", "\x1b[33m"


class Transcript:
    """A record of a day, in one language, with colours for those who can see them."""

    def __init__(self, office: Office, write: Write, tongue: Tongue, language: str, *, colours: bool = False) -> None:
        self._office, self._write, self._tongue, self._language = office, write, tongue, language
        self._colours = colours
        self._cards: dict[tuple[str, str], str] = {}  # by chat and card, as they were written last
        self._last = ""  # the stamp of the line before

    def head(self, text: Text) -> None:
        """A sentence of its own."""
        self._write(self._in(_BOLD, self._words(text)))

    def scene(self, heading: str) -> None:
        """What comes next."""
        self._write("")
        self._write(self._in(_BOLD, heading))
        self._last = ""

    def says(self, at: datetime, who: str, words: str, gloss: str = "") -> None:
        """Somebody writes; `gloss` is the same for whoever reads no Chinese."""
        self._line(at, _SAID, f"{who} ▶ ", words)
        if gloss:
            self._write(f"{_INDENT}{self._in(_DIM, f'({gloss})')}")

    def taps(self, at: datetime, who: str, label: Text) -> None:
        """Somebody presses a button."""
        self._line(at, _SAID, f"{who} ◉ ", f"［{self._words(label)}］")

    def hears(self, at: datetime, letters: Iterable[Letter]) -> None:
        """The bot has told people."""
        told = dict[str, list[Letter]]()
        for letter in letters:
            words = self._words(letter.text)
            shown = self._changed((letter.chat, letter.card), words) if letter.card else words
            if shown:
                told.setdefault(shown, []).append(letter)
        for words, heard in told.items():
            names = dict.fromkeys(self._name(letter) for letter in heard)
            group = any(letter.chat.startswith("g:") for letter in heard)
            self._line(at, _GROUP if group else _HEARD, f"{'、'.join(names)} ◀ ", words)

    def paper(self, path: Path) -> None:
        """A paper that came with it."""
        self._write(f"{_INDENT}{self._in(_DIM, self._words(say('demo.paper', path=str(path))))}")

    def _changed(self, card: tuple[str, str], words: str) -> str:
        """The whole of a new card; of one that was shown before, its head and what is new in it."""
        before = self._cards.get(card)
        self._cards[card] = words
        if before is None:
            return words
        head, *rest = words.split("\n")
        old = set(before.split("\n"))
        new = [line for line in rest if line not in old]
        return "\n".join((self._words(say("demo.card", head=head)), *new)) if new or head not in old else ""

    def _line(self, at: datetime, colour: str, who: str, words: str) -> None:
        stamp = f"{self._office.hours.local(at):%m-%d %H:%M}"
        shown, self._last = (stamp if stamp != self._last else " " * len(stamp)), stamp
        first, *rest = words.split("\n")
        self._write(f"{self._in(_DIM, shown)}  {self._in(colour, who)}{first}")
        for line in rest:
            self._write(f"{_INDENT}{line}")

    def _name(self, letter: Letter) -> str:
        id = letter.chat[2:]
        if letter.chat.startswith("g:"):
            return f"【{self._office.groups[GroupId(id)].name}】"
        return self._office.name_of(PersonId(id))

    def _words(self, text: Text) -> str:
        return self._tongue.words(text, self._language)

    def _in(self, colour: str, words: str) -> str:
        return f"{colour}{words}{_PLAIN}" if self._colours and words.strip() else words
