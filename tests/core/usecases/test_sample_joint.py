"""The sample's courier: its evidence comes in by the same checks as any, once, and stands beside ours."""

from __future__ import annotations

from pathlib import Path

from bid_office import office_with_a_run

from sfph_desktop.core.usecases.evidence_files import read_taken, taken_in
from sfph_desktop.core.usecases.office import close_office
from sfph_desktop.core.usecases.sample_joint import COURIER, FIGURES, take_courier_evidence


def test_the_couriers_evidence_is_taken_in_once(tmp_path: Path) -> None:
    office, run = office_with_a_run(tmp_path)
    for _ in range(2):
        take_courier_evidence(office, run)
        with office.reading() as connection:
            taken = taken_in(connection)
        assert len(taken) == 1
    evidence = read_taken(taken[0])
    assert (evidence.sender, evidence.sample, evidence.figures) == (COURIER, True, FIGURES)
    close_office(office, backup=False)
