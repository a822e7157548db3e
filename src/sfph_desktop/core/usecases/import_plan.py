"""The plan of an import: from sheets as read to what would be written, with the fate of every row.

Planning writes nothing. A rehearsal ends with the plan; an import writes the same plan in one unit of work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.ports import Progress
from sfph_desktop.core.domain.workbook import FATES, SHEETS, Fate, ImportReport, RawSheet, sheet
from sfph_desktop.core.interchange.parts import FOUND, Part
from sfph_desktop.core.interchange.proposals import Proposal, propose
from sfph_desktop.core.usecases import import_sheets
from sfph_desktop.core.usecases.commissioners import note_commissioners
from sfph_desktop.core.usecases.history_words import told_kind
from sfph_desktop.core.usecases.import_assessments import assessments
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_likely import likely_the_same
from sfph_desktop.core.usecases.import_people import keep_addresses, write_people
from sfph_desktop.core.usecases.import_settle import Outcome, Plan, settle
from sfph_desktop.core.usecases.import_who import find_people, find_sessions, hold_strangers
from sfph_desktop.core.usecases.referrals_told import keep_told, of_plan

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit
    from sfph_desktop.core.usecases.office import Office

MANY = 2_000
"""Up to so many created and matched rows are listed one by one; beyond, they are counted."""
REF_COLUMN = {
    spec.name: spec.key[0] for spec in SHEETS if len(spec.key) == 1 and spec.key[0].endswith(("_ref", "name"))
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A sheet of the file, and which sheet of the workbook it is."""

    raw: RawSheet
    kind: str
    mapping: Mapping[str, str] | None = None
    part: Part | None = None
    """What it was taken from, where it is no sheet of ours."""
    unknown: tuple[str, ...] = ()
    """Headings of theirs that are taken for nothing."""
    sheet: str = ""
    """The sheet of the file, where this is one of several parts of it."""
    as_it_is: bool = False
    """A person says that its rows are right as they are."""
    left_out: tuple[Fate, ...] = ()
    """Rows of the sheet that are no records, or are told otherwise than by a row of this part."""


def proposals(named: Sequence[Named], today: date, *, as_it_is: bool, progress: Progress) -> list[Proposal]:
    """Every sheet read into values, in the order in which they are brought in. Raises UserCanFix as `propose` does."""
    order = {spec.name: place for place, spec in enumerate(SHEETS)}
    found = []
    for place, one in enumerate(sorted(named, key=lambda n: order[n.kind])):
        progress(place, 2 * len(named), f"Checking {one.raw.name}")
        made = propose(one.raw, sheet(one.kind), today, one.mapping, as_it_is=as_it_is or one.as_it_is, part=one.part)
        made.unknown = (*made.unknown, *one.unknown)
        made.left_out = one.left_out
        made.sheet = one.sheet or made.sheet
        found.append(made)
    return found


def make_plan(found: Sequence[Proposal], known: Known, progress: Progress) -> Plan:
    """What these sheets would do to what is known. `found` in the order of the workbook's sheets."""
    plan = Plan()
    by_name = [any(who is not None for who in proposal.who) or proposal.mode == FOUND for proposal in found]
    for place, proposal in enumerate(found):
        progress(len(found) + place, 2 * len(found), f"Comparing {proposal.name} with the store")
        kind = proposal.spec.name
        if kind == "people":
            hold_strangers(proposal, known)
        # A list that gives everybody a number is read for its names too, where another sheet has nothing but names.
        if by_name[place] or (kind == "people" and any(by_name)):
            find_people(proposal, known)
        _one_session(proposal, known)
        if kind == "assessments":
            assessments(proposal, known, plan)
        else:
            likely = likely_the_same(proposal, known) if kind == "people" else {}
            outcome = settle(proposal, import_sheets.SHEETS[kind](proposal, known), known, plan)
            for i in outcome.created if likely else ():
                if i in likely:
                    plan.likely.append(likely[i])
                    outcome.told[i] = proposal.fate(i, "created", "person_ref", likely[i].reason)
        _note_for_the_next(proposal, known, plan)
    _name_the_held(plan, known)
    return plan


def _name_the_held(plan: Plan, known: Known) -> None:
    """Say whom a held row is about by their name, where it gives only the reference of somebody who is known."""
    unnamed = [
        (outcome.proposal, i, fate)
        for outcome in plan.outcomes
        for i, fate in outcome.proposal.troubles.items()
        if fate.who and fate.who == outcome.proposal.shown(i, "person_ref")
    ]
    if not unnamed:
        return
    names = known.cells("people", ("given_name", "family_name"))
    batch = plan.batches.get("people")
    if batch is not None:
        places = [batch.columns.index(name) + 1 for name in ("given_name", "family_name")]
        names = {**names, **{row[0]: tuple(row[place] for place in places) for row in batch.new}}
    for proposal, i, fate in unnamed:
        person = known.find("people", fate.who)
        said = " ".join(part for part in names.get(person, ()) if part) if person is not None else ""
        proposal.troubles[i] = replace(fate, who=said or fate.who)


def _one_session(proposal: Proposal, known: Known) -> None:
    """A session that is there already under another reference is that session, for whoever came to it too."""
    if proposal.spec.name == "sessions":
        known.sessions_instead.update(find_sessions(proposal, known))
    elif proposal.spec.name == "attendance" and known.sessions_instead:
        refs = proposal.column("session_ref")
        refs[:] = [known.sessions_instead.get(ref, ref) for ref in refs]


