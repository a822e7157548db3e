"""The page of one record in a room of Contracts: what is said of it, its facts, and the records that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, row, words
from sfph_desktop.ui.widgets.chart_shelf import chart_width, lone_width
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.growing import Worded
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed, in_order, stops_down
from sfph_desktop.ui.widgets.read_out import Groups, ReadOut

Offers = Mapping[str, tuple[Sequence[str], Mapping[str, str]]]
"""By field: what may be chosen, and how each is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPart:
    """Records that belong to the one on the page: how they are headed, said, and added."""

    name: str
    icon: str
    title: str
    none: str
    fields: tuple[Field, ...]
    verb: str
    say: Callable[[Any], tuple[str, ...]]
    """The head of a record, then what is told under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One record as its page shows it."""

    record: int
    title: str
    sub: str = ""
    told: tuple[str, ...] = ()
    """Running text; `Groups` are shown to be read out."""
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Charts under what is told: in words, and as a picture."""
    lone: bool = False
    """The charts are drawn by `lone_style`, and stand as wide."""
    value: Any
    parts: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    offers: Offers = field(default_factory=dict)
    """For the record's own fields; those of a part as `part.field`."""


class RoomSheet(Sheet):
    """Each field is kept when it is left; all else is sent as it is wished."""

    changed = Signal(object)
    part_added = Signal(str, object)
    part_removed = Signal(str, int)

    def __init__(
        self,
        theme: Theme,
        name: str,
        fields: Sequence[Field],
        parts: Sequence[RoomPart],
        actions: Sequence[QPushButton],
        last: Sequence[QPushButton] = (),
    ) -> None:
        """`actions` stand under the head; `last` at the end of the page."""
        super().__init__(theme, name)
        self._actions = tuple(actions)
        self.header = PageHeader(theme, name)
        self.told = Worded()
        self.told.setLayout(column(gap=theme.space("small")))
        self.form = Form(theme, fields)
        self.form.committed.connect(lambda name, value: self.changed.emit({name: value}))
        self.parts = {one.name: _Part(theme, one) for one in parts}
        self.add(self.header, *([Flow(theme.space("small"), *actions)] if actions else []), self.told, self.form)
        for made in self.parts.values():
            made.added.connect(self.part_added)
            made.removed.connect(self.part_removed)
            self.add(made)
        self.add(*([Flow(theme.space("small"), *last)] if last else []), None)

    def show_one(self, shown: Shown) -> None:
        """Show a record as it is kept now; what somebody is in the middle of typing stays."""
        self.header.say(shown.title, shown.sub)
        layout = self.told.layout()
        while layout is not None and layout.count():
            former = layout.takeAt(0)
            if former is not None and (gone := former.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for text in shown.told:
            if layout is not None:
                layout.addWidget(ReadOut(self.theme, text) if isinstance(text, Groups) else Prose(text))
        for alt, drawn in shown.pictures:
            if layout is not None:
                layout.addWidget(_picture(self.theme, alt, drawn, lone=shown.lone))
        self.told.setVisible(bool(shown.told or shown.pictures))
        in_order(*self._actions, *stops_down(self.told), *stops_down(self.form))
        for name, (choices, said) in shown.offers.items():
            part, dot, inner = name.partition(".")
            form = self.parts[part].form if dot else self.form
            form.rows[inner if dot else name].offer(choices, said)
        self.form.show_value(shown.value)
        for name, made in self.parts.items():
            made.show_records(shown.parts.get(name, ()))

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field."""
        if not self.form.show_problems(failure):
            self.form.show_problem(next(iter(self.form.rows)), str(failure))


def _picture(theme: Theme, alt: str, drawn: bytes, *, lone: bool) -> QWidget:
    widest = lone_width(theme) if lone else chart_width(theme)
    canvas = FigureCanvas(theme, alt.partition(". ")[0].removeprefix("Chart: "), alt, widest=widest)
    canvas.show_bytes(drawn)
    room = held(column(canvas))
    room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    return room


class _Part(Headed):
    """What belongs to the record, one under the other, and a form for the next."""

    added = Signal(str, object)
    removed = Signal(str, int)

    def __init__(self, theme: Theme, part: RoomPart) -> None:
        super().__init__(theme, part.icon, part.title)
        self.theme, self.part = theme, part
        self.form = Form(theme, part.fields)
        self.problem = words("", "problem")
        self.problem.hide()
        self.add_button = button(theme, part.verb, self._on_add, icon="add")
        self._more = held(
            column(self.form, self.problem, Flow(theme.space("small"), self.add_button), gap=theme.space("medium"))
        )
        self.show_records(())

    def show_records(self, records: Sequence[Any]) -> None:
        """These, in this order."""
        lines: list[QWidget] = [self._line(one) for one in records] or [words(self.part.none, "quiet")]
        self.fill(*lines, self._more)

    def show_failure(self, failure: UserCanFix) -> None:
        """What is wrong with what was to be added."""
        placed = self.form.show_problems(failure)
        self.problem.setText("" if placed else str(failure))
        self.problem.setVisible(not placed)

    def clear(self) -> None:
        """An empty form for the next."""
        self.problem.hide()
        for made in self.form.rows.values():
            made.show_value("")

    def _line(self, one: Any) -> QWidget:
        theme = self.theme
        head, *told = self.part.say(one)
        remove = button(
            theme, "Take out", partial(self.removed.emit, self.part.name, int(one.id)), kind="link", icon="remove"
        )
        remove.setAccessibleName(f"Take out: {head}")
        lines = [words(head, "bold"), *(words(text) for text in told if text)]
        return held(column(*lines, row(remove, None), gap=theme.space("tiny"), edge=theme.space("medium")), "soft")

    def _on_add(self) -> None:
        self.problem.hide()
        try:
            typed = self.form.values()
        except UserCanFix:
            return
        self.added.emit(self.part.name, typed)
