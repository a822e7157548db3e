"""How a use case refuses what cannot be so: one sentence for the person, and a Problem for each field."""

from __future__ import annotations

from sfph_desktop.core.domain.problems import Problem, UserCanFix


def refuse(problems: tuple[Problem, ...]) -> None:
    """Raise UserCanFix when there are problems: the first said whole, all of them named by their column."""
    if problems:
        raise refused(problems)


def refused(problems: tuple[Problem, ...]) -> UserCanFix:
    """The refusal for these problems."""
    first = problems[0]
    return UserCanFix(
        what=first.reason,
        why=f"There are {len(problems)} things to put right." if len(problems) > 1 else "",
        do=f"Accepted: {first.accepted.rstrip('.')}. Nothing was changed.",
        problems=problems,
    )


def problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    """One problem with one field."""
    return Problem(reason=reason, accepted=accepted, column=column, value=value)


def gone(what: str, do: str = "Open the list again.") -> UserCanFix:
    """For a record that was there and is not any more: `This group`."""
    return UserCanFix(
        what=f"{what} is not in the store any more.", why="It was removed, or what brought it was undone.", do=do
    )
