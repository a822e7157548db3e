"""The theory of change of a kept run: told, drawn for the screen, and written as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sfph_desktop.core.domain.called import as_called
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.outcome_findings import OutcomeFinding
from sfph_desktop.core.domain.outcomes import Outcome, TheoryArrow, decided_in
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.theory import BoxPlace, Chain, arrows_between
from sfph_desktop.core.host.files import write_atomically
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.outcomes import outcome_framework
from sfph_desktop.core.usecases.refusals import gone
from sfph_desktop.core.usecases.saved import saved

ENDINGS = (".svg", ".png", ".pdf")
_EDGE = 6.0
"""Points of room round the picture on the screen, for the ring of the keyboard."""
_DOTS = 3.0
"""A picture in pixels has 288 of them to the inch."""


def chain(run: ImpactRun, *, guard: bool) -> Chain:
    """The chain of a run in words. Raises UserCanFix where there is none: no outcomes, or nothing was delivered."""
    if not run.outcomes:
        raise UserCanFix(
            what="There are no outcomes in this run, so there is no theory of change to draw.",
            do="Set out your outcomes on Outcomes, then run the toolkit again.",
        )
    if not run.theory.activities:
        raise UserCanFix(
            what="This run knows of no activities: it is older than this picture, or nothing was delivered.",
            do="Run the toolkit again for a period with sessions.",
        )
    from sfph_desktop.core.reports.summaries.theory import chain_of

    return chain_of(run, guard=guard)


def run_now(office: Office, run: ImpactRun) -> ImpactRun:
    """The figures of a kept run beneath the outcomes and arrows as they stand now.

    An outcome that the run did not look at yet is known by nothing.
    """
    from sfph_desktop.core.store.queries.groups import services_of_groups

    framework = outcome_framework(office)
    with office.reading() as connection:
        service_of = services_of_groups(connection)
    found = {one.outcome_ref: one for one in run.outcomes}
    outcomes, services = [], []
    for one in (parts.outcome for parts in framework.outcomes):
        service = one.service if one.group_id is None else service_of.get(one.group_id, "")
        if run.selection.service and service not in ("", run.selection.service):
            continue
        bare = found.get(one.outcome_ref) or OutcomeFinding(outcome_ref=one.outcome_ref, title="", level=one.level)
        outcomes.append(replace(bare, title=one.title, level=one.level, scope=framework.scope(one)))
        services.append((one.outcome_ref, service))
    names = tuple(one.name for one in run.theory.activities)
    theory = replace(run.theory, arrows=arrows_between(names, services, decided_in(framework)))
    return replace(run, outcomes=tuple(outcomes), theory=theory)


def set_arrow(
    office: Office, outcome_id: int, activity: str, *, leads: bool | None = None, assumption: str | None = None
) -> Done[TheoryArrow]:
    """Draw an arrow from an activity to an outcome, take it away, or write what it assumes.

    None leaves a part as it is. Raises UserCanFix when the outcome is not there any more, or no service has that name.
    """
    with office.writing("Changed the theory of change") as unit:
        from sfph_desktop.core.store.queries.outcomes import services_known
        from sfph_desktop.core.store.queries.values import value, values_of

        outcome: Outcome | None = value(unit.connection, "outcomes", outcome_id)
        if outcome is None:
            raise gone("This outcome")
        known = services_known(unit.connection)
        activity = as_called(activity, known)
        if activity not in known:
            named = ", ".join(known) or "none yet"
            raise UserCanFix(what=f"There is no service called '{activity}'.", do=f"Choose one of: {named}.")
        every = [one for one in values_of(unit.connection, "theory_arrows") if one.outcome_id == outcome_id]
        before = next((one for one in every if one.activity == activity), None)
        arrow = before or TheoryArrow(outcome_id=outcome.id, activity=activity)
        if leads is not None:
            arrow = replace(arrow, stands="yes" if leads else "no")
        if assumption is not None:
            arrow = replace(arrow, assumption=" ".join(assumption.split()))
        if before is None:
            arrow = replace(arrow, id=unit.add("theory_arrows", arrow))
        else:
            unit.change("theory_arrows", arrow)
        does = "leads" if arrow.stands == "yes" else "does not lead"
        unit.why = f"{activity} {does} to {outcome.title}"
    return saved(unit, arrow, f"{activity} {does} to “{outcome.title}”")


def told(found: Chain) -> tuple[str, ...]:
    """The chain in sentences."""
    from sfph_desktop.core.reports.summaries.theory import chain_words

    return chain_words(found)


def picture(office: Office, found: Chain, style: object) -> tuple[str, bytes, tuple[BoxPlace, ...]]:
    """The picture for the screen: what it says in words, it as SVG, and its boxes."""
    from sfph_desktop.core.reports.charts.screen import style_of
    from sfph_desktop.core.reports.charts.theory import theory_chart
    from sfph_desktop.core.reports.charts.vectors import screen_svg
    from sfph_desktop.core.reports.summaries.theory import chain_alt

    alt = chain_alt(found)
    drawn = theory_chart(
        found, alt, style_of(style, office.paths.resources / "fonts").sized(titled=False, margin=_EDGE)
    )
    return alt, screen_svg(drawn), drawn.places


def write_picture(office: Office, run: ImpactRun, out: Path) -> Path:
    """Write the picture as SVG, PNG or PDF, by the ending; small numbers are held back as on paper.

    Raises UserCanFix for another ending, a run without a chain, and a folder that cannot be written.
    """
    if out.suffix.lower() not in ENDINGS:
        raise UserCanFix(what=f"{out.name} is no picture.", do=f"End the name with {', '.join(ENDINGS)}.")
    found = chain(run, guard=True)
    content = _drawn(office, found, run, out.suffix.lower())
    try:
        write_atomically(out, content)
    except OSError as trouble:
        raise UserCanFix(
            what=f"{out} could not be written.",
            why=f"The computer said: {trouble.strerror}.",
            do="Choose another folder.",
        ) from None
    return out


def _drawn(office: Office, found: Chain, run: ImpactRun, ending: str) -> bytes:
    from sfph_desktop.core.reports.charts.board import chart_png, chart_svg
    from sfph_desktop.core.reports.charts.style import ChartStyle
    from sfph_desktop.core.reports.charts.theory import theory_chart
    from sfph_desktop.core.reports.pdf import pdf_bytes
    from sfph_desktop.core.reports.summaries.theory import chain_alt, theory_document

    title = f"How {run.enterprise} brings about change" if run.enterprise else "How we bring about change"
    if ending == ".pdf":  # every page of a document is stamped; a picture goes alone
        return pdf_bytes(theory_document(run, found, title, office.paths.resources / "fonts"))
    style = ChartStyle(fonts=office.paths.resources / "fonts", width=640.0, size=10.0)
    drawn = theory_chart(found, chain_alt(found), style, title=f"SAMPLE: {title}" if run.sample else title)
    if ending == ".png":
        return chart_png(drawn.figure, _DOTS)
    return chart_svg(drawn)
