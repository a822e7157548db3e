"""A questionnaire of one's own in a form: its words, answers and score, with what it would be shown as one types."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from sfph_desktop.core.domain.own_form_rules import form_problems, form_remarks
from sfph_desktop.core.domain.own_forms import AnswerList, OwnAnswer, OwnForm, OwnQuestion, OwnScore
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, labelled, row, rule
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

TURNED = "(R)"
_LIST = "answers"
_LEAD = "One question on each line. Begin a line with (R) where a high answer means less: it is turned round."
_BETTER: list[tuple[str, object]] = [("Better", True), ("Worse", False), ("Neither: tell no change", None)]
_RULES: list[tuple[str, object]] = [("Add the answers up", "sum"), ("Take their mean", "mean"), ("No score", "")]
_LEVELS: list[tuple[str, object]] = [("The person", "individual"), ("People around them", "social")]


def is_plain(form: OwnForm) -> bool:
    """Whether the lines of the form can say all of it: one list of answers numbered from 1, one score of everything."""
    questions = all(
        one.kind == "choice" and one.id == f"q{place}" and not one.heading
        for place, one in enumerate(form.questions, start=1)
    )
    lists = len(form.lists) == 1 and all(one.value == n for n, one in enumerate(form.lists[0].answers, start=1))
    scores = len(form.scores) <= 1 and all(not one.questions and one.id == "total" for one in form.scores)
    return questions and lists and scores and not form.bands and not form.stem and not form.recall


class OwnFormSheet(Sheet):
    """`made` carries the finished form and where it is from; `left` goes back."""

    made = Signal(object, str)
    left = Signal()

    def __init__(
        self, theme: Theme, form: OwnForm | None = None, source: str = "form", remarks: tuple[str, ...] = ()
    ) -> None:
        super().__init__(theme, "A questionnaire of your own")
        plain = form is not None and is_plain(form)
        self._read, self._source = None if plain else form, source
        start = form or OwnForm()
        self.name, self.short, self.construct = (
            QLineEdit(start.name),
            QLineEdit(start.short_name, maxLength=16),
            QLineEdit(start.construct),
        )
        self.level = PlainChoice("Who changes")
        self.level.fill(_LEVELS, start.level)
        self.questions, self.answers = QPlainTextEdit(), QPlainTextEdit()
        for made in (self.questions, self.answers):
            made.setTabChangesFocus(True)
            made.setMinimumHeight(theme.size("control") * 3)
        self.rule = PlainChoice("How it is scored")
        self.rule.fill(_RULES, start.scores[0].rule if start.scores else "")
        self.better = PlainChoice("A higher score is")
        self.better.fill(_BETTER, start.scores[0].higher_is_better if start.scores else None)
        self.may_miss = QLineEdit(str(start.scores[0].may_miss if start.scores else 0), maxLength=2)
        if plain:
            turned = ((TURNED + " " if one.reverse else "") + one.text for one in start.questions)
            self.questions.setPlainText("\n".join(turned))
            self.answers.setPlainText("\n".join(one.label for one in start.lists[0].answers))
        self.preview = Told(theme, "good", "")
        self.wrong = Told(theme, "attention", "")
        self.keep = button(theme, "Put it into use", self._on_keep, kind="primary", icon="check")
        leave = button(theme, "Leave it", self.left.emit)
        self.add(PageHeader(theme, "A questionnaire of your own", _LEAD if self._read is None else f"From {source}"))
        if remarks:
            self.add(Told(theme, "attention", "Good to know", "\n".join(remarks)))
        head = (
            ("Name", self.name, ""),
            ("Short name, for lists", self.short, ""),
            ("What it shows", self.construct, "As: confidence, feeling at home"),
        )
        for text, editor, help_text in head:
            self.add(column(labelled(theme, text, editor, help_text)))
        self.add(column(labelled(theme, "Who changes", self.level)))
        if self._read is None:
            self.add(column(labelled(theme, "Questions", self.questions, "One on each line")))
            self.add(column(labelled(theme, "Answers", self.answers, "One on each line, numbered from 1")))
            self.add(column(labelled(theme, "How it is scored", self.rule)))
            self.add(column(labelled(theme, "So many may be left out", self.may_miss)))
        self.add(column(labelled(theme, "A higher score is", self.better)))
        self.add(rule(), self.preview, self.wrong, row(self.keep, leave, None, gap=theme.space("small")))
        self.add(Prose("Once somebody has answered it, it is superseded, not changed.", "small"), None)
        for line in (self.name, self.short, self.construct, self.may_miss):
            line.textChanged.connect(lambda _text: self.look())
        for made in (self.questions, self.answers):
            made.textChanged.connect(self.look)
        for choice in (self.rule, self.better, self.level):
            choice.currentIndexChanged.connect(lambda _number: self.look())
        self.look()

    @property
    def form(self) -> OwnForm:
        """What the form says now."""
        head = {
            "name": self.name.text().strip(),
            "short_name": self.short.text().strip(),
            "construct": self.construct.text().strip(),
            "level": str(self.level.currentData()),
        }
        better = self.better.currentData()
        if self._read is not None:
            scores = tuple(replace(one, higher_is_better=better) for one in self._read.scores)
            return replace(self._read, scores=scores, **head)  # type: ignore[arg-type]
        lines = [line.strip() for line in self.questions.toPlainText().splitlines() if line.strip()]
        words = [line.strip() for line in self.answers.toPlainText().splitlines() if line.strip()]
        missed = self.may_miss.text().strip()
        score = OwnScore(
            rule=str(self.rule.currentData()),
            may_miss=int(missed) if missed.isascii() and missed.isdigit() else 0,
            higher_is_better=better,
        )
        return OwnForm(
            **head,  # type: ignore[arg-type]
            questions=tuple(
                OwnQuestion(
                    id=f"q{place}",
                    text=line.removeprefix(TURNED).strip(),
                    answers=_LIST,
                    reverse=line.startswith(TURNED),
                )
                for place, line in enumerate(lines, start=1)
            ),
            lists=(AnswerList(name=_LIST, answers=tuple(OwnAnswer(value=n, label=w) for n, w in enumerate(words, 1))),),
            scores=(score,) if score.rule else (),
        )

    def look(self) -> None:
        """Say what it would be, or what is still wrong with it."""
        form = self.form
        problems = form_problems(form)
        self.keep.setEnabled(not problems)
        told = [f"{len(form.questions)} question{'' if len(form.questions) == 1 else 's'}."]
        for score in form.scores:
            limits = form.range_of(score)
            if limits is not None:
                told.append(f"{score.name} runs from {limits[0]:g} to {limits[1]:g}.")
        self.preview.say(form.name or "No name yet", " ".join([*told, *form_remarks(form)]))
        self.wrong.setVisible(bool(problems))
        if problems:
            first = problems[0]
            self.wrong.say(f"{first.column}: {first.reason}", f"Accepted: {first.accepted}." if first.accepted else "")

    def show_failure(self, failure: UserCanFix) -> None:
        """Say why it was not put into use."""
        self.wrong.say(failure.what, f"{failure.why} {failure.do}".strip())
        self.wrong.show()

    def _on_keep(self) -> None:
        self.made.emit(self.form, self._source)
