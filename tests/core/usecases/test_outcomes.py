"""The outcome framework: begun from words, changed, put in order, removed, undone; and whose outcomes it serves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.delivery import Group, Service
from sfph_desktop.core.domain.outcomes import Indicator, Outcome, OutcomeId, OutcomeParts
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.undoing import LaterWork
from sfph_desktop.core.store.kinds import KINDS
from sfph_desktop.core.usecases import buyers_outcomes, groups, history, outcome_words, outcomes, services
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.record_history import TOLD


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def lonely(office: Office) -> OutcomeParts:
    draft = outcome_words.draft_outcome(office.library, "less lonley", "feels less lonely")
    return outcomes.add_outcome(office, draft).value


def titles(office: Office) -> list[str]:
    return [one.outcome.title for one in outcomes.outcome_framework(office).outcomes]


def test_suggestions_say_what_a_measure_asks(office: Office) -> None:
    found = outcome_words.suggest_outcomes(office.library, "less lonley").found[0]
    first = found.instruments[0]
    assert (first.abbreviation, first.length, first.licence, first.wording) == (
        "UCLA-3",
        "3 questions",
        "free to use",
        "",
    )
    star = outcome_words.suggest_outcomes(office.library, "confidence in managing own health").found
    named = {i.id: i for one in star for i in one.instruments}
    assert (named["pam"].licence, named["pam"].wording) == ("needs a licence from its owner", "finished scores only")
    assert outcome_words.suggest_outcomes(office.library, "we run a lunch club").about == "what you do"


def test_one_question_of_a_questionnaire_is_not_shown_by_its_whole_score(office: Office) -> None:
    (asleep,) = outcome_words.draft_outcome(office.library, "x", "sleeping better").indicators
    assert asleep.instrument == "goal_0_10"
    low = outcome_words.draft_outcome(office.library, "x", "less low or down").indicators
    assert low[0].instrument == "phq9"


def test_an_outcome_is_added_changed_removed_and_comes_back_whole(office: Office) -> None:
    parts = lonely(office)
    assert (parts.outcome.outcome_ref, parts.outcome.position, len(parts.indicators)) == ("O-1", 0, 2)
    served = buyers_outcomes.serve(office, parts.outcome.id, [("SCO-NHWO", "NHWO-4")]).value
    assert [one.official_id for one in served.serves] == ["NHWO-4"]
    changed = outcomes.change_outcome(office, replace(parts.outcome, title=" Company ", stages="exit baseline")).value
    assert (changed.title, changed.stages) == ("Company", "baseline exit")
    whole = outcomes.outcome_named(office, "o-1")
    removed = outcomes.remove_outcome(office, parts.outcome.id)
    assert titles(office) == []
    history.undo(office, removed.unit_id)
    assert outcomes.outcome_named(office, "O-1") == whole
    assert [row[2] for row in outcomes.list_outcomes(office).rows] == ["Company"]


def test_an_outcome_is_named_where_it_stands_in_the_way_of_undoing_its_group(office: Office) -> None:
    services.add_service(office, Service(name="Lunch club"))
    made = groups.add_group(office, Group(name="Tuesday lunch", service="Lunch club"))
    parts = lonely(office)
    outcomes.change_outcome(office, replace(parts.outcome, group_id=made.value.id))
    with pytest.raises(LaterWork) as refused:
        history.undo(office, made.unit_id)
    assert parts.outcome.title in str(refused.value.lines)
    assert "became Tuesday lunch" in str(refused.value.lines) or "set to Tuesday lunch" in str(refused.value.lines)


def test_every_kind_that_can_be_undone_has_words_for_its_history() -> None:
    assert {name for name, kind in KINDS.items() if not kind.kept and kind.value is not None} - set(TOLD) == set()


def test_nothing_is_kept_of_what_is_refused(office: Office) -> None:
    draft = outcome_words.draft_outcome(office.library, "x", "feels less lonely")
    wrong = Indicator(outcome_id=OutcomeId(0), kind="change", sentence="so", instrument="ons4")
    with pytest.raises(UserCanFix, match="several scores"):
        outcomes.add_outcome(office, replace(draft, indicators=(*draft.indicators, wrong)))
    with pytest.raises(UserCanFix, match="no service called 'Choir'"):
        outcomes.add_outcome(office, replace(draft, outcome=replace(draft.outcome, service="Choir")))
    assert titles(office) == []
    kept = lonely(office)
    with pytest.raises(UserCanFix, match="has no score 'joy'"):
        outcomes.keep_outcome(
            office,
            OutcomeParts(
                outcome=replace(kept.outcome, title="Other"),
                indicators=(replace(wrong, output="joy"),),
            ),
        )
    assert outcomes.outcome_named(office, "O-1") == kept
    with pytest.raises(UserCanFix, match="already another outcome's"):
        outcomes.add_outcome(office, replace(draft, outcome=replace(draft.outcome, outcome_ref="O-1")))


def test_indicators_are_set_in_order_and_those_that_stay_keep_their_id(office: Office) -> None:
    parts = lonely(office)
    first, second = parts.indicators
    event = Indicator(outcome_id=OutcomeId(0), kind="event", sentence="Joined in", event_type="joined_in")
    now = outcomes.set_indicators(office, parts.outcome.id, [event, second]).value.indicators
    assert [one.sentence for one in now] == ["Joined in", second.sentence]
    assert now[1].id == second.id and first.id not in {one.id for one in now}


def test_outcomes_stand_in_the_order_they_are_put(office: Office) -> None:
    for words in ("sleeping better", "more energy", "less pain"):
        outcomes.add_outcome(office, outcome_words.draft_outcome(office.library, words, words))
    last = outcomes.outcome_named(office, "O-3").outcome.id
    assert outcomes.move_outcome(office, last, -1).why == "Moved “Less pain”"
    assert titles(office) == ["Sleeping better", "Less pain", "More energy"]
    stayed = outcomes.move_outcome(office, last, -5)
    assert stayed.why.startswith("“Less pain” stays where it is: it cannot stand earlier")
    assert stayed.unit_id == 0, "there is nothing to undo"
    assert titles(office) == ["Sleeping better", "Less pain", "More energy"]
    social = replace(outcomes.outcome_named(office, "O-1").outcome, level="social")
    outcomes.change_outcome(office, social)  # type: ignore[arg-type]
    assert titles(office) == ["Less pain", "More energy", "Sleeping better"]


def test_an_outcome_is_for_everybody_a_service_or_a_group(office: Office) -> None:
    services.add_service(office, Service(name="Lunch club"))
    group = groups.add_group(office, Group(name="Monday soup", service="Lunch club")).value
    parts = lonely(office)
    outcomes.change_outcome(office, replace(parts.outcome, service="Lunch club"))
    assert outcomes.list_outcomes(office).rows[0][4] == "Lunch club"
    renamed = replace(services.service_page(office, "Lunch club").service, name="Soup club")
    services.change_service(office, renamed)
    assert outcomes.list_outcomes(office).rows[0][4] == "Soup club"
    held = outcomes.change_outcome(office, replace(parts.outcome, group_id=group.id)).value
    framework = outcomes.outcome_framework(office)
    assert (framework.scope(held), held.service) == ("Monday soup", "")
    with pytest.raises(UserCanFix, match="an outcome is sought for its people"):
        groups.remove_group(office, group.id)


def test_frameworks_are_offered_by_country_and_buyer_with_their_standing(office: Office) -> None:
    offered = buyers_outcomes.frameworks_offered(office, "Scotland", "integration_authority")
    first = offered.frameworks[0]
    assert (first.id, first.standing, first.version) == ("SCO-NHWO", "current", "2015 (year not checked)")
    assert offered.of_buyer == 6
    ids = [one.id for one in offered.frameworks]
    assert "UN-SDG" in ids and not any(name.startswith(("UK-", "WAL-")) for name in ids)
    england = [one.id for one in buyers_outcomes.frameworks_offered(office, "England and the UK Government").frameworks]
    assert not any(name.startswith("SCO") for name in england)
    rows = {row[0]: row for row in buyers_outcomes.list_frameworks(office, "Scotland").rows}
    assert (rows["SCO-PHF-2025"][6:8], rows["SCO-NHWO"][6:8]) == ((8, 0), (9, 9))
    with pytest.raises(UserCanFix, match="No buyers are known for 'Narnia'"):
        buyers_outcomes.frameworks_offered(office, "Narnia")
    with pytest.raises(UserCanFix, match="no kind of buyer 'wizard'"):
        buyers_outcomes.frameworks_offered(office, "Scotland", "wizard")


def test_every_framework_of_the_list_of_buyers_is_in_the_library(office: Office) -> None:
    known = office.library.frameworks()
    assert {name for buyer in office.library.buyers() for name in buyer.frameworks} <= set(known)


def test_a_framework_is_chosen_once_with_its_version_and_dropped(office: Office) -> None:
    kept = buyers_outcomes.choose_framework(office, "SCO-NPF-2018", country="Scotland", buyer="council").value
    assert (kept.year, kept.status.split(" ")[0], kept.buyer) == ("2018", "current", "council")
    again = buyers_outcomes.choose_framework(office, "SCO-NPF-2018")
    assert again.unit_id == 0
    assert len(outcomes.outcome_framework(office).chosen) == 1
    buyers_outcomes.drop_framework(office, "SCO-NPF-2018")
    assert outcomes.outcome_framework(office).chosen == ()
    with pytest.raises(UserCanFix, match="not a framework you have chosen"):
        buyers_outcomes.drop_framework(office, "SCO-NPF-2018")


def test_what_is_served_stays_as_it_was_chosen(office: Office) -> None:
    parts = lonely(office)
    first = buyers_outcomes.serve(office, parts.outcome.id, [("SCO-NHWO", "NHWO-4"), ("SCO-NHWO", "NHWO-4")]).value
    both = buyers_outcomes.serve(office, parts.outcome.id, [("UN-SDG", "SDG-03"), ("SCO-NHWO", "NHWO-4")]).value
    assert first.serves[0] in both.serves and len(both.serves) == 2
    with pytest.raises(UserCanFix, match="has no outcome 'NHWO-99'"):
        buyers_outcomes.serve(office, parts.outcome.id, [("SCO-NHWO", "NHWO-99")])
    assert outcomes.outcome_parts(office, parts.outcome.id) == both


def test_an_outcome_that_is_gone_is_said_to_be(office: Office) -> None:
    with pytest.raises(UserCanFix, match="not in the store any more"):
        outcomes.change_outcome(office, Outcome(id=OutcomeId(9), outcome_ref="O-9", title="x", level="social"))
    with pytest.raises(UserCanFix, match="no outcome 'O-9'"):
        outcomes.outcome_named(office, "O-9")
