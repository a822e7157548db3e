"""Two offices that bid together, a laundrette that leads and a courier, each with a run and the other's key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.core.usecases.bid_office import YEAR, workbook
from tests.core.usecases.import_offices import bring, new_office

from sfph_desktop.core.domain.impact import Choices, ImpactRun
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.store import sealing
from sfph_desktop.core.usecases import evidence_files, partners, signing_keys
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import Office

LEAD, COURIER = "Hill Laundrette", "Swift Couriers"


@dataclass(frozen=True)
class Side:
    office: Office
    run: ImpactRun
    other: int
    """The other's id in the directory of this one."""


def one_side(folder: Path, name: str, other: str) -> Side:
    office = new_office(folder)
    with office.writing("Named the office") as unit:
        unit.set("name", name)
    bring(office, *workbook())
    run = run_toolkit(office, YEAR, Choices(draws=0)).value
    known = partners.add_partner(office, Partner(partner_ref="", name=other)).value
    return Side(office=office, run=run, other=int(known.id))


def both_sides(folder: Path) -> tuple[Side, Side]:
    lead, courier = one_side(folder / "lead", LEAD, COURIER), one_side(folder / "courier", COURIER, LEAD)
    for one, other in ((lead, courier), (courier, lead)):
        key = signing_keys.own_key(other.office)
        signing_keys.accept_key(one.office, one.other, key, key.fingerprint)
    return lead, courier


def unsealed(side: Side, file: Path) -> Path:
    """What the file says without its seal, as files were of before there were seals: opened by this side's own key."""
    inside = sealing.opened(file.read_bytes(), signing_keys.own_secrets(side.office)[1])
    assert inside is not None
    plain = file.with_name(f"plain-{file.name}")
    plain.write_bytes(inside)
    return plain


def sent_by(side: Side, out: Path, figures: tuple[str, ...] = ()) -> Path:
    return evidence_files.make_evidence(
        side.office, side.other, out, snapshot=side.run.snapshot, figures=figures
    ).value.file
