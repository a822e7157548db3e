"""The sample's case studies: one of a person who agreed, and the enterprise's own with some of it yet to be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.stories import Quote, QuoteId, Story, StoryId, StoryQuote, StoryWords
from sfph_desktop.core.usecases.consents import require_consent
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

_TWICE = (
    "SELECT person_id FROM assessments GROUP BY person_id, instrument HAVING count(*) > 1"
    " INTERSECT SELECT person_id FROM events ORDER BY 1"
)


def add_sample_stories(office: Office) -> None:
    """Keep both, as one unit of work; without anybody who agreed and was asked twice there is only the enterprise's."""
    from sfph_desktop.core.interchange.sample import stories as sample

    with office.writing("brought in the sample's case studies") as unit:
        today = office.clock.today()
        person = _somebody(office, unit.connection)
        if person:
            require_consent(office, person, "story", unit.connection)
            whose = ServiceUserId(person)
            story = Story(
                story_ref="CS-0001", person_id=whose, title=sample.TITLE, shown_name=sample.NAME, begun_on=today
            )
            said = Quote(person_id=whose, said_by=sample.NAME, text=sample.PERSON_QUOTE, said_on=today, usable=True)
            _keep(unit, story, sample.PERSON_WORDS, said)
        own = Story(story_ref="CS-0002", kind="enterprise", begun_on=today)
        other = Quote(said_by=sample.OTHER_NAME, text=sample.OTHER_QUOTE, usable=True, agreed=sample.OTHER_AGREED)
        _keep(unit, own, sample.ENTERPRISE_WORDS, other)


def _somebody(office: Office, connection: Connection) -> int:
    """The first who agreed that their story is told, answered a questionnaire twice and has an event; 0 for nobody."""
    from sfph_desktop.core.store.queries.consents import people_allowing

    agreeing = people_allowing(connection, "story", office.clock.today())
    return next((int(row[0]) for row in connection.exec_driver_sql(_TWICE).all() if int(row[0]) in agreeing), 0)


def _keep(unit: Unit, story: Story, words: Mapping[str, str], quote: Quote) -> None:
    number = StoryId(unit.add("stories", story))
    for section, text in words.items():
        unit.add("story_words", StoryWords(story_id=number, section=section, text=text))
    said = QuoteId(unit.add("quotes", quote))
    unit.add("story_quotes", StoryQuote(story_id=number, quote_id=said))
