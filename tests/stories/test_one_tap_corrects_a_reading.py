"""What was read of a deadline or a name stands with its other readings on buttons: one tap corrects it, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.domain.ids import PersonId
from bot.domain.office import Office
from bot.domain.texts import Button, Text, day, names, say
from bot.engine.rendering import _BUTTON_LETTERS
from tests.stories.orders import PLAN, directive, issued, journalled, states, words
from tests.stories.phone import Phones, enrolled
from tests.world import Heard, World, a_world, at


def two_xiao_li(office: Office) -> Office:
    """刘洋 of the 综合股 is called 小李 too."""
    liuyang = office.people[PersonId("liuyang")]
    return replace(office, people={**office.people, liuyang.id: replace(liuyang, aliases=("小李",))})


def offered(card: Heard) -> list[Text]:
    """What the buttons with another day say."""
    return [button.label for button in card.letter.buttons if button.verb == "set_due"]


def on(number: int, month: int = 11) -> Text:
    """A day of 2026 as it is written on a button."""
    return day(date(2026, month, number))


async def due_of(world: World, number: str = "DB-2026-0001") -> datetime | None:
    due = (await directive(world, number)).due
    return due.at if due is not None else None


# --- another day -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "buttons"),
    [
        (PLAN, [say("button.due.include_day-off", due=on(19))]),
        (
            "请发改局下周五前报方案",
            [say("button.due", due=on(20)), say("button.due.include_day-off", due=on(26))],
        ),
        (
            "请教育局3日内报摸底情况",
            [
                say("button.due.short_days_are_workdays-on", due=on(23)),
                say("button.due.same_day_counts-on", due=on(20)),
            ],
        ),
        ("请教育局三个工作日内报摸底情况", [say("button.due.same_day_counts-on", due=on(20))]),
        ("请水利局10月底前报汛情总结", []),
        ("请水利局明年1月底前报汛情总结", [say("button.due.month_end_on_workday-on", due=day(date(2027, 1, 29)))]),
        ("请水利局11月25日18点前报汛情总结", []),
    ],
)
async def test_each_other_reading_of_the_day_is_a_button_that_says_which_day(
    tmp_path: Path, said: str, buttons: list[Text]
) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", said)

        card = world.hears("chenzhiyuan", "directive.head.draft")
        assert offered(card) == buttons
        for label in offered(card):
            assert all(len(words(world, label, language)) <= _BUTTON_LETTERS for language in world.app.tongue.names)
        world.forgets()


async def test_a_tap_moves_the_day_says_so_and_the_first_reading_stays_one_tap_away(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请教育局3日内报摸底情况")
        first = world.hears("chenzhiyuan", "directive.head.draft")
        world.forgets()

        await world.taps("chenzhiyuan", "set_due", on=first)

        card = world.hears("chenzhiyuan", "directive.due-chosen-as", how=say("setting.short_days_are_workdays-on"))
        assert await due_of(world) == at("17:30", 23)
        back = say("button.due.short_days_are_workdays-off", due=on(21))
        assert offered(card) == [back, say("button.due.same_day_counts-on", due=on(20))]
        world.no_cards()

        await world.taps("chenzhiyuan", "set_due", on=card)
        assert world.hears("chenzhiyuan", "time.because.days")
        assert await due_of(world) == at("17:30", 21)
        world.no_cards()


async def test_the_same_tap_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        card = world.hears("chenzhiyuan", "directive.head.draft")
        await world.taps("chenzhiyuan", "set_due", on=card)
        world.forgets()

        again = await world.taps("chenzhiyuan", "set_due", on=card)

        assert again == words(world, say("directive.unchanged", number="DB-2026-0001"))
        world.silence()


async def test_another_day_can_be_tapped_by_supervision_and_by_nobody_else(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        button = world.hears("chenzhiyuan", "directive.head.draft").button("set_due")
        assert button is not None
        world.forgets()

        await world.presses("gaoxiang", button)
        await world.presses("lisiyuan", button)
        world.silence()
        assert await journalled(world, "gaoxiang", "refused.role")
        assert await journalled(world, "lisiyuan", "directive.not-yours-to-decide")
        assert await due_of(world) == at("17:30", 20)

        await world.taps("sunli", "set_due")
        assert await due_of(world) == at("17:30", 19)
        world.no_cards()


async def test_whoever_took_it_down_may_correct_what_was_read(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("wanglei", "陈县长批示：请发改局牵头、财政局配合，本周五前拿出方案")
        world.forgets()

        await world.taps("wanglei", "set_due")

        assert await due_of(world) == at("17:30", 19)
        world.no_cards()


async def test_a_button_whose_day_is_over_says_so_and_changes_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        card = world.hears("chenzhiyuan", "directive.head.draft")
        await world.until(at("18:00", 19))
        world.forgets()

        told = await world.taps("chenzhiyuan", "set_due", on=card)

        assert "已经过了" in told
        assert await due_of(world) == at("17:30", 20)


async def test_a_button_of_what_was_dropped_says_so(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        card = world.hears("chenzhiyuan", "directive.head.draft")
        await world.says("chenzhiyuan", "作废")
        world.forgets()

        told = await world.taps("chenzhiyuan", "set_due", on=card)

        assert told == words(world, say("directive.closed", number="DB-2026-0001"))


async def test_a_reading_that_is_corrected_after_it_was_issued_is_told_to_everybody_concerned(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        card = world.hears("chenzhiyuan", "directive.head.draft")
        await world.taps("chenzhiyuan", "issue")
        world.forgets()

        await world.taps("chenzhiyuan", "set_due", on=card)

        world.hears("chenzhiyuan", "directive.revision-told", n=2)
        for contact in ("gaoxiang", "linfang"):
            world.hears(contact, "directive.change.due")
        world.no_cards()
        assert await due_of(world) == at("17:30", 19)


async def test_a_deadline_in_the_past_is_asked_about_with_the_day_it_may_have_been(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", "请发改局牵头，上周五前拿出方案")

        asked = world.hears("chenzhiyuan", "deadline.past")
        assert offered(asked) == [say("button.due", due=on(20))]
        assert offered(world.hears("chenzhiyuan", "directive.head.draft")) == [], "one question at a time"
        world.no_cards()

        await world.taps("chenzhiyuan", "set_due", on=asked)
        assert await due_of(world) == at("17:30", 20)
        world.no_cards()


async def test_a_draft_that_is_corrected_into_the_past_is_asked_about(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.says("chenzhiyuan", PLAN)
        world.forgets()

        await world.says("chenzhiyuan", "改到11月10日")

        world.hears("chenzhiyuan", "deadline.past")
        assert await due_of(world) is None
        world.no_cards()


# --- another person --------------------------------------------------------------------------------------------------


async def test_a_name_that_fits_two_people_is_asked_with_a_button_for_each(tmp_path: Path) -> None:
    async with a_world(tmp_path, office=two_xiao_li) as world:
        await world.says("wangliqun", "请小李今天下班前把材料报我")

        asked = world.hears("wangliqun", "directive.which-person", n=2)
        assert [words(world, button.label) for button in asked.letter.buttons] == ["李晓东（值班室）", "刘洋（综合股）"]
        assert world.hears("wangliqun", "directive.doubt", name="小李").button("set_due") is None
        world.no_cards()

        await world.taps("wangliqun", "pick", on=asked, arg="0.liuyang")

        assert await states(world) == {"liuyang": "waiting"}
        world.no_cards()
        await world.taps("wangliqun", "issue")
        world.hears("wangliqun", "directive.issued", to=names("刘洋"))
        world.no_cards()


@pytest.mark.parametrize("said", ["请发改局周五前报方案给小李", "请发改局周五前把方案报小李"])
async def test_whom_it_is_only_reported_to_need_not_be_asked(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, office=two_xiao_li) as world:
        await world.says("wangliqun", said)

        assert (await directive(world)).unsure == ()
        world.no_cards()


@pytest.mark.parametrize("said", ["请小李周五前交材料", "这件事交给小李办，周五前报我"])
async def test_whom_it_is_given_to_is_asked(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, office=two_xiao_li) as world:
        await world.says("wangliqun", said)

        world.hears("wangliqun", "directive.which-person")
        world.no_cards()


@pytest.mark.parametrize("said", ["刘洋", "是刘洋", "由刘洋办"])
async def test_who_is_meant_may_be_typed_too(tmp_path: Path, said: str) -> None:
    async with a_world(tmp_path, office=two_xiao_li) as world:
        await world.says("wangliqun", "请小李今天下班前把材料报我")
        world.forgets()

        await world.says("wangliqun", said)

        world.hears("wangliqun", "directive.redrafted")
        assert await states(world) == {"liuyang": "waiting"}
        world.no_cards()


async def test_the_one_who_was_chosen_stays_chosen_and_a_second_tap_changes_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path, office=two_xiao_li) as world:
        await world.says("wangliqun", "请小李今天下班前把材料报我")
        asked = world.hears("wangliqun", "directive.which-person")
        await world.taps("wangliqun", "pick", on=asked, arg="0.lixiaodong")
        world.forgets()

        stale = words(world, say("refused.stale-button"))
        matter_id = asked.letter.buttons[0].matter
        assert await world.taps("wangliqun", "pick", on=asked, arg="0.liuyang") == stale
        for arg in ("1.liuyang", "0.gaoxiang", "x", "", "9" * 20):
            forged = Button(label=say("ok"), verb="pick", matter=matter_id, arg=arg)
            assert await world.presses("wangliqun", forged) == stale

        assert await states(world) == {"lixiaodong": "waiting"}
        world.silence()


async def test_what_was_corrected_meanwhile_stays_when_the_person_is_chosen(tmp_path: Path) -> None:
    async with a_world(tmp_path, office=two_xiao_li) as world:
        await world.says("wangliqun", "请发改局牵头、小李配合，本周五前拿出方案报我")
        asked = world.hears("wangliqun", "directive.which-person")
        await world.says("wangliqun", "改到下周三")
        world.forgets()

        await world.taps("wangliqun", "pick", on=asked, arg="0.liuyang")

        assert await due_of(world) == at("17:30", 25)
        assert "liuyang" in await states(world)
        world.no_cards()


async def test_of_a_name_and_a_day_that_are_both_doubtful_one_is_asked_after_the_other(tmp_path: Path) -> None:
    async with a_world(tmp_path, office=two_xiao_li) as world:
        await world.says("wangliqun", "请小李上周五前把材料报我")
        asked = world.hears("wangliqun", "directive.which-person")
        assert not asked.says("deadline.past")
        world.no_cards()

        await world.taps("wangliqun", "pick", on=asked, arg="0.liuyang")

        world.hears("wangliqun", "directive.which-day")
        world.no_cards()


# --- what it is ------------------------------------------------------------------------------------------------------


async def shown(world: World, who: str, said: str) -> list[str]:
    """What somebody is offered for words that were not understood."""
    await world.says(who, said)
    return [button.arg for button in world.hears(who, "not-understood").letter.buttons]


async def test_what_was_not_understood_is_asked_once_with_what_fits_whoever_said_it(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        assert await shown(world, "gaoxiang", "弄好了吗那个东西") == ["incident", "nothing"]
        assert await shown(world, "chenzhiyuan", "那个东西哈哈") == ["incident", "directive"]
        assert await shown(world, "chenzhiyuan", "发改局那个东西") == ["directive", "incident"]
        await issued(world)
        assert await shown(world, "gaoxiang", "那个东西哈哈") == ["progress", "complete", "incident"]


async def test_what_it_was_said_to_be_is_done_with_the_very_words(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await shown(world, "chenzhiyuan", "水利局那个东西")

        await world.taps("chenzhiyuan", "as", arg="directive")

        assert [p.unit for p in (await directive(world)).parts] == ["shuili"]
        assert (await directive(world)).text == "水利局那个东西"
        world.no_cards()


async def test_nothing_to_do_is_an_answer_and_a_second_tap_is_stale(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await shown(world, "gaoxiang", "弄好了吗那个东西")

        assert await world.taps("gaoxiang", "as", arg="nothing") == words(world, say("ok"))
        assert await world.taps("gaoxiang", "as", arg="incident") == words(world, say("refused.stale-button"))
        assert not await world.app.reads.open_matters("incident")


# --- on a phone ------------------------------------------------------------------------------------------------------


async def test_on_a_phone_too_one_tap_corrects_the_day_and_the_person(tmp_path: Path) -> None:
    phones = Phones()
    async with a_world(tmp_path, office=two_xiao_li, channels={phones.name: phones}) as world:
        await enrolled(world, phones, wangliqun="7")

        shown = await phones.says(world, "7", "请小李本周五前把材料报我")
        assert any("“小李”是哪一位？" in one for one in shown)
        await phones.presses(world, "7", _last(world, "pick"))
        assert await states(world) == {"liuyang": "waiting"}

        shown = await phones.presses(world, "7", _last(world, "set_due"))
        assert any("不含当天" in one for one in shown)
        assert await due_of(world) == at("17:30", 19)
        world.forgets()


def _last(world: World, verb: str) -> Button:
    """The last button of a verb that was shown to anybody."""
    return [button for heard in world.unheard for button in heard.letter.buttons if button.verb == verb][-1]
