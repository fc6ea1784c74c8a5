"""How grave an incident is (级别), as far as its figures say, and whether it is sensitive (敏感).

Grades are published tables: so many dead, so many badly hurt, so much lost. The bot only suggests one, and says by
which figure and which table; where no published table fits, it suggests none. People hurt of whom nobody has said how
badly count for nothing more than what they are: it is said what they could still change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.elements import Category, Elements, Kind
from bot.domain.texts import Text, listed, say


class Level(StrEnum):
    """The four grades of the Emergency Response Law, the gravest last."""

    ORDINARY = "IV"  # 一般
    LARGER = "III"  # 较大
    MAJOR = "II"  # 重大
    GRAVEST = "I"  # 特别重大


class Published(StrEnum):
    """Who says so; the title is in the locales, the very words stand here."""

    # 第三条：特别重大事故，是指造成30人以上死亡，或者100人以上重伤（包括急性工业中毒，下同），
    # 或者1亿元以上直接经济损失……；重大 10、50、5000万；较大 3、10、1000万；一般在此以下。
    # “以上”包括本数，“以下”不包括本数。第二条：环境污染事故……不适用本条例。
    ORDER_493 = "order-493"  # 《生产安全事故报告和调查处理条例》（国务院令第493号）
    # “发生在敏感时间、敏感区域、敏感人群或事件本身敏感的突发事件信息（此类突发事件信息不受分级标准限制）”.
    # It names the grounds; which places and which people they are is this bot's reading of it.
    WUCHUAN = "wuchuan"  # 吴川市突发事件信息报告工作规定
    # “突发公共事件涉及港澳台侨、外籍人员……按照有关规定办理”
    ZHAOQING = "zhaoqing"  # 肇庆市突发公共事件信息报告规定
    # “防止上访人员冲闯领导办公室、冲闯政府机关办公大楼”
    KAIJIANG = "kaijiang"  # 开江县政府办“三零”主题实践活动方案
    # “当前是敏感时期……‘十一’黄金周马上就要到了”
    LIAONING = "liaoning"  # 全省行政机关公文处理工作会议讲话（2008）


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """One published table: from which figure on a grade begins (以上 includes it); below the lowest it is 一般."""

    category: Category
    but_not: frozenset[Kind]  # what the table itself leaves out
    begins: Mapping[str, tuple[tuple[int, Level], ...]]  # by figure, the highest first; a loss in yuan
    source: Published


GRADINGS: Final = (
    Grading(
        category=Category.ACCIDENT,
        but_not=frozenset((Kind.POLLUTION,)),  # 第二条: 环境污染事故 …… 不适用本条例
        begins={
            "dead": ((30, Level.GRAVEST), (10, Level.MAJOR), (3, Level.LARGER)),
            "severe": ((100, Level.GRAVEST), (50, Level.MAJOR), (10, Level.LARGER)),
            "loss": ((100_000_000, Level.GRAVEST), (50_000_000, Level.MAJOR), (10_000_000, Level.LARGER)),
        },
        source=Published.ORDER_493,
    ),
)


class Ground(StrEnum):
    """What can make an incident sensitive."""

    PLACE = "place"  # 敏感地点
    TIME = "time"  # 敏感时间
    PEOPLE = "people"  # 敏感人群
    MATTER = "matter"  # 事件本身敏感


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing that makes an incident sensitive, and who says so."""

    ground: Ground
    source: Published


