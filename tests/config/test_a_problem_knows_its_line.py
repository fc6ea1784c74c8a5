"""The line of a key is found in the text itself, whatever stands around it."""

from __future__ import annotations

from bot.config.lines import lines_of

TEXT = '''\
title = "值守"  # [web]
note = """
[web]
port = 1
"""
spans = [
    "08:30-12:00",
    # [hours] port = 2
    ["hours"]
]
ladder = [
    { after = "0s", tell = ["debtor"] },
]
["web"]
port = 8080
'host' = "127.0.0.1"
[[person]]
id = "wanglei"
[[person]]
  id = "liuyang"  # the second
[limits."TF-01"]
limit = "5m"
site.url = "http://localhost"
'''


def test_keys_of_tables_and_of_rows_are_found() -> None:
    lines = lines_of(TEXT)

    assert lines[("title",)] == 1
    assert lines[("web",)] == 14
    assert lines[("web", "port")] == 15
    assert lines[("web", "host")] == 16
    assert lines[("person", "0", "id")] == 18
    assert lines[("person", "1")] == 19
    assert lines[("person", "1", "id")] == 20
    assert lines[("limits", "TF-01", "limit")] == 22
    assert lines[("limits", "TF-01", "site")] == 23


def test_what_stands_in_strings_lists_and_remarks_is_no_key() -> None:
    found = set(lines_of(TEXT))

    assert not {("port",), ("hours",), ("after",)} & found
    assert {path[:1] for path in found} == {
        ("title",), ("note",), ("spans",), ("ladder",), ("web",), ("person",), ("limits",)
    }  # fmt: skip


def test_windows_line_ends_are_line_ends() -> None:
    assert lines_of(TEXT.replace("\n", "\r\n")) == lines_of(TEXT)
