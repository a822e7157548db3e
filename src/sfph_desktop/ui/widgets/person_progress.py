"""How things are going for a person: a small chart for each score, and one for their visits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.person_page import MeasureLine, PersonPage
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, row, words
from sfph_desktop.ui.widgets import person_words as say
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.passages import short_table
from sfph_desktop.ui.widgets.small_charts import MonthBars, Sparkline, visits_said

_FIRST = 6
"""Scores shown before the others are asked for: a questionnaire of ten scores has ten lines."""


class MeasureCard(QWidget):
    """One score: what it is, how it went, and the change in a sentence."""

    def __init__(self, theme: Theme, line: MeasureLine) -> None:
        super().__init__()
        self.chart = Sparkline(theme)
        self.chart.show_line(line)
        name = words(line.name + (f": {line.output}" if line.output else ""), "bold")
        said = words(line.said, "small")
        self.setLayout(column(name, self.chart, said, gap=theme.space("tiny")))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)


class Progress(QWidget):
    """The scores as small charts, and every questionnaire in a table. `opened` carries an assessment's id."""

    opened = Signal(object)
    enter_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("wide"))
        self._grid.setVerticalSpacing(theme.space("large"))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._none = words("None has been filled in yet.", "quiet")
        self._table = QWidget()
        self._table_room = column()
        self._table.setLayout(self._table_room)
        self._page: PersonPage | None = None
        self._cards: list[MeasureCard] = []
        self.enter = button(theme, "Enter a questionnaire", self.enter_wanted.emit, kind="link", icon="add")
        self.all = button(theme, "Show the other scores", self._on_all, kind="link", icon="chevron-down")
        self.each = button(theme, "Show each one filled in", self._on_each, kind="link", icon="chevron-down")
        foot = Flow(theme.space("large"), self.enter, self.all, self.each)
        self.setLayout(column(self._none, self._grid, self._table, foot, gap=theme.space("medium")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_page(self, page: PersonPage) -> None:
        """Show how things are going for this person."""
        before, self._page = self._page, page
        if before is not None and (before.measures, before.assessments) == (page.measures, page.assessments):
            return
        self._show(page.measures[:_FIRST])
        hidden = len(page.measures) - _FIRST
        self.all.setText(f"Show {hidden} more scores")
        self.all.setVisible(hidden > 0)
        self.each.setVisible(bool(page.assessments))
        self._none.setVisible(not page.assessments)
        self._empty_table()

    def _show(self, lines: Sequence[MeasureLine]) -> None:
        for card in self._cards:
            card.hide()
            self._grid.removeWidget(card)
            card.deleteLater()
        self._cards = [MeasureCard(self._theme, line) for line in lines]
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)

    def _on_all(self) -> None:
        if self._page is not None:
            self._show(self._page.measures)
            self.all.hide()

    def _on_each(self) -> None:
        if self._page is None:
            return
        self._empty_table()
        grid = short_table(
            self._theme, _listed(self._page.assessments, self._page.measures), Shape(),
            "Questionnaires; Enter opens one", stretch="scores",
        )  # fmt: skip
        grid.opened.connect(self.opened)
        self._table_room.addWidget(grid)
        self.each.hide()
        grid.setFocus(Qt.FocusReason.TabFocusReason)

    def _empty_table(self) -> None:
        while self._table_room.count():
            item = self._table_room.takeAt(0)
            former = item.widget() if item is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()


def _listed(assessments: Sequence[Assessment], lines: Sequence[MeasureLine]) -> Listing:
    names = {line.instrument: line.name for line in lines}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.id, one.date, names.get(one.instrument, one.instrument), say.STAGES.get(one.stage, one.stage),
         ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in one.scores.items() if value is not None))
        for one in assessments
    )  # fmt: skip
    return Listing(kind="assessments", columns=("id", "date", "questionnaire", "when", "scores"), rows=rows)


class VisitsChart(QWidget):
    """How often somebody came, in a sentence and by month."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._said = words("")
        self._groups = words("", "small")
        self.bars = MonthBars(theme)
        self.setLayout(column(self._said, self.bars, self._groups, gap=theme.space("small")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_page(self, page: PersonPage) -> None:
        """Show the visits of this person, and the groups they belong to."""
        self._said.setText(visits_said(page.visits))
        self.bars.show_visits(page.visits)
        self.bars.setVisible(bool(page.visits.lately))
        self._groups.setText("Belongs to " + say.joined(*page.groups))
        self._groups.setVisible(bool(page.groups))


class Timeline(QWidget):
    """What happened, the latest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page: PersonPage | None = None
        self._room = column(gap=theme.space("small"))
        self.more = button(
            theme, "Show all entries", lambda: self._fill(everything=True), kind="link", icon="chevron-down"
        )
        self.setLayout(column(self._room, row(self.more, None), gap=theme.space("small")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_page(self, page: PersonPage) -> None:
        """Show what happened with this person."""
        before, self._page = self._page, page
        if before is None or before.timeline != page.timeline:
            self._fill(everything=False)

    def _on_more(self) -> None:
        self._fill(everything=True)

    def _fill(self, *, everything: bool) -> None:
        from sfph_desktop.ui.models.record_table import RecordTable
        from sfph_desktop.ui.widgets.record_views import RecordList

        while self._room.count():
            item = self._room.takeAt(0)
            former = item.widget() if item is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()
        entries = self._page.timeline if self._page is not None else ()
        self.more.setVisible(len(entries) > _MOST and not everything)
        self.more.setText(f"Show all {len(entries):,} entries")
        if not entries:
            self._room.addWidget(words("Nothing yet.", "quiet"))
            return
        shown = entries if everything else entries[:_MOST]
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (number, one.title, one.day, one.detail.replace("_", " "), one.kind) for number, one in enumerate(shown)
        )
        shape = Shape(title=("title",), detail=("day", "detail"), mark=lambda found: _MARKS.get(str(found[-1]), "dot"))
        table = RecordTable(shape)
        view = RecordList(self._theme, table, "What happened, the latest first")
        table.show(Listing(kind="timeline", columns=("id", "title", "day", "detail", "kind"), rows=rows))
        view.setFixedHeight(self._theme.size("row") * len(rows) + self._theme.space("small"))
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.addWidget(view)
        if everything:
            view.setFocus(Qt.FocusReason.TabFocusReason)


_MOST = 8
_MARKS = {
    "episode": "folder",
    "attendance": "calendar",
    "assessment": "questionnaire",
    "event": "check",
    "note": "edit",
    "action": "check",
}
