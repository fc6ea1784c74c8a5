"""Whatever the code says, each language has a sentence for it; and each sentence is said somewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from bot.i18n import LOCALES, Language
from bot.understanding.times.reasons import FESTIVALS, KEYS
from tests.locales.families import COMPOSED, FAMILIES
from tests.locales.walking import families, in_pages, literals, spoken

LANGUAGES = ("zh-CN", "en")
FIRST, SECOND = (Language(LOCALES / name) for name in LANGUAGES)
ALWAYS_MANY = {"message.too-long", "web.too-long", "outbox.digest", "roster.none-of-yours"}  # thousands, two, 31 days
TITLES = "rule."  # a rulebook's own titles are Chinese; other languages have theirs in the locale


def fields(sentence: str) -> frozenset[str]:
    """The places of a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


@pytest.mark.parametrize("name", LANGUAGES)
def test_what_the_code_says_has_a_sentence(name: str) -> None:
    language = Language(LOCALES / name)
    said = [found for found in (*spoken(), *in_pages()) if not found.composed]

    missing = [f"{found.where} {found.key}" for found in said if language.forms(found.key) is None]

    assert len(said) > 500, "the walk has lost its way"
    assert missing == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_what_the_code_composes_has_its_sentences(name: str) -> None:
    assert sorted(families() - Language(LOCALES / name).keys) == []


def test_every_composition_is_written_down() -> None:
    unknown = [f"{found.where} {found.key}" for found in spoken() if found.composed and found.key not in FAMILIES]

    assert unknown == []


def test_no_family_has_died_out() -> None:
    composed = {found.key for found in spoken()}

    assert [shape for shape in FAMILIES if shape not in composed] == []


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(FIRST.keys - SECOND.keys) == []
    assert sorted(key for key in SECOND.keys - FIRST.keys if not key.startswith(TITLES)) == []


def test_every_form_of_a_sentence_has_the_same_places() -> None:
    """A singular may leave out its number, and the end of a stretch that begins and ends on one day."""
    wrong = list[str]()
    for key in sorted(FIRST.keys & SECOND.keys):
        forms = [*(FIRST.forms(key) or ()), *(SECOND.forms(key) or ())]
        may_miss = {"n", "last"} if len(SECOND.forms(key) or ()) > 1 else set[str]()
        most = frozenset[str]().union(*map(fields, forms))
        wrong += [f"{key}: {sorted(most - fields(form))}" for form in forms if most - fields(form) - may_miss]

    assert wrong == []


def test_what_is_said_brings_what_the_sentence_wants() -> None:
    wrong = list[str]()
    for found in spoken():
        if found.args is None or found.composed:
            continue
        for language in (FIRST, SECOND):
            wanted = frozenset[str]().union(*map(fields, language.forms(found.key) or ()))
            if wanted - found.args:
                wrong.append(f"{found.where} {found.key} wants {sorted(wanted - found.args)} in {language.name}")

    assert wrong == []


def test_no_sentence_is_left_over() -> None:
    used = literals() | families()

    assert sorted(key for key in FIRST.keys | SECOND.keys if key not in used and not key.startswith(TITLES)) == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_key_stands_twice(name: str) -> None:
    places = defaultdict[str, list[str]](list)
    for path in sorted((LOCALES / name).glob("*.po")):
        for key in re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE):
            places[key].append(path.stem)

    assert {key: found for key, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_sentence_is_empty_fuzzy_or_short_of_a_plural(name: str) -> None:
    language = Language(LOCALES / name)
    wrong = list[str]()
    for path in sorted((LOCALES / name).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                key = message.id if isinstance(message.id, str) else message.id[0]
                forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                plural = isinstance(message.id, tuple)
                wanted = len(set(language.locale.plural_form.tags) | {"other"}) if plural else 1
                blank = not all(forms) and key not in ("", "span.two")
                if (message.fuzzy and key) or blank or len(forms) != wanted:
                    wrong.append(f"{path.name} {key}")

    assert wrong == []


def test_a_number_that_may_be_one_has_a_singular_in_english() -> None:
    """“{n} days” of one day reads badly: whatever has n before a plural word has both forms."""
    plural = re.compile(r"\{n\} (?!was |is |does )(?:\w+ )?\w+s\b")
    wrong = [key for key in SECOND.keys if len(forms := SECOND.forms(key) or ()) == 1 and plural.search(forms[0])]

    assert sorted(set(wrong) - ALWAYS_MANY) == []


def test_every_reason_of_a_time_and_every_festival_is_there() -> None:
    for language in (FIRST, SECOND):
        assert language.keys >= KEYS
        assert language.keys >= FESTIVALS


def test_families_are_written_out_once() -> None:
    keys = [key for keys in COMPOSED.values() for key in keys]

    assert len(keys) == len(set(keys))


def test_english_is_english() -> None:
    """A Chinese word in an English sentence is a term, or something to type: it stands between quotation marks."""
    han = re.compile(r"[一-鿿]")
    wrong = list[str]()
    for key in sorted(SECOND.keys):
        for form in SECOND.forms(key) or ():
            bare = re.sub(r"“[^”]*”|\([^)]*\)|〔[^〕]*〕", "", form)
            if han.search(bare) and not key.startswith(
                ("web.language.", "web.try.", "hint.", "fault.word.", "web.bot-mark")
            ):
                wrong.append(f"{key}: {form}")

    assert wrong == []
