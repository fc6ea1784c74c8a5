"""Whatever stands in the files, reading ends in problems and never in an exception."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.config import Loaded, Severity, describe, load_office
from bot.config.pages import SHIPPED
from tests.config.writing import MAY_2026, OFFICE, spoiled, toml

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=12)
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
SMALL: dict[str, object] = tomllib.loads(OFFICE)
BOOK: dict[str, object] = tomllib.loads((SHIPPED / "base.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


def read(home: Path, content: bytes) -> Loaded:
    path = home / "office.toml"
    path.write_bytes(content)
    found = load_office(path, {}, today=MAY_2026)
    assert (found.office is None) == any(p.severity is Severity.ERROR for p in found.problems)
    for problem in found.problems:
        assert describe(problem).key == "config.problem"
    return found


def paths(data: object, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in nested data."""
    below = [above] if above else []
    if isinstance(data, dict):
        return below + [path for key, value in data.items() for path in paths(value, (*above, key))]
    if isinstance(data, list):
        return below + [path for n, value in enumerate(data) for path in paths(value, (*above, n))]
    return below


def replaced(data: object, path: tuple[str | int, ...], value: object) -> object:
    """The same data with another value in one place."""
    if not path:
        return value
    if isinstance(data, dict):
        return {key: replaced(old, path[1:], value) if key == path[0] else old for key, old in data.items()}
    assert isinstance(data, list)
    return [replaced(old, path[1:], value) if n == path[0] else old for n, old in enumerate(data)]


@given(content=st.binary(max_size=200))
@example(content=b"a = " + b"[" * 5000)
@example(content=b"a = " + b"9" * 5000)
@example(content=b"[office]\nname = \xff")
@example(content=b"office = 1\nperson = 2\ngroup = [3]\nunit = {}\nlimits = []\nshifts = {day = 1}")
@example(content=b'[office]\ntimezone = "a\\u0000b"\nrulebook = "a\\u0000b.toml"')
@example(content=b'[calendar]\ntables = ["a\\u0000b", ".", ""]')
def test_any_bytes_at_all(home: Path, content: bytes) -> None:
    assert read(home, content).office is None


@given(data=st.dictionaries(st.sampled_from(sorted(SMALL)) | WORDS, VALUES, max_size=6))
def test_any_toml_at_all(home: Path, data: dict[str, object]) -> None:
    assert read(home, toml(data).encode()).office is None


@settings(max_examples=300)
@given(path=st.sampled_from(paths(SMALL)), value=VALUES)
def test_anything_in_any_place_of_an_office(home: Path, path: tuple[str | int, ...], value: object) -> None:
    spoilt = replaced(SMALL, path, value)
    assert isinstance(spoilt, dict)

    read(home, toml(spoilt).encode())


@settings(max_examples=150)
@given(path=st.sampled_from(paths(BOOK)), value=VALUES)
def test_anything_in_any_place_of_a_rulebook(home: Path, path: tuple[str | int, ...], value: object) -> None:
    spoilt = replaced(BOOK, path, value)
    assert isinstance(spoilt, dict)
    (home / "own.toml").write_text(toml(spoilt), encoding="utf-8")

    read(home, spoiled('rulebook = "combined"', 'rulebook = "own.toml"').encode())


@given(value=VALUES, key=st.sampled_from(["year", "source", "off", "work", "note"]))
def test_anything_in_a_calendar(home: Path, value: object, key: str) -> None:
    notice = {"year": 2027, "source": "通知", "off": ["2027-01-01"], "work": ["2027-01-02"], key: value}
    (home / "notice.toml").write_text(toml(notice), encoding="utf-8")

    read(home, spoiled("tables = []", 'tables = ["notice.toml"]').encode())


@given(environ=st.dictionaries(st.sampled_from(["PORT", "HOST", "TELEGRAM_TOKEN", "TELEGRAM_SECRET", "ZHISHOU_DB",
                                                "TELEGRAM_BASE_URL", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_PER_SECOND"]),
                               st.text(max_size=20)))  # fmt: skip
def test_any_environment(home: Path, environ: dict[str, str]) -> None:
    path = home / "office.toml"
    path.write_text(OFFICE, encoding="utf-8")

    load_office(path, environ, today=MAY_2026)
