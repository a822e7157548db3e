"""A partner's area by the reference library: council, health board and integration authority, by name or code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refuse

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library

CODE_LISTS = {
    "council": ("local_authorities", "council"),
    "health_board": ("health_boards", "health board"),
    "integration_authority": ("integration_authorities", "integration authority"),
}
"""By field of a partner: the list its code is from, and the word for one of them."""
FOLLOWING = ("health_board", "integration_authority")
"""What a council tells: in this order in `AreaNames.of_council`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaNames:
    """What may be chosen as a partner's area."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By field of a partner, the name by code."""
    of_council: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By a council's code, the codes of its health board and its integration authority."""


def area_names(library: Library) -> AreaNames:
    """Every council, health board and integration authority of the reference library."""
    named = {
        one: {row["code"]: row["name"] for row in library.code_list(listed)}
        for one, (listed, _word) in CODE_LISTS.items()
    }
    told = {
        row["code"]: (row["health_board_code"], row["integration_authority_code"])
        for row in library.code_list("local_authorities")
    }
    return AreaNames(names=named, of_council=told)


def council_chosen(office: Office, partner: Partner, council: str) -> Partner:
    """The partner with another council; board and authority follow, unless somebody chose others than the former told.

    It is an offer: each of the three can be changed by itself afterwards.
    """
    told = area_names(office.library).of_council
    former, fresh = told.get(partner.council, ("", "")), told.get(council, ("", ""))
    kept = (partner.health_board, partner.integration_authority)
    chosen: dict[str, Any] = {
        name: new if own in {"", old} else own
        for name, own, old, new in zip(FOLLOWING, kept, former, fresh, strict=True)
    }
    return replace(partner, council=council, **chosen)


def code_of(library: Library, name: str, words: str) -> str:
    """The code of one area by its code or its name (`NHS Lothian` and `Lothian` alike); blank when there is none."""
    wanted = _plain(words)
    if name == "council":
        return library.areas().council_named(words) or library.areas().council_named(wanted)
    for code, said in area_names(library).names[name].items():
        if wanted in {code.casefold(), _plain(said)}:
            return code
    return ""


def coded(office: Office, given: Mapping[str, str]) -> dict[str, str]:
    """Areas given by name or code, as codes, with what follows from a council; UserCanFix names what is unknown."""
    found = {name: code_of(office.library, name, words) for name, words in given.items() if words}
    refuse(tuple(_unknown(office.library, name, given[name]) for name, code in found.items() if not code))
    blank = {name: "" for name, words in given.items() if not words}
    told = area_names(office.library).of_council.get(found.get("council", ""), ("", ""))
    follows = {name: code for name, code in zip(FOLLOWING, told, strict=True) if code and name not in given}
    return {**follows, **blank, **found}


def area_problems(library: Library, partner: Partner) -> tuple[Problem, ...]:
    """The areas of a partner whose codes the reference library does not have."""
    names = area_names(library).names
    given = {name: str(getattr(partner, name)) for name in CODE_LISTS}
    return tuple(_unknown(library, name, code) for name, code in given.items() if code and code not in names[name])


def _unknown(library: Library, name: str, said: str) -> Problem:
    from difflib import get_close_matches

    choices = list(area_names(library).names[name].values())
    near = get_close_matches(_plain(said).title(), choices, n=3, cutoff=0.4) or choices[:3]
    accepted = f"its name or code, as {', '.join(near)}"
    return problem(name, said, f"There is no {CODE_LISTS[name][1]} '{said}'.", accepted)


def _plain(words: str) -> str:
    plain = " ".join(words.casefold().replace("&", "and").split())
    return plain.removeprefix("nhs ").removesuffix(" partnership").removesuffix(" council")
