"""The findings of a level under the enterprise's own outcomes, for the page of a run."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.outcome_findings import OutcomeFinding
from sfph_desktop.ui.models.outcome_words import served_words
from sfph_desktop.ui.widgets.findings import Finding, at_level


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart:
    """One outcome with its findings; without a title, what tells of no outcome."""

    title: str
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    """Why something is not known."""
    beneath: str = ""


def by_outcome(run: ImpactRun, found: tuple[Finding, ...], level: BenefitLevel) -> tuple[OutcomePart, ...]:
    """The outcomes of a level in their order, then the findings of the level that tell of no outcome at any level.

    A finding stands once on the page: under the first outcome it tells of.
    """
    keys = {(one.kind, one.key): one.evidence for one in figures_of(run)}
    cards = {one.evidence: one for one in found}
    taken: set[str] = set()
    parts = []
    # Outcomes of the levels before take their findings first, so that each stands where it is read first.
    for one in run.outcomes:
        numbers = [keys[figure] for figure in one.figures if figure in keys]
        mine = tuple(cards[number] for number in dict.fromkeys(numbers) if number in cards and number not in taken)
        again = [number for number in dict.fromkeys(numbers) if number in taken]
        taken.update(finding.evidence for finding in mine)
        if one.level == level:
            parts.append(_part(one, mine, again))
    used = {keys[figure] for one in run.outcomes for figure in one.figures if figure in keys}
    left = tuple(one for one in at_level(found, level) if one.evidence not in used)
    if left:
        parts.append(OutcomePart(title="Also found" if parts else "", findings=left))
    return tuple(parts)


def _part(one: OutcomeFinding, mine: tuple[Finding, ...], again: list[str]) -> OutcomePart:
    from sfph_desktop.core.usecases.line_words import plain_kinds

    whose = f" ({one.scope})" if one.scope else ""
    missing = tuple(dict.fromkeys(plain_kinds(i.reason) for i in one.indicators if i.reason and not i.figure_kind))
    if not one.indicators:
        missing = ("nothing shows it yet",)
    serves = served_words(one.serves)
    beneath = [f"Told as well by {', '.join(again)}" if again else "", f"Serves: {serves}" if serves else ""]
    return OutcomePart(
        title=f"{one.title}{whose}",
        findings=mine,
        missing=tuple(f"Not known yet: {reason}" for reason in missing),
        beneath=". ".join(part for part in beneath if part),
    )
