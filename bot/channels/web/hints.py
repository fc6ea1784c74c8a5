"""What a person is offered to say: phrases above the box, whole sentences in an empty chat, first steps in a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.channels.web.views import Views, members_of
from bot.domain.ids import GroupId, PersonId
from bot.domain.obligations import to_group, to_person
from bot.domain.office import Office, Role

_MOST: Final = 5
_PHRASES: Final = {  # what is offered, by what a person is
    Role.DUTY_OFFICER: ("check_in", "incident", "oral", "hand_off"),
    Role.SHIFT_LEADER: ("check_in", "roster", "open"),
    Role.LEADER: ("directive", "open", "roster"),
    Role.DIRECTOR: ("open", "roster", "weekly"),
    Role.SUPERVISION: ("open", "ledger", "weekly"),
    Role.ADMINISTRATOR: ("invite", "roster", "help"),
}
_ANYBODY: Final = ("open", "help")
_IN_GROUPS: Final = {"incident": ("incident", "oral", "roster"), "duty": ("roster",)}  # by what a group is for


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A phrase on a chip, and what it puts into the box."""

    name: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """Something to try in a sample office: where, as whom, and the words that will stand in the box."""

    chat: str
    speaker: str
    name: str
    who: str
    words: str


def hints(views: Views, person: PersonId, chat: str) -> list[Hint]:
    """The phrases for one person in one chat."""
    office = views.office
    found = _for_group(office, chat) if chat.startswith("g:") else _for_person(office, person)
    return [
        Hint(name=name, label=views.words(f"web.chip.{name}"), words=views.words(f"hint.{name}"))
        for name in found[:_MOST]
    ]


def examples(views: Views, person: PersonId, chat: str) -> list[str]:
    """Whole sentences to begin an empty chat with."""
    return [views.words(f"web.try.{hint.name}") for hint in hints(views, person, chat)]


def example(views: Views, name: str) -> str:
    """The sentence of that name; nothing where there is none, so that no link may put words into a box."""
    known = {name for names in (*_PHRASES.values(), _ANYBODY) for name in names}
    return views.words(f"web.try.{name}") if name in known else ""


def first_steps(views: Views, officer: PersonId | None) -> list[FirstStep]:
    """A check-in, an incident in the group, and a leader's line; `officer` is who has the duty now."""
    office = views.office
    on_duty = officer or next(iter(office.in_role(Role.DUTY_OFFICER)), None)
    group = next(iter(office.groups_for("incident")), None)
    steps = list[FirstStep]()
    if on_duty is not None:
        steps.append(_step(views, to_person(on_duty), on_duty, "check_in", office.name_of(on_duty)))
        if group is not None and on_duty in {member.id for member in members_of(office, office.groups[group])}:
            who = views.words("web.in-group", name=office.name_of(on_duty), group=office.groups[group].name)
            steps.append(_step(views, to_group(group), on_duty, "incident", who))
    for leader in office.in_role(Role.LEADER)[:1]:
        steps.append(_step(views, to_person(leader), leader, "directive", office.people[leader].called))
    return steps


def _step(views: Views, chat: str, speaker: str, name: str, who: str) -> FirstStep:
    return FirstStep(chat=chat, speaker=speaker, name=name, who=who, words=views.words(f"web.try.{name}"))


def _for_person(office: Office, id: PersonId) -> list[str]:
    person = office.person(id)
    roles = person.roles if person is not None else frozenset[Role]()
    return list(dict.fromkeys(n for role, names in _PHRASES.items() if role in roles for n in names)) or list(_ANYBODY)


def _for_group(office: Office, chat: str) -> list[str]:
    group = office.groups.get(GroupId(chat[2:]))
    purposes = group.purposes if group is not None else frozenset[str]()
    return list(dict.fromkeys(n for purpose, names in _IN_GROUPS.items() if purpose in purposes for n in names))
