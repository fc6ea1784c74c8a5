"""office.toml is edited while the bot works: a good edit is in force at once, a bad one changes nothing and is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.config import Loaded, load_office
from bot.domain.duties.shift.rostering import OpenShift
from bot.domain.ids import PersonId, RuleId
from bot.domain.roster import Place
from bot.ports import Order
from bot.watch import OfficeWatch
from tests.world import OFFICE, World, a_world, at

ADMINISTRATOR = "zhengkai"
SHORTER = ('# TF-01 = "5m"', 'TF-01 = "45s"')
WRONG = ('# TF-01 = "5m"', 'TF-01 = "soon"')
TODAY = date(2026, 3, 2)  # every year that matters has its calendar: no warnings in these stories


@dataclass
class Desk:
    """The administrator's editor, and what watches the file in it."""

    world: World
    path: Path
    watch: OfficeWatch
    saves: int = 0

    def writes(self, *changes: tuple[str, str]) -> None:
        """The file is saved with these changes to the sample office."""
        text = OFFICE.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"office.toml has no {old}"
            text = text.replace(old, new, 1)
        self.path.write_text(text, encoding="utf-8")
        self.saves += 1
        os.utime(self.path, (self.saves, self.saves))  # another date, however fast this story is told

    async def saves_with(self, *changes: tuple[str, str]) -> None:
        """The file is saved, and looked at until it stands still."""
        self.writes(*changes)
        await self.watch.look()
        await self.watch.look()
        await self.world.settled()

    def limit(self, rule: str) -> str:
        """The limit of a rule as the bot has it now."""
        found = self.world.office.rulebook.rule(RuleId(rule))
        assert found is not None
        return str(found.limit)


@asynccontextmanager
async def edited(folder: Path) -> AsyncIterator[Desk]:
    """The sample office with its file in a folder of its own, watched."""
    home = folder / "office"
    shutil.copytree(OFFICE.parent, home)
    path = home / OFFICE.name
    async with a_world(folder, at("10:30")) as world:

        async def take(loaded: Loaded) -> None:
            assert loaded.office is not None
            await world.app.take_office(loaded.office, loaded.settings)

        begun = load_office(path, {}).settings
        watch = OfficeWatch(path, {}, begun=begun, today=lambda: TODAY, take=take, tell=world.app.tell_administrators)
        yield Desk(world, path, watch)


async def test_a_shorter_limit_is_in_force_for_the_next_incident(tmp_path: Path) -> None:
    async with edited(tmp_path) as desk:
        assert desk.limit("TF-01") == "10m"

        await desk.saves_with(SHORTER)

        assert desk.limit("TF-01") == "45s"
        desk.world.hears(ADMINISTRATOR, "office.taken-up")
        desk.world.silence()


async def test_a_bad_edit_keeps_the_last_good_office_and_is_told_with_its_line(tmp_path: Path) -> None:
    async with edited(tmp_path) as desk:
        await desk.saves_with(SHORTER)
        desk.world.hears(ADMINISTRATOR, "office.taken-up")

        await desk.saves_with(WRONG)

        assert desk.limit("TF-01") == "45s"
        told = desk.world.hears(ADMINISTRATOR, "office.bad-edit", n=1)
        line = OFFICE.read_text(encoding="utf-8").split("\n").index(WRONG[0]) + 1
        assert told.says("config.bad-limit", word="soon")
        assert told.says("config.problem", where=f"office.toml:{line} [limits] TF-01")


async def test_the_same_mistake_saved_again_is_told_once(tmp_path: Path) -> None:
    async with edited(tmp_path) as desk:
        await desk.saves_with(WRONG)
        desk.world.hears(ADMINISTRATOR, "office.bad-edit")

        await desk.saves_with(WRONG, ("[office]", "# a remark above moves every line\n[office]"))
        desk.world.silence()

        await desk.saves_with(WRONG, ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Shanghei"'))
        desk.world.hears(ADMINISTRATOR, "office.bad-edit", n=2)


async def test_it_is_said_when_all_is_well_again(tmp_path: Path) -> None:
    async with edited(tmp_path) as desk:
        await desk.saves_with(WRONG)
        desk.world.hears(ADMINISTRATOR, "office.bad-edit")

        await desk.saves_with()

        desk.world.hears(ADMINISTRATOR, "office.taken-up")
        await desk.saves_with(WRONG)
        desk.world.hears(ADMINISTRATOR, "office.bad-edit")


async def test_half_a_file_that_is_still_being_written_is_nobodys_mistake(tmp_path: Path) -> None:
    async with edited(tmp_path) as desk:
        desk.path.write_text('[office]\nname = "青禾', encoding="utf-8")
        await desk.watch.look()
        await desk.saves_with(SHORTER)

        desk.world.hears(ADMINISTRATOR, "office.taken-up")
        desk.world.silence()


async def test_a_file_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    async with edited(tmp_path) as desk:
        desk.path.unlink()
        await desk.watch.look()
        await desk.watch.look()

        assert desk.limit("TF-01") == "10m"
        assert desk.world.hears(ADMINISTRATOR, "office.bad-edit").says("config.no-file")


async def test_what_waits_for_the_next_start_is_said(tmp_path: Path) -> None:
    async with edited(tmp_path) as desk:
        await desk.saves_with(("port = 8080", "port = 8090"))

        told = desk.world.hears(ADMINISTRATOR, "office.taken-up")
        assert told.says("office.needs-restart")


async def test_somebody_who_left_the_office_is_not_called_and_the_group_hears_that_nobody_came(tmp_path: Path) -> None:
    async with edited(tmp_path) as desk:
        world = desk.world
        posts = ((PersonId("zhangjianguo"), Place.LEADER), (PersonId("majun"), Place.PRIMARY))
        start = at("17:30")
        night = OpenShift(
            by=None, date=start.date(), name="night", starts_at=start, ends_at=start + timedelta(hours=15), posts=posts
        )
        await world.app.order(Order(command=night))
        start_of, end_of = '[[person]]\nid = "majun"', '[[person]]\nid = "sunli"'
        text = OFFICE.read_text(encoding="utf-8")
        gone = text[text.index(start_of) : text.index(end_of)]

        await desk.saves_with((gone, ""), ('backup = "马俊"', 'backup = "何静"'))
        world.hears(ADMINISTRATOR, "office.taken-up")
        await world.until(at("18:00"))

        world.hears_nothing("majun")
        assert any(heard.says("call.check-in.group") for heard in world.unheard)
        world.forgets()
