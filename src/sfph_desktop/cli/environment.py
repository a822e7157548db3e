"""Commands for the environment: what may be recorded, and records listed, added, changed, removed."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.environment import KINDS, EnvironmentActivity, EnvironmentWorked, in_factor_units
from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.shared_journeys import SharedJourneys
from sfph_desktop.core.usecases import environment as planet
from sfph_desktop.core.usecases import shared_journeys
from sfph_desktop.core.usecases.office import Office


def activities(asked: Namespace, saying: Saying) -> None:
    """What may be recorded, with the years there are official factors for."""
    with opened(asked) as office:
        found = planet.search_activities(office.library, " ".join(asked.text), asked.kind)
    rows = tuple((one.factor, one.name, one.unit, KINDS[one.kind], _years(one)) for one in found)
    listing = Listing(kind="activities", columns=("id", "name", "unit", "kind", "years"), rows=rows)
    saying.listing(listing, as_json=asked.json, hide_id=False)


def _years(one: EnvironmentActivity) -> str:
    return f"{one.years[0]} to {one.years[-1]}" if len(one.years) > 1 else "".join(str(year) for year in one.years)


def records(asked: Namespace, saying: Saying) -> None:
    """Every record, the latest first."""
    with opened(asked) as office:
        found = planet.list_environment(office, " ".join(asked.text))
    shown = ("id", "date", "what", "amount", "unit", "in_place_of", "displacement", "note")
    saying.listing(found, as_json=asked.json, hide_id=False, columns=shown)


def change(asked: Namespace, saying: Saying) -> None:
    """Add a record, change what is named of one, or remove it."""
    with opened(asked) as office:
        known = planet.activities(office.library)
        if asked.action == "add":
            bare = EnvironmentRecord(date=office.clock.today(), factor="", quantity=0.0)
            found = planet.add_record(office, _given(asked, bare, known)).value
        else:
            before = planet.environment_record(office, asked.number)
            if asked.action == "remove":
                done = planet.remove_record(office, before.id)
                saying.either(asked.json, {"removed": before.id}, lambda: saying.line(f"{done.why}."))
                return
            found = planet.change_record(office, _given(asked, before, known)).value
        document = _document(office, found)
    saying.either(asked.json, document, lambda: _tell(document, saying))


def journeys(asked: Namespace, saying: Saying) -> None:
    """What a session's register offers of journeys shared; with the distances, the record of it."""
    with opened(asked) as office:
        offer = shared_journeys.offer_of(office, asked.session)
        if asked.km is None or asked.driven is None:
            told = (
                f"{offer.title}, {offer.day:%d/%m/%Y}: {offer.words} Say --km, what one of them would have driven "
                "there and back (addresses say no distance), and --driven, what the vehicle drove altogether; "
                f"--people, who would have driven (one from each home unless said: {offer.homes}). "
                "Nothing was written down."
            )
            saying.either(asked.json, asdict(offer), lambda: saying.line(told))
            return
        people = offer.homes if asked.people is None else asked.people
        said = SharedJourneys(people=people, km_each=asked.km, km_driven=asked.driven, vehicle=asked.vehicle)
        document = _document(office, shared_journeys.share_journeys(office, offer, said).value)
    saying.either(asked.json, document, lambda: _tell(document, saying))


def _given(asked: Namespace, record: EnvironmentRecord, known: dict[str, EnvironmentActivity]) -> EnvironmentRecord:
    """The record with whatever was named of it; amounts in the factor's own unit."""
    names = ("factor", "replaces_factor", "displacement_rate", "displacement_reason", "note")
    changes: dict[str, Any] = {name: said for name in names if (said := getattr(asked, name, None)) is not None}
    if asked.day is not None:
        changes["date"] = asked.day
    if changes.get("replaces_factor") == "" or asked.not_goods:
        changes |= {"displacement_rate": None, "displacement_reason": ""}
    if changes.get("replaces_factor") == "":
        changes["replaces_quantity"] = None
    made = replace(record, **changes)
    if asked.amount is not None:
        made = replace(made, quantity=_amount(asked.amount, asked.unit, known.get(made.factor)))
        same = record.replaces_quantity == record.quantity  # what was as much stays as much
        made = replace(made, replaces_quantity=None) if same and made.replaces_factor else made
    if asked.replaces_amount is not None:
        other = known.get(made.replaces_factor)
        made = replace(made, replaces_quantity=_amount(asked.replaces_amount, asked.replaces_unit, other))
    return made


def _amount(amount: float, unit: str, activity: EnvironmentActivity | None) -> float:
    if not unit or activity is None:
        return amount
    from sfph_desktop.core.domain.environment import units_of

    offered = (*units_of(activity.unit), activity.unit)
    said = next((one for one in offered if one.casefold().startswith(unit.strip().casefold())), "")
    if not said:
        raise UserCanFix(what=f"{activity.name} is not counted in '{unit}'.", do=f"Accepted: {', '.join(offered)}.")
    return in_factor_units(amount, said, activity.unit)


def _document(office: Office, record: EnvironmentRecord) -> dict[str, Any]:
    known = planet.activities(office.library)
    comes_to: EnvironmentWorked = planet.worked(office.library, record)
    amount, unit = planet.said_quantity(record, known)
    return {
        "id": record.id,
        "date": record.date,
        "factor": record.factor,
        "what": planet.name_of(record.factor, known),
        "amount": amount,
        "unit": unit,
        "quantity": record.quantity,
        "replaces_factor": record.replaces_factor or None,
        "replaces_quantity": record.replaces_quantity,
        "displacement_rate": record.displacement_rate,
        "displacement_reason": record.displacement_reason,
        "note": record.note,
        "factor_year": comes_to.year,
        "saved_kgco2e": comes_to.kg,
        "least_kgco2e": comes_to.low,
        "most_kgco2e": comes_to.high,
        "said": comes_to.said,
        "range": comes_to.range_said,
        "factors": list(comes_to.factors),
        "notes": list(comes_to.notes),
    }


def _tell(document: dict[str, Any], saying: Saying) -> None:
    saying.line(f"{document['id']}  {document['date']:%d/%m/%Y}  {document['said']}")
    for text in (document["range"], *document["factors"], *document["notes"]):
        if text:
            saying.line(f"  {text}")
