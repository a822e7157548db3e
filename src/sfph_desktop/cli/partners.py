"""Commands for partners, referrals and the waiting list."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sfph_desktop.cli.office import new_file, opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.partner_rules import OUTCOME_WORDS
from sfph_desktop.core.domain.partners import Involvement, Partner, Referral
from sfph_desktop.core.usecases import partners, people, referrals
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.partner_areas import coded

_FACTS = ("kind", "phone", "email", "postcode", "address", "website", "description")
_AREA = ("council", "health_board", "integration_authority")


def partner(asked: Namespace, saying: Saying) -> None:
    """Add, change, show, retire or remove a partner."""
    with opened(asked) as office:
        given = {name: value for name in _FACTS if (value := getattr(asked, name, None)) is not None}
        area = {name: value for name in _AREA if (value := getattr(asked, name, None)) is not None}
        given |= coded(office, area) if area else {}
        if asked.action == "add":
            found = partners.add_partner(office, Partner(partner_ref=asked.ref, name=asked.name, **given)).value
        else:
            found = partners.partner_named(office, asked.name)
        if asked.action == "change":
            found = partners.change_partner(office, replace(found, **given)).value
        elif asked.action == "retire":
            found = partners.change_partner(office, replace(found, retired_on=asked.on or office.clock.today())).value
        elif asked.action == "remove":
            partners.remove_partner(office, found.id)
            saying.either(asked.json, {"removed": found.partner_ref}, lambda: saying.line(f"{found.name} is removed."))
            return
        page = partners.partner_page(office, found.id)
    document = {**asdict(page.partner), "contacts": [asdict(one) for one in page.contacts]}
    document["referrals"] = len(page.referrals.rows)
    saying.either(asked.json, document, lambda: saying.line(f"{found.partner_ref}  {found.name} ({found.kind})"))


def directory(asked: Namespace, saying: Saying) -> None:
    """Bring a directory of services in, or write ours."""
    with opened(asked) as office:
        if asked.action == "export":
            number = partners.export_partners(office, new_file(asked.file, ".json", "a directory"))
            document: dict[str, Any] = {"file": str(asked.file), "partners": number}
            saying.either(asked.json, document, lambda: saying.line(f"{asked.file}: {number} partners."))
            return
        done = partners.import_partners(office, asked.file)
    document = {**asdict(done.value), "problems": [asdict(problem) for problem in done.problems]}

    def tell() -> None:
        saying.line(f"{done.why}, {done.value.same} as they were.")
        for problem in done.problems:
            saying.line(f"{problem.reason} Accepted: {problem.accepted}.")

    saying.either(asked.json, document, tell)


def referral(asked: Namespace, saying: Saying) -> None:
    """Record a referral in or out, or what became of one."""
    with opened(asked) as office:
        if asked.action == "set":
            before = referrals.referral_with_id(office, asked.id)
            told = {
                "first_contact_on": asked.contacted,
                "outcome": asked.outcome or ("contacted" if asked.contacted and before.outcome == "waiting" else None),
                "outcome_on": asked.on,
                "priority": asked.priority,
                "note": asked.note,
            }
            kept = {name: value for name, value in told.items() if value is not None}
            found = referrals.change_referral(office, replace(before, **kept)).value
        else:
            found = referrals.refer(office, _referral(office, asked)).value
    said = f"Referral {found.id}: {OUTCOME_WORDS[found.outcome]}."
    saying.either(asked.json, asdict(found), lambda: saying.line(said))


def _referral(office: Office, asked: Namespace) -> Referral:
    person = people.find_person(office, asked.ref)
    partner = partners.partner_named(office, asked.partner).id if asked.partner else None
    made_on: date = asked.on or office.clock.today()
    return Referral(
        person_id=person.id,
        direction=asked.action,
        partner_id=partner,
        source=getattr(asked, "source", "") or "",
        service=asked.service,
        reason=asked.reason,
        made_on=made_on,
        priority=asked.priority or 0,
        note=asked.note or "",
    )


def waiting(asked: Namespace, saying: Saying) -> None:
    """The waiting list, told or printed."""
    with opened(asked, backup=False) as office:
        service = referrals.service_referred_to(office, asked.service)
        if asked.print is not None:
            path = new_file(asked.print, ".pdf", "the waiting list")
            referrals.print_waiting_list(office, path, service, large_print=asked.large_print)
            saying.either(asked.json, {"file": str(path)}, lambda: saying.line(str(path)))
            return
        found = referrals.waiting_list(office, service)
    saying.listing(found, as_json=asked.json, hide_id=False)


def who_does_what(asked: Namespace, saying: Saying) -> None:
    """What each partner does for one person; with --partner, record it."""
    with opened(asked) as office:
        person = people.find_person(office, asked.ref)
        if asked.partner:
            partner = partners.partner_named(office, asked.partner)
            part = Involvement(
                person_id=person.id,
                partner_id=partner.id,
                what=asked.what,
                contact=asked.contact,
                from_date=asked.from_date,
                to_date=asked.to_date,
            )
            referrals.involve(office, part)
        found = referrals.who_does_what(office, person.id)
    document = {"person": person.person_ref, "involved": [{**asdict(one), "partner": name} for one, name in found]}

    def tell() -> None:
        for one, name in found:
            saying.line(f"{name}: {one.what or 'involved'}{f' ({one.contact})' if one.contact else ''}")

    saying.either(asked.json, document, tell)
