"""What a target may count in this office, in words by its name."""

from __future__ import annotations

from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.paces import what_is_counted


def offered(office: Office) -> dict[str, str]:
    """People, visits, every kind of event recorded, and better scores of every questionnaire that was filled in."""
    from sfph_desktop.core.store.queries.targets import recorded

    with office.reading() as connection:
        events, used = recorded(connection)
    names = ["people", "contacts", *(f"event:{one}" for one in events)]
    found = {name: what_is_counted(name) for name in names}
    for one in used:
        instrument = office.library.known_instrument(one)
        if instrument is None or instrument.use != "scored":
            continue
        known = instrument.abbreviation or instrument.name
        found[f"{one}.improved"] = f"people better by {known}"
        if instrument.caseness is not None:
            found[f"{one}.recovered"] = f"people no longer at risk by {known}"
    return found
