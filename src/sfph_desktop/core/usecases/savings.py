"""Cases for investing to save: kept, filled from the lines of a kept run, worked out, and written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.impact import ImpactRun, ValueLineFigure
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import tidy
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.saving_rules import SavingWorked, case_problems, line_problems, without_saver
from sfph_desktop.core.domain.savings import SavingCase, SavingCaseId, SavingLine
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.promises import check_evidence
from sfph_desktop.core.usecases.reference import reference_facts
from sfph_desktop.core.usecases.references import by_reference, own_or_next
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

COLUMNS = ("id", "case_ref", "title", "asked_of", "invest", "match", "years", "savings")
_GOES_BY = {"column": "case_ref", "called": "case"}
FISCAL = "public cost avoided"


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case, its savings, and what comes of them; nothing is worked out while nobody saves."""

    case: SavingCase
    lines: tuple[SavingLine, ...] = ()
    worked: SavingWorked | None = None


def list_cases(office: Office, text: str = "") -> Listing:
    """Every case, the newest first."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        cases: tuple[SavingCase, ...] = values_of(connection, "saving_cases")
        lines: tuple[SavingLine, ...] = values_of(connection, "saving_lines")
    wanted = folded(text).split()
    rows = tuple(
        (
            int(one.id),
            one.case_ref,
            one.title,
            one.asked_of,
            one.invest.in_pounds,
            None if one.match is None else one.match.in_pounds,
            one.years,
            sum(line.case_id == one.id for line in lines),
        )
        for one in reversed(cases)
        if all(w in folded(f"{one.case_ref} {one.title} {one.asked_of}") for w in wanted)
    )
    return Listing(kind="saving_cases", columns=COLUMNS, rows=rows)


def case_page(office: Office, case_id: int) -> CasePage:
    """One case with what comes of it. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.toolkit.invest_to_save import work_out

    with office.reading() as connection:
        case = _case_of(connection, case_id)
        lines = _lines(connection, case_id)
    worked = work_out(case, lines, reference_facts(office).discount) if lines else None
    return CasePage(case=case, lines=lines, worked=worked)


def case_told(page: CasePage) -> tuple[str, ...]:
    """What comes of a case, in a few sentences; none while nobody saves."""
    from sfph_desktop.core.reports.savings_told import told

    return told(page.case, page.worked) if page.worked is not None else ()


def case_picture(office: Office, page: CasePage, style: object) -> tuple[str, bytes] | None:
    """When the cost is covered, as a picture (SVG) with its words; None while nobody saves."""
    if page.worked is None:
        return None
    from sfph_desktop.core.reports.charts.screen import payback_picture

    return payback_picture(page.worked, style=style, fonts=office.paths.resources / "fonts")


def case_named(office: Office, ref: str) -> SavingCase:
    """The case with this reference, capitals aside; the only one there is for a blank; UserCanFix naming them."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        cases: tuple[SavingCase, ...] = values_of(connection, "saving_cases")
    if len(cases) == 1 and not ref.strip():
        return cases[0]
    return by_reference(cases, ref, **_GOES_BY)


def add_case(office: Office, case: SavingCase) -> Done[SavingCase]:
    """Add a case; without a reference of yours it gets the next one. Raises UserCanFix by field."""
    from sfph_desktop.core.store.queries.values import values_of

    case = tidy(case)
    refuse(case_problems(case))
    with office.writing("Added a case for investing") as unit:
        refs = [one.case_ref for one in values_of(unit.connection, "saving_cases")]
        case = replace(case, case_ref=own_or_next(case.case_ref, refs, first="IS-000", **_GOES_BY))
        case = replace(case, id=SavingCaseId(unit.add("saving_cases", case)))
        unit.why = f"Added the case {case.case_ref}"
    return saved(unit, case, f"Added {case.title}")


def change_case(office: Office, case_id: int, **facts: Any) -> Done[SavingCase]:
    """Change some facts of a case. Raises UserCanFix by field, also where a saving would begin after its end."""
    with office.writing("Changed a case for investing") as unit:
        case = tidy(replace(_case_of(unit.connection, case_id), **facts))
        refuse(case_problems(case))
        late = max((one.from_month for one in _lines(unit.connection, case_id)), default=0)
        if late >= 12 * case.years:
            raise UserCanFix(
                what=f"A saving begins {late} months after the start, which would be after the end of the case.",
                do=f"Look at {late // 12 + 1} years or more. Nothing was changed.",
            )
        unit.change("saving_cases", case)
        unit.why = f"Changed the case {case.case_ref}"
    return saved(unit, case, f"Changed {case.title}")


def remove_case(office: Office, case_id: int) -> Done[SavingCase]:
    """Remove a case with its savings."""
    with office.writing("Removed a case for investing") as unit:
        case = _case_of(unit.connection, case_id)
        unit.remove("saving_cases", case_id)
        unit.why = f"Removed the case {case.case_ref}"
    return saved(unit, case, f"Removed {case.title}")


def add_saving(office: Office, line: SavingLine) -> Done[SavingLine]:
    """Add a saving to a case. Raises UserCanFix by field, and for an evidence number nobody gave."""
    line = tidy(line)
    with office.writing("Added a saving to a case") as unit:
        case = _case_of(unit.connection, line.case_id)
        refuse(line_problems(line, case))
        check_evidence(office, line.evidence)
        line = replace(line, id=unit.add("saving_lines", line))
        unit.why = f"Added a saving to the case {case.case_ref}"
    return saved(unit, line, f"Added {line.what}")


def remove_saving(office: Office, line_id: int) -> Done[SavingLine]:
    """Take a saving out of its case."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Removed a saving from a case") as unit:
        line: SavingLine | None = value(unit.connection, "saving_lines", line_id)
        if line is None:
            raise gone("This saving")
        unit.remove("saving_lines", line_id)
    return saved(unit, line, f"Removed {line.what}")


