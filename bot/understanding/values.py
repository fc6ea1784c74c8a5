"""What a sentence can turn into, and what must be known beforehand to read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeAlias, Union

from bot.domain.elements import Elements
from bot.domain.ids import PersonId, UnitId
from bot.domain.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWords:
    """A person as people may speak of him."""

    id: PersonId
    name: str  # 张建国
    title: str = ""  # 县长
    aliases: tuple[str, ...] = ()  # 小李, 老周
    unit: UnitId | None = None
    leads: bool = False  # may issue 批示


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """A unit as people may speak of it."""

    id: UnitId
    name: str  # 青禾县发展和改革局
    short: str  # 发改局
    aliases: tuple[str, ...] = ()
    kind: str = "section"  # section, agency, town: for 各股室, 各局, 各乡镇


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How this office counts where the words leave it open."""

    opens: time = time(8, 30)
    noon: time = time(12)
    reopens: time = time(14)  # 下午上班
    day_end: time = time(17, 30)  # 下班, and the end of a deadline that names only a day
    include_day: bool = True  # 周五前 includes Friday
    same_day_counts: bool = False  # 三个工作日内 counts the day it is said
    short_days_are_workdays: bool = False  # 3日内, up to 7, means working days
    month_end_on_workday: bool = False  # 月底 is the last working day of the month
    move_off_days_off: bool = False  # a length of days or months that ends on a day off ends on the next working day
    weeks_begin_on_monday: bool = True  # 下周日 is the end of next week; False means its beginning


class TimeKind(StrEnum):
    """What a time in a sentence is for."""

    DEADLINE = "deadline"  # by then
    POINT = "point"  # at that time
    INTERVAL = "interval"  # from then to then


class TimeRole(StrEnum):
    """What happened or shall happen at that time, as far as the words around it say."""

    NONE = ""
    OCCURRED = "occurred"  # 事发
    RECEIVED = "received"  # 接报
    AS_OF = "as_of"  # 截至
    REPORTED = "reported"  # 已报
    DUE = "due"  # 前, 内, 底


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """One time found in the text. All moments are aware."""

    kind: TimeKind
    at: datetime  # a deadline: when it falls due; a day-grain point: the start of that day
    end: datetime | None = None  # of an interval
    grain: str = "minute"  # minute or day
    role: TimeRole = TimeRole.NONE
    span: tuple[int, int]  # where it stands in the text
    because: Text  # how it was computed, as a sentence to be
    alternatives: tuple[datetime, ...] = ()  # other readings that a person might have meant
    provisional: bool = False  # a calendar year on the way is not published


class Intent(StrEnum):
    """What somebody wants."""

    CHECK_IN = "duty.check_in"
    LATE_NOTICE = "duty.late_notice"
    CHECK_OUT = "duty.check_out"
    STEP_OUT = "duty.step_out"
    BACK = "duty.back"
    HAND_OFF = "duty.handover"
    TAKE_OVER = "duty.takeover"
    ROSTER = "roster.query"
    SWAP = "swap.request"
    SWAP_ACCEPT = "swap.accept"
    SWAP_REJECT = "swap.reject"
    COVER = "cover.request"
    LEAVE = "leave_notice"
    NIL_REPORT = "nil_report"
    SPOT_REPLY = "spot_check.reply"
    ALERT = "alert.report"
    INCIDENT = "incident.report"
    SUPPLEMENT = "incident.supplement"
    FOLLOW_UP = "incident.followup"
    CORRECT = "incident.correct"
    FINAL = "incident.final"
    CLOSE = "incident.close"
    ORAL_DONE = "incident.oral_done"
    FLASH_DONE = "incident.flash_done"
    UPWARD_DONE = "incident.upward_done"
    DRILL = "drill.mark"
    FALSE_ALARM = "incident.false_alarm"
    INSTRUCTION = "instruction.relay"
    RELAYED = "instruction.relay_done"
    DIRECTIVE = "directive.new"
    ACK = "directive.ack"
    PROGRESS = "directive.progress"
    COMPLETE = "directive.complete"
    CLOSE_OUT = "directive.close_out"
    EXTEND = "directive.extend"
    APPROVE_EXTENSION = "directive.approve_ext"
    REJECT_EXTENSION = "directive.reject_ext"
    OBJECT = "directive.object"
    RETURN = "directive.return"
    MOVE_TO = "directive.move_to"
    OPEN_ITEMS = "directive.query"
    NOTE_ONLY = "note_only"
    ERRAND = "errand.new"
    ERRAND_DONE = "errand.done"
    LOG_FAULT = "fault.log"
    APPEAL = "fault.appeal"
    MY_FAULTS = "fault.query"
    REPORT = "report.request"
    EXPLAIN = "rule.query"
    EXPORT = "readings.export"
    INVITE = "account.invite"
    YES = "yes"
    NO = "no"
    HELP = "help"
    GREETING = "chitchat"


