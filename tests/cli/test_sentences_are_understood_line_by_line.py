"""`python -m bot understand`: JSON lines in, JSON lines out, and every line has its answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import OFFICE, typed

pytestmark = pytest.mark.slow

NOW = "2026-11-18T10:30:00+08:00"
ORDER = "王县长批示：请发改局牵头、财政局配合，本周五前拿出方案报我。"


def asked(text: object, **beside: object) -> str:
    return json.dumps({"text": text, "now": NOW, **beside}, ensure_ascii=False)


def answers(folder: Path, *lines: str, **environ: str) -> list[dict[str, Any]]:
    done = typed(folder, "understand", answers="\n".join(lines) + "\n", environ=environ)
    assert done.status == 0, done.all
    assert not done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_an_order_with_its_time_and_whom_it_is_for(tmp_path: Path) -> None:
    (found,) = answers(tmp_path, asked(ORDER))

    assert found["classified"] is None
    (time,) = found["times"]
    assert (time["kind"], time["at"], time["grain"], time["end"]) == (
        "deadline",
        "2026-11-20T17:30:00+08:00",
        "day",
        None,
    )
    assert time["text"] == "本周五前" == ORDER[slice(*time["span"])]
    assert "含当天" in time["because"]
    assert time["alternatives"] == ["2026-11-19T17:30:00+08:00"]
    (order,) = found["intents"]
    assert order["intent"] == "directive.new"
    assert (order["leader"], order["lead"], order["support"]) == ("王县长", "发改局", ["财政局"])
    assert (order["deliverable"], order["due"]) == ("方案", "2026-11-20T17:30:00+08:00")


def test_an_incident_with_its_elements(tmp_path: Path) -> None:
    (found,) = answers(tmp_path, asked("报告：9点20分，G210城北3公里客车侧翻，2死7伤，交警李明报的"))

    (report,) = found["intents"]
    assert report["intent"] == "incident.report"
    assert report["casualties"] == {"dead": 2, "injured": 7}
    assert report["occurred_at"] == "2026-11-18T09:20:00+08:00"
    assert report["place"] == "G210城北3公里"
    assert report["missing"] == ["measures"]


def test_what_is_classified_is_only_said_to_be(tmp_path: Path) -> None:
    (found,) = answers(tmp_path, asked("机密★ 关于某事项的通知，本周五前报"))

    assert found == {"times": [], "intents": [{"intent": "secret.blocked"}], "classified": "secrecy-mark"}


def test_what_means_nothing_is_understood_as_nothing(tmp_path: Path) -> None:
    (found,) = answers(tmp_path, asked("😀"))

    assert found == {"times": [], "intents": [], "classified": None}


def test_a_moment_without_a_zone_is_the_offices(tmp_path: Path) -> None:
    (found,) = answers(tmp_path, asked("今天下班前报", now="2026-11-18T10:30:00"))

    assert found["times"][0]["at"] == "2026-11-18T17:30:00+08:00"


def test_another_office_counts_in_its_own_way(tmp_path: Path) -> None:
    shutil.copytree(OFFICE.parent, tmp_path / "other")
    other = tmp_path / "other" / "office.toml"
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace('17:30"]', '18:00"]').replace('"17:30"', '"18:00"'), encoding="utf-8")

    here, there = answers(tmp_path, asked("周五前报"), asked("周五前报", office=str(other)))

    assert here["times"][0]["at"].endswith("17:30:00+08:00")
    assert there["times"][0]["at"].endswith("18:00:00+08:00")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "JSON"),
        ("[1, 2]", "JSON"),
        ("[" * 100_000, "JSON"),
        ("{}", "text"),
        (asked(3), "text"),
        (asked("到岗了", now="gestern"), "gestern"),
        (asked("到岗了", now="9999-12-31T23:59:59"), "9999"),
        (asked("到岗了", now=5), "now"),
        (asked("到岗了", office="nowhere.toml"), "nowhere.toml"),
    ],
)
def test_a_line_that_cannot_be_read_is_answered_and_the_next_one_too(tmp_path: Path, line: str, words: str) -> None:
    wrong, right = answers(tmp_path, line, "", asked("到岗了"))

    assert list(wrong) == ["error"]
    assert words in wrong["error"]
    assert right["intents"][0]["intent"] == "duty.check_in"


def test_what_is_wrong_is_said_in_the_terminals_language(tmp_path: Path) -> None:
    (wrong,) = answers(tmp_path, "?", LANG="en_US.UTF-8")
    assert wrong["error"] == "This line is no JSON object."
    (wrong,) = answers(tmp_path, "?", LANG="zh_CN.UTF-8")
    assert wrong["error"] == "这一行不是 JSON 对象。"


@pytest.mark.parametrize("open_one", ["DB-2026-0118", {"kind": "directive", "no": "DB-2026-0118"}])
def test_what_is_replied_to_says_what_short_words_mean(tmp_path: Path, open_one: object) -> None:
    wish = {"kind": "directive.extend", "no": "DB-2026-0118"}
    alone, received, granted, swapped = (
        found["intents"][0]
        for found in answers(
            tmp_path,
            asked("可以"),
            asked("收到，马上办", speaker="王磊", reply_to=open_one),
            asked("可以", speaker="leader", reply_to=wish),
            asked("可以", reply_to="周六我跟小刘换，我值他下周二的"),
        )
    )

    assert alone["intent"] == "chitchat"
    assert (received["intent"], received["no"]) == ("directive.ack", "DB-2026-0118")
    assert (granted["intent"], granted["ref"]) == ("directive.approve_ext", "DB-2026-0118")
    assert swapped["intent"] == "swap.accept"


def test_one_question_is_asked_where_something_is_open(tmp_path: Path) -> None:
    two = ["DB-2026-0118", "DB-2026-0119"]
    which, one, person, gone, day = answers(
        tmp_path,
        asked("办好了", open=two),
        asked("办好了", open=two[:1]),
        asked("速办！"),
        asked("请住建局今天上午9点前报方案"),
        asked(ORDER),
    )

    assert all(number in which["question"] for number in two)
    assert "question" not in one
    assert one["intents"][0]["no"] == two[0]
    assert person["question"] == "请谁来办？"
    assert "今天上午9点前" in gone["question"]
    assert "11月19日" in day["question"]
    assert "11月20日" in day["question"]
    assert all(found["question"].count("？") == 1 for found in (which, person, gone, day))


@pytest.mark.parametrize("wrong", [{"reply_to": 1.5}, {"open": [[1]]}, {"speaker": 7}, {"reply_to": True}])
def test_circumstances_that_mean_nothing_are_said_to(tmp_path: Path, wrong: dict[str, object]) -> None:
    said, right = answers(tmp_path, asked("到岗了", **wrong), asked("到岗了"))

    assert next(iter(wrong)) in said["error"]
    assert right["intents"][0]["intent"] == "duty.check_in"


def test_more_time_than_was_wished_for_or_less_is_asked_about(tmp_path: Path) -> None:
    wish = {"kind": "directive.extend", "no": "DB-2026-0118", "new_due": "2026-11-27T17:30:00+08:00"}
    owed = {"due": "2026-11-20T17:30:00+08:00"}
    known, unknown, same = answers(
        tmp_path,
        asked("同意延期两天", reply_to=wish | owed),
        asked("同意延期两天", reply_to=wish),
        asked("同意延到11月27日", reply_to=wish | owed),
    )

    assert known["intents"][0]["new_due"] == "2026-11-22T17:30:00+08:00"
    assert "11月22日" in known["question"]
    assert "11月27日" in known["question"]
    assert "new_due" not in unknown["intents"][0]
    assert "11月27日" in unknown["question"]
    assert same["intents"][0]["new_due"] == "2026-11-27T17:30:00+08:00"
    assert "question" not in same
