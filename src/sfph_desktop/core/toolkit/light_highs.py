"""The linear programmes of HiGHS, without the rest of SciPy's `optimize`.

That package takes more than a second to import and weighs thirty megabytes with what it wants; its one compiled module
of HiGHS takes a fraction of either. So that is loaded alone, under its own name: whoever imports `scipy.optimize` later
finds it there. A programme that is set up once is solved again for another aim from where it stood, which SciPy's own
functions cannot. The built program carries just this file of the package (installer/sfph_desktop.spec).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any

import numpy as np

from sfph_desktop.core.toolkit.columns import Floats

_NAME = "scipy.optimize._highspy._core"


def compiled() -> Any:
    """The compiled module. ImportError where this release of SciPy keeps it elsewhere."""
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    package = find_spec("scipy")
    folders = (package.submodule_search_locations or ()) if package else ()
    spec = PathFinder.find_spec(_NAME, [f"{folder}/optimize/_highspy" for folder in folders])
    if spec is not None and spec.loader is not None:
        made = sys.modules[_NAME] = module_from_spec(spec)
        spec.loader.exec_module(made)
        return made
    raise ImportError("SciPy has no HiGHS where it is looked for", name=_NAME)


class Programme:
    """Numbers between bounds, and rows of them between sides; the least of any sum of them, as often as is asked."""

    def __init__(self, rows: tuple[Floats, Floats, Floats], bounds: tuple[Floats, Floats]) -> None:
        """`rows`: matrix, lower and upper sides; `bounds`: the lowest and highest of each number."""
        highs = compiled()
        matrix, low, high = rows
        number_of_rows, numbers = matrix.shape
        at_row, at_column = np.nonzero(matrix)
        model = highs.HighsLp()
        model.num_col_, model.num_row_ = numbers, number_of_rows
        model.a_matrix_.num_col_, model.a_matrix_.num_row_ = numbers, number_of_rows
        model.a_matrix_.format_ = highs.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.searchsorted(at_row, np.arange(number_of_rows + 1)).astype(np.int32)
        model.a_matrix_.index_ = at_column.astype(np.int32)
        model.a_matrix_.value_ = matrix[at_row, at_column]
        model.col_cost_ = np.zeros(numbers)
        model.col_lower_, model.col_upper_ = bounds
        model.row_lower_, model.row_upper_ = low, high
        self._optimal = highs.HighsModelStatus.kOptimal
        self._numbers = np.arange(numbers, dtype=np.int32)
        self._solver = highs._Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("presolve", "off")  # so small a programme is solved sooner than it is simplified
        if self._solver.passModel(model) == highs.HighsStatus.kError:
            raise ValueError("the programme is not well formed")

    def least(self, aims: Mapping[int, float]) -> Floats | None:
        """The point at which the sum of coefficient x number is least; None where no point fits all rows."""
        cost = np.zeros(self._numbers.size)
        for number, coefficient in aims.items():
            cost[number] = coefficient
        self._solver.changeColsCost(self._numbers.size, self._numbers, cost)
        self._solver.run()
        if self._solver.getModelStatus() != self._optimal:
            return None
        return np.array(self._solver.getSolution().col_value)
