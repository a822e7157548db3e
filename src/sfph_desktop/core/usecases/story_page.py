"""A case study opened: what the record says today beside what somebody wrote, and what is still missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.contracts import Contract, WorkforceFact
from sfph_desktop.core.domain.network import Benchmark
from sfph_desktop.core.domain.opportunities import BidderFact
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import Quote, Story
from sfph_desktop.core.domain.story_page import (
    Course,
    EnterpriseRecord,
    Fact,
    PersonRecord,
    SectionShown,
    StoryPage,
    uses_told,
)
from sfph_desktop.core.domain.story_rules import figures_typed
from sfph_desktop.core.domain.story_template import TEMPLATES
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.stories import allowed_now, story_of
from sfph_desktop.core.usecases.story_facts import person_record

if TYPE_CHECKING:
    from sfph_desktop.core.domain.impact import ImpactRun
    from sfph_desktop.core.store.unit_of_work import Connection

SOMEBODY = "Somebody we support"
"""What a person is called in print who chose no name."""


def open_story(office: Office, story_id: int) -> StoryPage:
    """One case study as it stands today. Without agreement its words are shown, and nothing is drawn from the record.

    Raises UserCanFix when it is not in the store any more.
    """
    from sfph_desktop.core.store.queries import stories as queries
    from sfph_desktop.core.usecases.kept_runs import newest_whole_run
    from sfph_desktop.core.usecases.person import person_of

    run = newest_whole_run(office)
    with office.reading() as connection:
        story = story_of(connection, story_id)
        allowed = allowed_now(office, connection, story)
        facts: Mapping[str, tuple[Fact, ...]] = {}
        courses: tuple[Course, ...] = ()
        record: PersonRecord | EnterpriseRecord | None = None
        if story.kind == "enterprise":
            record, facts = _of_enterprise(office, connection, run)
        elif allowed.yes:
            record, facts = _of_person(office, connection, story)
            courses = record.courses
        written = {one.section: one.text for one in queries.story_words(connection, story_id)}
        shown = queries.quotes_in(connection, story_id)
        person = None if story.person_id is None else person_of(connection, int(story.person_id))
        page = StoryPage(
            story=story,
            name=story.title or story.shown_name or (office.info().name if person is None else SOMEBODY),
            person=person,
            allowed=allowed,
            sections=_sections(story, facts, written),
            courses=courses,
            quotes=shown,
            bank=_bank(office, connection, story, shown),
            uses=uses_told(queries.uses_of_story(connection, story_id), queries.story_refs(connection)),
            gaps=(),
            enterprise=office.info().name,
            sample=office.info().sample,
            today=office.clock.today(),
            evidence_level=run.evidence_level if run and story.kind == "enterprise" else 0,
            snapshot=run.snapshot if run and story.kind == "enterprise" else "",
        )
    return _with_gaps(page, record)


def _of_person(
    office: Office, connection: Connection, story: Story
) -> tuple[PersonRecord, dict[str, tuple[Fact, ...]]]:
    from sfph_desktop.core.reports.stories.person import person_facts

    record = person_record(office, connection, story)
    return record, person_facts(record)


def _of_enterprise(
    office: Office, connection: Connection, run: ImpactRun | None
) -> tuple[EnterpriseRecord, dict[str, tuple[Fact, ...]]]:
    from sfph_desktop.core.reports.stories.enterprise import enterprise_facts
    from sfph_desktop.core.store.queries.values import values_of

    contracts: tuple[Contract, ...] = values_of(connection, "contracts")
    workforce: tuple[WorkforceFact, ...] = values_of(connection, "workforce")
    partners: tuple[Partner, ...] = values_of(connection, "partners")
    facts: tuple[BidderFact, ...] = values_of(connection, "bidder_facts")
    latest = max((one for one in facts if one.turnover), key=lambda one: one.date, default=None)
    record = EnterpriseRecord(
        name=office.info().name,
        today=office.clock.today(),
        services=values_of(connection, "services"),
        groups=values_of(connection, "groups"),
        contracts=contracts,
        turnover=latest.turnover if latest else None,
        turnover_to=latest.date if latest else None,
        workforce=max(workforce, key=lambda one: one.date, default=None),
        partners=partners,
        run=run,
        benchmarks=_benchmarks(connection),
    )
    return record, enterprise_facts(record)


def _benchmarks(connection: Connection) -> tuple[Benchmark, ...]:
    """Where we stand among all members: the lines of the newest pack that tell it."""
    from sfph_desktop.core.usecases.benchmarks import newest_pack

    page = newest_pack(connection)
    return tuple(
        one for one in (page.lines if page else ()) if not one.hidden and not one.alike and one.own is not None
    )


def _sections(
    story: Story, facts: Mapping[str, tuple[Fact, ...]], written: Mapping[str, str]
) -> tuple[SectionShown, ...]:
    return tuple(
        SectionShown(section=one, facts=facts.get(one.key, ()), words=written.get(one.key, ""))
        for one in TEMPLATES[story.kind]
    )


def _bank(office: Office, connection: Connection, story: Story, shown: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The quotes that may be set into a story as well: in a person's, those about them come first."""
    from sfph_desktop.core.store.queries.consents import people_allowing
    from sfph_desktop.core.store.queries.values import values_of

    every: tuple[Quote, ...] = values_of(connection, "quotes")
    agreeing = people_allowing(connection, "story", office.clock.today())
    there = {one.id for one in shown}
    free = [
        one
        for one in every
        if one.usable and one.id not in there and (one.person_id is None or int(one.person_id) in agreeing)
    ]
    return tuple(
        sorted(free, key=lambda one: (one.person_id != story.person_id or one.person_id is None, -int(one.id)))
    )


