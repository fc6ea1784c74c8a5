"""Nobody is let in without a code of an administrator; a stranger hears one polite sentence, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.texts import Button, say
from bot.messages import Kind
from tests.stories.orders import PLAN, directive, journalled
from tests.stories.phone import NAME, Phones, enrolled
from tests.world import World, a_world

LIAISON, STRANGER, GROUP = "4711", "13", "-100"


def real(office: Office) -> Office:
    """An office that is not a sample: its web chat is open to nobody without a code."""
    return replace(office, sample=False)


async def code_for(world: World, name: str, by: str = "zhengkai") -> str:
    """A one-time code, as the administrator is given it."""
    await world.says(by, f"/invite {name}")
    given = world.hears(by, "account.code-bare", name=name)
    found = re.search(r"邀请码：(\S+)", world.app.tongue.words(given.letter.text))
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    "said", ["您好", PLAN, "报告：城北发生车祸，2人受伤", "/help", "/roster", "/invite 高翔", "0001收到"]
)
async def test_a_stranger_hears_one_polite_sentence_and_nothing_happens(tmp_path: Path, said: str) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}) as world:
        (answer,) = await phones.says(world, STRANGER, said)

        assert answer == world.app.tongue.words(say("account.stranger", office="青禾县人民政府办公室"))
        (heard,) = world.unheard
        assert heard.keys == ["account.stranger"]
        world.forgets()
        assert not [c for c in await world.app.reads.open_matters() if c.matter.kind != "routine"]


async def test_a_stranger_who_presses_a_button_or_writes_in_a_group_gets_no_further(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}) as world:
        await world.says("chenzhiyuan", PLAN)
        world.forgets()

        (passing,) = await phones.presses(world, STRANGER, Button(label=say("ok"), verb="issue", matter=2))
        assert passing.startswith("您好")
        assert await phones.says(world, STRANGER, "0001收到", chat=GROUP) == []

        world.silence()
        assert (await directive(world)).issued_at is None


async def test_a_code_lets_one_person_in_once(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}) as world:
        code = await code_for(world, "高翔")

        assert "已登记到" in (await phones.says(world, LIAISON, f"/start {code}"))[0]
        assert "高翔您好" in (await phones.says(world, LIAISON, "/start"))[0]
        assert "用过了" in (await phones.says(world, STRANGER, code))[0]
        assert "您还没有登记" in (await phones.says(world, STRANGER, "您好"))[0]
        world.forgets()


async def test_a_code_is_good_for_a_day_and_the_next_one_ends_it(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}) as world:
        old, new = await code_for(world, "高翔"), await code_for(world, "高翔")

        assert "过期了" in (await phones.says(world, LIAISON, old))[0]
        await world.passes("24h")
        assert "过期了" in (await phones.says(world, LIAISON, new))[0]
        assert "您还没有登记" in (await phones.says(world, LIAISON, "您好"))[0]
        world.forgets()


async def test_an_account_of_one_person_cannot_be_taken_with_the_code_of_another(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}) as world:
        await phones.says(world, LIAISON, await code_for(world, "高翔"))

        assert "别的同志" in (await phones.says(world, LIAISON, f"/start {await code_for(world, '林芳')}"))[0]
        assert "高翔您好" in (await phones.says(world, LIAISON, "/start"))[0]
        world.forgets()


async def test_a_code_comes_with_its_link_and_a_picture_to_scan(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        world.app.link_makers.append(lambda code: f"https://chat.example/{code}")

        await world.says("zhengkai", "/invite 高翔")

        given = world.hears("zhengkai", "account.code", name="高翔")
        (picture,) = given.letter.attachments
        assert picture.args["name"].endswith(".png")
        assert "https://chat.example/" in world.app.tongue.words(given.letter.text)


async def test_a_code_is_never_given_in_a_group_nor_for_a_name_that_nobody_has(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("zhengkai", "/invite 高翔", group="zhibanqun")
        world.hears("g:zhibanqun", "account.invite-in-private")
        await world.says("zhengkai", "/invite 王晓明")
        world.hears("zhengkai", "account.invite-whom")
        await world.says("zhengkai", "/invite")
        world.hears("zhengkai", "account.invite-nobody")
        assert await journalled(world, "zhengkai", "account.invite-whom")


async def test_only_an_administrator_registers_a_group(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}) as world:
        await phones.says(world, LIAISON, await code_for(world, "高翔"))
        await phones.says(world, "1", await code_for(world, "郑凯"))
        assert "请管理员在本群发" in (await phones.happens(world, Kind.JOINED, GROUP))[0]
        assert await phones.says(world, LIAISON, "0001收到", chat=GROUP) == [], "nothing is said in a strange group"

        assert "不在您的权限内" in (await phones.says(world, LIAISON, "/register 值班群", chat=GROUP))[0]
        assert "可选" in (await phones.says(world, "1", "/register 食堂群", chat=GROUP))[0]
        assert "已登记为“值班群”" in (await phones.says(world, "1", "/register 值班群", chat=GROUP))[0]

        assert world.app.desk.directory.group_at(NAME, GROUP) == "zhibanqun"
        await phones.happens(world, Kind.MOVED, GROUP, moved_to="-200")
        assert world.app.desk.directory.group_at(NAME, "-200") == "zhibanqun"
        world.forgets()


async def test_who_blocks_the_bot_is_reached_elsewhere_and_counts_again_once_he_writes(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}, office=real) as world:
        await enrolled(world, phones, zhengkai="1")
        code = re.search(r"邀请码：(\S+)", (await phones.says(world, "1", "/invite 高翔"))[0])
        assert code is not None
        await phones.says(world, LIAISON, code[1])
        assert PersonId("gaoxiang") in world.app.desk.directory.reachable

        await phones.happens(world, Kind.LEFT, LIAISON)
        assert PersonId("gaoxiang") not in world.app.desk.directory.reachable
        await phones.says(world, LIAISON, "帮助")
        assert PersonId("gaoxiang") in world.app.desk.directory.reachable
        world.forgets()


async def test_who_has_left_the_office_is_a_stranger(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, channels={NAME: phones}) as world:
        await phones.says(world, LIAISON, await code_for(world, "高翔"))
        office = world.office
        people = {id: person for id, person in office.people.items() if id != "gaoxiang"}
        world.app.desk.take_office(replace(office, people=people))

        assert "您还没有登记" in (await phones.says(world, LIAISON, "0001收到"))[0]
        world.forgets()


async def test_a_group_speaks_the_language_that_an_administrator_gave_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("gaoxiang", "/lang en", group="zhibanqun")
        world.hears("g:zhibanqun", "account.language-in-group")
        await world.says("zhengkai", "/lang en", group="zhibanqun")
        heard = world.hears("g:zhibanqun", "account.language")
        assert world.app.pen.language(heard.letter) == "en"
        await world.says("gaoxiang", "/lang fr")
        world.hears("gaoxiang", "account.which-language")