Detail: TypeAlias = Union[str, int, Mapping[str, "Detail"], tuple["Detail", ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One intent with what belongs to it. Fields that the words do not give keep their defaults."""

    intent: Intent
    span: tuple[int, int] = (0, 0)
    person: PersonId | None = None  # whom it is about: who has come, who is late, who is to take over or mind the post
    people: tuple[PersonId, ...] = ()  # 电话已报陈县长、王主任
    names: tuple[str, ...] = ()  # the same people in the words used, those unknown to the office too
    leader: PersonId | None = None  # who gave the 批示 or the instruction
    leader_name: str = ""
    leads: tuple[UnitId, ...] = ()  # 牵头, 主办, or simply addressed
    supports: tuple[UnitId, ...] = ()  # 配合, 协办
    copies: tuple[UnitId, ...] = ()  # 抄送: told, and asked for nothing
    shares: tuple[tuple[UnitId, str], ...] = ()  # of an instruction: what each unit shall do, in the words used
    number: str = ""  # 0118, DB-2026-0118, 突发〔2026〕3号
    sequence: int | None = None  # 续报一
    at: datetime | None = None  # when it was done, or happened
    due: TimeReading | None = None  # by when; of a progress: when it is expected
    minutes: int | None = None  # how long: 晚十分钟, 二十分钟; how much longer where no day is named: 延期两天
    deliverable: str = ""
    urgent: bool = False
    approve: bool | None = None
    elements: Elements | None = None  # of an incident
    phone_ok: bool = False
    domain: str = ""  # doc, meeting, affair
    what: str = ""  # the kind of errand, roster or report; the topic of a rule question; unknown; soon (尽快)
    text: str = ""  # the words that matter: the reason, the note, the progress
    days: tuple[date, ...] = ()  # of a swap: given away, taken for it; of an absence: its ends
    share: float = 1.0  # how likely the reading is; below 1 it was guessed from the words as a whole
    facts: Mapping[str, str] = field(default_factory=dict)  # what belongs to one intent alone, by its name
    details: Mapping[str, Detail] = field(default_factory=dict)  # the same, where it has parts
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # where the elements of an incident stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """All that was found in one message."""

    times: tuple[TimeReading, ...] = ()
    readings: tuple[Reading, ...] = ()  # in the order of the text
    units: tuple[UnitId, ...] = ()
    people: tuple[PersonId, ...] = ()
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a name that fits several, or hardly one
    heard: Mapping[str, str] = field(default_factory=dict)  # 章建国: 张建国, names that were written otherwise
    number: str = ""
    likely: str = ""  # the intent that the words as a whole most probably have, where nothing was read

    def as_known(self, words: str) -> str:
        """Words of the message with every name written as the office writes it."""
        for written, known in self.heard.items():
            words = words.replace(written, known)
        return words

    def first(self, *intents: Intent) -> Reading | None:
        """The first reading of one of these intents."""
        return next((reading for reading in self.readings if reading.intent in intents), None)
