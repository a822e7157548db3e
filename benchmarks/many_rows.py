"""A messy spreadsheet of 200,000 rows, and what it asks of the machine: seconds of each step, and memory.

Beside it stands the floor of reading: the same cells by calamine in a bare process.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import xlsxwriter
from ground import Ground
from measuring import Result, timed

from sfph_desktop.core.domain.workbook import FATES, ImportReport
from sfph_desktop.core.usecases.import_look import look, told
from sfph_desktop.core.usecases.imports import import_file, rehearse, undo_import
from sfph_desktop.core.usecases.office import close_office

ROWS, PEOPLE = 200_000, 5_000
MOST_MB = 1_200
_FLOOR = (
    "import sys; from python_calamine import load_workbook\n"
    "book = load_workbook(sys.argv[1]); book.get_sheet_by_index(0).to_python()"
)


def measure(ground: Ground) -> Iterator[Result]:
    """One turn: looked into, rehearsed, brought in, taken back. The figures are for reading, not for failing."""
    file = messy_file(ground.new_folder("many") / "who came.xlsx", ROWS)
    office = ground.new_office(ground.new_folder("many-office"))
    floor = timed(lambda: subprocess.run([sys.executable, "-c", _FLOOR, str(file)], check=True))
    seen: list[Any] = []
    reports: list[ImportReport] = []
    calls: list[float] = []
    seconds = {
        "looked into": timed(lambda: seen.append(look(office, file))),
        "rehearsed": timed(
            lambda: reports.append(rehearse(office, file, progress=lambda *_: calls.append(perf_counter())))
        ),
        "brought in": timed(lambda: reports.append(import_file(office, file, mapping=_mapping(seen[0])).value)),
        "taken back": timed(lambda: undo_import(office, "I-0001")),
    }
    close_office(office, backup=False)
    counts = {fate: sum(own[fate] for own in reports[1].counts.values()) for fate in FATES}
    whole, longest = sum(seconds.values()), max(b - a for a, b in pairwise(calls))
    yield Result(
        work=f"a messy spreadsheet of {ROWS:,} rows, looked into, rehearsed, brought in and taken back",
        ours=whole,
        floor=floor,
        unit="s",
        aim=f"under {MOST_MB:,} MB",
        figure=f"{peak_mb():.0f} MB at most",
        met=peak_mb() <= MOST_MB,
        details=(
            ", ".join(f"{step} {one:.0f} s" for step, one in seconds.items()),
            ", ".join(f"{number:,} {fate}" for fate, number in counts.items() if number),
            f"{file.stat().st_size / 1e6:.0f} MB file; in the rehearsal a cancel waits {longest:.1f} s at most",
        ),
    )


def _mapping(seen: Any) -> Any:
    return told([one.plan for one in seen.sheets])


def peak_mb() -> float:
    """The most memory this process has held so far, in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def name_of(person: int) -> str:
    """A name for everybody, all different."""
    letters = "".join("abcdefghij"[int(digit)] for digit in f"{person:04d}")
    return f"{('Ana', 'Bo', 'Cat')[person % 3]} Mac{letters}"


def messy_file(file: Path, rows: int) -> Path:
    """Who came, a row for each time, in an enterprise's own words: days in every manner, some that are none."""
    draw = random.Random(rows)
    day = date(2022, 1, 3)
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Who came")
    page.write(0, 0, "Braes Kitchen: who came (invented)")
    page.write_row(2, 0, ("Client no.", "Client name", "Date of session", "Project", "How long (minutes)"))
    for n in range(rows):
        person, when = draw.randrange(PEOPLE), day + timedelta(days=draw.randrange(1_400))
        written: Any = (when, f"{when:%d/%m/%Y}", f"{when:%d %b %Y}")[n % 3] if n % 997 else "31/02/2024"
        page.write_row(n + 3, 0, (f"BK{person:05d}", name_of(person), written, ("Lunch", "Walks")[n % 2], 60))
    book.close()
    return file
