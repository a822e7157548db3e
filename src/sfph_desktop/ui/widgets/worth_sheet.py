"""All lines together: totals, what stands in the way, overlaps, scenarios, and how sure it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.core.domain.impact import ValueSummary
from sfph_desktop.core.domain.worth import Scenarios, Worth, WorthTold
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, rule, words
from sfph_desktop.ui.widgets.beside import Beside
from sfph_desktop.ui.widgets.chart_shelf import WIDE, ChartPlace
from sfph_desktop.ui.widgets.facts import Facts
from sfph_desktop.ui.widgets.findings import rough_pounds
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.overlap_cards import OverlapCards
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.passages import Headed, Turning, fill
from sfph_desktop.ui.widgets.worth_shelf import WorthShelf


class _ScenarioCard(QWidget):
    """One scenario: its name, its figure, and a sentence."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._name = name
        self.figure, self.said = words("", "figure", wrap=False), words("")
        edge = theme.space("large")
        frame = held(
            column(words(name, "bold"), self.figure, self.said, None, gap=theme.space("tiny"), edge=edge), "soft"
        )
        self.setLayout(column(frame))

    def say(self, figure: str, said: str) -> None:
        """Another figure and sentence."""
        self.figure.setText(figure)
        self.figure.setVisible(bool(figure))
        self.said.setText(said)
        self.setAccessibleName(f"{self._name}: {figure}. {said}")


class WorthSheet(Sheet):
    """`decided` carries the references of an overlap and whether it is the same change; `cost_wanted`: what went in."""

    decided = Signal(object, bool)
    cost_wanted = Signal()
    costs_wanted = Signal()

    def __init__(self, theme: Theme, shelf: WorthShelf) -> None:
        super().__init__(theme, "All value lines together", widest=theme.size("column") * 2)
        self.header = PageHeader(
            theme, "All lines together", "What the changes are worth, to whom, and how sure that is."
        )
        self._troubles, self._totals = QVBoxLayout(), QVBoxLayout()
        for room in (self._troubles, self._totals):
            room.setSpacing(theme.space("small"))
        self.overlaps = OverlapCards(theme)
        self.overlaps.decided.connect(self.decided)
        self.cards = {
            "cautious": _ScenarioCard(theme, "Cautious"),
            "central": _ScenarioCard(theme, "As entered"),
            "even": _ScenarioCard(theme, "What would have to be true"),
        }
        least = theme.size("list") * 2 // 3
        self.scenarios = Headed(theme, "sum", "Side by side", Turning(theme, list(self.cards.values()), least))
        self.paid = Headed(theme, "contracts", "Who paid for it")
        totals_room = QWidget()
        self._totals.setContentsMargins(0, 0, 0, 0)
        totals_room.setLayout(self._totals)
        self.who = Beside(theme, [totals_room], shelf, ("payer",))
        self.sentences = {name: Prose() for name in ("tornado", "interval", "break_even")}
        self.sure = Headed(theme, "chart", "How sure that is", *self._sure(theme, shelf))
        overlaps = Headed(theme, "two-people", "Counted once", self.overlaps)
        self.overlaps_part = overlaps
        self.cost = button(theme, "Write down what went in", self.cost_wanted.emit, kind="link", icon="add")
        self.costs = button(theme, "See or change it", self.costs_wanted.emit, kind="link", icon="sheet")
        self.costs.setAccessibleDescription("All that went in, as it is written down")
        self._rules = (rule(), rule())
        over, under = self._rules
        self.add(
            self.header,
            self._troubles,
            self.who,
            Flow(theme.space("large"), self.cost, self.costs),
            self.scenarios,
            over,
            overlaps,
            under,
            self.sure,
            self.paid,
            None,
        )

    def show_worth(self, worth: Worth, told: WorthTold) -> None:
        """Show these figures and words."""
        theme, value = self.theme, worth.run.value
        fill(self._troubles, *(Told(theme, "attention", one.what, one.do) for one in told.troubles))
        self.overlaps.show_pairs(worth.overlaps, {one.line_ref: one.name for one in told.lines})
        self.overlaps_part.setVisible(bool(value.lines))
        known = worth.scenarios is not None
        for piece in (self.who, self.scenarios, self.sure, *self._rules):  # a line divides two parts, or is not there
            piece.setVisible(known)
        self.paid.setVisible(known and bool(told.paid_by))
        if worth.scenarios is None:
            return
        fill(self._totals, Facts(theme, totals(value)), Prose(told.per_person))
        self._show_scenarios(worth.scenarios, told)
        self.paid.fill(
            Facts(theme, list(told.paid_by)),
            words("Whoever is paid for by several is shared as recorded; the parts add up to the whole, to the penny.",
                  "small"),
        )  # fmt: skip
        for name, said in (
            ("tornado", told.tornado), ("interval", told.trials), ("break_even", told.break_even),
        ):  # fmt: skip
            self.sentences[name].say(said)
            self.sentences[name].setVisible(bool(said))

    # --- inside

    def _sure(self, theme: Theme, shelf: WorthShelf) -> list[QWidget]:
        first = column(self.sentences["tornado"], ChartPlace(theme, shelf, WIDE), gap=theme.space("small"))
        others = (Beside(theme, [self.sentences[name]], shelf, (name,)) for name in ("interval", "break_even"))
        return [held(column(first, *others, gap=theme.space("wide")))]

    def _show_scenarios(self, found: Scenarios, told: WorthTold) -> None:
        self.cards["cautious"].say(rough_pounds(found.cautious.total), told.cautious)
        self.cards["central"].say(rough_pounds(found.central.total), told.central)
        self.cards["even"].say("", f"{told.even} {told.break_even}".strip())


def totals(value: ValueSummary) -> list[tuple[str, str]]:
    """Three totals, never one heap, and what went in, as facts."""
    prices = f" ({value.price_base} prices)" if value.price_base else ""
    facts = [
        (f"Wellbeing and social value{prices}", rough_pounds(value.total_social or 0.0)),
        ("Public cost avoided", rough_pounds(value.total_fiscal or 0.0)),
        ("Of that as cash", rough_pounds(value.total_cashable) if value.total_cashable else "none"),
        ("What went in", rough_pounds(value.inputs_pv) if value.inputs_pv else "not recorded"),
    ]
    if value.ratio is not None and value.ratio_p05 is not None and value.ratio_p95 is not None:
        likely = f"{value.ratio:.1f} times what went in, likely {value.ratio_p05:.1f} to {value.ratio_p95:.1f}"
        facts.append(("Value beside cost", likely))
    return facts
