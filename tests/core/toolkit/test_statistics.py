"""The statistics against SciPy's own, and at their edges."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from sfph_desktop.core.toolkit import reliable
from sfph_desktop.core.toolkit import statistics as stats

steps = st.lists(st.integers(-12, 12), min_size=2, max_size=60)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_mean_change_is_students(differences: list[int]) -> None:
    found = stats.mean_change(np.array(differences, dtype=float))
    assert found is not None
    if len(set(differences)) == 1:
        assert (found.sd, found.t, found.p) == (0, None, None)
        assert found.low == found.high == differences[0]
        return
    theirs = scipy_stats.ttest_1samp(differences, 0)
    low, high = theirs.confidence_interval(0.95)
    assert (found.t, found.p, found.low, found.high) == pytest.approx((theirs.statistic, theirs.pvalue, low, high))


@settings(max_examples=60, deadline=None)
@given(steps)
def test_wilcoxon_is_scipys(differences: list[int]) -> None:
    found = stats.wilcoxon(np.array(differences, dtype=float))
    moved = [one for one in differences if one]
    if not moved:
        assert found is None
        return
    ties = len({abs(one) for one in moved}) < len(moved)
    exact = len(moved) <= 25 and not ties
    theirs = scipy_stats.wilcoxon(moved, method="exact" if exact else "asymptotic", correction=True)
    assert found is not None
    assert (found.statistic, found.p) == pytest.approx((theirs.statistic, theirs.pvalue))


@pytest.mark.parametrize("way", ["greater", "less"])
@pytest.mark.parametrize("method", ["exact", "normal"])
def test_wilcoxon_one_sided(way: str, method: str) -> None:
    differences = np.array([1.0, -2, 3, 4, 5, -6, 7, 8])
    found = stats.wilcoxon(differences, method=method, alternative=way)
    named = "exact" if method == "exact" else "asymptotic"
    theirs = scipy_stats.wilcoxon(differences, method=named, alternative=way, correction=True)
    assert found is not None
    assert (found.statistic, found.p) == pytest.approx((theirs.statistic, theirs.pvalue))


def test_noise_makes_no_differences_and_no_spread() -> None:
    start = np.array([0.1, 1.1, 23.3])
    same = start + 0.7 - start
    assert len(set(same.tolist())) > 1  # floating point alone
    assert stats.spread(same) == 0
    found = stats.wilcoxon(np.array([0.1 + 0.2 - 0.3, 1.0, -1.0]))
    assert found is not None and found.statistic == 1.5  # one zero, one tie


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_is_the_binomial(gained: int, lost: int) -> None:
    theirs = scipy_stats.binomtest(min(gained, lost), gained + lost, 0.5).pvalue if gained + lost else 1.0
    assert stats.mcnemar_exact(gained, lost) == pytest.approx(theirs)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(1, 60))
def test_wilson_is_scipys_and_holds_the_share(count: int, more: int) -> None:
    n = count + more
    low, high = stats.wilson(count, n) or (1, 0)
    theirs = scipy_stats.binomtest(count, n).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert 0 <= low <= count / n <= high <= 1


def test_wilson_with_another_confidence() -> None:
    theirs = scipy_stats.binomtest(7, 20).proportion_ci(0.9, method="wilson")
    assert stats.wilson(7, 20, 0.9) == pytest.approx((theirs.low, theirs.high))


def test_difference_in_differences_is_welchs() -> None:
    found = stats.difference_in_differences((12, 3.0, 4.0), (30, 1.0, 2.0))
    theirs = scipy_stats.ttest_ind_from_stats(3.0, 4.0, 12, 1.0, 2.0, 30, equal_var=False)
    assert found is not None
    difference, low, high = found
    se = 2.0 / theirs.statistic
    df = (16 / 12 + 4 / 30) ** 2 / ((16 / 12) ** 2 / 11 + (4 / 30) ** 2 / 29)
    half = scipy_stats.t.ppf(0.975, df) * se
    assert (difference, low, high) == pytest.approx((2.0, 2.0 - half, 2.0 + half))
    assert stats.difference_in_differences((1, 3.0, 0.0), (30, 1.0, 2.0)) is None
    assert stats.difference_in_differences((5, 3.0, 0.0), (30, 1.0, 0.0)) == (2.0, 2.0, 2.0)


def test_edges_of_effect_sizes() -> None:
    one = np.array([3.0])
    assert stats.mean_change(np.array([])) is None
    alone = stats.mean_change(one)
    assert alone is not None and (alone.sd, alone.low, alone.p) == (None, None, None)
    assert stats.average_spread(one, one) is None
    assert stats.d_av(1.0, 0.0) is None
    assert stats.hedges_j(1) is None
    assert stats.g_av(1.0, 2) is None
    assert stats.correlation(np.array([1.0, 1.0]), np.array([1.0, 2.0])) is None
    assert stats.d_av_interval_noncentral(np.array([1.0, 2.0]), np.array([2.0, 3.0])) is None


def test_both_better_and_worse_is_no_verdict() -> None:
    found = reliable.talking_therapies(15, 10, 8, 15)
    assert (found.reliable_improvement, found.reliable_deterioration) == (False, False)


def test_a_run_never_imports_the_slow_part_of_scipy() -> None:
    lines = (
        "import sys; from datetime import date; import sfph_desktop.core.toolkit.pipeline as p",
        "assert not [m for m in sys.modules if m.startswith('scipy')], 'scipy at import'",
        "from tests.core.toolkit.cases import *",
        "made = Enterprise()",
        "[made.episode(n, '2025-05-01') for n in range(1, 13)]",
        "[made.pair(n, 'phq9.total', 15 + n % 3, 6 + n % 5) for n in range(1, 13)]",
        "made.rest = {'value_lines': (line('L1', 'phq9.improved', 'v'), line('L2', 'phq9.change_sum', 'v'))}",
        "library = reference(unit_values={'v': unit_value('v', 5)})",
        "run = p.run_impact(made.facts(), library, Selection(period=YEAR), Choices())",
        "assert run.changes[0].claimed and run.changes[0].crossed",
        "brought = {'scipy.stats', 'scipy.special', 'numpy.f2py', 'numpy.testing'} & set(sys.modules)",
        "assert 'scipy' in sys.modules and not brought, brought",
        "from sfph_desktop.core.toolkit.light_scipy import ndtr; import scipy.special, scipy.stats",
        "assert scipy.special._ufuncs.ndtr is ndtr, 'two copies'",
        "assert abs(scipy.special.ndtr(1.0) - 0.8413447) < 1e-6 and scipy.stats.norm.ppf(0.5) == 0",
    )
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)
