"""Questionnaires an office makes itself. A definition that somebody has answered is never edited, only superseded."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.own_form_rules import form_problems
from sfph_desktop.core.domain.own_forms import OwnForm
from sfph_desktop.core.domain.own_measures import OWN_MARK, OwnInstrument
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse, refused
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """An own questionnaire as its maker sees it."""

    form: OwnForm
    name: str
    """Its id."""
    version: int
    source: str
    used: bool
    """Somebody has answered it, or holds a paper of it: it can be superseded only."""
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """A form that was read from a file, and what is different from the file, in sentences."""

    form: OwnForm
    remarks: tuple[str, ...] = ()


def preview_form(form: OwnForm) -> Instrument:
    """The instrument that a form would make, for looking at; also of one that is not whole yet.

    Raises UserCanFix when something in it cannot be.
    """
    from sfph_desktop.core.reference.own_definitions import definition_of, own_instrument

    refuse(form_problems(form))
    return own_instrument(_as_json(definition_of(form, "own_preview")))


def form_from_file(path: Path) -> ReadForm:
    """The questionnaire in an XLSForm or in a JSON file of another office, with what could not be taken along.

    Raises UserCanFix for what cannot be read, or asks for what cannot be kept here. Touches no store.
    """
    from sfph_desktop.core.interchange.own_json import read_own_json
    from sfph_desktop.core.interchange.xlsform import read_xlsform

    if path.suffix.casefold() == ".json":
        return ReadForm(form=read_own_json(path))
    found = read_xlsform(path)
    return ReadForm(form=found.form, remarks=found.remarks)


def form_as_json(form: OwnForm) -> str:
    """A form as a JSON document, for another office or for keeping."""
    from sfph_desktop.core.interchange.own_json import own_json

    return own_json(form)


def own_page(office: Office, name: str) -> OwnPage:
    """An own questionnaire, to be looked at and changed. Raises UserCanFix when there is none of that id."""
    from sfph_desktop.core.reference.own_definitions import form_of
    from sfph_desktop.core.store.queries import own_measures

    with office.reading() as connection:
        kept = own_measures.newest_edition(connection, name)
        used = own_measures.is_used(connection, name)
    if kept is None:
        raise gone("This questionnaire")
    return OwnPage(
        form=form_of(json.loads(kept.definition)),
        name=name,
        version=kept.version,
        source=kept.source,
        used=used,
        retired=kept.retired_on is not None,
    )


def add_instrument(office: Office, form: OwnForm, source: str = "form") -> Done[Instrument]:
    """Put a new questionnaire into use: it is scored, imported, printed and counted like those of the library.

    Raises UserCanFix naming every place that is wrong, or when its name is that of another instrument.
    """
    refuse(form_problems(form))
    with office.writing("Made a questionnaire") as unit:
        name = _free_name(office, form)
        _add(office, unit, form, name, 1, source)
        unit.why = f"Made the questionnaire {form.short_name.strip()}"
    return _told(office, unit, name, unit.why)


def change_instrument(office: Office, name: str, form: OwnForm) -> Done[Instrument]:
    """Change an own questionnaire, or supersede it where somebody has answered it already.

    Not answered yet: the definition is replaced. Answered, and only its words differ: a new edition under the same
    name, compared with the old one. Answered, and it would score otherwise: a questionnaire of its own, because the
    two cannot be compared; the old one is put away. Raises UserCanFix as `add_instrument` does.
    """
    from sfph_desktop.core.reference.own_definitions import definition_of, scoring_part
    from sfph_desktop.core.store.queries import own_measures

    refuse(form_problems(form))
    short = form.short_name.strip()
    with office.writing("Changed a questionnaire") as unit:
        kept = own_measures.newest_edition(unit.connection, name)
        if kept is None:
            raise gone("This questionnaire")
        _check_name(office, form, but=name)
        made = definition_of(form, name)
        if not own_measures.is_used(unit.connection, name):
            unit.change("own_instruments", replace(kept, definition=_as_json(made)))
            unit.why = f"Changed the questionnaire {short}"
        elif scoring_part(made) == scoring_part(json.loads(kept.definition)):
            _add(office, unit, form, name, kept.version + 1, kept.source)
            unit.why = f"Made edition {kept.version + 1} of the questionnaire {short}"
        else:
            unit.change("own_instruments", replace(kept, retired_on=office.clock.today()))
            name = _free_name(office, form, but=name)
            _add(office, unit, form, name, 1, kept.source)
            unit.why = f"Superseded the questionnaire {short}"
    return _told(office, unit, name, unit.why)


def put_away_instrument(office: Office, name: str, *, away: bool = True) -> Done[Instrument]:
    """Offer an own questionnaire no more, or again; what was answered stays. Raises UserCanFix when it is gone."""
    from sfph_desktop.core.store.queries import own_measures

    with office.writing("Put a questionnaire away") as unit:
        kept = own_measures.newest_edition(unit.connection, name)
        if kept is None:
            raise gone("This questionnaire")
        unit.change("own_instruments", replace(kept, retired_on=office.clock.today() if away else None))
        short = json.loads(kept.definition)["abbreviation"]
        unit.why = f"Put the questionnaire {short} {'away' if away else 'back into use'}"
    return _told(office, unit, name, unit.why)


# --- inside -----------------------------------------------------------------------------------------------------------


def _add(office: Office, unit: Unit, form: OwnForm, name: str, version: int, source: str) -> None:
    from sfph_desktop.core.reference.own_definitions import definition_of

    unit.add(
        "own_instruments",
        OwnInstrument(
            instrument=name,
            version=version,
            definition=_as_json(definition_of(form, name)),
            source=source,
            made_on=office.clock.today(),
        ),
    )


def _told(office: Office, unit: Unit, name: str, why: str) -> Done[Instrument]:
    """Read the library anew, so that everything sees the questionnaire as it is now."""
    office.library.forget()
    return saved(unit, office.library.instruments()[name], why)


def _free_name(office: Office, form: OwnForm, *, but: str = "") -> str:
    """An id that nothing bears: own_ and the short name; UserCanFix when another instrument is called so."""
    _check_name(office, form, but=but)
    front = OWN_MARK + (slug(form.short_name) or "questionnaire")
    known = office.library.instruments()
    return next(name for name in (front, *(f"{front}_{n}" for n in range(2, 10_000))) if name not in known)


def _check_name(office: Office, form: OwnForm, *, but: str) -> None:
    short = form.short_name.strip().casefold()
    for other in office.library.instruments().values():
        if other.id != but and not other.retired and short in {other.abbreviation.casefold(), other.id.casefold()}:
            said = f"{other.name} is called {other.abbreviation} already."
            raise refused((problem("short_name", form.short_name, said, "a short name of its own"),))


def slug(text: str) -> str:
    """A text as part of an id: small letters without accents, digits and underscores."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]


def _as_json(definition: object) -> str:
    return json.dumps(definition, ensure_ascii=False, sort_keys=True)


def must_be_own(name: str) -> None:
    """Raises UserCanFix for an instrument of the library, which nobody changes here."""
    if not name.startswith(OWN_MARK):
        raise UserCanFix(
            what=f"{name} is not one of your own questionnaires.",
            why="Those of the library are kept as their authors published them.",
            do="Make your own, or choose one whose id begins with own_.",
        )