MARKS: Final[Mapping[str, Mark]] = {
    "chemical-park": Mark(ground=Ground.PLACE, source=Published.WUCHUAN),
    "government": Mark(ground=Ground.PLACE, source=Published.KAIJIANG),
    "school": Mark(ground=Ground.PEOPLE, source=Published.WUCHUAN),
    "hospital": Mark(ground=Ground.PLACE, source=Published.WUCHUAN),
    "care-home": Mark(ground=Ground.PEOPLE, source=Published.WUCHUAN),
    "passengers": Mark(ground=Ground.PEOPLE, source=Published.WUCHUAN),
    "drinking-water": Mark(ground=Ground.PLACE, source=Published.WUCHUAN),
    "foreign": Mark(ground=Ground.PEOPLE, source=Published.ZHAOQING),
    "crowd": Mark(ground=Ground.MATTER, source=Published.KAIJIANG),
    "period": Mark(ground=Ground.TIME, source=Published.LIAONING),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade that the figures suggest, and why."""

    level: Level
    because: Text


_LEVELS: Final = tuple(Level)


def graded(elements: Elements) -> Grade | None:
    """The grade that the known figures reach; None where no table fits or no figure counts.

    Words that only come near a figure (近三十人) do not reach it. What is told without a category is taken for an
    accident, the only kind that is graded by figures of people alone.
    """
    for grading in GRADINGS:
        if elements.category in (None, grading.category) and elements.kind not in grading.but_not:
            return _by(grading, elements)
    return None


def _by(grading: Grading, elements: Elements) -> Grade | None:
    found = [(name, figure, *_reached(grading, name, figure, about)) for name, figure, about in _figures(elements)]
    if not found:
        return _by_injured(grading, elements)
    name, figure, level, begins = max(found, key=lambda one: _LEVELS.index(one[2]))
    words = say(
        "level.because.reached" if level is not Level.ORDINARY else "level.because.below",
        figure=_said(name, figure),
        begins=_amount(name, begins),
        level=say(f"level.{level}"),
        source=say(f"published.{grading.source}"),
    )
    return Grade(level=level, because=_with_open(grading, elements, level, words))


def _by_injured(grading: Grading, elements: Elements) -> Grade | None:
    """Of people hurt alone, without a word how badly, no more can be said than the lowest grade. 有人 is no figure."""
    harmed, level = elements.casualties, Level.ORDINARY
    if not harmed.injured or (harmed.approximate and harmed.injured == 1):
        return None
    words = say(
        "level.because.injured",
        n=harmed.injured,
        level=say(f"level.{level}"),
        source=say(f"published.{grading.source}"),
    )
    return Grade(level=level, because=_with_open(grading, elements, level, words))


def _figures(elements: Elements) -> Iterator[tuple[str, int, bool]]:
    """The figures that a table speaks of: (name, figure, whether it may be less)."""
    for name, count in elements.casualties.counts():
        if count and name in ("dead", "severe"):
            yield name, count, name in elements.casualties.about
    if elements.loss is not None:
        yield "loss", elements.loss.yuan, elements.loss.about


def _reached(grading: Grading, name: str, figure: int, about: bool) -> tuple[Level, int]:
    """The grade of a figure and where it begins; of 一般, where the next one would begin."""
    for begins, level in grading.begins[name]:
        if figure > begins or (figure == begins and not about):
            return level, begins
    return Level.ORDINARY, grading.begins[name][-1][0]


def _with_open(grading: Grading, elements: Elements, level: Level, words: Text) -> Text:
    """What people hurt could still change of whom nobody has said how badly."""
    harmed = elements.casualties
    unsorted = (harmed.injured or 0) - (harmed.severe or 0) - (harmed.minor or 0)
    higher = [(at, to) for at, to in reversed(grading.begins["severe"]) if _LEVELS.index(to) > _LEVELS.index(level)]
    if unsorted <= 0 or not higher or (harmed.severe or 0) + unsorted < higher[0][0]:
        return words
    return say(
        "level.because.open",
        why=words,
        n=unsorted,
        begins=_amount("severe", higher[0][0]),
        level=say(f"level.{higher[0][1]}"),
    )


def _said(name: str, figure: int) -> Text:
    return _amount(name, figure) if name == "loss" else say(f"casualties.{name}", n=figure)


def _amount(name: str, figure: int) -> Text:
    if name == "loss":
        return say("level.loss", amount=f"{figure / 10_000:,.10g}")
    return say(f"level.amount.{name}", n=figure)


def sensitive_because(elements: Elements) -> Text | None:
    """Why an incident is sensitive, each mark with its ground and who says so; None where it is not."""
    marks = [(name, MARKS[name]) for name in elements.sensitive if name in MARKS]
    if not marks:
        return None
    return listed(
        *(
            say(
                "sensitive.because",
                what=say(f"sensitive.{name}"),
                ground=say(f"sensitive.ground.{mark.ground}"),
                source=say(f"published.{mark.source}"),
            )
            for name, mark in marks
        )
    )


def sensitive_named(elements: Elements) -> Text | None:
    """The marks alone, for a card."""
    named = [say(f"sensitive.{name}") for name in elements.sensitive if name in MARKS]
    return listed(*named) if named else None
