"""The sealed backup: one file that holds the encrypted store, what opens it, and proof that neither was touched.

Layout: MAGIC, then the manifest and the key file each with their length (4 bytes, big-endian), then the database to
the end. The manifest carries the SHA-256 of both parts; its own HMAC can be made with the data key only, and what it
says of the office (name, number of people) is encrypted.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sfph_desktop.core.domain.problems import DamagedStore, StoreMissing
from sfph_desktop.core.store import wraps as wrapping
from sfph_desktop.core.store.keys import NONCE_BYTES, derived
from sfph_desktop.core.store.wraps import Wraps

MAGIC = b"SFPH BACKUP 1\r\n\x1a"
"""The line end and the end-of-file mark show up a copy that was taken for text on its way."""
ENDING = ".sfphbackup"
FORMAT = "sfph backup 1"
_LONGEST_PART = 4 * 1024 * 1024
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A backup file whose parts were read and whose checksums fit; not yet proven to be genuine."""

    path: Path
    made_at: datetime
    size: int
    """Of the database inside, in bytes."""
    wraps: Wraps
    start: int
    """Where the database begins."""
    sha256: str
    body: bytes
    """The manifest as it was sealed."""
    seal: str
    private: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """What a backup says of the office, to those who have its key."""

    name: str
    people: int
    sample: bool = False


def is_sealed(path: Path) -> bool:
    """Whether a file begins like a sealed backup. Only for files no connection is open on."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def write(target: Path, database: Path, *, wraps: Wraps, key: bytes, facts: OfficeFacts, made_at: datetime) -> None:
    """Write a sealed backup of a database file that nobody has open; raises OSError."""
    keys_part = wrapping.to_bytes(wraps)
    body = json.dumps(
        {
            "format": FORMAT,
            "made_at": made_at.isoformat(timespec="seconds"),
            "size": database.stat().st_size,
            "sha256": _digest_of(database),
            "keys_sha256": hashlib.sha256(keys_part).hexdigest(),
            "private": base64.b64encode(_seal_facts(facts, key)).decode(),
        },
        sort_keys=True,
    ).encode()
    manifest = json.dumps({"body": body.decode(), "hmac": _seal(body, key)}).encode()
    with target.open("wb") as file, database.open("rb") as source:
        file.write(MAGIC)
        for part in (manifest, keys_part):
            file.write(len(part).to_bytes(4, "big") + part)
        while block := source.read(_BLOCK):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Sealed:
    """Read a backup's parts and compare its checksums; raises StoreMissing, or DamagedStore for anything else wrong."""
    try:
        with path.open("rb") as file:
            return _read_parts(path, file)
    except FileNotFoundError:
        raise StoreMissing(
            what=f"There is no backup at {path}.", do="Choose a file that ends in .sfphbackup."
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError, EOFError, OSError):
        raise _damaged(path) from None


def prove(sealed: Sealed, key: bytes) -> OfficeFacts:
    """What the backup says of the office; raises DamagedStore unless this key made the backup and nobody changed it."""
    if not hmac.compare_digest(_seal(sealed.body, key), sealed.seal):
        raise _damaged(sealed.path)
    try:
        nonce, rest = sealed.private[:NONCE_BYTES], sealed.private[NONCE_BYTES:]
        found = json.loads(AESGCM(derived(key, "backup facts")).decrypt(nonce, rest, None))
        return OfficeFacts(name=str(found["name"]), people=int(found["people"]), sample=bool(found["sample"]))
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise _damaged(sealed.path) from None


def unpack(sealed: Sealed, target: Path) -> None:
    """Write the database inside to `target`, looking at its checksum on the way; raises DamagedStore or OSError."""
    digest = hashlib.sha256()
    with sealed.path.open("rb") as file, target.open("wb") as out:
        file.seek(sealed.start)
        while block := file.read(_BLOCK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != sealed.sha256:
        raise _damaged(sealed.path)


def _read_parts(path: Path, file: IO[bytes]) -> Sealed:
    if file.read(len(MAGIC)) != MAGIC:
        raise ValueError("not a backup")
    manifest = json.loads(_part(file))
    keys_part = _part(file)
    body_text = str(manifest["body"]).encode()
    body: dict[str, Any] = json.loads(body_text)
    start = file.tell()
    digest, size = hashlib.sha256(), 0
    while block := file.read(_BLOCK):
        digest.update(block)
        size += len(block)
    wraps = wrapping.from_bytes(keys_part)
    if (
        wraps is None
        or body["format"] != FORMAT
        or body["keys_sha256"] != hashlib.sha256(keys_part).hexdigest()
        or body["sha256"] != digest.hexdigest()
        or body["size"] != size
    ):
        raise ValueError("a checksum does not fit")
    return Sealed(
        path=path,
        made_at=datetime.fromisoformat(body["made_at"]),
        size=size,
        wraps=wraps,
        start=start,
        sha256=str(body["sha256"]),
        body=body_text,
        seal=str(manifest["hmac"]),
        private=base64.b64decode(body["private"], validate=True),
    )


def _part(file: IO[bytes]) -> bytes:
    length = int.from_bytes(file.read(4), "big")
    if not 0 < length <= _LONGEST_PART:
        raise ValueError("a part has no sensible length")
    part = file.read(length)
    if len(part) != length:
        raise EOFError
    return part


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(body: bytes, key: bytes) -> str:
    return hmac.new(derived(key, "backup seal"), body, hashlib.sha256).hexdigest()


def _seal_facts(facts: OfficeFacts, key: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    text = json.dumps({"name": facts.name, "people": facts.people, "sample": facts.sample}).encode()
    return nonce + AESGCM(derived(key, "backup facts")).encrypt(nonce, text, None)


def _damaged(path: Path) -> DamagedStore:
    return DamagedStore(
        what=f"The backup {path.name} is damaged, or is no backup of this program.",
        why="Its checksums do not fit its content.",
        do="Nothing was replaced. Try an older backup.",
    )
