"""The words that may stand in a configuration, English and Chinese, and what they mean."""

from __future__ import annotations

from typing import Final

from bot.domain.ladders import Audience
from bot.domain.limits import TimeKind
from bot.domain.office import Role, UnitKind
from bot.domain.rules import FaultDomain

ROLES: Final[dict[str, Role]] = {
    **{role.value: role for role in Role},
    "工作人员": Role.STAFF,
    "值班员": Role.DUTY_OFFICER,
    "带班领导": Role.SHIFT_LEADER,
    "领导": Role.LEADER,
    "县领导": Role.LEADER,
    "主任": Role.DIRECTOR,
    "办公室主任": Role.DIRECTOR,
    "督查室": Role.SUPERVISION,
    "管理员": Role.ADMINISTRATOR,
}

UNIT_KINDS: Final[dict[str, UnitKind]] = {
    **{kind.value: kind for kind in UnitKind},
    "股室": UnitKind.SECTION,
    "部门": UnitKind.AGENCY,
    "乡镇": UnitKind.TOWN,
    "本办": UnitKind.OFFICE,
}

AUDIENCES: Final[dict[str, Audience]] = {
    **{audience.value: audience for audience in Audience},
    "责任人": Audience.DEBTOR,
    "交办人": Audience.CREDITOR,
    "B岗": Audience.BACKUP,
    "股室负责人": Audience.UNIT_HEAD,
    "值班员": Audience.DUTY_OFFICER,
    "带班领导": Audience.SHIFT_LEADER,
    "办公室主任": Audience.DIRECTOR,
    "督查室": Audience.SUPERVISION,
    "群": Audience.GROUP,
}

CLOCKS: Final[dict[str, TimeKind]] = {
    **{kind.value: kind for kind in TimeKind},
    "自然时间": TimeKind.WALL,
    "工作时间": TimeKind.OFFICE,
}

FAULTS: Final[dict[str, FaultDomain]] = {
    **{domain.value: domain for domain in FaultDomain},
    "办文": FaultDomain.DOC,
    "办会": FaultDomain.MEETING,
    "办事": FaultDomain.AFFAIR,
}

WINDOWS: Final[dict[str, str]] = {"quarter": "quarter", "year": "year", "季度": "quarter", "年度": "year"}

WEEKDAYS: Final[dict[str, int]] = {
    **{day: n for n, day in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))},
    **{f"周{day}": n for n, day in enumerate("一二三四五六日")},
    **{f"星期{day}": n for n, day in enumerate("一二三四五六日")},
}

PURPOSES: Final[dict[str, str]] = {
    **{purpose: purpose for purpose in ("duty", "incident", "supervision", "weekly")},
    "值班": "duty",
    "突发事件": "incident",
    "督办": "supervision",
    "周报": "weekly",
}

CHANNELS: Final[dict[str, str]] = {channel: channel for channel in ("telegram", "wecom", "web")}
SHIFT_NAMES: Final = ("day", "night", "all")  # the shifts that the locales have names for
