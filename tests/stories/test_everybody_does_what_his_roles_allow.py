"""Every verb has its roles: who may not is told so in a sentence, the journal has it, and nothing else has happened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from bot.domain.ids import PersonId
from bot.domain.office import Office, Role
from bot.domain.texts import Button, say
from bot.ports import Entry
from handlers.routes import ROUTES, Route, may, menu
from storage.tables import accounts, codes, matters, obligations, questions
from tests.world import World, a_world

ONE_OF_EACH: Final = {
    Role.STAFF: "gaoxiang",
    Role.DUTY_OFFICER: "wanglei",
    Role.SHIFT_LEADER: "zhouming",
    Role.LEADER: "lisiyuan",
    Role.DIRECTOR: "wangliqun",
    Role.SUPERVISION: "wutao",
    Role.ADMINISTRATOR: "zhengkai",
}
SAID: Final = {  # how a verb that not everybody has is put into words
    "hand_off": "交班：昨夜平安，钥匙在柜里",
    "take_over": "接了，情况清楚",
    "final": "终报：伤员全部收治，现场清理完毕",
    "oral_done": "电话已报陈县长、王主任，14:36",
    "flash_done": "快报发了",
    "upward_done": "已报市政府总值班室",
    "drill": "刚才是演练",
    "false_alarm": "刚才是误报",
    "instruct": "陈县长电话指示：全力救治，应急局牵头，今天下午6点前报情况",
    "relayed": "已传到应急局老周、交警李明，15:05",
    "directive": "请发改局牵头、财政局配合，本周五前拿出方案报我。",
    "close_out": "0118销号",
    "return": "0118退回，数据对不上",
    "extend_yes": "同意延期两天",
    "extend_no": "不同意延期",
    "note_only": "阅。",
    "invite": "邀请王磊",
    "readings": "导出听错的话",
    "log_fault": "记一次：文秘股今天发文字号写错了",
}
READ_AS: Final = {"instruct": "directive"}  # while nothing has happened, an instruction is a 批示
KEPT: Final = (matters, obligations, questions, accounts, codes)


async def kept(world: World) -> list[Sequence[object]]:
    """Everything that is kept of matters, debts, questions and accounts."""
    rows = list[Sequence[object]]()
    async with world.app.store.engine.connect() as read:
        for table in KEPT:
            rows.extend(tuple(row) for row in await read.execute(select(table)))
    return rows


async def journal(world: World) -> list[Entry]:
    return list(await world.app.reads.entries(0))


def restricted(office: Office, role: Role) -> list[Route]:
    """The verbs that somebody with only that role does not have."""
    return [route for route in ROUTES if not may(office, PersonId(ONE_OF_EACH[role]), route)]


@pytest.mark.parametrize("role", Role)
async def test_who_may_not_is_told_so_and_nothing_changes(tmp_path: Path, role: Role) -> None:
    async with a_world(tmp_path) as world:
        who, routes = ONE_OF_EACH[role], restricted(world.office, role)
        assert (world.office.people[PersonId(who)].roles - {Role.STAFF}) == {role} - {Role.STAFF}
        assert routes
        before, lines = await kept(world), len(await journal(world))

        for route in routes:
            told = await world.presses(who, Button(label=say("ok"), verb=route.verb))
            refused = say("refused.role", verb=say(f"verb.{route.verb}"))
            assert told == world.app.tongue.words(refused), route.verb
            for words in [f"/{route.command}"] * bool(route.command) + [SAID.get(route.verb, "")] * bool(route.intents):
                await world.says(who, words)
                read_as = READ_AS.get(route.verb, route.verb)
                assert world.hears(who, "refused.role").says(f"verb.{read_as}"), words
            new = (await journal(world))[lines:]
            assert {(e.actor, '"refused":"refused.role"' in e.detail) for e in new} == {(who, True)}
            assert {e.verb for e in new} <= {route.verb, READ_AS.get(route.verb)}
            assert len(new) == 1 + bool(route.command) + bool(route.intents)
            lines += len(new)

        world.silence()
        assert await kept(world) == before


@pytest.mark.parametrize("role", Role)
async def test_who_may_is_never_refused_for_his_roles(tmp_path: Path, role: Role) -> None:
    async with a_world(tmp_path) as world:
        who = ONE_OF_EACH[role]
        for route in ROUTES:
            if may(world.office, PersonId(who), route):
                await world.presses(who, Button(label=say("ok"), verb=route.verb))
        assert not [e for e in await journal(world) if "refused.role" in e.detail]
        world.forgets()


async def test_every_verb_has_a_name_in_every_language(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        for route in ROUTES:
            for language in world.app.tongue.names:
                forms = world.app.tongue.language(language)
                assert forms.forms(f"verb.{route.verb}"), (language, route.verb)
                assert not route.help or forms.forms(f"help.{route.verb}"), (language, route.verb)
                assert not route.command or not route.help or forms.forms(f"menu.{route.command}"), route.command


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_help_names_what_a_person_may_and_nothing_else(tmp_path: Path, role: Role, language: str) -> None:
    async with a_world(tmp_path) as world:
        who = ONE_OF_EACH[role]
        if language == "en":
            await world.says(who, "/lang en")
            world.hears(who, "account.language")

        await world.says(who, "/help")

        heard = world.hears(who, "help.head")
        shown = [key.removeprefix("help.") for key in heard.keys if key not in ("help.head", "help.foot")]
        mine = [r.verb for r in ROUTES if r.help and may(world.office, PersonId(who), r)]
        assert shown == mine
        words = world.app.tongue.words(heard.letter.text, language)
        assert "help." not in words
        assert ("值班" in words or "到岗" in words) == (language == "zh-CN")
        assert {r.verb for r in menu(world.office, PersonId(who))} <= set(mine)


async def test_an_administrator_has_the_verbs_of_accounts_and_nobody_else_has(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        office = world.office
        for role, who in ONE_OF_EACH.items():
            commands = {route.command for route in menu(office, PersonId(who))}
            assert ({"invite", "register"} <= commands) == (role is Role.ADMINISTRATOR)
            assert {"help", "lang", "roster", "open", "mine"} <= commands
