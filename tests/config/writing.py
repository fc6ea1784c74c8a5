"""A small office that has nothing wrong with it, to be spoiled in one place at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.config import Loaded, Problem, load_office

OFFICE = """\
[office]
name = "青禾县人民政府办公室"
short = "青禾县府办"
timezone = "Asia/Shanghai"
language = "zh-CN"
rulebook = "combined"

[hours]
spans = ["08:30-12:00", "14:00-17:30"]
quiet = "22:00-07:30"

[deadlines]
day_end = "17:30"
include_day = true

[limits]

[shifts.day]
start = "08:30"
end = "17:30"

[shifts.night]
start = "17:30"
end = "08:30"

[weekly]
day = "周一"
at = "08:30"
groups = ["zhibanqun"]

[redact]
channels = ["telegram"]

[calendar]
tables = []

[web]
host = "127.0.0.1"
port = 8080

[telegram]
per_second = 25

[[unit]]
id = "zhiban"
name = "值班室"
kind = "股室"
head = "zhangjianguo"

[[unit]]
id = "fagai"
name = "青禾县发展和改革局"
short = "发改局"
kind = "部门"
liaison = "周明"

[[person]]
id = "chenzhiyuan"
name = "陈志远"
title = "县长"
roles = ["领导"]

[[person]]
id = "zhangjianguo"
name = "张建国"
unit = "值班室"
roles = ["带班领导", "主任"]
backup = "孙丽"

[[person]]
id = "wanglei"
name = "王磊"
unit = "zhiban"
roles = ["值班员"]
backup = "李晓东"
aliases = ["小王"]

[[person]]
id = "lixiaodong"
name = "李晓东"
roles = ["duty_officer", "administrator"]
backup = "wanglei"

[[person]]
id = "sunli"
name = "孙丽"
roles = ["督查室"]

[[person]]
id = "zhouming"
name = "周明"
unit = "发改局"

[[group]]
id = "zhibanqun"
name = "值班群"
for = ["duty", "突发事件", "supervision"]
"""

MAY_2026 = date(2026, 5, 6)


def spoiled(old: str, new: str, text: str = OFFICE) -> str:
    """The small office with one piece of it replaced."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def loaded(home: Path, text: str, environ: Mapping[str, str] | None = None, **files: str) -> Loaded:
    """The office as read from disk. Further files are named without their .toml."""
    for name, content in files.items():
        (home / f"{name}.toml").write_text(content, encoding="utf-8")
    path = home / "office.toml"
    path.write_text(text, encoding="utf-8")
    return load_office(path, environ or {}, today=MAY_2026)


def told(problem: Problem) -> tuple[str, str, str, str]:
    """A problem in brief: how bad, what, in which table, at which key."""
    return problem.severity, problem.key, problem.where.table, problem.where.key


def toml(data: Mapping[str, object]) -> str:
    """Plain data as TOML, every table inline."""
    return "\n".join(f"{json.dumps(key, ensure_ascii=False)} = {_value(value)}" for key, value in data.items()) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(str(key), ensure_ascii=False)} = {_value(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)
