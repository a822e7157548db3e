"""A first look into a spreadsheet: its sheets, what each was taken for, which column is what, and a few real rows.

Nothing of it is compared with the store and nothing is changed; a person may correct all that was guessed before the
rehearsal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.sheet_plans import ATTENDED, FIRST_DAY, REGISTER, Asked, SheetPlan, SheetTold
from sfph_desktop.core.domain.workbook import SHEET_NAMES, SHEETS
from sfph_desktop.core.interchange import headers, sheet_kinds, sheet_look
from sfph_desktop.core.interchange.answer_headings import Questionnaires
from sfph_desktop.core.interchange.mapping_file import told_of
from sfph_desktop.core.interchange.reader import read
from sfph_desktop.core.interchange.targets import KINDS, group_of, targets
from sfph_desktop.core.usecases.import_mappings import recalled
from sfph_desktop.core.usecases.import_naming import is_ours, look_at
from sfph_desktop.core.usecases.imports import digest_of
from sfph_desktop.core.usecases.office import Office

MOST_ITEMS = 40
_KIND_WORDS = {
    "people": "People",
    REGISTER: "A register: people down, dates across",
    "attendance": "Who came: a row for each time",
    "assessments": "Answers to questionnaires",
    "episodes": "Time in a service",
    "sessions": "Sessions held",
    "events": "Outcomes and events",
    "contracts": "Contracts and grants",
    "value_lines": "Values (impact map)",
}
_WORDS = {
    "people.full_name": "Whole name",
    "people.notes": "Keep as a note",
    "people.consent_record_yes": "Agreed to the record: yes or no",
    "people.consent_share_yes": "Agreed to sharing: yes or no",
    "people.consent_story_yes": "Agreed to their story: yes or no",
    "people.consent_record": "Agreed to the record on",
    "people.consent_share": "Agreed to sharing on",
    "people.consent_story": "Agreed to their story on",
    "people.person_ref": "Person's reference",
    "episodes.start_date": "Started in the service on",
    "episodes.end_date": "Left the service on",
    "episodes.end_reason": "Why they left",
    "episodes.contract_ref": "Who pays for it",
    "attendance.minutes": "Minutes they stayed",
    "inputs.amount": "What went in, in pounds",
    ATTENDED: "Who came on this day",
}
_STAGES = {"baseline": "at the start", "review": "at a review", "exit": "at the end", "follow_up": "later", "": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSeen:
    """A sheet of somebody's file, how it would be read, and its first real rows."""

    plan: SheetPlan
    ours: bool
    """It is a sheet of the workbook, by its name and headings: nothing is to be asked."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The first rows as text, by the plan's columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """What a file holds."""

    name: str
    sheets: tuple[SheetSeen, ...]
    digest: str = ""
    not_read: tuple[str, ...] = ()
    """Names in a folder or an archive that are no table of ours."""


def look(
    office: Office, file: Path, said: dict[str, SheetTold] | None = None, *, progress: Progress = silent
) -> FileSeen:
    """What is in the file, read as one of the same headings was read before where there was one.

    `said`: what a person said of its sheets since. Raises UserCanFix, naming the file, when it cannot be read, or holds
    a questionnaire and no answers; Stopped when cancelled.
    """
    reading = read(file, progress=progress)
    heads = {g.name: [str(cell) for cell in g.rows[0]] if len(g.rows) else [] for g in reading.grids}
    if sheet_kinds.form_among(list(heads), heads):
        raise UserCanFix(what=f"'{file.name}' is {sheet_kinds.FORM.what}.", do=sheet_kinds.FORM.where)
    known = Questionnaires(office.library.instruments())
    remembered = {} if said else recalled(office, reading)
    found = []
    for looked in look_at(reading, file.stem, known, office.clock.today(), said or remembered):
        ours = not said and is_ours(looked.table.grid)
        plan = looked.plan
        if ours:
            plan = replace(plan, kind=headers.is_kind(plan.name))
        plan = replace(plan, remembered=plan.name in remembered)
        found.append(SheetSeen(plan=plan, ours=ours, rows=sheet_look.preview(replace(looked, plan=plan))))
    return FileSeen(name=file.name, sheets=tuple(found), digest=digest_of(file, reading), not_read=reading.not_read)


def told(plans: Sequence[SheetPlan]) -> dict[str, SheetTold]:
    """What has to be said of sheets so that they are read as these plans say."""
    return {plan.name: told_of(plan) for plan in plans}


def kinds() -> tuple[tuple[str, str], ...]:
    """Everything a sheet can be, with how it is called; what is met most often first."""
    order = [*_KIND_WORDS, *(kind for kind in KINDS if kind not in _KIND_WORDS)]
    return tuple((kind, kind_words(kind)) for kind in order)


def kind_words(kind: str) -> str:
    """What a kind of sheet is called."""
    return _KIND_WORDS.get(kind, kind.replace("_", " ").capitalize())


def meanings(plan: SheetPlan) -> tuple[tuple[str, str], ...]:
    """Everything a column of this sheet can be taken for, with how it is called."""
    found = [(one.id, words_for(one.id)) for one in targets(plan.kind) if one.id != ATTENDED] if plan.kind else []
    grouped = {column.target for column in plan.columns if group_of(column.target)}
    if plan.kind == "assessments":
        found += [(f"assessments.item_{n}", words_for(f"assessments.item_{n}")) for n in range(1, MOST_ITEMS + 1)]
    if plan.kind == "people":
        found += [
            (f"assessments.@{stage}.{column}", words_for(f"assessments.@{stage}.{column}"))
            for stage in ("baseline", "review", "exit")
            for column in ("score", *(f"item_{n}" for n in range(1, 15)))
        ]
    there = {name for name, _ in found}
    return tuple(found) + tuple((name, words_for(name)) for name in sorted(grouped - there))


def words_for(target: str) -> str:
    """What a column's meaning is called; blank for none."""
    if not target:
        return ""
    if target in _WORDS:
        return _WORDS[target]
    kind, _, column = target.partition(".")
    group = group_of(target)
    name = column.rpartition(".")[2]
    plain = f"Answer {name[5:]}" if re.fullmatch(r"item_\d+", name) else _plain(name)
    if group:
        instrument, _, stage = group.partition("@")
        return " ".join(part for part in (plain, _STAGES.get(stage, stage), instrument and f"({instrument})") if part)
    own = kind in ("people", "assessments", "sessions", "attendance", "events") or kind not in SHEET_NAMES
    return plain if own else f"{kind.replace('_', ' ').capitalize().rstrip('s')}: {plain.lower()}"


