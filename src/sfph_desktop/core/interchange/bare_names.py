"""A list of bare names: taken for people where nothing in the file says what its rows are, and said to be so taken.

A heading as `First name` speaks of people; under `Name` anything may stand that has one, so what stands there has to
look like whole names of people, and not like those of organisations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sfph_desktop.core.domain.sheet_plans import NOT_USED
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange import sheet_kinds
from sfph_desktop.core.interchange.answer_headings import Questionnaires
from sfph_desktop.core.interchange.column_guess import guess
from sfph_desktop.core.interchange.column_values import Values, look_at
from sfph_desktop.core.interchange.headers import key, kind_by_name
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.reader import Grid
from sfph_desktop.core.interchange.sheet_look import Looked, known_heading

NOTE = (
    "The sheet does not say what its rows are. What stands in it looks like names of people, so each row is taken for "
    "a person."
)
_NAMES = frozenset(("people.full_name", "people.given_name", "people.family_name", "people.known_as"))
_OF_PEOPLE = frozenset("fullname firstname givenname forename surname lastname familyname".split())
_LEAST, _MOST = 0.8, 0.1
"""So much of a column headed `Name` has to look like people, and no more than so much like organisations."""
_ORGANISATION = re.compile(
    r"\b(?:ltd|limited|cic|scio|plc|llp|council|trust|charity|foundation|association|society|federation|partnership"
    r"|cent(?:re|er)|club|group|team|project|service|services|surgery|practice|pharmacy|hospital|school|college"
    r"|university|nursery|library|church of|food ?bank|nhs|board|network|forum|committee|community|department|office"
    r"|company|shop|caf[eé]|hub|housing|volunteers|carers)\b",
    re.IGNORECASE,
)


_OTHERS = re.compile(
    r"(?<![a-z])(?:volunteers?|staff|employees?|workers?|teams?|trustees?|directors?|boards?|committees?|donors?|funders?"
    r"|suppliers?|partners?|referrers?|contacts?|tutors?|drivers?|sessional|commissioners?|organi[sz]ations?)(?![a-z])",
    re.IGNORECASE,
)
"""What names a list of people who are not those that are supported."""


def as_people(looked: Looked, known: Questionnaires, file: str) -> Looked | None:
    """The sheet read as people; None where it is no list of bare names, or something says what it is.

    `file`: the name of the file, which may say that they are staff or volunteers: nobody may count those as supported.
    """
    plan = looked.plan
    if plan.kind or plan.pointer or kind_by_name(plan.name) not in ("", "people"):
        return None
    said = (file, plan.name, *looked.table.grid.titles, *looked.table.headings, *_above(looked))
    if any(_OTHERS.search(words) for words in said):
        return None
    found = guess(looked.table, looked.values, "people", known)
    filled = [column for column in found.columns if looked.values[column.place].filled]
    named = [column for column in filled if column.target in _NAMES]
    if not named or not sheet_kinds.whole(found) or not all(one.target.startswith("people.") for one in filled):
        return None
    if not all(_of_people(one.heading, looked.values[one.place], looked.table.column(one.place)) for one in named):
        return None
    columns = tuple(
        replace(one, target=NOT_USED, sure="")
        if one.target == "people.person_ref" and _counts(looked.table.column(one.place))
        else replace(one, sure="likely" if one.target else "")
        for one in found.columns
    )
    return replace(looked, plan=replace(plan, kind="people", columns=columns, notes=(*plan.notes, NOTE)))


def _of_people(heading: str, values: Values, cells: Sequence[Cell]) -> bool:
    """Whether a column of names is one of people; a heading that is a name itself is the first of them, and none."""
    if key(heading) in _OF_PEOPLE:
        return True
    return (known_heading(heading) or not _is_name(heading)) and _like_people(values, cells)


def name_for_heading(grid: Grid, today: date) -> str:
    """The first name of a list that has no heading, and stands where one would; blank where that is not so."""
    filled = [column for column in grid.rows.columns if not all(map(is_empty, column))]
    if len(filled) != 1:
        return ""
    cells = [cell for cell in filled[0] if not is_empty(cell)]
    first = shown(cells[0]).strip()
    return first if len(cells) > 1 and _is_name(first) and _like_people(look_at(cells, today), cells) else ""


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether a column counts its rows: a number of this list, by which the next list means somebody else."""
    numbers = [shown(cell).strip().rstrip(".").removesuffix(".0") for cell in cells]
    return all(text.isdecimal() and int(text) - i == int(numbers[0]) for i, text in enumerate(numbers))


def _above(looked: Looked) -> list[str]:
    """What stands over the headings."""
    rows = looked.table.grid.rows
    return [shown(cell) for row in range(max(looked.table.heading, 0)) for cell in rows[row] if not is_empty(cell)]


def _like_people(values: Values, cells: Sequence[Cell]) -> bool:
    """Whether what stands in a column are whole names, each word with a capital, and few of them organisations."""
    words = [" ".join(shown(cell).split()) for cell in cells if not is_empty(cell)]
    large = sum(not _small(word) for word in words)
    organised = sum(bool(_ORGANISATION.search(word)) for word in words)
    whole = values.share("whole_name") + values.share("turned_name")
    return whole >= _LEAST and large >= _LEAST * len(words) and organised <= _MOST * len(words)


def _small(name: str) -> bool:
    """Whether the first or the last word begins with a small letter: `Tea bags`, but not `Ludwig van Beethoven`."""
    parts = re.sub(r"\(.*?\)", "", name).split() or [""]
    return any(part[:1].islower() for part in (parts[0], parts[-1]))


def _is_name(text: str) -> bool:
    return _like_people(look_at([text], date.min), [text])
