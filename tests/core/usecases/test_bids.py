"""Bids and their answers: live references, what has changed since, gaps, earlier answers, policies, partners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from bid_office import bid_with_a_question, loneliness, office_with_a_run, one_more
from import_offices import bring

from sfph_desktop.core.domain.bids import Bid, BidId, BidPartner, BidQuestion, EarlierAnswer, Policy
from sfph_desktop.core.domain.evidence_tray import TrayPiece, found_pieces
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import bid_answers, bids, evidence_tray, history, policies
from sfph_desktop.core.usecases.office import Office, close_office
from sfph_desktop.core.usecases.today import today


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[tuple[Office, ImpactRun]]:
    office, run = office_with_a_run(tmp_path)
    yield office, run
    close_office(office, backup=False)


@pytest.fixture
def office(ready: tuple[Office, ImpactRun]) -> Office:
    return ready[0]


def pieces(office: Office, bid: BidId) -> tuple[TrayPiece, ...]:
    return evidence_tray.tray(office, bids.bid_page(office, bid).bid)


def test_a_bid_is_added_listed_changed_and_removed_with_all_that_is_its(office: Office) -> None:
    bid, question = bid_with_a_question(office)
    bid_answers.save_answer(office, question, "We meet every week.")
    second = bids.add_question(office, BidQuestion(bid_id=bid, text="Who are you?", unit="characters", way="web_form"))
    assert second.value.number == "2"
    assert bids.list_bids(office, "fife").rows[0][1:] == (
        "B-001", "Befriending in Fife", "Fife", None, "drafting", 2, 1,
    )  # fmt: skip
    assert bids.list_bids(office, "elsewhere").rows == ()
    bids.move_question(office, int(second.value.id), -1)
    assert [one.question.number for one in bids.bid_page(office, bid).answers] == ["2", "4.1"]
    assert bids.change_bid(office, bid, due_date=date(2026, 12, 1)).value.due_date == date(2026, 12, 1)
    removed = bids.remove_bid(office, bid)
    assert bids.list_bids(office).rows == ()
    history.undo(office, removed.unit_id)
    page = bids.bid_page(office, bids.bid_named(office, "b-001").id)
    assert [one.answer.text for one in page.answers if one.answer] == ["We meet every week."]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"most": 0}, "A limit of 0 leaves no room"),
        ({"most": -5}, "A limit of -5 leaves no room"),
        ({"most": 10**9}, "more than any buyer reads"),
        ({"text": "  "}, "blank"),
        ({"unit": "pages"}, "not counted in 'pages'"),
        ({"way": "web_form"}, "not counted 'web_form'"),
        ({"weight": 101.0}, "not out of a hundred"),
    ],
)
def test_a_question_that_cannot_be_so_is_refused(office: Office, facts: dict[str, object], says: str) -> None:
    bid, question = bid_with_a_question(office)
    with pytest.raises(UserCanFix, match=says):
        bids.change_question(office, question, **facts)
    assert bids.bid_page(office, bid).answers[0].question.most == 50


def test_another_unit_brings_its_own_way_of_counting(office: Office) -> None:
    _, question = bid_with_a_question(office)
    assert bids.change_question(office, question, unit="characters").value.way == "with_spaces"


def test_what_is_quoted_is_counted_as_it_will_be_handed_in(ready: tuple[Office, ImpactRun]) -> None:
    office, run = ready
    bid, question = bid_with_a_question(office)
    key = loneliness(run)
    text = f"Company matters: {{{key} number}} were less lonely."
    bid_answers.save_answer(office, question, text)
    page = bids.bid_page(office, bid).answers[0]
    assert page.answer is not None
    assert page.answer.quotes[0].words == "10 of 20 people"
    assert page.count.words == "10 of 50 words"  # with its evidence number in brackets
    bids.change_bid(office, bid, numbers_shown="annex")
    assert bids.bid_page(office, bid).answers[0].count.number == 9


def test_references_to_nothing_are_told_and_nothing_typed_is_lost(office: Office) -> None:
    bid, question = bid_with_a_question(office)
    done = bid_answers.save_answer(office, question, "See {E-9999} and {policy-7}.")
    assert [one.value for one in done.problems] == ["{E-9999}", "{policy-7}"]
    assert done.value.text == "See {E-9999} and {policy-7}."
    assert bids.bid_page(office, bid).answers[0].count.number == 4


def test_typing_is_one_piece_of_work_in_the_history_and_is_taken_back_step_by_step(office: Office) -> None:
    bid, question = bid_with_a_question(office)
    bid_answers.save_answer(office, question, "We")
    last = bid_answers.save_answer(office, question, "We meet")
    assert bid_answers.save_answer(office, question, "We meet").unit_id == 0
    history.undo(office, last.unit_id)
    answer = bids.bid_page(office, bid).answers[0].answer
    assert answer is not None and answer.text == "We"


def test_a_figure_that_changed_is_told_and_brought_up_to_date_or_kept(ready: tuple[Office, ImpactRun]) -> None:
    office, run = ready
    bid, question = bid_with_a_question(office)
    key = loneliness(run)
    token = f"{{{key}}}"
    bid_answers.save_answer(office, question, f"Here is how: {token}")
    assert bid_answers.changed_figures(office, bids.bid_page(office, bid)) == ()
    bring(office, *one_more())

    (changed,) = bid_answers.changed_figures(office, bids.bid_page(office, bid))
    assert changed.words == "then 10 of 20 people improved, today 11 of 21 people improved"
    assert any("2 questionnaires entered since" in reason for reason in changed.reasons)
    assert (changed.token, changed.kept) == (token, False)

    bid_answers.keep_as_quoted(office, question, token, changed.now)
    (kept,) = bid_answers.changed_figures(office, bids.bid_page(office, bid))
    assert kept.kept

    done = bid_answers.use_today(office, question, token)
    (quote,) = done.value.quotes
    assert quote.number == "11 of 21 people improved"
    assert key not in done.value.text and quote.token in done.value.text
    assert bid_answers.changed_figures(office, bids.bid_page(office, bid)) == ()
    history.undo(office, done.unit_id)
    answer = bids.bid_page(office, bid).answers[0].answer
    assert answer is not None and token in answer.text
    again = bid_answers.use_today(office, question, token)  # the run that was kept for it is found, not made again
    assert again.value.quotes == done.value.quotes


def test_the_tray_holds_what_may_leave_and_is_searched_as_one_types(ready: tuple[Office, ImpactRun]) -> None:
    office, run = ready
    bid, _ = bid_with_a_question(office)
    found = pieces(office, bid)
    assert loneliness(run) in {one.key for one in found}
    assert {one.number for one in found_pieces(found, "started JOB")} == {"8 people"}
    assert all(one.about and one.dated for one in found if one.kind == "figure")
    with office.writing("small") as unit:  # of four people nothing may be counted out
        rows = unit.connection.exec_driver_sql("SELECT id FROM events ORDER BY id LIMIT 4").all()
        unit.remove_many("events", [int(row[0]) for row in rows])
    from bid_office import YEAR

    from sfph_desktop.core.usecases.impact import run_toolkit

    run_toolkit(office, YEAR)
    (job,) = found_pieces(pieces(office, bid), "job")
    assert job.number == "fewer than 5 people"


def test_what_a_question_asks_about_and_nothing_speaks_to_is_a_gap(ready: tuple[Office, ImpactRun]) -> None:
    office, run = ready
    bid, question = bid_with_a_question(office)
    text = bids.bid_page(office, bid).answers[0].question.text
    asked = {one.name: one for one in evidence_tray.asked_in(office, text, pieces(office, bid))}
    assert asked["carers"].gap == "No evidence here speaks to carers"
    assert loneliness(run) in asked["loneliness and company"].pieces
    assert question


def test_earlier_answers_are_found_by_the_question_with_their_age(office: Office) -> None:
    _, question = bid_with_a_question(office)
    bid_answers.save_answer(office, question, "By company.")
    day = office.clock.today() - timedelta(days=800)
    kept = EarlierAnswer(question="What reduces loneliness?", text="Lunch.", source="Quick quote", written_on=day)
    bid_answers.add_earlier(office, kept)
    other = bids.add_bid(office, Bid(bid_ref="", title="Another")).value.id
    asked = BidQuestion(bid_id=other, text="How will your service reduce loneliness among unpaid carers?")
    found = bid_answers.earlier_answers(office, asked)
    assert [(one.text, one.age) for one in found] == [("By company.", "of today"), ("Lunch.", "2 years old")]
    vague = BidQuestion(bid_id=other, text="What difference does your service make to loneliness and wellbeing?")
    assert [one.text for one in bid_answers.earlier_answers(office, vague)] == ["By company.", "Lunch."]
    unlike = BidQuestion(bid_id=other, text="Name your insurers.")
    assert bid_answers.earlier_answers(office, unlike) == ()
    assert [one.text for one in bid_answers.earlier_answers(office, unlike, "quick lunch")] == ["Lunch."]
    with pytest.raises(UserCanFix, match="blank"):
        bid_answers.add_earlier(office, EarlierAnswer(question="Q", text=" ", written_on=day))


def test_policies_end_and_today_says_so(office: Office) -> None:
    day = office.clock.today()
    soon = policies.add_policy(office, Policy(name="Insurance", kind="insurance", expires_on=day + timedelta(30))).value
    policies.add_policy(office, Policy(name="Data", expires_on=day + timedelta(300)))
    gone = policies.add_policy(office, Policy(name="PVG", kind="certificate", expires_on=day - timedelta(3))).value
    assert [(one.title[:9], one.record) for one in today(office).due if one.kind == "policy"] == [
        ("PVG has e", gone.id), ("Insurance", soon.id),
    ]  # fmt: skip
    bid, question = bid_with_a_question(office)
    assert {one.title for one in pieces(office, bid) if one.kind == "policy"} == {"Insurance", "Data"}
    bid_answers.save_answer(office, question, f"We hold {{policy-{soon.id}}}.")
    assert bid_answers.changed_figures(office, bids.bid_page(office, bid)) == ()
    policies.change_policy(office, soon.id, number="£5m")
    (changed,) = bid_answers.changed_figures(office, bids.bid_page(office, bid))
    assert "£5m" in changed.now
    done = bid_answers.use_today(office, question, changed.token)
    assert "£5m" in done.value.quotes[0].words
    with pytest.raises(UserCanFix, match="before it was agreed"):
        policies.change_policy(office, soon.id, agreed_on=day + timedelta(60))


def test_one_leads_and_shares_stay_within_the_whole(office: Office) -> None:
    bid, _ = bid_with_a_question(office)
    lead = BidPartner(bid_id=bid, name="Laundrette", role="lead", share=Decimal("0.8"), risks="void days")
    bids.add_bid_partner(office, lead)
    with pytest.raises(UserCanFix, match="add up to 130"):
        bids.add_bid_partner(office, BidPartner(bid_id=bid, name="Courier", share=Decimal("0.5")))
    with pytest.raises(UserCanFix, match="a lead already"):
        bids.add_bid_partner(office, BidPartner(bid_id=bid, name="Courier", role="lead"))
    courier = bids.add_bid_partner(office, BidPartner(bid_id=bid, name="Courier", share=Decimal("0.2"))).value
    assert [one.name for one in bids.bid_page(office, bid).partners] == ["Laundrette", "Courier"]
    bids.remove_bid_partner(office, courier.id)
    assert len(bids.bid_page(office, bid).partners) == 1


def test_a_run_that_was_never_kept_cannot_be_chosen(office: Office) -> None:
    bid, _ = bid_with_a_question(office)
    with pytest.raises(UserCanFix, match="no snapshot"):
        bids.change_bid(office, bid, snapshot="S-0999")
