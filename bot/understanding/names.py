"""The office's own names, as people say them: 张建国, 陈县长, 小李, 发改局, 各乡镇.

The index is made once, when the lexicon is, and finds names by their first two characters. A word that fits several
people is kept with all of them, so that the reader can ask; it is never settled by a guess. A stem without its 局
(水利, 教育) is an ordinary word and counts as a unit only where it is given something to do (水利牵头). So are some
names and most short forms (建国, 磊哥, 办公室): what stands around them must allow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.ids import PersonId, UnitId
from bot.understanding.surroundings import begins_a_word, called, ends_a_word, expected, ordinary, stands_free
from bot.understanding.values import PersonWords, UnitWords

TITLES: Final = (
    *("副秘书长", "秘书长", "副总指挥", "总指挥", "副指挥长", "指挥长", "副大队长", "大队长", "支队长", "中队长"),
    *("副县长", "县长", "副市长", "市长", "副区长", "区长", "副书记", "书记", "副主任", "主任", "副局长", "局长"),
    *("副部长", "部长", "副科长", "科长", "副股长", "股长", "副处长", "处长", "副镇长", "镇长", "副乡长", "乡长"),
    *("常委", "主席", "队长", "所长", "院长", "校长", "站长", "政委", "指导员", "会长", "秘书", "主管", "经理"),
    *("组长", "调研员", "厅长", "社长", "村长", "干事", "老师", "科员"),
)

SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝邬安乐于傅皮齐康伍余顾孟黄穆萧尹姚邵汪毛狄贝明臧成戴宋茅庞熊纪舒屈祝董梁杜阮蓝闵席季麻贾路江童颜郭梅盛林刁钟徐邱"
    "骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁宣邓郁单洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段富焦巴牧山谷车侯全班仰秋仲伊宫宁仇甘"
    "武符刘景詹束龙叶幸司黎薄印白蒲卓蔺屠蒙池乔阴胥苍闻翟谭姬申冉桑桂牛寿边扈燕尚温庄晏柴阎慕连习艾鱼向古易廖终居衡步都耿满弘匡国文"
    "寇广东欧利师巩聂关荆游权盖益桓公闫肖涂代付覃"
)
_COMPOUND: Final = ("欧阳", "司马", "上官", "诸葛", "司徒", "皇甫", "令狐", "尉迟", "长孙", "慕容", "端木", "公孙")
_NOT_YOUNG: Final = frozenset("时区车路麦米于商组学型心雨雪水河山店吃康额微数鱼牛白石全华金广东")  # 小时, 小区, 小车
_OFFICIAL_ENDS: Final = ("局", "大队", "支队", "办公室", "办", "委员会", "委", "中心", "分局", "公司", "院")
_WEAK_NEXT: Final = re.compile(
    r"(?:的同志)?(?:牵头|主办|配合|协办|协助|负责|承办|具体|参与|落实|汇总|那边|管(?![理道网线控委护辖片])|、|和|与)"
)
_ANYBODYS: Final = frozenset(
    ("办公室", "府办", "政府办", "政府办公室", "人民政府办公室")
)  # 发改局办公室 is not the office's own
_GROWS: Final = frozenset("大最较缩弱细古养敬衰")  # 大小, 缩小, 养老
_FAMILIAR: Final = ("哥", "姐", "总", "工")
_TOGETHERS: Final = "各全所"
_TOGETHER: Final = re.compile(
    r"(?:各|全体|所有)(?:(?P<agency>局委办|部门|局|县直单位|县级部门|委办局|成员单位|承办单位)|(?P<town>乡镇街道"
    r"|镇街道|乡镇|镇|乡|街道)(?:\(街道\)|、街道)?"
    r"|(?P<section>股室|科室|处室|股|科)|(?P<all>单位|地各部门))"
)


class Needs(StrEnum):
    """What must stand around a word before it is taken for a name."""

    NOTHING = ""  # 张建国, 财政局
    NO_WORD = "no word"  # 周明, which 本周明确 holds as well
    WORK = "work"  # 水利: something is given to it to do
    FREE = "free"  # 磊哥, 办公室: no character before it that makes another word of it
    LOOSE = "loose"  # 小李: the same, and there are fewer such characters
    CALL = "call"  # 建国: he is called by it, or has come


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """What a word may stand for. Several people mean that it must be asked."""

    people: tuple[PersonId, ...] = ()
    units: tuple[UnitId, ...] = ()
    needs: Needs = Needs.NOTHING
    full: bool = False  # a person's whole name

    @property
    def weak(self) -> bool:
        """Whether the word is more likely something else."""
        return self.needs in (Needs.WORK, Needs.CALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name found in a text."""

    start: int
    end: int
    words: str
    people: tuple[PersonId, ...] = ()
    units: tuple[UnitId, ...] = ()
    full: bool = False
    known: str = ""  # how the office writes it, where it was written otherwise: 张建国 for 章建国
    either: tuple[str, ...] = ()  # who or what it may be, where it must be asked first

    @property
    def person(self) -> PersonId | None:
        """The one person it stands for; None where there is none or a choice."""
        return self.people[0] if len(self.people) == 1 else None


