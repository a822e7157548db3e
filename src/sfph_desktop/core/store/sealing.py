"""Seals (age, X25519): a file that only the office it is made for can open, and the office's own key for opening.

A seal proves nothing about the sender: what is sealed is signed first (`signing`). Sealing the same content twice gives
other bytes each time; who must give the same file twice keeps it.
"""

from __future__ import annotations

import pyrage
from pyrage import x25519
from sqlalchemy import Connection

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store.unit_of_work import Unit

KEY = "seal_key"
HEAD = b"age-encryption.org/v1"
"""How every sealed file begins."""
_LONGEST_HEADER = 16 * 1024
"""In bytes; ours have some hundred for each who may open. The library reads an endless one anew with every piece of it:
100 kB took 5 seconds, and a megabyte would take minutes."""
_END_OF_HEADER = b"\n--- "


def own_identity(connection: Connection) -> str | None:
    """The office's own secret key for opening what is sealed for it; None while it has none."""
    found = connection.exec_driver_sql("SELECT value FROM settings WHERE key = ?", (KEY,)).scalar()
    return str(found) if found else None


def make_identity(unit: Unit) -> str:
    """The office's own secret key, made now if it has none. It is kept in this one place, and not in the history."""
    there = own_identity(unit.connection)
    if there is not None:
        return there
    identity = str(x25519.Identity.generate())
    unit.connection.exec_driver_sql(
        "INSERT INTO settings (key, value, changed_in) VALUES (?, ?, ?)", (KEY, identity, unit.id)
    )
    unit.changed.add("settings")
    return identity


def public_of(identity: str) -> str:
    """The public key (`age1...`) that belongs to a secret one: whoever has it can seal for the office."""
    return str(x25519.Identity.from_str(identity).to_public())


def is_public_key(text: str) -> bool:
    """Whether a text is a public key for sealing."""
    try:
        x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def sealed(content: bytes, *for_whom: str) -> bytes:
    """A content sealed for the holders of these public keys. Raises UserCanFix when one of them is none."""
    try:
        recipients = [x25519.Recipient.from_str(one) for one in for_whom]
    except pyrage.RecipientError:
        raise UserCanFix(
            what="This is no key for sealing.", do="Ask for the key file once more. Nothing was written."
        ) from None
    whole: bytes = pyrage.encrypt(content, recipients)
    return whole


def opened(content: bytes, identity: str) -> bytes | None:
    """What is in a sealed content; None when it was not sealed for this key, or is not whole."""
    if _END_OF_HEADER not in content[:_LONGEST_HEADER]:
        return None
    try:
        found: bytes = pyrage.decrypt(content, [x25519.Identity.from_str(identity)])
    except pyrage.DecryptError:
        return None
    return found


def why_unopened(content: bytes, identity: str | None) -> str:
    """Why a content does not open with this key, or without any, in words for who gave it; asked where it does not."""
    if not content:
        return "It is empty."
    if not content.startswith(HEAD):
        return "It is not sealed: it is something else, or its beginning was changed on its way."
    if _END_OF_HEADER not in content[:_LONGEST_HEADER]:
        return "It was changed on its way, or cut off."
    if identity is None or not _ours(content, identity):
        return "It is sealed for somebody else, or its beginning was changed on its way."
    return "It was changed on its way, or cut off."


def _ours(content: bytes, identity: str) -> bool:
    try:
        pyrage.decrypt(content, [x25519.Identity.from_str(identity)])
    except pyrage.DecryptError as error:
        return "No matching keys" not in str(error)
    return True
