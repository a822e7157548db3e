"""The reference library for people: lists of what it holds, and packs that make it newer or larger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.frameworks import Framework, PackInfo
from sfph_desktop.core.domain.impact_facts import ReferenceFacts
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.value_rules import standing_words
from sfph_desktop.core.domain.values import from_day, said_day, to_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.reference.packs import Pack

MOST_TOLD = 20
USES = {
    "scored": "answers are scored",
    "import_only": "ready scores only",
    "not_usable": "not offered: the owner must approve it first",
}


def list_instruments(library: Library, text: str = "") -> Listing:
    """Every instrument with what may be done with it here; `text` keeps those that hold it."""
    rows = [
        (
            found.id, found.abbreviation, found.name, found.construct, found.level, len(found.items) or None,
            ", ".join(output.id for output in found.outputs if output.op != "rating"), USES[found.use],
            "yes" if found.wording_held else "no", graded(found), found.licence_class, found.user_must_do,
            found.version,
        )
        for found in library.instruments().values()
    ]  # fmt: skip
    columns = (
        "id", "short_name", "name", "construct", "level", "items", "scores", "use", "wording_held", "confidence",
        "licence_class", "user_must_do", "version",
    )  # fmt: skip
    return listing("instruments", columns, sorted(rows), text)


def graded(instrument: Instrument) -> str:
    """How sure we are of a definition; a scoring that somebody only remembers says so."""
    remembered = instrument.definition["scoring"].get("status") == "remembered"
    return f"{instrument.confidence}: scoring remembered, not seen" if remembered else instrument.confidence


def list_values(library: Library, text: str = "") -> Listing:
    """Every unit value as its publisher printed it; `text` keeps those that hold it."""
    rows = [
        (
            found.id, found.title, float(found.value), number(found.low), number(found.high), found.unit,
            found.price_year or "undated", found.geography, found.category, found.payer,
            standing_words(found), found.source_title, found.publisher,
            found.year_published, found.url, found.licence, found.pack, found.notes,
        )
        for found in library.unit_values().values()
    ]  # fmt: skip
    columns = (
        "id", "title", "value", "low", "high", "unit", "price_year", "geography", "category", "payer", "standing",
        "source", "publisher", "year_published", "url", "licence", "pack", "notes",
    )  # fmt: skip
    return listing("values", columns, rows, text)


def list_frameworks(library: Library, text: str = "") -> Listing:
    """Every outcome framework, with how many of its titles were read in the issuing body's own words."""
    rows = [
        (
            found.id, found.title, found.jurisdiction, found.year, found.status, len(found.outcomes),
            sum(outcome.official for outcome in found.outcomes),
        )
        for found in library.frameworks().values()
    ]  # fmt: skip
    columns = ("id", "title", "jurisdiction", "year", "status", "outcomes", "official_titles")
    return listing("frameworks", columns, rows, text)


def list_thresholds(library: Library, text: str = "") -> Listing:
    """Every procurement threshold, with a caution beside each that was not read in the issuing body's own words."""
    rows = [
        (
            found.id, found.title, number(found.value), found.jurisdiction, found.effective_from, found.effective_to,
            found.triggers, found.caution or "official", found.source, found.url,
        )
        for found in library.thresholds().values()
    ]  # fmt: skip
    columns = (
        "id",
        "title",
        "value",
        "jurisdiction",
        "effective_from",
        "effective_to",
        "triggers",
        "standing",
        "source",
        "url",
    )
    return listing("thresholds", columns, rows, text)


def list_outcomes(library: Library, framework_id: str) -> Listing:
    """The outcomes of one framework; UserCanFix when there is no such framework."""
    rows = [
        (found.id, found.title, found.caution or "official", found.source, found.url, found.licence)
        for found in library.framework(framework_id).outcomes
    ]
    return listing("outcomes", ("id", "title", "standing", "source", "url", "licence"), rows)


def framework(library: Library, framework_id: str) -> Framework:
    """One framework with its outcomes; UserCanFix naming those there are."""
    return library.framework(framework_id)


# --- packs ------------------------------------------------------------------------------------------------------------


def packs(office: Office) -> Listing:
    """The packs loaded into this office, with who declared the right to use the licensed ones."""
    rows = [
        (
            info.id, info.name, info.version, info.publisher, info.licence, info.made, info.licensed,
            info.declared_by, info.declared_on, info.licensed_until, ", ".join(info.holds),
        )
        for info in (pack.info for pack in packs_in(office))
    ]  # fmt: skip
    columns = (
        "id", "name", "version", "publisher", "licence", "made", "licensed", "declared_by", "declared_on",
        "licensed_until", "holds",
    )  # fmt: skip
    return listing("packs", columns, rows)


def packs_in(office: Office) -> tuple[Pack, ...]:
    """Every pack kept in the store, in the order of loading, with who declared the right to use it and when."""
    from sfph_desktop.core.reference.packs import from_bytes

    with office.reading() as connection:
        kept = connection.exec_driver_sql(
            "SELECT id, name, declared_by, declared_on, content FROM packs ORDER BY id"
        ).all()
    found = []
    for record_id, name, declared_by, declared_on, content in kept:
        pack = from_bytes(content, name)
        declared = "" if declared_on is None else from_day(declared_on).isoformat()
        info = replace(pack.info, id=record_id, declared_by=declared_by or "", declared_on=declared)
        found.append(replace(pack, info=info))
    return tuple(found)


