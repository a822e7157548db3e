"""Who was worked with, worked out a second time from the workbook's rows: partners, referrals each way, first contact.

Written from what the words of the summary say, with plain loops; it shares no code with the program.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import median

ENDED = ("started", "declined", "withdrawn", "unsuitable", "no_reply", "referred_on", "not_known")


def partnership(
    rows: dict[str, list[dict[str, object]]], start: date, end: date, *, service: str = "", contract: str = ""
) -> dict[str, object]:
    kinds = {one["partner_ref"]: one["kind"] for one in rows["partners"]}
    known = {one["name"].casefold(): one["partner_ref"] for one in rows["partners"]}
    mine = {
        e["person_ref"]
        for e in rows["episodes"]
        if (not service or e["service"] == service) and (not contract or contract in (e.get("contract_ref") or ""))
    }
    made = [dict(one) for one in rows["referrals"]] + told(rows, known)
    counted = [one for one in made if start <= one["made_on"] <= end and takes(one, mine, service, contract)]
    into = [one for one in counted if (one.get("direction") or "in") == "in"]
    out = [one for one in counted if one.get("direction") == "out"]
    waits = [
        (one["first_contact_on"] - one["made_on"]).days
        for one in into
        if one.get("first_contact_on") and one["first_contact_on"] <= end
    ]
    with_whom = {one["partner_ref"] for one in counted if one.get("partner_ref")}
    return {
        "partners": dict(Counter(kinds[ref] for ref in with_whom)),
        "referred_in": len(into),
        "people_in": len({one["person_ref"] for one in into}),
        "in_by_kind": dict(Counter(kinds.get(one.get("partner_ref"), "none") for one in into)),
        "contacted": len(waits),
        "median_days": median(waits) if waits else None,
        "waiting": sum(not met(one, end) and not over(one, end) for one in into),
        "not_known": sum(one.get("outcome") == "not_known" and not met(one, end) for one in into),
        "started": sum(one.get("outcome") == "started" and over(one, end) for one in into),
        "referred_out": len(out),
        "people_out": len({one["person_ref"] for one in out}),
        "out_by_kind": dict(Counter(kinds.get(one.get("partner_ref"), "none") for one in out)),
    }


def told(rows: dict, known: dict) -> list[dict]:
    """What the people's sheet alone says of a referral: no referral in of that person and day is in the other sheet."""
    there = {(one["person_ref"], one["made_on"]) for one in rows["referrals"] if one.get("direction") != "out"}
    found = []
    for person in rows["people"]:
        day, source = person.get("referral_date"), person.get("referral_source") or ""
        if day and (person["person_ref"], day) not in there:
            ref = known.get(source.casefold())
            found.append(
                {"person_ref": person["person_ref"], "made_on": day, "partner_ref": ref, "outcome": "not_known"}
            )
    return found


def takes(one: dict, mine: set, service: str, contract: str) -> bool:
    named = one.get("service") or ""
    if contract:
        return one["person_ref"] in mine and (not named or not service or named == service)
    if service:
        return named == service or (not named and one["person_ref"] in mine)
    return True


def met(one: dict, end: date) -> bool:
    return bool(one.get("first_contact_on")) and one["first_contact_on"] <= end


def over(one: dict, end: date) -> bool:
    day = one.get("outcome_on")
    return one.get("outcome") in ENDED and (day is None or day <= end)
