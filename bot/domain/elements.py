"""What is known of an incident (要素): each value comes from somebody's words, and what nobody said stays None.

The list follows the county rules on first reports: time, place, casualties, source, measures. A number of people may
rise with every message; it falls only by an explicit correction, and then the old value is kept beside the new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Final


class Category(StrEnum):
    """The four kinds of the Emergency Response Law."""

    NATURAL = "natural"  # 自然灾害
    ACCIDENT = "accident"  # 事故灾难
    HEALTH = "health"  # 公共卫生
    SECURITY = "security"  # 社会安全


class Kind(StrEnum):
    """The common kinds within the four: what a duty room calls an incident."""

    TRAFFIC = "traffic"  # 道路交通
    FIRE = "fire"  # 火灾
    EXPLOSION = "explosion"  # 爆炸
    GAS_LEAK = "gas_leak"  # 燃气泄漏
    CHEMICAL = "chemical"  # 危险化学品
    MINE = "mine"  # 矿山
    CONSTRUCTION = "construction"  # 建筑施工
    COLLAPSE = "collapse"  # 坍塌
    BRIDGE = "bridge"  # 桥梁
    DROWNING = "drowning"  # 溺水、落水
    FALL = "fall"  # 高处坠落
    ELECTRIC_SHOCK = "electric_shock"  # 触电
    POISONING = "poisoning"  # 中毒窒息
    ELEVATOR = "elevator"  # 电梯
    SPECIAL_EQUIPMENT = "special_equipment"  # 特种设备
    VESSEL = "vessel"  # 水上交通
    RAIL = "rail"  # 铁路
    STAMPEDE = "stampede"  # 踩踏
    POWER_CUT = "power_cut"  # 停电
    WATER_CUT = "water_cut"  # 停水
    NETWORK = "network"  # 断网
    POLLUTION = "pollution"  # 环境污染
    TOURISM = "tourism"  # 旅游
    SCHOOL = "school"  # 校园
    FLOOD = "flood"  # 洪涝
    RAINSTORM = "rainstorm"  # 暴雨
    LANDSLIDE = "landslide"  # 滑坡、崩塌
    DEBRIS_FLOW = "debris_flow"  # 泥石流
    EARTHQUAKE = "earthquake"  # 地震
    DAM = "dam"  # 水库、堤坝险情
    HAIL = "hail"  # 冰雹
    SNOW = "snow"  # 雪灾、冰冻
    WIND = "wind"  # 大风
    LIGHTNING = "lightning"  # 雷电
    DROUGHT = "drought"  # 干旱
    FOREST_FIRE = "forest_fire"  # 森林草原火灾
    FOOD_POISONING = "food_poisoning"  # 食物中毒
    EPIDEMIC = "epidemic"  # 传染病疫情
    ANIMAL_DISEASE = "animal_disease"  # 动物疫情
    OCCUPATIONAL = "occupational"  # 职业中毒
    PETITION = "petition"  # 上访、讨薪
    GATHERING = "gathering"  # 聚集、围堵
    STRIKE = "strike"  # 罢工、罢运
    FIGHT = "fight"  # 打架斗殴
    STABBING = "stabbing"  # 持刀伤人
    HOMICIDE = "homicide"  # 命案
    KIDNAPPING = "kidnapping"  # 绑架劫持
    ROBBERY = "robbery"  # 抢劫
    ARSON = "arson"  # 纵火
    THREAT = "threat"  # 可疑物品、扬言
    SUICIDE = "suicide"  # 轻生
    MISSING_PERSON = "missing_person"  # 走失、失联
    RUMOUR = "rumour"  # 谣言


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """People harmed, by kind. None means nobody has said; `none` means somebody said there are none."""

    dead: int | None = None
    missing: int | None = None
    severe: int | None = None
    minor: int | None = None
    injured: int | None = None  # hurt altogether, where nobody has said of all of them how badly
    trapped: int | None = None
    none: bool = False
    approximate: bool = False  # 十余人
    about: tuple[str, ...] = ()  # the kinds whose number may be less: 近三十人

    @classmethod
    def of(
        cls, counts: Mapping[str, int], *, none: bool = False, approximate: bool = False, about: tuple[str, ...] = ()
    ) -> Casualties:
        """From numbers by kind; a kind that is not named stays unknown."""
        return cls(
            dead=counts.get("dead"),
            missing=counts.get("missing"),
            severe=counts.get("severe"),
            minor=counts.get("minor"),
            injured=counts.get("injured"),
            trapped=counts.get("trapped"),
            none=none,
            approximate=approximate,
            about=about,
        )

    def counts(self) -> Iterator[tuple[str, int]]:
        """The kinds that have a number."""
        for kind in KINDS:
            count = getattr(self, kind)
            if count is not None:
                yield kind, count

    @property
    def known(self) -> bool:
        """Whether anybody has said anything of them."""
        return self.none or any(True for _ in self.counts())

    @property
    def hurt(self) -> int:
        """How many are hurt at least: the total that was said, or those of whom it is known how badly."""
        return max(self.injured or 0, (self.severe or 0) + (self.minor or 0))

    def fallen(self, new: Casualties) -> tuple[tuple[str, int, int], ...]:
        """Each kind whose number would fall, as (kind, old, new). Nobody harmed after all counts as falling to 0."""
        before, after = dict(self.counts()), dict(new.counts())
        if new.none:
            after = {kind: 0 for kind, _ in self.counts()} | after
        if new.injured is not None and not self.approximate:
            before["injured"] = self.hurt
        return tuple((kind, old, after[kind]) for kind, old in before.items() if kind in after and after[kind] < old)

    def merged(self, new: Casualties) -> Casualties:
        """These numbers with the newer ones in their places.

        Who is hurt is a total, and how badly is told of some of them: 重伤1人 of seven leaves seven. Only where it is
        told of all of them does the total go.
        """
        counts = dict(self.counts()) | dict(new.counts())
        told = counts.get("severe", 0) + counts.get("minor", 0)
        of_all = new.injured is None and new.severe is not None and new.minor is not None
        if of_all or 0 < counts.get("injured", 0) <= told:
            counts.pop("injured", None)
        if new.none and not dict(new.counts()):
            counts = dict.fromkeys(counts, 0)
        harmed, kept = any(counts.values()), counts.keys() - dict(new.counts()).keys()
        return Casualties.of(
            counts,
            none=not harmed and (self.none or new.none),
            approximate=new.approximate or (self.approximate and any(counts[kind] for kind in kept)),
            about=(*new.about, *(kind for kind in self.about if kind in kept)),
        )


KINDS: Final = ("dead", "missing", "severe", "minor", "injured", "trapped")
NOBODY_SAID: Final = Casualties()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What it cost, in yuan (直接经济损失)."""

    yuan: int
    about: bool = False  # 近千万元: it may be less


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """All that has been said of an incident so far."""

    occurred_at: datetime | None = None
    place: str = ""
    casualties: Casualties = NOBODY_SAID
    source: str = ""  # who says so, with a telephone number if there is one
    measures: str = ""  # 已采取措施
    category: Category | None = None
    cause: str = ""
    kind: Kind | None = None
    loss: Loss | None = None
    sensitive: tuple[str, ...] = ()  # why it is sensitive (敏感), by the names of bot.domain.grading

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be asked, the most pressing first."""
        known = {
            "time": self.occurred_at is not None,
            "place": bool(self.place),
            "casualties": self.casualties.known,
            "source": bool(self.source),
            "measures": bool(self.measures),
        }
        return tuple(element for element, have in known.items() if not have)

    def merged(self, new: Elements) -> Elements:
        """These elements with the newer ones in their places; what the newer do not say stays."""
        said = {f.name: getattr(new, f.name) for f in fields(new) if f.name != "casualties" and getattr(new, f.name)}
        if self.measures and new.measures and new.measures not in self.measures:
            said["measures"] = f"{self.measures}；{new.measures}"
        said["sensitive"] = tuple(dict.fromkeys((*self.sensitive, *new.sensitive)))
        return replace(self, **said, casualties=self.casualties.merged(new.casualties))