@dataclass(frozen=True, slots=True)
class Index:
    """Every word by which somebody or something is known, by its first two characters, the longest first."""

    words: Mapping[str, tuple[tuple[str, Ref], ...]]
    kinds: Mapping[str, tuple[UnitId, ...]]
    firsts: re.Pattern[str]  # the characters with which one begins

    def find(self, text: str) -> tuple[Name, ...]:
        """All names in a text, from left to right, none inside another."""
        found, after = list[Name](), 0
        for first in self.firsts.finditer(text):
            place = first.start()
            name = self._at(text, place) or self._together(text, place) if place >= after else None
            if name is not None:
                found.append(name)
                after = name.end
        return tuple(found)

    def _at(self, text: str, place: int) -> Name | None:
        for word, ref in self.words.get(text[place : place + 2], ()):
            end = place + len(word)
            if text.startswith(word, place) and _fits(ref.needs, text, place, end):
                title = title_behind(text, end) if ref.full else 0
                return Name(
                    start=place,
                    end=end + title,
                    words=text[place : end + title],
                    people=ref.people,
                    units=ref.units,
                    full=ref.full,
                )
        return None

    def _together(self, text: str, place: int) -> Name | None:
        if text[place] not in _TOGETHERS:
            return None
        match = _TOGETHER.match(text, place)
        if match is None:
            return None
        kind = match.lastgroup or "all"
        units = self.kinds.get(kind, ())
        return Name(start=place, end=match.end(), words=match[0], units=units) if units else None


def _fits(needs: Needs, text: str, place: int, end: int) -> bool:
    """Whether what stands around a word lets it be a name."""
    match needs:
        case Needs.NOTHING:
            return True
        case Needs.NO_WORD:
            alone = not ends_a_word(text, place)
            return alone and (not ordinary(text[place:end]) or expected(text, place, end))
        case Needs.WORK:
            return _WEAK_NEXT.match(text, end) is not None
        case Needs.FREE:
            return stands_free(text, place) and not begins_a_word(text, end - 1)
        case Needs.LOOSE:
            return text[max(0, place - 1) : place] not in _GROWS and not begins_a_word(text, end - 1)
        case Needs.CALL:
            return called(text, place, end)


def title_behind(text: str, end: int) -> int:
    """陈志远县长: the title belongs to the name."""
    return next((len(title) for title in TITLES if text.startswith(title, end)), 0)


def indexed(people: Iterable[PersonWords], units: Iterable[UnitWords]) -> Index:
    """All forms of all names."""
    people, units = tuple(people), tuple(units)
    forms = dict[str, Ref]()
    for word, ref in (*_unit_forms(units), *_nicknames(people), *_person_forms(people)):
        if len(word) >= 2:
            forms[word] = _merged(forms.get(word), ref)
    for person in people:
        for alias in person.aliases:
            if len(alias) >= 2:
                forms[alias] = Ref(people=tuple(p.id for p in people if alias in p.aliases))
    by_two = dict[str, list[tuple[str, Ref]]]()
    for word in sorted(forms, key=len, reverse=True):
        by_two.setdefault(word[:2], []).append((word, forms[word]))
    kinds = {kind: tuple(u.id for u in units if u.kind == kind) for kind in ("agency", "town", "section")}
    kinds["all"] = (*kinds["agency"], *kinds["town"]) or kinds["section"]
    firsts = "".join(sorted({re.escape(two[0]) for two in by_two} | {*_TOGETHERS}))
    return Index({two: tuple(words) for two, words in by_two.items()}, kinds, re.compile(f"[{firsts}]"))


