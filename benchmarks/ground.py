"""What the benchmarks stand on: invented offices of several sizes, in a folder that is deleted at the end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.usecases.machine import Machine, cheap_key_cost, default_store_path, this_machine
from sfph_desktop.core.usecases.office import Office, close_office, create_office, open_office

HERE = Path(__file__).resolve().parent
PASSPHRASE = "otter ladder violet teapot harbour"
SEED = 2008
PERIOD = "2025-04-01:2026-03-31"


@dataclass
class Ground:
    """Folders, workbooks and offices, each made when it is first asked for."""

    folder: Path
    people: int = 5_000
    """Of the large office."""
    searched: int = 100_000
    assessments: int = 100_000
    rounds: int | None = None
    """For every work; None: each work's own number."""
    spark: bool = False
    """Whether the collation runs on Spark too."""
    _numbers: list[int] = field(default_factory=list)

    def turns(self, usual: int) -> int:
        """How many rounds to go."""
        return self.rounds or usual

    def say(self, text: str) -> None:
        """Tell what is being done, beside the results."""
        print(f"bench: {text}", file=sys.stderr, flush=True)

    # --- offices

    def new_folder(self, name: str) -> Path:
        """An empty folder of that name and a number of its own."""
        self._numbers.append(1)
        path = self.folder / f"{name}-{len(self._numbers)}"
        path.mkdir()
        return path

    def machine(self, folder: Path) -> Machine:
        """The computer with everything in one folder; passphrases cost nothing there: derivation is kept apart."""
        return this_machine(folder, key_cost=cheap_key_cost())

    def new_office(self, folder: Path) -> Office:
        """A new, empty, open office."""
        machine = self.machine(folder)
        path = default_store_path(machine)
        return create_office(path, name="Benchmark", passphrase=PASSPHRASE, machine=machine).office

    def open(self, folder: Path) -> Office:
        """The office in a folder, open."""
        machine = self.machine(folder)
        return open_office(default_store_path(machine), passphrase=PASSPHRASE, machine=machine)

    def copy(self, folder: Path, name: str) -> Path:
        """A copy of a closed office."""
        path = self.folder / f"{name}-copy-{len(self._numbers)}"
        self._numbers.append(1)
        shutil.copytree(folder, path)
        return path

    # --- what is in them

    @cached_property
    def sheets(self) -> tuple[RawSheet, ...]:
        """The sample enterprise with as many people as the large office has."""
        from sfph_desktop.core.interchange.sample.enterprise import sample_sheets

        return sample_sheets(self.people, SEED)

    @cached_property
    def workbook(self) -> Path:
        """The same as an .xlsx file."""
        self.say("writing the workbook")
        path = self.folder / "enterprise.xlsx"
        write_workbook(path, self.sheets)
        return path

    @cached_property
    def large(self) -> Path:
        """The folder of a closed office of 5,000 people. The import, where it is measured, leaves its own here."""
        self.say(f"bringing {self.people:,} people in")
        folder = self.new_folder("large")
        self._filled(folder, self.people)
        return folder

    @cached_property
    def small(self) -> Path:
        """The folder of a closed office with the sample of 150 people."""
        folder = self.new_folder("small")
        self._filled(folder, 150)
        return folder

    def _filled(self, folder: Path, people: int) -> None:
        from sfph_desktop.core.usecases.sample import fill_with_sample

        office = self.new_office(folder)
        fill_with_sample(office, people=people, seed=SEED)
        close_office(office, backup=False)

    @cached_property
    def answered(self) -> Path:
        """The large office with 100,000 assessments of ten answers on average in place of its own."""
        large = self.large
        self.say(f"filling in {self.assessments:,} questionnaires")
        return self._poured(self.copy(large, "answered"), "assessments", self.assessments)

    @cached_property
    def crowded(self) -> Path:
        """An office of 100,000 people, and nothing else."""
        self.say(f"registering {self.searched:,} people")
        folder = self.new_folder("crowded")
        close_office(self.new_office(folder), backup=False)
        return self._poured(folder, "people", self.searched)

    def _poured(self, folder: Path, what: str, count: int) -> Path:
        """Fill tables of a closed office in a process of its own (see pouring.py)."""
        office = self.open(folder)
        path, key = office.store.path, office.store.key
        close_office(office, backup=False)
        asked = {"path": str(path), "key": key.hex(), "what": what, "count": count}
        child = [sys.executable, str(HERE / "pouring.py")]
        subprocess.run(child, input=json.dumps(asked), text=True, check=True)
        return folder


def raw_reader(office: Office) -> Any:
    """A bare driver connection to an open office with the program's own settings for reading."""
    connection = connections.open_connection(office.store.path, office.store.key)
    connections.prepare_reader(connection)
    return connection


def write_workbook(path: Path, sheets: tuple[RawSheet, ...]) -> None:
    """Sheets as a plain .xlsx file, dates as dates."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.write_row(0, 0, sheet.header)
        for place, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(place, column, cell, day)
                elif isinstance(cell, str):
                    page.write_string(place, column, cell)
                elif cell is not None:
                    page.write_number(place, column, cell)
    book.close()
