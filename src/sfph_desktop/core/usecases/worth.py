"""The worth of a selection while it is worked on: laid out once, then figures, words and charts within a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.impact_facts import ImpactFacts
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.worth import Candidate, Trouble, Worth, WorthTold
from sfph_desktop.core.usecases.impact import gather, known_prices, known_selection, recorded_period, snapshots
from sfph_desktop.core.usecases.kept_runs import looked_at
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.reference import reference_facts

if TYPE_CHECKING:
    from sfph_desktop.core.toolkit.workings import Workings


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthFacts:
    """What the store says, read in one go."""

    facts: ImpactFacts
    partners_of: frozenset[tuple[int, int]] = frozenset()
    """Person and partner, for every partner that does something for a person now or did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthDesk:
    """Everything that stands still while value lines are worked on."""

    workings: Workings
    choices: Choices
    facts: ImpactFacts
    partners_of: frozenset[tuple[int, int]] = frozenset()
    candidates: tuple[Candidate, ...] = ()
    recorded: Period | None = None
    """From the first to the last day of which anything is recorded; None where nothing is."""


def worth_facts(office: Office) -> WorthFacts:
    """Read what value needs from the store."""
    from sfph_desktop.core.store.queries.partners import partners_of_people

    facts = gather(office)
    with office.reading() as connection:
        return WorthFacts(facts=facts, partners_of=partners_of_people(connection))


def lay_out(
    office: Office,
    read: WorthFacts,
    selection: Selection,
    choices: Choices | None = None,
    *,
    progress: Progress = silent,
) -> WorthDesk:
    """Work out everything that stands before the value; opens no store.

    Raises UserCanFix when the service or the contract named is not in the store.
    """
    from sfph_desktop.core.reports.worth_words import candidates
    from sfph_desktop.core.toolkit.workings import BEFORE_VALUE, work_out
    from sfph_desktop.core.toolkit.worth import worth_of

    selection = known_selection(selection, read.facts)
    reference = reference_facts(office)
    choices, _ = known_prices(choices or Choices(), sorted(reference.deflator))

    def step(number: int) -> None:
        progress(number, len(BEFORE_VALUE), BEFORE_VALUE[number])

    workings = work_out(read.facts, reference, selection, choices, step)
    bare = worth_of(workings, (), choices).run
    return WorthDesk(
        workings=workings,
        choices=choices,
        facts=read.facts,
        partners_of=read.partners_of,
        candidates=candidates(bare),
        recorded=recorded_period(read.facts),
    )


def worth(desk: WorthDesk, lines: Iterable[ValueLine]) -> Worth:
    """What these lines are worth; the same value as a run of the toolkit would give. Nothing is kept."""
    from sfph_desktop.core.toolkit.worth import worth_of

    return worth_of(desk.workings, lines, desk.choices)


def told(desk: WorthDesk, found: Worth, lines: Sequence[ValueLine]) -> WorthTold:
    """The worth in words, with what stands in the way of each figure that is missing."""
    from sfph_desktop.core.reports import worth_words

    names = {one.id: one.abbreviation or one.name for one in desk.workings.reference.instruments.values()}
    said = worth_words.told(found, {line.line_ref: line for line in lines}, names)
    return replace(said, troubles=tuple(_troubles(desk, found)))


def worth_at_once(office: Office, selection: Selection, choices: Choices | None = None) -> tuple[WorthDesk, Worth]:
    """Read, lay out and work out in one go: for the command."""
    desk = lay_out(office, worth_facts(office), selection, choices)
    return desk, worth(desk, desk.facts.value_lines)


def selection_to_value(
    office: Office, period: Period | None, service: str = "", contract_ref: str = ""
) -> tuple[Selection, str]:
    """What is asked for, and nothing; where no period is, what the newest kept run looked at, and its number.

    A service or a contract that is asked for without a period is looked at in the days of that run. Raises UserCanFix
    while no run is kept.
    """
    if period is not None:
        return Selection(period=period, service=service, contract_ref=contract_ref), ""
    found = looked_at(snapshots(office))
    if found is None:
        raise UserCanFix(
            what="No run of the toolkit has been kept yet, so it is not known which period is meant.",
            do="Give --period FROM:TO, as 2025-04-01:2026-03-31, or run it first: sfph toolkit --period FROM:TO.",
        )
    selection, number = found
    if service or contract_ref:
        selection = replace(selection, service=service, contract_ref=contract_ref)
    return selection, number


def worth_charts(
    office: Office, found: Worth, style: object, keys: Sequence[str] = ()
) -> tuple[tuple[str, str, bytes], ...]:
    """The charts of value: `payer`, `tornado`, `interval`, `break_even`; only those named where some are."""
    from sfph_desktop.core.reports.charts.screen import value_charts

    return value_charts(found, style=style, fonts=office.paths.resources / "fonts", keys=keys)


# --- what stands in the way -------------------------------------------------------------------------------------------


def _troubles(desk: WorthDesk, found: Worth) -> Iterable[Trouble]:
    run, value = found.run, found.run.value
    if not _anything(desk, found):
        yield Trouble(what=f"Nothing is recorded in this period{_scope(run.selection)}.", do=_where_records_are(desk))
        return
    if not value.lines:
        yield Trouble(what="Nothing is valued yet.", do="Add a value line: choose a change, then what one is worth.")
    if value.undecided_overlaps:
        sets = "; ".join(" and ".join(", ".join(refs).rsplit(", ", 1)) for refs in value.undecided_overlaps)
        yield Trouble(
            what=f"There is no total yet: these lines may count the same change in the same people: {sets}.",
            do="Decide about each below: the same change, so that only the larger counts, or different ones.",
        )
    elif value.lines and value.total_pv is None:
        yield Trouble(what="No line counts yet, so there is no total.", do="Each line says what it still needs.")
    if value.inputs_pv <= 0:
        yield Trouble(
            what="What went in is not recorded for this period and scope, so value cannot be set beside cost.",
            do="Write it down, or bring in a spreadsheet of it: cash, staff, volunteer hours, gifts in kind.",
        )


def _anything(desk: WorthDesk, found: Worth) -> bool:
    """Whether the period holds records of the selection: an enrolment that merely goes on is none."""
    run, period = found.run, found.run.selection.period
    apart = desk.recorded is None or desk.recorded.end < period.start or period.end < desk.recorded.start
    return not apart and bool(run.reach.people or run.reach.sessions or run.changes or run.events or run.environment)


def _scope(selection: Selection) -> str:
    named = [one for one in (selection.service, selection.contract_ref) if one]
    return f" for {' and '.join(named)}" if named else ""


def _where_records_are(desk: WorthDesk) -> str:
    if desk.recorded is None:
        return "Bring in a spreadsheet, or record sessions, questionnaires and events first."
    from sfph_desktop.core.reports.wording import period

    return f"Choose another period: the records are of {period(desk.recorded)}."