def _plain(name: str) -> str:
    words = name.replace("_ref", " reference").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def questions(office: Office, plan: SheetPlan) -> tuple[Asked, ...]:
    """What the sheet does not say itself, as it would be read now."""
    return sheet_look.asked(plan, Questionnaires(office.library.instruments())) if plan.kind else ()


def lacking(plan: SheetPlan) -> str:
    """What keeps a sheet from being read, in a sentence; blank when nothing does."""
    if not plan.kind:
        return ""
    if plan.kind == REGISTER and FIRST_DAY in plan.fixed and unsaid(plan):
        return unsaid(plan)
    if not sheet_kinds.whole_plan(plan):
        return f"{_NEEDS.get(plan.kind, _needs_of(plan.kind))} Choose which columns they are."
    if plan.kind == "assessments" and unsaid(plan):
        return unsaid(plan)
    return ""


def unsaid(plan: SheetPlan) -> str:
    """What nobody has said yet and some columns wait for, in a sentence; blank when it is all said."""
    if not plan.kind:
        return ""
    return " ".join(one.question for one in sheet_look.unanswered(plan))


_NEEDS = {
    "people": "A list of people needs names, or references with dates of birth.",
    REGISTER: "A register needs names or references, and days as headings.",
    "attendance": "This needs who came, and the day.",
    "assessments": "This needs who answered, the day, and answers or a score.",
    "episodes": "This needs who it is about, and the day on which they started.",
    "events": "This needs who it is about, the day, and what happened.",
}


def _needs_of(kind: str) -> str:
    spec = next(spec for spec in SHEETS if spec.name == kind)
    return f"This needs {', '.join(_plain(column.name).lower() for column in spec.columns if column.needed)}."
