"""Who we are to the network, and which of its questions we answer with a measure of our own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.memberships import CLIENT_GROUPS, OWN, IndicatorMapping, MembershipProfile, client_groups
from sfph_desktop.core.domain.network import NetworkIndicator
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_known import newest_definitions
from sfph_desktop.core.usecases.network_role import kind_of, measure_trouble, require_enterprise
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

PROFILE = tuple(field.name for field in fields(MembershipProfile) if field.name != "id")
"""The fields of a profile."""
EARLIEST = 1400
LONGEST_NOTE = 500
_OWN_ID = re.compile(r"own:[a-z][a-z0-9_]{1,59}")
_LISTS = {"legal_form": "legal_forms", "council": "local_authorities", "health_board": "health_boards"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTold:
    """A profile with the words of its codes, as a page shows it."""

    profile: MembershipProfile
    member_name: str
    """As the network knows us."""
    legal_form: str
    council: str
    health_board: str
    client_groups: tuple[str, ...]
    missing: tuple[str, ...]
    """What the network would like to know and is blank, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One indicator of the network, and what we answer it with."""

    indicator: NetworkIndicator
    measure: str
    """What it is answered with; blank where we say that we do not measure it."""
    ours: IndicatorMapping | None = None
    """Where it is another than the network names."""
    trouble: str = ""
    """Why it cannot be answered as it stands; blank when it can."""


def profile_in(connection: Connection) -> MembershipProfile:
    """Our profile; a blank one while none was written."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[MembershipProfile, ...] = values_of(connection, "network_profile")
    return found[0] if found else MembershipProfile()


def profile_told(office: Office) -> ProfileTold:
    """Our profile with the words of its codes."""
    require_enterprise(office)
    with office.reading() as connection:
        found = profile_in(connection)
    named = {name: _names(office, name).get(getattr(found, name), getattr(found, name)) for name in _LISTS}
    words = {"legal_form": "legal form", "council": "council", "client_groups": "whom you support"}
    missing = [said for name, said in words.items() if not getattr(found, name)]
    if found.established is None:
        missing.append("the year it began")
    return ProfileTold(
        profile=found,
        member_name=found.member_name or office.info().name,
        **named,
        client_groups=tuple(CLIENT_GROUPS.get(one, one) for one in client_groups(found.client_groups)),
        missing=tuple(missing),
    )


def choices(office: Office) -> dict[str, dict[str, str]]:
    """What may be chosen in each field that has a list: words by code."""
    return {**{name: _names(office, name) for name in _LISTS}, "client_groups": dict(CLIENT_GROUPS)}


def set_profile(office: Office, given: Mapping[str, object]) -> Done[MembershipProfile]:
    """Keep what is given of the profile; a name of a list does for its code. Raises UserCanFix naming each field."""
    require_enterprise(office)
    unknown = [name for name in given if name not in PROFILE]
    if unknown:
        raise UserCanFix(what=f"The profile has no '{unknown[0]}'.", do=f"It has: {', '.join(PROFILE)}.")
    problems: list[Problem] = []
    read: dict[str, object] = {}
    for name, value in given.items():
        read[name] = _read(office, name, value, problems)
    refuse(tuple(problems))
    with office.writing("Changed the profile for the network") as unit:
        before = profile_in(unit.connection)
        now = replace(before, **read)  # type: ignore[arg-type]
        if now == before:
            return Done(value=before, why="Nothing has changed")
        if before.id:
            unit.change("network_profile", now)
        else:
            now = replace(now, id=unit.add("network_profile", now))
    return saved(unit, now, "The profile for the network is kept")


def _read(office: Office, name: str, value: object, problems: list[Problem]) -> object:
    if name == "established":
        return _year(office, value, problems)
    text = " ".join(str(value).split())
    if name == "client_groups":
        found = _groups(text)
        if found is None:
            accepted = "; ".join(f"{one} ({word})" for one, word in CLIENT_GROUPS.items())
            problems.append(problem(name, text, f"'{_unknown(text)[:60]}' is not on the list.", accepted))
        return found or ""
    if name in _LISTS and text:
        known = _names(office, name)
        by_word = {word.casefold(): code for code, word in known.items()} | {code.casefold(): code for code in known}
        code = by_word.get(text.casefold())
        if code is None:
            accepted = "; ".join(sorted(known.values()))
            problems.append(problem(name, text, f"'{text[:60]}' is not on the list.", accepted))
        return code or ""
    if len(text) > 200 or not text.isprintable():
        problems.append(problem(name, text[:40], "It is too long, or no plain text.", "up to 200 characters"))
    return text


def _groups(text: str) -> str | None:
    """The ids in a text, in the order of the list; None where one is unknown."""
    chosen = {_group(part) for part in _parts(text)}
    return None if "" in chosen else " ".join(one for one in CLIENT_GROUPS if one in chosen)


def _unknown(text: str) -> str:
    """The first of the groups in a text that is none."""
    return next((part for part in _parts(text) if not _group(part)), "")


