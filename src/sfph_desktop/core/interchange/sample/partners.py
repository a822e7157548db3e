"""The sample's partners, and the referrals each way, as rows of the workbook's sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import cast

from sfph_desktop.core.interchange.sample.plan import LAST_DAY, Row

PARTNERS = (
    ("Braes Medical Practice", "health_professional", "GP practice"),
    ("Shore Health Centre", "health_professional", "GP practice"),
    ("Community Link Workers, Braes", "health_professional", "community link worker"),
    ("Braes Social Work Team", "statutory_agency", "social work"),
    ("Braes Jobcentre", "statutory_agency", "Jobcentre"),
    ("Harbour Housing Association", "housing", "housing association"),
    ("Braes Carers Centre", "third_sector", ""),
    ("Kirk Wynd Food Pantry", "third_sector", ""),
)
"""Name, kind, and the source of referral that stands for it in the people's sheet."""


PARTNER_COLUMNS = "partner_ref name kind".split()
REFERRAL_COLUMNS = (
    "person_ref partner_ref direction source service made_on first_contact_on outcome outcome_on"
).split()


def sample_partners() -> list[Row]:
    """The directory."""
    return [(f"PA-{number:03d}", name, kind) for number, (name, kind, _) in enumerate(PARTNERS, start=1)]


def sample_referrals(
    people: Sequence[Mapping[str, object]], starts: Mapping[str, tuple[str, date]], seed: int
) -> list[Row]:
    """One referral in for everybody, some weeks before they started, and some on to others, by consent to sharing.

    `people`: rows of the people's sheet by column; `starts`: each one's first service and day.
    """
    draw = Random(seed)
    found: list[Row] = []
    for person in people:
        ref = str(person["person_ref"])
        service, start = starts[ref]
        made = cast("date", person["referral_date"])
        found.append(_in(ref, str(person["referral_source"]), service, made, start, draw))
        if person["consent_share"] and draw.random() < 0.15:
            sent = _out(ref, start, draw)
            found += [sent] if cast("date", sent[5]) <= LAST_DAY else []
    return found


def _in(ref: str, source: str, service: str, made: date, start: date, draw: Random) -> Row:
    contact = made + timedelta(days=min(int(draw.expovariate(1 / 5)), 8))
    partners = [f"PA-{number:03d}" for number, one in enumerate(PARTNERS, start=1) if one[2] == source]
    partner = draw.choice(partners) if partners else None
    return (ref, partner, "in", None if partners else source, service, made, contact, "started", start)


def _out(ref: str, start: date, draw: Random) -> Row:
    made = start + timedelta(days=draw.randrange(20, 200))
    partner = f"PA-{draw.randrange(1, len(PARTNERS) + 1):03d}"
    return (ref, partner, "out", None, None, made, None, draw.choice(("waiting", "referred_on")), None)
