"""Keys that the code puts together, each family written out: which beginning, and every end it may have.

A key that stands in the code as it is needs no line here. One that is composed does, and a composition that is not
written down here fails a test; so a walk over the code finds every key there is. Where the ends are the code's own
(an enumeration, a table of routes), they are taken from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from bot.channels.web import hints
from bot.domain.climbing import Tone
from bot.domain.duties.directive.body import PartState
from bot.domain.duties.fault import Standing
from bot.domain.duties.incident.body import UpdateKind
from bot.domain.elements import KINDS
from bot.domain.grading import MARKS, Ground, Level, Published
from bot.domain.limits import Unit
from bot.domain.office import Role
from bot.domain.roster import Place
from bot.domain.rules import FaultDomain
from bot.understanding import secrecy
from bot.understanding.times.reasons import FESTIVALS, KEYS
from bot.usage import VARIABLES
from handlers.routes import ROUTES

_REPORTS: Final = ("oral_done", "flash_done", "upward_done", "relayed")
_ON_DIRECTIVES: Final = (
    "issue",
    "drop",
    "revise",
    "sign",
    "complete",
    "extend",
    "object",
    "close_out",
    "return",
    "progress",
)
_SETTINGS: Final = tuple(
    f"{name}-{turned}"
    for name in (
        *("include_day", "same_day_counts", "short_days_are_workdays"),
        *("month_end_on_workday", "move_off_days_off", "weeks_begin_on_monday"),
    )
    for turned in ("on", "off")
)
_PLEAS: Final = ("extend_yes", "extend_no", "object_yes", "object_no")
_PARTS_OF_A_REPORT: Final = ("time", "place", "casualties", "source", "measures")
_TOLD: Final = (UpdateKind.FOLLOW_UP, UpdateKind.FINAL)
_PHRASES: Final = tuple(dict.fromkeys(name for names in (*hints._PHRASES.values(), hints._ANYBODY) for name in names))
_LATE: Final = (Tone.OVERDUE, Tone.REPORT, Tone.GROUP)
_AT_POSTS: Final = ("back", "check-in", "take-over")
_ARRANGED: Final = ("swap", "cover", "leave", "nil")
_DAYS_LATER: Final = (Tone.REVIEW, Tone.STALE)
_CALLED: Final = tuple(tone for tone in Tone if tone not in _DAYS_LATER)


def ends(keys: Iterable[str], beginning: str) -> tuple[str, ...]:
    """What follows the beginning in each of these keys."""
    return tuple(key.removeprefix(beginning) for key in sorted(keys))


# The shape of the composition in the code, {} for each part that is filled in, and what may be filled in there.
FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    # words of the core
    "arranged.nobody.{}": _ARRANGED,
    "arranged.passed-on.{}": _ARRANGED,
    "button.{}": (*_REPORTS, *_ON_DIRECTIVES, *_PLEAS),
    "button.as-{}": ("directive", "progress", "complete", "follow_up", "incident", "nothing"),
    "button.due.{}": _SETTINGS,
    "casualties.{}": KINDS,
    "casualties.some.{}": tuple(kind for kind in KINDS if kind != "dead"),
    "directive.ask.{}": ("progress", "complete", "extend", "object", "return"),
    "directive.head.{}": ("draft", "open", "done", "dropped"),
    "directive.note.{}": ("progress", "urged", "late-request", "returned", "objection", "extension"),
    "directive.part.{}": tuple(PartState),
    "element.{}": (*KINDS, "place", "time", "title"),
    "fault.head.{}": tuple(Standing),
    "fault.state.{}": tuple(Standing),
    "fault.word.{}": tuple(FaultDomain),
    "fault.{}": (Standing.CONFIRMED, Standing.REVOKED),
    "flash.head.{}": _TOLD,
    "flash.{}": ("received", "occurred", "facts", "progress", "casualties-now", "cause", *_PARTS_OF_A_REPORT[1:]),
    "incident.ask.{}": (*_PARTS_OF_A_REPORT, "oral_to", "flash_by"),
    "incident.asked.{}": _PARTS_OF_A_REPORT,
    "incident.called-{}": ("drill", "false-alarm"),
    "incident.element.{}": (*_PARTS_OF_A_REPORT, "cause"),
    "incident.head.{}": ("open", "final", "drill", "false-alarm", "merged"),
    "incident.last.{}": _TOLD,
    "incident.noted-as.{}": ("oral", "flash", "upward"),
    "incident.over.{}": ("final", "drill", "false-alarm", "merged"),
    "incident.report.{}": ("oral", "flash", "upward"),
    "incident.was-{}": ("drill", "false-alarm"),
    "level.{}": tuple(Level),
    "level.amount.{}": ("dead", "severe"),
    "limit.{}": tuple(Unit),
    "place.{}": tuple(Place),
    "role.{}": tuple(Role),
    "published.{}": tuple(Published),
    "sensitive.{}": tuple(MARKS),
    "sensitive.ground.{}": tuple(Ground),
    "shift-name.{}": ("day", "night", "all"),
    "span.{}": ("days", "hours", "minutes", "seconds"),
    "window.{}": ("quarter", "year"),
    "setting.{}": _SETTINGS,
    # words of reminders
    "{}-at-once": ("incident.oral-noted", "incident.flash-noted"),
    "{}.{}": tuple(f"{form}.{tone}" for form in ("call", "call.one") for tone in Tone),
    "{}.{}-now": tuple(f"{form}.{tone}" for form in ("call", "call.one") for tone in _LATE),
    # routes, and who may take them
    "help.{}": tuple(route.verb for route in ROUTES if route.help),
    "menu.{}": tuple(route.command for route in ROUTES if route.command and route.help),
    "verb.{}": tuple(route.verb for route in ROUTES),
    "classified.{}": (
        secrecy.SECRECY_MARK,
        secrecy.INNER_DOCUMENT,
        secrecy.IDENTITY_NUMBER,
        secrecy.PHONE_LIST,
    ),
    # papers
    "items.directive.{}": ("waiting", "running", "done", "closed"),
    "items.fault.{}": tuple(Standing),
    "items.head.{}": (
        *("number", "leader", "units", "deliverable", "issued", "due", "state", "done"),
        *("incident", "received", "oral", "flash", "upward", "late", "domain", "unit", "at"),
        *("date", "shift", "leaders", "officers", "expected", "checked-in", "late-count", "missed"),
    ),
    "items.incident.{}": ("drill", "open", "closed"),
    "items.sheet.{}": ("directives", "incidents", "faults", "shifts"),
    # times
    "time.because.{}": ends(KEYS, "time.because."),
    "time.because.weekday-{}": ("last", "this", "next"),
    "festival.{}": ends(FESTIVALS, "festival."),
    # the page
    "hint.{}": _PHRASES,
    "web.chip.{}": _PHRASES,
    "web.try.{}": _PHRASES,
    # the command line and the configuration
    "cli.command.{}": (
        "run",
        "demo",
        "check-office",
        "import-roster",
        "import-calendar",
        "invite",
        "verify",
        "understand",
        "export-readings",
    ),
    "cli.env.{}": VARIABLES,
    "config.calendar.{}": (
        *("bad-year", "no-source", "no-list", "bad-day", "unknown-key", "no-days", "other-year", "both", "ordinary"),
    ),
    "config.{}": ("error", "warning"),
    "config.unknown-{}": ("person", "unit", "group"),
    "config.purpose.{}": ("duty", "incident", "supervision", "weekly"),
    "config.type.{}": ("text", "flag", "whole", "list", "table", "texts", "tables"),
    "verify.{}": ("missing", "altered", "unlinked"),
}

# Keys that are put together elsewhere than where they are spoken, in code or in a page.
COMPOSED: Final[Mapping[str, tuple[str, ...]]] = {
    "reminders of where somebody should be": (
        *(f"call.{post}.{tone}" for post in _AT_POSTS for tone in _CALLED),
        *(f"call.check-in.{tone}" for tone in _DAYS_LATER),
        *(f"call.check-in.report{who}" for who in ("-alone", "-with-backup")),
    ),
    "ways of writing a date": tuple(f"format.{style}" for style in ("auto", "clock", "date", "day", "full", "between")),
    "the page's own": (
        *(f"web.push.{by}" for by in ("10m", "1h", "next")),
        *(f"web.language.{name}" for name in ("zh-CN", "en")),
    ),
}
