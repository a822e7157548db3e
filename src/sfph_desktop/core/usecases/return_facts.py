"""Facts about the enterprise in a return: an allow-list of named fields, each with its reason; nobody is in them.

One function a subject. Another subject is one function more in `PROVIDERS` and its fields in `REASONS`, or in `named`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from sfph_desktop.core.domain.contracts import ROUTES, WorkforceFact
from sfph_desktop.core.domain.memberships import CLIENT_GROUPS, MembershipProfile, client_groups
from sfph_desktop.core.domain.network import OrganisationFact, Qualifier, Quarter
from sfph_desktop.core.domain.readiness import ANSWERS, RETURN_FIELD, ReadinessQuestion
from sfph_desktop.core.usecases.duties import duties
from sfph_desktop.core.usecases.income import income
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.return_facts_before import as_told, told_counts

SIZES = ((0, "0"), (5, "1-5"), (20, "6-20"), (50, "21-50"), (250, "51-250"))
"""The largest headcount of each band, and what it is called; beyond them `over 250`."""
_READY = "To see what would help members to grow, and who has found a way."
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_ALIKE = "To compare you with members who are like you."
_ROUTES = "To see how the sector is paid, and whether that changes."
_KEY_PERSON = "To see how much rests on one person: almost every case of 2008 depended on one."
_ROUTE_WORDS = {"sla": "service level agreement", "psp": "public social partnership"}
REASONS: Mapping[str, tuple[str, str]] = {
    "legal_form": ("Legal form", _ALIKE),
    "area": ("Council area", _ALIKE),
    "health_board": ("Health board", _ALIKE),
    "client_groups": ("Whom you support", _ALIKE),
    "established": ("Year in which you began", _ALIKE),
    "size": ("Size, by people employed", _ALIKE),
    **{f"income_{route}": (f"Income by {_ROUTE_WORDS.get(route, route)}", _ROUTES) for route in ROUTES},
    "income_year": ("Financial year of the income", _ROUTES),
    "staff_headcount": ("People employed", "To see how many work in the sector."),
    "staff_fte": ("Full-time equivalents", "To see how many work in the sector."),
    "leavers_in_year": ("Leavers in twelve months", "To see how well staff are kept."),
    "staff_former_service_users": ("Staff who were supported here", "To show that employing them is a strength."),
    "volunteers": ("Volunteers, as counted by you", "To see how many give their time."),
    "living_wage": ("Pays the real Living Wage", "To show fair work."),
    "duties": ("Duties written down", _KEY_PERSON),
    "duties_of_one_person": ("Duties of whoever has the most", _KEY_PERSON),
    "duties_without_stand_in": ("Duties nobody stands in for", _KEY_PERSON),
}
"""Every field that may leave: what it is called, and why the network asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a provider may look at."""

    office: Office
    quarter: Quarter
    profile: MembershipProfile
    threshold: int


def facts(asked: Asked) -> tuple[OrganisationFact, ...]:
    """The facts of a return; a field that is in no list of reasons cannot leave, whoever provides it."""
    known = named(asked.office)
    found = [fact for provide in PROVIDERS for fact in provide(asked)]
    return tuple(fact for fact in found if fact.field in known)


def named(office: Office) -> dict[str, tuple[str, str]]:
    """What each field is called, and why the network asks for it: `REASONS`, and the questions on readiness."""
    return {**REASONS, **{f"{RETURN_FIELD}{one.id}": (one.text, _READY) for one in _questions(office)}}


def _questions(office: Office) -> tuple[ReadinessQuestion, ...]:
    from sfph_desktop.core.reference.readiness import readiness_themes
    from sfph_desktop.core.usecases.readiness import QUESTIONS

    themes = readiness_themes(office.paths.resources.joinpath(*QUESTIONS))
    return tuple(question for theme in themes for question in theme.questions)


def _profile(asked: Asked) -> Iterator[OrganisationFact]:
    """Codes of lists alone: words of somebody's own never leave."""
    profile = asked.profile
    for name, code in (
        ("legal_form", profile.legal_form),
        ("area", profile.council),
        ("health_board", profile.health_board),
    ):
        yield _told(name, code if _CODE.fullmatch(code) else "", "code")
    known = [one for one in client_groups(profile.client_groups) if one in CLIENT_GROUPS]
    yield _told("client_groups", " ".join(known), "code")
    yield _told("established", "" if profile.established is None else str(profile.established), "year")


