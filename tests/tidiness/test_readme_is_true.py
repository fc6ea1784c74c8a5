"""README in both languages says the same, and what it says is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.tidiness.project import ROOT, files, read

READMES: Final = (Path("README.md"), Path("README.en.md"))
RECIPES: Final = 3
_RECIPES: Final = re.compile(r"^## (?:三张方子|Three recipes)$(.*?)^## ", re.MULTILINE | re.DOTALL)
_RECIPE: Final = re.compile(r"^### ", re.MULTILINE)
_STEP: Final = re.compile(r"^\d+\. ", re.MULTILINE)
_LINKED: Final = re.compile(r"\]\((?!https?:)([^)#]+)\)|src=\"([^\"]+)\"")
_NAMED: Final = re.compile(r"`((?:bot|handlers|storage|locales|tests)/[\w./]*?)/?`")
_TARGET: Final = re.compile(r"`?make ([a-z-]+)")
_VARIABLE: Final = re.compile(r"\b(?:ZHISHOU|TELEGRAM)_[A-Z_]+\b")


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_there_are_three_recipes(readme: Path) -> None:
    found = _RECIPES.search(read(readme))

    assert found is not None
    assert len(_RECIPE.findall(found[1])) == RECIPES


def test_both_languages_have_the_same_steps() -> None:
    chapters = [re.split(r"^#{2,3} ", read(readme), flags=re.MULTILINE) for readme in READMES]
    counted = [[len(_STEP.findall(chapter)) for chapter in of_one] for of_one in chapters]

    assert counted[0] == counted[1]


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_what_is_linked_or_named_is_there(readme: Path) -> None:
    text = read(readme)
    named = {a or b for a, b in _LINKED.findall(text)} | set(_NAMED.findall(text))

    assert named
    assert sorted(path for path in named if not (ROOT / path).exists() and path != "locales/bo") == []


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_every_make_target_is_one(readme: Path) -> None:
    known = set(re.findall(r"^([a-z-]+):", read(Path("Makefile")), re.MULTILINE))

    assert set(_TARGET.findall(read(readme).replace("and make", ""))) <= known


@pytest.mark.parametrize("readme", READMES, ids=str)
def test_every_variable_is_told(readme: Path) -> None:
    used = {name for path in files(".py", under=("bot",)) for name in _VARIABLE.findall(read(path))}

    assert used - set(_VARIABLE.findall(read(readme))) == set()
