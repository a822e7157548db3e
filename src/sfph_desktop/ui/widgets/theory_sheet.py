"""The theory of change: its picture, and beside every outcome a list of the activities that may lead to it.

The list says all that the picture shows. An arrow is drawn or taken away by a tick, and what it assumes is written
beneath the tick.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.theory import Arrow, BoxPlace, Chain, ChainOutcome
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, words
from sfph_desktop.ui.widgets.beside import Passage
from sfph_desktop.ui.widgets.chart_shelf import wide_width
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import fill
from sfph_desktop.ui.widgets.sideways import Sideways
from sfph_desktop.ui.widgets.theory_canvas import TheoryCanvas

TITLE = "How we bring about change"
_LEAD = (
    "Your theory of change: what goes in, what you do, what comes of it, what changes, and who gains. The evidence on "
    "the arrows is that of {}."
)


_HOW = (
    "To draw an arrow in the picture: press what you do, then what changes because of it, or drag from one to the "
    "other. The same again takes it away. With the keyboard: arrow keys, and Enter."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryPage:
    """The chain as it stands now upon the figures of a run, and its picture."""

    snapshot: str
    chain: Chain
    numbers: dict[str, int]
    """The id of each outcome, by its reference."""
    told: tuple[str, ...]
    alt: str
    png: bytes
    places: tuple[BoxPlace, ...] = ()
    """Its boxes that may be pressed."""
    wide: int = 0
    """Pixels of the window that it is drawn for."""


class TheorySheet(Sheet):
    """`drawn` carries an outcome's id, an activity and whether it leads there; `assumed` the same and the words."""

    drawn = Signal(int, str, bool)
    assumed = Signal(int, str, str)
    opened = Signal(int)
    save_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, TITLE, widest=wide_width(theme))
        self.header = PageHeader(theme, TITLE)
        self.canvas = TheoryCanvas(theme, TITLE)
        self.canvas.linked.connect(lambda name, ref, on: self.drawn.emit(self._numbers[ref], name, on))
        self.canvas.opened.connect(self._on_opened)
        self.said = words(_HOW, "small")
        self.canvas.told.connect(lambda text: self.said.setText(text or _HOW))
        self._numbers: dict[str, int] = {}
        self.picture = Sideways(self.canvas)
        self.canvas.stepped.connect(lambda x, y, half: self.picture.ensureVisible(x, y, half, 0))
        self.save = button(theme, "Save the picture", self.save_wanted.emit, icon="save")
        self.every = button(theme, "All outcomes", self.left.emit, kind="link", icon="arrow-left")
        self.missing = words("", "attention")
        self.rows: dict[tuple[str, str], ArrowRow] = {}
        self._heads: dict[str, object] = {}
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("wide"))
        self.beneath = held(column(Flow(theme.space("small"), self.save, self.every)))
        self.add(self.header, self.missing, self.picture, self.said, self.beneath, self._room, None)
        self.missing.hide()

    def show_nothing(self, why: str) -> None:
        """There is no chain: why, and what to do."""
        self.header.say(TITLE, "Your theory of change: what goes in, what you do, what comes of it, and who gains.")
        self.missing.setText(why)
        self.missing.show()
        self.picture.hide()
        self.said.hide()
        self.save.hide()
        self.rows = {}
        fill(self._room)

    def show_page(self, page: TheoryPage) -> None:
        """Show the chain as it is now; the row that has the keyboard keeps it."""
        self.header.say(TITLE, _LEAD.format(f"run {page.snapshot}"))
        self.missing.hide()
        self.canvas.describe(TITLE, page.alt.partition(". ")[2])
        self.canvas.show_bytes(page.png)
        self._numbers = page.numbers
        self.canvas.show_places(page.places, {(arrow.activity, arrow.outcome_ref) for arrow in page.chain.arrows})
        self.picture.read_at(page.wide)
        self.picture.show()
        self.said.show()
        self.save.show()
        wanted = {(one.ref, name) for one in page.chain.outcomes for name, _ in page.chain.activities}
        if set(self.rows) != wanted or any(self._heads.get(one.ref) != _head(one) for one in page.chain.outcomes):
            self._build(page)
        known = {(arrow.outcome_ref, arrow.activity): arrow for arrow in page.chain.arrows}
        for key, row in self.rows.items():
            row.show_arrow(known.get(key))

    def _on_opened(self, ref: str) -> None:
        """The keyboard goes to what is written about an outcome, beneath the picture."""
        row = next((row for (outcome, _), row in self.rows.items() if outcome == ref), None)
        if row is not None:
            row.tick.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self, page: TheoryPage) -> None:
        self.rows, self._heads = {}, {one.ref: _head(one) for one in page.chain.outcomes}
        pieces: list[QWidget] = []
        for level in LEVELS:
            mine = [one for one in page.chain.outcomes if one.level == level]
            if mine:
                pieces.append(self._level(page, level, mine))
        fill(self._room, *pieces)

    def _level(self, page: TheoryPage, level: BenefitLevel, mine: list[ChainOutcome]) -> QWidget:
        theme = self.theme
        inside: list[QWidget] = []
        for one in mine:
            whose = f" ({one.scope})" if one.scope else ""
            title = words(f"{one.title}{whose}", "bold")
            title.setContentsMargins(0, theme.space("medium") if inside else 0, 0, 0)  # apart from the one before
            inside.append(title)
            gains = f"Gains: {', '.join(one.gains)}" if one.gains else "Not valued yet"
            inside.append(words(f"Evidence: {one.evidence}. {gains}.", "" if one.known else "attention"))
            for name, came in page.chain.activities:
                row = ArrowRow(theme, one, name, came)
                number = page.numbers[one.ref]
                row.tick.clicked.connect(lambda on, n=number, a=name: self.drawn.emit(n, a, bool(on)))
                row.assumed.connect(lambda text, n=number, a=name: self.assumed.emit(n, a, text))
                self.rows[one.ref, name] = row
                inside.append(row)
        return Passage(theme, "", *inside, level=level)


