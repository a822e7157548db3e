"""A first look into a sheet: what it is, which column is what, what it leaves unsaid: a plan that can be changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sfph_desktop.core.domain.contracts import INPUT_KINDS, ROUTES
from sfph_desktop.core.domain.sheet_plans import ATTENDED, FIRST_DAY, REGISTER, Asked, SheetPlan
from sfph_desktop.core.interchange import sheet_kinds
from sfph_desktop.core.interchange.answer_headings import Questionnaires
from sfph_desktop.core.interchange.column_guess import Guess, guess
from sfph_desktop.core.interchange.column_values import Values, look_at
from sfph_desktop.core.interchange.headers import key
from sfph_desktop.core.interchange.heading_times import MONTHS, WEEKS, day_said
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.reader import Grid
from sfph_desktop.core.interchange.register_marks import marks_in
from sfph_desktop.core.interchange.sheet_shape import Table, find_table
from sfph_desktop.core.interchange.targets import KINDS, group_of, targets

_CODES = ("99", "999", "-99", "-999", "98", "-9", "-1", "88", "77", "dnc", "dna", "d/k", "dk", "n/r", "nr", "missing",
          "refused", "not answered", "no answer", "declined")  # fmt: skip
LEAST_CODES = 5
"""A number stands for `not answered` when it is met so often; once or twice it may be a slip."""
_PLAIN_NAMES = re.compile(
    r"(?:sheet|table|data|list|clients?|members?|people|participants?|service ?users?|register|attendances?|"
    r"(?:jan|febr?)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"(?:octo?|nove?m?|dece?m?)(?:ber)?|week|term|"
    r"sign[ -]?in|export|responses?|answers?|results?|master|main|current|all|new|copy|final|v|tab|page|\W|\d)+",
    re.IGNORECASE,
)
_LIKE_A_DAY = re.compile(r"\d{1,2}\s*([/.-])\s*\d{1,2}\s*\1\s*(?:20)?\d{2}", re.ASCII)
PREVIEW = 8
"""So many real rows are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A sheet as looked at: its plan, and what the plan was made from."""

    plan: SheetPlan
    table: Table
    values: tuple[Values, ...]


def known_heading(heading: str) -> bool:
    """Whether a heading is a word for a column of some sheet of the workbook."""
    plain = key(heading)
    return bool(plain) and plain in _every_word()


_EVERY: set[str] = set()


def _every_word() -> set[str]:
    if not _EVERY:
        for kind in KINDS:
            for one in targets(kind):
                _EVERY.update(one.words)
    return _EVERY


def look_into(
    grid: Grid,
    known: Questionnaires,
    today: date,
    *,
    kind: str = "",
    heading_row: int = 0,
    file: str = "",
    first_day: str = "",
) -> Looked:
    """Look into one sheet. `kind`, `heading_row` (as the spreadsheet counts) and `first_day` are what a person says."""
    heading = heading_row - grid.first_row if heading_row else None
    table = find_table(grid, known_heading, today, heading=heading, hints=(file,), first_day=day_said(first_day))
    values = tuple(look_at(table.column(place), today) for place in range(len(table.headings)))
    plan = SheetPlan(
        name=grid.name,
        heading_row=table.number(table.heading) if table.heading >= 0 else 0,
        group_row=table.number(table.group) if table.group >= 0 else 0,
        rows=len(table.records),
        notes=grid.notes,
    )
    pointer = None if kind else sheet_kinds.pointer_of(grid.name, table.headings)
    found = None if pointer else sheet_kinds.best_guess(table, values, known, kind)
    if found is None:
        none = guess(table, values, "people", known)
        columns = tuple(replace(column, target="", sure="") for column in none.columns)
        plan = replace(plan, columns=columns)
        if pointer:
            plan = replace(plan, pointer=pointer.where, is_what=pointer.what)
        return Looked(plan=plan, table=table, values=values)
    plan = replace(
        plan,
        kind=found.kind,
        columns=found.columns,
        fixed=_fixed(found, table, file),
        marks=marks_in(table) if found.kind == REGISTER else {},
        notes=(*grid.notes, *((*_times_told(table), *_no_days(table)) if found.kind == REGISTER else ())),
        not_answered=_codes(found, values),
    )
    return Looked(plan=plan, table=table, values=values)


def _times_told(table: Table) -> tuple[str, ...]:
    """How headings that are no days are read."""
    if table.by == WEEKS and table.first_day is not None:
        day = f"{table.first_day:%A} {table.first_day.day} {table.first_day:%B %Y}"
        return (f"{table.first_heading} is taken to be {day}, and each of the others a week after the one before.",)
    if table.by == MONTHS:
        return ("The headings are months. The sheet does not say the days, so the first of each month is taken.",)
    return ()


def _no_days(table: Table) -> tuple[str, ...]:
    """Headings that are written as days but are in no calendar: what is under them would go without a word."""
    return tuple(
        f"'{heading}' is no day of the calendar: what is under it is left out. Correct the heading to bring it in."
        for place, heading in enumerate(table.headings)
        if table.dates[place] is None
        and _LIKE_A_DAY.fullmatch(heading.strip())
        and not all(is_empty(table.grid.rows.columns[place][row]) for row in table.records)
    )


# --- what a sheet does not say itself ---------------------------------------------------------------------------------


def asked(plan: SheetPlan, known: Questionnaires | None = None) -> tuple[Asked, ...]:
    """What the import needs to know beside the columns, as the plan stands."""
    found = {column.target for column in plan.columns if column.target}
    questions: list[Asked] = []
    if _needs_service(plan.kind, found):
        questions.append(Asked(name="service", question="Which service is this?", help="The sheet does not say."))
    if FIRST_DAY in plan.fixed:
        questions.append(
            Asked(name=FIRST_DAY, question="On which day was the first of these weeks?",
                  help="As 31/3/2025. The others are taken to be a week apart.")
        )  # fmt: skip
    if _needs_instrument(found):
        choices = () if known is None else known.choices
        guessed = "As the headings and the answers suggest." if plan.fixed.get("instrument") else ""
        questions.append(
            Asked(name="instrument", question="Which questionnaire are the answers of?", choices=choices,
                  help=guessed or "The headings do not say.")
        )  # fmt: skip
    if any(name.startswith("assessments.") for name in found) and not _dated(found):
        questions.append(Asked(name="date", question="On which day were they answered?", help="As 31/3/2025."))
    if "inputs.amount" in found and plan.kind == "value_lines":
        questions += [
            Asked(name="date_from", question="From which day on were the inputs spent?", needed=False),
            Asked(name="date_to", question="Up to which day?", needed=False),
        ]
    if plan.kind == "inputs" and "inputs.kind" not in found:
        kinds = tuple((name, name.replace("_", " ")) for name in INPUT_KINDS)
        questions.append(Asked(name="kind", question="What kind of input is it?", choices=kinds))
    if plan.kind == "contracts" and "contracts.route" not in found:
        routes = tuple((name, name) for name in ROUTES)
        questions.append(Asked(name="route", question="How did the money come?", choices=routes, needed=False))
    return tuple(questions)


def unanswered(plan: SheetPlan) -> tuple[Asked, ...]:
    """What is needed and not answered yet."""
    return tuple(one for one in asked(plan) if one.needed and not _answered(plan, one.name))


def _answered(plan: SheetPlan, name: str) -> bool:
    said = plan.fixed.get(name, "")
    return day_said(said) is not None if name == FIRST_DAY else bool(said)


def _needs_service(kind: str, found: set[str]) -> bool:
    if kind == REGISTER:
        return True
    if kind == "attendance":
        return not found & {"sessions.service", "sessions.session_ref"}
    if kind == "sessions":
        return "sessions.service" not in found
    return kind in ("people", "episodes") and "episodes.start_date" in found and "episodes.service" not in found


def _needs_instrument(found: set[str]) -> bool:
    answers = [name for name in found if name.startswith("assessments.") and re.search(r"\.(?:item_\d+|score)$", name)]
    if not answers or "assessments.instrument" in found:
        return False
    return any(not group_of(name).partition("@")[0] for name in answers)


def _dated(found: set[str]) -> bool:
    return any(name.startswith("assessments.") and name.endswith(".date") for name in found) or bool(
        found & {"episodes.start_date", "people.referral_date"}
    )


def _fixed(found: Guess, table: Table, file: str) -> Mapping[str, str]:
    """Guesses of what the sheet does not say."""
    fixed: dict[str, str] = {}
    named = {name for name in found.found if name}
    if _needs_service(found.kind, set(named)):
        fixed["service"] = _service(table, file)
    if found.kind == REGISTER and table.by == WEEKS:
        fixed[FIRST_DAY] = table.first_day.isoformat() if table.first_day else ""
    if found.instrument and any(name.startswith("assessments.") for name in named):
        fixed["instrument"] = found.instrument
    if found.kind == "contracts" and {"amountawarded", "fundingorgname"} <= {key(h) for h in table.headings}:
        fixed["route"] = "grant"
    return fixed


def _service(table: Table, file: str) -> str:
    """The name of the service, as the sheet's own name, its title or the file's name give it."""
    titles = [
        shown(cell).strip()
        for row in range(max(table.heading, 0))
        for cell in table.grid.rows[row][:1]
        if not is_empty(cell) and isinstance(cell, str)
    ]
    titles = [*table.grid.titles, *titles]
    own = sheet_kinds.repeat_name(table) or table.grid.name
    names = (*titles[:1], table.grid.name) if ", table " in table.grid.name else (own, *titles[:1])
    for text in (*names, file):
        name = re.split(r"\s[–—-]\s|[:(|]", text)[0].strip()
        name = re.sub(r"\b(?:20\d{2})(?:\s?[-/–]\s?\d{2,4})?\b|\b(?:register|attendance|sign[ -]?in sheet)\b", "", name,
                      flags=re.IGNORECASE).strip(" -–_.,")  # fmt: skip
        if name and not _PLAIN_NAMES.fullmatch(name) and len(name) <= 60:
            return name[:1].upper() + name[1:]
    return ""


def _codes(found: Guess, values: Sequence[Values]) -> tuple[str, ...]:
    """Signs for `not answered` among answers and scores: far off the scale, or words, and met often enough."""
    counted: Counter[str] = Counter()
    for column in found.columns:
        if re.search(r"^assessments\..*(?:item_\d+|score)$", column.target):
            counted.update({word: number for word, number in values[column.place].common if word in _CODES})
    return tuple(word for word, number in counted.items() if number >= LEAST_CODES)


def preview(looked: Looked, rows: int = PREVIEW) -> tuple[tuple[str, ...], ...]:
    """The first real rows, as text, by the plan's columns."""
    places = [column.place for column in looked.plan.columns]
    columns = [looked.table.grid.rows.columns[place] for place in places]
    return tuple(tuple(shown(column[row]).strip()[:80] for column in columns) for row in looked.table.records[:rows])


def day_columns(plan: SheetPlan) -> int:
    """How many columns are days of a register."""
    return sum(column.target == ATTENDED for column in plan.columns)
