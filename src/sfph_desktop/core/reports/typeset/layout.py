"""The boxes a page is filled with: text with what belongs to it, tiles, figures, columns, the cover strip.

Each box is a ReportLab flowable that measures, splits and draws itself, and says to the canvas what it draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportlab.platypus.flowables import CondPageBreak, Flowable

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports.typeset.ink import Stroke, fill, number, strokes
from sfph_desktop.core.reports.typeset.lines import Line, SetText, break_lines
from sfph_desktop.core.reports.typeset.marks import draw_mark
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import WHITE, Colour, rgb
from sfph_desktop.core.reports.typeset.tagging import Element, Press, TaggedCanvas


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading for the outline: where it stands is known when it is drawn."""

    level: int
    text: str
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Laid:
    """A text in lines of one width, and the element it is the content of; without one it is decoration."""

    text: SetText
    lines: tuple[Line, ...]
    width: float
    element: Element | None
    parts: dict[int, Element] = field(default_factory=dict)
    """Elements within the element: by number of link; 0 for text that runs right to left."""

    @property
    def height(self) -> float:
        """In points."""
        return len(self.lines) * self.text.style.leading

    def cut(self, kept: int) -> tuple[Laid, Laid]:
        """The first lines, and the rest: both the content of the same element."""
        return replace(self, lines=self.lines[:kept]), replace(self, lines=self.lines[kept:])

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Draw the lines below `top`."""
        if self.element is None:
            with canvas.decoration():
                for stroke in self._strokes(left, top):
                    canvas.addLiteral(stroke.code)
            return
        waiting: list[str] = []
        for stroke in self._strokes(left, top):
            if not stroke.link:
                waiting.append(stroke.code)
                continue
            self._draw_plain(canvas, waiting)
            waiting = []
            self._draw_link(canvas, stroke)
        self._draw_plain(canvas, waiting)

    def _strokes(self, left: float, top: float) -> list[Stroke]:
        """The parts of all lines, each line where its alignment puts it."""
        style = self.text.style
        # The middle of the small letters stands in the middle of the line.
        baseline = top - style.leading / 2 - style.size * 0.31
        found: list[Stroke] = []
        for line in self.lines:
            free = self.width - line.width
            indent = free if style.align == "right" else free / 2 if style.align == "centre" else 0.0
            found.extend(strokes(line, left + indent, baseline))
            baseline -= style.leading
        return found

    def _draw_plain(self, canvas: TaggedCanvas, code: Sequence[str]) -> None:
        """Draw what is no link."""
        if not code or self.element is None:
            return
        element = self.element
        if self.text.turned and not self.text.addresses:
            element = self._part(0, "Span")
            element.actual = self.text.said
        with canvas.content_of(element):
            canvas.addLiteral("\n".join(code))

    def _part(self, number: int, kind: str) -> Element:
        """The part of the element with that number, made when first wanted."""
        part = self.parts.get(number)
        if part is None and self.element is not None:
            part = self.parts[number] = self.element.add(kind)
        if part is None:
            raise OurBug("Decoration has no parts.")
        return part

    def _draw_link(self, canvas: TaggedCanvas, stroke: Stroke) -> None:
        """Draw a part of a link, with a line under it and the place to press."""
        element = self._part(stroke.link, "Link")
        under = stroke.baseline - stroke.size * 0.14
        with canvas.content_of(element):
            canvas.addLiteral(stroke.code)
            canvas.addLiteral(
                f"q {stroke.size * 0.05:.2f} w 0.059 0.420 0.420 RG {number(stroke.left)} {number(under)} m "
                f"{number(stroke.left + stroke.width)} {number(under)} l S Q"
            )
        left, foot = canvas.absolutePosition(stroke.left, stroke.baseline - stroke.size * 0.25)
        right, top = canvas.absolutePosition(stroke.left + stroke.width, stroke.baseline + stroke.size * 0.85)
        address = self.text.addresses[stroke.link - 1]
        element.kids.append(Press(canvas.page, (left, foot, right, top), address, stroke.said.strip() or address))


def lay(shaper: Shaper, text: SetText, width: float, element: Element | None) -> Laid:
    """Break a text into lines of a width."""
    return Laid(text, break_lines(shaper, text, width), width, element)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What a box of text has around it, in points: insets, padding, a mark before its first line, a ground."""

    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    foot: float = 0.0
    mark: BenefitLevel | None = None
    mark_size: float = 0.0
    mark_colour: Colour = ""
    dot: Colour = ""
    label: SetText | None = None
    """A list item's bullet or number, set in the left inset."""
    label_element: Element | None = None
    aside: SetText | None = None
    """Set at the right of the first line, within the right inset; the content of the same element."""
    ground: Colour = ""
    side_rule: Colour = ""
    rule_below: Colour = ""
    rule_above: Colour = ""


class TextBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A text in lines with what belongs to it; splits between lines, never leaving one line alone."""

    def __init__(
        self,
        shaper: Shaper,
        text: SetText,
        element: Element | None,
        *,
        manner: Manner | None = None,
        bookmark: tuple[int, str, list[Bookmark]] | None = None,
        laid: Laid | None = None,
    ) -> None:
        super().__init__()
        self._shaper, self._text, self._element = shaper, text, element
        self._manner, self._bookmark, self._laid = manner or Manner(), bookmark, laid
        self._fixed = laid is not None
        self.spaceBefore, self.spaceAfter = text.style.before, text.style.after

    def _lay(self, width: float) -> Laid:
        """The text in lines of what the insets leave of the width."""
        inner = max(24.0, width - self._manner.left - self._manner.right)
        if self._laid is None or (not self._fixed and abs(self._laid.width - inner) > 0.01):
            self._laid = lay(self._shaper, self._text, inner, self._element)
        return self._laid

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        self.width = width
        self.height = self._lay(width).height + self._manner.top + self._manner.foot
        return width, self.height

    def least(self, width: float) -> float:
        """The height that the first lines need: two of them, or all of a short text."""
        laid = self._lay(width)
        lines = len(laid.lines) if len(laid.lines) < 4 else 2
        return lines * self._text.style.leading + self._manner.top

    def split(self, width: float, height: float) -> list[Flowable]:
        """Cut where the height ends (ReportLab); nothing when no good cut is there."""
        laid = self._lay(width)
        leading = self._text.style.leading
        room = int((height - self._manner.top + 0.01) / leading)
        count = len(laid.lines)
        kept = min(room, count - 2)
        if kept < 2 or count < 4:
            return []
        first, rest = laid.cut(kept)
        head = replace(self._manner, foot=0.0, rule_below="")
        tail = replace(self._manner, mark=None, dot="", label=None, aside=None, rule_above="")
        above = TextBox(self._shaper, self._text, self._element, manner=head, bookmark=self._bookmark, laid=first)
        below = TextBox(self._shaper, self._text, self._element, manner=tail, laid=rest)
        above.spaceAfter = below.spaceBefore = 0
        return [above, below]

    def draw(self) -> None:
        """Draw (ReportLab)."""
        canvas, manner, laid = self.canv, self._manner, self._lay(self.width)
        top = self.height - manner.top
        self._draw_decoration(canvas, top)
        if manner.label is not None:
            lay(self._shaper, manner.label, manner.left, manner.label_element).draw(canvas, 0, top)
        if self._bookmark is not None:
            level, text, outline = self._bookmark
            outline.append(Bookmark(level, text, canvas.page, canvas.absolutePosition(0, self.height)[1] + 6))
        laid.draw(canvas, manner.left, top)
        if manner.aside is not None:
            aside = lay(self._shaper, manner.aside, manner.right, self._element)
            # On the baseline of the first line, though its type is smaller.
            drop = (laid.text.style.leading - manner.aside.style.leading) / 2
            aside.draw(canvas, self.width - manner.right, top - drop)

    def _draw_decoration(self, canvas: TaggedCanvas, top: float) -> None:
        """Grounds, rules and marks: for the eye only."""
        manner = self._manner
        if not (
            manner.ground or manner.side_rule or manner.rule_below or manner.rule_above or manner.mark or manner.dot
        ):
            return
        with canvas.decoration():
            if manner.ground:
                area(canvas, manner.ground, 0, 0, self.width, self.height)
            if manner.side_rule:
                area(canvas, manner.side_rule, 0, 0, 3, self.height)
            if manner.rule_below:
                area(canvas, manner.rule_below, 0, 0, self.width, 0.9)
            if manner.rule_above:
                area(canvas, manner.rule_above, 0, self.height - 0.6, self.width, 0.6)
            middle = top - self._text.style.leading / 2
            if manner.mark:
                foot = middle - manner.mark_size / 2
                draw_mark(canvas, manner.mark, 0, foot, manner.mark_size, (manner.mark_colour, WHITE))
            if manner.dot:
                canvas.setFillColorRGB(*rgb(manner.dot))
                radius = self._text.style.size * 0.27
                canvas.circle(radius + 1, middle, radius, fill=1, stroke=0)


def area(canvas: Any, colour: Colour, left: float, foot: float, width: float, height: float) -> None:
    """A filled rectangle."""
    box = " ".join([number(part) for part in (left, foot, width, height)])
    canvas.addLiteral(f"{fill(colour)} {box} re f")


def outline(canvas: Any, colour: Colour, left: float, foot: float, side: float) -> None:
    """The outline of a square."""
    red, green, blue = rgb(colour)
    box = " ".join([number(part) for part in (left, foot, side, side)])
    canvas.addLiteral(f"{red:.3f} {green:.3f} {blue:.3f} RG 0.9 w {box} re S")


_MOST_ROOM = 560.0
"""No more is asked for than a page has below a heading."""


class Room(CondPageBreak):  # type: ignore[misc]
    """A new page unless the boxes that follow, and the beginning of the last of them, fit on this one."""

    def __init__(self, boxes: Sequence[Flowable]) -> None:
        super().__init__(0)
        self.boxes = tuple(boxes)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Decide (ReportLab): asks the frame for a new page when there is too little room."""
        self.height = min(least_height(self.boxes, width), _MOST_ROOM)
        wrapped: tuple[float, float] = super().wrap(width, height)
        return wrapped


def least_height(boxes: Sequence[Flowable], width: float) -> float:
    """The height of all boxes but the last in full, and of the beginning of the last, with the spaces between them."""
    total = float(boxes[0].getSpaceBefore()) if boxes else 0.0
    for place, box in enumerate(boxes):
        last = place == len(boxes) - 1
        own = box.least(width) if last and hasattr(box, "least") else box.wrap(width, 1e6)[1]
        total += own + (0 if last else max(box.getSpaceAfter(), boxes[place + 1].getSpaceBefore()))
    return total
