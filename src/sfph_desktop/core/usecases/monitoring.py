"""The monitoring report of a contract, quarter by quarter: the funder's layout, the words, and the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.monitoring import LayoutId, ReportAnswer, ReportLayout, ReportSection
from sfph_desktop.core.domain.monitoring_rules import (
    LONGEST_ANSWER,
    Asked,
    LayoutParts,
    layout_problems,
    offered_layout,
    quarter_days,
    read_quarter,
)
from sfph_desktop.core.domain.partner_rules import tidy
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.contracts import contract_named, contract_page
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.impact import run_toolkit, snapshot
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.paces import target_paces
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMade:
    """A report that was written."""

    path: Path
    snapshot: str
    quarter: str
    nothing: bool
    """Nothing was recorded in the quarter: the report says so."""
    unanswered: tuple[str, ...]
    """The questions that have no answer yet."""


def layout_for(office: Office, contract: Contract) -> LayoutParts:
    """The layout a contract is reported in: its own, its commissioner's, the one for all, or the one offered."""
    with office.reading() as connection:
        return _layout_for(connection, contract)


def layouts(office: Office) -> tuple[LayoutParts, ...]:
    """Every layout that was drawn, by name."""
    with office.reading() as connection:
        sections = _sections(connection)
        found = sorted(_layouts(connection), key=lambda one: (one.name.casefold(), one.id))
        return tuple(LayoutParts(layout=one, sections=_of(sections, one.id)) for one in found)


def keep_layout(office: Office, layout: ReportLayout, sections: Sequence[ReportSection]) -> Done[LayoutParts]:
    """Keep a layout with its parts in this order. A part that stays, by its id, keeps what was answered under it.

    A layout without an id takes the place of the one there is for the same contract or commissioner. Raises UserCanFix
    naming what cannot be so.
    """
    layout = tidy(layout)
    wanted = [replace(tidy(one), position=place) for place, one in enumerate(sections)]
    refuse(layout_problems(layout, wanted))
    with office.writing(f"Drew the layout {layout.name}") as unit:
        whose = (layout.contract_ref, layout.commissioner)
        same = [one for one in _layouts(unit.connection) if (one.contract_ref, one.commissioner) == whose]
        if not layout.id and same:
            layout = replace(layout, id=same[0].id)
        if layout.id:
            if not any(one.id == layout.id for one in _layouts(unit.connection)):
                raise gone("This layout")
            unit.change("report_layouts", layout)
        else:
            layout = replace(layout, id=LayoutId(unit.add("report_layouts", layout)))
        parts = LayoutParts(layout=layout, sections=_keep_sections(unit, layout.id, wanted))
    return saved(unit, parts, f"Kept the layout {layout.name}")


def remove_layout(office: Office, layout_id: int) -> Done[ReportLayout]:
    """Remove a layout with its parts and what was answered under them."""
    with office.writing("Removed a layout") as unit:
        found = next((one for one in _layouts(unit.connection) if one.id == layout_id), None)
        if found is None:
            raise gone("This layout")
        unit.remove("report_layouts", layout_id)
        unit.why = f"Removed the layout {found.name}"
    return saved(unit, found, f"Removed the layout {found.name}")


def asked(office: Office, contract: Contract, quarter: str) -> tuple[Asked, ...]:
    """The questions of a contract's layout with what was written for a quarter, and the words of the one before."""
    with office.reading() as connection:
        parts = _layout_for(connection, contract)
        written = [one for one in _answers(connection) if one.contract_ref == contract.contract_ref]
    found = []
    for section in parts.sections:
        if section.kind == "question":
            mine = [one for one in written if section.id and one.section_id == section.id]
            now = next((one.text for one in mine if one.quarter == quarter), "")
            before = max((one for one in mine if one.quarter < quarter and one.text), key=_quarter, default=None)
            earlier = (before.text, before.quarter) if before else ("", "")
            found.append(Asked(section=section, text=now, earlier=earlier[0], earlier_quarter=earlier[1]))
    return tuple(found)


def answer(office: Office, contract: Contract, quarter: str, number: int, text: str) -> Done[LayoutParts]:
    """Write what is told under a question (counted from 1 among the questions) of a contract's report for a quarter.

    The layout that was only offered is kept for the contract by it. Raises UserCanFix when there is no such question.
    """
    quarter, text = read_quarter(quarter), text.strip()
    if len(text) > LONGEST_ANSWER:
        raise UserCanFix(
            what=f"This answer has {len(text):,} characters.",
            do=f"At most {LONGEST_ANSWER:,} fit. Nothing was changed.",
        )
    with office.writing(f"Answered a question for {contract.contract_ref}, {quarter}") as unit:
        parts = _layout_for(unit.connection, contract)
        if not parts.layout.id:
            layout = replace(
                parts.layout, name=f"Layout for {contract.contract_ref}", contract_ref=contract.contract_ref
            )
            layout = replace(layout, id=LayoutId(unit.add("report_layouts", layout)))
            parts = LayoutParts(layout=layout, sections=_keep_sections(unit, layout.id, parts.sections))
        questions = [one for one in parts.sections if one.kind == "question"]
        if not 1 <= number <= len(questions):
            raise UserCanFix(
                what=f"The layout has no question {number}.",
                do="; ".join(f"{n}: {one.heading or one.question}" for n, one in enumerate(questions, 1))
                or "Add a question to the layout first.",
            )
        _write(unit, ReportAnswer(section_id=questions[number - 1].id, contract_ref=contract.contract_ref,
                                  quarter=quarter, text=text))  # fmt: skip
    return saved(unit, parts, "Kept the answer")


