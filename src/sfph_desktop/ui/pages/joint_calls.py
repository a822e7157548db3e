"""What the page of joint bids asks of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.joint import OwnKey, PartnerKey
from sfph_desktop.core.domain.joint_pages import JointPage
from sfph_desktop.core.usecases.done import Done


@dataclass(frozen=True, slots=True, kw_only=True)
class JointView:
    """A joint bid with all that its page needs."""

    page: JointPage
    key: OwnKey
    known: tuple[str, ...] = ()
    """Those who bid with us and are in the directory of partners."""
    keyed: tuple[str, ...] = ()
    """Of them, those whose key was accepted: a file can be made for them."""


def view(office: Any, bid_id: int) -> JointView:
    """One joint bid. The office's own key is made here if it has none yet."""
    from sfph_desktop.core.domain.names import folded
    from sfph_desktop.core.usecases.joint_bids import joint_page
    from sfph_desktop.core.usecases.partners import list_partners
    from sfph_desktop.core.usecases.signing_keys import own_key, partner_keys

    page = joint_page(office, bid_id)
    ids = {folded(str(row[2])): row[0] for row in list_partners(office).rows}
    keyed = {one.partner_id for one in partner_keys(office) if one.retired_on is None}
    known = [one.name for one in page.sides if not one.ours and folded(one.name) in ids]
    return JointView(
        page=page,
        key=own_key(office),
        known=tuple(known),
        keyed=tuple(name for name in known if ids[folded(name)] in keyed),
    )


def accept(office: Any, name: str, typed: str, heard: str, in_file: OwnKey | None = None) -> Done[PartnerKey]:
    """A partner's key accepted; with the key for seals that came in a file with it, if it still is the one typed."""
    from sfph_desktop.core.usecases import partners, signing_keys

    key = signing_keys.key_typed(typed)
    if in_file is not None and in_file.public_key == key.public_key:
        key = in_file
    return signing_keys.accept_key(office, int(partners.partner_named(office, name).id), key, heard)


def key_in(path: Path) -> OwnKey:
    """The keys in a partner's file."""
    from sfph_desktop.core.usecases.signing_keys import key_in_file

    return key_in_file(path)


def write_key(office: Any, out: Path) -> Path:
    """Our key as a file."""
    from sfph_desktop.core.usecases.signing_keys import write_own_key

    return write_own_key(office, out)


def make(office: Any, name: str, snapshot: str, figures: Sequence[str], out: Path) -> Done[Any]:
    """A file for a partner."""
    from sfph_desktop.core.usecases import partners
    from sfph_desktop.core.usecases.evidence_files import make_evidence

    partner = partners.partner_named(office, name)
    return make_evidence(office, int(partner.id), out, snapshot=snapshot, figures=figures)


def take(office: Any, file: Path) -> Done[Any]:
    """A partner's file."""
    from sfph_desktop.core.usecases.evidence_files import take_evidence

    return take_evidence(office, file)


def write(office: Any, bid_id: int, figures: Sequence[tuple[str, str]], out: Path) -> Path:
    """The joint bid as a document of these figures: whose, and its evidence number."""
    from sfph_desktop.core.usecases.joint_bids import write_joint_bid

    return write_joint_bid(office, bid_id, out, figures=figures)
