"""What a sheet is: a sheet of the workbook, a register with dates across, answers, or something with another home."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.sheet_plans import ATTENDED, FIRST_DAY, REGISTER, SheetPlan
from sfph_desktop.core.domain.workbook import SHEETS
from sfph_desktop.core.interchange.answer_headings import Questionnaires
from sfph_desktop.core.interchange.column_guess import Guess, guess
from sfph_desktop.core.interchange.column_values import Values
from sfph_desktop.core.interchange.headers import is_kind, key, kind_by_name
from sfph_desktop.core.interchange.heading_times import WEEKS, day_said
from sfph_desktop.core.interchange.heading_words import SAYS_LITTLE
from sfph_desktop.core.interchange.reader import Grid
from sfph_desktop.core.interchange.register_marks import is_mark
from sfph_desktop.core.interchange.sheet_shape import Table
from sfph_desktop.core.interchange.targets import has_identity

LEAST_DAYS = 3
_WHO = frozenset(
    ("people.person_ref", "people.full_name", "people.given_name", "people.family_name", "people.known_as")
)
_NAMED = frozenset(("people.full_name", "people.given_name", "people.family_name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A file or sheet that holds no records of this program, and where to go with it."""

    what: str
    where: str


FORM = Pointer(
    what="a questionnaire form (XLSForm): questions, and no answers",
    where="Bring it in as a questionnaire of your own, under Measures. Its answers come in here as an export.",
)
SURVEY = Pointer(
    what="the questions of a survey, and no answers",
    where="Make it a questionnaire of your own, under Measures. Its answers come in here.",
)
DIRECTORY = Pointer(
    what="a directory of services (Open Referral)",
    where="Bring it in as partners. It holds organisations and no people.",
)
CHARITIES = Pointer(
    what="a register of charities",
    where="It holds organisations and no people. Those you work with belong among the partners.",
)
_DIRECTORY_NAMES = frozenset(
    "organizations services locations service_at_locations schedules phones addresses taxonomy_terms taxonomies "
    "attributes contacts languages programs organization_identifiers accessibility service_areas cost_options "
    "required_documents funding metadata".split()
)


def form_among(names: Sequence[str], headings: Mapping[str, Sequence[str]]) -> bool:
    """Whether the sheets of a file are those of an XLSForm."""
    survey = next((name for name in names if name.strip().casefold() == "survey"), None)
    if survey is None:
        return False
    heads = {key(re.split(r"::?", heading)[0]) for heading in headings[survey]}
    return {"type", "name"} <= heads and bool({"label", "hint", "calculation"} & heads)


def pointer_of(name: str, headings: Sequence[str]) -> Pointer | None:
    """Where a sheet belongs that holds no records of this program; None for one that may hold some."""
    heads = {key(heading) for heading in headings}
    if {"section", "question", "type"} <= heads or {"question", "type", "options"} <= heads:
        return SURVEY
    if {"charitynumber", "charityname"} <= heads or {"charitynumber", "charitystatus"} <= heads:
        return CHARITIES
    ids = sum(heading.strip().endswith("_id") or heading.strip() == "id" for heading in headings)
    if name.strip().casefold() in _DIRECTORY_NAMES and "id" in heads and (ids >= 2 or "alternatename" in heads):
        return DIRECTORY
    return None


def days_across(table: Table) -> int:
    """How many columns are headed by a day."""
    return sum(day is not None for day in table.dates)


