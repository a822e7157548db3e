"""What is filled in by hand: the head of a form with its code, answers with a place to mark, lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus.flowables import Flowable

from sfph_desktop.core.reports.blocks import Align, Choices, Picture
from sfph_desktop.core.reports.typeset.layout import Laid, lay
from sfph_desktop.core.reports.typeset.lines import SetText, set_text
from sfph_desktop.core.reports.typeset.pictures import draw_picture, draw_thermometer
from sfph_desktop.core.reports.typeset.shaping import Shaper
from sfph_desktop.core.reports.typeset.style import ACCENT, INK, QUIET, Sheet, TextStyle, rgb
from sfph_desktop.core.reports.typeset.tagging import Element, TaggedCanvas

_GAP = 8.0
_CODE_PAD = 9.0
_BAR, _BARS_HIGH = 0.85, 20.0
"""Points: the narrowest bar (0.3 mm, which a hand scanner reads from a copy too) and how high they stand."""


class FormHeadBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Title and lines at the left; the code in a frame at the right."""

    def __init__(
        self,
        shaper: Shaper,
        texts: Sequence[tuple[SetText, Element]],
        code: Sequence[tuple[SetText, Element]],
        scanned: str = "",
    ) -> None:
        """`scanned`: the code as bars, beneath its signs."""
        super().__init__()
        self._shaper, self._texts, self._code = shaper, texts, code
        self._bars = _bars(scanned) if scanned else None
        self.spaceAfter = 14

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        widest = max([text.natural_width for text, _ in self._code] + [self._bars.width if self._bars else 0.0])
        self._framed = widest + 2 * _CODE_PAD if self._code else 0.0
        room = width - self._framed - (24 if self._code else 0)
        self._left = [lay(self._shaper, text, room, element) for text, element in self._texts]
        self._right = [lay(self._shaper, text, widest + 0.5, element) for text, element in self._code]
        high = self._framed_height
        self.width, self.height = width, max(sum(laid.height for laid in self._left) + 4, high if self._code else 0.0)
        return width, self.height

    def draw(self) -> None:
        """Draw (ReportLab)."""
        top = self.height
        for laid in self._left:
            laid.draw(self.canv, 0, top)
            top -= laid.height
        if not self._right:
            return
        left = self.width - self._framed
        high = self._framed_height
        with self.canv.decoration():
            self.canv.saveState()
            self.canv.setStrokeColorRGB(*rgb(ACCENT))
            self.canv.setLineWidth(1.4)
            self.canv.roundRect(left, self.height - high, self._framed, high, 5, fill=0, stroke=1)
            if self._bars is not None:
                self.canv.setFillColorRGB(0, 0, 0)
                self._bars.drawOn(self.canv, left + _CODE_PAD, self.height - high + _CODE_PAD)
            self.canv.restoreState()
        top = self.height - _CODE_PAD
        for laid in self._right:
            laid.draw(self.canv, left + _CODE_PAD, top)
            top -= laid.height

    @property
    def _framed_height(self) -> float:
        bars = _BARS_HIGH + _CODE_PAD / 2 if self._bars is not None else 0.0
        return sum(laid.height for laid in self._right) + bars + 2 * _CODE_PAD


