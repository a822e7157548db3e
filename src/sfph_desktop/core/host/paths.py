"""Where things live on this computer: the office, its backups, the log, and the resources that came with us."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from sfph_desktop.core.domain.problems import OurBug

APP = "SFPH Desktop"
STORE_NAME = "office.sfph"


class Paths(NamedTuple):
    """The folders of this computer. None of them needs to exist before it is used."""

    office: Path
    """Where the store lives: local to this computer and this person, never in a synced folder."""
    settings_file: Path
    log: Path
    cache: Path
    resources: Path
    """Read only: reference data, fonts, icons, words."""

    @property
    def default_store(self) -> Path:
        """Where a new store is made when nobody says otherwise."""
        return self.office / STORE_NAME

    @property
    def backups(self) -> Path:
        """Where backups go until the enterprise chooses a better place, on another device."""
        return self.office / "backups"

    @property
    def matplotlib_cache(self) -> Path:
        """Where matplotlib keeps its list of fonts, so that it is not built anew at each start."""
        return self.cache / "matplotlib"


def find_paths(office_folder: Path | None = None) -> Paths:
    """The folders of this computer, or all of them inside `office_folder` when one is given.

    A given folder serves trials, tests, and enterprises that keep more than one office on one computer.
    """
    resources = resources_folder()
    if office_folder is not None:
        office = office_folder.absolute()
        return Paths(
            office=office,
            settings_file=office / "settings.toml",
            log=office / "log",
            cache=office / "cache",
            resources=resources,
        )
    from platformdirs import PlatformDirs

    folders = PlatformDirs(APP, appauthor=False, roaming=False)
    return Paths(
        office=folders.user_data_path,
        settings_file=folders.user_config_path / "settings.toml",
        log=folders.user_log_path,
        cache=folders.user_cache_path,
        resources=resources,
    )


def resources_folder() -> Path:
    """The resources of the built program, of the installed wheel or of the source tree, in this order.

    Raises OurBug when none is there: the program was not put together properly.
    """
    package = Path(__file__).resolve().parents[2]
    bundle = getattr(sys, "_MEIPASS", None)
    places = [Path(bundle) / "resources", Path(bundle) / "sfph_desktop" / "resources"] if bundle else []
    places += [package / "resources", package.parents[1] / "resources"]
    for place in places:
        if (place / "reference").is_dir():
            return place
    raise OurBug("the resources that come with the program are missing")


def point_matplotlib_at(cache: Path) -> None:
    """Tell matplotlib, before it is ever imported, to keep its list of fonts in our cache folder."""
    os.environ.setdefault("MPLCONFIGDIR", str(cache))
