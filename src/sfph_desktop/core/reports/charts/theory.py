"""The theory of change in one picture: what goes in, what is done, what comes of it, what changes, who gains.

Five columns, read from left to right. The arrows into an outcome meet before it and carry its evidence; an arrow
without evidence is broken. What an arrow assumes stands beneath the picture under its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.theory import BoxPlace, Chain, ChainOutcome
from sfph_desktop.core.reports.charts.board import Board, Drawn
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle, mix

TITLE = "How we bring about change"
WHOLE = 482.0
"""The widths below are parts of it; a wider board is the same picture, wider."""
COLUMNS = {
    "inputs": (0.0, 70.0), "activities": (82.0, 80.0), "outputs": (172.0, 62.0), "outcomes": (318.0, 94.0),
    "benefits": (426.0, 56.0),
}  # fmt: skip
"""Left edge and width of each column."""
TRUNK = 46.0
"""Where the arrows into an outcome have met: the room of the words on it."""
HEADS = {
    "inputs": ("Inputs", "what goes in"), "activities": ("Activities", "what we do"),
    "outputs": ("Outputs", "what comes of it"), "outcomes": ("Outcomes", "what changes"),
    "benefits": ("Benefits", "who gains"),
}  # fmt: skip
LEVEL_WORDS = {"individual": "For each person", "social": "For others", "environmental": "For the planet"}


@dataclass(slots=True)
class _Box:
    """A box with its words; `y` is its top, known when everything is laid out."""

    column: str
    lines: list[tuple[str, bool]]
    """Each line, and whether it is strong."""
    colour: str
    y: float = 0.0
    high: float = 0.0

    @property
    def middle(self) -> float:
        return self.y + self.high / 2


@dataclass(slots=True)
class _Sizes:
    """What is measured once for a board."""

    board: Board
    unit: float
    letters: float
    small: float

    def edges(self, column: str) -> tuple[float, float]:
        left, wide = COLUMNS[column]
        return left * self.unit, (left + wide) * self.unit

    def box(self, column: str, said: Sequence[tuple[str, bool]], colour: str) -> _Box:
        """Words in lines as wide as the column, and how high that makes the box."""
        left, right = self.edges(column)
        inside = right - left - self.letters * 1.5
        lines = [
            (line, strong)
            for text, strong in said
            if text
            for line in self.board.wrapped(text, inside, self.letters if strong else self.small, strong=strong)
        ]
        return _Box(column, lines, colour, high=self.letters * (1.28 * len(lines) + 0.9))


def theory_chart(
    chain: Chain, alt: str, style: ChartStyle = PAPER, *, title: str = "How we bring about change"
) -> Drawn:
    """The picture; `alt` tells the chain in words. ValueError when it has no outcome."""
    if not chain.outcomes:
        raise ValueError("a theory of change without an outcome")
    board = Board(style)
    letters = min(style.size * 0.92, style.width / 58)
    size = _Sizes(board, style.width / WHOLE, letters, letters * 0.92)
    top = _heads(size, board.title(title))
    outcomes, foot = _lay_outcomes(size, chain, top)
    activities = [size.box("activities", [(name, True)], style.accent) for name, _ in chain.activities]
    outputs = [size.box("outputs", [(said, False)], style.accent) for _, said in chain.activities]
    inputs = [size.box("inputs", [(much, True), (what, False)], style.quiet) for what, much in chain.inputs]
    benefits = [size.box("benefits", [(much, True), (who, False)], style.accent) for who, much in chain.benefits]
    for pair in zip(activities, outputs, strict=True):
        high = max(box.high for box in pair)
        for box in pair:
            box.high = high
    foot = max(foot, *(_least(size, boxes) + top for boxes in (activities, inputs, benefits)))
    for boxes in (activities, outputs, inputs, benefits):
        _spread(boxes, top, foot)
    _arrows(size, chain, inputs, activities, outputs, outcomes, benefits)
    for box in (*inputs, *activities, *outputs, *outcomes.values(), *benefits):
        _draw(size, box)
    y = foot + letters * 1.6
    if chain.reach:
        y = board.paragraph(0, y, chain.reach, style.width, size=size.small, colour=style.quiet)
    for number, arrow in enumerate((one for one in chain.arrows if one.assumption), 1):
        title_of = next((one.title for one in chain.outcomes if one.ref == arrow.outcome_ref), "")
        said = f"{number}  {arrow.activity} leads to “{title_of}” if this holds: {arrow.assumption}"
        y = board.paragraph(0, y, said, style.width, size=size.small)
    drawn = board.drawn(title, alt)
    named = [*zip(activities, chain.activities, strict=True), *zip(outputs, chain.activities, strict=True)]
    pressed = [("activity", name, name, box) for box, (name, _) in named]
    pressed += [("outcome", one.ref, one.title, outcomes[one.ref]) for one in chain.outcomes]
    return replace(drawn, places=tuple(_place(size, drawn, *one) for one in pressed))


def _place(size: _Sizes, drawn: Drawn, kind: str, name: str, said: str, box: _Box) -> BoxPlace:
    """Where a box stands on the whole figure."""
    wide, high = (float(side) * 72 for side in drawn.figure.get_size_inches())
    (left, right), margin = size.edges(box.column), size.board.style.margin
    return BoxPlace(
        kind=kind,
        name=name,
        said=said,
        left=(left + margin) / wide,
        top=(box.y + margin) / high,
        wide=(right - left) / wide,
        high=box.high / high,
    )


def _heads(size: _Sizes, y: float) -> float:
    """The names of the five columns; the y where the boxes begin."""
    style = size.board.style
    below = y
    for column, (name, meaning) in HEADS.items():
        left, right = size.edges(column)
        size.board.text(left, y, name, size=size.letters, strong=True)
        end = size.board.paragraph(
            left, y + size.letters * 1.35, meaning, right - left + 8 * size.unit, size=size.small, colour=style.quiet
        )
        below = max(below, end)
    return below + size.letters * 0.4


def _lay_outcomes(size: _Sizes, chain: Chain, y: float) -> tuple[dict[str, _Box], float]:
    """The outcomes from the top down, by level, each level under its name; the boxes by reference, and the foot."""
    style, boxes = size.board.style, {}
    left, _ = size.edges("outcomes")
    for level in LEVELS:
        mine = [one for one in chain.outcomes if one.level == level]
        if mine:
            size.board.text(left, y + size.letters * 0.5, LEVEL_WORDS[level], size=size.small, strong=True)
            y += size.letters * 1.4
        for one in mine:
            valued = "" if one.gains else "not valued yet"
            said = [(one.title, True), (f"for {one.scope}" if one.scope else "", False), (valued, False)]
            boxes[one.ref] = box = size.box("outcomes", said, style.level(level))
            box.high = max(box.high, size.letters * 3.6)
            box.y, y = y, y + box.high + size.letters * 0.8
    return boxes, y - size.letters * 0.8


def _least(size: _Sizes, boxes: Sequence[_Box]) -> float:
    return sum(box.high for box in boxes) + size.letters * 0.8 * max(len(boxes) - 1, 0)


def _spread(boxes: Sequence[_Box], top: float, foot: float) -> None:
    """Boxes from top to foot with the same room between them."""
    if not boxes:
        return
    gap = (foot - top - sum(box.high for box in boxes)) / (len(boxes) + 1)
    if gap < 3:  # no room at the ends
        gap = (foot - top - sum(box.high for box in boxes)) / max(len(boxes) - 1, 1)
        top -= gap
    y = top + gap
    for box in boxes:
        box.y, y = y, y + box.high + gap


def _draw(size: _Sizes, box: _Box) -> None:
    board, style = size.board, size.board.style
    left, right = size.edges(box.column)
    board.bar(left, right, box.middle, box.high, mix(box.colour, style.paper, 0.1))
    board.bar(left, left + 2.4 * size.unit, box.middle, box.high, box.colour)
    y = box.middle - size.letters * 1.28 * (len(box.lines) - 1) / 2
    for said, strong in box.lines:
        letters, colour = (size.letters, style.ink) if strong else (size.small, style.quiet)
        board.text(left + size.letters * 0.9, y, said, size=letters, strong=strong, colour=colour)
        y += size.letters * 1.28


# --- arrows -----------------------------------------------------------------------------------------------------------


def _arrows(
    size: _Sizes,
    chain: Chain,
    inputs: Sequence[_Box],
    activities: Sequence[_Box],
    outputs: Sequence[_Box],
    outcomes: dict[str, _Box],
    benefits: Sequence[_Box],
) -> None:
    style = size.board.style
    quiet = mix(style.quiet, style.paper, 0.75)
    _gather(size, inputs, activities, quiet)
    for does, came in zip(activities, outputs, strict=True):
        start, end = (size.edges("activities")[1], does.middle), (size.edges("outputs")[0], came.middle)
        _curve(size, start, end, style.accent, 1.1, head=True)
    named = {name: box for (name, _), box in zip(chain.activities, outputs, strict=True)}
    paid = {who: box for (who, _), box in zip(chain.benefits, benefits, strict=True)}
    told = {one.ref: one for one in chain.outcomes}
    number = 0
    meet = size.edges("outcomes")[0] - TRUNK * size.unit
    for arrow in chain.arrows:
        number += bool(arrow.assumption)
        box, one = outcomes.get(arrow.outcome_ref), told.get(arrow.outcome_ref)
        if box is None or one is None or arrow.activity not in named:
            continue
        start = (size.edges("outputs")[1], named[arrow.activity].middle)
        _curve(size, start, (meet, box.middle), box.colour, _thick(one), dashed=not one.known)
        if arrow.assumption:
            x, y = (start[0] * 2 + meet) / 3, (start[1] * 3 + box.middle) / 4
            size.board.text(x, y, str(number), size=size.small, strong=True, colour=box.colour, across="center",
                            clear=True)  # fmt: skip
    led = {arrow.outcome_ref for arrow in chain.arrows if arrow.activity in named}
    for ref, box in outcomes.items():
        if ref in led:
            _trunk(size, told[ref], box)
        for who in told[ref].gains:
            if who in paid:
                start, end = (size.edges("outcomes")[1], box.middle), (size.edges("benefits")[0], paid[who].middle)
                _curve(size, start, end, box.colour, 1.0)


def _gather(size: _Sizes, inputs: Sequence[_Box], activities: Sequence[_Box], colour: str) -> None:
    """What goes in serves everything that is done: all inputs meet in one upright line, and from it each activity."""
    if not (inputs and activities):
        return
    right, left = size.edges("inputs")[1], size.edges("activities")[0]
    x = (right + left) / 2
    ends = [box.middle for box in (*inputs, *activities)]
    size.board.line([(x, min(ends)), (x, max(ends))], colour=colour, thick=0.9)
    for box in inputs:
        size.board.line([(right, box.middle), (x, box.middle)], colour=colour, thick=0.9)
    for box in activities:
        size.board.line([(x, box.middle), (left - 1, box.middle)], colour=colour, thick=0.9)
        _head(size, left - 0.5, box.middle, colour)


def _thick(one: ChainOutcome) -> float:
    return 0.9 + 0.3 * one.strength if one.known else 0.9


def _trunk(size: _Sizes, one: ChainOutcome, box: _Box) -> None:
    """Where the arrows have met: the head at the outcome, and the evidence in words above and below."""
    board, style = size.board, size.board.style
    right = size.edges("outcomes")[0]
    left = right - TRUNK * size.unit
    board.line(
        [(left, box.middle), (right - 1, box.middle)], colour=box.colour, thick=_thick(one), dashed=not one.known
    )
    _head(size, right - 0.5, box.middle, box.colour)
    first, _, second = one.evidence.partition(", ")
    above = board.wrapped(first, (TRUNK - 2) * size.unit, size.small * 0.94)
    colour = style.ink if one.known else style.quiet
    y = box.middle - size.small * (0.85 + 1.15 * (len(above) - 1))
    for line in above:
        board.text(left + 1, y, line, size=size.small * 0.94, colour=colour)
        y += size.small * 1.15
    if second:
        board.text(left + 1, box.middle + size.small * 0.95, second, size=size.small * 0.94, colour=colour)


def _curve(
    size: _Sizes,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    thick: float,
    *,
    dashed: bool = False,
    head: bool = False,
) -> None:
    """A line that leaves and arrives level."""
    (x, y), (to_x, to_y) = start, end
    steps = 18
    points = []
    for step in range(steps + 1):
        t = step / steps
        points.append((x + (to_x - x) * t, y + (to_y - y) * (3 * t * t - 2 * t**3)))
    size.board.line(points, colour=colour, thick=thick, dashed=dashed)
    if head:
        _head(size, to_x - 0.5, to_y, colour)


def _head(size: _Sizes, x: float, y: float, colour: str) -> None:
    reach = size.letters * 0.42
    size.board.line([(x - reach, y - reach * 0.8), (x, y), (x - reach, y + reach * 0.8)], colour=colour, thick=1.2)
