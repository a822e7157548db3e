"""Handing over the screen: the PIN that takes it back, and the voice that reads aloud."""

from __future__ import annotations

import hashlib
import secrets

from sfph_desktop.core.host.voice import Voice, find_voice
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refused
from sfph_desktop.core.usecases.saved import saved

__all__ = ["Voice", "find_voice", "has_pin", "pin_is_right", "set_pin"]

KEY = "self_completion_pin"
SHORTEST, LONGEST = 4, 8
_EASY = frozenset({"0123456789", "9876543210"})


def has_pin(office: Office) -> bool:
    """Whether a PIN is set: without one the screen is not handed over."""
    return bool(_kept(office))


def set_pin(office: Office, pin: str) -> Done[None]:
    """Keep a PIN, as a hash. Raises UserCanFix when it is not 4 to 8 digits, or one that everybody tries first."""
    digits = pin.strip()
    if not digits.isascii() or not digits.isdigit() or not SHORTEST <= len(digits) <= LONGEST:
        said = "A PIN is a row of digits."
        raise refused((problem("pin", "", said, f"{SHORTEST} to {LONGEST} digits"),))
    if len(set(digits)) == 1 or any(digits in row for row in _EASY):
        raise refused((problem("pin", "", "Everybody tries this PIN first.", "digits that are not in a row"),))
    salt = secrets.token_hex(16)
    with office.writing("Set the PIN for handing over the screen") as unit:
        unit.set(KEY, f"{salt}${_hash(salt, digits)}")
    return saved(unit, None, "Set the PIN for handing over the screen")


def pin_is_right(office: Office, typed: str) -> bool:
    """Whether this is the PIN; False when none is set."""
    salt, _, wanted = _kept(office).partition("$")
    return bool(wanted) and secrets.compare_digest(_hash(salt, typed.strip()), wanted)


def _kept(office: Office) -> str:
    from sfph_desktop.core.store.about import settings_of

    return settings_of(office.store).get(KEY, "")


def _hash(salt: str, digits: str) -> str:
    return hashlib.scrypt(digits.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1).hex()
