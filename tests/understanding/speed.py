"""How long understanding takes: run by hand, `python -m tests.understanding.speed`.

Prints the median and the 99th percentile over everyday messages, one long report, and whether time grows with length
and not with its square for messages made to be unpleasant.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from bot.understanding import Lexicon, classified
from tests.understanding.sample import PEOPLE, UNITS, said
from tests.understanding.test_what_people_want import DIRECTIVE, DUTY, INCIDENT, OFFICE

_REPORT = (
    "报告：今天14时20分许，G210县城北3公里一辆客车侧翻，初步2死7伤，交警消防120已到，原因在查。县交警指挥中心李明报的。"
    "请应急局牵头，交警大队配合，三个工作日内核实反馈，12月5日前将书面材料报办公室；0118进展：现场勘察完了，正征求意见，"
    "预计下周三出稿。陈县长电话指示：全力救治，查明原因，今天下午6点前报情况。各乡镇要举一反三，立即开展隐患排查，本周五前上报台账。"
)
_UNPLEASANT = (
    "5日，",
    "3月",
    "一",
    "十",
    "1:",
    "节前",
    "除夕",
    "张建国，",
    "陈县长、",
    "0118办完了；",
    "请财政局5日前报方案。",
    "续报一：3人死亡。",
    "化工园着火了，",
    "都",
    "嗯",
    "件",
    "今天",
    "by Friday ",
    "a b ",
    "（5日）",
    "11月25日至",
    "机密",
    "13800138000",
)


def milliseconds(text: str, times: int = 3) -> float:
    """The best of a few runs."""
    return min(_once(text) for _ in range(times))


def _once(text: str) -> float:
    start = perf_counter()
    said(text)
    classified(text)
    return (perf_counter() - start) * 1000


def _messages() -> Iterable[str]:
    rows = Path(__file__).with_name("deadlines.jsonl").read_text(encoding="utf-8").splitlines()
    yield from (json.loads(row)["text"] for row in rows)
    yield from (words for words, _ in (*DUTY, *INCIDENT, *DIRECTIVE, *OFFICE))


def main() -> None:
    """Print the figures."""
    out = sys.stdout
    words = list(_messages())
    taken = sorted(map(min, zip(*([_once(text) for text in words] for _ in range(3)), strict=True)))
    out.write(f"{len(taken)} everyday messages: p50 {taken[len(taken) // 2]:.3f} ms, ")
    out.write(f"p99 {taken[int(len(taken) * 0.99)]:.3f} ms, longest {taken[-1]:.3f} ms\n")
    out.write(f"a report of {len(_REPORT)} characters: {milliseconds(_REPORT, 20):.2f} ms\n")
    start = perf_counter()
    Lexicon(people=PEOPLE, units=UNITS)
    out.write(f"making the lexicon: {(perf_counter() - start) * 1000:.2f} ms\n")
    for unit in _UNPLEASANT:
        short, long, longest = (milliseconds((unit * n)[:n], 2) for n in (1_000, 4_000, 10_000))
        out.write(f"{unit!r}: {short:.1f} / {long:.1f} / {longest:.1f} ms (1,000 / 4,000 / 10,000 characters)\n")


if __name__ == "__main__":
    main()
