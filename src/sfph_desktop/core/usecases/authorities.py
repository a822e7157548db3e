"""The integration authorities and health boards a briefing may be for, found by what people call them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.briefings import Authority
from sfph_desktop.core.domain.problems import UserCanFix

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library

_BOARD, _AUTHORITY = (
    ("nhs ",),
    (
        " integration authority",
        " integration joint board",
        " health and social care partnership",
        " partnership",
        " hscp",
        " ijb",
    ),
)
"""Words that say which of the two is meant."""


def authorities(library: Library) -> tuple[Authority, ...]:
    """All of them: integration authorities by name, then health boards by name."""
    return (*_integration(library), *_boards(library))


def authority_named(library: Library, words: str) -> Authority:
    """The one of that name or code: `NHS Lothian`, `Fife partnership`, `S37000001`.

    Raises UserCanFix where there is none, naming those most alike, and where a name is shared and it is not said which
    of the two is meant.
    """
    known = authorities(library)
    wanted = _plain(words)
    bare, kind = _meant(wanted)
    found = [
        one
        for one in known
        if wanted in {one.code.casefold(), _plain(one.full_name)}
        or (_plain(one.name) == bare and kind in {"", one.kind})
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserCanFix(
            what=f"Both an integration authority and a health board are called {found[0].name}.",
            do=f"Write one of: {', '.join(one.full_name for one in found)}.",
        )
    names = {_plain(said): one.full_name for one in known for said in (one.full_name, one.name)}
    near = list(dict.fromkeys(names[said] for said in get_close_matches(bare or wanted, list(names), n=6, cutoff=0.5)))
    raise UserCanFix(
        what=f"No integration authority or health board is called '{words}'.",
        do=f"Did you mean: {', '.join(near[:4])}?" if near else "All are listed by: sfph briefing --list.",
    )


def _meant(wanted: str) -> tuple[str, str]:
    """The name without the words around it, and which kind those words say; blank where they say none."""
    for before in _BOARD:
        if wanted.startswith(before):
            return wanted.removeprefix(before), "health_board"
    for after in _AUTHORITY:
        if wanted.endswith(after):
            return wanted.removesuffix(after), "integration_authority"
    return wanted, ""


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("&", "and").split())


def _integration(library: Library) -> Iterator[Authority]:
    boards = {row["code"]: row["full_name"] for row in library.code_list("health_boards")}
    councils = {row["code"]: row["name"] for row in library.code_list("local_authorities")}
    for row in sorted(library.code_list("integration_authorities"), key=lambda one: one["name"]):
        areas = [councils.get(code, "") for code in row["local_authority_codes"].replace(";", " ").split()]
        told = [f"council area: {', '.join(area for area in areas if area)}" if any(areas) else ""]
        told.append(f"health board: {boards.get(row['health_board_code'], '')}")
        yield Authority(
            code=row["code"],
            kind="integration_authority",
            name=row["name"],
            full_name=f"{row['name']} integration authority",
            about="; ".join(part for part in told if not part.endswith(": ") and part),
        )


def _boards(library: Library) -> Iterator[Authority]:
    shared = list(library.code_list("integration_authorities"))
    for row in sorted(library.code_list("health_boards"), key=lambda one: one["name"]):
        mine = [one["name"] for one in shared if one["health_board_code"] == row["code"]]
        yield Authority(
            code=row["code"],
            kind="health_board",
            name=row["name"],
            full_name=row["full_name"],
            about=f"integration authorities: {', '.join(sorted(mine))}" if mine else "",
        )