def _bars(code: str) -> Any:
    """Code 128, without a margin of its own: the frame's padding is ten bars wide."""
    from reportlab.graphics.barcode.code128 import Code128

    return Code128(code, barWidth=_BAR, barHeight=_BARS_HIGH, quiet=0, humanReadable=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetChoice:
    """One answer, shaped, with the elements its number and its words are the content of."""

    number: SetText
    number_element: Element
    label: SetText | None
    label_element: Element | None
    picture: Picture | None


def set_choices(shaper: Shaper, sheet: Sheet, choices: Choices, whole: Element) -> list[SetChoice]:
    """Every answer of a question, shaped, as the items of a list."""
    whole.numbering = "Decimal"
    middle = choices.manner in {"row", "pictures"}
    found = []
    for place, option in enumerate(choices.options):
        item = whole.add("LI")
        align: Align = "centre" if middle else _scale_align(choices, place)
        words = set_text(shaper, option.label, replace(sheet.cell, align=align, after=0)) if option.label else None
        number = set_text(shaper, option.number, ring_style(sheet))
        found.append(
            SetChoice(
                number=number,
                number_element=item.add("Lbl"),
                label=words,
                label_element=item.add("LBody") if words else None,
                picture=option.picture,
            )
        )
    return found


def _scale_align(choices: Choices, place: int) -> Align:
    """The words at the ends of a scale are set towards its middle."""
    if choices.manner not in {"scale", "thermometer"} or place == 0:
        return "left"
    return "right" if place == len(choices.options) - 1 else "centre"


def ring_style(sheet: Sheet) -> TextStyle:
    """The number inside a ring: seen by whoever types it, quiet for whoever answers."""
    return replace(sheet.small, colour=QUIET, align="centre", after=0.0, tabular=True)


def question_indent(sheet: Sheet) -> float:
    """Where the words of a question begin, to the right of its number."""
    return sheet.body.size * 1.9


def ring_radius(sheet: Sheet) -> float:
    """A ring is wide enough for two figures, and to be hit with a thick pen."""
    return sheet.small.size * 1.02 + 1.5


class ChoicesBox(Flowable):  # type: ignore[misc]
    """The answers to one question, each with its ring or box. Never cut: a question is answered on one page."""

    def __init__(self, shaper: Shaper, sheet: Sheet, choices: Choices, options: Sequence[SetChoice]) -> None:
        super().__init__()
        self._shaper, self._sheet, self._choices, self._options = shaper, sheet, choices, options
        self._radius = ring_radius(sheet)
        self.spaceBefore, self.spaceAfter = 3, sheet.body.size * 1.5

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        self.width = width
        self._places = list(self._laid_out(width))
        self.height = max((place.foot for place in self._places), default=0.0)
        return width, self.height

    def least(self, width: float) -> float:
        """All of it."""
        return float(self.wrap(width, 1e6)[1])

    def draw(self) -> None:
        """Draw (ReportLab)."""
        canvas: TaggedCanvas = self.canv
        with canvas.decoration():
            if self._choices.manner == "thermometer":
                draw_thermometer(canvas, 0, self.height - self._tube, self.width, self._tube)
            for place in self._places:
                if place.option.picture is not None:
                    foot = self.height - place.picture_top - place.picture_size
                    draw_picture(canvas, place.option.picture, place.picture_left, foot, place.picture_size)
                self._mark(canvas, place.ring_left, self.height - place.ring_top)
        for place in self._places:
            style = place.option.number.style
            number = lay(self._shaper, place.option.number, 2 * self._radius, place.option.number_element)
            number.draw(canvas, place.ring_left, self.height - place.ring_top - self._radius + style.leading / 2)
            if place.label is not None:
                place.label.draw(canvas, place.label_left, self.height - place.label_top)

    def _mark(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """The ring, or the box where several may be ticked."""
        radius = self._radius
        canvas.saveState()
        canvas.setStrokeColorRGB(*rgb(INK))
        canvas.setLineWidth(1.0)
        if self._choices.several:
            canvas.roundRect(left, top - 2 * radius, 2 * radius, 2 * radius, 2.5, fill=0, stroke=1)
        else:
            canvas.circle(left + radius, top - radius, radius, fill=0, stroke=1)
        canvas.restoreState()

    # --- where everything stands; downwards from the top

    def _laid_out(self, width: float) -> Iterator[_Place]:
        manner = self._choices.manner
        if manner in {"scale", "thermometer"}:
            yield from self._scale(width)
        elif manner in {"row", "pictures"} and self._fits_abreast(width):
            yield from self._abreast(width)
        else:
            yield from self._list(width)

    def _fits_abreast(self, width: float) -> bool:
        own = width / len(self._options) - _GAP
        return own > 2 * self._radius and all(o.label is None or o.label.widest_word <= own for o in self._options)

    def _list(self, width: float) -> Iterator[_Place]:
        """One under the other; a drawing stands between ring and words."""
        top, wide, begin = 0.0, 2 * self._radius, question_indent(self._sheet)
        pictured = any(option.picture is not None for option in self._options)
        side = self._sheet.body.size * 2.6 if pictured else 0.0
        for option in self._options:
            left = begin + wide + _GAP + (side + _GAP * 1.5 if pictured else 0.0)
            label = self._words(option, width - left, align="left")
            high = max(wide, side, label.height if label else 0.0)
            yield _Place(
                option=option,
                ring_left=begin,
                ring_top=top + (high - wide) / 2,
                label=label,
                label_left=left,
                label_top=top + (high - (label.height if label else 0.0)) / 2,
                picture_left=begin + wide + _GAP,
                picture_top=top + (high - side) / 2,
                picture_size=side,
                foot=top + high,
            )
            top += high + self._sheet.body.size * 0.45

    def _abreast(self, width: float) -> Iterator[_Place]:
        """Side by side: drawing, ring, words, each in the middle of its part of the width."""
        own, wide = width / len(self._options), 2 * self._radius
        side = min(own * 0.72, self._sheet.body.size * 4.0) if self._choices.manner == "pictures" else 0.0
        ring_top = side + _GAP if side else 0.0
        for place, option in enumerate(self._options):
            label = self._words(option, own - _GAP)
            yield _Place(
                option=option,
                ring_left=own * (place + 0.5) - self._radius,
                ring_top=ring_top,
                label=label,
                label_left=own * place + _GAP / 2,
                label_top=ring_top + wide + 2,
                picture_left=own * (place + 0.5) - side / 2,
                picture_top=0.0,
                picture_size=side,
                foot=ring_top + wide + 2 + (label.height if label else 0.0),
            )

    def _scale(self, width: float) -> Iterator[_Place]:
        """Rings along a line; words only at the ends and where the author put some between."""
        count, wide = len(self._options), 2 * self._radius
        self._tube = self._sheet.body.size * 1.9 if self._choices.manner == "thermometer" else 0.0
        top = self._tube + _GAP if self._tube else 0.0
        step = (width - wide) / max(count - 1, 1)
        room = width * 0.31
        for place, option in enumerate(self._options):
            label = self._words(option, room)
            centre = step * place + self._radius
            left = 0.0 if place == 0 else width - room if place == count - 1 else centre - room / 2
            yield _Place(
                option=option,
                ring_left=centre - self._radius,
                ring_top=top,
                label=label,
                label_left=left,
                label_top=top + wide + 2,
                foot=top + wide + 2 + (label.height if label else 0.0),
            )

    def _words(self, option: SetChoice, width: float, align: str = "") -> Laid | None:
        if option.label is None:
            return None
        label = option.label
        if align and label.style.align != align:
            label = replace(label, style=replace(label.style, align="left"))
        return lay(self._shaper, label, width, option.label_element)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where one answer stands: lengths from the left edge and from the top of the box, in points."""

    option: SetChoice
    ring_left: float
    ring_top: float
    label: Laid | None
    label_left: float
    label_top: float
    foot: float
    picture_left: float = 0.0
    picture_top: float = 0.0
    picture_size: float = 0.0


class WriteBox(Flowable):  # type: ignore[misc]
    """Ruled lines, with a hint before the first where there is one."""

    def __init__(self, shaper: Shaper, sheet: Sheet, lines: int, hint: tuple[SetText, Element] | None) -> None:
        super().__init__()
        self._shaper, self._lines, self._hint = shaper, lines, hint
        self._leading = sheet.body.size * 2.5
        self.spaceAfter = sheet.body.size * 1.3

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Measure (ReportLab)."""
        self.width, self.height = width, self._leading * self._lines
        return width, self.height

    def least(self, width: float) -> float:
        """All of it."""
        return float(self.wrap(width, 1e6)[1])

    def draw(self) -> None:
        """Draw (ReportLab)."""
        indent = 0.0
        if self._hint is not None:
            text, element = self._hint
            indent = text.natural_width + _GAP
            laid = lay(self._shaper, text, text.natural_width + 0.5, element)
            laid.draw(self.canv, 0, self.height - self._leading + laid.height + 1)
        with self.canv.decoration():
            self.canv.saveState()
            self.canv.setStrokeColorRGB(*rgb(QUIET))
            self.canv.setLineWidth(0.8)
            for line in range(self._lines):
                foot = self.height - self._leading * (line + 1) + 1
                self.canv.line(indent if line == 0 else 0.0, foot, self.width, foot)
            self.canv.restoreState()
