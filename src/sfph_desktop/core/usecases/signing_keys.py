"""The office's own keys, and the public keys of partners: shown, given out, accepted, retired."""

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

IDENTITY = "identity"
"""What a key file is signed for."""


def own_secret(office: Office) -> bytes:
    """The office's own secret key for signatures, made when it is first needed. It never leaves the store."""
    return own_secrets(office)[0]


def own_secrets(office: Office) -> tuple[bytes, str]:
    """The office's own secret keys, for signatures and for opening seals, made when they are first needed."""
    from sfph_desktop.core.store import sealing, signing

    with office.reading() as connection:
        secret, identity = signing.own_secret(connection), sealing.own_identity(connection)
    if secret is not None and identity is not None:
        return secret, identity
    with office.writing("Made the office's own keys") as unit:
        return signing.make_secret(unit), sealing.make_identity(unit)


def own_key(office: Office) -> OwnKey:
    """The office's own public keys, with the fingerprint that a partner hears when it is read out.

    The fingerprint is that of the key for signatures; the key for seals is bound to it by a signature in the file.
    """
    from sfph_desktop.core.store import sealing, signing

    secret, identity = own_secrets(office)
    public = signing.public_of(secret)
    return OwnKey(
        name=office.info().name,
        public_key=signing.key_text(public),
        fingerprint=signing.fingerprint(public),
        seal_key=sealing.public_of(identity),
    )


def write_own_key(office: Office, out: Path) -> Path:
    """Write the public keys as a file for a partner. Raises UserCanFix where it cannot be written."""
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.interchange.key_file import KeyFile, bound_bytes, key_file_text
    from sfph_desktop.core.store import signing

    key = own_key(office)
    bound = bound_bytes(key.name, key.public_key, key.seal_key)
    signature = signing.signed(own_secret(office), IDENTITY, bound)
    text = key_file_text(KeyFile(name=key.name, key=key.public_key, seal_key=key.seal_key, signature=signature))
    try:
        write_atomically(out, text.encode())
    except OSError as failure:
        raise unwritten(out, failure) from None
    return out


def key_in_file(path: Path) -> OwnKey:
    """The keys in a partner's file, with their fingerprint.

    Raises UserCanFix when it holds none, or when its holder has not signed the key for seals along with the other.
    """
    from sfph_desktop.core.interchange.key_file import bound_bytes, read_key_file
    from sfph_desktop.core.store import sealing, signing

    found = read_key_file(path)
    key = key_typed(found.key)
    if found.seal_key:
        bound = bound_bytes(found.name, found.key, found.seal_key)
        genuine = signing.genuine(signing.read_key(found.key), IDENTITY, bound, found.signature)
        if not genuine or not sealing.is_public_key(found.seal_key):
            raise UserCanFix(
                what=f"'{path.name}' was changed since it was written.",
                why="The signature in it does not fit its name and its keys.",
                do="Ask for the file once more. Nothing was changed.",
            )
    elif found.signature:
        raise UserCanFix(what=f"'{path.name}' is not whole: one of its keys is missing.", do="Ask for it once more.")
    return replace(key, name=found.name[:200], seal_key=found.seal_key)


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
                if key.seal_key in ("", one.seal_key):
                    return Done(value=one, why=f"The key of {partner.name} was accepted before")
                sealing = replace(one, seal_key=key.seal_key)
                unit.change("joint_keys", sealing)
                unit.why = f"Accepted the key for seals of {partner.name}"
                return saved(unit, sealing, f"Files for {partner.name} can be sealed now")
            if one.public_key == key.public_key:
                other = partner_of(unit.connection, one.partner_id)
                raise UserCanFix(
                    what=f"This key was accepted as that of {other.name}.", do="Choose that partner, or ask again."
                )
            if one.partner_id == partner.id:
                unit.change("joint_keys", replace(one, retired_on=today))
        made = PartnerKey(
            partner_id=PartnerId(partner_id),
            public_key=key.public_key,
            accepted_on=today,
            accepted_by=office.who,
            seal_key=key.seal_key,
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
