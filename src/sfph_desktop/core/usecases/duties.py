"""Duties: who leads a group, sees to a contract or does something for the office, and who stands in for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.called import as_called
from sfph_desktop.core.domain.handover import DUTY_WORDS, LONGEST, Duty
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import tidy
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

COLUMNS = ("id", "kind", "what", "who", "stands_in", "note")


def duties(office: Office) -> tuple[Duty, ...]:
    """Every duty: groups first, then contracts, then the rest, each by what it is."""
    with office.reading() as connection:
        return duties_in(connection)


def duties_in(connection: Connection) -> tuple[Duty, ...]:
    """As `duties`, where the store is being read already."""
    kinds = list(DUTY_WORDS)
    return tuple(sorted(_all(connection), key=lambda one: (kinds.index(one.kind), one.what.casefold(), one.id)))


def list_duties(office: Office) -> Listing:
    """As `duties`, for a list."""
    rows = tuple((d.id, d.kind, d.what, d.who, d.stands_in, d.note) for d in duties(office))
    return Listing(kind="duties", columns=COLUMNS, rows=rows)


def choices(office: Office) -> dict[str, tuple[str, ...]]:
    """What a duty of each kind may be about: the groups by name, the contracts by reference; of the rest, anything."""
    with office.reading() as connection:
        return _choices(connection)


def set_duty(office: Office, duty: Duty) -> Done[Duty]:
    """Write down who sees to something. One without an id takes the place of the one there is for the same.

    Raises UserCanFix by field: for a group or contract there is none of, blank words, and words too long.
    """
    duty = tidy(duty)
    with office.writing(f"Wrote down who sees to {duty.what}") as unit:
        known = _all(unit.connection)
        refuse(_problems(duty, _choices(unit.connection)))
        duty = replace(duty, what=_as_known(duty, _choices(unit.connection)))
        same = [one for one in known if (one.kind, one.what.casefold()) == (duty.kind, duty.what.casefold())]
        if duty.id and not any(one.id == duty.id for one in known):
            raise gone("This duty")
        others = [one for one in same if one.id != duty.id]
        if duty.id and others:
            raise UserCanFix(
                what=f"There is a line for {duty.what} already.",
                why=f"{others[0].who} sees to it.",
                do="Change that line instead. Nothing was changed.",
            )
        if same and not duty.id:
            duty = replace(duty, id=same[0].id)
        if duty.id:
            unit.change("duties", duty)
        else:
            duty = replace(duty, id=unit.add("duties", duty))
    return saved(unit, duty, f"{duty.who} sees to {duty.what}")


def remove_duty(office: Office, duty_id: int) -> Done[Duty]:
    """Take a duty away. Raises UserCanFix when it is not there any more."""
    with office.writing("Removed a duty") as unit:
        found = next((one for one in _all(unit.connection) if one.id == duty_id), None)
        if found is None:
            raise gone("This duty")
        unit.remove("duties", duty_id)
        unit.why = f"Removed who sees to {found.what}"
    return saved(unit, found, f"Nobody is written down for {found.what} any more")


def _problems(duty: Duty, known: dict[str, tuple[str, ...]]) -> tuple[Problem, ...]:
    found: list[Problem] = []
    if duty.kind not in DUTY_WORDS:
        found.append(problem("kind", duty.kind, f"'{duty.kind}' is not a kind of duty.", ", ".join(DUTY_WORDS)))
    if not duty.what:
        found.append(problem("what", "", "It is not said what is seen to.", "a group, a contract, or a few words"))
    elif duty.kind in known and duty.what.casefold() not in {one.casefold() for one in known[duty.kind]}:
        some = ", ".join(known[duty.kind][:8]) or "none is recorded yet"
        found.append(problem("what", duty.what, f"There is no {duty.kind} '{duty.what}'.", some))
    if not duty.who:
        found.append(problem("who", "", "It is not said who sees to it.", "a name"))
    if duty.who and duty.who.casefold() == duty.stands_in.casefold():
        found.append(
            problem("stands_in", duty.stands_in, f"{duty.who} cannot stand in for themselves.", "another name")
        )
    for name in ("what", "who", "stands_in", "note"):
        said = getattr(duty, name)
        if len(said) > LONGEST:
            found.append(problem(name, said, f"This has {len(said)} characters.", f"up to {LONGEST}"))
    return tuple(found)


def _as_known(duty: Duty, known: dict[str, tuple[str, ...]]) -> str:
    """The group or contract spelled as it is recorded."""
    return as_called(duty.what, known.get(duty.kind, ()))


def _choices(connection: Connection) -> dict[str, tuple[str, ...]]:
    from sfph_desktop.core.store.queries.values import values_of

    return {
        "group": tuple(sorted(one.name for one in values_of(connection, "groups"))),
        "contract": tuple(sorted(one.contract_ref for one in values_of(connection, "contracts"))),
    }


def _all(connection: Connection) -> tuple[Duty, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[Duty, ...] = values_of(connection, "duties")
    return found
