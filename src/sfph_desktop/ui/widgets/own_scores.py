"""The scores of an own questionnaire: which questions each counts, how, and what it is called from where to where."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from sfph_desktop.core.domain.own_forms import OwnBand, OwnForm, OwnQuestion, OwnScore
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.usecases.own_measures import slug
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, labelled, row, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.own_bands import BandRow
from sfph_desktop.ui.widgets.own_question_row import read_number
from sfph_desktop.ui.widgets.passages import in_order
from sfph_desktop.ui.widgets.plain_choice import PlainChoice

BETTER: list[tuple[str, object]] = [("Better", True), ("Worse", False), ("Neither: tell no change", None)]
RULES: list[tuple[str, object]] = [("Add the answers up", "sum"), ("Take their mean", "mean")]
_WHICH: list[tuple[str, object]] = [("Every question with a number", "all"), ("Only those ticked below", "some")]
_LONGEST = 60
"""Signs of a question beside its box."""


class ScoreCard(QFrame):
    """One score."""

    changed = Signal()
    away_wanted = Signal()

    def __init__(self, theme: Theme, score: OwnScore, bands: Sequence[OwnBand], *, fresh: bool) -> None:
        super().__init__()
        self._theme, self._kept = theme, "" if fresh else score.id
        self._ticked = set(score.questions)
        self.name = QLineEdit(score.name, maxLength=60)
        self.rule, self.better = PlainChoice("How it is scored"), PlainChoice("A higher score is")
        self.rule.fill(RULES, score.rule)
        self.better.fill(BETTER, score.higher_is_better)
        self.may_miss = QLineEdit(str(score.may_miss), maxLength=3)
        self.may_miss.setFixedWidth(theme.size("control") * 2)
        self.which = PlainChoice("Which questions it counts")
        self.which.fill(_WHICH, "some" if score.questions else "all")
        self.boxes: dict[str, QCheckBox] = {}
        self._box_room, self._band_room = QVBoxLayout(), QVBoxLayout()
        self._bands: list[BandRow] = []
        self.add_band = button(theme, "Add a band", self._on_add_band, kind="link", icon="add")
        self.away = button(theme, "Take this score away", self.away_wanted.emit, kind="link", icon="remove")
        self._lay_out()
        for one in bands:
            self._put_band(f"{one.low:g}", f"{one.high:g}", one.label)
        for line in (self.name, self.may_miss):
            line.textChanged.connect(lambda _text: self.changed.emit())
        for choice in (self.rule, self.better, self.which):
            choice.activated.connect(lambda _number: self._on_chosen())

    def id_among(self, taken: set[str]) -> str:
        """The id it had, or one made of its name that no other has."""
        front = self._kept or slug(self.name.text()) or "score"
        front = front if not front[:1].isdigit() else f"score_{front}"
        return next(one for one in (front, *(f"{front}_{n}" for n in range(2, 999))) if one not in taken)

    def score(self, name: str, known: Sequence[OwnQuestion]) -> OwnScore:
        """The score as it stands here, under this id."""
        some = self.which.currentData() == "some"
        missed = self.may_miss.text().strip()
        return OwnScore(
            id=name,
            name=self.name.text().strip(),
            rule=str(self.rule.currentData()),
            questions=tuple(one.id for one in known if one.id in self._ticked) if some else (),
            may_miss=int(missed) if missed.isascii() and missed.isdigit() else 0,
            higher_is_better=self.better.currentData(),
        )

    def bands(self, score: str) -> tuple[OwnBand, ...]:
        """Its bands that can be read."""
        found = (made.band(score) for made in self._bands if not made.blank)
        return tuple(one for one in found if one is not None)

    def problems(self) -> list[Problem]:
        """What is typed here and cannot be read at all."""
        said, name = [], self.name.text().strip()
        missed = self.may_miss.text().strip()
        if not name:
            said.append(
                Problem(column="score", reason="A score has no name.", accepted="a word or two, as: Confidence")
            )
        if missed and not (missed.isascii() and missed.isdigit()):
            reason = f"'{missed}' answers cannot be missing."
            said.append(Problem(column=f"score {name}", reason=reason, accepted="a whole number, 0 for none"))
        if self.which.currentData() == "some" and not self._ticked & set(self.boxes):
            said.append(Problem(column=f"score {name}", reason="No question is ticked.", accepted="one or more"))
        for place, made in enumerate(self._bands, start=1):
            if not made.blank and made.band("") is None:
                reason = f"Band {place} needs a number at both ends."
                said.append(Problem(column=f"score {name}", reason=reason, accepted="numbers, as 5 and 9"))
        return said

    def offer(self, questions: Sequence[OwnQuestion]) -> None:
        """The questions that can be counted: a box for each, with its first words."""
        if list(self.boxes) != [one.id for one in questions]:
            for box in self.boxes.values():
                self._box_room.removeWidget(box)
                box.hide()
                box.deleteLater()
            self.boxes = {one.id: self._box(one.id) for one in questions}
        for place, one in enumerate(questions, start=1):
            text = one.text if len(one.text) <= _LONGEST else f"{one.text[: _LONGEST - 1].rstrip()}…"
            self.boxes[one.id].setText(text.replace("&", "&&"))
            self.boxes[one.id].setAccessibleName(f"{self.name.text()} counts question {place}: {one.text}")
        self._show_boxes()

    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        bands = [stop for one in self._bands for stop in (one.low, one.high, one.label, one.away)]
        head = [self.name, self.rule, self.better, self.may_miss, self.which]
        return [*head, *self.boxes.values(), *bands, self.add_band, self.away]

    # --- inside

    def _lay_out(self) -> None:
        theme = self._theme
        small = theme.space("small")
        self._box_room.setSpacing(theme.space("tiny"))
        self._band_room.setSpacing(theme.space("tiny"))
        self.setLayout(
            column(
                labelled(theme, "What the score is called", self.name),
                labelled(theme, "How it is scored", self.rule),
                labelled(theme, "A higher score is", self.better),
                labelled(
                    theme, "So many answers may be missing", self.may_miss,
                    "0: no score unless everything is answered. Else the person's mean stands for what is missing.",
                ),
                labelled(theme, "Which questions it counts", self.which),
                self._box_room,
                words("Bands: what a score from here to there is called", "label"),
                self._band_room,
                Flow(small, self.add_band, self.away),
                gap=small,
            )
        )  # fmt: skip

    def _box(self, question: str) -> QCheckBox:
        box = QCheckBox()
        box.setChecked(question in self._ticked)
        box.toggled.connect(lambda on: self._on_ticked(question, on))
        self._box_room.addWidget(box)
        return box

    def _show_boxes(self) -> None:
        for box in self.boxes.values():
            box.setVisible(self.which.currentData() == "some")

    def _on_ticked(self, question: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(question)
        self.changed.emit()

    def _on_chosen(self) -> None:
        self._show_boxes()
        self.changed.emit()

    def _on_add_band(self) -> None:
        last = self._bands[-1] if self._bands else None
        end = read_number(last.high.text()) if last is not None else None
        made = self._put_band(f"{end + 1:g}" if end is not None and self.rule.currentData() == "sum" else "", "", "")
        first = made.high if made.low.text() else made.low
        self.changed.emit()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_band(self, low: str, high: str, label: str) -> BandRow:
        made = BandRow(self._theme, low, high, label)
        made.changed.connect(self.changed)
        made.away_wanted.connect(lambda: self._remove_band(made))
        made.after_wanted.connect(self._on_add_band)
        self._bands.append(made)
        self._band_room.addWidget(made)
        return made

    def _remove_band(self, made: BandRow) -> None:
        self._bands.remove(made)
        self._band_room.removeWidget(made)
        made.hide()
        made.deleteLater()
        self.add_band.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class ScoreCards(QWidget):
    """All scores; none is allowed: the questions are then kept as they are."""

    changed = Signal()

    def __init__(self, theme: Theme, form: OwnForm) -> None:
        super().__init__()
        self._theme = theme
        self.cards: list[ScoreCard] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("wide"))
        self.add_button = button(theme, "Add a score", self._on_add, kind="link", icon="add")
        self.setLayout(column(self._room, row(self.add_button, None), gap=theme.space("small")))
        for one in form.scores:
            self._put(one, [band for band in form.bands if band.score == one.id], fresh=False)

    def read(self, questions: Sequence[OwnQuestion]) -> tuple[tuple[OwnScore, ...], tuple[OwnBand, ...]]:
        """The scores and their bands as they stand here."""
        questions = _counted(questions)
        scores: list[OwnScore] = []
        bands: list[OwnBand] = []
        for made in self.cards:
            name = made.id_among({one.id for one in scores})
            scores.append(made.score(name, questions))
            bands += made.bands(name)
        return tuple(scores), tuple(bands)

    def problems(self) -> list[Problem]:
        """What is typed and cannot be read at all."""
        return [one for made in self.cards for one in made.problems()]

    def offer(self, questions: Sequence[OwnQuestion]) -> None:
        """The questions that can be counted; those in words or dates cannot."""
        for made in self.cards:
            made.offer(_counted(questions))
        in_order(*(stop for made in self.cards for stop in made.stops()), self.add_button)

    def _on_add(self) -> None:
        first = not self.cards
        name = "Total" if first else ""
        made = self._put(OwnScore(name=name, higher_is_better=True), (), fresh=not first)
        if not first:
            made.which.choose("some")
        self.changed.emit()
        made.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, score: OwnScore, bands: Sequence[OwnBand], *, fresh: bool) -> ScoreCard:
        made = ScoreCard(self._theme, score, bands, fresh=fresh)
        made.changed.connect(self.changed)
        made.away_wanted.connect(lambda: self._remove(made))
        self.cards.append(made)
        self._room.addWidget(made)
        return made

    def _remove(self, made: ScoreCard) -> None:
        self.cards.remove(made)
        self._room.removeWidget(made)
        made.hide()
        made.deleteLater()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


def _counted(questions: Sequence[OwnQuestion]) -> list[OwnQuestion]:
    """Those with a number: words and dates are in no score."""
    return [one for one in questions if one.kind not in {"words", "date"}]
