"""Who is meant by a cell. It holds names in any arrangement, among telephone numbers, titles and marks.

A cell is cut into words at whatever may stand between two names. A space may stand within one (张 三), so words that a
space divides are joined again where that gives a name the office knows. What is left over must be a title, a unit or
another word that rosters carry; anything else is an unknown name and never guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Final

from bot.documents.roster.headers import kind_of, place_of
from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.roster import Place
from bot.domain.texts import Arg, names

_MARKS: Final[Mapping[str, Place]] = {
    "主": Place.PRIMARY,
    "主班": Place.PRIMARY,
    "主值": Place.PRIMARY,
    "副": Place.SECONDARY,
    "副班": Place.SECONDARY,
    "副值": Place.SECONDARY,
    "带": Place.LEADER,
    "带班": Place.LEADER,
    "带班领导": Place.LEADER,
    "候": Place.STANDBY,
    "候班": Place.STANDBY,
    "备": Place.STANDBY,
    "备班": Place.STANDBY,
    "听班": Place.STANDBY,
}
_STARS: Final = "★☆*※▲△●◎◆■✩✪"
_OPEN, _CLOSE = r"([【〔<{", r")]】〕>}"
_TOKEN = re.compile(
    rf"""
      (?P<label>(?:[白夜日晚]班?)?(?:带班领导|值班领导|值班人员|值班员|领导|[带主副候备听]班|[主副]值|[主副带])|[白夜日晚]班?)\s*:
    | [{re.escape(_OPEN)}](?P<aside>[^{re.escape(_OPEN + _CLOSE)}]*)[{re.escape(_CLOSE)}]
    | (?P<star>[{re.escape(_STARS)}])
    | (?P<phone>\+?\d[\d\ \-]*)
    | (?P<stop>[、,;:/\\|&+\n\r]+)
    | (?P<word>[^\s:、,;/\\|&+{re.escape(_OPEN + _CLOSE + _STARS)}\d]+)
    """,
    re.VERBOSE,
)
_NOTHING: Final = frozenset({"无", "暂无", "空", "空缺", "-", "—", "--", "——", "–", "休", "休息", "同志"})
_NOISE = re.compile(
    r"(?:县委|区委|市委|县政府|县府|区政府|市政府|政府|政府办|办公室|党委|党组|政协|人大|常务|(?:[一二三四]级)|正|副"
    r"|书记|县长|区长|市长|镇长|乡长|主任|局长|科长|股长|部长|处长|科员|大队长|支队长|队长|所长|站长|院长|校长|主席"
    r"|常委|委员|调研员|秘书长|秘书|同志|干部|领导|组长|成员|值班员?|带班|主班|副班|电话|手机|座机|短号|联系方式"
    r"|[和及与:.]|Tel|tel|TEL)+"
)
_JOINED: Final = 4  # words that one name may be written in
_SHORT: Final = 2  # (夜), (夜班): more in brackets is not about the shift
_QUOTED: Final = 20  # characters of an unknown word that are read back
_NEAREST: Final = 3  # names offered in place of an unknown one


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The people of an office as a roster may write them. Smaller than the office, and safe to hand to a worker."""

    words: Mapping[str, tuple[PersonId, ...]]  # names, aliases, 陈县长
    full: tuple[str, ...]  # full names, the longest first
    names: Mapping[PersonId, str]
    hints: Mapping[PersonId, frozenset[str]]  # what tells two people of one name apart
    noise: frozenset[str]  # units and titles of this office

    @classmethod
    def of(cls, office: Office) -> Staff:
        """What an office's people, units and shift hours come to."""
        words, hints = dict[str, dict[PersonId, None]](), dict[PersonId, frozenset[str]]()
        for person in office.people.values():
            familiar = (
                f"{person.name[:1]}{person.title.removeprefix('副')}" if person.title else ""
            )  # 陈县长, of a 副县长
            for word in (person.name, person.called, familiar, *person.aliases):
                words.setdefault(_squeezed(word), {})[person.id] = None
            unit = office.units.get(person.unit) if person.unit else None
            own = (person.title, *((unit.name, unit.short, *unit.aliases) if unit else ()))
            hints[person.id] = frozenset(_squeezed(word) for word in own if word)
        units = (word for unit in office.units.values() for word in (unit.name, unit.short, *unit.aliases))
        titles = (person.title for person in office.people.values())
        return cls(
            words={word: tuple(people) for word, people in words.items() if word},
            full=tuple(sorted({_squeezed(p.name) for p in office.people.values()}, key=len, reverse=True)),
            names={person.id: person.name for person in office.people.values()},
            hints=hints,
            noise=frozenset(_squeezed(word) for word in (*units, *titles) if word),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One person found in a cell, with what the cell says of his place."""

    person: PersonId
    place: Place | None = None
    kind: str | None = None
    star: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A word that is nobody, or more than one."""

    key: str
    word: str
    args: dict[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of a cell with the marks around it."""

    text: str
    place: Place | None = None
    kind: str | None = None
    star: bool = False
    asides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Everybody in a cell, and every word that could not be placed."""

    people: tuple[Named, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_names(words: str, staff: Staff, place: Place) -> Found:
    """Everybody a cell names. `place` is the column's; marks in the cell count more."""
    people, doubts = list[Named](), list[Doubt]()
    for group in _groups(unicodedata.normalize("NFKC", words)):
        for found in _people(group, staff):
            people.extend(found.people)
            doubts.extend(found.doubts)
    return Found(tuple(_placed(people, place)), tuple(doubts))


def _placed(people: list[Named], place: Place) -> Iterable[Named]:
    """One star among several officers marks the one who leads: he is 主班, the others 副班."""
    starred = sum(named.star for named in people)
    for named in people:
        if named.place is not None:
            yield named
        elif place is Place.PRIMARY and starred == 1 and len(people) > 1 and not named.star:
            yield replace(named, place=Place.SECONDARY)
        else:
            yield replace(named, place=place)


def _groups(words: str) -> list[list[_Word]]:
    """The words of a cell, in groups that only spaces and numbers divide."""
    groups: list[list[_Word]] = [[]]
    before = _Word(text="")  # what is known of the next word before it comes
    in_front = words.lstrip()[:1] in _OPEN  # (主)张三, and not 张三(主)
    for token in _TOKEN.finditer(words):
        group = groups[-1]
        match token.lastgroup:
            case "label":
                before = _labelled(before, token["label"])
                groups.append([])
            case "aside" if in_front:
                before = _marked(before, token["aside"])
            case "aside" if group:
                group[-1] = _marked(group[-1], token["aside"])
            case "star" if group and not _begins_a_name(words, token.end()):
                group[-1] = replace(group[-1], star=True)
            case "star":
                before = replace(before, star=True)
            case "stop":
                groups.append([])
            case "word":
                group.append(replace(before, text=token[0]))
                before = replace(before, star=False, asides=(), place=None if in_front else before.place)
    return [group for group in groups if group]


def _labelled(before: _Word, label: str) -> _Word:
    """主班: says a place and leaves the kind of shift as it was; 夜班: begins another shift."""
    place, kind = _MARKS.get(label) or place_of(label), kind_of(label[:2])
    return replace(before, place=place, kind=kind or before.kind)


def _begins_a_name(words: str, at: int) -> bool:
    """Whether a star stands right before a name: ★张三 and not 张三★."""
    return at < len(words) and words[at].isalpha()


def _marked(word: _Word, aside: str) -> _Word:
    aside = re.sub(r"\s", "", aside)
    kind = kind_of(aside) if len(aside) <= _SHORT else None
    return replace(word, place=_MARKS.get(aside, word.place), kind=kind or word.kind, asides=(*word.asides, aside))


def _people(group: list[_Word], staff: Staff) -> Iterable[Found]:
    """The people of a group, joining words that a space divides where that gives a known name."""
    at = 0
    while at < len(group):
        for size in range(min(_JOINED, len(group) - at), 0, -1):
            part = group[at : at + size]
            known = staff.words.get("".join(word.text for word in part))
            if known:
                yield _one(_as_one(part), known, group, staff)
                break
        else:
            size = _unknown_size(group[at:])
            yield _within(_as_one(group[at : at + size]), staff)
        at += size


def _as_one(part: Sequence[_Word]) -> _Word:
    return replace(
        part[-1],
        text="".join(word.text for word in part),
        star=any(word.star for word in part),
        asides=tuple(aside for word in part for aside in word.asides),
    )


def _unknown_size(words: Sequence[_Word]) -> int:
    """How many words an unknown name takes: a single character belongs to the single characters after it."""
    size = 1
    while len(words[0].text) == 1 and size < len(words) and len(words[size].text) == 1:
        size += 1
    return size


def _one(word: _Word, known: tuple[PersonId, ...], group: Sequence[_Word], staff: Staff) -> Found:
    """One known word. Where it fits several people, a unit or title beside it may tell which."""
    if len(known) > 1:
        beside = {*word.asides, *(other.text for other in group)}
        known = tuple(person for person in known if beside & staff.hints[person]) or known
    if len(known) > 1:
        people = names(*(_told_apart(person, staff) for person in known))
        return Found(doubts=(Doubt(key="roster.two-people", word=word.text, args={"people": people}),))
    return Found((Named(person=known[0], place=word.place, kind=word.kind, star=word.star),))


def _told_apart(person: PersonId, staff: Staff) -> str:
    hint = min(staff.hints[person], key=len, default=person)
    return f"{staff.names[person]}({hint})"


def _within(word: _Word, staff: Staff) -> Found:
    """Full names inside a longer word (副主任王磊, 张建国陈志远), if all the rest is titles and units."""
    rest, inside = word.text, list[tuple[int, str]]()
    for name in staff.full:
        while len(name) > 1 and name in rest:
            at = rest.index(name)
            inside.append((at, name))
            rest = rest[:at] + " " * len(name) + rest[at + len(name) :]
    if not _is_noise(rest, staff):
        return _unknown(word.text, staff)
    found = [_one(replace(word, text=name), staff.words[name], (), staff) for _, name in sorted(inside)]
    return Found(tuple(p for f in found for p in f.people), tuple(d for f in found for d in f.doubts))


def _is_noise(words: str, staff: Staff) -> bool:
    for part in words.split():
        left = part
        for own in sorted(staff.noise, key=len, reverse=True):
            left = left.replace(own, "")
        if left and part not in _NOTHING and not _NOISE.fullmatch(left):
            return False
    return True


def _unknown(word: str, staff: Staff) -> Found:
    near = get_close_matches(word, dict.fromkeys(staff.names.values()), n=_NEAREST, cutoff=0.5)
    key = "roster.unknown-name-near" if near else "roster.unknown-name"
    return Found(doubts=(Doubt(key=key, word=word[:_QUOTED], args={"near": names(*near)} if near else {}),))


def _squeezed(word: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", word))
