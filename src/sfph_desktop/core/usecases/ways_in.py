"""The ways into an open store: its passphrase changed, its recovery key made anew, a part of the key typed back."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import keys, recovery_key, wraps
from sfph_desktop.core.store.about import settings_of
from sfph_desktop.core.store.opening import Store
from sfph_desktop.core.store.troubles import telling
from sfph_desktop.core.store.wraps import Wraps
from sfph_desktop.core.usecases.machine import Machine
from sfph_desktop.core.usecases.unlocking import by_passphrase

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit


def first_ways(data_key: bytes, passphrase: str, recovery: str, *, who: str, machine: Machine) -> Wraps:
    """The wraps of a new store: one passphrase, one recovery key."""
    blank = wraps.new_wraps()
    return Wraps(
        store_id=blank.store_id,
        generation=blank.generation,
        wraps=(
            keys.wrap_with_passphrase(
                data_key, passphrase, store_id=blank.store_id, who=who, cost=machine.key_cost or keys.measured_cost()
            ),
            keys.wrap_with_recovery(data_key, recovery_key.read(recovery), store_id=blank.store_id),
        ),
    )


def ways_of(store: Store) -> Wraps:
    """The wraps that opened the store, or those that lie beside it."""
    return store.wraps or wraps.found_for(store.path)[0]


def require_passphrase(store: Store, passphrase: str, now: datetime) -> None:
    """Raise WrongPassphrase unless this is a passphrase of the open store; wrong guesses are counted as at opening."""
    by_passphrase(store.path, passphrase, now, instead=(ways_of(store),))


def set_passphrase(store: Store, passphrase: str, *, who: str, machine: Machine) -> None:
    """Give the store a passphrase in place of the one it had; raises UserCanFix when the key file cannot be written."""
    _keep(store, with_passphrase(ways_of(store), store.key, passphrase, who=who, machine=machine))


def with_passphrase(known: Wraps, data_key: bytes, passphrase: str, *, who: str, machine: Machine) -> Wraps:
    """The ways into a store with this passphrase in place of the one there was."""
    cost = machine.key_cost or keys.measured_cost()
    wrap = keys.wrap_with_passphrase(data_key, passphrase, store_id=known.store_id, who=who, cost=cost)
    return known.replacing("passphrase", wrap)


def set_recovery_key(store: Store, recovery: str) -> None:
    """Give the store a recovery key in place of the one it had; raises UserCanFix as `set_passphrase` does."""
    known = ways_of(store)
    wrap = keys.wrap_with_recovery(store.key, recovery_key.read(recovery), store_id=known.store_id)
    _keep(store, known.replacing("recovery", wrap))


def note_recovery(unit: Unit, data_key: bytes, recovery: str) -> None:
    """Note in the store what proves each group of its recovery key, so that one typed back can be judged."""
    groups = enumerate(recovery.split("-"), start=1)
    unit.set("recovery_checks", " ".join(_group_proof(data_key, number, group) for number, group in groups))
    unit.set("recovery_confirmed", "no")


def require_group(store: Store, number: int, typed: str) -> None:
    """Raise UserCanFix unless `typed` is group `number` (from 1) of the store's recovery key."""
    if not 1 <= number <= recovery_key.GROUPS:
        raise UserCanFix(what=f"The recovery key has groups 1 to {recovery_key.GROUPS}.", do="Choose one of them.")
    group = recovery_key.group_of(typed, number - 1)
    known = settings_of(store).get("recovery_checks", "").split()
    if len(known) != recovery_key.GROUPS or known[number - 1] != _group_proof(store.key, number, group):
        raise UserCanFix(
            what=f"Group {number} belongs to another recovery sheet.",
            why="It is typed right, but it is not part of this store's key.",
            do="Take the sheet that was printed last for this enterprise.",
        )


def _group_proof(data_key: bytes, number: int, group: str) -> str:
    """Proves a group to whoever has the data key, and tells nothing to anybody else."""
    proof = hmac.new(keys.derived(data_key, "recovery check"), f"{number}:{group}".encode(), hashlib.sha256)
    return proof.hexdigest()[:32]


def _keep(store: Store, ways: Wraps) -> None:
    with telling(store.path):
        wraps.save(store.path, ways)
    store.wraps = ways
