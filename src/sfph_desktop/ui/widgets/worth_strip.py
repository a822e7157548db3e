"""The figures of value in one line over the page: they follow every key, and are pale while they are worked out."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from sfph_desktop.core.domain.impact import ValueSummary
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, words
from sfph_desktop.ui.widgets.findings import rough_pounds
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.growing import Growing

_LESSER = ("cashable", "inputs")
PALE = 0.45
"""How much is seen of figures that are being worked out anew."""


class _Amount(QWidget):
    """A figure over what it is."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._name = name
        self.figure, self._what = words("–", "strong", wrap=False), words(name, "small", wrap=False)
        self.figure.setFont(theme.font("strong", bold=True, figures=True))
        self.setLayout(column(self.figure, self._what))

    def say(self, figure: str) -> None:
        """Another figure."""
        self.figure.setText(figure or "–")
        self.setAccessibleName(f"{self._name}: {figure or 'not known yet'}")


class WorthStrip(Growing):
    """Total, its parts, what went in, and how they compare."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        names = {
            "social": "wellbeing and social value",
            "fiscal": "public cost avoided",
            "cashable": "of that as cash",
            "inputs": "went in",
            "ratio": "times what went in",
        }
        self.amounts = {key: _Amount(theme, name) for key, name in names.items()}
        self.setProperty("kind", "soft")
        side, above = theme.space("wide"), theme.space("small")
        self.setLayout(column(Flow(side, *self.amounts.values()), edge=(side, above, side, above)))
        self.setAccessibleName("The value as the lines stand now")
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(1.0)
        self.setGraphicsEffect(self._effect)
        self._effect.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line where there is no room for two: what went in, and cash, are left to the page of all lines."""
        side = self._theme.space("wide")
        needed = side * 2 + sum(one.sizeHint().width() + side for one in self.amounts.values())
        for key in _LESSER:
            self.amounts[key].setVisible(self.width() >= needed)
        super().resizeEvent(event)

    @property
    def dimmed(self) -> bool:
        """Whether newer figures are on their way."""
        return self._effect.isEnabled()

    def dim(self, dimmed: bool) -> None:
        """Old figures stay, pale, until the new ones have come."""
        self._effect.setOpacity(PALE)
        self._effect.setEnabled(dimmed)

    def show_value(self, value: ValueSummary) -> None:
        """Show these figures; what cannot be said is a dash."""
        known = value.total_pv is not None
        self.amounts["social"].say(rough_pounds(value.total_social or 0.0) if known else "")
        self.amounts["fiscal"].say(rough_pounds(value.total_fiscal or 0.0) if known else "")
        self.amounts["cashable"].say(
            (rough_pounds(value.total_cashable) if value.total_cashable else "none") if known else ""
        )
        self.amounts["inputs"].say(rough_pounds(value.inputs_pv) if value.inputs_pv else "")
        self.amounts["ratio"].say(ratio_figures(value))


def ratio_figures(value: ValueSummary) -> str:
    """The ratio with its range, never alone: `1.5 (0.8 to 2.2)`; blank where either is missing."""
    if value.ratio is None or value.ratio_p05 is None or value.ratio_p95 is None:
        return ""
    return f"{value.ratio:.1f} ({value.ratio_p05:.1f} to {value.ratio_p95:.1f})"
