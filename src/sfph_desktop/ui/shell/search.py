"""The one search box: people, contracts, bids, who buys, partners, evidence numbers, codes on printed papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from shiboken6 import isValid

from sfph_desktop.ui.models.said import counted, said
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.support.jobs import Job
from sfph_desktop.ui.theme.pieces import mark
from sfph_desktop.ui.widgets.crossed import crossed

_AFTER_TYPING = 110
_MOST_PEOPLE, _MOST = 8, 3
"""How many people, and how many of each other kind, are shown."""


class Asks(NamedTuple):
    """What the empty box says (`short` where the longer would be cut), and what those who listen are told of it."""

    long: str
    short: str
    described: str


ASKS = Asks(
    "Find a person or a number (Ctrl+K)",
    "Find (Ctrl+K)",
    "Finds people, contracts, bids, opportunities, commissioners, partners and evidence numbers as you type",
)
_EVIDENCE = re.compile(r"\s*e\s*-?\s*0*(\d{1,9})\s*$", re.IGNORECASE)
_ID, _NAME = "id", "name"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its words, and where it is."""

    words: str
    place: str
    record: object


def find(office: Any, text: str) -> tuple[Hit, ...]:
    """What the text may mean; in the records lane."""
    from sfph_desktop.core.domain.partner_rules import KIND_WORDS
    from sfph_desktop.core.usecases.lists import listing
    from sfph_desktop.core.usecases.partners import search_partners
    from sfph_desktop.core.usecases.people import search_people
    from sfph_desktop.ui.models.record_table import matching

    hits: list[Hit] = []
    number = _EVIDENCE.match(text)
    if number:
        evidence = f"E-{int(number[1]):04d}"
        hits.append(Hit(f"Evidence number {evidence}", "impact", evidence))
    hits += _papers(office, text)
    people = search_people(office, text, _MOST_PEOPLE)
    hits += [Hit(_person(row), "people", row[0]) for row in people.rows]
    contracts = matching(listing(office, "contracts"), text)
    hits += [Hit(_line(row), "contracts", row[0]) for row in contracts.rows[:_MOST]]
    hits += _tenders(office, text)
    partners = search_partners(office, text, _MOST).rows
    hits += [Hit(_said(row[2], KIND_WORDS[str(row[3])][0], row[1]), "partners", row[0]) for row in partners]
    return tuple(hits)


def _tenders(office: Any, text: str) -> list[Hit]:
    """Bids and opportunities by title, reference and buyer, and those who buy by name."""
    from sfph_desktop.core.usecases.bids import list_bids
    from sfph_desktop.core.usecases.commissioners import list_commissioners
    from sfph_desktop.core.usecases.opportunities import list_opportunities

    found = []
    for place, one, rows in (
        ("bids", "bid", list_bids(office, text).rows),
        ("opportunities", "opportunity", list_opportunities(office, text).rows),
    ):
        found += [Hit(_said(row[2], one, row[3], row[1]), place, row[0]) for row in rows[:_MOST]]
    buyers = list_commissioners(office, text).rows[:_MOST]
    return [*found, *(Hit(_said(row[1], "commissioner", row[3]), "commissioners", row[0]) for row in buyers)]


def _papers(office: Any, text: str) -> list[Hit]:
    """The entry of the printed questionnaire that bears this code; nothing when it is no code, or was entered."""
    from sfph_desktop.core.domain.paper_codes import is_code
    from sfph_desktop.core.domain.problems import UserCanFix
    from sfph_desktop.core.usecases.paper import find_paper
    from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire

    if not is_code(text):
        return []
    try:
        found = find_paper(office, text)
    except UserCanFix:
        return []
    wish = EnterQuestionnaire(
        person_id=found.paper.person_id, person_name=found.person_name, instrument=found.instrument.id,
        stage=found.paper.stage, code=found.paper.code, at_once=True,
    )  # fmt: skip
    return [Hit(_said("Enter the paper", found.instrument.abbreviation, found.person_name), "measures", wish)]


def _person(row: tuple[Any, ...]) -> str:
    """Who it is, and why they were found where their name does not show it."""
    return _said(*row[1:4], row[-1])


def _line(row: tuple[Any, ...]) -> str:
    """The first few cells of a row that say who or what it is."""
    return _said(*[cell for cell in row[1:] if said(cell)][:3])


def _said(*cells: Any) -> str:
    return "  ·  ".join(text for cell in cells if (text := said(cell)))


