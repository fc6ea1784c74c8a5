"""A handover's items, the receipts of an instruction, what a final report leaves open: each part with its fields."""

from __future__ import annotations

from typing import Any

import pytest

from tests.understanding.sample import at
from tests.understanding.telling import told_of

SUMMARY, FORWARD, CUSTODY, PENDING = "summary", "pending_forward", "custody", "pending"


@pytest.mark.parametrize(
    ("words", "items"),
    [
        (
            "交班：昨夜接报2起都已报，防汛办通知1件待转水利局，机要件1份在柜里，钥匙给王磊",
            [
                {"type": SUMMARY, "incidents": 2, "reported": True},
                {"type": FORWARD, "doc": "防汛办通知", "count": 1, "to": "水利局"},
                {"type": CUSTODY, "item": "机要件×1", "place": "柜"},
            ],
        ),
        (
            "交班：接电话7个，1个投诉没回访，机要件2份锁柜，钥匙给赵敏了",
            [
                {"type": SUMMARY, "calls": 7},
                {"type": PENDING, "text": "1个投诉没回访"},
                {"type": CUSTODY, "item": "机要件×2", "place": "柜"},
            ],
        ),
        (
            "交班给小李：昨夜无突发，水利局来文1件待转，钥匙在抽屉",
            [
                {"type": SUMMARY, "incidents": 0},
                {"type": FORWARD, "doc": "水利局来文", "count": 1},
                {"type": CUSTODY, "item": "钥匙", "place": "抽屉"},
            ],
        ),
        (
            "交班：接报1起未报，公章在保险柜里",
            [
                {"type": SUMMARY, "incidents": 1, "reported": False},
                {"type": CUSTODY, "item": "公章", "place": "保险柜"},
            ],
        ),
        ("交班：值班电话正常", None),
    ],
)
def test_a_handover_has_items(words: str, items: list[dict[str, Any]] | None) -> None:
    (found,) = told_of(words)
    assert found["intent"] == "duty.handover"
    assert found.get("items") == items


@pytest.mark.parametrize(
    ("words", "receipts"),
    [
        (
            "已传到应急局老周、交警李明，15:05",
            [
                {"unit": "应急局", "person": "周明", "at": "2026-11-18T15:05:00+08:00"},
                {"unit": "交警大队", "person": "李明", "at": "2026-11-18T15:05:00+08:00"},
            ],
        ),
        (
            "已传达应急局老周15:01、水利局15:03",
            [
                {"unit": "应急局", "person": "周明", "at": "2026-11-18T15:01:00+08:00"},
                {"unit": "水利局", "at": "2026-11-18T15:03:00+08:00"},
            ],
        ),
        ("陈县长指示已传到老周", [{"unit": "应急局", "person": "周明"}]),
        ("指示传达完毕", None),
    ],
)
def test_an_instruction_has_receipts(words: str, receipts: list[dict[str, str]] | None) -> None:
    (found,) = told_of(words, at(11, 18, "15:06"))
    assert found["intent"] == "instruction.relay_done"
    assert found.get("receipts") == receipts


@pytest.mark.parametrize(
    ("words", "owner", "pending"),
    [
        ("终报：伤员全部收治，现场清理完毕，善后由县交通局牵头，后续调查另报", "交通局", ["调查"]),
        ("终报：泄漏点已封堵，后续由应急局牵头调查", "应急局", None),
        ("终报：处置完毕，善后工作交给城关镇负责，事故原因正在调查", "城关镇", ["原因"]),
        ("终报：现场清理完毕，道路已恢复通行", None, None),
        ("终报：应急局、消防已撤离，损失待报", None, ["损失"]),
    ],
)
def test_a_final_report_leaves_something_to_somebody(words: str, owner: str | None, pending: list[str] | None) -> None:
    (found,) = told_of(words)
    assert found["intent"] == "incident.final"
    assert (found.get("followup_owner"), found.get("pending")) == (owner, pending)
    assert "lead" not in found


def test_who_is_late_is_expected_and_who_steps_out_expected_back() -> None:
    assert told_of("我到了，小李堵车晚十分钟")[1]["eta"] == "+10m"
    assert told_of("出去拿个文件，二十分钟，老周盯着")[0]["expect_back"] == "2026-11-18T10:50:00+08:00"
    assert "eta" not in told_of("老周堵车，要晚到")[0]
