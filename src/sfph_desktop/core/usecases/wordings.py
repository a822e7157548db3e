"""The wording of an instrument that may not be shipped: how it is had from its owner, and typing it for own use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.own_measures import TypedWording, Wording
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.measures import offered
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPage:
    """What there is of an instrument's wording, and what its owner asks for."""

    instrument: Instrument
    may_type: bool
    """The wording is not held, and its owner's terms may allow the office to use it."""
    kept: Wording | None = None
    typed: TypedWording = field(default_factory=TypedWording)

    @property
    def declaration(self) -> str:
        """What whoever types the wording declares."""
        return (
            f"I declare that we may use the wording of {self.instrument.abbreviation} under its owner's terms, that it "
            "is typed as in our own copy, and that it stays in this office."
        )


def wording_page(office: Office, instrument_id: str) -> WordingPage:
    """The wording of one instrument. Raises UserCanFix when there is no such instrument, or it may not be used here."""
    from sfph_desktop.core.store.queries.own_measures import wording_of

    instrument = offered(office, instrument_id)
    with office.reading() as connection:
        kept = wording_of(connection, instrument_id)
    may_type = instrument.use == "scored" and (kept is not None or not instrument.wording_held) and not instrument.own
    typed = _typed(json.loads(kept.texts)) if kept is not None else TypedWording()
    return WordingPage(instrument=instrument, may_type=may_type and not instrument.own_goals, kept=kept, typed=typed)


def wording_to_fill(office: Office, instrument_id: str) -> str:
    """A JSON document to be filled in with the wording of one's own copy. Raises UserCanFix as `wording_page`."""
    from sfph_desktop.core.interchange.wording_json import wording_json

    return wording_json(wording_page(office, instrument_id).instrument)


def wording_from_file(office: Office, instrument_id: str, path: Path) -> TypedWording:
    """The wording in a JSON file. Raises UserCanFix naming the place that is not as it should be."""
    from sfph_desktop.core.interchange.wording_json import read_wording_json

    return read_wording_json(path, wording_page(office, instrument_id).instrument)


def type_wording(
    office: Office, instrument_id: str, wording: TypedWording, *, declared_by: str, terms: str
) -> Done[Wording]:
    """Keep the wording for the office's own use; from now on the instrument can be shown and printed.

    `terms`: the registration, licence or permission it is used under. Raises UserCanFix naming what is missing, and
    for an instrument whose wording is here already or may not be kept.
    """
    from sfph_desktop.core.store.queries.own_measures import wording_of

    page = wording_page(office, instrument_id)
    if not page.may_type:
        raise UserCanFix(
            what=f"The wording of {page.instrument.abbreviation} is not typed here.",
            why="It is here already." if page.instrument.wording_held else page.instrument.licence,
            do="Choose an instrument whose wording is not held.",
        )
    refuse(wording_problems(page.instrument, wording, declared_by, terms))
    made = Wording(
        instrument=instrument_id,
        texts=json.dumps(_written(wording), ensure_ascii=False),
        declared_by=declared_by.strip(),
        declared_on=office.clock.today(),
        terms=terms.strip(),
    )
    with office.writing(f"Typed the wording of {page.instrument.abbreviation}") as unit:
        kept = wording_of(unit.connection, instrument_id)
        if kept is None:
            made = replace(made, id=unit.add("wordings", made))
        else:
            made = replace(made, id=kept.id)
            unit.change("wordings", made)
    office.library.forget()
    return saved(unit, made, f"Typed the wording of {page.instrument.abbreviation}")


def take_out_wording(office: Office, instrument_id: str) -> Done[Wording]:
    """Take the typed wording out again, as when a licence ends. Raises UserCanFix when there is none."""
    from sfph_desktop.core.store.queries.own_measures import wording_of

    with office.writing("Took a wording out") as unit:
        kept = wording_of(unit.connection, instrument_id)
        if kept is None:
            raise gone("This wording")
        unit.remove("wordings", kept.id)
    office.library.forget()
    return saved(unit, kept, "Took the wording out")


def wording_problems(
    instrument: Instrument, wording: TypedWording, declared_by: str, terms: str
) -> tuple[Problem, ...]:
    """What keeps the wording from being used: a question without words, nobody who declares, no terms."""
    found = []
    for place, item in enumerate(instrument.items, start=1):
        text = wording.items.get(item.id, "").strip()
        if not text:
            found.append(problem(f"item_{place}", "", f"Question {place} has no words yet.", "the words of your copy"))
        elif len(text) > LONGEST:
            found.append(problem(f"item_{place}", "", f"Question {place} is too long.", f"up to {LONGEST:,} signs"))
    found += _wrong_labels(instrument, wording)
    if not declared_by.strip():
        found.append(problem("declared_by", "", "It is not said who declares this.", "the name of whoever may"))
    if not terms.strip():
        found.append(
            problem("terms", "", "It is not said under what terms.", "a registration number, licence or permission")
        )
    return tuple(found)


def _wrong_labels(instrument: Instrument, wording: TypedWording) -> list[Problem]:
    """Words for an answer that no question takes, or that this question does not take."""
    takes = {item.id: {f"{option.value:g}" for option in item.options} for item in instrument.items}
    every = {value for values in takes.values() for value in values}
    found = [_no_answer("answers", value, every) for value in wording.options if value not in every]
    for place, item in enumerate(instrument.items, start=1):
        own = wording.item_options.get(item.id, {})
        found += [_no_answer(f"item_{place}", value, takes[item.id]) for value in own if value not in takes[item.id]]
    return found


def _no_answer(where: str, value: str, takes: set[str]) -> Problem:
    accepted = ", ".join(sorted(takes, key=float)) or "a number without words"
    asked = f"Question {where.removeprefix('item_')}" if where.startswith("item_") else "No question"
    said = f"{asked} does not take {value}." if asked != "No question" else f"No question takes {value}."
    return problem(where, value, said, accepted)


def _written(wording: TypedWording) -> dict[str, Any]:
    """In the shape of the library's wording files."""
    items: dict[str, dict[str, Any]] = {name: {"text": text.strip()} for name, text in wording.items.items()}
    for name, options in wording.item_options.items():
        items.setdefault(name, {})["options"] = _filled(options)
    return {"stem": wording.stem.strip() or None, "options": _filled(wording.options), "items": items}


def _filled(words: Mapping[str, str]) -> dict[str, str]:
    return {value: label.strip() for value, label in words.items() if label.strip()}


def _typed(kept: Mapping[str, Any]) -> TypedWording:
    items = kept["items"]
    return TypedWording(
        stem=kept["stem"] or "",
        items={name: words["text"] for name, words in items.items() if "text" in words},
        options=kept["options"],
        item_options={name: words["options"] for name, words in items.items() if words.get("options")},
    )