def best_guess(table: Table, values: Sequence[Values], known: Questionnaires, kind: str = "") -> Guess | None:
    """The kind of sheet that a table is most likely, with its columns; None when it is like none. `kind`: told."""
    if kind:
        return guess(table, values, kind, known)
    name = table.grid.name
    if days_across(table) >= LEAST_DAYS and not _is_answers(table):
        found = guess(table, values, REGISTER, known)
        if found.found & _WHO and _marked(table, values):
            return found
    exact = is_kind(name)
    tries = [guess(table, values, spec.name, known) for spec in SHEETS]
    good = [one for one in tries if whole(one) and _telling(one, table)]
    if exact:
        found_exact = next((one for one in good if one.kind == exact), None)
        if found_exact is not None:
            return found_exact
    if _is_grants(table):
        return next((one for one in tries if one.kind == "contracts"), None)
    if _is_impact_map(table):
        return next((one for one in tries if one.kind == "value_lines"), None)
    if not good:
        return None
    hint = kind_by_name(name)
    return max(good, key=lambda one: (_weight(one) + (4 if one.kind == hint else 0), one.points))


def whole(one: Guess) -> bool:
    """Whether the columns are enough to make records of, with what a person may still say beside them."""
    return _enough(one.kind, one.found)


def whole_plan(plan: SheetPlan) -> bool:
    """Whether a plan can be carried out, as it stands."""
    if plan.kind == REGISTER and FIRST_DAY in plan.fixed and day_said(plan.fixed[FIRST_DAY]) is None:
        return False
    return bool(plan.kind) and _enough(plan.kind, frozenset(c.target for c in plan.columns if c.target))


def _enough(kind: str, found: frozenset[str]) -> bool:
    if has_identity(kind) and not found & _WHO:
        return False
    if kind == "people":
        return bool(found & _NAMED) or {"people.person_ref", "people.date_of_birth"} <= found
    if kind == "episodes":
        return "episodes.start_date" in found
    if kind == "assessments":
        answers = [name for name in found if re.search(r"\.(?:item_\d+|score)$", name)]
        return bool(answers) and any(name.endswith(".date") for name in found)
    if kind == "attendance":
        return bool(found & {"sessions.date", "sessions.session_ref"})
    if kind == "sessions":
        return "sessions.date" in found and bool(
            found & {"sessions.session_ref", "sessions.service", "sessions.activity"}
        )
    if kind == "events":
        return {"events.date", "events.event_type"} <= found
    if kind == REGISTER:
        return ATTENDED in found
    spec = next(spec for spec in SHEETS if spec.name == kind)
    return all(f"{kind}.{column.name}" in found for column in spec.columns if column.needed)


def _telling(one: Guess, table: Table) -> bool:
    """Whether the columns that were found tell what the sheet is: two of them by more than a word of any list."""
    filled = [column for column in one.columns if column.examples or column.target]
    found = [column for column in filled if column.target]
    telling = sum(key(column.heading) not in SAYS_LITTLE or column.sure == "likely" for column in found)
    if one.kind == "people" and "people.date_of_birth" in one.found and one.found & _NAMED:
        telling += 1  # a name says little, and who is born on a day is a person: No., Name, DOB, Joined
    if _is_answers(table) or _hangs_on_answers(table):
        return telling >= 2 and one.kind in ("assessments", "attendance", "events")
    least = 0.5 if not has_identity(one.kind) else 0.34
    return telling >= 2 and len(found) >= least * len(filled)


def _weight(one: Guess) -> float:
    """How much a sheet is of a kind: what only this kind has counts more than who a row is about."""
    # Who came is told with the session they came to: its day and service are of this kind as much as of the other.
    own_of = ("attendance.", "sessions.") if one.kind == "attendance" else (f"{one.kind}.",)
    own = sum(column.target.startswith(own_of) for column in one.columns)
    shared = sum(bool(column.target) for column in one.columns) - own
    if one.kind == "people":
        named = len(one.found & _NAMED)
        return 1.0 * own + 0.8 * shared + named
    return 1.5 * own + 0.7 * shared


