"""Where people live, from when on, with the area as it was looked up then; and what keeps `people.postcode` true.

A person's postcode is that of their address today, and whoever writes either calls this module in the same unit of
work: an address that is written down settles the postcode; a postcode that comes by itself (a spreadsheet, the command)
becomes an address from that day on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain import record_rules
from sfph_desktop.core.domain.areas import Area, address_on, tidy_postcode
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Address
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import person_of
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

DAY = timedelta(days=1)


def add_address(office: Office, address: Address) -> Done[Address]:
    """Write down where a person lives, or lived, from a day on; the area is looked up and stays with it.

    The address before it ends the day before. A council chosen by hand counts where the postcode tells none. Raises
    UserCanFix, with nothing changed and a Problem for each field, when it cannot be so.
    """
    with office.writing("Added an address") as unit:
        person = person_of(unit.connection, address.person_id)
        address = _with_area(office, _tidy(address), looked_up=True)
        refuse(record_rules.problems_of(address, person, office.clock.today()))
        address = _between(unit, address)
        address = replace(address, id=unit.add("addresses", address))
        settle_postcodes(unit, [person.id], office.clock.today())
        unit.why = f"Added an address to {person.person_ref}"
    return saved(unit, address, f"{person.display_name} lives at another address")


def change_address(office: Office, address_id: int, **given: Any) -> Done[Address]:
    """Correct these fields of an address; its area is looked up again when its postcode or council is among them.

    Raises UserCanFix as `add_address`.
    """
    with office.writing("Changed an address") as unit:
        before = _kept(unit.connection, address_id)
        person = person_of(unit.connection, before.person_id)
        address = _tidy(replace(before, **given))
        moved, chosen = address.postcode != before.postcode, address.council != before.council
        if moved or chosen:
            # A council chosen by hand takes the data zone of the former one away.
            address = replace(address, data_zone=given.get("data_zone", ""))
            address = _with_area(office, address, looked_up=moved and not chosen)
        refuse(record_rules.problems_of(address, person, office.clock.today()))
        refuse(_overlap(unit.connection, address))
        unit.change("addresses", address)
        settle_postcodes(unit, [person.id], office.clock.today())
        unit.why = f"Changed an address of {person.person_ref}"
    return saved(unit, address, f"Changed an address of {person.display_name}")


def remove_address(office: Office, address_id: int) -> Done[Address]:
    """Take an address out of the record; it can be undone. Raises UserCanFix when it is not there any more."""
    with office.writing("Removed an address") as unit:
        address = _kept(unit.connection, address_id)
        person = person_of(unit.connection, address.person_id)
        unit.remove("addresses", address_id)
        settle_postcodes(unit, [person.id], office.clock.today())
        unit.why = f"Removed an address of {person.person_ref}"
    return saved(unit, address, f"Removed an address of {person.display_name}")


def fill_areas(office: Office) -> Done[int]:
    """Look up the area of every address that has none: worth doing once the whole directory has been loaded.

    Areas that are known stay as they are. The value is how many were found.
    """
    with office.writing("Looked up areas") as unit:
        rows = []
        for address in _without_area(unit.connection):
            area = office.library.areas().find(address.postcode)
            if area is not None:
                rows.append((address.id, *asdict(area).values()))
        unit.change_many("addresses", ("id", *asdict(Area())), rows)
        unit.why = f"Looked up the area of {len(rows)} addresses"
    return saved(unit, len(rows), f"Found the area of {len(rows)} address{'' if len(rows) == 1 else 'es'}")


# --- a person's postcode and their addresses --------------------------------------------------------------------------


def settle_postcodes(unit: Unit, people: Iterable[int], today: date) -> None:
    """Let the postcode of these people be that of their address today; blank when none is known."""
    from sfph_desktop.core.store.queries.people import postcodes_of
    from sfph_desktop.core.store.queries.person_record import addresses_of

    kept = postcodes_of(unit.connection, list(people))
    addresses = addresses_of(unit.connection, list(kept))
    rows = []
    for person, postcode in kept.items():
        current = address_on(addresses.get(person, ()), today)
        wanted = current.postcode if current is not None else ""
        if wanted != postcode:
            rows.append((person, wanted))
    unit.change_many("people", ("id", "postcode"), rows)


def follow_postcodes(unit: Unit, library: Library, postcodes: Mapping[int, str], today: date) -> None:
    """Let the addresses of these people follow postcodes that came by themselves.

    Whoever has no address yet gets one, as old as their record; whoever has another postcode moves today. An address
    that began today is corrected instead, so that a slip of the pen makes nobody move twice.
    """
    from sfph_desktop.core.store.queries.person_record import addresses_of

    known = addresses_of(unit.connection, list(postcodes)) if postcodes else {}
    new: list[Address] = []
    closed: list[tuple[int, int]] = []
    for person, postcode in postcodes.items():
        current = address_on(known.get(person, ()), today)
        if (current.postcode if current is not None else "") == postcode:
            continue
        area = asdict(library.areas().find(postcode) or Area())
        if current is not None and current.from_date == today:
            unit.change("addresses", replace(current, lines="", postcode=postcode, **area))
            continue
        if current is not None:
            closed.append((current.id, to_day(today - DAY)))
        since = today if person in known else None
        if postcode:
            new.append(Address(person_id=ServiceUserId(person), from_date=since, postcode=postcode, **area))
    unit.change_many("addresses", ("id", "to_date"), closed)
    _insert(unit, new)


def _insert(unit: Unit, addresses: Sequence[Address]) -> None:
    columns = ("person_id", "from_date", "postcode", *asdict(Area()))
    rows = []
    for one in addresses:
        cells = [getattr(one, name) for name in columns]
        cells[1] = None if one.from_date is None else to_day(one.from_date)
        rows.append(tuple(cells))
    unit.insert_many("addresses", columns, rows)


# --- inside -----------------------------------------------------------------------------------------------------------


def _between(unit: Unit, address: Address) -> Address:
    """The address fitted among the others: the one before ends the day before, and it ends before the next begins."""
    others = _addresses(unit.connection, address.person_id)
    begins = address.from_date or date.min
    later = [one.from_date for one in others if (one.from_date or date.min) > begins and one.from_date is not None]
    if later and address.to_date is None:
        address = replace(address, to_date=min(later) - DAY)
    before = [one for one in others if (one.from_date or date.min) < begins and (one.to_date or date.max) >= begins]
    unit.change_many("addresses", ("id", "to_date"), [(one.id, to_day(begins - DAY)) for one in before])
    refuse(_overlap(unit.connection, address))
    return address


def _overlap(connection: Connection, address: Address) -> tuple[Problem, ...]:
    """Nobody lives at two addresses on one day."""
    for other in _addresses(connection, address.person_id):
        apart = _last(other) < _first(address) or _last(address) < _first(other)
        if other.id != address.id and not apart:
            since = f"from {other.from_date:%d/%m/%Y}" if other.from_date else "from the beginning"
            where = other.postcode or other.lines.partition("\n")[0]
            reason = f"They lived at another address then ({where}, {since})."
            return (
                problem("from_date", str(address.from_date or ""), reason, "another day, or correct that one first"),
            )
    return ()


def _first(address: Address) -> date:
    return address.from_date or date.min


def _last(address: Address) -> date:
    return address.to_date or date.max


def _tidy(address: Address) -> Address:
    return replace(address, lines=address.lines.strip(), postcode=tidy_postcode(address.postcode))


def _with_area(office: Office, address: Address, *, looked_up: bool) -> Address:
    """The address with its area: by its postcode where that is known, otherwise by the council that was chosen."""
    areas = office.library.areas()
    area = areas.find(address.postcode) if looked_up else None
    if area is None:
        area = areas.of_council(areas.council_named(address.council), address.data_zone) or Area()
    return replace(address, **asdict(area))


def _addresses(connection: Connection, person_id: int) -> tuple[Address, ...]:
    from sfph_desktop.core.store.queries.values import values_about

    return values_about(connection, "addresses", person_id)


def _without_area(connection: Connection) -> list[Address]:
    from sfph_desktop.core.store.queries.values import values_of

    return [one for one in values_of(connection, "addresses") if one.postcode and not one.council]


def _kept(connection: Connection, address_id: int) -> Address:
    from sfph_desktop.core.store.queries.values import value

    found: Address | None = value(connection, "addresses", address_id)
    if found is None:
        raise gone("This address")
    return found