def _workforce(asked: Asked) -> Iterator[OrganisationFact]:
    last = _last_count(asked)
    headcount = None if last is None else last.staff_headcount
    yield _told("size", "" if headcount is None else size_of(headcount), "people")
    if last is None:
        return
    yield _guarded("staff_headcount", headcount, asked.threshold)
    fte = "" if last.staff_fte is None or (headcount or 0) < asked.threshold else f"{last.staff_fte:g}"
    yield OrganisationFact(field="staff_fte", value=fte, unit="people", qualifier="" if fte else "few")
    yield _guarded("leavers_in_year", last.leavers_in_year, asked.threshold)
    yield _supported_once(asked, last.staff_former_service_users, headcount)
    yield _guarded("volunteers", last.volunteers, asked.threshold)
    yield _told("living_wage", last.living_wage if last.living_wage in {"yes", "no"} else "", "yes or no")


def _supported_once(asked: Asked, people: int | None, headcount: int | None) -> OrganisationFact:
    """How many of the staff were supported here; as it was sent before until it has changed by enough people.

    12 and then 13, beside one newcomer whom everybody knows, would tell that they were supported.
    """
    field = "staff_former_service_users"
    found = _guarded(field, people, asked.threshold, of=headcount)
    if people is None or found.qualifier:
        return found
    was = as_told(people, told_counts(asked.office, field), asked.quarter, asked.threshold)
    if was == people:
        return found
    held = _guarded(field, was, asked.threshold, of=headcount)
    return held if held.qualifier else replace(held, qualifier="earlier")


def _last_count(asked: Asked) -> WorkforceFact | None:
    """The workforce as last counted by the end of the quarter."""
    from sfph_desktop.core.store.queries.values import values_of

    with asked.office.reading() as connection:
        every: tuple[WorkforceFact, ...] = values_of(connection, "workforce")
    known = [one for one in every if one.date <= asked.quarter.period.end]
    return max(known, key=lambda one: (one.date, one.id), default=None)


def size_of(headcount: int) -> str:
    """The band of a headcount."""
    return next((name for most, name in SIZES if headcount <= most), "over 250")


def _income(asked: Asked) -> Iterator[OrganisationFact]:
    """The last financial year that had ended by the end of the quarter, in whole pounds."""
    end = asked.quarter.period.end
    # Of a year that begins in April the first quarter ends on its last day.
    year = end.year - 1
    name = f"{year}/{(year + 1) % 100:02}"
    found = next((one for one in income(asked.office).years if one.year == name), None)
    yield _told("income_year", name if found is not None else "", "financial year")
    by_route = {} if found is None else found.by_route
    for route in ROUTES if found is not None else ():
        amount = by_route.get(route)
        yield _told(f"income_{route}", "0" if amount is None else str(round(amount.pence / 100)), "pounds")


def _duties(asked: Asked) -> Iterator[OrganisationFact]:
    """How many duties rest on one person; who that is does not leave."""
    every = duties(asked.office)
    if not every:
        yield _told("duties", "", "duties")
        return
    most = max(Counter(one.who.casefold() for one in every).values())
    yield _told("duties", str(len(every)), "duties")
    yield _told("duties_of_one_person", str(most), "duties")
    yield _told("duties_without_stand_in", str(sum(not one.stands_in for one in every)), "duties")


def _readiness(asked: Asked) -> Iterator[OrganisationFact]:
    """The answers to the questions on readiness, as far as any were given; notes on them never leave."""
    from sfph_desktop.core.store.queries.values import values_of

    with asked.office.reading() as connection:
        said = {one.question: str(one.answer) for one in values_of(connection, "readiness_answers")}
    for one in _questions(asked.office):
        if said.get(one.id) in ANSWERS:
            yield _told(f"{RETURN_FIELD}{one.id}", said[one.id], "answer")


PROVIDERS: list[Callable[[Asked], Iterator[OrganisationFact]]] = [_profile, _workforce, _income, _duties, _readiness]


def _told(field: str, value: str, unit: str) -> OrganisationFact:
    return OrganisationFact(field=field, value=value, unit=unit, qualifier="" if value else "not_measured")


def _guarded(field: str, people: int | None, threshold: int, *, of: int | None = None) -> OrganisationFact:
    """A count of people, held back when it is small, none, or all but a few of a whole."""
    if people is None:
        return _told(field, "", "people")
    qualifier: Qualifier = ""
    if people < threshold:
        qualifier = "few"
    elif of is not None and of - people < threshold:
        qualifier = "everybody"
    return OrganisationFact(field=field, value="" if qualifier else str(people), unit="people", qualifier=qualifier)
