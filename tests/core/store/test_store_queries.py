"""What the queries tell is what was put in: by reference, as one types, as lists, as columns for the toolkit."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from make_records import AT, assessment, contents, episode, everything, others, person, save, save_everything
from tiny_store import TinyStore

from sfph_desktop.core.domain.delivery import ActivitySession, Attendance, SessionId
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import Consent, Join, OtherName
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.domain.workbook import SHEET_NAMES, sheet
from sfph_desktop.core.store.queries import delivery, finding, measures, office, people, records, refs
from sfph_desktop.core.store.queries.due import due
from sfph_desktop.core.store.queries.facts import impact_facts
from sfph_desktop.core.store.queries.timeline import timeline
from sfph_desktop.core.store.queries.values import value, values_about, values_by_id, values_of
from sfph_desktop.core.store.undo import take_back
from sfph_desktop.core.store.unit_of_work import reading, writing

TODAY = date(2025, 6, 1)


def add_people(store: TinyStore, *names: tuple[str, str, str]) -> None:
    with writing(store, "added", who="Ana", at=AT) as unit:
        for number, (given, family, known_as) in enumerate(names, start=1):
            unit.add(
                "people",
                ServiceUser(person_ref=f"P-{number:02d}", given_name=given, family_name=family, known_as=known_as),
            )


# --- people -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("mairi", ["P-01"]),
        ("MÀI", ["P-01"]),
        ("mac m", ["P-01"]),
        ("lucja", ["P-02"]),
        ("Łuc", ["P-02"]),
        ("o'b", ["P-03"]),
        ("brien", ["P-03"]),
        ("пет", ["P-04"]),
        ("Bobby", ["P-05"]),
        ("robert", ["P-05"]),
        ("p-0", ["P-01", "P-02", "P-03", "P-04", "P-05"]),
        ("nobody", []),
        ("", []),
        ('"', []),
        ('mai" OR "luc', []),
        ("* ( ) - :", []),
        ("NEAR(mai)", []),
    ],
)
def test_people_are_found_by_the_beginning_of_any_word(store: TinyStore, typed: str, wanted: list[str]) -> None:
    add_people(
        store,
        ("Màiri", "MacLeòid", ""),
        ("Łucja", "Żak", ""),
        ("Aoife", "O'Brien", ""),
        ("Олена", "Петренко", ""),
        ("Robert", "Unwin", "Bobby"),
    )
    with reading(store) as connection:
        assert sorted(str(row[2]) for row in finding.search(connection, typed)) == wanted


@pytest.mark.parametrize("typed", ["eh6 5ab", "EH65AB", "eh6", "5ab", "eh65a"])
def test_a_postcode_finds_with_and_without_its_space(store: TinyStore, typed: str) -> None:
    save(store, "people", person(postcode="EH6 5AB"))
    with reading(store) as connection:
        assert len(finding.search(connection, typed)) == 1


def test_what_is_found_is_told_in_order_and_at_most_so_many(store: TinyStore) -> None:
    add_people(store, ("Ann", "Young", ""), ("Ann", "adams", ""), ("Ann", "Adams", "Annie"), ("", "", ""))
    with reading(store) as connection:
        rows = finding.search(connection, "ann")
        assert [row[1] for row in rows] == ["Ann adams", "Annie Adams", "Ann Young"]
        assert len(finding.search(connection, "ann", limit=2)) == 2
        assert finding.search(connection, "P-04") == ((4, "P-04", "P-04", None, "", ""),)
        assert [row[0] for row in finding.search(connection, "young")] == [1]


NICKNAMES = {"peggy": ("margaret",), "margaret": ("peggy",)}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("shivaun", [("P-01", "sounds alike")]),
        ("macleod", [("P-01", "")]),
        ("mcloud siobhan", [("P-01", "sounds alike")]),
        ("siobhan mc leod", [("P-01", "sounds alike")]),
        ("peggy", [("P-02", "Margaret for Peggy")]),
        ("peggy kovalska", [("P-02", "Margaret for Peggy")]),
        ("ross", [("P-02", "another name")]),
        ("marg", [("P-02", "")]),
        ("sv", []),
        ("peggy nobody", []),
    ],
)
def test_nicknames_sounds_and_former_names_find_too_and_say_so(
    store: TinyStore, typed: str, wanted: list[tuple[str, str]]
) -> None:
    add_people(store, ("Siobhán", "MacLeod", ""), ("Margaret", "Kowalska", ""))
    save(store, "other_names", OtherName(person_id=ServiceUserId(2), family_name="Ross"))
    with reading(store) as connection:
        assert [(row[2], row[5]) for row in finding.search(connection, typed, 50, NICKNAMES)] == wanted


def test_a_former_name_is_found_until_it_is_taken_away(store: TinyStore) -> None:
    add_people(store, ("Anna", "Young", ""))
    made, unit_id = save(store, "other_names", OtherName(person_id=ServiceUserId(1), family_name="Ross"))

    def found(text: str) -> int:
        with reading(store) as connection:
            return len(finding.search(connection, text))

    assert found("ross") == 1
    with writing(store, "changed", who="Ana", at=AT) as unit:
        unit.change("other_names", OtherName(id=made, person_id=ServiceUserId(1), family_name="Reid"))
    assert (found("ross"), found("reid")) == (0, 1)
    with writing(store, "undid", who="Ana", at=AT) as undoing:
        take_back(undoing, unit.id)
    assert (found("ross"), found("reid")) == (1, 0)
    with writing(store, "undid", who="Ana", at=AT) as undoing:
        take_back(undoing, unit_id)
    assert found("ross") == 0
    contents(store)


def test_a_joined_record_is_found_as_the_one_it_is_joined_to(store: TinyStore) -> None:
    add_people(store, ("Anna", "Young", ""), ("Hanna", "Yung", ""))
    join = Join(person_id=ServiceUserId(1), other_id=ServiceUserId(2), joined_on=TODAY)
    save(store, "joins", join)
    with reading(store) as connection:
        assert [row[:3] + row[5:] for row in finding.search(connection, "hanna")] == [
            (1, "Anna Young", "P-01", "joined with P-02")
        ]
        assert len(finding.search(connection, "p-0")) == 1


def test_the_name_to_show_is_the_domains(store: TinyStore) -> None:
    some = [("Ann", "Young", "Annie"), ("", "Young", ""), ("Ann", "", ""), ("", "", "Nan"), ("", "", "")]
    add_people(store, *some)
    with reading(store) as connection:
        rows = people.caseload(connection, TODAY)
        shown = {one.id: one.display_name for one in values_of(connection, "people")}
    assert {row[0]: row[1] for row in rows} == shown


def test_the_caseload_comes_as_sorted_ids_and_a_window(store: TinyStore) -> None:
    add_people(store, ("B", "young", ""), ("A", "Adams", ""), ("A", "Young", ""), ("C", "", ""))
    with writing(store, "added", who="Ana", at=AT) as unit:
        for number, (service, end) in enumerate([("Lunch", None), ("Befriending", None), ("Old", date(2025, 5, 31))]):
            unit.add(
                "episodes",
                episode(episode_ref=f"E{number}", person_id=ServiceUserId(2), service=service, end_date=end),
            )
        for day in (3, 9):
            made = unit.add(
                "sessions", ActivitySession(session_ref=f"S{day}", service="Lunch", date=date(2025, 2, day))
            )
            unit.add("attendance", Attendance(session_id=SessionId(made), person_id=ServiceUserId(2)))
    with reading(store) as connection:
        assert people.caseload_ids(connection) == [4, 2, 3, 1]
        assert people.caseload_ids(connection, descending=True) == [1, 3, 2, 4]
        assert people.caseload_ids(connection, "person_ref") == [1, 2, 3, 4]
        window = people.caseload_window(connection, [1, 99, 2], TODAY)
    assert [row[:3] for row in window] == [(1, "B young", "P-01"), (2, "A Adams", "P-02")]
    assert window[1][-3:] == ("Lunch,Befriending", "service_user", date(2025, 2, 9))
    assert window[0][-3:] == ("", "service_user", None)
    with pytest.raises(KeyError), reading(store) as connection:
        people.caseload_ids(connection, "shoe size")


def test_namesakes_share_names_and_birth_date(store: TinyStore) -> None:
    save(store, "people", person())
    with reading(store) as connection:
        same = person(person_ref="X", given_name="màiri".capitalize(), family_name="o'brien")
        assert people.namesakes(connection, same) == ("P-0001",)
        assert people.namesakes(connection, person(id=1)) == ()
        assert people.namesakes(connection, person(date_of_birth=None)) == ()
        assert people.last_ref(connection) == "P-0001"


# --- references and keys ----------------------------------------------------------------------------------------------


def test_references_and_keys_lead_to_their_records(store: TinyStore) -> None:
    save_everything(store)
    with reading(store) as connection:
        for kind, column in refs.REF_COLUMNS.items():
            assert refs.refs(connection, kind) == {getattr(everything()[kind], column): 1}
            assert refs.id_of(connection, kind, getattr(everything()[kind], column)) == 1
        assert refs.id_of(connection, "people", "nobody") is None
        assert refs.keys(connection, "attendance") == {(1, 1): 1}
        assert refs.keys(connection, "assessments") == {(1, "swemwbs7", to_day(date(2025, 1, 12)), "baseline"): 1}
        assert set(refs.REF_COLUMNS) | set(refs.KEY_COLUMNS) >= set(SHEET_NAMES)
        assert all(len(refs.keys(connection, kind)) == 1 for kind in refs.KEY_COLUMNS)


def test_stored_rows_and_parts_come_as_stored(store: TinyStore) -> None:
    save_everything(store)
    with reading(store) as connection:
        assert refs.stored_rows(connection, "contracts", ("value", "our_share")) == {1: (1234567, "0.75")}
        assert refs.stored_parts(connection, "funding") == {1: (("C-A", 6000), ("C-B", 3333))}
        assert refs.stored_parts(connection, "answers")[1][2] == (3, None)
        assert refs.stored_parts(connection, "scores") == {1: (("metric", 0.1 + 0.2), ("raw", 22.0))}


def test_values_come_by_id_by_person_and_all(store: TinyStore) -> None:
    save(store, "people", person())
    save(store, "people", person(person_ref="P-0002"))
    save(store, "assessments", assessment(person_id=ServiceUserId(2)))
    save(store, "assessments", assessment())
    with reading(store) as connection:
        assert [one.id for one in values_of(connection, "assessments")] == [1, 2]
        assert values_about(connection, "assessments", 2) == (assessment(id=1, person_id=2),)
        assert values_by_id(connection, "people", [2, 77]) == (person(id=2, person_ref="P-0002"),)
        assert value(connection, "people", 77) is None
        with pytest.raises(KeyError):
            values_of(connection, "packs")


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SHEET_NAMES)
def test_every_sheet_has_its_list_in_the_columns_of_the_workbook(store: TinyStore, kind: str) -> None:
    save_everything(store)
    with reading(store) as connection:
        listing = records.listing(connection, kind, TODAY)
    names = tuple(column.name for column in sheet(kind).columns)
    assert listing.columns[: len(names) + 1] == ("id", *names)
    assert len(listing.rows) == 1
    assert len(listing.rows[0]) == len(listing.columns)


def row_of(store: TinyStore, kind: str) -> dict[str, Any]:
    with reading(store) as connection:
        listing = records.listing(connection, kind, TODAY)
    return dict(zip(listing.columns, listing.rows[0], strict=True))


def test_lists_tell_pounds_dates_and_references(store: TinyStore) -> None:
    save_everything(store)
    someone = row_of(store, "people")
    assert someone["date_of_birth"] == date(1961, 2, 28)
    agreed = [someone[name] for name in ("consent_record", "consent_share", "consent_story")]
    assert agreed == [None, date(2025, 1, 6), None]
    save(store, "consents", Consent(person_id=ServiceUserId(1), purpose="story", given_on=date(2025, 1, 7)))
    assert row_of(store, "people")["consent_story"] == date(2025, 1, 7)
    contract = row_of(store, "contracts")
    assert (contract["value"], contract["our_share"], contract["end_date"]) == (12345.67, 0.75, date(2026, 3, 31))
    enrolled = row_of(store, "episodes")
    assert (enrolled["person_ref"], enrolled["contract_ref"]) == ("P-0001", "C-A:60;C-B:33.33")
    assert row_of(store, "attendance") == {"id": 1, "session_ref": "S-1", "person_ref": "P-0001", "minutes": 45}
    filled_in = row_of(store, "assessments")
    assert filled_in["answers"] == "1 2 - 4 5 1 -"
    assert filled_in["scores"] == "metric=0.3 raw=22"
    assert filled_in["score"] == 12.5
    line = row_of(store, "value_lines")
    assert (line["deadweight"], line["deadweight_reason"], line["cashable"]) == (0.25, "because of deadweight", None)
    assert row_of(store, "inputs")["amount"] == 1000.10
    assert row_of(store, "sessions")["named"] == 1


def test_an_unknown_sheet_has_no_list(store: TinyStore) -> None:
    with pytest.raises(KeyError), reading(store) as connection:
        records.listing(connection, "units; DROP TABLE people", TODAY)


def test_sessions_are_filtered_by_every_word(store: TinyStore) -> None:
    save_everything(store)
    save(store, "sessions", ActivitySession(session_ref="S-2", service="Cèilidh", date=date(2025, 2, 4)))
    with reading(store) as connection:
        assert [row[9] for row in delivery.sessions(connection)] == ["S-2", "S-1"]
        assert [row[9] for row in delivery.sessions(connection, "CEILIDH")] == ["S-2"]
        assert [row[9] for row in delivery.sessions(connection, "soup lunch")] == ["S-1"]
        assert delivery.sessions(connection, "soup ceilidh") == ()
        assert delivery.sessions(connection, "soup") == (
            (1, date(2025, 2, 3), "Lunch club", "Soup", "Hall", 90, 1, 2, 5, "S-1", "Monday soup", "taken"),
        )
        assert delivery.people_at(connection, 1) == ((1, "P-0001", "Mo O'Brien", 45, "left early", True),)


def test_questionnaires_are_filtered_by_person_and_instrument(store: TinyStore) -> None:
    save_everything(store)
    save(store, "assessments", assessment(instrument="phq9", stage="", scores={}))
    with reading(store) as connection:
        assert measures.assessments(connection, "mairi", "swemwbs7") == (
            (1, date(2025, 1, 12), "Mo O'Brien", "P-0001", "swemwbs7", "baseline", "metric 0.3, raw 22"),
        )
        assert [row[0] for row in measures.assessments(connection)] == [2, 1]
        assert [row[0] for row in measures.assessments(connection, instrument="phq9")] == [2]
        assert measures.assessments(connection, "nobody") == ()
        assert measures.assessments(connection, "***") == ()
        assert measures.instruments_used(connection) == ("phq9", "swemwbs7")
        assert measures.assessment_on(connection, 1, "phq9", date(2025, 1, 12), "") == 2
        assert measures.assessment_on(connection, 1, "phq9", date(2025, 1, 13), "") is None


def test_a_timeline_has_everything_the_latest_first(store: TinyStore) -> None:
    save_everything(store)
    with reading(store) as connection:
        told = timeline(connection, 1, {"swemwbs7": "SWEMWBS"})
        assert timeline(connection, 2, {}) == ()
    assert [(str(one.day), one.kind, one.title, one.detail) for one in told] == [
        ("2026-01-06", "action", "Done: ring the GP", "Ana"),
        ("2025-12-24", "episode", "Lunch club ended", "moved away"),
        ("2025-03-04", "event", "job started", "1.5"),
        ("2025-02-03", "attendance", "Soup", "45 minutes at Hall"),
        ("2025-01-12", "assessment", "SWEMWBS, at the start", "metric 0.3, raw 22"),
        ("2025-01-10", "episode", "Lunch club began", ""),
    ]


def test_the_store_counts_and_names_what_it_holds(store: TinyStore) -> None:
    with reading(store) as connection:
        assert office.last_saved_at(connection) is None
    save_everything(store)
    with reading(store) as connection:
        counted = due(connection, TODAY, lambda _: None)[1]
        assert office.last_saved_at(connection) == AT
        assert office.services(connection) == ("Lunch club",)
        assert counted["open_episodes"] == 1
        assert due(connection, date(2026, 1, 1), lambda _: None)[1]["open_episodes"] == 0
    assert {number for kind, number in counted.items() if not kind.endswith("_now")} == {1}


# --- reviews that wait ------------------------------------------------------------------------------------------------


def waiting(store: TinyStore, today: date = TODAY) -> list[tuple[int, str]]:
    with reading(store) as connection:
        return [(one.person_id, one.instrument) for one in measures.unreviewed(connection, today)]


def test_a_baseline_waits_until_something_follows_it(store: TinyStore) -> None:
    save(store, "people", person())
    save(store, "episodes", episode(end_date=None))
    save(store, "assessments", assessment(date=date(2024, 12, 20)))
    assert waiting(store) == [(1, "swemwbs7")]
    with reading(store) as connection:
        (one,) = measures.unreviewed(connection, TODAY)
    assert (one.name, one.service, one.baseline) == ("Mo O'Brien", "Lunch club", date(2024, 12, 20))
    save(store, "assessments", assessment(date=date(2025, 3, 1), stage="review", scores={}))
    assert waiting(store) == [(1, "swemwbs7")]
    save(store, "assessments", assessment(date=date(2025, 4, 1), stage="review"))
    assert waiting(store) == []


def test_nothing_waits_in_an_episode_that_is_over_or_for_what_is_older(store: TinyStore) -> None:
    save(store, "people", person())
    save(store, "episodes", episode(end_date=date(2025, 5, 31)))
    save(store, "assessments", assessment())
    assert waiting(store) == []
    assert waiting(store, date(2025, 5, 31)) == [(1, "swemwbs7")]
    save(store, "people", person(person_ref="P-0002"))
    save(store, "episodes", episode(episode_ref="E-2", person_id=ServiceUserId(2), end_date=None))
    save(store, "assessments", assessment(person_id=ServiceUserId(2), date=date(2025, 1, 10) - timedelta(days=29)))
    assert waiting(store) == []


# --- facts ------------------------------------------------------------------------------------------------------------


def test_facts_are_columns_of_what_was_put_in(store: TinyStore) -> None:
    save_everything(store)
    with reading(store) as connection:
        facts = impact_facts(connection)
    assert (facts.people.id, facts.people.birth_day) == ((1,), (to_day(date(1961, 2, 28)),))
    assert (facts.people.gender, facts.people.disability, facts.people.ethnic_group) == (
        ("woman",),
        ("yes",),
        ("white",),
    )
    assert (facts.episodes.service, facts.episodes.start_day) == (("Lunch club",), (to_day(date(2025, 1, 10)),))
    assert (facts.funding.contract_ref, facts.funding.share_bp) == (("C-A", "C-B"), (6000, 3333))
    assert (facts.sessions.minutes, facts.sessions.unnamed_low, facts.sessions.unnamed_high) == ((90,), (2,), (5,))
    assert [list(column) for column in (facts.attendance.session_id, facts.attendance.person_id)] == [[1], [1]]
    assert (facts.scores.output, facts.scores.value) == (("metric", "raw"), (0.1 + 0.2, 22.0))
    assert (facts.scores.stage, facts.scores.day) == (("baseline",) * 2, (to_day(date(2025, 1, 12)),) * 2)
    assert (facts.events.quantity, facts.events.sustained_weeks) == ((1.5,), (26,))
    assert facts.environment.displacement_rate == (0.4,)
    for kind, found in (
        ("inputs", facts.inputs),
        ("contracts", facts.contracts),
        ("targets", facts.targets),
        ("value_lines", facts.value_lines),
        ("workforce", facts.workforce),
        ("comparisons", facts.comparisons),
    ):
        wanted = others()[kind]
        assert found == (
            type(wanted)(**{name: getattr(wanted, name) for name in wanted.__slots__ if name != "id"}, id=1),
        )


def test_facts_hold_no_name_and_no_free_text(store: TinyStore) -> None:
    save_everything(store)
    with reading(store) as connection:
        told = repr(impact_facts(connection))
    assert not any(word in told for word in ("Mairi", "Màiri", "O'Brien", "EH6", "tea", "hill.example", "0131"))


def test_facts_of_an_empty_store_are_empty(store: TinyStore) -> None:
    with reading(store) as connection:
        facts = impact_facts(connection)
    assert (facts.people.id, facts.scores.value, list(facts.attendance.id), facts.inputs) == ((), (), [], ())


def test_a_score_that_could_not_be_given_is_no_score(store: TinyStore) -> None:
    save(store, "people", person())
    save(store, "assessments", assessment(scores={"metric": None, "raw": 22.0}))
    with reading(store) as connection:
        assert impact_facts(connection).scores.output == ("raw",)


def test_facts_up_to_a_day_leave_out_what_came_later(store: TinyStore) -> None:
    save_everything(store)
    for day, wanted in ((date(2025, 2, 2), 0), (date(2025, 2, 3), 1)):
        with reading(store) as connection:
            facts = impact_facts(connection, until=day)
        assert (len(facts.sessions.id), len(facts.attendance.id)) == (wanted, wanted)
        assert (len(facts.events.id), len(facts.environment.id)) == (0, 0)
        assert (len(facts.episodes.id), len(facts.scores.value), len(facts.people.id)) == (1, 2, 1)


def test_queries_load_none_of_the_heavy_libraries() -> None:
    """What Today needs may not wait for a library it does not use."""
    heavy = {"numpy", "scipy", "matplotlib", "alembic", "reportlab", "python_calamine", "xlsxwriter"}
    loading = (
        "import sys; from sfph_desktop.core.store.queries import delivery, facts, measures, office, people, records;"
        "from sfph_desktop.core.store import undo, unit_of_work;"
        f"sys.exit(', '.join({heavy!r} & {{name.split('.')[0] for name in sys.modules}}) or None)"
    )
    done = subprocess.run([sys.executable, "-c", loading], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_taking_back_an_import_leaves_the_facts_as_they_were(store: TinyStore) -> None:
    save_everything(store)
    with reading(store) as connection:
        before = impact_facts(connection)
    with writing(store, "Brought in register.xlsx", who="Ana", at=AT) as unit:
        unit.insert_many("people", ("id", "person_ref"), [(n, f"X{n}") for n in range(2, 52)])
        unit.insert_many("attendance", ("session_id", "person_id"), [(1, n) for n in range(2, 52)])
    with writing(store, "Undid it", who="Ana", at=AT) as undoing:
        take_back(undoing, unit.id)
    with reading(store) as connection:
        assert impact_facts(connection) == before
