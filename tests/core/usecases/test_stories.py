"""Case studies: consent before the first word, withdrawal stops everything, every use is found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import Quote, Story
from sfph_desktop.core.usecases import consents, history, people, quotes, stories
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.sample import fill_with_sample
from sfph_desktop.core.usecases.story_page import open_story

ANN, BEN = 1, 2


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    for made in plain_office(tmp_path):
        for ref, name in (("P-1", "Ann"), ("P-2", "Ben")):
            people.add_person(made, ServiceUser(person_ref=ref, given_name=name, date_of_birth=date(1980, 1, 1)))
        yield made


def begun(office: Office) -> Story:
    consents.give_consent(office, ANN, "story")
    return stories.begin_story(office, ANN, shown_name="Ina").value


def counts(office: Office) -> dict[str, int]:
    with office.reading() as connection:
        return {
            name: int(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one())
            for name in ("stories", "story_words", "quotes", "story_quotes", "story_uses", "units")
        }


def test_nothing_is_begun_without_consent_and_no_trace_is_left(office: Office) -> None:
    before = counts(office)
    with pytest.raises(UserCanFix, match="has not agreed that we tell their story"):
        stories.begin_story(office, ANN)
    consents.give_consent(office, ANN, "photo")
    with pytest.raises(UserCanFix, match="tell their story"):
        stories.begin_story(office, ANN)
    assert counts(office) == {**before, "units": before["units"] + 1}, "only the consent to a photo"
    story = begun(office)
    assert (story.story_ref, story.kind, story.person_id) == ("CS-0001", "person", ANN)
    assert stories.begin_story(office).value.kind == "enterprise", "the enterprise's own asks nobody"


def test_consent_that_ran_out_or_was_taken_back_stops_every_word(office: Office) -> None:
    story = begun(office)
    stories.write_words(office, story.id, "mattered", "To cook for others.")
    consents.withdraw_consent(office, ANN, "story")
    with office.reading() as connection:
        asked = stories.allowed_now(office, connection, story)
    assert not asked.yes and asked.said.endswith("under Consent on their page."), "nobody has asked for anything yet"
    before = counts(office)
    for work in (
        lambda: stories.write_words(office, story.id, "mattered", "More."),
        lambda: stories.change_story(office, replace(story, title="New")),
        lambda: stories.use_story(office, story.id, "pdf", "ina.pdf"),
        lambda: stories.begin_story(office, ANN),
        lambda: quotes.add_quote(office, Quote(person_id=ServiceUserId(ANN), text="Yes.", usable=True)),
    ):
        with pytest.raises(UserCanFix, match="has not agreed"):
            work()
    assert counts(office) == before
    assert stories.write_words(office, story.id, "mattered", "").value == story, "to take words out is always allowed"
    away = stories.change_story(office, replace(story, status="put_away")).value
    assert away.status == "put_away"
    with pytest.raises(UserCanFix, match="has not agreed"):
        stories.change_story(office, replace(away, status="ready"))


def test_a_withdrawal_lists_every_use_whoever_it_was_in(office: Office) -> None:
    story = begun(office)
    consents.give_consent(office, BEN, "story")
    said = quotes.add_quote(office, Quote(person_id=ServiceUserId(BEN), text="She is my neighbour.", usable=True)).value
    stories.use_story(office, story.id, "pdf", "ina.pdf")
    stories.set_quotes(office, story.id, [said.id])
    own = stories.begin_story(office, title="Our laundry").value
    stories.set_quotes(office, own.id, [said.id])
    stories.use_story(office, story.id, "print", "")
    stories.use_story(office, own.id, "document", "the bid for Leith")
    assert [(one.how, one.where_to, one.story_ref) for one in stories.uses_of(office, ANN)] == [
        ("print", "", "CS-0001"),
        ("pdf", "ina.pdf", "CS-0001"),
    ]
    assert [one.how for one in stories.uses_of(office, BEN)] == ["document", "print"]
    assert len(stories.uses_of_story(office, story.id)) == 2, "one use of two people is one use"
    consents.withdraw_consent(office, BEN, "story")
    with pytest.raises(UserCanFix, match="Ben has not agreed"):
        stories.use_story(office, own.id, "pdf", "own.pdf")
    stories.set_quotes(office, own.id, [])
    stories.use_story(office, own.id, "pdf", "own.pdf")


def test_a_quote_needs_the_agreement_of_whoever_said_it(office: Office) -> None:
    story = begun(office)
    with pytest.raises(UserCanFix, match="Ben has not agreed"):
        quotes.add_quote(office, Quote(person_id=ServiceUserId(BEN), text="She is kind.", usable=True))
    with pytest.raises(UserCanFix, match="how they agreed"):
        quotes.add_quote(office, Quote(said_by="a nurse", text="It works.", usable=True))
    kept = quotes.add_quote(office, Quote(said_by="a nurse", text="It works.")).value
    with pytest.raises(UserCanFix, match="may not be printed"):
        stories.set_quotes(office, story.id, [kept.id])
    allowed = quotes.change_quote(office, replace(kept, usable=True, agreed="by e-mail, 4 May 2025")).value
    stories.set_quotes(office, story.id, [allowed.id])
    quotes.change_quote(office, replace(allowed, usable=False))
    with pytest.raises(UserCanFix, match="may not be printed"):
        stories.use_story(office, story.id, "pdf", "ina.pdf")


def test_a_use_is_never_taken_back_and_its_story_stays(office: Office) -> None:
    story = begun(office)
    done = stories.use_story(office, story.id, "pdf", "ina.pdf")
    assert not done.unit_id, "no Undo is offered"
    last = history.recent(office)[0]
    with pytest.raises(UserCanFix, match="cannot be called back"):
        history.undo(office, last.id)
    with pytest.raises(UserCanFix, match="Put it away instead"):
        stories.remove_story(office, story.id)
    other = stories.begin_story(office).value
    assert stories.remove_story(office, other.id).unit_id
    people.remove_person(office, ANN)
    assert counts(office)["stories"] == 0
    assert counts(office)["story_uses"] == 0


def test_the_list_says_who_may_be_printed(office: Office) -> None:
    begun(office)
    stories.begin_story(office, title="Our laundry")
    found = stories.list_stories(office)
    at = {name: place for place, name in enumerate(found.columns)}
    assert [row[at["agreement"]] for row in found.rows] == ["may be printed", "may be printed"]
    consents.withdraw_consent(office, ANN, "story")
    found = stories.list_stories(office, "ina")
    assert [(row[at["about"]], row[at["agreement"]]) for row in found.rows] == [("Ann", "may not be printed")]
    assert stories.story_named(office, "P-1").story_ref == "CS-0001"
    with pytest.raises(UserCanFix, match="no case study 'P-2'"):
        stories.story_named(office, "P-2")


def test_the_sample_has_a_story_of_somebody_who_agreed_and_its_own(
    new_office: Callable[[Path], Office], tmp_path: Path
) -> None:
    made = new_office(tmp_path / "sample")
    fill_with_sample(made, people=60)
    found = stories.list_stories(made)
    assert [(row[1], row[2], row[6]) for row in found.rows] == [
        ("CS-0002", "enterprise", "may be printed"),
        ("CS-0001", "person", "may be printed"),
    ]
    page = open_story(made, 1)
    assert page.courses
    assert page.quotes
    assert page.sample
    assert [gap for gap in page.gaps if "typed" in gap or "stands in" in gap] == []