def _merged(old: Ref | None, new: Ref) -> Ref:
    if old is None or (old.weak and not new.weak):
        return new
    if new.weak and not old.weak:
        return old
    people = tuple(dict.fromkeys((*old.people, *new.people)))
    units = tuple(dict.fromkeys((*old.units, *new.units)))
    return Ref(people=people, units=units, needs=old.needs, full=old.full and new.full)


def surname(name: str) -> str:
    """The family name."""
    return name[:2] if name[:2] in _COMPOUND and len(name) > 2 else name[:1]


def titles(title: str) -> Iterator[str]:
    """The forms of address of an office: 副县长 and 县长, and the last part of 党组成员、办公室主任."""
    for part in re.split(r"[、，,/ ]", title):
        for known in TITLES:
            if part.endswith(known):
                yield known
                if known.startswith("副"):
                    yield known[1:]


def _person_forms(people: tuple[PersonWords, ...]) -> Iterator[tuple[str, Ref]]:
    names = {person.name for person in people}
    for person in people:
        ref = Ref(people=(person.id,))
        family = surname(person.name)
        given = person.name.removeprefix(family)
        needs = Needs.NOTHING if len(person.name) > 2 else Needs.NO_WORD
        yield person.name, Ref(people=(person.id,), needs=needs, full=True)
        if len(given) > 1:
            yield given, Ref(people=(person.id,), needs=Needs.CALL)
            yield f"{given}同志", ref
        for title in dict.fromkeys(titles(person.title)):
            yield family + title, ref
            if title.endswith("长") and title[0] in "县局科股处部镇乡所院站":
                yield family + title[0], ref
            if len(given) > 1:
                yield given + title, ref
                yield from ((part + title, ref) for letter in given if (part := family + letter) not in names)


def _nicknames(people: tuple[PersonWords, ...]) -> Iterator[tuple[str, Ref]]:
    """小李 is one of the staff of that name, 老李 anyone; taken as known only where there is one."""
    families: dict[str, list[PersonWords]] = {}
    lasts: dict[str, list[PersonWords]] = {}
    for person in people:
        families.setdefault(surname(person.name), []).append(person)
        lasts.setdefault(person.name[-1:], []).append(person)
    for family, members in families.items():
        young = tuple(member.id for member in members if not member.leads)
        if young and family not in _NOT_YOUNG:
            yield f"小{family}", Ref(people=young, needs=Needs.LOOSE)
        everybody = Ref(people=tuple(member.id for member in members), needs=Needs.FREE)
        yield f"老{family}", Ref(people=everybody.people, needs=Needs.LOOSE)
        yield from ((family + end, everybody) for end in _FAMILIAR)
    for last, members in lasts.items():
        ref = Ref(people=tuple(member.id for member in members), needs=Needs.FREE)
        if last not in families:  # 安总 is of the family
            yield from ((word, ref) for word in (f"阿{last}", *(last + end for end in _FAMILIAR)))


def _unit_forms(units: tuple[UnitWords, ...]) -> Iterator[tuple[str, Ref]]:
    for unit in units:
        ref, free = Ref(units=(unit.id,)), Ref(units=(unit.id,), needs=Needs.FREE)
        for word in (unit.name, unit.short, *unit.aliases):
            yield word, free if word in _ANYBODYS else ref
        bare = re.sub(r"^[一-鿿]{2,3}[县市区](?=[一-鿿]{3})", "", unit.name)
        if bare != unit.name:
            yield bare, free if bare in _ANYBODYS else ref
        for end in _OFFICIAL_ENDS:
            if unit.short.endswith(end) and len(unit.short) - len(end) >= 2:
                yield unit.short.removesuffix(end), Ref(units=(unit.id,), needs=Needs.WORK)
                break
