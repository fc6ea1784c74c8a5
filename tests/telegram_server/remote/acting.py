"""Acting as people: who they are, what groups they have, what they say and press."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence

from tests.telegram_server.remote.asker import Asker
from tests.telegram_server.wire import Json


class Acting(Asker):
    """Everything that people do."""

    async def add_person(
        self,
        name: str,
        *,
        last_name: str = "",
        username: str = "",
        language: str = "zh-hans",
        started: bool = False,
        id: int | None = None,
    ) -> int:
        """A new person. Until he presses Start or writes, or with `started`, the bot cannot write to him."""
        named: Mapping[str, Json] = {"last_name": last_name, "username": username, "language": language}
        return await self._get(int, "add_person", name=name, started=started, id=id, **named)

    async def add_group(
        self,
        title: str,
        members: Sequence[int],
        *,
        supergroup: bool = False,
        forum: bool = False,
        with_bot: bool = True,
        bot_leads: bool = False,
        announce: bool = True,
        id: int | None = None,
    ) -> int:
        """A new group of these people, the first its creator. With `announce` the bot hears that it was added."""
        kind: Mapping[str, Json] = {"supergroup": supergroup, "forum": forum, "with_bot": with_bot}
        return await self._get(
            int, "add_group", title=title, members=members, bot_leads=bot_leads, announce=announce, id=id, **kind
        )

    async def join(self, chat: int, person: int | None = None, *, by: int | None = None) -> None:
        """A person, or the bot, is added to a group."""
        await self.ask("join", chat=chat, person=person, by=by)

    async def leave(self, chat: int, person: int | None = None, *, by: int | None = None) -> None:
        """A person leaves or is put out by `by`; without a person the bot is put out."""
        await self.ask("leave", chat=chat, person=person, by=by)

    async def promote(self, chat: int, person: int | None = None, *, rights: Sequence[str] | None = None) -> None:
        """A person, or the bot, becomes an administrator, with all usual rights or with these."""
        await self.ask("promote", chat=chat, person=person, rights=rights)

    async def demote(self, chat: int, person: int | None = None) -> None:
        """A person, or the bot, becomes an ordinary member."""
        await self.ask("demote", chat=chat, person=person)

    async def silence(self, chat: int, *, on: bool = True) -> None:
        """Only administrators may write."""
        await self.ask("silence", chat=chat, on=on)

    async def add_topic(self, chat: int, name: str) -> int:
        """A new topic of a forum; the number is its thread."""
        return await self._get(int, "add_topic", chat=chat, name=name)

    async def upgrade(self, chat: int, *, by: int | None = None) -> int:
        """A basic group becomes a supergroup, whose number comes back."""
        return await self._get(int, "upgrade", chat=chat, by=by)

    async def block(self, person: int) -> None:
        """He blocks the bot."""
        await self.ask("block", person=person)

    async def unblock(self, person: int) -> None:
        """He no longer blocks the bot."""
        await self.ask("unblock", person=person)

    async def deactivate(self, person: int) -> None:
        """His account is deleted."""
        await self.ask("deactivate", person=person)

    async def press_start(self, person: int, payload: str = "") -> int:
        """He opens the private chat, by a deep link where there is a payload, and presses Start."""
        return await self._get(int, "start", person=person, payload=payload)

    async def say(
        self,
        person: int,
        text: str,
        *,
        chat: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
        entities: Sequence[Mapping[str, Json]] | None = None,
    ) -> int:
        """He writes; the number of his message comes back."""
        given: Mapping[str, Json] = {"reply_to": reply_to, "thread": thread, "entities": entities}
        return await self._get(int, "say", person=person, text=text, chat=chat, **given)

    async def flood(self, people: Sequence[int], texts: Sequence[str], *, chat: int | None = None) -> int:
        """Many messages at once, each text by the next of these people in turn: for measuring."""
        return await self._get(int, "flood", people=people, texts=texts, chat=chat)

    async def edit(self, person: int, message: int, text: str, *, chat: int | None = None) -> None:
        """He changes what he wrote."""
        await self.ask("edit", person=person, message=message, text=text, chat=chat)

    async def send_file(
        self,
        person: int,
        name: str,
        data: bytes,
        *,
        mime: str = "",
        caption: str = "",
        as_photo: bool = False,
        chat: int | None = None,
        reply_to: int | None = None,
        album: str = "",
    ) -> int:
        """He sends a file, or a picture to look at. Files with the same `album` belong together."""
        shown: Mapping[str, Json] = {"caption": caption, "as_photo": as_photo, "album": album, "mime": mime}
        raw = b64encode(data).decode()
        return await self._get(
            int, "send_file", person=person, name=name, data=raw, chat=chat, reply_to=reply_to, **shown
        )

    async def press(self, person: int, label: str, *, chat: int | None = None, message: int | None = None) -> str:
        """He presses the button of that label, on the latest message that has it or on the one given.

        The callback query comes back; empty where the button only opens something.
        """
        pressed = await self._get(
            dict[str, str | int | None], "press", person=person, label=label, chat=chat, message=message
        )
        return str(pressed.get("query") or "")

    async def react(self, person: int, message: int, emoji: str, *, chat: int | None = None) -> None:
        """He reacts to a message; an empty emoji takes his reaction away."""
        await self.ask("react", person=person, message=message, emoji=emoji, chat=chat)

    async def erase(self, person: int, message: int, *, chat: int | None = None) -> None:
        """He deletes a message for everybody."""
        await self.ask("erase", person=person, message=message, chat=chat)
