"""The directory of partners: listed, opened, added, changed, retired; brought in and given out as Open Referral."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import next_numbered, partner_problems, reach_problems, tidy
from sfph_desktop.core.domain.partners import Partner, PartnerContact, PartnerId
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.partner_areas import area_problems
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerPage:
    """One partner, the people there, and who was referred by them and to them."""

    partner: Partner
    contacts: tuple[PartnerContact, ...] = ()
    referrals: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What bringing in a directory did."""

    added: int
    changed: int
    same: int


def list_partners(office: Office, text: str = "") -> Listing:
    """Partners by name, those retired last; with `text`, those in whose name, kind or postcode it occurs."""
    from sfph_desktop.core.domain.names import folded
    from sfph_desktop.core.store.queries import partners

    with office.reading() as connection:
        rows = partners.partners(connection)
    wanted = folded(text).split()
    rows = tuple(row for row in rows if all(w in folded(f"{row[1]} {row[2]} {row[3]} {row[4]}") for w in wanted))
    return Listing(kind="partners", columns=partners.PARTNER_COLUMNS, rows=rows)


def search_partners(office: Office, text: str, limit: int) -> Listing:
    """The first partners found by what is typed, as `list_partners` finds them; asked at every key."""
    from itertools import islice

    from sfph_desktop.core.domain.names import folded
    from sfph_desktop.core.store.queries import partners

    wanted = folded(text).split()
    with office.reading() as connection:
        rows = partners.names(connection)
    found = (row for row in rows if all(word in folded(" ".join(map(str, row[1:]))) for word in wanted))
    return Listing(
        kind="partners", columns=("id", "partner_ref", "name", "kind", "postcode"), rows=tuple(islice(found, limit))
    )


def partner_page(office: Office, partner_id: int) -> PartnerPage:
    """One partner. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries import partners as queries

    with office.reading() as connection:
        partner = partner_of(connection, partner_id)
        rows = queries.referrals(connection, partner_id=partner_id)
        contacts = _contacts(connection, partner_id)
    referrals = Listing(kind="referrals", columns=queries.REFERRAL_COLUMNS, rows=rows)
    return PartnerPage(partner=partner, contacts=contacts, referrals=referrals)


def partner_of(connection: Connection, partner_id: int) -> Partner:
    """The partner with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    partner: Partner | None = value(connection, "partners", partner_id)
    if partner is None:
        raise gone("This partner")
    return partner


