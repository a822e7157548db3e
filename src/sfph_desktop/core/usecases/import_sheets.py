"""Each sheet of the workbook: what is checked, and how its rows become records as the store keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from sfph_desktop.core.domain.consent_rules import WORKBOOK_COLUMNS
from sfph_desktop.core.domain.environment import COUNTED
from sfph_desktop.core.domain.value_rules import CARBON
from sfph_desktop.core.domain.values import Money, from_day
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.usecases import import_checks as check
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_people import addresses, consents, roles, unknown_consents
from sfph_desktop.core.usecases.import_settle import Records
from sfph_desktop.core.usecases.import_together import (
    group_members,
    groups,
    involvements,
    partner_contacts,
    partners,
    referrals,
)

INDICATORS = "INSTRUMENT.improved, INSTRUMENT.OUTPUT.change_sum, event:TYPE, environment:tco2e"


def people(proposal: Proposal, known: Known) -> Records:
    """People: nobody born tomorrow or dead before they were born, no row of totals."""
    check.totals_are_no_records(proposal, "person_ref")
    for column in ("date_of_birth", "referral_date", "died_on", *WORKBOOK_COLUMNS):
        check.not_ahead(proposal, column, known)
    check.in_order(proposal, "date_of_birth", "died_on")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    columns |= unknown_consents(columns, known)
    return Records(kind="people", keys=columns["person_ref"], columns=columns)


def contracts(proposal: Proposal, known: Known) -> Records:
    """Contracts: not below nothing, and not over before they begin; whom they name is written as it is known."""
    check.in_order(proposal, "start_date", "end_date")
    check.not_negative(proposal, "value")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    columns["value"] = [None if pounds is None else Money.pounds(pounds).pence for pounds in columns["value"]]
    columns["our_share"] = digits(columns["our_share"])
    columns["commissioner"] = [_commissioner(name, known) for name in columns["commissioner"]]
    return Records(kind="contracts", keys=proposal.column("contract_ref"), columns=columns)


def _commissioner(name: str, known: Known) -> str:
    """The name as the commissioner's record has it, where only capitals differ."""
    found = known.find("commissioners", name)
    return next((kept for kept, record in known.index("commissioners").items() if record == found), name)


def episodes(proposal: Proposal, known: Known) -> Records:
    """Episodes: of a person who is known, paid for by contracts that are known, in a span of days that can be."""
    persons = check.references(proposal, "person_ref", "people", known, word="person")
    check.in_order(proposal, "start_date", "end_date")
    check.not_ahead(proposal, "start_date", known)
    check.not_ahead(proposal, "end_date", known)
    check.not_before_birth(proposal, "start_date", persons, known)
    check.not_after_death(proposal, "start_date", persons, known)
    funding = _funding(proposal, known)
    services, starts = proposal.column("service"), proposal.column("start_date")
    refs = [
        ref or (f"{person}|{service}|{from_day(start).isoformat()}" if start is not None else "")
        for ref, person, service, start in zip(
            proposal.column("episode_ref"), proposal.column("person_ref"), services, starts, strict=True
        )
    ]
    return Records(
        kind="episodes",
        keys=refs,
        columns={
            "episode_ref": refs,
            "person_id": persons,
            "service": services,
            "start_date": starts,
            "end_date": proposal.column("end_date"),
            "end_reason": proposal.column("end_reason"),
        },
        parts={"funding": funding},
    )


def _funding(proposal: Proposal, known: Known) -> list[tuple[tuple[str, int], ...]]:
    """Who pays for each episode, by the references as the contracts have them."""
    named: dict[str, str | None] = {}
    refs = {record: ref for ref, record in known.index("contracts").items()}
    funding = []
    for i, shares in enumerate(proposal.column("contract_ref")):
        for ref, _share in shares or ():
            if ref not in named:
                record = known.find("contracts", ref)
                named[ref] = None if record is None else refs[record]
            if named[ref] is None:
                proposal.hold(i, "contract_ref", f"There is no contract '{ref}', in this file or in the store.",
                              "the reference of a contract")  # fmt: skip
        funding.append(tuple((named[ref] or "", share) for ref, share in shares or ()))
    return funding


def sessions(proposal: Proposal, known: Known) -> Records:
    """Sessions: on a day that has been, of some length, with no more unnamed people at least than at most."""
    check.totals_are_no_records(proposal, "session_ref")
    check.not_ahead(proposal, "date", known)
    check.above_zero(proposal, "minutes")
    check.not_more_than(proposal, "unnamed_low", "unnamed_high")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    low, high = columns["unnamed_low"], columns["unnamed_high"]
    # One count alone is both the least and, where it is the low one, the most.
    columns["unnamed_high"] = [least if most is None else most for least, most in zip(low, high, strict=True)]
    return Records(
        kind="sessions",
        keys=proposal.column("session_ref"),
        columns=columns,
        defaults={"unnamed_low": 0, "unnamed_high": 0},
    )


