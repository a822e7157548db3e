"""Letters between offices: a frozen value, signed by who sends it and sealed for whom it is, and opened again.

The order is fixed: signed inside, sealed outside. Nothing of a letter is believed before its signature was checked
against a key that somebody accepted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.signing_keys import own_secrets

if TYPE_CHECKING:
    from sfph_desktop.core.interchange.spelt import FileKind

T = TypeVar("T")
OVERHEAD = 2**16
"""What a seal adds to a letter, at most."""


class NotForUs(UserCanFix):
    """A letter that our key does not open."""


def closed(office: Office, kind: FileKind, purpose: str, value: object, seal_key: str) -> bytes:
    """A letter ready to be sent. Sealing the same again gives other bytes: who needs the same file keeps it."""
    from sfph_desktop.core.interchange.spelt import file_bytes, spelt
    from sfph_desktop.core.store import sealing, signing

    signature = signing.signed(own_secrets(office)[0], purpose, spelt(value))
    return sealing.sealed(file_bytes(kind, value, signature), seal_key)


def opened(office: Office, kind: FileKind, cls: type[T], file: Path) -> tuple[bytes, T, bytes]:
    """A letter for us: its content, the value in it, and its signature, which is not checked yet.

    Raises UserCanFix when it cannot be read, is too large, was not sealed for us, or is no such letter.
    """
    from sfph_desktop.core.interchange.spelt import read_bytes

    return opened_bytes(office, kind, cls, read_bytes(kind, file, OVERHEAD), file.name)


def opened_bytes(office: Office, kind: FileKind, cls: type[T], sealed: bytes, name: str) -> tuple[bytes, T, bytes]:
    """The same of a letter that has been read; `name` is what its refusal calls it. NotForUs: another may open it."""
    from sfph_desktop.core.interchange.spelt import read_file, too_large, wrong
    from sfph_desktop.core.store import sealing

    if len(sealed) > kind.largest + OVERHEAD:
        raise too_large(kind, name)
    if not sealed.startswith(sealing.HEAD):
        raise wrong(kind, name, "It is not sealed: what comes from another office always is.")
    content = unsealed(office, kind, sealed, name)
    value, signature = read_file(kind, content, cls, name)
    return content, value, signature


def unsealed(office: Office, kind: FileKind, sealed: bytes, name: str) -> bytes:
    """What is in a sealed file for us. Raises NotForUs."""
    from sfph_desktop.core.store import sealing

    content = sealing.opened(sealed, own_secrets(office)[1])
    if content is None:
        raise NotForUs(
            what=f"'{name}' cannot be opened with your key.",
            why=sealing.why_unopened(sealed, own_secrets(office)[1]),
            do=f"Give {kind.sender} the file of your key, and ask for one made for you. Nothing was taken.",
        )
    return content


def check_signed(kind: FileKind, purpose: str, value: object, signature: bytes, public_key: str, name: str) -> None:
    """Refuse a letter that the holder of this key did not sign as it stands."""
    from sfph_desktop.core.interchange.spelt import spelt

    check_bytes(kind, purpose, spelt(value), signature, public_key, name)


def check_bytes(kind: FileKind, purpose: str, content: bytes, signature: bytes, public_key: str, name: str) -> None:
    """The same of what was signed in a form of its own."""
    from sfph_desktop.core.store import signing

    if not signing.genuine(signing.read_key(public_key), purpose, content, signature):
        raise UserCanFix(
            what=f"'{name}' was changed since it was signed.",
            why="The signature does not fit what is in it, by mishap on the way or by somebody's hand.",
            do=f"Ask {kind.sender} to send it once more. Nothing was taken.",
        )
