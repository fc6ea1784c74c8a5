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

    @classmethod
    def of(cls, counts: Mapping[str, int], *, none: bool = False, approximate: bool = False) -> Casualties:
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
        approximate = new.approximate or (self.approximate and any(counts[kind] for kind in kept))
        return Casualties.of(counts, none=not harmed and (self.none or new.none), approximate=approximate)


KINDS: Final = ("dead", "missing", "severe", "minor", "injured", "trapped")
NOBODY_SAID: Final = Casualties()


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
        return replace(self, **said, casualties=self.casualties.merged(new.casualties))
