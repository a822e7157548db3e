"""Value lines: searched for in the reference library, added, changed, removed; overlaps decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.benefits import UnitValue, ValueLine
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.value_rules import CARBON, line_problems, tidy, why_check
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.indicators_there import indicator_problems, not_recorded
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.store.unit_of_work import Connection

OFFERED, TO_CHECK = "offered", "check"
"""How a unit value stands: it may be used as it is, or somebody must make sure of it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for among the unit values; a blank part lets everything through."""

    text: str = ""
    """Every word of it occurs in title, unit, source or id."""
    payer: str = ""
    standing: str = ""
    """OFFERED or TO_CHECK."""
    country: str = ""
    """As printed: `Scotland`, `England and Wales` ..."""


def search_values(library: Library, wanted: Wanted) -> tuple[UnitValue, ...]:
    """Unit values of benefits that fit, those offered first, otherwise in the library's order.

    Where no value has the words as they were typed, their stems are looked for: `lonely` finds what is said of
    loneliness.
    """
    from sfph_desktop.core.reference.phrases import stem

    typed = wanted.text.casefold().split()
    found = [one for one in benefits(library) if _fits(one, wanted, typed)]
    if not found:
        stems = [stem(word) for word in typed]
        found = [one for one in benefits(library) if _fits(one, wanted, stems)]
    return tuple(sorted(found, key=lambda one: bool(why_check(one))))


def benefits(library: Library) -> tuple[UnitValue, ...]:
    """Every unit value that may value a change: parameters of sums left out, the carbon values as one."""
    from sfph_desktop.core.toolkit.valuation import CARBON_VALUE

    years = {value.price_year for value in library.carbon().values()}
    carbon = replace(CARBON_VALUE, price_year=str(min(years)) if years else "", licence="OGL v3.0")
    return (*(one for one in library.unit_values().values() if one.category != "parameter"), carbon)


def _fits(one: UnitValue, wanted: Wanted, words: Sequence[str]) -> bool:
    told = f"{one.id} {one.title} {one.unit} {one.source_title} {one.publisher} {one.geography}".casefold()
    standing = TO_CHECK if why_check(one) else OFFERED
    return (
        all(word in told for word in words)
        and wanted.payer in {"", one.payer}
        and wanted.standing in {"", standing}
        and wanted.country in {"", one.geography}
    )


def unit_value(library: Library, name: str) -> UnitValue | None:
    """The unit value of a line by its id; None where the library has none, or a parameter where it is one."""
    if name == CARBON:
        return benefits(library)[-1]
    return library.unit_values().get(name)


# --- the lines --------------------------------------------------------------------------------------------------------


def value_lines(office: Office) -> tuple[ValueLine, ...]:
    """Every value line, in the order of references."""
    with office.reading() as connection:
        return _all(connection)


def line_named(office: Office, ref: str) -> ValueLine:
    """The line with this reference; UserCanFix naming those there are."""
    found = value_lines(office)
    wanted = ref.strip().casefold()
    for one in found:
        if one.line_ref.casefold() == wanted:
            return one
    there = ", ".join(one.line_ref for one in found) or "none yet"
    raise UserCanFix(what=f"There is no value line '{ref}'.", do=f"Give the reference of one. There are: {there}.")


def add_line(office: Office, line: ValueLine) -> Done[ValueLine]:
    """Add a line; without a reference it gets the next one. Raises UserCanFix naming each field."""
    line = tidy(line)
    with office.writing("Added a value line") as unit:
        line = line if line.line_ref else replace(line, line_ref=_next_ref(unit.connection))
        _check(office, unit.connection, line, chosen_now=True)
        line = replace(line, id=unit.add("value_lines", line))
        unit.why = f"Added the value line {line.line_ref}"
        unheard = not_recorded(office, unit.connection, line.indicator)
    return saved(unit, line, unit.why, problems=unheard)


def change_line(office: Office, line: ValueLine, *, checked_anew: bool = False) -> Done[ValueLine]:
    """Keep a line as given; UserCanFix as for adding.

    With another unit value what was made sure of the former one no longer counts, unless it is `checked_anew`.
    """
    return _changed(office, line.id, lambda _before: line, checked_anew=checked_anew)


def set_field(office: Office, line_id: int, name: str, value: object) -> Done[ValueLine]:
    """Change one field of a line as it is in the store now; UserCanFix as for adding."""
    return _changed(office, line_id, lambda before: replace(before, **{name: value}), checked_anew=False)  # type: ignore[arg-type]


def _changed(
    office: Office, line_id: int, change: Callable[[ValueLine], ValueLine], *, checked_anew: bool
) -> Done[ValueLine]:
    with office.writing("Changed a value line") as unit:
        before = _line(unit.connection, line_id)
        line = tidy(change(before))
        unit.why = f"Changed the value line {line.line_ref}"
        another = line.unit_value != before.unit_value
        if another and not checked_anew and line.unit_value_checked == before.unit_value_checked:
            line = replace(line, unit_value_checked="")  # what was made sure of was another value
        _check(office, unit.connection, line, chosen_now=another)
        unit.change("value_lines", line)
    return saved(unit, line, unit.why)


def remove_line(office: Office, line_id: int) -> Done[ValueLine]:
    """Remove a line. Kept runs stay as they were."""
    with office.writing("Removed a value line") as unit:
        line = _line(unit.connection, line_id)
        unit.remove("value_lines", line_id)
        unit.why = f"Removed the value line {line.line_ref}"
    return saved(unit, line, unit.why)


def decide_overlap(office: Office, refs: Sequence[str], *, same: bool) -> Done[tuple[ValueLine, ...]]:
    """Say of lines that may overlap whether they value the same change: only the largest counts, or all of them do.

    Written down as overlap groups. Of the same change: all get the group of the first that has one, and whatever was of
    the same change as one of them before comes along. Different: a line that has no group, or shares it with another of
    them, gets one of its own; a group once given to others stays.
    """
    with office.writing("Decided about an overlap") as unit:
        known = {one.line_ref: one for one in _all(unit.connection)}
        missing = [ref for ref in refs if ref not in known]
        if missing or len(set(refs)) < 2:
            raise UserCanFix(
                what=f"There is no value line '{missing[0]}'." if missing else "An overlap is between two lines.",
                do=f"Name two or more of: {', '.join(known) or 'none yet'}.",
            )
        lines = [known[ref] for ref in dict.fromkeys(refs)]
        decided = (
            _together(lines, known.values()) if same else _apart(lines, {one.overlap_group for one in known.values()})
        )
        for line in decided:
            unit.change("value_lines", line)
        said = " and ".join(line.line_ref for line in lines)
        unit.why = f"{said} value the same change" if same else f"{said} value different changes"
        unit.why += _no_longer(decided, known)
    return saved(unit, tuple(decided), unit.why)


def _no_longer(decided: Sequence[ValueLine], known: Mapping[str, ValueLine]) -> str:
    """What was said before of the lines and holds no longer: with which others each was of the same change."""
    moved = {one.line_ref: known[one.line_ref].overlap_group for one in decided}
    now = {
        **{ref: one.overlap_group for ref, one in known.items()},
        **{one.line_ref: one.overlap_group for one in decided},
    }
    told = []
    for ref, group in moved.items():
        others = (other for other, one in known.items() if group and one.overlap_group == group and other not in moved)
        lost = [other for other in others if now[other] != now[ref]]
        if lost:
            told.append(f"{ref} is no longer of the same change as {' and '.join(lost)}")
    return f". {'; '.join(told)}: decide that again if it still holds" if told else ""


def _together(lines: Sequence[ValueLine], known: Iterable[ValueLine]) -> list[ValueLine]:
    """The lines in one group, after them those that shared a group with any of them: what is the same stays so."""
    group = next((one.overlap_group for one in lines if one.overlap_group), f"with {lines[0].line_ref}")
    before = {one.overlap_group for one in lines} - {""}
    mine = {one.line_ref for one in lines}
    others = [one for one in known if one.overlap_group in before and one.line_ref not in mine]
    return [replace(one, overlap_group=group) for one in (*lines, *others)]


def _apart(lines: Sequence[ValueLine], taken: set[str]) -> list[ValueLine]:
    found: list[ValueLine] = []
    given: set[str] = set()
    for one in lines:
        group = one.overlap_group
        if not group or group in given:
            group = one.line_ref
            number = 2
            while group in taken | given:
                group, number = f"{one.line_ref} {number}", number + 1
        given.add(group)
        found.append(replace(one, overlap_group=group))
    return found


# --- inside -----------------------------------------------------------------------------------------------------------


def _all(connection: Connection) -> tuple[ValueLine, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[ValueLine, ...] = values_of(connection, "value_lines")
    return tuple(sorted(found, key=lambda one: (one.line_ref, one.id)))


def _line(connection: Connection, line_id: int) -> ValueLine:
    from sfph_desktop.core.store.queries.values import value

    found: ValueLine | None = value(connection, "value_lines", line_id)
    if found is None:
        raise gone("This value line")
    return found


def _check(office: Office, connection: Connection, line: ValueLine, *, chosen_now: bool) -> None:
    from sfph_desktop.core.store.queries.refs import id_of

    found: tuple[Problem, ...] = line_problems(line, unit_value(office.library, line.unit_value), chosen_now=chosen_now)
    if line.indicator:
        found += indicator_problems(office, connection, line.indicator)
    if id_of(connection, "value_lines", line.line_ref) not in {None, line.id}:
        reason = f"'{line.line_ref}' is already another line's reference."
        found += (problem("line_ref", line.line_ref, reason, "a reference that no line has yet"),)
    if line.contract_ref and id_of(connection, "contracts", line.contract_ref) is None:
        reason = f"There is no contract '{line.contract_ref}'."
        found += (problem("contract_ref", line.contract_ref, reason, "the reference of a contract, or nothing"),)
    refuse(found)


def _next_ref(connection: Connection) -> str:
    taken = {one.line_ref for one in _all(connection)}
    numbers = [int(found[1]) for ref in taken if (found := re.fullmatch(r"VL(\d{1,6})", ref))]
    return f"VL{max(numbers, default=0) + 1}"
