"""The environment among the lists of Sessions: written down, worked out while it is typed, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.core.usecases.plain_office import plain_office
from tests.ui.page_stage import Stage, stage_of, unnamed

from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.usecases import environment as planet
from sfph_desktop.core.usecases.office import Office


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