def _marked(table: Table, values: Sequence[Values]) -> bool:
    """Whether what stands under the days is marks, or small numbers; under weeks and months, marks alone."""
    if table.by:
        signs = [word for place, day in enumerate(table.dates) if day for word, _ in values[place].common]
        if not signs or sum(map(is_mark, signs)) < 0.7 * len(signs):
            return False
        if table.by == WEEKS and sum(word.isdecimal() and word not in ("0", "1") for word in signs) > 0.5 * len(signs):
            return False  # scores of several weeks
    under = [values[place] for place, day in enumerate(table.dates) if day is not None]
    filled = [one for one in under if one.filled]
    if not filled:
        return False
    short = sum((one.longest <= 20 and one.different <= 0.9) or one.filled <= 3 for one in filled)
    return short >= 0.7 * len(filled)


def _is_answers(table: Table) -> bool:
    heads = {key(heading) for heading in table.headings}
    return bool(heads & {"uuid", "metainstanceid"}) and bool(heads & {"submissiontime", "submissiondate"})


def _hangs_on_answers(table: Table) -> bool:
    return bool({heading.casefold() for heading in table.headings} & {"_parent_index", "parent_key"})


def repeat_name(table: Table) -> str:
    """What a form calls the repeat that a sheet holds: ODK's file `review-visits` and KoBo's sheet `visits` are one.

    So the same visits of the same submissions meet when both exports come in. Blank where the sheet is no repeat.
    """
    return table.grid.name.rpartition("-")[2] if _hangs_on_answers(table) else ""


def _is_grants(table: Table) -> bool:
    heads = {key(heading) for heading in table.headings}
    return "amountawarded" in heads and bool(heads & {"fundingorgname", "recipientorgname"})


def _is_impact_map(table: Table) -> bool:
    heads = {re.sub(r"percent$", "", key(heading)) for heading in table.headings}
    return len(heads & {"deadweight", "attribution", "displacement", "dropoff"}) >= 3 and bool(
        heads & {"outcome", "outcomes", "theoutcomes", "indicator"}
    )


# --- repeats: the sheets of a form's export that hang on another ------------------------------------------------------

_KEYS = (("_index", "_parent_index"), ("key", "parent_key"), ("_id", "_submission__id"), ("_uuid", "_submission__uuid"))


def joined_repeats(grids: Sequence[Grid]) -> list[Grid]:
    """The sheets of a form's export, each repeat with the columns of the form it hangs on that say who it is about."""
    from sfph_desktop.core.interchange.reader import ColumnRows

    heads = {grid.name: [str(cell).strip() for cell in grid.rows[0]] if len(grid.rows) else [] for grid in grids}
    joined = []
    for grid in grids:
        found = _parent(grid, grids, heads)
        if found is None:
            joined.append(grid)
            continue
        parent, own, theirs = found
        rows_of = {_plain(cell): row for row, cell in enumerate(parent.rows.columns[theirs]) if row}
        columns = list(grid.rows.columns)
        for place, heading in enumerate(heads[parent.name]):
            if re.search(r"(?:^|[/_-])(?:ref|id|no|number|code|name|client|member|person|dob)s?(?:[/_-]|$)",
                         re.sub(r"^_.*", "", heading), re.IGNORECASE):  # fmt: skip
                theirs_cells = parent.rows.columns[place]
                under = [rows_of.get(_plain(cell)) for cell in grid.rows.columns[own][1:]]
                cells = [None if row is None else theirs_cells[row] for row in under]
                columns.append([f"{parent.name}: {heading}", *cells])
        joined.append(Grid(name=grid.name, rows=ColumnRows(columns), first_row=grid.first_row))
    return joined


def _parent(grid: Grid, grids: Sequence[Grid], heads: Mapping[str, Sequence[str]]) -> tuple[Grid, int, int] | None:
    mine = [heading.casefold() for heading in heads[grid.name]]
    for theirs, own in _KEYS:
        if own not in mine:
            continue
        for other in grids:
            named = [heading.casefold() for heading in heads[other.name]]
            if other is not grid and theirs in named and own not in named:
                return other, mine.index(own), named.index(theirs)
    return None


def _plain(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()