def _parts(text: str) -> list[str]:
    """Each group that a text names: words of a group that has commas in them may stand alone, or between `;`."""
    parts: list[str] = []
    for piece in (piece.strip() for piece in text.split(";")):
        parts += [piece] if _group(piece) else [part.strip() for part in piece.split(",")]
    if len(parts) == 1 and not _group(parts[0]):
        parts = parts[0].split()
    return [part for part in parts if part]


def _group(part: str) -> str:
    """The id of a group by its id or its words; blank where there is none."""
    words = {word.casefold(): one for one, word in CLIENT_GROUPS.items()} | {one: one for one in CLIENT_GROUPS}
    return words.get(part.casefold(), "")


def _year(office: Office, value: object, problems: list[Problem]) -> int | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    latest = office.clock.today().year
    if text.isascii() and text.isdigit() and EARLIEST <= int(text[:9]) <= latest:
        return int(text)
    problems.append(problem("established", text[:40], f"'{text[:40]}' is no year.", f"{EARLIEST} to {latest}"))
    return None


def _names(office: Office, name: str) -> dict[str, str]:
    return {str(row["code"]): str(row["name"]) for row in office.library.code_list(_LISTS[name])}


# --- which question is answered with what -----------------------------------------------------------------------------


def mappings_in(connection: Connection) -> tuple[IndicatorMapping, ...]:
    """The questions we answer otherwise than the network names."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[IndicatorMapping, ...] = values_of(connection, "network_mappings")
    return found


def questions(office: Office) -> tuple[Question, ...]:
    """What the newest definitions ask for, and what we answer it with."""
    require_enterprise(office)
    definitions = newest_definitions(office)
    instruments = office.library.instruments()
    with office.reading() as connection:
        ours = {one.indicator: one for one in mappings_in(connection)}
    found = []
    for one in definitions.indicators:
        own = ours.get(one.id)
        measure = own.measure if own is not None else one.measure
        trouble = measure_trouble(one.kind, measure, instruments) if measure else ""
        found.append(Question(indicator=one, measure=measure, ours=own, trouble=trouble))
    return tuple(found)


def map_indicator(office: Office, indicator: str, measure: str, note: str = "") -> Done[IndicatorMapping]:
    """Answer a question of the network with another measure; a blank one says that we do not measure it.

    An id that begins with `own:` is an indicator of our own beside the network's, with the note for its name. Raises
    UserCanFix when the network asks for no such thing, or when the measure cannot answer it.
    """
    require_enterprise(office)
    measure, note = "".join(measure.split()), " ".join(note.split())
    indicator = indicator.strip()
    own = indicator.startswith(OWN)
    if own:
        _check_own(office, indicator, measure, note)
        asked = NetworkIndicator(
            id=indicator, name=note, level="individual", kind=kind_of(measure), measure=measure, unit=""
        )
    else:
        asked = _asked(office, indicator)
    trouble = measure_trouble(asked.kind, measure, office.library.instruments()) if measure else ""
    if trouble:
        accepted = f"a measure of the same kind as {asked.measure}, or none where you do not measure it"
        refuse((problem("measure", measure, trouble, "a measure of the program" if own else accepted),))
    if len(note) > LONGEST_NOTE:
        refuse((problem("note", note[:40], "The note is too long.", f"up to {LONGEST_NOTE} characters"),))
    with office.writing(f"Set what answers '{asked.name}'") as unit:
        before = next((one for one in mappings_in(unit.connection) if one.indicator == asked.id), None)
        now = IndicatorMapping(id=before.id if before else 0, indicator=asked.id, measure=measure, note=note)
        if before is not None:
            unit.change("network_mappings", now)
        else:
            now = replace(now, id=unit.add("network_mappings", now))
    with_ = f"is answered with {measure}" if measure else "is not measured here"
    return saved(unit, now, f"'{asked.name}' {with_}")


def _check_own(office: Office, indicator: str, measure: str, note: str) -> None:
    """What an indicator of our own needs: we are in a network, an id, a measure, and a name in the note."""
    newest_definitions(office)
    found = []
    if not _OWN_ID.fullmatch(indicator):
        found.append(problem("indicator", indicator[:60], "This is no id.", "own: and small letters, as own:gardens"))
    if not measure:
        found.append(problem("measure", "", "An indicator of your own needs a measure.", "as djg6.total.improved"))
    if not note:
        found.append(problem("note", "", "An indicator of your own needs a name.", "a few words, in the note"))
    refuse(tuple(found))


def unmap_indicator(office: Office, indicator: str) -> Done[str]:
    """Answer a question as the network names it again."""
    require_enterprise(office)
    with office.writing("Answered a question as the network names it") as unit:
        before = next((one for one in mappings_in(unit.connection) if one.indicator == indicator.strip()), None)
        if before is None:
            return Done(value=indicator, why="It is answered as the network names it already")
        unit.remove("network_mappings", before.id)
    return saved(unit, indicator, "It is answered as the network names it")


def _asked(office: Office, indicator: str) -> NetworkIndicator:
    definitions = newest_definitions(office)
    found = definitions.indicator(indicator.strip())
    if found is None:
        there = ", ".join(one.id for one in definitions.indicators)
        raise UserCanFix(what=f"{definitions.network} asks for no '{indicator[:60]}'.", do=f"It asks for: {there}.")
    return found
