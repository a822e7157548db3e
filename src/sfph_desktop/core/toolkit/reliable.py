"""Reading one person's change: Jacobson and Truax, the rules of NHS Talking Therapies, regression to the mean.

All lists are plain numbers: these functions serve a few scores at a time and the printed method notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, pi, sqrt

Z_RELIABLE = 1.96
"""Jacobson & Truax 1991: beyond this a change is reliable (strictly)."""
PHQ9_CASE, GAD7_CASE = 10, 8
PHQ9_RELIABLE, GAD7_RELIABLE = 6, 4


def sem(sd: float, reliability: float) -> float:
    """Standard error of measurement: SD · √(1 - r)."""
    return sd * sqrt(1 - reliability)


def s_diff(sd: float, reliability: float) -> float:
    """Standard error of a difference between two scores: √2 · SEM (Jacobson & Truax 1991)."""
    return sqrt(2) * sem(sd, reliability)


def reliable_change_index(change: float, sd: float, reliability: float) -> float:
    """RCI = change / S_diff (Jacobson & Truax 1991). ZeroDivisionError where the score has no error at all."""
    return change / s_diff(sd, reliability)


def reliable_threshold(sem_value: float, *, z: float = Z_RELIABLE, multiplier: float | None = None) -> float:
    """Smallest reliable change in points: z · √2 · SEM, with z 1.96 unless the source has another.

    Where the source prints a multiplier of the SEM (2.77, say), that times the SEM.
    """
    return sem_value * (z * sqrt(2) if multiplier is None else multiplier)


def reliable_category(index: float, *, higher_is_better: bool, critical: float = Z_RELIABLE) -> str:
    """`improved`, `unchanged` or `deteriorated` by the RCI; exactly the critical value is unchanged."""
    better = index if higher_is_better else -index
    if better > critical:
        return "improved"
    return "deteriorated" if better < -critical else "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutoffs:
    """The three cut-offs of Jacobson & Truax (1991): 2 SD beyond the clinical, 2 SD within the functional, between."""

    a: float
    b: float
    c: float


def jt_cutoffs(
    mean_clinical: float, sd_clinical: float, mean_functional: float, sd_functional: float, *, higher_is_better: bool
) -> Cutoffs:
    """Cut-offs a = M_clin ± 2 SD_clin, b = M_func ∓ 2 SD_func, c = (SD_f·M_c + SD_c·M_f) / (SD_f + SD_c)."""
    side = 1 if higher_is_better else -1
    return Cutoffs(
        a=mean_clinical + side * 2 * sd_clinical,
        b=mean_functional - side * 2 * sd_functional,
        c=(sd_functional * mean_clinical + sd_clinical * mean_functional) / (sd_functional + sd_clinical),
    )


def jt_category(before: float, after: float, *, cutoff: float, threshold: float, higher_is_better: bool) -> str:
    """`recovered`, `improved`, `unchanged`, `deteriorated` or `harmed` (Jacobson & Truax 1991).

    Recovered: reliably better and across the cut-off from the clinical side. Harmed: the same the other way.
    A reliable change is strictly more than `threshold` points.
    """
    side = 1 if higher_is_better else -1
    moved = side * (after - before)
    started_clinical, ended_clinical = side * before < side * cutoff, side * after < side * cutoff
    if moved > threshold:
        return "recovered" if started_clinical and not ended_clinical else "improved"
    if moved < -threshold:
        return "harmed" if ended_clinical and not started_clinical else "deteriorated"
    return "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkingTherapies:
    """One person's course by the rules of NHS Talking Therapies. None wherever a last score is missing."""

    case_at_start: bool
    in_paired_denominator: bool
    recovery: bool | None = None
    reliable_improvement: bool | None = None
    reliable_deterioration: bool | None = None
    reliable_recovery: bool | None = None


def talking_therapies(
    phq9_first: float, gad7_first: float, phq9_last: float | None, gad7_last: float | None
) -> TalkingTherapies:
    """Caseness, recovery and reliable change as NHS Talking Therapies defines them.

    Case: PHQ-9 ≥ 10 or GAD-7 ≥ 8. Reliable: PHQ-9 by 6, GAD-7 by 4. Improvement: one reliably better and none
    reliably worse. Deterioration: one reliably worse and none reliably better. Where one is better and the other
    worse, both are False: sources differ, and the two scores are to be shown instead of a verdict.
    """
    case = phq9_first >= PHQ9_CASE or gad7_first >= GAD7_CASE
    if phq9_last is None or gad7_last is None:
        return TalkingTherapies(case_at_start=case, in_paired_denominator=False)
    fell, eased = phq9_first - phq9_last, gad7_first - gad7_last
    better = fell >= PHQ9_RELIABLE or eased >= GAD7_RELIABLE
    worse = fell <= -PHQ9_RELIABLE or eased <= -GAD7_RELIABLE
    recovery = case and phq9_last < PHQ9_CASE and gad7_last < GAD7_CASE
    return TalkingTherapies(
        case_at_start=case,
        in_paired_denominator=True,
        recovery=recovery,
        reliable_improvement=better and not worse,
        reliable_deterioration=worse and not better,
        reliable_recovery=recovery and better and not worse,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a group picked for its low scores would show without any service."""

    first_mean: float
    change: float


def regression_to_mean(mean: float, sd: float, r: float, selected_below: float) -> Expected:
    """Change to expect of people selected below a cut, by nothing but regression to the mean.

    Normal theory (Linden 2013, BMC Med Res Methodol 13:119): mean of the selected = M - SD · φ(z) / Φ(z), expected
    change = (1 - r) · (M - mean of the selected). For scales where higher is worse, give everything with its sign
    turned.
    """
    from sfph_desktop.core.toolkit.light_scipy import ndtr

    z = (selected_below - mean) / sd
    first = mean - sd * exp(-z * z / 2) / sqrt(2 * pi) / float(ndtr(z))
    return Expected(first_mean=first, change=(1 - r) * (mean - first))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """First and last scores of a group, without any rule of selection."""

    n_first: int
    n_last: int
    mean_first: float | None
    mean_last: float | None
    mean_improvement: float | None


def cohort_change(people: Sequence[Sequence[tuple[str, float]]], *, higher_is_better: bool) -> Cohort:
    """First and last score of each person, given as (ISO date, score) in any order; None for an empty group.

    n_last and the improvement hold people with two scores or more.
    """
    courses = [sorted(course) for course in people if course]
    firsts = [course[0][1] for course in courses]
    lasts = [course[-1][1] for course in courses if len(course) > 1]
    moved = [course[-1][1] - course[0][1] for course in courses if len(course) > 1]
    return Cohort(
        n_first=len(firsts),
        n_last=len(lasts),
        mean_first=_mean(firsts),
        mean_last=_mean(lasts),
        mean_improvement=_mean([step if higher_is_better else -step for step in moved]),
    )


def _mean(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
