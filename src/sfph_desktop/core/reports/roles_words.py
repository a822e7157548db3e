"""People in more than one role, in words: those who are supported here and help here. Small counts held back."""

from __future__ import annotations

from sfph_desktop.core.domain.impact import RolesFigure
from sfph_desktop.core.reports import small_numbers, wording
from sfph_desktop.core.reports.small_numbers import THRESHOLD


def roles_statement(figure: RolesFigure, people: int, *, guard: bool, nobody: bool = False) -> str:
    """What the figure says of the `people` that the run reached, as plain sentences; blank with nothing to tell.

    `nobody`: it is told elsewhere that nobody at all was reached, so nobody is said to help here as well.
    """
    if not figure.any:
        return ""
    return wording.sentences(
        "" if nobody else _also(figure, people, guard=guard),
        _before(figure, guard=guard),
        _helped(figure, guard=guard),
    )


def _also(figure: RolesFigure, people: int, *, guard: bool) -> str:
    """The benefit first: of those supported, who also volunteers and who is employed. Each stands in both counts."""
    parts: list[str] = []
    for held, count, one, several in (
        (figure.volunteers, figure.also_volunteer, "also volunteers with us", "also volunteer with us"),
        (figure.staff, figure.also_staff, "is employed by us", "are employed by us"),
    ):
        if not count and (not guard or held == 0):
            continue  # with the guard, nobody and a few must read alike
        told = small_numbers.tell(count, people, guard=guard)
        who = told.words.split(" of the ")[0] if parts and told.exact else told.words
        who += "" if parts else f" {wording.plural('person', people)} we supported"
        parts.append(f"{who} {one if told.exact and count == 1 else several}")
    return "; ".join(parts)


def _before(figure: RolesFigure, *, guard: bool) -> str:
    """With those who were supported before and help now; left out where it would tell nothing more, or a few."""
    parts: list[str] = []
    for supported, now, one, several in (
        (figure.volunteers_supported, figure.also_volunteer, "volunteers", "volunteer"),
        (figure.staff_supported, figure.also_staff, "is employed", "are employed"),
    ):
        # What is held back is reckoned as the most it could be: whether this is told must not tell it.
        known = max(now, THRESHOLD - 1) if guard else now
        if supported and supported - known >= (THRESHOLD if guard else 1):
            parts.append(f"{wording.number(supported)} {one if supported == 1 else several}")
    return f"Counting those we supported before the period as well, {wording.name_list(parts)}" if parts else ""


def _helped(figure: RolesFigure, *, guard: bool) -> str:
    if not figure.helping_marks:
        return ""
    told = small_numbers.tell(figure.helping_marks, guard=guard)
    names = "name" if told.words == "1" else "names"
    return f"{wording.capital(told.words)} {names} in registers are of people who were there only to help: no visits"
