"""A proof pack before it is written: which figures, and just what will leave with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from sfph_desktop.core.domain.proof_packs import PackFigure, ProofPack
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, row, rule, scroller, words
from sfph_desktop.ui.widgets.beside import Flowing
from sfph_desktop.ui.widgets.findings import Finding
from sfph_desktop.ui.widgets.flow import Flow

_LEAD = (
    "A PDF and tables (CSV) for a commissioner who challenges a figure: what it means, how many records stand behind "
    "it, and what has happened to them since. Nobody is named, no day of anybody is given, and small counts are held "
    "back. Tick the figures, look at what will leave, then choose where it is written."
)


class PackPanel(QFrame):
    """Beside the findings, in the place of the evidence. Choosing another figure takes the look back."""

    closed = Signal()
    look_wanted = Signal(object)
    """The evidence numbers that are ticked, in order."""
    write_wanted = Signal(object)
    """The pack that was looked at."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "sidebar")
        self.setAccessibleName("Proof pack")
        self._theme = theme
        self.pack: ProofPack | None = None
        self.boxes: dict[str, QCheckBox] = {}
        self.close_button = button(theme, "Close", self.put_away, kind="quiet", icon="close", description="Escape")
        head = row(words("Proof pack", "strong"), self.close_button, gap=theme.space("small"))
        head.setStretch(0, 1)
        edge = theme.space("large")
        head.setContentsMargins(edge, theme.space("medium"), theme.space("small"), theme.space("small"))
        self.everything = button(theme, "Tick all", lambda: self._tick(True), kind="link")
        self.nothing = button(theme, "Tick none", lambda: self._tick(False), kind="link")
        self.look = button(theme, "Show what will leave", self._on_look, kind="primary", icon="eye")
        self.write = button(theme, "Write it into a folder", self._on_write, kind="primary", icon="save")
        self._figures = QVBoxLayout()
        self._figures.setSpacing(theme.space("small"))
        ticks = Flow(theme.space("small"), self.everything, self.nothing)
        self._choosing = held(column(Prose(_LEAD), ticks, self._figures, gap=theme.space("medium")))
        self._leaving = QVBoxLayout()
        self._leaving.setSpacing(theme.space("small"))
        inside = Flowing()
        inside.setLayout(
            column(
                self._choosing,
                self._leaving,
                None,
                gap=theme.space("medium"),
                edge=edge,
            )
        )
        self._area = scroller(inside, "Proof pack")
        self.other = button(theme, "Choose other figures", self._unlook, icon="arrow-left")
        foot = Flow(theme.space("small"), self.look, self.write, self.other)
        layout = column(
            head,
            rule(),
            self._area,
            rule(),
            held(column(foot, edge=(edge, theme.space("small"), edge, theme.space("small")))),
        )
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.hide()

    def offer(self, figures: Sequence[Finding], ticked: Sequence[str]) -> None:
        """Show the figures of a run, some of them ticked."""
        _empty(self._figures)
        self.boxes = {}
        for one in figures:
            box = QCheckBox(one.evidence)
            box.setAccessibleName(f"{one.evidence}. {one.line}")
            box.setChecked(one.evidence in ticked)
            box.toggled.connect(lambda _on: self._unlook())
            self.boxes[one.evidence] = box
            line = row(box, words(_shortened(one.line), "small"), gap=self._theme.space("small"))
            line.setStretch(1, 1)
            self._figures.addWidget(held(line))
        widest = max((box.sizeHint().width() for box in self.boxes.values()), default=0)
        for box in self.boxes.values():  # figures are of unlike width; what they say stands in one line
            box.setMinimumWidth(widest)
        self._unlook()
        self._area.verticalScrollBar().setValue(0)
        self.show()

    @property
    def open(self) -> bool:
        """Whether it is being used, seen or not."""
        return not self.isHidden()

    def chosen(self) -> tuple[str, ...]:
        """The evidence numbers that are ticked."""
        return tuple(evidence for evidence, box in self.boxes.items() if box.isChecked())

    def show_pack(self, pack: ProofPack, tables: Sequence[tuple[str, int]]) -> None:
        """Show what will leave; `tables` are the CSV files with the number of their rows."""
        self.pack = pack
        _empty(self._leaving)
        held = f"Counts of fewer than {pack.threshold} people are held back."
        pieces: list[QWidget] = [words("This will leave", "bold"), words(held, "quiet")]
        if pack.left_out:
            pieces.append(words(pack.left_out_words, "quiet"))
        for one in pack.figures:
            pieces += [words(f"{one.evidence}  {one.title}", "bold"), Prose("\n\n".join(leaving(one)))]
        pieces.append(words("Files", "bold"))
        files = [f"{pack.name}.pdf", *(f"{name}, {counted(many, 'row')}" for name, many in tables)]
        pieces.append(words("\n".join(files), "small"))
        for piece in pieces:
            self._leaving.addWidget(piece)
        self._allow()
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.verticalScrollBar().setValue(0)

    def put_away(self) -> None:
        """Close it; nothing was written."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def ready(self) -> None:
        """What was asked for has come, or will not: it may be asked for again."""
        self._allow()

    # --- inside

    def _tick(self, on: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(on)

    def _unlook(self) -> None:
        self.pack = None
        _empty(self._leaving)
        self._allow()

    def _allow(self) -> None:
        self.look.setEnabled(bool(self.chosen()))
        self.look.setVisible(self.pack is None)
        self._choosing.setVisible(self.pack is None)
        self.other.setVisible(self.pack is not None)
        self.write.setVisible(self.pack is not None)
        self.write.setEnabled(self.pack is not None)

    def _on_look(self) -> None:
        self.look.setEnabled(False)
        self.look_wanted.emit(self.chosen())

    def _on_write(self) -> None:
        if self.pack is not None:
            self.write.setEnabled(False)
            self.write_wanted.emit(self.pack)


def leaving(one: PackFigure) -> tuple[str, ...]:
    """What leaves of one figure, a paragraph each: the statement, the counts, then and now."""
    behind = "; ".join(f"{told.what}: {told.words}" for told in one.behind)
    since = "; ".join(f"{told.words} {told.what}" for told in one.since)
    rows = f"{counted(len(one.rows), 'row')} without a name, by {' and '.join(one.row_headings)}" if one.rows else ""
    groups = f"averages of {counted(len(one.groups), 'group')} of people" if one.groups else ""
    spread = "; ".join(part for part in (groups, rows) if part)
    lines = (
        one.statement,
        f"Records behind it: {behind}" if behind else "",
        f"Answers: {spread}" if spread else "",
        f"Today: {one.today} {since}".strip(),
    )
    return tuple(line for line in lines if line)


def _shortened(line: str, most: int = 90) -> str:
    """The beginning of a line, cut between words."""
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
