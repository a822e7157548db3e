"""What stands in the way of an undo, and could be undone with it."""

from __future__ import annotations

from sfph_desktop.core.domain.person_page import HistoryLine
from sfph_desktop.core.domain.problems import Problem, UserCanFix

NAMED = 12
"""So many of the later changes are told one by one."""


class LaterWork(UserCanFix):
    """Saved changes came later and stand on the one to be undone. They could be undone with it, all or none."""

    def __init__(self, *, unit_id: int, whole: bool, lines: tuple[HistoryLine, ...], number: int) -> None:
        """`lines` tells the newest of them, at most `NAMED`; `number` says how many there are."""
        them = "it" if number == 1 else "them"
        came = "1 later change has" if number == 1 else f"{number:,} later changes have"
        super().__init__(
            what="This cannot be undone by itself.",
            why=f"{came} to do with the same records: {'; '.join(said(line) for line in lines[:2])}"
            + ("." if number <= 2 else "; and others."),
            do=f"Undo {them} as well, or put the records right by hand. Nothing was changed.",
            problems=tuple(Problem(reason=said(line)) for line in lines) if number > 1 else (),
        )
        self.unit_id, self.whole, self.lines, self.number = unit_id, whole, lines, number


def said(line: HistoryLine) -> str:
    """One saved change in a line: when, who, what was done."""
    at = line.at.astimezone()
    return f"{at.day} {at:%B %Y %H:%M}, {line.who}: {'; '.join(line.said)}"
