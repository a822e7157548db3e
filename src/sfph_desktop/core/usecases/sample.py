"""Fill an empty store with the sample enterprise, by the same door as anybody's spreadsheet."""

from __future__ import annotations

from dataclasses import replace

from sfph_desktop.core.domain.outcomes import OutcomeParts
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import ImportReport
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.imports import bring_in
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.sample_bids import add_sample_bid
from sfph_desktop.core.usecases.sample_contracts import add_sample_contracts
from sfph_desktop.core.usecases.sample_duties import add_sample_duties
from sfph_desktop.core.usecases.sample_opportunities import add_sample_opportunities
from sfph_desktop.core.usecases.sample_promises import add_sample_promises
from sfph_desktop.core.usecases.sample_stories import add_sample_stories

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
    _outcomes(office)
    add_sample_contracts(office)
    add_sample_opportunities(office)
    add_sample_promises(office)
    add_sample_bid(office)
    add_sample_stories(office)
    add_sample_duties(office)
    office.mark_as_sample(name)
    return Done(value=report, changed=frozenset(report.counts), why="brought in the sample")


def _outcomes(office: Office) -> None:
    """What the sample sets out to change, which the workbook has no sheet for: one unit of work."""
    from sfph_desktop.core.interchange.sample import outcomes as sample
    from sfph_desktop.core.usecases.buyers_outcomes import chosen_now, officials
    from sfph_desktop.core.usecases.outcomes import added

    with office.writing("brought in the sample's outcomes") as unit:
        for framework, buyer in sample.FRAMEWORKS:
            kept = chosen_now(office, framework, country=sample.COUNTRY, buyer=buyer)
            unit.add("chosen_frameworks", kept)
        for one in sample.sample_outcomes():
            parts = OutcomeParts(outcome=one.outcome, indicators=one.indicators)
            added(unit, office, replace(parts, serves=officials(office.library, parts, one.serves)))