def _head(one: ChainOutcome) -> object:
    return one.title, one.scope, one.evidence, one.gains, one.level


class ArrowRow(QWidget):
    """One activity and one outcome: whether the one leads to the other, and what that assumes."""

    assumed = Signal(str)

    def __init__(self, theme: Theme, one: ChainOutcome, activity: str, came: str) -> None:
        super().__init__()
        self.tick = QCheckBox(f"{activity} leads to this")
        self.tick.setAccessibleName(f"{activity} leads to {one.title}")
        self.tick.setAccessibleDescription(f"{came}. Evidence: {one.evidence}")
        self.line = QLineEdit()
        self.line.setPlaceholderText("This holds only if …")
        self.line.setAccessibleName(f"What must hold for {activity} to lead to {one.title}")
        self.line.setMaxLength(300)
        self.line.editingFinished.connect(self._on_left)
        self._kept = ""
        self.setLayout(column(self.tick, self.line, gap=theme.space("tiny")))
        self.layout().setContentsMargins(theme.space("medium"), 0, 0, 0)  # type: ignore[union-attr]

    def minimumSizeHint(self) -> QSize:
        """As narrow as its tick."""
        return QSize(self.tick.minimumSizeHint().width(), super().minimumSizeHint().height())

    def show_arrow(self, arrow: Arrow | None) -> None:
        """The arrow as it is now; None where there is none. Words that are being written stay."""
        self.tick.setChecked(arrow is not None)
        self.line.setVisible(arrow is not None)
        self._kept = arrow.assumption if arrow is not None else ""
        if not self.line.hasFocus():
            self.line.setText(self._kept)

    def _on_left(self) -> None:
        said = " ".join(self.line.text().split())
        if said != self._kept:
            self._kept = said
            self.assumed.emit(said)