# --- what is missing --------------------------------------------------------------------------------------------------


def _with_gaps(page: StoryPage, record: PersonRecord | EnterpriseRecord | None) -> StoryPage:
    found = [*_unwritten(page), *_typed(page)]
    if isinstance(record, PersonRecord):
        found = [*_person_gaps(page, record), *found]
    elif isinstance(record, EnterpriseRecord):
        found = [*_enterprise_gaps(record), *found]
    return replace(page, gaps=tuple(found))


def _unwritten(page: StoryPage) -> Iterator[str]:
    for one in page.sections:
        if one.section.needed and not one.words:
            yield f"Nothing is written under “{one.section.title}” yet."


def _typed(page: StoryPage) -> Iterator[str]:
    facts = [fact.text for one in page.sections for fact in one.facts]
    for one in page.sections:
        for figure in figures_typed(one.words, facts):
            where = f"“{figure}” under “{one.section.title}”"
            yield f"{where} is typed, and no fact here shows it: check it, or take it out."


def _person_gaps(page: StoryPage, record: PersonRecord) -> Iterator[str]:
    if not page.story.shown_name:
        yield f"They have not chosen a name: the story says “{SOMEBODY}”."
    yield from _named(page, record.person)
    if not record.courses:
        once = f" {', '.join(record.once_only)}: once so far." if record.once_only else ""
        yield f"No questionnaire was filled in twice, so no change is shown.{once}"
    if not page.quotes:
        yield "No quote is set into it."
    if record.partners_kept_back:
        yield "What partners did is kept back: they have not agreed that it is shared."
    if page.story.read_on is None:
        yield "They have not read it yet: note the day when they have, and are content."


def _named(page: StoryPage, person: ServiceUser) -> Iterator[str]:
    """Their own name where they chose another."""
    chosen = page.story.shown_name.casefold()
    names = {name for name in (person.given_name, person.family_name, person.known_as) if len(name) > 1}
    for name in sorted(one for one in names if one.casefold() not in chosen):
        found = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        where = [one.section.title for one in page.sections if found.search(one.words)]
        where += ["the quotes" for one in page.quotes if found.search(f"{one.text} {one.said_by}")][:1]
        where += ["the title"] if found.search(page.story.title) else []
        if where:
            yield f"“{name}” stands in {', '.join(f'“{one}”' for one in where)}, and they chose another name."


def _enterprise_gaps(record: EnterpriseRecord) -> Iterator[str]:
    if record.run is None:
        yield "No run of the toolkit is kept, so there is no figure of what changed: run it on Impact."
    if record.workforce is None:
        yield "Nothing is recorded of the workforce."
    if not record.contracts:
        yield "No contract is recorded, so nothing is said of where the money comes from."
    if record.turnover is None:
        yield "The turnover is not recorded: it belongs to the facts for bids, on Opportunities."
    if not record.partners:
        yield "No partner is recorded."
    if not record.benchmarks:
        yield "Where you stand beside the network is not known: no benchmark that tells it has been brought in."


def check_may_leave(page: StoryPage) -> None:
    """Raise UserCanFix when a story may not be printed today."""
    if not page.allowed.yes:
        raise UserCanFix(what=f"{page.story.story_ref} may not be printed.", why=page.allowed.said)


def course_pictures(office: Office, page: StoryPage, style: object) -> tuple[tuple[str, str, bytes], ...]:
    """The charts of a person's scores for the screen: what each finds, what it says in words, and the picture."""
    from sfph_desktop.core.reports.charts.course import course_chart
    from sfph_desktop.core.reports.charts.screen import style_of
    from sfph_desktop.core.reports.charts.vectors import screen_svg

    look = style_of(style, office.paths.resources / "fonts")
    drawn = [course_chart(one, look) for one in page.courses]
    return tuple((one.title, one.alt, screen_svg(one)) for one in drawn)
