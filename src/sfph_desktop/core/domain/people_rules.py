"""What is allowed in a person's record, and how it is tidied before it is kept."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.workbook import DISABILITY

OLDEST = 125
"""Years: nobody is known to have lived longer."""
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")


def tidy(person: ServiceUser) -> ServiceUser:
    """The same person without blanks around their words; a UK postcode in capitals with its one space."""
    words = {
        field.name: getattr(person, field.name).strip()
        for field in fields(person)
        if isinstance(getattr(person, field.name), str)
    }
    postcode = _POSTCODE.fullmatch(" ".join(words["postcode"].upper().split()))
    if postcode:
        words["postcode"] = " ".join(postcode.groups())
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
    if person.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", person.email):
        found.append(_problem("email", person.email, f"'{person.email}' is not an email address", "name@place.org"))
    return tuple(found)


def _dates(person: ServiceUser, today: date) -> list[Problem]:
    found = []
    born = person.date_of_birth
    if born and born > today:
        found.append(_problem("date_of_birth", str(born), "The date of birth has not come yet", "a date in the past"))
    elif born and today.year - born.year > OLDEST:
        reason = f"That would make them more than {OLDEST} years old"
        found.append(_problem("date_of_birth", str(born), reason, f"a date after {today.year - OLDEST}"))
    day = person.referral_date
    if day and day > today:
        found.append(
            _problem("referral_date", str(day), "This date has not come yet", f"a date up to {today:%d/%m/%Y}")
        )
    elif day and born and day < born:
        found.append(
            _problem("referral_date", str(day), "This date is before they were born", "a date after their birth")
        )
    return found


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=f"{reason}.", accepted=accepted, column=column, value=value)
