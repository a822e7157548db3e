"""Any spreadsheet in: .xlsx, .xls, .ods, .csv, a .zip or a folder of .csv files, parsed by a confined child process.

This side looks only at a file's ending, size and first bytes. Whatever happens to the child (a crash, a kill, a clock
that runs out, an answer that is no answer), it becomes one `UserCanFix` with the file and what would be accepted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import overload

from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.domain.workbook import SHEET_NAMES, Cell
from sfph_desktop.core.interchange.caps import ACCEPTED, LOCKED, MB, Caps

CHILD_OPTION = "--read-spreadsheet"
"""What a bundled program is started with to act as the reading child."""

LOOK_SECONDS = 0.02
"""How often a reading child is looked at, and cancelling is possible."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OLD = "It is an old Excel file, but ends in {}. Rename it to end in .xls, or save it as .xlsx."
_FORMS = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".ods": "ods", ".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xls": "xls",
    ".zip": "zip",
}  # fmt: skip
TABLES = ("xlsx", "ods", "xls", "zip")
"""Forms whose tables have names of their own."""


class ColumnRows(Sequence[Sequence[Cell]]):
    """Rows kept as columns: row i is made when it is asked for; `columns` are what the import works on."""

    __slots__ = ("_height", "columns")

    def __init__(self, columns: Sequence[Sequence[Cell]]) -> None:
        self.columns = tuple(columns)
        self._height = len(self.columns[0]) if self.columns else 0

    def __len__(self) -> int:
        return self._height

    @overload
    def __getitem__(self, index: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> ColumnRows: ...
    def __getitem__(self, index: int | slice) -> tuple[Cell, ...] | ColumnRows:
        if isinstance(index, slice):
            return ColumnRows([column[index] for column in self.columns])
        if not -self._height <= index < self._height:
            raise IndexError(index)
        return tuple(column[index] for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet as it lies in the file, headings not yet found."""

    name: str
    rows: ColumnRows
    first_row: int = 1
    """The number the spreadsheet gives the first of the rows."""
    titles: tuple[str, ...] = ()
    """What stands above the table, where that is not among the rows."""
    notes: tuple[str, ...] = ()
    """What a person should know of how the table was cut out of its sheet."""
    turned: bool = False
    """Rows and columns have changed places: every row lies across the sheet, a column is one of its lines."""
    as_it_lies: Grid | None = None
    """Of a turned one: the table as it lies in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file holds."""

    grids: tuple[Grid, ...]
    form: str
    """xlsx, ods, xls, csv, zip or folder."""
    not_read: tuple[str, ...] = ()
    """Names in a folder that are no sheet of the workbook."""


@dataclass(slots=True)
class _Growing:
    """A sheet whose blocks are still coming in."""

    name: str
    first_row: int
    height: int = 0
    columns: list[list[Cell]] = field(default_factory=list)

    def take(self, block: dict[str, object], days: dict[int, date]) -> None:
        """Add a block of rows, in the child's form."""
        rows, columns = int(block["rows"]), list(block["columns"])  # type: ignore[call-overload]
        while len(self.columns) < len(columns):
            self.columns.append([None] * self.height)
        self.height += rows
        for own, (mark, values) in zip(self.columns, columns, strict=False):
            own.extend(_decoded(mark, values, days))
        for own in self.columns[len(columns) :]:
            own.extend([None] * rows)
        if any(len(own) != self.height for own in self.columns):
            raise ValueError("columns of different length")


def _decoded(mark: str, values: list[Cell], days: dict[int, date]) -> list[Cell]:
    if mark == "p":
        return values
    if mark == "d":
        for day in set(values) - days.keys() - {None}:
            days[day] = from_day(day)  # type: ignore[arg-type, index]
        return [None if day is None else days[day] for day in values]  # type: ignore[index]
    return [from_day(cell["d"]) if isinstance(cell, dict) else cell for cell in values]


def read(path: Path, *, sheet: str = "", caps: Caps | None = None, progress: Progress = silent) -> Reading:
    """Every sheet of a file, or only the one named `sheet`.

    Raises UserCanFix, with the file and what would be accepted, for whatever cannot be read.
    """
    caps = caps or Caps()
    path = path.absolute()
    form, files, not_read = _look(path, caps)
    before = _stamps(path, files)
    size = sum(length for length, _ in before)
    progress(0, 1, f"Reading {path.name}")
    lines = ask_child(path, _request(form, files, sheet, caps, size), caps.time_for(size), progress)
    if _stamps(path, files) != before:
        raise unreadable(path, "It was changed while it was read.", "the file once it is saved and closed")
    grids = _grids(path, lines)
    if sheet and form in TABLES and not grids:
        raise unreadable(path, f"There is no sheet '{sheet}' in it.", "the name of a sheet of this file")
    return Reading(grids=grids, form=form, not_read=not_read)


def _stamps(path: Path, files: list[tuple[str, str]]) -> list[tuple[int, int]]:
    """Size and time of the last change of each file: a file that is being written has others a moment later."""
    try:
        found = [Path(file).stat() for _, file in files]
    except OSError:
        raise unreadable(path, "It was taken away while it was read.") from None
    return [(one.st_size, one.st_mtime_ns) for one in found]


def _look(path: Path, caps: Caps) -> tuple[str, list[tuple[str, str]], tuple[str, ...]]:
    """The form of a file, what to read as (sheet, path), and what lies in a folder unread."""
    try:
        if path.is_dir():
            return "folder", *_folder(path, caps)
        if not path.is_file():
            raise unreadable(path, "There is no such file.")
        with path.open("rb") as file:
            opening = file.read(8)
        size = path.stat().st_size
    except PermissionError:
        why = "Another program holds it, or it is not yours to read."
        raise unreadable(path, why, "the file once it is closed in the other program") from None
    except OSError as error:
        raise unreadable(path, f"The computer says: {error.strerror}.") from None
    if size > caps.file_size:
        raise unreadable(path, f"It is larger than {caps.file_size // MB} MB.", "a smaller file")
    return _form(path, opening), [(path.stem, str(path))], ()


def _form(path: Path, opening: bytes) -> str:
    """The form by the ending, provided that the first bytes do not contradict it."""
    form = _FORMS.get(path.suffix.casefold(), "")
    if opening.startswith(_OLE) and (form != "xls" or _is_locked(path)):
        raise unreadable(path, LOCKED if _is_locked(path) else _OLD.format(path.suffix or "no ending"))
    if not opening:
        raise unreadable(path, "It is empty.")
    if not form:
        raise unreadable(path, f"Files ending in '{path.suffix}' are not spreadsheets this program reads.")
    if form == "xls" and opening.startswith(_ZIP):
        return "xlsx"  # a new workbook under an old name
    if form == "csv" and opening.startswith(_ZIP):
        raise unreadable(path, f"It ends in {path.suffix}, but what is in it is something else: an Excel workbook "
                                "or an archive. Give it its own ending back: .xlsx, .ods or .zip.")  # fmt: skip
    begins = {"csv": not opening.startswith(_ZIP), "xls": opening.startswith(_OLE)}
    if not begins.get(form, opening.startswith(_ZIP)):
        raise unreadable(path, f"It ends in {path.suffix}, but what is in it is something else.")
    return form


def _is_locked(path: Path) -> bool:
    """Whether an Excel file is locked with a password: its contents are one encrypted part, named so."""
    with path.open("rb") as file:
        content = file.read()
    return "EncryptedPackage".encode("utf-16-le") in content


def _folder(folder: Path, caps: Caps) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """The .csv files of a folder that bear the name of a sheet; links and all else are left unread."""
    files, not_read = [], []
    for path in sorted(islice(folder.iterdir(), caps.members), key=lambda found: found.name.casefold()):
        name = path.stem.casefold()
        if path.suffix.casefold() == ".csv" and name in SHEET_NAMES and path.is_file() and not path.is_symlink():
            files.append((name, str(path)))
        elif path.suffix.casefold() == ".csv":
            not_read.append(path.name)
    if not files:
        raise unreadable(folder, "No .csv file in this folder has the name of a sheet.", ", ".join(SHEET_NAMES))
    if sum(Path(file).stat().st_size for _, file in files) > caps.file_size:
        raise unreadable(folder, f"Its files are larger than {caps.file_size // MB} MB together.", "smaller files")
    return files, tuple(not_read)


def _request(form: str, files: list[tuple[str, str]], sheet: str, caps: Caps, size: int) -> str:
    asked = {
        "form": {"csv": "csv", "folder": "csv", "zip": "zip", "xls": "xls"}.get(form, "workbook"),
        "files": files,
        "sheet": sheet,
        "caps": asdict(caps),
        "seconds": caps.time_for(size),
    }
    return json.dumps(asked)


def child_command() -> list[str]:
    """How the reading child is started: by this Python, or by the bundled program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_OPTION]
    # -P: a file called json.py in the folder we happen to stand in is not to be imported.
    return [sys.executable, "-P", "-m", "sfph_desktop.core.interchange.reader_child"]


def ask_child(path: Path, request: str, seconds: float, progress: Progress) -> list[bytes]:
    """The lines the child answers with; it is ended when the clock runs out or the person cancels."""
    child = subprocess.Popen(
        child_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    deadline = time.monotonic() + seconds
    try:
        # The child reads its request to the end before it does anything. `communicate` would forget what it has not
        # sent when its time runs out.
        _send(child, request.encode())
        while True:
            try:
                return child.communicate(timeout=LOOK_SECONDS)[0].splitlines()
            except subprocess.TimeoutExpired:
                if time.monotonic() > deadline:
                    raise unreadable(path, "Reading it took longer than a file of its size should.") from None
                progress(0, 1, f"Reading {path.name}")
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
        if child.stdout is not None:
            child.stdout.close()


def _send(child: subprocess.Popen[bytes], request: bytes) -> None:
    """Give the child its request; one that has ended already reads nothing of it."""
    if child.stdin is not None:
        with suppress(OSError), child.stdin:
            child.stdin.write(request)
        child.stdin = None


def _grids(path: Path, lines: list[bytes]) -> tuple[Grid, ...]:
    """The sheets that the child's lines hold; anything but a whole answer means that the file could not be read."""
    sheets: list[_Growing] = []
    days: dict[int, date] = {}
    last: dict[str, object] = {}
    try:
        for line in lines:
            last = dict(json.loads(line))
            if "sheet" in last:
                sheets.append(_Growing(str(last["sheet"]), int(last["row"])))  # type: ignore[call-overload]
            elif "rows" in last:
                sheets[-1].take(last, days)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        last = {}
    if "refused" in last:
        raise unreadable(path, str(last["refused"]))
    if not last.get("done"):
        raise unreadable(
            path,
            "It needs more memory or time than a table should, or it is damaged. Empty rows and columns far beyond the "
            "table can be the cause: delete them, or copy the table into a new file.",
        )
    return tuple(Grid(name=s.name, rows=ColumnRows(s.columns), first_row=s.first_row) for s in sheets)


def unreadable(path: Path, why: str, accepted: str = ACCEPTED) -> UserCanFix:
    """The one way to say that a file cannot be read: which, why, and what would be accepted."""
    return UserCanFix(
        what=f"'{path.name}' cannot be read.",
        why=why,
        do=f"Give {accepted}. Nothing was changed.",
        problems=(Problem(reason=why, accepted=accepted, file=path.name),),
    )
