"""Referrals in and out with what became of them, the waiting list, and who does what for one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sfph_desktop.core.domain.called import as_called
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import (
    OPEN,
    OUTCOME_WORDS,
    ContactTimes,
    contact_times,
    referral_problems,
    tidy,
)
from sfph_desktop.core.domain.partners import Involvement, Referral, ReferralId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.consents import require_consent
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.partners import partner_of
from sfph_desktop.core.usecases.person import person_of
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.reports.blocks import Document
    from sfph_desktop.core.store.unit_of_work import Connection


def list_referrals(office: Office, direction: str = "", *, person_id: int = 0) -> Listing:
    """Referrals, the latest first; those in or out, or of one person, where given."""
    from sfph_desktop.core.store.queries import partners

    with office.reading() as connection:
        rows = partners.referrals(connection, direction, person_id=person_id)
    return Listing(kind="referrals", columns=partners.REFERRAL_COLUMNS, rows=rows)


def service_referred_to(office: Office, said: str) -> str:
    """The service of that name, whatever its capitals; blank for blank. UserCanFix naming those there are."""
    from sfph_desktop.core.store.queries import office as queries
    from sfph_desktop.core.store.queries import partners

    at = partners.REFERRAL_COLUMNS.index("service")
    with office.reading() as connection:
        there = {*queries.services(connection), *(str(row[at]) for row in partners.waiting(connection))} - {""}
    service = as_called(said.strip(), there)
    if service and service not in there:
        raise UserCanFix(
            what=f"No service is called '{said}'.", do=f"Choose one of: {', '.join(sorted(there)) or 'none yet'}."
        )
    return service


def waiting_list(office: Office, service: str = "") -> Listing:
    """Who waits for a first contact, for one service or all: by priority, then by the day of the referral.

    The last column is how many days they have waited today.
    """
    from sfph_desktop.core.store.queries import partners

    today = office.clock.today()
    made_on = partners.REFERRAL_COLUMNS.index("made_on")
    with office.reading() as connection:
        rows = partners.waiting(connection, service)
    waited = tuple((*row, (today - day).days if isinstance(day := row[made_on], date) else None) for row in rows)
    return Listing(kind="waiting", columns=(*partners.REFERRAL_COLUMNS, "days"), rows=waited)


def print_waiting_list(office: Office, file: Path, service: str = "", *, large_print: bool = False) -> None:
    """Write the waiting list as a PDF. Raises UserCanFix when it cannot be written or a name not printed."""
    from sfph_desktop.core.reports.pdf import write_pdf

    write_pdf(_paper(office, service, large_print=large_print), file)


def waiting_list_on_paper(office: Office, service: str = "", *, large_print: bool = False) -> bytes:
    """The same PDF, in memory: for the printer nothing of anybody is put into a file."""
    from sfph_desktop.core.reports.pdf import pdf_bytes

    return pdf_bytes(_paper(office, service, large_print=large_print))


def _paper(office: Office, service: str, *, large_print: bool) -> Document:
    from sfph_desktop.core.reports.waiting_paper import Waiting, waiting_document

    found, info = waiting_list(office, service), office.info()
    at = {name: place for place, name in enumerate(found.columns)}
    people = [
        Waiting(
            name=str(row[at["name"]]),
            ref=str(row[at["person_ref"]]),
            service="" if service else str(row[at["service"]]),
            sent_by=str(row[at["partner"]]),
            reason=str(row[at["reason"]]),
            since=cast("date", row[at["made_on"]]),
            days=cast("int", row[at["days"]]),
            priority=cast("int", row[at["priority"]]),
        )
        for row in found.rows
    ]
    return waiting_document(
        people,
        times_to_contact(office),
        info.name,
        service=service,
        on=office.clock.today(),
        made_at=office.clock.now(),
        sample=info.sample,
        large_print=large_print,
    )


def times_to_contact(office: Office) -> ContactTimes:
    """How long people waited, and wait, for the first contact: over all referrals in."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        everyone: tuple[Referral, ...] = values_of(connection, "referrals")
    return contact_times([one for one in everyone if one.direction == "in"], office.clock.today())


def refer(office: Office, referral: Referral) -> Done[Referral]:
    """Record a referral, in or out. One that goes out to a partner needs the person's consent to sharing.

    Raises UserCanFix, with a Problem for each field, when something cannot be so, or consent is missing.
    """
    referral = tidy(referral)
    with office.writing("Recorded a referral") as unit:
        _check(office, unit.connection, referral)
        _refuse_a_second(unit.connection, referral)
        if referral.direction == "out":
            require_consent(office, referral.person_id, "share", unit.connection)
        referral = replace(referral, id=ReferralId(unit.add("referrals", referral)))
        person = person_of(unit.connection, referral.person_id)
        unit.why = f"Recorded a referral {referral.direction} for person {person.person_ref}"
    return saved(unit, referral, f"Recorded a referral {referral.direction} for {person.display_name}")


