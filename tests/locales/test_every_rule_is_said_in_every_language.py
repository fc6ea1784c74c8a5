"""Every rule of every rulebook, climbed to the end of its ladder, and a whole day at the office: in every language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.config import Loaded, load_office, shipped
from bot.demo import SCRIPT, play, read_script
from bot.domain.climbing import Tone, climb
from bot.domain.decide import voice
from bot.domain.ids import MatterId, PersonId, UnitId
from bot.domain.matters import Matter
from bot.domain.office import Office
from bot.domain.roster import OnDuty
from bot.domain.rules import Rule
from bot.domain.state import State
from bot.domain.texts import Text, rule_title
from bot.ports import Letter
from bot.transcript import Transcript
from tests.config.books import shipped_book
from tests.config.climbing import _NAMED, LEADER, OFFICER, WEDNESDAY, NoBody
from tests.locales.strict import LANGUAGES, TONGUE, flaws, shown
from tests.world import OFFICE

BOOKS = shipped()
RULES = {(book, rule.id): rule for book in BOOKS for rule in shipped_book(book).rules.values()}
OTHERS = tuple(name for name in LANGUAGES if name != "zh-CN")


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    read = load_office(OFFICE)
    assert read.office is not None
    return read


def reminders(office: Office, rule: Rule) -> Iterable[tuple[Tone, Text]]:
    """Everything that anybody hears about a rule, from the first warning to the last rung."""
    office = replace(office, rulebook=replace(office.rulebook, rules={rule.id: rule}))
    matter = Matter(
        id=MatterId(1), kind="errand", number="0118", title="", opened_at=WEDNESDAY, opened_by=None, body=NoBody()
    )
    state = State(office=office, duty=OnDuty(officer=OFFICER, leader=LEADER), matter=matter)
    debtor, unit = _NAMED.get(rule.starts, (None, None))
    state = state.begin(
        rule.starts, WEDNESDAY, debtor=PersonId(debtor) if debtor else None, unit=UnitId(unit) if unit else None
    )
    (owed,) = state.obligations
    while owed.wake_at is not None and owed.rung < len(owed.ladder.steps):
        now = owed.wake_at
        step = climb(state, owed, now)
        owed = step.obligation
        state = state.put(owed)
        for call in step.calls:
            yield call.tone, voice(state, owed, call, now)
            yield call.tone, voice(state, owed, call, now, "call.one")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("book", "id"), RULES)
def test_every_warning_and_rung_is_said(book: str, id: str, language: str, loaded: Loaded) -> None:
    assert loaded.office is not None
    rule = RULES[book, id]
    said = [(tone, shown(text, language)) for tone, text in reminders(loaded.office, rule)]

    tones = {tone for tone, _ in said}
    assert bool(tones) == bool(rule.warn or rule.ladder)
    assert all("{" not in words and "call." not in words for _, words in said)
    assert len({words for _, words in said}) >= len(tones)


@pytest.mark.parametrize("language", OTHERS)
def test_all_rules_of_all_rulebooks_have_a_title_in_other_languages(language: str) -> None:
    """A rulebook's own titles are Chinese, so the Chinese locale has none; every other one has them all."""
    titles = {key.removeprefix("rule.") for key in LANGUAGES[language].keys if key.startswith("rule.")}

    assert titles == {id for _, id in RULES}
    assert not [key for key in LANGUAGES["zh-CN"].keys if key.startswith("rule.")]


def test_a_chinese_reader_sees_the_rulebooks_own_title() -> None:
    rule = RULES["mianyang", "TF-02"]

    assert TONGUE.words(rule_title(rule.id, rule.title), "zh-CN") == "报送《应急快报》"
    assert TONGUE.words(rule_title(rule.id, rule.title), "en") == "Flash report"
    assert TONGUE.words(rule_title("QH-01", "转交快件"), "en") == "转交快件"  # an office's own rule


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("book", BOOKS)
def test_limits_can_be_said(book: str, language: str) -> None:
    for rule in shipped_book(book).rules.values():
        assert "{" not in shown(rule.limit.text, language)


class Attentive(Transcript):
    """Looks at everything that anybody is shown, with an eye on each language."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, lambda line: None, TONGUE, "zh-CN")
        self.flaws = set[str]()
        self.seen = 0

    def hears(self, at: datetime, letters: Iterable[Letter]) -> None:
        """Every text and every button, cards among them."""
        for letter in letters:
            self.seen += 1
            for text in (letter.text, *(button.label for button in letter.buttons)):
                self.flaws.update(flaw for language in LANGUAGES for flaw in flaws(text, language))
        super().hears(at, letters)


@pytest.mark.slow
@pytest.mark.parametrize("book", BOOKS)
async def test_a_day_under_every_rulebook_shows_whole_cards(book: str, loaded: Loaded, tmp_path: Path) -> None:
    assert loaded.office is not None
    office = replace(loaded.office, rulebook=shipped_book(book))
    transcript = Attentive(office)

    await play(replace(loaded, office=office), read_script(SCRIPT.read_text(encoding="utf-8"), "zh-CN"), transcript)

    assert transcript.flaws == set()
    assert transcript.seen > 100
