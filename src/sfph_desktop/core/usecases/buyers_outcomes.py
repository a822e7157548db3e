"""Whose outcomes ours serve: frameworks chosen by country and buyer, and the official outcomes of each of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.frameworks import Buyer, Framework
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.outcome_rules import served
from sfph_desktop.core.domain.outcomes import ChosenFramework, OutcomeParts, ServedOutcome
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.outcomes import outcome_framework, outcome_parts, set_served
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library

COLUMNS = ("id", "title", "country", "version", "standing", "status", "outcomes", "official_titles", "chosen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The frameworks to choose from, those of the buyer first, and which of them are chosen."""

    frameworks: tuple[Framework, ...]
    of_buyer: int
    """So many at the beginning are what this buyer is likely to work to; the others follow."""
    chosen: tuple[ChosenFramework, ...]


def countries(library: Library) -> tuple[str, ...]:
    """The countries whose buyers are known, in order."""
    return tuple(dict.fromkeys(buyer.country for buyer in library.buyers()))


def buyers(library: Library, country: str = "") -> tuple[Buyer, ...]:
    """The kinds of buyer, of one country or of all. Raises UserCanFix for a country there are none of."""
    every = library.buyers()
    if not country:
        return every
    found = tuple(buyer for buyer in every if buyer.country.casefold() == country.strip().casefold())
    if not found:
        raise UserCanFix(
            what=f"No buyers are known for '{country}'.", do=f"Choose one of: {', '.join(countries(library))}."
        )
    return found


def frameworks_offered(office: Office, country: str = "", buyer: str = "") -> Offered:
    """Frameworks for a buyer of a country: the likeliest first, then the others of the country and of the world.

    Without a buyer: those of the country; without a country: all. Raises UserCanFix for an unknown country or buyer.
    """
    library = office.library
    asked = buyers(library, country) if country or buyer else ()
    if buyer:
        asked = tuple(one for one in asked if buyer.strip().casefold() in (one.id.casefold(), one.name.casefold()))
        if not asked:
            known = ", ".join(dict.fromkeys(one.id for one in buyers(library, country)))
            raise UserCanFix(what=f"There is no kind of buyer '{buyer}'.", do=f"Choose one of: {known}.")
    every = library.frameworks()
    first = [every[name] for name in dict.fromkeys(n for one in asked for n in one.frameworks) if name in every]
    chosen = outcome_framework(office).chosen
    held = [one.framework_id for one in chosen]
    others = [
        one for one in every.values() if one not in first and (not country or one.id in held or _belongs(one, country))
    ]
    others.sort(key=lambda one: not one.current)
    return Offered(frameworks=(*first, *others), of_buyer=len(first) if buyer else 0, chosen=chosen)


def _belongs(framework: Framework, country: str) -> bool:
    """Whether a framework is of a country, or of the whole world."""
    said = framework.jurisdiction.casefold()
    if said == "global":
        return True
    uk = "uk" in said or "england" in said
    return uk if "england" in country.casefold() else country.strip().casefold() in said


def list_frameworks(office: Office, country: str = "", buyer: str = "") -> Listing:
    """The frameworks offered, one a row: version, status, how many titles are the issuing body's own words."""
    offered = frameworks_offered(office, country, buyer)
    held = {one.framework_id for one in offered.chosen}
    rows = tuple(
        (
            one.id, one.title, one.jurisdiction, one.version, one.standing, one.status, len(one.outcomes),
            one.official_titles, one.id in held,
        )
        for one in offered.frameworks
    )  # fmt: skip
    return Listing(kind="frameworks", columns=COLUMNS, rows=rows)


def choose_framework(office: Office, framework_id: str, *, country: str = "", buyer: str = "") -> Done[ChosenFramework]:
    """Work to a framework, kept with its version and status of today; one that is chosen already stays as it is.

    Raises UserCanFix when the library has no such framework.
    """
    kept = chosen_now(office, framework_id, country=country, buyer=buyer)
    with office.writing(f"Chose the framework {kept.title}") as unit:
        from sfph_desktop.core.store.queries.values import values_of

        there = [
            one for one in values_of(unit.connection, "chosen_frameworks") if one.framework_id == kept.framework_id
        ]
        if not there:
            unit.add("chosen_frameworks", kept)
    return saved(unit, there[0] if there else kept, f"Chose {kept.title}")


def chosen_now(office: Office, framework_id: str, *, country: str = "", buyer: str = "") -> ChosenFramework:
    """A framework as it would be kept today. Raises UserCanFix when the library has none of that id."""
    framework = office.library.framework(framework_id)
    return ChosenFramework(
        framework_id=framework.id,
        title=framework.title,
        year=framework.version,
        status=framework.status,
        country=country.strip() or framework.jurisdiction,
        buyer=buyer.strip(),
        chosen_on=office.clock.today(),
    )


def drop_framework(office: Office, framework_id: str) -> Done[ChosenFramework]:
    """Work to a framework no more. Outcomes that serve one of its own keep saying so, until that is changed too.

    Raises UserCanFix when it is not chosen.
    """
    from sfph_desktop.core.store.queries.values import values_of

    with office.writing("Dropped a framework") as unit:
        there = [one for one in values_of(unit.connection, "chosen_frameworks") if one.framework_id == framework_id]
        if not there:
            raise UserCanFix(what=f"'{framework_id}' is not a framework you have chosen.", do="See: sfph outcome list.")
        unit.remove_many("chosen_frameworks", [one.id for one in there])
        unit.why = f"Dropped the framework {there[0].title}"
    return saved(unit, there[0], f"Dropped {there[0].title}")


def serve(office: Office, outcome_id: int, official: Sequence[tuple[str, str]]) -> Done[OutcomeParts]:
    """The official outcomes that one of ours serves, each as (framework id, outcome id), in place of those so far.

    Raises UserCanFix as `officials`.
    """
    parts = outcome_parts(office, outcome_id)
    wanted = officials(office.library, parts, official)
    with office.writing(f"Changed what is served: {parts.outcome.title}") as unit:
        set_served(unit, parts.outcome.id, wanted)
    return saved(unit, outcome_parts(office, outcome_id), f"Changed what “{parts.outcome.title}” serves")


def officials(library: Library, parts: OutcomeParts, official: Sequence[tuple[str, str]]) -> tuple[ServedOutcome, ...]:
    """These official outcomes, ready to be kept with one of ours; what it serves already stays as it was chosen.

    So a title that the library has in other words by now is not rewritten. Raises UserCanFix for a framework or an
    outcome that neither the library nor the outcome has.
    """
    there = {(one.framework_id, one.official_id): one for one in parts.serves}
    return tuple(there.get(key) or _found(library, parts, key) for key in dict.fromkeys(official))


def _found(library: Library, parts: OutcomeParts, key: tuple[str, str]) -> ServedOutcome:
    framework = library.framework(key[0])
    try:
        return served(parts.outcome.id, framework, framework.outcome(key[1]))
    except KeyError:
        known = ", ".join(one.id for one in framework.outcomes)
        raise UserCanFix(what=f"{framework.title} has no outcome '{key[1]}'.", do=f"Choose one of: {known}.") from None