def add_pack(office: Office, path: Path, declared_by: str = "") -> Done[PackInfo]:
    """Check a pack (a folder or a zip) and keep it in the store; its rows supersede and extend the library from now on.

    Raises UserCanFix, and keeps nothing, when anything in it is wrong, when this version is loaded already, or when it
    is licensed and nobody has declared the right to use it.
    """
    from sfph_desktop.core.reference.packs import read_pack

    return keep_pack(office, read_pack(path), declared_by)


def keep_pack(office: Office, pack: Pack, declared_by: str = "") -> Done[PackInfo]:
    """Check a pack that was read, or made here, and keep it; UserCanFix as `add_pack`."""
    from sfph_desktop.core.reference.checker import check_pack
    from sfph_desktop.core.reference.packs import to_bytes

    person = declared_by.strip()
    if problems := check_pack(pack):
        raise refused(pack, problems)
    loaded, today = packs_in(office), office.clock.today()
    if ended(pack.info, today):
        raise UserCanFix(
            what=f"The licence of {pack.info} ended on {said_day(date.fromisoformat(pack.info.licensed_until))}.",
            why="Its values may not be used any more. Nothing was loaded.",
            do=f"Ask {pack.info.publisher} for a pack under a licence that still runs.",
        )
    if any(old.info.label == pack.info.label for old in loaded):
        raise UserCanFix(what=f"{pack.info} is loaded already.", do="Load a newer version of it, or leave it as it is.")
    must_fit(office.library.with_packs(lambda: (*loaded, pack)), pack)
    if pack.info.licensed and not person:
        raise UserCanFix(
            what=f"{pack.info} may only be used by those who hold a licence.",
            why=f"You would declare: {pack.info.declaration.rstrip('.')}.",
            do="Load it again and say who declares this.",
        )
    row = (
        pack.info.name, pack.info.version, pack.info.publisher, pack.info.licence, int(pack.info.licensed), person,
        to_day(today) if person else None, to_bytes(pack),
    )  # fmt: skip
    why = f"Loaded {pack.info}"
    with office.writing(why) as unit:
        unit.insert_many("packs", PACK_COLUMNS, [row])
    office.library.forget()
    info = replace(pack.info, declared_by=person, declared_on=today.isoformat() if person else "")
    return Done(value=info, changed=frozenset({"packs"}), unit_id=unit.id, why=why)


def ended(info: PackInfo, today: date) -> bool:
    """Whether the licence of a pack has ended before this day."""
    return bool(info.licensed_until) and info.licensed_until < today.isoformat()


def reference_facts(office: Office, on: date | None = None) -> ReferenceFacts:
    """What a run of the toolkit may use on a day (today); values of packs whose licence had ended are marked so."""
    today = on or office.clock.today()
    over = {info.label: info.licensed_until for info in office.library.packs() if ended(info, today)}
    return replace(office.library.reference_facts(), expired=over)


PACK_COLUMNS = ("name", "version", "publisher", "licence", "licensed", "declared_by", "declared_on", "content")


def must_fit(library: Library, pack: Pack) -> None:
    """Raises UserCanFix when the library cannot be read, or not scored, with this pack in it."""
    library.reference_facts()
    library.frameworks()
    library.thresholds()
    years = list(library.deflator())
    if years != list(range(years[0], years[-1] + 1)):
        raise refused(
            pack, [Problem(file="gdp_deflator.csv", reason=f"The series would have a gap after {gap_after(years)}")]
        )
    for name in pack.info.holds:
        if name.startswith("measures/"):
            must_score(library.instrument(name.removeprefix("measures/").removesuffix(".json")), pack, name)


def gap_after(years: Sequence[int]) -> int:
    """The year after which the next one is missing."""
    return next(year for year in years if year + 1 not in years)


def must_score(instrument: Instrument, pack: Pack, name: str) -> None:
    """Score three forms by the pack's own definition; UserCanFix when its rules cannot be followed."""
    from sfph_desktop.core.toolkit.scoring import score

    if instrument.use != "scored":
        return
    lowest = [item.options[0].value if item.options else item.min for item in instrument.items]
    highest = [item.options[-1].value if item.options else item.max for item in instrument.items]
    try:
        for answers in (lowest, highest, [None for _ in instrument.items]):
            score(instrument, answers)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        problem = Problem(file=name, reason=f"Its scoring rules cannot be followed ({type(error).__name__}: {error})")
        raise refused(pack, [problem]) from None


def refused(pack: Pack, problems: Sequence[Problem]) -> UserCanFix:
    """The refusal of a pack, with the first of what is wrong."""
    wrong = "1 thing in it is wrong" if len(problems) == 1 else f"{len(problems)} things in it are wrong"
    return UserCanFix(
        what=f"{pack.info} was not loaded: {wrong}.",
        why=str(problems[0]),
        do=f"Ask {pack.info.publisher} for a sound copy.",
        problems=tuple(problems[:MOST_TOLD]),
    )


# --- lists ------------------------------------------------------------------------------------------------------------


def listing(kind: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], text: str = "") -> Listing:
    """A list, with only the rows that hold every word of `text` somewhere (capitals apart)."""
    words = text.casefold().split()
    kept = [row for row in rows if all(word in " ".join(map(str, row)).casefold() for word in words)]
    return Listing(kind=kind, columns=columns, rows=tuple(kept))


def number(value: object) -> float | None:
    """A decimal as a plain number for a list; None stays None."""
    return None if value is None else float(str(value))
