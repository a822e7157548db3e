"""A person whose record has everything a story tells, and an office with them in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.core.usecases.plain_office import plain_office

from sfph_desktop.core.domain.measures import Assessment, OutcomeEvent
from sfph_desktop.core.domain.partners import Involvement, Partner, PartnerId, Referral
from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.usecases import consents, people
from sfph_desktop.core.usecases.office import Office

ANN = ServiceUserId(1)


def story_office(folder: Path) -> Iterator[Office]:
    for made in plain_office(folder):
        fill_record(made)
        consents.give_consent(made, ANN, "story", how="written")
        yield made


def fill_record(office: Office) -> None:
    """Ann, whose record is full, and Ben, whose is not; neither has agreed to anything."""
    born = date(1980, 1, 1)
    people.add_person(office, ServiceUser(person_ref="P-1", given_name="Ann", family_name="Reid", date_of_birth=born))
    people.add_person(office, ServiceUser(person_ref="P-2", given_name="Ben", date_of_birth=born))
    with office.writing("a record") as unit:
        gp = PartnerId(
            unit.add("partners", Partner(partner_ref="PA-1", name="Leith Medical", kind="health_professional"))
        )
        unit.add("referrals", Referral(person_id=ANN, direction="in", partner_id=gp, made_on=date(2025, 2, 3)))
        unit.add("involvements", Involvement(person_id=ANN, partner_id=gp, what="checks her blood pressure"))
        unit.add("episodes", Episode(episode_ref="E1", person_id=ANN, service="Laundry", start_date=date(2025, 2, 17)))
        for day, score in ((date(2025, 2, 18), 17.0), (date(2025, 11, 4), 24.0)):
            unit.add(
                "assessments", Assessment(person_id=ANN, instrument="swemwbs7", date=day, scores={"metric": score})
            )
        unit.add(
            "events",
            OutcomeEvent(
                person_id=ANN, date=date(2025, 9, 8), event_type="job_started", sustained_weeks=13, note="pay slip"
            ),
        )
