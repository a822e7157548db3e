"""What the people page has done in the records lane: each function is called there with what it needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from typing import Any

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_page import HistoryLine
from sfph_desktop.core.domain.person_record import Address, Consent
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.widgets.asks import Ask
from sfph_desktop.ui.widgets.person_sheet import PersonFacts

MOST_FOUND = 200


def listed(office: Any, text: str) -> Listing:
    """Everybody, or those who are found by what is typed."""
    from sfph_desktop.core.usecases.people import list_people, people_window, search_people

    if not text:
        return list_people(office)
    found = search_people(office, text, MOST_FOUND)
    how = {row[0]: row[-1] for row in found.rows}
    window = people_window(office, [int(row[0]) for row in found.rows if isinstance(row[0], int)])
    rows = tuple((*row, how[row[0]]) for row in window.rows)
    return Listing(kind=window.kind, columns=(*window.columns, "how"), rows=rows)


def look_for(office: Any, text: str, most: int) -> Listing:
    """People to choose from for what is typed."""
    from sfph_desktop.core.usecases.people import search_people

    return search_people(office, text, most)


def facts(office: Any, person: int, read: Collection[int] = ()) -> PersonFacts:
    """One person's record, and what may be chosen in it; `read` are the private notes that were asked for."""
    from sfph_desktop.core.usecases.person_page import person_choices, person_page

    return PersonFacts(page=person_page(office, person, read=read), choices=person_choices(office))


def history(office: Any, person: int) -> tuple[HistoryLine, ...]:
    """Who changed what in a person's record."""
    from sfph_desktop.core.usecases.record_history import person_history

    return person_history(office, person)


def add(office: Any, person: ServiceUser, agreed_on: date | None) -> Done[ServiceUser]:
    """Somebody new."""
    from sfph_desktop.core.usecases.people import add_person

    return add_person(office, person, agreed_on=agreed_on)


def change(office: Any, person: int, name: str, value: Any) -> Done[ServiceUser]:
    """Change one field of the record as it is now, so that no earlier change is overwritten."""
    from sfph_desktop.core.usecases.people import change_person
    from sfph_desktop.core.usecases.person_page import person_page

    return change_person(office, replace(person_page(office, person).person, **{name: value}))


def remove(office: Any, person: int) -> Done[ServiceUser]:
    """Take a person out of the store with their record."""
    from sfph_desktop.core.usecases.people import remove_person

    return remove_person(office, person)


def do(office: Any, person: int, ask: Ask) -> Any:
    """Do what a part of the page asks for: a Done, or what was to be read."""
    if ask.part is Consent:
        return _consent(office, person, ask)
    if ask.part is Address:
        return _address(office, person, ask)
    from sfph_desktop.core.usecases import person_record

    if ask.verb == "read":
        return person_record.read_private_note(office, ask.record_id)
    if ask.verb == "add":
        return person_record.add_to_record(office, _made(ask.part, person, ask.values))
    if ask.verb == "remove":
        return person_record.remove_from_record(office, ask.part, ask.record_id)
    return person_record.change_in_record(office, ask.part, ask.record_id, **_filled(ask.part, ask.values))


def _address(office: Any, person: int, ask: Ask) -> Done[Any]:
    from sfph_desktop.core.usecases import addresses

    if ask.verb == "add":
        return addresses.add_address(office, _made(Address, person, ask.values))
    if ask.verb == "remove":
        return addresses.remove_address(office, ask.record_id)
    return addresses.change_address(office, ask.record_id, **ask.values)


def _consent(office: Any, person: int, ask: Ask) -> Done[Any]:
    from sfph_desktop.core.usecases import consents

    values = dict(ask.values)
    if ask.verb == "remove":
        return consents.remove_consent(office, ask.record_id)
    purpose = values.pop("purpose")
    if ask.verb == "withdraw":
        return consents.withdraw_consent(office, person, purpose, on=values["withdrawn_on"], note=values["note"])
    if ask.verb == "change":
        return consents.change_consent(office, ask.record_id, **values)
    return consents.give_consent(office, person, purpose, on=values.pop("given_on"), **values)


def _made(part: type[Any], person: int, values: Mapping[str, Any]) -> Any:
    """A new record of the values typed; what every record has and nobody types is blank."""
    needed = {one.name for one in fields(part) if one.default is MISSING and one.default_factory is MISSING}
    blanks: dict[str, Any] = dict.fromkeys(needed - {"person_id"} - set(values), "")
    return part(person_id=ServiceUserId(person), **{**blanks, **_filled(part, values)})


def _filled(part: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with what a record has by default where a field of it was left blank."""
    usual = {one.name: one.default for one in fields(part) if one.default is not MISSING}
    return {name: usual.get(name) if value is None else value for name, value in values.items()}
