"""Typing the wording of a questionnaire that may not be shipped: what stands above it, its questions, its answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from sfph_desktop.core.domain.measures import Instrument, Item
from sfph_desktop.core.domain.own_form_words import label_lines, typed_labels
from sfph_desktop.core.domain.own_measures import TypedWording, Wording
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Piece, Prose, button, column, labelled, row, words
from sfph_desktop.ui.widgets.fields import Lines
from sfph_desktop.ui.widgets.page_frame import Told

_LEAD = (
    "Type the words as they stand in your own, licensed copy. They stay in this office; without them the questionnaire "
    "can be entered from paper, but not shown or printed."
)
_MOST_LINES = 12
_ANSWERS = "One on each line, its number before it: 1 = None of the time"


class _Labels(Lines):
    """The words of the answers that some questions take."""

    def __init__(self, item: Item, name: str) -> None:
        super().__init__(3, _MOST_LINES)
        self._item = item
        self.setAccessibleName(name)
        self.setAccessibleDescription(_ANSWERS)
        self.setPlainText(label_lines([(option.value, option.label) for option in item.options]))

    @property
    def labels(self) -> dict[str, str]:
        """The words by value."""
        return typed_labels(self.toPlainText(), [option.value for option in self._item.options])


class WordingForm(QWidget):
    """`worded` carries the wording, who declares, and the terms, once the button is pressed."""

    worded = Signal(object, str, str)

    def __init__(self, theme: Theme, instrument: Instrument, declaration: str, kept: Wording | None = None) -> None:
        super().__init__()
        self.theme, self.instrument = theme, instrument
        self.stem = QLineEdit(instrument.stem)
        self.lines: list[QLineEdit] = []
        self.answers: _Labels | None = None
        self.item_answers: dict[str, _Labels] = {}
        self.terms, self.who = (QLineEdit(one) for one in ((kept.terms, kept.declared_by) if kept else ("", "")))
        self.wrong = Told(theme, "problem", "")
        keep = button(theme, "I declare it: keep the wording", self._on_keep, kind="primary", icon="check")
        pieces = [
            words("Type the wording for your own use", "strong"),
            Prose(_LEAD),
            labelled(theme, "What stands above the questions", self.stem, "Instructions, as in your copy"),
            *self._shared(),
            *self._questions(),
            labelled(theme, "Under what terms", self.terms, "Registration number, licence or permission"),
            labelled(theme, "Who declares this", self.who),
            Prose(declaration, "small"),
            self.wrong,
            row(keep, None),
        ]
        self.setLayout(column(*pieces, gap=theme.space("large")))
        self.wrong.hide()

    @property
    def wording(self) -> TypedWording:
        """What has been typed."""
        items = {item.id: line.text() for item, line in zip(self.instrument.items, self.lines, strict=True)}
        own = {name: made.labels for name, made in self.item_answers.items() if not made.isHidden()}
        return TypedWording(
            stem=self.stem.text(),
            items=items,
            options=self.answers.labels if self.answers is not None else {},
            item_options={name: labels for name, labels in own.items() if labels},
        )

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is missing, and go to the question that is meant."""
        self.wrong.say(failure.what, failure.do)
        self.wrong.show()
        where = failure.problems[0].column if failure.problems else ""
        place = where.removeprefix("item_")
        target = {"terms": self.terms, "declared_by": self.who}.get(where)
        if place.isdigit() and 1 <= int(place) <= len(self.lines):
            target = self.lines[int(place) - 1]
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def _shared(self) -> list[Piece]:
        """The answers, once for all questions, where all take the same."""
        if not self._same_answers:
            return []
        self.answers = _Labels(self.instrument.items[0], "Answers")
        return [labelled(self.theme, "Answers", self.answers, _ANSWERS)]

    @property
    def _same_answers(self) -> bool:
        items = self.instrument.items
        values = [tuple(option.value for option in item.options) for item in items]
        entries = {entry["id"]: entry for entry in self.instrument.definition["items"]}
        of_their_own = any(entries[item.id].get("response_options") for item in items)
        return bool(items) and bool(values[0]) and len(set(values)) == 1 and not of_their_own

    def _questions(self) -> list[Piece]:
        theme = self.theme
        pieces: list[Piece] = []
        for place, item in enumerate(self.instrument.items, start=1):
            line = QLineEdit(item.text or "")
            self.lines.append(line)
            inside: list[Piece] = [labelled(theme, f"{place}. {item.theme or 'Question'}", line)]
            line.setAccessibleName(f"Question {place}: {item.theme or item.id}")
            if item.options:
                inside += self._own_answers(item, place)
            pieces.append(column(*inside, gap=theme.space("tiny")))
        return pieces

    def _own_answers(self, item: Item, place: int) -> list[Piece]:
        """Its answers, at once where they are its own, else behind a button: EQ-5D words each question's otherwise."""
        made = _Labels(item, f"Answers of question {place}")
        self.item_answers[item.id] = made
        if self.answers is None:
            return [made]
        show = button(self.theme, "Its answers are worded otherwise", kind="link")
        show.setAccessibleName(f"The answers of question {place} are worded otherwise")
        otherwise = item.options != self.instrument.items[0].options
        (show if otherwise else made).hide()

        def reveal() -> None:
            made.show()
            show.hide()
            made.setFocus(Qt.FocusReason.OtherFocusReason)

        show.clicked.connect(lambda: reveal())
        return [row(show, None), made]

    def _on_keep(self) -> None:
        self.worded.emit(self.wording, self.who.text(), self.terms.text())
