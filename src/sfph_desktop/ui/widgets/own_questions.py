"""The questions of an own questionnaire in rows: added by Enter, moved by Alt and an arrow, pasted many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.core.domain.own_form_words import free_id
from sfph_desktop.core.domain.own_forms import OwnQuestion
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, row
from sfph_desktop.ui.widgets.own_question_row import Kinds, QuestionRow, way_of
from sfph_desktop.ui.widgets.passages import in_order

_AT_ONCE, _AT_A_TIME = 6, 3
"""Rows that are made before the form is shown, and at each turn of the window after that."""


class QuestionRows(QWidget):
    """All questions in their order. `make_list` makes a list of answers (`ready:NAME` or `new`) and gives its name."""

    changed = Signal()

    def __init__(self, theme: Theme, questions: Sequence[OwnQuestion], make_list: Callable[[str], str]) -> None:
        super().__init__()
        self._theme, self._make_list = theme, make_list
        self.rows: list[QuestionRow] = []
        self._kinds: Kinds = []
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("medium"))
        self.add_button = button(
            theme, "Add a question", lambda: self._after(len(self.rows) - 1), kind="link", icon="add"
        )
        self.setLayout(column(self._room, row(self.add_button, None), gap=theme.space("small")))
        self._waiting = list(questions or (OwnQuestion(id="q1", text=""),))
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._put_more)
        self._put_next(_AT_ONCE)

    @property
    def questions(self) -> tuple[OwnQuestion, ...]:
        """Those that have words."""
        return tuple(one for one in self._all if one.text)

    @property
    def filled(self) -> list[QuestionRow]:
        """The rows that have words, as `questions`."""
        return [made for made in self.rows if made.line.text().strip()]

    def offer(self, kinds: Kinds) -> None:
        """Other ways to answer: a list was added, or its words changed."""
        if kinds != self._kinds:
            self._kinds = kinds
            for made in self.rows:
                made.offer(kinds)

    # --- inside

    @property
    def _all(self) -> list[OwnQuestion]:
        return [*(made.question() for made in self.rows), *self._waiting]

    def _put_next(self, number: int) -> None:
        """Rows for the next questions. A row takes milliseconds: a hundred at once would keep somebody waiting."""
        for one in self._waiting[:number]:
            self._put(len(self.rows), one)
        del self._waiting[:number]
        self._count()
        self.add_button.setEnabled(not self._waiting)
        if self._waiting:
            self._more.start()

    def _put_more(self) -> None:
        self._put_next(_AT_A_TIME)
        if not self._waiting:
            self.changed.emit()

    def _put(self, place: int, question: OwnQuestion) -> QuestionRow:
        made = QuestionRow(self._theme, question, self._kinds or [("", way_of(question))])
        made.changed.connect(self.changed)
        made.asked.connect(lambda what: self._on_asked(made, what))
        made.pasted.connect(lambda lines: self._on_pasted(made, lines))
        self.rows.insert(place, made)
        self._room.insertWidget(place, made)
        return made

    def _after(self, place: int, text: str = "") -> QuestionRow:
        """A new question after that one, answered as it is."""
        before = self.rows[place].question() if self.rows else OwnQuestion(id="q1", text="")
        fresh = replace(before, id=free_id(self._all), text=text, reverse=False, heading="")
        made = self._put(place + 1, fresh)
        self._count()
        made.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        return made

    def _on_asked(self, made: QuestionRow, what: str) -> None:
        place = self.rows.index(made)
        if what == "after":
            self._after(place)
        elif what == "away":
            self._remove(made, place)
        elif what in {"up", "down"}:
            self._move(made, place + (1 if what == "down" else -1))
        else:
            name = self._make_list(what)
            made.offer(self._kinds, f"choice:{name}")
            self.changed.emit()

    def _on_pasted(self, made: QuestionRow, lines: Sequence[str]) -> None:
        """Several lines at once are several questions."""
        first, *others = lines
        made.line.insert(first)
        place = self.rows.index(made)
        for number, text in enumerate(others, start=place):
            self._after(number, text)

    def _remove(self, made: QuestionRow, place: int) -> None:
        if len(self.rows) == 1:
            made.line.clear()
            return
        self.rows.remove(made)
        self._room.removeWidget(made)
        made.hide()
        made.deleteLater()
        self._count()
        self.rows[max(place - 1, 0)].line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _move(self, made: QuestionRow, to: int) -> None:
        if not 0 <= to < len(self.rows):
            return
        self.rows.remove(made)
        self.rows.insert(to, made)
        self._room.removeWidget(made)
        self._room.insertWidget(to, made)
        self._count()
        made.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _count(self) -> None:
        for place, made in enumerate(self.rows, start=1):
            made.stand(place, len(self.rows) + len(self._waiting))
        in_order(*(stop for made in self.rows for stop in made.stops()), self.add_button)
