"""What is allowed in a person's record, and how it is tidied before it is kept."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from sfph_desktop.core.domain.areas import tidy_postcode
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.reaching import email_problems
from sfph_desktop.core.domain.workbook import DISABILITY

OLDEST = 125
"""Years: nobody is known to have lived longer."""


def tidy(person: ServiceUser) -> ServiceUser:
    """The same person without blanks around their words; a UK postcode in capitals with its one space."""
    words = {
        field.name: getattr(person, field.name).strip()
        for field in fields(person)
        if isinstance(getattr(person, field.name), str)
    }
    words["postcode"] = tidy_postcode(words["postcode"])
    return replace(person, **words)


def problems_of(person: ServiceUser, today: date) -> tuple[Problem, ...]:
    """Everything in a tidied record that cannot be so; empty when it can be kept. Each names its column."""
    found = []
    if not person.person_ref:
        found.append(_problem("person_ref", "", "A reference is needed", "your own reference, as P-0012"))
    found += _dates(person, today)
    for column in ("disability", "care_experienced"):
        said = getattr(person, column)
        if said and said not in DISABILITY:
            found.append(_problem(column, said, f"'{said}' is not one of the answers", ", ".join(DISABILITY)))
    return (*found, *email_problems(person.email))


def _dates(person: ServiceUser, today: date) -> list[Problem]:
    found = []
    born, died = person.date_of_birth, person.died_on
    ahead = f"a date up to {today:%d/%m/%Y}"
    if born and born > today:
        found.append(_problem("date_of_birth", str(born), "The date of birth has not come yet", "a date in the past"))
    elif born and today.year - born.year > OLDEST:
        reason = f"That would make them more than {OLDEST} years old"
        found.append(_problem("date_of_birth", str(born), reason, f"a date after {today.year - OLDEST}"))
    for column, day in (("referral_date", person.referral_date), ("died_on", died)):
        if day and day > today:
            found.append(_problem(column, str(day), "This date has not come yet", ahead))
        elif day and born and day < born:
            found.append(_problem(column, str(day), "This date is before they were born", "a date after their birth"))
    return found


def seen_outside_life(person: ServiceUser, first: date, last: date) -> tuple[Problem, ...]:
    """What cannot be about the dates of birth and death of somebody who was seen between these two days."""
    born, died = person.date_of_birth, person.died_on
    found = []
    if born and first < born:
        reason = f"They were seen on {first:%d/%m/%Y}, before that day"
        accepted = f"a date up to {first:%d/%m/%Y}, or correct what is recorded on that day"
        found.append(_problem("date_of_birth", str(born), reason, accepted))
    if died and last > died:
        reason = f"They were seen on {last:%d/%m/%Y}, after that day"
        accepted = f"a date from {last:%d/%m/%Y} on, or correct what is recorded on that day"
        found.append(_problem("died_on", str(died), reason, accepted))
    return tuple(found)


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=f"{reason}.", accepted=accepted, column=column, value=value)
