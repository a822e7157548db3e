"""The SFPH workbook as a contract: its sheets, its columns, and what each column takes.

The template, the import, the sample enterprise and the export all read this one table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sfph_desktop.core.domain.contracts import INPUT_KINDS, ROUTES
from sfph_desktop.core.domain.measures import STAGES
from sfph_desktop.core.domain.person_record import CONSENT_PURPOSES, ROLES
from sfph_desktop.core.domain.sheet_specs import Cell, Column, SheetSpec
from sfph_desktop.core.domain.sheet_specs import col as _c
from sfph_desktop.core.domain.workbook_together import TOGETHER

__all__ = ["DISABILITY", "FATES", "SHEETS", "SHEET_NAMES", "WAITING", "Cell", "Column", "Fate", "Fault", "HeldRow",
           "ImportReport", "LikelyPair", "RawSheet", "SheetSpec", "sheet"]  # fmt: skip

DISABILITY = ("yes", "no", "prefer not to say")

SHEETS: tuple[SheetSpec, ...] = (
    SheetSpec(
        name="people",
        key=("person_ref",),
        help="One row per person you support. The reference is your own.",
        columns=(
            _c("person_ref", "ref", "Your own reference for the person.", needed=True),
            _c("given_name", personal=True),
            _c("family_name", personal=True),
            _c("known_as", help="The name they like to be called.", personal=True),
            _c("date_of_birth", "date", personal=True),
            _c("gender"),
            _c("postcode", personal=True),
            _c("ethnic_group"),
            _c("disability", "choice", choices=DISABILITY),
            _c("care_experienced", "choice", choices=DISABILITY),
            _c("phone", personal=True),
            _c("email", personal=True),
            _c("referral_source"),
            _c("referral_date", "date"),
            _c("consent_record", "date", "The day they agreed that you keep this record."),
            _c("consent_share", "date", "The day they agreed that you share it with partners."),
            _c("consent_story", "date", "The day they agreed that you tell their story."),
            _c("notes", personal=True),
            _c("died_on", "date", "The day they died; blank while they live.", personal=True),
        ),
    ),
    SheetSpec(
        name="contracts",
        key=("contract_ref",),
        help="Contracts, service level agreements, grants and sales.",
        columns=(
            _c("contract_ref", "ref", needed=True),
            _c("title", needed=True),
            _c("commissioner"),
            _c("route", "choice", choices=ROUTES),
            _c("value", "number", "Pounds, excluding VAT."),
            _c("start_date", "date"),
            _c("end_date", "date"),
            _c("lead_partner"),
            _c("our_share", "share", "0 to 1: the share of the value that is yours."),
            _c("ocid", help="The notice's identifier, where there is one."),
        ),
    ),
    SheetSpec(
        name="episodes",
        key=("episode_ref",),
        help="One row per enrolment of a person in a service. Change is measured within it.",
        columns=(
            _c("episode_ref", "ref", "Your own reference; blank is person, service and start date together."),
            _c("person_ref", "ref", needed=True),
            _c("service", needed=True),
            _c("start_date", "date", needed=True),
            _c("end_date", "date"),
            _c("end_reason"),
            _c("contract_ref", "funding", "Who pays. Several as A:60;B:40 (per cent, at most 100 together)."),
        ),
    ),
    SheetSpec(
        name="sessions",
        key=("session_ref",),
        help="One row per occasion, with people nobody named as a low and a high count.",
        columns=(
            _c("session_ref", "ref", needed=True),
            _c("service", needed=True),
            _c("activity"),
            _c("date", "date", needed=True),
            _c("minutes", "whole"),
            _c("place"),
            _c("unnamed_low", "whole"),
            _c("unnamed_high", "whole"),
        ),
    ),
    SheetSpec(
        name="attendance",
        key=("session_ref", "person_ref"),
        help="One row per named person at a session.",
        columns=(
            _c("session_ref", "ref", needed=True),
            _c("person_ref", "ref", needed=True),
            _c("minutes", "whole"),
        ),
    ),
    SheetSpec(
        name="assessments",
        key=("person_ref", "instrument", "date", "stage"),
        help="One row per questionnaire filled in: the answers in item_1, item_2 ... or a ready score.",
        item_columns=True,
        columns=(
            _c("person_ref", "ref", needed=True),
            _c("instrument", "ref", "The id in the list of instruments, as swemwbs7.", needed=True),
            _c("date", "date", needed=True),
            _c("stage", "choice", choices=STAGES),
            _c("score", "number", "Only where you have no answers."),
        ),
    ),
    SheetSpec(
        name="events",
        key=("person_ref", "date", "event_type"),
        help="Dated outcomes with evidence attached: a job, a tenancy kept, volunteering.",
        columns=(
            _c("person_ref", "ref", needed=True),
            _c("date", "date", needed=True),
            _c("event_type", "ref", needed=True),
            _c("quantity", "number", "1 where blank."),
            _c("sustained_weeks", "whole", "Counted only once this many weeks have passed."),
            _c("note", personal=True),
        ),
    ),
    SheetSpec(
        name="environment",
        key=("date", "factor", "replaces_factor", "note"),
        help="Quantities reused, recycled, saved or avoided.",
        columns=(
            _c("date", "date", needed=True),
            _c("factor", "ref", "Id of the conversion factor without its ghg_YYYY_ prefix.", needed=True),
            _c("quantity", "number", "In the factor's own unit.", needed=True),
            _c("replaces_factor", "ref", "What it replaced."),
            _c("replaces_quantity", "number"),
            _c("displacement_rate", "share", "0 to 1: the share that really replaced a new one."),
            _c("displacement_reason", help="How that share is known."),
            _c("note"),
        ),
    ),
    SheetSpec(
        name="inputs",
        key=("date_from", "date_to", "kind", "service", "contract_ref"),
        help="What went in: pounds, or hours for volunteer_hours.",
        columns=(
            _c("date_from", "date", needed=True),
            _c("date_to", "date", needed=True),
            _c("kind", "choice", needed=True, choices=INPUT_KINDS),
            _c("amount", "number", needed=True),
            _c("service"),
            _c("contract_ref", "ref"),
        ),
    ),
    SheetSpec(
        name="targets",
        key=("contract_ref", "indicator", "due_date"),
        help="Numbers promised under a contract.",
        columns=(
            _c("contract_ref", "ref", needed=True),
            _c("indicator", "ref", "people, contacts, or an indicator as in value_lines.", needed=True),
            _c("target", "number", needed=True),
            _c("due_date", "date"),
        ),
    ),
    SheetSpec(
        name="value_lines",
        key=("line_ref",),
        help="A change times a unit value. Every share taken away needs its reason, 0 included.",
        columns=(
            _c("line_ref", "ref", needed=True),
            _c("indicator", "ref", "INSTRUMENT.improved, INSTRUMENT.OUTPUT.change_sum, event:TYPE ...", needed=True),
            _c("unit_value", "ref", "Id in the reference library, or carbon.", needed=True),
            _c("unit_value_checked", help='How a value marked "check before quoting" was checked.'),
            _c("duration_years", "number", needed=True),
            _c("deadweight", "share", "0 to 1: would have happened anyway."),
            _c("deadweight_reason"),
            _c("deadweight_source", help="Where the share comes from."),
            _c("displacement", "share", "0 to 1: moved from elsewhere."),
            _c("displacement_reason"),
            _c("displacement_source", help="Where the share comes from."),
            _c("attribution", "share", "0 to 1: the share owed to others."),
            _c("attribution_reason"),
            _c("attribution_source", help="Where the share comes from."),
            _c("drop_off", "share", "0 to 1: lost in each later year."),
            _c("drop_off_reason"),
            _c("drop_off_source", help="Where the share comes from."),
            _c("cashable", "share", "0 to 1: of a public cost avoided, the share released as cash."),
            _c("cashable_reason"),
            _c("cashable_source", help="Where the share comes from."),
            _c("contract_ref", "ref"),
            _c("overlap_group", help="Lines that value the same change in the same people share a group."),
        ),
    ),
    SheetSpec(
        name="workforce",
        key=("date",),
        help="Your workforce on a day.",
        columns=(
            _c("date", "date", needed=True),
            _c("staff_headcount", "whole"),
            _c("staff_fte", "number"),
            _c("leavers_in_year", "whole"),
            _c("staff_former_service_users", "whole"),
            _c("volunteers", "whole"),
            _c("living_wage", "yes_no"),
        ),
    ),
    SheetSpec(
        name="comparisons",
        key=("comparison_ref",),
        help="A comparison group's change, or a published rate, with its source.",
        columns=(
            _c("comparison_ref", "ref", needed=True),
            _c("instrument", "ref", needed=True),
            _c("output", "ref"),
            _c("kind", "choice", needed=True, choices=("group", "published")),
            _c("pairs", "whole"),
            _c("mean_change", "number", "Positive is better."),
            _c("sd_change", "number"),
            _c("improved_share", "share"),
            _c("source", needed=True),
            _c("period", help="When it was measured, as 2023 or April 2024 to March 2025."),
        ),
    ),
    SheetSpec(
        name="addresses",
        key=("person_ref", "from_date"),
        help="Where people live, from when on. The people sheet's postcode is enough where nobody needs more.",
        columns=(
            _c("person_ref", "ref", needed=True),
            _c("from_date", "date", "The first day they lived there.", needed=True),
            _c("to_date", "date", "Blank: they live there still, or until the next address begins."),
            _c("lines", help="Street and town.", personal=True),
            _c("postcode", personal=True),
            _c("council", help="Name or code, where the postcode does not tell it."),
            _c("data_zone", "ref", "S01..., where the postcode does not tell it."),
        ),
    ),
    SheetSpec(
        name="consents",
        key=("person_ref", "purpose", "given_on"),
        help="Each answer to each purpose, where the three dates of the people sheet are not enough.",
        columns=(
            _c("person_ref", "ref", needed=True),
            _c("purpose", "choice", needed=True, choices=CONSENT_PURPOSES),
            _c("given_on", "date", "The day they agreed.", needed=True),
            _c("how", help="written, spoken, online, by somebody who may decide for them"),
            _c("words_version", help="Which words they were shown."),
            _c("expires_on", "date", "The last day it counts."),
            _c("withdrawn_on", "date", "The day they took it back."),
            _c("note", personal=True),
        ),
    ),
    SheetSpec(
        name="roles",
        key=("person_ref", "role", "from_date"),
        help="Who is a volunteer or on the staff as well, and from when on. Without a row somebody is a service user.",
        columns=(
            _c("person_ref", "ref", needed=True),
            _c("role", "choice", needed=True, choices=ROLES),
            _c("from_date", "date", needed=True),
            _c("to_date", "date"),
            _c("detail", help="As: kitchen, two mornings a week."),
        ),
    ),
    *TOGETHER,
)
"""In the order in which they are brought in: what is referred to comes before what refers to it."""

SHEET_NAMES: tuple[str, ...] = tuple(sheet.name for sheet in SHEETS)


def sheet(name: str) -> SheetSpec:
    """The sheet of that name; KeyError when the workbook has none."""
    for spec in SHEETS:
        if spec.name == name:
            return spec
    raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """A sheet as read: the heading and the rows beneath it, cells as they came."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    first_row: int = 2
    """The number the spreadsheet gives the first of the rows."""
    numbers: Sequence[int] = ()
    """The number of each row, where they do not simply follow on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that keeps a row out: the cell, why, and what would be accepted."""

    column: str
    value: str = ""
    reason: str
    accepted: str = ""
    doubt: bool = False
    """It may be right after all: a person can say so."""
    heading: str = ""
    """What the sheet itself calls the column; blank where it has none."""

    @property
    def place(self) -> str:
        """The column as its owner knows it: by the sheet's own heading, else by the workbook's name."""
        return self.heading or self.column


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one row: created, matched, changed, held or refused, with the place and the reason.

    Of a held or refused row the first fault stands here, and every other one in `also`.
    """

    sheet: str
    row: int
    fate: str
    column: str = ""
    value: str = ""
    reason: str = ""
    accepted: str = ""
    doubt: bool = False
    also: tuple[Fault, ...] = ()
    at: str = ""
    """The heading of the cell, where one line of a sheet gives several rows: the day of a mark in a register."""
    no_record: bool = False
    """The row is a total, a heading or a note: nothing to be put right."""
    heading: str = ""
    """What the sheet itself calls the column; blank where it has none."""
    who: str = ""
    """Whom a held or refused row is about: the name, else a reference; blank where the row does not say."""
    before: str = ""
    """The import after which the same row waits already, or was decided about: it is not kept a second time."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that keeps the row out; none for a row that is in."""
        if self.fate not in WAITING:
            return ()
        first = Fault(
            column=self.column, value=self.value, reason=self.reason, accepted=self.accepted, doubt=self.doubt,
            heading=self.heading,
        )  # fmt: skip
        return (first, *self.also)

    @property
    def only_doubts(self) -> bool:
        """Whether the row could come in as it is, if a person says that it is right."""
        return bool(self.faults) and all(fault.doubt for fault in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """One row that is kept outside, with its cells as text by the workbook's columns."""

    import_id: str
    fate: Fate
    kind: str
    """The sheet of the workbook that it belongs to."""
    cells: Mapping[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)
    """By the workbook's column: what the sheet itself calls it."""
    dropped: bool = False
    """Somebody decided that it stays out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyPair:
    """A person who came in, and somebody who may be the same: offered for a decision, and in the way of nothing."""

    sheet: str
    row: int
    person_ref: str
    other_ref: str
    other_row: int = 0
    """The row by which the other came in with the same file; 0 when they were in the store."""
    reason: str


WAITING = ("held", "refused")
"""The fates of rows that are not in."""
FATES = ("created", "matched", "changed", "held", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do: the fate of every row."""

    import_id: str = ""
    """`I-0003`; blank for a rehearsal."""
    file: str
    rehearsal: bool
    fates: tuple[Fate, ...]
    """Every held, refused and changed row; created and matched rows too unless there are more than `MANY`."""
    counts: Mapping[str, Mapping[str, int]]
    """By sheet, then fate: every row is in here exactly once."""
    unknown_columns: tuple[tuple[str, str], ...] = ()
    """(sheet, column) pairs that the workbook does not know: reported, never silently dropped."""
    unknown_sheets: tuple[str, ...] = ()
    likely: tuple[LikelyPair, ...] = ()
    """People who came in, and may be somebody who was there already."""
    warnings: tuple[str, ...] = ()
