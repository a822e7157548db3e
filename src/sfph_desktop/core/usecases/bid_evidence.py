"""Which of the enterprise's own outcomes speak to an opportunity, and which figures of the latest run show them."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.usecases.kept_runs import newest_run
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.opportunities import OpportunityPage
from sfph_desktop.core.usecases.outcomes import outcome_framework

_EVERYWHERE = (
    "people person support service community health social care better more less improve increase reduce feel have "
    "help work local need use find found place placement bring back year years paid part user client change level "
    "adult life live living quality provide provision contract"
)
"""Words that nearly every notice has: sharing one of them tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaks:
    """One outcome of ours that shares words with an opportunity."""

    outcome_ref: str
    title: str
    words: tuple[str, ...]
    """The words that both have, as they stand in our outcome."""
    figures: tuple[str, ...] = ()
    """Evidence numbers of the latest kept run that show it."""
    snapshot: str = ""


def evidence_for(office: Office, page: OpportunityPage) -> tuple[Speaks, ...]:
    """Outcomes of ours that speak to it, those with figures first, then those that share most words."""
    from sfph_desktop.core.reference.phrases import stem, words_of

    small = office.library.phrases().words.small | set(words_of(_EVERYWHERE))
    stops = {stem(word) for word in small}
    wanted = {stem(word) for word in words_of(_text(page)) if len(word) > 3} - stops
    run = newest_run(office)
    shown = _figures(run) if run is not None else {}
    found = []
    for parts in outcome_framework(office).outcomes:
        one = parts.outcome
        ours = dict.fromkeys(words_of(f"{one.title} {one.phrase} {one.construct}"))
        both = tuple(word for word in ours if len(word) > 3 and stem(word) in wanted)
        if both:
            found.append(
                Speaks(
                    outcome_ref=one.outcome_ref,
                    title=one.title,
                    words=both,
                    figures=shown.get(one.outcome_ref, ()),
                    snapshot=run.snapshot if run is not None else "",
                )
            )
    return tuple(sorted(found, key=lambda one: (not one.figures, -len(one.words), one.outcome_ref)))


def _text(page: OpportunityPage) -> str:
    found = page.opportunity
    pieces = [found.title, found.description, *(f"{lot.title} {lot.description}" for lot in page.lots)]
    pieces.extend(one.name for one in page.criteria)
    pieces.extend(one.text for one in (*page.codes, *page.passages))
    return " ".join(pieces)


def _figures(run: ImpactRun) -> dict[str, tuple[str, ...]]:
    """By the reference of an outcome: the evidence numbers of the figures that tell something of it."""
    numbers = {(one.kind, one.key): one.evidence for one in figures_of(run)}
    shown: dict[str, tuple[str, ...]] = {}
    for finding in run.outcomes:
        told = [numbers.get((one.figure_kind, one.figure_key), "") for one in finding.indicators if one.known]
        if any(told):
            shown[finding.outcome_ref] = tuple(dict.fromkeys(number for number in told if number))
    return shown
