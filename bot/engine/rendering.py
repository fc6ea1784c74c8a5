"""From a letter to what a channel sends: in the reader's language, with its files, and redacted where that is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.accounts import Directory
from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.texts import Text, lines, say
from bot.engine.batch import PRESS
from bot.i18n import Tongue
from bot.messages import Outgoing, OutgoingButton, OutgoingFile, Rich, pack
from bot.ports import Letter, Shelf

_BUTTON_LETTERS = 30  # a label longer than this is cut by most phones, without a sign


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes letters out. The office and the directory are asked for anew each time: both may change."""

    tongue: Tongue
    shelf: Shelf
    office: Callable[[], Office]
    directory: Callable[[], Directory]

    def language(self, letter: Letter) -> str:
        """The language of whoever reads it."""
        person = PersonId(letter.to.removeprefix("p:")) if letter.to.startswith("p:") else None
        return self.language_of(*self._address(letter), person)

    def language_of(self, channel: str, chat: str, person: PersonId | None) -> str:
        """The language of a chat: chosen in it, else the person's own, else the office's."""
        office, account = self.office(), self.directory().accounts.get((channel, chat))
        if account is not None and account.language:
            return account.language
        known = office.person(person) if person is not None else None
        return (known.language if known else None) or office.language

    def _address(self, letter: Letter) -> tuple[str, str]:
        """The channel and chat where a letter will be read, also while its papers are being made."""
        if letter.channel != PRESS:
            return letter.channel, letter.chat
        channel, _, chat = letter.chat.partition("|")
        first = next(iter(self.directory().addresses(letter.to)), None)
        return (channel, chat) if channel or first is None else (first.channel, first.address)

    def is_group(self, letter: Letter) -> bool:
        """Whether it goes to a group chat."""
        return letter.to.startswith("g:") or self.directory().group_at(letter.channel, letter.chat) is not None

    async def write(self, letters: Sequence[Letter], *, edit: str) -> Outgoing:
        """One message out of one letter, or out of several that are merged. `edit` is the message to change."""
        first, language = letters[0], self.language(letters[0])
        text, files = first.text, list[OutgoingFile]()
        if len(letters) > 1:
            text = lines(say("outbox.digest", n=len(letters)), *(letter.text for letter in letters))
        redacted = first.channel in self.office().redact
        if redacted and first.attachments:
            text = lines(text, say("redacted"))
        for attachment in () if redacted else first.attachments:
            file = await self.shelf.get(attachment)
            if file is None:
                text = lines(text, say("outbox.file-gone", name=attachment.args.get("name", "")))
            else:
                files.append(file)
        if any(letter.again for letter in letters) and not edit:
            text = say("outbox.again", text=text)
        return Outgoing(
            id=first.id,
            chat=first.chat,
            rich=self.rich(text, language, first.channel),
            buttons=self._buttons(first, language) if len(letters) == 1 else (),
            edit=edit,
            reply_to=first.reply_to,
            files=tuple(files),
            silent=first.urgency == "quiet",
            card=first.card,
        )

    def rich(self, text: Text, language: str, channel: str) -> Rich:
        """The words as that channel may carry them."""
        return self.tongue.rich(text, language, redact=channel in self.office().redact)

    def _buttons(self, letter: Letter, language: str) -> tuple[OutgoingButton, ...]:
        return tuple(
            OutgoingButton(
                label=_short(self.tongue.words(button.label, language)), data=pack(button), style=button.style
            )
            for button in letter.buttons
        )


def _short(label: str) -> str:
    """A label that fits a button; what is cut off is seen to be cut off."""
    return label if len(label) <= _BUTTON_LETTERS else f"{label[: _BUTTON_LETTERS - 1].rstrip()}…"