def partner_named(office: Office, ref: str) -> Partner:
    """The partner with this reference, or of this name where one has it; raises UserCanFix naming those there are."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        everyone: tuple[Partner, ...] = values_of(connection, "partners")
    wanted = ref.strip().casefold()
    found = [one for one in everyone if one.partner_ref.casefold() == wanted] or [
        one for one in everyone if one.name.casefold() == wanted
    ]
    if len(found) != 1:
        some = ", ".join(f"{one.partner_ref} ({one.name})" for one in everyone[:10]) or "none yet"
        raise UserCanFix(what=f"There is no one partner '{ref}'.", do=f"Give its reference. There are: {some}.")
    return found[0]


def add_partner(office: Office, partner: Partner) -> Done[Partner]:
    """Add a partner; without a reference of yours it gets the next one. Raises UserCanFix naming each field."""
    with office.writing("Added a partner") as unit:
        partner = _added(office, unit, partner)
        unit.why = f"Added the partner {partner.name}"
    return saved(unit, partner, f"Added {partner.name}")


def change_partner(office: Office, partner: Partner) -> Done[Partner]:
    """Keep a partner as given. Raises UserCanFix as `add_partner`."""
    partner = tidy(partner)
    with office.writing(f"Changed the partner {partner.name}") as unit:
        _check(office, unit.connection, partner, partner_of(unit.connection, partner.id))
        unit.change("partners", partner)
    return saved(unit, partner, f"Changed {partner.name}")


def remove_partner(office: Office, partner_id: int) -> Done[Partner]:
    """Remove a partner that nothing names. One with referrals is retired instead: UserCanFix says so."""
    with office.writing("Removed a partner") as unit:
        partner = partner_of(unit.connection, partner_id)
        unit.remove("partners", partner_id)
        unit.why = f"Removed the partner {partner.name}"
    return saved(unit, partner, f"Removed {partner.name}")


def set_contacts(office: Office, partner_id: int, contacts: tuple[PartnerContact, ...]) -> Done[Partner]:
    """The people and desks at a partner, in place of those known so far."""
    with office.writing("Changed the contacts of a partner") as unit:
        partner = partner_of(unit.connection, partner_id)
        _keep_contacts(unit, partner_id, contacts)
        unit.why = f"Changed the contacts of {partner.name}"
    return saved(unit, partner, f"Changed the contacts of {partner.name}")


def import_partners(office: Office, file: Path) -> Done[BroughtIn]:
    """Bring in a directory of services; a partner that came from the same file before is brought up to date.

    Blank fields of the file never empty what is known, and a kind that a person chose stays. Entries that could not be
    read are told as problems. Raises UserCanFix when the file is no directory; nothing is in then.
    """
    from sfph_desktop.core.interchange.openreferral import exported_id, read_partners
    from sfph_desktop.core.store.queries.partners import partner_refs
    from sfph_desktop.core.store.queries.values import values_of

    found = read_partners(file)
    added = changed = same = 0
    told: list[Problem] = []
    with office.writing(f"Brought in the directory {file.name}") as unit:
        everyone: tuple[Partner, ...] = values_of(unit.connection, "partners")
        known = {exported_id(one): int(one.id) for one in everyone} | partner_refs(unit.connection)
        for entry, told_contacts in found.partners:
            partner = _reachable(entry, entry.name, told)
            contacts = tuple(_reachable(one, f"{entry.name}, {one.name}", told) for one in told_contacts)
            if partner.source_id not in known:
                number = _added(office, unit, partner).id
                _keep_contacts(unit, number, contacts)
                added += 1
                continue
            there = partner_of(unit.connection, known[partner.source_id])
            fresh = _updated(there, partner)
            if fresh != there:
                unit.change("partners", fresh)
            if contacts:
                _keep_contacts(unit, there.id, contacts)
            changed += fresh != there
            same += fresh == there
    done = BroughtIn(added=added, changed=changed, same=same)
    return saved(
        unit,
        done,
        f"{added} {'partner' if added == 1 else 'partners'} added, {changed} brought up to date",
        problems=(*found.problems, *told),
    )


def export_partners(office: Office, file: Path) -> int:
    """Write the directory as Open Referral JSON; how many partners it holds. Contacts go without their names.

    Raises UserCanFix when the file cannot be written; what was there before stays.
    """
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.interchange.openreferral import partners_json
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        everyone: tuple[Partner, ...] = values_of(connection, "partners")
        standing = [(one, _contacts(connection, one.id)) for one in everyone if one.retired_on is None]
    try:
        write_atomically(file, partners_json(standing).encode())
    except OSError as failure:
        raise UserCanFix(
            what=f"{file.name} could not be written.",
            why=failure.strerror or str(failure),
            do="Choose another place. Nothing was changed.",
        ) from None
    return len(standing)


def _added(office: Office, unit: Unit, partner: Partner) -> Partner:
    partner = tidy(partner)
    if not partner.partner_ref:
        partner = replace(partner, partner_ref=_next_ref(unit.connection))
    _check(office, unit.connection, partner)
    return replace(partner, id=PartnerId(unit.add("partners", partner)))


R = TypeVar("R", Partner, PartnerContact)


def _reachable(one: R, whose: str, told: list[Problem]) -> R:
    """One from a file without the ways to reach them that can be none; each is told, and keeps nothing out."""
    one = tidy(one)
    wrong = reach_problems(one)
    told.extend(replace(found, reason=f"{whose}: {found.reason} It was left out.") for found in wrong)
    blank: dict[str, Any] = {found.column: "" for found in wrong}
    return replace(one, **blank)


def _check(office: Office, connection: Connection, partner: Partner, before: Partner | None = None) -> None:
    """Refuse what cannot be so. What stood there `before` and is not touched is nobody's problem now."""
    from sfph_desktop.core.store.queries.refs import id_of

    problems: tuple[Problem, ...] = (*partner_problems(partner), *area_problems(office.library, partner))
    if before is not None:
        problems = tuple(one for one in problems if getattr(partner, one.column) != getattr(before, one.column))
    if id_of(connection, "partners", partner.partner_ref) not in {None, partner.id}:
        reason = f"'{partner.partner_ref}' is already another partner's reference."
        problems += (problem("partner_ref", partner.partner_ref, reason, "a reference that no partner has yet"),)
    refuse(problems)


def _keep_contacts(unit: Unit, partner_id: PartnerId | int, contacts: tuple[PartnerContact, ...]) -> None:
    """Put contacts in place of those there are; nothing is written when they are the same."""
    known = _contacts(unit.connection, partner_id)
    wanted = [replace(tidy(one), id=0, partner_id=PartnerId(partner_id)) for one in contacts]
    if [replace(one, id=0) for one in known] == wanted:
        return
    unit.remove_many("partner_contacts", [one.id for one in known])
    there = {replace(one, id=0) for one in known}
    for one in wanted:
        refuse(() if one.name else (problem("name", "", "A contact needs a name or a role.", "a name, or Reception"),))
        refuse(() if one in there else reach_problems(one))
        unit.add("partner_contacts", one)


def _contacts(connection: Connection, partner_id: int) -> tuple[PartnerContact, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    every: tuple[PartnerContact, ...] = values_of(connection, "partner_contacts")
    return tuple(one for one in every if one.partner_id == partner_id)


def _updated(there: Partner, fresh: Partner) -> Partner:
    told = ("name", "address", "postcode", "phone", "email", "website", "description")
    return replace(there, **{name: getattr(fresh, name) for name in told if getattr(fresh, name)})


def _next_ref(connection: Connection) -> str:
    from sfph_desktop.core.store.queries.partners import last_partner_ref
    from sfph_desktop.core.store.queries.refs import id_of

    return next_numbered(last_partner_ref(connection), lambda ref: id_of(connection, "partners", ref) is not None)
