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

_AHEAD: Final = timedelta(minutes=2)  # a clock a little ahead of this one does not mean yesterday
_LONG_AGO: Final = timedelta(days=60)  # no report is dated by a day that is over so long
_WHOLE_DAY: Final = 1440
_NOON: Final = 12
_SOON_OVER: Final = timedelta(days=7)  # what is to be over within days may be told as over already


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The day last spoken of, for 次日 and for a bare clock in the same sentence."""

    on: date
    sentence: int  # where its sentence begins
    due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A phrase with everything its meaning hangs on."""

    phrase: Phrase
    words: Surroundings
    frame: Frame
    mention: Mention | None
    sentence: int  # where its sentence begins

    @property
    def hint(self) -> Hint:
        """What the readers of days need to know."""
        on = self.mention.on if self.mention else None
        return Hint(
            tense=self.words.tense,
            due=self.words.due or self.words.asked or self.words.ends,
            clocked=self.clock is not None and not self.clock.vague,
            mention=on,
        )

    @property
    def clock(self) -> Clock | None:
        """The clock of the first part."""
        return self.phrase.first.clock

    def reading(self, kind: TimeKind, at: datetime, because: Text, found: Day | None = None) -> TimeReading:
        """The value of it, to the minute, with no other reading."""
        return TimeReading(
            kind=kind,
            at=at,
            role=TimeRole.DUE if kind is TimeKind.DEADLINE else self.words.role,
            span=(self.phrase.start, self.phrase.end),
            because=because,
            provisional=found.provisional if found else False,
        )


def settle(case: Case) -> TimeReading | None:
    """The moment or stretch a phrase means; None where its words are no time after all."""
    if case.words.role is TimeRole.AS_OF:
        return _as_of(case)
    return _settled(case)


def _as_of(case: Case) -> TimeReading | None:
    """No report is dated ahead: 截止明天中午 is a limit, and so is 截止时间 of a day that last was a year ago."""
    told = _settled(case)
    ordered = replace(case.words, role=TimeRole.DUE, tense=Tense.FUTURE, due=True)
    limit = _settled(replace(case, words=ordered))
    now = case.frame.now
    if told is None or limit is None or limit.at <= now or case.words.told:
        return told
    return limit if told.at > now + _AHEAD or now - told.at > max(_LONG_AGO, limit.at - now) else told


def _settled(case: Case) -> TimeReading | None:
    part, words = case.phrase.first, case.words
    found = part.named(case.frame, case.hint) if part.named else _bare(case)
    if found is None:
        return None
    if isinstance(found, Exact):
        kind = TimeKind.DEADLINE if found.due or words.due else TimeKind.POINT
        return case.reading(kind, found.at, found.because)
    found = _checked(case, found)
    if case.phrase.second is not None:
        return _stretch(case, found, case.phrase.second)
    if found.last is not None and not words.due:
        return _days(case, found, found.last)
    by_verb = words.asked and not found.point and found.on >= case.frame.today
    told = words.tense is Tense.PAST and found.on <= case.frame.today + _SOON_OVER  # 12月底已结束
    limits = words.due or by_verb or (found.due and not told)
    return _deadline(case, found) if limits else _point(case, found)


def _bare(case: Case) -> Day | None:
    """The day of a clock that names none: the one just spoken of in this sentence, else today or the next such."""
    clock, words, frame = case.clock, case.words, case.frame
    if clock is None:
        return None
    ordered = words.due or words.asked
    spoken_of = _spoken_of(case, ordered=ordered or words.tense is Tense.FUTURE)
    if spoken_of is not None:
        return Day(on=spoken_of, because=say("time.because.clock", day=day(spoken_of)), edge=False)
    if clock.vague and not ordered and clock.part is not DayPart.SMALL:
        return None
    today = frame.today
    if clock.hour == 0 and clock.part is DayPart.NONE and not clock.minute and words.due:
        return Day(on=today + DAY, because=say("time.because.clock", day=day(today + DAY)), edge=False)  # 零点前
    at = frame.at(today, reckon(clock, today, frame, case.hint).minutes)
    on = today
    if words.tense is Tense.PAST and at > frame.now + _AHEAD:
        on = today - DAY
    elif words.tense is not Tense.PAST and _small(clock) and at <= frame.now and frame.now.hour >= _NOON:
        on = today + DAY  # 凌晨2点换岗, said in the evening
    elif words.tense is Tense.OPEN and not ordered and at >= frame.at(today, _WHOLE_DAY) and frame.now.hour < _NOON:
        on = today - DAY  # 半夜1点多, said in the morning
    elif words.tense is Tense.FUTURE and not ordered and case.phrase.second is None and at <= frame.now:
        on = today + DAY
    because = say("time.because.clock", day=day(on))
    return Day(on=on, because=because, edge=False, again=on + DAY, others=(today,) if on > today else ())


