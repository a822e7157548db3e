"""Case studies in the window: begun by consent, written beside the facts, saved with a trace, stopped by withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of, unnamed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from tests.core.usecases.desk_offices import a_desk, joined

from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.usecases import stories
from sfph_desktop.core.usecases.consents import give_consent, withdraw_consent
from sfph_desktop.core.usecases.good_practice import take_offer
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person
from sfph_desktop.core.usecases.story_page import open_story

CAT = 1


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    born = date(1950, 1, 1)
    add_person(real_office, ServiceUser(person_ref="P-1", given_name="Cat", family_name="Ross", date_of_birth=born))
    with real_office.writing("a service") as unit:
        person = ServiceUserId(CAT)
        unit.add("episodes", Episode(episode_ref="E1", person_id=person, service="Lunch", start_date=date(2025, 2, 3)))
    with stage_of(qtbot, real_office, tmp_path / "desk") as made:
        yield made


def said(widget: Any) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_without_agreement_the_record_and_the_form_say_why_and_nothing_is_begun(stage: Stage) -> None:
    people = stage.go("people", CAT)
    piece = people.ties.story
    assert not piece.tell.isEnabled()
    assert "has not agreed that we tell their story" in piece.reason.text()
    page = stage.go("stories")
    page.begin(CAT, "Cat Ross")
    page.form.begin.click()
    stage.settle()
    assert "has not agreed" in page.form.refused.said
    assert stories.list_stories(stage.office).rows == ()
    page.form.record.click()
    stage.settle()
    assert stage.frame.here == "people"


def test_a_story_is_begun_from_the_record_written_quoted_and_saved(stage: Stage, tmp_path: Path) -> None:
    give_consent(stage.office, CAT, "story")
    people = stage.go("people", CAT)
    people.ties.story.tell.setFocus()
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    page = stage.frame.pages["stories"]
    assert stage.focused() is page.form.begin
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    stage.wait(lambda: page.sheet is not None)
    sheet = page.sheet
    stage.wait(lambda: "Joined Lunch between January and March 2025" in said(sheet.sections["happened"]))
    assert "They have not chosen a name" in sheet.gaps.said
    assert not unnamed(page)

    sheet.form.rows["shown_name"].editor.setFocus()
    stage.type("Ina")
    sheet.sections["mattered"].editor.editor.setFocus()
    stage.type("Company.")
    stage.press(Qt.Key.Key_Tab)
    stage.settle()
    sheet.quotes.write.click()
    stage.type("I laugh again.")
    sheet.quotes.new.keep.click()
    stage.settle()
    kept = open_story(stage.office, 1)
    assert kept.story.shown_name == "Ina"
    assert [(one.text, one.said_by, one.person_id) for one in kept.quotes] == [("I laugh again.", "Ina", CAT)]
    assert next(one.words for one in kept.sections if one.section.key == "mattered") == "Company."
    assert "1 page of paper" in sheet.length.text()

    sheet.for_whom.setText("the board")
    page.save_as(tmp_path / "ina.html")
    stage.settle()
    assert "Company." in (tmp_path / "ina.html").read_text(encoding="utf-8")
    assert "Used in 1 document: ina.html, for the board" in sheet.uses.text()
    assert not sheet.remove.isVisible()


def test_a_withdrawal_anywhere_lists_every_use_and_stops_the_page(stage: Stage, tmp_path: Path) -> None:
    give_consent(stage.office, CAT, "story")
    stories.begin_story(stage.office, CAT)
    stories.use_story(stage.office, 1, "document", "the bid for Leith")
    page = stage.go("stories", 1)
    withdraw_consent(stage.office, CAT, "story")
    page.save_as(tmp_path / "ina.pdf")
    stage.settle()
    assert not (tmp_path / "ina.pdf").exists()
    page.load()
    stage.settle()
    assert "They took it back" in page.sheet.stop.said
    assert not page.sheet.print.isEnabled()
    assert not page.sheet.sections["mattered"].editor.isEnabled()
    assert "the bid for Leith" in page.sheet.uses.text()
    stage.wait(lambda: "Nothing is drawn from the record" in said(page.sheet.sections["happened"]))
    story = stage.go("people", CAT).ties.story
    assert "Used in 1 document: the bid for Leith" in story.uses.text()
    assert story.tell.text() == "Open their case study"


def test_what_is_wrong_with_a_field_is_told_where_another_story_was_opened_since(stage: Stage) -> None:
    for title in ("The garden", "The kitchen"):
        stories.begin_story(stage.office, title=title)
    page = stage.go("stories", 1)
    stage.wait(lambda: page.sheet is not None)
    page.sheet.form.rows["title"].editor.setFocus()
    stage.type("x" * 300)
    page.view.choose(2)
    stage.settle()
    stage.wait(lambda: page.sheet.page.story.id == 2)
    assert stage.window.messages.panel.isVisible() and "200 characters" in stage.window.messages.panel.said
    assert not page.sheet.form.rows["title"].editor.property("problem")


def test_a_story_is_offered_to_the_network_while_they_agree_and_asked_back_when_not(
    stage: Stage, tmp_path: Path
) -> None:
    give_consent(stage.office, CAT, "story")
    stories.begin_story(stage.office, CAT)
    page = stage.go("stories", 1)
    stage.wait(lambda: page.sheet is not None)
    assert page.sheet.offer.isHidden()  # there is no network to offer it to
    desk = a_desk(tmp_path / "network")
    joined(stage.office, desk, tmp_path)
    page.load()
    stage.settle()
    offer, file = page.sheet.offer, tmp_path / "lunch.sfph-practice"
    stage.wait(lambda: not offer.isHidden())
    assert not unnamed(page)
    offer.offer.click()
    assert offer.form.rows["words"].editor.property("problem")  # nothing to tell, so no file is asked for
    offer.form.rows["words"].editor.setPlainText("She came to lunch, and stayed.")
    offer.themes.boxes["partners"].click()
    page.offering.offer(
        offer,
        1,
        {"words": "She came to lunch, and stayed.", "learned": "", "named": False, "about": offer.themes.chosen},
        file,
    )
    stage.wait(file.exists)
    stage.settle()
    assert take_offer(desk, file).value.themes == "partners"
    assert "good practice of the network" in page.sheet.uses.text()

    withdraw_consent(stage.office, CAT, "story")
    page.offering.offer(
        offer, 1, {"words": "Again.", "learned": "", "named": True, "about": ()}, tmp_path / "again.sfph-practice"
    )
    stage.settle()
    assert "took it back" in offer.bad.said and not (tmp_path / "again.sfph-practice").exists()
    back = tmp_path / "back.sfph-practice"
    page.offering.withdraw(offer, 1, back)
    stage.wait(back.exists)
    assert take_offer(desk, back).value.withdrawn_on is not None
    desk.store.close()


def test_the_sample_profiles_stand_in_the_gallery_only_where_wished_and_are_saved_stamped(
    stage: Stage, tmp_path: Path
) -> None:
    page = stage.go("stories")
    assert page.view.table.rowCount() == 0
    page.samples.click()
    stage.wait(lambda: page.view.table.rowCount() == 19)
    page.view.choose(-4)
    stage.wait(lambda: page.profile is not None)
    assert "Stepwise Works" in said(page.profile)
    assert not unnamed(page)
    page.save_profile(tmp_path / "four.html")
    stage.settle()
    assert ">SAMPLE<" in (tmp_path / "four.html").read_text(encoding="utf-8")
    page.samples.click()
    stage.wait(lambda: page.view.table.rowCount() == 0)
