"""A printed figure stands: whatever is done to the records afterwards, its run reads, proves and runs as on the day."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_offices import Noon, bring, new_office, sheet

from sfph_desktop.core.domain.figures import figures_of, main_number
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases import again, history, impact, imports, joining, proof_packs, proving, publish
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases.office import Office, close_office

PEOPLE = 14
FIRST, LAST = date(2025, 5, 1), date(2025, 9, 1)
YEAR = Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)))
QUICK = Choices(draws=100)


def answers(*of: tuple[int, date, int]) -> RawSheet:
    return sheet(
        "assessments", "person_ref instrument date q1 q2 q3", *((f"P{n}", "ucla3", day, a, a, a) for n, day, a in of)
    )


def workbook() -> list[RawSheet]:
    """Fourteen people, twelve measured twice, with visits, jobs, what went in and what a change is worth."""
    numbers = range(1, PEOPLE + 1)
    year = (date(2025, 4, 1), date(2026, 3, 31))
    return [
        sheet("people", "person_ref given_name", *((f"P{n}", f"Name{n}") for n in numbers)),
        sheet("episodes", "person_ref service start_date", *((f"P{n}", "Lunch", FIRST) for n in numbers)),
        answers(*((n, FIRST, 3) for n in numbers), *((n, LAST, 1 + n % 3) for n in numbers if n <= 12)),
        sheet("events", "person_ref date event_type", *((f"P{n}", LAST, "started_job") for n in numbers if n % 2)),
        sheet("inputs", "date_from date_to kind amount", (*year, "cash", 1000)),
        sheet(
            "value_lines",
            "line_ref indicator unit_value duration_years",
            ("V1", "ucla3.improved", "loneliness_severe_year", 1),
        ),
    ]


# --- what may be done to an office, each with a person's number; what cannot be done (any more) is refused, and passes


def _late(office: Office, n: int) -> None:
    bring(office, answers((n, date(2025, 10, n), 1)))


def _new(office: Office, n: int) -> None:
    bring(
        office,
        sheet("people", "person_ref given_name", (f"N{n}", f"New{n}")),
        sheet("episodes", "person_ref service start_date", (f"N{n}", "Lunch", FIRST)),
        sheet("events", "person_ref date event_type", (f"N{n}", LAST, "started_job")),
    )


def _corrected(office: Office, n: int) -> None:
    bring(office, answers((n, LAST, 2)))


def _moved_away(office: Office, n: int) -> None:
    with office.writing("put the date right") as unit:
        unit.change_many("episodes", ("id", "start_date"), [(n, 25_000)])


def _joined(office: Office, n: int) -> None:
    joining.say_same(office, f"P{n}", f"P{n % PEOPLE + 1}")


def _apart(office: Office, n: int) -> None:
    joining.take_apart(office, f"P{n}")


def _removed(office: Office, n: int) -> None:
    with office.writing("removed somebody") as unit:
        unit.remove("people", n)


def _erased(office: Office, n: int) -> None:
    """Whoever was removed is gone for good, out of the history as well."""
    _removed(office, n)
    offices.erase_rested(replace(office, clock=Noon(date(2027, 6, 1))))


def _dearer(office: Office, n: int) -> None:
    with office.writing("lasts longer") as unit:
        unit.change_many("value_lines", ("id", "duration_years"), [(1, str(n))])


def _import_undone(office: Office, n: int) -> None:
    found = bring(office, answers((n, date(2025, 11, n), 2)))
    imports.undo_import(office, found.import_id)


def _undone(office: Office, n: int) -> None:
    changes = history.recent(office, 5)
    history.undo(office, changes[n % len(changes)].id, with_later=True)


DEEDS: tuple[Callable[[Office, int], None], ...] = (
    _late, _new, _corrected, _moved_away, _joined, _apart, _removed, _erased, _dearer, _undone, _import_undone,
)  # fmt: skip


def do(office: Office, deed: Callable[[Office, int], None], n: int) -> None:
    with suppress(UserCanFix):  # refused, with nothing changed
        deed(office, n)


def stands(office: Office, run: ImpactRun) -> None:
    """The run reads as it was printed, and each of its numbers opens as on the day."""
    kept = impact.snapshot(office, run.snapshot)
    worked = again.work_again(office, run.snapshot)
    assert worked.same, worked.differences
    assert worked.figures == len(list(figures_of(run)))
    assert impact.as_document(kept) == impact.as_document(run)
    by_number = {one.evidence: one for one in figures_of(kept)}
    for printed in figures_of(run):
        assert main_number(by_number[printed.evidence]) == main_number(printed)
        opened, then = impact.kept_figure(office, printed.evidence)
        assert opened == kept
        assert then.value.records == printed.value.records
        assert then.plain_values() == printed.plain_values()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(1, PEOPLE)), min_size=3, max_size=12))
def test_a_printed_figure_stands_whatever_is_done_afterwards(
    deeds: list[tuple[Callable[[Office, int], None], int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = new_office(Path(folder))
        try:
            bring(office, *workbook())
            run = impact.run_toolkit(office, YEAR, QUICK).value
            assert run.changes[0].claimed
            for deed, n in deeds:
                do(office, deed, n)
            stands(office, run)
            for printed in (run.changes[0], run.reach, run.value):
                proof = proving.prove(office, printed.evidence)
                figure = next(one for one in figures_of(run) if one.evidence == printed.evidence)
                assert proof.movement is not None
                assert proof.movement.then == main_number(figure)
                assert proof.records == figure.value.records
        finally:
            close_office(office, backup=False)


def test_the_printed_document_is_the_same_to_the_byte_after_every_kind_of_change(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    bring(office, *workbook())
    run = impact.run_toolkit(office, YEAR, QUICK).value
    first = publish.make_summary(office, run, tmp_path / "first.pdf", length="one-page")
    for deed, n in zip(DEEDS, (1, 2, 3, 4, 5, 5, 7, 8, 9, 10, 11), strict=True):
        deed(office, n)
    later = impact.run_toolkit(office, YEAR, QUICK).value
    assert later.changes[0].improved != run.changes[0].improved, "the records have moved, or nothing is shown here"
    stands(office, run)
    twice = publish.make_summary(
        office, impact.snapshot(office, run.snapshot), tmp_path / "again.pdf", length="one-page"
    )
    assert twice.read_bytes() == first.read_bytes()
    statements = {one.evidence: one.statement for one in proof_packs.pack_of_run(office, run.snapshot).figures}
    before = proof_packs.pack_of_run(office, later.snapshot)
    assert set(statements).isdisjoint(one.evidence for one in before.figures), "a number is never given twice"
    close_office(office, backup=False)
