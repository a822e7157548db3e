"""The network's desk at scale: 100,000 members × 8 quarters × 60 indicators, collated on DuckDB in a child process.

The floor is DuckDB's plain sum of the same Parquet. With `--spark` the same expressions also run on Spark in this
computer, at a smaller size, and what comes out must be equal to the last digit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import duckdb
from ground import HERE, Ground
from measuring import Result, in_turns, ratio

MEMBERS, FEW_MEMBERS, QUARTERS, INDICATORS = 100_000, 1_000, 8, 60
ROUNDS = 1
MOST_SECONDS, MOST_MB = 60, 2_000
NAMES = tuple(f"{2024 + number // 4}Q{number % 4 + 1}" for number in range(QUARTERS))
SPARK = HERE.parent / ".venv-spark"


def measure(ground: Ground) -> Iterator[Result]:
    """Ours for all quarters, with every member's position in the last, as packs are made of it."""
    ground.say(f"drawing {MEMBERS * QUARTERS * INDICATORS:,} cells")
    folder = ground.new_folder("network")
    cells = draw(folder, MEMBERS)
    found = {"ours": [], "floor": []}

    def once(which: str, engine: str) -> float:
        found[which].append(child(sys.executable, folder, ground.new_folder("collated"), engine, NAMES[-1:]))
        return found[which][-1]["seconds"]

    turns = {"ours": lambda: once("ours", "duckdb"), "floor": lambda: once("floor", "plain")}
    took = in_turns(turns, ground.turns(ROUNDS))
    peak = max(one["peak_mb"] for one in found["ours"])
    processor = [median(one["processor"] for one in found[which]) for which in ("ours", "floor")]
    yield Result(
        work=f"{cells:,} cells of {MEMBERS:,} members, {QUARTERS} quarters and {INDICATORS} indicators collated",
        ours=median(took["ours"]),
        floor=median(took["floor"]),
        unit="s",
        aim=f"under {MOST_SECONDS} s and {MOST_MB:,} MB",
        figure=f"{ratio(took['ours'], took['floor']):.1f} ×",
        met=median(took["ours"]) < MOST_SECONDS and peak < MOST_MB,
        details=(
            f"{peak:,.0f} MB at most; {processor[0]:.0f} s of processor time beside {processor[1]:.1f} of the floor",
            f"load {os.getloadavg()[0]:.1f} at the end",
        ),
    )
    if ground.spark:
        yield on_spark(ground)


def on_spark(ground: Ground) -> Result:
    """The same expressions on both engines, on the same small network."""
    python = spark_python(ground)
    folder = ground.new_folder("small-network")
    cells = draw(folder, FEW_MEMBERS)
    outs = {engine: ground.new_folder("compared") for engine in ("duckdb", "spark:local[2]")}
    took = {engine: child(python, folder, out, engine, NAMES)["seconds"] for engine, out in outs.items()}
    one, other = outs.values()
    equal = [same(one, other, name) for name in NAMES]
    return Result(
        work=f"{cells:,} cells of {FEW_MEMBERS:,} members on Spark in this computer",
        ours=took["spark:local[2]"],
        floor=took["duckdb"],
        unit="s",
        aim="equal to DuckDB's",
        figure=f"{sum(equal)} of {QUARTERS} quarters equal",
        met=all(equal),
        details=("quartiles, totals, reasons, and every member's value and position; the floor is DuckDB",),
    )


def same(one: Path, other: Path, quarter: str) -> bool:
    """Whether two folders hold the same results: the published file byte by byte, the members' rows one by one."""
    name = f"open-data-{quarter}.csv"
    if (one / name).read_bytes() != (other / name).read_bytes():
        return False
    columns = "member, indicator, alike, own, position"
    rows = [f"(select {columns} from '{out}/benchmark/quarter={quarter}/*.parquet')" for out in (one, other)]
    more, less = (f"select count(*) from ({a} except all {b})" for a, b in (rows, rows[::-1]))
    count = duckdb.sql(f"select count(*) from {rows[0]}").fetchall()[0][0]
    return count > 0 and duckdb.sql(f"({more}) union all ({less})").fetchall() == [(0,), (0,)]