def attendance(proposal: Proposal, known: Known) -> Records:
    """Attendance: of a person who is known, at a session that is known."""
    at = check.references(proposal, "session_ref", "sessions", known, word="session")
    persons = check.references(proposal, "person_ref", "people", known, word="person")
    check.above_zero(proposal, "minutes")
    _alive_at(proposal, at, persons, known)
    return Records(
        kind="attendance",
        keys=list(zip(at, persons, strict=True)),
        columns={"session_id": at, "person_id": persons, "minutes": proposal.column("minutes")},
    )


def _alive_at(proposal: Proposal, at: Sequence[int | None], persons: Sequence[int | None], known: Known) -> None:
    """Hold whoever came to a session after the day on which they died."""
    deaths = known.deaths()
    if not deaths:
        return
    days = known.session_days()
    for i, (session, person) in enumerate(zip(at, persons, strict=True)):
        died, day = deaths.get(person or 0), days.get(session or 0)
        if died is not None and day is not None and day > died:
            proposal.hold(i, "session_ref", f"This session was after the person died ({from_day(died):%d/%m/%Y}).",
                          "a session before that, or another day of death in their record", doubt=True)  # fmt: skip


def events(proposal: Proposal, known: Known) -> Records:
    """Outcome events: of a person who is known, in their lifetime, on a day that has been."""
    persons = check.references(proposal, "person_ref", "people", known, word="person")
    check.not_ahead(proposal, "date", known)
    check.not_before_birth(proposal, "date", persons, known)
    check.not_after_death(proposal, "date", persons, known)
    check.not_negative(proposal, "quantity")
    columns = {"person_id": persons}
    columns |= {name: proposal.column(name) for name in ("date", "event_type", "quantity", "sustained_weeks", "note")}
    keys = list(zip(persons, columns["date"], columns["event_type"], strict=True))
    return Records(kind="events", keys=keys, columns=columns, defaults={"quantity": 1.0})


def environment(proposal: Proposal, known: Known) -> Records:
    """Environmental records: a factor that is known for the year, quantities that can be."""
    check.not_ahead(proposal, "date", known)
    check.not_negative(proposal, "quantity", "replaces_quantity")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    for name in ("factor", "replaces_factor"):
        columns[name] = [re.sub(r"^ghg_\d{4}_", "", factor.lower()) for factor in columns[name]]
        _check_factors(proposal, name, columns[name], known)
    for i, (factor, quantity) in enumerate(zip(columns["replaces_factor"], columns["replaces_quantity"], strict=True)):
        if bool(factor) != (quantity is not None):
            proposal.hold(i, "replaces_quantity", "What was replaced needs both its factor and its quantity.",
                          "replaces_factor and replaces_quantity, or neither")  # fmt: skip
    columns["displacement_rate"] = [None if rate is None else float(rate) for rate in columns["displacement_rate"]]
    keys = list(zip(*(columns[name] for name in ("date", "factor", "replaces_factor", "note")), strict=True))
    return Records(kind="environment", keys=keys, columns=columns)


def _check_factors(proposal: Proposal, column: str, factors: Sequence[str], known: Known) -> None:
    years: dict[str, list[int]] = {}
    for factor, year in known.library.ghg():
        years.setdefault(factor, []).append(year)
    named: dict[str, object] = {**years, **COUNTED}
    days = proposal.column("date")
    check.known_words(proposal, column, lambda name: named.get(re.sub(r"^ghg_\d{4}_", "", name.lower())),
                      list(named), word="conversion factor", needed="an id of the list of factors")  # fmt: skip
    for i, factor in enumerate(factors):
        if factor in years and days[i] is not None and from_day(days[i]).year not in years[factor]:
            there = ", ".join(str(year) for year in sorted(years[factor]))
            proposal.hold(i, column, f"There is no such factor for {from_day(days[i]).year}.", f"a year of {there}")


def inputs(proposal: Proposal, known: Known) -> Records:
    """What went in: a span of days, an amount, a contract that is known."""
    check.in_order(proposal, "date_from", "date_to")
    check.not_negative(proposal, "amount")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    columns["contract_ref"] = _contract_refs(proposal, known)
    columns["amount"] = digits(columns["amount"])
    keys = list(zip(*(columns[name] for name in proposal.spec.key), strict=True))
    return Records(kind="inputs", keys=keys, columns=columns)


def targets(proposal: Proposal, known: Known) -> Records:
    """Promises: of a contract that is known, in an indicator that can be worked out."""
    _check_indicators(proposal, known, "people", "contacts")
    check.not_negative(proposal, "target")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    columns["contract_ref"] = _contract_refs(proposal, known)
    keys = list(zip(*(columns[name] for name in proposal.spec.key), strict=True))
    return Records(kind="targets", keys=keys, columns=columns)


