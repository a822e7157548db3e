"""Fill an empty store with the sample enterprise, by the same door as anybody's spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from sfph_desktop.core.domain.delivery import GroupId, GroupMember
from sfph_desktop.core.domain.partners import PartnerId, Referral
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import ImportReport, RawSheet
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.imports import bring_in
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit

Starts = dict[str, tuple[str, date]]
"""By person's reference: their first service, and the day they started in it."""

NAME = "Braes Laundry & Lunch"
SAMPLE_PERIOD = "2025-04-01:2026-03-31"
SEED = 2008


def fill_with_sample(
    office: Office, *, people: int = 150, seed: int = SEED, name: str = "", progress: Progress = silent
) -> Done[ImportReport]:
    """Bring in the invented enterprise and mark the store as a sample for ever.

    Raises UserCanFix when the store already holds anybody: a sample never mixes with real people.
    """
    from sfph_desktop.core.interchange.sample.enterprise import sample_sheets

    if office.info().people:
        raise UserCanFix(
            what="This store already holds people.",
            why="The sample goes into an empty store only, so that it never mixes with real records.",
            do="Make a new store with: sfph --store NEW.sfph init --name SAMPLE.",
        )
    progress(0, 3, "making the sample up")
    sheets = sample_sheets(people, seed)
    progress(1, 3, "bringing the sample in")
    report = bring_in(
        office, sheets, file="the sample enterprise", rehearse=False, why="brought in the sample", progress=progress
    )
    _bring_in_the_rest(office, sheets, seed)
    office.mark_as_sample(name)
    return Done(value=report, changed=frozenset(report.counts), why="brought in the sample")


def _bring_in_the_rest(office: Office, sheets: Sequence[RawSheet], seed: int) -> None:
    """Groups, the directory and the referrals, which the workbook has no sheets for: one unit of work."""
    from sfph_desktop.core.store.queries.refs import refs

    starts = _first_starts(_as_rows(sheets, "episodes"))
    with office.writing("brought in the sample's groups and partners") as unit:
        persons = refs(unit.connection, "people")
        _groups(unit, sheets, starts, persons)
        _partners(unit, sheets, starts, persons, seed)


def _groups(unit: Unit, sheets: Sequence[RawSheet], starts: Starts, persons: Mapping[str, int]) -> None:
    from sfph_desktop.core.interchange.sample.groups import sample_groups

    for one in sample_groups(_as_rows(sheets, "sessions"), _as_rows(sheets, "attendance"), starts):
        group = GroupId(unit.add("groups", one.group))
        for ref, since in one.members.items():
            member = GroupMember(group_id=group, person_id=ServiceUserId(persons[ref]), from_date=since)
            unit.add("group_members", member)


def _partners(unit: Unit, sheets: Sequence[RawSheet], starts: Starts, persons: Mapping[str, int], seed: int) -> None:
    from sfph_desktop.core.interchange.sample.partners import sample_partners, sample_referrals

    partners = {one.partner_ref: PartnerId(unit.add("partners", one)) for one in sample_partners()}
    for told in sample_referrals(_as_rows(sheets, "people"), starts, seed):
        unit.add(
            "referrals",
            Referral(
                person_id=ServiceUserId(persons[told.person_ref]),
                direction=told.direction,
                partner_id=partners.get(told.partner_ref),
                source=told.source,
                service=told.service,
                made_on=told.made_on,
                first_contact_on=told.first_contact_on,
                outcome=told.outcome,
                outcome_on=told.outcome_on,
            ),
        )


def _first_starts(episodes: Sequence[Mapping[str, object]]) -> Starts:
    starts: Starts = {}
    for one in episodes:
        began = (str(one["service"]), cast("date", one["start_date"]))
        if began[1] <= starts.setdefault(str(one["person_ref"]), began)[1]:
            starts[str(one["person_ref"])] = began
    return starts


def _as_rows(sheets: Sequence[RawSheet], name: str) -> list[dict[str, object]]:
    sheet = next(one for one in sheets if one.name == name)
    return [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