def counted_between(line: ValueLineFigure, run: ImpactRun) -> tuple[float | None, float | None]:
    """The range of what a line counts, as a paper may tell it; none where contracts share people it holds back."""
    from sfph_desktop.core.reports import indicators
    from sfph_desktop.core.toolkit.told_spread import told_interval

    if not indicators.spread_hidden(line, run):
        return line.quantity_low, line.quantity_high
    figure = indicators.change_behind(indicators.read(line.indicator), run)
    found = told_interval(figure) if figure is not None else None
    shared = figure is None or figure.crossed is None or line.quantity != figure.crossed.recovered
    return (None, None) if found is None or shared else found


def take_from_run(office: Office, case_id: int, snapshot_number: str = "") -> Done[tuple[SavingLine, ...]]:
    """Take the public cost avoided of a kept run into a case, each line with its evidence number.

    A line's amount a year is what it is worth after everything was taken off, over the years it lasts, brought from
    the days of the run to a year; its range goes by the range of what was counted. Lines that are in the case already,
    by their evidence number, are left; so are those that rest on so few people that no paper prints them. Of a line
    whose range would tell how many were at risk it is the range for any number that paper leaves open. Raises
    UserCanFix where the run values no public cost that may be printed.
    """
    from sfph_desktop.core.reports.indicators import hidden
    from sfph_desktop.core.usecases.kept_runs import run_named

    run = run_named(office, snapshot_number)
    yearly = 365.25 / run.selection.period.days
    found = []
    for one in run.value.lines:
        if not one.counted or one.total != FISCAL or not one.pv or one.pv <= 0 or not one.quantity:
            continue
        if hidden(one, run):
            continue
        amount = one.pv * yearly / max(1.0, one.duration_years)
        ends = [amount * end / one.quantity if end is not None else None for end in counted_between(one, run)]
        because = one.because.get("cashable", "")
        found.append(
            SavingLine(
                case_id=SavingCaseId(case_id),
                payer=one.payer,
                what=one.unit_value_title or one.indicator,
                low=None if ends[0] is None else Money.pounds(max(0.0, min(ends[0], amount))),
                amount=Money.pounds(amount),
                high=None if ends[1] is None else Money.pounds(max(ends[1], amount)),
                cashable=Decimal(str(one.cashable)) if one.cashable and because else None,
                cashable_why=because,
                source=f"value line {one.line_ref} of {run.snapshot}: {one.source or one.unit_value_title}",
                evidence=one.evidence,
            )
        )
    if not found:
        raise UserCanFix(
            what=f"{run.snapshot} values no public cost avoided that may be printed.",
            do="Add a value line with a payer of the public purse in What it is worth, and run the toolkit again.",
        )
    with office.writing("Took savings from a run") as unit:
        case = _case_of(unit.connection, case_id)
        there = {one.evidence for one in _lines(unit.connection, case_id)}
        fresh = [line for line in found if line.evidence not in there]
        for line in fresh:
            refuse(line_problems(line, case))
        added = tuple(replace(line, id=unit.add("saving_lines", line)) for line in fresh)
        unit.why = f"Took {len(added)} savings from {run.snapshot} into the case {case.case_ref}"
    return saved(unit, added, f"Took {len(added)} savings from {run.snapshot}")


def write_case(office: Office, case_id: int, out: Path) -> Path:
    """Write a case as PDF or Word by the file's ending. Raises UserCanFix for a case without any saver."""
    from sfph_desktop.core.reports.savings import saving_case
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    page = case_page(office, case_id)
    missing = without_saver(page.case, page.lines)
    if missing or page.worked is None:
        raise UserCanFix(
            what=missing,
            do="Say who spends less, on what and how much a year; or take the savings from a run of the toolkit.",
        )
    info = office.info()
    document = saving_case(
        page.case,
        page.lines,
        page.worked,
        rates=tuple(sorted({band.source for band in reference_facts(office).discount if band.kind == "standard"})),
        enterprise=info.name,
        sample=info.sample,
        made_at=office.clock.now(),
    )
    return write_document(document, out)


def _case_of(connection: Connection, case_id: int) -> SavingCase:
    from sfph_desktop.core.store.queries.values import value

    found: SavingCase | None = value(connection, "saving_cases", case_id)
    if found is None:
        raise gone("This case")
    return found


def _lines(connection: Connection, case_id: int) -> tuple[SavingLine, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    return tuple(one for one in values_of(connection, "saving_lines") if one.case_id == case_id)
