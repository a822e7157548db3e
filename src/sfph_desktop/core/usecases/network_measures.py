"""What a question of the network may be answered with, each measure in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sfph_desktop.core.usecases.network_role import measure_trouble
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.domain.measures import Instrument

_WAYS: Mapping[str, str] = {
    "improved": "people who improved",
    "recovered": "people who came over the line to being well",
    "change_sum": "the change on average",
}
_WORDS: Mapping[str, str] = {
    "reach:people": "people who came",
    "reach:volunteers": "people who volunteer here",
    "reach:sessions": "sessions held",
    "reach:attendances": "visits",
    "environment:tco2e": "carbon saved",
}
_EVENTS: Mapping[str, str] = {"event": "people to whom this happened: {}", "event_quantity": "amount written with: {}"}


def measure_words(measure: str, instruments: Mapping[str, Instrument]) -> str:
    """A measure as a person would say it; blank for none."""
    if measure in _WORDS or not measure:
        return _WORDS.get(measure, "")
    word, colon, name = measure.partition(":")
    if colon:
        return _EVENTS.get(word, "{}").format(name.replace("_", " "))
    asked, *score, way = measure.split(".")
    known = instruments.get(asked)
    named = (known.abbreviation or known.name) if known is not None else asked
    which = f", {score[0].replace('_', ' ')}" if score and (known is None or len(known.changes) > 1) else ""
    return f"{named}{which}: {_WAYS.get(way, way)}"


def measure_choices(office: Office, kinds: Iterable[str]) -> dict[str, dict[str, str]]:
    """By kind of figure the measures that can answer one of it: words by measure, in the order of the words."""
    from sfph_desktop.core.store.queries.person_record import event_types

    with office.reading() as connection:
        events = event_types(connection)
    instruments = office.library.instruments()
    every = list(_every(events, instruments))
    found: dict[str, dict[str, str]] = {}
    for kind in set(kinds):
        fits = {one: measure_words(one, instruments) for one in every if not measure_trouble(kind, one, instruments)}
        found[kind] = dict(sorted(fits.items(), key=lambda one: one[1].casefold()))
    return found


def _every(events: Sequence[str], instruments: Mapping[str, Instrument]) -> Iterator[str]:
    yield from _WORDS
    for event in events:
        yield f"event:{event}"
        yield f"event_quantity:{event}"
    for known in instruments.values():
        if known.retired or known.use == "not_usable":
            continue
        one = len(known.changes) == 1
        for score in known.changes:
            for way in _WAYS:
                yield f"{known.id}.{way}" if one else f"{known.id}.{score.id}.{way}"
