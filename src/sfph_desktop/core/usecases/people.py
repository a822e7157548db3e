"""Find, register, change and remove people; open a person's record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.consent_rules import problems_of as consent_problems
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.people_rules import problems_of, seen_outside_life, tidy
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.addresses import follow_postcodes
from sfph_desktop.core.usecases.consents import with_words
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import person_of
from sfph_desktop.core.usecases.person_page import person_page
from sfph_desktop.core.usecases.referrals_told import keep_told, of_person
from sfph_desktop.core.usecases.refs_by_name import whose_reference
from sfph_desktop.core.usecases.refusals import refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

__all__ = [
    "add_person",
    "change_person",
    "find_person",
    "list_people",
    "next_ref",
    "people_ids",
    "people_window",
    "person_page",
    "register_by_name",
    "remove_person",
    "search_people",
]


def search_people(office: Office, text: str, limit: int = 50) -> Listing:
    """People whose names, reference or postcode begin as typed, then those with a nickname or a name that sounds alike.

    At most `limit`; asked at every key. The last column, `how`, says why somebody was found where the name alone does
    not show it.
    """
    from sfph_desktop.core.store.queries import finding

    nicknames = office.library.name_spellings()
    with office.reading() as connection:
        rows = finding.search(connection, text, limit, nicknames)
    return Listing(kind="people", columns=finding.FOUND_COLUMNS, rows=rows)


def list_people(office: Office) -> Listing:
    """Everybody by name: id, name, person_ref, date_of_birth, postcode, services, roles."""
    from sfph_desktop.core.store.queries import people

    with office.reading() as connection:
        rows = people.caseload(connection, office.clock.today())
    return Listing(kind="people", columns=people.CASELOAD_COLUMNS[:-1], rows=rows)


def people_ids(office: Office, order: str = "name", *, descending: bool = False) -> list[int]:
    """The ids of everybody, sorted by name, person_ref, date_of_birth or postcode: for a list of any length."""
    from sfph_desktop.core.store.queries import people

    with office.reading() as connection:
        return people.caseload_ids(connection, order, descending=descending)


def people_window(office: Office, ids: Sequence[int]) -> Listing:
    """The part of a long list that is on screen, in the order of the ids; with `services`, `roles` and `last_seen`."""
    from sfph_desktop.core.store.queries import people

    with office.reading() as connection:
        rows = people.caseload_window(connection, ids, office.clock.today())
    return Listing(kind="people", columns=people.CASELOAD_COLUMNS, rows=rows)


def find_person(office: Office, ref: str) -> ServiceUser:
    """The person with this reference, capitals or not. Raises UserCanFix when nobody has it."""
    from sfph_desktop.core.store.queries.refs import id_of_any_case

    with office.reading() as connection:
        person_id = id_of_any_case(connection, "people", ref.strip())
        if person_id is None:
            meant = whose_reference(office, connection, ref)
            do = f"{meant}." if meant else "Look for them with: sfph list people."
            raise UserCanFix(what=f"Nobody has the reference '{ref}'.", do=do)
        return person_of(connection, person_id)


def register_by_name(unit: Unit, office: Office, name: str) -> ServiceUser:
    """Register somebody of whom only the name is known, in a unit of work that goes on; the last word is the family's.

    They get the next reference. Raises UserCanFix when the record cannot be so.
    """
    given, _, family = " ".join(name.split()).rpartition(" ")
    person = ServiceUser(
        person_ref=next_ref(unit.connection), given_name=given or family, family_name=family if given else ""
    )
    _check(office, unit.connection, tidy(person))
    return replace(tidy(person), id=ServiceUserId(unit.add("people", tidy(person))))


def add_person(office: Office, person: ServiceUser, *, agreed_on: date | None = None) -> Done[ServiceUser]:
    """Register a person; without a reference of yours they get the next one.

    `agreed_on` is the day they agreed that their record is kept, to the words as they are shown now.

    Raises UserCanFix, with a Problem for each field, when the record cannot be so, or the reference is somebody else's.
    Somebody with the same name and date of birth is told as a Problem of what was done.
    """
    from sfph_desktop.core.store.queries.people import namesakes

    person, today = tidy(person), office.clock.today()
    with office.writing("Added a person") as unit:
        if not person.person_ref:
            person = replace(person, person_ref=next_ref(unit.connection))
        _check(office, unit.connection, person)
        alike = namesakes(unit.connection, person)
        person = replace(person, id=ServiceUserId(unit.add("people", person)))
        if agreed_on is not None:
            consent = with_words(office, unit, person, "service", agreed_on)
            refuse(tuple(replace(one, column="agreed_on") for one in consent_problems(consent, person, today)))
            unit.add("consents", consent)
        keep_told(unit, of_person(person))
        if person.postcode:
            follow_postcodes(unit, office.library, {person.id: person.postcode}, today)
        unit.why = f"Added person {person.person_ref}"
    problems = tuple(
        Problem(reason=f"{ref} has the same name and date of birth: is it the same person?", column="family_name")
        for ref in alike
    )
    return saved(unit, person, f"Added {person.display_name}", problems=problems)


def change_person(office: Office, person: ServiceUser) -> Done[ServiceUser]:
    """Keep a person's record as given; nothing is written when it is as before.

    Another postcode is another address from today on. Raises UserCanFix as `add_person`, and when they were seen before
    their birth or after their death.
    """
    person = tidy(person)
    with office.writing(f"Changed person {person.person_ref}") as unit:
        before = person_of(unit.connection, person.id)
        _check(office, unit.connection, person)
        unit.change("people", person)
        keep_told(unit, of_person(person, before))
        if person.postcode != before.postcode:
            follow_postcodes(unit, office.library, {person.id: person.postcode}, office.clock.today())
        still_open = _open_services(unit.connection, person) if person.died_on and not before.died_on else ()
    return saved(unit, person, f"Changed {person.display_name}", problems=still_open)


def remove_person(office: Office, person_id: int) -> Done[ServiceUser]:
    """Remove a person with their episodes, attendances, questionnaires and events. It can be undone.

    Raises UserCanFix when they are not in the store any more.
    """
    with office.writing("Removed a person") as unit:
        person = person_of(unit.connection, person_id)
        unit.remove("people", person_id)
        unit.why = f"Removed person {person.person_ref} with their record"
    return saved(unit, person, f"Removed {person.display_name}")


def _check(office: Office, connection: Connection, person: ServiceUser) -> None:
    from sfph_desktop.core.store.queries.person_record import first_and_last_seen
    from sfph_desktop.core.store.queries.refs import id_of

    problems = problems_of(person, office.clock.today())
    seen = first_and_last_seen(connection, person.id) if person.date_of_birth or person.died_on else None
    if seen is not None:
        problems += seen_outside_life(person, *seen)
    if id_of(connection, "people", person.person_ref) not in {None, person.id}:
        problems += (
            Problem(
                reason=f"'{person.person_ref}' is already somebody else's reference.",
                accepted="a reference that nobody has yet",
                column="person_ref",
                value=person.person_ref,
            ),
        )
    refuse(problems)


def _open_services(connection: Connection, person: ServiceUser) -> tuple[Problem, ...]:
    """What is worth saying when somebody has died: the services they are still in."""
    from sfph_desktop.core.store.queries.values import values_about

    still = [one.service for one in values_about(connection, "episodes", person.id) if one.end_date is None]
    if not still:
        return ()
    return (Problem(reason=f"They are still in {' and '.join(still)}: end it on that day.", column="died_on"),)


def next_ref(connection: Connection) -> str:
    """The reference after the one given last, in the same pattern: P-0012 is followed by P-0013."""
    from sfph_desktop.core.store.queries.people import last_ref
    from sfph_desktop.core.store.queries.refs import id_of

    pattern = re.fullmatch(r"(.*?)(\d+)", last_ref(connection))
    stem, digits = (pattern[1], pattern[2]) if pattern else ("P-", "0000")
    number = int(digits) + 1
    while id_of(connection, "people", f"{stem}{number:0{len(digits)}d}") is not None:
        number += 1
    return f"{stem}{number:0{len(digits)}d}"
