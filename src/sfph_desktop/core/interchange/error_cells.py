"""Which cells of a workbook show an error (#DIV/0!, #N/A): the spreadsheet parser gives them as empty ones.

Run in the confined child. A part is searched for the mark of an error first, which costs next to nothing; only where
one is found is its XML walked through. A declaration of entities is refused: no spreadsheet program writes any.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from sfph_desktop.core.interchange.caps import Refused

ERRORS = re.compile(r"#(?:N/A|[A-Z_]+[!?]|DIV/0!)|Err:\d{3}", re.ASCII)
"""How spreadsheets write an error."""
UNNAMED = "#ERROR!"
Place = tuple[int, int]
"""Row and column, both from 0."""

_CHUNK = 1 << 20
_XLSX_MARK = re.compile(rb"""\bt\s*=\s*["']e["']""")
_ODS_MARK = re.compile(rb""":value-type\s*=\s*["']error["']|<text:p>\s*(?:#[A-Z/0-9]+[!?A]|Err:\d)""")
_MOST_ERRORS = 2_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)


def error_cells(path: Path, form: str) -> Callable[[str], Mapping[Place, str]]:
    """Gives, by the name of a sheet, its cells that show an error, with what they show.

    Raises Refused for a part that cannot be walked through, though the parser may have read it.
    """
    if form == "ods":
        found = _of_document(path)
        return lambda name: found.get(name, {})
    parts = _parts(path)
    return lambda name: _of_sheet(path, parts[name]) if name in parts else {}


def _parts(path: Path) -> dict[str, str]:
    """The member of the archive that holds each worksheet, by the sheet's name; never used as a path on the disk."""
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(tag: str, found: dict[str, str]) -> None:
        if tag == "sheet" and "name" in found:
            sheets[found["name"]] = found.get("id", "")

    def target(tag: str, found: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[found.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", found.get("Target", ""))).strip("/")

    with zipfile.ZipFile(path) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        for member, start in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", target)):
            if member in names:
                _walk(_chunks(archive, names[member]), start)
    return {
        name: names[targets[own].casefold()] for name, own in sheets.items() if targets.get(own, "").casefold() in names
    }


def _of_sheet(path: Path, member: str) -> dict[Place, str]:
    with zipfile.ZipFile(path) as archive:
        if not _marked(_chunks(archive, member), _XLSX_MARK):
            return {}
        walk = _SheetWalk()
        _walk(_chunks(archive, member), walk.start, walk.end, walk.text)
    return walk.found


class _SheetWalk:
    """Goes through a worksheet's cells; those of the type `e` are kept."""

    def __init__(self) -> None:
        self.found: dict[Place, str] = {}
        self._row = self._column = -1
        self._in_error = self._in_value = False
        self._said: list[str] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "row":
            self._row = int(given["r"]) - 1 if given.get("r", "").isdecimal() else self._row + 1
            self._column = -1
        elif tag == "c":
            self._column += 1
            place = _REFERENCE.fullmatch(given.get("r", ""))
            if place:
                self._column = _column_number(place[1])
            self._in_error, self._said = given.get("t") == "e", []
        elif tag == "v":
            self._in_value = self._in_error

    def text(self, piece: str) -> None:
        if self._in_value:
            self._said.append(piece)

    def end(self, tag: str) -> None:
        if tag == "v":
            self._in_value = False
        elif tag == "c" and self._in_error:
            _keep(self.found, (self._row, self._column), "".join(self._said))
            self._in_error = False


def _of_document(path: Path) -> dict[str, dict[Place, str]]:
    """By sheet, the errors of an OpenDocument spreadsheet: cells marked so, or formulas whose text is an error."""
    with zipfile.ZipFile(path) as archive:
        if not _marked(_chunks(archive, "content.xml"), _ODS_MARK):
            return {}
        walk = _DocumentWalk()
        _walk(_chunks(archive, "content.xml"), walk.start, walk.end, walk.text)
    return walk.sheets


class _DocumentWalk:
    def __init__(self) -> None:
        self.sheets: dict[str, dict[Place, str]] = {}
        self._name = ""
        self._row = self._column = 0
        self._repeated = self._wide = 1
        self._could = self._certain = False
        self._said: list[str] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self._name, self._row = given.get("name", ""), 0
        elif tag == "table-row":
            self._repeated, self._column = _repeat(given, "number-rows-repeated"), 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._wide = _repeat(given, "number-columns-repeated")
            self._certain = given.get("calcext:value-type") == "error"
            self._could, self._said = self._certain or "formula" in given, []

    def text(self, piece: str) -> None:
        if self._could:
            self._said.append(piece)

    def end(self, tag: str) -> None:
        if tag == "table-row":
            self._row += self._repeated
        elif tag in ("table-cell", "covered-table-cell"):
            said = "".join(self._said).strip()
            if self._certain or (self._could and ERRORS.fullmatch(said)):
                own = self.sheets.setdefault(self._name, {})
                for row in range(self._row, self._row + min(self._repeated, 1000)):
                    for column in range(self._column, self._column + min(self._wide, 100)):
                        _keep(own, (row, column), said)
            self._column += self._wide
            self._could = self._certain = False


def _keep(found: dict[Place, str], place: Place, said: str) -> None:
    if len(found) >= _MOST_ERRORS:
        raise Refused("More cells of it show an error than a table has.")
    found[place] = said if ERRORS.fullmatch(said) else UNNAMED


def _repeat(given: dict[str, str], name: str) -> int:
    said = given.get(name, "1")
    return int(said) if said.isdecimal() and len(said) < 8 else 1


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _chunks(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _marked(chunks: Iterator[bytes], mark: re.Pattern[bytes]) -> bool:
    """Whether the mark occurs, across the edges of chunks too."""
    tail = b""
    for chunk in chunks:
        if mark.search(tail + chunk):
            return True
        tail = chunk[-80:]
    return False


def _walk(
    chunks: Iterator[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse XML piece by piece; tags and attributes come without their prefix, but `calcext:value-type` with it."""
    parser = expat.ParserCreate()

    def entity(*_: object) -> None:
        raise Refused("It declares entities, which no spreadsheet program writes.")

    def started(tag: str, given: dict[str, str]) -> None:
        start(_bare(tag), {name if name.startswith("calcext:") else _bare(name): said for name, said in given.items()})

    parser.EntityDeclHandler = entity
    parser.StartElementHandler = started
    if end is not None:
        parser.EndElementHandler = lambda tag: end(_bare(tag))
    if text is not None:
        parser.CharacterDataHandler = text
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
