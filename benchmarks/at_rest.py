"""Memory at rest: our main window with 5,000 people in the store and Today filled, beside a bare window."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from ground import Ground
from measuring import Result, in_turns
from windows import NotShown, show

ROUNDS = 3
MOST = 120
MB = 1e6


def measure(ground: Ground) -> Iterator[Result]:
    """The resident memory of fresh processes once everything is still."""
    work, aim = f"memory at rest with {ground.people:,} people", f"+ {MOST} MB at most"

    def resident(which: str) -> float:
        return (show(which, ground.large).resident or 0) / MB

    try:
        found = in_turns({"ours": lambda: resident("today"), "bare": lambda: resident("bare")}, ground.turns(ROUNDS))
    except NotShown as why:
        yield Result(work=work, ours=None, floor=None, aim=aim, figure="–", met=None, details=(str(why),))
        return
    ours, bare = median(found["ours"]), median(found["bare"])
    if not bare:
        said = "this system does not tell how much memory a process holds"
        yield Result(work=work, ours=None, floor=None, aim=aim, figure="–", met=None, details=(said,))
        return
    more = median(one - other for one, other in zip(found["ours"], found["bare"], strict=True))
    yield Result(work=work, ours=ours, floor=bare, unit="MB", aim=aim, figure=f"+ {more:.0f} MB", met=more <= MOST)
