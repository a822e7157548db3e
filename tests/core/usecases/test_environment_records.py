"""Records for the environment: added, changed, removed, what each comes to, and what is refused at its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.core.usecases.plain_office import plain_office

from sfph_desktop.core.domain.environment import KINDS, as_said, in_factor_units, units_of
from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.reports.definitions import define
from sfph_desktop.core.usecases import environment as planet
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import Office

COATS = EnvironmentRecord(
    date=date(2025, 5, 6),
    factor="material_clothing_reused",
    quantity=0.012,
    replaces_factor="material_clothing_primary",
    displacement_rate=0.4,
    displacement_reason="asked 40 buyers in May",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    yield from plain_office(tmp_path_factory.mktemp("planet"))


def test_amounts_are_said_in_the_units_people_use() -> None:
    assert in_factor_units(12, "kg", "tonne") == pytest.approx(0.012)
    assert in_factor_units(10, "miles driven", "vehicle-km") == pytest.approx(16.09344)
    assert as_said(0.012, "tonne") == (12.0, "kg")
    assert as_said(3.5, "tonne") == (3.5, "tonnes")
    assert as_said(0.25, "m3") == (250.0, "litres")
    assert as_said(40, "kWh") == (40, "kWh")
    assert units_of("something new") == ("something new",)


def test_every_factor_of_the_library_is_offered_once_in_its_kind(office: Office) -> None:
    found = planet.activities(office.library)
    assert {name for name, _ in office.library.ghg()} <= set(found)
    assert len({one.name for one in found.values()}) == len(found)
    assert {one.kind for one in found.values()} <= set(KINDS)
    assert found["material_clothing_reused"].kind == "reuse"
    assert found["waste_food_ad"].kind == found["material_food_primary"].kind == "food"
    assert found["material_glass_closed"].kind == "recycling"
    assert [one.factor for one in planet.search_activities(office.library, "re-used clothing")] == [
        "material_clothing_reused"
    ]


def test_a_record_is_kept_changed_removed_and_each_can_be_undone(office: Office) -> None:
    made = planet.add_record(office, COATS)
    assert made.value.replaces_quantity == 0.012, "as much was replaced, unless something else is said"
    planet.change_record(office, replace(made.value, quantity=0.02, replaces_quantity=0.02))
    row = planet.list_environment(office, "clothing").rows[0]
    assert row[2:5] == ("Clothing, re-used", 20.0, "kg")
    assert planet.list_environment(office, "minibus").rows == ()
    gone = planet.remove_record(office, made.value.id)
    assert planet.list_environment(office).rows == ()
    undo(office, gone.unit_id)
    assert planet.environment_record(office, made.value.id).quantity == 0.02
    with pytest.raises(UserCanFix, match="not in the store any more"):
        planet.environment_record(office, 999)


def test_what_a_record_comes_to_by_hand(office: Office) -> None:
    """2025: 22,310 kg a tonne of new clothing, 152.25 of re-used; the bounds are none and all displaced."""
    new, reused = (office.library.ghg()[f"material_clothing_{way}", 2025].kgco2e for way in ("primary", "reused"))
    found = planet.worked(office.library, COATS)
    assert found.kg == pytest.approx(0.012 * (0.4 * new - reused))
    assert (found.low, found.high) == pytest.approx((-0.012 * reused, 0.012 * (new - reused)))
    assert found.year == 2025
    assert "if none of the goods took the place of a new one" in found.range_said
    assert all("official factor of 2025" in one for one in found.factors)
    car = planet.worked(
        office.library, EnvironmentRecord(date=date(2025, 1, 2), factor="car_avg_petrol_km", quantity=10)
    )
    assert car.low == car.high == car.kg
    assert "no range of its own" in car.range_said
    unsaid = planet.worked(office.library, replace(COATS, date=date(2019, 1, 1)))
    assert unsaid.kg is None
    assert "for 2022, 2023, 2024, 2025, 2026 only" in unsaid.said


def test_what_has_no_cited_factor_is_a_quantity_in_a_run_and_no_carbon(tmp_path: Path) -> None:
    for office in plain_office(tmp_path):
        for number in (30, 12):
            planet.add_record(
                office, EnvironmentRecord(date=date(2025, 5, 6), factor="quantity_trees_planted", quantity=number)
            )
        told = planet.worked(office.library, planet.environment_record(office, 1))
        assert (told.kg, told.said) == (None, "Trees planted, 30 trees.")
        assert "no cited factor" in told.notes[0]
        selection = Selection(period=Period.parse("2025-01-01:2025-12-31"))
        run = run_toolkit(office, selection).value
        figure = run.environment[0]
        assert (figure.quantity, figure.saved_kgco2e, figure.statement_short) == (42, 0, "Trees planted: 42 trees.")
        assert "no carbon is claimed" in figure.statement
        assert "CO2" not in figure.statement_short
        assert "sum of the quantities" in define("environment", figure, run)
        with pytest.raises(UserCanFix, match="only counted"):
            planet.add_record(office, replace(COATS, factor="quantity_trees_planted"))


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"date": date(2999, 1, 1)}, "date"),
        ({"date": date(2019, 1, 1)}, "factor"),
        ({"factor": "unicorns"}, "factor"),
        ({"quantity": 0.0}, "quantity"),
        ({"quantity": float("nan")}, "quantity"),
        ({"replaces_factor": "material_clothing_reused"}, "replaces_factor"),
        ({"replaces_factor": "car_avg_petrol_km"}, "replaces_quantity"),
        ({"replaces_quantity": -1.0}, "replaces_quantity"),
        ({"displacement_rate": 1.4}, "displacement_rate"),
        ({"displacement_rate": None}, "displacement_rate"),
        ({"displacement_reason": " "}, "displacement_reason"),
        ({"replaces_factor": ""}, "replaces_factor"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_kept(
    office: Office, change: dict[str, object], column: str
) -> None:
    before = planet.list_environment(office).rows
    with pytest.raises(UserCanFix) as refused:
        planet.add_record(office, replace(COATS, **change))  # type: ignore[arg-type]
    assert column in {one.column for one in refused.value.problems}
    assert all(one.accepted for one in refused.value.problems)
    assert planet.list_environment(office).rows == before