def child(python: str | Path, folder: Path, out: Path, engine: str, of_members: Sequence[str]) -> dict[str, float]:
    """One run in a process of its own."""
    asked = {
        "folder": str(folder),
        "out": str(out),
        "engine": engine,
        "quarters": NAMES,
        "of_members": list(of_members),
    }
    command = [str(python), str(HERE / "collating.py")]
    done = subprocess.run(command, input=json.dumps(asked), text=True, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def spark_python(ground: Ground) -> Path:
    """A Python with pyspark in a folder of its own, made from locks/spark.txt when it is not there."""
    python = SPARK / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        ground.say("setting up .venv-spark (once; some minutes)")
        venv.create(SPARK)
        install = [sys.executable, "-m", "uv", "--quiet", "pip", "install", "--python", str(python)]
        lock = str(HERE.parent / "locks" / "spark.txt")
        subprocess.run([*install, "--require-hashes", "-r", lock], check=True)
        subprocess.run([*install, "--no-build-isolation", "--no-deps", "-e", str(HERE.parent)], check=True)
    return python


# --- an invented network ----------------------------------------------------------------------------------------------

AREAS, GROUPS = 32, 10
_RETURNS = """
select printf('M%06d', m) as member, '{quarter}' as quarter, s as sequence, 1 as definitions,
 ['1-5', '6-20', '21-50', '51-250', '251+'][1 + m % 5] as size, printf('S120000%02d', (hash(m) % {areas})::int) as area,
 printf('g%d g%d', (hash(m + 1) % {groups})::int, (hash(m + 2) % {groups})::int) as client_groups
from range({members}) a(m), range(1, 3) b(s) where s = 1 or (hash(m + {number}) % 20) = 0
"""
_INDICATORS = """
select printf('i%02d', i) as indicator, 'Indicator ' || i as name,
 ['share', 'mean', 'count', 'quantity'][1 + i % 4] as kind,
 'people' as unit, 'year' as "window", case when i % 8 = 3 then 'i02' else '' end as per from range({indicators}) a(i)
"""
_CELLS = """
select member, sequence, indicator, '' as "group", '' as group_value, 'year' as "window",
 case when held or kind = 'quantity' then null else n end as n,
 case when held then null when kind = 'count' then n when kind = 'share' then draw % (n + 1)
  when kind = 'mean' then (draw % 9000) / 1000.0 - 2 else (draw % 5000000) / 100.0 end::decimal(18, 6) as value
from (select member, sequence, indicator, kind, (10 + hash(member || indicator) % 400)::bigint as n,
  (hash(member || indicator || '{quarter}' || sequence) >> 8)::bigint as draw, draw % 33 = 0 as held
 from returns, indicators where quarter = '{quarter}')
"""


def draw(folder: Path, members: int) -> int:
    """A folder of returns as Parquet, one part for each quarter; how many cells there are.

    One return in twenty was sent again, one cell in thirty-three is held back, two areas of a member's own clients.
    """
    connection = duckdb.connect(config={"memory_limit": "1200MB", "preserve_insertion_order": "false"})
    size = {"members": members, "areas": AREAS, "groups": GROUPS, "indicators": INDICATORS}
    parts = (_RETURNS.format(quarter=name, number=number, **size) for number, name in enumerate(NAMES))
    connection.execute(f"create view returns as {' union all '.join(parts)}")
    connection.execute(f"create view indicators as {_INDICATORS.format(**size)}")
    cells = 0
    for name in ("returns", "indicators"):
        connection.execute(f"copy (select * from {name}) to '{folder}/{name}.parquet' (compression zstd)")
    for name in NAMES:
        part = folder / "cells" / f"quarter={name}"
        part.mkdir(parents=True)
        wanted = f"copy ({_CELLS.format(quarter=name)}) to '{part}/part-0.parquet' (compression zstd)"
        cells += connection.execute(wanted).fetchall()[0][0]
    connection.close()
    return cells
