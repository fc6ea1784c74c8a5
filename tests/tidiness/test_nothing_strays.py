"""What must never be in the project: paths of a machine, registries, sleeps, addresses of the outside, other clocks."""

from __future__ import annotations

import re
from typing import Final

from tests.tidiness.project import calls, files, read

CLOCK: Final = "bot/clock.py"
_PATHS: Final = re.compile(r"(?<![\w./])/(?:root|tmp/lab|work/main|work/shared)/|\b[A-Z]:\\Users\\")
_REGISTRIES: Final = re.compile(
    "|".join(("py" + "pi", "pythonhosted", "npm" + "js", "index" + "-url", "un" + "pkg", "js" + "delivr")),
    re.IGNORECASE,
)
_LOCKS: Final = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "package-lock.json", "yarn.lock", "pip.conf")
_ADDRESS: Final = re.compile(r"https?://([\w.-]+)")
_LOCAL: Final = re.compile(
    r"127\.0\.0\.\d+|localhost|.*\.(?:test|example|invalid)|example\.(?:com|org|net)|t\.me|www\.w3\.org"
)
_TELLS_TIME: Final = re.compile(
    r"(?:time\.(?:time|monotonic|perf_counter)(?:_ns)?|(?:datetime|date)\.(?:now|utcnow|today))$"
)
_SLEEPS: Final = ("asyncio.sleep", "time.sleep", "sleep")
_SLOW_BY_NATURE: Final = (
    "tests/telegram_server/",  # a server that is told to be slow
    "tests/documents/strains.py",  # work that takes too long
)
_TEXTS: Final = (".py", ".md", ".toml", ".txt", ".js", ".css", ".html", ".po", ".cfg", ".sh", ".ini", "")


def test_nothing_names_a_machine_or_a_registry() -> None:
    found = [
        f"{path}:{number}"
        for path in files(*_TEXTS)
        if path.parts[0] != "docs"
        for number, line in enumerate(read(path).splitlines(), start=1)
        if _PATHS.search(line) or _REGISTRIES.search(line)
    ]

    assert [entry for entry in found if not entry.startswith("tests/tidiness/")] == []


def test_nothing_is_locked_to_a_registry() -> None:
    assert [str(path) for path in files() if path.name in _LOCKS] == []


def test_only_the_clock_tells_the_time() -> None:
    found = [
        f"{path}:{line}: {name}"
        for path in files(".py", under=("bot", "handlers", "storage"))
        if str(path) != CLOCK
        for line, name, _ in calls(path)
        if _TELLS_TIME.search(name)
    ]

    assert found == []


def test_no_test_sleeps() -> None:
    found = [
        f"{path}:{line}: {name}"
        for path in files(".py", under=("tests",))
        for line, name, given in calls(path)
        if name in _SLEEPS
        and given != "0"  # which only lets others have their turn
        and not str(path).startswith(_SLOW_BY_NATURE)
    ]

    assert found == []


def test_no_test_speaks_to_the_outside() -> None:
    found = [
        f"{path}:{number}: {host}"
        for path in files(".py", under=("tests",))
        for number, line in enumerate(read(path).splitlines(), start=1)
        for host in _ADDRESS.findall(line)
        if not _LOCAL.fullmatch(host)
    ]

    assert found == []


def test_everything_installed_is_pinned_with_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = [
            entry
            for entry in read(next(p for p in files(".txt") if p.name == name)).replace("\\\n", " ").splitlines()
            if entry.strip() and not entry.startswith("#")
        ]
        assert entries
        assert [entry[:40] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
