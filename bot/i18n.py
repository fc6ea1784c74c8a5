"""From a key and its arguments to a sentence.

A language is a folder under `locales/`: gettext catalogues (.po) whose message ids are the keys. Babel reads them,
chooses plural forms and knows how a language writes dates. A key that a language lacks is taken from the
first language, so that nobody ever reads a bare key.

In a sentence, ``{name}`` is an argument and ``<b>…</b>`` is bold. Arguments are never parsed: whatever a person wrote
stays what he wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.domain.texts import Arg, Text
from bot.messages import Rich, Span, SpanKind, plain

FIRST: Final = "zh-CN"
LOCALES: Final = Path(__file__).resolve().parent.parent / "locales"
_PLURAL_TAGS: Final = ("zero", "one", "two", "few", "many", "other")  # the order of CLDR, and of gettext
_BOLD = re.compile(r"(</?b>)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a sentence: literal words, or the place of an argument."""

    words: str
    argument: bool
    bold: bool


class Language:
    """One language: its sentences and its ways of writing dates."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.locale = Locale.parse(folder.name, sep="-")
        self._sentences = dict(_sentences(_read(path) for path in sorted(folder.glob("*.po"))))
        self._plurals: list[str] = [tag for tag in _PLURAL_TAGS if tag in (*self.locale.plural_form.tags, "other")]

    @property
    def keys(self) -> frozenset[str]:
        """Every key this language has a sentence for."""
        return frozenset(self._sentences)

    def forms(self, key: str) -> tuple[str, ...] | None:
        """The plural forms of a sentence, most often one; None where the language lacks it."""
        return self._sentences.get(key)

    def form(self, key: str, count: object) -> str | None:
        """The sentence, in the plural form that a count asks for."""
        forms = self._sentences.get(key)
        if forms is None or len(forms) == 1 or not isinstance(count, int):
            return forms[0] if forms else None
        return forms[min(self._plurals.index(self.locale.plural_form(count)), len(forms) - 1)]


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def _sentences(catalogs: Iterable[Catalog]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for catalog in catalogs:
        for message in catalog:
            if message.id and message.string:
                key = message.id if isinstance(message.id, str) else message.id[0]
                yield key, (message.string,) if isinstance(message.string, str) else tuple(message.string)


@lru_cache(maxsize=4096)
def _pieces(sentence: str) -> tuple[_Piece, ...]:
    found, bold = list[_Piece](), False
    for words, field, _, _ in Formatter().parse(sentence):
        for part in _BOLD.split(words):
            if part in ("<b>", "</b>"):
                bold = part == "<b>"
            elif part:
                found.append(_Piece(part, argument=False, bold=bold))
        if field is not None:
            found.append(_Piece(field, argument=True, bold=bold))
    return tuple(found)


@cache
def _language(folder: Path) -> Language:
    """A language folder, read once: a language never changes while the process lives."""
    return Language(folder)


class Tongue:
    """Speaks every language there is, in the zone of the office."""

    def __init__(self, languages: Mapping[str, Language], zone: ZoneInfo) -> None:
        self._languages = languages
        self.zone = zone

    @classmethod
    def load(cls, zone: ZoneInfo, folder: Path = LOCALES) -> Tongue:
        """Read every language folder."""
        found = (path for path in sorted(folder.iterdir()) if any(path.glob("*.po")))
        return cls({path.name: _language(path) for path in found}, zone)

    @property
    def names(self) -> tuple[str, ...]:
        """The languages there are."""
        return tuple(self._languages)

    def language(self, name: str | None) -> Language:
        """The language of that name, or the first one."""
        return self._languages.get(name or FIRST, self._languages[FIRST])

    def words(self, text: Text, language: str | None = None) -> str:
        """The sentence as bare words."""
        return plain(self.rich(text, language))

    def rich(self, text: Text, language: str | None = None, *, redact: bool = False) -> Rich:
        """The sentence with its bold words and live deadlines. `redact` leaves out what people wrote."""
        return tuple(_joined(_Rendering(self, self.language(language), redact=redact).spans(text)))


@dataclass(frozen=True, slots=True)
class _Rendering:
    """One text being put into one language."""

    tongue: Tongue
    language: Language
    redact: bool

    def spans(self, text: Text) -> Iterator[Span]:
        if text.key.startswith("@"):
            yield from self._special(text)
            return
        count = text.args.get("n")
        sentence = self.language.form(text.key, count) or self.tongue.language(FIRST).form(text.key, count) or text.key
        for piece in _pieces(sentence):
            if not piece.argument:
                yield Span(piece.words, SpanKind.BOLD if piece.bold else SpanKind.PLAIN)
                continue
            for span in self._argument(text.args.get(piece.words, "")):
                bold = piece.bold and span.kind is SpanKind.PLAIN
                yield Span(span.text, SpanKind.BOLD) if bold else span

    def _argument(self, value: Arg) -> Iterator[Span]:
        if isinstance(value, Text):
            yield from self.spans(value)
        elif isinstance(value, tuple):
            yield from self._list(value)
        else:
            yield Span(str(value))

    def _special(self, text: Text) -> Iterator[Span]:
        args = text.args
        match text.key:
            case "@lines":
                yield from self._lines(args["parts"])
            case "@list":
                yield from self._list(args["parts"])
            case "@plain":
                yield Span(str(args["text"]))
            case "@content":
                yield from self.spans(Text("redacted")) if self.redact else (Span(str(args["text"])),)
            case "@moment":
                yield Span(self._moment(args["at"], str(args["style"])))
            case "@deadline":
                words = self._moment(args["at"], str(args.get("style", "auto")))
                yield Span(words, SpanKind.DEADLINE, _whole(args["at"]))
            case "@day":
                day = date.fromisoformat(str(args["on"]))
                yield Span(format_date(day, self._pattern("day"), locale=self.language.locale))
            case "@span":
                yield from self._span(_whole(args["seconds"]))
            case "@rule":
                own = f"rule.{args['id']}"
                known = self.language.form(own, None)
                yield Span(known or str(args["title"]))

    def _lines(self, parts: Arg) -> Iterator[Span]:
        first = True
        for part in parts if isinstance(parts, tuple) else ():
            if not first:
                yield Span("\n")
            yield from self.spans(part)
            first = False

    def _list(self, parts: Arg) -> Iterator[Span]:
        words = [plain(tuple(self.spans(part))) for part in (parts if isinstance(parts, tuple) else ())]
        if words:
            yield Span(self._pattern("between").join(words))

    def _pattern(self, style: str) -> str:
        return (
            self.language.form(f"format.{style}", None)
            or self.tongue.language(FIRST).form(f"format.{style}", None)
            or "yyyy-MM-dd HH:mm"
        )

    def _moment(self, at: Arg, style: str) -> str:
        local = datetime.fromtimestamp(_whole(at), UTC).astimezone(self.tongue.zone)
        return format_datetime(local, self._pattern(style), locale=self.language.locale)

    def _span(self, seconds: int) -> Iterator[Span]:
        """The two largest units that fit: 2 天 3 小时, 12 分 30 秒, 45 秒."""
        left, shown = abs(seconds), list[Text]()
        for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1)):
            amount, left = divmod(left, size)
            if amount:
                shown.append(Text(f"span.{unit}", {"n": amount}))
            if len(shown) == 2 or (shown and not left):
                break
        first, *rest = shown or [Text("span.seconds", {"n": 0})]
        yield from self.spans(Text("span.two", {"first": first, "rest": rest[0]}) if rest else first)


def _whole(value: Arg) -> int:
    return value if isinstance(value, int) else 0


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbouring pieces of the same kind as one."""
    last: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if last is not None and last.kind is span.kind and span.kind is not SpanKind.DEADLINE:
            last = Span(last.text + span.text, span.kind)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
