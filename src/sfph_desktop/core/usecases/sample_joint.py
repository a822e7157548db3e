"""The sample's partner in a bid: an invented courier whose signed evidence came in, as it would from another office."""

from __future__ import annotations

import hashlib
import tempfile
from decimal import Decimal
from pathlib import Path

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.joint import FILE_ENDING, SharedEvidence, SharedFigure
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.usecases.evidence_files import PURPOSE, take_evidence
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.partners import add_partner, list_partners
from sfph_desktop.core.usecases.signing_keys import accept_key, key_typed, own_key

COURIER = "Glen Cycle Couriers"
_RULE = "What they recorded themselves; told to us as a signed file, without anybody's record."
FIGURES = (
    SharedFigure(
        evidence="E-0003",
        kind="environment",
        key="car_km_replaced",
        title="Laundry fetched by bike",
        words="Fetching laundry by cargo bike instead of by van kept about 1,280 kg CO2e out of the air",
        number="1,280 kg CO2e",
        full="Fetching laundry by bike and not by van kept about 1,280 kg CO2e out of the air (official factors).",
        about=_RULE,
        behind="212 days with kilometres written down",
        level="environmental",
        evidence_level=1,
        quantity=Decimal("1280.0"),
        unit="kg CO2e",
    ),
    SharedFigure(
        evidence="E-0005",
        kind="events",
        key="event:started_job",
        title="Events: started a job",
        words="14 people who had been far from work started a paid job as couriers",
        number="14 people",
        full="14 people who had been far from work started a paid job as couriers. There was no comparison group, so "
        "nothing is said of what would have happened anyway.",
        about=_RULE,
        behind="14 people",
        level="social",
        evidence_level=1,
        people=14,
    ),
)


def take_courier_evidence(office: Office, run: ImpactRun) -> None:
    """Let the invented courier's evidence come in: signed by a key of its own, accepted, checked and kept as any is."""
    from sfph_desktop.core.interchange.evidence_file import body_bytes, file_bytes
    from sfph_desktop.core.store import sealing, signing

    if any(row[2] == COURIER or row[1] == COURIER for row in list_partners(office, COURIER).rows):
        return
    secret = hashlib.sha256(b"sfph sample courier").digest()
    theirs = key_typed(signing.key_text(signing.public_of(secret)))
    partner = add_partner(office, Partner(partner_ref="", name=COURIER, kind="third_sector")).value
    accept_key(office, int(partner.id), theirs, theirs.fingerprint)
    own = own_key(office)
    evidence = SharedEvidence(
        sender=COURIER,
        sender_key=theirs.public_key,
        recipient=own.name,
        recipient_key=own.public_key,
        sequence=1,
        made_on=run.selection.period.end,
        sample=True,
        snapshot="S-0001",
        period_start=run.selection.period.start,
        period_end=run.selection.period.end,
        evidence_level=1,
        versions=(("program", "sample"),),
        figures=FIGURES,
    )
    signed = file_bytes(evidence, signing.signed(secret, PURPOSE, body_bytes(evidence)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"courier{FILE_ENDING}"
        file.write_bytes(sealing.sealed(signed, own.seal_key))
        take_evidence(office, file)
