"""The figures of a run as lines for the eye: what stands on a card, which colour it has, and what it opens.

Nothing is worked out here. A line is the figure's own statement; a number is only shortened for reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.figures import Figure, figures_of, main_number
from sfph_desktop.core.domain.impact import (
    ChangeFigure,
    EnvironmentFigure,
    EventFigure,
    ImpactRun,
    Selection,
    TargetFigure,
    ValueLineFigure,
)
from sfph_desktop.core.domain.values import Period
from sfph_desktop.ui.models.said import plain_dates, said_day

_MILLION = 999_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One figure as a card shows it."""

    evidence: str
    kind: str
    """As in `domain.figures`: reach, changes, events, environment, value_line, value, target, partnership, roles."""
    level: BenefitLevel | None = None
    line: str
    beneath: str = ""
    held_back: str = ""
    """`Not claimed` or `Not added`: two words that stand before the line; blank where the figure counts."""
    chart: str = ""
    """Key of the chart that shows this one figure; blank where there is none of its own."""
    strength: str = ""
    """`level 2 of 4`; blank where a level of evidence does not apply."""

    @property
    def spoken(self) -> str:
        """The whole card for those who listen."""
        parts = (self.held_back, self.line, self.beneath, self.strength and f"Evidence {self.strength}", self.evidence)
        return ". ".join(part.rstrip(".") for part in parts if part)


def findings(run: ImpactRun) -> tuple[Finding, ...]:
    """Every figure of the run, in the order in which evidence numbers were given."""
    from sfph_desktop.core.usecases.line_words import indicator_names, line_names

    lines, counts = line_names(run), indicator_names(run)
    return tuple(finding(figure, lines, counts) for figure in figures_of(run))


def at_level(all_of_them: tuple[Finding, ...], level: BenefitLevel) -> tuple[Finding, ...]:
    """Changes, events and environment of one level; those that are claimed first, otherwise as they were."""
    kept = [found for found in all_of_them if found.level == level and found.kind != "value_line"]
    return tuple(sorted(kept, key=lambda found: bool(found.held_back)))


def of_kind(all_of_them: tuple[Finding, ...], kind: str) -> tuple[Finding, ...]:
    """The findings of one kind."""
    return tuple(found for found in all_of_them if found.kind == kind)


def finding(figure: Figure, lines: Mapping[str, str], counts: Mapping[str, str]) -> Finding:
    """One figure as a card shows it; what value lines are about, by reference, and what indicators count, by name."""
    value = figure.value
    if isinstance(value, ChangeFigure):
        return _change(value)
    if isinstance(value, EventFigure):
        pending = f"{value.pending:,} too recent to count yet." if value.pending else ""
        drawn = "" if value.scope else "events"
        return _plain(figure, value.statement_short or value.statement, pending, level=value.level, chart=drawn)
    if isinstance(value, EnvironmentFigure):
        line = value.statement_short or value.statement
        return _plain(figure, line, value.note, level=value.level, chart="environment")
    if isinstance(value, ValueLineFigure):
        return _value_line(value, lines)
    if isinstance(value, TargetFigure):
        return _plain(figure, _target_line(value, counts), plain_dates(value.note))
    return _plain(figure, value.statement or main_number(figure), chart="payer" if figure.kind == "value" else "")


def _plain(
    figure: Figure, line: str, beneath: str = "", *, level: BenefitLevel | None = None, chart: str = ""
) -> Finding:
    strength = _strength(getattr(figure.value, "evidence_level", 0))
    return Finding(
        evidence=figure.evidence,
        kind=figure.kind,
        level=level,
        line=line or main_number(figure),
        beneath=beneath,
        chart=chart,
        strength=strength,
    )


def _strength(level: int) -> str:
    return f"level {level} of 4" if level else ""


def _change(figure: ChangeFigure) -> Finding:
    others = ""
    if figure.claimed and figure.same is not None and figure.worse is not None:
        others = f"{figure.same:,} stayed about the same, {figure.worse:,} got worse."
    return Finding(
        evidence=figure.evidence,
        kind="changes",
        level=figure.level,
        line=figure.statement_short or figure.statement,
        beneath=others,
        held_back="" if figure.claimed else "Not claimed",
        chart="" if figure.scope else f"change:{figure.instrument}.{figure.output}",  # what is drawn is everybody's
        strength=_strength(figure.evidence_level) if figure.claimed else "",
    )


def _value_line(line: ValueLineFigure, lines: Mapping[str, str]) -> Finding:
    from sfph_desktop.core.usecases.line_words import told_by_name

    priced = line.unit_value_title or line.unit_value_id
    what = sentence(lines.get(line.line_ref, line.line_ref)).rstrip(".")
    worth = "" if line.pv is None else f": {rough_pounds(line.pv)}"
    gains = f" for {payer(line.payer)}" if line.payer and line.counted else ""
    reason = told_by_name(line.reason.removeprefix("Not added:").strip(), lines)
    return Finding(
        evidence=line.evidence,
        kind="value_line",
        level=line.level,
        line=f"{what}{worth}{gains} ({priced})",
        beneath="" if line.counted else sentence(reason),
        held_back="" if line.counted else "Not added",
    )


def _target_line(target: TargetFigure, counts: Mapping[str, str]) -> str:
    due = f", due {said_day(target.due_date)}" if target.due_date else ""
    what = counts.get(target.indicator, target.indicator)
    if target.delivered is None:
        return f"{target.contract_ref}: {target.target:,g} {what} promised{due} (not known yet)"
    of = "" if target.measured is None else f" of {target.measured:,} measured"
    return f"{target.contract_ref}: {target.delivered:,g}{of} delivered, {target.target:,g} promised ({what}{due})"


# --- numbers and names, said -----------------------------------------------------------------------------------------


def payer(name: str) -> str:
    """A payer inside a sentence: `the NHS`, `other public bodies`."""
    return {
        "NHS": "the NHS",
        "local authority": "the local authority",
        "DWP": "the DWP",
        "justice": "the justice system",
        "other public purse": "other public bodies",
    }.get(name, name)


def rough_pounds(amount: float) -> str:
    """Pounds as people say them, to two figures: `£15,000`, `£1.2 million`; under £100 to the pound."""
    sign, size = ("−" if amount < 0 else ""), abs(amount)
    if size < 100:
        return f"{sign}£{size:,.0f}"
    if size >= _MILLION:
        return f"{sign}£{size / 1_000_000:,.1f} million"
    return f"{sign}£{float(f'{size:.2g}'):,.0f}"


def pounds_range(low: float | None, high: float | None) -> str:
    """`likely £150,000 to £410,000`; blank where no range was drawn."""
    return "" if low is None or high is None else f"likely {rough_pounds(low)} to {rough_pounds(high)}"


def period_words(period: Period) -> str:
    """`1 Apr 2025 to 31 Mar 2026`."""
    return f"{said_day(period.start)} to {said_day(period.end)}"


def scope_words(selection: Selection) -> str:
    """Which service and contract were looked at."""
    parts = [selection.service, selection.contract_ref and f"contract {selection.contract_ref}"]
    return ", ".join(part for part in parts if part) or "every service and contract"


def sentence(text: str) -> str:
    """With a capital at its beginning and a stop at its end; nothing stays nothing."""
    text = text.strip()
    return text and text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


__all__ = [
    "LEVELS",
    "Finding",
    "at_level",
    "finding",
    "findings",
    "of_kind",
    "payer",
    "period_words",
    "pounds_range",
    "rough_pounds",
    "scope_words",
    "sentence",
]
