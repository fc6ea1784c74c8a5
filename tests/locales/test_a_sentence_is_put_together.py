"""From a key and its arguments to a sentence: lengths of time, days, lists, plurals, and words nobody may touch."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.texts import Text, content, day, deadline, lines, moment, names, rule_title, say, span
from bot.i18n import Language, Tongue
from bot.messages import SpanKind
from tests.locales.strict import TONGUE
from tests.world import at


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (0, "0秒", "0 s"),
        (45, "45秒", "45 s"),
        (600, "10分钟", "10 min"),
        (3150, "52分钟30秒", "52 min 30 s"),
        (3600, "1小时", "1 h"),
        (86400 + 7200 + 60, "1天2小时", "1 d 2 h"),
        (-90, "1分钟30秒", "1 min 30 s"),
    ],
)
def test_a_length_of_time_has_at_most_two_units(seconds: int, chinese: str, english: str) -> None:
    length = span(timedelta(seconds=seconds))

    assert TONGUE.words(length, "zh-CN") == chinese
    assert TONGUE.words(length, "en") == english


def test_moments_and_days_are_written_in_the_offices_zone() -> None:
    assert TONGUE.words(moment(at("17:30")), "zh-CN") == "11月18日(周三)17:30"
    assert TONGUE.words(moment(at("17:30")), "en") == "Wed 18 Nov, 17:30"
    assert TONGUE.words(day(date(2026, 11, 20)), "zh-CN") == "11月20日(周五)"
    assert Tongue.load(ZoneInfo("Asia/Urumqi")).words(moment(at("17:30"), "clock"), "zh-CN") == "15:30"


def test_names_are_joined_as_a_language_joins_them() -> None:
    assert TONGUE.words(names("王磊", "李晓东"), "zh-CN") == "王磊、李晓东"
    assert TONGUE.words(names("王磊", "李晓东"), "en") == "王磊, 李晓东"
    assert TONGUE.words(names(), "en") == ""


def test_one_of_a_thing_is_said_in_the_singular() -> None:
    one, two = say("roster.applied", n=1), say("roster.applied", n=2)

    assert "1 shift changed" in TONGUE.words(one, "en")
    assert "2 shifts changed" in TONGUE.words(two, "en")
    assert "1 个班次" in TONGUE.words(one, "zh-CN")


def test_what_a_person_wrote_stays_what_he_wrote() -> None:
    wrote = "{number} <b>不是粗体</b> {}"
    found = TONGUE.rich(say("redacted.not-there", text=content(wrote)), "zh-CN")
    told = TONGUE.rich(lines(content(wrote)), "zh-CN")

    assert "".join(part.text for part in told) == wrote
    assert all(part.kind is SpanKind.PLAIN for part in told)
    assert "".join(part.text for part in found) == "redacted.not-there"  # nobody made that sentence


def test_a_redacted_message_has_no_words_of_anybody() -> None:
    told = TONGUE.rich(lines(content("2人死亡"), moment(at("17:30"), "clock")), "zh-CN", redact=True)

    words = "".join(part.text for part in told)
    assert "死亡" not in words
    assert "17:30" in words


def test_a_deadline_keeps_its_moment_for_channels_that_count_down() -> None:
    (part,) = TONGUE.rich(deadline(at("17:30"), "clock"), "en")

    assert (part.kind, part.text) == (SpanKind.DEADLINE, "17:30")
    assert part.at == int(at("17:30").timestamp())


def test_a_sentence_that_a_language_lacks_is_the_first_languages(tmp_path: Path) -> None:
    for name, words in (("zh-CN", "到岗"), ("fr", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "all.po").write_text(f'msgid "here"\nmsgstr "{words}"\n', encoding="utf-8")

    tongue = Tongue.load(ZoneInfo("Asia/Shanghai"), tmp_path)

    assert tongue.words(Text("here"), "fr") == "到岗"
    assert tongue.words(Text("here"), "xx") == "到岗"
    assert Language(tmp_path / "fr").keys == frozenset()


def test_a_rule_of_an_offices_own_has_its_own_title_everywhere() -> None:
    assert TONGUE.words(rule_title("QH-01", "转交快件"), "en") == "转交快件"
