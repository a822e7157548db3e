"""A worked profile of an invented enterprise in the twelve sections of the template, as any enterprise's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sfph_desktop.core.domain.sample_enterprises import SampleEnterprise
from sfph_desktop.core.domain.stories import Story
from sfph_desktop.core.domain.story_page import Allowed, Fact, SectionShown, StoryPage
from sfph_desktop.core.domain.story_template import ENTERPRISE
from sfph_desktop.core.reports import wording

MAIN_ROUTE_WORDS = {
    "tender": "mainly by tender",
    "sell": "mainly by selling",
    "sla": "mainly by service level agreement",
    "grant": "mainly by grants",
}
_ROUTE_WORDS = {"contract": "contracts", "sla": "service level agreements", "grant": "grants", "sales": "sales"}


def profile_page(one: SampleEnterprise, today: date) -> StoryPage:
    """The profile as an opened case study: always a sample, in which nobody is told of by name."""
    words, facts = _words(one), _facts(one)
    return StoryPage(
        story=Story(story_ref=one.ref, kind="enterprise", title=one.name, begun_on=today),
        name=one.name,
        allowed=Allowed(yes=True, said="It is invented, and tells of nobody."),
        sections=tuple(
            SectionShown(section=section, words=words.get(section.key, ""), facts=facts.get(section.key, ()))
            for section in ENTERPRISE
        ),
        enterprise="A worked profile, invented",
        sample=True,
        today=None,
    )


def _words(one: SampleEnterprise) -> Mapping[str, str]:
    return {
        "who": one.purpose,
        "why": one.why,
        "serves": one.serves,
        "does": one.does,
        "added": one.added,
        "barriers": f"In the way: {one.barriers}\n\nWhat helped: {one.helped}",
        "network": one.network,
        "learning": one.learning,
    }


def _facts(one: SampleEnterprise) -> Mapping[str, tuple[Fact, ...]]:
    told = {
        "who": [
            f"In {one.place}, {one.country}: a {one.legal_form}, begun in {one.began}. Field of work: {one.field}."
        ],
        "people": _people(one),
        "money": _money(one),
        "partners": _partners(one),
    }
    facts = {key: tuple(Fact(text=text) for text in texts) for key, texts in told.items()}
    return facts | {"outcomes": tuple(Fact(text=text, level=level) for level, text in one.outcomes)}


def _people(one: SampleEnterprise) -> list[str]:
    posts = f"the hours of {wording.quantity(one.fte)} full-time posts"
    helpers = f"{wording.counted(one.volunteers, 'volunteer')} give their time" if one.volunteers else "no volunteers"
    told = [f"{wording.counted(one.staff, 'person')} work here ({posts}); {helpers}."]
    if one.former_service_users:
        told.append(f"{one.former_service_users} of the {one.staff} used its services before they worked there.")
    return told


def _money(one: SampleEnterprise) -> list[str]:
    parts = sorted(one.routes.items(), key=lambda part: -part[1])
    shares = [f"{share} from {_ROUTE_WORDS[route]}" for route, share in parts]
    told = [
        f"Turnover: {wording.money(one.turnover)} a year, {MAIN_ROUTE_WORDS[one.main_route]}.",
        f"Of every £100: £{wording.name_list([shares[0], *(f'£{share}' for share in shares[1:])])}.",
    ]
    if one.largest_contract:
        told.append(f"The largest contract is worth {wording.money(one.largest_contract)} a year.")
    return told


def _partners(one: SampleEnterprise) -> list[str]:
    told = []
    if one.commissioners:
        told.append(f"Commissioned by {wording.name_list(list(one.commissioners))}.")
    if one.partners:
        told.append(f"Works with {wording.name_list(list(one.partners))}.")
    return told
