"""A phrase becomes a moment: the day, the clock, what the office counts to, and what else may have been meant.

A deadline without a clock ends at closing time. A deadline that is over keeps its value, and the next sensible moment
comes first among its alternatives, so that whoever asks back has something to offer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.texts import Text, day, moment, say
from bot.understanding.times.clocks import Clock, Reckoned, ends, reckon
from bot.understanding.times.clocks import Part as DayPart
from bot.understanding.times.frame import DAY, MIDNIGHT, Day, Exact, Frame, Hint, Tense
from bot.understanding.times.phrases import Part, Phrase
from bot.understanding.times.tenses import Surroundings
from bot.understanding.values import TimeKind, TimeReading, TimeRole

_MINUTE: Final = timedelta(minutes=1)
_AHEAD: Final = timedelta(minutes=2)
_WHOLE_DAY: Final = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The day last spoken of, for 次日 and for a bare clock in the same sentence."""

    on: date
    sentence: int
    due: bool


def settle(
    phrase: Phrase, words: Surroundings, frame: Frame, mention: Mention | None, sentence: int
) -> TimeReading | None:
    """The moment or stretch a phrase means; None where its words are no time after all."""
    hint = Hint(tense=words.tense, due=words.due or words.asked, mention=mention.on if mention else None)
    part = phrase.first
    found = (
        part.named(frame, hint)
        if part.named
        else _bare(part, words, hint, frame, mention, sentence, ranged=phrase.second is not None)
    )
    if isinstance(found, Exact):
        return _exact(found, phrase, words)
    if found is None:
        return None
    found = _checked(found, part, frame, hint)
    if phrase.second is not None:
        return _stretch(phrase, found, words, frame, hint)
    if found.last is not None and not words.due:
        return _days(phrase, found, frame)
    if words.due or found.due or (words.asked and not found.point and found.on >= frame.today):
        return _deadline(phrase, found, words, frame, hint)
    return _point(phrase, found, words, frame, hint)


def _exact(found: Exact, phrase: Phrase, words: Surroundings) -> TimeReading:
    kind = TimeKind.DEADLINE if found.due or words.due else TimeKind.POINT
    role = TimeRole.DUE if kind is TimeKind.DEADLINE else words.role
    return TimeReading(kind=kind, at=found.at, role=role, span=(phrase.start, phrase.end), because=found.because)


def _bare(
    part: Part, words: Surroundings, hint: Hint, frame: Frame, mention: Mention | None, sentence: int, *, ranged: bool
) -> Day | None:
    """The day of a clock that names none: the one just spoken of in this sentence, else today or the next such."""
    if part.clock is None:
        return None
    if mention is not None and mention.sentence == sentence and not mention.due:
        ordered = words.due or words.asked or words.tense is Tense.FUTURE
        if mention.on >= frame.today or not ordered:
            return Day(on=mention.on, because=say("time.because.clock", day=day(mention.on)), edge=False)
    if part.clock.vague and not (words.due or words.asked or part.clock.part is DayPart.SMALL):
        return None
    today = frame.today
    at = frame.at(today, reckon(part.clock, today, frame, hint).minutes)
    on = today
    if words.tense is Tense.PAST and at > frame.now + _AHEAD:
        on = today - DAY
    elif words.tense is Tense.FUTURE and not hint.due and not ranged and at <= frame.now:
        on = today + DAY
    because = say("time.because.clock", day=day(on))
    return Day(on=on, because=because, edge=False, again=on + DAY, others=(today,) if on > today else ())


def _checked(found: Day, part: Part, frame: Frame, hint: Hint) -> Day:
    """A day named twice that contradicts itself keeps the date and offers the weekday."""
    stated = part.stated(frame, replace(hint, mention=found.on)) if part.stated else None
    if not isinstance(stated, Day) or stated.on == found.on:
        return replace(found, others=()) if isinstance(stated, Day) else found
    near = found.on + timedelta(days=(stated.on.weekday() - found.on.weekday() + 3) % 7 - 3)
    if near == found.on:
        return found
    because = say("time.because.contradiction", day=day(found.on), other=day(near))
    return replace(found, because=because, others=(near, *found.others))


# --- deadlines ----------------------------------------------------------------------------------------------


def _deadline(phrase: Phrase, found: Day, words: Surroundings, frame: Frame, hint: Hint) -> TimeReading:
    on = found.last if found.last is not None else found.on
    clock = phrase.first.clock
    if clock is None:
        at, because, others = _day_end(phrase, found, on, frame)
        grain = "day"
    else:
        reckoned = reckon(clock, on, frame, replace(hint, due=True))
        at, because, grain = frame.at(on, reckoned.minutes), found.because, "minute"
        others = _at_other_days(found, reckoned, on, frame)
        if clock.vague:
            because = say("time.because.part-end", why=found.because, at=moment(at, "clock"))
    if at <= frame.now:
        others = [*_next_round(found, clock, frame), *others]
    return TimeReading(
        kind=TimeKind.DEADLINE,
        at=at,
        grain=grain,
        role=TimeRole.DUE,
        span=(phrase.start, phrase.end),
        because=because,
        alternatives=_unique(others, at),
        provisional=found.provisional,
    )


