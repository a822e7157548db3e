"""A return from the records to the sealed file: counted as the toolkit counts, by consent and basis, the same twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.usecases.return_office import ASKED, DESK_IDENTITY, QUARTER, fill, indicator, return_office, sending

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.memberships import MembershipProfile
from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.returns import GROUP_VALUES, NOT_KNOWN, RawCell
from sfph_desktop.core.interchange.return_file import read_container
from sfph_desktop.core.store import sealing
from sfph_desktop.core.usecases import lawful_bases, network_return, return_making, return_preview
from sfph_desktop.core.usecases.impact import compute
from sfph_desktop.core.usecases.office import Office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = return_office(tmp_path_factory.mktemp("sends"))
    yield made
    made.store.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Office]:
    made = return_office(tmp_path, people=60)
    yield made
    made.store.close()


def everybody_agrees(office: Office) -> None:
    with office.writing("All agreed") as unit:
        left = "SELECT id FROM people WHERE id NOT IN (SELECT person_id FROM consents WHERE purpose = 'network')"
        people = [row[0] for row in unit.connection.exec_driver_sql(left)]
        unit.insert_many("consents", ("person_id", "purpose", "given_on"), [(one, "network", 20000) for one in people])


def total(cells: tuple[RawCell, ...], name: str) -> RawCell:
    return next(one for one in cells if one.indicator == name and not one.group)


def test_totals_are_those_of_the_toolkit(fresh: Office) -> None:
    everybody_agrees(fresh)
    cells, (agreed, left_out) = network_return.true_cells(fresh, ASKED, QUARTER)
    run = compute(fresh, Selection(period=QUARTER.year_to_it), Choices(draws=0))
    change = next(one for one in run.changes if one.instrument == "swemwbs7")
    jobs = next(one for one in run.events if one.event_type == "job_start")
    volunteered = next(one for one in run.events if one.event_type == "volunteered")
    share, mean = total(cells, "wellbeing_improved"), total(cells, "wellbeing_change")
    assert (share.n, share.value) == (change.pairs, change.improved)
    assert change.mean_change is not None
    assert (mean.n, mean.value) == (change.pairs, Decimal(repr(round(change.mean_change, 4))))
    assert total(cells, "people_supported").n == run.reach.people == agreed
    assert left_out == 0
    assert total(cells, "visits").value == run.reach.contacts
    assert total(cells, "sessions_held").value == run.reach.sessions
    assert total(cells, "job_starts").n == jobs.people
    assert total(cells, "hours_volunteered").value == Decimal(volunteered.quantity)
    quarter = compute(fresh, Selection(period=QUARTER.period), Choices(draws=0))
    assert total(cells, "people_in_quarter").n == quarter.reach.people


def test_groups_are_whole_and_add_up(office: Office) -> None:
    cells, _ = network_return.true_cells(office, ASKED, QUARTER)
    for one in ASKED:
        if one.id in {"anxiety_improved", "carbon"}:
            assert [cell.missing for cell in cells if cell.indicator == one.id] == ["not_measured"]
            continue
        for group in one.groups:
            parts = [cell for cell in cells if (cell.indicator, cell.group) == (one.id, group)]
            assert tuple(cell.group_value for cell in parts) == GROUP_VALUES[group]
            assert sum(cell.n or 0 for cell in parts) == total(cells, one.id).n
            if one.kind in {"share", "count"}:
                assert sum(cell.value or 0 for cell in parts) == total(cells, one.id).value


def test_only_those_who_agreed_are_counted(office: Office) -> None:
    allowed = total(network_return.true_cells(office, ASKED, QUARTER)[0], "people_supported").n
    with office.reading() as connection:
        agreed = connection.exec_driver_sql("SELECT count(*) FROM consents WHERE purpose = 'network'").scalar_one()
        everybody = connection.exec_driver_sql("SELECT count(*) FROM people").scalar_one()
    assert allowed == agreed < everybody


def test_a_field_without_a_basis_does_not_leave(fresh: Office) -> None:
    lawful_bases.end_basis(fresh, "gender")
    lawful_bases.end_basis(fresh, "answers")
    worked = network_return.worked_out(fresh, sending(fresh), QUARTER)
    bare = {(one.indicator, one.group) for one in worked.content.cells if one.qualifier == "no_basis"}
    assert ("people_supported", "gender") in bare
    assert ("wellbeing_improved", "") in bare
    assert not [one for one in worked.content.cells if one.qualifier == "no_basis" and (one.n or one.value)]
    assert not [one for one in worked.content.cells if one.group == "gender" and one.group_value]
    assert worked.missing_bases == ("a person's gender", "what a person answered in questionnaires")
    assert ("people_supported", "age_band") in {(one.indicator, one.group) for one in worked.content.cells if one.n}


def test_the_same_quarter_twice_is_the_same_file(fresh: Office, tmp_path: Path) -> None:
    to = sending(fresh)
    first = return_making.make_return(fresh, to, QUARTER, tmp_path / "a").value
    again = return_making.make_return(fresh, to, QUARTER, tmp_path / "b").value
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (first.already, again.already, again.receipt.sequence) == (False, True, 1)
    with fresh.reading() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM network_released").scalar_one()
    assert kept == len(first.content.cells)


def test_other_content_has_the_next_number_and_keeps_what_changed_by_a_few(fresh: Office, tmp_path: Path) -> None:
    to = sending(fresh)
    first = return_making.make_return(fresh, to, QUARTER, tmp_path / "a").value
    with fresh.writing("Two took it back") as unit:
        unit.connection.exec_driver_sql("DELETE FROM consents WHERE id IN (SELECT id FROM consents LIMIT 2)")
        unit.set("name", "Another name")
    second = return_making.make_return(fresh, to, QUARTER, tmp_path / "b").value
    assert second.receipt.sequence == 2
    told = [
        next(one for one in made.content.cells if (one.indicator, one.group) == ("people_supported", ""))
        for made in (first, second)
    ]
    assert told[0].n == told[1].n
    assert told[1].qualifier == "earlier"
    again = return_making.make_return(fresh, to, QUARTER, tmp_path / "c").value
    assert (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes()
    assert again.receipt.sequence == 2


def test_the_desk_opens_it_and_so_do_we(fresh: Office, tmp_path: Path) -> None:
    made = return_making.make_return(fresh, sending(fresh), QUARTER, tmp_path / "a.sfph-return").value
    whole = sealing.opened(made.receipt.content, DESK_IDENTITY)
    assert whole is not None
    content, _, _ = read_container(whole)
    assert content == made.content
    found = network_return.open_return(fresh, tmp_path / "a.sfph-return")
    assert found.content == made.content
    assert found.genuine


def test_no_small_number_leaves(office: Office) -> None:
    worked = network_return.worked_out(office, sending(office), QUARTER)
    assert len([one for one in worked.content.cells if one.n]) > 10
    assert len([one for one in worked.content.cells if one.qualifier in {"few", "beside"}]) > 3
    for cell in worked.content.cells:
        # That nobody is without a recorded group tells of nobody.
        assert cell.n is None or cell.n >= 10 or (cell.n == 0 and cell.group_value == NOT_KNOWN)
        indicator_ = next(one for one in ASKED if one.id == cell.indicator)
        if indicator_.kind == "share" and cell.value is not None and cell.n:
            assert cell.n is not None
            assert 10 <= cell.value <= cell.n - 10


def test_a_quarter_that_has_not_ended_is_refused(office: Office) -> None:
    with pytest.raises(UserCanFix, match="has not ended"):
        network_return.worked_out(office, sending(office), Quarter(2026, 4))


def test_nothing_is_kept_when_the_file_cannot_be_written(fresh: Office, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(UserCanFix, match="could not be written"):
        return_making.make_return(fresh, sending(fresh), QUARTER, tmp_path / "taken")
    assert network_return.receipts(fresh) == ()


def test_no_folder_is_made_where_a_stick_or_a_share_was(fresh: Office, tmp_path: Path) -> None:
    """The return would lie in this computer, and be believed to be with the network."""
    gone = tmp_path / "share" / "a"
    with pytest.raises(UserCanFix, match="is not there now"):
        return_making.make_return(fresh, sending(fresh), QUARTER, gone)
    prepared = return_making.prepare_return(fresh, sending(fresh), QUARTER)
    with pytest.raises(UserCanFix, match="is not there now"):  # it went away while the return was looked at
        return_making.keep_return(fresh, prepared, sending(fresh), gone)
    assert not gone.parent.exists() and network_return.receipts(fresh) == ()


def test_only_what_was_looked_at_is_written(fresh: Office, tmp_path: Path) -> None:
    to = sending(fresh)
    seen = return_preview.preview(fresh, to, QUARTER).content
    everybody_agrees(fresh)
    with pytest.raises(UserCanFix, match="not what you looked at"):
        return_making.make_return(fresh, to, QUARTER, tmp_path / "a", seen=seen)
    assert not (tmp_path / "a").exists()
    assert not network_return.receipts(fresh)
    seen = return_preview.preview(fresh, to, QUARTER).content
    for name in ("b", "c"):  # the same that was seen may be written again
        return_making.make_return(fresh, to, QUARTER, tmp_path / name, seen=seen)
    assert (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes()


def test_what_was_prepared_is_kept_only_while_the_records_say_it(fresh: Office, tmp_path: Path) -> None:
    to = sending(fresh)
    prepared = return_making.prepare_return(fresh, to, QUARTER)
    assert not network_return.receipts(fresh)
    fill(fresh, 1, seed=9)
    for other in (to, replace(to, profile=MembershipProfile(council="S12000049"))):
        with pytest.raises(UserCanFix, match="changed while"):
            return_making.keep_return(fresh, prepared, other, tmp_path / "a")
    assert not network_return.receipts(fresh)
    assert not (tmp_path / "a").exists()

    early, prepared = (return_making.prepare_return(fresh, to, QUARTER) for _ in range(2))
    with fresh.writing("Named a room") as unit:  # nothing that a return says
        unit.set("room_named", "Hall")
    return_making.keep_return(fresh, early, to, tmp_path / "a")
    with pytest.raises(UserCanFix, match="changed while"):  # that number has left
        return_making.keep_return(fresh, prepared, to, tmp_path / "b")
    assert not (tmp_path / "b").exists()
    return_making.make_return(fresh, to, QUARTER, tmp_path / "c")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "c").read_bytes()
    assert [one.sequence for one in network_return.receipts(fresh)] == [1]


def test_the_preview_says_of_every_value_why_it_leaves_or_does_not(fresh: Office, tmp_path: Path) -> None:
    ours = MembershipProfile(legal_form="SCIO", council="S12000049", client_groups="dementia carers")
    to = replace(sending(fresh), profile=ours)
    seen = return_preview.preview(fresh, to, QUARTER)
    made = return_making.make_return(fresh, to, QUARTER, tmp_path / "a").value
    assert seen.content == made.content
    assert len(seen.lines) == len(made.content.cells) + len(made.content.organisation)
    for line in seen.lines:
        assert line.name
        assert line.reason
        assert line.says or line.held
    told = {line.indicator: line.says for line in seen.lines if line.where == "organisation"}
    assert told["area"] == "Glasgow City (as S12000049)"
    assert told["client_groups"].startswith("people with dementia; unpaid carers (as ")
    supported = next(line for line in seen.lines if line.indicator == "people_supported" and not line.group)
    assert supported.says == f"{made.content.cells[0].n} people"
    assert "Fewer than 10 people did not agree" in seen.people
    anxious = next(line for line in seen.lines if line.indicator == "anxiety_improved")
    assert (anxious.says, anxious.held) == ("", "left out: this enterprise does not measure it")
    again = return_preview.preview(fresh, to, QUARTER)
    assert (again.already, again.sequence) == (True, 1)


def test_a_measure_of_another_kind_is_not_answered(office: Office) -> None:
    odd = (indicator("odd", "mean", "event:job_start"), indicator("odder", "share", "reach:people"))
    cells, _ = network_return.true_cells(office, odd, QUARTER)
    assert {one.missing for one in cells} == {"not_measured"}


def test_what_was_taken_back_on_a_joined_record_counts(fresh: Office) -> None:
    from sfph_desktop.core.store.queries.returns import agreeing

    with fresh.reading() as connection:
        both = [row[0] for row in connection.exec_driver_sql("SELECT person_id FROM consents ORDER BY 1 LIMIT 2")]
    today = fresh.clock.today()
    with fresh.writing("Joined, and taken back on the other") as unit:
        unit.insert_many("joins", ("person_id", "other_id", "joined_on"), [(*both, 20500)])
        unit.connection.exec_driver_sql("UPDATE consents SET withdrawn_on = 20400 WHERE person_id = ?", (both[1],))
    with fresh.reading() as connection:
        assert both[0] not in agreeing(connection, "network", today)


def test_facts_about_the_enterprise_are_codes_and_guarded_counts(fresh: Office) -> None:
    from datetime import date

    from sfph_desktop.core.domain.contracts import WorkforceFact
    from sfph_desktop.core.usecases import readiness, return_facts

    counted = WorkforceFact(
        date=date(2026, 3, 1), staff_headcount=24, staff_fte=18.5, leavers_in_year=3, staff_former_service_users=18
    )
    with fresh.writing("Counted the workforce") as unit:
        unit.add("workforce", counted)
        unit.add("workforce", replace(counted, date=date(2026, 4, 1), staff_headcount=300))
        unit.insert_many(
            "duties", ("kind", "what", "who"), [("office", f"Duty {n}", "Ann" if n else "Bo") for n in range(4)]
        )
    readiness.answer(fresh, 1, "partly", "what nobody else is to read")
    profile = MembershipProfile(legal_form="cic", council="Our own words, not a code", client_groups="carers nonsense")
    asked = return_facts.Asked(office=fresh, quarter=QUARTER, profile=profile, threshold=10)
    found = {one.field: (one.value, one.qualifier) for one in return_facts.facts(asked)}
    assert found["legal_form"] == ("cic", "")
    assert found["area"] == ("", "not_measured")
    assert found["client_groups"] == ("carers", "")
    assert (found["size"], found["staff_headcount"], found["staff_fte"]) == (("21-50", ""), ("24", ""), ("18.5", ""))
    assert found["leavers_in_year"] == ("", "few")
    assert found["staff_former_service_users"] == ("", "everybody")
    assert (found["duties"], found["duties_of_one_person"]) == (("4", ""), ("3", ""))
    assert [value for field, value in found.items() if field.startswith("readiness:")] == [("partly", "")]


def test_of_two_quarters_one_colleague_more_who_was_supported_is_not_told(tmp_path: Path) -> None:
    """Staff once supported stay as they were sent until at least ten have come or gone; and the same again is the same.

    Each quarter: truly so many of so many staff, and what leaves. Fewer than ten, or all but nine, leave in no quarter.
    """
    from datetime import date

    from sfph_desktop.core.domain.contracts import WorkforceFact

    office = return_office(tmp_path / "small", people=3)
    to, quarter, made = sending(office), Quarter(2024, 4), []
    for people, staff, leaves in (
        (12, 40, ("12", "")),
        (13, 41, ("12", "earlier")),
        (21, 49, ("12", "earlier")),
        (22, 50, ("22", "")),
        (9, 50, ("", "few")),
        (14, 50, ("12", "earlier")),
    ):
        with office.writing("Counted the workforce") as unit:
            fact = WorkforceFact(date=date(2024, 1, 1), staff_headcount=staff, staff_former_service_users=people)
            unit.add("workforce", replace(fact, date=quarter.period.end))
        out = return_making.make_return(office, to, quarter, tmp_path / str(quarter)).value
        found = {one.field: (one.value, one.qualifier) for one in out.content.organisation}
        assert found["staff_former_service_users"] == leaves, quarter
        made.append((quarter, out.file.read_bytes()))
        quarter = quarter.next
    for earlier, content in made:
        again = return_making.make_return(office, to, earlier, tmp_path / "again").value
        assert again.already and again.file.read_bytes() == content
    lines = return_preview.preview(office, to, quarter.before).lines
    (line,) = (one for one in lines if one.indicator == "staff_former_service_users")
    assert line.says == "12 people" and line.held.startswith("as it was sent before")
    office.store.close()


def test_of_two_quarters_the_few_who_were_new_are_not_told(fresh: Office, tmp_path: Path) -> None:
    """Nothing had fallen out of the twelve months: the difference of two totals would count the new people."""
    from sfph_desktop.core.domain.values import to_day

    to, new = sending(fresh), range(3)
    first = return_making.make_return(fresh, to, QUARTER.before, tmp_path / "a").value
    with fresh.writing("Three more came in the next quarter") as unit:
        start, day = unit.next_id("people"), to_day(QUARTER.period.start)
        unit.insert_many("people", ("id", "person_ref"), [(start + n, f"N{n}") for n in new])
        agreed = [(start + n, "network", 20000) for n in new]
        unit.insert_many("consents", ("person_id", "purpose", "given_on"), agreed)
        rows = [(f"N{n}", start + n, "Lunch club", day) for n in new]
        unit.insert_many("episodes", ("episode_ref", "person_id", "service", "start_date"), rows)
    assert "people_supported" in network_return.nothing_fell_out(fresh, ASKED, QUARTER)
    second = return_making.make_return(fresh, to, QUARTER, tmp_path / "b").value
    was, now = (made.content.cells[0] for made in (first, second))
    true = total(network_return.true_cells(fresh, ASKED, QUARTER)[0], "people_supported").n
    assert was.n is not None
    assert true == was.n + 3
    assert now.n in {was.n, None}
    assert now.qualifier


def test_four_returns_on_end_tell_of_nobody(fresh: Office, tmp_path: Path) -> None:
    """Whoever has them all, and knows how the figures hang together, is left with ten numbers for each small one."""
    from sfph_desktop.core.domain.disclosure import Release, Sent
    from sfph_desktop.core.toolkit.disclosure import bounds
    from sfph_desktop.core.toolkit.return_guard import relations
    from sfph_desktop.core.usecases import return_ledger

    to, quarter = sending(fresh), Quarter(2025, 3)
    for number in range(4):
        return_making.make_return(fresh, to, quarter, tmp_path / f"{number}")
        quarter = quarter.next
        with fresh.writing("Some took it back, some came") as unit:
            unit.connection.exec_driver_sql("DELETE FROM consents WHERE id IN (SELECT id FROM consents LIMIT 1)")
        fill(fresh, 4, 100 + number)
    with fresh.reading() as connection:
        ledger = return_ledger.ledger(connection)
    seen = [
        Release(
            sent=tuple(
                Sent(
                    key=one.key,
                    n=one.n,
                    k=int(one.value) if one.true_k is not None and one.value is not None else None,
                    share=one.true_k is not None,
                    qualifier=one.qualifier,
                )
                for one in told
            )
        )
        for told in ledger.values()
    ]
    found = bounds(seen, relations({one.key for told in ledger.values() for one in told}, ASKED))
    small = 0
    for place, told in enumerate(ledger.values()):
        for one in told:
            if one.n is None and one.true_n < 10:
                low, high = found.get((place, one.key, "n"), (0, 9))  # without relations: what its word tells
                assert high - low + 1 >= 10, one
                small += 1
    assert small > 20


@pytest.mark.parametrize("people", [0, 3])
def test_an_empty_return_and_one_of_three_people_tell_of_nobody(tmp_path: Path, people: int) -> None:
    office = return_office(tmp_path / "small", people=people)
    made = return_making.make_return(office, sending(office), QUARTER, tmp_path / "a").value
    assert {one.n for one in made.content.cells} <= {None, 0}
    told = {one.indicator: one.value for one in made.content.cells if not one.group and one.value is not None}
    assert told == {"sessions_held": Decimal(44)}
    seen = return_preview.preview(office, sending(office), QUARTER)
    assert seen.already
    assert "3 people" not in seen.people
    office.store.close()