def change_referral(office: Office, referral: Referral) -> Done[Referral]:
    """Keep a referral as given: its first contact, its outcome. A finished one without a day gets today's.

    Raises UserCanFix as `refer`.
    """
    referral = tidy(referral)
    if referral.outcome not in {*OPEN, "not_known"} and referral.outcome_on is None:
        referral = replace(referral, outcome_on=office.clock.today())
    with office.writing("Changed a referral") as unit:
        before = referral_of(unit.connection, referral.id)
        _check(office, unit.connection, referral)
        if referral.direction == "out" and (before.direction, before.partner_id) != ("out", referral.partner_id):
            require_consent(office, referral.person_id, "share", unit.connection)
        unit.change("referrals", referral)
        person = person_of(unit.connection, referral.person_id)
        unit.why = f"Changed a referral of person {person.person_ref}: {OUTCOME_WORDS[referral.outcome]}"
    return saved(unit, referral, f"Changed a referral of {person.display_name}: {OUTCOME_WORDS[referral.outcome]}")


def first_contact(office: Office, referral_id: int, on: date | None = None) -> Done[Referral]:
    """Record that somebody who waited was contacted, today unless told otherwise; they wait no longer."""
    referral = referral_with_id(office, referral_id)
    outcome = "contacted" if referral.outcome in {"waiting", "not_known"} else referral.outcome
    return change_referral(office, replace(referral, first_contact_on=on or office.clock.today(), outcome=outcome))


def remove_referral(office: Office, referral_id: int) -> Done[Referral]:
    """Remove a referral that was recorded by mistake. It can be undone."""
    with office.writing("Removed a referral") as unit:
        referral = referral_of(unit.connection, referral_id)
        unit.remove("referrals", referral_id)
    return saved(unit, referral, "Removed a referral")


def referral_of(connection: Connection, referral_id: int) -> Referral:
    """The referral with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    referral: Referral | None = value(connection, "referrals", referral_id)
    if referral is None:
        raise gone("This referral")
    return referral


def referral_with_id(office: Office, referral_id: int) -> Referral:
    """The referral with this id; raises UserCanFix when it is not in the store any more."""
    with office.reading() as connection:
        return referral_of(connection, referral_id)


# --- who does what ----------------------------------------------------------------------------------------------------


def who_does_what(office: Office, person_id: int) -> tuple[tuple[Involvement, str], ...]:
    """What each partner does for a person, with the partner's name; raises UserCanFix without consent to sharing."""
    from sfph_desktop.core.store.queries.values import values_about, values_by_id

    with office.reading() as connection:
        require_consent(office, person_id, "share", connection)
        found: tuple[Involvement, ...] = values_about(connection, "involvements", person_id)
        names = {one.id: one.name for one in values_by_id(connection, "partners", [one.partner_id for one in found])}
    return tuple((one, names[one.partner_id]) for one in found)


def involve(office: Office, involvement: Involvement) -> Done[Involvement]:
    """Record what a partner does for a person, or change it. Needs the person's consent to sharing."""
    involvement = tidy(involvement)
    with office.writing("Recorded who does what") as unit:
        require_consent(office, involvement.person_id, "share", unit.connection)
        partner = partner_of(unit.connection, involvement.partner_id)
        start, end = involvement.from_date, involvement.to_date
        if start and end and end < start:
            reason = "The end is before the beginning."
            refuse((problem("to_date", str(end), reason, f"a day from {start:%d/%m/%Y} on"),))
        if involvement.id:
            unit.change("involvements", involvement)
        else:
            involvement = replace(involvement, id=unit.add("involvements", involvement))
        person = person_of(unit.connection, involvement.person_id)
        unit.why = f"Recorded what {partner.name} does for person {person.person_ref}"
    return saved(unit, involvement, f"Recorded what {partner.name} does for {person.display_name}")


def end_involvement(office: Office, involvement_id: int) -> Done[None]:
    """Take an entry of who does what away; it can be undone, and needs no consent: less is shared than before."""
    with office.writing("Removed who does what") as unit:
        unit.remove("involvements", involvement_id)
    return saved(unit, None, "Removed an entry of who does what")


def _refuse_a_second(connection: Connection, referral: Referral) -> None:
    """One referral is recorded once: the same person, way, partner or source, service and day."""
    from sfph_desktop.core.store.queries.values import values_about

    same = ("direction", "partner_id", "source", "service", "made_on")
    known: tuple[Referral, ...] = values_about(connection, "referrals", referral.person_id)
    if any(all(getattr(one, name) == getattr(referral, name) for name in same) for one in known):
        raise UserCanFix(
            what="This referral is recorded already.",
            why=f"The same person was referred the same way on {referral.made_on:%d/%m/%Y}.",
            do="Change the one that is there. Nothing was changed.",
        )


def _check(office: Office, connection: Connection, referral: Referral) -> None:
    person = person_of(connection, referral.person_id)
    if referral.partner_id is not None:
        partner = partner_of(connection, referral.partner_id)
        if partner.retired_on and partner.retired_on <= referral.made_on:
            raise UserCanFix(
                what=f"{partner.name} is retired since {partner.retired_on:%d/%m/%Y}.",
                do="Choose another partner, or bring this one back. Nothing was changed.",
            )
    refuse(referral_problems(referral, person, office.clock.today()))
