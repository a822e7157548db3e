"""The file of wraps: kept twice, with a checksum, the damaged copy healed from the sound one.

`NAME.sfph.keys` lies beside the store, its copy in the folder `keys` there; each sealed backup carries a third. Without
a wrap the records are lost for ever, so nothing here is ever written over except whole (see durable.py).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sfph_desktop.core.domain.problems import DamagedStore
from sfph_desktop.core.store import keys
from sfph_desktop.core.store.durable import write_durably
from sfph_desktop.core.store.keys import Wrap

FORMAT = "sfph keys 1"
_TRY = Callable[[Wrap, str], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wraps:
    """All ways into one store."""

    store_id: str
    """Random; the wraps open for this store only."""
    generation: int
    """Counts up with each change, so that of two sound copies the newer is known."""
    wraps: tuple[Wrap, ...]

    def replacing(self, kind: str, *added: Wrap) -> Wraps:
        """The next generation, with all wraps of a kind replaced by others."""
        kept = tuple(wrap for wrap in self.wraps if wrap.kind != kind)
        return replace(self, generation=self.generation + 1, wraps=(*kept, *added))

    def tried(self, attempt: _TRY) -> tuple[bytes, Wrap] | None:
        """The data key and the wrap that gave it, from the first wrap that opens; None when none does."""
        for wrap in self.wraps:
            key = attempt(wrap, self.store_id)
            if key is not None:
                return key, wrap
        return None


def new_wraps() -> Wraps:
    """Wraps of a new store, none yet."""
    return Wraps(store_id=secrets.token_hex(16), generation=1, wraps=())


def key_paths(store: Path) -> tuple[Path, Path]:
    """Where the two copies lie."""
    return store.with_name(f"{store.name}.keys"), store.parent / "keys" / f"{store.name}.keys"


def pending_path(store: Path) -> Path:
    """Where the keys of a backup wait while it takes the store's place, so that a cut there loses neither."""
    return store.with_name(f"{store.name}.keys.new")


def to_bytes(wraps: Wraps) -> bytes:
    """The file's content, checksum included."""
    body = {
        "format": FORMAT,
        "store": wraps.store_id,
        "generation": wraps.generation,
        "wraps": [keys.wrap_to_json(wrap) for wrap in wraps.wraps],
    }
    return json.dumps({"body": body, "sha256": _checksum(body)}, indent=1, sort_keys=True).encode()


def from_bytes(content: bytes) -> Wraps | None:
    """The wraps in a file's content; None when it is damaged or something else."""
    try:
        found = json.loads(content)
        body = found["body"]
        if body["format"] != FORMAT or found["sha256"] != _checksum(body):
            return None
        return Wraps(
            store_id=str(body["store"]),
            generation=int(body["generation"]),
            wraps=tuple(keys.wrap_from_json(wrap) for wrap in body["wraps"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def save(store: Path, wraps: Wraps) -> None:
    """Write both copies, the one beside the store first; raises OSError."""
    content = to_bytes(wraps)
    for path in key_paths(store):
        write_durably(path, content)


def found_for(store: Path) -> tuple[Wraps, ...]:
    """The sound wraps of a store, the likeliest first: beside it, its copy, those of a restore that was cut short.

    Of the two copies an older one of the same store is left out. Raises DamagedStore when there is nothing sound.
    """
    beside, copy = copies(store)
    if beside and copy and beside.store_id == copy.store_id:
        beside, copy = max(beside, copy, key=lambda wraps: wraps.generation), None
    found = tuple(wraps for wraps in (beside, copy, _read(pending_path(store))) if wraps is not None)
    if not found:
        raise DamagedStore(
            what=f"The key file of {store.name} is missing or damaged.",
            why=f"{key_paths(store)[0].name} and its copy in the folder keys are what opens the store.",
            do="Put one of the two files back, or restore a backup: it carries its own. Nothing was changed.",
        )
    return found


def copies(store: Path) -> tuple[Wraps | None, Wraps | None]:
    """What the two files hold, None for one that is missing or damaged."""
    beside, copy = key_paths(store)
    return _read(beside), _read(copy)


def heal(store: Path, wraps: Wraps) -> bool:
    """Make both copies equal to wraps that were proven against the store; whether a copy had to be mended.

    A disk that cannot be written now is no reason to keep the store shut: the sound copy is still there.
    """
    mended = False
    content = to_bytes(wraps)
    for path in key_paths(store):
        if _read(path) != wraps:
            with suppress(OSError):
                write_durably(path, content)
                mended = True
    with suppress(OSError):
        pending_path(store).unlink(missing_ok=True)
    return mended


def _read(path: Path) -> Wraps | None:
    try:
        return from_bytes(path.read_bytes())
    except OSError:
        return None


def _checksum(body: object) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
