"""The environment among the lists of Sessions: written down, worked out while it is typed, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.core.usecases.hall import Hall, hall
from tests.core.usecases.plain_office import plain_office
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.usecases import environment as planet
from sfph_desktop.core.usecases.delivery import list_sessions
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.register_whole import Said, take_register


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


@pytest.fixture
def stage(qtbot: Any, office: Office, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, office, tmp_path) as made:
        yield made


def environment(stage: Stage) -> Any:
    sessions = stage.go("sessions")
    sessions.which.choose("environment")
    sessions.which.activated.emit(sessions.which.currentIndex())
    stage.settle()
    return sessions


def put(form: Any, **typed: str) -> None:
    """Type into fields and leave each."""
    for name, text in typed.items():
        made = form.rows[name]
        if hasattr(made.editor, "setEditText") and made.editor.isEditable():
            made.editor.setEditText(text)
        else:
            made.editor.setText(text)
        made.commit()


def test_reused_clothes_are_worked_out_while_typed_and_kept(stage: Stage) -> None:
    sessions = environment(stage)
    sessions.records.add("environment")
    stage.settle()
    new = sessions.records.form
    put(new.form, date="6/5/2025", factor="clothing, re-used", quantity="12")
    assert new.form.rows["unit"].text == "kg"
    assert new.form.rows["replaces_factor"].text == "Clothing, new", "what reused clothes usually take the place of"
    put(new.form, displacement_rate="40")
    stage.wait(lambda: "given off on balance if none" in new.form.told.text())
    factors = stage.office.library.ghg()
    saved = 0.012 * (
        0.4 * factors["material_clothing_primary", 2025].kgco2e - factors["material_clothing_reused", 2025].kgco2e
    )
    assert new.form.tiles[1].accessibleName().startswith(f"{saved:,.0f} kg of CO2e saved")
    assert "official factor of 2025" in new.form.told.text()
    assert not unnamed(sessions)

    new.want()
    stage.settle()
    assert "A share needs its reason" in new.form.rows["displacement_reason"].editor.accessibleDescription()
    assert planet.list_environment(stage.office).rows == ()
    put(new.form, displacement_reason="asked 40 buyers in May")
    new.want()
    stage.settle()
    stage.wait(lambda: sessions.records.environment is not None)
    kept = sessions.records.environment.record
    assert (kept.date, kept.factor, kept.displacement_rate) == (date(2025, 5, 6), "material_clothing_reused", 0.4)
    assert (kept.quantity, kept.replaces_quantity) == pytest.approx((0.012, 0.012))


def test_a_record_is_changed_at_its_field_and_removed(stage: Stage) -> None:
    made = planet.add_record(
        stage.office, EnvironmentRecord(date=date(2025, 5, 6), factor="water_supply_m3", quantity=0.25)
    ).value
    sessions = environment(stage)
    sessions.view.choose(made.id)
    stage.settle()
    sheet = sessions.records.environment
    assert (sheet.form.rows["quantity"].text, sheet.form.rows["unit"].text) == ("250", "litres")
    assert not sheet.form.rows["displacement_rate"].isVisibleTo(sheet), "water takes the place of no goods"
    put(sheet.form, quantity="-3")
    stage.settle()
    assert "above nothing" in sheet.form.rows["quantity"].editor.accessibleDescription()
    put(sheet.form, quantity="500")
    stage.settle()
    assert planet.environment_record(stage.office, made.id).quantity == 0.5
    sheet.remove_wanted.emit(made.id)
    stage.settle()
    assert planet.list_environment(stage.office).rows == ()
    assert sessions.view.table.rowCount() == 0


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Hall]:
    for made in hall(tmp_path):
        take_register(made.office, made.at, Said())
        yield made


@pytest.fixture
def at_club(qtbot: Any, club: Hall, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, club.office, tmp_path) as made:
        yield made


def test_a_register_offers_the_journeys_and_nothing_is_kept_before_it_is_added(club: Hall, at_club: Stage) -> None:
    stage = at_club
    sessions = stage.go("sessions", int(str(list_sessions(club.office).rows[0][0])))
    stage.wait(lambda: sessions.records.session is not None)
    sessions.records.session.journeys_wanted.emit()
    stage.settle()
    asked = sessions.records.form
    assert asked.form.rows["people"].text == "20"
    put(asked.form, people="21", km_each="8", km_driven="30")
    asked.want()
    assert "20 people came" in asked.form.rows["people"].editor.accessibleDescription()
    put(asked.form, people="12")
    asked.want()
    stage.settle()
    new = sessions.records.form
    assert new is not asked
    assert (new.form.rows["quantity"].text, new.form.rows["replaces_quantity"].text) == ("30", "96")
    assert planet.list_environment(club.office).rows == ()
    new.want()
    stage.settle()
    stage.wait(lambda: sessions.records.environment is not None)
    assert [row[3] for row in planet.list_environment(club.office).rows] == [30.0]
    assert not unnamed(sessions)
