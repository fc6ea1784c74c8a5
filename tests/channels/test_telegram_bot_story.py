"""A working day of the office on Telegram: the real bot, a real server, and nothing but what people do and see."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.channels.office_on_telegram import OfficeOnTelegram, an_office, wednesday
from tests.documents.sheets import HEADER, workbook

pytestmark = pytest.mark.slow

GROUP = "值班群"
FIRE = "08:15，青阳镇沿江路一店铺发生火灾，无人员伤亡"
ORDER = "请财政局三天内把三保预算调整方案报我"
ROSTER = "青禾县人民政府办公室12月值班表"


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_day_from_the_first_code_to_the_weekly_summary(tmp_path: Path, webhook: bool) -> None:
    async with an_office(tmp_path, "郑凯", at=wednesday("08:10"), webhook=webhook) as office:
        await _a_stranger_is_let_in(office)
        await office.bind("陈志远", "林芳")
        await _the_group_is_registered(office)
        await _the_officer_checks_in(office)
        await _an_incident_is_reported(office)
        await _a_leader_gives_an_order(office)
        await _a_silence_climbs_into_the_group(office)
        await _a_roster_is_dropped(office)
        await _the_week_is_summed_up(office)


async def _a_stranger_is_let_in(office: OfficeOnTelegram) -> None:
    await office.person("王磊")
    await office.told("王磊", "你好", "邀请码")
    await office.bind("王磊")
    offered = await office.telegram.menu(office.people["郑凯"])
    assert "invite" in offered
    assert "invite" not in await office.telegram.menu(office.people["王磊"])


async def _the_group_is_registered(office: OfficeOnTelegram) -> None:
    await office.register(GROUP, "王磊", "陈志远")
    asked = (await office.sees("郑凯", group=GROUP))[0]
    assert "/register" in asked.text


async def _the_officer_checks_in(office: OfficeOnTelegram) -> None:
    await office.pass_time("10m")
    reminder = await office.hears("王磊", label="到岗")
    await office.taps("王磊", "到岗")
    await office.hears("王磊", "到岗已登记", since=reminder.id)


async def _an_incident_is_reported(office: OfficeOnTelegram) -> None:
    said = await office.says("王磊", FIRE, group=GROUP)
    card = await office.hears("王磊", "口头报告领导", label="口头已报", group=GROUP, since=said)
    assert len(card.marked("date_time")) >= 3
    echo = await office.hears("王磊", "开始计时", group=GROUP, since=said)
    assert echo.reply_to == said

    await office.taps("王磊", "口头已报", group=GROUP)
    await office.hears("王磊", "口头报给了谁", label="陈县长", group=GROUP)
    await office.taps("王磊", "陈县长", group=GROUP)
    changed = await office.hears("王磊", "✓ 口头报告领导", group=GROUP, since=card.id - 1, edited=True)
    assert changed.id == card.id
    assert "口头已报" not in changed.labels


async def _a_leader_gives_an_order(office: OfficeOnTelegram) -> None:
    draft = await office.told("陈志远", ORDER, "【待下达】", label="下达")
    assert (draft.buttons[0][0].style, len(draft.marked("date_time"))) == ("primary", 1)
    await office.taps("陈志远", "下达")
    order = await office.hears("林芳", "三保预算调整方案", label="签收")

    answer = await office.taps("林芳", "签收")
    assert "已签收" in answer.text
    signed = await office.hears("陈志远", "财政局 ✓ 已签收", since=draft.id - 1, edited=True)
    assert signed.id == draft.id
    await office.hears("林芳", "三保预算调整方案", since=order.id - 1, edited=True)
    assert "签收" not in await _as_it_is_now(office, "林芳", order.id)


async def _a_silence_climbs_into_the_group(office: OfficeOnTelegram) -> None:
    before = await office.newest("王磊", group=GROUP)
    for _ in range(2):
        await office.pass_time("1h")
    await office.hears("王磊", "“报送《应急快报》”已超时", group=GROUP, since=before)
    await office.hears("王磊", "疑似")


async def _a_roster_is_dropped(office: OfficeOnTelegram) -> None:
    day = wednesday().replace(day=1, month=12).date()
    sheet = workbook([(ROSTER,), HEADER, (day, "", "陈志远", "王磊", "赵敏", "0000", "")], merge=["A1:G1"])
    sent = await office.telegram.send_file(office.people["郑凯"], "12月值班表.xlsx", sheet)
    await office.hears("郑凯", "新增 1", label="生效", since=sent)
    await office.taps("郑凯", "生效")
    await office.hears("郑凯", "已生效", since=sent)


async def _the_week_is_summed_up(office: OfficeOnTelegram) -> None:
    asked = await office.says("郑凯", "/weekly")
    await office.hears("郑凯", "督查周报", since=asked)
    ledger = await office.hears("郑凯", ".xlsx", since=asked)
    shown = [message.files[0] for message in await office.sees("郑凯", since=asked) if message.files]
    assert [file.kind for file in shown] == ["photo", "document"]
    book = load_workbook(BytesIO(await office.telegram.download(ledger.files[0].id)))
    assert book.sheetnames


async def _as_it_is_now(office: OfficeOnTelegram, name: str, message: int) -> list[str]:
    """The buttons that a message has now."""
    return next(seen.labels for seen in await office.sees(name) if seen.id == message)
