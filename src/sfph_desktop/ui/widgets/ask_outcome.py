"""What difference do you make? Everyday words, and beneath them, as one types, the measures that could show it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.suggestions import Suggested, Suggestion
from sfph_desktop.ui.models.outcome_words import measure_words
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, mark, row, words
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.finding_card import Card
from sfph_desktop.ui.widgets.growing import Growing
from sfph_desktop.ui.widgets.level_mark import LEVEL_ICONS, LEVEL_WORDS
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.passages import fill, in_order

AFTER_TYPING = 60
"""Milliseconds of rest before what is typed is looked at."""
_ASK = "What difference do you make?"
_HELP = "Say what changes for people, as you would say it to a neighbour: “less lonely”, “sleeping better”."
_MOST_MEASURES = 3


class AskOutcome(Growing):
    """`picked` carries what was typed and the phrase that was picked; blank for one's own words."""

    picked = Signal(str, str)
    asked = Signal(str)
    """Whoever listens answers by `show_suggested`."""

    def __init__(self, theme: Theme, announce: Callable[[str], object]) -> None:
        super().__init__()
        self._theme, self._announce, self._said = theme, announce, ""
        self.line = crossed(theme, QLineEdit())
        self.line.setPlaceholderText("less lonely")
        self.line.setAccessibleName(_ASK)
        self.line.setAccessibleDescription(f"{_HELP} Down goes to what is suggested.")
        self.line.installEventFilter(self)
        for clear in self.line.findChildren(QToolButton):
            clear.setAccessibleName("Clear what is typed")
        label = words(_ASK, "strong")
        label.setBuddy(self.line)
        self.cards: list[SuggestionCard] = []
        self.question = Told(theme, "attention", "What changes because of it?")
        self.own = button(theme, "Keep my own words", self._on_own, icon="edit")
        self.own.setAccessibleDescription("Adds what you typed as it is; what shows it is chosen afterwards")
        self.own.installEventFilter(self)
        self._room: QVBoxLayout = column(gap=theme.space("small"))
        self._own_room = held(row(self.own, None))
        pieces = column(
            label, self.line, words(_HELP, "small"), self.question, self._room, self._own_room, gap=theme.space("small")
        )
        self.setLayout(pieces)
        self._rest = QTimer(self, singleShot=True, interval=AFTER_TYPING)
        self._rest.timeout.connect(lambda: self.asked.emit(self.text))
        self.line.textChanged.connect(self._on_typed)
        self.question.hide()
        self._own_room.hide()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text().strip()

    def clear(self) -> None:
        """Begin anew."""
        self.line.clear()

    def show_suggested(self, found: Suggested) -> None:
        """Show what came of the text, if it still is the text."""
        if found.text.strip() != self.text:
            return
        if found.found != tuple(card.suggestion for card in self.cards):
            self._show_cards(found.found)
        self.question.setVisible(bool(found.question))
        if found.question:
            self.question.say("What changes because of it?", found.question)
        self._own_room.setVisible(bool(self.text))
        self._tell(found)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go from the line to what is suggested; up and down move in it, Escape goes back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            stops: list[QWidget] = [self.line, *self.cards, self.own]
            here = next((n for n, stop in enumerate(stops) if stop is watched), -1)
            key = event.key()
            forward = key == Qt.Key.Key_Down or (
                watched is self.line and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and bool(self.text)
            )
            if here >= 0 and forward:
                if here + 1 < len(stops) and not stops[here + 1].isHidden() and self._own_room.isVisible():
                    stops[here + 1].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if here > 0 and key == Qt.Key.Key_Up:
                stops[here - 1].setFocus(Qt.FocusReason.BacktabFocusReason)
                return True
            if here > 0 and key == Qt.Key.Key_Escape:
                self.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    # --- inside

    def _on_typed(self) -> None:
        if self.text:
            self._rest.start()
        else:
            self._rest.stop()
            self.show_suggested(Suggested(text=""))

    def _show_cards(self, found: tuple[Suggestion, ...]) -> None:
        """Other cards in place of those there were; whoever was on one of them stays on its phrase, or on the first."""
        former = next((card.suggestion.phrase for card in self.cards if card.hasFocus()), None)
        self.cards = [SuggestionCard(self._theme, one) for one in found]
        for card in self.cards:
            card.clicked.connect(lambda _checked=False, made=card: self._on_card(made))
            card.installEventFilter(self)
        fill(self._room, *self.cards)
        for card in self.cards:
            card.show()  # now, not with the next round of events: somebody may press down at once
        in_order(self.line, *self.cards, self.own)
        if former is not None:
            same = next((card for card in self.cards if card.suggestion.phrase == former), None)
            (same or next(iter(self.cards), None) or self.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_card(self, card: SuggestionCard) -> None:
        self.picked.emit(self.text, card.suggestion.phrase.phrase)

    def _on_own(self) -> None:
        if self.text:
            self.picked.emit(self.text, "")

    def _tell(self, found: Suggested) -> None:
        first = found.found[0].phrase.phrase if found.found else ""
        said = f"{counted(len(found.found), 'suggestion')}. First: {first}" if first else found.question
        if said and said != self._said:
            self._announce(said)
        self._said = said


class SuggestionCard(Card):
    """A phrase with what it is about, what could show it and what that asks for; pressed, it is picked."""

    def __init__(self, theme: Theme, suggestion: Suggestion) -> None:
        level = level_of(suggestion.phrase.level)
        super().__init__(theme, level)
        self.suggestion = suggestion
        phrase = suggestion.phrase
        name = phrase.phrase[:1].upper() + phrase.phrase[1:]
        usable = [one for one in suggestion.instruments if one.usable][:_MOST_MEASURES]
        lines = [measure_words(one) for one in usable] or ["No questionnaire: it is counted or recorded"]
        told = column(
            words(name, "bold"),
            words(f"{LEVEL_WORDS[level]}, about {phrase.construct}", "small"),
            *(words(line) for line in lines),
            words(phrase.indicator, "quiet"),
            gap=theme.space("tiny"),
        )
        line = row(gap=theme.space("medium"))
        line.addWidget(mark(theme, LEVEL_ICONS[level], level), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(told, 1)
        medium, small = theme.space("medium"), theme.space("small")
        line.setContentsMargins(medium + 4, small + 2, medium, small + 2)
        self.setLayout(line)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{name}. {LEVEL_WORDS[level]}. {'. '.join(lines)}. {phrase.indicator}")
        self.setAccessibleDescription("Adds this as an outcome; everything in it can be adjusted")


def level_of(said: str) -> BenefitLevel:
    """The level a word of the library names."""
    return next((level for level in LEVELS if level == said), "individual")
