"""What the figures of those who bid together come to: people are never added, for some may be with more than one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sfph_desktop.core.domain.joint import SharedFigure
from sfph_desktop.core.domain.joint_pages import Combined, JointSide
from sfph_desktop.core.domain.own_measures import OWN_MARK
from sfph_desktop.core.reports import statements, wording

_TOLD_APART = ("partnership", "roles")
"""Figures that say several things at once: each enterprise's stands for itself."""
Each = tuple[tuple[JointSide, SharedFigure], ...]


def combined(sides: Sequence[JointSide]) -> tuple[Combined, ...]:
    """Every kind of figure that two or more of the sides have, in the order of the first one's figures."""
    alike: dict[tuple[str, str, str], list[tuple[JointSide, SharedFigure]]] = {}
    for side in sides:
        for figure in side.evidence.figures if side.evidence is not None else ():
            if figure.kind not in _TOLD_APART:
                alike.setdefault((figure.kind, figure.key, figure.rule), []).append((side, figure))
    return tuple(_together(tuple(found)) for found in alike.values() if len({side.name for side, _ in found}) > 1)


def origin(who: str, figure: SharedFigure) -> str:
    """`E-0007 of Swift Couriers`."""
    return f"{figure.evidence} of {who}"


def _together(each: Each) -> Combined:
    first = each[0][1]
    told = tuple((side.name, figure) for side, figure in each)
    why_not = next(_reasons(each), "")
    if why_not:
        return Combined(title=first.title, each=told, why_not=why_not)
    people = [figure.people for _, figure in each if figure.people is not None]
    if len(people) == len(each):
        low, high = max(people), sum(people)
        words = f"{first.title}: between {wording.number(low)} and {wording.number(high)} people"
        wholes = [figure.whole for _, figure in each if figure.whole is not None]
        if len(wholes) == len(each):
            words += (
                f", of between {wording.number(max(wholes))} and {wording.number(sum(wholes))} who were measured twice"
            )
        return Combined(title=first.title, each=told, words=wording.sentence(words), low=low, high=high)
    total = sum(figure.quantity for _, figure in each if figure.quantity is not None)
    words = f"{first.title}: {statements.saving(float(total))} together"
    return Combined(title=first.title, each=told, words=wording.sentence(words), total=total or None)


def _reasons(each: Each) -> Iterator[str]:
    """Why figures that look alike may not be said together; none when they may."""
    figures = [figure for _, figure in each]
    periods = {(side.evidence.period_start, side.evidence.period_end) for side, _ in each if side.evidence is not None}
    first = figures[0]
    if len(periods) > 1:
        yield "they are of different periods"
    if first.key.startswith(OWN_MARK):
        yield "each is from a questionnaire of the enterprise's own"
    if first.kind == "changes" and " of " in first.key:
        yield "each is of the people of one service"
    if first.kind == "value":
        yield "values are never added: the same change in the same person could be counted twice"
    counted = all(one.people is not None for one in figures)
    if not counted and not all(one.quantity is not None for one in figures):
        hidden = first.kind in {"reach", "changes", "events"}
        yield "a count is too small to be told" if hidden else "they say different things"