def _day_end(phrase: Phrase, found: Day, on: date, frame: Frame) -> tuple[datetime, Text, list[datetime]]:
    """The end of the day, with the other reading of 前."""
    office = frame.conventions
    closing = frame.closing(on)
    others = [frame.closing(other) for other in found.others]
    if found.today_end and frame.now >= closing:
        return frame.at(on, _WHOLE_DAY), say("time.because.midnight", why=found.because), others
    ambiguous = phrase.before and found.edge
    if ambiguous and not office.include_day:
        earlier = frame.closing(on - DAY)
        return (
            earlier,
            say("time.because.day-before", why=found.because, at=moment(earlier, "clock")),
            [closing, *others],
        )
    if ambiguous:
        others.append(frame.closing(on - DAY))
    key = "time.because.day-included" if ambiguous else "time.because.day-end"
    return closing, say(key, why=found.because, at=moment(closing, "clock")), others


def _at_other_days(found: Day, reckoned: Reckoned, on: date, frame: Frame) -> list[datetime]:
    same_day = [frame.at(on, minutes) for minutes in reckoned.others]
    return [*same_day, *(frame.at(other, reckoned.minutes) for other in found.others)]


def _next_round(found: Day, clock: Clock | None, frame: Frame) -> list[datetime]:
    """What can still be meant by a deadline that is over."""
    if found.again is None:
        worked = frame.calendar.next_workday(frame.today + DAY)
        return [frame.closing(worked)]
    if clock is None:
        return [frame.closing(found.again)]
    minutes = ends(clock.part, frame) if clock.hour is None else reckon(clock, found.again, frame, Hint()).minutes
    next_at = frame.at(found.again, minutes)
    tonight = [frame.at(frame.today, _WHOLE_DAY)] if found.on == frame.today and clock.part is DayPart.CLOSE else []
    return [*tonight, next_at]


def _unique(others: Iterable[datetime], at: datetime) -> tuple[datetime, ...]:
    return tuple(dict.fromkeys(other for other in others if other != at))


# --- points and stretches -----------------------------------------------------------------------------------


def _point(phrase: Phrase, found: Day, words: Surroundings, frame: Frame, hint: Hint) -> TimeReading:
    clock, on = phrase.first.clock, found.on
    span = (phrase.start, phrase.end)
    if clock is None or clock.vague:
        start, others = frame.at(on, 0), [frame.at(other, 0) for other in found.others]
        return TimeReading(
            kind=TimeKind.POINT,
            at=start,
            grain="day",
            role=words.role,
            span=span,
            because=found.because,
            alternatives=_unique(others, start),
            provisional=found.provisional,
        )
    reckoned = reckon(clock, on, frame, hint)
    at = frame.at(on, reckoned.minutes)
    if phrase.first.named is None and words.tense is Tense.PAST and at > frame.now + _AHEAD:
        at -= DAY
    return TimeReading(
        kind=TimeKind.POINT,
        at=at,
        role=words.role,
        span=span,
        because=found.because,
        alternatives=_unique(_at_other_days(found, reckoned, on, frame), at),
        provisional=found.provisional,
    )


def _days(phrase: Phrase, found: Day, frame: Frame) -> TimeReading:
    assert found.last is not None, "a stretch has an end"
    return TimeReading(
        kind=TimeKind.INTERVAL,
        at=frame.at(found.on, 0),
        end=frame.at(found.last, 0),
        grain="day",
        span=(phrase.start, phrase.end),
        because=found.because,
        provisional=found.provisional,
    )


def _stretch(phrase: Phrase, found: Day, words: Surroundings, frame: Frame, hint: Hint) -> TimeReading | None:
    """From one part to the other. What the end leaves out it takes from the beginning."""
    first, second = phrase.first, phrase.second
    assert second is not None, "a range has two parts"
    clocked = first.clock is not None and not first.clock.vague
    start_minutes = reckon(first.clock, found.on, frame, hint).minutes if clocked and first.clock else 0
    last = _last_day(second, found, frame)
    if last is None:
        return None
    end_minutes, end_clocked = _end_minutes(first.clock, second.clock, last, frame)
    if second.named is None and end_minutes <= start_minutes:
        last += DAY
    start, end = frame.at(found.on, start_minutes), frame.at(last, end_minutes)
    if end < start:
        return None
    span = (phrase.start, phrase.end)
    if words.due:
        due = end if end_clocked else frame.closing(last)
        because = say("time.because.day-end", why=found.because, at=moment(due, "clock"))
        return TimeReading(
            kind=TimeKind.DEADLINE, at=due, grain="minute" if end_clocked else "day", role=TimeRole.DUE, span=span,
            because=because, provisional=found.provisional,
        )  # fmt: skip
    return TimeReading(
        kind=TimeKind.INTERVAL,
        at=start,
        end=end,
        grain="minute" if clocked or end_clocked else "day",
        role=words.role,
        span=span,
        because=say("time.because.stretch", start=day(found.on), end=day(last)),
        provisional=found.provisional,
    )


def _last_day(second: Part, found: Day, frame: Frame) -> date | None:
    if second.named is None:
        return found.on
    base = frame if second.from_now else replace(frame, now=datetime.combine(found.on, MIDNIGHT, frame.zone))
    named = second.named(base, Hint(tense=Tense.FUTURE, due=True, mention=found.on))
    if isinstance(named, Exact) or named is None:
        return None
    return named.last if named.last is not None else named.on


def _end_minutes(first: Clock | None, second: Clock | None, last: date, frame: Frame) -> tuple[int, bool]:
    if second is None or second.vague:
        return 0, False
    if second.hour is not None and second.part is DayPart.NONE and first is not None and second.hour < 12:
        inherited = replace(second, part=first.part) if second.spoken or first.part is not DayPart.EVENING else second
        if first.part is not DayPart.NONE:
            return reckon(inherited, last, frame, Hint()).minutes, True
    return reckon(replace(second, spoken=False), last, frame, Hint()).minutes, True
