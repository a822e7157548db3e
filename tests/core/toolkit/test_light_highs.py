"""Linear programmes by the compiled HiGHS alone, beside SciPy's own."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy.optimize import linprog

from sfph_desktop.core.toolkit.light_highs import Programme


def test_one_programme_solved_for_many_aims_gives_what_scipy_gives() -> None:
    draw = np.random.default_rng(4)
    for _ in range(20):
        matrix = draw.integers(-1, 2, (4, 7)).astype(float)
        inside = draw.integers(0, 30, 7).astype(float)
        side = matrix @ inside
        programme = Programme((matrix, side - 1, side + 1), (np.zeros(7), np.full(7, 50.0)))
        for number in range(7):
            for sign in (1.0, -1.0):
                point = programme.least({number: sign})
                theirs = linprog(
                    np.eye(7)[number] * sign,
                    A_ub=np.vstack([matrix, -matrix]),
                    b_ub=np.concatenate([side + 1, 1 - side]),
                    bounds=(0, 50),
                )
                assert point is not None
                assert sign * point[number] == pytest.approx(theirs.fun)


def test_where_nothing_fits_there_is_no_point() -> None:
    none = Programme((np.ones((1, 2)), np.array([9.0]), np.array([9.0])), (np.zeros(2), np.ones(2)))
    assert none.least({0: 1.0}) is None


def test_the_rest_of_scipys_optimize_stays_out_and_works_when_it_comes_later() -> None:
    told = (
        "import sys; from sfph_desktop.core.toolkit.light_highs import compiled; compiled();"
        "assert 'scipy.optimize' not in sys.modules, 'all of it came';"
        "from scipy.optimize import linprog; print(linprog([1], bounds=(2, 3)).fun)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "2.0", done.stderr
