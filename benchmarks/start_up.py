"""Start, warm: a bare main window, our unlock window, and our main window with the store open and Today filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ground import Ground
from measuring import Result, against_ratio, in_turns
from windows import NotShown, Shown, show

ROUNDS = 7


def measure(ground: Ground) -> Iterator[Result]:
    """Fresh processes, interleaved. The store's passphrase costs nothing to stretch: derivation is apart."""
    told: dict[str, Shown] = {}

    def showing(which: str) -> Callable[[], float]:
        def work() -> float:
            told[which] = show(which, ground.small)
            return told[which].seconds

        return work

    works = [
        ("unlock", "start: unlock window shown", 1.3),
        ("today", "start: store open, Today filled, passphrase there at once", 3.0),
        ("typed", "start: store open, Today filled, while typing apart", 3.0),
    ]
    shown: list[str] = []
    for which, work, most in works:
        try:
            showing(which)()  # once before, so that every file is warm
            shown.append(which)
        except NotShown as why:
            aim = f"≤ {most:g} ×"
            yield Result(work=work, ours=None, floor=None, aim=aim, figure="–", met=None, details=(str(why),))
    show("bare", ground.small)
    found = in_turns({which: showing(which) for which in ("bare", *shown)}, ground.turns(ROUNDS))
    for which, work, most in works:
        if which in shown:
            heavy = told[which].heavy
            said = f"heavy libraries imported by then: {', '.join(heavy) or 'none'}"
            yield against_ratio(work, found[which], found["bare"], most=most, also=not heavy, details=(said,))
