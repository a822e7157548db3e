"""The day beside a score: of two questionnaires in one row, each has its own column of days, to its right or its left.

`Loneliness at start | Date asked | Loneliness now | Date asked again`. Without them both would be taken to have been
filled in on the day the person started, and there would be no change to tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sfph_desktop.core.interchange.column_values import Values
from sfph_desktop.core.interchange.sheet_shape import Table
from sfph_desktop.core.interchange.targets import group_of

_SAYS_WHEN = re.compile(
    r"\b(?:dates?|dated|when|day|asked|taken|completed|done|filled|assessed|scored|on)\b", re.IGNORECASE
)
_OTHER_DAY = re.compile(r"\b(?:next|due|birth|born|planned|expires?)\b", re.IGNORECASE)
RIGHT, LEFT = 1, -1


def days_beside(table: Table, values: Sequence[Values], taken: Mapping[int, tuple[str, float]]) -> dict[int, str]:
    """By place of a column that is not taken for anything else: the target for the day of the answers beside it.

    All groups of answers of a sheet have their day on the same side; the side that gives more of them a day is it.
    """
    groups: dict[str, list[int]] = {}
    dated = set()
    for place, (name, _) in taken.items():
        group = group_of(name)
        if group and name.endswith(".date"):
            dated.add(group)
        elif group:
            groups.setdefault(group, []).append(place)
    open_ = {group: places for group, places in groups.items() if group not in dated}
    sides = [_on_side(side, open_, table, values, taken) for side in (RIGHT, LEFT)]
    return max(sides, key=len)


def _on_side(
    side: int, groups: Mapping[str, list[int]], table: Table, values: Sequence[Values], taken: Mapping[int, object]
) -> dict[int, str]:
    found = {}
    for group, places in groups.items():
        place = (max(places) if side == RIGHT else min(places)) + side
        if 0 <= place < len(values) and place not in taken and _is_when(table.headings[place], values[place]):
            found[place] = f"assessments.{group}.date"
    return found


def _is_when(heading: str, values: Values) -> bool:
    said = _SAYS_WHEN.search(heading) is not None and _OTHER_DAY.search(heading) is None
    return said and values.share("day") > 0.5
