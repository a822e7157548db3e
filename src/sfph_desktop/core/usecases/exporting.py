"""A copy of everything in open formats, with a dictionary of what it holds: for leaving, and for looking.

It is the office's own copy, so it names people. Whatever is for others is made elsewhere, by consent.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.exports import FILES, WORKBOOK, ExportColumn, Exported, ExportTable, WrittenTable
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.schedule import WEEKDAYS
from sfph_desktop.core.domain.workbook import SHEETS, SheetSpec
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

_AS_WORDS = {("groups", "weekday"): tuple(day.casefold() for day in WEEKDAYS)}
"""What a sheet says in words and the store keeps as a number."""
_DICTIONARY = ("words", "data_dictionary.csv")


def export_everything(office: Office, folder: Path, *, progress: Progress = silent) -> Done[Exported]:
    """Write everything the office holds into a new or empty folder; that it left stands in the history.

    All of it is of one moment. The words of private notes and secret keys are never in it.
    Raises UserCanFix when the folder holds something or cannot be written: then nothing is there.
    """
    folder = folder.expanduser().absolute()
    _check(folder)
    # Not hidden: if the computer stops meanwhile, whoever looks sees that half a copy of everything lies there.
    part = folder.with_name(f"{folder.name} (unfinished)")
    if part.exists():
        raise UserCanFix(
            what=f"There is a folder {part} already.",
            why="A copy was begun there and not finished; it is not locked, and may name everybody you support.",
            do="Delete it, or name another folder. Nothing was written.",
        )
    why = "Copied everything in open formats"
    try:
        part.mkdir(parents=True, mode=0o700)
        found = _Copy(office, part, progress).write()
        with office.writing(why) as unit:  # in the history if, and only if, the copy is there
            unit.changed.add("settings")  # none of it is: the history lists what touched a kind of record
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
    except OSError as trouble:
        raise UserCanFix(
            what=f"{folder} could not be written.",
            why=f"The computer said: {trouble.strerror or trouble}.",
            do="Choose another folder. Nothing was written.",
        ) from None
    finally:
        with suppress(OSError):
            shutil.rmtree(part, ignore_errors=True)
    done = Exported(folder=str(folder), tables=found.tables, files=found.files)
    return Done(value=done, changed=frozenset(), unit_id=0, why=why)


def _check(folder: Path) -> None:
    try:
        held = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError:
        held = True
    if held:
        raise UserCanFix(
            what=f"{folder} holds something already.",
            why="Nothing is replaced by a copy.",
            do="Name a folder that is new or empty.",
        )


class _Copy:
    """One copy on its way into a folder."""

    def __init__(self, office: Office, folder: Path, progress: Progress) -> None:
        self.office, self.folder, self.progress = office, folder, progress
        self.files: list[str] = []

    def write(self) -> Exported:
        """Write all of it. Raises OSError."""
        from sfph_desktop.core.interchange import open_copy
        from sfph_desktop.core.store.queries import everything

        known = open_copy.meanings(self.office.paths.resources.joinpath(*_DICTIONARY))
        tables = [open_copy.explained(table, known) for table in everything.tables()]
        written: list[WrittenTable] = []
        for name in {table.folder for table in tables} | {WORKBOOK}:
            (self.folder / name).mkdir()
        steps = len(SHEETS) + len(tables)
        with self.office.reading() as connection:
            for sheet in SHEETS:
                self.progress(len(written), steps, f"copying {sheet.name.replace('_', ' ')}")
                written.append(self._sheet(connection, sheet, known))
            for table in tables:
                self.progress(len(written), steps, f"copying {table.name.replace('_', ' ')}")
                rows = everything.rows(connection, table.name)
                written.append(self._table(table, self._without_files(table, rows)))
        info = self.office.info()
        now = self.office.clock.now()
        open_copy.write_dictionary(self.folder / open_copy.DICTIONARY, written)
        package = self.folder / open_copy.PACKAGE
        open_copy.write_package(package, info.name, now.isoformat(timespec="seconds"), written, sample=info.sample)
        made = f"{now.day} {now:%B %Y}"
        open_copy.write_readme(self.folder / open_copy.README, info.name, made, written)
        return Exported(folder=str(self.folder), tables=tuple(written), files=tuple(self.files))

    def _table(self, table: ExportTable, rows: Iterable[Sequence[object]]) -> WrittenTable:
        from sfph_desktop.core.interchange.csv_out import write_csv

        path = self.folder / table.path
        count = write_csv(path, [column.name for column in table.columns], rows)
        with path.open("rb") as read:
            digest = sha256()
            while block := read.read(1 << 20):
                digest.update(block)
        return WrittenTable(table=table, rows=count, size=path.stat().st_size, digest=digest.hexdigest())

    def _sheet(self, connection: Connection, sheet: SheetSpec, known: Mapping[tuple[str, str], str]) -> WrittenTable:
        """One sheet of the workbook, as the import takes it back."""
        from sfph_desktop.core.interchange import open_copy
        from sfph_desktop.core.store.queries.records import listing

        found = listing(connection, sheet.name, self.office.clock.today())
        wanted = [found.columns.index(column.name) for column in sheet.columns]
        columns = [
            ExportColumn(name=one.name, kind=one.kind, meaning=one.help, needed=one.needed) for one in sheet.columns
        ]
        rows: list[list[object]] = [[row[place] for place in wanted] for row in found.rows]
        if sheet.item_columns:
            answers = [str(row[found.columns.index("answers")] or "").split() for row in found.rows]
            width = max(map(len, answers), default=0)
            columns += [ExportColumn(name=f"item_{n + 1}", kind="number", meaning="An answer.") for n in range(width)]
            for row, given in zip(rows, answers, strict=True):
                row += [None if one == "-" else Decimal(one) for one in given] + [None] * (width - len(given))
        for place, one in enumerate(sheet.columns):
            said = _AS_WORDS.get((sheet.name, one.name), ("no", "yes") if one.kind == "yes_no" else ())
            for row in rows if said else ():
                kept = row[place]
                row[place] = said[kept] if isinstance(kept, int) else kept
        table = ExportTable(name=sheet.name, folder=WORKBOOK, meaning=sheet.help, columns=tuple(columns))
        return self._table(open_copy.explained(table, known), rows)

    def _without_files(self, table: ExportTable, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The rows, with what is no text written as a file and named in its place."""
        places = [place for place, column in enumerate(table.columns) if column.kind in {"file", "json"}]
        if not places:
            yield from rows
            return
        for row in rows:
            cells = list(row)
            for place in places:
                if isinstance(cells[place], bytes):
                    kept = _opened(table.name, table.columns[place].name, cells[place])
                    cells[place] = kept if isinstance(kept, str) else self._file(f"{table.name}-{row[0]}", *kept)
            yield tuple(cells)

    def _file(self, name: str, content: bytes, ending: str) -> str:
        folder = self.folder / FILES
        folder.mkdir(exist_ok=True)
        path = f"{FILES}/{name}{ending}"
        (self.folder / path).write_bytes(content)
        self.files.append(path)
        return path


def _opened(table: str, column: str, content: bytes) -> str | tuple[bytes, str]:
    """What is kept as bytes, as words for the cell or as a file with its ending."""
    from sfph_desktop.core.interchange import facts_packed, impact_json
    from sfph_desktop.core.interchange.plain_values import plain

    if (table, column) == ("figures", "records"):
        return json.dumps({kind: list(ids) for kind, ids in impact_json.unpack_records(content).ids.items()})
    openers: dict[str, Callable[[bytes], Any]] = {
        "snapshots": impact_json.as_kept,
        "kept_facts": lambda kept: plain(facts_packed.unpack_facts(kept)),
    }
    if table in openers:
        return json.dumps(openers[table](content), ensure_ascii=False, default=list).encode(), ".json"
    if content.startswith(b"PK"):
        return content, ".zip"
    with suppress(ValueError):
        json.loads(content)
        return content, ".json"
    return content, ".bin"
