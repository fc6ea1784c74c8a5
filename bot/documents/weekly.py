"""The weekly paper in words, in the manner of a 督查通报: how much came in, how far it has come, what is overdue.

Shares have one decimal only where they are not whole, are never rounded up to all or down to nothing, and are a dash
where there was nothing to have a share of. Units are named for what is overdue and for being without a fault; people
are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from bot.domain.figures import DirectiveRow, FaultCounts, Share, WeeklyFigures
from bot.domain.rules import FaultDomain
from bot.domain.texts import Text, lines, listed, moment, names, say

_NAMED: Final = 8  # overdue matters named before "and so many more"
_LAST_INSTANT: Final = timedelta(microseconds=1)


def weekly_text(figures: WeeklyFigures) -> Text:
    """The whole paper as one text of many lines."""
    return lines(
        _head(figures),
        say("weekly.overall"),
        _directives(figures),
        _incidents(figures),
        _shifts(figures),
        _faults(figures),
        _faultless(figures),
        *_overdue(figures),
    )


def first_day(figures: WeeklyFigures) -> date:
    """The first day of the span, in the office's zone."""
    return figures.since.astimezone(figures.zone).date()


def last_day(figures: WeeklyFigures) -> date:
    """The last day of the span; a span that ends at midnight does not reach into the next day."""
    return (figures.until.astimezone(figures.zone) - _LAST_INSTANT).date()


def percent(share: Share) -> str | None:
    """27%, 33.3%; 99.9% and 0.1% for what is not quite all or nothing; None where there is nothing to share."""
    if share.of <= 0:
        return None
    if share.part * 100 % share.of == 0:
        return f"{share.part * 100 // share.of}%"
    tenths = min(max(round(share.part * 1000 / share.of), 1), 999)
    return f"{tenths / 10:.1f}%"


def rate(share: Share) -> Text:
    """A share with its two numbers, or a dash."""
    shown = percent(share)
    return say("weekly.rate", percent=shown, part=share.part, of=share.of) if shown else say("weekly.no-rate")


def fault_word(figures: WeeklyFigures, domain: FaultDomain) -> Text:
    """差错, 失误 or 缺陷, as this office calls a fault of that domain."""
    own = figures.fault_words.get(domain)
    return say("plain", text=own) if own else say(f"fault.word.{domain}")


def _head(figures: WeeklyFigures) -> Text:
    """The masthead of the paper. The message it goes with has the span in a head of its own."""
    if not figures.issue:
        return say("weekly.masthead-unnumbered", office=figures.office)
    return say("weekly.masthead", office=figures.office, year=str(first_day(figures).year), issue=figures.issue)


def _directives(figures: WeeklyFigures) -> Text:
    counts = figures.directives
    if not counts.in_hand:
        return say("weekly.directives-none")
    return say(
        "weekly.directives",
        registered=counts.registered,
        carried=say("weekly.carried", n=counts.carried) if counts.carried else "",
        done=counts.done,
        done_share=_part_of(counts.done, counts.in_hand),
        running=counts.running,
        running_share=_part_of(counts.running, counts.in_hand),
        overdue=counts.overdue,
        on_time=rate(counts.on_time),
    )


def _part_of(part: int, of: int) -> Text:
    return say("weekly.part-of", percent=percent(Share(part=part, of=of)) or "")


def _incidents(figures: WeeklyFigures) -> Text:
    counts = figures.incidents
    drills = say("weekly.drills", n=counts.drills) if counts.drills else ""
    if not counts.received:
        return say("weekly.incidents-none", drills=drills)
    return say(
        "weekly.incidents",
        n=counts.received,
        drills=drills,
        oral=rate(counts.oral),
        flash=rate(counts.flash),
        upward=rate(counts.upward),
    )


def _shifts(figures: WeeklyFigures) -> Text:
    counts = figures.shifts
    return say(
        "weekly.shifts",
        shifts=counts.shifts,
        expected=counts.expected,
        in_time=counts.in_time,
        late=counts.late,
        missed=counts.missed,
        rate=rate(Share(part=counts.in_time, of=counts.expected)),
    )


def _faults(figures: WeeklyFigures) -> Text:
    found = [(domain, figures.faults.get(domain, FaultCounts())) for domain in FaultDomain]
    if not any((counts.confirmed, counts.suspected, counts.revoked) != (0, 0, 0) for _, counts in found):
        return say("weekly.faults-none")
    confirmed = listed(
        *(say("weekly.fault-count", word=fault_word(figures, domain), n=counts.confirmed) for domain, counts in found)
    )
    return say(
        "weekly.faults",
        confirmed=confirmed,
        suspected=sum(counts.suspected for _, counts in found),
        revoked=sum(counts.revoked for _, counts in found),
    )


def _faultless(figures: WeeklyFigures) -> Text:
    units = figures.faultless
    return say("weekly.faultless", units=names(*units)) if units else say("weekly.faultless-none")


def _overdue(figures: WeeklyFigures) -> Iterator[Text]:
    late = [row for row in figures.directive_rows if row.overdue]
    yield say("weekly.required")
    if not late:
        yield say("weekly.overdue-none")
    yield from _named(late[:_NAMED])
    if len(late) > _NAMED:
        yield say("weekly.overdue-more", n=len(late) - _NAMED)


def _named(rows: Iterable[DirectiveRow]) -> Iterator[Text]:
    for row in rows:
        late = row.late_units or row.units
        units = names(*late) if late else say("weekly.no-rate")
        due = moment(row.due_at) if row.due_at else say("weekly.no-rate")
        yield say("weekly.overdue-one", number=row.number, units=units, due=due)