def value_lines(proposal: Proposal, known: Known) -> Records:
    """Value lines: an indicator, a value that is known and is a benefit, a time that it lasts."""
    _check_indicators(proposal, known)
    values = known.library.unit_values()

    def find(name: str) -> object:
        return name if name == CARBON else values.get(name)

    found = check.known_words(
        proposal, "unit_value", find, [*values, CARBON], word="unit value", needed="an id of the list of unit values"
    )
    for i, value in enumerate(found):
        if value is not None and value != CARBON and value.category == "parameter":
            proposal.hold(i, "unit_value", "This figure is a parameter of a sum, not the value of a benefit.",
                          "a unit value of a benefit")  # fmt: skip
    check.above_zero(proposal, "duration_years")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    columns["contract_ref"] = _contract_refs(proposal, known)
    for name in ("duration_years", "deadweight", "displacement", "attribution", "drop_off", "cashable"):
        columns[name] = digits(columns[name])
    return Records(kind="value_lines", keys=proposal.column("line_ref"), columns=columns)


def _check_indicators(proposal: Proposal, known: Known, *also: str) -> None:
    named = proposal.column("indicator")
    troubles = {
        name: check.indicator_trouble(name, known.library.instruments()) for name in set(named) if name not in also
    }
    for i, name in enumerate(named):
        if name and troubles.get(name):
            proposal.hold(i, "indicator", troubles[name], ", ".join((*also, INDICATORS)))


def workforce(proposal: Proposal, known: Known) -> Records:
    """The workforce on a day that has been."""
    check.not_ahead(proposal, "date", known)
    check.not_negative(proposal, "staff_fte")
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    return Records(kind="workforce", keys=[(day,) for day in columns["date"]], columns=columns)


def comparisons(proposal: Proposal, known: Known) -> Records:
    """Comparison groups and published rates: of a score that is known, with what each kind needs."""
    instruments = known.library.instruments()
    find = check.instrument_finder(instruments)
    found = check.known_words(proposal, "instrument", find, list(instruments), word="instrument",
                              needed="an id of the list of instruments")  # fmt: skip
    outputs, kinds = proposal.column("output"), proposal.column("kind")
    for i, instrument in enumerate(found):
        if instrument and outputs[i] and outputs[i] not in {output.id for output in instrument.outputs}:
            proposal.hold(i, "output", f"{instrument.abbreviation} has no such score.",
                          ", ".join(output.id for output in instrument.outputs))  # fmt: skip
    check.not_negative(proposal, "sd_change")
    for i, kind in enumerate(kinds):
        for name in ("pairs", "mean_change", "sd_change") if kind == "group" else ("improved_share",):
            if kind and proposal.column(name)[i] is None:
                proposal.hold(i, name, f"A comparison of the kind '{kind}' needs this.", name)
    columns = {column.name: proposal.column(column.name) for column in proposal.spec.columns}
    columns["instrument"] = [instrument.id if instrument else "" for instrument in found]
    columns["improved_share"] = [None if share is None else float(share) for share in columns["improved_share"]]
    return Records(kind="comparisons", keys=proposal.column("comparison_ref"), columns=columns)


def _contract_refs(proposal: Proposal, known: Known) -> list[str]:
    """The column of contract references, as the contracts have them; rows naming an unknown one are held."""
    found = check.references(proposal, "contract_ref", "contracts", known, word="contract")
    refs = {record: ref for ref, record in known.index("contracts").items()}
    return ["" if record is None else refs[record] for record in found]


def digits(numbers: Sequence[float | Decimal | None]) -> list[str | None]:
    """Numbers as their digits, as the store keeps what must stay exact."""
    return [None if number is None else exact(number) for number in numbers]


def exact(number: float | Decimal | str) -> str:
    """A number as its digits without needless noughts, so that 0.30 and 0.3 are one."""
    plain = Decimal(str(number))
    return format(plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain.normalize(), "f")


SHEETS: dict[str, Callable[[Proposal, Known], Records]] = {
    "people": people,
    "contracts": contracts,
    "episodes": episodes,
    "sessions": sessions,
    "attendance": attendance,
    "events": events,
    "environment": environment,
    "inputs": inputs,
    "targets": targets,
    "value_lines": value_lines,
    "workforce": workforce,
    "comparisons": comparisons,
    "addresses": addresses,
    "consents": consents,
    "roles": roles,
    "partners": partners,
    "referrals": referrals,
    "partner_contacts": partner_contacts,
    "involvements": involvements,
    "groups": groups,
    "group_members": group_members,
}
"""By sheet; `assessments` are read by `import_assessments`."""
