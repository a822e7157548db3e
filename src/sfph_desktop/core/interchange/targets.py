"""What a column of somebody's sheet can be taken for: the workbook's columns, and a few that people keep otherwise.

A target is written `SHEET.column`. Beside the workbook's own there are a whole name in one cell, consent as yes or no
with its date elsewhere, a mark of a register, and answers grouped by questionnaire and stage:
`assessments.ucla3@baseline.item_2`. In whatever sheet it stands, who a row is about is always `people.something`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sfph_desktop.core.domain.sheet_plans import ATTENDED, REGISTER
from sfph_desktop.core.domain.workbook import SHEETS, Column, sheet
from sfph_desktop.core.interchange.heading_words import EVERYWHERE, IN_OWN_WORDS, ON_SHEET

FULL_NAME = "people.full_name"
IDENTITY = ("people.person_ref", FULL_NAME, "people.given_name", "people.family_name", "people.date_of_birth")
"""What says who a row is about."""
YES_NO = {
    "people.consent_record_yes": "people.consent_record",
    "people.consent_share_yes": "people.consent_share",
    "people.consent_story_yes": "people.consent_story",
}
"""Consent told as yes or no, by the column that takes its date."""
OWN: dict[str, str] = {
    FULL_NAME: "name fullname nameinfull clientname membername participantname serviceuser serviceusername personname "
    "beneficiary beneficiaryname attendee attendeename who person nameofclient nameofperson",
    "people.consent_record_yes": "consent consentgiven consented consentyn consenttorecord consenttohold gdpr "
    "gdprconsent datasharingagreed privacynotice",
    "people.consent_share_yes": "consenttoshare sharingconsent consentshare agreestosharing okaytoshare oktoshare "
    "sharewithpartners consenttosharing infosharing informationsharing",
    "people.consent_story_yes": "consentstory casestudyconsent consentcasestudy photoconsent consentphoto",
}
_ABOUT_PEOPLE = ("people", "episodes", "assessments", "events")
_WITH_IDENTITY: dict[str, tuple[str, ...]] = {
    "people": ("episodes", "assessments"),
    "episodes": ("episodes",),
    "assessments": ("assessments",),
    "events": ("events",),
    "attendance": ("sessions", "attendance"),
    REGISTER: (),
}
"""By kind of sheet whose rows are about people: which sheets of the workbook its columns may go to besides people."""
ALSO = {"value_lines": ("inputs.amount",)}
_NOT_TOGETHER: dict[tuple[str, str], tuple[str, ...]] = {
    ("attendance", "sessions"): ("minutes", "unnamed_low", "unnamed_high"),
    ("people", "assessments"): ("instrument", "stage", "date", "score"),
}
"""Columns of a part that this kind of sheet tells otherwise: how long one person stayed, answers grouped by stage."""
_GROUPED = re.compile(r"assessments\.(?P<group>[^.]*@[^.]*)\.(?P<column>\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing a column can be."""

    id: str
    kind: str
    """The sheet of the workbook that it goes to."""
    name: str
    """The column there, or our word for what the workbook does not have."""
    words: frozenset[str]
    """Headings it goes by: letters and digits only."""
    phrases: tuple[str, ...]
    """Longer words, that may stand within a heading."""
    nature: str
    """The kind of the workbook's column: text, ref, date, number, whole, choice ..."""


def has_identity(kind: str) -> bool:
    """Whether the rows of a kind of sheet are about people."""
    return kind in _WITH_IDENTITY


@cache
def targets(kind: str) -> tuple[Target, ...]:
    """Everything a column of this kind of sheet can be."""
    if kind not in _WITH_IDENTITY:
        own = [_of_column(kind, column) for column in sheet(kind).columns]
        return (*own, *(_of_id(name) for name in ALSO.get(kind, ())))
    found = [_of_id(name) for name in IDENTITY]
    if kind == "people":
        found += [_of_column("people", column) for column in sheet("people").columns if _new(column, found)]
        found += [_of_id(name) for name in YES_NO]
    for part in _WITH_IDENTITY[kind]:
        left = _NOT_TOGETHER.get((kind, part), ())
        found += [
            _of_column(part, column)
            for column in sheet(part).columns
            if not _tells_who(part, column.name) and column.name not in left
        ]
    if kind == REGISTER:
        found.append(Target(id=ATTENDED, kind="attendance", name="mark", words=frozenset(), phrases=(), nature="mark"))
    return tuple(found)


def target(name: str, kind: str) -> Target | None:
    """The target of that name in a kind of sheet; None when it has none. Items and grouped answers are among them."""
    grouped = _GROUPED.fullmatch(name)
    column = grouped["column"] if grouped else name.removeprefix("assessments.")
    if name.startswith("assessments.") and "assessments" in (kind, *_WITH_IDENTITY.get(kind, ())):
        if re.fullmatch(r"item_[1-9]\d{0,2}", column):
            return Target(id=name, kind="assessments", name=column, words=frozenset(), phrases=(), nature="number")
        if column in ("score", "date") and (grouped or kind == "people"):
            return _of_id(f"assessments.{column}")
    return next((one for one in targets(kind) if one.id == name), None)


def group_of(name: str) -> str:
    """The group of a grouped answer, as `ucla3@baseline`; blank for what is not grouped."""
    found = _GROUPED.fullmatch(name)
    return found["group"] if found else ""


def column_of(name: str) -> tuple[str, str]:
    """The sheet of the workbook and the column that a target goes to."""
    kind, _, rest = name.partition(".")
    return kind, rest.rpartition(".")[2]


def _new(column: Column, found: list[Target]) -> bool:
    return all(one.name != column.name for one in found)


def _tells_who(part: str, name: str) -> bool:
    """Columns that say who or which session: those are told by the person and the day, not by a column of their own."""
    return name == "person_ref" or (part == "attendance" and name == "session_ref")


def _of_id(name: str) -> Target:
    kind, _, column = name.partition(".")
    spec = sheet(kind).column(column)
    if spec is not None and name not in OWN:
        return _of_column(kind, spec)
    nature = "yes_no" if name in YES_NO else "text"
    words = frozenset(OWN.get(name, "").split())
    return Target(id=name, kind=kind, name=column, words=words, phrases=_phrases(words), nature=nature)


def _of_column(kind: str, column: Column) -> Target:
    """A column of the workbook with every word for it on this sheet."""
    words = {
        _squeezed(column.name),
        *EVERYWHERE.get(column.name, "").split(),
        *ON_SHEET.get(kind, {}).get(column.name, "").split(),
        *IN_OWN_WORDS.get(f"{kind}.{column.name}", "").split(),
    }
    if f"{kind}.{column.name}" == "people.known_as":
        words -= set(OWN[FULL_NAME].split())
    found = frozenset(words)
    return Target(
        id=f"{kind}.{column.name}", kind=kind, name=column.name, words=found, phrases=_phrases(found),
        nature=column.kind,
    )  # fmt: skip


def _phrases(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted((word for word in words if len(word) >= 5), key=len, reverse=True))


def _squeezed(name: str) -> str:
    return name.replace("_", "")


KINDS: tuple[str, ...] = (*(spec.name for spec in SHEETS), REGISTER)
"""Everything a sheet can be."""
PARTS: Mapping[str, tuple[str, ...]] = _WITH_IDENTITY
