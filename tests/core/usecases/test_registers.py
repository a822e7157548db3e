"""Taking a register: kept as each mark is made, one human once, finished, undone whole, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.core.usecases.hall import BEGAN, TUESDAY, Hall, hall

from sfph_desktop.core.domain.delivery import ActivitySession
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Alert, Join
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterAt, RegisterPage, said_count
from sfph_desktop.core.store.queries.facts import impact_facts
from sfph_desktop.core.store.queries.values import value, values_of
from sfph_desktop.core.usecases import groups, history, registers
from sfph_desktop.core.usecases.delivery import add_session, change_session, remove_session, session_page
from sfph_desktop.core.usecases.register_whole import Said, read_unnamed, take_register


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


def contents(there: Hall) -> dict[str, tuple[Any, ...]]:
    with there.office.reading() as connection:
        return {kind: values_of(connection, kind) for kind in ("sessions", "attendance", "absences")}


def mark(there: Hall, person: int, state: str) -> RegisterPage:
    return registers.mark(there.office, there.at, person, state).value


def counted(there: Hall) -> tuple[int, int]:
    """Sessions and visits as the toolkit sees them."""
    with there.office.reading() as connection:
        facts = impact_facts(connection)
    sessions = set(facts.sessions.id)
    return len(sessions), sum(one in sessions for one in facts.attendance.session_id)


def test_opening_writes_nothing_and_shows_everybody_as_the_group_takes_it(here: Hall) -> None:
    page = registers.register_page(here.office, here.at)
    assert page.session.id == 0
    assert [line.ref for line in page.lines] == [f"P-{n:02}" for n in range(1, 21)]
    assert {(line.mark, line.shown) for line in page.lines} == {("", HERE)}
    assert contents(here) == {"sessions": (), "attendance": (), "absences": ()}


def test_each_mark_is_kept_when_it_is_made_and_the_rest_at_the_end(here: Hall) -> None:
    mark(here, 3, AWAY)
    mark(here, 9, AWAY)
    mark(here, 9, HERE)
    page = mark(here, 21, HERE)
    assert [line.ref for line in page.walk_ins] == ["P-21"]
    kept = contents(here)
    assert [(one.person_id, one.walk_in) for one in kept["attendance"]] == [(9, False), (21, True)]
    assert [one.person_id for one in kept["absences"]] == [3]
    assert kept["sessions"][0].register == "open"
    assert counted(here) == (0, 0), "a register that is not finished counts nobody"
    registers.count_unnamed(here.office, here.at, 2, 3)
    done = registers.finish_register(here.office, here.at)
    assert said_count(done.value) == "19 of 20 here, 1 walked in, 2 to 3 unnamed"
    assert done.why.startswith("Register taken: 19 of 20")
    (session,) = contents(here)["sessions"]
    assert (session.register, session.minutes, session.unnamed_low, session.unnamed_high) == ("taken", 90, 2, 3)
    assert (session.service, session.starts_at, session.session_ref) == ("Lunch club", "12:30", "R-20261103-1")
    assert counted(here) == (1, 20)
    page_of_it = session_page(here.office, session.id)
    assert len(page_of_it.people) == 20
    assert [one.ref for one in page_of_it.away] == ["P-03"]
    assert page_of_it.group == "Tuesday lunch"


def test_where_everybody_is_away_unless_marked(tmp_path: Path) -> None:
    for there in hall(tmp_path, present_by_default=False):
        assert {line.shown for line in registers.register_page(there.office, there.at).lines} == {AWAY}
        mark(there, 5, HERE)
        page = registers.finish_register(there.office, there.at).value
        assert [line.ref for line in page.here] == ["P-05"]
        assert len(contents(there)["absences"]) == 19


def test_a_taken_register_can_be_corrected(here: Hall) -> None:
    registers.finish_register(here.office, here.at)
    mark(here, 4, AWAY)
    assert len(contents(here)["attendance"]) == 19
    assert [one.person_id for one in contents(here)["absences"]] == [4]
    groups.add_member(here.office, here.group_id, 22, since=TUESDAY)
    late = next(line for line in registers.register_page(here.office, here.at).lines if line.person_id == 22)
    assert (late.mark, late.shown) == ("", AWAY), "nothing was said of somebody who joined later"


def test_the_register_is_one_line_of_the_history_and_is_undone_whole(here: Hall) -> None:
    before = contents(here)
    mark(here, 3, AWAY)
    mark(here, 21, HERE)
    registers.finish_register(here.office, here.at)
    (line, *_) = history.recent(here.office)
    assert (line.why, line.steps) == ("Register of Tuesday lunch, 3 November 2026", 3)
    after = contents(here)
    undone = registers.undo_register(here.office, here.at)
    assert contents(here) == before
    with pytest.raises(UserCanFix, match="no register of Tuesday lunch on 3 November 2026"):
        registers.undo_register(here.office, here.at)
    history.undo(here.office, undone.unit_id)
    assert contents(here) == after


def test_ctrl_z_takes_back_one_mark_and_then_the_one_before(here: Hall) -> None:
    first = registers.mark(here.office, here.at, 3, AWAY)
    second = registers.mark(here.office, here.at, 4, AWAY)
    finished = registers.finish_register(here.office, here.at)
    history.undo(here.office, finished.unit_id)
    page = registers.register_page(here.office, here.at)
    assert page.session.register == "open"
    assert {line.person_id for line in page.lines if line.mark} == {3, 4}
    history.undo(here.office, second.unit_id)
    history.undo(here.office, first.unit_id)
    assert contents(here) == {"sessions": (), "attendance": (), "absences": ()}


def test_minutes_notes_and_reasons_belong_to_a_line(here: Hall) -> None:
    at = here.at
    registers.say_minutes(here.office, at, 1, 45)
    registers.say_note(here.office, at, 1, " left early ")
    page = registers.say_reason(here.office, at, 2, "told").value
    one, two = page.lines[:2]
    assert (one.mark, one.minutes, one.note) == (HERE, 45, "left early")
    assert (two.mark, two.reason) == (AWAY, "told")
    page = registers.mark(here.office, at, 1, AWAY).value
    assert (page.lines[0].minutes, page.lines[0].note) == (None, "")
    assert registers.say_minutes(here.office, at, 2, None).unit_id == 0, "nothing was changed"


def test_who_leaves_again_is_in_no_line(here: Hall) -> None:
    mark(here, 21, HERE)
    assert mark(here, 21, AWAY).walk_ins == ()
    assert contents(here)["attendance"] == contents(here)["absences"] == ()


def test_one_human_is_in_a_register_once(here: Hall) -> None:
    with here.office.writing("joined") as unit:
        unit.add("joins", Join(person_id=ServiceUserId(5), other_id=ServiceUserId(25), joined_on=TUESDAY))
        unit.add("joins", Join(person_id=ServiceUserId(23), other_id=ServiceUserId(24), joined_on=TUESDAY))
    with pytest.raises(UserCanFix, match=r"N25 stands in this register already, as N05 \(P-05\)"):
        mark(here, 25, HERE)
    mark(here, 24, HERE)
    with pytest.raises(UserCanFix, match="already, as N24"):
        mark(here, 23, HERE)
    mark(here, 24, HERE)
    assert [one.person_id for one in contents(here)["attendance"]] == [24]


def test_two_members_who_turn_out_to_be_one_human_have_one_line(here: Hall) -> None:
    with here.office.writing("joined") as unit:
        unit.add("joins", Join(person_id=ServiceUserId(5), other_id=ServiceUserId(6), joined_on=TUESDAY))
    assert "P-06" not in [line.ref for line in registers.register_page(here.office, here.at).lines]
    page = registers.finish_register(here.office, here.at).value
    assert len(page.here) == 19


def test_alerts_and_absences_before_are_told(here: Hall) -> None:
    with here.office.writing("alert") as unit:
        unit.add("alerts", Alert(person_id=ServiceUserId(1), kind="allergy", text="nuts", from_date=BEGAN))
        unit.add("alerts", Alert(person_id=ServiceUserId(2), text="over", from_date=BEGAN, ended_on=BEGAN))
    for weeks in (3, 2, 1):
        at = replace(here.at, day=TUESDAY - timedelta(weeks=weeks))
        registers.mark(here.office, at, 7, AWAY)
        registers.mark(here.office, at, 8, AWAY if weeks != 2 else HERE)
        registers.finish_register(here.office, at)
    lines = {line.person_id: line for line in registers.register_page(here.office, here.at).lines}
    assert lines[1].alerts == ("nuts",)
    assert lines[2].alerts == ()
    assert (lines[7].missed, lines[8].missed, lines[9].missed) == (3, 1, 0)


def test_who_walked_in_before_is_found_first(here: Hall) -> None:
    earlier = replace(here.at, day=TUESDAY - timedelta(weeks=1))
    registers.mark(here.office, earlier, 25, HERE)
    registers.finish_register(here.office, earlier)
    likely = registers.likely_walk_ins(here.office, here.at)
    assert likely[0] == 25
    found = registers.find_walk_in(here.office, "n", likely)
    assert found.rows[0][2] == "P-25"
    assert len(found.rows) == len({row[0] for row in found.rows}) == 6


def test_a_session_without_a_group_has_a_register_too(here: Hall) -> None:
    session = add_session(here.office, ActivitySession(session_ref="", service="Drop-in", date=TUESDAY)).value
    at = RegisterAt(day=TUESDAY, session_id=session.id)
    registers.mark(here.office, at, 1, HERE)
    page = registers.finish_register(here.office, at).value
    assert (page.title, said_count(page), page.lines[0].member) == ("Drop-in", "1 here", False)
    assert not contents(here)["attendance"][0].walk_in
    remove_session(here.office, session.id)
    assert contents(here)["attendance"] == ()


def test_a_session_that_did_not_take_place_counts_nowhere(here: Hall) -> None:
    ahead = replace(here.at, day=TUESDAY + timedelta(weeks=1))
    registers.cancel_session(here.office, ahead, "hall closed")
    assert contents(here)["sessions"][0].register == "cancelled"
    assert counted(here) == (0, 0)
    with pytest.raises(UserCanFix, match="did not take place"):
        registers.mark(here.on(ahead.day).office, ahead, 1, HERE)
    mark(here, 1, AWAY)
    with pytest.raises(UserCanFix, match="did take place"):
        registers.cancel_session(here.office, here.at)


# --- what cannot be ---------------------------------------------------------------------------------------------------


def change(there: Hall, person: int, **more: Any) -> None:
    with there.office.writing("changed") as unit:
        unit.change("people", replace(value(unit.connection, "people", person), **more))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"date_of_birth": TUESDAY + timedelta(days=1)}, "was born on 4 November 2026, after this day"),
        ({"died_on": TUESDAY - timedelta(days=1)}, "died on 2 November 2026, before this day"),
    ],
)
def test_nobody_is_here_before_their_birth_or_after_their_death(here: Hall, more: dict[str, Any], told: str) -> None:
    change(here, 21, **more)
    with pytest.raises(UserCanFix, match=told) as refusal:
        mark(here, 21, HERE)
    assert refusal.value.problems[0].column == "person"
    assert contents(here)["sessions"] == (), "nothing is half-done"


def test_a_member_who_died_is_not_asked_for(here: Hall) -> None:
    change(here, 20, died_on=TUESDAY - timedelta(days=3))
    assert "P-20" not in [line.ref for line in registers.register_page(here.office, here.at).lines]


def test_days_outside_the_group_or_ahead_are_told(here: Hall) -> None:
    for day, told in (
        (BEGAN - timedelta(days=7), "Tuesday lunch began on 6 January 2026"),
        (TUESDAY + timedelta(days=7), "10 November 2026 has not come yet"),
    ):
        with pytest.raises(UserCanFix, match=told) as refusal:
            registers.mark(here.office, replace(here.at, day=day), 1, HERE)
        assert refusal.value.problems[0].column == "date"
    assert contents(here)["sessions"] == ()


def test_absurd_minutes_counts_and_notes_are_told(here: Hall) -> None:
    for do, told in (
        (lambda: registers.say_minutes(here.office, here.at, 1, 0), "0 minutes cannot be right"),
        (lambda: registers.say_minutes(here.office, here.at, 1, 4000), "4,000 minutes"),
        (lambda: registers.count_unnamed(here.office, here.at, 3, 2), "least is more than the most"),
        (lambda: registers.count_unnamed(here.office, here.at, 1, 5000), "cannot be right"),
        (lambda: registers.say_note(here.office, here.at, 1, "x" * 10_000), "10,000 letters"),
    ):
        with pytest.raises(UserCanFix, match=told):
            do()
    assert contents(here)["sessions"] == ()


def test_a_group_without_members_is_told_where_it_matters(here: Hall) -> None:
    empty = groups.add_group(here.office, replace(_group(here), id=0, name="Nobody's")).value  # type: ignore[arg-type]
    at = RegisterAt(group_id=empty.id, day=TUESDAY)
    with pytest.raises(UserCanFix, match="nobody in this register of Nobody's"):
        registers.finish_register(here.office, at)
    registers.mark(here.office, at, 1, HERE)
    assert said_count(registers.finish_register(here.office, at).value) == "1 here"


def _group(there: Hall) -> Any:
    with there.office.reading() as connection:
        return value(connection, "groups", there.group_id)


def test_a_session_cannot_move_to_a_day_on_which_somebody_could_not_be_there(here: Hall) -> None:
    mark(here, 21, HERE)
    session = registers.finish_register(here.office, here.at).value.session
    change(here, 21, date_of_birth=TUESDAY - timedelta(days=3))
    with pytest.raises(UserCanFix, match="was born"):
        change_session(here.office, replace(session, date=TUESDAY - timedelta(days=7)))


# --- from a list, all at once -----------------------------------------------------------------------------------------


def test_a_list_from_paper_is_one_saved_change(here: Hall) -> None:
    said = Said(away=(("P-03", "told"), ("P-09", ""), ("P-15", "")), walk_ins=("P-21",), unnamed=(2, 3), minutes=80)
    done = take_register(here.office, here.at, said)
    assert done.why == "Register taken: 17 of 20 here, 1 walked in, 2 to 3 unnamed"
    assert contents(here)["sessions"][0].minutes == 80
    assert {one.reason for one in contents(here)["absences"]} == {"told", ""}
    with pytest.raises(UserCanFix, match="register of Tuesday lunch, 3 November 2026 is taken already"):
        take_register(here.office, here.at, said)
    registers.undo_register(here.office, here.at)
    assert contents(here)["sessions"] == ()


def test_everything_wrong_with_a_list_is_told_at_once_and_nothing_is_kept(here: Hall) -> None:
    change(here, 22, date_of_birth=date(2030, 1, 1))
    with here.office.writing("joined") as unit:
        unit.add("joins", Join(person_id=ServiceUserId(5), other_id=ServiceUserId(25), joined_on=TUESDAY))
    said = Said(
        away=(("P-03", ""), ("P-03", ""), ("P-21", ""), ("P-99", "")),
        walk_ins=("P-04", "P-22", "P-25", "P-03"),
    )
    with pytest.raises(UserCanFix) as refusal:
        take_register(here.office, here.at, said)
    told = [(one.column, one.value, one.reason) for one in refusal.value.problems]
    assert told == [
        ("absent", "P-03", "P-03 is named twice."),
        ("absent", "P-21", "P-21 is no member of the group on that day."),
        ("absent", "P-99", "Nobody has the reference 'P-99'."),
        ("walk_in", "P-04", "P-04 is a member of the group."),
        ("walk_in", "2026-11-03", "N22 was born on 1 January 2030, after this day."),
        ("walk_in", "P-25", "P-25 is a member of the group."),
        ("walk_in", "P-03", "P-03 is named twice."),
    ]
    assert contents(here)["sessions"] == ()


@pytest.mark.parametrize(("text", "count"), [("2", (2, 2)), ("2-3", (2, 3)), (" 2 to 3 ", (2, 3)), ("0", (0, 0))])
def test_counts_are_read(text: str, count: tuple[int, int]) -> None:
    assert read_unnamed(text) == count


@pytest.mark.parametrize("text", ["", "many", "-2", "3-2", "5000", "1-2-3"])
def test_what_is_no_count_is_told(text: str) -> None:
    with pytest.raises(UserCanFix, match=r"Accepted: a number"):
        read_unnamed(text)
