"""Run the benchmarks: `python3 dev.py bench [name ...] [--rounds N]`.

Prints a table of work, ours, floor, ratio, aim, met or missed. The exit status is 1 when an aim is missed, 0 otherwise.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import tempfile
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ground import Ground
from measuring import Result, table

WORKS = {
    "start": "start_up",
    "import": "bring_in",
    "rows": "many_rows",
    "toolkit": "toolkit_run",
    "montecarlo": "monte_carlo",
    "summary": "summary_pages",
    "search": "search_people",
    "register": "register_open",
    "impact": "impact_page",
    "memory": "at_rest",
    "collation": "collation",
    "receiving": "receiving",
}
"""In the order of the table; the import leaves its office to those after it."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Ratios against a floor of the same run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(WORKS)}")
    parser.add_argument("--rounds", type=int, default=None, help="rounds of each work; else each its own number")
    parser.add_argument("--people", type=int, default=5_000, help="people of the large office (for a quick look)")
    parser.add_argument("--spark", action="store_true", help="collation: also on Spark in this computer (Java needed)")
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(WORKS))
    if unknown:
        parser.error(f"not known: {', '.join(unknown)}")
    begun = perf_counter()
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="sfph-bench-", ignore_cleanup_errors=True) as folder:
        ground = Ground(folder=Path(folder), people=asked.people, rounds=asked.rounds, spark=asked.spark)
        for name, module in WORKS.items():
            if name in asked.names or not asked.names:
                ground.say(name)
                for one in importlib.import_module(module).measure(ground):
                    results.append(one)
                    ground.say(f"{one.work}: {one.figure} (aim {one.aim})")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}\n")
    print(table(results))
    print(f"\n{perf_counter() - begun:.0f} seconds in all", file=sys.stderr)
    return 1 if any(one.met is False for one in results) else 0


if __name__ == "__main__":
    raise SystemExit(main())
