"""What the parameters of the uncertainty are called in a chart and beside it."""

from __future__ import annotations

from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.line_names import Names

_PLAIN = {
    "quantity": "how much changed",
    "unit value": "price of one",
    "deadweight": "would have happened anyway",
    "displacement": "moved from elsewhere",
    "attribution": "owed to others",
    "drop off": "lost in later years",
}
_SHARES = ("deadweight", "displacement", "attribution", "drop off")


def _swing_name(parameter: str) -> tuple[str, str]:
    """The value line and the plain name of a parameter: `V1: drop-off` is (`V1`, `drop off`)."""
    line, _, name = parameter.rpartition(": ")
    return line, name.replace("-", " ").replace("_", " ")


def swing_label(parameter: str, names: Names) -> str:
    """A parameter of the tornado (`V1: unit value`) in words: `Less loneliness: price of one`."""
    line, name = _swing_name(parameter)
    return f"{wording.capital(names.get(line, line))}: {_PLAIN.get(name, name)}" if line else _PLAIN.get(name, name)


def swing_said(parameter: str, names: Names) -> str:
    """A parameter inside a sentence: `the price of one in “less loneliness”`."""
    line, name = _swing_name(parameter)
    said = _PLAIN.get(name, name)
    said = f"the share that {'' if name == 'deadweight' else 'is '}{said}" if name in _SHARES else said
    said = f"the {said}" if name == "unit value" else said
    return f"{said} in “{names.get(line, line)}”" if line else said


def swing_value(parameter: str, amount: float) -> str:
    """Where a parameter stands at one end: a share as `30 of 100`, a price in pounds, an amount as it is."""
    _, name = _swing_name(parameter)
    if name in _SHARES:
        return f"{wording.number(amount * 100)} of 100"
    if name == "unit value":
        return wording.rough_money(amount)
    return wording.quantity(amount)
