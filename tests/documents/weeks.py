"""Weeks of 青禾县: a usual one, one in which nothing happened, and one in which everything is long and large."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from bot.domain.duties.fault import Standing
from bot.domain.figures import (
    DirectiveCounts,
    DirectiveRow,
    FaultCounts,
    FaultRow,
    IncidentCounts,
    IncidentRow,
    Progress,
    Share,
    ShiftCounts,
    ShiftRow,
    WeeklyFigures,
)
from bot.domain.rules import FaultDomain
from bot.domain.texts import Text
from tests.documents.people import ZONE

OFFICE: Final = "青禾县人民政府办公室"


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of November 2026 in 青禾县."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


EMPTY: Final = WeeklyFigures(office=OFFICE, since=at(16, 0), until=at(23, 0), zone=ZONE)

USUAL: Final = replace(
    EMPTY,
    issue=47,
    directives=DirectiveCounts(registered=22, done=6, running=16, overdue=2, on_time=Share(part=5, of=6)),
    incidents=IncidentCounts(
        received=3, drills=1, oral=Share(part=3, of=3), flash=Share(part=2, of=3), upward=Share(part=0, of=0)
    ),
    shifts=ShiftCounts(shifts=14, check_ins=41, late=2, missed=1),
    faults={
        FaultDomain.DOC: FaultCounts(suspected=2, confirmed=1),
        FaultDomain.AFFAIR: FaultCounts(suspected=1, revoked=1),
    },
    faultless=("综合股", "文电股", "督查室"),
    directive_rows=(
        DirectiveRow(
            number="DB-2026-0118",
            leader="张建国",
            units=("发改局", "财政局"),
            deliverable="关于全县重点项目资金缺口的情况报告，含三年滚动计划和分项测算表",
            issued_at=at(16, 10, 5),
            due_at=at(20, 17, 30),
            state=Progress.RUNNING,
            overdue=True,
        ),
        DirectiveRow(
            number="DB-2026-0119",
            leader="陈志远",
            units=("住建局",),
            deliverable="老旧小区改造方案",
            issued_at=at(17, 15),
            due_at=at(19, 17, 30),
            state=Progress.DONE,
            done_at=at(19, 16, 2),
        ),
        DirectiveRow(
            number="DB-2026-0121",
            leader="张建国",
            units=("教育局",),
            deliverable='=HYPERLINK("http://example.org")',
            issued_at=at(16),
            due_at=at(18, 17, 30),
            state=Progress.CLOSED,
            done_at=at(19, 10),
        ),
    ),
    incident_rows=(
        IncidentRow(
            number="突发〔2026〕3号",
            title="G210 国道青禾段货车侧翻",
            received_at=at(18, 22, 41),
            oral_at=at(18, 22, 48),
            flash_at=at(18, 23, 52),
            late=frozenset({"flash"}),
            open=True,
        ),
        IncidentRow(number="突发〔2026〕5号", title="防汛演练", received_at=at(21, 9, 2), drill=True),
    ),
    fault_rows=(
        FaultRow(number="缺陷〔2026〕7号", domain=FaultDomain.DOC, unit="文电股", state=Standing.CONFIRMED, at=at(19)),
    ),
    shift_rows=(
        ShiftRow(
            date=date(2026, 11, 18),
            name="all",
            leaders=("陈志远",),
            officers=("王磊", "李晓东"),
            expected=3,
            check_ins=2,
            missed=1,
        ),
    ),
)

LARGE: Final = replace(
    USUAL,
    office="青禾藏族羌族自治州青禾县人民政府办公室（县政府外事办公室、县大数据中心、县机关事务服务中心）",
    directives=DirectiveCounts(
        registered=1_284_500, done=1_200_100, running=84_400, overdue=39_700, on_time=Share(part=11_999, of=12_001)
    ),
    incidents=IncidentCounts(received=1203, drills=88, oral=Share(part=1202, of=1203), flash=Share(part=1, of=1203)),
    shifts=ShiftCounts(shifts=730, check_ins=10_950, late=1, missed=3),
    faultless=(
        "县政府办公室第一综合股（含信息化推进专班、含重点项目推进专班、含营商环境专班、含乡村振兴专班）",
        "青禾县经济技术开发区管理委员会办公室",
        *("发改局", "财政局", "住建局", "应急局", "水利局", "教育局", "交警大队") * 4,
        "喆堃燚犇玥珺街道",
    ),
)


def plain_words(text: Text) -> str:
    """A stand-in for the locales: the key and its arguments, so that a test can see both."""
    match text.key:
        case "@day":
            return str(text.args["on"])
        case "@plain" | "plain":
            return str(text.args["text"])
        case "@list":
            parts = text.args["parts"]
            return "、".join(plain_words(part) for part in parts) if isinstance(parts, tuple) else ""
        case _:
            inner = (plain_words(v) if isinstance(v, Text) else str(v) for v in text.args.values())
            return " ".join((text.key, *inner))


def chinese_words(text: Text) -> str:
    """A stand-in that answers in Chinese, for pictures: each key as words of its own length."""
    if text.key.startswith("@") or text.key == "plain":
        return plain_words(text)
    values = "".join(f" {value}" for value in text.args.values() if isinstance(value, str | int))
    return {"weekly.no-rate": "—"}.get(text.key, "督查通报签到按时逾期零差错"[: 2 + len(text.key) % 6]) + values
