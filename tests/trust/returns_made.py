"""Right returns made in a moment, without the records behind them: for trials and measurements of the desk."""

from __future__ import annotations

from decimal import Decimal

from tests.core.interchange.a_return import ROW

from sfph_desktop.core.domain.joint import OwnKey
from sfph_desktop.core.domain.network import OrganisationFact, Quarter, Return, ReturnCell
from sfph_desktop.core.domain.returns import GROUP_VALUES
from sfph_desktop.core.interchange.cids import cids_bytes
from sfph_desktop.core.interchange.return_file import PURPOSE, container, manifest_bytes
from sfph_desktop.core.store import sealing, signing
from sfph_desktop.core.usecases import desk, desk_members
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.signing_keys import own_key

QUARTER = Quarter(2026, 1)


def a_member(of: Office, secret: bytes, name: str) -> None:
    """Take on a member that signs with this secret."""
    public = signing.public_of(secret)
    heard = signing.fingerprint(public)
    seal = sealing.public_of(str(sealing.x25519.Identity.generate()))
    desk_members.add_member(
        of, OwnKey(name=name, public_key=signing.key_text(public), fingerprint=heard, seal_key=seal), heard
    )


def content_for(office: Office, secret: bytes, name: str, *, quarter: Quarter = QUARTER, rows: bool = False) -> Return:
    """A return with a figure for every indicator the desk asks for, whole and by every group."""
    asked = desk.all_definitions(office)[-1]
    cells = []
    for one in asked.indicators:
        period = quarter.period if one.window == "quarter" else quarter.year_to_it
        for group, value in [("", ""), *((of, value) for of in one.groups for value in GROUP_VALUES[of])]:
            cells.append(
                ReturnCell(
                    indicator=one.id,
                    group=group,
                    group_value=value,
                    window=one.window,
                    period_start=period.start,
                    period_end=period.end,
                    n=None if one.kind == "quantity" else 120,
                    value=Decimal(120 if one.kind == "count" else 52),
                    unit=one.unit,
                )
            )
    return Return(
        member=name,
        member_key=signing.key_text(signing.public_of(secret)),
        network=asked.network,
        desk_key=own_key(office).public_key,
        definitions=asked.version,
        quarter=quarter,
        sequence=1,
        cells=tuple(cells),
        organisation=(OrganisationFact(field="size", value="6-20", unit="people"),),
        rows=(ROW,) if rows else (),
        program="SFPH Desktop 0.1.0",
    )


def signed_container(secret: bytes, content: Return, signature: bytes | None = None) -> bytes:
    """The container as the program writes it, signed with this secret or bearing this signature."""
    about = cids_bytes(content, ())
    made = signing.signed(secret, PURPOSE, manifest_bytes(content, about)) if signature is None else signature
    return container(content, about, made)
