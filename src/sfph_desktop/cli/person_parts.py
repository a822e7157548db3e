"""Commands for the parts of one person's record: alerts, links to household, carers and workers, roles."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_page import PersonPage
from sfph_desktop.core.domain.person_record import Alert, PersonLink, Role
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import people, person_record
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person_page import person_page


def alert(asked: Namespace, saying: Saying) -> None:
    """Add an alert, say that one is over, or list them."""
    with opened(asked) as office:
        page = _page(office, asked.ref)
        if asked.end is not None:
            _end(office, page, Alert, asked.end, [one.id for one in page.alerts], "ended_on", asked)
        elif asked.text:
            new = Alert(
                person_id=_id(page), kind=asked.kind, text=asked.text, review_on=asked.review,
                from_date=asked.from_date or office.clock.today(),
            )  # fmt: skip
            person_record.add_to_record(office, new)
        alerts = person_page(office, int(page.person.id)).alerts
    rows = [(one.id, one.kind, one.text, one.from_date, one.review_on or "", one.ended_on or "") for one in alerts]
    kept = {"person": page.person.person_ref, "alerts": [asdict(one) for one in alerts]}
    columns = ("id", "kind", "alert", "from", "look again", "over")
    saying.either(asked.json, kept, lambda: saying.table(columns, rows))


def link(asked: Namespace, saying: Saying) -> None:
    """Link a person to somebody of their household, their carer, worker or family; end a link, or list them."""
    with opened(asked) as office:
        page = _page(office, asked.ref)
        if asked.end is not None:
            mine = [one.link.id for one in page.links]
            _end(office, page, PersonLink, asked.end, mine, "to_date", asked)
        elif asked.kind:
            person_record.add_to_record(office, _new_link(office, page, asked))
        links = person_page(office, int(page.person.id)).links
    rows = [
        (one.link.id, one.kind, one.name, one.other_ref, one.link.from_date or "", one.link.to_date or "")
        for one in links
    ]
    told = [
        {"id": one.link.id, "kind": one.kind, "name": one.name, "person_ref": one.other_ref,
         "contact": one.link.contact, "from": one.link.from_date, "to": one.link.to_date, "note": one.link.note}
        for one in links
    ]  # fmt: skip
    columns = ("id", "kind", "name", "reference", "from", "to")
    kept = {"person": page.person.person_ref, "links": told}
    saying.either(asked.json, kept, lambda: saying.table(columns, rows))


def role(asked: Namespace, saying: Saying) -> None:
    """Say what a person is here from a day on (service user, volunteer, staff), end a role, or list them."""
    with opened(asked) as office:
        page = _page(office, asked.ref)
        if asked.end is not None:
            _end(office, page, Role, asked.end, [one.id for one in page.roles], "to_date", asked)
        elif asked.role:
            new = Role(
                person_id=_id(page), role=asked.role, from_date=asked.from_date or office.clock.today(),
                to_date=asked.to_date, detail=asked.detail,
            )  # fmt: skip
            person_record.add_to_record(office, new)
        roles = person_page(office, int(page.person.id)).roles
    rows = [(one.id, one.role, one.from_date, one.to_date or "", one.detail) for one in roles]
    kept = {"person": page.person.person_ref, "roles": [asdict(one) for one in roles]}
    saying.either(asked.json, kept, lambda: saying.table(("id", "role", "from", "to", "as"), rows))


def _page(office: Office, ref: str) -> PersonPage:
    return person_page(office, int(people.find_person(office, ref).id))


def _id(page: PersonPage) -> ServiceUserId:
    return ServiceUserId(page.person.id)


def _end(
    office: Office, page: PersonPage, what: type[Any], number: int, mine: list[int], last: str, asked: Namespace
) -> None:
    """A part of this person's record is over on a day, today unless said."""
    if number not in mine:
        word = {Alert: "alert", PersonLink: "link", Role: "role"}[what]
        raise UserCanFix(
            what=f"{page.person.person_ref} has no {word} {number}.",
            do=f"See: sfph {word} {page.person.person_ref}. Nothing was changed.",
        )
    person_record.change_in_record(office, what, number, **{last: asked.on or office.clock.today()})


def _new_link(office: Office, page: PersonPage, asked: Namespace) -> PersonLink:
    other = people.find_person(office, asked.person) if asked.person else None
    return PersonLink(
        person_id=_id(page),
        other_id=None if other is None else ServiceUserId(other.id),
        kind=asked.kind,
        name="" if other is not None else asked.name,
        contact=asked.contact,
        from_date=asked.from_date,
        to_date=asked.to_date,
        note=asked.note,
    )
