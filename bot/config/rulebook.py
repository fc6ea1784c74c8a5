"""From the pages of a rulebook to its rules: every key understood, and every number put together.

What is asked of a rule beyond being readable stands in `bot.config.soundness`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from string import Formatter
from typing import Final, TypeVar

from bot.config.events import EVENTS, event_of
from bot.config.pages import Layered, Pages, lay_limits, read_pages
from bot.config.problems import Findings, Place
from bot.config.reading import Patched, Table
from bot.config.soundness import check_rule
from bot.config.words import AUDIENCES, CLOCKS, FAULTS, PURPOSES, WINDOWS
from bot.domain.duties import DUTIES
from bot.domain.ids import RuleId
from bot.domain.ladders import Forewarning, Rung
from bot.domain.limits import Limit, Unit
from bot.domain.rules import Counting, Rule, Rulebook, Source

T = TypeVar("T")

_NONE: Final = ("none", "无")  # what is written to take a fault or a lapse away again
_SECOND: Final = timedelta(seconds=1)
_WIDTH: Final = re.compile(r"(0?\d)?")  # how wide a number is written: {n}, {n:04}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A rulebook that was read, and what the office changed in it."""

    rulebook: Rulebook
    changed: Mapping[RuleId, Limit]  # the regime's own limit of each rule whose limit the office changed


def read_rulebook(
    name: str, home: Path, found: Findings, *, asked_at: Place | None = None, limits: Table | None = None
) -> Book | None:
    """Read a rulebook with the office's [limits] laid over it; None where anything in it forbids its use.

    `name` is the id of a book that comes with the bot, or the path of one of the office's own, relative to `home`.
    """
    asked_at, errors = asked_at or Place(file=name), found.errors
    pages = read_pages(name, home, asked_at, found)
    if pages is None:
        return None
    layered = lay_limits(pages.rules, limits, found) if limits is not None else pages.rules
    rules = {RuleId(id): rule for id, row in layered.items() if (rule := _rule(row, found))}
    counting = _counting(pages)
    numbers = dict(_numbers(pages))
    _check_events(pages, found)
    if found.errors > errors or counting is None:
        return None
    book = Rulebook(id=Path(name).stem, title=pages.title, rules=rules, counting=counting, numbers=numbers)
    was = ((id, Limit.parse(str(layered[id].before))) for id in rules)
    return Book(rulebook=book, changed={id: limit for id, limit in was if limit not in (None, rules[id].limit)})


def _rule(row: Layered, found: Findings) -> Rule | None:
    """One rule, or None with the reasons noted."""
    table, errors = row.table(found), found.errors
    table.text("id")
    title = table.text("title", required=True)
    starts = table.parsed("starts", lambda word: word if event_of(word) else None, "unknown-event", required=True)
    owes = table.text("owes", required=True)
    limit = table.parsed("limit", Limit.parse, "bad-limit", required=True)
    clock = table.chosen("clock", CLOCKS, required=True)
    debtor = table.chosen("debtor", AUDIENCES, required=True)
    creditor = table.chosen("creditor", AUDIENCES, required=True)
    nag = table.parsed("nag", Limit.parse, "bad-limit", required=True)
    warn = tuple(_warnings(table))
    ladder = tuple(_rungs(table))
    lapse = _unless_none(table, "lapse", lambda: table.parsed("lapse", Limit.parse, "bad-limit"))
    fault = _unless_none(table, "fault", lambda: table.chosen("fault", FAULTS))
    group = PURPOSES.get(word := table.text("group"), word)
    urgent = table.flag("urgent", default=False)
    source = _source(table)
    table.close()
    if not (starts and limit and clock and debtor and creditor and nag and source) or found.errors > errors:
        return None
    rule = Rule(
        id=RuleId(row.id),
        title=title,
        starts=starts,
        owes=owes,
        limit=limit,
        clock=clock,
        debtor=debtor,
        creditor=creditor,
        warn=warn,
        ladder=ladder,
        nag=_in_proportion(nag, limit, row),
        urgent=urgent,
        group=group,
        lapse=lapse,
        fault=fault,
        source=source,
    )
    check_rule(rule, table)
    return rule if found.errors == errors else None


def _warnings(table: Table) -> Iterator[Forewarning]:
    for written in table.texts("warn"):
        warning = Forewarning.parse(written)
        if warning is None:
            table.wrong("warn", "bad-warning", word=written)
        else:
            yield warning


def _rungs(table: Table) -> Iterator[Rung]:
    for row in table.tables("ladder"):
        after = row.parsed("after", Limit.parse, "bad-limit", required=True)
        tell = row.all_chosen("tell", AUDIENCES)
        suspect = row.flag("suspect", default=False)
        row.close()
        if not row.data.get("tell"):
            row.wrong("tell", "missing", word="tell")
        elif tell and after is not None:
            yield Rung(after=after, tell=tell, suspect=suspect)


def _unless_none(table: Table, key: str, read: Callable[[], T | None]) -> T | None:
    """A value that may be taken away again by writing that there is none."""
    return None if table.data.get(key) in _NONE and table.text(key) else read()


def _source(table: Table) -> Source | None:
    row = table.table("source")
    if row is None:
        if "source" not in table.data:
            table.wrong("source", "missing", word="source")
        return None
    document, quote = row.text("document", required=True), row.text("quote", required=True)
    row.close()
    return Source(document=document, quote=quote) if document and quote else None


def _in_proportion(nag: Limit, limit: Limit, row: Layered) -> Limit:
    """Where the office shortens a limit and says nothing of the distance between reminders, it shrinks likewise.

    Otherwise a limit of seconds would keep a distance of minutes, and the debtor would never hear of the due time.
    """
    before = Limit.parse(str(row.before)) if row.shortened else None
    if before is None or not before.length or not limit.length or not nag.length or limit.length >= before.length:
        return nag
    return Limit(int(nag.length * (limit.length / before.length) / _SECOND), Unit.SECONDS)


def _counting(pages: Pages) -> Counting | None:
    """How the book counts faults."""
    table = pages.counting
    if table is None:
        pages.top.wrong("counting", "missing", word="counting")
        return None
    window = table.chosen("window", WINDOWS, required=True)
    threshold = table.whole("threshold", default=0, least=0, most=1000)
    source = _source(table)
    table.close()
    return Counting(window=window, threshold=threshold, source=source) if window and source else None


def _numbers(pages: Pages) -> Iterator[tuple[str, str]]:
    """How the number of each kind of matter is written: with a year and a running number, and nothing else computed."""
    table = Table(pages.numbers, Patched(pages.top.place("numbers"), pages.number_places), pages.top.found)
    for kind in DUTIES:
        pattern = table.text(kind, required=True)
        if not pattern:
            continue
        if _is_pattern(pattern):
            yield kind, pattern
        else:
            table.wrong(kind, "bad-number", word=pattern)
    table.close()


def _is_pattern(pattern: str) -> bool:
    try:
        fields = [(name, width or "", how) for _, name, width, how in Formatter().parse(pattern) if name is not None]
    except ValueError:
        return False
    named = {name for name, _, _ in fields}
    return named == {"year", "n"} and all(_WIDTH.fullmatch(width) and how is None for _, width, how in fields)


def _check_events(pages: Pages, found: Findings) -> None:
    """A duty whose clock no rule starts does not work at all."""
    started = [row.cells.get("starts") for row in pages.rules.values()]  # as written: it may be anything
    for name, event in EVENTS.items():
        if event.needed and name not in started:
            found.error(pages.top.place(), "event-without-rule", event=name)