class SearchBox(QLineEdit):
    """Finds as one types. Down and up move in what was found, Enter opens it, Escape leaves."""

    def __init__(
        self,
        shell: ShellContext,
        host: QWidget,
        look: Callable[[str], tuple[Hit, ...]],
        name: str = "Search",
        *,
        asks: Asks = ASKS,
    ) -> None:
        super().__init__()
        self._asks = asks
        self._shell, self._look = shell, look
        self._hits: tuple[Hit, ...] = ()
        self._enter_waits = False
        self._job: Job[tuple[Hit, ...]] | None = None
        self.setProperty("kind", "search")
        self.setPlaceholderText(asks.long)
        self.setAccessibleName(name)
        self.setAccessibleDescription(asks.described)
        crossed(shell.theme, self)
        # Not an action of the box: Qt draws those at one size, whatever the size of the text.
        self._icon = mark(shell.theme, "search", "text_quiet")
        self._icon.setParent(self)
        shell.theme.changed.connect(self._make_room)
        self._make_room()
        self._words = QStringListModel()
        self.results = QListView(host)
        self.results.setProperty("kind", "results")
        self.results.setModel(self._words)
        self.results.setAccessibleName("What was found")
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.results.clicked.connect(lambda index: self._open(index.row()))
        self.results.hide()
        self._pause = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(lambda text: None if text.strip() else self.leave())
        host.installEventFilter(self)

    def leave(self) -> None:
        """Put what was found away."""
        self._pause.stop()
        self.results.hide()
        self._hits, self._enter_waits = (), False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list of what was found; all others are typing."""
        key, at = event.key(), self.results.currentIndex().row()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self._hits:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._choose((at + step) % len(self._hits))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._looking:
            self._enter_waits = True  # the answer is on its way, as after a scanner: Enter counts for it
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._hits:
            self._open(max(at, 0))
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.leave()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the icon half-way down."""
        super().resizeEvent(event)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the list under the box when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.results.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: Any) -> None:
        """What was found goes away with the keyboard, unless it went into the list itself."""
        super().focusOutEvent(event)
        if not self.results.underMouse():
            self.results.hide()

    # --- inside

    @property
    def _looking(self) -> bool:
        return self._pause.isActive() or (self._job is not None and self._job.running)

    def _on_edited(self, _text: str) -> None:
        self._enter_waits = False  # it was for what stood there before
        self._pause.start()

    def _make_room(self) -> None:
        """The icon at the left of the words, as large as they are. A box on its way out may have lost it already."""
        if not isValid(self._icon):
            return
        side, gap = self._shell.theme.size("icon"), self._shell.theme.space("small")
        self._icon.setGeometry(gap, (self.height() - side) // 2, side, side)
        self.setTextMargins(side + gap // 2, 0, self.textMargins().right(), 0)
        room = self.width() - side - 4 * gap
        fits = self.fontMetrics().horizontalAdvance(self._asks.long) <= room
        self.setPlaceholderText(self._asks.long if fits else self._asks.short)

    def _ask(self) -> None:
        text = self.text().strip()
        if self._job is not None and self._job.running:
            self._job.drop()
        if text:
            self._job = self._shell.jobs.records(lambda: self._look(text), self._show, self)

    def _show(self, hits: tuple[Hit, ...]) -> None:
        if not self.text().strip() or self.window().focusWidget() is not self:
            return
        self._hits = hits
        self._words.setStringList([hit.words for hit in hits] or ["Nothing found. Try fewer letters."])
        self.results.show()
        self.results.raise_()
        self._place()
        if hits and self._enter_waits:
            self._open(0)
        elif hits:
            self._choose(0)
            self._shell.messages.announce(f"{counted(len(hits), 'thing')} found. {hits[0].words}")
        else:
            self._shell.messages.announce("Nothing found")
        self._enter_waits = False

    def _choose(self, number: int) -> None:
        self.results.setCurrentIndex(self._words.index(number, 0))
        self.setAccessibleDescription(self._hits[number].words)
        self._shell.messages.announce(self._hits[number].words)

    def _place(self) -> None:
        host = self.results.parentWidget()
        if host is None:
            return
        corner = self.mapTo(host, QPoint(0, self.height() + 4))
        lines = min(max(self._words.rowCount(), 1), _MOST_PEOPLE + 2 * _MOST + 1)
        height = lines * self.results.sizeHintForRow(0) + 12
        width = max(self.width(), min(self._shell.theme.size("list"), host.width() - corner.x() - 8))
        self.results.setGeometry(corner.x(), corner.y(), width, min(height, host.height() - corner.y() - 8))

    def _open(self, number: int) -> None:
        if not 0 <= number < len(self._hits):
            return
        hit = self._hits[number]
        self.clear()
        self.leave()
        self._shell.navigate(hit.place, hit.record)
