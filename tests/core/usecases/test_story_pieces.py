"""Case studies quoted in a bid: offered while all agree, noted when the answers leave, held after a withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.bids import Bid, BidQuestion
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import Quote, Story
from sfph_desktop.core.usecases import (
    bid_answers,
    bid_documents,
    bids,
    consents,
    evidence_tray,
    people,
    quotes,
    stories,
)
from sfph_desktop.core.usecases.office import Office

ANN, BEN = 1, 2
WROTE = "She runs the lunch club now."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    for made in plain_office(tmp_path):
        for ref, name in (("P-1", "Ann"), ("P-2", "Ben")):
            people.add_person(made, ServiceUser(person_ref=ref, given_name=name, date_of_birth=date(1980, 1, 1)))
            consents.give_consent(made, ANN if name == "Ann" else BEN, "story")
        yield made


@pytest.fixture
def story(office: Office) -> Story:
    """Ann's, ready, with a quote of Ben's."""
    said = quotes.add_quote(office, Quote(person_id=ServiceUserId(BEN), text="She is my neighbour.", usable=True)).value
    made = stories.begin_story(office, ANN, title="A table for eight", shown_name="Ina").value
    stories.write_words(office, made.id, "happened", WROTE)
    stories.set_quotes(office, made.id, [said.id])
    return stories.change_story(office, replace(made, status="ready")).value


def offered(office: Office) -> dict[str, str]:
    return {
        one.key: one.words for one in evidence_tray.tray(office, Bid(bid_ref="B", title="B")) if one.kind == "story"
    }


def answered(office: Office, text: str) -> int:
    bid = bids.add_bid(office, Bid(bid_ref="", title="Befriending"), [BidQuestion(bid_id=0, text="How?")]).value
    question = bids.bid_page(office, bid.id).answers[0].question
    assert bid_answers.save_answer(office, int(question.id), text).problems == ()
    return int(bid.id)


def test_a_story_is_offered_while_it_is_ready_and_everybody_in_it_agrees(office: Office, story: Story) -> None:
    assert offered(office) == {"story-1-happened": WROTE, "story-1-quote-1": "“She is my neighbour.”"}
    stories.change_story(office, replace(story, status="begun"))
    assert offered(office) == {}
    stories.change_story(office, story)
    consents.withdraw_consent(office, BEN, "story")
    assert offered(office) == {}


def test_answers_that_leave_with_a_story_are_noted_as_its_use(office: Office, story: Story, tmp_path: Path) -> None:
    bid = answered(office, "Ina: {story-1-happened}")
    for name in ("answers.txt", "answers.docx"):
        bid_documents.write_answers(office, bid, tmp_path / name)
    assert WROTE in (tmp_path / "answers.txt").read_text(encoding="utf-8")
    assert [(one.how, one.where_to) for one in stories.uses_of(office, ANN)] == [
        ("document", "answers.docx, for the bid B-001"),
        ("document", "answers.txt, for the bid B-001"),
    ]
    plain = answered(office, "Nobody is named here.")
    bid_documents.write_answers(office, plain, tmp_path / "plain.txt")
    assert len(stories.uses_of_story(office, story.id)) == 2


def test_after_a_withdrawal_nothing_is_written_and_no_use_is_noted(
    office: Office, story: Story, tmp_path: Path
) -> None:
    bid = answered(office, "{story-1-happened}")
    consents.withdraw_consent(office, ANN, "story")
    out = tmp_path / "answers.txt"
    with pytest.raises(UserCanFix, match="quote the case study CS-0001") as told:
        bid_documents.write_answers(office, bid, out)
    assert "Ann has not agreed" in told.value.why
    assert not out.exists()
    assert stories.uses_of_story(office, story.id) == ()
    (changed,) = bid_answers.changed_figures(office, bids.bid_page(office, bid))
    assert changed.now == "nothing"


def test_a_quote_that_was_taken_out_of_the_story_does_not_leave_in_a_bid(
    office: Office, story: Story, tmp_path: Path
) -> None:
    bid = answered(office, "{story-1-quote-1}")
    stories.set_quotes(office, story.id, [])
    with pytest.raises(UserCanFix, match="that part may not be printed"):
        bid_documents.write_answers(office, bid, tmp_path / "answers.docx")
    assert list(tmp_path.glob("answers.*")) == []


def test_a_file_that_cannot_be_written_is_no_use(office: Office, story: Story, tmp_path: Path) -> None:
    bid = answered(office, "{story-1-happened}")
    (tmp_path / "taken").write_text("no folder", encoding="utf-8")
    with pytest.raises(UserCanFix, match="could not be written"):
        bid_documents.write_answers(office, bid, tmp_path / "taken" / "answers.txt")
    assert stories.uses_of_story(office, story.id) == ()
