"""A questionnaire from paper: who, which one, when; then the answers, the score, and Enter keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from sfph_desktop.core.domain.answers_so_far import AnswersSoFar, Given, differences, said_answer
from sfph_desktop.core.domain.measures import Assessment, Instrument
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.pages import Reading
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, labelled, rule, words
from sfph_desktop.ui.widgets.answer_entry import AnswerEntry
from sfph_desktop.ui.widgets.due_sheet import LAYOUTS
from sfph_desktop.ui.widgets.fields import Field, FieldRow
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import Turning, in_order
from sfph_desktop.ui.widgets.person_picker import PersonPicker
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.score_tiles import score_tiles
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire

_LEAD = (
    "Type the answers as figures: each moves on by itself. Backspace goes back, minus or space leaves a question out, "
    "Enter at the end keeps it."
)
_STAGES: list[tuple[str, object]] = [
    ("Not said", ""),
    ("At the start", "baseline"),
    ("Review", "review"),
    ("At the end", "exit"),
    ("Follow-up", "follow_up"),
]
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_LAID_OUT = 50
"""Milliseconds after which what was put on the page has its place."""


class PaperEntry(Sheet):
    """`wanted` carries the assessment to be kept, `looked` asks for scores and safety prompts, `left` goes back."""

    wanted = Signal(object)
    looked = Signal(object, object, bool)
    """Instrument, answers, and whether every question is settled, so that the scores are wanted too."""
    left = Signal()
    otherwise = Signal(str)
    """To have it filled in otherwise: `screen` or `print`."""
    answered = Signal(object)
    """AnswersSoFar after every answer, to be saved."""

    def __init__(self, shell: ShellContext, today: date, look: Callable[[str, int], Listing]) -> None:
        super().__init__(shell.theme, "Enter a questionnaire")
        theme = self.theme
        self._shell = shell
        self._instruments: dict[str, Instrument] = {}
        self.wish = EnterQuestionnaire()
        self.answers: AnswerEntry | None = None
        self.ready: FieldRow | None = None
        self.person = PersonPicker(shell, look)
        self.person.takes_codes = True
        self.person.line.setPlaceholderText("Type a name or a reference, or the code on the paper")
        self.which = PlainChoice("Questionnaire", "Type its first letters, or use the arrow keys")
        self.day = FieldRow(theme, Field(name="date", label="Filled in on", kind="date", needed=True))
        self.stage = PlainChoice("Stage")
        self.stage.fill(_STAGES)
        self._today = today
        self.day.show_value(today)
        self._room = QVBoxLayout()
        self._scores = QVBoxLayout()
        self._source = words("", "small")
        self.safety = Told(theme, "problem", "")
        self.problem = Told(theme, "problem", "")
        self.twice = QCheckBox("&Type it twice to be sure")
        self.twice.setToolTip("Alt+T. What differs between the two is shown, and typed a third time")
        self.twice.clicked.connect(self._on_twice)
        self.again = Told(theme, "attention", "")
        self.draft = 0
        self._first: tuple[Given, ...] = ()
        self._silent = False
        self.keep = button(theme, "Keep this questionnaire", self.save, kind="primary", icon="check")
        self.leave = button(theme, "Leave it for later", self.left.emit)
        self.at_screen = button(theme, "Hand over the screen", lambda: self.otherwise.emit("screen"), icon="person")
        self.layout_choice = PlainChoice("Layout of the paper")
        self.layout_choice.fill(LAYOUTS)
        self.layout_choice.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.on_paper = button(theme, "Print it", lambda: self.otherwise.emit("print"), icon="print")
        self._in_view: QWidget | None = None
        self._scroll = QTimer(self, singleShot=True, interval=_LAID_OUT)
        self._scroll.timeout.connect(self._on_scroll)
        self._lay_out()
        for made in (self.which, self.stage, self.day.editor, self.keep):
            made.installEventFilter(self)
        self.which.currentIndexChanged.connect(lambda _number: self._take_instrument())
        self.which.picked.connect(lambda: QTimer.singleShot(0, self, self._on_picked))

    # --- what the page asks

    def offer(self, instruments: Sequence[Instrument]) -> None:
        """The instruments that may be used, those in use first; what is being typed stays."""
        self._instruments = {one.id: one for one in instruments}
        kept = self.which.currentData()
        pairs: list[tuple[str, object]] = [(f"{one.abbreviation}: {one.name}", one.id) for one in instruments]
        self.which.fill([("Choose a questionnaire", ""), *pairs], kept or "")

    def begin(self, wish: EnterQuestionnaire) -> None:
        """Start with what is known: the person, the instrument, both or neither."""
        self.wish = wish
        self._put_away()
        self.person.line.clear()
        self.person.choose(wish.person_id, wish.person_name)
        if wish.instrument:
            self.which.choose(wish.instrument)
        if wish.stage:
            self.stage.choose(wish.stage)
        self._take_instrument()
        self.again.hide()
        self.draft, self._first = 0, ()

    def go_on_with(self, so_far: AnswersSoFar) -> None:
        """What was typed before and not finished stands there again."""
        if self.answers is None or not self.person.person_id or any(one is not None for one in self.answers.given):
            return
        self._silent = True
        self.draft = so_far.id
        self.day.show_value(so_far.date)
        if so_far.stage:
            self.stage.choose(so_far.stage)
        self._first = so_far.answers if so_far.again else ()
        self.answers.take(so_far.again or so_far.answers)
        self._silent = False
        self._say_again("You go on where this was left.", f"{so_far.said} of {len(so_far.answers)} answers are kept.")
        self._on_changed()
        if self.isVisible():
            self.answers.begin()

    @property
    def so_far(self) -> AnswersSoFar | None:
        """What has been typed, to be saved; None while it is not known whose or which it is."""
        if self.answers is None or not self.person.person_id:
            return None
        try:
            day = self.day.value()
        except UserCanFix:
            day = None
        given = self.answers.given
        return AnswersSoFar(
            id=self.draft,
            person_id=ServiceUserId(self.person.person_id),
            instrument=self.answers.instrument.id,
            date=day if isinstance(day, date) else self._today,
            stage=str(self.stage.currentData()),
            answers=self._first or given,
            again=given if self._first else (),
            code=self.wish.code if self.wish.instrument == self.answers.instrument.id else "",
        )

    def first_field(self) -> QWidget:
        """Where the keyboard should be: whatever is not yet said. Shift+Tab goes back to day and stage."""
        if not self.person.person_id:
            return self.person.line
        if self.answers is not None and self.answers.fields:
            return next((one for one in self.answers.fields if not one.settled), self.answers.fields[0])
        return self.which if self.ready is None else self.ready.editor

    def show_look(self, readings: tuple[Reading, ...], prompts: tuple[Problem, ...]) -> None:
        """Show the scores, and what asks for care of the person."""
        self._clear(self._scores)
        if readings:
            self._scores.addWidget(words("The score", "bold"))
            self._scores.addWidget(score_tiles(self.theme, readings))
            self._shell.messages.announce("; ".join(f"{one.output} {one.value:g} {one.band}" for one in readings))
        if self.answers is None:
            return
        if prompts:
            place, title = int(prompts[0].column.removeprefix("item_")) - 1, _asked(self.person.person_name)
            if self.answers.show_safety(place, title, prompts[0].reason):
                self._shell.messages.announce(f"{title} {prompts[0].reason}")
        else:
            self.answers.safety.hide()
        if readings and self.keep.hasFocus():
            self._bring_into_view(self.keep)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside what it is about."""
        self.keep.setEnabled(True)
        self.problem.hide()
        wrong = failure.problems[0] if failure.problems else None
        column_name = wrong.column if wrong is not None else ""
        said = f"{wrong.reason} Accepted: {wrong.accepted}." if wrong is not None else str(failure)
        if column_name == "date":
            self.day.show_problem(said)
            self.day.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif column_name == "person":
            self.person.tell(said)
        elif column_name.startswith("item_") and self.answers is not None:
            self.answers.tell(int(column_name.removeprefix("item_")) - 1, said)
        elif column_name == "score" and self.ready is not None:
            self.ready.show_problem(said)
        else:
            self.problem.say(failure.what, f"{failure.why} {failure.do}".strip())
            self.problem.show()

    def kept(self, prompts: tuple[Problem, ...]) -> None:
        """It is kept: the next paper can be typed, with the same questionnaire, day and stage."""
        name = self.person.person_name
        self.begin(EnterQuestionnaire())
        if prompts:
            self.safety.say(_asked(name), prompts[0].reason)
            self.safety.show()
        self.person.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.verticalScrollBar().setValue(0)

    def save(self) -> None:
        """Ask for it to be kept, once everything that is needed is there."""
        if not self.keep.isEnabled():
            return
        instrument = self._instruments.get(str(self.which.currentData()))
        if not self.person.person_id:
            self.person.tell("Choose the person first.")
            self.person.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif instrument is None:
            self.which.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._answered():
            self._want(instrument)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next, and on the last button keeps the questionnaire."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        enter, tab = event.key() in _ENTER, event.key() == Qt.Key.Key_Tab
        if watched is self.stage and (enter or tab):
            self._begin_answers()  # whenever the questions were put on the page, they come next
        elif watched is self.which and self.which.currentData() and (enter or tab):
            self._on_picked()
        elif enter:
            if watched is self.keep:
                self.save()
            else:
                self.focusNextChild()
        else:
            return super().eventFilter(watched, event)
        return True

    # --- inside

    def _lay_out(self) -> None:
        theme = self.theme
        which = QWidget()
        which.setLayout(column(labelled(theme, "Questionnaire", self.which), None))
        stage = QWidget()
        stage.setLayout(column(labelled(theme, "Stage", self.stage), None))
        when = Turning(theme, [which, self.day, stage], theme.size("list") // 2, (5, 2, 2))
        self._room.setSpacing(theme.space("medium"))
        self._scores.setSpacing(theme.space("small"))
        self.add(PageHeader(theme, "Enter a questionnaire", _LEAD), self.safety, self.person, when, rule())
        self.add(self.again, self._room, self.twice, self._scores, self.problem)
        self.again.hide()
        self.add(Flow(theme.space("small"), self.keep, self.leave))
        self.add(Flow(theme.space("small"), self.at_screen, self.on_paper, self.layout_choice), self._source, None)
        self.safety.hide()
        self.problem.hide()
        self.person.picked.connect(self._on_picked)

    def _on_picked(self) -> None:
        """Person or questionnaire is chosen: what is not said yet comes next, then the first answer."""
        self.safety.hide()
        if self.isVisible():
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_instrument(self) -> None:
        """Put the questions of the chosen instrument on the page."""
        self._put_away()
        self._in_view = None
        self._clear(self._room)
        self.answers, self.ready = None, None
        instrument = self._instruments.get(str(self.which.currentData()))
        if instrument is None:
            self._room.addWidget(words("The questions stand here once the questionnaire is chosen.", "quiet"))
        elif instrument.items and instrument.use == "scored":
            entry = AnswerEntry(self.theme, instrument)
            entry.changed.connect(self._on_changed)
            entry.ended.connect(self._on_ended)
            entry.refused.connect(self._on_refused)
            entry.went.connect(self._bring_into_view)
            self.answers = entry
            self._room.addWidget(entry)
        else:
            said = "This one is scored elsewhere: type its ready score."
            self.ready = FieldRow(self.theme, Field(name="score", label="Ready score", kind="number", help=said))
            self.ready.editor.setMaximumWidth(self.theme.size("list") // 2)
            self.ready.editor.installEventFilter(self)
            self._room.addWidget(self.ready)
        fields = self.answers.fields if self.answers is not None else []
        ready = [self.ready.editor] if self.ready is not None else []
        self.twice.setVisible(self.answers is not None)
        in_order(
            self.stage, *fields, *ready, self.twice, self.keep, self.leave, self.at_screen, self.on_paper,
            self.layout_choice,
        )  # fmt: skip
        self._source.setText(instrument.attribution if instrument is not None else "")
        self.which.setToolTip(instrument.name if instrument is not None else "")

    def _begin_answers(self) -> None:
        if self.answers is not None:
            self.answers.begin()
        elif self.ready is not None:
            self.ready.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.which.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self) -> None:
        if self._silent:
            return
        if self.answers is not None:
            so_far = self.so_far
            if so_far is not None and (so_far.id or so_far.said):
                self.answered.emit(so_far)
            self.looked.emit(self.answers.instrument, self.answers.answers, self.answers.settled)

    def _on_ended(self) -> None:
        if self._answered() and not self._once_more():
            self.keep.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_twice(self, wished: bool) -> None:
        """The keyboard goes on with the answers, where the wish was made between two of them."""
        if wished and self.answers is not None:
            (self._on_ended if self.answers.settled else self.answers.begin)()

    def _once_more(self) -> bool:
        """Where it is to be typed twice: whether there is still something to type."""
        if self.answers is None or not self.twice.isChecked():
            return False
        given = self.answers.given
        if not self._first:
            self._first = given
            self._type_again(given, range(len(given)))
            self._say_again("Now once more, from the first question.", "What differs is shown at the end.")
            return True
        wrong = differences(self._first, given)
        if not wrong:
            self._say_again("Both times the same.", "Enter keeps it.")
            self._first = given
            return False
        told = "; ".join(
            f"question {one.place + 1}: first {said_answer(one.first)}, then {said_answer(one.second)}" for one in wrong
        )
        kept = tuple(None if any(one.place == n for one in wrong) else answer for n, answer in enumerate(given))
        self._first = ()
        self.twice.setChecked(False)
        self._type_again(kept, [one.place for one in wrong])
        self.answers.putting_right = True
        self._say_again(f"{len(wrong)} differ. Look at the paper and type what is right.", f"{told}.")
        return True

    def _type_again(self, kept: tuple[Given, ...], places: Sequence[int]) -> None:
        if self.answers is None:
            return
        self._silent = True
        self.answers.take(tuple(None if n in places else answer for n, answer in enumerate(kept)))
        self._silent = False
        self.answers.begin()

    def _say_again(self, title: str, text: str) -> None:
        self.again.say(title, text)
        self.again.show()
        self._shell.messages.announce(f"{title} {text}")

    def _answered(self) -> bool:
        """Whether every question is answered or left out on purpose; else the first that is not is pointed at."""
        if self.answers is None or self.answers.settled:
            return True
        waiting = next(place for place, made in enumerate(self.answers.fields) if not made.settled)
        self.answers.tell(waiting, "This is not answered yet. Type the answer, or minus to leave it out.")
        return False

    def _want(self, instrument: Instrument) -> None:
        self.problem.hide()
        try:
            day = self.day.value()
            ready = self.ready.value() if self.ready is not None else None
        except UserCanFix as failure:
            (self.day if "date" in str(failure) or self.ready is None else self.ready).show_problem(str(failure))
            return
        if not isinstance(day, date):
            return
        self.day.show_problem("")
        self.keep.setEnabled(False)
        self.wanted.emit(
            Assessment(
                person_id=ServiceUserId(self.person.person_id),
                instrument=instrument.id,
                date=day,
                stage=str(self.stage.currentData()),
                answers=self.answers.answers if self.answers is not None else (),
                texts={one.item.id: one.given for one in self.answers.fields if isinstance(one.given, str)}
                if self.answers is not None
                else {},
                ready_score=ready if isinstance(ready, float) else None,
            )
        )

    def _bring_into_view(self, piece: QWidget) -> None:
        """Scroll to a piece once it has its place, with room below it for what is said under it and for the notice."""
        self._in_view = piece
        self._scroll.start()

    def _on_scroll(self) -> None:
        if self._in_view is not None and isValid(self._in_view):
            self.area.ensureWidgetVisible(self._in_view, 0, 2 * self.theme.space("vast"))

    def _on_refused(self, why: str) -> None:
        self._shell.messages.announce(why)
        if self._in_view is not None:
            self._scroll.start()

    def _put_away(self) -> None:
        self._clear(self._scores)
        self.safety.hide()
        self.problem.hide()
        self.keep.setEnabled(True)

    def _clear(self, room: QVBoxLayout) -> None:
        while room.count():
            item = room.takeAt(0)
            former = item.widget() if item is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()


def _asked(name: str) -> str:
    return f"Is {name or 'this person'} safe?"
