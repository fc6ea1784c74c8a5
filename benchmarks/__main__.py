"""Measure everything and print the table: python -m benchmarks [name …]."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
from typing import Final

from benchmarks import measures, page, processes
from benchmarks.measures import Figure, Measure

ALL: Final[dict[str, Measure]] = {
    "commands": measures.commands,
    "bursts": measures.bursts,
    "delivery": processes.delivery,
    "page": page.page,
    "latency": processes.latency,
    "kill": processes.kill,
    "start": processes.start,
    "idle": processes.idle,
}


def main() -> None:
    """Run the measures that were named, or all of them."""
    wanted = sys.argv[1:] or list(ALL)
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}"
    )
    figures = list[Figure]()
    for name in wanted:
        print(f"… {name}", file=sys.stderr, flush=True)
        figures += asyncio.run(measures.in_folder(ALL[name]))
    width = max(len(figure.what) for figure in figures)
    print(f"{'what':{width}}  {'measured':>12}  {'to reach':>14}")
    for figure in figures:
        mark = "" if not figure.target else "yes" if figure.reached else "NO"
        value = f"{figure.measured:,.3g}" if figure.measured < 1000 else f"{figure.measured:,.0f}"
        print(f"{figure.what:{width}}  {value + ' ' + figure.unit:>12}  {figure.target:>14}  {mark:3} {figure.note}")


if __name__ == "__main__":
    main()
