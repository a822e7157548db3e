"""Partners in and out as Open Referral UK (HSDS 3.0) JSON.

A file may hold one organisation or service, a list of them, or a page of an interface (`contents`). What is wrong with
one entry is told with its place; the others are read. Of a service only its organisation is taken, with the area it
serves in its description.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sfph_desktop.core.domain.partners import Partner, PartnerContact
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.interchange.parsing import clean

LARGEST = 10_000_000
"""Bytes: a directory of ten thousand organisations has fewer."""
LONGEST, LONGEST_NAME = 10_000, 300
"""Letters of a text that are kept; a longer name is no name."""
MOST = 20_000
"""Organisations of one file: all of Scotland's charities are about as many."""
_NAMESPACE = UUID("6f9b2c1e-6f0e-4a86-9d4e-53fb0e0f5b11")
"""Of ids we make for partners that came from no file: the same partner has the same id in every export."""
ACCEPTED = "Open Referral (HSDS 3.0) JSON: an organisation, a service, a list of them, or a page with `contents`"

# What a word in the name or description of an organisation says of its kind; the first that fits.
_KINDS = (
    (
        "health_professional",
        r"\b(nhs|gp|surgery|medical|clinic|pharmacy|hospital|health cent(re|er)|dental|physio\w*)\b",
    ),
    ("housing", r"\b(housing|tenan\w*|homeless\w*)\b"),
    (
        "statutory_agency",
        r"\b(council|jobcentre|dwp|police|social work|local authority|health and social care partnership)\b",
    ),
    ("third_sector", r"\b(charity|scio|cic|trust|association|community|volunt\w*|non-?profit|foundation|society)\b"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file holds."""

    partners: tuple[tuple[Partner, tuple[PartnerContact, ...]], ...]
    """Without a reference of ours; `source_id` is their id in the file."""
    problems: tuple[Problem, ...] = ()
    """Entries, or parts of them, that could not be read; `row` counts the entries from 1."""


def read_partners(path: Path) -> Found:
    """The organisations of a file. Raises UserCanFix when it is no such file at all; nothing else is raised."""
    try:
        if path.stat().st_size > LARGEST:
            raise _refused(path, f"It is larger than {LARGEST // 1_000_000} MB.")
        entries = list(_entries(json.loads(path.read_text(encoding="utf-8-sig"))))
    except OSError as failure:
        raise _refused(path, failure.strerror or "It could not be read.") from None
    except (ValueError, RecursionError):
        table = path.suffix.casefold() in {".csv", ".xlsx", ".ods"}
        raise _refused(path, "It is a table, and not JSON." if table else "It is not JSON.") from None
    if len(entries) > MOST:
        raise _refused(path, f"It holds {len(entries):,} entries, and {MOST:,} are read at most: ask for fewer.")
    if not entries:
        raise _refused(path, "No organisation or service was found in it.")
    partners: dict[str, tuple[Partner, tuple[PartnerContact, ...]]] = {}
    problems = []
    for number, entry in enumerate(entries, start=1):
        organisation = _organisation(entry)
        name = _text(organisation, "name")
        if not name:
            reason = f"{path.name}, entry {number} has no organisation with a name."
            problems.append(Problem(reason=reason, accepted="organization.name", row=number, column="name"))
            continue
        if len(name) > LONGEST_NAME:
            reason = f"{path.name}, entry {number}: its name has {len(name):,} letters."
            problems.append(Problem(reason=reason, accepted=f"up to {LONGEST_NAME}", row=number, column="name"))
            continue
        source_id = _text(organisation, "id") or name.casefold()
        there = partners.get(source_id)
        if there is None:
            partners[source_id] = (_partner(organisation, entry, source_id), tuple(_contacts(organisation, entry)))
        elif there[0].name != name:
            reason = f"{path.name}, entry {number}: {name} has the id of {there[0].name}."
            problems.append(Problem(reason=reason, accepted="an id of its own", row=number, column="id"))
    return Found(partners=tuple(partners.values()), problems=tuple(problems))


def _refused(path: Path, why: str) -> UserCanFix:
    return UserCanFix(
        what=f"{path.name} is not a directory of services.", why=why, do=f"Accepted: {ACCEPTED}. Nothing was changed."
    )


def _entries(document: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(document, list):
        for one in document:
            yield from _entries(one)
    elif isinstance(document, Mapping):
        page = next((document[name] for name in ("contents", "content", "services", "organizations")
                     if isinstance(document.get(name), list) and "name" not in document), None)  # fmt: skip
        if page is None:
            if _is_entry(document):
                yield document
        else:
            yield from _entries(page)


_OURS = frozenset(
    "description organization organizations locations contacts phones email website url status legal_status "
    "service_at_locations organization_id services".split()
)
_SCHEMA = frozenset({"$schema", "properties", "datapackage_metadata", "tabular_required"})


def _is_entry(document: Mapping[str, Any]) -> bool:
    """Whether an object says more of itself than a name, and is not the schema that describes such objects."""
    return not _SCHEMA & document.keys() and ("id" in document or bool(_OURS & document.keys()))


def _organisation(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = entry.get("organization")
    if isinstance(inner, Mapping):
        return inner
    return {} if "status" in entry and "organization_id" in entry else entry


def _partner(organisation: Mapping[str, Any], entry: Mapping[str, Any], source_id: str) -> Partner:
    address, postcode = _address(organisation) or _address(entry) or ("", "")
    about = _text(organisation, "description") or _text(entry, "description")
    return Partner(
        partner_ref="",
        name=_text(organisation, "name"),
        kind=guessed_kind(f"{_text(organisation, 'name')} {about} {_text(organisation, 'legal_status')}"),
        address=address,
        postcode=postcode,
        phone=_phone(organisation) or _phone(entry),
        email=_text(organisation, "email") or _text(entry, "email"),
        website=_text(organisation, "website") or _text(organisation, "url"),
        description=about,
        source_id=source_id,
    )


def guessed_kind(words: str) -> str:
    """The kind of partner that words about it suggest; `other` when they suggest none."""
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words.casefold())), "other")


def _contacts(*places: Mapping[str, Any]) -> Iterator[PartnerContact]:
    seen = set()
    for place in places:
        for contact in _listed(place, "contacts"):
            name, job = _text(contact, "name"), _text(contact, "title") or _text(contact, "department")
            if (name or job) and (name, job) not in seen:
                seen.add((name, job))
                yield PartnerContact(
                    partner_id=0,  # type: ignore[arg-type]
                    name=name or job,
                    job=job if name else "",
                    phone=_phone(contact),
                    email=_text(contact, "email"),
                )


def _address(place: Mapping[str, Any]) -> tuple[str, str] | None:
    at = [one.get("location") for one in _listed(place, "service_at_locations")]
    for location in (*_listed(place, "locations"), *(one for one in at if isinstance(one, Mapping))):
        for address in _listed(location, "addresses"):
            lines = (_text(address, part) for part in ("address_1", "address_2", "city", "region"))
            return "\n".join(line for line in lines if line), _text(address, "postal_code")
    return None


def _phone(place: Mapping[str, Any]) -> str:
    numbers = (_text(phone, "number").strip('"') for phone in _listed(place, "phones"))
    return next((number for number in numbers if number), "")


def _listed(place: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    found = place.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else ()


def _text(place: Mapping[str, Any], name: str) -> str:
    found = place.get(name)
    return " ".join(clean(found[:LARGEST], LARGEST).split())[:LONGEST] if isinstance(found, str) else ""


def partners_json(partners: Sequence[tuple[Partner, Sequence[PartnerContact]]]) -> str:
    """Partners as a list of HSDS 3.0 organisations, in the order given: the same partners give the same text.

    Contacts go with what they do and how to reach them, without their names: those are nobody's to pass on.
    """
    return json.dumps([_written(*one) for one in partners], ensure_ascii=False, indent=1) + "\n"


def _written(partner: Partner, contacts: Sequence[PartnerContact]) -> dict[str, Any]:
    own = exported_id(partner)
    organisation: dict[str, Any] = {
        "id": own,
        "name": partner.name,
        "description": partner.description or KINDS_SAID.get(partner.kind, partner.kind),
        "email": partner.email,
        "website": partner.website,
        "phones": [{"id": _part(own, "phone"), "number": partner.phone}] if partner.phone else [],
        "contacts": [
            {
                "id": _part(own, f"contact {number}"),
                "title": contact.job or "Contact",
                "email": contact.email,
                "phones": [{"id": _part(own, f"contact phone {number}"), "number": contact.phone}]
                if contact.phone
                else [],
            }
            for number, contact in enumerate(contacts, start=1)
        ],
        "locations": [_location(own, partner)] if partner.address or partner.postcode else [],
    }
    return _without_blanks(organisation)


KINDS_SAID = {
    "health_professional": "Health professional",
    "statutory_agency": "Statutory agency",
    "housing": "Housing organisation",
    "third_sector": "Third sector organisation",
    "business": "Business",
    "other": "Organisation",
}


def _location(own: str, partner: Partner) -> dict[str, Any]:
    lines = partner.address.splitlines() or [""]
    return {
        "id": _part(own, "location"),
        "location_type": "physical",
        "addresses": [
            {
                "id": _part(own, "address"),
                "address_1": lines[0],
                "address_2": ", ".join(lines[1:-1]),
                "city": lines[-1] if len(lines) > 1 else "",
                "postal_code": partner.postcode,
                "country": "GB",
                "address_type": "physical",
            }
        ],
    }


def _without_blanks(entry: dict[str, Any]) -> dict[str, Any]:
    kept = {}
    for name, found in entry.items():
        if isinstance(found, list):
            found = [_without_blanks(one) if isinstance(one, dict) else one for one in found]
        if found not in ("", []):
            kept[name] = found
    return kept


def exported_id(partner: Partner) -> str:
    """The id a partner has in our export: the one it came with where that is a UUID, otherwise always the same one."""
    try:
        return str(UUID(partner.source_id))
    except ValueError:
        return str(uuid5(_NAMESPACE, partner.source_id or partner.partner_ref))


def _part(own: str, what: str) -> str:
    return str(uuid5(UUID(own), what))
