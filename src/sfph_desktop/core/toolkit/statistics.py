"""The statistics of change, each with the source of its formula. Differences are later minus earlier.

Whatever cannot be worked out is None; nothing here gives nan or infinity. SciPy is imported where a
distribution is needed and only then (`light_scipy`, which opens in a fraction of the time of `scipy.stats`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, sqrt

import numpy as np

from sfph_desktop.core.toolkit.columns import Floats, average, finite, total

Z_95 = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""
SAME = 6
"""Decimals to which differences are rounded before they are compared: floating-point noise makes false ties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanChange:
    """A mean difference with its t interval and t test."""

    n: int
    mean: float
    sd: float | None
    """Sample standard deviation (n - 1); None below two pairs."""
    low: float | None
    high: float | None
    t: float | None = None
    p: float | None = None


def spread(values: Floats) -> float | None:
    """Sample standard deviation (n - 1); exactly 0 where all values agree to six decimals; None below two."""
    if values.size < 2:
        return None
    if float(np.ptp(np.round(values, SAME))) == 0.0:
        return 0.0
    return finite((total((values - average(values)) ** 2) / (values.size - 1)) ** 0.5)


def t_quantile(share: float, df: float) -> float:
    """Quantile of Student's t distribution with `df` degrees of freedom."""
    from sfph_desktop.core.toolkit.light_scipy import stdtrit

    return float(stdtrit(df, share))


def mean_change(differences: Floats, confidence: float = 0.95) -> MeanChange | None:
    """Mean of the differences ± t(n - 1) · SD / √n (Student's paired t). None without differences.

    With one pair, or no spread, there is no test; with one pair no interval either.
    """
    n = int(differences.size)
    if n == 0:
        return None
    mean, sd = average(differences), spread(differences)
    if sd is None:
        return MeanChange(n=n, mean=mean, sd=None, low=None, high=None)
    error = sd / sqrt(n)
    half = t_quantile(0.5 + confidence / 2, n - 1) * error
    if not error:
        return MeanChange(n=n, mean=mean, sd=sd, low=mean - half, high=mean + half)
    from sfph_desktop.core.toolkit.light_scipy import stdtr

    t = mean / error
    return MeanChange(n=n, mean=mean, sd=sd, low=mean - half, high=mean + half, t=t, p=2 * float(stdtr(n - 1, -abs(t))))


# --- effect sizes (Cumming; Lakens 2013, Front Psychol 4:863) -------------------------------------


def standardised_response_mean(mean: float, sd: float | None) -> float | None:
    """Mean change / SD of the change (also d_z, or t / √n): the SRM, never to be called Cohen's d.

    0 where nothing changed at all; no figure where everybody changed by the same amount.

    In code: None for no figure.
    """
    if sd:
        return finite(mean / sd)
    return 0.0 if sd == 0 and mean == 0 else None


def srm_from_t(t: float, n: int) -> float:
    """SRM = t / √n, for papers that print t and n."""
    return t / sqrt(n)


def average_spread(before: Floats, after: Floats) -> float | None:
    """sd_av = √((sd before² + sd after²) / 2): what d_av is measured in. None below two pairs."""
    sd_before, sd_after = spread(before), spread(after)
    return None if sd_before is None or sd_after is None else sqrt((sd_before**2 + sd_after**2) / 2)


def d_av(mean: float, sd_av: float | None) -> float | None:
    """Effect size d_av: mean change / SD_av, with SD_av = √((SD before² + SD after²) / 2). None where that is 0."""
    return finite(mean / sd_av) if sd_av else None


def d_av_interval(d: float, sd: float, n: int, sd_av: float) -> tuple[float, float]:
    """95 % interval: d_av ± 1.96 · SD of the differences / (√n · SD_av), as the R package effectsize gives it."""
    half = 1.96 * sd / (sqrt(n) * sd_av)
    return d - half, d + half


def d_av_interval_noncentral(before: Floats, after: Floats, confidence: float = 0.95) -> tuple[float, float] | None:
    """Interval of d_av by the noncentral t distribution (Algina & Keselman 2003). None without spread."""
    from sfph_desktop.core.toolkit.light_scipy import nctdtrinc

    change, sd_av = mean_change(after - before, confidence), average_spread(before, after)
    if change is None or change.t is None or change.sd is None or not sd_av:
        return None
    unit, tail = change.sd / (sqrt(change.n) * sd_av), (1 - confidence) / 2
    low, high = (float(nctdtrinc(change.n - 1, share, change.t)) * unit for share in (1 - tail, tail))
    return low, high


def hedges_j(df: float) -> float | None:
    """Exact small-sample correction J = Γ(df/2) / (√(df/2) · Γ((df-1)/2)) (Hedges & Olkin 1985). None at df ≤ 1."""
    return exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2) if df > 1 else None


def hedges_j_approximate(df: float) -> float:
    """The usual approximation J = 1 - 3 / (4 · df - 1)."""
    return 1 - 3 / (4 * df - 1)


def g_av(d: float, n: int) -> float | None:
    """Effect size g_av: d_av · J(n - 1), the exact J for n - 1 degrees of freedom.

    That is the convention of the R package effectsize; Lakens (2013) uses 2(n - 1).
    """
    j = hedges_j(n - 1)
    return None if j is None else d * j


def correlation(before: Floats, after: Floats) -> float | None:
    """Pearson's r between the two scores; None where one of them has no spread."""
    if not spread(before) or not spread(after):
        return None
    return finite(float(np.corrcoef(before, after)[0, 1]))


