"""A questionnaire of one's own in a form, and beside it, as one types, what a person will see."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sfph_desktop.core.domain.own_form_rules import form_problems, form_remarks
from sfph_desktop.core.domain.own_form_words import used_lists
from sfph_desktop.core.domain.own_forms import OwnForm
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, labelled, row, rule, scroller, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.form_preview import FormPreview
from sfph_desktop.ui.widgets.own_answers import HELP, AnswerLists
from sfph_desktop.ui.widgets.own_questions import QuestionRows
from sfph_desktop.ui.widgets.own_scores import ScoreCards
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

_LEAD = "Enter in a question adds the next. Several lines pasted at once are several questions."
_LEVELS: list[tuple[str, object]] = [("The person", "individual"), ("People around them", "social")]
_LATER = "Once somebody has answered it, a change makes a new version; the answers keep the one they were given to."
_AFTER_TYPING = 150
"""Milliseconds of rest after which it is drawn anew."""
_SEE, _MAKE = "See it as a person will", "Back to making it"


class OwnFormSheet(QWidget):
    """`made` carries the finished form and where it is from; `left` goes back.

    With room enough the drawn questionnaire stands beside the form; else a button changes between the two.
    """

    made = Signal(object, str)
    left = Signal()

    def __init__(
        self, theme: Theme, form: OwnForm | None = None, source: str = "form", remarks: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self.theme, self._source = theme, source
        start = self._start = form or OwnForm()
        self.name, self.short = QLineEdit(start.name), QLineEdit(start.short_name, maxLength=16)
        self.construct, self.stem = QLineEdit(start.construct), QLineEdit(start.stem)
        self.recall, self.review = QLineEdit(start.recall), QLineEdit(str(start.review_days), maxLength=4)
        self.level = PlainChoice("Who changes")
        self.level.fill(_LEVELS, start.level)
        self.lists = AnswerLists(theme, start.lists)
        self.questions = QuestionRows(theme, start.questions, self._make_list)
        self.scores = ScoreCards(theme, start)
        self.facts, self.wrong = Told(theme, "good", ""), Told(theme, "attention", "")
        self.drawn = FormPreview(theme)
        self.keep = button(theme, "Put it into use", self._on_keep, kind="primary", icon="check")
        self.change = button(theme, _SEE, self._on_change, kind="link", icon="eye")
        self._wide = True
        self._rest = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._rest.timeout.connect(lambda: self.drawn.show_form(self.form))
        self._making = self._lay_out_making(remarks)
        self._seeing = self._lay_out_seeing()
        panes = row(self._making, self._seeing)
        panes.setStretch(0, 5)
        panes.setStretch(1, 4)
        self._top = held(row(self.change, None, edge=(theme.space("medium"), theme.space("small"), 0, 0)))
        whole = column(self._top, panes)
        whole.setStretchFactor(panes, 1)
        self.setLayout(whole)
        self._top.hide()
        self._connect()
        self.look()
        self._first = self.form
        self.drawn.show_form(self._first)

    @property
    def touched(self) -> bool:
        """Whether anything was typed or chosen since it was opened."""
        return self.form != self._first

    @property
    def form(self) -> OwnForm:
        """What the form says now."""
        questions = self.questions.questions
        scores, bands = self.scores.read(questions)
        days = self.review.text().strip()
        made = replace(
            self._start,
            name=self.name.text().strip(),
            short_name=self.short.text().strip(),
            construct=self.construct.text().strip(),
            level=str(self.level.currentData()),
            stem=self.stem.text().strip(),
            recall=self.recall.text().strip(),
            review_days=int(days) if days.isascii() and days.isdigit() else 0,
            questions=questions,
            lists=self.lists.lists,
            scores=scores,
            bands=bands,
        )
        return replace(made, lists=used_lists(made))

    def look(self) -> None:
        """Say what it would be, and what is still wrong with it, beside the question where it is a question's."""
        self.questions.offer(self.lists.kinds)
        form = self.form
        self.scores.offer(form.questions)
        used: dict[str, list[int]] = {}
        for place, one in enumerate(form.questions, start=1):
            used.setdefault(one.answers, []).append(place)
        self.lists.tell_use(used)
        problems = [*form_problems(form), *self.scores.problems()]
        told = {one.column: one for one in reversed(problems)}
        mistyped = False
        for place, made in enumerate(self.questions.filled, start=1):
            wrong = told.get(f"question {place}")
            made.tell(made.mistyped or (f"{wrong.reason} {_accepted(wrong)}".strip() if wrong is not None else ""))
            mistyped = mistyped or bool(made.mistyped)
        self.keep.setEnabled(not problems and not mistyped)
        self.facts.say(form.name or "No name yet", _facts(form))
        self.facts.setVisible(not problems)  # it has the mark of what is well
        self.wrong.setVisible(bool(problems))
        if problems:
            self.wrong.say(f"{_where(problems[0])}{problems[0].reason}", _accepted(problems[0]))
        self._rest.start()

    def show_failure(self, failure: UserCanFix) -> None:
        """Say why it was not put into use."""
        self.wrong.say(failure.what, f"{failure.why} {failure.do}".strip())
        self.wrong.show()

    def minimumSizeHint(self) -> QSize:
        """The same width whether both panes are shown or one."""
        least = max(self._making.minimumSizeHint().width(), self._seeing.minimumSizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side or one at a time, as the width allows."""
        super().resizeEvent(event)
        wide = self.width() >= self.theme.size("column") * 3 // 2
        if wide != self._wide:
            self._wide = wide
            self._show_panes(seeing=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back from what is drawn to the form; from the form it leaves nothing behind by accident."""
        if event.key() == Qt.Key.Key_Escape and not self._wide and self._making.isHidden():
            self._show_panes(seeing=False)
        else:
            super().keyPressEvent(event)

    # --- inside

    def _lay_out_making(self, remarks: tuple[str, ...]) -> Sheet:
        theme = self.theme
        sheet = Sheet(theme, "Make a questionnaire of your own")
        lead = _LEAD if self._source == "form" else f"From {self._source}. {_LEAD}"
        sheet.add(PageHeader(theme, "A questionnaire of your own", lead))
        if remarks:
            sheet.add(Told(theme, "attention", "Good to know", "\n".join(remarks)))
        for text, editor, help_text in (
            ("Name", self.name, ""),
            ("Short name, for lists", self.short, "Up to 16 letters, as: HOME-5"),
            ("What it shows", self.construct, "As: confidence, feeling at home"),
            ("Who changes", self.level, ""),
            ("What stands above the questions", self.stem, "As: Please say how you have felt in the last month."),
            ("The time it asks about", self.recall, "As: the last month. It may stay empty."),
        ):
            sheet.add(column(labelled(theme, text, editor, help_text)))
        sheet.add(rule(), words("Questions", "strong"), self.questions)
        sheet.add(rule(), words("Answers to choose from", "strong"), Prose(HELP, "small"), self.lists)
        sheet.add(rule(), words("Scores", "strong"), self.scores)
        sheet.add(rule(), column(labelled(theme, "Ask again after so many days", self.review)))
        leave = button(theme, "Leave it", self.left.emit)
        sheet.add(self.wrong, Flow(theme.space("small"), self.keep, leave))
        sheet.add(Prose(_LATER, "small"), None)
        return sheet

    def _lay_out_seeing(self) -> QWidget:
        theme = self.theme
        edge = theme.space("wide")
        inside = column(
            words("As a person will see it", "strong"), self.drawn, self.facts, None, gap=theme.space("large"),
            edge=(edge, edge, edge, theme.space("vast")),
        )  # fmt: skip
        return scroller(held(inside), "The questionnaire as a person will see it")

    def _connect(self) -> None:
        for line in (self.name, self.short, self.construct, self.stem, self.recall, self.review):
            line.textChanged.connect(lambda _text: self.look())
        self.level.activated.connect(lambda _number: self.look())
        for part in (self.questions, self.lists, self.scores):
            part.changed.connect(self.look)

    def _make_list(self, wanted: str) -> str:
        name = self.lists.make(wanted)
        self.questions.offer(self.lists.kinds)
        return name

    def _on_change(self) -> None:
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)  # before what has the keyboard goes out of sight
        self._show_panes(seeing=self._seeing.isHidden())

    def _show_panes(self, *, seeing: bool) -> None:
        self._top.setVisible(not self._wide)
        self._making.setVisible(self._wide or not seeing)
        self._seeing.setVisible(self._wide or seeing)
        self.change.setText(_MAKE if seeing and not self._wide else _SEE)

    def _on_keep(self) -> None:
        self.made.emit(self.form, self._source)


def _accepted(wrong: Problem) -> str:
    return f"Accepted: {wrong.accepted}." if wrong.accepted else ""


def _where(wrong: Problem) -> str:
    """Which question, score or band is meant; of the head's fields the reason says it."""
    said = wrong.column.replace("_", " ")
    return f"{said[:1].upper()}{said[1:]}: " if said.startswith(("question ", "score ", "band ", "list ")) else ""


def _facts(form: OwnForm) -> str:
    """How many questions, how far each score runs and what it is called, and what will not be told."""
    said = [f"{len(form.questions)} question{'' if len(form.questions) == 1 else 's'}."]
    for score in form.scores:
        limits = form.range_of(score)
        if limits is not None:
            said.append(f"{score.name or 'The score'} runs from {limits[0]:g} to {limits[1]:g}.")
        bands = [f"{one.low:g} to {one.high:g} {one.label}" for one in form.bands if one.score == score.id]
        if bands:
            said.append(f"Of these: {'; '.join(bands)}.")
    return " ".join([*said, *form_remarks(form)])
