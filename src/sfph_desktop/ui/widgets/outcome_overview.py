"""The whole outcome framework on one page: the question on top, and beneath it three levels with their outcomes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sfph_desktop.core.domain.benefits import LEVELS, BenefitLevel
from sfph_desktop.core.domain.outcomes import OutcomeFramework, OutcomeParts
from sfph_desktop.ui.models.outcome_words import NOT_SHOWN, STAGE_WORDS, served_words
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, column, mark, row, rule, words
from sfph_desktop.ui.widgets.ask_outcome import AskOutcome
from sfph_desktop.ui.widgets.beside import Passage
from sfph_desktop.ui.widgets.finding_card import Card
from sfph_desktop.ui.widgets.level_mark import LEVEL_ICONS
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import fill, in_order

_PURPOSE = (
    "An outcome is what is different for somebody because of you. Say it in your own words. The program offers "
    "recognised ways to show it; you pick, adjust, and say when it is measured. From then on every run and every "
    "summary tells what was found for each of your outcomes, and what is not known yet."
)
_NONE: dict[BenefitLevel, str] = {
    "individual": "Nothing yet about a person's own health and wellbeing.",
    "social": "Nothing yet about company, families, work or public services.",
    "environmental": "Nothing yet about homes, places, waste or carbon.",
}


class OutcomeOverview(Sheet):
    """`opened` carries the id of an outcome that was pressed."""

    opened = Signal(int)

    def __init__(self, theme: Theme, announce: Callable[[str], object]) -> None:
        super().__init__(theme, "Your outcomes")
        self.header = PageHeader(theme, "Your outcomes")
        self.purpose = Prose(_PURPOSE)
        self.ask = AskOutcome(theme, announce)
        self.cards: dict[int, OutcomeCard] = {}
        self._levels = QVBoxLayout()
        self._levels.setSpacing(theme.space("wide"))
        self.add(self.header, self.purpose, self.ask, self._levels, None)

    def show_framework(self, held: OutcomeFramework) -> None:
        """Show the outcomes as they are now."""
        self.purpose.setVisible(not held.outcomes)
        frameworks = (
            counted(len(held.chosen), "buyers' framework") if held.chosen else "no buyers' framework chosen yet"
        )
        lead = f"{counted(len(held.outcomes), 'outcome')} at three levels, {frameworks}" if held.outcomes else ""
        self.header.say("Your outcomes", lead)
        self.cards = {}
        pieces: list[QWidget] = []
        for level in LEVELS:
            cards = [self._card(held, one) for one in held.of_level(level)]
            inside: list[QWidget] = [*cards] or [words(_NONE[level], "quiet")]
            pieces += [rule(), Passage(self.theme, "", *inside, level=level)]
        fill(self._levels, *pieces)
        in_order(self.ask.line, *self.ask.cards, self.ask.own, *self.cards.values())

    def _card(self, held: OutcomeFramework, parts: OutcomeParts) -> OutcomeCard:
        card = OutcomeCard(self.theme, parts, held.scope(parts.outcome))
        number = int(parts.outcome.id)
        card.clicked.connect(lambda: self.opened.emit(number))
        self.cards[number] = card
        return card


class OutcomeCard(Card):
    """One outcome: its title, how it is known, when it is measured, whose outcomes it serves; pressed, it opens."""

    def __init__(self, theme: Theme, parts: OutcomeParts, whose: str) -> None:
        one = parts.outcome
        super().__init__(theme, one.level)
        ways = [indicator.sentence for indicator in parts.indicators]
        shown = any(indicator.counts for indicator in parts.indicators)
        when = ", ".join(STAGE_WORDS[stage].lower() for stage in one.measured_at)
        serves = served_words(parts.serves)
        small = [
            f"For the people of {whose}" if whose else "",
            f"Measured {when}" if when else "",
            f"Serves: {serves}" if serves else "",
        ]
        told = column(words(one.title, "bold"), gap=theme.space("tiny"))
        for way in ways:
            told.addWidget(words(way))
        if not shown:
            told.addWidget(words(NOT_SHOWN, "attention"))
        foot = " · ".join(part for part in small if part)
        if foot:
            told.addWidget(words(foot, "small"))
        line = row(gap=theme.space("medium"))
        line.addWidget(mark(theme, LEVEL_ICONS[one.level], one.level), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(told, 1)
        medium, tight = theme.space("medium"), theme.space("small")
        line.setContentsMargins(medium + 4, tight + 2, medium, tight + 2)
        self.setLayout(line)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        said = (one.title, *ways, "" if shown else NOT_SHOWN, foot)
        self.setAccessibleName(". ".join(part.rstrip(".") for part in said if part))
        self.setAccessibleDescription("Opens this outcome, to be adjusted")
