"""The sample's partners, and the referrals each way: made up beside the workbook, which has no sheet for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.interchange.sample.plan import LAST_DAY

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReferral:
    """A referral by the references of the person and the partner."""

    person_ref: str
    partner_ref: str
    direction: str
    source: str
    service: str
    made_on: date
    first_contact_on: date | None
    outcome: str
    outcome_on: date | None


def sample_partners() -> tuple[Partner, ...]:
    """The directory."""
    return tuple(
        Partner(partner_ref=f"PA-{number:03d}", name=name, kind=kind)
        for number, (name, kind, _) in enumerate(PARTNERS, start=1)
    )


def sample_referrals(
    people: Sequence[Mapping[str, object]], starts: Mapping[str, tuple[str, date]], seed: int
) -> tuple[SampleReferral, ...]:
    """One referral in for everybody, some weeks before they started, and some on to others, by consent to sharing.

    `people`: rows of the people's sheet by column; `starts`: each one's first service and day.
    """
    draw = Random(seed)
    found = []
    for person in people:
        ref = str(person["person_ref"])
        service, start = starts[ref]
        found.append(_in(ref, str(person["referral_source"]), service, start, draw))
        if person["consent_share"] and draw.random() < 0.15:
            found.append(_out(ref, start, draw))
    return tuple(one for one in found if one.made_on <= LAST_DAY)


def _in(ref: str, source: str, service: str, start: date, draw: Random) -> SampleReferral:
    made = start - timedelta(days=draw.randrange(9, 60))
    contact = made + timedelta(days=min(int(draw.expovariate(1 / 5)), 8))
    partners = [f"PA-{number:03d}" for number, one in enumerate(PARTNERS, start=1) if one[2] == source]
    return SampleReferral(
        person_ref=ref,
        partner_ref=draw.choice(partners) if partners else "",
        direction="in",
        source="" if partners else source,
        service=service,
        made_on=made,
        first_contact_on=contact,
        outcome="started",
        outcome_on=start,
    )


def _out(ref: str, start: date, draw: Random) -> SampleReferral:
    made = start + timedelta(days=draw.randrange(20, 200))
    return SampleReferral(
        person_ref=ref,
        partner_ref=f"PA-{draw.randrange(1, len(PARTNERS) + 1):03d}",
        direction="out",
        source="",
        service="",
        made_on=made,
        first_contact_on=None,
        outcome=draw.choice(("waiting", "referred_on")),
        outcome_on=None,
    )
