"""The office's own signing key, and the public keys of partners: shown, given out, accepted, retired."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.joint import OwnKey, PartnerKey
from sfph_desktop.core.domain.partners import PartnerId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.partners import partner_of
from sfph_desktop.core.usecases.refusals import problem, refused
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def own_secret(office: Office) -> bytes:
    """The office's own secret key, made when it is first needed. It never leaves the store."""
    from sfph_desktop.core.store import signing

    with office.reading() as connection:
        found = signing.own_secret(connection)
    if found is not None:
        return found
    with office.writing("Made the office's own signing key") as unit:
        return signing.make_secret(unit)


def own_key(office: Office) -> OwnKey:
    """The office's own public key, with the fingerprint that a partner hears when it is read out."""
    from sfph_desktop.core.store import signing

    public = signing.public_of(own_secret(office))
    return OwnKey(name=office.info().name, public_key=signing.key_text(public), fingerprint=signing.fingerprint(public))


def write_own_key(office: Office, out: Path) -> Path:
    """Write the public key as a file for a partner. Raises UserCanFix where it cannot be written."""
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.interchange.key_file import key_file_text

    key = own_key(office)
    try:
        write_atomically(out, key_file_text(key.name, key.public_key).encode())
    except OSError as failure:
        raise unwritten(out, failure) from None
    return out


def key_in_file(path: Path) -> OwnKey:
    """The key in a partner's file, with its fingerprint. Raises UserCanFix when it holds none."""
    from sfph_desktop.core.interchange.key_file import read_key_file

    name, typed = read_key_file(path)
    return replace(key_typed(typed), name=name)


def key_typed(typed: str) -> OwnKey:
    """A key as it was typed or pasted, with its fingerprint. Raises UserCanFix naming the group that is not right."""
    from sfph_desktop.core.store import signing

    public = signing.read_key(typed)
    return OwnKey(name="", public_key=signing.key_text(public), fingerprint=signing.fingerprint(public))


def accept_key(office: Office, partner_id: int, key: OwnKey, heard: str) -> Done[PartnerKey]:
    """Accept a key as a partner's, by the fingerprint `heard` from the partner; an earlier key of theirs is retired.

    Raises UserCanFix when the fingerprint is another, when the key is our own, or is another partner's.
    """
    from sfph_desktop.core.store import signing

    public = signing.read_key(key.public_key)
    if not signing.same_fingerprint(public, heard):
        reason = "This is not the fingerprint of the key." if heard.strip() else "The fingerprint is missing."
        raise refused(
            (
                problem(
                    "heard", heard, reason, "the four groups that the partner reads out to you from their own screen"
                ),
            )
        )
    if key.public_key == own_key(office).public_key:
        raise UserCanFix(what="This is your own key.", do="Ask the partner for theirs. Nothing was changed.")
    today = office.clock.today()
    with office.writing("Accepted the key of a partner") as unit:
        partner = partner_of(unit.connection, partner_id)
        for one in keys_in(unit.connection):
            if one.retired_on is not None:
                continue
            if one.partner_id == partner.id and one.public_key == key.public_key:
                return Done(value=one, why=f"The key of {partner.name} was accepted before")
            if one.public_key == key.public_key:
                other = partner_of(unit.connection, one.partner_id)
                raise UserCanFix(
                    what=f"This key was accepted as that of {other.name}.", do="Choose that partner, or ask again."
                )
            if one.partner_id == partner.id:
                unit.change("joint_keys", replace(one, retired_on=today))
        made = PartnerKey(
            partner_id=PartnerId(partner_id), public_key=key.public_key, accepted_on=today, accepted_by=office.who
        )
        made = replace(made, id=unit.add("joint_keys", made))
        unit.why = f"Accepted the key of {partner.name}"
    return saved(unit, made, f"Accepted the key of {partner.name}")


def partner_keys(office: Office, partner_id: int | None = None) -> tuple[PartnerKey, ...]:
    """The keys that were accepted, retired ones included, in the order in which they were."""
    with office.reading() as connection:
        found = keys_in(connection)
    return tuple(one for one in found if partner_id is None or one.partner_id == partner_id)


def keys_in(connection: Connection) -> tuple[PartnerKey, ...]:
    """The keys that were accepted, by a connection that is open."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[PartnerKey, ...] = values_of(connection, "joint_keys")
    return found


def key_of(connection: Connection, partner_id: int) -> PartnerKey | None:
    """The key a partner signs with now; None while none was accepted."""
    live = [one for one in keys_in(connection) if one.partner_id == partner_id and one.retired_on is None]
    return live[-1] if live else None


def unwritten(out: Path, failure: OSError) -> UserCanFix:
    """For a file that could not be written."""
    return UserCanFix(
        what=f"{out.name} could not be written.",
        why=failure.strerror or str(failure),
        do="Choose another place. Nothing was written.",
    )
