"""Files of at most 400 lines, functions of at most 50: the budget is the maximum, not the mean."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path
from typing import Final

from tests.tidiness.project import CODE, files, read, tree

FILE: Final = 400
FUNCTION: Final = 50
USUAL: Final = 12  # lines of half of all functions, at most


def test_no_file_is_long() -> None:
    long = {str(path): lines for path in files(".py", ".js", ".css", ".html") if (lines := _lines(path)) > FILE}

    assert long == {}


def test_no_function_is_long() -> None:
    long = {
        f"{path}:{node.name}": lines
        for path in files(".py")
        for node in _functions(path)
        if (lines := _length(node)) > FUNCTION
    }

    assert long == {}


def test_most_functions_are_short() -> None:
    lengths = [_length(node) for path in files(".py", under=CODE) for node in _functions(path)]

    assert statistics.median(lengths) <= USUAL


def _lines(path: Path) -> int:
    return len(read(path).splitlines())


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first to the last of a function, its docstring not counted."""
    remark = node.body[0] if ast.get_docstring(node) is not None else None
    told = (remark.end_lineno or 0) - remark.lineno + 1 if remark is not None else 0
    return (node.end_lineno or 0) - node.lineno + 1 - told
