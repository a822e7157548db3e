"""What the changes are worth: the total with its range, three totals that are never one heap, payers, and each line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from sfph_desktop.core.domain.impact import ImpactRun, ValueSummary
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, column, row, words
from sfph_desktop.ui.widgets.beside import Beside, Passage
from sfph_desktop.ui.widgets.chart_shelf import WIDE, ChartPlace, ChartShelf
from sfph_desktop.ui.widgets.finding_card import Card, FindingCard
from sfph_desktop.ui.widgets.findings import Finding, of_kind, payer, pounds_range, rough_pounds
from sfph_desktop.ui.widgets.page_frame import Told

_SEEN_THROUGH = Qt.WidgetAttribute.WA_TransparentForMouseEvents
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class TotalCard(Card):
    """The total as a range, in large type, with its evidence number. Pressed, it opens its evidence."""

    def __init__(self, theme: Theme, value: ValueSummary, open_evidence: Callable[[str], None]) -> None:
        super().__init__(theme, "accent")
        total = rough_pounds(value.total_pv or 0.0)
        span = pounds_range(value.total_p05, value.total_p95)
        prices = f"in {value.price_base} prices" if value.price_base else "in the prices as printed"
        number = words(value.evidence, "label", wrap=False)
        number.setFont(theme.font("small", figures=True))
        said = column(
            words(f"about {total}", "figure", wrap=False),
            words(", ".join(part for part in (span, prices) if part), "bold"),
            row(None, number),
            gap=theme.space("tiny"),
        )
        edge, small = theme.space("medium"), theme.space("small")
        said.setContentsMargins(theme.space("large") + 4, edge, edge, small)
        self.setLayout(said)
        for label in self.findChildren(QLabel):
            label.setAttribute(_SEEN_THROUGH)
        self.setAccessibleName(f"What the changes are worth: about {total}, {span}, {prices}. {value.evidence}")
        self.setAccessibleDescription("Opens the evidence behind this figure")
        self.clicked.connect(lambda: open_evidence(value.evidence))
        self.evidence = value.evidence


class _Amounts(QFrame):
    """Amounts in a table of two or three columns: what, how much, and its likely range."""

    def __init__(self, theme: Theme, name: str, lines: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(". ".join(" ".join(part for part in line if part) for line in lines))
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.space("large"), 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("large"))
        grid.setVerticalSpacing(theme.space("small"))
        for number, (what, amount, span) in enumerate(lines):
            figure = words(amount, "bold", wrap=False)
            figure.setFont(theme.font(bold=True, figures=True))
            said = words(f"{what} ({span})" if span else what)
            grid.addWidget(figure, number, 0, _RIGHT)
            grid.addWidget(said, number, 1)
        grid.setColumnStretch(1, 1)


def value_passage(
    theme: Theme,
    run: ImpactRun,
    found: tuple[Finding, ...],
    shelf: ChartShelf,
    open_evidence: Callable[[str], None],
) -> tuple[Passage, list[Card]]:
    """The part of the page about value, and the cards in it in reading order."""
    value = run.value
    pieces: list[QWidget] = []
    cards: list[Card] = []
    if value.total_pv is None:
        reason = value.reason or "No line with a value may be counted yet."
        pieces.append(Told(theme, "attention", "There is no total value yet.", reason))
    else:
        total = TotalCard(theme, value, open_evidence)
        cards.append(total)
        pieces += [
            total,
            _Amounts(theme, "Three totals, and what went in", _totals(value)),
            words("Who gains", "bold"),
            _Amounts(theme, "Value by who gains", _by_payer(value)),
            Prose(_rest(value)),
        ]
    charts = ("payer", "interval") if value.total_pv is not None else ()
    upper = Beside(theme, pieces, shelf, charts)
    below: list[QWidget] = []
    if value.total_pv is not None and value.tornado:
        below.append(ChartPlace(theme, shelf, WIDE))
    lines: list[QWidget] = []
    for line in of_kind(found, "value_line"):
        card = FindingCard(theme, line)
        card.opened.connect(open_evidence)
        cards.append(card)
        lines.append(card)
    if lines:
        below += [words("What the value is made of", "bold"), *lines]
    lead = "Three totals that are never one heap; each with its likely range, by who gains."
    return Passage(theme, "What it is worth", upper, *below, icon="pound", lead=lead), cards


def _totals(value: ValueSummary) -> list[tuple[str, str, str]]:
    cash = rough_pounds(value.total_cashable) if value.total_cashable else "nothing"
    lines = [
        ("wellbeing and social value", rough_pounds(value.total_social or 0.0), ""),
        ("public cost avoided", rough_pounds(value.total_fiscal or 0.0), ""),
        ("of that is cash that can be released", cash, ""),
    ]
    if value.inputs_pv:
        lines.append(("went in", rough_pounds(value.inputs_pv), "money, staff, volunteers, gifts in kind"))
    return lines


def _by_payer(value: ValueSummary) -> list[tuple[str, str, str]]:
    ordered = sorted(value.by_payer.items(), key=lambda one: (-one[1], one[0]))
    return [
        (
            payer(name),
            rough_pounds(pounds),
            pounds_range(value.by_payer_low.get(name), value.by_payer_high.get(name)),
        )
        for name, pounds in ordered
        if pounds
    ]


def _rest(value: ValueSummary) -> str:
    """The last sentences of the statement: the ratio with its range, the trials, what would bring it down to one."""
    marker = "What went in"
    at = value.statement.find(marker)
    return value.statement[at:] if at >= 0 else value.statement