def _note_for_the_next(proposal: Proposal, known: Known, plan: Plan) -> None:
    """What later sheets must know of this one: whose rows did not come in, and when its people were born."""
    kind = proposal.spec.name
    if kind in REF_COLUMN:
        refs = proposal.column(REF_COLUMN[kind])
        for i in proposal.troubles:
            known.left_out.setdefault((kind, refs[i]), (proposal.name, proposal.rows[i]))
    if kind == "episodes":
        batch = plan.batches["episodes"]
        who, end, why = (batch.columns.index(name) for name in ("person_id", "end_date", "end_reason"))
        known.deaths()
        for row in (*(one[1:] for one in batch.new), *batch.changed.values()):
            known.note_end(row[who], row[end], row[why])
    if kind == "sessions":
        batch, days = plan.batches["sessions"], known.session_days()
        place = batch.columns.index("date")
        days.update((row[0], row[place + 1]) for row in batch.new)
    if kind == "people":
        batch, births = plan.batches["people"], known.births()
        place = batch.columns.index("date_of_birth")
        births.update((row[0], row[place + 1]) for row in batch.new)
        births.update((person, row[place]) for person, row in batch.changed.items())
        died = batch.columns.index("died_on")
        known.note_deaths((row[0], row[died + 1]) for row in batch.new)
        known.note_deaths((person, row[died]) for person, row in batch.changed.items())
        share = batch.columns.index("consent_share")
        known.note_shares((row[0], row[share + 1], None, None) for row in batch.new)
        known.note_shares((person, row[share], None, None) for person, row in batch.changed.items())
    if kind == "consents":
        batch = plan.batches["consents"]
        at = [batch.columns.index(name) for name in ("person_id", "given_on", "expires_on", "withdrawn_on", "purpose")]
        told = [[row[place] for place in at] for row in (*(one[1:] for one in batch.new), *batch.changed.values())]
        known.note_shares((who, given, until, back) for who, given, until, back, purpose in told if purpose == "share")


# --- written ----------------------------------------------------------------------------------------------------------


def write(plan: Plan, unit: Unit, office: Office, progress: Progress) -> None:
    """Write a plan in one unit of work."""
    batches = list(plan.batches.values())
    told = of_plan(unit.connection, plan)
    for place, batch in enumerate(batches):
        progress(place, len(batches), f"Saving {told_kind(batch.kind)}")
        if batch.kind == "people":
            write_people(unit, plan)
            continue
        if batch.new:
            unit.insert_many(batch.kind, ("id", *batch.columns), batch.new)
            for part, rows in batch.new_parts.items():
                unit.insert_many(part, PART_COLUMNS[part], rows)
        if batch.changed:
            parts: dict[str, list[tuple[Any, ...]]] = {
                part: [(record, *row) for record, rows in owned.items() for row in rows]
                for part, owned in batch.changed_parts.items()
            }
            rows = [(record, *row) for record, row in batch.changed.items()]
            unit.change_many(batch.kind, ("id", *batch.columns), rows, parts=parts)
    keep_addresses(unit, plan, office)
    keep_told(unit, told)
    if "contracts" in plan.batches:
        note_commissioners(unit)


PART_COLUMNS = {
    "funding": ("episode_id", "contract_ref", "share_bp"),
    "answers": ("assessment_id", "item", "value"),
    "scores": ("assessment_id", "output", "value", "version"),
}


# --- told -------------------------------------------------------------------------------------------------------------


def report(plan: Plan, file: str, *, rehearsal: bool, warnings: Sequence[str] = (), **more: Any) -> ImportReport:
    """The fate of every row of a plan."""
    good = sum(len(outcome.created) + len(outcome.matched) for outcome in plan.outcomes)
    fates = [fate for outcome in plan.outcomes for _, fate in sorted(fates_of(outcome, every=good <= MANY).items())]
    fates += [fate for outcome in plan.outcomes for fate in outcome.proposal.left_out]
    counts: dict[str, dict[str, int]] = {}
    for outcome in plan.outcomes:
        own = counts.setdefault(outcome.proposal.name, dict.fromkeys(FATES, 0))
        own["created"] += len(outcome.created)
        own["matched"] += len(outcome.matched)
        for fate in (*outcome.proposal.troubles.values(), *outcome.told.values()):
            own[fate.fate] += fate.fate not in ("created", "matched")  # those are counted already
        for fate in outcome.proposal.left_out:
            counts.setdefault(fate.sheet, dict.fromkeys(FATES, 0))[fate.fate] += 1
    return ImportReport(
        file=file,
        rehearsal=rehearsal,
        fates=tuple(fates),
        counts=counts,
        unknown_columns=tuple((o.proposal.sheet, column) for o in plan.outcomes for column in o.proposal.unknown),
        likely=tuple(plan.likely),
        warnings=tuple(warnings),
        **more,
    )


def fates_of(outcome: Outcome, *, every: bool = True) -> dict[int, Fate]:
    """By index, the fates of a sheet's rows: `every` one, or only what wants a look."""
    proposal = outcome.proposal
    found = {**proposal.troubles, **outcome.told}
    if every:
        plain = [(i, "created") for i in outcome.created] + [(i, "matched") for i in outcome.matched]
        for i, fate in plain:
            found.setdefault(i, proposal.fate(i, fate))
    return found
