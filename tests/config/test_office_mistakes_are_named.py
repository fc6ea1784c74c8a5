"""Every kind of slip in office.toml has a sentence of its own, at the place where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Severity, describe, load_office
from bot.domain.texts import say
from tests.config.writing import MAY_2026, OFFICE, loaded, spoiled, told

WANG = '[[person]]\nid = "wanglei"'
LI = 'roles = ["duty_officer", "administrator"]'
FOR = 'for = ["duty", "突发事件", "supervision"]'
SPANS = 'spans = ["08:30-12:00", "14:00-17:30"]'
NIGHT = '[shifts.night]\nstart = "17:30"'
E, W = Severity.ERROR, Severity.WARNING

SLIPS = [
    # what is written, instead of what, how bad, which sentence, in which table, at which key
    ('naem = "青禾县府办"', 'short = "青禾县府办"', W, "unknown-key", "[office]", "naem"),
    ("name = 5", 'name = "青禾县人民政府办公室"', E, "wrong-type", "[office]", "name"),
    ('name = ""', 'name = "青禾县人民政府办公室"', E, "missing", "[office]", "name"),
    ('timezone = "Asia/Qinghe"', 'timezone = "Asia/Shanghai"', E, "bad-timezone", "[office]", "timezone"),
    ('timezone = "Asia"', 'timezone = "Asia/Shanghai"', E, "bad-timezone", "[office]", "timezone"),
    ('language = "中文"', 'language = "zh-CN"', E, "bad-language", "[office]", "language"),
    ('rulebook = "mianyan"', 'rulebook = "combined"', E, "no-rulebook", "[office]", "rulebook"),
    ('rulebook = "own.toml"', 'rulebook = "combined"', E, "no-file", "[office]", "rulebook"),
    ('spans = ["8点半-12点"]', SPANS, E, "bad-span", "[hours]", "spans"),
    ('"12:00-08:30"', '"08:30-12:00"', E, "bad-span", "[hours]", "spans"),
    ('"08:30-08:30"', '"08:30-12:00"', E, "bad-span", "[hours]", "spans"),
    ('"11:00-17:30"', '"14:00-17:30"', E, "spans-overlap", "[hours]", "spans"),
    ('quiet = "晚上"', 'quiet = "22:00-07:30"', E, "bad-span", "[hours]", "quiet"),
    ('quiet = "22:00-22:00"', 'quiet = "22:00-07:30"', E, "bad-span", "[hours]", "quiet"),
    ('quiet = "07:30-22:00"', 'quiet = "22:00-07:30"', W, "quiet-in-hours", "[hours]", "quiet"),
    ('quiet = "16:00-07:30"', 'quiet = "22:00-07:30"', W, "quiet-in-hours", "[hours]", "quiet"),
    ('day_end = "25:00"', 'day_end = "17:30"', E, "bad-clock", "[deadlines]", "day_end"),
    ('day_end = "06:00"', 'day_end = "17:30"', E, "day-end-early", "[deadlines]", "day_end"),
    ('include_day = "是"', "include_day = true", E, "wrong-type", "[deadlines]", "include_day"),
    ('[limits]\nTF-01 = "十分钟"', "[limits]", E, "bad-limit", "[limits]", "TF-01"),
    ('[limits]\nTF-99 = "10m"', "[limits]", E, "unknown-rule", "[limits]", "TF-99"),
    ("[limits]\nTF-01 = 10", "[limits]", E, "bad-limit", "[limits]", "TF-01"),
    ('[limits.TF-01]\nlimmit = "5m"', "[limits]", W, "unknown-key", "[limits.TF-01]", "limmit"),
    ('[limits]\nZB-01 = "1wd"', "[limits]", E, "limit-without-length", "[limits]", "ZB-01"),
    ('[limits]\nTF-01 = "0m"', "[limits]", E, "limit-zero", "[limits]", "TF-01"),
    (NIGHT.replace("17:30", "16:30"), NIGHT, W, "shifts-overlap", "[shifts]", "night"),
    (NIGHT.replace("17:30", "18:30"), NIGHT, W, "shift-gap", "[shifts]", ""),
    ("[shifts.nigth]", "[shifts.night]", W, "shift-name", "[shifts]", "nigth"),
    ("[shifts.night]", NIGHT, E, "missing", "[shifts.night]", "start"),
    ('day = "礼拜八"', 'day = "周一"', E, "unknown-word", "[weekly]", "day"),
    ('groups = ["qun"]', 'groups = ["zhibanqun"]', E, "unknown-group", "[weekly]", "groups"),
    ("groups = []", 'groups = ["zhibanqun"]', W, "weekly-for-nobody", "[weekly]", ""),
    ('channels = ["telegran"]', 'channels = ["telegram"]', E, "unknown-word", "[redact]", "channels"),
    ('tables = ["2027.toml"]', "tables = []", E, "no-file", "[calendar]", "tables"),
    ("port = true", "port = 8080", E, "wrong-type", "[web]", "port"),
    ("port = 80808", "port = 8080", E, "out-of-bounds", "[web]", "port"),
    ('port = 8080\npublic = "值守"', "port = 8080", E, "bad-url", "[web]", "public"),
    ('[telegram]\ntoken = "1:A"', "[telegram]", E, "secret-in-file", "[telegram]", "token"),
    ("per_second = -1", "per_second = 25", E, "out-of-bounds", "[telegram]", "per_second"),
    ("# 没有名称", 'name = "值班室"', E, "missing", "[[unit]] zhiban", "name"),
    ('head = "张建"', 'head = "zhangjianguo"', E, "unknown-person", "[[unit]] zhiban", "head"),
    ("", 'head = "zhangjianguo"\n', W, "no-head", "[[unit]] zhiban", "head"),
    ("", 'liaison = "周明"\n', W, "no-contact", "[[unit]] fagai", "liaison"),
    ('kind = "局"', 'kind = "部门"', E, "unknown-word", "[[unit]] fagai", "kind"),
    ('unit = "值班厅"', 'unit = "值班室"', E, "unknown-unit", "[[person]] zhangjianguo", "unit"),
    ('backup = "王磊"', 'backup = "李晓东"', E, "own-backup", "[[person]] wanglei", "backup"),
    ('backup = "老李"', 'backup = "李晓东"', E, "unknown-person", "[[person]] wanglei", "backup"),
    ('title = "干事"', 'backup = "李晓东"', W, "no-backup", "[[person]] wanglei", "backup"),
    ('roles = ["值斑员"]', 'roles = ["值班员"]', E, "unknown-word", "[[person]] wanglei", "roles"),
    (WANG.replace("wanglei", "sunli"), WANG, E, "duplicate-id", "[[person]] sunli", "id"),
    (WANG.replace("wanglei", "王磊"), WANG, E, "bad-key", "[[person]] #3", "id"),
    ("[[person]]", WANG, E, "missing", "[[person]] #3", "id"),
    ('roles = ["duty_officer"]', LI, E, "no-administrator", "", "person"),
    ('roles = ["staff"]', 'roles = ["督查室"]', W, "nobody-in-role", "", "person"),
    ('for = ["duty", "incident"]', FOR, W, "no-group", "", "group"),
    (FOR.replace("duty", "dutty"), FOR, E, "unknown-word", "[[group]] zhibanqun", "for"),
    (FOR + '\nmembers = ["李小东"]', FOR, E, "unknown-person", "[[group]] zhibanqun", "members"),
]  # fmt: skip


def test_the_small_office_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    read = loaded(tmp_path, OFFICE)

    assert read.problems == ()
    assert read.office is not None


@pytest.mark.parametrize(
    ("new", "old", "severity", "key", "table", "at"), SLIPS, ids=[f"{s[3]}: {s[0]}" for s in SLIPS]
)
def test_a_slip_is_named_where_it_was_made(
    tmp_path: Path, new: str, old: str, severity: Severity, key: str, table: str, at: str
) -> None:
    text = spoiled(old, new)
    read = loaded(tmp_path, text)

    (problem,) = (problem for problem in read.problems if problem.key == f"config.{key}")
    assert told(problem) == (severity, f"config.{key}", table, at)
    assert problem.where.file == "office.toml"
    if table:
        written = text.split("\n")[problem.where.line - 1]
        assert written.startswith((at, "[")) or at in written
    assert (read.office is None) == any(p.severity is Severity.ERROR for p in read.problems)


def test_every_slip_is_reported_and_not_only_the_first(tmp_path: Path) -> None:
    text = spoiled('backup = "李晓东"', 'backup = "王磊"', spoiled("port = 8080", 'port = "8080"'))
    text = spoiled('rulebook = "combined"', 'rulebook = "绵羊"', text)

    keys = {problem.key for problem in loaded(tmp_path, text).problems}

    assert {"config.own-backup", "config.wrong-type", "config.no-rulebook"} <= keys


def test_the_same_slip_is_told_once_however_often_the_table_is_looked_at(tmp_path: Path) -> None:
    problems = loaded(tmp_path, "person = 5\n" + OFFICE[: OFFICE.index("[[person]]")]).problems

    assert [p.key for p in problems].count("config.wrong-type") == 1


def test_the_holes_of_a_day_are_told_from_when_to_when(tmp_path: Path) -> None:
    night = '[shifts.night]\nstart = "17:30"\nend = "08:30"\n'
    only_days = loaded(tmp_path, spoiled(night, ""))
    assert [p.args["span"] for p in only_days.problems] == ["17:30-08:30"]

    halves = spoiled(night, '[shifts.night]\nstart = "20:00"\nend = "23:00"\n')
    assert [p.args["span"] for p in loaded(tmp_path, halves).problems] == ["17:30-20:00", "23:00-08:30"]


def test_a_shift_of_a_whole_day_stands_beside_the_others_and_fills_their_holes(tmp_path: Path) -> None:
    whole = '[shifts.all]\nstart = "08:30"\nend = "08:30"\n'

    assert loaded(tmp_path, spoiled("[weekly]", whole + "[weekly]")).problems == ()
    assert loaded(tmp_path, spoiled('[shifts.day]\nstart = "08:30"\nend = "17:30"\n', whole)).problems == ()


def test_the_weekly_summary_goes_to_the_groups_that_are_for_it(tmp_path: Path) -> None:
    text = spoiled('groups = ["zhibanqun"]', "", spoiled(FOR, FOR.replace("duty", 'weekly", "duty')))
    read = loaded(tmp_path, text)

    assert read.problems == ()
    assert read.office is not None
    assert read.office.weekly.groups == ("zhibanqun",)


def test_a_warning_does_not_keep_the_office_from_working(tmp_path: Path) -> None:
    read = loaded(tmp_path, spoiled('short = "青禾县府办"', 'shrot = "青禾县府办"'))

    assert [problem.severity for problem in read.problems] == [Severity.WARNING]
    assert read.office is not None
    assert read.office.short == "青禾县人民政府办公室"


def test_the_nearest_known_word_is_suggested(tmp_path: Path) -> None:
    (problem,) = loaded(tmp_path, spoiled('rulebook = "combined"', 'rulebook = "mianyan"')).problems

    assert problem.args["hint"] == say("config.hint.near", word="mianyang")


def test_a_name_that_fits_two_people_is_no_guess(tmp_path: Path) -> None:
    twin = '[[person]]\nid = "lixiaodong2"\nname = "李晓东"\n\n[[group]]'
    problems = loaded(tmp_path, spoiled("[[group]]", twin)).problems

    assert [told(p) for p in problems] == [("error", "config.ambiguous", "[[person]] wanglei", "backup")]
    assert problems[0].args["fits"] == "lixiaodong, lixiaodong2"


def test_full_width_quotation_marks_are_named_as_such(tmp_path: Path) -> None:
    (problem,) = loaded(tmp_path, spoiled('name = "值班群"', "name = “值班群”")).problems

    assert (problem.key, problem.where.line) == ("config.full-width", OFFICE.split("\n").index('name = "值班群"') + 1)


def test_broken_toml_says_in_which_line(tmp_path: Path) -> None:
    (problem,) = loaded(tmp_path, spoiled("port = 8080", "port = ")).problems

    assert (problem.key, problem.where.line) == ("config.broken-toml", OFFICE.split("\n").index("port = 8080") + 1)


def test_a_file_that_is_not_utf8_is_named_and_notepads_mark_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes(OFFICE.encode("gb18030"))
    assert [p.key for p in load_office(path).problems] == ["config.not-utf8"]

    path.write_bytes(b"\xef\xbb\xbf" + OFFICE.replace("\n", "\r\n").encode())
    assert load_office(path, today=MAY_2026).problems == ()


def test_a_missing_office_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    read = load_office(tmp_path / "nowhere" / "office.toml")

    assert [p.key for p in read.problems] == ["config.no-file"]
    assert read.office is None


def test_a_sample_office_within_everybodys_reach_is_a_warning(tmp_path: Path) -> None:
    sample = spoiled('rulebook = "combined"', 'rulebook = "combined"\nsample = true')
    assert loaded(tmp_path, sample).problems == ()

    exposed = loaded(tmp_path, sample, {"HOST": "0.0.0.0"})  # noqa: S104 - this is what the warning is about
    assert [told(p) for p in exposed.problems] == [("warning", "config.sample-exposed", "[web]", "host")]


def test_a_problem_becomes_a_sentence_with_its_place(tmp_path: Path) -> None:
    (problem,) = loaded(tmp_path, spoiled("port = 8080", "port = 80808")).problems
    line = OFFICE.split("\n").index("port = 8080") + 1

    text = describe(problem)

    assert text.key == "config.problem"
    assert text.args["where"] == f"office.toml:{line} [web] port"
    assert text.args["what"] == say("config.out-of-bounds", least="1", most="65535")
