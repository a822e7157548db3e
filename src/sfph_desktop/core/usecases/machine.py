"""The computer as the use cases see it: its time, its folders, its preferences, and where records may lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.host import settings as preferences
from sfph_desktop.core.host.clock import SystemClock
from sfph_desktop.core.host.paths import Paths, find_paths, point_matplotlib_at
from sfph_desktop.core.host.settings import Settings

if TYPE_CHECKING:
    from sfph_desktop.core.domain.ports import Clock
    from sfph_desktop.core.host.log import Log
    from sfph_desktop.core.store.keys import KeyCost


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the computer lends: the time, the folders, and how hard a passphrase is stretched."""

    clock: Clock
    paths: Paths
    key_cost: KeyCost | None = None
    """None: measured on this computer to take at least half a second. Tests give a cheap one."""


def this_machine(office_folder: Path | None = None, *, key_cost: KeyCost | None = None) -> Machine:
    """The computer as it is; with `office_folder`, everything lives inside that folder."""
    paths = find_paths(office_folder)
    point_matplotlib_at(paths.matplotlib_cache)  # here, since nobody can tell which use case will be the first to draw
    return Machine(clock=SystemClock(), paths=paths, key_cost=key_cost)


def cheap_key_cost() -> KeyCost:
    """A cost that takes no time, for tests and throw-away offices. Never for a store that somebody will keep."""
    from sfph_desktop.core.store.keys import KeyCost

    return KeyCost(memory_kib=64, passes=1, lanes=1)


def default_store_path(machine: Machine) -> Path:
    """Where a new store is made, and looked for, when nobody says otherwise."""
    return machine.paths.default_store


def load_settings(machine: Machine) -> Settings:
    """The preferences of this computer; a damaged file counts as an empty one."""
    return preferences.load_settings(machine.paths.settings_file)


def save_settings(machine: Machine, settings: Settings) -> None:
    """Keep this computer's preferences; raises UserCanFix when they cannot be written."""
    preferences.save_settings(machine.paths.settings_file, settings)


def open_log(machine: Machine) -> Log:
    """The log of this computer, which no name and no note can get into. Close it."""
    from sfph_desktop.core.host.log import Log

    return Log(machine.paths.log)
