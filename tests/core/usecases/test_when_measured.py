"""When an outcome is measured decides whether a review of its questionnaire is due, wherever one looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from import_offices import TODAY, bring, new_office, sheet

from sfph_desktop.core.domain.outcomes import Indicator, Outcome, OutcomeId, OutcomeParts
from sfph_desktop.core.usecases import outcomes
from sfph_desktop.core.usecases.due import due_questionnaires
from sfph_desktop.core.usecases.office import Office, close_office
from sfph_desktop.core.usecases.today import today

BEGAN = TODAY - timedelta(days=120)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    bring(
        opened,
        sheet("people", "person_ref given_name", ("P1", "Ann")),
        sheet("episodes", "person_ref service start_date", ("P1", "Lunch", BEGAN)),
        sheet(
            "assessments",
            "person_ref instrument date q1 q2 q3 q4 q5 q6 q7",
            ("P1", "ucla3", BEGAN, 3, 3, 3, *(None,) * 4),
            ("P1", "swemwbs7", BEGAN, *(3,) * 7),
        ),
    )
    yield opened
    close_office(opened, backup=False)


def outcome(title: str, stages: str) -> OutcomeParts:
    shows = Indicator(outcome_id=OutcomeId(0), kind="change", sentence="People are less lonely", instrument="ucla3")
    return OutcomeParts(
        outcome=Outcome(outcome_ref="", title=title, level="individual", stages=stages), indicators=(shows,)
    )


def due(office: Office) -> set[str]:
    """Which are due, the same wherever one looks."""
    found = {one.instrument for one in due_questionnaires(office)}
    assert {one.instrument for one in today(office).due if one.instrument} == found
    return found


def test_a_questionnaire_of_outcomes_without_a_review_is_not_due_for_one(office: Office) -> None:
    assert due(office) == {"ucla3", "swemwbs7"}
    made = outcomes.add_outcome(office, outcome("Company", "baseline exit")).value
    assert due(office) == {"swemwbs7"}
    friends = outcomes.add_outcome(office, outcome("Friends", "baseline review")).value
    assert due(office) == {"ucla3", "swemwbs7"}, "one of two outcomes wants it"
    outcomes.remove_outcome(office, friends.outcome.id)
    assert due(office) == {"swemwbs7"}
    outcomes.change_outcome(office, replace(made.outcome, stages=""))
    assert due(office) == {"ucla3", "swemwbs7"}, "nobody has decided when"
