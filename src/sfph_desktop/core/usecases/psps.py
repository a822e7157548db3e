"""Public social partnerships: kept through their three stages, and a document for each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import tidy
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.psp_rules import STAGE_WORDS, PspPage, entry_problems, psp_problems
from sfph_desktop.core.domain.psps import STAGES, Psp, PspEntry, PspId, PspPartner
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.promises import check_evidence
from sfph_desktop.core.usecases.references import by_reference, own_or_next
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

COLUMNS = ("id", "psp_ref", "title", "public_body", "stage", "starts_on", "pilot_from", "pilot_to", "tender_by")
_GOES_BY = {"column": "psp_ref", "called": "partnership"}


def list_psps(office: Office, text: str = "") -> Listing:
    """Every partnership, the newest first."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        every: tuple[Psp, ...] = values_of(connection, "psps")
    wanted = folded(text).split()
    rows = tuple(
        tuple(int(one.id) if name == "id" else getattr(one, name) for name in COLUMNS)
        for one in reversed(every)
        if all(w in folded(f"{one.psp_ref} {one.title} {one.public_body}") for w in wanted)
    )
    return Listing(kind="psps", columns=COLUMNS, rows=rows)


def psp_page(office: Office, psp_id: int) -> PspPage:
    """One partnership in full. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        psp = _psp_of(connection, psp_id)
        partners = tuple(one for one in values_of(connection, "psp_partners") if one.psp_id == psp_id)
        entries = [one for one in values_of(connection, "psp_entries") if one.psp_id == psp_id]
    entries.sort(key=lambda one: (STAGES.index(one.stage), one.date, one.id))
    return PspPage(psp=psp, partners=partners, entries=tuple(entries))


def psp_named(office: Office, ref: str) -> Psp:
    """The partnership with this reference, capitals aside; raises UserCanFix naming those there are."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        every: tuple[Psp, ...] = values_of(connection, "psps")
    return by_reference(every, ref, **_GOES_BY)


def add_psp(office: Office, psp: Psp) -> Done[Psp]:
    """Add a partnership; without a reference of yours it gets the next one. Raises UserCanFix by field."""
    from sfph_desktop.core.store.queries.values import values_of

    psp = tidy(psp)
    refuse(psp_problems(psp))
    with office.writing("Added a public social partnership") as unit:
        refs = [one.psp_ref for one in values_of(unit.connection, "psps")]
        psp = replace(psp, psp_ref=own_or_next(psp.psp_ref, refs, first="PSP-000", **_GOES_BY))
        psp = replace(psp, id=PspId(unit.add("psps", psp)))
        unit.why = f"Added the partnership {psp.psp_ref}"
    return saved(unit, psp, f"Added {psp.title}")


def change_psp(office: Office, psp_id: int, **facts: Any) -> Done[Psp]:
    """Change some facts of a partnership. Raises UserCanFix by field."""
    with office.writing("Changed a public social partnership") as unit:
        psp = tidy(replace(_psp_of(unit.connection, psp_id), **facts))
        refuse(psp_problems(psp))
        unit.change("psps", psp)
        unit.why = f"Changed the partnership {psp.psp_ref}"
    return saved(unit, psp, f"Changed {psp.title}")


def remove_psp(office: Office, psp_id: int) -> Done[Psp]:
    """Remove a partnership with its record."""
    with office.writing("Removed a public social partnership") as unit:
        psp = _psp_of(unit.connection, psp_id)
        unit.remove("psps", psp_id)
        unit.why = f"Removed the partnership {psp.psp_ref}"
    return saved(unit, psp, f"Removed {psp.title}")


def add_partner(office: Office, partner: PspPartner) -> Done[PspPartner]:
    """Name one who takes part. Raises UserCanFix for a blank name."""
    partner = tidy(partner)
    if not partner.name:
        refuse((problem("name", "", "A partner needs a name.", "the organisation, or the group of people"),))
    with office.writing("Named a member of a partnership") as unit:
        psp = _psp_of(unit.connection, partner.psp_id)
        partner = replace(partner, id=unit.add("psp_partners", partner))
        unit.why = f"Named a member of {psp.psp_ref}"
    return saved(unit, partner, f"{partner.name} takes part")


def add_entry(office: Office, entry: PspEntry) -> Done[PspEntry]:
    """Write a line into the record of a stage. Raises UserCanFix by field, and for an evidence number nobody gave."""
    entry = tidy(entry)
    with office.writing("Wrote into a partnership's record") as unit:
        psp = _psp_of(unit.connection, entry.psp_id)
        refuse(entry_problems(entry, psp))
        check_evidence(office, entry.evidence)
        entry = replace(entry, id=unit.add("psp_entries", entry))
        unit.why = f"Wrote into the record of {psp.psp_ref}"
    return saved(unit, entry, "Written down")


def remove_part(office: Office, kind: str, number: int) -> Done[int]:
    """Take a member or a line out; `kind` is `psp_partners` or `psp_entries`."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Changed a partnership's record") as unit:
        if value(unit.connection, kind, number) is None:
            raise gone("This line")
        unit.remove(kind, number)
    return saved(unit, number, "Taken out")


def write_stage(office: Office, psp_id: int, stage: str, out: Path) -> Path:
    """Write the document of a stage as PDF or Word by the file's ending; what it lacks is said in it.

    Raises UserCanFix for another stage, and for one of which nothing is written down.
    """
    from sfph_desktop.core.reports.psps import stage_document
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    if stage not in STAGES:
        raise UserCanFix(what=f"There is no stage '{stage}'.", do=f"Choose one of: {', '.join(STAGES)}.")
    page = psp_page(office, psp_id)
    if not page.of(stage):
        raise UserCanFix(
            what=f"Nothing is written down yet of {STAGE_WORDS[stage]}.",
            do="Write down what was found, designed, decided or learnt first.",
        )
    info = office.info()
    document = stage_document(
        page,
        stage,
        statements=_statements(office, page, stage),
        enterprise=info.name,
        sample=info.sample,
        made_at=office.clock.now(),
    )
    return write_document(document, out)


def _statements(office: Office, page: PspPage, stage: str) -> dict[str, str]:
    """What each evidence number says, guarded as on any paper."""
    from sfph_desktop.core.usecases.evidence_tray import piece_named

    found = {}
    for one in page.of(stage):
        if one.evidence:
            try:
                found[one.evidence] = piece_named(office, one.evidence.upper())[0].words
            except UserCanFix:
                continue  # a figure that may not be quoted is named by its number alone
    return found


def _psp_of(connection: Connection, psp_id: int) -> Psp:
    from sfph_desktop.core.store.queries.values import value

    found: Psp | None = value(connection, "psps", psp_id)
    if found is None:
        raise gone("This partnership")
    return found
