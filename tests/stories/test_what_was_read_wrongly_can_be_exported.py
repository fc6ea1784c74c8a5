"""What people have put right is a file of candidates for the corpora: the words, what was read, what was meant."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.accuracy import answers, judge_message, judge_time
from bot.config import load_office
from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.ports import Entry
from handlers.readings import FILE, rows
from tests.stories.orders import PLAN, journalled
from tests.world import OFFICE, World, a_world, at

ADMIN = "zhengkai"
Row = dict[str, Any]


async def exported(world: World, said: str = "/candidates") -> list[Row]:
    """The rows of the file that an administrator gets."""
    world.forgets()
    await world.says(ADMIN, said)
    heard = world.hears(ADMIN, "readings.exported")
    (file,) = heard.letter.attachments
    assert file.args["name"] == FILE
    sent = await world.app.shelf.get(file)
    assert sent is not None
    lines = [json.loads(line) for line in sent.data.decode().splitlines()]
    assert heard.says("readings.exported", n=len(lines))
    return lines


async def test_a_tap_on_another_day_is_one_with_the_words_the_moment_and_who_spoke(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.passes("5m")
        await world.taps("chenzhiyuan", "set_due")

        (row,) = await exported(world, "导出听错的话")

        assert (row["text"], row["now"], row["how"]) == (PLAN, at("10:30").isoformat(), "tap")
        assert (row["speaker"], row["roles"]) == ("陈志远", ["leader", "staff"])
        assert row["understood"] == {
            "lead": "发改局",
            "support": ["财政局"],
            "due": at("17:30", 20).isoformat(),
            "deliverable": "方案",
        }
        (meant,) = row["intents"]
        assert meant == {"intent": "directive.new", **row["understood"], "due": at("17:30", 19).isoformat()}


async def test_a_row_is_judged_as_those_of_the_corpora_are(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "set_due")

        found = await exported(world)

        (answer,) = answers(found)
        right, wrong = judge_message(found[0], answer)
        assert right, "the intent was read well"
        assert [field.partition(":")[0] for field in wrong] == ["due"]
        assert judge_time(found[0], answer)[:2] == (False, False)


async def test_what_was_put_back_is_none(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "set_due")
        await world.taps("chenzhiyuan", "set_due")
        world.forgets()

        await world.says(ADMIN, "/candidates")
        world.hears(ADMIN, "readings.none")


async def test_words_an_edit_and_a_correction_after_issuing_are_told_apart(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.says("chenzhiyuan", "牵头改为水利局")
        await world.taps("chenzhiyuan", "issue")
        await world.says("chenzhiyuan", "0001改到下周三")
        await world.passes("5m")
        said = await world.says("chenzhiyuan", "请教育局月底前报摸底情况")
        new = "请教育局、住建局下周三前报摸底情况"
        await world.says("chenzhiyuan", new, edits=said)

        words, later, edit = await exported(world)

        assert [row["how"] for row in (words, later, edit)] == ["words", "words", "edit"]
        assert (words["understood"]["lead"], words["intents"][0]["lead"]) == ("发改局", "水利局")
        assert "issued" not in words
        assert later["issued"]
        assert (later["understood"]["due"], later["due_date"]) == (at("17:30", 20).isoformat(), "2026-11-25")
        assert later["understood"]["lead"] == "水利局"
        assert (edit["text"], edit["edited"]) == ("请教育局月底前报摸底情况", new)
        assert edit["intents"][0]["lead"] == ["教育局", "住建局"]


async def test_who_was_chosen_and_what_it_was_said_to_be_are_among_them(tmp_path: Path) -> None:
    def two_xiao_li(office: Office) -> Office:
        liuyang = office.people[PersonId("liuyang")]
        return replace(office, people={**office.people, liuyang.id: replace(liuyang, aliases=("小李",))})

    async with a_world(tmp_path, office=two_xiao_li) as world:
        await world.says("wangliqun", "请小李今天下班前把材料报我")
        await world.taps("wangliqun", "pick", arg="0.liuyang")
        await world.says("chenzhiyuan", "水利局那个东西")
        await world.passes("2m")
        await world.taps("chenzhiyuan", "as", arg="directive")

        person, taken = await exported(world)

        assert (person["how"], person["intents"][0]["people"]) == ("person", ["刘洋"])
        assert "people" not in person["understood"]
        assert (taken["how"], taken["text"], taken["now"]) == ("as", "水利局那个东西", at("10:30").isoformat())
        assert taken["intents"] == [{"intent": "directive.new"}]


async def test_a_correction_that_was_refused_is_none(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        button = next(b for heard in world.unheard for b in heard.letter.buttons if b.verb == "set_due")
        await world.presses("lisiyuan", button)
        world.forgets()

        await world.says(ADMIN, "/candidates")
        world.hears(ADMIN, "readings.none")


async def test_words_that_look_classified_are_never_among_them(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        said = await world.says("chenzhiyuan", PLAN)
        await world.says("chenzhiyuan", "机密★1年 请发改局牵头，下周五前拿出方案报我。", edits=said)
        await world.says("chenzhiyuan", "哈哈那个东西")
        await world.taps("chenzhiyuan", "as", arg="incident")

        found = await exported(world)

        assert [row["text"] for row in found] == ["哈哈那个东西"]
        assert not any("机密" in json.dumps(row, ensure_ascii=False) for row in found)


def test_words_that_only_now_look_classified_are_left_out() -> None:
    office = load_office(OFFICE).office
    assert office is not None

    def chosen(seq: int, text: str) -> Entry:
        args = {"text": text, "at": at("10:30").isoformat(), "as": "directive.new"}
        detail = json.dumps({"records": [{"what": "taken-as", "slot": None, "args": args}]})
        return Entry(
            seq=seq,
            at=at("10:31"),
            actor="chenzhiyuan",
            channel="web",
            verb="as",
            matter=None,
            detail=detail,
            previous="",
            hash="",
        )

    found = rows([chosen(1, "机密★1年 水利局那个东西"), chosen(2, "水利局那个东西")], office)

    assert [row["text"] for row in found] == ["水利局那个东西"]


async def test_only_an_administrator_and_only_in_private(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "set_due")
        world.forgets()

        await world.says("sunli", "导出听错的话")
        world.hears("sunli", "refused.role")
        assert await journalled(world, "sunli", "refused.role")

        group = next(g for g in world.office.groups.values() if g.members is None or PersonId(ADMIN) in g.members)
        await world.says(ADMIN, "/candidates", group=group.id)
        told = world.hears(f"g:{group.id}", "readings.in-private")
        assert not told.letter.attachments


async def test_a_channel_that_carries_no_words_does_not_carry_the_file(tmp_path: Path) -> None:
    def redacting(office: Office) -> Office:
        return replace(office, redact=frozenset({"web"}))

    async with a_world(tmp_path, office=redacting) as world:
        await world.says("chenzhiyuan", PLAN)
        await world.taps("chenzhiyuan", "set_due")
        world.forgets()
        await world.says(ADMIN, "/candidates")

        letter = world.hears(ADMIN, "readings.exported").letter
        assert (await world.app.pen.write([letter], edit="")).files == ()
