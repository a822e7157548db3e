"""What each kind of figure means, in words: the text that stands on the evidence page beside the figure's records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sfph_desktop.core.domain.impact import (
    MINIMUM_PAIRS,
    ChangeFigure,
    EnvironmentFigure,
    EventFigure,
    ImpactRun,
    TargetFigure,
    ValueLineFigure,
    ValueSummary,
)
from sfph_desktop.core.reports import indicators, phrases, value_words, wording


def define(figure_kind: str, figure: Any, run: ImpactRun) -> str:
    """The definition of a figure of that kind (`domain.figures.Figure.kind`); KeyError for a kind there is not.

    Two people who read it and hold the same records should come to the same number.
    """
    whose = getattr(figure, "scope", "")
    alone = f" Only people of '{whose}' are counted, because one of our own outcomes is for them." if whose else ""
    return f"{_DEFINITIONS[figure_kind](figure, run)} {scope(run)}{alone}"


def scope(run: ImpactRun) -> str:
    """Which records the run looked at: its period and, where chosen, its service and contract."""
    chosen = [f"from {wording.period(run.selection.period)}"]
    if run.selection.service:
        chosen.append(f"in the service '{run.selection.service}'")
    if run.selection.contract_ref:
        chosen.append(f"under the contract {run.selection.contract_ref}")
    return wording.sentence(f"the run looked at records {', '.join(chosen)}")


def _reach(_figure: Any, _run: ImpactRun) -> str:
    return (
        "People: different people with a named attendance in the period or with an enrolment that was open in it; each "
        "counted once. Visits: named attendances. Visits by people nobody named are kept apart as a lowest and a "
        "highest count; they are never counted as people and never enter a before-and-after measure. Somebody who on "
        "that day was here only as a volunteer or a staff member is neither a person reached nor a visit."
    )


def _change(figure: ChangeFigure, _run: ImpactRun) -> str:
    name = phrases.short_name(figure)
    rule = figure.improved_rule or "any change of the score"
    return wording.sentences(
        "Each goal has its first and its latest rating in the same enrolment and is compared only with itself, by its "
        "place on the sheet; a person's result is the mean over the goals rated both times. A goal that was replaced "
        "must be entered in a place of its own" * (figure.goals is not None),
        f"One pair for each person: the first {name} result of an enrolment (up to 28 days before it starts) and the "
        "last one after it, at least the instrument's shortest interval later and inside the period",
        "Of several enrolments the one with the later last result counts",
        "Eligible: people with a first result whose review fell due in the period, or whose enrolment ended in it, or "
        "who have a pair",
        f"Better, the same or worse by this rule: {rule}",
        "The average is the mean of last less first, turned so that more is better, with its 95 % confidence interval "
        "(t)",
        "The range of the share is Wilson's; the cautious share counts all without a second result as not improved",
        f"Below {MINIMUM_PAIRS} pairs no change is claimed and no average is given",
    )


def _event(figure: EventFigure, _run: ImpactRun) -> str:
    return wording.sentences(
        f"Records of the type “{phrases.event_name(figure.event_type)}” dated in the period",
        "People are different people; events are dated records; the quantity is the sum of what was entered with them. "
        "These are three different figures",
        "A record with a duration counts only once the whole duration lies inside the period; until then it is told "
        "apart as too recent to count",
    )


def _environment(figure: EnvironmentFigure, _run: ImpactRun) -> str:
    if figure.counted_only:
        return wording.sentences("The sum of the quantities recorded in the period", figure.note)
    kind = (
        "the quantity recorded and the quantity it replaced, each"
        if figure.replaces_factor
        else "the quantity recorded"
    )
    balance = "; the saving is the second less the first" if figure.replaces_factor else "; it is counted as avoided"
    return wording.sentences(
        f"{wording.capital(kind)} times the UK conversion factor of the year of its date, in kg of CO2e{balance}",
        "Where new goods are replaced, only the stated share that really took the place of new ones counts"
        * bool(figure.replaces_factor),
        "Waste factors cover collection and treatment only",
    )


def _value_line(line: ValueLineFigure, run: ImpactRun) -> str:
    return wording.sentences(
        f"Number of {indicators.words(line.indicator, run)}, less what would have happened anyway, what was moved from "
        "elsewhere and what is owed to others, times the unit value",
        "The unit value is brought to the price base with the GDP deflator; the value of later years is lowered by "
        "what is lost in each year and by the Treasury's discount rate; the period's own year is not discounted",
        "Where several contracts paid for a person, each counts with its recorded share",
        "A line counts only when every share taken off has been decided with a reason; of lines that value the same "
        "change in the same people only the largest counts",
        *_because(line),
    )


def _because(line: ValueLineFigure) -> Iterator[str]:
    """Why each share is what it is, and where that comes from, as it was said when the run was made."""
    for name, meaning in value_words.TAKEN_OFF:
        share: float | None = getattr(line, name)
        if share is not None and name in line.because:
            yield f"{wording.capital(meaning)}: {wording.in_a_hundred(share)}, because {line.because[name]}"
    if line.checked:
        yield f"The unit value was checked: {line.checked}"


def _value(value: ValueSummary, run: ImpactRun) -> str:
    draws = wording.number(value.draws or run.choices.draws)
    return wording.sentences(
        "Total: the present values of all lines that count, wellbeing and social value and public cost avoided added "
        "up, with the part that can be released as cash told apart",
        "Ratio: the total over what went in, of the same period and scope; volunteer hours are part of what went in",
        f"Likely range: 90 in 100 of {draws} trial calculations, each drawing every number inside its own range",
        "Equal to cost: the share of changes that would have had to happen anyway for the value to fall to the cost",
    )


def _target(target: TargetFigure, run: ImpactRun) -> str:
    due = f", due {wording.day(target.due_date)}" if target.due_date else ""
    what = indicators.words(target.indicator, run)
    return wording.sentences(
        f"Promised under {target.contract_ref}: {wording.quantity(target.target)} {what}{due}",
        "Delivered: the same figure of this run, by the end of the period",
    )


def _partnership(_figure: Any, _run: ImpactRun) -> str:
    return (
        "Referrals count in the period in which they were made. Partners: different organisations, practices or teams "
        "of the directory that referred somebody to us in it, or to whom we referred somebody. First contact and start "
        "count when they came by the end of the period; the days run from the referral to the first contact, and half "
        "of those contacted waited no longer than the number given. Somebody referred twice is two referrals and one "
        "person."
    )


def _roles(_figure: Any, _run: ImpactRun) -> str:
    return (
        "People reached who in the period were also recorded as a volunteer or as a staff member; somebody who is both "
        "stands once in each count. On a day somebody is a service user when a role says so, when an enrolment of "
        "theirs is open, or when no role at all is recorded for that day. Whoever is only a volunteer or a staff "
        "member that day is not counted as a person reached, and their name in a register is no visit. Volunteers and "
        "staff are those recorded in the period for the whole enterprise; of them, those who came for support first "
        "or still do have an enrolment, a visit or the role of a service user by its end."
    )


_DEFINITIONS: dict[str, Callable[[Any, ImpactRun], str]] = {
    "reach": _reach,
    "changes": _change,
    "events": _event,
    "environment": _environment,
    "value_line": _value_line,
    "value": _value,
    "target": _target,
    "partnership": _partnership,
    "roles": _roles,
}
