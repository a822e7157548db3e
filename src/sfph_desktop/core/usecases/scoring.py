"""Score answers without a store: one form, or every row of a CSV file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.caps import cells_up_to

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.toolkit.answers import Answers

LARGEST_FILE = 64 * 2**20
LONGEST_CELL = 100_000
"""In characters; an answer in words is the longest cell that a form gives."""
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
ITEM = re.compile(r"(item|weight)_([1-9][0-9]{0,2})")
GOALS_TWICE = "mean_of_differences"
"""An instrument with this score compares goals with themselves: its file holds two forms in a row."""

Plain = float | int | str | None
Scored = Plain | list[Plain]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRow:
    """One row of a file of answers: every score by its id, or why the row was refused."""

    row: int = 0
    """Counted from 1, the heading not counted."""
    scores: dict[str, Scored] = field(default_factory=dict)
    error: str | None = None


def score_answers(instrument: Instrument, answers: Answers) -> dict[str, float | str | None]:
    """Every score of one form, None where no score may be given; UserCanFix naming the item for a wrong answer."""
    from sfph_desktop.core.toolkit.scoring import score

    found = score(instrument, answers)
    return {name: found[name] for name in printed(instrument)}


def score_file(library: Library, instrument_id: str, path: Path) -> tuple[ScoredRow, ...]:
    """Every row of a CSV file with columns item_1 to item_n (blank: not answered); other columns are passed over.

    Goal Attainment Scaling may have weight_1 to weight_n as well. For Goal-Based Outcomes item_1 to item_3 are the
    first ratings and item_4 to item_6 the last. A row that cannot be scored is given back with its error and no
    scores. UserCanFix when there is no such instrument, when it is not scored here, or when the file cannot be read.
    """
    from sfph_desktop.core.toolkit.scoring import must_be_scored

    instrument = library.instrument(instrument_id)
    must_be_scored(instrument)
    forms = [form(cells) for cells in answer_rows(read_text(path), path.name)]
    together = [place for place, found in enumerate(forms) if isinstance(found, Form) and found.ordinary(instrument)]
    scored = score_together(instrument, [forms[place].items for place in together])  # type: ignore[union-attr]
    rows = dict(zip(together, scored, strict=True))
    rows |= {place: score_alone(instrument, found) for place, found in enumerate(forms) if place not in rows}
    return tuple(replace(rows[place], row=place + 1) for place in range(len(forms)))


Cells = dict[tuple[str, int], str]
"""The filled cells of a row, by kind of column (item, weight) and its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One row of the file as numbers."""

    items: list[float | None]
    weights: list[float | None]

    def ordinary(self, instrument: Instrument) -> bool:
        """No weights and one form only: scored together with the rest of the file."""
        return not self.weights and len(self.items) <= len(instrument.items)


def form(cells: Cells) -> Form | UserCanFix:
    """One row as numbers, or why it holds none."""
    try:
        return Form(items=numbers(cells, "item"), weights=numbers(cells, "weight"))
    except UserCanFix as refusal:
        return refusal


def score_together(instrument: Instrument, forms: Sequence[list[float | None]]) -> list[ScoredRow]:
    """Many forms at once: those with a wrong answer refused, the rest scored."""
    from sfph_desktop.core.toolkit.scoring import refused_rows, score_all

    width = len(instrument.items)
    padded = [items + [None] * (width - len(items)) for items in forms]
    wrong = refused_rows(instrument, list(zip(*padded, strict=True)))
    good = [items for place, items in enumerate(padded) if place not in wrong]
    found = score_all(instrument, list(zip(*good, strict=True)) if good else [[] for _ in range(width)])
    kept = {name: iter(values) for name, values in found.items() if name in printed(instrument)}
    return [
        ScoredRow(error=str(wrong[place]))
        if place in wrong
        else ScoredRow(scores={n: tidy(next(v)) for n, v in kept.items()})
        for place in range(len(padded))
    ]


def score_alone(instrument: Instrument, found: Form | UserCanFix) -> ScoredRow:
    """A form with something of its own: weights, a second form beside the first, or a reason to refuse it."""
    from sfph_desktop.core.toolkit.scoring import score, score_pair

    if isinstance(found, UserCanFix):
        return ScoredRow(error=str(found))
    wanted = len(instrument.items)
    scores: dict[str, Scored] = {}
    try:
        if any(output.op == GOALS_TWICE for output in instrument.outputs):
            pair = score_pair(instrument, found.items[:wanted], found.items[wanted:])
            scores |= {
                name: [tidy(v) for v in value] if isinstance(value, tuple) else tidy(value)
                for name, value in pair.items()
            }
        else:
            single = score(instrument, found.items, weights=found.weights or None)
            scores |= {name: tidy(single[name]) for name in printed(instrument)}
    except UserCanFix as refusal:
        return ScoredRow(error=str(refusal))
    return ScoredRow(scores=scores)


def printed(instrument: Instrument) -> tuple[str, ...]:
    """The scores an instrument prints: all but the ratings kept for later comparison."""
    return tuple(output.id for output in instrument.outputs if output.op != "rating")


def numbers(cells: Cells, kind: str) -> list[float | None]:
    """The numbers of one kind of column in order, None where blank; UserCanFix for a cell that is no number."""
    last = max((place for found, place in cells if found == kind), default=0)
    row: list[float | None] = [None] * last
    for (found, place), cell in cells.items():
        if found == kind:
            if not NUMBER.fullmatch(cell):
                raise UserCanFix(what=f"{kind}_{place}: '{cell[:40]}' is not a number.", do="Give the answer's number.")
            row[place - 1] = float(cell)
    return row


def tidy(value: float | str | None) -> Plain:
    """Whole numbers without their `.0`."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def answer_rows(text: str, name: str) -> Iterator[Cells]:
    """The filled cells of each row; UserCanFix when the file has no item columns, one twice, or is no table."""
    first_line = text.partition("\n")[0]
    separator = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        with cells_up_to(LONGEST_CELL):
            heading = [ITEM.fullmatch(cell.strip().casefold()) for cell in next(reader, [])]
            places = [(match[1], int(match[2])) if match else None for match in heading]
            must_have_items(places, name)
            for row in reader:
                # With one column an empty line is a question not answered; with several it is nothing at all.
                if row or len(places) == 1:
                    yield filled(row, places)
    except csv.Error as error:
        raise UserCanFix(what=f"{name} cannot be read as a table.", why=str(error), do="Save it as CSV.") from None