def _small(clock: Clock) -> bool:
    """凌晨2点, 零点: an hour that an evening's order means of the night to come."""
    return clock.part is DayPart.SMALL or (clock.hour == 0 and clock.part is DayPart.NONE)


def _spoken_of(case: Case, *, ordered: bool) -> date | None:
    """The day of this sentence, unless it set a limit, or is over while something is ordered."""
    mention = case.mention
    if mention is None or mention.sentence != case.sentence or mention.due:
        return None
    return mention.on if mention.on >= case.frame.today or not ordered else None


def _checked(case: Case, found: Day) -> Day:
    """A day named twice that contradicts itself keeps the date and offers the weekday."""
    again = case.phrase.first.stated
    stated = again(case.frame, replace(case.hint, mention=found.on)) if again else None
    if not isinstance(stated, Day):
        return found
    near = found.on + timedelta(days=(stated.on.weekday() - found.on.weekday() + 3) % 7 - 3)
    if near == found.on:
        return replace(found, others=())
    because = say("time.because.contradiction", day=day(found.on), other=day(near))
    return replace(found, because=because, others=(near, *found.others))


# --- deadlines ----------------------------------------------------------------------------------------------


def _deadline(case: Case, found: Day) -> TimeReading:
    frame, clock = case.frame, case.clock
    on = found.last if found.last is not None else found.on
    if clock is None:
        at, because, others = _day_end(case, found, on)
    else:
        reckoned = reckon(clock, on, frame, replace(case.hint, due=True))
        at, because = frame.at(on, reckoned.minutes), found.because
        others = _at_other_days(found, reckoned, on, frame)
        if clock.vague:
            because = say("time.because.part-end", why=found.because, at=moment(at, "clock"))
    if at <= frame.now:
        others = [*_next_round(found, clock, frame), *others]
    reading = case.reading(TimeKind.DEADLINE, at, because, found)
    return replace(reading, grain="day" if clock is None else "minute", alternatives=_apart(others, at))


def _day_end(case: Case, found: Day, on: date) -> tuple[datetime, Text, list[datetime]]:
    """The end of the day, with the other reading of 前."""
    frame, closing = case.frame, case.frame.closing(on)
    others = [frame.closing(other) for other in found.others]
    if found.today_end and frame.now >= closing:
        return frame.at(on, _WHOLE_DAY), say("time.because.midnight", why=found.because), others
    if not (case.phrase.before and found.edge):
        return closing, say("time.because.day-end", why=found.because, at=moment(closing, "clock")), others
    earlier = frame.closing(on - DAY)
    if frame.conventions.include_day:
        because = say("time.because.day-included", why=found.because, at=moment(closing, "clock"))
        return closing, because, [*others, earlier]
    because = say("time.because.day-before", why=found.because, at=moment(earlier, "clock"))
    return earlier, because, [closing, *others]


def _at_other_days(found: Day, reckoned: Reckoned, on: date, frame: Frame) -> list[datetime]:
    same_day = [frame.at(on, minutes) for minutes in reckoned.others]
    return [*same_day, *(frame.at(other, reckoned.minutes) for other in found.others)]


def _next_round(found: Day, clock: Clock | None, frame: Frame) -> list[datetime]:
    """What can still be meant by a deadline that is over."""
    if found.again is None:
        return [frame.closing(frame.calendar.next_workday(frame.today + DAY))]
    if clock is None:
        return [frame.closing(found.again)]
    minutes = ends(clock.part, frame) if clock.hour is None else reckon(clock, found.again, frame, Hint()).minutes
    tonight = [frame.at(frame.today, _WHOLE_DAY)] if found.on == frame.today and clock.part is DayPart.CLOSE else []
    return [*tonight, frame.at(found.again, minutes)]


def _apart(others: Iterable[datetime], at: datetime) -> tuple[datetime, ...]:
    return tuple(dict.fromkeys(other for other in others if other != at))


# --- points and stretches -----------------------------------------------------------------------------------


