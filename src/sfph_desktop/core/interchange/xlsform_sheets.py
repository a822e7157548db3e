"""The sheets of an XLSForm as rows by heading, in one language; a heading that is there twice is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.reader import Grid, Reading

WORDED = ("label", "hint", "constraint_message")
"""Columns there may be of in several languages: label::English (en)."""
ENGLISH = re.compile(r"english|\(en\b|^en$", re.IGNORECASE)
_ALIASES = {"list name": "list_name", "caption": "label", "calculation": "calculation", "relevance": "relevant"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row: its cells by heading as text, and its number in the spreadsheet."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheets:
    """What an XLSForm is made of."""

    survey: tuple[FormRow, ...]
    choices: tuple[FormRow, ...]
    settings: Mapping[str, str]
    language: str
    """The language its words are in; blank where it has only one."""
    languages: tuple[str, ...]


def form_sheets(reading: Reading, name: str) -> FormSheets:
    """The sheets of a file, `name` being the file's. UserCanFix when it is no XLSForm or a heading is there twice."""
    grids = {grid.name.strip().casefold(): grid for grid in reading.grids}
    if "survey" not in grids:
        raise UserCanFix(
            what=f"'{name}' is not an XLSForm.",
            why="It has no sheet called survey.",
            do="Give the workbook that your form was made from, with the sheets survey and choices.",
        )
    settings = next(iter(_rows(grids["settings"], name, "")), None) if "settings" in grids else None
    kept = dict(settings.cells) if settings is not None else {}
    languages = _languages(grids["survey"])
    language = _chosen(languages, kept.get("default_language", ""))
    return FormSheets(
        survey=tuple(_rows(grids["survey"], name, language)),
        choices=tuple(_rows(grids["choices"], name, language)) if "choices" in grids else (),
        settings=kept,
        language=language,
        languages=languages,
    )


def said(cell: Cell) -> str:
    """A cell as its author reads it: whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _headings(grid: Grid) -> list[str]:
    return [said(cell) for cell in grid.rows[0]] if len(grid.rows) else []


def _parted(heading: str) -> tuple[str, str]:
    """A heading as its column and its language: `label::English (en)`, and `label:English` of older forms."""
    front, colon, language = heading.partition(":")
    plain = re.sub(r"\s+", " ", front.strip().casefold())
    column = _ALIASES.get(plain, plain.replace(" ", "_"))
    return column, language.lstrip(":").strip() if colon and column in WORDED else ""


def _languages(survey: Grid) -> tuple[str, ...]:
    found = dict.fromkeys(language for column, language in map(_parted, _headings(survey)) if column == "label")
    return tuple(found)


def _chosen(languages: Sequence[str], default: str) -> str:
    """English where there is any, else what the form itself begins with, else the first."""
    if not languages or "" in languages:
        return ""
    english = next((one for one in languages if ENGLISH.search(one)), "")
    return english or (default if default in languages else languages[0])


def _rows(grid: Grid, file: str, language: str) -> Iterator[FormRow]:
    """The rows that hold something. Of a column in several languages the chosen one, else any that has words."""
    headings = _headings(grid)
    _refuse_doubles(headings, grid, file)
    parted = [_parted(heading) for heading in headings]
    for place in range(1, len(grid.rows)):
        cells: dict[str, str] = {}
        row = [said(cell) for cell in grid.rows[place]]
        for (column, spoken), text in zip(parted, row, strict=False):
            if column and text and (spoken == language or not cells.get(column)):
                cells[column] = text
        if cells:
            yield FormRow(number=grid.first_row + place, cells=cells)


def _refuse_doubles(headings: Sequence[str], grid: Grid, file: str) -> None:
    squeezed = ["::".join(_parted(heading)) if heading else "" for heading in headings]
    for place, one in enumerate(squeezed):
        if one and squeezed.index(one) < place:
            raise UserCanFix(
                what=f"The heading '{headings[place]}' is there twice on the sheet {grid.name}.",
                why="Which of the two is meant cannot be known.",
                do="Take one of them out of the spreadsheet and try again. Nothing was changed.",
                problems=(
                    Problem(
                        reason="The heading is there twice",
                        accepted="each heading once",
                        file=file,
                        sheet=grid.name,
                        row=grid.first_row,
                        column=headings[place],
                    ),
                ),
            )
