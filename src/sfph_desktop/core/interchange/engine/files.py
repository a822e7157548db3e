"""A folder of returns: which files hold a table, and one quarter of it.

DIR/returns.csv       or returns.parquet, or returns/*.csv, or returns/*.parquet
DIR/cells.csv         the same; or cells/quarter=2026Q1/*.parquet (or *.csv), where only the asked quarter is read
DIR/indicators.csv    the same
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sfph_desktop.core.domain.problems import UserCanFix

ENDINGS = (".parquet", ".csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFiles:
    """The files of one table, all of one kind."""

    name: str
    paths: tuple[Path, ...]
    quarter: str = ""
    """The quarter all of it is of, where the folder's name says so; else it is a column."""

    @property
    def parquet(self) -> bool:
        """Parquet; else CSV, in which everything is text."""
        return self.paths[0].suffix == ENDINGS[0]

    @property
    def names(self) -> list[str]:
        """The paths as an engine takes them."""
        return [str(path.resolve()) for path in self.paths]


def find_files(folder: Path, name: str, quarter: str) -> TableFiles:
    """The files of a table for one quarter.

    Raises `UserCanFix` where there are none, or two kinds of them.
    """
    own = folder / name / f"quarter={quarter}"
    for place, of in ((own, quarter), (folder / name, "")):
        found = tuple(sorted(path for path in place.glob("*") if path.suffix in ENDINGS and path.is_file()))
        if found:
            return _of_one_kind(TableFiles(name=name, paths=found, quarter=of), place)
    found = tuple(path for ending in ENDINGS if (path := folder / f"{name}{ending}").is_file())
    if found:
        return _of_one_kind(TableFiles(name=name, paths=found), folder)
    parts = sorted(path.name.removeprefix("quarter=") for path in (folder / name).glob("quarter=*"))
    raise UserCanFix(
        what=f"There are no {name} of {quarter} in {folder}.",
        why=f"It holds {name} of {', '.join(parts)}." if parts else "",
        do=f"Accepted: {name}.parquet, {name}.csv, or a folder {name} with such files, also in quarter={quarter}.",
    )


def _of_one_kind(files: TableFiles, place: Path) -> TableFiles:
    if len({path.suffix for path in files.paths}) > 1:
        raise UserCanFix(
            what=f"{place} holds the {files.name} both as Parquet and as CSV.",
            why="They would be counted twice, or it is not known which is right.",
            do="Keep one of the two there.",
        )
    return files
