"""Which consent is in force: the domain rule and the query say the same of every history of answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make_records import AT, person
from tiny_store import TinyStore

from sfph_desktop.core.domain.consent_rules import allowed, in_force, latest
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Consent
from sfph_desktop.core.store.queries.consents import people_allowing, without_consent
from sfph_desktop.core.store.queries.values import values_about
from sfph_desktop.core.store.unit_of_work import reading, writing

ONE = ServiceUserId(1)
DAY = date(2025, 1, 1)


def answer(given_on: int, *, until: int | None = None, back: int | None = None, id: int = 0) -> Consent:  # noqa: A002
    def day(number: int | None) -> date | None:
        return None if number is None else DAY + timedelta(days=number)

    return Consent(
        id=id,
        person_id=ONE,
        purpose="share",
        given_on=DAY + timedelta(days=given_on),
        expires_on=day(until),
        withdrawn_on=day(back),
    )


@pytest.mark.parametrize(
    ("answers", "on", "may"),
    [
        ((), 5, False),
        ((answer(5),), 4, False),
        ((answer(5),), 5, True),
        ((answer(0, until=5),), 5, True),
        ((answer(0, until=5),), 6, False),
        ((answer(0, back=5),), 4, True),
        ((answer(0, back=5),), 5, False),
        ((answer(0, back=5, id=1), answer(5, id=2)), 5, True),
        # The latest answer was for a time only: the older one without an end does not come back.
        ((answer(0, id=1), answer(5, until=7, id=2)), 8, False),
        # An old form found after somebody took their agreement back brings nothing back.
        ((answer(0, back=5, id=1), answer(3, id=2)), 6, False),
        ((answer(0, back=5, id=1), answer(3, id=2)), 4, True),
    ],
)
def test_the_latest_answer_decides_and_a_withdrawal_ends_what_came_before(
    answers: tuple[Consent, ...], on: int, may: bool
) -> None:
    assert allowed(answers, "share", DAY + timedelta(days=on)) is may
    assert not allowed(answers, "photo", DAY + timedelta(days=on))


def test_whether_in_force_or_not_the_latest_answer_can_be_told() -> None:
    answers = (answer(0, id=1), answer(2, back=3, id=2))
    assert latest(answers, "share", DAY + timedelta(days=9)) == answers[1]
    assert in_force(answers, "share", DAY + timedelta(days=9)) is None


days = st.integers(0, 6)
histories = st.lists(st.tuples(days, st.none() | days, st.none() | days), max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, on=st.integers(0, 7))
def test_the_query_says_what_the_rule_says(
    store: TinyStore, history: list[tuple[int, int | None, int | None]], on: int
) -> None:
    today = DAY + timedelta(days=on)
    with writing(store, "begins anew", who="Ana", at=AT) as unit:
        unit.connection.exec_driver_sql("DELETE FROM consents")
        unit.connection.exec_driver_sql("DELETE FROM people")
        someone = unit.add("people", person())
        for given_on, until, back in history:
            made = answer(given_on, until=until, back=back)
            unit.add("consents", type(made)(**{n: getattr(made, n) for n in made.__slots__} | {"person_id": someone}))
    with reading(store) as connection:
        may = allowed(values_about(connection, "consents", someone), "share", today)
        assert people_allowing(connection, "share", today) == (frozenset({someone}) if may else frozenset())
        assert without_consent(connection, today, "share") == (not may)
        assert without_consent(connection, today) == 1