def must_have_items(places: Sequence[tuple[str, int] | None], name: str) -> None:
    """Raises UserCanFix when no column is an item, or one is there twice."""
    known = [place for place in places if place]
    if not any(kind == "item" for kind, _ in known):
        raise UserCanFix(
            what=f"{name} has no column item_1.", do="The first line holds the headings item_1, item_2 and so on."
        )
    for kind, place in known:
        if known.count((kind, place)) > 1:
            raise UserCanFix(what=f"{name} has the column {kind}_{place} twice.", do="Keep one of them.")


def filled(row: Sequence[str], places: Sequence[tuple[str, int] | None]) -> Cells:
    """The cells of a row that hold something, by their column; what stands beyond the headings has no column."""
    return {place: cell.strip() for place, cell in zip(places, row, strict=False) if place and cell.strip()}


def read_text(path: Path) -> str:
    """The text of a file: UTF-8 with or without BOM, UTF-16 with one, else Windows-1252."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UserCanFix(what=f"{path.name} is too large.", do="Split it: up to 64 MB are read at once.")
        content = path.read_bytes()
    except OSError as error:
        raise UserCanFix(
            what=f"{path} cannot be read.", why=error.strerror or "", do="Check the name of the file."
        ) from None
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserCanFix(what=f"{path.name} holds no text.", do="Save it as CSV in UTF-8.")
