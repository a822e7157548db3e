"""Work a kept run out again, from what was kept of the records on the day, and say whether every figure is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sfph_desktop import __version__
from sfph_desktop.core.domain.again import WorkedAgain, differences
from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.impact_facts import ReferenceFacts
from sfph_desktop.core.domain.library_used import as_used
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.reference import reference_facts
from sfph_desktop.core.usecases.then_and_now import other_versions

if TYPE_CHECKING:
    from sfph_desktop.core.interchange.facts_packed import FactsBehind

NOT_KEPT = "was kept before the program also kept what a run was worked out from."


def work_again(office: Office, number: str, *, progress: Progress = silent) -> WorkedAgain:
    """Run today's program again on what was kept beside a run, the library it used included; compare every figure.

    Raises UserCanFix when there is no such run, or when it is older than the keeping of facts.
    """
    from sfph_desktop.core.interchange.facts_packed import unpack_facts
    from sfph_desktop.core.interchange.impact_json import as_kept, unpack
    from sfph_desktop.core.reports.statements import with_statements
    from sfph_desktop.core.store.queries import snapshots as kept
    from sfph_desktop.core.toolkit.pipeline import run_impact
    from sfph_desktop.core.usecases.impact import snapshot, snapshot_number

    wanted = snapshot_number(number)
    with office.reading() as connection:
        content, behind = kept.document(connection, wanted), kept.facts_behind(connection, wanted)
    if content is None or behind is None:
        snapshot(office, number)
        raise UserCanFix(
            what=f"Run S-{wanted:04d} {NOT_KEPT} It cannot be worked out again.",
            do="What was printed stands: open any of its figures by its evidence number.",
        )
    then, was = unpack(content), unpack_facts(behind.content)
    reference = _as_then(office, then, was)
    now = run_impact(was.facts, reference, then.selection, then.choices, progress=progress)
    now = with_statements(replace(now, not_known=(*was.said, *now.not_known)))
    return WorkedAgain(
        snapshot=then.snapshot,
        made_at=then.made_at,
        figures=sum(1 for _ in figures_of(then)),
        differences=differences(then, as_kept(content), now, as_kept(now)),
        reasons=_reasons(then, now, behind.program),
        program_then=behind.program,
        program_now=__version__,
    )


def again_document(again: WorkedAgain) -> dict[str, Any]:
    """It as `toolkit --again --json` shows it."""
    return {
        "snapshot": again.snapshot,
        "made_at": again.made_at,
        "same": again.same,
        "figures": again.figures,
        "verdict": again.verdict,
        "differences": [
            {"evidence": one.evidence, "title": one.title, "then": one.then, "now": one.now, "fields": list(one.parts)}
            for one in again.differences
        ],
        "reasons": list(again.reasons),
        "program": {"then": again.program_then, "now": again.program_now},
    }


def _as_then(office: Office, run: ImpactRun, was: FactsBehind) -> ReferenceFacts:
    """The library on the day of the run: own questionnaires and its figures as they were, licences that still held."""
    reference = reference_facts(office, on=datetime.fromisoformat(run.made_at).date())
    if was.library is not None:
        reference = as_used(reference, was.library)
    return replace(reference, instruments={**reference.instruments, **{one.id: one for one in was.instruments}})


def _reasons(then: ImpactRun, now: ImpactRun, program: str) -> tuple[str, ...]:
    """What is not as it was when the run was kept."""
    reasons = []
    if program != __version__:
        reasons.append(f"The program was version {program} then, and is {__version__} now.")
    if versions := other_versions(then, now):
        reasons.append(f"The reference library has changed since: {versions}.")
    if not reasons:
        reasons.append(
            "Neither the program nor the reference library says that it is another one: tell who supports you."
        )
    return tuple(reasons)
