"""The data key and what wraps it: a passphrase stretched by Argon2id, or the printed recovery key.

A random 256-bit data key opens the store. It is never written as it is: each way in keeps its own encrypted copy of it
(a wrap, AES-256-GCM), bound to the store it belongs to. Parameters stand beside each wrap so that they can rise.
"""

from __future__ import annotations

import base64
import secrets
import time
import unicodedata
from dataclasses import asdict, dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
FLOOR_KIB = 64 * 1024
"""Argon2id never gets less memory than this on a real store."""
CEILING_KIB = 256 * 1024
"""Nor more: an old laptop with 4 GB has to open it as well. Beyond, passes are added."""
WANTED_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCost:
    """How hard a passphrase is stretched: Argon2id's memory in KiB, its passes and its lanes."""

    memory_kib: int = FLOOR_KIB
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """One encrypted copy of the data key, and all that is needed to open it but the secret."""

    id: str
    kind: str
    """`passphrase` or `recovery`."""
    who: str
    """A staff member's id or role, never a name: the file is not encrypted."""
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: KeyCost | None = None
    """For a passphrase; a recovery key has 160 random bits and needs no stretching."""


def new_data_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def measured_cost() -> KeyCost:
    """The cost that takes at least WANTED_SECONDS on this computer, never below the floor."""
    cost = KeyCost()
    taken = _duration(cost)
    while taken < WANTED_SECONDS and cost.memory_kib < CEILING_KIB:
        cost = replace(cost, memory_kib=cost.memory_kib * 2)
        taken = _duration(cost)
    while taken < WANTED_SECONDS and cost.passes < 64:
        cost = replace(cost, passes=cost.passes + max(1, int(cost.passes * (WANTED_SECONDS / taken - 1))))
        taken = _duration(cost)
    return cost


def _duration(cost: KeyCost) -> float:
    """Seconds that one stretching takes."""
    start = time.perf_counter()
    _stretch("a passphrase of usual length", bytes(SALT_BYTES), cost)
    return time.perf_counter() - start


def wrap_with_passphrase(data_key: bytes, passphrase: str, *, store_id: str, who: str, cost: KeyCost) -> Wrap:
    """The data key, sealed under a passphrase."""
    salt = secrets.token_bytes(SALT_BYTES)
    blank = Wrap(
        id=secrets.token_hex(8),
        kind="passphrase",
        who=who,
        salt=salt,
        nonce=secrets.token_bytes(NONCE_BYTES),
        sealed=b"",
        cost=cost,
    )
    return _seal(blank, _stretch(passphrase, salt, cost), data_key, store_id)


def wrap_with_recovery(data_key: bytes, recovery: bytes, *, store_id: str) -> Wrap:
    """The data key, sealed under the 20 bytes of a recovery key."""
    salt = secrets.token_bytes(SALT_BYTES)
    blank = Wrap(
        id=secrets.token_hex(8),
        kind="recovery",
        who="",
        salt=salt,
        nonce=secrets.token_bytes(NONCE_BYTES),
        sealed=b"",
    )
    return _seal(blank, _from_recovery(recovery, salt), data_key, store_id)


def open_with_passphrase(wrap: Wrap, passphrase: str, store_id: str) -> bytes | None:
    """The data key, or None when the passphrase is not the one of this wrap."""
    if wrap.kind != "passphrase" or wrap.cost is None:
        return None
    return _open(wrap, _stretch(passphrase, wrap.salt, wrap.cost), store_id)


def open_with_recovery(wrap: Wrap, recovery: bytes, store_id: str) -> bytes | None:
    """The data key, or None when the recovery key is not the one of this wrap."""
    if wrap.kind != "recovery":
        return None
    return _open(wrap, _from_recovery(recovery, wrap.salt), store_id)


def derived(data_key: bytes, purpose: str) -> bytes:
    """A key of its own for one purpose, from the data key (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"sfph {purpose} v1".encode()).derive(data_key)


def as_typed(passphrase: str) -> str:
    """A passphrase as every keyboard would give it: one form per letter, no blanks around it."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def wrap_to_json(wrap: Wrap) -> dict[str, Any]:
    """A wrap as plain JSON values; bytes as base64."""
    return {
        "id": wrap.id,
        "kind": wrap.kind,
        "who": wrap.who,
        "salt": base64.b64encode(wrap.salt).decode(),
        "nonce": base64.b64encode(wrap.nonce).decode(),
        "sealed": base64.b64encode(wrap.sealed).decode(),
        "cost": None if wrap.cost is None else asdict(wrap.cost),
    }


def wrap_from_json(found: dict[str, Any]) -> Wrap:
    """The wrap that `wrap_to_json` wrote; raises KeyError, TypeError or ValueError for anything else."""
    cost = found["cost"]
    return Wrap(
        id=str(found["id"]),
        kind=str(found["kind"]),
        who=str(found["who"]),
        salt=base64.b64decode(found["salt"], validate=True),
        nonce=base64.b64decode(found["nonce"], validate=True),
        sealed=base64.b64decode(found["sealed"], validate=True),
        cost=None if cost is None else KeyCost(**{name: int(value) for name, value in cost.items()}),
    )


def get_ready() -> None:
    """Import what stretches a passphrase, for those who have a moment before one is typed."""
    import argon2.low_level  # noqa: F401


def _stretch(passphrase: str, salt: bytes, cost: KeyCost) -> bytes:
    """Argon2id of a passphrase (RFC 9106)."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret=as_typed(passphrase).encode("utf-8", "surrogatepass"),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _from_recovery(recovery: bytes, salt: bytes) -> bytes:
    """HKDF-SHA256 of a recovery key."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"sfph recovery wrap v1").derive(recovery)


def _bound_to(wrap: Wrap, store_id: str) -> bytes:
    """What a wrap is sealed together with: it opens for no other store and with no other parameters."""
    cost = wrap.cost
    parts = (cost.memory_kib, cost.passes, cost.lanes) if cost else ()
    return repr(("sfph wrap v1", store_id, wrap.id, wrap.kind, wrap.who, parts)).encode()


def _seal(blank: Wrap, key: bytes, data_key: bytes, store_id: str) -> Wrap:
    return replace(blank, sealed=AESGCM(key).encrypt(blank.nonce, data_key, _bound_to(blank, store_id)))


def _open(wrap: Wrap, key: bytes, store_id: str) -> bytes | None:
    try:
        return AESGCM(key).decrypt(wrap.nonce, wrap.sealed, _bound_to(wrap, store_id))
    except InvalidTag:
        return None
