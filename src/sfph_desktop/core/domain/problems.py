"""Problems with a person's data are values; failures are of two kinds: one a person can mend, and our bugs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one place in somebody's data, said so that they can mend it."""

    reason: str
    accepted: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    """The row as the spreadsheet counts it: the heading is row 1."""
    column: str = ""
    value: str = ""

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                f"sheet {self.sheet}" if self.sheet else "",
                f"row {self.row}" if self.row is not None else "",
                f"column {self.column}" if self.column else "",
            )
            if part
        )
        said = f"{place}: {self.reason}" if place else self.reason
        if not self.accepted:
            return said
        return f"{said}{'' if said.endswith(('.', '!', '?')) else '.'} Accepted: {self.accepted.rstrip('.')}."


class UserCanFix(Exception):
    """Something a person can put right: what happened, why, what to do. Nothing was changed."""

    exit_status = 1

    def __init__(self, *, what: str, why: str = "", do: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(" ".join(part for part in (what, why, do) if part))
        self.what, self.why, self.do, self.problems = what, why, do, problems


class StoreTrouble(UserCanFix):
    """The store does not open; each kind has its own message, and no store is ever replaced by a new one."""

    exit_status = 3


class WrongPassphrase(StoreTrouble):
    """The passphrase opens none of the key wraps."""


class DamagedStore(StoreTrouble):
    """The file, or what opens it, is damaged."""


class StoreInUse(StoreTrouble):
    """Another program holds the store: nothing is wrong with it."""

    exit_status = 1


class StoreMissing(StoreTrouble):
    """There is no store where one was looked for."""

    exit_status = 1


class StoreTooNew(StoreTrouble):
    """The store was written by a newer version of the program, and is left untouched."""


class Stopped(Exception):
    """The person cancelled; nothing is left behind."""


class OurBug(Exception):
    """A fault of the program, told without any record content."""