def make_report(
    office: Office,
    contract_ref: str,
    quarter: str,
    out: Path,
    *,
    snapshot_number: str = "",
    contact: str = "",
    large_print: bool = False,
    progress: Progress = silent,
) -> ReportMade:
    """Write the monitoring report of a contract and quarter, as PDF or Word by the ending of `out`.

    The toolkit is run for the contract and the quarter, and the run is kept so that every figure opens by its evidence
    number; `snapshot_number` prints one that was kept before. Raises UserCanFix for an unknown contract, another
    ending, a quarter that has not begun or in which the contract did not run; then nothing is written.
    """
    from sfph_desktop.core.reports.charts.style import PAPER
    from sfph_desktop.core.reports.monitoring import Monitoring, monitoring_report, nothing_recorded
    from sfph_desktop.core.reports.summaries.telling import Telling, told_run
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    quarter = read_quarter(quarter)
    contract = contract_named(office, contract_ref)
    _check_quarter(office, contract, quarter)
    run = _run(office, contract, quarter, snapshot_number, progress)
    period = quarter_days(quarter)
    progress(2, 4, "looking at what was promised")
    paces = target_paces(office, contract.contract_ref, on=min(period.end, office.clock.today()), since=period.start)
    telling = Telling(
        run=told_run(run),
        instruments=office.library.instruments(),
        contract=contract,
        contact=contact,
        large_print=large_print,
        style=PAPER.sized(fonts=office.paths.resources / "fonts", size=14.0 if large_print else PAPER.size),
    )
    questions = asked(office, contract, quarter)
    parts = layout_for(office, contract)
    places = [place for place, one in enumerate(parts.sections) if one.kind == "question"]
    told = Monitoring(
        telling=telling,
        page=contract_page(office, contract.id),
        layout=parts,
        quarter=quarter,
        paces=paces,
        answers={place: one.text for place, one in zip(places, questions, strict=True)},
    )
    progress(3, 4, "writing the report")
    write_document(monitoring_report(told), out)
    open_questions = tuple(one.section.heading or one.section.question for one in questions if not one.text)
    return ReportMade(
        path=out,
        snapshot=run.snapshot,
        quarter=quarter,
        nothing=nothing_recorded(told),
        unanswered=open_questions,
    )


# --- inside -----------------------------------------------------------------------------------------------------------


def _check_quarter(office: Office, contract: Contract, quarter: str) -> None:
    days, today = quarter_days(quarter), office.clock.today()
    if days.start > today:
        raise UserCanFix(what=f"{quarter} has not begun.", do="Choose a quarter up to today. Nothing was written.")
    if contract.start_date and contract.start_date > days.end:
        began = f"{contract.start_date:%d/%m/%Y}"
        raise UserCanFix(
            what=f"{contract.contract_ref} had not begun in {quarter}.",
            why=f"Its first day is {began}.",
            do="Choose a later quarter. Nothing was written.",
        )


def _run(office: Office, contract: Contract, quarter: str, number: str, progress: Progress) -> ImpactRun:
    selection = Selection(period=quarter_days(quarter), contract_ref=contract.contract_ref)
    if not number:
        return run_toolkit(office, selection, Choices(), progress=progress).value
    run = snapshot(office, number)
    if (run.selection.period, run.selection.contract_ref) != (selection.period, selection.contract_ref):
        raise UserCanFix(
            what=f"{run.snapshot} is not of {contract.contract_ref} in {quarter}.",
            do="Leave the snapshot out: the toolkit is then run for this quarter. Nothing was written.",
        )
    return run


def _layout_for(connection: Connection, contract: Contract) -> LayoutParts:
    every = _layouts(connection)
    wanted = ((contract.contract_ref, ""), ("", contract.commissioner), ("", ""))
    for whose in wanted:
        found = next((one for one in every if (one.contract_ref, one.commissioner) == whose), None)
        if found is not None:
            return LayoutParts(layout=found, sections=_of(_sections(connection), found.id))
    return offered_layout()


def _keep_sections(unit: Unit, layout_id: LayoutId, wanted: Sequence[ReportSection]) -> tuple[ReportSection, ...]:
    known = {one.id: one for one in _of(_sections(unit.connection), layout_id)}
    staying = {one.id for one in wanted if one.id in known}
    unit.remove_many("report_sections", [number for number in known if number not in staying])
    kept = []
    for place, given in enumerate(wanted):
        one = replace(given, layout_id=layout_id, position=place)
        if one.id in known:
            if one != known[one.id]:
                unit.change("report_sections", one)
        else:
            one = replace(one, id=0)
            one = replace(one, id=unit.add("report_sections", one))
        kept.append(one)
    return tuple(kept)


def _write(unit: Unit, given: ReportAnswer) -> None:
    same = (given.section_id, given.contract_ref, given.quarter)
    there = next((a for a in _answers(unit.connection) if (a.section_id, a.contract_ref, a.quarter) == same), None)
    if there is not None and not given.text:
        unit.remove("report_answers", there.id)
    elif there is not None:
        unit.change("report_answers", replace(given, id=there.id))
    elif given.text:
        unit.add("report_answers", given)


def _quarter(one: ReportAnswer) -> str:
    return one.quarter


def _of(sections: Sequence[ReportSection], layout_id: int) -> tuple[ReportSection, ...]:
    mine = [one for one in sections if one.layout_id == layout_id]
    return tuple(sorted(mine, key=lambda one: (one.position, one.id)))


def _layouts(connection: Connection) -> tuple[ReportLayout, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[ReportLayout, ...] = values_of(connection, "report_layouts")
    return found


def _sections(connection: Connection) -> tuple[ReportSection, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[ReportSection, ...] = values_of(connection, "report_sections")
    return found


def _answers(connection: Connection) -> tuple[ReportAnswer, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[ReportAnswer, ...] = values_of(connection, "report_answers")
    return found
