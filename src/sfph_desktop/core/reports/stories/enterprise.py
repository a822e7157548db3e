"""What the store says of the enterprise itself, section by section; counts of people are guarded as in any summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.partner_rules import KIND_WORDS
from sfph_desktop.core.domain.schedule import said_rhythm
from sfph_desktop.core.domain.small_numbers import crossing_open
from sfph_desktop.core.domain.story_page import EnterpriseRecord, Fact
from sfph_desktop.core.reports import benchmark_words, wording
from sfph_desktop.core.reports.summaries.full import own_workforce
from sfph_desktop.core.reports.summaries.telling import Telling, told_run

ROUTE_WORDS = {
    "contract": "by tender",
    "sla": "by service level agreement",
    "grant": "by grant",
    "sales": "by sales",
    "subcontract": "as a subcontractor of others",
    "psp": "by public social partnerships",
    "": "by a way that is not written down",
}
MOST = 8
"""Of a list of names: so many are told, and how many more there are."""
_FINDINGS = 3
"""Of each level: so many figures, the strongest."""


def enterprise_facts(record: EnterpriseRecord) -> dict[str, tuple[Fact, ...]]:
    """By section: what the store says. A section it is silent on is not there."""
    run = None if record.run is None else told_run(record.run)
    told = {
        "serves": tuple(_serves(record, run)),
        "does": tuple(_does(record)),
        "people": tuple(_people(record, run)),
        "money": tuple(_money(record)),
        "outcomes": tuple(_outcomes(run)) if run else (),
        "partners": tuple(_partners(record)),
        "network": tuple(_network(record)),
    }
    return {key: facts for key, facts in told.items() if facts}


def _serves(record: EnterpriseRecord, run: ImpactRun | None) -> Iterator[Fact]:
    if run is not None and run.reach.statement:
        yield Fact(text=run.reach.statement, evidence=run.reach.evidence)
    for one in record.services:
        if one.who_for:
            yield Fact(text=f"{one.name} is for {one.who_for}.")


def _does(record: EnterpriseRecord) -> Iterator[Fact]:
    for one in record.services:
        purpose = f": {one.purpose}" if one.purpose else ""
        yield Fact(text=wording.sentence(f"{one.name}{purpose}"))
    groups = [one for one in record.groups if one.to_date is None or one.to_date >= record.today]
    told = [f"{one.name} ({said_rhythm(one)})" if one.every != "none" else one.name for one in groups]
    if told:
        yield Fact(text=f"In a usual week: {_some(told)}.")


def _people(record: EnterpriseRecord, run: ImpactRun | None) -> Iterator[Fact]:
    if run is not None and run.roles.any and run.roles.statement:
        yield Fact(text=run.roles.statement, evidence=run.roles.evidence)
    if own := own_workforce(record.workforce):
        yield Fact(text=own)


def _money(record: EnterpriseRecord) -> Iterator[Fact]:
    if record.turnover is not None and record.turnover_to is not None:
        amount = wording.money(record.turnover.in_pounds)
        yield Fact(text=f"Turnover in the year to {wording.day(record.turnover_to)}: {amount}.")
    standing = [one for one in record.contracts if one.end_date is None or one.end_date >= record.today]
    yield from _routes(standing, "that runs now", "that run now")
    if not standing:
        yield from _routes(record.contracts, "on record", "on record")
    sized = [one for one in standing or record.contracts if one.value is not None]
    if len(sized) > 1:
        low, high = (pick(one.value.in_pounds for one in sized if one.value) for pick in (min, max))
        yield Fact(text=f"They are worth from {wording.money(low)} to {wording.money(high)} each.")


def _routes(contracts: Sequence[Contract], one: str, many: str) -> Iterator[Fact]:
    if not contracts:
        return
    if len(contracts) == 1:
        yield Fact(text=f"1 agreement {one}, {ROUTE_WORDS.get(contracts[0].route, ROUTE_WORDS[''])}.")
        return
    counted = Counter(each.route if each.route in ROUTE_WORDS else "" for each in contracts)
    parts = [f"{number} {ROUTE_WORDS[route]}" for route, number in counted.most_common()]
    yield Fact(text=f"{wording.counted(len(contracts), 'agreement')} {many}: {wording.name_list(parts)}.")


def _outcomes(run: ImpactRun) -> Iterator[Fact]:
    telling = Telling(run=run)
    for level in LEVELS:
        if level == "environmental":
            figures = [(one.statement, one.evidence) for one in telling.savings()]
        else:
            claimed = [one for one in telling.changes(level) if one.claimed]
            figures = [(one.statement, one.evidence) for one in claimed]
            figures += [(one.statement, one.evidence) for one in telling.events(level)]
        for text, evidence in [one for one in figures if one[0]][:_FINDINGS]:
            yield Fact(text=text, evidence=evidence, level=level)


def _partners(record: EnterpriseRecord) -> Iterator[Fact]:
    buyers = list(dict.fromkeys(one.commissioner for one in record.contracts if one.commissioner))
    if buyers:
        yield Fact(text=f"Commissioned by {_some(buyers)}.")
    standing = [one for one in record.partners if one.retired_on is None or one.retired_on > record.today]
    if standing:
        kinds = Counter(one.kind for one in standing)
        counted = [f"{number} {KIND_WORDS[kind][number != 1]}" for kind, number in kinds.most_common()]
        yield Fact(text=f"We work with {wording.name_list(counted)}: {_some([one.name for one in standing])}.")


def _network(record: EnterpriseRecord) -> Iterator[Fact]:
    """Where we stand, the figures in the order of the network's questions; nobody else is named."""
    for one in record.benchmarks[:_FINDINGS]:
        # Beside `10 of them no longer were` a share of fifty in a hundred would tell how many were at risk.
        said = benchmark_words.in_sentences(one, own_number=one.kind != "share" or not _at_risk_held_back(record.run))
        yield Fact(text=f"{one.quarter.words}: {said}".replace("You: ", "We: "))
    if len(record.benchmarks) > _FINDINGS:
        more = len(record.benchmarks) - _FINDINGS
        yield Fact(text=f"The network's pack tells the same of {wording.counted(more, 'other figure')}.")


def _at_risk_held_back(run: ImpactRun | None) -> bool:
    """Whether the figures above hold back how many were at risk at first."""
    found = [crossing_open(one) for one in (run.changes if run else ())]
    return any(one is not None and not one.at_risk.exact for one in found)


def _some(names: Sequence[str]) -> str:
    """The names, the first so many of them where there are more."""
    if len(names) <= MOST:
        return wording.name_list(list(names))
    return f"{', '.join(names[:MOST])} and {len(names) - MOST} more"
