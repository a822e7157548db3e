"""One human in several roles: whose name in a register is a visit, and who is supported and helps as well."""

from __future__ import annotations

from sfph_desktop.core.domain.impact import RolesFigure
from sfph_desktop.core.domain.impact_facts import (
    AttendanceColumns,
    EpisodeColumns,
    FundingColumns,
    RoleColumns,
    SessionColumns,
)
from sfph_desktop.core.reports.roles_words import roles_statement
from sfph_desktop.core.toolkit.roles import as_service_users, roles_figure
from sfph_desktop.core.toolkit.selection import Span, attendances, episodes, reach

SPAN = Span(start=100, end=200)
# 1 is enrolled; 2 only ever volunteers; 3 has no role; 4 came first and volunteers later; 5 is staff and a service user
# by role; 6 was enrolled before the period and is on the staff now.
OF = episodes(
    EpisodeColumns(id=(1, 2), person_id=(1, 6), service=("Lunch", "Lunch"), start_day=(90, 10), end_day=(None, 50)),
    FundingColumns(),
)
CAME = attendances(
    SessionColumns(
        id=(1, 2), service=("Lunch", "Lunch"), day=(110, 150), minutes=(None,) * 2, unnamed_low=(0,) * 2,
        unnamed_high=(0,) * 2,
    ),
    AttendanceColumns(
        id=(1, 2, 3, 4, 5, 6, 7, 8, 9),
        session_id=(1, 1, 1, 1, 1, 1, 2, 2, 2),
        person_id=(1, 2, 3, 4, 5, 6, 1, 2, 4),
    ),
)  # fmt: skip
ROLES = RoleColumns(
    id=(1, 2, 3, 4, 5, 6, 7),
    person_id=(1, 2, 4, 5, 5, 6, 3),
    role=("volunteer", "volunteer", "volunteer", "staff", "service_user", "staff", "volunteer"),
    from_day=(120, 1, 120, 1, 100, 60, 201),
    to_day=(None, None, None, None, None, None, None),
)


def figure(*, filtered: bool = False, roles: RoleColumns = ROLES) -> tuple[RolesFigure, int, int]:
    visits, helped = as_service_users(OF, CAME, roles)
    reached = reach(OF, visits, SPAN)
    found = roles_figure(OF, (visits, helped), roles, reached, SPAN, filtered=filtered)
    return found, reached.people, reached.contacts


def test_who_is_only_there_to_help_is_no_person_reached_and_no_visit() -> None:
    visits, helped = as_service_users(OF, CAME, ROLES)
    # 2 both times, 4 once a volunteer, 6 who is staff and whose enrolment is over.
    assert helped.id.tolist() == [2, 6, 8, 9]
    assert visits.id.tolist() == [1, 3, 4, 5, 7]
    assert reach(OF, visits, SPAN).records.ids["people"] == (1, 3, 4, 5)


def test_after_a_role_has_ended_a_mark_is_a_visit_again_as_it_was_before_it_began() -> None:
    ended = RoleColumns(id=(1,), person_id=(2,), role=("volunteer",), from_day=(1,), to_day=(110,))
    visits, helped = as_service_users(OF, CAME, ended)
    assert helped.id.tolist() == [2], "the last day of a role is one of its days"
    assert 8 in visits.id.tolist()


def test_without_any_role_everybody_is_a_service_user() -> None:
    found, people, contacts = figure(roles=RoleColumns())
    assert (people, contacts) == (6, 9)
    assert not found.any
    assert roles_statement(found, people, guard=False) == ""


def test_somebody_in_two_roles_counts_once_in_each() -> None:
    found, people, contacts = figure()
    assert (people, contacts) == (4, 5)
    assert (found.also_volunteer, found.also_staff) == (2, 1)
    assert (found.volunteers, found.staff, found.helping_marks) == (3, 2, 4)
    assert (found.volunteers_supported, found.staff_supported) == (2, 2)
    # A role that begins after the period is none of its own.
    assert found.records.ids == {"people": (1, 2, 4, 5, 6), "roles": (1, 2, 3, 4, 6)}
    told = roles_statement(found, people, guard=False)
    assert told == (
        "2 of the 4 people we supported also volunteer with us; 1 is employed by us. Counting those we supported "
        "before the period as well, 2 are employed. 4 names in registers are of people who were there only to help: "
        "no visits."
    )


def test_a_service_or_a_contract_tells_only_of_those_it_reached() -> None:
    found, _, _ = figure(filtered=True)
    assert (found.also_volunteer, found.also_staff) == (2, 1)
    assert (found.volunteers, found.staff, found.helping_marks, found.staff_supported) == (None,) * 4
    assert found.records.ids == {"people": (1, 4, 5), "roles": (1, 3, 4)}


def test_with_the_guard_nobody_and_a_few_read_alike() -> None:
    def told(count: int, before: int) -> str:
        found = RolesFigure(
            also_volunteer=count, also_staff=9, volunteers=30, staff=20, volunteers_supported=before, staff_supported=9
        )
        return roles_statement(found, 142, guard=True)

    for before in (5, 8, 9, 20):
        assert len({told(count, before) for count in range(5)}) == 1
    assert told(0, 9) == (
        "Fewer than 5 of the 142 people we supported also volunteer with us; 9 are employed by us. Counting those we "
        "supported before the period as well, 9 volunteer."
    )
    assert told(8, 10) == "8 of the 142 people we supported also volunteer with us; 9 are employed by us."
    assert "Counting" in told(8, 13)