# --- Wilcoxon's signed-rank test ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRank:
    """Wilcoxon's signed-rank test: the smaller rank sum (two-sided) or W+ (one-sided), and p."""

    statistic: float
    p: float


def wilcoxon(
    differences: Floats, *, method: str = "auto", alternative: str = "two-sided", correction: bool = True
) -> SignedRank | None:
    """Wilcoxon's signed-rank test (1945), two-sided. None where every difference is zero.

    Differences are rounded to six decimals, zeros are left out, ties are given mid-ranks. Exact up to 25 differences
    without ties; else the normal approximation, corrected for ties and for continuity.

    In code: `method` is `exact`, `normal` or `auto` (as said above); without `correction` the approximation is not
    corrected for continuity; `alternative` is `two-sided`, `greater` or `less`.
    """
    moved = np.round(differences, SAME)
    moved = moved[moved != 0]
    n = int(moved.size)
    if n == 0:
        return None
    _, inverse, counts = np.unique(np.abs(moved), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    plus, whole = float(ranks[moved > 0].sum()), n * (n + 1) / 2
    statistic = min(plus, whole - plus) if alternative == "two-sided" else plus
    ties = int(counts.max()) > 1
    if method == "exact" or (method == "auto" and n <= 25 and not ties):
        return SignedRank(statistic=statistic, p=_exact_p(plus, n, alternative))
    squeeze = float((counts.astype(np.float64) ** 3 - counts).sum()) / 48
    error = sqrt(n * (n + 1) * (2 * n + 1) / 24 - squeeze)
    return SignedRank(statistic=statistic, p=_normal_p(plus - whole / 2, error, alternative, correction))


def _exact_p(plus: float, n: int, alternative: str) -> float:
    """Exact p of W+ from the number of subsets of the ranks 1..n with each sum."""
    ways = np.ones(1)
    for rank in range(1, n + 1):
        grown = np.zeros(ways.size + rank)
        grown[: ways.size] += ways
        grown[rank:] += ways
        ways = grown
    chance = ways / ways.sum()
    below = float(chance[: int(np.floor(plus)) + 1].sum())
    above = float(chance[int(np.ceil(plus)) :].sum())
    if alternative == "greater":
        return above
    return below if alternative == "less" else min(1.0, 2 * min(below, above))


def _normal_p(away: float, error: float, alternative: str, correction: bool) -> float:
    """The p of W+ lying `away` from its expectation, by the normal distribution with standard error `error`."""
    from sfph_desktop.core.toolkit.light_scipy import ndtr

    nudge = 0.5 if correction else 0.0
    if alternative == "greater":
        return float(ndtr(-(away - nudge) / error))
    if alternative == "less":
        return float(ndtr((away + nudge) / error))
    return min(1.0, 2 * float(ndtr(-max(abs(away) - nudge, 0.0) / error)))


# --- proportions ----------------------------------------------------------------------------------


def wilson(count: int, n: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Wilson's interval of a share, k of n people (1927); right where k is 0 or n too. None where n is 0."""
    if n <= 0:
        return None
    z = Z_95
    if confidence != 0.95:
        from sfph_desktop.core.toolkit.light_scipy import ndtri

        z = float(ndtri(0.5 + confidence / 2))
    p, stretch = count / n, 1 + z * z / n
    centre = (p + z * z / (2 * n)) / stretch
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / stretch
    return (0.0 if count == 0 else max(0.0, centre - half)), (1.0 if count == n else min(1.0, centre + half))


def mcnemar_exact(gained: int, lost: int) -> float:
    """McNemar's exact two-sided p on the two discordant cells: min(1, 2 · P(X ≤ min)), X ~ Bin(sum, ½).

    1 where nobody changed sides: to be told as "nobody changed category".
    """
    if gained + lost == 0:
        return 1.0
    from sfph_desktop.core.toolkit.light_scipy import bdtr

    return min(1.0, 2 * float(bdtr(min(gained, lost), gained + lost, 0.5)))


def mcnemar_chi2(gained: int, lost: int, *, correction: bool = True) -> tuple[float, float] | None:
    """McNemar's χ² = (|b - c| - 1)² / (b + c) and its p (1 df); without `correction` (b - c)² / (b + c)."""
    if gained + lost == 0:
        return None
    from sfph_desktop.core.toolkit.light_scipy import chdtrc

    chi2 = (abs(gained - lost) - (1 if correction else 0)) ** 2 / (gained + lost)
    return chi2, float(chdtrc(1, chi2))


# --- comparison -----------------------------------------------------------------------------------


def difference_in_differences(
    ours: tuple[int, float, float], theirs: tuple[int, float, float], confidence: float = 0.95
) -> tuple[float, float, float] | None:
    """Our mean change less theirs, with Welch's interval, from each group's number, mean and standard deviation.

    Degrees of freedom by Welch and Satterthwaite. No figure where a group has fewer than two pairs.

    In code: each group is (n, mean, sd); answers (difference, low, high), or None.
    """
    (n1, m1, s1), (n2, m2, s2) = ours, theirs
    if n1 < 2 or n2 < 2:
        return None
    v1, v2 = s1 * s1 / n1, s2 * s2 / n2
    difference = m1 - m2
    if not v1 + v2:
        return difference, difference, difference
    df = (v1 + v2) ** 2 / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1))
    half = t_quantile(0.5 + confidence / 2, df) * sqrt(v1 + v2)
    return difference, difference - half, difference + half
