"""The tender workbench: the questions at the left, the answer in the middle, the evidence at the right.

In a narrow window they stand one under the other and scroll as one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from sfph_desktop.core.domain.bid_pages import AnswerPage, BidPage, ChangedFigure
from sfph_desktop.core.domain.bid_rules import STATE_WORDS
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, scroller, words
from sfph_desktop.ui.widgets.answer_panel import AnswerPanel
from sfph_desktop.ui.widgets.evidence_shelf import EvidenceShelf
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.passages import Turning, in_order, stops_down
from sfph_desktop.ui.widgets.question_sheet import NewQuestion, QuestionSheet
from sfph_desktop.ui.widgets.record_views import RecordList

_SHAPE = Shape(title=("title",), detail=("told",), mark=lambda found: str(found[-1]))


class BidDesk(QWidget):
    """What is wished here is sent as it is made; `wanted` is the id of the question to show."""

    left = Signal()
    wanted = Signal(int)
    word_wanted = Signal()
    text_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.page: BidPage | None = None
        self.changed: tuple[ChangedFigure, ...] = ()
        self.title = words("", "strong")
        self.state = words("", "small")
        back = button(theme, "Back to the bid", self.left.emit, kind="link", icon="arrow-left")
        self.word = button(theme, "To Word", self.word_wanted.emit, kind="primary", icon="save")
        self.word.setAccessibleDescription("All answers as a Word document, with an annex of the evidence")
        self.text = button(theme, "To plain text", self.text_wanted.emit)
        self.table = RecordTable(_SHAPE)
        self.questions = RecordList(theme, self.table, "Questions of the bid")
        self.questions.setMinimumHeight(theme.size("row") * 2)
        self.questions.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.add_question = button(theme, "Add a question", self.show_new, icon="add")
        self.change_question = button(theme, "Change it", self.show_question, icon="edit")
        self.change_question.setAccessibleName("Change this question or its limit")
        self.answer = AnswerPanel(theme)
        self.shelf = EvidenceShelf(theme)
        self.new = NewQuestion(theme)
        self.sheet: QuestionSheet | None = None
        self.middle = QStackedWidget()
        self.middle.addWidget(self.answer)
        self.middle.addWidget(self.new)
        gap = theme.space("small")
        listed = column(
            words("Questions", "bold"), self.questions, Flow(gap, self.add_question, self.change_question), gap=gap
        )
        listed.setStretchFactor(self.questions, 1)
        pieces: list[QWidget] = [held(listed), self.middle, self.shelf]
        least = theme.size("list") * 3 // 4
        for piece in pieces:
            piece.setMinimumWidth(least)
        self.turning = Turning(theme, pieces, least, (3, 6, 4), gap=theme.space("large"))
        self.turning.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        edge = theme.space("large")
        inside = held(column(self.turning, edge=(edge, 0, edge, edge)))
        head = Flow(theme.space("medium"), back, self.word, self.text)
        top = column(head, self.title, self.state, gap=theme.space("tiny"), edge=(edge, gap, edge, gap))
        self.area = scroller(inside, "The workbench")
        whole = column(held(top), self.area)
        whole.setStretchFactor(self.area, 1)
        self.setLayout(whole)
        self.questions.moved.connect(self._on_question)
        self.questions.opened.connect(lambda _record: self.answer.editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.new.left.connect(self.show_answer)
        self.keep_order()

    # --- what is shown

    @property
    def question(self) -> AnswerPage | None:
        """The question that is shown."""
        return self.answer.page

    def show_page(self, page: BidPage) -> None:
        """Show the bid as it is kept now; the question that is shown stays."""
        former = self.question.question.id if self.question is not None and self.page is not None else None
        if self.page is not None and self.page.bid.id != page.bid.id:
            former, self.changed = None, ()
        self.page = page
        bid = page.bid
        self.title.setText(bid.title)
        due = f", due {bid.due_date.day} {bid.due_date:%B %Y}" if bid.due_date else ""
        time = f" at {bid.due_time}" if bid.due_date and bid.due_time else ""
        answered = f"{page.answered} of {len(page.answers)} questions answered"
        self.state.setText(
            f"{bid.bid_ref}, {bid.buyer or 'no buyer yet'}{due}{time}: {STATE_WORDS[bid.status]}. {answered}."
        )
        self._list()
        shown = next((one for one in page.answers if one.question.id == former), None)
        shown = shown or (page.answers[0] if page.answers else None)
        self.change_question.setEnabled(shown is not None)
        if shown is None:
            self.answer.page = None
            self.show_new()
            return
        self.answer.show_page(bid, shown)
        self.questions.blockSignals(True)
        self.questions.choose(int(shown.question.id))
        self.questions.blockSignals(False)

    def show_changed(self, changed: Sequence[ChangedFigure]) -> None:
        """The live figures of the bid that are others today."""
        self.changed = tuple(changed)
        self._show_mine()
        self._list()

    def show_one(self, number: int) -> None:
        """Show one question of the bid."""
        page = self.page
        found = next((one for one in page.answers if one.question.id == number), None) if page else None
        if found is None or page is None:
            return
        self.answer.show_page(page.bid, found)
        self.show_answer()
        self._show_mine()

    # --- the middle

    def show_answer(self) -> None:
        """The answer, in the middle."""
        self.middle.setCurrentWidget(self.answer)

    def show_new(self) -> None:
        """The form for a new question, in the middle."""
        self.answer.editor.flush()
        self.new.clear()
        self.middle.setCurrentWidget(self.new)
        self.new.form.rows["text"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_question(self) -> None:
        """The question that is shown, to be changed."""
        if self.question is None:
            return
        self.answer.editor.flush()
        former, self.sheet = self.sheet, QuestionSheet(self.theme, self.question.question)
        self.sheet.left.connect(self.show_answer)
        self.middle.addWidget(self.sheet)
        self.middle.setCurrentWidget(self.sheet)
        if former is not None:
            self.middle.removeWidget(former)
            former.deleteLater()
        self.keep_order()
        self.sheet.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back: to the answer, then to the bid."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.middle.currentWidget() is not self.answer and self.question is not None:
            self.show_answer()
        else:
            self.left.emit()

    def keep_order(self) -> None:
        """Tab goes as one reads: from the heading over the questions and the answer to the evidence."""
        inside = self.area.widget()
        in_order(*stops_down(self), *(stops_down(inside) if inside is not None else ()))

    # --- inside

    def _show_mine(self) -> None:
        number = int(self.question.question.id) if self.question is not None else 0
        self.answer.show_changed([one for one in self.changed if one.question_id == number])
        self.keep_order()

    def _on_question(self, record: object) -> None:
        if isinstance(record, int) and (self.question is None or record != self.question.question.id):
            self.answer.editor.flush()
            self.wanted.emit(record)

    def _list(self) -> None:
        if self.page is None:
            return
        rows = tuple(self._row(one) for one in self.page.answers)
        kept = self.questions.signalsBlocked()
        self.questions.blockSignals(True)
        self.table.show(Listing(kind="questions", columns=("id", "title", "told", "mark"), rows=rows))
        if self.question is not None:
            self.questions.choose(int(self.question.question.id))
        self.questions.blockSignals(kept)

    def _row(self, one: AnswerPage) -> tuple[int, str, str, str]:
        question = one.question
        changed = sum(each.question_id == question.id and not each.kept for each in self.changed)
        told = [one.count.words if one.written else f"not begun, {one.count.words.split(' of ')[-1]}"]
        if one.count.over:
            told.append("too long")
        if changed:
            told.append(f"{changed} changed")
        if question.weight is not None:
            told.append(f"{question.weight:g} marks")
        mark = "warning" if one.count.over or changed else "check" if one.written else "edit"
        title = f"{question.number}  {question.text}" if question.number else question.text
        return (int(question.id), title, " · ".join(told), mark)
