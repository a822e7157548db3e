"""Which indicators of a value line this office has records of, and which of them somebody may have meant."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.usecases.import_checks import indicator_trouble
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

MOST_NAMED = 8
ALIKE = 0.6
"""How like what was typed an indicator must be to be named before the others."""
_ALL_OF_THEM = "all that can be valued: sfph value changes"


def indicators_there(office: Office, connection: Connection) -> dict[str, str]:
    """Each indicator of which anything is recorded, in the order of the alphabet, with what its measure is called."""
    from sfph_desktop.core.store.queries.outcomes import factors_recorded
    from sfph_desktop.core.store.queries.targets import recorded

    events, used = recorded(connection)
    found = {f"{kind}:{one}": one.replace("_", " ") for one in events for kind in ("event", "event_quantity")}
    for one in used:
        instrument = office.library.known_instrument(one)
        if instrument is not None and instrument.use == "scored":
            found |= dict.fromkeys(_of_instrument(instrument), f"{instrument.abbreviation} {instrument.name}")
    if factors_recorded(connection):
        found["environment:tco2e"] = "carbon saved"
    return dict(sorted(found.items()))


def indicator_problems(office: Office, connection: Connection, typed: str) -> tuple[Problem, ...]:
    """What is wrong with an indicator that was typed: that it is none. Those there are, the nearest first."""
    trouble = indicator_trouble(typed, office.library.instruments())
    if not trouble:
        return ()
    return (problem("indicator", typed, trouble, _named(typed, indicators_there(office, connection))),)


def not_recorded(office: Office, connection: Connection, typed: str) -> tuple[Problem, ...]:
    """What is worth saying of an indicator that may be, but of which nothing is recorded yet."""
    there = indicators_there(office, connection)
    if not there or typed in there or _short(typed, there):
        return ()
    return (problem("indicator", typed, f"Nothing is recorded yet of '{typed}'.", _named(typed, there)),)


def _of_instrument(instrument: Instrument) -> list[str]:
    ways = ("improved", "recovered", "change_sum") if instrument.caseness is not None else ("improved", "change_sum")
    scores = [one.id for one in instrument.changes]
    heads = [instrument.id] if len(scores) == 1 else [f"{instrument.id}.{one}" for one in scores]
    return [f"{head}.{way}" for head in heads for way in ways]


def _short(typed: str, there: dict[str, str]) -> bool:
    """Whether it is one of those written with the name of its only score: `ucla3.total.improved`."""
    head, _, rest = typed.partition(".")
    return f"{head}.{rest.rpartition('.')[2]}" in there


def _named(typed: str, there: dict[str, str]) -> str:
    if not there:
        return (
            f"INSTRUMENT.improved, event:TYPE, environment:tco2e; nothing of the kind is recorded yet; {_ALL_OF_THEM}"
        )
    likeness = {name: _likeness(typed.casefold(), name, called.casefold()) for name, called in there.items()}
    near = sorted((name for name in there if likeness[name] >= ALIKE), key=lambda name: -likeness[name])
    named = [*near, *(name for name in there if name not in near)]
    more = ", ..." if len(named) > MOST_NAMED else ""
    return f"{', '.join(named[:MOST_NAMED])}{more}; {_ALL_OF_THEM}"


def _likeness(typed: str, name: str, called: str) -> float:
    """How like a name is what was typed, whole or by one of its parts, or a word of what the measure is called."""
    parts = name.replace(":", ".").split(".")
    tries = (name, *parts, *called.split())
    return (
        max(SequenceMatcher(None, typed, one).ratio() for one in tries)
        + SequenceMatcher(None, typed, name).ratio() / 10
    )
