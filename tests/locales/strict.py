"""Whether a text can be said in a language without a word missing in it."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from zoneinfo import ZoneInfo

from bot.domain.texts import Text
from bot.i18n import LOCALES, Language, Tongue
from tests.world import texts

TONGUE = Tongue.load(ZoneInfo("Asia/Shanghai"))
LANGUAGES = {name: Language(LOCALES / name) for name in TONGUE.names}


def flaws(text: Text, language: str) -> Iterator[str]:
    """What a reader of that language would miss: sentences that are another language's, and places left empty."""
    for part in texts(text):
        if part.key.startswith("@"):
            if part.key == "@rule" and not rule_known(part, language):
                yield f"rule {part.args['id']} has no title in {language}"
            continue
        forms = LANGUAGES[language].forms(part.key)
        if forms is None:
            yield f"{part.key} has no sentence in {language}"
            continue
        wanted = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}
        if wanted - part.args.keys():
            yield f"{part.key} lacks {sorted(wanted - part.args.keys())} in {language}"


def rule_known(text: Text, language: str) -> bool:
    """Whether a rule has a title in that language. The rulebook's own is Chinese."""
    return language == "zh-CN" or LANGUAGES[language].forms(f"rule.{text.args['id']}") is not None


def shown(text: Text, language: str) -> str:
    """The text as its reader sees it; fails where he would miss something."""
    found = list(flaws(text, language))
    assert found == [], found
    words = TONGUE.words(text, language)
    assert words.strip(), text
    return words