def _point(case: Case, found: Day) -> TimeReading:
    clock, on, frame = case.clock, found.on, case.frame
    if clock is None or clock.vague:
        start = frame.at(on, 0)
        reading = replace(case.reading(TimeKind.POINT, start, found.because, found), grain="day")
        return replace(reading, alternatives=_apart((frame.at(other, 0) for other in found.others), start))
    reckoned = reckon(clock, on, frame, case.hint)
    at = frame.at(on, reckoned.minutes)
    if case.phrase.first.named is None and case.words.tense is Tense.PAST and at > frame.now + _AHEAD:
        at -= DAY  # 半夜两点, told in the morning
    reading = case.reading(TimeKind.POINT, at, found.because, found)
    return replace(reading, alternatives=_apart(_at_other_days(found, reckoned, on, frame), at))


def _days(case: Case, found: Day, last: date) -> TimeReading:
    reading = case.reading(TimeKind.INTERVAL, case.frame.at(found.on, 0), found.because, found)
    return replace(reading, end=case.frame.at(last, 0), grain="day")


def _stretch(case: Case, found: Day, second: Part) -> TimeReading | None:
    """From one part to the other. What the end leaves out it takes from the beginning."""
    clock, frame = case.clock, case.frame
    last = _last_day(second, found, frame)
    if last is None:
        return None
    from_minute = reckon(clock, found.on, frame, case.hint).minutes if clock and not clock.vague else None
    to_minute = _end_minutes(clock, second.clock, last, frame)
    if from_minute is not None and to_minute is not None and _same_half(clock, second.clock, from_minute, to_minute):
        to_minute += _WHOLE_DAY // 2
    if second.named is None and (to_minute or 0) <= (from_minute or 0):
        last += DAY
    start, end = frame.at(found.on, from_minute or 0), frame.at(last, to_minute or 0)
    if end < start:
        return None
    if case.words.due:
        due = frame.closing(last) if to_minute is None else end
        because = say("time.because.day-end", why=found.because, at=moment(due, "clock"))
        reading = case.reading(TimeKind.DEADLINE, due, because, found)
        return replace(reading, grain="day" if to_minute is None else "minute")
    because = say("time.because.stretch", start=day(found.on), end=day(last))
    reading = case.reading(TimeKind.INTERVAL, start, because, found)
    whole_days = from_minute is None and to_minute is None
    return replace(reading, end=end, grain="day" if whole_days else "minute")


def _same_half(first: Clock | None, second: Clock | None, start: int, end: int) -> bool:
    """明天2点到4点: where the beginning is taken for the afternoon, so is the end."""
    if first is None or second is None or not (first.spoken and second.spoken) or first.part is not DayPart.NONE:
        return False
    afternoon = start >= _NOON * 60 > (first.hour or 0) * 60
    return afternoon and second.part is DayPart.NONE and end <= start < end + _WHOLE_DAY // 2


def _later_that_evening(first: Clock, second: Clock, last: date, frame: Frame) -> int:
    """今晚7:30-9:00 ends at nine in the evening, 今晚22:00-6:00 in the morning."""
    evening = reckon(replace(second, part=DayPart.EVENING), last, frame, Hint()).minutes
    begins = reckon(first, last, frame, Hint()).minutes
    plain = reckon(replace(second, spoken=False), last, frame, Hint()).minutes
    return evening if (first.hour or 24) < 12 and begins < evening <= _WHOLE_DAY else plain


def _last_day(second: Part, found: Day, frame: Frame) -> date | None:
    """The end's day: 至27日 is the next 27th after the beginning, but 至明天 is tomorrow."""
    if second.named is None:
        return found.on
    base = frame if second.from_now else replace(frame, now=datetime.combine(found.on, MIDNIGHT, frame.zone))
    named = second.named(base, Hint(tense=Tense.FUTURE, due=True, mention=found.on))
    if not isinstance(named, Day):
        return None
    return named.last if named.last is not None else named.on


def _end_minutes(first: Clock | None, second: Clock | None, last: date, frame: Frame) -> int | None:
    """下午2点到4点: the end has the beginning's half of the day; 22时至6时 has not."""
    if second is None or second.vague:
        return None
    part = first.part if first is not None else DayPart.NONE
    to_midnight = second.hour == 12 and part is DayPart.EVENING
    bare = second.hour is not None and (second.hour < 12 or to_midnight) and second.part is DayPart.NONE
    if bare and first is not None and part is DayPart.EVENING and not second.spoken:
        return _later_that_evening(first, second, last, frame)
    if bare and part is not DayPart.NONE and (second.spoken or part is not DayPart.EVENING):
        return reckon(replace(second, part=part), last, frame, Hint()).minutes
    return reckon(replace(second, spoken=False), last, frame, Hint()).minutes
