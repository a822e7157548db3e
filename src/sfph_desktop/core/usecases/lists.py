"""What the store holds, kind by kind: the lists behind `sfph list KIND`."""

from __future__ import annotations

from dataclasses import replace

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import SHEET_NAMES
from sfph_desktop.core.usecases.office import Office

DELIVERY = ("services", "activities", "groups", "members", "group_members")
PARTNERS = ("partners", "referrals")
_OWN = (
    "commissioners",
    "outcomes",
    "opportunities",
    "bids",
    "policies",
    "promises",
    "duties",
    "snapshots",
    "imports",
    "units",
)
_TENDERS = ("bids", "policies", "promises", "duties")
KINDS = tuple(dict.fromkeys((*SHEET_NAMES, *DELIVERY, *PARTNERS, *_OWN)))


def listing(office: Office, kind: str) -> Listing:
    """All records of a kind: an id, then the columns of the workbook. Raises UserCanFix for an unknown kind."""
    if kind == "units":
        return _units(office)
    if kind == "imports":
        from sfph_desktop.core.usecases.imports import imports

        return imports(office)
    if kind == "commissioners":
        from sfph_desktop.core.usecases.commissioners import list_commissioners

        return list_commissioners(office)
    if kind == "outcomes":
        from sfph_desktop.core.usecases.outcomes import list_outcomes

        return list_outcomes(office)
    if kind == "opportunities":
        from sfph_desktop.core.usecases.opportunities import list_opportunities

        return list_opportunities(office)
    if kind in _TENDERS:
        return _tenders(office, kind)
    if kind in DELIVERY:
        return _delivery(office, kind)
    if kind in PARTNERS:
        from sfph_desktop.core.usecases import partners, referrals

        return partners.list_partners(office) if kind == "partners" else referrals.list_referrals(office)
    if kind not in KINDS:
        raise UserCanFix(what=f"There is no list of '{kind}'.", do=f"Choose one of: {', '.join(KINDS)}.")
    from sfph_desktop.core.store.queries import records, snapshots

    with office.reading() as connection:
        if kind == "snapshots":
            return snapshots.listing(connection)
        return records.listing(connection, kind, office.clock.today())


def _tenders(office: Office, kind: str) -> Listing:
    """What is bid for and promised, and who sees to what."""
    from sfph_desktop.core.usecases import bids, duties, policies, promises

    lists = {
        "bids": bids.list_bids,
        "policies": policies.list_policies,
        "promises": promises.list_promises,
        "duties": duties.list_duties,
    }
    return lists[kind](office)


def _delivery(office: Office, kind: str) -> Listing:
    """What is offered, and who belongs to what."""
    from sfph_desktop.core.usecases import groups, services

    lists = {
        "services": services.list_services,
        "activities": services.list_activities,
        "groups": groups.list_groups,
        "members": groups.list_members,
        "group_members": groups.list_members,
    }
    return replace(lists[kind](office), kind=kind)


def _units(office: Office) -> Listing:
    """Every change that was saved, the newest first."""
    from sfph_desktop.core.store.undo import units
    from sfph_desktop.core.usecases.history import called

    with office.reading() as connection:
        found = units(connection)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (unit.id, called(unit.id), unit.at.isoformat(), unit.who, unit.why, " ".join(unit.changed), unit.undone)
        for unit in found
    )
    return Listing(kind="units", columns=("id", "change", "at", "who", "why", "changed", "undone"), rows=rows)
