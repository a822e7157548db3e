"""A child of the benchmark of collating: collates quarters of a folder, or does the floor's plain sum, and tells how.

Reads one JSON document, `{"folder": ..., "out": ..., "quarters": [...], "engine": ..., "of_members": [...]}`, and
writes one: seconds of the clock, seconds of processor time, and the most memory that this process has held.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from time import perf_counter

PLAIN = "plain"


def plain_sum(folder: str) -> None:
    """The floor: DuckDB reads every cell of every quarter once and sums it."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": "1200MB"})
    cells = f"read_parquet('{folder}/cells/*/*.parquet', hive_partitioning=true)"
    connection.execute(f"select quarter, indicator, sum(n), sum(value) from {cells} group by all").fetchall()


def collated(asked: dict[str, object]) -> None:
    """Ours, quarter by quarter, as `sfph network collate` does it."""
    from sfph_desktop.core.domain.network import read_quarter
    from sfph_desktop.core.usecases.desk_collation import collate_folder

    for name in asked["quarters"]:
        quarter = read_quarter(name)
        of_members = name in asked["of_members"]
        collate_folder(
            Path(asked["folder"]), quarter, Path(asked["out"]), engine=asked["engine"], of_members=of_members
        )


def main() -> None:
    asked = json.load(sys.stdin)
    begun = perf_counter()
    if asked["engine"] == PLAIN:
        plain_sum(asked["folder"])
    else:
        collated(asked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    took = {"seconds": perf_counter() - begun, "processor": sum(os.times()[:2]), "peak_mb": peak}
    json.dump(took, sys.stdout)


if __name__ == "__main__":
    main()
