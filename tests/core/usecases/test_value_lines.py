"""Value lines: searched, added, changed, removed, undone; overlaps decided; the worth laid out and told."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sfph_desktop.core.domain.benefits import Adjustment, UnitValue, ValueLine
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.value_rules import of_hundred, other_country, other_currency, why_check
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases import reference, worth
from sfph_desktop.core.usecases import value_lines as values
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.proving import prove
from sfph_desktop.core.usecases.record_history import record_history
from sfph_desktop.core.usecases.sample import fill_with_sample
from sfph_desktop.core.usecases.value_evidence import evidence_beside

YEAR = Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)))
FEW = Choices(draws=200)


@pytest.fixture
def office(new_office: Callable[[Path], Office], tmp_path: Path) -> Office:
    return new_office(tmp_path)


@pytest.fixture(scope="module")
def bare(new_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Nothing in it, and nothing comes in: for what is refused."""
    return new_office(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def filled(new_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Read only: no test of this module changes it."""
    made = new_office(tmp_path_factory.mktemp("filled"))
    fill_with_sample(made, people=60)
    return made


def line(unit: str = "wellby_2019", indicator: str = "ons4.life_satisfaction.change_sum", **more: Any) -> ValueLine:
    given: dict[str, Any] = {"line_ref": "", "duration_years": Decimal(1)} | more
    return ValueLine(indicator=indicator, unit_value=unit, **given)


def share(of: str, reason: str = "told", source: str = "") -> Adjustment:
    return Adjustment(share=Decimal(of), reason=reason, source=source)


def refused(do: Callable[[], object]) -> set[str]:
    with pytest.raises(UserCanFix) as caught:
        do()
    return {one.column for one in caught.value.problems}


# --- searching --------------------------------------------------------------------------------------------------------


def test_the_library_is_searched_by_words_payer_standing_and_country(filled: Office) -> None:
    library = filled.library
    found = values.search_values(library, values.Wanted(text="lonely WELLBEING".replace("lonely", "loneliness")))
    assert [one.id for one in found] == ["loneliness_severe_year"]
    assert all(one.payer == "NHS" for one in values.search_values(library, values.Wanted(payer="NHS")))
    scots = values.search_values(library, values.Wanted(country="Scotland"))
    assert {one.geography for one in scots} == {"Scotland"}
    assert not any(why_check(one) for one in values.search_values(library, values.Wanted(standing="offered")))
    assert all(why_check(one) for one in values.search_values(library, values.Wanted(standing="check")))
    every = values.search_values(library, values.Wanted())
    assert [bool(why_check(one)) for one in every] == sorted(bool(why_check(one)) for one in every)
    assert not any(one.category == "parameter" for one in every)
    assert "carbon" in {one.id for one in every}
    assert values.search_values(library, values.Wanted(text="no such words")) == ()


@pytest.mark.parametrize(
    ("unit", "place", "year", "grade", "currency", "country", "checked"),
    [
        ("GBP per person", "Scotland", "2024", "high", "", "", False),
        ("£ per person", "England and Wales", "2013/14", "medium", "", "", True),
        ("GBP per person", "UK outside London (used in Scotland)", "2024", "high", "", "", False),
        ("GBP per person", "England", "", "high", "", "", True),
        ("GBP per person", "Ireland", "2024", "high", "", "Ireland", True),
        ("EUR per person", "Ireland", "2024", "high", "euros", "Ireland", True),
        ("US$ a year", "USA", "2024", "high", "US dollars", "USA", True),
        ("$5 a year", "", "2024", "high", "dollars", "", True),
        ("per person (EUR)", "UK", "2024", "high", "euros", "", True),
        ("GBP per person (from USD of 2019)", "UK", "2024", "high", "", "", False),
        ("£ per euro of grant", "UK", "2024", "high", "", "", False),
        ("Euros a year", "UK", "2024", "high", "euros", "", True),
        ("GBP a year", "New South Wales, Australia", "2024", "high", "", "New South Wales, Australia", True),
        ("GBP a year", "New towns of South Wales", "2024", "high", "", "", False),
        ("GBP a year", "London, Ontario", "2024", "high", "", "London, Ontario", True),
        ("GBP a year", "Wales, Ontario", "2024", "high", "", "Wales, Ontario", True),
        ("GBP a year", "London", "2024", "high", "", "", False),
        ("GBP a year", "Inner London boroughs", "2024", "high", "", "", False),
        ("GBP a year", "UK outside London (used in Scotland)", "2024", "high", "", "", False),
    ],
)
def test_what_a_price_says_of_itself(
    unit: str, place: str, year: str, grade: str, currency: str, country: str, checked: bool
) -> None:
    one = UnitValue(
        id="x", category="social", title="X", value=Decimal(1), unit=unit, geography=place, price_year=year,
        confidence=grade,
    )  # fmt: skip
    assert (other_currency(one), other_country(one), bool(why_check(one))) == (currency, country, checked)


def test_a_share_is_said_of_a_hundred() -> None:
    assert [of_hundred(Decimal(x)) for x in ("0.30", "0.025", "1", "0")] == [
        "30 of 100", "2.5 of 100", "100 of 100", "0 of 100",
    ]  # fmt: skip
    assert of_hundred(None) == ""


# --- keeping ----------------------------------------------------------------------------------------------------------


def test_a_line_is_added_changed_removed_and_each_can_be_undone(office: Office) -> None:
    added = values.add_line(office, line(deadweight=share("0.3", " some  would ", "a waiting list")))
    assert (added.value.line_ref, added.value.deadweight) == ("VL1", share("0.3", "some would", "a waiting list"))
    assert values.add_line(office, line(line_ref="mine")).value.line_ref == "mine"
    assert values.add_line(office, line()).value.line_ref == "VL2"
    changed = values.change_line(office, replace(added.value, duration_years=Decimal("2.5")))
    assert values.line_named(office, "vl1").duration_years == Decimal("2.5")
    undo(office, changed.unit_id)
    assert values.line_named(office, "VL1").duration_years == 1
    gone = values.remove_line(office, added.value.id)
    assert [one.line_ref for one in values.value_lines(office)] == ["VL2", "mine"]
    undo(office, gone.unit_id)
    assert values.line_named(office, "VL1") == added.value
    with pytest.raises(UserCanFix, match="There are: VL1, VL2, mine"):
        values.line_named(office, "VL9")


def test_the_history_of_a_line_is_told_in_words(office: Office) -> None:
    first = values.add_line(office, line()).value
    values.change_line(office, replace(first, deadweight=share("0.3", "a guess", "a survey")))
    values.change_line(office, replace(first, deadweight=share("0.3", "a guess", "a survey"), unit_value="carbon",
                                       indicator="environment:tco2e"))  # fmt: skip
    told = [said for one in record_history(office, "value_lines", first.id) for said in one.said]
    assert "would have happened anyway set to 30 of 100, because a guess (a survey)" in told
    assert any(said.startswith("value of one WELLBY") for said in told)
    assert "added this value line" in told


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (line(deadweight=share("1.01")), "deadweight"),
        (line(attribution=share("-0.1")), "attribution"),
        (line(cashable=share("2")), "cashable"),
        (line(duration_years=Decimal(0)), "duration_years"),
        (line(duration_years=Decimal(101)), "duration_years"),
        (line(duration_years=Decimal("NaN")), "duration_years"),
        (line(indicator=""), "indicator"),
        (line(indicator="ons4.improved"), "indicator"),
        (line(indicator="nothing.improved"), "indicator"),
        (line(unit="pixie_dust"), "unit_value"),
        (line(unit=""), "unit_value"),
        (line(unit="rlw_2024"), "unit_value"),
        (line(unit="carbon"), "unit_value"),
        (line(contract_ref="NO"), "contract_ref"),
        (line(unit="gmca_EE1.0"), "unit_value_checked"),
        (line(unit="loneliness_severe_year"), "unit_value_checked"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    bare: Office, wrong: ValueLine, column: str
) -> None:
    assert refused(lambda: values.add_line(bare, wrong)) == {column}
    assert values.value_lines(bare) == ()


def test_a_reference_is_given_once(office: Office) -> None:
    values.add_line(office, line(line_ref="A"))
    assert refused(lambda: values.add_line(office, line(line_ref="A"))) == {"line_ref"}


def test_a_value_to_be_checked_needs_a_deliberate_choice_each_time_it_is_chosen(office: Office) -> None:
    made = values.add_line(office, line("gmca_EE1.0", unit_value_checked="read version 3")).value
    assert made.unit_value_checked == "read version 3"
    values.change_line(office, replace(made, duration_years=Decimal(2)))  # the same value is not asked about again
    other = replace(made, unit_value="gmca_HE11.0")
    assert refused(lambda: values.change_line(office, other)) == {"unit_value_checked"}
    kept = values.change_line(office, replace(other, unit_value_checked="read it too")).value
    assert (kept.unit_value, kept.unit_value_checked) == ("gmca_HE11.0", "read it too")
    again = values.change_line(office, replace(kept, unit_value="gmca_EE1.0"), checked_anew=True).value
    assert again.unit_value_checked == "read it too"
    free = values.change_line(office, replace(again, unit_value="wellby_2019")).value
    assert free.unit_value_checked == "", "what was made sure of was another value"


# --- overlaps ---------------------------------------------------------------------------------------------------------


def test_an_overlap_is_decided_and_undone(office: Office) -> None:
    for ref, group in (("A", ""), ("B", "wellbeing"), ("C", ""), ("D", "wellbeing")):
        values.add_line(office, line(line_ref=ref, overlap_group=group))

    def groups() -> dict[str, str]:
        return {one.line_ref: one.overlap_group for one in values.value_lines(office)}

    done = values.decide_overlap(office, ("A", "B"), same=True)
    assert groups() == {"A": "wellbeing", "B": "wellbeing", "C": "", "D": "wellbeing"}
    undo(office, done.unit_id)
    assert groups()["A"] == ""
    values.decide_overlap(office, ("A", "C"), same=True)
    assert groups()["A"] == groups()["C"] == "with A"
    apart = values.decide_overlap(office, ("B", "D"), same=False)
    assert apart.why == "B and D value different changes", "nobody else was of the same change"
    assert (groups()["B"], groups()["D"]) == ("wellbeing", "D")
    values.decide_overlap(office, ("A", "C"), same=False)
    assert groups()["A"] != groups()["C"]
    for refs in (("A",), ("A", "A"), ("A", "Z")):
        with pytest.raises(UserCanFix):
            values.decide_overlap(office, refs, same=True)


def test_what_was_the_same_change_comes_along_when_groups_are_joined(office: Office) -> None:
    for ref, group in (("A", "one"), ("B", "two"), ("C", "one"), ("D", "two"), ("E", "")):
        values.add_line(office, line(line_ref=ref, overlap_group=group))
    values.decide_overlap(office, ("A", "B"), same=True)
    assert {one.line_ref: one.overlap_group for one in values.value_lines(office)} == {
        **dict.fromkeys("ABCD", "one"),
        "E": "",
    }


def test_different_says_which_the_same_it_takes_back(office: Office) -> None:
    for ref in "ABC":
        values.add_line(office, line(line_ref=ref, overlap_group="one"))
    done = values.decide_overlap(office, ("A", "B"), same=False)
    assert done.why == (
        "A and B value different changes. B is no longer of the same change as C: decide that again if it still holds"
    )
    assert {one.line_ref: one.overlap_group for one in values.value_lines(office)} == {"A": "one", "B": "B", "C": "one"}


# --- the worth --------------------------------------------------------------------------------------------------------


def test_the_worth_is_that_of_a_run_and_follows_the_lines_without_the_store(filled: Office) -> None:
    desk, found = worth.worth_at_once(filled, YEAR, FEW)
    run = run_toolkit(filled, YEAR, FEW).value
    assert found.run.value.total_pv == run.value.total_pv
    assert (found.run.value.ratio_p05, found.run.value.by_contract) == (run.value.ratio_p05, run.value.by_contract)
    lines = list(desk.facts.value_lines)
    lines[2] = replace(lines[2], deadweight=share("0.9"))
    less = worth.worth(desk, lines)
    assert less.run.value.total_pv is not None
    assert less.run.value.total_pv < (found.run.value.total_pv or 0)
    told = worth.told(desk, less, lines)
    steps = next(one for one in told.lines if one.line_ref == "VL3").rungs
    assert "less 90 of 100 that would have happened anyway" in [step.said for step in steps]
    assert told.troubles == ()
    for said in (told.cautious, told.central, told.even, told.tornado, told.trials, told.break_even, told.per_person):
        assert said.endswith(".")
    paid = sum(Decimal(amount.replace("£", "").replace(",", "")) for _, amount in told.paid_by)
    assert paid == Decimal(str(less.run.value.total_pv))


def test_a_kept_line_says_why_each_share_was_what_it_was(filled: Office) -> None:
    run = run_toolkit(filled, YEAR, FEW).value
    line = next(one for one in run.value.lines if one.line_ref == "VL3")
    proof = prove(filled, line.evidence)
    assert (
        "Lost in each later year: 30 of every 100, because jobs kept at six months, from our own follow-up "
        "(calls six months on, our own records)" in proof.definition
    )
    assert "Would have happened anyway: 35 of every 100, because some would have found work" in proof.definition
    undecided = next(one for one in run.value.lines if one.line_ref == "VL5")
    assert "Owed to others:" not in prove(filled, undecided.evidence).definition


def test_each_step_of_a_line_can_be_followed_by_hand(filled: Office) -> None:
    desk, found = worth.worth_at_once(filled, YEAR, FEW)
    told = {one.line_ref: one for one in worth.told(desk, found, desk.facts.value_lines).lines}
    figure = next(one for one in found.run.value.lines if one.line_ref == "VL3")
    jobs = figure.quantity
    assert jobs is not None
    amounts = [step.amount for step in told["VL3"].rungs]
    left = [jobs, jobs * 0.65, jobs * 0.65 * 0.8, jobs * 0.65 * 0.8 * 0.8]
    for said, many in zip(amounts, left, strict=False):
        assert float(said.split()[0]) == pytest.approx(many, abs=0.05)
    assert amounts[-1] == f"£{figure.pv:,.0f}"
    missing = told["VL5"]
    assert not missing.counted
    assert [step.missing for step in missing.rungs].count(True) == 1
    assert any("No source is given yet" in mark for mark in missing.marks)


def test_what_may_be_valued_comes_from_the_findings_in_words(filled: Office) -> None:
    desk, _ = worth.worth_at_once(filled, YEAR, FEW)
    found = {one.indicator: one for one in desk.candidates}
    assert found["event:started_job"].said.endswith("people who started a job")
    assert found["event:started_job"].hint == "work"
    assert found["environment:tco2e"].level == "environmental"
    claimed = {change.instrument for change in desk.workings.changes if change.claimed}
    assert {name.partition(".")[0] for name in found if ":" not in name} == claimed
    for one in found.values():
        values_found = values.search_values(filled.library, values.Wanted(text=one.hint))
        assert values_found, f"nothing is found for {one.hint}"


@pytest.mark.parametrize(
    ("period", "contract", "lines", "wanted"),
    [
        (Period(date(2019, 1, 1), date(2019, 12, 31)), "", None, "Nothing is recorded in this period"),
        (YEAR.period, "", (), "Nothing is valued yet"),
        (YEAR.period, "", (line("wellby_2019", line_ref="A"),), "No line counts yet"),
        (Period(date(2024, 1, 5), date(2024, 3, 31)), "IJB-24", None, "What went in is not recorded"),
    ],
)
def test_what_stands_in_the_way_is_said_with_what_to_do(
    filled: Office, period: Period, contract: str, lines: Any, wanted: str
) -> None:
    selection = Selection(period=period, contract_ref=contract)
    desk = worth.lay_out(filled, worth.worth_facts(filled), selection, FEW)
    chosen = desk.facts.value_lines if lines is None else lines
    troubles = worth.told(desk, worth.worth(desk, chosen), chosen).troubles
    assert any(wanted in one.what for one in troubles), troubles
    assert all(one.do for one in troubles)


def test_two_lines_on_one_change_stop_the_total_until_they_are_decided(filled: Office) -> None:
    desk, _ = worth.worth_at_once(filled, YEAR, FEW)
    jobs = next(one for one in desk.facts.value_lines if one.line_ref == "VL3")
    twice = (jobs, replace(jobs, id=99, line_ref="VL9", overlap_group=""))
    found = worth.worth(desk, twice)
    assert found.run.value.total_pv is None
    assert [(pair.one, pair.other, pair.open) for pair in found.overlaps] == [("VL3", "VL9", True)]
    (trouble,) = worth.told(desk, found, twice).troubles
    assert "VL3 and VL9" in trouble.what


def test_a_service_nobody_knows_is_refused(filled: Office) -> None:
    with pytest.raises(UserCanFix, match="No service is called"):
        worth.worth_at_once(filled, replace(YEAR, service="Nowhere"))


def test_a_service_and_a_contract_are_known_whatever_their_capitals(filled: Office) -> None:
    facts = worth.worth_facts(filled)
    (service, *_) = sorted({*facts.facts.episodes.service})
    contract = facts.facts.contracts[0].contract_ref
    desk = worth.lay_out(filled, facts, replace(YEAR, service=service.upper(), contract_ref=contract.lower()), FEW)
    assert (desk.workings.selection.service, desk.workings.selection.contract_ref) == (service, contract)


def test_what_is_known_stands_beside_each_share_with_its_source(filled: Office) -> None:
    desk, _ = worth.worth_at_once(filled, YEAR, FEW)
    jobs = next(one for one in desk.facts.value_lines if one.line_ref == "VL3")
    beside = evidence_beside(filled.library, desk, jobs)
    assert set(beside) == {"deadweight", "displacement", "attribution", "drop_off"}
    assert any("30 to 31 of 100" in said and "Check before quoting" in said for said in beside["deadweight"])
    assert not any("PHQ-9" in said for said in beside["deadweight"])
    assert any("a partner who helps too" in said for said in beside["attribution"])
    assert all("Source:" in said or "Your records" in said or "recorded" in said for name in beside.values()
               for said in name)  # fmt: skip


# --- packs under a licence --------------------------------------------------------------------------------------------

VALUES = (
    "id,category,title,value,low,high,unit,price_year,geography,payer,source_title,publisher,year_published,url,licence,"
    "confidence,notes\n"
    "bank_job,social,A job,5000,,,GBP per person,2024,UK,Individual,Bank,Bank,2026,,By agreement,high,\n"
    "euro_job,social,A job in euros,5000,,,EUR per person,2024,Ireland,Individual,Bank,Bank,2026,,By agreement,high,\n"
    "irish_job,social,A job there,5000,,,GBP per person,2024,Ireland,Individual,Bank,Bank,2026,,By agreement,high,\n"
)


def pack(folder: Path, **told: object) -> Path:
    about = {"name": "Value bank", "version": "1", "publisher": "A bank", "licence": "By agreement",
             "made": "2026-01-31", **told}  # fmt: skip
    path = folder / "bank.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pack.json", json.dumps(about))
        archive.writestr("unit_values.csv", VALUES)
    return path


class Clock:
    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)

    def today(self) -> date:
        return self.day


def test_a_pack_with_a_wrong_checksum_is_refused_and_a_right_one_is_loaded(office: Office, tmp_path: Path) -> None:
    right = hashlib.sha256(VALUES.encode()).hexdigest()
    for files, wrong in (
        ({"unit_values.csv": "0" * 64}, "wrong checksum"),
        ({}, "does not name"),
        ({"unit_values.csv": right, "gdp_deflator.csv": right}, "lacks"),
        ({"unit_values.csv": 3}, "checksum"),
        ("no", "checksum"),
    ):
        with pytest.raises(UserCanFix, match=wrong):
            reference.add_pack(office, pack(tmp_path, files=files))
    assert reference.packs(office).rows == ()
    reference.add_pack(office, pack(tmp_path, files={"unit_values.csv": right.upper()}))
    assert "bank_job" in office.library.unit_values()


def test_a_pack_under_an_ended_licence_is_refused_and_one_that_ends_stops_its_values(
    office: Office, tmp_path: Path
) -> None:
    spring = replace(office, clock=Clock(date(2026, 5, 4)))
    with pytest.raises(UserCanFix, match="ended on 3 May 2026"):
        reference.add_pack(spring, pack(tmp_path, licensed_until="2026-05-03"))
    with pytest.raises(UserCanFix, match="last day of a licence"):
        reference.add_pack(spring, pack(tmp_path, licensed_until="soon"))
    reference.add_pack(spring, pack(tmp_path, licensed_until="2026-05-04"))
    listed = reference.packs(spring)
    assert dict(zip(listed.columns, listed.rows[0], strict=True))["licensed_until"] == "2026-05-04"
    assert reference.reference_facts(spring).expired == {}
    summer = replace(office, clock=Clock(date(2026, 5, 5)))
    assert reference.reference_facts(summer).expired == {"Value bank 1": "2026-05-04"}


def test_a_value_of_another_currency_or_country_or_an_ended_licence_is_never_a_silent_figure(
    new_office: Callable[[Path], Office], tmp_path: Path
) -> None:
    office = new_office(tmp_path / "office")
    fill_with_sample(office, people=60)
    spring, summer = (replace(office, clock=Clock(date(2026, 5, day))) for day in (4, 5))
    reference.add_pack(spring, pack(tmp_path, licensed_until="2026-05-04"))
    assert refused(lambda: values.add_line(spring, line("euro_job", "event:started_job"))) == {"unit_value"}
    assert refused(lambda: values.add_line(spring, line("irish_job", "event:started_job"))) == {"unit_value_checked"}
    whole = {name: share("0") for name in ("deadweight", "displacement", "attribution", "drop_off")}
    lines = tuple(
        line(unit, "event:started_job", line_ref=unit, overlap_group=unit, **whole)
        for unit in ("bank_job", "euro_job", "irish_job")
    )

    def reasons(there: Office) -> dict[str, str]:
        desk = worth.lay_out(there, worth.worth_facts(there), YEAR, FEW)
        return {one.line_ref: one.reason for one in worth.worth(desk, lines).run.value.lines}

    found = reasons(spring)
    assert found["bank_job"] == ""
    assert "euros" in found["euro_job"]
    assert "Ireland" in found["irish_job"]
    checked = tuple(replace(one, unit_value_checked="asked the bank") for one in lines)
    desk = worth.lay_out(spring, worth.worth_facts(spring), YEAR, FEW)
    again = {one.line_ref: one for one in worth.worth(desk, checked).run.value.lines}
    assert again["irish_job"].reason == ""
    assert "A value for Ireland." in again["irish_job"].notes
    assert "euros" in again["euro_job"].reason
    assert "ended on 4 May 2026" in reasons(summer)["bank_job"]
