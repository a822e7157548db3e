"""What the page of partners and referrals asks of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import ContactTimes
from sfph_desktop.core.domain.partners import Partner, PartnerContact, PartnerId, Referral
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.partner_areas import AreaNames, area_names, council_chosen
from sfph_desktop.ui.models.partner_words import partner_lines, referral_lines, waiting_lines
from sfph_desktop.ui.models.record_table import matching


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What may be chosen in the fields of a referral."""

    partners: Mapping[str, int] = field(default_factory=dict)
    """Every partner's id by its name, with its reference where two have one name."""
    standing: tuple[str, ...] = ()
    """The names of those that are not retired."""
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """One referral, whose it is, and what may be chosen in its fields."""

    referral: Referral
    person: ServiceUser
    offered: Offered
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The waiting list as lines, how long people waited, and the services somebody waits for."""

    lines: Listing
    times: ContactTimes
    services: tuple[str, ...] = ()


# --- partners ---------------------------------------------------------------------------------------------------------


def listed_partners(office: Any, text: str, kind: str) -> Listing:
    """The directory, in words."""
    from sfph_desktop.core.usecases.partners import list_partners

    return partner_lines(list_partners(office, text), kind)


def partner_page(office: Any, number: int) -> Any:
    """One partner."""
    from sfph_desktop.core.usecases import partners

    return partners.partner_page(office, number)


def areas(office: Any) -> AreaNames:
    """The areas to choose from."""
    return area_names(office.library)


def partner_with_areas(office: Any, number: int) -> tuple[Any, AreaNames]:
    """One partner, and the areas to choose from."""
    return partner_page(office, number), areas(office)


def add_partner(office: Any, partner: Partner) -> Done[Partner]:
    """Somebody new in the directory."""
    from sfph_desktop.core.usecases import partners

    return partners.add_partner(office, partner)


def change_partner(office: Any, number: int, name: str, value: Any) -> Done[Partner]:
    """Change one field of the partner as it is now, so that no earlier change is overwritten."""
    from sfph_desktop.core.usecases import partners

    before = partners.partner_page(office, number).partner
    if name == "council":
        return partners.change_partner(office, council_chosen(office, before, value))
    return partners.change_partner(office, replace(before, **{name: value}))


def remove_partner(office: Any, number: int) -> Done[Partner]:
    """Take a partner away that nothing names."""
    from sfph_desktop.core.usecases import partners

    return partners.remove_partner(office, number)


def set_contacts(office: Any, number: int, contacts: tuple[PartnerContact, ...]) -> Done[Partner]:
    """Other people and desks at a partner."""
    from sfph_desktop.core.usecases import partners

    return partners.set_contacts(office, number, contacts)


def bring_in(office: Any, file: Path) -> Done[Any]:
    """A directory from a file."""
    from sfph_desktop.core.usecases import partners

    return partners.import_partners(office, file)


def write_out(office: Any, file: Path) -> int:
    """Our directory into a file; how many partners it holds."""
    from sfph_desktop.core.usecases import partners

    return partners.export_partners(office, file)


# --- referrals --------------------------------------------------------------------------------------------------------


def listed_referrals(office: Any, text: str, direction: str) -> Listing:
    """The referrals in which every word typed occurs, in words."""
    from sfph_desktop.core.usecases import referrals

    return referral_lines(matching(referrals.list_referrals(office, direction), text))


def waits(office: Any, text: str, service: str) -> Waits:
    """Who waits for a first contact."""
    from sfph_desktop.core.usecases import referrals

    everybody = referrals.waiting_list(office)
    at = everybody.columns.index("service")
    found = referrals.waiting_list(office, service) if service else everybody
    return Waits(
        lines=waiting_lines(matching(found, text)),
        times=referrals.times_to_contact(office),
        services=tuple(sorted({str(row[at]) for row in everybody.rows if row[at]})),
    )


def offered(office: Any) -> Offered:
    """The partners and services there are."""
    from sfph_desktop.core.usecases.delivery import services
    from sfph_desktop.core.usecases.partners import list_partners

    found = list_partners(office)
    at = {name: place for place, name in enumerate(found.columns)}
    names = [str(row[at["name"]]) for row in found.rows]
    times = Counter(names)
    said = [
        name if times[name] == 1 else f"{name} ({row[at['partner_ref']]})"
        for name, row in zip(names, found.rows, strict=True)
    ]
    return Offered(
        partners={name: int(str(row[0])) for name, row in zip(said, found.rows, strict=True)},
        standing=tuple(name for name, row in zip(said, found.rows, strict=True) if row[at["retired_on"]] is None),
        services=services(office),
    )


def referral_page(office: Any, number: int) -> ReferralPage:
    """One referral with all that its page shows."""
    from sfph_desktop.core.usecases import referrals
    from sfph_desktop.core.usecases.person import person_of

    referral = referrals.referral_with_id(office, number)
    with office.reading() as connection:
        person = person_of(connection, referral.person_id)
    return ReferralPage(referral=referral, person=person, offered=offered(office), today=office.clock.today())


def refer(office: Any, referral: Referral) -> Done[Referral]:
    """Record a referral."""
    from sfph_desktop.core.usecases import referrals

    return referrals.refer(office, referral)


def change_referral(office: Any, number: int, name: str, value: Any) -> Done[Referral]:
    """Change one field of the referral as it is now; a first contact ends the waiting."""
    from sfph_desktop.core.usecases import referrals

    if name == "first_contact_on" and value is not None:
        return referrals.first_contact(office, number, value)
    return referrals.change_referral(office, replace(referrals.referral_with_id(office, number), **{name: value}))


def first_contact(office: Any, number: int) -> Done[Referral]:
    """They were contacted today."""
    from sfph_desktop.core.usecases import referrals

    return referrals.first_contact(office, number)


def move(office: Any, number: int, step: int) -> Done[Referral]:
    """Let somebody wait less (1) or more (-1) than others."""
    from sfph_desktop.core.usecases import referrals

    before = referrals.referral_with_id(office, number)
    return referrals.change_referral(office, replace(before, priority=before.priority + step))


def remove_referral(office: Any, number: int) -> Done[Referral]:
    """Take a referral away that was a mistake."""
    from sfph_desktop.core.usecases import referrals

    return referrals.remove_referral(office, number)


def search(office: Any, text: str, limit: int) -> Listing:
    """People found by what was typed."""
    from sfph_desktop.core.usecases import people

    return people.search_people(office, text, limit)


def paper(office: Any, service: str, large: bool) -> bytes:
    """The waiting list as a PDF in memory."""
    from sfph_desktop.core.usecases import referrals

    return referrals.waiting_list_on_paper(office, service, large_print=large)


def paper_into(office: Any, file: Path, service: str, large: bool) -> Path:
    """The waiting list as a PDF in a file."""
    from sfph_desktop.core.usecases import referrals

    referrals.print_waiting_list(office, file, service, large_print=large)
    return file


def drawn(pdf: bytes, dots: int) -> tuple[bytes, ...]:
    """The pages of a PDF as pictures for the printer."""
    from sfph_desktop.core.usecases.register_whole import paper_pages

    return paper_pages(pdf, dots)


def partner_id(offered_now: Offered, said: object) -> PartnerId | None:
    """The partner behind what was chosen; None for nothing."""
    found = offered_now.partners.get(str(said or ""))
    return None if found is None else PartnerId(found)
